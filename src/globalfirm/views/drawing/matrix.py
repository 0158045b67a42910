"""Pictures of shared hours: half a matrix of the pairs, and the year as strips, cut on the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import escape
from typing import NamedTuple

from globalfirm.metrics.working_day.dates import Level
from globalfirm.metrics.working_day.years import Period
from globalfirm.views.drawing.look import LINE, OPEN, PALETTE, fluid
from globalfirm.views.drawing.overlap import MOST_PAIRS, Overlaps, Pair, Together, hours

SHADES: dict[Level, str] = {"none": "none", "a third": "little", "two thirds": "some", "full": "much"}
"""What a level is drawn in."""

LEVELS = tuple(SHADES)

MEANINGS = ("hardly any", "about a third of the day", "about two thirds", "nearly all")
"""The levels, in their order, of the shorter day (Espinosa, Nan and Carmel 2007)."""

_NONE = f'fill="{PALETTE["paper"][0]}" stroke="{PALETTE["line"][0]}" class="gf-fpaper gf-sline"'


def shade(level: Level) -> str:
    """How a part of a picture is filled: an outline for none, then the more the darker."""
    name = SHADES[level]
    if name == "none":
        return _NONE
    return f'fill="{PALETTE[name][0]}" stroke="{PALETTE["paper"][0]}" class="gf-f{name} gf-spaper"'


def signs(overlaps: Overlaps) -> list[tuple[str, str]]:
    """What the shades mean, and the dashes, where there are any."""
    box = 'x=".5" y=".5" width="15" height="11" rx="2"'
    shown = [(f"<rect {box} {shade(level)}/>", meaning) for level, meaning in zip(SHADES, MEANINGS, strict=True)]
    doubt = [(f"<rect {box} {OPEN}/>", "possible: a time zone is not known")]
    return shown + (doubt if any(not pair.cell.sure for pair in overlaps.pairs) else [])


def table(overlaps: Overlaps) -> str:
    """The lower half of the pairs; each place's name closes its row and opens its column."""
    places, rows = overlaps.places, []
    cells = {(pair.other, pair.one): pair for pair in overlaps.pairs}
    for at, place in enumerate(places):
        drawn = "".join(_cell(cells[at, before], places[before], place) for before in range(at))
        name, title = escape(place.label), escape(names(place))
        head = f'<th scope="row" class="gf-row" title="{title}">{name if at else ""}</th>'
        end = f'<td class="gf-diagonal" colspan="{len(places) - at}" title="{title}">{name}</td>'
        rows.append(f"<tr>{head}{drawn}{end}</tr>")
    heads = "".join(f'<th scope="col">{escape(place.label)}</th>' for place in places)
    columns = f'<col class="gf-row">{"<col>" * (len(places) - 1)}<col class="gf-last">'
    many = " gf-many" * (len(places) > 6) + " gf-crowd" * (len(places) > 8)  # notes go where cells are narrow
    wide = f'style="max-width:{252 + 88 * (len(places) - 1)}px"'
    return (
        f'<table class="gf-matrix{many}" {wide}><colgroup>{columns}</colgroup><thead><tr><th></th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def names(place: Together) -> str:
    """All the places that stand together."""
    return "; ".join(each.name for each in place.places)


def _cell(pair: Pair, one: Together, other: Together) -> str:
    cell = pair.cell
    notes = "".join(f" <small>{note}</small>" for note in cell.notes)
    doubt = "" if cell.sure else " gf-maybe"
    title = escape(f"{one.name} and {other.name}")
    return f'<td class="gf-cell gf-{SHADES[cell.level]}{doubt}" title="{title}"><b>{cell.hours}</b>{notes}</td>'


class Line(NamedTuple):
    """A line of the calendar, for HTML and SVG alike: its picture with what it says in words, and a note beside it."""

    kind: str
    name: str
    tall: int
    picture: str
    spoken: str
    note: str


def lines(overlaps: Overlaps) -> list[Line]:
    """Months, the days on which each clock changes, and a strip for each pair whose hours do."""
    year = overlaps.year
    shown = [Line("gf-note", "", 18, months(year), "", "days, ISO weeks")]
    for place in overlaps.places:
        if place.changes:
            days = ", ".join(day_text(day) for day in place.changes)
            shown.append(Line("gf-soft", f"Clock of {place.name}", 20, clock(place, year), "", days))
    for pair in overlaps.changing[:MOST_PAIRS]:
        spoken = "; ".join(
            f"from {day_text(period.since)} {hours(period.minutes)} h" for period in pair.overlap.periods
        )
        shown.append(Line("", pair_name(overlaps, pair), 22, strip(pair, year), spoken, weeks(pair)))
    return shown


def calendar(overlaps: Overlaps) -> str:
    """The lines as a list."""
    drawn = "".join(
        f'<li class="{line.kind}"><span class="gf-pair" title="{escape(line.name)}">{escape(line.name)}</span> '
        f'{fluid(line.tall, line.picture, line.spoken)} <span class="gf-weeks">{line.note}</span></li>'
        for line in lines(overlaps)
    )
    return f'<ul class="gf-year">{drawn}</ul>'


def pair_name(overlaps: Overlaps, pair: Pair) -> str:
    """Both places."""
    return f"{overlaps.places[pair.one].name}–{overlaps.places[pair.other].name}"


def weeks(pair: Pair) -> str:
    """The ISO weeks in which its hours change."""
    changes = pair.overlap.periods[1:]
    return ", ".join(dict.fromkeys(f"{period.since.isocalendar().week}" for period in changes))


def day_text(day: date) -> str:
    """A day of the year.

    >>> day_text(date(2026, 3, 8))
    '8 Mar'
    """
    return f"{day.day} {day:%b}"


def strip(pair: Pair, year: int) -> str:
    """The year as parts in which they share as much: shade, and hours where there is room for them."""
    drawn = []
    for period in pair.overlap.periods:
        text = hours(period.minutes)
        start, end = (share(at, year) for at in (period.since, period.until))
        box = f'x="{start:.2%}" width="{end - start:.2%}"'
        drawn.append(f'<rect {box} y="2" height="18" {shade(pair.level(period.minutes))}/>')
        if _days(period) > 8 + 8 * len(text):
            middle = f'x="{(start + end) / 2:.2%}" y="15.5" text-anchor="middle"'
            drawn.append(f'<text {middle} font-size="12" fill="currentColor">{text}</text> ')
    return "".join(drawn)


def clock(place: Together, year: int) -> str:
    """A dot on each day on which it changes."""
    look = f'r="3.5" fill="{PALETTE["sharedink"][0]}" class="gf-fsharedink"'
    return _grid(year) + "".join(f'<circle cx="{share(day, year):.2%}" cy="10" {look}/>' for day in place.changes)


def months(year: int) -> str:
    """The names of the months; two of three are left out where it is narrow."""
    return "".join(
        f'<text x="{share(date(year, month, 1), year):.2%}" dx="3" y="12" font-size="11" '
        f'class="gf-soft{" gf-few" * (month % 3 != 1)}">{date(year, month, 1):%b}</text> '
        for month in range(1, 13)
    )


def _grid(year: int) -> str:
    starts = (share(date(year, month, 1), year) for month in range(1, 13))
    return "".join(f'<rect x="{start:.2%}" width="1" height="100%" {LINE}/>' for start in starts)


def share(at: date, year: int) -> float:
    """How far in the year a day or an instant lies, from 0 to 1.

    >>> share(date(2026, 1, 1), 2026), share(datetime(2027, 1, 1, tzinfo=UTC), 2026)
    (0.0, 1.0)
    """
    since = datetime(at.year, at.month, at.day, tzinfo=UTC) if not isinstance(at, datetime) else at
    start, end = (datetime(each, 1, 1, tzinfo=UTC) for each in (year, year + 1))
    return (since - start) / (end - start)


def _days(period: Period) -> float:
    return (period.until - period.since).total_seconds() / 86400
