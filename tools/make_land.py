"""Makes the world's land for the map: one SVG path of about 20 kB, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_land.py package/land-50m.json > src/globalfirm/views/drawing/land.path

Source: Natural Earth 4.1.0, 1:50m land (public domain), redistributed as TopoJSON by world-atlas 2.0.2 (ISC, Mike
Bostock). Land only: no borders, so none is disputed. Cut at 180 degrees, Antarctica left out, thinned by Visvalingam and
Whyatt's (1993) triangles.
"""

from __future__ import annotations

import json
import sys
from heapq import heapify, heappop, heappush
from pathlib import Path

from globalfirm.views.drawing.projection import BOTTOM, natural_earth

SMALLEST_RING, SMALLEST_TRIANGLE = 9.0, 2.6
"""Square units of the sheet: what is dropped, and what is straightened."""


def rings(topology: dict) -> list[list[tuple[float, float]]]:
    """The rings of all polygons in degrees, longitudes running on past 180 where a ring crosses it."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index: int) -> list[tuple[float, float]]:
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][~index if index < 0 else index]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points[::-1] if index < 0 else points

    shapes = topology["objects"]["land"]["geometries"]
    polygons = [p for shape in shapes for p in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])]
    found = []
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [p for index in ring for p in arc(index)[:-1]]
        turned = [points[0]]
        for longitude, latitude in points[1:]:
            turned.append((longitude + 360 * round((turned[-1][0] - longitude) / 360), latitude))
        found.append(turned)
    return found


def cut(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """A ring as its parts within -180 to 180 degrees."""
    parts = []
    for turn in (-360, 0, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in ring]
        for edge, side in ((-180, 1), (180, -1)):
            part = _side(part, edge, side)
        if len(part) > 2:
            parts.append(part)
    return parts


def _side(ring: list[tuple[float, float]], edge: float, side: int) -> list[tuple[float, float]]:
    kept = []
    for (x0, y0), (x1, y1) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside0, inside1 = (x0 - edge) * side >= 0, (x1 - edge) * side >= 0
        if inside0 != inside1:
            kept.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
        if inside1:
            kept.append((x1, y1))
    return kept


def area(*points: tuple[float, float]) -> float:
    """The area of a polygon."""
    turned = points[1:] + points[:1]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, turned, strict=True))) / 2


def thin(ring: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Visvalingam: drops the point of the smallest triangle till none is smaller than `least`."""
    count = len(ring)
    before, after = [(i - 1) % count for i in range(count)], [(i + 1) % count for i in range(count)]
    size = [area(ring[before[i]], ring[i], ring[after[i]]) for i in range(count)]
    heap, gone, left = [(size[i], i) for i in range(count)], set(), count
    heapify(heap)
    while left > 3 and heap[0][0] < least:
        found, i = heappop(heap)
        if i in gone or found != size[i]:
            continue
        gone.add(i)
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            size[j] = max(found, area(ring[before[j]], ring[j], ring[after[j]]))
            heappush(heap, (size[j], j))
    return [point for i, point in enumerate(ring) if i not in gone]


def path(topology: dict) -> str:
    """The land as the `d` of an SVG path of whole numbers, each step relative to the last."""
    islands = []
    for ring in (part for whole in rings(topology) for part in cut(whole)):
        if max(latitude for _, latitude in ring) < BOTTOM:
            continue
        flat = [natural_earth(*point) for point in ring]
        if area(*flat) < SMALLEST_RING:
            continue
        points = [(round(x), round(y)) for x, y in thin(flat, SMALLEST_TRIANGLE)]
        islands.append((area(*points), points))
    steps = []
    for _, points in sorted(islands, reverse=True):
        (x, y), *rest = points
        steps.append(f"M{x} {y}l")
        line = []
        for x1, y1 in rest:
            if (x1, y1) != (x, y):
                line.append(f"{x1 - x} {y1 - y}")
            x, y = x1, y1
        steps[-1] += " ".join(line).replace(" -", "-") + "z"
    return "".join(steps)


if __name__ == "__main__":
    print(path(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
