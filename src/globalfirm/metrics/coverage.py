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
from globalfirm.metrics.working_day.timetable import Options, bounds_of, dial_minutes, reachable, workplaces
from globalfirm.metrics.zones import instant_of
from globalfirm.model.working_hours import DAY_MINUTES

Firm = Any
"""The numbers of a firm. Any: what it may be asked for is declared by name."""

ALL_DAY = (1 << DAY_MINUTES) - 1


def shared_and_covered(options: list[Options]) -> tuple[Bounds, Bounds]:
    """The hours that all places share and that some place covers, by the minutes that each may work.

    >>> shared_and_covered([frozenset({0b1111 << 60}), frozenset({0b1, 0b11 << 60})])[0].high * 60
    2.0
    """
    shared = bounds_of(reachable(options, int.__and__, ALL_DAY))
    covered = bounds_of(reachable(options, int.__or__, 0))
    found = [Bounds((each.low or 0) / 60, (each.high or 0) / 60) for each in (shared, covered)]
    return found[0], found[1]


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
    instant = instant_of(at)
    options = [dial_minutes(place, instant) for place in workplaces(firm.record)]
    shared, _ = shared_and_covered(options)
    return shared if options and unlisted_places(firm, xp).at_most == 0 else Bounds(0.0, shared.high)


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
    instant = instant_of(at)
    _, covered = shared_and_covered([dial_minutes(place, instant) for place in workplaces(firm.record)])
    return covered if unlisted_places(firm, xp).at_most == 0 else Bounds(covered.low, 24.0)
