"""What formulas are written in: bounds, and the few functions that numbers and columns share.

A formula takes a firm and this namespace, `xp`. Over one firm the quantities are numbers and `xp` is `NUMBERS`; over a
table they are Narwhals columns and `xp` is `globalfirm.cohort.formulas.COLUMNS`. Arithmetic and comparisons are
Python's own. No bound is missing: minus infinity and infinity stand for none.

>>> NUMBERS.where(True, 1, 2), NUMBERS.ratio(1, 4), NUMBERS.ratio(1, 0)
(1, 0.25, 0.0)
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt
from typing import Any, NamedTuple, Protocol

from globalfirm.model.interval import Interval

Value = Any
"""A number or a truth value of one firm, or a column of them. Any: Narwhals is not imported for its types."""

UNBOUNDED = inf


class Bounds(NamedTuple):
    """The least and the most that a quantity may be."""

    low: Value
    high: Value


class Namespace(Protocol):
    """The functions that formulas may call, beside arithmetic and comparisons."""

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        """The one where a condition holds, else the other."""
        ...

    def maximum(self, *values: Value) -> Value:
        """The greatest of some values."""
        ...

    def minimum(self, *values: Value) -> Value:
        """The least of some values."""
        ...

    def both(self, *conditions: Value) -> Value:
        """Whether all of some conditions hold."""
        ...

    def either(self, *conditions: Value) -> Value:
        """Whether any of some conditions holds."""
        ...

    def neither(self, *conditions: Value) -> Value:
        """Whether none of some conditions holds."""
        ...

    def ratio(self, part: Value, whole: Value) -> Value:
        """A part over its whole, in one division: 0 where the whole is 0 or unbounded."""
        ...

    def product(self, one: Value, other: Value) -> Value:
        """One times another: 0 where either is 0, be the other unbounded."""
        ...

    def root(self, value: Value, degree: int = 2) -> Value:
        """The square root, or that of another degree."""
        ...


class Numbers:
    """The functions over plain numbers: one firm."""

    __slots__ = ()

    @staticmethod
    def where(condition: Value, yes: Value, no: Value) -> Value:
        """The one where a condition holds, else the other."""
        return yes if condition else no

    @staticmethod
    def maximum(*values: Value) -> Value:
        """The greatest of some values."""
        return max(values)

    @staticmethod
    def minimum(*values: Value) -> Value:
        """The least of some values."""
        return min(values)

    @staticmethod
    def both(*conditions: Value) -> Value:
        """Whether all of some conditions hold."""
        return all(conditions)

    @staticmethod
    def either(*conditions: Value) -> Value:
        """Whether any of some conditions holds."""
        return any(conditions)

    @staticmethod
    def neither(*conditions: Value) -> Value:
        """Whether none of some conditions holds."""
        return not any(conditions)

    @staticmethod
    def ratio(part: Value, whole: Value) -> Value:
        """A part over its whole, in one division: 0 where the whole is 0 or unbounded."""
        return part / whole if whole and whole != UNBOUNDED else 0.0

    @staticmethod
    def product(one: Value, other: Value) -> Value:
        """One times another: 0 where either is 0, be the other unbounded."""
        return one * other if one and other else 0.0

    @staticmethod
    def root(value: Value, degree: int = 2) -> Value:
        """The square root, or that of another degree."""
        return sqrt(value) if degree == 2 else value ** (1 / degree)


NUMBERS: Namespace = Numbers()

Formula = Callable[..., Bounds | None]
"""A formula of a metric: of a firm, the namespace and the metric's own parameters, the bounds; none where nothing is known."""


def part_of(xp: Namespace, part: Bounds, rest: Bounds, whole: Bounds) -> Bounds:
    """A part over its whole, from 0 to 1, by what is known of it, of all the rest, and of both together.

    It is least where the part is as small and the rest as great as they may be together, and greatest the other way round.

    >>> part_of(NUMBERS, Bounds(10, 20), Bounds(20, 60), Bounds(40, 50))
    Bounds(low=0.2, high=0.5)
    """
    # What each says by itself, first: a difference of the other two may be a digit off.
    few = xp.minimum(xp.maximum(part.low, whole.low - rest.high), part.high)
    least = xp.ratio(few, few + xp.maximum(xp.minimum(rest.high, whole.high - few), rest.low))
    stay = xp.minimum(xp.maximum(rest.low, whole.low - part.high), rest.high)
    many = xp.maximum(xp.minimum(part.high, whole.high - stay), part.low)
    most = xp.where(many == UNBOUNDED, 1.0, xp.ratio(xp.where(many == UNBOUNDED, 0.0, many), stay + many))
    return Bounds(least, xp.maximum(least, most))


def share_of(xp: Namespace, part: Bounds, whole: Bounds, rest: Bounds | None = None) -> Bounds:
    """A part over its whole, from 0 to 1: nothing is known of it where the whole may be nothing.

    >>> share_of(NUMBERS, Bounds(10, 10), Bounds(40, 50))
    Bounds(low=0.2, high=0.25)
    """
    contradictory = part.low > whole.high  # as rows of a table may be
    found = part_of(xp, part, rest or Bounds(0.0, UNBOUNDED), whole)
    unknown = xp.either(contradictory, whole.low == 0)
    return Bounds(xp.where(contradictory, 0.0, found.low), xp.where(unknown, 1.0, found.high))


def as_bounds(value: Interval | float, minimum: float = 0.0, maximum: float = UNBOUNDED) -> Bounds:
    """An interval, or a number, as bounds: where it has no end, those of its range.

    >>> as_bounds(Interval(2, None)), as_bounds(3)
    (Bounds(low=2, high=inf), Bounds(low=3, high=3))
    """
    if isinstance(value, Interval):
        return Bounds(minimum if value.low is None else value.low, maximum if value.high is None else value.high)
    return Bounds(value, value)


def exactly(value: Value) -> Bounds:
    """The bounds of what is known.

    >>> exactly(3)
    Bounds(low=3, high=3)
    """
    return Bounds(value, value)


def where(xp: Namespace, condition: Value, yes: Bounds, no: Bounds) -> Bounds:
    """The bounds of the one where a condition holds, else of the other.

    >>> where(NUMBERS, False, exactly(1), Bounds(2, 3))
    Bounds(low=2, high=3)
    """
    return Bounds(xp.where(condition, yes.low, no.low), xp.where(condition, yes.high, no.high))


def first_case(xp: Namespace, *cases: tuple[Value, Bounds], otherwise: Bounds) -> Bounds:
    """The bounds of the first case that holds.

    >>> first_case(NUMBERS, (False, exactly(1)), (True, exactly(2)), otherwise=exactly(3))
    Bounds(low=2, high=2)
    """
    found = otherwise
    for holds, case in reversed(cases):
        found = where(xp, holds, case, found)
    return found


def within(xp: Namespace, one: Bounds, other: Bounds) -> Bounds:
    """What both allow; the low bound lies above the high one where they contradict each other.

    >>> within(NUMBERS, Bounds(0, 5), Bounds(3, 9))
    Bounds(low=3, high=5)
    """
    return Bounds(xp.maximum(one.low, other.low), xp.minimum(one.high, other.high))


def overlap(xp: Namespace, one: Bounds, other: Bounds) -> Value:
    """Whether two quantities may be the same.

    >>> overlap(NUMBERS, Bounds(0, 5), Bounds(6, 9))
    False
    """
    return xp.both(one.low <= other.high, other.low <= one.high)
