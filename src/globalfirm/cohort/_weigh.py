"""People and places by the rows and the claims, as `globalfirm.metrics.claims` weighs them for one firm."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import narwhals as nw

from globalfirm.cohort._between import Between, either, held, number, overlap, with_bounds
from globalfirm.cohort._clocks import CLOCK
from globalfirm.cohort._engine import UNBOUNDED, Frame
from globalfirm.cohort._rows import Rows
from globalfirm.cohort.columns import CLAIMED
from globalfirm.metrics._bounds import CONTINENTS as CONTINENT_COUNT


class Room(NamedTuple):
    """How many more places there may be, as `globalfirm.metrics._bounds.Room`."""

    more: nw.Expr
    some: nw.Expr
    complete: nw.Expr


def room_for(people: Between) -> Room:
    """How many more places a number of people has room for."""
    left = people.high - nw.col("people_low")
    complete = nw.col("closed_list") | ((nw.col("known") > 0) & (left == 0))
    somebody = nw.col("closed_list") | (people.low > 0)
    more = nw.when(complete).then(number(0)).otherwise(left)
    return Room(more, nw.when(somebody).then(number(1)).otherwise(number(0)), complete)


def _at_least(low: nw.Expr, known: nw.Expr, left: Room) -> Between:
    """A count of what is known and of as many more as there is room for."""
    least = nw.when(low > 0).then(low).otherwise(left.some)
    return Between(least, nw.max_horizontal(least, known + left.more))


def _of_places(people: Between, needs: Collection[str]) -> dict[str, Between]:
    """The counts of places that a number of people has room for."""
    col, left = nw.col, room_for(people)
    found = {"country_count": _at_least(col("known"), col("known"), left)}
    if "continent_count" in needs:
        reach = _at_least(col("continents_known"), col("continents_known"), left)
        found["continent_count"] = Between(reach.low, nw.min_horizontal(reach.high, number(CONTINENT_COUNT)))
    if CLOCK & set(needs):
        found["time_zone_count"] = _at_least(col("zones_low"), col("zones_high"), left)
    return found


def weighed(frame: Frame, rows: Rows, needs: Collection[str]) -> Frame:
    """People and places, narrowed by the claims that fit, as `globalfirm.metrics.claims.weigh` does it."""
    alone = {"headcount": held("own"), **_of_places(held("own"), needs)}
    claimed: list[str] = [metric for metric in CLAIMED if f"claimed_{metric}" in rows.fields and metric in alone]
    if not claimed:
        return with_bounds(frame, alone)
    frame = _narrowed(with_bounds(frame, alone, "alone"), rows, claimed)
    people = held("narrowed_headcount") if "headcount" in claimed else held("own")
    crowded = _of_places(people, needs)
    frame = with_bounds(frame, crowded, "crowded")
    told: dict[str, Between] = {}
    # Bounds wider than the record's may take a claim for one that fits: then neither it nor the headcount's is used.
    fell = unsure = _of_wide_clocks(claimed)
    for name in crowded:
        count = held(f"narrowed_{name}") if name in claimed else held(f"alone_{name}")
        if name == "time_zone_count":
            count = either(unsure, held(f"alone_{name}"), count)
        clash = ~overlap(count, held(f"crowded_{name}"))
        told[name] = either(clash, held(f"alone_{name}"), count)
        fell = fell | clash
    frame = with_bounds(frame.with_columns(fell.alias("fell")), told, "told")
    # The headcount's claims fall with those that they left no room for.
    kept = {"headcount": either(nw.col("fell"), held("own"), people)}
    for name in crowded:
        bound = either(nw.col("fell"), held(f"alone_{name}"), held(f"crowded_{name}"))
        count = held(f"told_{name}")
        both = Between(nw.max_horizontal(count.low, bound.low), nw.min_horizontal(count.high, bound.high))
        kept[name] = either(overlap(count, bound), both, count)
    return with_bounds(frame, kept)


def _of_wide_clocks(claimed: Sequence[str]) -> nw.Expr:
    """Whether claims on time zones narrow bounds that are wider than what the record says."""
    if "time_zone_count" not in claimed:
        return nw.lit(False)
    claim = held("fitting_time_zone_count")
    narrows = (claim.low.fill_null(0.0) > 0) | (claim.high.fill_null(UNBOUNDED) < UNBOUNDED)
    return nw.col("wide") & narrows


def _narrowed(frame: Frame, rows: Rows, claimed: Sequence[str]) -> Frame:
    """What the places and the claims on each count say together: the claims that fit, unless these contradict one another."""
    bounds = [f"{metric}_{end}" for metric in claimed for end in ("low", "high")]
    told = nw.any_horizontal(*[~nw.col(f"claimed_{name}").is_null() for name in bounds[::2]], ignore_nulls=False)
    claims = rows.frame.filter(~nw.col("bad") & told).select("firm", *[f"claimed_{name}" for name in bounds])
    claims = claims.join(frame.select("firm", *[f"alone_{name}" for name in bounds]), on="firm", how="inner")
    fitting: dict[str, nw.Expr] = {}
    for metric in claimed:
        claim, known = held(f"claimed_{metric}"), held(f"alone_{metric}")
        fits = overlap(claim, known).fill_null(value=False)
        fitting[f"fitting_{metric}_low"] = nw.when(fits).then(claim.low).otherwise(number(0))
        fitting[f"fitting_{metric}_high"] = nw.when(fits).then(claim.high).otherwise(number(UNBOUNDED))
    found = (
        claims.with_columns(**fitting)
        .group_by("firm")
        .agg(
            *[nw.col(f"fitting_{metric}_low").max() for metric in claimed],
            *[nw.col(f"fitting_{metric}_high").min() for metric in claimed],
        )
    )
    frame = frame.join(found, on="firm", how="left")
    both: dict[str, Between] = {}
    for metric in claimed:
        known, fit = held(f"alone_{metric}"), held(f"fitting_{metric}")
        low = nw.max_horizontal(known.low, fit.low.fill_null(0.0))
        both[metric] = Between(low, nw.min_horizontal(known.high, fit.high.fill_null(UNBOUNDED)))
    frame = with_bounds(frame, both, "both")
    narrowed = {
        metric: either(between.low <= between.high, between, held(f"alone_{metric}"))
        for metric in claimed
        for between in [held(f"both_{metric}")]
    }
    return with_bounds(frame, narrowed, "narrowed")
