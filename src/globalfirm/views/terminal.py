"""The card as text of 80 columns: with block signs, or in ASCII alone; colours may repeat what they say (`colours`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from globalfirm.expressions.logic import Outcome
from globalfirm.views.drawing import day
from globalfirm.views.drawing.content import Content, Figure
from globalfirm.views.drawing.gauges import share
from globalfirm.views.drawing.lines import broken, columns, fitted, pad

COLUMNS, HALF = 80, 30
"""Width of the text; minutes of a day's column."""

_COLUMNS = range(0, 24 * 60, HALF)

GAUGE = 46
"""Columns of a figure's bar."""


class Signs(NamedTuple):
    """What the drawings are made of."""

    sure: str
    open: str
    rest: str
    limit: str
    crossed: str
    noon: str
    arrow: str
    apart: str
    more: str
    marks: dict[Outcome, str]
    steps: str
    levels: str


BLOCKS = Signs("━", "╌", "·", "│", "┿", "○", "→", "≠", "…", {True: "✓", False: "✗", None: "?"}, " ▁▂▃▄▅▆▇█", "·░▒▓")
ASCII = Signs("=", "-", ".", "|", "|", "o", "->", "!=", "~", {True: "yes", False: "no ", None: "?  "}, "", ".-=#")


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Signs that would move the cursor or colour what follows: names may hold them, a terminal would obey."""


def card(content: Content, *, ascii: bool = False, world: bool = True) -> str:  # noqa: A002 # as Python calls it
    """The whole card; `world` adds the map in Braille dots, where block signs are used.

    >>> from globalfirm import Company, classify
    >>> from globalfirm.views.drawing.content import content_of
    >>> text = card(content_of(classify(Company(name="A", headcount=9))), ascii=True)
    >>> text.isascii(), max(map(len, text.splitlines())) <= COLUMNS
    (True, True)
    """
    signs = ASCII if ascii else BLOCKS
    lines = [*_head(content, signs)]
    if world and not ascii and any(spot.at for spot in content.spots):
        from globalfirm.views.drawing.braille import world_of

        lines += ["", *world_of(content.spots, COLUMNS)]
    lines += ["", *_day(content, signs), *_reasons(content, signs), "", *wrap(content.reference)]
    text = "\n".join(_CONTROLS.sub("\ufffd", line).rstrip() for line in lines)
    return plain(text) if ascii else text


def plain(text: str) -> str:
    """Text in ASCII: signs spelt out, letters without their accents, and a question mark for what has none.

    >>> plain("São Paulo – “25”")
    'Sao Paulo - "25"'
    """
    content = text.translate(_SPELT)
    return (
        "".join(sign for sign in normalize("NFKD", content) if not 0x300 <= ord(sign) < 0x370)
        .encode("ascii", "replace")
        .decode()
    )


_SPELT = str.maketrans(
    {"–": "-", "−": "-", "“": '"', "”": '"', "’": "'", "…": "...", "≈": "~", "ß": "ss", "ø": "o", "ł": "l"}
)


def fit(text: str, room: int, more: str = "…") -> str:
    """A text cut to a number of columns, with a sign that it was.

    >>> fit("Belgrade", 5), fit("Rome", 5)
    ('Belg…', 'Rome')
    """
    return fitted(text, room, columns, more)


def wrap(text: str, indent: str = "") -> list[str]:
    """A text in lines as wide as a terminal.

    >>> [columns(line) for line in wrap("京都 " * 20, "  ")]
    [76, 26]
    """
    return [indent + line for line in broken(text, COLUMNS - len(indent), columns)]


def _head(content: Content, signs: Signs) -> Iterator[str]:
    label = fit(f"{signs.marks[content.outcome].strip()} {content.verdict.label}", COLUMNS // 2 + 6, signs.more)
    name = fit(content.name, COLUMNS - columns(label) - 2, signs.more)
    yield pad(name, COLUMNS - columns(label)) + label
    yield from wrap(content.meaning)
    if content.verdict.tags:
        yield from wrap(f"Also: {', '.join(content.verdict.tags)}.")
    yield ""
    yield from (gauge(figure, signs) for figure in content.figures)
    yield f"{signs.sure} certain  {signs.open} possible  {signs.limit} where the label would change".rjust(COLUMNS)


def gauge(figure: Figure, signs: Signs = BLOCKS) -> str:
    """Name, value, and the bounds as a bar.

    >>> from globalfirm.views.drawing.content import SCALES
    >>> gauge(Figure(SCALES[2], 2, 4), ASCII)
    '    continents  2–4             =============-------------....................'
    """

    def at(value: float) -> int:
        return round(GAUGE * share(figure.scale, value))

    low = max(1, at(figure.low)) if figure.low else 0
    high = GAUGE if figure.high is None else max(low, at(figure.high))
    bar = list(signs.sure * low + signs.open * (high - low) + signs.rest * (GAUGE - high))
    for limit in figure.limits:
        column = min(GAUGE - 1, at(limit))
        bar[column] = signs.crossed if bar[column] == signs.sure else signs.limit
    if figure.high is None:
        bar[-1] = signs.arrow[-1]
    return f"{figure.name:>14}  {figure.value:<15} {''.join(bar)}"


def _day(content: Content, signs: Signs) -> Iterator[str]:
    """The bands on 24 hours of UTC, how many places are at work, and the hours that all share underlined."""
    found = day.day_of(content.spots, content.day, known=content.places_known)
    yield found.title.replace("dot", signs.noon)
    yield from wrap("".join(found.summary))
    if not found.rows:
        return
    yield f"{'UTC':>6} {'':<21} {''.join(f'{hour:02}    ' for hour in range(0, 24, 3))}24"
    for row in found.rows:
        yield f"{row.zone:>6} {pad(fit(row.where, 20, signs.more), 21)} {_band(row, signs)}"
    if found.places > 1:
        halves = [max(step.sure for step in found.steps if step.start < at + HALF and step.end > at) for at in _COLUMNS]
        most = max(*halves, 1)
        bar = "".join(
            signs.steps[-(-8 * count // most)]
            if signs.steps
            else (" " if not count else f"{count}" if count < 10 else "+")
            for count in halves
        )
        yield f"{'':>6} {'places at work':<21} {bar}"
    if found.shared:
        yield f"{'':>6} {'shared by all':<21} {''.join('^' if _fills(found.shared, at) else ' ' for at in _COLUMNS)}"


def _fills(minutes: int, at: int) -> bool:
    """Whether a column, which starts at a minute, is filled: half of it is worked."""
    return (minutes >> at & ((1 << HALF) - 1)).bit_count() >= HALF // 2


def _band(row: day.Row, signs: Signs) -> str:
    """The hours of a row."""
    cells = [
        signs.sure if _fills(row.sure, at)
        else signs.open if _fills(row.possible, at)
        else signs.rest if at % 180 == 0
        else " "
        for at in _COLUMNS
    ]  # fmt: skip
    if row.noon is not None:
        cells[row.noon // HALF] = signs.noon
    return "".join(cells)


def _reasons(content: Content, signs: Signs) -> Iterator[str]:
    """Why; what would change it; claims set aside."""
    yield from ("", "Why")
    for reason in content.reasons:
        yield from _item(signs.marks[reason.outcome], reason.question, reason.sources, signs, reason.fact)
    if content.more_reasons:
        yield f"  and {content.more_reasons} more"
    if content.changes:
        yield from ("", content.title_of_changes)
    for change, then in content.changes:
        yield from _item(signs.arrow, change, then, signs)
    if content.aside:
        yield from ("", "Claims set aside")
    for what, why in content.aside:
        yield from _item(signs.apart, what, why, signs)


def _item(sign: str, head: str, note: str, signs: Signs, value: str = "") -> Iterator[str]:
    """A line of a list with its sign, a value at the right, and a note beneath."""
    gap = " " * (len(sign) + 3)
    first = fit(f"  {sign} {head}", COLUMNS - columns(value) - 1, signs.more)
    yield pad(first, COLUMNS - columns(value)) + value
    yield from wrap(note, gap)
