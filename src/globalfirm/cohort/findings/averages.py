"""Means and medians of figures that are bounded: the least and the most that they may be, given what the records leave open.

Source: J. Horowitz, C. Manski, M. Ponomareva and J. Stoye (2003), Computation of bounds on population parameters when the data
are incomplete, Reliable Computing 9(6).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from math import fsum, inf, isfinite
from typing import Annotated

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import Frame
from globalfirm.cohort.findings.groups import Names, grouped, listed, require_columns
from globalfirm.cohort.findings.record import Finding, Findings, between, without_record
from globalfirm.ground.messages import counted
from globalfirm.model.interval import Interval


class Average(Finding):
    """The mean and the median of a figure over some firms, each between the least and the most that it may be."""

    missing: Annotated[
        int, Field(ge=0, description="How many firms more have no such amount on record; they are left out.")
    ]
    unknown: Annotated[int, Field(ge=0, description="Of how many firms the figure is not exactly known.")]
    mean: Annotated[Interval, Field(description="Between what the mean lies.")]
    median: Annotated[Interval, Field(description="Between what the median lies.")]

    def sentence(self) -> str:
        """The averages in words.

        >>> print(Average(of="headcount", firms=3, missing=0, unknown=2, mean=Interval(22, 85), median=Interval(11, 50)).sentence())
        headcount of 3 firms: the mean is between 22 and 85, the median between 11 and 50
        """
        left_out = f" ({without_record(self.missing, 'more ')})" if self.missing else ""
        averages = f"the mean is {between(self.mean)}, the median {between(self.median)}"
        return f"{self.of} of {counted(self.firms, 'firm')}{left_out}: {averages if self.firms else 'there is none'}"


class Averages(Findings):
    """Averages, one a group of firms and figure. Printed, they are sentences."""

    rows: Annotated[tuple[Average, ...], Field(description="Averages each.")]  # pyright: ignore[reportIncompatibleVariableOverride] # frozen


def averages(firms: object, of: Names, *, by: Names = None) -> Averages:
    """The means and medians of metrics or amounts, each between the least and the most that it may be.

    `firms` is `measure(...).firms`, with columns of your own beside it if you like; `of` names metrics, which are two columns
    each, or columns of numbers, whose gaps are left out and counted (an amount that is not on record is not zero); `by` is as
    for `shares`. The bounds are sharp: each end is the average of some firms that the records allow. Of a lazy table this runs the query.

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing; the nearest is suggested.

    Source: J. Horowitz, C. Manski, M. Ponomareva and J. Stoye (2003), Reliable Computing 9(6).

    >>> import polars as pl
    >>> from globalfirm.cohort import measure
    >>> table = pl.DataFrame({"firm": [*"ABC"], "country": "RS", "headcount": ["11-50", "5", "51-200"]})
    >>> print(averages(measure(table).firms, "headcount"))
    headcount of 3 firms: the mean is between 22.33 and 85, the median between 11 and 50.
    """
    groups, names = grouped(firms, by), listed(of)
    columns = [column for name in names for column in bounds_of(groups.frame, name)]
    found = []
    for group, rows in groups.values(columns).items():
        for at, name in enumerate(names):
            there = [row[3 * at : 3 * at + 2] for row in rows if not row[3 * at + 2]]
            lows, highs = [low for low, _ in there], [high for _, high in there]
            found.append(
                Average(
                    of=name, group=group, firms=len(there), missing=len(rows) - len(there),
                    unknown=sum(low < high for low, high in there),
                    mean=_between(mean(lows), mean(highs)), median=_between(median(lows), median(highs)),
                )
            )  # fmt: skip
    return Averages(by=groups.by, rows=tuple(found))


def bounds_of(frame: Frame, name: str) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """The bounds of a figure, infinite where there is none, and whether it is not on record at all: of an amount, a gap.

    Raises:
        ValueError: the table has no such column; the nearest is suggested.
    """
    there, ends = frame.collect_schema(), [f"{name}_low", f"{name}_high"]
    if ends[0] in there and name not in there:
        require_columns(frame, ends)
        low, high = (nw.col(end).cast(nw.Float64) for end in ends)
        return low.fill_null(-inf), high.fill_null(inf), nw.col(ends[0]).is_null() & nw.lit(value=False)
    require_columns(frame, [name])
    value = nw.col(name).cast(nw.Float64)
    missing = value.is_null() | value.is_nan()
    amount = nw.when(missing).then(nw.lit(0.0)).otherwise(value)
    return amount, amount, missing


def mean(amounts: Sequence[float]) -> float | None:
    """The mean of some amounts; None of none.

    >>> mean([1, 2, 4.5]), mean([1, inf]), mean([])
    (2.5, inf, None)
    """
    return fsum(amounts) / len(amounts) if amounts else None


def median(amounts: Sequence[float]) -> float | None:
    """The median of some amounts; None of none.

    >>> median([4, 1, 2]), median([]), median([1, inf])
    (2, None, inf)
    """
    return statistics.median(amounts) if amounts else None


def _between(low: float | None, high: float | None) -> Interval:
    return Interval(*(end if end is not None and isfinite(end) else None for end in (low, high)))
