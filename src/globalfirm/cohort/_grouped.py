"""What the rows of each firm hold together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import narwhals as nw

from globalfirm.cohort._between import flag, number
from globalfirm.cohort._clocks import CLOCK
from globalfirm.cohort._engine import Frame
from globalfirm.cohort._rows import UNKNOWN, Rows
from globalfirm.cohort.columns import GIVEN
from globalfirm.cohort.reading import ANYWHERE, CONTINENTS, COUNTRIES, NOWHERE, Reading

if TYPE_CHECKING:
    from globalfirm.expressions.comparisons import Membership


def gathered(
    rows: Rows, reading: Reading, needs: Collection[str], sets: Collection[Membership], shown: Collection[str]
) -> Frame:
    """What the rows of each firm hold together: sums, extremes and counts of different values, for the metrics needed."""
    frame, fields = rows.frame, rows.fields
    col = nw.col
    sums: dict[str, nw.Expr] = {
        "people_low": col("people_low"),
        "people_high": col("people_high"),
        "bad": flag(col("bad")),
    }
    least: dict[str, nw.Expr] = {"all_told": flag(col("all_told")), "here_least": col("here")}
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
            sums["untold"], sums["anywhere"] = flag(untold), flag(untold & (col("options") == ANYWHERE))
            least["reach_west"] = nw.when(here).then(col("west")).otherwise(nw.lit(-UNKNOWN))
            most["reach_east"] = nw.when(here).then(col("east")).otherwise(nw.lit(UNKNOWN))
    if "home" in fields:
        at_home = here & (col("here") == col("home_at"))
        sums["home_low"] = nw.when(at_home).then(col("people_low")).otherwise(number(0))
        sums["home_high"] = nw.when(at_home).then(col("people_high")).otherwise(number(0))
        sums["abroad_high"] = nw.when(at_home).then(number(0)).otherwise(col("people_high"))
        most["at_home"] = flag(at_home)
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
            most[f"holds_{i}"] = flag(here & col(column).is_in(wanted))
    if "continents" in shown:
        most |= {f"on_{i}": flag(here & (col("continent") == i)) for i in range(len(CONTINENTS))}
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


def facts_of(fields: Mapping[str, str]) -> list[str]:
    """The facts of the firm that the rows repeat."""
    totals = ["firm_headcount_low", "firm_headcount_high"] if "firm_headcount" in fields else []
    return totals + [field for field in ("founded", "funding", *GIVEN) if field in fields]
