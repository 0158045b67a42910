"""Continents under two schemes, and the parts of countries that lie on another continent than the rest.

>>> continent_of("RS").value
'Europe'
>>> continent_of("US", subdivision="US-HI").value
'Oceania'
>>> continent_of("US", scheme="m49").value
'Americas'
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from pydantic_core import core_schema

from globalfirm.ground.errors import UnknownPlaceError, as_validator, check_choice
from globalfirm.ground.messages import nearest_name, quote
from globalfirm.places import offsets
from globalfirm.places.generated.continent_table import CONTINENTS
from globalfirm.places.spelling import compact

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Scheme = Literal["seven", "m49"]
"""The seven-continent model, or the macro-regions of the UN's M49 standard."""


class Continent(StrEnum):
    """A continent of the seven-continent model, or a macro-region of UN M49 (which has AMERICAS)."""

    AFRICA = "Africa"
    AMERICAS = "Americas"
    ANTARCTICA = "Antarctica"
    ASIA = "Asia"
    EUROPE = "Europe"
    NORTH_AMERICA = "North America"
    OCEANIA = "Oceania"
    SOUTH_AMERICA = "South America"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        """A near miss is suggested, as for countries."""
        names = [each.value for each in cls]
        near = nearest_name(value, names, key=compact) if isinstance(value, str) else None
        raise UnknownPlaceError(value, "continent", suggestion=near, remedy=f"give one of {', '.join(names)}.")

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """As pydantic's for an enumeration, but errors have the type and content of `UnknownPlaceError`."""
        return core_schema.no_info_plain_validator_function(
            as_validator(_read),
            json_schema_input_schema=core_schema.str_schema(),
            serialization=core_schema.to_string_ser_schema(),
            ref="globalfirm.Continent",
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The continents, one definition in every JSON Schema."""
        return {
            "type": "string",
            "title": "Continent",
            "description": (cls.__doc__ or "").strip(),
            "enum": [each.value for each in cls],
        }


def _read(value: Any) -> Continent:  # Any: whatever a record is given
    return Continent(value)


_PARTS = {
    # Subdivisions (ISO 3166-2) and zones (IANA) that lie on another continent than most of their country.
    Continent.AFRICA: (
        *("ES-CN", "ES-GC", "ES-TF", "Atlantic/Canary"),
        *("ES-CE", "ES-ML", "Africa/Ceuta"),
        *("PT-30", "Atlantic/Madeira"),
        *("YE-SU", "FR-974", "FR-976"),
    ),
    Continent.ASIA: (
        *("EG-SIN", "EG-JS"),
        *("RU-AL", "RU-ALT", "RU-AMU", "RU-BU", "RU-CHE", "RU-CHU", "RU-IRK", "RU-KAM", "RU-KEM"),
        *("RU-KGN", "RU-KHA", "RU-KHM", "RU-KK", "RU-KYA", "RU-MAG", "RU-NVS", "RU-OMS", "RU-PRI"),
        *("RU-SA", "RU-SAK", "RU-SVE", "RU-TOM", "RU-TY", "RU-TYU", "RU-YAN", "RU-YEV", "RU-ZAB"),
        *("Asia/Yekaterinburg", "Asia/Omsk", "Asia/Novosibirsk", "Asia/Barnaul", "Asia/Tomsk"),
        *("Asia/Novokuznetsk", "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Chita", "Asia/Yakutsk"),
        *("Asia/Khandyga", "Asia/Vladivostok", "Asia/Ust-Nera", "Asia/Magadan", "Asia/Sakhalin"),
        *("Asia/Srednekolymsk", "Asia/Kamchatka", "Asia/Anadyr"),
    ),
    Continent.EUROPE: ("TR-22", "TR-39", "TR-59"),
    Continent.NORTH_AMERICA: (
        *("CO-SAP", "FR-971", "FR-972", "FR-BL", "FR-MF", "FR-PM", "US-PR", "US-VI"),
        *("NL-AW", "NL-BQ1", "NL-BQ2", "NL-BQ3", "NL-CW", "NL-SX"),
    ),
    Continent.OCEANIA: (
        *("US-HI", "Pacific/Honolulu", "US-AS", "US-GU", "US-MP", "US-UM"),
        *("ID-PA", "ID-PB", "ID-PD", "ID-PE", "ID-PP", "ID-PS", "ID-PT", "Asia/Jayapura"),
        *("Pacific/Easter", "FR-NC", "FR-PF", "FR-WF"),
    ),
    Continent.SOUTH_AMERICA: ("FR-973",),
}
"""Geographical convention as GeoNames' feature pages and CIA World Factbook maps draw it: Asian Russia begins at
the Urals (Yekaterinburg's zone), Sinai is Asian, East Thrace European. Subdivisions that straddle a border
(Istanbul, Orenburg, western Kazakhstan) stay with their country."""

_CONTINENT_OF_PART = {part: continent for continent, parts in _PARTS.items() for part in parts}
_BY_COUNTRY = {code: {"seven": Continent(seven), "m49": Continent(m49)} for code, (seven, m49) in CONTINENTS.items()}


@lru_cache(maxsize=512)
def continents_of(country: str) -> frozenset[Continent]:
    """The continents (of seven) that a country and its parts lie on.

    >>> sorted(continents_of("US")), len(continents_of("RS"))
    ([<Continent.NORTH_AMERICA: 'North America'>, <Continent.OCEANIA: 'Oceania'>], 1)
    """
    zones = offsets.country_zones(country)
    parts = (part for part in _CONTINENT_OF_PART if part.startswith(f"{country}-") or part in zones)
    return frozenset({_BY_COUNTRY[country]["seven"], *[_CONTINENT_OF_PART[part] for part in parts]})


@lru_cache(maxsize=8192)
def continent_of(
    country: str,
    subdivision: str | None = None,
    time_zone: str | None = None,
    scheme: Scheme = "seven",
) -> Continent:
    """The continent of a country, or of a part of it that lies on another one.

    The subdivision (ISO 3166-2) decides first, then the time zone, then the country (alpha-2). M49 groups whole
    countries, so under it Hawaii is in the Americas.

    Raises:
        UnknownPlaceError: the country is not an alpha-2 code.
        ValueError: there is no such scheme.

    Sources: GeoNames countryInfo (seven continents); UN M49 (macro-regions); a short table of parts.

    >>> continent_of("ES", time_zone="Atlantic/Canary")
    <Continent.AFRICA: 'Africa'>
    >>> continent_of("CY"), continent_of("CY", scheme="m49")
    (<Continent.EUROPE: 'Europe'>, <Continent.ASIA: 'Asia'>)
    """
    check_choice(scheme, ("seven", "m49"), "a scheme of continents")
    if country not in _BY_COUNTRY:
        raise UnknownPlaceError(
            country, "country", described="an alpha-2 code", remedy=f"give one, or Country({quote(country)})."
        )
    whole = _BY_COUNTRY[country][scheme]
    if scheme == "m49" or (subdivision is None and time_zone is None):
        return whole
    by_subdivision = _CONTINENT_OF_PART.get(subdivision or "")
    if by_subdivision:
        return by_subdivision
    # A subdivision that is named and not in the table says: the country's own continent, whatever the zone's reach.
    if subdivision or time_zone not in offsets.country_zones(country):
        return whole
    return _CONTINENT_OF_PART.get(time_zone, whole)
