"""All metrics of a firm at once, as intervals where the record leaves them open.

>>> from globalfirm import Company, Office
>>> firm = Company(name="A", headcount=25, offices=[Office(country="RS"), Office(country="DO")], complete=False)
>>> profile(firm).country_count
Count('2-25')
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from globalfirm._record import Record
from globalfirm.metrics._unknown_zones import count_bounds, relevant, span_bounds
from globalfirm.metrics.presence import foreign_headcount_share
from globalfirm.model.claim import Claim, ClaimedMetric
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY
from globalfirm.places._zones import database_version, standard_offset_hours, standard_offsets
from globalfirm.places.continent import Continent
from globalfirm.places.country import Country

CONTINENTS = 7
"""Of the seven-continent model, under which `continent_count` counts."""


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


class Profile(Record):
    """The metrics of one firm. Each quantity is an interval, exact where the record and the claims settle it.

    Counts are of people, countries, continents (of seven) and time zones (by offset in standard time); the span
    is in hours, linear, in standard time; the share is from 0 to 1.

    >>> from globalfirm import Company, Office, profile
    >>> told = profile(Company(name="A", home="US", headcount=10, offices=[Office(country="RS", headcount=4)]))
    >>> Profile.model_validate_json(told.model_dump_json()) == told
    True
    """

    name: Annotated[str, Field(description="The firm's name.")]
    home: Annotated[Country | None, Field(description="Its home country.")]
    headcount: Annotated[Count, Field(description="People.")]
    country_count: Annotated[Count, Field(description="Countries with people.")]
    foreign_country_count: Annotated[Count, Field(description="Countries with people, other than the home country.")]
    continent_count: Annotated[Count, Field(description="Continents with people, of seven.")]
    time_zone_count: Annotated[Count, Field(description="Time zones with people, by offset in standard time.")]
    time_zone_span_hours: Annotated[
        Interval, Field(description="Hours between the clocks furthest apart, linear, in standard time.")
    ]
    foreign_headcount_share: Annotated[
        Interval, Field(description="Share (0 to 1) of people outside the home country.")
    ]
    countries: Annotated[tuple[Country, ...], Field(description="Known to have people.")]
    continents: Annotated[tuple[Continent, ...], Field(description="Known to have people.")]
    complete: Annotated[bool, Field(description="Whether no other place can have people.")]
    claims_used: Annotated[tuple[Claim, ...], Field(description="Claims that narrowed or agree.")]
    conflicts: Annotated[tuple[Conflict, ...], Field(description="Claims set aside.")]
    tz_database: Annotated[str, Field(description="Release of the IANA database.", examples=["2026a"])]

    def __str__(self) -> str:
        """The figures, one a line."""
        figures = {
            "people": self.headcount,
            "countries": _listed(self.country_count, self.countries),
            "continents": _listed(self.continent_count, self.continents),
            "time zones": self.time_zone_count,
            "time-zone span": f"{self.time_zone_span_hours} h",
            "share abroad": _percent(self.foreign_headcount_share),
        }
        lines = [f"  {label:<15} {figure}" for label, figure in figures.items()]
        return "\n".join([self.name, *lines, *(f"  set aside: {conflict}" for conflict in self.conflicts)])


def _listed(count: Count, known: tuple[str, ...]) -> str:
    return f"{count} (known: {', '.join(known)})" if known else str(count)


def _percent(share: Interval) -> str:
    low, high = 100 * share.low, 100 * (1 if share.high is None else share.high)
    return f"{low:.0f} %" if share.is_exact else f"{low:.0f}-{high:.0f} %"


def profile(company: Company) -> Profile:
    """Every metric of a firm, from its known places, their completeness and the claims that fit.

    A quantity is bounded by what the lists hold, from above by whether they are complete and by how many more
    people there can be, and narrowed by the claims on it. Claims that contradict the record, or one another, are
    reported in `conflicts` and not used. An empty list is never taken for complete: people are somewhere.

    >>> from globalfirm import Claim, Company, Office
    >>> claim = Claim(metric="country_count", value=4, source="a newspaper")
    >>> firm = Company(name="A", offices=[Office(country="RS")], claims=[claim], complete=False)
    >>> profile(firm).country_count
    Count(4)
    """
    facts, used, conflicts = _weighed(company)
    nations = facts.counts["country_count"]
    return Profile(
        name=company.name,
        home=company.home,
        headcount=facts.people,
        country_count=nations,
        foreign_country_count=_foreign(company, nations),
        continent_count=facts.counts["continent_count"],
        time_zone_count=facts.counts["time_zone_count"],
        time_zone_span_hours=facts.span,
        foreign_headcount_share=_share_abroad(company, facts.people, nations),
        countries=tuple(sorted(company.placed)),
        continents=facts.continents,
        complete=facts.complete,
        claims_used=tuple(used),
        conflicts=tuple(conflicts),
        tz_database=database_version(),
    )


class _Bounds(NamedTuple):
    """What follows for the places from the lists and a number of people."""

    people: Count
    counts: dict[ClaimedMetric, Count]
    span: Interval
    continents: tuple[Continent, ...]
    complete: bool


def _bounds(company: Company, people: Count) -> _Bounds:
    placed = company.placed
    room = None if people.high is None else people.high - sum(at.low for at in placed.values())
    complete = bool(placed) and (company.complete or room == 0)
    more = 0 if complete else room
    some = 1 if people.low else 0

    known = len(placed)
    continents = tuple(sorted({site.continent() for site in company.sites}))
    reach = _at_least(len(continents) or some, len(continents), more)
    if reach.high is None or reach.high > CONTINENTS:
        reach = Count._of(reach.low, CONTINENTS)
    zones, span = _clock(company, more, some)
    counts: dict[ClaimedMetric, Count] = {
        "country_count": _at_least(known or some, known, more),
        "continent_count": reach,
        "time_zone_count": zones,
    }
    return _Bounds(people, counts, span, continents, complete)


def _weighed(company: Company) -> tuple[_Bounds, list[Claim], list[Conflict]]:
    """The bounds by the record and the claims that fit it and one another, those claims, and the others.

    A claimed headcount bounds the places, too. Where that leaves no room for what another claim says of them, the
    two disagree, and neither is used.
    """
    own = _headcount(company)
    alone = _bounds(company, own)
    if not company.claims:
        return alone, [], []
    people, used, conflicts = _weigh("headcount", company.claims, own)
    facts = _bounds(company, people) if people != own else alone
    crowding = tuple(used)
    told: dict[ClaimedMetric, Count] = {}
    for metric, known in alone.counts.items():
        count, fitting, against = _weigh(metric, company.claims, known)
        narrowed = count & facts.counts[metric]
        conflicts += against
        if narrowed is None:
            claims = (*fitting, *crowding)
            conflicts = [*conflicts, Conflict(metric=metric, claims=claims, known=known)]
            used = [claim for claim in used if claim not in crowding]
            facts = alone
            told[metric] = known
        else:
            used += fitting
            told[metric] = count
    # Where the headcount's claims fell, what they had bounded is bounded by the record alone.
    counts = {metric: Count(told[metric] & facts.counts[metric] or told[metric]) for metric in told}
    return facts._replace(counts=counts), used, conflicts


def _weigh(
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


def _at_least(low: int, known: int, more: int | None) -> Count:
    """A count of what is known and of `more` unknown ones at most."""
    return Count._of(low, None if more is None else max(low, known + more))


def _headcount(company: Company) -> Count:
    """The firm's people: its total, or else the sum over its lists where they are complete."""
    placed = sum(company.placed.values(), start=NOBODY)
    total = company.headcount
    if total is not None:
        return total if total.low >= placed.low else Count._of(placed.low, total.high)
    return placed if company.complete and company.placed else Count._of(placed.low, None)


def _foreign(company: Company, nations: Count) -> Count:
    """The countries outside the home country: all of them but one, where the firm has people at home."""
    known = len(company.placed)
    at_home = company.home in company.placed
    maybe_at_home = at_home or company.home is None or nations.high != known
    low = nations.low - (1 if maybe_at_home else 0)
    high = None if nations.high is None else nations.high - (1 if at_home else 0)
    sure = known - (1 if at_home or company.home is None else 0)
    return Count._of(max(low, sure, 0), high)


def _share_abroad(company: Company, people: Count, nations: Count) -> Interval:
    """The share of all the firm's people, placed or not, who work outside the home country.

    It is least when every unplaced person is at home and the firm as large as it may be, and greatest the other
    way round; without room for other countries, a firm in one country has everybody there.
    """
    home = company.home
    if home is None:
        return Interval._of(0.0, 1.0)
    if company.placed and nations.high == len(company.placed):  # every country is known
        if home not in company.placed:
            return Interval.exactly(1.0)
        if nations.high == 1:
            return Interval.exactly(0.0)
    if company.headcount is None and company.complete:
        return foreign_headcount_share(company)  # the lists are the firm: nobody is unplaced
    most = people.high
    at_home = company.placed.get(home, NOBODY).low
    abroad = sum(at.low for at in company.placed.values()) - at_home
    if not most:
        return Interval._of(0.0, 1.0)
    least, greatest = abroad / most, 1 - at_home / most
    return Interval.exactly(least) if abroad + at_home == most else Interval._of(least, greatest)


def _clock(company: Company, more: int | None, some: int) -> tuple[Count, Interval]:
    """The time zones and the hours they span, over every zone that places without one may be in."""
    offsets: set[float] = set()
    unknown: list[frozenset[float]] = []
    for site in company.sites:
        if site.time_zone is None:
            unknown.append(standard_offsets(site.country))
        else:
            offsets.add(standard_offset_hours(site.time_zone))
    fewest = most = len(offsets)
    shortest = longest = max(offsets) - min(offsets) if offsets else 0.0
    somewhere = 0  # places in countries without a zone in the database: any offset
    if unknown:
        known, options = frozenset(offsets), relevant(unknown)
        fewest, most = count_bounds(known, options)
        shortest, longest = span_bounds(known, options)
        somewhere = unknown.count(frozenset())
    zones = _at_least(fewest or some, most + somewhere, more)
    return zones, Interval._of(shortest, longest if more == 0 and not somewhere else None)
