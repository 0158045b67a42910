"""One row a firm: the bounds of each metric, as `globalfirm.profile` has them for one firm.

Every bound is a number; infinity stands for none above.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import narwhals as nw

from globalfirm.cohort._accounts import accounts
from globalfirm.cohort._between import Between, either, flag, held, number, with_bounds
from globalfirm.cohort._clocks import CLOCK, clock_of_places
from globalfirm.cohort._engine import UNBOUNDED, Frame, small
from globalfirm.cohort._entry import years_to_second_country
from globalfirm.cohort._grouped import facts_of
from globalfirm.cohort._rows import Rows
from globalfirm.cohort._weigh import room_for, weighed
from globalfirm.cohort.reading import CONTINENTS, COUNTRIES, NOWHERE, Reading
from globalfirm.metrics.catalogue import METRICS
from globalfirm.model.operation import ACTIVITIES


def bounds_of(grouped: Frame, rows: Rows, reading: Reading, needs: Collection[str]) -> Frame:
    """Each firm's metrics, as intervals: what `globalfirm.profile` says of it, column by column."""
    frame = _told(grouped.with_columns(rows=nw.col("rows") - nw.col("bad")), rows.fields, needs)
    if CLOCK & set(needs):
        frame = clock_of_places(frame, rows, reading)
    frame = weighed(frame, rows, needs)
    frame = _metrics(frame, rows, needs)
    own = [name for name in needs if METRICS[name].own]
    return with_bounds(frame, {name: _own(name) for name in own})


def _told(frame: Frame, fields: Mapping[str, str], needs: Collection[str]) -> Frame:
    """What the rows tell by themselves: places known, people placed, facts of the firm that none contradicts."""
    col = nw.col
    known = col("here_kinds") - flag(col("here_least") < 0)
    frame = frame.with_columns(known.cast(nw.Float64).alias("known"), (col("all_told") > 0).alias("complete"))
    if {"continent_count", "continents"} & set(needs):
        continents = col("continent_kinds") - flag(col("here_least") < 0)
        frame = frame.with_columns(continents.cast(nw.Float64).alias("continents_known"))
    facts = {field: _agreed(field) for field in facts_of(fields)}
    has_home, home = nw.lit(False), nw.lit(NOWHERE)
    if "home" in fields:
        has_home = (col("home_most") >= 0) & (col("home_most") == col("home_least"))
        home = nw.when(has_home).then(col("home_most")).otherwise(nw.lit(NOWHERE))
    frame = frame.with_columns(**facts, has_home=has_home, home_at=home)
    total_low, total_high = number(0), number(UNBOUNDED)
    stated = nw.lit(False)
    if "firm_headcount" in fields:
        # A total below the people placed contradicts them: it is not used, and told among the conflicts.
        stated = col("firm_headcount_low").is_null().__invert__() & (col("firm_headcount_high") >= col("people_low"))
        total_low, total_high = col("firm_headcount_low"), col("firm_headcount_high")
    closed_list = col("complete") & (col("known") > 0)
    unsaid = nw.when(closed_list).then(col("people_high")).otherwise(number(UNBOUNDED))
    frame = frame.with_columns(stated.fill_null(False).alias("stated"), closed_list.alias("closed_list"))
    low = nw.when(col("stated")).then(nw.max_horizontal(total_low, col("people_low"))).otherwise(col("people_low"))
    high = nw.when(col("stated")).then(total_high).otherwise(unsaid)
    return frame.with_columns(*Between(low, high).named("own"))


def _agreed(field: str) -> nw.Expr:
    """A fact of the firm, where its rows don't contradict one another."""
    least, most = nw.col(f"{field}_least"), nw.col(f"{field}_most")
    return nw.when(least == most).then(least)


def _own(name: str) -> Between:
    """A user's own metric, by the column form that it was defined with."""
    about = METRICS[name]
    assert about.column is not None  # noqa: S101 # checked before
    told = about.column()
    low, high = told if isinstance(told, tuple) else (told, told)
    most = UNBOUNDED if about.most is None else about.most
    return Between(low.fill_null(float(about.least)), high.fill_null(float(most)))


def _metrics(frame: Frame, rows: Rows, needs: Collection[str]) -> Frame:
    """The metrics that follow from people, places and the facts of the firm."""
    col, people, nations = nw.col, held("headcount"), held("country_count")
    left = room_for(people)
    frame = frame.with_columns(left.complete.alias("no_more"), left.more.cast(nw.Float64).alias("more"))
    found: dict[str, Between] = {}
    if CLOCK & set(needs):
        told = (col("more") == 0) & ~col("anywhere_too")
        found["time_zone_span_hours"] = Between(
            col("span_low"), nw.when(told).then(col("span_high")).otherwise(number(UNBOUNDED))
        )
    at_home = (col("at_home") > 0) & col("has_home") if "home" in rows.fields else nw.lit(False)
    frame = frame.with_columns(at_home.alias("is_at_home"))
    found["foreign_country_count"] = _foreign_country_count(nations)
    found["foreign_headcount_share"] = _share_abroad(rows.fields, people, nations)
    found["founded"] = _founded(rows.fields)
    if "years_to_second_country" in needs:
        frame, found["years_to_second_country"] = years_to_second_country(frame, rows)
    unlimited = nations.high == UNBOUNDED
    most = nw.when(unlimited | ~col("complete")).then(number(UNBOUNDED)).otherwise(nations.high)
    found["value_adding_country_count"] = Between(nw.max_horizontal(col("known"), nations.low), most)
    if "abroad_kinds" in frame.collect_schema().names():
        abroad = (col("abroad_kinds") - flag(col("abroad_least") < 0)).cast(nw.Float64)
        some, every = col("has_home") & (col("abroad_most") >= 0), col("has_home") & col("complete")
        if rows.one_row != "office":  # teams and persons are no way of entry
            some = nw.lit(False)
    else:
        abroad, some, every = number(0), nw.lit(False), nw.lit(False)
    abroad = nw.when(col("has_home")).then(abroad).otherwise(number(0))
    found["foreign_market_count"] = Between(abroad, nw.when(every).then(abroad).otherwise(number(UNBOUNDED)))
    idle = nw.when(every & ~some).then(number(0)).otherwise(number(ACTIVITIES))
    found["foreign_activity_count"] = Between(number(0), idle)
    frame = frame.with_columns(some.alias("some_abroad"), every.alias("all_abroad"))
    frame = with_bounds(frame, {name: between for name, between in found.items() if name in needs})
    return accounts(frame, rows.fields, needs)


def _foreign_country_count(nations: Between) -> Between:
    col = nw.col
    maybe_at_home = col("is_at_home") | ~col("has_home") | (nations.high != col("known"))
    sure = col("known") - flag(col("is_at_home") | ~col("has_home"))
    low = nw.max_horizontal(nations.low - flag(maybe_at_home), sure, number(0))
    return Between(low, nations.high - flag(col("is_at_home")))


def _share_abroad(fields: Mapping[str, str], people: Between, nations: Between) -> Between:
    """As `globalfirm.metrics._bounds.share_abroad`; the first case that holds decides."""
    if "home" not in fields:
        return Between(number(0), number(1))
    col = nw.col
    every_country = (col("known") > 0) & (nations.high == col("known"))
    abroad = Between(col("people_low") - col("home_low"), col("abroad_high"))
    cases = [
        (~col("has_home"), Between(number(0), number(1))),
        (every_country & ~col("is_at_home"), Between(number(1), number(1))),
        (every_country & (nations.high == 1), Between(number(0), number(0))),
        (~col("stated") & col("complete"), _share_placed(abroad)),
        (people.high == 0, Between(number(0), number(1))),
    ]
    most = nw.when(people.high > 0).then(people.high).otherwise(number(1))
    least, greatest = abroad.low / most, 1 - col("home_low") / most
    found = Between(least, nw.when(abroad.low + col("home_low") == most).then(least).otherwise(greatest))
    for holds, case in reversed(cases):
        found = either(holds, case, found)
    return found


def _share_placed(abroad: Between) -> Between:
    """As `globalfirm.metrics.presence.foreign_headcount_share`: of the people placed."""
    home = held("home")
    nobody = abroad.low == 0
    # Guarded, so that no library divides nothing by nothing, or infinity by itself.
    below = nw.when(nobody).then(number(1)).otherwise(abroad.low + home.high)
    least = nw.when(nobody).then(number(0)).otherwise(abroad.low / below)
    finite = nw.when(nobody | (abroad.high == UNBOUNDED)).then(number(1)).otherwise(abroad.high)
    some = nw.when(abroad.high == UNBOUNDED).then(number(1)).otherwise(finite / (finite + home.low))
    most = nw.when(nobody).then(number(0)).otherwise(some)
    return either(nw.col("known") == 0, Between(number(0), number(1)), Between(least, most))


def _founded(fields: Mapping[str, str]) -> Between:
    if "founded" not in fields:
        return Between(number(1), number(9999))
    return Between(nw.col("founded").fill_null(1.0), nw.col("founded").fill_null(9999.0))


def homes_by_name(frame: Frame) -> Frame:
    """The firms with their home countries' codes; null where none is known."""
    codes = {"home_at": [*range(len(COUNTRIES))], "home": [*COUNTRIES]}
    return frame.join(small(frame, codes, {"home_at": nw.Int64, "home": nw.String}), on="home_at", how="left")


def spoken(name: str) -> nw.Expr:
    """The members of a set that are known, as text."""
    there = {"office": nw.col("some_abroad")} if name == "entry_modes" else {
        continent: nw.col(f"on_{i}") > 0 for i, continent in enumerate(CONTINENTS)
    }  # fmt: skip
    listed = [nw.when(holds).then(nw.lit(f", {member}")).otherwise(nw.lit("")) for member, holds in there.items()]
    return nw.concat_str(listed).str.slice(2).alias(name)
