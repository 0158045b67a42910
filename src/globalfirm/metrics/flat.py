"""What is known of a firm as a flat row: the columns that a metric is shown in, and what stands in them.

>>> from globalfirm import Company, Office, profile
>>> firm = profile(Company(name="A", home="RS", headcount="50+", offices=[Office(country="RS")]))
>>> flat_row(firm, ["home", "headcount", "continent_coverage"])
{'home': 'RS', 'headcount_low': 50, 'headcount_high': None, 'continent_coverage': 'Europe'}
"""

from __future__ import annotations

from collections.abc import Iterable

from globalfirm.expressions.facts import Fact, FactSource
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.model.partial_set import PartialSet

Cell = str | float | None
"""What stands in a column of facts: text, a number (whole or not), or None for a gap."""


def shown_columns(metric: str) -> tuple[str, ...]:
    """The columns that a metric is shown in: two of a quantity, its bounds; one of a set, as text.

    >>> shown_columns("country_count")
    ('country_count_low', 'country_count_high')
    """
    if metric_named(metric).kind == "quantity":
        return f"{metric}_low", f"{metric}_high"
    return (metric,)


def flat_row(firm: FactSource, metrics: Iterable[str]) -> dict[str, Cell]:
    """What is known of some metrics, by the columns that they are shown in.

    >>> from globalfirm import Company, profile
    >>> flat_row(profile(Company(name="A")), ["home", "foreign_headcount_share"])
    {'home': None, 'foreign_headcount_share_low': 0.0, 'foreign_headcount_share_high': 1.0}
    """
    return {
        column: cell
        for name in metrics
        for column, cell in zip(shown_columns(name), _cells(name, firm.fact(name)), strict=True)
    }


def _cells(name: str, fact: Fact) -> tuple[Cell, ...]:
    metric = metric_named(name)
    if isinstance(fact, PartialSet):
        text = ", ".join(fact.values)
        return (text or None if metric.single else text,)
    number = int if metric.whole else float
    return tuple([None if end is None else number(end) for end in (fact.low, fact.high)])
