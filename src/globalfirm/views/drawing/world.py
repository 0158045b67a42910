"""The map of the world with a firm's places, its labels set out for three widths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from math import cos, pi, sin, sqrt

from globalfirm.views import words
from globalfirm.views.drawing.labels import CROWD, Disc, labels
from globalfirm.views.drawing.look import OPEN, PALETTE, SURE
from globalfirm.views.drawing.projection import HIGH, WIDE, natural_earth
from globalfirm.views.drawing.spots import Spot

LAYERS = (("l", 852), ("m", 600), ("s", 390))
"""Groups of marks and labels, and for which width of the map in pixels; the style sheet shows one of them."""

_HIDDEN = ' display="none"'
_SOFT = f'stroke="{PALETTE["soft"][0]}" class="gf-ssoft" fill="none"'
_EDGE = f'stroke="{PALETTE["paper"][0]}" style="stroke:var(--gf-paper)"'
_TEXT = 'font-size="12" fill="currentColor"'


@cache
def land() -> str:
    """The world's land as the `d` of an SVG path; `tools/make_land.py` makes it.

    Source: Natural Earth 4.1.0, 1:50m (public domain), through world-atlas 2.0.2.
    """
    return files("globalfirm.views.drawing").joinpath("land.path").read_text(encoding="ascii").strip()


def world(spots: Sequence[Spot], layers: Sequence[tuple[str, int]] = LAYERS) -> str:
    """The land, and for each width a group of marks: a disc for the people surely there, a dashed ring for more.

    >>> picture = world([])
    >>> "no place known" in picture, picture.count("<path")
    (True, 1)
    """
    drawn = "".join(layer(name, wide, spots) for name, wide in layers)
    note = "; ".join(
        f"{'about ' * (not spot.at.exact)}{_where(spot)} ({words.people(spot.low, spot.high)})"
        for spot in spots
        if spot.at
    )
    label = escape(f"Map of the world: {note or 'no place known'}.")
    return (
        f'<svg class="gf-map" viewBox="0 0 {WIDE} {HIGH}" width="100%" role="img" aria-label="{label}">'
        f'<path d="{land()}" fill="{PALETTE["land"][0]}" class="gf-fland"/>{drawn}</svg>'
    )


def layer(name: str, wide: int, spots: Sequence[Spot]) -> str:
    """Marks and labels for a map of this width in pixels."""
    high = HIGH * wide / WIDE
    discs = _apart(_together(_discs(spots, wide), 22 if wide > 500 else 13), wide)
    found = labels(discs, wide, high)
    drawn = [_circle(disc) for disc in sorted(discs, key=lambda disc: -disc.radius)]
    drawn += [
        f'<path d="M{line[0]:.1f} {line[1]:.1f}L{line[2]:.1f} {line[3]:.1f}" {_SOFT}/>'
        for line in (label.line for label in found)
        if line
    ]
    for label in found:
        bold = ' class="gf-home" font-weight="700"' if label.home else ""
        at = f'x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="{label.anchor}"'
        drawn.append(f"<text {at} {_TEXT}{bold}>{escape(label.text)}</text> ")
    if note := _left_out(spots, discs, len(found)):
        at = f'x="{wide * 0.56:.0f}" y="{high - 5:.0f}" text-anchor="middle" font-size="11" fill="currentColor"'
        drawn.append(f'<text {at} class="gf-soft">{note}</text> ')
    if not discs:
        at = f'x="{wide / 2:.0f}" y="{high / 2:.0f}" text-anchor="middle" font-size="14" font-weight="600"'
        drawn.append(f'<text {at} fill="currentColor" class="gf-none">No place known</text> ')
    hidden = "" if name == "l" else _HIDDEN
    return f'<g class="gf-{name}"{hidden} transform="scale({WIDE / wide:.4f})">{"".join(drawn)}</g>'


def _left_out(spots: Sequence[Spot], discs: Sequence[Disc], named: int) -> str:
    """In words, how many places have no label here, and how many no mark."""
    unnamed = len({disc.place for disc in discs}) - named
    absent = sum(spot.at is None for spot in spots)
    note = []
    if unnamed:
        note.append(f"{unnamed} {'place' if unnamed == 1 else 'places'} not named here")
    if absent:
        note.append(f"{absent} not on the map")
    return ", ".join(note)


def _circle(disc: Disc) -> str:
    at = f'cx="{disc.x:.1f}" cy="{disc.y:.1f}"'
    ring = f'<circle {at} r="{disc.radius:.1f}" {OPEN}/>' if disc.radius > disc.solid else ""
    solid = f'<circle {at} r="{disc.solid:.1f}" {_EDGE} {SURE}/>' if disc.solid else ""
    return f"<g><title>{escape(disc.note)}</title> {ring}{solid}</g>"


def _where(spot: Spot) -> str:
    country = spot.country.name
    return spot.name if spot.name == country else f"{spot.name}, {country}"


def _discs(spots: Sequence[Spot], wide: int) -> list[Disc]:
    """The marks: their area grows with people; one whose place is known by country or zone only is all dashed."""
    most = max((spot.high or spot.low for spot in spots), default=1) or 1
    largest, least = (15.0, 3.5) if wide > 500 else (10.0, 2.6)
    if len(spots) > 20:
        largest, least = largest * 0.7, least * 0.85
    found = []
    for spot in spots:
        if spot.at is None:
            continue
        x, y = (at * wide / WIDE for at in natural_earth(spot.at.longitude, spot.at.latitude))
        solid = max(least, largest * sqrt(spot.low / most)) if spot.low else 0.0
        ring = 2.2 * least if spot.high is None else max(least, largest * sqrt(spot.high / most))
        ring = max(ring, solid + 2) if spot.high != spot.low else solid
        note = f"{_where(spot)}: {words.people(spot.low, spot.high)}"
        name = spot.name
        if not spot.at.exact:
            solid, ring, name = 0.0, max(ring, 1.4 * least), f"≈ {name}"
            note += "; drawn where its time zone or country has its point"
        place = (name, round(x), round(y))
        found.append(Disc(x, y, max(ring, solid), solid, name, spot.home, spot.high or spot.low, note, place))
    return found


SEVERAL = 3
"""Discs of one place that are drawn side by side; more become one disc, as large as all of them."""


def _together(discs: list[Disc], largest: float) -> list[Disc]:
    """The discs, those of a place that has more than a few as one of `largest` pixels at most."""
    places: dict[object, list[Disc]] = {}
    for disc in discs:
        places.setdefault(disc.place, []).append(disc)
    found = []
    for same in places.values():
        if len(same) <= SEVERAL:
            found += same
            continue
        radius, solid = (sqrt(sum(getattr(disc, kind) ** 2 for disc in same)) for kind in ("radius", "solid"))
        scale = min(1.0, largest / radius)
        note = f"{len(same)} sites: {'; '.join(disc.note for disc in same)}"
        weight = sum(disc.weight for disc in same)
        found.append(
            same[0]._replace(radius=radius * scale, solid=solid * scale, note=note, weight=weight, sites=len(same))
        )
    return found


def _apart(discs: list[Disc], wide: int) -> list[Disc]:
    """Discs at one point moved beside each other around it: a few in a row, more as seeds in a sunflower."""
    places: dict[tuple[int, int], list[int]] = {}
    for number, disc in enumerate(discs):
        places.setdefault((round(disc.x), round(disc.y)), []).append(number)
    for numbers in places.values():
        same = [discs[number] for number in numbers]
        largest = max(disc.radius for disc in same)
        reach = sum(disc.radius for disc in same)
        for order, (number, disc) in enumerate(zip(numbers, same, strict=True)):
            x, y = disc.x, disc.y
            if len(same) > SEVERAL:
                out, turn = 1.9 * largest * sqrt(order), order * pi * (3 - sqrt(5))
                x, y = x + out * cos(turn), y + out * sin(turn)
            elif len(same) > 1:
                x += disc.radius - reach
                reach -= 2 * disc.radius
            discs[number] = disc._replace(x=min(max(x, disc.radius), wide - disc.radius), y=y)
    return discs


__all__ = ["CROWD", "LAYERS", "SEVERAL", "land", "layer", "world"]
