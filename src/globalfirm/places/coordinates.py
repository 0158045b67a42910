"""The time zone at a point of the earth, by tzfpy (the extra `coordinates`), and how far points lie apart.

>>> zones_at(37.8, -122.4)
('America/Los_Angeles',)
"""

from __future__ import annotations

import math
from functools import lru_cache

from globalfirm.ground.errors import PlaceError
from globalfirm.ground.extras import needed
from globalfirm.places.time_zone import TimeZone

FUZZ_DEGREES = 0.1
"""tzfpy draws borders to about a kilometre, and people give coordinates of less: a zone within 11 km may be meant."""


@lru_cache(maxsize=65536)
def zones_at(latitude: float, longitude: float) -> tuple[TimeZone, ...]:
    """The zones at a point; none at sea.

    Raises:
        ImportError: the extra `coordinates` is not installed.
    """
    with needed("reading the time zone of coordinates"):
        from tzfpy import get_tzs
    return tuple(dict.fromkeys(zone for name in get_tzs(longitude, latitude) if (zone := _zone(name))))


def zones_about(latitude: float, longitude: float) -> tuple[TimeZone, ...]:
    """The zones at a point and close by, those at the point first.

    >>> "Europe/Berlin" in zones_about(47.56, 7.59)  # Basel
    True
    """
    found = list(zones_at(latitude, longitude))
    for north, east in ((FUZZ_DEGREES, 0.0), (-FUZZ_DEGREES, 0.0), (0.0, FUZZ_DEGREES), (0.0, -FUZZ_DEGREES)):
        near = max(-90.0, min(90.0, latitude + north)), (longitude + east + 180) % 360 - 180
        found += zones_at(*near)
    return tuple(dict.fromkeys(found))


def _zone(name: str) -> TimeZone | None:
    if name.startswith("Etc/"):
        return None
    try:
        return TimeZone(name)
    except PlaceError:  # newer than pytz
        return None


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points, as the crow flies.

    >>> round(km_between(44.8, 20.5, 48.2, 16.4))  # Belgrade, Vienna
    491
    """
    a, b = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(half)))
