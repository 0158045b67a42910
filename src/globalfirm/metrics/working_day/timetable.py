"""Who works when: the places of a firm or team with their hours, and the minutes of any window that each works.

Windows are in UTC. Within one, the clocks of a place keep one offset from change to change, so its local week is laid
down as often as need be: exact to the minute, also on the days on which clocks change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from globalfirm.ground.fields import asked_day
from globalfirm.ground.messages import quote
from globalfirm.metrics.working_day.minutes import WEEK_MINUTES, local_day, local_week, minutes_of, turned
from globalfirm.metrics.zones import relevant
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY, Site
from globalfirm.model.team import Member, Team
from globalfirm.model.working_hours import DAY_MINUTES, NINE_TO_FIVE, WorkingHours
from globalfirm.places import offsets

Options = frozenset[int]
"""The sets of minutes that a place may work: one where its zone is known."""

MONDAY = datetime(1970, 1, 5)


class Workplace(NamedTuple):
    """A place with people, and when they work."""

    name: str
    country: str
    subdivision: str | None
    zone: str | None
    hours: WorkingHours
    people: Count

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones that it may be in."""
        return zones_of(self.zone, self.country)


def zones_of(zone: str | None, country: str) -> tuple[str, ...]:
    """The zones that a place may be in: all of its country's where its own is not known or only follows from it.

    Zones that one clock follows from agree in standard time and from now on, and in the past may not have. A country
    without a zone in the database may keep any.

    >>> zones_of("Asia/Qyzylorda", "KZ"), len(zones_of("Asia/Almaty", "KZ"))
    (('Asia/Qyzylorda',), 7)
    """
    return offsets.zones_then(zone, country) or tuple(sorted(offsets.canonical_names()))


class Window(NamedTuple):
    """A stretch of time: an instant in naive UTC, and how many minutes from there on."""

    start: datetime
    minutes: int

    def at(self, minute: int) -> datetime:
        """The instant of one of its minutes, in UTC."""
        return (self.start + timedelta(minutes=minute)).replace(tzinfo=UTC)


def window_of(on: date | str, days: int = 1) -> Window:
    """So many days of 24 hours, from the first one's midnight in UTC.

    Raises:
        TypeError: `on` is not a day.
        ValueError: there are no such days in the tables of pytz.

    >>> window_of(date(2026, 11, 26), 7).minutes
    10080
    """
    on = asked_day(on)
    if not 1 <= days <= 366 or on.year > offsets.LAST_YEAR:
        raise ValueError(f"{days} days from {on} can't be worked out: give 1 to 366 days, up to {offsets.LAST_YEAR}.")
    return Window(datetime(on.year, on.month, on.day), days * DAY_MINUTES)


def workplaces(firm: Company | Team) -> tuple[Workplace, ...]:
    """The places with people of a firm (its open offices, then its teams' places) or of a team, each with its hours.

    A place has its own hours, or its team's, or else works nine to five. Those in one city are one place, where their
    zone is known and they keep the same hours; who is counted at an office and in a team there may be the same people.

    Raises:
        TypeError: it is neither a company nor a team.

    >>> from globalfirm import Office
    >>> offices = [Office(country="RS", headcount=2), Office(country="RS"), Office(country="US"), Office(country="US")]
    >>> [(place.name, place.people) for place in workplaces(Company(name="A", offices=offices))]
    [('Serbia', Count('3+')), ('United States', Count('1+')), ('United States (2)', Count('1+'))]
    """
    if not isinstance(firm, (Company, Team)):
        raise neither(firm)
    places: dict[object, _Together] = {}
    for staffed in staffed_places(firm):
        _put(places, *staffed)
    named: Counter[str] = Counter()
    return tuple([_workplace(together, named) for together in places.values()])


def neither(given: object) -> TypeError:
    """The error for what is neither a company nor a team."""
    return TypeError(f"{quote(given)} is neither a company nor a team: give one of these.")


class StaffedPlace(NamedTuple):
    """A place with people as the record has it, its hours, and whether it is a team's."""

    place: Site | Member
    hours: WorkingHours
    in_team: bool


def staffed_places(firm: Company | Team) -> Iterator[StaffedPlace]:
    """Each office with people, then each place of a team, with its hours, its team's, or nine to five.

    >>> from globalfirm import Office
    >>> offices = [Office(country="RS"), Office(country="RS"), Office(country="US", headcount=0)]
    >>> len([*staffed_places(Company(name="A", offices=offices))])
    2
    """
    if isinstance(firm, Company):
        for office in firm.known_offices:
            if office.people.high != 0:
                yield StaffedPlace(office, office.working_hours or NINE_TO_FIVE, in_team=False)
    for team in firm.teams if isinstance(firm, Company) else (firm,):
        usual = team.working_hours or NINE_TO_FIVE
        for member in team.members:
            if member.people.high != 0:
                yield StaffedPlace(member, usual, in_team=True)
        for site in team.sites:
            if site.people.high != 0:
                yield StaffedPlace(site, site.working_hours or usual, in_team=True)


class _Together(NamedTuple):
    """Places that are one, and the people there by both lists."""

    place: Site | Member
    hours: WorkingHours
    people: list[Count]  # at offices, and in teams


def _put(places: dict[object, _Together], place: Site | Member, hours: WorkingHours, in_team: bool) -> None:
    people, zone = place.people, place.time_zone
    key = (place.country, place.subdivision, place.city, zone, hours) if zone else len(places)
    together = places.setdefault(key, _Together(place, hours, [NOBODY, NOBODY]))
    together.people[in_team] = people if together.people[in_team] is NOBODY else together.people[in_team] + people


def _workplace(together: _Together, named: Counter[str]) -> Workplace:
    """The places as one; another of the same name has a number."""
    place, hours, (at_offices, in_teams) = together
    name = str(place)
    named[name] += 1
    if named[name] > 1:
        name += f" ({named[name]})"
    people = at_offices
    if in_teams is not NOBODY:
        people = Count._of(max(at_offices.low, in_teams.low), (at_offices + in_teams).high)
    return Workplace(name, place.country, place.subdivision, place.time_zone, hours, people)


def working_minutes(place: Workplace, window: Window, *, holidays: bool = False) -> Options:
    """The minutes of a window that a place works, in each of the zones that it may be in."""
    off = _days_off(place.country, place.subdivision, window) if holidays else frozenset()
    week = local_week(place.hours, place.country)
    clocks = {_offsets_held(zone, window) for zone in place.zones}
    return frozenset([_by_clock(week, clock, window, off) for clock in clocks])


def dial_minutes(hours: WorkingHours, zones: Iterable[str], at: datetime | None = None) -> Options:
    """The minutes of any working day, round the dial from midnight in UTC, in each of some zones.

    Clocks are those of an instant in naive UTC, or of standard time.

    >>> [minutes] = dial_minutes(NINE_TO_FIVE, ["Europe/Belgrade"])
    >>> (minutes >> 8 * 60) & 1, minutes.bit_count()
    (1, 480)
    """
    return turned_back(hours, *{_offset_of(zone, at) for zone in zones})


def _offset_of(zone: str, at: datetime | None) -> int:
    return round(60 * offsets.standard_offset_hours(zone)) if at is None else offset_minutes(zone, at)


@lru_cache(maxsize=4096)
def turned_back(hours: WorkingHours, *offsets_minutes: int) -> Options:
    """The minutes of a working day in UTC, under each of some offsets.

    >>> sorted(minutes.bit_count() for minutes in turned_back(NINE_TO_FIVE, 60, -300))
    [480, 480]
    """
    day = local_day(hours)
    return frozenset([turned(DAY_MINUTES, day, -offset) for offset in offsets_minutes])


@lru_cache(maxsize=4096)
def week_turned_back(hours: WorkingHours, country: str, offset_minutes: int) -> Options:
    """The minutes of a working week in UTC, under an offset.

    >>> [minutes] = week_turned_back(NINE_TO_FIVE, "RS", 60)
    >>> minutes.bit_count()
    2400
    """
    return frozenset([turned(WEEK_MINUTES, local_week(hours, country), -offset_minutes)])


def _by_clock(week: int, clock: tuple[tuple[int, int, int], ...], window: Window, off: frozenset[date]) -> int:
    found = 0
    for start, end, offset in clock:
        local = int((window.start - MONDAY).total_seconds()) // 60 + start + offset
        phase, length = local % WEEK_MINUTES, end - start
        weeks = (phase + length - 1) // WEEK_MINUTES + 1
        minutes = (week * _every_week(weeks) >> phase) & ((1 << length) - 1)
        for day in off:
            begins = (day - MONDAY.date()).days * DAY_MINUTES - local
            if -DAY_MINUTES < begins < length:
                minutes &= ~minutes_of([(max(begins, 0), begins + DAY_MINUTES)])
        found |= minutes << start
    return found


@lru_cache(maxsize=64)
def _every_week(weeks: int) -> int:
    """What a week is multiplied by to stand so many times in a row."""
    return sum(1 << WEEK_MINUTES * i for i in range(weeks))


@lru_cache(maxsize=4096)
def _offsets_held(zone: str, window: Window) -> tuple[tuple[int, int, int], ...]:
    """The parts of a window in which a zone keeps one offset: first minute, first minute after, minutes from UTC."""
    start, length = window
    last = start + timedelta(minutes=length - 1)
    parts, at, since = [], 0, start
    for year in range(start.year, last.year + 1):
        for change in offsets.changes(zone, year):
            if start < change <= last:
                until = int((change - start).total_seconds()) // 60
                parts.append((at, until, offset_minutes(zone, since)))
                at, since = until, change
    return (*parts, (at, length, offset_minutes(zone, since)))


def offset_minutes(zone: str, at: datetime) -> int:
    """Minutes from UTC in a zone at an instant in naive UTC.

    >>> offset_minutes("Asia/Kathmandu", datetime(2026, 1, 1))
    345
    """
    return round(60 * offsets.offset_hours(zone, at))


def reachable(options: Iterable[Options], combine: Callable[[int, int], int], start: int) -> set[int]:
    """What sets of minutes come to together, under every choice of one from each place's.

    >>> sorted(reachable([frozenset({1, 2}), frozenset({2})], int.__or__, 0))
    [2, 3]
    """
    unknown: list[Options] = []
    for each in options:
        if len(each) == 1:
            [option] = each
            start = combine(start, option)
        else:
            unknown.append(each)
    found = {start}
    for each in relevant(unknown) if unknown else ():
        found = {combine(minutes, option) for minutes in found for option in each}
    return found


def bounds_of(found: Iterable[int]) -> Interval:
    """The least and the most minutes among some sets.

    >>> bounds_of([0b1, 0b111])
    Interval(1, 3)
    """
    counts = [minutes.bit_count() for minutes in found]
    return _interval(min(counts), max(counts))


def shared_bounds(one: Options, other: Options) -> Interval:
    """The least and the most minutes that two places may share.

    >>> shared_bounds(frozenset({0b11, 0b100}), frozenset({0b1}))
    Interval(0, 1)
    """
    if len(one) == len(other) == 1:  # as of most
        [mine], [theirs] = one, other
        minutes = (mine & theirs).bit_count()
        return _interval(minutes, minutes)
    return bounds_of([mine & theirs for mine in one for theirs in other])


_interval = lru_cache(maxsize=4096)(Interval._of)  # of whole minutes there are few


@lru_cache(maxsize=1024)
def _days_off(country: str, subdivision: str | None, window: Window) -> frozenset[date]:
    from globalfirm.metrics.working_day.holidays import public_holidays

    last = window.start + timedelta(minutes=window.minutes)
    return public_holidays(country, subdivision, range(window.start.year - 1, last.year + 2))
