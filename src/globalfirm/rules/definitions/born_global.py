"""Born globals (Knight and Cavusgil 1996): at least a quarter of sales abroad within three years of the founding.

Where abroad the sales are made makes no difference.

>>> from globalfirm import Accounts, Company
>>> year = Accounts(year=2022, turnover=100, foreign_turnover=60)
>>> taxonomy.label(Company(name="A", founded=2020, accounts=[year]))
'born global'
>>> late = Company(name="B", founded=1990, accounts=[year])
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
    "Knight, G. A. and Cavusgil, S. T. (1996), The born global firm, Advances in International Marketing 8, 11-26"
)
ABROAD = Parameter(
    name="abroad",
    value=0.25,
    meaning="of 1: the least share of sales outside the home country",
    source="Knight and Cavusgil (1996), as cited by Hennart, Majocchi and Hagen (2021)",
    provenance="secondary source",
)
YEARS = Parameter(
    name="years",
    value=3,
    meaning="years from the founding, by the calendar",
    source="Knight and Cavusgil (1996), as cited by Hennart, Majocchi and Hagen (2021)",
    provenance="secondary source",
)
INTERNATIONAL = metric.foreign_sales_share >= parameter("abroad")
"""The rule of a year that enough is sold abroad in it."""
EARLY = within_years_of_founding(INTERNATIONAL, years="years")

taxonomy: Taxonomy = Taxonomy(
    name="born global (Knight and Cavusgil 1996)",
    summary=(
        "Born globals (Knight and Cavusgil 1996): at least a quarter of sales abroad within three years of the founding. "
        "Where abroad the sales are made makes no difference."
    ),
    classes=(
        Definition(
            name="born global",
            summary="at least {abroad} of its sales abroad within {years} years of founding",
            rule=EARLY,
            citation=_CITATION,
            applies_from="1996",
            parameters=(ABROAD, YEARS),
            notes=(
                "The quarter and the three years belong to 1996; Knight and Cavusgil (2004), Journal of International "
                "Business Studies 35(2), give no figures.",
                "Whether a quarter itself is enough differs between sources that quote it; here it is.",
            ),
        ),
    ),
)


def _firm(foreign: float, *years: int) -> dict[str, object]:
    """A Danish firm of 2020 with a share of its sales abroad in some years."""
    return {
        "home": "DK",
        "founded": 2020,
        "accounts": [{"year": year, "turnover": 1, "foreign_turnover": foreign} for year in years],
    }


_FIRST = (2020, 2021, 2022, 2023)

situations: tuple[Situation, ...] = (
    Situation("a quarter abroad in the second year", _firm(0.25, 2022), "born global"),
    Situation("a quarter abroad in the third year", _firm(0.25, 2023), "born global"),
    Situation("a quarter abroad in the fourth year; before, not known", _firm(0.25, 2024), "undetermined"),
    Situation("a little less in each of the first years", _firm(0.249, *_FIRST), "unclassified"),
    Situation("a little less, the third year not known", _firm(0.249, *_FIRST[:3]), "undetermined"),
)
