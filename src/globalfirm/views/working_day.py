"""A year of shared hours on one screen: what each pair of places shares of a working day, and when that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html import escape

from globalfirm.ground.messages import quote
from globalfirm.model.company import Company
from globalfirm.model.team import Team
from globalfirm.views import svg
from globalfirm.views.drawing import look, matrix
from globalfirm.views.drawing.lines import pad
from globalfirm.views.drawing.overlap import MOST_PAIRS, Overlaps, Pair, hours, overlaps_of
from globalfirm.views.drawing.sheet import Theme
from globalfirm.views.picture import Picture
from globalfirm.views.terminal import ASCII, BLOCKS, COLUMNS, Signs, fit, plain, wrap


class WorkingDayCard(Picture):
    """What the places of a firm or team share of a working day over a year: a matrix of pairs, and a calendar of changes."""

    def __init__(self, overlaps: Overlaps) -> None:
        self._overlaps = overlaps

    @property
    def title(self) -> str:
        """Whose day it is, and of which year."""
        return f"{self._overlaps.name}: shared hours, {self._overlaps.year}"

    def html(self) -> str:
        """A piece of HTML with its style and inline pictures, without JavaScript."""
        overlaps = self._overlaps
        body = f'{look.heading(self.title)}<p class="gf-sub">{escape(overlaps.summary)}</p>'
        if overlaps.pairs:
            body += matrix.table(overlaps) + look.key(matrix.signs(overlaps), kind="gf-bins")
        if overlaps.changing:
            body += look.part(f"When hours change, {overlaps.year}", matrix.calendar(overlaps))
        return look.framed(f'{body}<p class="gf-foot">{escape(overlaps.foot)}</p>', "week")

    def svg(self, *, theme: Theme = "light") -> str:
        """One SVG picture of 900 pixels' width."""
        return svg.working_day(self._overlaps, self.title, theme)

    def text(self, *, ascii: bool = False) -> str:  # noqa: A002 # as Python calls it
        """The same for a terminal of 80 columns, with block signs or in ASCII: a week of the calendar is a column."""
        lines = _lines(self._overlaps, self.title, ASCII if ascii else BLOCKS)
        text = "\n".join(line.rstrip() for line in lines)
        return plain(text) if ascii else text

    def __repr__(self) -> str:
        """In one line."""
        return f"Card of the working day of {quote(self._overlaps.name)[1:-1]}, {self._overlaps.year}"


def company(of: Company, year: int | None = None) -> WorkingDayCard:
    """The card of a firm's working day, in the year given, else in that in which it was seen, else in this one."""
    return _card(of, year, of.seen)


def team(of: Team, year: int | None = None) -> WorkingDayCard:
    """The card of a team's working day, in the year given, else in that in which it was seen, else in this one."""
    return _card(of, year, of.seen)


def _card(of: Company | Team, year: int | None, seen: date | None) -> WorkingDayCard:
    return WorkingDayCard(overlaps_of(of, year or (seen or datetime.now().astimezone()).year))


_NAME, _LAST = 14, 8
"""Columns of a row's name, and of the last place's at its own row."""

_PAIR, _WEEKS = 26, 53
"""Columns of a pair's name, and of the weeks of a year."""


def _lines(overlaps: Overlaps, title: str, signs: Signs) -> Iterator[str]:
    yield fit(title, COLUMNS, signs.more)
    yield from wrap(overlaps.summary)
    if overlaps.pairs:
        yield from ("", *_matrix(overlaps, signs))
    if overlaps.changing:
        yield from ("", f"When hours change, {overlaps.year}: a column a week", *_calendar(overlaps, signs))
        levels = zip(signs.levels, matrix.MEANINGS, strict=True)
        yield from wrap("; ".join(f"{sign} {meaning}" for sign, meaning in levels))
    yield from ("", *wrap(overlaps.foot))


def _matrix(overlaps: Overlaps, signs: Signs) -> Iterator[str]:
    """The lower half of the pairs; each place's name closes its row and opens its column."""
    cells = {(pair.other, pair.one): pair.cell for pair in overlaps.pairs}
    room = min(10, (COLUMNS - _NAME - _LAST) // (len(overlaps.places) - 1))
    for at, place in enumerate(overlaps.places):
        row = [cells[at, before] for before in range(at)]
        start = _NAME + room * at
        head = pad(fit(place.label, _NAME - 1, signs.more) if at else "", _NAME)
        yield head + "".join(pad(cell.hours, room) for cell in row) + fit(place.label, COLUMNS - start, signs.more)
        for line in range(max((len(cell.notes) for cell in row), default=0)):
            notes = [cell.notes[line] if line < len(cell.notes) else "" for cell in row]
            yield " " * _NAME + "".join(pad(note, room) for note in notes)


def _calendar(overlaps: Overlaps, signs: Signs) -> Iterator[str]:
    """The days on which each clock changes, and a strip for each pair whose hours do."""
    months = [" "] * _WEEKS
    for month in range(1, 13):
        at = _week(date(overlaps.year, month, 1), overlaps.year)
        months[at : at + 3] = f"{date(overlaps.year, month, 1):%b}"
    yield " " * (_PAIR + 1) + "".join(months[:_WEEKS])
    for place in overlaps.places:
        if place.changes:
            days = ", ".join(matrix.day_text(day) for day in place.changes)
            yield f"{pad(fit(f'Clock of {place.name}', _PAIR, signs.more), _PAIR)} {days}"
    for pair in overlaps.changing[:MOST_PAIRS]:
        yield f"{pad(fit(matrix.pair_name(overlaps, pair), _PAIR, signs.more), _PAIR)} {_strip(pair, overlaps.year, signs)}"


def _strip(pair: Pair, year: int, signs: Signs) -> str:
    """The weeks of a year: each part starts with its hours, where it is long enough, and is filled by its level."""
    drawn = ""
    for period in pair.overlap.periods:
        weeks = _week(period.until, year) - len(drawn)
        text = hours(period.minutes)
        drawn += (text if len(text) <= weeks else "").ljust(
            weeks, signs.levels[matrix.LEVELS.index(pair.level(period.minutes))]
        )
    return drawn


def _week(at: date, year: int) -> int:
    """The column of a day or an instant."""
    return round(_WEEKS * matrix.share(at, year))
