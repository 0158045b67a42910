"""A large table in parts that fit in memory, each with all rows of its firms; and how far the work has come."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals as nw

from globalfirm.cohort.columns import Columns, columns_given
from globalfirm.cohort.engines import Frame, engine_of, open_native, to_native
from globalfirm.ground.extras import needed

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
Item = TypeVar("Item")

PART_ROWS = 5_000_000
"""Rows that a part has, about: some hundreds of megabytes of work."""


def parts(table: T, columns: Columns | None = None, *, rows: int = PART_ROWS, progress: bool = False) -> Iterator[T]:
    """Parts of a table, of about so many rows, each with all rows of its firms: together they are the table.

    Of a lazy table this counts the rows by the ends of the firms' ids, which tell the parts apart. With
    `progress`, rows done, rows a second and the time left are shown in the terminal or the notebook (extra `progress`):
    a part counts as done when the next is asked for.

    Raises:
        TypeError: it is not a table.
        ValueError: `rows` is less than 1.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "B", "A", "C"], "country": ["RS", "US", "JP", "US"]})
    >>> sorted(part.height for part in parts(table, rows=2))
    [2, 2]
    """
    if rows < 1:
        raise ValueError(f"a part of {rows} rows holds nothing: give 1 or more.")
    given = open_native(table)
    firm = columns_given(columns, Columns).named(given.frame.collect_schema().names())["firm"]
    end, counts = _ends(given.frame, firm, rows)
    bins = _packed(counts, rows)
    sizes = [sum(counts[end] for end in ends) for ends in bins]
    for i in with_progress(range(len(bins)), sizes, progress=progress):
        yield to_native(given.frame.filter(end.is_in(bins[i])), given)


def with_progress(items: Iterable[Item], sizes: Sequence[int], *, progress: bool) -> Iterator[Item]:
    """The items, with how far their rows have come shown where that is wanted."""
    if not progress:
        yield from items
        return
    with needed("showing the progress"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook without widgets shows text, which does as well
        from tqdm.auto import tqdm
    with tqdm(total=sum(sizes), unit=" rows", unit_scale=True) as bar:
        for item, size in zip(items, sizes, strict=True):
            yield item
            bar.update(size)


REMAINDERS = 997
"""By which whole numbers are distinguished: a prime, so that ids in steps of ten or a thousand spread."""

END_LENGTHS = (2, 3, 4, 6, 8, 12, 16)
"""Characters by which text is distinguished: no more than it takes, so that ends stay few."""


def _ends(frame: Frame, firm: str, rows: int) -> tuple[nw.Expr, dict[Any, int]]:  # Any: ends of ids
    """What of an id tells parts apart, and how many rows have each: a remainder, or of text as long an end as it takes."""
    dtype, id_ = frame.collect_schema()[firm], nw.col(firm)
    if dtype.is_integer() and dtype != nw.UInt64 and engine_of(frame).integer_ids_by_remainder:
        remainder = (id_.cast(nw.Int64) % REMAINDERS).fill_null(0)
        return remainder, _counts(frame, remainder)
    end, counts = id_, {}
    for length in END_LENGTHS:
        end = id_.cast(nw.String).str.slice(-length).fill_null("")
        counts = _counts(frame, end)
        if max(counts.values(), default=0) <= rows:
            break
    return end, counts


def _counts(frame: Frame, end: nw.Expr) -> dict[Any, int]:  # Any: ends of ids
    counted = frame.select(end.alias("end")).group_by("end").agg(nw.len().alias("rows")).collect()
    return {end: int(rows) for end, rows in counted.iter_rows()}


def _packed(counts: dict[Any, int], rows: int) -> list[list[Any]]:
    """Ends of ids in bins of about so many rows, the largest first."""
    bins: list[list[Any]] = []
    room = 0
    for end in sorted(counts, key=lambda end: (-counts[end], str(end))):
        if room < counts[end] or not bins:
            bins.append([])
            room = rows
        bins[-1].append(end)
        room -= counts[end]
    return bins
