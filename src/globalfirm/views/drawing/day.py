"""The working day of a firm's places as bands on 24 hours of UTC: solid surely, dashed perhaps, washed where all share.

Nine to five on a working day stands for hours that no record holds. A place whose time zone is not known may keep any
of its country's: its hours are certain where all of those agree, and possible where one does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple, TypeVar

from globalfirm.views import words
from globalfirm.views.drawing.look import LINE, OPEN, PALETTE, SURE
from globalfirm.views.drawing.spots import Spot

OPENS, CLOSES, NOON = 9, 17, 12
SLOT, SLOTS = 15, 96
"""Minutes, of which every offset of today is a multiple; and how many there are in a day."""

BAR = 6.5
"""Half as tall as a band, in pixels."""

T = TypeVar("T")


class Row(NamedTuple):
    """Places that keep the same hours: which, their possible offsets in minutes, and the slots surely and possibly worked."""

    names: tuple[str, ...]
    places: int
    clocks: tuple[int, ...]
    sure: tuple[bool, ...]
    possible: tuple[bool, ...]

    @property
    def where(self) -> str:
        """The places' names."""
        return ", ".join(self.names)

    @property
    def zone(self) -> str:
        """The offset as people write it, a question mark where it is not known."""
        return offset(self.clocks[0]) if len(self.clocks) == 1 else "?"

    @property
    def noon(self) -> int | None:
        """Local noon in minutes of UTC, where it is known."""
        return (NOON * 60 - self.clocks[0]) % 1440 if len(self.clocks) == 1 else None

    @property
    def when(self) -> str:
        """The hours in figures."""
        if len(self.clocks) != 1:
            return "zone unknown"
        start, end = ((hour * 60 - self.clocks[0]) % 1440 for hour in (OPENS, CLOSES))
        return f"{clock(start)}–{clock(end)}"


class Line(NamedTuple):
    """A line of the picture, for HTML and SVG alike."""

    kind: str
    zone: str
    where: str
    tall: int
    picture: str
    when: str


class Day(NamedTuple):
    """The rows, and for each slot of the day at how many places somebody surely and possibly works."""

    date: date
    rows: tuple[Row, ...]
    sure: tuple[int, ...]
    possible: tuple[int, ...]
    places: int
    known: bool

    @property
    def title(self) -> str:
        """What is shown."""
        return f"The working day on {self.date.day} {self.date:%B %Y}: {OPENS}:00–{CLOSES}:00 local time, dot at noon"

    @property
    def shared(self) -> tuple[bool, ...]:
        """The slots in which everybody surely works: none where places may be missing from the record."""
        return tuple(self.known and self.places > 1 and count == self.places for count in self.sure)

    @property
    def summary(self) -> tuple[str, str]:
        """In words: the hours that all share, if any; then what else is to say."""
        if not self.places:
            return "", "Where people are is not known: any hour may be covered."
        covered = words.spoken(_hours(self.sure, bool), _hours(self.possible, bool) if self.known else 24)
        covered = f"{covered} of 24 h are covered by somebody."
        if self.places == 1:
            return "", covered
        every = "both places" if self.places == 2 else f"all {self.places} places"
        every = every if self.known else every.replace("places", "known places")
        least, most = (_hours(counts, lambda count: count == self.places) for counts in (self.sure, self.possible))
        if most:
            hours_shared = f"{words.spoken(least, most)} h {'is' if least == most == 1 else 'are'} shared by {every}."
            return (hours_shared, f" {covered}") if least and self.known else ("", f"{hours_shared} {covered}")
        together = max(self.sure)
        beside = _hours(self.sure, lambda count: count == together)
        some = f"; {together} are at work together for {beside:g} h" if together > 1 else ""
        return "", f"No hour is shared by {every}{some}. {covered}"


def day_of(spots: Sequence[Spot], on: date, *, known: bool) -> Day:
    """The working day of some places, west to east; `known` says that there are no others."""
    groups: dict[tuple[int, ...], list[Spot]] = {}
    for spot in spots:
        groups.setdefault(spot.clocks, []).append(spot)
    rows = []
    for clocks, same in sorted(groups.items(), key=lambda item: (len(item[0]) != 1, item[0])):
        names = dict.fromkeys(spot.name for spot in sorted(same, key=lambda spot: -(spot.high or spot.low)))
        rows.append(Row(tuple(names), len(same), clocks, *_worked(clocks)))
    sure, possible = (
        tuple(sum(row.places for row in rows if getattr(row, kind)[slot]) for slot in range(SLOTS))
        for kind in ("sure", "possible")
    )
    return Day(on, tuple(rows), sure, possible, len(spots), known)


@lru_cache(maxsize=512)
def _worked(clocks: tuple[int, ...]) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """The slots that are surely, and possibly, worked by clocks of some possible offsets; of none, any may be."""
    each = [
        {(OPENS * 60 - minutes + at) % 1440 // SLOT for at in range(0, (CLOSES - OPENS) * 60, SLOT)}
        for minutes in clocks
    ]
    sure: set[int] = set.intersection(*each) if each else set()
    possible: set[int] = set.union(*each) if each else set(range(SLOTS))
    return tuple(slot in sure for slot in range(SLOTS)), tuple(slot in possible for slot in range(SLOTS))


def runs(values: Sequence[T]) -> list[tuple[int, int, T]]:
    """Equal neighbours as (first minute, last minute, value).

    >>> runs([0, 0, 1])
    [(0, 30, 0), (30, 45, 1)]
    """
    found: list[tuple[int, int, T]] = []
    for slot, value in enumerate(values):
        if found and found[-1][2] == value:
            found[-1] = (found[-1][0], (slot + 1) * SLOT, value)
        else:
            found.append((slot * SLOT, (slot + 1) * SLOT, value))
    return found


def lines(day: Day) -> list[Line]:
    """The axis, a band for each row, and how many places are at work."""
    wash = "".join(f'<rect {_at(a, b)} height="100%" {_WASH}/>' for a, b, shared in runs(day.shared) if shared)
    grid = "".join(f'<rect x="{_percent(hour * 60)}" width="1" height="100%" {LINE}/>' for hour in range(0, 25, 3))
    tall = 24 if len(day.rows) <= 10 else 18
    found = [Line("gf-axis gf-note", "UTC", "place", 18, _axis(), "UTC")]
    found += [Line("", row.zone, row.where, tall, wash + grid + _band(row, tall), row.when) for row in day.rows]
    if day.places > 1:
        picture = wash + grid + _at_work(day)
        found.append(Line("gf-soft", "", "places at work", 34, picture, f"most: {max(day.sure)} of {day.places}"))
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
        drawn.append(f'<text x="{_percent(hour * 60)}" {look}>{hour:02}</text>')
    return "".join(drawn)


def _band(row: Row, tall: int) -> str:
    """The hours as bars, two where they run over midnight UTC, with a dot at local noon where that is known."""
    box = f'y="{tall / 2 - BAR:g}" height="{2 * BAR:g}"'
    drawn = [
        f"<rect {_at(a, b)} {box} {OPEN}/>"
        for a, b, perhaps in runs([p and not s for p, s in zip(row.possible, row.sure, strict=True)])
        if perhaps
    ]
    drawn += [f'<rect {_at(a, b)} {box} rx="1.5" {SURE}/>' for a, b, sure in runs(row.sure) if sure]
    if row.noon is not None:
        look = f'r="2.6" fill="{PALETTE["paper"][0]}" class="gf-fpaper"'
        drawn.append(f'<circle cx="{_percent(row.noon)}" cy="{tall / 2:g}" {look}><title>local noon</title></circle>')
    return "".join(drawn)


def _at_work(day: Day) -> str:
    """How many places are at work through the day, as steps: solid surely, dashed perhaps."""
    tall = 24 / max(*day.possible, 1)
    drawn = [
        f'<rect {_at(a, b)} y="{30 - tall * most:.1f}" height="{tall * (most - least):.1f}" {OPEN}/>'
        for a, b, (least, most) in runs(list(zip(day.sure, day.possible, strict=True)))
        if most > least
    ]
    drawn += [
        f'<rect {_at(a, b)} y="{30 - tall * count:.1f}" height="{tall * count:.1f}" '
        f"{_STEP_ALL if day.known and count == day.places else _STEP}/>"
        for a, b, count in runs(day.sure)
        if count
    ]
    return "".join(drawn)


def words_of(day: Day) -> str:
    """The picture in words, for who can't see it.

    >>> words_of(day_of([], date(2026, 1, 5), known=True))
    'no place known'
    """
    return escape("; ".join(f"{row.where}: {row.when}" for row in day.rows) or "no place known")


def _hours(counts: Sequence[int], wanted: Callable[[int], bool]) -> float:
    return sum(map(wanted, counts)) * SLOT / 60


def _percent(minutes: float) -> str:
    return f"{minutes / 14.4:.4g}%"


def _at(start: float, end: float) -> str:
    return f'x="{_percent(start)}" width="{_percent(end - start)}"'


def clock(minutes: int) -> str:
    """Minutes as a time.

    >>> clock(545)
    '9:05'
    """
    return f"{minutes // 60}:{minutes % 60:02}"


def offset(minutes: int) -> str:
    """An offset as people write it.

    >>> offset(345), offset(-480)
    ('+5:45', '−8')
    """
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
