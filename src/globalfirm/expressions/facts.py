"""What rules ask: the facts of a firm, by a protocol.

A `Facts` of a company works each out on demand, a `Profile` holds them, and `HypotheticalFacts` replace some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from globalfirm.expressions.logic import Outcome
from globalfirm.ground.first_use import from_above
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet

if TYPE_CHECKING:
    from globalfirm.expressions.rule import Rule

T = TypeVar("T")
Fact = Interval | PartialSet
"""What is known of a metric: an interval of a quantity, members of a set."""


@runtime_checkable
class FactSource(Protocol):
    """What can be asked for the facts of a firm."""

    def fact(self, name: str, /, **parameters: str) -> Fact:
        """What is known of a metric."""
        ...


def for_each(ask: Callable[[Any], T], firms: Any) -> Any:  # Any: one firm or several, an answer or a list of them
    """What is asked of one firm, or of each of several: a list, then.

    >>> for_each(str, iter([1, 2])), for_each(str, "A")
    (['1', '2'], 'A')
    """
    several = isinstance(firms, Iterable) and not isinstance(firms, (str, bytes, Record, Mapping))
    return [ask(firm) for firm in firms] if several else ask(firms)


class HypotheticalFacts:
    """Facts of a firm with some of them replaced, and rules over several years taken for decided."""

    def __init__(
        self, source: FactSource, facts: Mapping[str, Fact], outcomes: Mapping[Rule, Outcome] | None = None
    ) -> None:
        self.source: FactSource = source
        self._facts = facts
        self.outcomes: Mapping[Rule, Outcome] = outcomes or {}

    def fact(self, name: str, /, **parameters: str) -> Fact:
        """The fact supposed, or else the firm's.

        >>> from globalfirm import Company, Interval
        >>> HypotheticalFacts(facts_of(Company(name="A")), {"headcount": Interval(5, 5)}).fact("headcount")
        Interval(5, 5)
        """
        return self._facts[name] if name in self._facts and not parameters else self.source.fact(name, **parameters)


FACTS_OF: dict[type, Callable[[Any], FactSource]] = {}  # Any: a firm of the type
"""How the facts of a kind of firm are worked out: the floor above says it of a company.

Of what is named here it is not asked whether it keeps the protocol, which would take longer than the rule's answer.
"""
FACTS_OF[HypotheticalFacts] = lambda facts: facts


def facts_of(firm: object) -> FactSource:
    """The facts of a firm, or of a profile, which holds them.

    Raises:
        TypeError: it is neither.

    >>> facts_of("Vast")
    Traceback (most recent call last):
    TypeError: 'Vast' is no firm: give a Company or its Profile.
    """
    known = FACTS_OF.get(type(firm))
    if known is not None:
        return known(firm)
    if isinstance(firm, FactSource):
        return firm
    from_above("globalfirm.metrics")  # a rule out of a pickle may come here before that is loaded
    for kind in type(firm).__mro__:
        if kind in FACTS_OF:
            FACTS_OF[type(firm)] = FACTS_OF[kind]
            return FACTS_OF[kind](firm)
    remedy = (
        "have a Company read from it, by Company.model_validate"
        if isinstance(firm, Mapping)
        else "give a Company or its Profile"
    )
    raise TypeError(f"{quote(firm)} is no firm: {remedy}.")
