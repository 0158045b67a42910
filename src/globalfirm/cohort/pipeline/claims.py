"""The claims of a table reconciled with its places, by the formulas of `globalfirm.metrics.claims`."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from globalfirm.cohort.engines import UNBOUNDED, Frame
from globalfirm.cohort.formulas import COLUMNS, column
from globalfirm.cohort.pipeline.plan import FirmColumns, Plan, Step, bounds_of, interval_columns, named
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics.claims import BOUNDED_BY, COUNTRIES, PEOPLE, bounding_and_bounded, narrowed_by, reconciled
from globalfirm.metrics.declaration import Declared
from globalfirm.metrics.formulas import Bounds, exactly, overlap
from globalfirm.model.claim import CLAIMED, ClaimedMetric


def claim_steps(plan: Plan, firm: FirmColumns) -> list[Step]:
    """The steps that narrow people and places by claims: without any, with those that fit, and together.

    `<metric>_without_claims`, `_fitting`, `_narrowed` and its room `_within_<metric>` stand on the way; `_least_within` is that
    of the least.
    """
    claimed = plan.claimed
    own = {f"{PEOPLE}_without_claims": bounds_of(_declared(PEOPLE), firm)}
    alone: dict[ClaimedMetric, Bounds] = {name: interval_columns(f"{name}_without_claims") for name in CLAIMED}
    places = {f"{name}_without_claims": found for name, found in _room(plan, PEOPLE, alone[PEOPLE]).items()}
    narrowed: dict[ClaimedMetric, Bounds] = {name: interval_columns(f"{name}_narrowed") for name in CLAIMED}
    narrow = {
        f"{name}_narrowed": narrowed_by(COLUMNS, alone[name], _fitting(name)) if name in claimed else alone[name]
        for name in CLAIMED
    }
    bounding, bounded = bounding_and_bounded(claimed)
    rooms = {f"{name}_within_{by}": room for by in bounding for name, room in _room(plan, by, narrowed[by]).items()} | {
        f"{name}_least_within_{by}": room
        for by in bounded
        for name, room in _room(plan, by, exactly(narrowed[by].low)).items()
    }
    together = reconciled(
        COLUMNS,
        alone,
        narrowed,
        _room_columns("within", bounding),
        _room_columns("least_within", bounded),
        unsure=_of_estimated_clocks() if "time_zone_count" in claimed else False,
    )
    return [
        lambda frame: frame.with_columns(named(own)),
        lambda frame: frame.with_columns(named(places)),
        lambda frame: _with_fitting(frame, plan, claimed),
        lambda frame: frame.with_columns(named(narrow)),
        lambda frame: frame.with_columns(named(rooms)),
        lambda frame: frame.with_columns(named(together.counts)),  # type: ignore[arg-type] # names of metrics are names
    ]


def _room(plan: Plan, by: ClaimedMetric, supposed: Bounds) -> dict[ClaimedMetric, Bounds]:
    """What a metric leaves room for by the formulas of those that it bounds."""
    held = {PEOPLE: interval_columns(f"{PEOPLE}_without_claims"), by: supposed}
    if COUNTRIES not in held:
        held[COUNTRIES] = bounds_of(_declared(COUNTRIES), FirmColumns(plan, held))  # type: ignore[arg-type] # as above
    firm = FirmColumns(plan, held)  # type: ignore[arg-type] # as above
    return {name: held[name] if name in held else bounds_of(_declared(name), firm) for name in BOUNDED_BY[by]}


def _room_columns(kind: str, bounding: Iterable[ClaimedMetric]) -> dict[ClaimedMetric, dict[ClaimedMetric, Bounds]]:
    return {by: {name: interval_columns(f"{name}_{kind}_{by}") for name in BOUNDED_BY[by]} for by in bounding}


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


def _with_fitting(frame: Frame, plan: Plan, claimed: list[str]) -> Frame:
    """The firms with what their claims that fit say of each metric, together."""
    ends = [f"{name}_{end}" for name in claimed for end in ("low", "high")]
    any_claim = nw.any_horizontal(*[~nw.col(f"claimed_{name}").is_null() for name in ends[::2]], ignore_nulls=False)
    assert plan.rows is not None  # noqa: S101 # it is there by the time the steps run
    claims = plan.rows.filter(~nw.col("bad") & any_claim).select("firm", *[f"claimed_{name}" for name in ends])
    alone = [f"{name}_without_claims_{end}" for name in claimed for end in ("low", "high")]
    claims = claims.join(frame.select("firm", *alone), on="firm", how="inner")
    fitting: dict[str, nw.Expr] = {}
    for name in claimed:
        claim = Bounds(nw.col(f"claimed_{name}_low"), nw.col(f"claimed_{name}_high"))
        known = Bounds(nw.col(f"{name}_without_claims_low"), nw.col(f"{name}_without_claims_high"))
        fits = overlap(COLUMNS, claim, known).fill_null(value=False)
        fitting[f"{name}_fitting_low"] = nw.when(fits).then(claim.low).otherwise(column(0))
        fitting[f"{name}_fitting_high"] = nw.when(fits).then(claim.high).otherwise(column(UNBOUNDED))
    together = (
        claims.with_columns(**fitting)
        .group_by("firm")
        .agg(
            *[nw.col(f"{name}_fitting_low").max() for name in claimed],
            *[nw.col(f"{name}_fitting_high").min() for name in claimed],
        )
    )
    return frame.join(together, on="firm", how="left")
