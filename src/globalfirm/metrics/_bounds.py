"""What the lists of places and a number of people leave open, as intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from globalfirm.metrics._unknown_zones import count_bounds, relevant, span_bounds
from globalfirm.metrics.presence import foreign_headcount_share
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY
from globalfirm.places.offsets import standard_offset_hours, standard_offsets

if TYPE_CHECKING:
    from globalfirm.model.company import Company

CONTINENTS = 7
"""Of the seven-continent model, under which `continent_count` counts."""


class Room(NamedTuple):
    """How many more places there may be: none where the lists are complete, any number where `more` is None."""

    more: int | None
    some: int
    complete: bool


def room(company: Company, people: Count) -> Room:
    """The room that a number of people leaves beside the places listed."""
    placed = company.placed
    if company.complete and placed:
        return Room(0, 1, complete=True)
    left = None if people.high is None else people.high - sum(at.low for at in placed.values())
    complete = bool(placed) and left == 0
    return Room(0 if complete else left, 1 if people.low else 0, complete)


def country_count(company: Company, left: Room) -> Count:
    """Countries: those listed, and as many more as there is room for."""
    known = len(company.placed)
    return _at_least(known or left.some, known, left.more)


def continent_count(known: int, left: Room) -> Count:
    """Continents: those known, and as many more as there is room for, of seven."""
    reach = _at_least(known or left.some, known, left.more)
    return reach if reach.high is not None and reach.high <= CONTINENTS else Count._of(reach.low, CONTINENTS)


def _at_least(low: int, known: int, more: int | None) -> Count:
    """A count of what is known and of `more` unknown ones at most."""
    return Count._of(low, None if more is None else max(low, known + more))


def headcount(company: Company) -> Count:
    """The firm's people: its total, or else the sum over its lists where they are complete."""
    total = company.headcount
    if total is not None:
        least = sum([at.low for at in company.placed.values()])
        return total if total.low >= least else Count._of(least, total.high)
    placed = sum(company.placed.values(), start=NOBODY)
    return placed if company.complete and company.placed else Count._of(placed.low, None)


def foreign_country_count(company: Company, nations: Count) -> Count:
    """The countries outside the home country: all of them but one, where the firm has people at home."""
    known = len(company.placed)
    at_home = company.home in company.placed
    maybe_at_home = at_home or company.home is None or nations.high != known
    low = nations.low - (1 if maybe_at_home else 0)
    high = None if nations.high is None else nations.high - (1 if at_home else 0)
    sure = known - (1 if at_home or company.home is None else 0)
    return Count._of(max(low, sure, 0), high)


def share_abroad(company: Company, people: Count, nations: Count) -> Interval:
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


def clock(company: Company, left: Room) -> tuple[Count, Interval]:
    """The time zones and the hours they span, over every zone that places without one may be in."""
    offsets: set[float] = set()
    unknown: list[frozenset[float]] = []
    for site in company.sites:
        if site.time_zone is None:
            unknown.append(standard_offsets(site.country))
        else:
            offsets.add(standard_offset_hours(site.time_zone))
    fewest, most, shortest, longest = zone_bounds(offsets, unknown)
    somewhere = unknown.count(frozenset())  # places in countries without a zone in the database: any offset
    zones = _at_least(fewest or left.some, most + somewhere, left.more)
    return zones, Interval._of(shortest, longest if left.more == 0 and not somewhere else None)


def zone_bounds(offsets: set[float], unknown: list[frozenset[float]]) -> tuple[int, int, float, float]:
    """The fewest and most zones, the shortest and longest span, of places at some offsets and others that may be at some.

    >>> zone_bounds({1.0}, [frozenset({-5.0, 1.0})])
    (1, 2, 0.0, 6.0)
    """
    if not unknown:
        span = max(offsets) - min(offsets) if offsets else 0.0
        return len(offsets), len(offsets), span, span
    known, options = frozenset(offsets), relevant(unknown)
    return *count_bounds(known, options), *span_bounds(known, options)
