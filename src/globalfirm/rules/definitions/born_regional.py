"""Born globals beside born regionals (Lopez, Kundu and Ciravegna 2009): early sales abroad, beyond the home region or in it.

Both sell at least a quarter abroad within three years of the founding; the born regional sells less than a quarter
outside its own region.

>>> from globalfirm import Accounts, Company, RegionalSales
>>> year = Accounts(year=2022, turnover=100, foreign_turnover=60)
>>> year = year.replace(regional_sales=[RegionalSales(region="Europe", share=0.5)])
>>> firm = Company(name="A", home="DK", founded=2020, accounts=[year])
>>> taxonomy.label(firm)
'born global'
>>> taxonomy.label(firm.replace(accounts=[year.replace(regional_sales=[])]))  # in which regions is not known
'undetermined'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.expressions.compound import within_years_of_founding
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.definitions.born_global import ABROAD, EARLY, INTERNATIONAL, YEARS
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Lopez, L. E., Kundu, S. K. and Ciravegna, L. (2009), Born global or born regional?, Journal of International "
    "Business Studies 40(7), 1228-1238"
)
BEYOND = Parameter(
    name="beyond",
    value=0.25,
    meaning="of 1: the least share of sales outside the home country's region",
    source="the quarter that makes a firm international; the article of 2009 gives no figure that was seen",
    provenance="chosen here",
)
EARLY_BEYOND = within_years_of_founding(
    INTERNATIONAL & (metric.other_region_sales_share >= parameter("beyond")), years="years"
)

taxonomy: Taxonomy = Taxonomy(
    name="born regional, Lopez et al. 2009 (our reading)",
    summary=(
        "Born globals beside born regionals (Lopez, Kundu and Ciravegna 2009): early sales abroad, beyond the home region "
        "or in it. Both sell at least a quarter abroad within three years of the founding; the born regional sells less "
        "than a quarter outside its own region."
    ),
    classes=(
        Definition(
            name="born global",
            summary="at least {abroad} of its sales abroad within {years} years of founding, at least {beyond} beyond its region",
            rule=EARLY_BEYOND,
            citation=_CITATION,
            applies_from="2009",
            parameters=(ABROAD, YEARS, BEYOND),
            notes=(
                "Regions are those of the triad (North America, Europe, Asia-Pacific) and the rest of the world.",
                "The rest of the world is many regions: a firm at home there that sells there may do so in its own or beyond.",
                "What keeps a firm in its region is this library's reading: no figure was seen in the article.",
            ),
        ),
        Definition(
            name="born regional",
            summary="at least {abroad} of its sales abroad within {years} years of founding, but not beyond its region",
            rule=EARLY,
            citation=_CITATION,
            applies_from="2009",
            parameters=(ABROAD, YEARS),
        ),
    ),
)


def early_sellers(beyond: str, near: str) -> tuple[Situation, ...]:
    """Firms by their first years, for a class of those that sell beyond their region and one of those that do not.

    >>> [each.label for each in early_sellers("far", "near")][:3]
    ['far', 'undetermined', 'near']
    """
    first = (2020, 2021, 2022, 2023)
    return (
        Situation("a quarter abroad in the third year, a quarter beyond Europe", _seller(0.25, 0.75, 2023), beyond),
        Situation("the same in the fourth year; before, not known", _seller(0.25, 0.75, 2024), "undetermined"),
        Situation("half abroad in each year, a little less than a quarter beyond", _seller(0.5, 0.751, *first), near),
        Situation("the same, the third year not known", _seller(0.5, 0.751, *first[:3]), "undetermined"),
        Situation("half abroad, regions not known", _seller(0.5, None, *first), "undetermined"),
        Situation("little abroad in each of the first years", _seller(0.249, None, *first), "unclassified"),
    )


def _seller(foreign: float, in_europe: float | None, *years: int) -> dict[str, object]:
    """A Danish firm of 2020 with a share of its sales abroad and, where known, in Europe, in some years."""
    regional = [] if in_europe is None else [{"region": "Europe", "share": in_europe}]
    figures = {"turnover": 1, "foreign_turnover": foreign, "regional_sales": regional}
    return {"home": "DK", "founded": 2020, "accounts": [{"year": year, **figures} for year in years]}


situations: tuple[Situation, ...] = early_sellers("born global", "born regional")
