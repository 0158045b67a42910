"""The clock: over how many time zones, and how many hours, a firm spreads its people.

Offsets come from the time-zone database that pytz carries. In standard time (the default) the answer does not
change with the day it is asked; at an instant it is what the clocks on the walls say then. A place whose zone is not
known may be in any that its country keeps, and the bounds are exact over all of them.
"""

from __future__ import annotations

from datetime import datetime
from math import inf
from typing import TYPE_CHECKING, Any

from globalfirm.metrics import zones
from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace
from globalfirm.metrics.presence import count_with_unlisted, more_in_countries, unlisted_places
from globalfirm.model.interval import Interval
from globalfirm.places import offsets

if TYPE_CHECKING:
    from globalfirm.model.company import Company

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""

TIME_ZONES = 37
"""Hours from UTC that some country's clocks keep in standard time."""

ZONES_OF_COUNTRIES = ((11, 0), (6, 5), (3, 11), (2, 15), (1, 22))
"""One country keeps 11 of them at most, as Russia does, two keep 17, three 20, and so on: see `more_in_countries`. From seven on
there is one to spare, since a release of the database may give a country one more: until 2026 Canada kept six, since then five."""

NAMES = 600
"""No more names than this are in the IANA database."""


@metric(
    unit="time zones", maximum=NAMES, whole=True, rests_on="clocks", claimable=True,
    source="IANA time zone database, as pytz carries it",
)  # fmt: skip
def time_zone_count(firm: Firm, xp: Namespace, *, by: str = "offset", at: str | None = None) -> Bounds:
    """Time zones with people: those with the same offset count as one, in standard time or at the instant `at`.

    `by` says which zones count as one: those with the same "offset", those with the same "rules" all year, or those
    with the same IANA "name".

    >>> from globalfirm import Company, Office
    >>> firm = Company(name="A", offices=[Office(country="Nigeria"), Office(country="Serbia")])
    >>> time_zone_count(firm), time_zone_count(firm, by="rules")  # one hour east of Greenwich; one saves daylight
    (Count(1), Count(2))
    """
    clock = firm.clock(by=None if by == "offset" else by, at=at)
    known = clock.zones.high + clock.anywhere
    if by != "offset" or at is not None:
        return count_with_unlisted(firm, xp, clock.zones.low, known)
    more = more_in_countries(firm, xp, firm.further_zones, ZONES_OF_COUNTRIES)
    found = count_with_unlisted(firm, xp, clock.zones.low, known, more)
    return Bounds(xp.minimum(found.low, TIME_ZONES), xp.minimum(found.high, TIME_ZONES))


@metric(
    unit="hours", maximum=26, exact=True, rests_on="clocks",
    source="O'Leary and Cummings (2007), MIS Quarterly 31(3): the time-zone index, whose pairs' hours it bounds",
)  # fmt: skip
def time_zone_span_hours(firm: Firm, xp: Namespace, *, at: str | None = None, arc: str = "linear") -> Bounds:
    """Hours between the clocks of the places furthest apart, in standard time or at the instant `at`.

    The arc "linear" is the difference between the easternmost and the westernmost offset: up to 26 hours, as Baker
    Island (UTC-12) and Kiritimati (UTC+14) are. "shortest" is the shortest arc of the 24-hour dial that holds every
    clock: there those two are 2 hours apart.

    >>> from globalfirm import Company, Office
    >>> office = Office(country="US", time_zone="America/Los_Angeles")
    >>> firm = Company(name="A", offices=[office, Office(country="Serbia"), Office(country="Japan")])
    >>> print(time_zone_span_hours(firm), time_zone_span_hours(firm, arc="shortest"))
    17 15
    """
    clock = firm.clock(at=at, arc=None if arc == "linear" else arc)
    all_known = xp.both(unlisted_places(firm, xp).at_most == 0, clock.anywhere == 0)
    most = 24.0 if arc == "shortest" else inf
    alone = firm.headcount.high <= 1  # one person is at one place, wherever that is
    high = xp.where(all_known, clock.span.high, most)
    return Bounds(clock.span.low, xp.where(alone, clock.span.low, high))


def time_zone_span_extremes(company: Company, year: int, *, arc: zones.Arc = "linear") -> Interval:
    """The least and the most `time_zone_span` (hours) over a year, as daylight saving comes and goes.

    The year is UTC's; each instant at which a zone changes its clocks is tried, so no hour is missed. Where zones are
    not known, these are the least and the most over every zone that they may be.

    Raises:
        ValueError: the year lies outside 1970 to 2037, which pytz's tables cover.

    >>> from globalfirm import Company, Office
    >>> office = Office(country="US", time_zone="America/New_York")
    >>> firm = Company(name="A", offices=[office, Office(country="Serbia")])
    >>> print(time_zone_span_extremes(firm, 2026))
    5-6
    """
    sites = [(site.time_zone, site.country) for site in company.sites]
    clocks = [zones.clock_of(sites, at=at, arc=arc) for at in instants_of(year, sites)]
    span = Bounds(min(clock.span.low for clock in clocks), max(clock.span.high for clock in clocks))
    most = 24.0 if arc == "shortest" else time_zone_span_hours.maximum
    return Interval(span.low, most if clocks[0].anywhere else span.high)


def instants_of(year: int, sites: list[tuple[Any, Any]]) -> list[str]:
    """The instants of a year from which some place may keep other clocks, as text.

    Raises:
        ValueError: the year lies outside 1970 to 2037.
    """
    if not isinstance(year, int) or not 1970 <= year <= offsets.LAST_YEAR:
        raise ValueError(f"{year} is not a year that pytz's tables cover: give one from 1970 to {offsets.LAST_YEAR}.")
    kept = {zone for given, country in sites for zone in offsets.zones_then(given, country)}
    instants = {datetime(year, 1, 1)}.union(*(offsets.changes(zone, year) for zone in kept))
    return [f"{instant.isoformat()}+00:00" for instant in sorted(instants)]
