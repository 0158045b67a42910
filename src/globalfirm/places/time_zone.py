"""A time zone: an IANA name, canonical, as a `str`.

>>> TimeZone("US/Pacific"), TimeZone("europe/kiev")
('America/Los_Angeles', 'Europe/Kyiv')
>>> TimeZone("Europe/Belgrad")
Traceback (most recent call last):
globalfirm.UnknownPlaceError: 'Europe/Belgrad' is not a time zone. Did you mean 'Europe/Belgrade'?
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Self

import pytz
from pydantic_core import core_schema

from globalfirm.ground.errors import (
    AmbiguousPlaceError,
    PlaceError,
    PlaceTooLongError,
    UnknownPlaceError,
    as_pydantic,
)
from globalfirm.ground.messages import either, nearest_name, quote
from globalfirm.places import offsets
from globalfirm.places.gazetteer import meanings
from globalfirm.places.generated.part_zone_table import PART_ZONES
from globalfirm.places.generated.zone_table import ALIASES
from globalfirm.places.spelling import LONGEST_NAME, compact

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

_REMEDY = "give an IANA name, such as 'Europe/Belgrade'."
LONGEST_ABBREVIATION = 5
"""Letters of an abbreviation of clocks, at most: of longer text, all zones need not be read to tell that it is none."""
_OFFSET = re.compile(r"(?:UTC|GMT)? ?([+\-−]) ?(\d{1,2})(?::?(\d{2}))?|Z", re.IGNORECASE | re.ASCII)


class TimeZone(str):
    """A canonical IANA time-zone name, as a `str`; aliases become the name that zone.tab gives a country.

    Takes every name that pytz knows, in any case, and `zoneinfo` and pytz objects.

    Raises:
        UnknownPlaceError: no zone is called so, as an offset from UTC is none; its `suggestion` is what comes nearest.
        AmbiguousPlaceError: it is an abbreviation of several, such as "IST"; its `candidates` are one each of those clocks.

    Source: the IANA time zone database that pytz carries; aliases across merged zones after Unicode CLDR.

    >>> TimeZone("Asia/Calcutta"), TimeZone("Iceland")
    ('Asia/Kolkata', 'Atlantic/Reykjavik')
    >>> from zoneinfo import ZoneInfo
    >>> TimeZone(ZoneInfo("US/Eastern"))
    'America/New_York'
    """

    __slots__ = ()

    def __new__(cls, zone: str | tzinfo) -> Self:
        """Read a zone; an instance comes back as it is."""
        return _read(zone)  # type: ignore[return-value]

    @classmethod
    def all(cls) -> tuple[TimeZone, ...]:
        """Every zone under its canonical name, by that name: those of no country ("Etc/UTC") among them.

        >>> TimeZone.all()[:2], "US/Pacific" in TimeZone.all()
        (('Africa/Abidjan', 'Africa/Accra'), False)
        """
        return tuple(map(_resolve, sorted(offsets.canonical_names())))

    @property
    def standard_offset_hours(self) -> float:
        """Hours from UTC in standard time, under the last rules that the database holds.

        >>> TimeZone("America/St_Johns").standard_offset_hours
        -3.5
        """
        return offsets.standard_offset_hours(self)

    def offset_hours(self, at: datetime | str) -> float:
        """Hours from UTC at an instant, which must say its own zone.

        Raises:
            ValueError: the instant is naive, or after 2037, where pytz's tables end.

        >>> from datetime import UTC
        >>> TimeZone("Europe/Belgrade").offset_hours(datetime(2026, 7, 1, tzinfo=UTC))
        2.0
        """
        return offsets.offset_hours(self, offsets.instant(at))

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Text or a zone object, made canonical; written as text."""
        return core_schema.no_info_plain_validator_function(
            _validate,
            json_schema_input_schema=core_schema.str_schema(),
            serialization=core_schema.to_string_ser_schema(),
            ref="globalfirm.TimeZone",
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        """An IANA name."""
        return {
            "type": "string",
            "title": "TimeZone",
            "description": "IANA time zone name; aliases are made canonical.",
            "examples": ["Europe/Belgrade", "America/Los_Angeles"],
            "minLength": 1,
            "maxLength": LONGEST_NAME,
        }


def _read(zone: object) -> TimeZone:
    """The zone that a text or a zone object names: zoneinfo's objects carry `key`, pytz's `zone`."""
    if isinstance(zone, TimeZone):
        return zone
    if isinstance(zone, str):
        return _resolve(zone)
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if isinstance(zone, tzinfo) and isinstance(name, str):
        return _resolve(name)
    raise UnknownPlaceError(zone, "time zone", remedy=_REMEDY)


def _validate(zone: object) -> TimeZone:
    try:
        return _resolve(zone) if isinstance(zone, str) else _read(zone)
    except PlaceError as error:
        raise as_pydantic(error) from error


@lru_cache(maxsize=4096)
def _resolve(text: str) -> TimeZone:
    if len(text) > LONGEST_NAME:
        raise PlaceTooLongError(text, "time zone", LONGEST_NAME)
    name = _names().get(text.strip().casefold())
    if name is None:
        raise _refused(text)
    if name not in offsets.canonical_names():
        name = ALIASES.get(name) or offsets.links()[name]
    return str.__new__(TimeZone, name)


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in pytz.all_timezones}


def _refused(text: str) -> PlaceError:
    """Why a text is no zone: it is an offset, or an abbreviation, or nothing that is known.

    >>> print(_refused("UTC+2"))
    'UTC+2' is not a time zone, but an offset from UTC, which many keep for a part of the year: give an IANA name, such as 'Europe/Belgrade'.
    >>> print(_refused("IST"))
    'IST' may mean the clocks of Asia/Jerusalem, Asia/Kolkata or Europe/Dublin: give one of these names.
    """
    if _OFFSET.fullmatch(text.strip()):
        described = "a time zone, but an offset from UTC, which many keep for a part of the year"
        return UnknownPlaceError(text, "time zone", described=described, remedy=_REMEDY)
    short = text.strip().casefold()
    clocks = _clocks_by_abbreviation().get(short, ()) if len(short) <= LONGEST_ABBREVIATION else ()
    if len(clocks) > 1:
        message = f"{quote(text)} may mean the clocks of {either(clocks)}: give one of these names."
        return AmbiguousPlaceError(message, text, "time zone", clocks)
    near = clocks[0] if clocks else _nearest(text)
    return UnknownPlaceError(text, "time zone", suggestion=near, remedy=_REMEDY)


def _nearest(text: str) -> str | None:
    """The zone that a text comes nearest to: that of the city it names, or by its spelling, with its area or without."""
    of_city = _zone_of_city(text)
    if of_city or "/" in text:
        return of_city or nearest_name(text, pytz.all_timezones)
    city = nearest_name(text, _names_without_area(), key=compact)
    return _names_without_area()[city] if city else None


@cache
def _names_without_area() -> dict[str, str]:
    """The names of zones by what follows their area: of two the canonical one."""
    canonical = offsets.canonical_names()
    return {name.rpartition("/")[2]: name for name in sorted(pytz.all_timezones, key=canonical.__contains__)}


def _zone_of_city(text: str) -> str | None:
    """The zone of the city that a text names, as "Asia/Mumbai" does; of namesakes that of the area before it.

    >>> _zone_of_city("Asia/Mumbai"), _zone_of_city("America/London")
    ('Asia/Kolkata', 'America/Toronto')
    """
    area, _, city = text.rpartition("/")
    found = (meaning.zone for meaning in meanings(city.replace("_", " ")) if meaning.kind == "city" and meaning.zone)
    return next((zone for zone in found if zone.startswith(area)), None)


@cache
def _clocks_by_abbreviation() -> dict[str, tuple[str, ...]]:
    """Of each abbreviation that clocks bear under the last rules, a zone for each of the clocks that bear it.

    It is the zone of most parts of countries, or else of most names: Los Angeles and not Tijuana, London and not Guernsey.
    """
    parts, names = Counter(PART_ZONES.values()), Counter(offsets.links().values())
    seasons = [pytz.utc.localize(datetime(offsets.LAST_YEAR, month, 1)) for month in (1, 7)]
    found: dict[str, dict[object, str]] = {}
    for zone in sorted(offsets.canonical_names(), key=lambda zone: (-parts[zone], -names[zone], zone)):
        times = [season.astimezone(pytz.timezone(zone)) for season in seasons]
        for abbreviation in {time.tzname() for time in times}:
            if abbreviation and abbreviation.isalpha():
                clocks = found.setdefault(abbreviation.casefold(), {})
                clocks.setdefault(tuple(time.utcoffset() for time in times), zone)
    return {abbreviation: tuple(clocks.values()) for abbreviation, clocks in found.items()}
