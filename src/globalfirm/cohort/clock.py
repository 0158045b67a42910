"""The clock over tables: zones and hours of each firm at an instant, over a year, along the line or round the dial.

As `globalfirm.time_zone_span` and its fellows, these answer from the places whose zone is known and pass over the others.
"""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

import narwhals as nw

from globalfirm.cohort._engine import Frame, Table, given_back, small
from globalfirm.cohort._rows import prepare
from globalfirm.cohort.columns import Columns
from globalfirm.cohort.read import opened
from globalfirm.cohort.reading import Reading
from globalfirm.ground.messages import quote
from globalfirm.metrics.clock import Arc, By
from globalfirm.places import offsets

T = TypeVar("T")

DAY_MINUTES = 1440
"""Minutes in a day: offsets of pytz's tables are whole in them."""


def time_zone_span(
    table: T,
    columns: Columns | None = None,
    *,
    at: datetime | None = None,
    arc: Arc = "linear",
    reading: Reading | None = None,
) -> T:
    """Of each firm, the hours between the clocks of its places furthest apart, as `globalfirm.time_zone_span` has it.

    Raises:
        ValueError: `at` is naive or lies after 2037; `arc` is neither "linear" nor "shortest".

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["KI", "UM"], "time_zone": ["Pacific/Kiritimati", "Pacific/Midway"]})
    >>> time_zone_span(table).rows(), time_zone_span(table, arc="shortest").rows()
    ([('A', 25.0)], [('A', 1.0)])
    """
    instant = None if at is None else offsets.instant(at)
    found = _spans(table, columns, reading, [instant], arc)
    return _back(found, [nw.col("most").alias("time_zone_span_hours")])


def time_zone_span_extremes(
    table: T, year: int, columns: Columns | None = None, *, arc: Arc = "linear", reading: Reading | None = None
) -> T:
    """Of each firm, the least and most of its span (hours) over a year, as `globalfirm.time_zone_span_extremes` has it.

    The columns are `time_zone_span_hours_least` and `_most`: what the clocks do, not bounds of what is not known.

    Raises:
        ValueError: the year lies outside 1970 to 2037; `arc` is neither "linear" nor "shortest".

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"], "time_zone": [None, "America/New_York"]})
    >>> time_zone_span_extremes(table, 2026).rows()
    [('A', 5.0, 6.0)]
    """
    if not isinstance(year, int) or not 1970 <= year <= offsets.LAST_YEAR:
        raise ValueError(f"{year} is no year that pytz's tables cover: give one from 1970 to {offsets.LAST_YEAR}.")
    found = _spans(table, columns, reading, year, arc)
    return _back(found, [nw.col(end).alias(f"time_zone_span_hours_{end}") for end in ("least", "most")])


def time_zone_count(
    table: T,
    columns: Columns | None = None,
    *,
    by: By = "offset",
    at: datetime | None = None,
    reading: Reading | None = None,
) -> T:
    """Of each firm, how many time zones its places keep, as `globalfirm.time_zone_count` has it.

    Raises:
        ValueError: `at` is naive, lies after 2037, or is given with another `by` than "offset".

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["NG", "RS"]})
    >>> time_zone_count(table).rows(), time_zone_count(table, by="rules").rows()
    ([('A', 1)], [('A', 2)])
    """
    if by not in {"offset", "rules", "name"}:
        raise ValueError(f"{quote(by)} is no way to count time zones: give 'offset', 'rules' or 'name'.")
    if at is not None and by != "offset":
        raise ValueError(f"an instant goes with by='offset', not with by={by!r}: leave `at` out.")
    instant = None if at is None else offsets.instant(at)
    placed = _placed(table, columns, reading)
    numbers: dict[object, int] = {}
    kept: dict[str, list[object]] = {"zone": [*placed.zones], "kept": []}
    for zone in placed.zones:
        same = zone if by == "name" else offsets.year_rules(zone) if by == "rules" else _minutes(zone, instant)
        kept["kept"].append(numbers.setdefault(same, len(numbers)))
    found = placed.pairs.join(small(placed.pairs, kept, {"zone": nw.String, "kept": nw.Int64}), on="zone", how="inner")
    found = found.group_by("firm").agg(nw.col("kept").n_unique().alias("time_zone_count"))
    return _back(placed._replace(pairs=found), [nw.col("time_zone_count")])


class _Placed(Generic[T]):
    """Which firm has people in which zone, and all firms."""

    def __init__(self, pairs: Frame, firms: Frame, zones: tuple[str, ...], given: Table[T], firm: str) -> None:
        self.pairs, self.firms, self.zones, self.given, self.firm = pairs, firms, zones, given, firm

    def _replace(self, pairs: Frame) -> _Placed[T]:
        return _Placed(pairs, self.firms, self.zones, self.given, self.firm)


def _placed(table: T, columns: Columns | None, reading: Reading | None) -> _Placed[T]:
    given, fields, reading = opened(table, columns, reading)
    rows = prepare(given.frame, fields, reading, as_of=None, one_row="office", complete=True).frame
    told = {text: spot.zone for text, spot in reading.places.items() if spot.zone}
    names: dict[str, list[object]] = {key: [text[i] for text in told] for i, key in enumerate(reading.keys)}
    names["zone"] = [*told.values()]
    here = rows.filter(nw.col("here") >= 0).select("firm", *reading.keys)
    pairs = here.join(small(here, names, dict.fromkeys(names, nw.String)), on=[*reading.keys], how="inner")
    firms = rows.filter(~nw.col("firm").is_null()).select("firm").unique()
    return _Placed(
        pairs.select("firm", "zone").unique(), firms, tuple(sorted(set(told.values()))), given, fields["firm"]
    )


def _spans(
    table: T, columns: Columns | None, reading: Reading | None, when: list[datetime | None] | int, arc: Arc
) -> _Placed[T]:
    """The least and the most span of each firm over some instants, or over all those of a year at which a clock changes."""
    if arc not in {"linear", "shortest"}:
        raise ValueError(f"{quote(arc)} is no way to measure a span: give 'linear' or 'shortest'.")
    placed = _placed(table, columns, reading)
    instants = _changes(placed.zones, when) if isinstance(when, int) else when
    keeping = [(zone, i, _minutes(zone, instant)) for i, instant in enumerate(instants) for zone in placed.zones]
    names = ("zone", "instant", "minutes")
    data: dict[str, list[object]] = {name: [row[i] for row in keeping] for i, name in enumerate(names)}
    kinds = {"zone": nw.String, "instant": nw.Int64, "minutes": nw.Int64}
    clocks = (
        placed.pairs.join(small(placed.pairs, data, kinds), on="zone", how="inner")
        .select("firm", "instant", "minutes")
        .unique()
    )
    spans = _linear(clocks) if arc == "linear" else _shortest(clocks)
    col = nw.col("span")
    return placed._replace(spans.group_by("firm").agg(col.min().alias("least"), col.max().alias("most")))


def _changes(zones: tuple[str, ...], year: int) -> list[datetime]:
    return sorted({datetime(year, 1, 1)}.union(*(offsets.changes(zone, year) for zone in zones)))


def _minutes(zone: str, instant: datetime | None) -> int:
    hours = offsets.standard_offset_hours(zone) if instant is None else offsets.offset_hours(zone, instant)
    return round(60 * hours)


def _linear(clocks: Frame) -> Frame:
    col = nw.col("minutes")
    ends = clocks.group_by("firm", "instant").agg(col.max().alias("east"), col.min().alias("west"))
    return ends.select("firm", span=(nw.col("east") - nw.col("west")) / 60)


def _shortest(clocks: Frame) -> Frame:
    """Round the dial: the day less the widest gap between one clock and the next."""
    col = nw.col
    dial = clocks.select("firm", "instant", here=(col("minutes") + DAY_MINUTES) % DAY_MINUTES).unique()
    others = dial.select("firm", "instant", there="here")
    gaps = dial.join(others, on=["firm", "instant"], how="inner").with_columns(
        # Of a clock that stands alone, the next is itself, a day on.
        gap=nw.when(col("here") == col("there"))
        .then(nw.lit(DAY_MINUTES))
        .otherwise((col("there") - col("here") + DAY_MINUTES) % DAY_MINUTES)
    )
    next_ = gaps.group_by("firm", "instant", "here").agg(col("gap").min())
    widest = next_.group_by("firm", "instant").agg(col("gap").max())
    return widest.select("firm", span=(DAY_MINUTES - col("gap")) / 60)


def _back(placed: _Placed[T], shown: list[nw.Expr]) -> T:
    """Every firm, with nothing (0) of those none of whose zones is known."""
    found = placed.firms.join(placed.pairs, on="firm", how="left")
    found = found.with_columns(
        nw.col([name for name in placed.pairs.collect_schema().names() if name != "firm"]).fill_null(0)
    )
    return given_back(found.select(nw.col("firm").alias(placed.firm), *shown), placed.given)
