"""Bounds as columns: what one works with in the place of intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import narwhals as nw

from globalfirm.cohort._engine import Frame


class Between(NamedTuple):
    """The bounds of a quantity, column by column."""

    low: nw.Expr
    high: nw.Expr

    def named(self, name: str) -> tuple[nw.Expr, nw.Expr]:
        """The bounds as columns of the profile's names."""
        return self.low.cast(nw.Float64).alias(f"{name}_low"), self.high.cast(nw.Float64).alias(f"{name}_high")


def held(name: str) -> Between:
    """The bounds of a metric that has been worked out.

    >>> held("headcount").low is not None
    True
    """
    return Between(nw.col(f"{name}_low"), nw.col(f"{name}_high"))


def number(value: float) -> nw.Expr:
    """A number as a column."""
    return nw.lit(float(value))


def flag(expr: nw.Expr) -> nw.Expr:
    """1 where something holds, else 0."""
    return nw.when(expr).then(nw.lit(1)).otherwise(nw.lit(0))


def with_bounds(frame: Frame, bounds: Mapping[str, Between], prefix: str = "") -> Frame:
    """The table with the bounds of some metrics in columns of their names."""
    named = {f"{prefix}_{name}" if prefix else name: between for name, between in bounds.items()}
    return frame.with_columns([column for name, between in named.items() for column in between.named(name)])


def overlap(one: Between, other: Between) -> nw.Expr:
    """Whether two quantities may be the same."""
    return (one.low <= other.high) & (other.low <= one.high)


def either(which: nw.Expr, one: Between, other: Between) -> Between:
    """The one where something holds, the other elsewhere."""
    return Between(
        nw.when(which).then(one.low).otherwise(other.low), nw.when(which).then(one.high).otherwise(other.high)
    )
