"""What there is to tell of a year of shared hours: who works when, what each pair shares, and when that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from globalfirm.metrics.working_day.dates import Level, overlap_level
from globalfirm.metrics.working_day.timetable import Workplace, workplaces
from globalfirm.metrics.working_day.years import Clock, OverlapYear, clocks_of, overlap_of
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.model.team import Team
from globalfirm.model.working_hours import WEEKDAYS
from globalfirm.places import offsets
from globalfirm.views.drawing.day import days_text, hours_text

MOST_PLACES = 10
"""So many are in the matrix, those with the most people; the others are counted."""

MOST_PAIRS = 24
"""So many pairs are in the calendar, those whose hours change the most; the others are counted."""

MOST_HOURS = 3
"""The hours of so many places that do not keep the usual ones are named; the others are counted."""


class Together(NamedTuple):
    """Places that keep the same hours by the same clock, or one whose clock is not known."""

    name: str
    places: tuple[Workplace, ...]
    clock: Clock | None

    @property
    def label(self) -> str:
        """What it is called, and how many others stand with it."""
        return f"{self.name} +{len(self.places) - 1}" if len(self.places) > 1 else self.name

    @property
    def changes(self) -> tuple[date, ...]:
        """The local days on which the clock changes."""
        return tuple((at + timedelta(minutes=offset)).date() for at, offset in (self.clock or ())[1:])

    @property
    def schedule(self) -> str:
        """Its hours, and its days where these are not from Monday to Friday."""
        first = self.places[0]
        days = first.hours.days_of(first.country)
        return hours_text(first.hours) + ("" if days == WEEKDAYS[:5] else f" {days_text(days)}")


class Cell(NamedTuple):
    """What a pair shares for most of the year: in words, how much of the shorter day, and whether that is certain.

    Notes are the least and most of the year, and the hours of a week, where they say more.
    """

    hours: str
    level: Level
    sure: bool
    notes: tuple[str, ...]


class Pair(NamedTuple):
    """Two that share hours, by their positions, and what they share over the year."""

    one: int
    other: int
    overlap: OverlapYear
    day_minutes: int

    def level(self, minutes: float) -> Level:
        """How much of the shorter day some minutes are."""
        return overlap_level(minutes, self.day_minutes)

    @property
    def cell(self) -> Cell:
        """What is typical of it."""
        pair = self.overlap
        typical, week = pair.typical_minutes, pair.typical_week_minutes
        year = Interval(pair.least_minutes.low, pair.most_minutes.high)
        notes = [_bounds(year)] if year != typical else []
        notes += [f"{_bounds(week)}/wk"] if week != 5 * typical else []
        return Cell(_bounds(typical), self.level(typical.low or 0), typical.is_exact, tuple(notes))

    @property
    def spread(self) -> float:
        """By how many minutes it changes."""
        minutes = [period.minutes for period in self.overlap.periods]
        return max(minutes, default=0) - min(minutes, default=0)


class Overlaps(NamedTuple):
    """All that the picture shows."""

    name: str
    year: int
    places: tuple[Together, ...]
    left_out: int
    pairs: tuple[Pair, ...]

    @property
    def changing(self) -> tuple[Pair, ...]:
        """The pairs whose hours change, those that change the most first."""
        return tuple(sorted((pair for pair in self.pairs if pair.spread), key=lambda pair: -pair.spread))

    @property
    def summary(self) -> str:
        """What it shows, in words."""
        if len(self.places) < 2:
            return self._alone
        notes = [note for pair in self.pairs for note in pair.cell.notes]
        beneath = ["the year’s least–most"] if any("/wk" not in note for note in notes) else []
        beneath += (
            ["those of a week (/wk) where they are not five days’"] if any("/wk" in note for note in notes) else []
        )
        shown = f"Hours that two places share of a day on which both work, typical of {self.year}"
        shown += f"; beneath, {', and '.join(beneath)}." if beneath else "."
        left_out = f" {self.left_out} places with fewer people are left out." if self.left_out else ""
        return f"{shown}{self._counts} {self._schedules}{left_out}"

    @property
    def _alone(self) -> str:
        """What there is to say where no two share hours."""
        if not self.places:
            return "Where people are is not known."
        count = len(self.places[0].places)
        same = f"All {count} places on record keep the same hours by the same clock."
        return same if count > 1 else "There is but one place on record."

    @property
    def _counts(self) -> str:
        """How many pairs never share any hours, and of how many these change."""
        never, changing = sum(pair.overlap.most_minutes.high == 0 for pair in self.pairs), len(self.changing)
        counts = [f"{never} never share{'s' * (never == 1)} any"] if never else []
        counts += [f"{changing} change{'s' * (changing == 1)} within the year"] if changing else []
        return f" Of {len(self.pairs)} pairs {' and '.join(counts)}." if counts else ""

    @property
    def _schedules(self) -> str:
        """The usual hours, and whose are others."""
        [(usual, _)] = Counter(each.schedule for each in self.places for _ in each.places).most_common(1)
        others = [f"{each.name}: {each.schedule}" for each in self.places if each.schedule != usual]
        more = [f"{len(others) - MOST_HOURS} more"] if len(others) > MOST_HOURS else []
        exceptions = f" ({'; '.join(others[:MOST_HOURS] + more)})" if others else ""
        return f"Hours are {usual} local time{exceptions}."

    @property
    def foot(self) -> str:
        """Which pairs the calendar leaves out, and which release the offsets are of."""
        unknown = sum(not pair.overlap.periods for pair in self.pairs)
        more = len(self.changing) - MOST_PAIRS
        left_out = [f"{more} with smaller changes"] if more > 0 else []
        left_out += [f"{unknown} with a time zone unknown"] if unknown else []
        pairs = f"Pairs not in the calendar: {', '.join(left_out)}. " if left_out else ""
        return f"{pairs}Public holidays are not counted. Offsets: IANA time zone database {offsets.database_version()}."


def overlaps_of(firm: Company | Team, year: int) -> Overlaps:
    """What the places of a firm or team share over a year, west to east.

    >>> from globalfirm import Office
    >>> shown = overlaps_of(Company(name="A", offices=[Office(country=code) for code in ("RS", "DE", "IN", "US")]), 2026)
    >>> [each.label for each in shown.places], [pair.cell.hours for pair in shown.pairs]
    (['Serbia +1', 'India', 'United States'], ['4½', '0–2', '0'])
    """
    groups: dict[object, tuple[Clock | None, list[Workplace]]] = {}
    for at, place in enumerate(sorted(workplaces(firm), key=lambda place: -(place.people.high or place.people.low))):
        clocks = clocks_of(place, year)
        clock = next(iter(clocks)) if len(clocks) == 1 else None
        same = (clock, place.hours, place.hours.days_of(place.country)) if clock else at
        groups.setdefault(same, (clock, []))[1].append(place)
    shown = sorted([*groups.values()][:MOST_PLACES], key=lambda group: _east(group[1][0]))
    names = _short_names(same[0].name for _, same in shown)
    places = tuple(Together(name, tuple(same), clock) for name, (clock, same) in zip(names, shown, strict=True))
    pairs = tuple(_pair(one, other, places, year) for one, other in combinations(range(len(places)), 2))
    left_out = sum(len(same) for _, same in [*groups.values()][MOST_PLACES:])
    return Overlaps(firm.name, year, places, left_out, pairs)


def _pair(one: int, other: int, places: tuple[Together, ...], year: int) -> Pair:
    mine, theirs = places[one].places[0], places[other].places[0]
    shorter = min(mine.hours.minutes_a_day, theirs.hours.minutes_a_day)
    return Pair(one, other, overlap_of(mine, theirs, year), shorter)


def _east(place: Workplace) -> float:
    """Hours from UTC in standard time, by which places stand in order; those whose zone is not known are the last."""
    return offsets.standard_offset_hours(place.zone) if place.zone else 99


def _short_names(names: Iterable[str]) -> list[str]:
    """Each place's name without its country, where no other is then called the same.

    >>> _short_names(["Cambridge, United Kingdom", "Cambridge, United States", "Lisbon, Portugal"])
    ['Cambridge, United Kingdom', 'Cambridge, United States', 'Lisbon']
    """
    every = list(names)
    short = [name.partition(",")[0] for name in every]
    count = Counter(short)
    return [one if count[one] == 1 else name for one, name in zip(short, every, strict=True)]


def _bounds(minutes: Interval) -> str:
    low, high = (hours(end or 0) for end in (minutes.low, minutes.high))
    return low if low == high else f"{low}–{high}"


def hours(minutes: float) -> str:
    """Minutes as hours, with quarters as fractions, and others as on a clock.

    >>> hours(210), hours(45), hours(0), hours(130)
    ('3½', '¾', '0', '2:10')
    """
    whole, rest = divmod(round(minutes), 60)
    fraction = {0: "", 15: "¼", 30: "½", 45: "¾"}.get(rest)
    return f"{whole}:{rest:02}" if fraction is None else f"{whole or ''}{fraction}" or "0"
