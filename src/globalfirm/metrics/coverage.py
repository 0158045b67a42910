"""The working day as two numbers: the hours that all places share, and the hours that somebody covers.

They are of a day on which every place works, so that they do not change with the day they are asked; the functions of
`working_day` are of a date. Hours are those that the record gives to places and teams, or nine to five local time. Where a
zone is not known the bounds are exact over all that the country keeps; a place that is not listed may work at any hours.
"""

from __future__ import annotations

from typing import Any

from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace
from globalfirm.metrics.presence import unlisted_places
from globalfirm.metrics.working_day.timetable import (
    Options,
    bounds_of,
    dial_minutes,
    reachable,
    staffed_places,
    zones_of,
)
from globalfirm.metrics.zones import instant_of
from globalfirm.model.working_hours import DAY_MINUTES

Firm = Any
"""The numbers of a firm. Any: what it may be asked for is declared by name."""

ALL_DAY = (1 << DAY_MINUTES) - 1


def shared(options: list[Options]) -> Bounds:
    """The hours that all places share, by the minutes that each may work: a day where there are none.

    >>> shared([frozenset({0b1111 << 60}), frozenset({0b1, 0b11 << 60})]).high * 60
    2.0
    """
    return _hours(reachable(options, int.__and__, ALL_DAY))


def covered(options: list[Options]) -> Bounds:
    """The hours that some place covers, by the minutes that each may work.

    >>> covered([frozenset({0b1111 << 60}), frozenset({0b1, 0b11 << 60})]).high * 60
    5.0
    """
    return _hours(reachable(options, int.__or__, 0))


def _hours(found: set[int]) -> Bounds:
    minutes = bounds_of(found)
    return Bounds((minutes.low or 0) / 60, (minutes.high or 0) / 60)


def _options(firm: Firm, at: str | None) -> list[Options]:
    """The minutes that each place with people may work: of places that are one in all else, each may keep its own clock."""
    instant = instant_of(at)
    return [
        dial_minutes(hours, zones_of(place.time_zone, place.country), instant)
        for place, hours, _ in staffed_places(firm.record)
    ]


@metric(
    unit="hours", maximum=24, rests_on="clocks", tables=False, profiled=False,
    source="Espinosa, Nan and Carmel (2007), ICGSE: time-zone overlap, of all places together",
)  # fmt: skip
def shared_hours(firm: Firm, xp: Namespace, *, at: str | None = None) -> Bounds:
    """Hours of a working day in which all places work, in standard time or by the clocks of the instant `at`.

    >>> from globalfirm import Company, Office
    >>> office = Office(country="US", time_zone="America/New_York")
    >>> print(shared_hours(Company(name="A", offices=[office, Office(country="Serbia")])))
    2
    """
    options = _options(firm, at)
    found = shared(options)
    return found if options and unlisted_places(firm, xp).at_most == 0 else Bounds(0.0, found.high)


@metric(
    unit="hours", maximum=24, rests_on="clocks", tables=False, profiled=False,
    source="Carmel (1999), Global Software Teams: work that follows the sun",
)  # fmt: skip
def covered_hours(firm: Firm, xp: Namespace, *, at: str | None = None) -> Bounds:
    """Hours of a working day in which some place works, in standard time or by the clocks of the instant `at`.

    >>> from globalfirm import Company, Office
    >>> office = Office(country="US", time_zone="America/New_York")
    >>> print(covered_hours(Company(name="A", offices=[office, Office(country="Serbia")])))
    14
    """
    found = covered(_options(firm, at))
    return found if unlisted_places(firm, xp).at_most == 0 else Bounds(found.low, 24.0)
