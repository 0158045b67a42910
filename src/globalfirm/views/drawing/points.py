"""Where a place lies on the map: by its own coordinates, or else about where its time zone or country is.

Source: zone.tab of the IANA time zone database (public domain), which pytz carries: it gives each zone of a country
the coordinates of the city that the zone is named after, the most populous zone of a country first.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pytz

from globalfirm.places import offsets
from globalfirm.places.place import Place
from globalfirm.places.spelling import compact


class Point(NamedTuple):
    """Degrees north and east, and whether the place itself lies there."""

    latitude: float
    longitude: float
    exact: bool


_PRISTINA = (42.66, 21.17)
"""Kosovo has no line in zone.tab."""


def point_of(place: Place) -> Point | None:
    """Where a place is drawn; none where not even its country has a point.

    >>> point_of(Place(country="US", latitude=37.77, longitude=-122.42))
    Point(latitude=37.77, longitude=-122.42, exact=True)
    >>> point_of(Place(city="Belgrade", country="Serbia"))  # the city that the zone is named after
    Point(latitude=44.833333333333336, longitude=20.5, exact=True)
    >>> point_of(Place(city="Austin", country="US", time_zone="America/Chicago")).exact
    False
    """
    if place.latitude is not None and place.longitude is not None:
        return Point(place.latitude, place.longitude, exact=True)
    if place.country == "XK":
        return Point(*_PRISTINA, exact=place.city is not None and compact(place.city) == "pristina")
    zone = place.time_zone
    named = zone is not None and place.city is not None and compact(zone.rpartition("/")[2]) == compact(place.city)
    found = _country_point(place.country, zone)
    return found and Point(*found, exact=named and (place.country, zone) in _zone_points())


def country_point(code: str) -> tuple[float, float] | None:
    """Degrees north and east of the city that a country's most populous zone is named after.

    >>> country_point("RS")
    (44.833333333333336, 20.5)
    """
    return _PRISTINA if code == "XK" else _country_point(code, None)


@lru_cache(maxsize=8192)
def _country_point(country: str, zone: str | None) -> tuple[float, float] | None:
    """The point of a zone within the country; of a zone that is not listed there, that of one with the same clocks."""
    zones = offsets.country_zones(country)
    if zone is not None:
        rules = offsets.year_rules(zone)
        zones = (zone, *(own for own in zones if offsets.year_rules(own) == rules), *zones)
    points = _zone_points()
    return next((points[country, own] for own in zones if (country, own) in points), None)


@cache
def _zone_points() -> dict[tuple[str, str], tuple[float, float]]:
    """Country and zone -> degrees north and east."""
    with pytz.open_resource("zone.tab") as source:  # type: ignore[attr-defined] # types-pytz does not know it
        lines: list[str] = source.read().decode("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {(country, zone): _degrees(at) for country, at, zone, *_ in rows}


_PARTS = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?([+-])(\d\d\d)(\d\d)(\d\d)?")


def _degrees(text: str) -> tuple[float, float]:
    """Coordinates in ISO 6709's degrees, minutes and seconds.

    >>> _degrees("+4450+02030"), _degrees("-360526+1471030")
    ((44.833333333333336, 20.5), (-36.09055555555556, 147.17499999999998))
    """
    found = _PARTS.fullmatch(text)
    assert found is not None, text  # noqa: S101 # the database's own format
    south, d1, m1, s1, west, d2, m2, s2 = found.groups()
    north, east = (int(d) + int(m) / 60 + int(s or 0) / 3600 for d, m, s in ((d1, m1, s1), (d2, m2, s2)))
    return (-north if south == "-" else north), (-east if west == "-" else east)
