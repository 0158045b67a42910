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

_CITATION = (
    'the 2007 article on micro-multinationals, "small companies with a presence and people in multiple countries", '
    '"global from day one" (as quoted by a blog of 21 February 2007)'
)
_SMALL = Parameter(
    name="small",
    value=250,
    meaning="people: a firm of fewer is small",
    source="Commission Recommendation 2003/361/EC (2003), Annex, Article 2(1); the article gives no bound",
    provenance="secondary source",
)
_COUNTRIES = Parameter(
    name="countries",
    value=2,
    meaning="countries with people, for multiple",
    source="the article says multiple: two are the fewest that are",
    provenance="chosen here",
)
_DAY_ONE = Parameter(
    name="day_one",
    value=0,
    meaning="years from the founding, by the calendar, to people in a second country",
    source='the article says "from day one": the year of the founding is the closest that records tell',
    provenance="chosen here",
)

taxonomy = Taxonomy(
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
            citation=_CITATION,
            applies_from="2007",
            parameters=(_SMALL, _COUNTRIES),
            notes=("The article gives neither a bound on size nor a number of countries.",),
        ),
    ),
    tags=(
        Definition(
            name="global from day one",
            summary="people in a second country within {day_one} years of the founding",
            rule=metric.years_to_second_country <= parameter("day_one"),
            citation=_CITATION,
            applies_from="2007",
            parameters=(_DAY_ONE,),
        ),
    ),
)

situations = (
    Situation(
        "the article's company, of 2007",
        {"headcount": 25, "complete": False, "offices": [{"country": "US"}, {"country": "DO"}, {"country": "RS"}]},
        "micro-multinational",
    ),
    Situation(
        "250 people, in two countries",
        {"headcount": 250, "offices": [{"country": "RS"}, {"country": "US"}]},
        "unclassified",
    ),
    Situation(
        "nine people, some offices known",
        {"headcount": 9, "complete": False, "offices": [{"country": "RS"}]},
        "undetermined",
    ),
)
