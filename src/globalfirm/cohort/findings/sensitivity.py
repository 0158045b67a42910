"""How far a finding depends on a number of the definition: the shares of its classes at each of some values, in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Annotated

from pydantic import Field

from globalfirm.cohort.columns import Columns
from globalfirm.cohort.findings.groups import Names, listed
from globalfirm.cohort.findings.record import GroupValue
from globalfirm.cohort.findings.shares import Population, Share, Shares, shares
from globalfirm.cohort.measurement import measure
from globalfirm.cohort.pipeline.reading import Reading
from globalfirm.cohort.pipeline.rows import RowUnit
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record
from globalfirm.ground.shown import as_printed
from globalfirm.rules.taxonomy import Taxonomy


def sensitivity(
    table: object,
    taxonomy: Taxonomy,
    columns: Columns | None = None,
    *,
    by: Names = None,
    population: Population | None = None,
    confidence: float = 0.95,
    complete: bool = True,
    row_unit: RowUnit = "office",
    as_of: date | str | None = None,
    reading: Reading | None = None,
    **values: Sequence[float],
) -> Shares:
    """The share of each class and tag of a taxonomy at each of some values of one of its parameters: a curve each.

    `table` is the long table that `measure` takes, and is measured once for all values; the shares are grouped by the parameter,
    and then by metrics or the home that `by` names. Of a lazy table this runs the query.

    Raises:
        TypeError: it is not a table.
        ValueError: not one parameter is given, or as for `measure` and `shares`.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> table = pl.DataFrame({"firm": [*"ABC"], "country": ["US", "RS", "RS"], "headcount": [5, 40, 300]})
    >>> found = sensitivity(table, default_taxonomy(), small=[10, 50, 250])
    >>> [(row.group, row.share.low) for row in found.rows if row.of == "domestic large firm"]
    [((10,), 0.6666666666666666), ((50,), 0.3333333333333333), ((250,), 0.3333333333333333)]
    """
    if len(values) != 1 or isinstance(values[next(iter(values))], (int, float)):
        raise ValueError(
            f"{quote(values)} is not one parameter with its values: give one, such as small=[10, 50, 250]."
        )
    [(parameter, tried)] = values.items()
    variants = [
        (
            value,
            taxonomy.with_parameters(**{parameter: value}).replace(name=f"{taxonomy.name}, {parameter} = {value:.12g}"),
        )
        for value in dict.fromkeys(tried)
    ]
    metrics = [name for name in listed(by) if name in VOCABULARY]
    firms = measure(
        table, columns, taxonomy=[variant for _, variant in variants], metrics=metrics, complete=complete,
        row_unit=row_unit, as_of=as_of, reading=reading,
    ).firms  # fmt: skip
    names = [each.name for each in (*taxonomy.classes, *taxonomy.tags)]
    prefixes = [f"{variant.name}: " if len(variants) > 1 else "" for _, variant in variants]
    of = {prefix + name: (name, value) for prefix, (value, _) in zip(prefixes, variants, strict=True) for name in names}
    found = shares(firms, [*of], by=by, population=population, confidence=confidence)
    rows = [
        row.replace(of=of[row.of][0], group=(of[row.of][1], *row.group))
        for name in of
        for row in found.rows
        if row.of == name
    ]
    return Shares(by=(parameter, *found.by), rows=tuple(sorted(rows, key=lambda row: names.index(row.of))))


class Turn(Record):
    """That of two groups of firms the one surely has more of a class at one value, and the other surely has at a later one."""

    of: Annotated[str, Field(description="The class, tag or rule.")]
    more_before: Annotated[
        tuple[GroupValue, ...], Field(description="The group that surely has the greater share before.")
    ]
    more_after: Annotated[
        tuple[GroupValue, ...], Field(description="The group that surely has the greater share after.")
    ]
    last_before: Annotated[float, Field(description="The last value at which the one has.")]
    first_after: Annotated[float, Field(description="The first value at which the other has.")]

    _repr_pretty_ = as_printed

    def __str__(self) -> str:
        """The turn in words."""
        before, after = (", ".join(map(str, group)) for group in (self.more_before, self.more_after))
        return f"{self.of}: {before} has more up to {self.last_before:.12g}, {after} from {self.first_after:.12g}"


def turns(curves: Shares) -> tuple[Turn, ...]:
    """Where the ranking of two groups turns along a curve that `sensitivity` made; values at which neither surely has more are passed over.

    Raises:
        ValueError: the shares are not grouped by a parameter and by something else.

    >>> def share(value, home, of_all):
    ...     return Share(of="small", group=(value, home), firms=9, yes=0, unknown=0, share={"low": of_all, "high": of_all})
    >>> rows = [share(10, "RS", 0.2), share(10, "US", 0.1), share(50, "RS", 0.3), share(50, "US", 0.4)]
    >>> print(*turns(Shares(by=("small", "home"), rows=rows)))
    small: RS has more up to 10, US from 50
    """
    if len(curves.by) < 2:
        raise ValueError("a ranking is of groups: give sensitivity(..., by=...) what to group by.")
    found: list[Turn] = []
    for of in dict.fromkeys(row.of for row in curves.rows):
        rows = [row for row in curves.rows if row.of == of]
        for one, other in combinations(dict.fromkeys(row.group[1:] for row in rows), 2):
            found += _turns(of, rows, one, other)
    return tuple(found)


def _turns(
    of: str, rows: Sequence[Share], one: tuple[GroupValue, ...], other: tuple[GroupValue, ...]
) -> Iterator[Turn]:
    """Where the ranking of two groups turns."""
    at = {row.group: row.share for row in rows}
    last: tuple[tuple[GroupValue, ...], float] | None = None
    for value in sorted({float(row.group[0] or 0) for row in rows}):
        shares = [at.get((value, *group)) for group in (one, other)]
        if shares[0] is None or shares[1] is None:
            continue
        (low, high), (least, most) = ((share.low or 0.0, share.high or 0.0) for share in shares if share is not None)
        more = one if low > most else other if least > high else None
        if more is not None:
            if last is not None and more != last[0]:
                yield Turn(of=of, more_before=last[0], more_after=more, last_before=last[1], first_after=value)
            last = more, value
