"""When to meet: the best windows of some days, who meets early or late, a fair rotation, and the next shared hour.

A place attends where the whole meeting lies within its hours, whichever zone it may be in. Of a place that does not,
what it takes on is counted: the minutes by which the meeting starts before its day, or ends after it, whichever is less.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from globalfirm.ground.errors import check_choice
from globalfirm.ground.fields import asked_day
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record
from globalfirm.metrics.working_day.minutes import WEEK_MINUTES, lasting
from globalfirm.metrics.working_day.timetable import (
    Window,
    Workplace,
    offset_minutes,
    window_of,
    working_minutes,
    workplaces,
)
from globalfirm.model.company import Company
from globalfirm.model.team import Team
from globalfirm.model.working_hours import DAY_MINUTES, minute_of_day
from globalfirm.places import offsets

By = Literal["all", "people", "places"]
"""Whether all places must attend, or the most people or places."""

STEP_MINUTES = 15
"""Meetings start at a quarter of an hour: every zone's clock then shows one, too."""

LAST_WEEK = 53
"""How many weeks are searched for a shared hour: after a year the same days come again."""


class Inconvenience(Record):
    """What a place takes on to be at a meeting outside its hours; nothing in a break and on its day off."""

    place: Annotated[str, Field(description="The place.")]
    early_minutes: Annotated[int, Field(description="Minutes before its day starts; 0 where it is rather late.")]
    late_minutes: Annotated[int, Field(description="Minutes after its day ends; 0 where it is rather early.")]

    @property
    def minutes(self) -> int:
        """How early or late.

        >>> Inconvenience(place="A", early_minutes=0, late_minutes=90).minutes
        90
        """
        return self.early_minutes + self.late_minutes


class Meeting(Record):
    """A time to meet, the places within whose hours it lies, and what it asks of the others."""

    start: Annotated[datetime, Field(description="In UTC.")]
    minutes: Annotated[int, Field(description="How long it is.")]
    attending: Annotated[tuple[str, ...], Field(description="The places within whose hours it lies.")]
    people: Annotated[int, Field(description="People at those places, at least.")]
    outside: Annotated[tuple[Inconvenience, ...], Field(description="The other places.")]


def meetings(
    firm: Company | Team,
    on: date | str,
    minutes: int = 60,
    *,
    days: int = 1,
    by: By = "all",
    quorum: int = 1,
    holidays: bool = False,
) -> tuple[Meeting, ...]:
    """The meetings that can be held on some days, best first: none where no time does for those who must attend.

    By "all", all places must attend; by "people" the meetings with most people come first, by "places" those with most
    places, of which at least the `quorum` attend. Among equals, those that ask the least of the others come first.

    Raises:
        TypeError, ValueError, ImportError: as `shared_time`; or the length, `by` or the quorum is none.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
    >>> best = meetings(Company(name="A", offices=offices), date(2026, 3, 4))[0]
    >>> best.start.isoformat(), best.attending
    ('2026-03-04T14:00:00+00:00', ('Serbia', 'United States'))
    """
    check_choice(by, ("all", "people", "places"), "a way to choose a meeting")
    if quorum < 1:
        raise ValueError(f"{quorum} is not a quorum: give how many places must attend, 1 or more.")
    places = workplaces(firm)
    needed = len(places) if by == "all" else quorum
    found = [meeting for meeting in _possible(places, window_of(on, days), minutes, holidays=holidays)
             if len(meeting.attending) >= max(needed, 1)]  # fmt: skip
    return tuple(sorted(found, key=lambda meeting: _rank(meeting, by)))


def _rank(meeting: Meeting, by: By) -> tuple[int, int, datetime]:
    weight = meeting.people if by == "people" else len(meeting.attending)
    return -weight, sum(each.minutes for each in meeting.outside), meeting.start


def _possible(places: tuple[Workplace, ...], window: Window, minutes: int, *, holidays: bool) -> Iterator[Meeting]:
    """Each meeting that somebody can attend."""
    _check_length(minutes)
    longer = Window(window.start, window.minutes + minutes)
    starts = [lasting(_surely(place, longer, holidays=holidays), minutes) for place in places]
    for start in range(0, window.minutes, STEP_MINUTES):
        attending = [place for place, fits in zip(places, starts, strict=True) if fits >> start & 1]
        if attending:
            yield _meeting(places, attending, longer.at(start), minutes)


def _surely(place: Workplace, window: Window, *, holidays: bool) -> int:
    """The minutes that a place works in whichever zone it may be."""
    return reduce(int.__and__, working_minutes(place, window, holidays=holidays))


def _check_length(minutes: int) -> None:
    if not isinstance(minutes, int) or not 1 <= minutes <= DAY_MINUTES:
        raise ValueError(f"{quote(minutes)} is not the length of a meeting: give whole minutes, up to {DAY_MINUTES}.")


def _meeting(places: tuple[Workplace, ...], attending: list[Workplace], start: datetime, minutes: int) -> Meeting:
    return Meeting(
        start=start,
        minutes=minutes,
        attending=tuple([place.name for place in attending]),
        people=sum(place.people.low for place in attending),
        outside=tuple([_inconvenience(place, start, minutes) for place in places if place not in attending]),
    )


def _inconvenience(place: Workplace, start: datetime, minutes: int) -> Inconvenience:
    """How early or late a meeting is at a place, in that of its zones where it is least so."""
    at = start.replace(tzinfo=None)
    local = 60 * at.hour + at.minute
    choices = [_early_or_late(place, local + offset_minutes(zone, at), minutes) for zone in place.zones]
    early, late = min(choices, key=sum)
    return Inconvenience(place=place.name, early_minutes=early, late_minutes=late)


def _early_or_late(place: Workplace, local: int, minutes: int) -> tuple[int, int]:
    begins = minute_of_day(place.hours.start)
    length = place.hours.minute_ranges[-1][1] - begins
    since = (local - begins) % DAY_MINUTES  # how long after a day's start the meeting begins
    early, late = DAY_MINUTES - since, max(since + minutes - length, 0)
    return (early, 0) if early < late else (0, late)


class Rotation(Record):
    """Meetings that take turns in being early or late for whom, and what each place takes on in all."""

    meetings: Annotated[tuple[Meeting, ...], Field(description="In the order in which they are held.")]
    totals: Annotated[tuple[Inconvenience, ...], Field(description="Of each place, the minutes early and late in all.")]


class _Slot(NamedTuple):
    meeting: Meeting
    early: tuple[int, ...]
    late: tuple[int, ...]


def rotation(firm: Company | Team, on: date | str, minutes: int = 60, *, times: int = 4) -> Rotation:
    """A fair rotation of meetings of all places, a week from one to the next: each burdens least who has borne most.

    Each is held on the same day of the week, by the clocks of its own date, at the quarter of an hour after which the
    place that has taken on most has the least; among equals the next place counts, and so on.

    Raises:
        ValueError: the zone of a place is not known, or there are no such meetings.
        TypeError: as `shared_time`.

    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/Los_Angeles")]
    >>> turns = rotation(Company(name="A", offices=offices), date(2026, 7, 1), times=2)
    >>> [(total.place, total.minutes) for total in turns.totals]
    [('Serbia', 120), ('United States', 120)]
    """
    _check_length(minutes)
    if not 1 <= times <= 366:
        raise ValueError(f"{times} is not how often to meet: give a number from 1 to 366.")
    places = workplaces(firm)
    for place in places:
        if place.zone is None:
            raise ValueError(f"the time zone of {place.name} is not known: give it one to put it into a rotation.")
    first = asked_day(on)
    held: list[Meeting] = []
    early, late = [0] * len(places), [0] * len(places)
    for turn in range(times):
        slots = _slots(places, window_of(first + timedelta(weeks=turn)), minutes)
        best = min(slots, key=lambda slot: _burden(slot, early, late))
        held.append(best.meeting)
        early, late = _sum(early, best.early), _sum(late, best.late)
    totals = [
        Inconvenience(place=place.name, early_minutes=a, late_minutes=b)
        for place, a, b in zip(places, early, late, strict=True)
    ]
    return Rotation(meetings=tuple(held), totals=tuple(totals))


def _sum(one: list[int], other: tuple[int, ...]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _burden(slot: _Slot, early: list[int], late: list[int]) -> list[int]:
    """What the places have taken on with this meeting, the most first."""
    return sorted(map(sum, zip(early, late, slot.early, slot.late, strict=True)), reverse=True)


def _slots(places: tuple[Workplace, ...], window: Window, minutes: int) -> list[_Slot]:
    """Each time of a day to meet, with what it asks of each place."""
    found = []
    for minute in range(0, window.minutes, STEP_MINUTES):
        start = window.at(minute)
        asked = [_inconvenience(place, start, minutes) for place in places]
        attending = [place for place, each in zip(places, asked, strict=True) if not each.minutes]
        early, late = tuple([each.early_minutes for each in asked]), tuple([each.late_minutes for each in asked])
        found.append(_Slot(_meeting(places, attending, start, minutes), early, late))
    return found


def next_shared(
    firm: Company | Team, after: datetime | str, minutes: int = 60, *, holidays: bool = False
) -> datetime | None:
    """The first instant, from another on, at which a stretch of time starts that all places share for sure; in UTC.

    None where there is none within a year.

    Raises:
        ValueError: the instant is naive or after 2037, or the length is none.
        TypeError, ImportError: as `shared_time`.

    >>> from datetime import UTC
    >>> from globalfirm import Office
    >>> offices = [Office(country="Serbia"), Office(country="US", time_zone="America/New_York")]
    >>> print(next_shared(Company(name="A", offices=offices), datetime(2026, 3, 6, 16, 30, tzinfo=UTC)))
    2026-03-09 13:00:00+00:00
    """
    _check_length(minutes)
    start = offsets.instant(after)
    start = start.replace(second=0, microsecond=0) + timedelta(minutes=bool(start.second or start.microsecond))
    places = workplaces(firm)
    for week in range(LAST_WEEK if places else 0):
        window = Window(start + timedelta(weeks=week), WEEK_MINUTES + minutes)
        shared = reduce(int.__and__, [_surely(place, window, holidays=holidays) for place in places])
        if fits := lasting(shared, minutes):
            return window.at((fits & -fits).bit_length() - 1)
    return None
