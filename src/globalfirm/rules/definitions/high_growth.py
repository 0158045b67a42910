"""High-growth enterprises (Eurostat and OECD 2007): more than 20 % a year over three years, from ten employees.

The class measures growth by employees; a tag says whether sales have grown as much.

>>> from globalfirm import Accounts, Company
>>> years = [Accounts(year=2021, headcount=100), Accounts(year=2024, headcount=180)]
>>> taxonomy.label(Company(name="A", accounts=years))
'high-growth enterprise'
>>> taxonomy.label(Company(name="B", accounts=[years[0], years[1].replace(headcount=170)]))
'unclassified'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = "Eurostat and OECD (2007), Eurostat-OECD Manual on Business Demography Statistics, chapter 8"
_QUOTED = (
    "Manual on Business Demography Statistics (2007), as quoted by Petersen and Ahmad, High-growth enterprises and gazelles, "
    "and by Daunfeldt, Johansson and Halvarsson (2015)"
)
_GROWTH = Parameter(
    name="growth",
    value=20,
    meaning="percent a year on average over three years: more",
    source=_QUOTED,
    provenance="secondary source",
)
_START = Parameter(
    name="start",
    value=10,
    meaning="employees at the start of the three years: as many or more",
    source=_QUOTED,
    provenance="secondary source",
)
_both = (_GROWTH, _START)
_of_ten = metric.starting_headcount >= parameter("start")

taxonomy: Taxonomy = Taxonomy(
    name="high growth (Eurostat and OECD 2007)",
    summary=(
        "High-growth enterprises (Eurostat and OECD 2007): more than 20 % a year over three years, from ten employees. "
        "The class measures growth by employees; a tag says whether sales have grown as much."
    ),
    classes=(
        Definition(
            name="high-growth enterprise",
            summary="more than {growth} % more people a year over three years, from {start} or more",
            rule=_of_ten & (metric.headcount_growth_percent > parameter("growth")),
            citation=_CITATION,
            applies_from="2007",
            parameters=_both,
            notes=(
                "Growth may be measured by employees or by turnover: each measure answers by itself.",
                "The three years end with the last on record. That the year of the founding should not be a start, and how "
                "mergers count, is not reckoned with.",
            ),
        ),
    ),
    tags=(
        Definition(
            name="high growth by turnover",
            summary="more than {growth} % more sales a year over three years, from {start} people or more",
            rule=_of_ten & (metric.turnover_growth_percent > parameter("growth")),
            citation=_CITATION,
            applies_from="2007",
            parameters=_both,
        ),
    ),
)


def _firm(start: float, people: float | None, sales: float | None = None) -> dict[str, object]:
    """A firm of so many people in 2021, and in 2024 of as many, with so many times the sales."""
    before = {"year": 2021, "currency": "USD", "headcount": start, "turnover": 1000}
    return {"accounts": [before, {"year": 2024, "currency": "USD", "headcount": people, "turnover": sales}]}


_SALES = ("high growth by turnover",)

situations: tuple[Situation, ...] = (
    Situation("20 % a year: 1,000 people, then 1,728", _firm(1000, 1728), "unclassified"),
    Situation("one more", _firm(1000, 1729), "high-growth enterprise"),
    Situation("ten people, then twenty", _firm(10, 20), "high-growth enterprise"),
    Situation("nine people, then twenty", _firm(9, 20), "unclassified"),
    Situation("sales alone, by a little more than 20 % a year", _firm(10, 10, 1729), "unclassified", _SALES),
    Situation("sales alone, by 20 % a year", _firm(10, 10, 1728), "unclassified"),
    Situation("sales alone, of nine people", _firm(9, 9, 1729), "unclassified"),
    Situation("people not known at the end", _firm(10, None), "undetermined"),
    Situation("one year on record", {"accounts": [{"year": 2024, "headcount": 20}]}, "undetermined"),
)
