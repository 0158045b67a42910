"""The default taxonomy: by size (small or not) and reach (one country, or two and more).

>>> [definition.name for definition in default_taxonomy().classes]
['micro-multinational', 'domestic small firm', 'multinational enterprise', 'domestic large firm']
"""

from __future__ import annotations

from functools import lru_cache

from globalfirm.rules.rule import metric
from globalfirm.rules.taxonomy import Definition, Taxonomy

SMALL_HEADCOUNT = 250
"""Small is fewer people than this: an SME by the European Commission's Recommendation 2003/361/EC, Annex, Article
2(1), as to its headcount alone; the literature on micromultinationals takes the same bound (Dimitratos, Johnson,
Slow and Young 2003, European Management Journal 21(2))."""

MULTINATIONAL_COUNTRIES = 2
"""Multinational is people in this many countries or more."""

_SME = "small as in Recommendation 2003/361/EC (fewer than {small} people)"
_MICRO = "micro-multinational as in the 2007 article that this library starts from"


@lru_cache(maxsize=64)
def default_taxonomy(*, small: int = SMALL_HEADCOUNT, countries: int = MULTINATIONAL_COUNTRIES) -> Taxonomy:
    """Four classes by size and reach; `small` and `countries` are the bounds.

    Sources: European Commission Recommendation 2003/361/EC (2003); a 2007 article on micro-multinationals, small
    companies with a presence and people in multiple countries.

    >>> print(default_taxonomy(small=50).classes[0].rule)
    country_count >= 2 and headcount < 50
    """
    several, one = metric.country_count >= countries, metric.country_count < countries
    few, many = metric.headcount < small, metric.headcount >= small
    sme = _SME.format(small=small)
    abroad = f"with people in {_number(countries)} countries or more"
    here = (
        "with people in one country" if countries == 2 else f"with people in fewer than {_number(countries)} countries"
    )
    return Taxonomy(
        name="size and reach",
        classes=(
            Definition(
                name="micro-multinational",
                summary=f"small, {abroad}",
                rule=several & few,
                citation=f"{_MICRO}; {sme}",
            ),
            Definition(
                name="domestic small firm",
                summary=f"small, {here}",
                rule=one & few,
                citation=sme,
            ),
            Definition(
                name="multinational enterprise",
                summary=f"not small, {abroad}",
                rule=several & many,
                citation=sme,
            ),
            Definition(
                name="domestic large firm",
                summary=f"not small, {here}",
                rule=one & many,
                citation=sme,
            ),
        ),
    )


def _number(countries: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(countries, str(countries))
