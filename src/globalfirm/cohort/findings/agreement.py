"""Definitions side by side: on how many firms two of them agree, beyond chance too, and which firms they label differently."""

from __future__ import annotations

from typing import Annotated, TypeVar

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import Frame, open_native, to_native
from globalfirm.cohort.findings.groups import Names, grouped, require_columns
from globalfirm.cohort.findings.joint import pair_name
from globalfirm.cohort.findings.kappa import PAIRS, Possible, agreement_bounds, kappa_bounds
from globalfirm.cohort.findings.record import Finding, Findings, between, percent
from globalfirm.ground.messages import counted, quote
from globalfirm.model.interval import Interval

T = TypeVar("T")


class Agreement(Finding):
    """On which share of some firms two classes, tags or rules give the same answer. Firms that are open bound it.

    Of raw records kappa often says little; beside it stand the firms that both decide, whose own kappa says nothing of the others.
    """

    other: Annotated[str, Field(description="The column that it is compared with.")]
    both: Annotated[int, Field(ge=0, description="Of how many firms both surely hold.")]
    first_alone: Annotated[int, Field(ge=0, description="Of how many firms the first surely holds, and the other not.")]
    other_alone: Annotated[int, Field(ge=0, description="Of how many firms the other surely holds, and the first not.")]
    neither: Annotated[int, Field(ge=0, description="Of how many firms surely neither holds.")]
    agreement: Annotated[Interval, Field(description="The share (0 to 1) of firms on which they agree.")]
    kappa: Annotated[
        Interval | None, Field(description="Cohen's kappa (-1 to 1); None where all answers are the same.")
    ]

    @property
    def open(self) -> int:
        """Of how many firms either can't be decided.

        >>> sides = {"both": 20, "first_alone": 5, "other_alone": 10, "neither": 15, "agreement": Interval(0.5, 0.9)}
        >>> Agreement(of="a", other="b", firms=60, kappa=None, **sides).open
        10
        """
        return self.firms - self.both - self.first_alone - self.other_alone - self.neither

    def sentence(self) -> str:
        """The agreement in words.

        >>> sides = {"both": 20, "first_alone": 5, "other_alone": 10, "neither": 15, "agreement": Interval(0.7, 0.7)}
        >>> print(Agreement(of="a", other="b", firms=50, kappa=Interval(0.4, 0.4), **sides).sentence())
        'a' and 'b' agree on 70 % of 50 firms, kappa 0.4; of 50 that both decide 20 are both, 5 'a' alone, 10 'b' alone, 15 neither
        """
        one, other = quote(self.of), quote(self.other)
        kappa = "there is no kappa" if self.kappa is None else f"kappa {between(self.kappa)}"
        return (
            f"{one} and {other} agree on {percent(self.agreement)} of {counted(self.firms, 'firm')}, {kappa}; of "
            f"{self.firms - self.open:,} that both decide {self.both:,} are both, {self.first_alone:,} {one} alone, "
            f"{self.other_alone:,} {other} alone, {self.neither:,} neither"
        )


class Agreements(Findings):
    """Agreements, one a group of firms. Printed, they are sentences."""

    rows: Annotated[tuple[Agreement, ...], Field(description="An agreement each.")]  # pyright: ignore[reportIncompatibleVariableOverride] # frozen


def agreement(firms: object, one: str, other: str, *, by: Names = None) -> Agreements:
    """On which share of the firms two classes, tags or rules agree, and Cohen's kappa: each least and most over what is open.

    `firms` is `measure(...).firms`, `one` and `other` are columns of answers; `by` is as for `shares`. Where the table has the columns
    that `jointly` names, which pairs of answers a firm can have is asked of both together; otherwise of each by itself, and
    the bounds are wider. Of a lazy table this runs the query.

    Raises:
        TypeError: it is not a table, or a column holds no answers.
        ValueError: a column is missing; the nearest is suggested.

    Source: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).

    >>> import polars as pl
    >>> firms = pl.DataFrame({"small": [True] * 3 + [False] * 3, "wide": [True, True, False, False, False, None]})
    >>> print(agreement(firms, "small", "wide"))
    'small' and 'wide' agree on between 66.7 % and 83.3 % of 6 firms, kappa between 0.33 and 0.67; of 5 that both decide 2 are both,
    1 'small' alone, 0 'wide' alone, 2 neither.
    """
    groups = grouped(firms, by)
    require_columns(groups.frame, (), [one, other])
    patterns = {frozenset(pair for at, pair in enumerate(PAIRS) if mask >> at & 1): mask for mask in range(1, 16)}
    mask = _possible_mask(groups.frame, one, other)
    counts = {
        str(mask_): nw.when(mask == mask_).then(nw.lit(1.0)).otherwise(nw.lit(0.0)) for mask_ in patterns.values()
    }
    found = []
    for group, sums in groups.sums(counts):
        firms_of: dict[Possible, int] = {possible: int(sums[str(mask_)]) for possible, mask_ in patterns.items()}
        both, first, second, neither = (firms_of[frozenset({pair})] for pair in PAIRS)
        found.append(
            Agreement(
                of=one, other=other, group=group, firms=sum(firms_of.values()), both=both, first_alone=first,
                other_alone=second, neither=neither, agreement=agreement_bounds(firms_of), kappa=kappa_bounds(firms_of),
            )
        )  # fmt: skip
    return Agreements(by=groups.by, rows=tuple(found))


def _possible_mask(frame: Frame, one: str, other: str) -> nw.Expr:
    """Which pairs of answers are possible of a firm, a bit each."""
    there = frame.collect_schema()
    names = [pair_name(one, other, pair) for pair in PAIRS]
    together = any(name in there for name in names)
    bits = []
    for at, (pair, name) in enumerate(zip(PAIRS, names, strict=True)):
        apart = [_may(column, answer) for column, answer in zip((one, other), pair, strict=True)]
        may = (_may(name, True) if name in there else nw.lit(value=False)) if together else apart[0] & apart[1]
        bits.append(nw.when(may).then(nw.lit(1 << at)).otherwise(nw.lit(0)))
    return nw.sum_horizontal(*bits)


def _may(column: str, answer: bool) -> nw.Expr:
    """Whether a column may have an answer."""
    return nw.col(column).fill_null(value=True) if answer else ~nw.col(column).fill_null(value=False)


class PairCount(Finding):
    """How many firms have one label, or answer, in one column and another in another column: its group."""

    def sentence(self) -> str:
        """The count in words.

        >>> PairCount(of="label", group=("a", "b"), firms=3).sentence()
        '3 firms'
        """
        return counted(self.firms, "firm")


class CrossTable(Findings):
    """How many firms have which two labels. Printed, it is a table of the one column's by the other's."""

    rows: Annotated[tuple[PairCount, ...], Field(description="A pair of labels each.")]  # pyright: ignore[reportIncompatibleVariableOverride] # frozen

    def __str__(self) -> str:
        """The table: labels of the first column downwards, those of the other to the right."""
        firms = {row.group: f"{row.firms:,}" for row in self.rows}
        down, across = (list(dict.fromkeys(_word(row.group[at]) for row in self.rows)) for at in (0, 1))
        words = {(_word(group[0]), _word(group[1])): count for group, count in firms.items()}
        lines = [["", *across], *([label, *(words.get((label, other), "0") for other in across)] for label in down)]
        widths = [max(len(line[at]) for line in lines) for at in range(len(across) + 1)]
        rows = [[line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])] for line in lines]
        return "\n".join("  ".join(row).rstrip() for row in rows)


def _word(label: object) -> str:
    return {None: "can't tell", True: "yes", False: "no"}.get(label, str(label))  # type: ignore[call-overload, no-any-return]


def cross_table(firms: object, one: str, other: str) -> CrossTable:
    """How many firms have which two labels: any two columns of labels or of answers.

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing; the nearest is suggested.

    >>> import polars as pl
    >>> firms = pl.DataFrame({"label": ["a", "b", "b"], "small": [True, None, True]})
    >>> print(cross_table(firms, "label", "small"))
       yes  can't tell
    a    1           0
    b    1           1
    """
    groups = grouped(firms, [one, other])
    counted = groups.sums({"firms": nw.lit(1.0)})
    rows = [PairCount(of=other, group=group, firms=int(sums["firms"])) for group, sums in counted]
    return CrossTable(by=groups.by, rows=tuple(rows))


def moves(firms: T, one: str, other: str) -> T:
    """The firms that two columns label, or answer, differently: their rows, in the table's own library; lazy stays lazy.

    With `measure(..., reason=True)` the rows say why.

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing; the nearest is suggested.

    >>> import polars as pl
    >>> moves(pl.DataFrame({"firm": ["A", "B"], "small": [True, True], "wide": [True, None]}), "small", "wide").rows()
    [('B', True, None)]
    """
    given = open_native(firms)
    require_columns(given.frame, [one, other])
    first, second = nw.col(one), nw.col(other)
    same = (first == second).fill_null(value=False) | (first.is_null() & second.is_null())
    return to_native(given.frame.filter(~same), given)
