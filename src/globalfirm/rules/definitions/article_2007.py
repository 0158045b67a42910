"""The article's micro-multinational: a small company with a presence and people in multiple countries.

Those that had people in a second country in the year of their founding are tagged as global from day one.

>>> from globalfirm import Company, Office
>>> taxonomy.label(Company(name="Vast", headcount=25, offices=[Office(country="US"), Office(country="RS")]))
'micro-multinational'
>>> taxonomy.label(Company(name="Corner shop", headcount=2, offices=[Office(country="RS")]))
'unclassified'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

ARTICLE = (
    "Council on Competitiveness, Where America Stands: Entrepreneurship (2007), as quoted in "
    '"The Trend of the Micro-Multinationals", Small Business Trends'
)
"""The article that this library starts from: it is cited by these words everywhere."""

SMALL = Parameter(
    name="small",
    value=250,
    meaning="people: a firm of fewer is small",
    source="Commission Recommendation 2003/361/EC (2003), Annex, Article 2(1), as to headcount alone; the article gives no bound",
    provenance="secondary source",
)
COUNTRIES = Parameter(
    name="countries",
    value=2,
    meaning="countries with people: a firm in as many is in multiple countries",
    source=f'{ARTICLE}: "small companies with a presence and people in multiple countries"',
    provenance="secondary source",
)
_DAY_ONE = Parameter(
    name="day_one",
    value=0,
    meaning="years from the founding, by the calendar, to people in a second country",
    source=f'{ARTICLE}: "global from day one"; the year of the founding is the closest that records tell',
    provenance="chosen here",
)

taxonomy: Taxonomy = Taxonomy(
    name="micro-multinational 2007 (our reading)",
    summary=(
        "The article's micro-multinational: a small company with a presence and people in multiple countries. "
        "Those that had people in a second country in the year of their founding are tagged as global from day one."
    ),
    classes=(
        Definition(
            name="micro-multinational",
            summary="fewer than {small} people, in {countries} countries or more",
            rule=(metric.country_count >= parameter("countries")) & (metric.headcount < parameter("small")),
            citation=ARTICLE,
            applies_from="2007",
            parameters=(SMALL, COUNTRIES),
            notes=(
                "The article gives no bound on size: the European Union's on headcount is taken, without its money ceilings.",
            ),
        ),
    ),
    tags=(
        Definition(
            name="global from day one",
            summary="people in a second country within {day_one} years of the founding",
            rule=metric.years_to_second_country <= parameter("day_one"),
            citation=ARTICLE,
            applies_from="2007",
            parameters=(_DAY_ONE,),
        ),
    ),
)


def _firm(people: int, *opened: str) -> dict[str, object]:
    """A firm of 2005 with so many people, and an office opened in each of Serbia and the United States, if as many."""
    offices = [{"country": country, "opened": day} for country, day in zip(("RS", "US"), opened, strict=False)]
    return {"founded": 2005, "headcount": people, "offices": offices}


_EARLY = ("global from day one",)

situations: tuple[Situation, ...] = (
    Situation(
        "the article's company, of 2007",
        {"headcount": 25, "complete": False, "offices": [{"country": "US"}, {"country": "DO"}, {"country": "RS"}]},
        "micro-multinational",
    ),
    Situation(
        "249 people, in two countries since its first year",
        _firm(249, "2005-01-01", "2005-12-31"),
        "micro-multinational",
        _EARLY,
    ),
    Situation("in two countries since its second year", _firm(249, "2005-01-01", "2006-01-01"), "micro-multinational"),
    Situation("250 people, in two countries", _firm(250, "2005-01-01", "2005-12-31"), "unclassified", _EARLY),
    Situation("nine people, in one country", _firm(9, "2005-01-01"), "unclassified"),
    Situation(
        "nine people, some offices known",
        {"headcount": 9, "complete": False, "offices": [{"country": "RS"}]},
        "undetermined",
    ),
)
