"""Claims weighed against the record and one another: those that fit are used, the others are set aside."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from globalfirm.ground.record import Record
from globalfirm.metrics import _bounds
from globalfirm.model.claim import Claim, ClaimedMetric
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval


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


class Weighed(NamedTuple):
    """The claimable counts by the record and the claims that fit it and one another."""

    counts: dict[ClaimedMetric, Count]
    room: _bounds.Room
    used: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]


def weigh(company: Company) -> Weighed:
    """The counts, narrowed by the claims that fit, and the claims set aside.

    A claimed headcount bounds the places, too. Where that leaves no room for what another claim says of them, the
    two disagree, and neither is used.

    >>> from globalfirm import Company
    >>> claims = [Claim(metric="headcount", value=n, source=s) for n, s in ((5, "one"), (4, "another"))]
    >>> weigh(Company(name="A", claims=claims)).used
    ()
    """
    own = _bounds.headcount(company)
    people, crowding, conflicts = _narrowed("headcount", company.claims, own)
    alone, crowded = _of_places(company, own), _of_places(company, people)
    used: list[Claim] = []
    told: dict[ClaimedMetric, Count] = {}
    fell = False
    for metric, known in alone.items():
        count, fitting, against = _narrowed(metric, company.claims, known)
        conflicts += against
        if count & crowded[metric] is None:
            conflicts.append(Conflict(metric=metric, claims=(*fitting, *crowding), known=known))
            count, fell = known, True
        else:
            used += fitting
        told[metric] = count
    if fell:  # the headcount's claims fell with those that they left no room for
        people, crowding, crowded = own, [], alone
    counts: dict[ClaimedMetric, Count] = {m: Count(count & crowded[m] or count) for m, count in told.items()}
    counts["headcount"] = people
    return Weighed(counts, _bounds.room(company, people), (*crowding, *used), tuple(conflicts))


def _of_places(company: Company, people: Count) -> dict[ClaimedMetric, Count]:
    left = _bounds.room(company, people)
    return {
        "country_count": _bounds.country_count(company, left),
        "continent_count": _bounds.continent_count(len({site.continent() for site in company.sites}), left),
        "time_zone_count": _bounds.clock(company, left)[0],
    }


def _narrowed(
    metric: ClaimedMetric, all_claims: tuple[Claim, ...], known: Count
) -> tuple[Count, list[Claim], list[Conflict]]:
    """What the record and the claims that fit it say together, the claims used, and those set aside."""
    claims = [claim for claim in all_claims if claim.metric == metric]
    fitting = [claim for claim in claims if claim.value & known is not None]
    against = tuple(claim for claim in claims if claim.value & known is None)
    conflicts = [Conflict(metric=metric, claims=against, known=known)] if against else []
    narrowed: Interval | None = known
    for claim in fitting:
        narrowed = narrowed & claim.value if narrowed is not None else None
    if narrowed is None:  # each fits the record, but not all at once: none is better than another
        return known, [], [*conflicts, Conflict(metric=metric, claims=tuple(fitting), known=known)]
    return Count(narrowed), fitting, conflicts
