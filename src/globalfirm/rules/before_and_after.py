"""What if: a firm as it is and as it might be, side by side.

>>> from globalfirm import Company, Office
>>> firm = Company(name="A", home="RS", headcount=20, offices=[Office(country="RS", headcount=20)])
>>> print(what_if(firm, firm.with_office(Office(country="Kenya", headcount=5)), metrics=["headcount", "country_count"]))
                     before                after
label                domestic small firm   micro-multinational
headcount            20 people             25 people
country_count        1 country             2 countries
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from globalfirm.expressions.facts import Fact
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.messages import quote, unit_of
from globalfirm.ground.record import Record
from globalfirm.ground.shown import as_printed
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.profiles import BUILT_IN, ON_DEMAND
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet
from globalfirm.rules.definitions.size_and_reach import default_taxonomy
from globalfirm.rules.taxonomy import Taxonomy, judge
from globalfirm.rules.verdict import Verdict


class ChangedFact(Record):
    """A metric that is another before and after."""

    metric: Annotated[str, Field(description="The metric's name.")]
    unit: Annotated[str, Field(description="What it counts or is measured in.")]
    before: Annotated[Interval | PartialSet, Field(description="What is known of it before.")]
    after: Annotated[Interval | PartialSet, Field(description="What is known of it after.")]


class WhatIf(Record):
    """Two verdicts, and the facts in which the firms differ. Printed, it is a table."""

    before: Annotated[Verdict, Field(description="What the firm is.")]
    after: Annotated[Verdict, Field(description="What it would be.")]
    changed: Annotated[tuple[ChangedFact, ...], Field(description="The metrics that differ, in their order.")]

    _repr_pretty_ = as_printed

    def __str__(self) -> str:
        """The table: the label, then each fact that changes."""
        rows = [("", "before", "after"), ("label", self.before.label, self.after.label)]
        rows += [(fact.metric, _text(fact.before, fact.unit), _text(fact.after, fact.unit)) for fact in self.changed]
        first, second = (max(20, *(len(row[at]) for row in rows)) for at in (0, 1))
        return "\n".join(f"{name:<{first}} {before:<{second}}  {after}".rstrip() for name, before, after in rows)


def what_if(
    before: Company, after: Company, taxonomy: Taxonomy | None = None, *, metrics: Sequence[str] | None = None
) -> WhatIf:
    """A firm before and after a change: the label by a taxonomy, and each metric of the library that changes.

    Raises:
        TypeError: they are not companies.
        ValueError: no metric is called so.

    >>> from globalfirm import Company, Office
    >>> firm = Company(name="A", home="RS", headcount=20, offices=[Office(country="RS")])
    >>> change = what_if(firm, firm.replace(headcount=500))
    >>> change.before.label, change.after.label, [fact.metric for fact in change.changed][0]
    ('domestic small firm', 'domestic large firm', 'annual_headcount')
    """
    for firm in (before, after):
        if not isinstance(firm, Company):
            raise TypeError(
                f"{quote(firm)} is not a company: give the firm before and after, such as firm.with_office(...)."
            )
    taxonomy = taxonomy or default_taxonomy()
    facts, changed_facts = Facts(before), Facts(after)
    changed = []
    for name in (*BUILT_IN, *ON_DEMAND) if metrics is None else metrics:
        was, will_be = facts.fact(name), changed_facts.fact(name)
        if was != will_be:
            changed.append(ChangedFact(metric=name, unit=metric_named(name).unit, before=was, after=will_be))
    return WhatIf(before=judge(taxonomy, before), after=judge(taxonomy, after), changed=tuple(changed))


def _text(fact: Fact, unit: str) -> str:
    if isinstance(fact, PartialSet):
        return str(fact)
    unit = unit_of(1 if fact.low == fact.high == 1 else 2, unit)
    if isinstance(fact, Count) or fact.low is None or fact.high is None:
        return f"{fact} {unit}"
    low, high = (f"{end:.0f}" if abs(end) >= 1000 else f"{end:.4g}" for end in (fact.low, fact.high))
    return f"{low if low == high else f'{low}-{high}'} {unit}"
