"""How soon a firm came to a second country, as `globalfirm.metrics.entry` has it for one firm."""

from __future__ import annotations

import narwhals as nw

from globalfirm.cohort._between import Between, flag, number
from globalfirm.cohort._engine import UNBOUNDED, Frame
from globalfirm.cohort._rows import Rows
from globalfirm.metrics.entry import NEVER_YEARS


def years_to_second_country(frame: Frame, rows: Rows) -> tuple[Frame, Between]:
    """Years from the founding to the first people in a second country, as `globalfirm.metrics.entry` has it."""
    col = nw.col
    countries = (col("staffed_kinds") - flag(col("staffed_least") < 0)).cast(nw.Float64)
    sure_least, sure_most = number(0), number(UNBOUNDED)
    if {"opened", "founded"} <= rows.fields.keys():
        frame = frame.join(_second_entries(rows), on="firm", how="left")
        # Countries with an undated opening may have been there from the start.
        first = nw.when(col("undated_countries") == 0).then(col("second_dated")).otherwise(col("first_dated"))
        at_once = col("founded").is_null() | col("undated_countries").is_null() | (col("undated_countries") > 1)
        since = col("founded").fill_null(0.0)
        sure_least = nw.when(at_once).then(number(0)).otherwise(first - since)
        told_at_all = ~col("founded").is_null() & ~col("second_told").is_null()
        sure_most = nw.when(told_at_all).then(col("second_told") - since).otherwise(number(UNBOUNDED))
    told = col("complete") & (countries > 0)
    alone = told & (countries == 1)
    low = nw.when(alone).then(number(NEVER_YEARS)).when(told).then(sure_least).otherwise(number(0))
    return frame, Between(low, nw.when(alone).then(number(UNBOUNDED)).otherwise(sure_most))


def _second_entries(rows: Rows) -> Frame:
    """Of each firm, the years of its first openings in a first and a second country, infinite where there is none.

    `told` is of every country with a dated opening, `dated` of those all of whose openings are.
    """
    col = nw.col
    opened = rows.frame.filter(col("staffed") >= 0)
    day = col("opened_day")
    year = nw.when(day > 0).then((day / 10_000).floor()).otherwise(number(UNBOUNDED))
    opened = opened.select("firm", "staffed", undated=flag(day == 0), told=year)
    pairs = opened.group_by("firm", "staffed").agg(col("undated").max(), col("told").min())
    pairs = pairs.with_columns(dated=nw.when(col("undated") > 0).then(number(UNBOUNDED)).otherwise(col("told")))
    # The second lowest: the lowest itself where two countries share it, else the lowest of the others.
    firsts = {f"first_{kind}": kind for kind in ("told", "dated")}
    lowest = pairs.group_by("firm").agg([col(kind).min().alias(name) for name, kind in firsts.items()])
    # Joined, since Narwhals' `over` mixes up the rows of large PyArrow tables (seen in 2.29).
    pairs = pairs.join(lowest, on="firm", how="inner")
    ranked = {}
    for kind in ("told", "dated"):
        is_first = col(kind) == col(f"first_{kind}")
        ranked[f"ties_{kind}"] = flag(is_first)
        ranked[f"next_{kind}"] = nw.when(is_first).then(number(UNBOUNDED)).otherwise(col(kind))
    seconds = (
        pairs.with_columns(**ranked)
        .group_by("firm")
        .agg(
            col("undated").sum().alias("undated_countries"),
            *[col(name).min() for name in firsts],
            *[col(f"ties_{kind}").sum() for kind in ("told", "dated")],
            *[col(f"next_{kind}").min() for kind in ("told", "dated")],
        )
    )
    second = {
        f"second_{kind}": nw.when(col(f"ties_{kind}") > 1).then(col(f"first_{kind}")).otherwise(col(f"next_{kind}"))
        for kind in ("told", "dated")
    }
    return seconds.select("firm", "undated_countries", "first_dated", **second)
