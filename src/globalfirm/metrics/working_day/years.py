"""What places share over a year, as daylight saving starts and ends on different days.

The minutes are those of a day on which both places work: their clocks alone change them, and only when either's do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from globalfirm.ground.first_use import view_of
from globalfirm.ground.record import Record, made_of
from globalfirm.metrics.working_day.timetable import (
    Options,
    Workplace,
    neither,
    offset_minutes,
    turned_back,
    week_turned_back,
    workplaces,
)
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.model.team import Team
from globalfirm.places import offsets

if TYPE_CHECKING:
    from globalfirm.views.working_day import WorkingDayCard


class Period(Record):
    """A part of the year in which two places share as much every working day."""

    since: Annotated[datetime, Field(description="Its first instant, in UTC.")]
    until: Annotated[datetime, Field(description="The first instant after it, in UTC.")]
    minutes: Annotated[int, Field(description="Minutes that they share of a working day.")]
    week_minutes: Annotated[
        int, Field(description="Of a week: five days' worth, but where weekends differ or the date line lies between.")
    ]


class OverlapYear(Record):
    """What two places share of a working day over a year: the least, the most, and what is typical.

    Typical is what holds for most of the year; of two that hold for as long, the lesser.
    """

    place: Annotated[str, Field(description="One place.")]
    other: Annotated[str, Field(description="The other.")]
    least_minutes: Annotated[Interval, Field(description="The least of the year; bounded where a zone is not known.")]
    most_minutes: Annotated[Interval, Field(description="The most of the year.")]
    typical_minutes: Annotated[Interval, Field(description="What holds for most of it.")]
    typical_week_minutes: Annotated[Interval, Field(description="What they then share of a week.")]
    periods: Annotated[tuple[Period, ...], Field(description="In order; none where a zone is not known.")]

    @property
    def shifted_weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks in whose middle they share more or less than is typical.

        >>> from globalfirm import Office
        >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
        >>> [pair] = overlap_year(Company(name="A", offices=offices), 2026)
        >>> print(*pair.shifted_weeks)
        2026-03-09 2026-03-16 2026-03-23 2026-10-26
        """
        found = []
        for period in self.periods:
            if period.minutes != self.typical_minutes:
                monday = period.since.date() - timedelta(days=period.since.weekday())
                while (middle := _middle_of(monday)) < period.until:
                    found += [monday] if middle >= period.since else []
                    monday += timedelta(weeks=1)
        return tuple(found)


def _middle_of(monday: date) -> datetime:
    return datetime(monday.year, monday.month, monday.day, 12, tzinfo=UTC) + timedelta(days=2)


class OverlapChange(Record):
    """A change of what two places share, since the clocks of one have changed."""

    at: Annotated[datetime, Field(description="The instant, in UTC.")]
    week: Annotated[date, Field(description="The Monday of its week.")]
    place: Annotated[str, Field(description="One place.")]
    other: Annotated[str, Field(description="The other.")]
    before_minutes: Annotated[int, Field(description="Minutes shared of a working day until then.")]
    after_minutes: Annotated[int, Field(description="Minutes shared from then on.")]


def overlap_year(firm: Company | Team, year: int) -> tuple[OverlapYear, ...]:
    """Of each pair of places the least, the most and the typical minutes shared of a working day, and since when.

    Raises:
        TypeError: it is neither a company nor a team.
        ValueError: the year lies outside 1970 to 2037.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
    >>> [pair] = overlap_year(Company(name="A", offices=offices), 2026)
    >>> pair.least_minutes, pair.most_minutes, pair.typical_minutes
    (Interval(120, 120), Interval(180, 180), Interval(120, 120))
    """
    _covered(year)
    return tuple([overlap_of(place, other, year) for place, other in combinations(workplaces(firm), 2)])


def overlap_changes(firm: Company | Team, year: int) -> tuple[OverlapChange, ...]:
    """The calendar of a year's changes: when what a pair of places shares shifts, in order.

    Raises:
        TypeError, ValueError: as `overlap_year`.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
    >>> for change in overlap_changes(Company(name="A", offices=offices), 2026):
    ...     print(change.at.date(), change.before_minutes, change.after_minutes)
    2026-03-08 120 180
    2026-03-29 180 120
    2026-10-25 120 180
    2026-11-01 180 120
    """
    found = [
        made_of(
            OverlapChange,
            {
                "at": after.since,
                "week": after.since.date() - timedelta(days=after.since.weekday()),
                "place": pair.place,
                "other": pair.other,
                "before_minutes": before.minutes,
                "after_minutes": after.minutes,
            },
        )
        for pair in overlap_year(firm, year)
        for before, after in pairwise(pair.periods)
        if before.minutes != after.minutes
    ]
    return tuple(sorted(found, key=lambda change: change.at))


def card(firm: Company | Team, year: int | None = None) -> WorkingDayCard:
    """What it looks like: the hours that each pair shares, with the year's least and most, and a calendar of the changes.

    It shows itself in notebooks and terminals (`print`), and is saved as a picture. The year is the one given, else that
    in which the record was `seen`, else this one. Places that keep the same hours by the same clock stand together.

    Raises:
        TypeError, ValueError: as `overlap_year`.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York"), Office(country="DE")]
    >>> print(card(Company(name="A", offices=offices), 2026).text(ascii=True))
    A: shared hours, 2026
    ...
                  United States
    Serbia +1     2         Serbia +1
                  2-3
    ...
    United States-Serbia       2---------3--2-----------------------------32--------
    ...
    """
    if not isinstance(firm, (Company, Team)):
        raise neither(firm)
    return view_of(firm, "working_day", year=None if year is None else _covered(year))  # type: ignore[no-any-return]


def _covered(year: int) -> int:
    if not isinstance(year, int) or not 1970 <= year <= offsets.LAST_YEAR:
        raise ValueError(f"{year} is not a year that pytz's tables cover: give one from 1970 to {offsets.LAST_YEAR}.")
    return year


def overlap_of(place: Workplace, other: Workplace, year: int) -> OverlapYear:
    """What two places share over a year.

    >>> from globalfirm import Office
    >>> offices = [Office(country="US", time_zone="Pacific/Honolulu"), Office(country="KI", time_zone="Pacific/Kiritimati")]
    >>> pair = overlap_of(*workplaces(Company(name="A", offices=offices)), 2026)  # the same clock, a day apart
    >>> pair.typical_minutes, pair.typical_week_minutes
    (Interval(480, 480), Interval(1920, 1920))
    """
    choices = [
        _periods(place, mine, other, theirs, year)
        for mine in clocks_of(place, year)
        for theirs in clocks_of(other, year)
    ]
    least, most, typical, week = (
        Interval._of(min(each), max(each)) for each in zip(*map(_summary, choices), strict=True)
    )
    return made_of(
        OverlapYear,
        {
            "place": place.name,
            "other": other.name,
            "least_minutes": least,
            "most_minutes": most,
            "typical_minutes": typical,
            "typical_week_minutes": week,
            "periods": choices[0] if len(choices) == 1 else (),
        },
    )


A_DAY = timedelta(days=1)
"""Changes of both clocks within it are one, as of the later: no working day lies between them.

Clocks of America change at two in the night, each by its own: an hour apart, so that two places differ in between.
"""

Clock = tuple[tuple[datetime, int], ...]
"""The minutes from UTC that a place keeps over a year, and since which instants."""


def clocks_of(place: Workplace, year: int) -> set[Clock]:
    """The clocks that a place may keep, each once."""
    instants = {zone: (datetime(year, 1, 1), *offsets.changes(zone, year)) for zone in place.zones}
    return {tuple([(at, offset_minutes(zone, at)) for at in found]) for zone, found in instants.items()}


def _periods(place: Workplace, mine: Clock, other: Workplace, theirs: Clock, year: int) -> tuple[Period, ...]:
    """The periods of a pair: from one change of either's clocks to the next, those that share as much taken together."""
    found: list[tuple[datetime, int, int]] = []
    start, end = datetime(year, 1, 1), datetime(year + 1, 1, 1)
    instants = sorted({at for at, _ in (*mine, *theirs)})
    for at, following in pairwise([*instants, end]):
        if following - at < A_DAY:
            continue
        clocks = (place, _kept(mine, at)), (other, _kept(theirs, at))
        shared = _shared(turned_back(each.hours, offset) for each, offset in clocks)
        week = _shared(week_turned_back(each.hours, each.country, offset) for each, offset in clocks)
        if not found or found[-1][1:] != (shared, week):
            found.append(((at if found else start).replace(tzinfo=UTC), shared, week))
    ends = [since for since, *_ in found[1:]] + [end.replace(tzinfo=UTC)]
    return tuple(
        [
            made_of(Period, {"since": since, "until": until, "minutes": minutes, "week_minutes": week})
            for (since, minutes, week), until in zip(found, ends, strict=True)
        ]
    )


def _shared(options: Iterable[Options]) -> int:
    """The minutes that two places share, each by one clock."""
    [mine], [theirs] = options
    return (mine & theirs).bit_count()


def _kept(clock: Clock, at: datetime) -> int:
    return next(offset for since, offset in reversed(clock) if since <= at)


def _summary(periods: tuple[Period, ...]) -> tuple[int, int, int, int]:
    """The least minutes of a day, the most, those that hold the longest, and those of a week that then hold."""
    held: dict[int, timedelta] = {}
    for period in periods:
        held[period.minutes] = held.get(period.minutes, timedelta()) + (period.until - period.since)
    typical = min(held, key=lambda minutes: (-held[minutes], minutes))
    week = next(period.week_minutes for period in periods if period.minutes == typical)
    return min(held), max(held), typical, week
