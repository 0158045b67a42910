"""Born globals (Knight and Cavusgil 1996): at least a quarter of sales abroad within three years of the founding.

Where those sales never left the home country's region by as much, the firm is born regional.

>>> from globalfirm import Accounts, Company, RegionalSales
>>> year = Accounts(year=2022, turnover=100, foreign_turnover=60)
>>> year = year.replace(regional_sales=[RegionalSales(region="Europe", share=0.5)])
>>> taxonomy.label(Company(name="A", home="DK", founded=2020, accounts=[year]))
'born global'
>>> late = Company(name="B", home="DK", founded=1990, accounts=[year])
>>> taxonomy.label(late)  # what it sold in its first years is not known
'undetermined'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.expressions.compound import within_years_of_founding
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Knight, G. A. and Cavusgil, S. T. (1996), The born global firm, Advances in International Marketing 8, 11-26; "
    "(2004), Innovation, organizational capabilities, and the born-global firm, Journal of International Business "
    "Studies 35(2), 124-141"
)
_REGIONAL = (
    "Lopez, L. E., Kundu, S. K. and Ciravegna, L. (2009), Born global or born regional?, Journal of International "
    "Business Studies 40(7), 1228-1238"
)
_ABROAD = Parameter(
    name="abroad",
    value=0.25,
    meaning="of 1: the least share of sales outside the home country",
    source="Knight and Cavusgil (1996), as cited by Hennart, Majocchi and Hagen (2021)",
    provenance="secondary source",
)
_YEARS = Parameter(
    name="years",
    value=3,
    meaning="years from the founding, by the calendar",
    source="Knight and Cavusgil (1996), as cited by Hennart, Majocchi and Hagen (2021)",
    provenance="secondary source",
)
_IN_REGION = Parameter(
    name="in_region",
    value=0.75,
    meaning="of 1: a firm that sells more than this in its home region sells less than a quarter outside it",
    source="the mirror of the quarter that makes a firm international; the article of 2009 gives no figure that was seen",
    provenance="chosen here",
)
_DAY_ONE = Parameter(
    name="day_one",
    value=0,
    meaning="years from the founding, by the calendar, to people in a second country",
    source='the 2007 article on micro-multinationals says "from day one": the year of the founding',
    provenance="chosen here",
)

_international = metric.foreign_sales_share >= parameter("abroad")

taxonomy = Taxonomy(
    name="born global (Knight and Cavusgil)",
    summary=(
        "Born globals (Knight and Cavusgil 1996): at least a quarter of sales abroad within three years of the founding. "
        "Where those sales never left the home country's region by as much, the firm is born regional."
    ),
    classes=(
        Definition(
            name="born global",
            summary="at least {abroad} of its sales abroad within {years} years of founding, at most {in_region} in its region",
            rule=within_years_of_founding(
                _international & (metric.home_region_sales_share <= parameter("in_region")), years="years"
            ),
            citation=_CITATION,
            applies_from="1996",
            parameters=(_ABROAD, _YEARS, _IN_REGION),
            notes=(
                "The quarter and the three years belong to 1996; the definition of 2004 gives no figures. As cited, they "
                "take no account of regions: the tag early internationaliser is that rule by itself.",
                "Whether a quarter itself is enough differs between sources that quote it; here it is.",
            ),
        ),
        Definition(
            name="born regional",
            summary="at least {abroad} of its sales abroad within {years} years of founding, but not beyond its region",
            rule=within_years_of_founding(_international, years="years"),
            citation=_REGIONAL,
            applies_from="2009",
            parameters=(_ABROAD, _YEARS),
            notes=(
                "Regions are those of the triad (North America, Europe, Asia-Pacific) and the rest of the world.",
                "What keeps a firm in its region is this library's reading: no figure was seen in the article.",
            ),
        ),
    ),
    tags=(
        Definition(
            name="early internationaliser",
            summary="at least {abroad} of its sales abroad within {years} years of founding",
            rule=within_years_of_founding(_international, years="years"),
            citation=_CITATION,
            applies_from="1996",
            parameters=(_ABROAD, _YEARS),
        ),
        Definition(
            name="global from day one",
            summary="people in a second country within {day_one} years of the founding",
            rule=metric.years_to_second_country <= parameter("day_one"),
            citation='the 2007 article on micro-multinationals, "global from day one"',
            applies_from="2007",
            parameters=(_DAY_ONE,),
        ),
    ),
)


def _firm(foreign: float, in_europe: float | None, *years: int) -> dict[str, object]:
    """A Danish firm of 2020 with a share of its sales abroad and, where known, in Europe, in some years."""
    regional = [] if in_europe is None else [{"region": "Europe", "share": in_europe}]
    figures = {"turnover": 1, "foreign_turnover": foreign, "regional_sales": regional}
    return {"home": "DK", "founded": 2020, "accounts": [{"year": year, **figures} for year in years]}


_FIRST = (2020, 2021, 2022, 2023)

situations = (
    Situation("a quarter abroad in the second year, half of all in Europe", _firm(0.25, 0.5, 2022), "born global"),
    Situation("a quarter abroad in the third year", _firm(0.25, 0.5, 2023), "born global"),
    Situation("a quarter abroad in the fourth year; before, not known", _firm(0.25, 0.5, 2024), "undetermined"),
    Situation("half abroad in each year, nearly all of it in Europe", _firm(0.5, 0.9, *_FIRST), "born regional"),
    Situation("half abroad in one year, nearly all of it in Europe", _firm(0.5, 0.9, 2022), "undetermined"),
    Situation("half abroad, regions not known", _firm(0.5, None, *_FIRST), "undetermined"),
    Situation("little abroad in each of the first years", _firm(0.2, None, *_FIRST), "unclassified"),
)
