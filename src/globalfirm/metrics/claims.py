"""Claims reconciled with the record and one another: those that fit are used, the others are set aside.

The steps are formulas, which numbers and columns share. A claim fits where what it says and what the record leaves open
overlap. Claims on one metric that fit narrow it, unless they contradict one another. A claimed headcount bounds the places,
too: where it leaves no room for what another claim says of them, the two disagree, and neither is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import Field

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.record import Record
from globalfirm.metrics.declaration import Metric
from globalfirm.metrics.firm import FirmNumbers
from globalfirm.metrics.formulas import NUMBERS, UNBOUNDED, Bounds, Namespace, overlap, where, within
from globalfirm.model.claim import Claim, ClaimedMetric
from globalfirm.model.count import Count

if TYPE_CHECKING:
    from globalfirm.model.company import Company

PEOPLE: ClaimedMetric = "headcount"
PLACES: tuple[ClaimedMetric, ...] = ("country_count", "continent_count", "time_zone_count")
"""The metrics of places that claims are made of: a headcount leaves room for so many."""


def narrowed_by(xp: Namespace, known: Bounds, fitting: Bounds) -> Bounds:
    """What the record and the claims that fit it say together; the record alone where those contradict one another.

    >>> narrowed_by(NUMBERS, Bounds(1, 9), Bounds(4, 5)), narrowed_by(NUMBERS, Bounds(1, 9), Bounds(5, 4))
    (Bounds(low=4, high=5), Bounds(low=1, high=9))
    """
    both = within(xp, known, fitting)
    return where(xp, xp.both(fitting.low <= fitting.high, both.low <= both.high), both, known)


class Reconciled(NamedTuple):
    """The metrics that claims narrow, and where claims on places and on people left each other no room."""

    counts: dict[ClaimedMetric, Bounds]
    clashes: dict[ClaimedMetric, Any]  # truth values or columns
    headcount_rejected: Any  # a truth value or a column


def reconciled(
    xp: Namespace,
    without_claims: Mapping[ClaimedMetric, Bounds],
    narrowed: Mapping[ClaimedMetric, Bounds],
    within_headcount: Mapping[ClaimedMetric, Bounds],
    *,
    unsure: Any = False,  # Any: a truth value or a column
) -> Reconciled:
    """The metrics by the record and the claims that fit it and one another.

    `without_claims` is what the record says, `narrowed` what it says with the claims on each metric, `within_headcount`
    what the narrowed headcount leaves room for. Where it is `unsure` whether claims on time zones fit, none is used.
    """
    clashes: dict[ClaimedMetric, Any] = {}
    fitting: dict[ClaimedMetric, Bounds] = {}
    for name, room in within_headcount.items():
        clashes[name] = xp.neither(overlap(xp, narrowed[name], room))
        left_out = xp.either(clashes[name], unsure) if name == "time_zone_count" else clashes[name]
        fitting[name] = where(xp, left_out, without_claims[name], narrowed[name])
    rejected = xp.either(unsure, *clashes.values())
    counts: dict[ClaimedMetric, Bounds] = {PEOPLE: where(xp, rejected, without_claims[PEOPLE], narrowed[PEOPLE])}
    for name, found in fitting.items():
        room = where(xp, rejected, without_claims[name], within_headcount[name])
        counts[name] = where(xp, overlap(xp, found, room), within(xp, found, room), found)
    return Reconciled(counts, clashes, rejected)


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

    counts: dict[ClaimedMetric, Bounds]
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
    own = record.bounds_of(_declared(PEOPLE))
    without_claims: dict[ClaimedMetric, Bounds] = {PEOPLE: own, **_places(company, own)}
    fitting: dict[ClaimedMetric, list[Claim]] = {
        name: _fitting(company.claims, name, known) for name, known in without_claims.items()
    }
    narrowed: dict[ClaimedMetric, Bounds] = {
        name: narrowed_by(NUMBERS, known, _together(fitting[name])) for name, known in without_claims.items()
    }
    within_headcount = _places(company, narrowed[PEOPLE])
    found = reconciled(NUMBERS, without_claims, narrowed, within_headcount)
    return ReconciledClaims(found.counts, *_sorted_claims(company.claims, without_claims, fitting, found))


def _declared(name: str) -> Metric:
    found = VOCABULARY[name]
    assert isinstance(found, Metric)  # noqa: S101 # claims are made of no set
    return found


def _places(company: Company, people: Bounds) -> dict[ClaimedMetric, Bounds]:
    """The metrics of places that so many people leave room for."""
    firm = FirmNumbers(company, supposed={PEOPLE: people})
    return {name: firm.bounds_of(_declared(name)) for name in PLACES}


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
        if found.clashes.get(name):
            conflicts.append(Conflict(metric=name, claims=(*agreeing[name], *agreeing[PEOPLE]), known=known))
        elif not (name == PEOPLE and found.headcount_rejected):
            used += agreeing[name]
    return tuple(used), tuple(conflicts)
