"""The working day of a firm's places as bands on 24 hours of UTC: solid surely, dashed perhaps, washed where all share.

Hours are those of the record, or nine to five. A place whose time zone is not known may keep any of its country's: its
hours are certain where all of those agree, and possible where one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import NamedTuple

from globalfirm.metrics.working_day.minutes import WEEK_MINUTES, local_week, stretches, turned
from globalfirm.metrics.working_day.timetable import turned_back
from globalfirm.model.working_hours import DAY_MINUTES, NINE_TO_FIVE, WEEKDAYS, Weekday, WorkingHours, minute_of_day
from globalfirm.places.country import Country
from globalfirm.views import words
from globalfirm.views.drawing.look import LINE, OPEN, PALETTE, SURE
from globalfirm.views.drawing.spots import Spot

NOON = 12 * 60
"""Minutes since midnight."""

BAR = 6.5
"""Half as tall as a band, in pixels."""


class Row(NamedTuple):
    """Places that keep the same hours by the same clocks: which, the clocks that they may have, and their minutes of UTC.

    Minutes are sets of bits, as in `globalfirm.metrics.working_day`: those surely, and those possibly worked.
    """

    names: tuple[str, ...]
    places: int
    clocks: tuple[int, ...]
    hours: WorkingHours
    country: Country
    sure: int
    possible: int

    @property
    def where(self) -> str:
        """The places' names, after the days of a week that is not from Monday to Friday."""
        days = self.hours.days_of(self.country)
        return f"{'' if days == WEEKDAYS[:5] else f'{days_text(days)}: '}{', '.join(self.names)}"

    @property
    def zone(self) -> str:
        """The offset as people write it, a question mark where it is not known."""
        return offset(self.clocks[0]) if len(self.clocks) == 1 else "?"

    @property
    def noon(self) -> int | None:
        """Local noon in minutes of UTC, where it is known."""
        return (NOON - self.clocks[0]) % DAY_MINUTES if len(self.clocks) == 1 else None

    @property
    def when(self) -> str:
        """The hours in figures."""
        return hours_text(self.hours, self.clocks[0]) if len(self.clocks) == 1 else "zone unknown"

    @property
    def week(self) -> tuple[int, int]:
        """The minutes of a week, in UTC, that are surely and possibly worked."""
        week = local_week(self.hours, self.country)
        options = [turned(WEEK_MINUTES, week, -clock) for clock in self.clocks]
        return _all(options), _any(options)


class Line(NamedTuple):
    """A line of the picture, for HTML and SVG alike."""

    kind: str
    zone: str
    where: str
    tall: int
    picture: str
    when: str


class Step(NamedTuple):
    """A part of the day, from minute to minute, and at how many places somebody surely and possibly works in it."""

    start: int
    end: int
    sure: int
    possible: int


class Day(NamedTuple):
    """The rows, and how many places are at work through the day."""

    date: date
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    places: int
    known: bool

    @property
    def title(self) -> str:
        """What is shown."""
        hours = {row.hours for row in self.rows} or {NINE_TO_FIVE}
        local = f"{hours_text(hours.pop())} local time" if len(hours) == 1 else "by each place’s own hours"
        return f"The working day on {self.date.day} {self.date:%B %Y}: {local}, dot at noon"

    @property
    def shared(self) -> int:
        """The minutes in which everybody surely works: none where places may be missing from the record."""
        return _all(row.sure for row in self.rows) if self.known and self.places > 1 else 0

    @property
    def summary(self) -> tuple[str, str]:
        """In words: the hours that all share, if any; then what else is to say."""
        if not self.places:
            return "", "Where people are is not known: any hour may be covered."
        least, most = (_hours(_any(kind)) for kind in self._minutes)
        covered = f"{words.spoken(least, most if self.known else 24)} of 24 h are covered by somebody."
        if self.places == 1:
            return "", covered
        every = "both places" if self.places == 2 else f"all {self.places} places"
        every = every if self.known else every.replace("places", "known places")
        least, most = (_hours(_all(kind)) for kind in self._minutes)
        if most:
            verb = "is" if least == most == 1 else "are"
            hours_shared = f"{words.spoken(least, most)} h {verb} shared by {every}{self._a_week}."
            return (hours_shared, f" {covered}") if least and self.known else ("", f"{hours_shared} {covered}")
        together = max(step.sure for step in self.steps)
        beside = sum(step.end - step.start for step in self.steps if step.sure == together) / 60
        some = f"; {together} are at work together for {beside:.4g} h" if together > 1 else ""
        return "", f"No hour is shared by {every}{some}. {covered}"

    @property
    def _minutes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The minutes of each row that are surely worked, and those that possibly are."""
        return tuple(row.sure for row in self.rows), tuple(row.possible for row in self.rows)

    @property
    def _a_week(self) -> str:
        """How much that is in a week, where it is not so on five days: weekends differ, or the date line lies between."""
        weeks = [_all(kind).bit_count() for kind in zip(*(row.week for row in self.rows), strict=True)]
        if weeks == [5 * _all(kind).bit_count() for kind in self._minutes]:
            return ""
        least, most = (round(minutes / 60, 2) for minutes in weeks)
        return f", {words.spoken(least, most)} h a week"


def day_of(spots: Sequence[Spot], on: date, *, known: bool) -> Day:
    """The working day of some places, west to east; `known` says that there are no others."""
    groups: dict[tuple[tuple[int, ...], WorkingHours, tuple[Weekday, ...]], list[Spot]] = {}
    for spot in spots:
        groups.setdefault((spot.clocks, spot.hours, spot.hours.days_of(spot.country)), []).append(spot)
    rows = []
    for (clocks, hours, _), same in sorted(groups.items(), key=lambda item: (len(item[0][0]) != 1, item[0][0])):
        names = dict.fromkeys(spot.name for spot in sorted(same, key=lambda spot: -(spot.high or spot.low)))
        options = turned_back(hours, *clocks)
        rows.append(Row(tuple(names), len(same), clocks, hours, same[0].country, _all(options), _any(options)))
    return Day(on, tuple(rows), tuple(_steps(rows)), len(spots), known)


def _all(sets: Iterable[int]) -> int:
    return reduce(and_, sets)


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets)


def _steps(rows: Sequence[Row]) -> Iterator[Step]:
    """The day cut where more or fewer places are at work."""
    changes = {0: [0, 0], DAY_MINUTES: [0, 0]}
    for row in rows:
        for kind, minutes in enumerate((row.sure, row.possible)):
            for start, end in stretches(minutes):
                changes.setdefault(start, [0, 0])[kind] += row.places
                changes.setdefault(end, [0, 0])[kind] -= row.places
    sure = possible = 0
    for start, end in pairwise(sorted(at for at, change in changes.items() if any(change) or not at % DAY_MINUTES)):
        sure, possible = sure + changes[start][0], possible + changes[start][1]
        yield Step(start, end, sure, possible)


def lines(day: Day) -> list[Line]:
    """The axis, a band for each row, and how many places are at work."""
    wash = "".join(f'<rect {_at(a, b)} height="100%" {_WASH}/>' for a, b in stretches(day.shared))
    grid = "".join(f'<rect x="{_percent(hour * 60)}" width="1" height="100%" {LINE}/>' for hour in range(0, 25, 3))
    tall = 24 if len(day.rows) <= 10 else 18
    found = [Line("gf-axis gf-note", "UTC", "place", 18, _axis(), "UTC")]
    found += [Line("", row.zone, row.where, tall, wash + grid + _band(row, tall), row.when) for row in day.rows]
    if day.places > 1:
        picture = wash + grid + _at_work(day)
        found.append(
            Line(
                "gf-soft",
                "",
                "places at work",
                34,
                picture,
                f"most: {max(step.sure for step in day.steps)} of {day.places}",
            )
        )
    return found


_WASH = f'fill="{PALETTE["shared"][0]}" class="gf-fshared"'
_STEP = f'fill="{PALETTE["step"][0]}" class="gf-fstep"'
_STEP_ALL = f'fill="{PALETTE["sharedink"][0]}" class="gf-fsharedink"'


def _axis() -> str:
    """The hours above the bands; every second one is left out where it is narrow."""
    drawn = []
    for hour in range(0, 25, 3):
        anchor = "start" if hour == 0 else "end" if hour == 24 else "middle"
        odd = " gf-odd" if hour % 6 else ""
        look = f'y="12" class="gf-soft{odd}" font-size="11" text-anchor="{anchor}"'
        drawn.append(f'<text x="{_percent(hour * 60)}" {look}>{hour:02}</text> ')
    return "".join(drawn)


def _band(row: Row, tall: int) -> str:
    """The hours as bars, two where they run over midnight UTC, with a dot at local noon where that is known."""
    box = f'y="{tall / 2 - BAR:g}" height="{2 * BAR:g}"'
    drawn = [f"<rect {_at(a, b)} {box} {OPEN}/>" for a, b in stretches(row.possible & ~row.sure)]
    drawn += [f'<rect {_at(a, b)} {box} rx="1.5" {SURE}/>' for a, b in stretches(row.sure)]
    if row.noon is not None:
        look = f'r="2.6" fill="{PALETTE["paper"][0]}" stroke="{PALETTE["sure"][0]}" class="gf-fpaper gf-ssure"'
        drawn.append(f'<circle cx="{_percent(row.noon)}" cy="{tall / 2:g}" {look}><title>local noon</title></circle> ')
    return "".join(drawn)


def _at_work(day: Day) -> str:
    """How many places are at work through the day, as steps: solid surely, dashed perhaps."""
    tall = 24 / max(step.possible for step in day.steps)
    drawn = [
        f'<rect {_at(a, b)} y="{30 - tall * most:.1f}" height="{tall * (most - least):.1f}" {OPEN}/>'
        for a, b, least, most in day.steps
        if most > least
    ]
    drawn += [
        f'<rect {_at(a, b)} y="{30 - tall * count:.1f}" height="{tall * count:.1f}" '
        f"{_STEP_ALL if day.known and count == day.places else _STEP}/>"
        for a, b, count, _ in day.steps
        if count
    ]
    return "".join(drawn)


def _hours(minutes: int) -> float:
    return round(minutes.bit_count() / 60, 2)


def _percent(minutes: float) -> str:
    return f"{minutes / 14.4:.4g}%"


def _at(start: float, end: float) -> str:
    return f'x="{_percent(start)}" width="{_percent(end - start)}"'


def hours_text(hours: WorkingHours, clock: int = 0) -> str:
    """The hours from start to end by the local clock, or in UTC where that is so many minutes ahead.

    >>> hours_text(NINE_TO_FIVE), hours_text(NINE_TO_FIVE, 345)
    ('9:00–17:00', '3:15–11:15')
    """
    start, end = (divmod((minute_of_day(at) - clock) % DAY_MINUTES, 60) for at in (hours.start, hours.end))
    return f"{start[0]}:{start[1]:02}–{end[0]}:{end[1]:02}"


def days_text(days: Sequence[Weekday]) -> str:
    """The days of a working week, from the first after one off.

    >>> days_text(("Monday", "Tuesday", "Wednesday", "Thursday", "Sunday")), days_text(("Monday", "Wednesday"))
    ('Sun–Thu', 'Mon, Wed')
    """
    first = next((at for at, day in enumerate(WEEKDAYS) if day in days and WEEKDAYS[at - 1] not in days), 0)
    in_a_row = [WEEKDAYS[(first + at) % 7] for at in range(len(days))]
    if len(days) > 1 and {*in_a_row} == {*days}:
        return f"{in_a_row[0][:3]}–{in_a_row[-1][:3]}"
    return ", ".join(day[:3] for day in days)


def offset(minutes: int) -> str:
    """An offset as people write it.

    >>> offset(345), offset(-480)
    ('+5:45', '−8')
    """
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
