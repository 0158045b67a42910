"""The default taxonomy: by size (small or not) and reach (one country, or two and more).

A firm is a micro-multinational where it is small and has people in two countries or more.

>>> from globalfirm import Company, Office
>>> taxonomy.label(Company(name="Vast", headcount=25, offices=[Office(country="US"), Office(country="RS")]))
'micro-multinational'
>>> taxonomy.label(Company(name="Corner shop", headcount=2, offices=[Office(country="RS")]))
'domestic small firm'
"""

from __future__ import annotations

from functools import lru_cache

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.definitions.article_2007 import ARTICLE, COUNTRIES, SMALL
from globalfirm.rules.taxonomy import Definition, Taxonomy

_SME = "small as in Recommendation 2003/361/EC"
_MICRO = f"micro-multinational as in {ARTICLE}"
_NOTES = (
    "The article gives no bound on size: the European Union's on headcount is taken, without its money ceilings.",
    "It speaks of multiple countries: two are the fewest that are.",
)

_several, _one = metric.country_count >= parameter("countries"), metric.country_count < parameter("countries")
_few, _many = metric.headcount < parameter("small"), metric.headcount >= parameter("small")
_abroad, _here = "with people in {countries} countries or more", "with people in fewer than {countries} countries"
_both = (SMALL, COUNTRIES)

taxonomy: Taxonomy = Taxonomy(
    name="size and reach",
    summary=(
        "The default taxonomy: by size (small or not) and reach (one country, or two and more). "
        "A firm is a micro-multinational where it is small and has people in two countries or more."
    ),
    classes=(
        Definition(
            name="micro-multinational", summary=f"small, {_abroad}", rule=_several & _few,
            citation=f"{_MICRO}; {_SME}", applies_from="2007", parameters=_both, notes=_NOTES,
        ),
        Definition(
            name="domestic small firm", summary=f"small, {_here}", rule=_one & _few,
            citation=_SME, applies_from="2007", parameters=_both,
        ),
        Definition(
            name="multinational enterprise", summary=f"not small, {_abroad}", rule=_several & _many,
            citation=_SME, applies_from="2007", parameters=_both,
        ),
        Definition(
            name="domestic large firm", summary=f"not small, {_here}", rule=_one & _many,
            citation=_SME, applies_from="2007", parameters=_both,
        ),
    ),
)  # fmt: skip

situations: tuple[Situation, ...] = (
    Situation(
        "the article's company",
        {"headcount": 25, "complete": False, "offices": [{"country": "US"}, {"country": "DO"}, {"country": "RS"}]},
        "micro-multinational",
    ),
    Situation(
        "249 people, in two countries",
        {"headcount": 249, "offices": [{"country": "RS"}, {"country": "US"}]},
        "micro-multinational",
    ),
    Situation("249 people at home", {"headcount": 249, "offices": [{"country": "RS"}]}, "domestic small firm"),
    Situation(
        "250 people, in two countries",
        {"headcount": 250, "offices": [{"country": "RS"}, {"country": "US"}]},
        "multinational enterprise",
    ),
    Situation("250 people at home", {"headcount": 250, "offices": [{"country": "RS"}]}, "domestic large firm"),
    Situation(
        "50 people or more, in two countries",
        {"headcount": "50+", "offices": [{"country": "RS"}, {"country": "US"}]},
        "undetermined",
    ),
    Situation(
        "a second office that is a mailbox",
        {"headcount": 9, "offices": [{"country": "RS"}, {"country": "IE", "kind": "mailbox"}]},
        "domestic small firm",
    ),
)


@lru_cache(maxsize=64)
def default_taxonomy(*, small: float = SMALL.value, countries: float = COUNTRIES.value) -> Taxonomy:
    """The default taxonomy, with other bounds where they are given.

    Raises:
        pydantic.ValidationError: a bound that no firm, or every firm, is within.

    >>> print(default_taxonomy(small=50).classes[0].bound)
    country_count >= 2 and headcount < 50
    """
    return taxonomy.with_parameters(small=small, countries=countries)
