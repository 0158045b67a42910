"""A large table in parts that fit in memory, each with all rows of its firms; and how far the work has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals as nw

from globalfirm.cohort._engine import Frame, given_back, is_text, table_of
from globalfirm.cohort.columns import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
Item = TypeVar("Item")

PART_ROWS = 5_000_000
"""Rows that a part has, about: some hundreds of megabytes of work."""


def parts(table: T, columns: Columns | None = None, *, rows: int = PART_ROWS, progress: bool = False) -> Iterator[T]:
    """Parts of a table, of about so many rows, each with all rows of its firms: together they are the table.

    Of a lazy table this counts the rows, and those by the ends of the firms' ids, which tell the parts apart. With
    `progress`, rows done, rows a second and the time left are shown in the terminal or the notebook (extra `progress`):
    a part counts as done when the next is asked for.

    Raises:
        TypeError: it is no table, or firms' ids are neither whole numbers nor text.
        ValueError: `rows` is less than 1.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "B", "A", "C"], "country": ["RS", "US", "JP", "US"]})
    >>> sorted(part.height for part in parts(table, rows=2))
    [2, 2]
    """
    if rows < 1:
        raise ValueError(f"a part of {rows} rows holds nothing: give 1 or more.")
    given = table_of(table)
    firm = nw.col((columns or Columns()).named(given.frame.collect_schema().names())["firm"])
    counts = _counts(given.frame, firm)
    bins = _packed(counts, rows)
    sizes = [sum(counts[end] for end in ends) for ends in bins]
    for i in shown(range(len(bins)), sizes, progress=progress):
        yield given_back(given.frame.filter(_end(given.frame, firm).is_in(bins[i])), given)


def shown(items: Iterable[Item], sizes: Sequence[int], *, progress: bool) -> Iterator[Item]:
    """The items, with how far their rows have come shown where that is wanted."""
    if not progress:
        yield from items
        return
    try:
        from tqdm.auto import tqdm
    except ImportError:  # pragma: no cover # tested in a process of its own
        raise ImportError("progress is shown with the extra `progress`: pip install 'globalfirm[progress]'.") from None
    with tqdm(total=sum(sizes), unit=" rows", unit_scale=True) as bar:
        for item, size in zip(items, sizes, strict=True):
            yield item
            bar.update(size)


ENDS = 1000
"""Ends of ids that are told apart: the parts can't be more."""


def _end(frame: Frame, firm: nw.Expr) -> nw.Expr:
    """The end of an id: of a number its last three digits, of text its last two characters."""
    dtype = frame.select(firm).collect_schema().dtypes()[0]
    if dtype.is_integer():
        return (firm % ENDS).fill_null(0)
    if is_text(dtype):
        return firm.cast(nw.String).str.slice(-2).fill_null("")
    raise TypeError(f"firms' ids are {dtype}: parts are told apart by ids that are whole numbers or text.")


def _counts(frame: Frame, firm: nw.Expr) -> dict[Any, int]:  # Any: ends of ids
    counted = frame.select(_end(frame, firm).alias("end")).group_by("end").agg(nw.len().alias("rows")).collect()
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
