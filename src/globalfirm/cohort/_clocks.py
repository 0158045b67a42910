"""The zones of a firm's places, and what those not told leave open."""

from __future__ import annotations

import narwhals as nw

from globalfirm.cohort._between import flag, number
from globalfirm.cohort._engine import Frame, small
from globalfirm.cohort._rows import UNKNOWN, Rows
from globalfirm.cohort.reading import Reading, all_offsets, weights

CLOCK = frozenset({"time_zone_count", "time_zone_span_hours"})


def clock_of_places(frame: Frame, rows: Rows, reading: Reading) -> Frame:
    """The zones known, and what those not told leave open."""
    col = nw.col
    known = col("zone_kinds") - flag(col("zone_west_or_unknown") == UNKNOWN)
    span = nw.when(known > 0).then((col("zone_east") - col("zone_west")) / 4).otherwise(number(0))
    frame = frame.with_columns(known.cast(nw.Float64).alias("zones"), span.cast(nw.Float64).alias("span"))
    frame = frame.with_columns(
        col("zones").alias("zones_low"),
        col("zones").alias("zones_high"),
        col("span").alias("span_low"),
        col("span").alias("span_high"),
    )
    if not reading.open_zones:
        return frame.with_columns(nw.lit(False).alias("anywhere_too"), nw.lit(False).alias("wide"))
    some = (col("untold") > col("anywhere")) & (col("zones") == 0)
    apart = nw.when(col("reach_east") >= col("reach_west")).then((col("reach_east") - col("reach_west")) / 4)
    wide = {  # what is surely so, where the clocks of the firm have not been read
        "zones_low": nw.when(some).then(number(1)).otherwise(col("zones")),
        "zones_high": col("zones") + col("untold"),
        "span_high": nw.when(col("untold") > 0)
        .then(apart.otherwise(number(0)))
        .otherwise(col("span"))
        .cast(nw.Float64),
        "anywhere_too": col("anywhere") > 0,
        "wide": col("untold") > col("anywhere"),
    }
    frame = frame.with_columns(**wide)
    return _with_clocks_read(frame, rows, reading) if reading.clocks else frame


def untold_clocks(rows: Rows) -> Frame:
    """Of each firm with places whose zone is not told, the two numbers that stand for all its zones.

    `told` has a bit for each hour from UTC that is known to be kept, `untold` a digit for each set of hours.
    """
    col = nw.col
    placed = rows.frame.filter(col("here") >= 0).select("firm", "quarters", "options")
    of_set = (
        placed.filter((col("quarters") == UNKNOWN) & (col("options") >= 0))
        .group_by("firm", "options")
        .agg(nw.len().alias("times"))
    )
    sizes = [next_ // weight - 1 for weight, next_ in zip(weights(), weights()[1:], strict=False)]
    data = {"options": [*range(len(sizes))], "weight": [*weights()[:-1]], "size": sizes}
    of_set = of_set.join(small(rows.frame, data, dict.fromkeys(data, nw.Int64)), on="options", how="inner")
    counted = nw.when(col("times") < col("size")).then(col("times")).otherwise(col("size")).cast(nw.Int64)
    untold = (
        of_set.with_columns(digit=counted * col("weight")).group_by("firm").agg(col("digit").sum().alias("untold_code"))
    )
    bits = {
        "quarters": [round(4 * hours) for hours in all_offsets()],
        "bit": [1 << i for i in range(len(all_offsets()))],
    }
    told = (
        placed.filter(col("quarters") != UNKNOWN)
        .select("firm", "quarters")
        .join(untold.select("firm"), on="firm", how="semi")
    )
    told = told.unique(["firm", "quarters"]).join(
        small(rows.frame, bits, dict.fromkeys(bits, nw.Int64)), on="quarters", how="inner"
    )
    told = told.group_by("firm").agg(col("bit").sum().alias("told_code"))
    codes = untold.join(told, on="firm", how="left")
    return codes.with_columns(col("told_code").fill_null(0).cast(nw.Int64), col("untold_code").cast(nw.Int64))


def _with_clocks_read(frame: Frame, rows: Rows, reading: Reading) -> Frame:
    """The exact bounds, which were read, in the place of the wide ones."""
    col = nw.col
    bounds = ("zones_low", "zones_high", "span_low", "span_high")
    data: dict[str, list[object]] = {
        "told_code": [told for told, _ in reading.clocks],
        "untold_code": [untold for _, untold in reading.clocks],
        **{f"read_{name}": [float(found[i]) for found in reading.clocks.values()] for i, name in enumerate(bounds)},
    }
    kinds = {name: nw.Float64 if name.startswith("read") else nw.Int64 for name in data}
    read = untold_clocks(rows).join(small(frame, data, kinds), on=["told_code", "untold_code"], how="inner")
    frame = frame.join(read.drop("told_code", "untold_code"), on="firm", how="left")
    exact = {
        name: nw.when(~col(f"read_{name}").is_null()).then(col(f"read_{name}")).otherwise(col(name)) for name in bounds
    }
    exact["zones_high"] = exact["zones_high"] + nw.when(~col("read_zones_high").is_null()).then(
        col("anywhere")
    ).otherwise(nw.lit(0))
    return frame.with_columns(**exact, wide=col("wide") & col("read_zones_low").is_null())
