"""What would decide a label that can't be decided, and what would change one that can.

A quantity matters only by the thresholds it lies between, so one value for each answer that its thresholds can give
stands for all others. A change is made to the record, judged, and shown where it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from math import ceil, floor, inf, nextafter
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from globalfirm.expressions.comparisons import Membership, Threshold
from globalfirm.expressions.facts import Fact, FactSource, HypotheticalFacts
from globalfirm.expressions.logic import Outcome, meeting
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.messages import unit_of
from globalfirm.ground.record import Record, made_of
from globalfirm.metrics.facts import Facts, is_settled
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet
from globalfirm.rules.hypotheses import hypotheses

LARGEST_SET = 4
"""Facts of which every set is tried: where more must be known, one set is named."""

MOST_TRIED = 20_000
"""Combinations of values tried for one set of facts; a set that needs more is passed over."""

Label = Callable[[FactSource], str | None]
"""What a firm would be called by some facts: None where they don't decide."""


class Counterfactual(Record):
    """A change of the record that makes the label another one, and by which metric it is to be measured.

    `firm` is the record as it would be: valid, and of the label. Others of its metrics may change with the one.
    """

    metric: Annotated[str, Field(description="Of what the fact is.")]
    now: Annotated[Interval | PartialSet, Field(description="What is known of it.")]
    to: Annotated[Interval | PartialSet, Field(description="What it would have to be.")]
    label: Annotated[str, Field(description="The label that the firm would then have.")]
    firm: Annotated[Company | None, Field(description="The record as it would then be.")] = None
    how: Annotated[str, Field(description="What was changed, where the metric does not say.")] = ""

    @property
    def difference(self) -> float:
        """By how much a quantity changes, from the nearer end of what is known of it; how many members, of a set.

        >>> Counterfactual(metric="headcount", now=275, to=249, label="small").difference
        -26
        >>> one, two = PartialSet(("RS",), complete=True), PartialSet(("RS", "US"), complete=True)
        >>> Counterfactual(metric="countries", now=one, to=two, label="abroad").difference
        1
        """
        if isinstance(self.now, PartialSet) or isinstance(self.to, PartialSet):
            return len(set(getattr(self.now, "values", ())) ^ set(getattr(self.to, "values", ())))
        value, low, high = _value(self.to), self.now.low, self.now.high
        if low is not None and value < low:
            return value - low
        return value - high if high is not None and value > high else 0

    def __str__(self) -> str:
        """As a person says it.

        >>> print(Counterfactual(metric="headcount", now=275, to=249, label="small"))
        26 fewer people (headcount 249): small
        """
        if isinstance(self.now, PartialSet):
            return f"{self.metric} {self.to}{f' ({self.how})' if self.how else ''}: {self.label}"
        how = f", {self.how}" if self.how else ""
        about, value = metric_named(self.metric), _value(self.to)
        size = abs(self.difference)
        more = "more" if self.difference > 0 else "fewer" if about.whole else "less"
        if about.whole:
            return f"{size:.12g} {more} {unit_of(size, about.unit)} ({self.metric} {value:.12g}{how}): {self.label}"
        near = round(value, 9)
        edge = "" if value == near else "just above " if value > near else "just below "
        return f"{self.metric} {edge}{near:.12g}{f' ({self.how})' if self.how else ''}: {self.label}"


def deciding_facts(leaves: Iterable[Rule], facts: FactSource, label: Label) -> tuple[tuple[Rule, ...], ...]:
    """The smallest sets of facts not known now that decide the label, whatever they turn out to be.

    Each fact is named by the leaves that ask for it. Larger sets that hold a smaller one are left out.
    """
    unknown = _options(tuple(dict.fromkeys(leaves)), facts)
    found: list[tuple[str, ...]] = []
    for size in range(1, min(LARGEST_SET, len(unknown)) + 1):
        for names in combinations(unknown, size):
            if not any(set(smaller) <= set(names) for smaller in found) and _decide(names, unknown, facts, label):
                found.append(names)
    if not found and len(unknown) > LARGEST_SET:
        found = [_needed(tuple(unknown), unknown, facts, label)]
    return tuple(tuple(leaf for name in names for leaf in unknown[name].leaves) for names in found if names)


def changes(leaves: Iterable[Rule], firm: Company, label: Label) -> tuple[Counterfactual, ...]:
    """The nearest change of the record that moves a metric, to each other label: each was made, and judged."""
    facts = Facts(firm)
    now, asked = label(facts), _by_metric(leaves)
    nearest: dict[tuple[str, str], Counterfactual] = {}
    for changed, how in hypotheses(firm, {name: _values(name, of) for name, of in asked.items()}):
        then = Facts(changed)
        other = label(then)
        if other is not None and other != now:
            for name in _turned(asked, facts, then)[:1]:  # the first names the change: the others turn with it
                to = then.fact(name)
                made = {"metric": name, "now": facts.fact(name), "to": to, "label": other, "firm": changed, "how": how}
                change = made_of(Counterfactual, made)
                rival = nearest.get((name, other))
                if rival is None or abs(change.difference) < abs(rival.difference):
                    nearest[name, other] = change
    return tuple(nearest.values())


def _turned(asked: dict[str, list[Rule]], facts: Facts, then: Facts) -> list[str]:
    """The metrics, known for certain after a change, of which a rule that asks for them has another answer than before."""
    turned = [name for name, of in asked.items() if any(leaf._decide(facts) is not leaf._decide(then) for leaf in of)]
    return [name for name in turned if is_settled(then.fact(name))]


def _needed(names: tuple[str, ...], options: dict[str, _Option], facts: FactSource, label: Label) -> tuple[str, ...]:
    """Of facts that decide together, those that can't be spared one after another; none where that is too much to try."""
    if not _decide(names, options, facts, label):
        return ()
    for name in names:
        fewer = tuple(each for each in names if each != name)
        if _decide(fewer, options, facts, label):
            names = fewer
    return names


class _Option(NamedTuple):
    """A fact that is not known: the leaves that ask for it, and the answers that it may turn out to give."""

    leaves: tuple[Rule, ...]
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...] = ()


def _options(leaves: tuple[Rule, ...], facts: FactSource) -> dict[str, _Option]:
    """Each fact that leaves a rule open, with one value for each answer that it may give."""
    options: dict[str, _Option] = {}
    for name, asked in _by_metric(leaves).items():
        still_open = tuple(leaf for leaf in asked if leaf._decide(facts) is None)
        if still_open:
            options[name] = _Option(still_open, tuple(_distinct(_within(name, facts.fact(name), asked), asked)))
    for leaf in leaves:
        if not isinstance(leaf, (Threshold, Membership)) and leaf._decide(facts) is None:
            options[str(leaf)] = _Option((leaf,), (), (True, False))
    return options


def _by_metric(leaves: Iterable[Rule]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for leaf in leaves:
        if isinstance(leaf, (Threshold, Membership)):
            found.setdefault(leaf.metric, []).append(leaf)
    return found


def _decide(names: tuple[str, ...], options: dict[str, _Option], facts: FactSource, label: Label) -> bool:
    """Whether the label is decided for every value that some facts may turn out to have."""
    chosen = [options[name] for name in names]
    tried = 1
    for option in chosen:
        tried *= len(option.facts or option.outcomes)
    if tried > MOST_TRIED:
        return False
    for values in product(*(option.facts or option.outcomes for option in chosen)):
        supposed = {name: v for name, v in zip(names, values, strict=True) if isinstance(v, (Interval, PartialSet))}
        outcomes = {
            option.leaves[0]: v
            for option, v in zip(chosen, values, strict=True)
            if not isinstance(v, (Interval, PartialSet))
        }
        if label(HypotheticalFacts(facts, supposed, outcomes)) is None:
            return False
    return True


def _distinct(values: Iterable[Fact], leaves: list[Rule]) -> Iterator[Fact]:
    """One value for each combination of answers."""
    seen = set()
    for value in values:
        answers = tuple(_answer(leaf, value) for leaf in leaves)
        if answers not in seen:
            seen.add(answers)
            yield value


def _answer(leaf: Rule, value: Fact) -> Outcome:
    name = leaf.needs[0]
    return leaf._decide(HypotheticalFacts(_NOBODY, {name: value}))


_NOBODY = Facts(Company(name="nobody"))  # of whom only what is supposed is asked


def _within(name: str, fact: Fact, leaves: list[Rule]) -> Iterator[Fact]:
    """Values that a fact may turn out to have, one at least for each answer its leaves can give."""
    if isinstance(fact, PartialSet):
        yield from _supersets(name, fact, leaves)
        return
    for value in _edges(name, leaves):
        if value in fact:
            yield Interval.exactly(value)
    yield from (Interval.exactly(end) for end in (fact.low, fact.high) if end is not None)


def _values(name: str, leaves: list[Rule]) -> list[Any]:  # Any: numbers of a quantity, members of a set
    """The values of a metric that matter: about its thresholds, or those that are asked for."""
    about = metric_named(name)
    if about.kind == "set":
        return sorted({value for leaf in leaves if isinstance(leaf, Membership) for value in leaf.values})
    return [edge for edge in _edges(name, leaves) if edge in Interval(about.minimum, about.maximum)]


def _edges(name: str, leaves: list[Rule]) -> list[float]:
    """The values on, just below and just above the thresholds, and between them."""
    about = metric_named(name)
    bounds = sorted({leaf._number() for leaf in leaves if isinstance(leaf, Threshold)})
    if about.whole:
        near = {v for b in bounds for v in (ceil(b) - 1, floor(b), ceil(b), floor(b) + 1)}
        return sorted(near)
    margins = {b: meeting(b, 2 * about.tolerance) for b in bounds}
    return sorted({v for b, (less, more) in margins.items() for v in (nextafter(less, -inf), b, nextafter(more, inf))})


def _supersets(name: str, fact: PartialSet, leaves: list[Rule]) -> Iterator[PartialSet]:
    """What a set may turn out to be, as far as the leaves ask: each choice of the values they want."""
    wanted = sorted({v for leaf in leaves if isinstance(leaf, Membership) for v in leaf.values} - set(fact.values))
    if metric_named(name).single:
        yield from (PartialSet((value,), complete=True) for value in wanted)
        yield PartialSet(("another",), complete=True)
        return
    yield from (PartialSet((*fact.values, *more), complete=True) for more in _subsets(wanted, len(leaves)))


def _subsets(values: list[str], most: int) -> Iterator[tuple[str, ...]]:
    """Choices of some values, none among them. A leaf wants any of its own, so one for each leaf stands for all."""
    for size in range(min(most, len(values), LARGEST_SET) + 1):
        yield from combinations(values, size)


def _value(fact: Fact) -> float:
    """The number that a change is to; of a set, how many members are known."""
    return len(fact) if isinstance(fact, PartialSet) else fact._exact()
