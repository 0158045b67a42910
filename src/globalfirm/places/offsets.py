"""The time-zone database that pytz carries: its names, links, countries and offsets.

Everything is read from pytz's own files, never the system's, which may be a year older.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, lru_cache

import pytz

from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import quote

LAST_YEAR = 2037
"""The last year for which pytz's tables hold daylight saving; in it the last known rules of every zone apply."""

_KOSOVO = {"XK": ("Europe/Belgrade",)}  # zone.tab follows ISO 3166-1, which has no code for Kosovo


def database_version() -> str:
    """The release of the IANA database in use.

    >>> database_version()[:2]
    '20'
    """
    return str(pytz.OLSON_VERSION)  # type: ignore[attr-defined] # types-pytz does not know it


@lru_cache(maxsize=512)
def country_zones(country: str) -> tuple[str, ...]:
    """The zones of a country, most populous first as zone.tab lists them; none for BV and HM.

    >>> country_zones("PT")
    ('Europe/Lisbon', 'Atlantic/Madeira', 'Atlantic/Azores')
    """
    return _KOSOVO.get(country) or tuple(pytz.country_timezones.get(country, ()))


@cache
def canonical_names() -> frozenset[str]:
    """The names that stand for themselves: every country's zones, and whatever the database does not link."""
    located = {zone for zones in pytz.country_timezones.values() for zone in zones}
    return frozenset(located | (set(pytz.all_timezones) - links().keys()))


@cache
def links() -> dict[str, str]:
    """Alias -> target, from the link lines ("L target alias") of the database's compact form."""
    with pytz.open_resource("tzdata.zi") as source:  # type: ignore[attr-defined] # nor this
        lines: list[str] = source.read().decode("utf-8").splitlines()
    return {alias: target for kind, target, alias in (line.split() for line in lines if line[:2] == "L ")}


def instant(at: datetime | str) -> datetime:
    """An instant, or its ISO 8601 text, in naive UTC, which the offsets are cached by.

    Raises:
        ValueError: it is naive, is none, or lies where pytz's tables hold no daylight saving any more.

    >>> instant("2026-07-01T12:00:00+02:00")
    datetime.datetime(2026, 7, 1, 10, 0)
    """
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at)
        except ValueError:
            message = f"{quote(at)} is not an instant: give one such as 2026-07-01T12:00:00+00:00."
            raise GlobalfirmError(message, type="not_an_instant", given=at) from None
    if not isinstance(at, datetime) or at.utcoffset() is None:
        message = f"{at!r} is not an instant: give a datetime with a time zone, such as datetime.now(UTC)."
        raise GlobalfirmError(message, type="not_an_instant", given=at)
    utc = at.astimezone(pytz.utc).replace(tzinfo=None)
    if utc.year > LAST_YEAR:
        raise ValueError(f"{at!r} lies after {LAST_YEAR}, where pytz's tables of daylight saving end.")
    return utc


@lru_cache(maxsize=4096)
def offset_hours(zone: str, at: datetime) -> float:
    """Hours from UTC in a zone at an instant in naive UTC.

    >>> offset_hours("Asia/Kathmandu", datetime(2026, 1, 1))
    5.75
    """
    # fromutc, never tzinfo=: pytz would answer with the local mean time of the 1800s.
    offset = pytz.timezone(zone).fromutc(at).utcoffset()
    return (offset or timedelta()).total_seconds() / 3600


@lru_cache(maxsize=4096)
def changes(zone: str, year: int) -> tuple[datetime, ...]:
    """The instants of a year, in naive UTC, from which another offset holds.

    Days are compared and the day of a change is halved down to the minute, so only pytz's public face is used.
    """
    start = datetime(year, 1, 1)
    days = [start + timedelta(days=day) for day in range((datetime(year + 1, 1, 1) - start).days + 1)]
    return tuple(_bisect(zone, a, b) for a, b in _steps(zone, days))


def _steps(zone: str, days: list[datetime]) -> Iterator[tuple[datetime, datetime]]:
    tz = pytz.timezone(zone)
    offsets = [tz.fromutc(day).utcoffset() for day in days]
    for i in range(len(days) - 1):
        if offsets[i] != offsets[i + 1]:
            yield days[i], days[i + 1]


def _bisect(zone: str, before: datetime, after: datetime) -> datetime:
    tz = pytz.timezone(zone)
    old = tz.fromutc(before).utcoffset()
    low, high = 0, int((after - before).total_seconds() // 60)
    while high - low > 1:
        middle = (low + high) // 2
        same = tz.fromutc(before + timedelta(minutes=middle)).utcoffset() == old
        low, high = (middle, high) if same else (low, middle)
    return before + timedelta(minutes=high)


@lru_cache(maxsize=1024)
def year_rules(zone: str) -> tuple[tuple[datetime, float], ...]:
    """The offsets of a zone through the last year of the tables: two zones with equal rules agree from now on."""
    instants = (datetime(LAST_YEAR, 1, 1), *changes(zone, LAST_YEAR))
    return tuple((instant, offset_hours(zone, instant)) for instant in instants)


SHORTEST_STANDARD = timedelta(days=91)
"""An offset held for less than a quarter of the year is no standard time: Morocco's clocks went back
for Ramadan up to 2026."""


@lru_cache(maxsize=1024)
def standard_offset_hours(zone: str) -> float:
    """Hours from UTC in standard time: the least offset held for a quarter of the year, under the last known rules.

    The least, because daylight saving moves clocks forward; so Ireland, whose law calls summer time standard,
    is level with Britain. The last rules, so the answer does not change with the day it is asked.

    >>> standard_offset_hours("America/New_York"), standard_offset_hours("Australia/Sydney")
    (-5.0, 10.0)
    """
    starts, hours = zip(*year_rules(zone), strict=True)
    ends = (*starts[1:], datetime(LAST_YEAR + 1, 1, 1))
    held: dict[float, timedelta] = {}
    for start, end, offset in zip(starts, ends, hours, strict=True):
        held[offset] = held.get(offset, timedelta()) + (end - start)
    return min(offset for offset, time in held.items() if time >= SHORTEST_STANDARD)


@lru_cache(maxsize=512)
def standard_offsets(country: str) -> frozenset[float]:
    """The standard offsets of all the zones of a country."""
    return frozenset(map(standard_offset_hours, country_zones(country)))


@lru_cache(maxsize=8192)
def is_kept(zone: str, country: str) -> bool:
    """Whether the clocks of a zone are kept in a country: it is one of its own, or one of these has the same rules.

    No more zones are read than it takes to tell. Of a country without zones it is not known that they are not.

    >>> is_kept("America/Chicago", "US"), is_kept("Europe/Vienna", "DE"), is_kept("Asia/Tokyo", "DE")
    (True, True, False)
    """
    zones = country_zones(country)
    return not zones or zone in zones or year_rules(zone) in map(year_rules, zones)


@lru_cache(maxsize=512)
def only_zone(country: str) -> str | None:
    """The zone of a country whose zones all keep the same clocks from now on; none where they differ.

    >>> only_zone("DE")  # Büsingen keeps Berlin's clocks
    'Europe/Berlin'
    >>> only_zone("US") is None
    True
    """
    zones = country_zones(country)
    return zones[0] if zones and all(year_rules(zone) == year_rules(zones[0]) for zone in zones) else None


@lru_cache(maxsize=8192)
def zones_then(zone: str | None, country: str) -> tuple[str, ...]:
    """The zones that a place may be in at an instant of the past: of a zone that follows from the country, all of its.

    A country whose zones keep the same clocks from now on fills in the first of them, and before they agreed a place may
    have kept those of another.

    >>> zones_then("Asia/Almaty", "KZ") == country_zones("KZ")
    True
    >>> zones_then("Asia/Qyzylorda", "KZ"), zones_then("Europe/Belgrade", "RS")
    (('Asia/Qyzylorda',), ('Europe/Belgrade',))
    """
    return country_zones(country) if zone is None or zone == only_zone(country) else (zone,)
