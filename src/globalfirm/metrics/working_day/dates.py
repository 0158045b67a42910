"""The working day of a date: what places share, what somebody covers, and how work is handed on.

A day is the 24 hours from midnight in UTC; several may be asked together, such as a week from its Monday. Where a zone
is not known, minutes are bounded over all zones that the country keeps; hours are those of the record, or nine to five.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field

from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.record import Record, made_of
from globalfirm.ground.shown import as_printed
from globalfirm.metrics.working_day.minutes import stretches, turned
from globalfirm.metrics.working_day.timetable import (
    Options,
    Workplace,
    bounds_of,
    dial_minutes,
    offset_minutes,
    reachable,
    shared_bounds,
    window_of,
    working_minutes,
    workplaces,
)
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.model.team import Team
from globalfirm.model.working_hours import DAY_MINUTES

Level = Literal["none", "a third", "two thirds", "full"]
"""How much of a working day is shared."""

Falls = Literal["start", "end", "middle", "throughout", "nowhere"]
"""Where in a place's own day what it shares with another lies."""


class Overlap(Record):
    """What two places share of a working day."""

    place: Annotated[str, Field(description="One place.")]
    other: Annotated[str, Field(description="The other.")]
    minutes: Annotated[Interval, Field(description="Minutes in which both work.")]
    level: Annotated[Level | None, Field(description="Of the shorter day; null where the bounds leave it open.")]
    falls: Annotated[Falls | None, Field(description="Where in the day of the one; null where a zone is not known.")]
    falls_other: Annotated[Falls | None, Field(description="Where in the day of the other.")]


class SharedTime(Record):
    """What the places of a firm or team share of some days, and cover."""

    on: Annotated[date, Field(description="The first day, from midnight in UTC.")]
    days: Annotated[int, Field(description="How many days.")]
    places: Annotated[tuple[str, ...], Field(description="The places, in the record's order.")]
    matrix_minutes: Annotated[
        tuple[tuple[Interval, ...], ...],
        Field(description="Minutes that each place shares with each; on the diagonal, its own minutes of work."),
    ]
    shared_minutes: Annotated[Interval, Field(description="Minutes in which all work.")]
    covered_minutes: Annotated[Interval, Field(description="Minutes in which somebody works.")]
    alone_minutes: Annotated[tuple[Interval, ...], Field(description="Of each place, minutes of work with no other.")]

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.places)}

    def overlap_minutes(self, place: str, other: str) -> Interval:
        """Minutes that two places share.

        Raises:
            ValueError: there is no place of that name.

        >>> from globalfirm import Office
        >>> firm = Company(name="A", offices=[Office(country="RS"), Office(country="GB")])
        >>> shared_time(firm, date(2026, 3, 4)).overlap_minutes("Serbia", "United Kingdom")
        Interval(420, 420)
        """
        for name in (place, other):
            if name not in self._index:
                raise ValueError(f"no place is called {quote(name)}.{nearest(name, self.places)}")
        return self.matrix_minutes[self._index[place]][self._index[other]]

    _repr_pretty_ = as_printed

    def __str__(self) -> str:
        """The matrix in hours, a row a place."""
        width = max([len(name) for name in self.places], default=0)
        rows = [
            f"{name:<{width}} " + " ".join(f"{_hours(minutes):>9}" for minutes in row)
            for name, row in zip(self.places, self.matrix_minutes, strict=True)
        ]
        return "\n".join(
            [*rows, f"shared by all: {_hours(self.shared_minutes)} h, covered: {_hours(self.covered_minutes)} h"]
        )


def _hours(minutes: Interval) -> str:
    ends = [f"{(end or 0) / 60:.4g}" for end in (minutes.low, minutes.high)]
    return ends[0] if minutes.is_exact else "-".join(ends)


def shared_time(firm: Company | Team, on: date | str, days: int = 1, *, holidays: bool = False) -> SharedTime:
    """The minutes that places share, pair by pair and all together, and those that somebody covers.

    With `holidays` public holidays are days off, by the package of that name (an extra).

    Raises:
        TypeError: it is neither a company nor a team, or `on` is not a day.
        ValueError: more than a year is asked for, or a day after 2037.
        ImportError: the extra `holidays` is not installed.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
    >>> day = shared_time(Company(name="A", offices=offices), date(2026, 3, 4))
    >>> day.shared_minutes, day.covered_minutes
    (Interval(120, 120), Interval(840, 840))
    """
    window = window_of(on, days)
    places = workplaces(firm)
    options = [working_minutes(place, window, holidays=holidays) for place in places]
    shared = reachable(options, int.__and__, -1) if places else {0}
    return made_of(
        SharedTime,
        {
            "on": window.start.date(),
            "days": days,
            "places": tuple([place.name for place in places]),
            "matrix_minutes": _matrix(options),
            "shared_minutes": bounds_of(shared),
            "covered_minutes": bounds_of(reachable(options, int.__or__, 0)),
            "alone_minutes": tuple([_alone(options, at) for at in range(len(options))]),
        },
    )


def _matrix(options: list[Options]) -> tuple[tuple[Interval, ...], ...]:
    rows: list[list[Interval]] = [[bounds_of(mine)] * len(options) for mine in options]
    for i, mine in enumerate(options):
        for j in range(i):
            rows[i][j] = rows[j][i] = shared_bounds(mine, options[j])
    return tuple(map(tuple, rows))


def _alone(options: list[Options], at: int) -> Interval:
    others = reachable(options[:at] + options[at + 1 :], int.__or__, 0)
    return bounds_of([mine & ~theirs for mine in options[at] for theirs in others])


def overlap_level(shared_minutes: float, day_minutes: float) -> Level:
    """The level of overlap, of those that Espinosa, Nan and Carmel (2007) compared: the one that the share is nearest to.

    Their teams shared none, a third, two thirds or all of a day; that the bounds lie halfway between is chosen here.

    >>> overlap_level(120, 480), overlap_level(420, 480)
    ('a third', 'full')
    """
    share = shared_minutes / day_minutes if day_minutes else 0.0
    for level, bound in LEVELS.items():
        if share < bound:
            return level
    return "full"


LEVELS: dict[Level, float] = {"none": 1 / 6, "a third": 1 / 2, "two thirds": 5 / 6}
"""The share of a day from which on a level gives way to the next."""


def overlaps(firm: Company | Team, on: date | str) -> tuple[Overlap, ...]:
    """Each pair of places: what they share of a day on which both work, how much that is, and where in either's it falls.

    Clocks are those of the date's noon in UTC. The levels are those of Espinosa, Nan and Carmel (2007, ICGSE), of the
    shorter of both days. What is shared at the end of one's day is often at the start of the other's: the one asks
    before going home, and the other answers in the morning.

    Raises:
        TypeError, ValueError: as `shared_time`.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
    >>> [pair] = overlaps(Company(name="A", offices=offices), date(2026, 3, 4))
    >>> pair.level, pair.falls, pair.falls_other
    ('a third', 'end', 'start')
    """
    noon = window_of(on).start + timedelta(hours=12)
    return tuple([_overlap(*pair, noon) for pair in combinations(workplaces(firm), 2)])


def _overlap(place: Workplace, other: Workplace, noon: datetime) -> Overlap:
    mine, theirs = (dial_minutes(each.hours, each.zones, noon) for each in (place, other))
    minutes = shared_bounds(mine, theirs)
    shorter = min(place.hours.minutes_a_day, other.hours.minutes_a_day)
    levels: set[Level] = {overlap_level(end or 0, shorter) for end in (minutes.low, minutes.high)}
    shared = next(iter(mine)) & next(iter(theirs)) if len(mine) == len(theirs) == 1 else None
    return Overlap(
        place=place.name,
        other=other.name,
        minutes=minutes,
        level=levels.pop() if len(levels) == 1 else None,
        falls=None if shared is None else _falls(shared, place, noon),
        falls_other=None if shared is None else _falls(shared, other, noon),
    )


def _falls(shared: int, place: Workplace, noon: datetime) -> Falls:
    """Where in a place's own day the minutes of the dial lie that it shares."""
    if not shared:
        return "nowhere"
    ranges = place.hours.minute_ranges
    midnight = ranges[0][0] - offset_minutes(place.zones[0], noon)  # of a day that starts as its work does
    since = turned(DAY_MINUTES, shared, -midnight)
    at_start, at_end = since & 1, since.bit_length() == ranges[-1][1] - ranges[0][0]
    if at_start and at_end:
        return "throughout"
    return "start" if at_start else "end" if at_end else "middle"


class Handoff(Record):
    """Work that goes from one place to another: while both work, or over a gap in which nobody does."""

    giver: Annotated[str, Field(description="The place whose day ends.")]
    taker: Annotated[str, Field(description="The place that goes on.")]
    at: Annotated[datetime, Field(description="When the giver's day ends, in UTC.")]
    shared_minutes: Annotated[int, Field(description="Minutes until then in which both work.")]
    gap_minutes: Annotated[int, Field(description="Minutes from then on in which nobody works.")]


def handoffs(firm: Company | Team, on: date | str, days: int = 1, *, holidays: bool = False) -> tuple[Handoff, ...]:
    """The chain in which work follows the sun with the fewest hand-offs, and its gaps; a place may hand on to itself.

    Whoever's day ends hands on to the place at work whose day ends last; if none is, to the one that starts next.
    Places whose clock is not known on those days are not in the chain.

    Raises:
        TypeError, ValueError, ImportError: as `shared_time`.

    >>> from globalfirm import Office
    >>> offices = [Office(country=code) for code in ("Serbia", "Singapore")]
    >>> for step in handoffs(Company(name="A", offices=offices), date(2026, 3, 4)):
    ...     print(step.giver, "to", step.taker, step.shared_minutes, step.gap_minutes)
    Singapore to Serbia 60 0
    """
    window = window_of(on, days)
    shifts = []
    for place in workplaces(firm):
        minutes, *others = working_minutes(place, window, holidays=holidays)
        if not others:
            shifts += [(start, end, place.name) for start, end in stretches(minutes)]
    return tuple(
        [
            Handoff(
                giver=giver,
                taker=taker,
                at=window.at(end),
                shared_minutes=max(end - start, 0),
                gap_minutes=max(start - end, 0),
            )
            for (_, end, giver), (start, _, taker) in _links(sorted(shifts, key=_beginning))
        ]
    )


Shift = tuple[int, int, str]


def _links(shifts: list[Shift]) -> Iterator[tuple[Shift, Shift]]:
    """Each shift of the chain with the next: of those at work by its end, or first after it, the one that ends last."""
    if not shifts:
        return
    current = max((shift for shift in shifts if shift[0] == shifts[0][0]), key=_end)
    while later := [shift for shift in shifts if _end(shift) > _end(current)]:
        until = max(_end(current), min(start for start, _, _ in later))
        following = max((shift for shift in later if shift[0] <= until), key=_end)
        yield current, following
        current = following


def _beginning(shift: Shift) -> tuple[int, int]:
    return shift[:2]


def _end(shift: Shift) -> int:
    return shift[1]
