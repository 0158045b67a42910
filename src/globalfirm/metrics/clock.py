"""The clock: over how many time zones, and how many hours, the record spreads people.

Offsets come from the time-zone database that pytz carries. In standard time (the default) the answer does not
change with the day it is asked; at an instant it is what the clocks on the walls say then.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from globalfirm.model.interval import Interval
from globalfirm.places import offsets

if TYPE_CHECKING:
    from collections.abc import Collection

    from globalfirm.model.company import Company
    from globalfirm.places.time_zone import TimeZone

By = Literal["offset", "rules", "name"]
Arc = Literal["linear", "shortest"]


def time_zones(company: Company) -> tuple[TimeZone, ...]:
    """The zones of the places that the record holds, by name; places whose zone is unknown are passed over.

    >>> from globalfirm import Company, Office
    >>> time_zones(Company(name="A", offices=[Office(country="Serbia"), Office(country="US")]))
    ('Europe/Belgrade',)
    """
    return tuple(sorted({site.time_zone for site in company.sites if site.time_zone}))


def time_zone_count(company: Company, *, by: By = "offset", at: datetime | None = None) -> int:
    """How many time zones the record spreads people over.

    `by` says which zones count as one: those with the same "offset" (in standard time, or at the instant `at`),
    those with the same "rules" all year, or those with the same IANA "name".

    Raises:
        ValueError: `at` is naive, lies after 2037, or is given with another `by` than "offset".

    >>> from globalfirm import Company, Office
    >>> firm = Company(name="A", offices=[Office(country="Nigeria"), Office(country="Serbia")])
    >>> time_zone_count(firm), time_zone_count(firm, by="rules")  # one hour east of Greenwich; one saves daylight
    (1, 2)
    """
    zones = time_zones(company)
    if by == "offset":
        return len(_offsets(zones, at))
    if at is not None:
        raise ValueError(f"an instant goes with by='offset', not with by={by!r}: leave `at` out.")
    if by == "rules":
        return len({offsets.year_rules(zone) for zone in zones})
    if by == "name":
        return len(zones)
    raise ValueError(f"{by!r} is no way to count time zones: give 'offset', 'rules' or 'name'.")


def time_zone_span(company: Company, *, at: datetime | None = None, arc: Arc = "linear") -> float:
    """The hours between the clocks of the places furthest apart; 0 where fewer than two zones are known.

    "linear" is the difference between the easternmost and the westernmost offset: up to 26 hours, as Baker
    Island (UTC-12) and Kiritimati (UTC+14) are. "shortest" is the shortest arc of the 24-hour dial that holds
    every clock: there those two are 2 hours apart. In standard time, or at the instant `at`.

    Raises:
        ValueError: `at` is naive or lies after 2037; `arc` is neither.

    Source: time-zone index of O'Leary and Cummings (2007), MIS Quarterly 31(3), whose pairs' hours it bounds.

    >>> from globalfirm import Company, Office
    >>> office = Office(country="US", time_zone="America/Los_Angeles")
    >>> firm = Company(name="A", offices=[office, Office(country="Serbia"), Office(country="Japan")])
    >>> time_zone_span(firm), time_zone_span(firm, arc="shortest")
    (17.0, 15.0)
    """
    return span_hours(_offsets(time_zones(company), at), arc)


def time_zone_span_extremes(company: Company, year: int, *, arc: Arc = "linear") -> Interval:
    """The least and the most `time_zone_span` (hours) over a year, as daylight saving comes and goes.

    The year is UTC's; each instant at which a zone changes its clocks is tried, so no hour is missed.

    Raises:
        ValueError: the year lies outside 1970 to 2037, which pytz's tables cover.

    >>> from globalfirm import Company, Office
    >>> office = Office(country="US", time_zone="America/New_York")
    >>> firm = Company(name="A", offices=[office, Office(country="Serbia")])
    >>> time_zone_span_extremes(firm, 2026)
    Interval(5.0, 6.0)
    """
    if not isinstance(year, int) or not 1970 <= year <= offsets.LAST_YEAR:
        raise ValueError(f"{year} is no year that pytz's tables cover: give one from 1970 to {offsets.LAST_YEAR}.")
    zones = time_zones(company)
    instants = {datetime(year, 1, 1)}.union(*(offsets.changes(zone, year) for zone in zones))
    spans = [span_hours({offsets.offset_hours(zone, instant) for zone in zones}, arc) for instant in instants]
    return Interval(min(spans), max(spans))


def span_hours(offsets: Collection[float], arc: Arc = "linear") -> float:
    """The hours that some offsets from UTC span, along the line or round the dial.

    >>> span_hours({-12.0, 14.0}), span_hours({-12.0, 14.0}, "shortest")
    (26.0, 2.0)
    """
    if arc == "linear":
        return max(offsets) - min(offsets) if offsets else 0.0
    if arc != "shortest":
        raise ValueError(f"{arc!r} is no way to measure a span: give 'linear' or 'shortest'.")
    if not offsets:
        return 0.0
    dial = sorted({offset % 24 for offset in offsets})
    gaps = [b - a for a, b in pairwise(dial)] + [dial[0] + 24 - dial[-1]]
    return 24 - max(gaps)


def _offsets(zones: Collection[TimeZone], at: datetime | None) -> set[float]:
    if at is None:
        return {offsets.standard_offset_hours(zone) for zone in zones}
    instant = offsets.instant(at)
    return {offsets.offset_hours(zone, instant) for zone in zones}
