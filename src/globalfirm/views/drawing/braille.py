"""The map of the world in Braille dots, for terminals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from globalfirm.views.drawing.projection import HIGH, WIDE, natural_earth
from globalfirm.views.drawing.spots import Spot
from globalfirm.views.drawing.world import land

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Of the eight dots of a Braille sign, row by row."""


def world_of(spots: Sequence[Spot], columns: int) -> list[str]:
    """The land as a grey of dots; a filled disc for a place that is exactly known with its people, else a ring.

    >>> len(world_of([], 80))
    17
    """
    drawn = [list(line) for line in _land(columns)]
    for spot in spots:
        if spot.at is None:
            continue
        x, y = natural_earth(spot.at.longitude, spot.at.latitude)
        line = drawn[min(len(drawn) - 1, int(y / HIGH * len(drawn)))]
        column = min(columns - 1, int(x / WIDE * columns))
        for beside in (max(0, column - 1), min(columns - 1, column + 1)):
            line[beside] = line[beside] if line[beside] in "●○" else " "
        line[column] = "●" if spot.at.exact and spot.low == spot.high else "○"
    return ["".join(line) for line in drawn]


@lru_cache(maxsize=16)
def _land(columns: int) -> tuple[str, ...]:
    """Each row of dots is cut by the land's outlines; every second dot is set, so that places stand out."""
    across = 2 * columns
    down = round(across * HIGH / WIDE / 4) * 4
    cells = [[0] * columns for _ in range(down // 4)]
    rings = _outlines()
    for row in range(down):
        y = (row + 0.5) * HIGH / down
        cuts = sorted(
            x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            for ring in rings
            for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
            if (y0 <= y) != (y1 <= y)
        )
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            for column in range(max(0, round(start * across / WIDE)), min(across, round(end * across / WIDE))):
                if (row + column) % 2:
                    cells[row // 4][column // 2] |= _BITS[row % 4][column % 2]
    return tuple("".join(chr(0x2800 + cell) if cell else " " for cell in line) for line in cells)


def _outlines() -> list[list[tuple[float, float]]]:
    """The rings of the land's path, whose steps are relative."""
    rings = []
    for part in land().split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring: list[tuple[float, float]] = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings
