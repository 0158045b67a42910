"""The Natural Earth projection, by which the map's land and places are drawn.

Source: Patterson (2008); its polynomial by Savric, Jenny, Patterson, Petrovic and Hurni (2011).
"""

from __future__ import annotations

from math import radians

WIDE, TOP, BOTTOM = 2000, 83.7, -56.0
"""How wide the sheet is, in units of the land's path; the latitudes that it shows."""


def natural_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies on the sheet, in units of the land's path; north is up, so y grows southwards.

    >>> [round(at) for at in natural_earth(0, 0)], round(natural_earth(180, 0)[0]), round(natural_earth(0, TOP)[1])
    ([1000, 504], 2000, 0)
    """
    x, y = _plane(longitude, min(TOP, max(BOTTOM, latitude)))
    return WIDE / 2 + x * _SCALE, (_TOP - y) * _SCALE


def _plane(longitude: float, latitude: float) -> tuple[float, float]:
    p = radians(latitude)
    x = 0.8707 - 0.131979 * p**2 - 0.013791 * p**4 + 0.003971 * p**10 - 0.001529 * p**12
    y = p * (1.007226 + 0.015085 * p**2 - 0.044475 * p**6 + 0.028874 * p**8 - 0.005916 * p**10)
    return radians(longitude) * x, y


_SCALE = WIDE / 2 / _plane(180, 0)[0]
_TOP = _plane(0, TOP)[1]

HIGH = round(natural_earth(0, BOTTOM)[1])
"""How high the sheet is."""
