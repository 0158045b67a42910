"""The zones of a firm's places, and what those that are not known leave open."""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw

from globalfirm.cohort.engines import CodeSet, Frame, aggregate_by_firm, lookup_table
from globalfirm.cohort.formulas import column
from globalfirm.cohort.pipeline.reading import ANYWHERE, Reading, all_offsets, offset_codes, weights
from globalfirm.cohort.pipeline.rows import UNKNOWN, Rows

OFFSETS = "known_offsets"
"""The set of hours from UTC that a firm's places surely keep."""


class ClockQuantities(NamedTuple):
    """What of the rows is gathered for the clock, by how it comes together."""

    sums: dict[str, nw.Expr]
    least: dict[str, nw.Expr]
    most: dict[str, nw.Expr]
    sets: dict[str, CodeSet]


def gathered_for_clock(reading: Reading) -> ClockQuantities:
    """What of the rows is gathered for the clock; with more where some zones are not known."""
    col = nw.col
    present = col("present_country") >= 0
    offset = nw.when(present).then(col("quarters")).otherwise(nw.lit(UNKNOWN))
    known = nw.when(present).then(col("offset")).otherwise(nw.lit(-1))
    sums: dict[str, nw.Expr] = {}
    least = {"zone_west": nw.when(offset == UNKNOWN).then(nw.lit(-UNKNOWN)).otherwise(offset)}
    most = {"zone_east": offset}
    if reading.open_zones:
        unknown = present & (col("quarters") == UNKNOWN)
        anywhere = unknown & (col("options") == ANYWHERE)
        sums = {"unknown_zone_rows": _as_integer(unknown), "zoneless_rows": _as_integer(anywhere)}
        least["reach_west"] = nw.when(present).then(col("west")).otherwise(nw.lit(-UNKNOWN))
        most["reach_east"] = nw.when(present).then(col("east")).otherwise(nw.lit(UNKNOWN))
    seen = {offset_codes().get(place.offset_quarter_hours, -1) for place in reading.places.values()} - {-1}
    return ClockQuantities(sums, least, most, {OFFSETS: CodeSet(known, len(all_offsets()), seen)})


def _as_integer(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0))


def with_clock(frame: Frame, rows: Rows, reading: Reading) -> Frame:
    """The firms with the bounds of their zones and spans, by the places listed.

    `zones_low`, `zones_high`, `span_low` and `span_high` are bounds; `anywhere` is how many places lie in a country
    without a zone in the database, and `is_estimate` whether the bounds are wider than they need be.
    """
    col = nw.col
    zones = col(OFFSETS).cast(nw.Float64)
    apart = nw.when(zones > 0).then((col("zone_east") - col("zone_west")) / 4).otherwise(column(0)).cast(nw.Float64)
    if not reading.open_zones:
        return frame.with_columns(
            zones_low=zones, zones_high=zones, span_low=apart, span_high=apart,
            anywhere=column(0), is_estimate=nw.lit(False),
        )  # fmt: skip
    frame = frame.with_columns(zones_low=zones, span_low=apart, anywhere=col("zoneless_rows").cast(nw.Float64))
    unknown = col("unknown_zone_rows")
    reach = nw.when(col("reach_east") >= col("reach_west")).then((col("reach_east") - col("reach_west")) / 4)
    some = (unknown > col("zoneless_rows")) & (col("zones_low") == 0)
    frame = frame.with_columns(  # what is surely so, where the clocks of the firm have not been read
        zones_high=(col("zones_low") + unknown - col("anywhere")).cast(nw.Float64),
        zones_low=nw.when(some).then(column(1)).otherwise(col("zones_low")),
        span_high=nw.when(unknown > 0).then(reach.otherwise(column(0))).otherwise(col("span_low")).cast(nw.Float64),
        is_estimate=unknown > col("zoneless_rows"),
    )
    return _with_clocks_read(frame, rows, reading) if reading.clocks else frame


def zone_codes(rows: Rows) -> Frame:
    """The two numbers that stand for all zones of a firm with places whose zone is not known: `known_offsets_mask` and the code of those."""
    known = aggregate_by_firm(
        rows.frame.filter(nw.col("present_country") >= 0),
        "firm",
        sets={OFFSETS: CodeSet(nw.col("offset"), len(all_offsets()))},
        masks=[OFFSETS],
    )
    return known.join(_unknown_zones(rows), on="firm", how="inner")


def _unknown_zones(rows: Rows) -> Frame:
    """Of each firm with such places, `unknown_zones_code`: a digit for each set of hours from UTC that a place may keep."""
    col = nw.col
    unknown = (col("present_country") >= 0) & (col("quarters") == UNKNOWN) & (col("options") >= 0)
    of_set = rows.frame.filter(unknown).group_by("firm", "options").agg(nw.len().alias("times"))
    sizes = [next_ // weight - 1 for weight, next_ in zip(weights(), weights()[1:], strict=False)]
    data = {"options": [*range(len(sizes))], "weight": [*weights()[:-1]], "size": sizes}
    of_set = of_set.join(lookup_table(rows.frame, data, dict.fromkeys(data, nw.Int64)), on="options", how="inner")
    counted = nw.when(col("times") < col("size")).then(col("times")).otherwise(col("size")).cast(nw.Int64)
    digits = of_set.with_columns(digit=counted * col("weight")).group_by("firm")
    return digits.agg(col("digit").sum()).select("firm", col("digit").cast(nw.Int64).alias("unknown_zones_code"))


_READ = ("zones_low", "zones_high", "span_low", "span_high")


def _with_clocks_read(frame: Frame, rows: Rows, reading: Reading) -> Frame:
    """The exact bounds, which were read, in the place of the wide ones."""
    col = nw.col
    codes = [f"{OFFSETS}_mask", "unknown_zones_code"]
    data: dict[str, list[object]] = {
        **{name: [code[i] for code in reading.clocks] for i, name in enumerate(codes)},
        **{f"read_{name}": [float(bounds[i]) for bounds in reading.clocks.values()] for i, name in enumerate(_READ)},
    }
    kinds = {name: nw.Float64 if name.startswith("read") else nw.Int64 for name in data}
    frame = frame.join(_unknown_zones(rows), on="firm", how="left")
    frame = frame.join(lookup_table(frame, data, kinds), on=codes, how="left")
    is_read = ~col("read_zones_low").is_null()
    exact = {name: nw.when(is_read).then(col(f"read_{name}")).otherwise(col(name)) for name in _READ}
    return frame.with_columns(**exact, is_estimate=col("is_estimate") & ~is_read)
