"""The namespace of formulas over the columns of a table: what `globalfirm.metrics.formulas` has for numbers.

What is known of every firm alike stays a number or a truth value of Python's, and what follows of it is left out of the
query: of a table without a home country nothing is asked that rests on one.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt
from typing import Any

import narwhals as nw

Value = Any
"""A column, or a number or truth value that is the same for every firm. Any: as in formulas over numbers."""


def is_constant(value: Value) -> bool:
    """Whether a value is the same for every firm.

    >>> is_constant(2), is_constant(nw.col("people"))
    (True, False)
    """
    return not isinstance(value, nw.Expr)


def column(value: Value) -> nw.Expr:
    """A value as a column: numbers as floats."""
    if isinstance(value, nw.Expr):
        return value
    return nw.lit(value) if isinstance(value, bool) else nw.lit(float(value))


class Columns:
    """The functions over Narwhals columns."""

    __slots__ = ()

    @staticmethod
    def where(condition: Value, yes: Value, no: Value) -> Value:
        """The one where a condition holds, else the other."""
        if is_constant(condition):
            return yes if condition else no
        return nw.when(condition).then(column(yes)).otherwise(column(no))

    @staticmethod
    def maximum(*values: Value) -> Value:
        """The greatest of some values."""
        return _extreme(max, nw.max_horizontal, values)

    @staticmethod
    def minimum(*values: Value) -> Value:
        """The least of some values."""
        return _extreme(min, nw.min_horizontal, values)

    @staticmethod
    def both(*conditions: Value) -> Value:
        """Whether all of some conditions hold."""
        open_ = [condition for condition in conditions if not is_constant(condition)]
        if not all(condition for condition in conditions if is_constant(condition)):
            return False
        return nw.all_horizontal(*open_, ignore_nulls=False) if open_ else True

    @staticmethod
    def either(*conditions: Value) -> Value:
        """Whether any of some conditions holds."""
        open_ = [condition for condition in conditions if not is_constant(condition)]
        if any(condition for condition in conditions if is_constant(condition)):
            return True
        return nw.any_horizontal(*open_, ignore_nulls=False) if open_ else False

    @classmethod
    def neither(cls, *conditions: Value) -> Value:
        """Whether none of some conditions holds."""
        found = cls.either(*conditions)
        return not found if is_constant(found) else ~found

    @classmethod
    def ratio(cls, part: Value, whole: Value) -> Value:
        """A part over its whole: 0 where the whole is 0 or unbounded. Guarded, so that no library divides by nothing."""
        if is_constant(whole):
            return part / whole if whole and whole != inf else 0.0
        usable = (whole != 0) & (whole < inf)
        return cls.where(usable, column(part) / cls.where(usable, whole, 1.0), 0.0)

    @classmethod
    def product(cls, one: Value, other: Value) -> Value:
        """One times another: 0 where either is 0, be the other unbounded."""
        if is_constant(one) and is_constant(other):
            return one * other if one and other else 0.0
        some = cls.both(one != 0, other != 0)
        return cls.where(some, cls.where(some, one, 1.0) * cls.where(some, other, 1.0), 0.0)

    @staticmethod
    def root(value: Value, degree: int = 2) -> Value:
        """The square root, or that of another degree."""
        if degree != 2:
            return value ** (1 / degree)
        return sqrt(value) if is_constant(value) else value.sqrt()


def _extreme(plain: Callable[..., float], horizontal: Callable[..., nw.Expr], values: tuple[Value, ...]) -> Value:
    constants = [value for value in values if is_constant(value)]
    columns = [value for value in values if not is_constant(value)]
    if not columns:
        return plain(constants)
    found = [*columns, *([column(plain(constants))] if constants else [])]
    return horizontal(*found) if len(found) > 1 else found[0]


COLUMNS = Columns()
