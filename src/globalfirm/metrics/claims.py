"""Claims reconciled with the record and one another: those that fit are used, the others are set aside.

The steps are formulas, which numbers and columns share. A claim fits where what it says and what the record leaves open
overlap. Claims on one metric that fit narrow it, unless they contradict one another. What is claimed of people bounds the
places, and of countries the continents and time zones: where that leaves no room for what another claim says of these, the two
disagree, and neither is used. Where it leaves room, each narrows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import Field

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.record import Record
from globalfirm.metrics.declaration import Metric
from globalfirm.metrics.firm import FirmNumbers
from globalfirm.metrics.formulas import (
    NUMBERS,
    UNBOUNDED,
    Bounds,
    Namespace,
    Value,
    exactly,
    overlap,
    where,
    within,
)
from globalfirm.model.claim import CLAIMED, Claim, ClaimedMetric
from globalfirm.model.count import Count

if TYPE_CHECKING:
    from globalfirm.model.company import Company

PEOPLE: ClaimedMetric = "headcount"
COUNTRIES: ClaimedMetric = "country_count"
BOUNDED_BY: dict[ClaimedMetric, tuple[ClaimedMetric, ...]] = {
    COUNTRIES: ("continent_count", "time_zone_count"),
    PEOPLE: (COUNTRIES, "continent_count", "time_zone_count"),
}
"""The metrics that claims are made of, by the one that leaves room for so many: as their formulas read it."""

Counts = dict[ClaimedMetric, Bounds]
Rooms = Mapping[ClaimedMetric, Counts]
"""What each metric that bounds others leaves room for."""

Keep = Callable[[Counts], Counts]
"""Has bounds worked out once, which are then read many times: numbers are so as they stand, a table makes columns of them."""


def bounding_and_bounded(claimed: Collection[str]) -> tuple[list[ClaimedMetric], list[ClaimedMetric]]:
    """Of the metrics that bound others, those whose claims do, and those whose least must leave room for what is claimed.

    Only claims bound others, and only claimed ones are bounded by them.

    >>> bounding_and_bounded(["country_count"])
    (['country_count'], ['headcount'])
    """
    bounding: list[ClaimedMetric] = [*filter(claimed.__contains__, BOUNDED_BY)]
    return bounding, [by for by, names in BOUNDED_BY.items() if any(name in claimed for name in names)]


def narrowed_by(xp: Namespace, known: Bounds, fitting: Bounds) -> Bounds:
    """What the record and the claims that fit it say together; the record alone where those contradict one another.

    >>> narrowed_by(NUMBERS, Bounds(1, 9), Bounds(4, 5)), narrowed_by(NUMBERS, Bounds(1, 9), Bounds(5, 4))
    (Bounds(low=4, high=5), Bounds(low=1, high=9))
    """
    both = within(xp, known, fitting)
    return where(xp, xp.both(fitting.low <= fitting.high, both.low <= both.high), both, known)


class Reconciled(NamedTuple):
    """The metrics that claims narrow, and where claims on two of them left each other no room."""

    counts: Counts
    clashes: dict[tuple[ClaimedMetric, ClaimedMetric], Any]  # truth values or columns
    rejected: dict[ClaimedMetric, Any]  # as above


def reconciled(
    xp: Namespace,
    without_claims: Counts,
    narrowed: Counts,
    rooms: Rooms,
    least_rooms: Rooms,
    *,
    unsure: Any = False,  # Any: a truth value or a column
    keep: Keep = lambda counts: counts,
) -> Reconciled:
    """The metrics by the record and the claims that fit it and one another.

    `without_claims` is what the record says, `narrowed` what it says with the claims on each metric, `rooms` what each of
    those leaves room for, `least_rooms` what its least does. Where it is `unsure` whether claims on time zones fit, neither
    these nor those that bound them are used. Each step reads those before it more than once: `keep` has these worked out.
    """
    clashes: dict[tuple[ClaimedMetric, ClaimedMetric], Any] = {
        (by, name): xp.either(
            xp.neither(overlap(xp, narrowed[name], room)), unsure if name == "time_zone_count" else False
        )
        for by, found in rooms.items()
        for name, room in found.items()
    }
    rejected: dict[ClaimedMetric, Any] = {
        name: xp.either(
            *[clash for pair, clash in clashes.items() if name in pair], unsure if name == "time_zone_count" else False
        )
        for name in without_claims
    }
    counts = keep({name: where(xp, rejected[name], known, narrowed[name]) for name, known in without_claims.items()})
    for by, found in rooms.items():
        left = keep({name: where(xp, rejected[by], without_claims[name], room) for name, room in found.items()})
        counts |= keep({name: _within_where_they_meet(xp, counts[name], room) for name, room in left.items()})
    for by, found in least_rooms.items():
        for name, room in found.items():
            raised = _raised(xp, by, counts[by], narrowed[by].low, counts[name].low - room.high)
            counts |= keep({by: raised})
    return Reconciled(counts, clashes, rejected)


def _within_where_they_meet(xp: Namespace, known: Bounds, room: Bounds) -> Bounds:
    return where(xp, overlap(xp, known, room), within(xp, known, room), known)


def _raised(xp: Namespace, by: ClaimedMetric, known: Bounds, least: Value, lacking: Value) -> Bounds:
    """A metric whose least leaves room for too few: a person more for each place that is lacking, a country at the least."""
    more = lacking if by == PEOPLE else 1
    raised = xp.where(lacking > 0, xp.maximum(known.low, least + more), known.low)
    return Bounds(xp.minimum(raised, known.high), known.high)


class Conflict(Record):
    """Claims that the profile sets aside, since they contradict the record or one another.

    >>> claims = [Claim(metric="time_zone_count", value=n, source=s) for n, s in ((5, "one"), (4, "another"))]
    >>> print(Conflict(metric="time_zone_count", claims=claims, known=Count("3+")))
    time_zone_count: one says 5, another says 4: they disagree, so none is used (the record's own: 3+)
    """

    metric: Annotated[ClaimedMetric, Field(description="What they claim a figure of.")]
    claims: Annotated[tuple[Claim, ...], Field(description="The claims set aside.")]
    known: Annotated[Count, Field(description="What the record says without them.")]

    @property
    def kind(self) -> Literal["contradiction", "disagreement"]:
        """A contradiction of the record, or a disagreement of claims that each fit it.

        >>> claim = Claim(metric="headcount", value=5, source="x")
        >>> Conflict(metric="headcount", claims=[claim], known=Count(9)).kind
        'contradiction'
        """
        return "contradiction" if self.claims[0].value & self.known is None else "disagreement"

    def __str__(self) -> str:
        """Who says what, and what the record says."""
        said = ", ".join(
            f"{claim.source}{f' ({claim.published})' if claim.published else ''} says "
            f"{'' if claim.metric == self.metric else f'{claim.metric} '}{claim.value}"
            for claim in self.claims
        )
        if self.kind == "contradiction":
            return f"{self.metric}: {said}, against the record's {self.known}"
        return f"{self.metric}: {said}: they disagree, so none is used (the record's own: {self.known})"


class ReconciledClaims(NamedTuple):
    """What the record and its claims say together, the claims used, and those set aside."""

    counts: Counts
    used: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]


def reconcile_claims(company: Company) -> ReconciledClaims:
    """The metrics of a company that claims narrow, and the claims set aside.

    >>> from globalfirm import Company
    >>> claims = [Claim(metric="headcount", value=n, source=s) for n, s in ((5, "one"), (4, "another"))]
    >>> reconcile_claims(Company(name="A", claims=claims)).used
    ()
    """
    record = FirmNumbers(company)
    without_claims: dict[ClaimedMetric, Bounds] = {name: record.bounds_of(_declared(name)) for name in CLAIMED}
    fitting: dict[ClaimedMetric, list[Claim]] = {
        name: _fitting(company.claims, name, known) for name, known in without_claims.items()
    }
    narrowed: dict[ClaimedMetric, Bounds] = {
        name: narrowed_by(NUMBERS, known, _together(fitting[name])) for name, known in without_claims.items()
    }
    bounding, bounded = bounding_and_bounded([name for name, claims in fitting.items() if claims])
    rooms = _rooms(company, {by: narrowed[by] for by in bounding})
    least_rooms = _rooms(company, {by: exactly(narrowed[by].low) for by in bounded})
    found = reconciled(NUMBERS, without_claims, narrowed, rooms, least_rooms)
    return ReconciledClaims(found.counts, *_sorted_claims(company.claims, without_claims, fitting, found))


def _declared(name: str) -> Metric:
    found = VOCABULARY[name]
    assert isinstance(found, Metric)  # noqa: S101 # claims are made of no set
    return found


def _rooms(company: Company, supposed: Mapping[ClaimedMetric, Bounds]) -> Rooms:
    """What metrics leave room for by their formulas, each of those that bound others supposed by itself."""
    firms: dict[ClaimedMetric, FirmNumbers] = {
        by: FirmNumbers(company, supposed={by: bounds}) for by, bounds in supposed.items()
    }
    return {by: {name: firm.bounds_of(_declared(name)) for name in BOUNDED_BY[by]} for by, firm in firms.items()}


def _fitting(claims: tuple[Claim, ...], metric: ClaimedMetric, known: Bounds) -> list[Claim]:
    return [claim for claim in claims if claim.metric == metric and overlap(NUMBERS, claim_bounds(claim), known)]


def claim_bounds(claim: Claim) -> Bounds:
    """The bounds that a claim states.

    >>> claim_bounds(Claim(metric="headcount", value="50+", source="x"))
    Bounds(low=50, high=inf)
    """
    return Bounds(claim.value.low, UNBOUNDED if claim.value.high is None else claim.value.high)


def _together(claims: list[Claim]) -> Bounds:
    bounds = [claim_bounds(claim) for claim in claims]
    return Bounds(max((b.low for b in bounds), default=0), min((b.high for b in bounds), default=UNBOUNDED))


def _sorted_claims(
    claims: tuple[Claim, ...],
    without_claims: Mapping[ClaimedMetric, Bounds],
    fitting: Mapping[ClaimedMetric, list[Claim]],
    found: Reconciled,
) -> tuple[tuple[Claim, ...], tuple[Conflict, ...]]:
    """The claims used, and those set aside: against the record, against one another, or without room beside each other."""
    used: list[Claim] = []
    conflicts: list[Conflict] = []
    agreeing: dict[ClaimedMetric, list[Claim]] = {}
    for name, bounds in without_claims.items():
        known = Count._of(int(bounds.low), None if bounds.high == UNBOUNDED else int(bounds.high))
        against = tuple(claim for claim in claims if claim.metric == name and claim not in fitting[name])
        if against:
            conflicts.append(Conflict(metric=name, claims=against, known=known))
        together = _together(fitting[name])
        agree = together.low <= together.high
        agreeing[name] = fitting[name] if agree else []
        if not agree:
            conflicts.append(Conflict(metric=name, claims=tuple(fitting[name]), known=known))
        bounding = [
            claim for (by, of), clash in found.clashes.items() if of == name and clash for claim in agreeing[by]
        ]
        if bounding:
            conflicts.append(Conflict(metric=name, claims=(*agreeing[name], *bounding), known=known))
        if not found.rejected[name]:
            used += agreeing[name]
    return tuple(used), tuple(conflicts)
