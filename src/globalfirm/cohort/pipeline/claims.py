"""The claims of a table reconciled with its places, by the formulas of `globalfirm.metrics.claims`."""

from __future__ import annotations

import narwhals as nw

from globalfirm.cohort.engines import UNBOUNDED, Frame
from globalfirm.cohort.formulas import COLUMNS, column
from globalfirm.cohort.pipeline.plan import FirmColumns, Plan, Step, bounds_of, interval_columns, named
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics.claims import (
    BOUNDED_BY,
    COUNTRIES,
    PEOPLE,
    Counts,
    bounding_and_bounded,
    narrowed_by,
    reconciled,
)
from globalfirm.metrics.declaration import Declared
from globalfirm.metrics.formulas import Bounds, exactly, overlap


class _Kept:
    """Bounds as columns, a step each: what reads them names columns, and does not work them out again."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, counts: Counts) -> Counts:
        step = f"step_{len(self.steps)}"
        columns = named({f"{name}_{step}": bounds for name, bounds in counts.items()})
        self.steps.append(lambda frame: frame.with_columns(columns))
        return {name: interval_columns(f"{name}_{step}") for name in counts}


def claim_steps(plan: Plan, firm: FirmColumns) -> list[Step]:
    """The steps that narrow people and places by claims: without any, with those that fit, and together."""
    claimed, keep = plan.claimed, _Kept()
    people = keep({PEOPLE: bounds_of(_declared(PEOPLE), firm)})
    alone = people | _room(plan, keep, people)
    keep.steps.append(lambda frame: _with_fitting(frame, plan, {name: alone[name] for name in claimed}))
    narrowed = alone | keep({name: narrowed_by(COLUMNS, alone[name], _fitting(name)) for name in claimed})
    bounding, bounded = bounding_and_bounded(claimed)
    together = reconciled(
        COLUMNS,
        alone,
        narrowed,
        {by: _room(plan, keep, {**people, by: narrowed[by]}) for by in bounding},
        {by: _room(plan, keep, {**people, by: exactly(narrowed[by].low)}) for by in bounded},
        unsure=_of_estimated_clocks() if "time_zone_count" in claimed else False,
        keep=keep,
    )
    counts = named(together.counts)  # type: ignore[arg-type] # names of metrics are names
    return [*keep.steps, lambda frame: frame.with_columns(counts)]


def _room(plan: Plan, keep: _Kept, supposed: Counts) -> Counts:
    """What some people, and the countries supposed or those that they leave room for, leave room for by the formulas."""
    found = {} if COUNTRIES in supposed else keep({COUNTRIES: bounds_of(_declared(COUNTRIES), _firm(plan, supposed))})
    firm = _firm(plan, supposed | found)
    return found | keep({name: bounds_of(_declared(name), firm) for name in BOUNDED_BY[COUNTRIES]})


def _firm(plan: Plan, supposed: Counts) -> FirmColumns:
    return FirmColumns(plan, supposed)  # type: ignore[arg-type] # names of metrics are names


def _declared(name: str) -> Declared:
    found = VOCABULARY[name]
    assert isinstance(found, Declared)  # noqa: S101 # nothing else is declared
    return found


def _fitting(name: str) -> Bounds:
    """What the claims that fit say together: anything, where there are none."""
    low, high = nw.col(f"{name}_fitting_low"), nw.col(f"{name}_fitting_high")
    return Bounds(low.fill_null(0.0), high.fill_null(UNBOUNDED))


def _of_estimated_clocks() -> nw.Expr:
    """Whether claims on time zones narrow bounds that are wider than what the record says.

    Such bounds may take a claim for one that fits: then neither it nor the headcount's is used.
    """
    claim = _fitting("time_zone_count")
    narrows: nw.Expr = (claim.low > 0) | (claim.high < UNBOUNDED)
    return nw.col("is_estimate") & narrows


def _with_fitting(frame: Frame, plan: Plan, alone: Counts) -> Frame:
    """The firms with what their claims that fit what is known without them say of each metric, together."""
    claims: Counts = {name: Bounds(nw.col(f"claimed_{name}_low"), nw.col(f"claimed_{name}_high")) for name in alone}
    any_claim = nw.any_horizontal(*[~claim.low.is_null() for claim in claims.values()], ignore_nulls=False)
    assert plan.rows is not None  # noqa: S101 # it is there by the time the steps run
    rows = plan.rows.filter(~nw.col("bad") & any_claim)
    rows = rows.select("firm", *[end for claim in claims.values() for end in claim])
    rows = rows.join(frame.select("firm", *[end for known in alone.values() for end in known]), on="firm", how="inner")
    fitting: dict[str, nw.Expr] = {}
    for name, claim in claims.items():
        fits = overlap(COLUMNS, claim, alone[name]).fill_null(value=False)
        fitting[f"{name}_fitting_low"] = nw.when(fits).then(claim.low).otherwise(column(0))
        fitting[f"{name}_fitting_high"] = nw.when(fits).then(claim.high).otherwise(column(UNBOUNDED))
    together = (
        rows.with_columns(**fitting)
        .group_by("firm")
        .agg(
            *[nw.col(f"{name}_fitting_low").max() for name in alone],
            *[nw.col(f"{name}_fitting_high").min() for name in alone],
        )
    )
    return frame.join(together, on="firm", how="left")
