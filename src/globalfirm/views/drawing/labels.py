"""Where the map's labels go: none touches another, or a disc; those that find no room are left out and counted."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from globalfirm.views.drawing.lines import length

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""


class Disc(NamedTuple):
    """The mark of a place: where it lies, how large it is (and its solid part), and what it is called.

    `place` is the same for the discs of one place, which share a label.
    """

    x: float
    y: float
    radius: float
    solid: float
    name: str
    home: bool
    weight: float
    note: str
    place: tuple[str, int, int] = ("", 0, 0)
    sites: int = 1


class Label(NamedTuple):
    """A text beside its disc, at one of three anchors, and the leader line to it, if there is one."""

    text: str
    x: float
    y: float
    anchor: str
    line: Box | None
    home: bool


CROWD = 8
"""Places; with fewer, every label has found room, so that none is kept for a note on those left out."""

STEPS = (3, 13, 22, 32, 44, 58, 74)
"""Pixels from disc to label."""

TURNS = tuple(
    (cos(turn * pi / 8), sin(turn * pi / 8)) for turn in (0, 8, 14, 2, 10, 6, 12, 4, 15, 1, 9, 7, 13, 11, 3, 5)
)
"""Sixteen directions, the best first."""


def labels(discs: Sequence[Disc], wide: float, high: float) -> list[Label]:
    """A label for each place that has room for one, the heaviest first, at the nearest free of 16 sides by 7 steps.

    From the second step on a leader line joins label and disc.

    >>> [found.text for found in labels([Disc(50, 50, 5, 5, "Belgrade", False, 1, "")], 200, 100)]
    ['Belgrade']
    """
    boxes = [(d.x - d.radius - 1, d.y - d.radius - 1, d.x + d.radius + 1, d.y + d.radius + 1) for d in discs]
    if len(discs) > CROWD:
        boxes.append((wide * 0.56 - 78, high - 17, wide * 0.56 + 78, high))
    named: dict[tuple[str, int, int], list[int]] = {}
    for number, disc in enumerate(discs):
        named.setdefault(disc.place, []).append(number)
    lines: list[Box] = []
    found: list[Label] = []
    for own in sorted(named.values(), key=lambda own: -sum(discs[number].weight for number in own)):
        label = _placed([discs[number] for number in own], own, boxes, lines, (wide, high))
        if label:
            found.append(label)
    return found


def _placed(
    same: list[Disc], own: list[int], boxes: list[Box], lines: list[Box], sheet: tuple[float, float]
) -> Label | None:
    """The label of some discs at one place, its box and line put with the others; none where there is no room."""
    count = sum(disc.sites for disc in same)
    text = same[0].name if count == 1 else f"{same[0].name} ({count})"
    wide = length(text) * (1.12 if same[0].home else 1)  # bold is wider
    x, y = sum(d.x for d in same) / len(same), sum(d.y for d in same) / len(same)
    across = max(abs(d.x - x) + d.radius for d in same)
    down = max(abs(d.y - y) + d.radius for d in same)
    far = STEPS[-1]
    room = (x - across - far - wide, y - down - far - 14, x + across + far + wide, y + down + far + 14)
    near = [box for box in boxes if _hits(room, (box,))]
    ours = {boxes[number] for number in own}
    others = [box for box in near if box not in ours]
    crossed = [line for line in lines if _hits(room, (_around(line),))]
    for step in STEPS:
        for dx, dy in TURNS:
            px, py = x + dx * (across + step), y + dy * (down + step)
            anchor = "start" if dx > 0.5 else "end" if dx < -0.5 else "middle"
            start = px if anchor == "start" else px - wide if anchor == "end" else px - wide / 2
            mid = py + (6 * dy if anchor == "middle" else 0)
            left, top, right, bottom = box = (start - 2, mid - 7, start + wide + 2, mid + 7)
            if left < 0 or right > sheet[0] or top < 0 or bottom > sheet[1] or _hits(box, near):
                continue
            if any(_through(line, box) for line in crossed):
                continue
            line = (x + dx * (across + 1), y + dy * (down + 1), px - dx, py - dy) if step > 3 else None
            if line and any(_through(line, other) for other in others):
                continue
            boxes.append(box)
            lines += [line] if line else []
            return Label(text, px, mid + 4, anchor, line, same[0].home)
    return None


def _hits(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box overlaps one of some others; a loop, since most of the map's time is spent here."""
    left, top, right, bottom = box
    for x0, y0, x1, y1 in others:  # noqa: SIM110 # `any` takes twice as long
        if left < x1 and x0 < right and top < y1 and y0 < bottom:
            return True
    return False


def _around(line: Box) -> Box:
    """The box of a line."""
    x0, y0, x1, y1 = line
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _through(line: Box, box: Box) -> bool:
    """Whether a line runs through a box: they overlap, and the box's corners lie on both sides of it.

    >>> _through((0, 0, 10, 10), (4, 4, 6, 6)), _through((0, 0, 10, 10), (6, 0, 9, 3))
    (True, False)
    """
    x0, y0, x1, y1 = line
    left, top, right, bottom = box
    if max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < top or min(y0, y1) > bottom:
        return False
    dx, dy = x1 - x0, y1 - y0
    sides = [dx * (y - y0) - dy * (x - x0) for x, y in ((left, top), (right, top), (left, bottom), (right, bottom))]
    return min(sides) < 0 < max(sides)
