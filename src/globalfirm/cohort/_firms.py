"""One row a firm: what its rows hold together, and the bounds of each metric, as `globalfirm.metrics` has them.

Every bound is a number; infinity stands for none above.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import narwhals as nw

from globalfirm.cohort._engine import UNBOUNDED, Frame, small
from globalfirm.cohort._rows import UNKNOWN, Rows
from globalfirm.cohort.columns import CLAIMED, GIVEN
from globalfirm.cohort.reading import ANYWHERE, CONTINENTS, COUNTRIES, NOWHERE, Reading, all_offsets, weights
from globalfirm.metrics._bounds import CONTINENTS as CONTINENT_COUNT
from globalfirm.metrics.abroad import TRIAD, region_of
from globalfirm.metrics.catalogue import METRICS
from globalfirm.metrics.entry import NEVER_YEARS
from globalfirm.model.operation import ACTIVITIES
from globalfirm.places.country import Country

if TYPE_CHECKING:
    from globalfirm.rules.leaves import Membership

CLOCK = frozenset({"time_zone_count", "time_zone_span_hours"})


class Between(NamedTuple):
    """The bounds of a quantity, column by column."""

    low: nw.Expr
    high: nw.Expr

    def named(self, name: str) -> tuple[nw.Expr, nw.Expr]:
        """The bounds as columns of the profile's names."""
        return self.low.cast(nw.Float64).alias(f"{name}_low"), self.high.cast(nw.Float64).alias(f"{name}_high")


def held(name: str) -> Between:
    """The bounds of a metric that has been worked out.

    >>> held("headcount").low is not None
    True
    """
    return Between(nw.col(f"{name}_low"), nw.col(f"{name}_high"))


def number(value: float) -> nw.Expr:
    """A number as a column."""
    return nw.lit(float(value))


def gathered(
    rows: Rows, reading: Reading, needs: Collection[str], sets: Collection[Membership], shown: Collection[str]
) -> Frame:
    """What the rows of each firm hold together: sums, extremes and counts of different values, for the metrics needed."""
    frame, fields = rows.frame, rows.fields
    col = nw.col
    sums: dict[str, nw.Expr] = {
        "people_low": col("people_low"),
        "people_high": col("people_high"),
        "bad": _flag(col("bad")),
    }
    least: dict[str, nw.Expr] = {"all_told": _flag(col("all_told")), "here_least": col("here")}
    most: dict[str, nw.Expr] = {}
    different: dict[str, nw.Expr] = {"here_kinds": col("here")}
    here = col("here") >= 0
    if {"continent_count", "continents"} & set(needs):
        different["continent_kinds"] = nw.when(here).then(col("continent")).otherwise(nw.lit(-1))
    if CLOCK & set(needs):
        told = nw.when(here).then(col("quarters")).otherwise(nw.lit(UNKNOWN))
        different["zone_kinds"] = told
        most["zone_east"], least["zone_west_or_unknown"] = told, told
        least["zone_west"] = nw.when(told == UNKNOWN).then(nw.lit(-UNKNOWN)).otherwise(told)
        if reading.open_zones:
            untold = here & (col("quarters") == UNKNOWN)
            sums["untold"], sums["anywhere"] = _flag(untold), _flag(untold & (col("options") == ANYWHERE))
            least["reach_west"] = nw.when(here).then(col("west")).otherwise(nw.lit(-UNKNOWN))
            most["reach_east"] = nw.when(here).then(col("east")).otherwise(nw.lit(UNKNOWN))
    if "home" in fields:
        at_home = here & (col("here") == col("home_at"))
        sums["home_low"] = nw.when(at_home).then(col("people_low")).otherwise(number(0))
        sums["home_high"] = nw.when(at_home).then(col("people_high")).otherwise(number(0))
        sums["abroad_high"] = nw.when(at_home).then(number(0)).otherwise(col("people_high"))
        most["at_home"] = _flag(at_home)
        most["home_most"] = col("home_at")
        least["home_least"] = nw.when(col("home_at") < 0).then(nw.lit(len(COUNTRIES))).otherwise(col("home_at"))
        if {"foreign_market_count", "foreign_activity_count", "entry_modes"} & set(needs):
            abroad = nw.when(col("at") == col("home_at")).then(nw.lit(NOWHERE)).otherwise(col("at"))
            different["abroad_kinds"], least["abroad_least"], most["abroad_most"] = abroad, abroad, abroad
    if "years_to_second_country" in needs:
        different["staffed_kinds"], least["staffed_least"] = col("staffed"), col("staffed")
    for field in facts_of(fields):
        fact = nw.when(~col("bad")).then(col(field))
        least[f"{field}_least"], most[f"{field}_most"] = fact, fact
    for i, leaf in enumerate(sets):
        if leaf.metric in {"countries", "continents"}:
            column, names = ("here", COUNTRIES) if leaf.metric == "countries" else ("continent", CONTINENTS)
            wanted = [names.index(value) for value in leaf.values]
            most[f"holds_{i}"] = _flag(here & col(column).is_in(wanted))
    if "continents" in shown:
        most |= {f"on_{i}": _flag(here & (col("continent") == i)) for i in range(len(CONTINENTS))}
    # Libraries group fast where what they sum is a column, not an expression.
    kinds = {**sums, **least, **most, **different}
    own = [expr.alias(f"_{name}") for name, expr in kinds.items()]
    grouped = frame.select(col("firm"), *own).group_by("firm")
    return grouped.agg(
        nw.len().alias("rows"),
        *[col(f"_{name}").sum().alias(name) for name in sums],
        *[col(f"_{name}").min().alias(name) for name in least],
        *[col(f"_{name}").max().alias(name) for name in most],
        *[col(f"_{name}").n_unique().alias(name) for name in different],
    )


def _flag(expr: nw.Expr) -> nw.Expr:
    return nw.when(expr).then(nw.lit(1)).otherwise(nw.lit(0))


def facts_of(fields: Mapping[str, str]) -> list[str]:
    """The facts of the firm that the rows repeat."""
    totals = ["firm_headcount_low", "firm_headcount_high"] if "firm_headcount" in fields else []
    return totals + [field for field in ("founded", "funding", *GIVEN) if field in fields]


def bounds_of(grouped: Frame, rows: Rows, reading: Reading, needs: Collection[str]) -> Frame:
    """Each firm's metrics, as intervals: what `globalfirm.profile` says of it, column by column."""
    frame = _told(grouped.with_columns(rows=nw.col("rows") - nw.col("bad")), rows.fields, needs)
    if CLOCK & set(needs):
        frame = _clock_of_places(frame, rows, reading)
    frame = _weighed(frame, rows, needs)
    frame = _metrics(frame, rows, needs)
    own = [name for name in needs if METRICS[name].own]
    return _with(frame, {name: _own(name) for name in own})


def _own(name: str) -> Between:
    """A user's own metric, by the column form that it was defined with."""
    about = METRICS[name]
    assert about.column is not None  # noqa: S101 # checked before
    told = about.column()
    low, high = told if isinstance(told, tuple) else (told, told)
    most = UNBOUNDED if about.most is None else about.most
    return Between(low.fill_null(float(about.least)), high.fill_null(float(most)))


def _told(frame: Frame, fields: Mapping[str, str], needs: Collection[str]) -> Frame:
    """What the rows tell by themselves: places known, people placed, facts of the firm that none contradicts."""
    col = nw.col
    known = col("here_kinds") - _flag(col("here_least") < 0)
    frame = frame.with_columns(known.cast(nw.Float64).alias("known"), (col("all_told") > 0).alias("complete"))
    if {"continent_count", "continents"} & set(needs):
        continents = col("continent_kinds") - _flag(col("here_least") < 0)
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


def _clock_of_places(frame: Frame, rows: Rows, reading: Reading) -> Frame:
    """The zones known, and what those not told leave open."""
    col = nw.col
    known = col("zone_kinds") - _flag(col("zone_west_or_unknown") == UNKNOWN)
    span = nw.when(known > 0).then((col("zone_east") - col("zone_west")) / 4).otherwise(number(0))
    frame = frame.with_columns(known.cast(nw.Float64).alias("zones"), span.cast(nw.Float64).alias("span"))
    frame = frame.with_columns(
        col("zones").alias("zones_low"),
        col("zones").alias("zones_high"),
        col("span").alias("span_low"),
        col("span").alias("span_high"),
    )
    if not reading.open_zones:
        return frame.with_columns(nw.lit(False).alias("anywhere_too"))
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
    return frame.with_columns(**exact)


class _Room(NamedTuple):
    """How many more places there may be, as `globalfirm.metrics._bounds.Room`."""

    more: nw.Expr
    some: nw.Expr
    complete: nw.Expr


def _room(people: Between) -> _Room:
    left = people.high - nw.col("people_low")
    complete = nw.col("closed_list") | ((nw.col("known") > 0) & (left == 0))
    somebody = nw.col("closed_list") | (people.low > 0)
    more = nw.when(complete).then(number(0)).otherwise(left)
    return _Room(more, nw.when(somebody).then(number(1)).otherwise(number(0)), complete)


def _at_least(low: nw.Expr, known: nw.Expr, left: _Room) -> Between:
    """A count of what is known and of as many more as there is room for."""
    least = nw.when(low > 0).then(low).otherwise(left.some)
    return Between(least, nw.max_horizontal(least, known + left.more))


def _of_places(people: Between, needs: Collection[str]) -> dict[str, Between]:
    """The counts of places that a number of people has room for."""
    col, left = nw.col, _room(people)
    found = {"country_count": _at_least(col("known"), col("known"), left)}
    if "continent_count" in needs:
        reach = _at_least(col("continents_known"), col("continents_known"), left)
        found["continent_count"] = Between(reach.low, nw.min_horizontal(reach.high, number(CONTINENT_COUNT)))
    if CLOCK & set(needs):
        found["time_zone_count"] = _at_least(col("zones_low"), col("zones_high"), left)
    return found


def _weighed(frame: Frame, rows: Rows, needs: Collection[str]) -> Frame:
    """People and places, narrowed by the claims that fit, as `globalfirm.metrics.claims.weigh` does it."""
    alone = {"headcount": held("own"), **_of_places(held("own"), needs)}
    claimed: list[str] = [metric for metric in CLAIMED if f"claimed_{metric}" in rows.fields and metric in alone]
    if not claimed:
        return _with(frame, alone)
    frame = _narrowed(_with(frame, alone, "alone"), rows, claimed)
    people = held("narrowed_headcount") if "headcount" in claimed else held("own")
    crowded = _of_places(people, needs)
    frame = _with(frame, crowded, "crowded")
    told: dict[str, Between] = {}
    fell: nw.Expr = nw.lit(False)
    for name in crowded:
        count = held(f"narrowed_{name}") if name in claimed else held(f"alone_{name}")
        clash = ~_overlap(count, held(f"crowded_{name}"))
        told[name] = _either(clash, held(f"alone_{name}"), count)
        fell = fell | clash
    frame = _with(frame.with_columns(fell.alias("fell")), told, "told")
    # The headcount's claims fall with those that they left no room for.
    kept = {"headcount": _either(nw.col("fell"), held("own"), people)}
    for name in crowded:
        bound = _either(nw.col("fell"), held(f"alone_{name}"), held(f"crowded_{name}"))
        count = held(f"told_{name}")
        both = Between(nw.max_horizontal(count.low, bound.low), nw.min_horizontal(count.high, bound.high))
        kept[name] = _either(_overlap(count, bound), both, count)
    return _with(frame, kept)


def _with(frame: Frame, bounds: Mapping[str, Between], prefix: str = "") -> Frame:
    """The table with the bounds of some metrics in columns of their names."""
    named = {f"{prefix}_{name}" if prefix else name: between for name, between in bounds.items()}
    return frame.with_columns([column for name, between in named.items() for column in between.named(name)])


def _overlap(one: Between, other: Between) -> nw.Expr:
    return (one.low <= other.high) & (other.low <= one.high)


def _either(which: nw.Expr, one: Between, other: Between) -> Between:
    return Between(
        nw.when(which).then(one.low).otherwise(other.low), nw.when(which).then(one.high).otherwise(other.high)
    )


def _narrowed(frame: Frame, rows: Rows, claimed: Sequence[str]) -> Frame:
    """What the places and the claims on each count say together: the claims that fit, unless these contradict one another."""
    bounds = [f"{metric}_{end}" for metric in claimed for end in ("low", "high")]
    told = nw.any_horizontal(*[~nw.col(f"claimed_{name}").is_null() for name in bounds[::2]], ignore_nulls=False)
    claims = rows.frame.filter(~nw.col("bad") & told).select("firm", *[f"claimed_{name}" for name in bounds])
    claims = claims.join(frame.select("firm", *[f"alone_{name}" for name in bounds]), on="firm", how="inner")
    fitting: dict[str, nw.Expr] = {}
    for metric in claimed:
        claim, known = held(f"claimed_{metric}"), held(f"alone_{metric}")
        fits = _overlap(claim, known).fill_null(value=False)
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
    frame = _with(frame, both, "both")
    narrowed = {
        metric: _either(between.low <= between.high, between, held(f"alone_{metric}"))
        for metric in claimed
        for between in [held(f"both_{metric}")]
    }
    return _with(frame, narrowed, "narrowed")


def _metrics(frame: Frame, rows: Rows, needs: Collection[str]) -> Frame:
    """The metrics that follow from people, places and the facts of the firm."""
    col, people, nations = nw.col, held("headcount"), held("country_count")
    left = _room(people)
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
        frame, found["years_to_second_country"] = _years_to_second_country(frame, rows)
    unlimited = nations.high == UNBOUNDED
    most = nw.when(unlimited | ~col("complete")).then(number(UNBOUNDED)).otherwise(nations.high)
    found["value_adding_country_count"] = Between(nw.max_horizontal(col("known"), nations.low), most)
    if "abroad_kinds" in frame.collect_schema().names():
        abroad = (col("abroad_kinds") - _flag(col("abroad_least") < 0)).cast(nw.Float64)
        some, every = col("has_home") & (col("abroad_most") >= 0), col("has_home") & col("complete")
    else:
        abroad, some, every = number(0), nw.lit(False), nw.lit(False)
    abroad = nw.when(col("has_home")).then(abroad).otherwise(number(0))
    found["foreign_market_count"] = Between(abroad, nw.when(every).then(abroad).otherwise(number(UNBOUNDED)))
    idle = nw.when(every & ~some).then(number(0)).otherwise(number(ACTIVITIES))
    found["foreign_activity_count"] = Between(number(0), idle)
    frame = frame.with_columns(some.alias("some_abroad"), every.alias("all_abroad"))
    frame = _with(frame, {name: between for name, between in found.items() if name in needs})
    return _accounts(frame, rows.fields, needs)


def _foreign_country_count(nations: Between) -> Between:
    col = nw.col
    maybe_at_home = col("is_at_home") | ~col("has_home") | (nations.high != col("known"))
    sure = col("known") - _flag(col("is_at_home") | ~col("has_home"))
    low = nw.max_horizontal(nations.low - _flag(maybe_at_home), sure, number(0))
    return Between(low, nations.high - _flag(col("is_at_home")))


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
        found = _either(holds, case, found)
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
    return _either(nw.col("known") == 0, Between(number(0), number(1)), Between(least, most))


def _founded(fields: Mapping[str, str]) -> Between:
    if "founded" not in fields:
        return Between(number(1), number(9999))
    return Between(nw.col("founded").fill_null(1.0), nw.col("founded").fill_null(9999.0))


def _years_to_second_country(frame: Frame, rows: Rows) -> tuple[Frame, Between]:
    """Years from the founding to the first people in a second country, as `globalfirm.metrics.entry` has it."""
    col = nw.col
    countries = (col("staffed_kinds") - _flag(col("staffed_least") < 0)).cast(nw.Float64)
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
    opened = opened.select("firm", "staffed", undated=_flag(day == 0), told=year)
    pairs = opened.group_by("firm", "staffed").agg(col("undated").max(), col("told").min())
    pairs = pairs.with_columns(dated=nw.when(col("undated") > 0).then(number(UNBOUNDED)).otherwise(col("told")))
    # The second lowest: the lowest itself where two countries share it, else the lowest of the others.
    firsts = {f"first_{kind}": col(kind).min().over("firm") for kind in ("told", "dated")}
    pairs = pairs.with_columns(**firsts)
    ranked = {}
    for kind in ("told", "dated"):
        is_first = col(kind) == col(f"first_{kind}")
        ranked[f"ties_{kind}"] = _flag(is_first)
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


def _accounts(frame: Frame, fields: Mapping[str, str], needs: Collection[str]) -> Frame:
    """The metrics that rest on accounts and affiliates, as far as the table gives figures."""
    col = nw.col

    def given(field: str, most: float) -> Between:
        if field not in fields:
            return Between(number(0), number(most))
        return Between(col(field).fill_null(0.0), col(field).fill_null(most))

    shares = [given(name, 1.0) for name in ("foreign_assets_share", "foreign_sales_share", "foreign_employment_share")]
    index = _affiliates_abroad(fields)
    hosts = held("foreign_country_count")
    root_high = (
        nw.when(hosts.high < UNBOUNDED)
        .then((index.high * nw.when(hosts.high < UNBOUNDED).then(hosts.high).otherwise(number(0))).sqrt())
        .otherwise(number(UNBOUNDED))
    )
    found = {
        "turnover_eur": given("turnover_eur", UNBOUNDED),
        "balance_sheet_eur": given("balance_sheet_eur", UNBOUNDED),
        # There may be linked enterprises that the table does not know of.
        "group_headcount": Between(col("headcount_low"), number(UNBOUNDED)),
        "group_turnover_eur": Between(given("turnover_eur", UNBOUNDED).low, number(UNBOUNDED)),
        "group_balance_sheet_eur": Between(given("balance_sheet_eur", UNBOUNDED).low, number(UNBOUNDED)),
        "foreign_assets_share": shares[0],
        "foreign_sales_share": shares[1],
        "foreign_employment_share": shares[2],
        "transnationality_index_percent": Between(
            100 * (shares[0].low + shares[1].low + shares[2].low) / 3,
            100 * (shares[0].high + shares[1].high + shares[2].high) / 3,
        ),
        **_by_region(given),
        "foreign_affiliate_count": given("foreign_affiliate_count", UNBOUNDED),
        "internationalization_index_percent": index,
        "geographical_spread_index": Between((index.low * hosts.low).sqrt(), root_high),
    }
    return _with(frame, {name: between for name, between in found.items() if name in needs})


def _by_region(given: Callable[[str, float], Between]) -> dict[str, Between]:
    """Shares of sales by region: what the regions listed leave is open to the others."""
    col = nw.col
    fields = {region: f"{region.lower().replace('-', '_').replace(' ', '_')}_sales_share" for region in TRIAD}
    rest = (1 - nw.sum_horizontal(*[given(field, 0.0).low for field in fields.values()])).round(12)
    rest = nw.max_horizontal(rest, number(0))
    shares = {}
    for region, field in fields.items():
        share = given(field, 1.0)
        shares[region] = Between(share.low, nw.when(share.low == share.high).then(share.high).otherwise(rest))
    at_home = {
        region: col("home_at").is_in([i for i, code in enumerate(COUNTRIES) if region_of(Country(code)) == region])
        for region in TRIAD
    }
    home = Between(number(0), rest)
    host = Between(number(0), number(0))
    for region in TRIAD:
        home = _either(at_home[region], shares[region], home)
        other = _either(at_home[region], Between(number(0), number(0)), shares[region])
        host = Between(nw.max_horizontal(host.low, other.low), nw.max_horizontal(host.high, other.high))
    nothing = Between(number(0), number(1))
    return {
        "home_region_sales_share": _either(col("has_home"), home, nothing),
        "host_region_sales_share": _either(col("has_home"), host, nothing),
        **{fields[region]: share for region, share in shares.items()},
    }


def _affiliates_abroad(fields: Mapping[str, str]) -> Between:
    """UNCTAD's internationalization index, in percent."""
    if not {"affiliates", "foreign_affiliate_count"} <= fields.keys():
        return Between(number(0), number(100))
    every, abroad = nw.col("affiliates"), nw.col("foreign_affiliate_count")
    told = ~every.is_null() & ~abroad.is_null() & (every > 0)
    share = nw.when(told).then(abroad).otherwise(number(0)) / nw.when(told).then(every).otherwise(number(1))
    low = nw.when(told).then(100 * share).otherwise(number(0))
    high = nw.when(told).then(100 * nw.min_horizontal(share, number(1))).otherwise(number(100))
    return Between(low, high)


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
