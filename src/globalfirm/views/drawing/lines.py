"""Lines of text: how wide they are in a picture and in a terminal, broken and cut to the room that there is."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import east_asian_width

Measure = Callable[[str], float]


def broken(text: str, room: float, measure: Measure) -> list[str]:
    """A text in lines that fit a room, words cut where they are longer than a line.

    >>> broken("Belgrade, Serbia", 9, len), broken("Llanfairpwll", 8, len), broken("京都市 Kyoto", 6, columns)
    (['Belgrade,', 'Serbia'], ['Llanfair', 'pwll'], ['京都市', 'Kyoto'])
    """
    lines = [""]
    for word in text.split():
        while measure(word) > room:
            end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or measure(word[:end]) <= room)
            lines, word = [*lines, word[:end]], word[end:]  # noqa: PLW2901 # what is left of it
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer) > room and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


def fitted(text: str, room: float, measure: Measure, more: str = "…") -> str:
    """A text cut to a room, with a sign that it was.

    >>> fitted("Belgrade", 5, len), fitted("Rome", 5, len)
    ('Belg…', 'Rome')
    """
    if measure(text) <= room:
        return text
    while text and measure(text) > room - measure(more):
        text = text[:-1]
    return text.rstrip() + more


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> columns("Kyoto"), columns("京都")
    (5, 4)
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def pad(text: str, room: int) -> str:
    """A text filled up to a number of columns.

    >>> pad("京都", 6)
    '京都  '
    """
    return text + " " * (room - columns(text))


_NARROW, _BROAD = frozenset("ijltfrI.,'-() |"), frozenset("mwMWQOG@%≈")


def length(text: str, size: float = 12) -> float:
    """About how wide a text is set, on the safe side: there is no font to ask.

    >>> length("Belgrade") > length("Lilli")
    True
    """
    return size * sum(
        0.36 if sign in _NARROW
        else 0.9 if sign in _BROAD
        else 1 if ord(sign) > 0x2E7F
        else 0.7 if sign.isupper()
        else 0.6
        for sign in text
    )  # fmt: skip
