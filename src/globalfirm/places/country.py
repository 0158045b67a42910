"""A country: ISO 3166-1 alpha-2, from every way that people write one.

>>> Country("South Korea"), Country("kor"), Country("410")
('KR', 'KR', 'KR')
>>> Country("Atlantis")
Traceback (most recent call last):
globalfirm.UnknownPlaceError: 'Atlantis' is not a country: give an ISO 3166-1 code or a country's name, such as 'KR', 'KOR', '410' or 'South Korea'.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import pycountry
from pydantic_core import core_schema

from globalfirm.ground.errors import AmbiguousPlaceError, PlaceTooLongError, UnknownPlaceError, as_validator
from globalfirm.ground.messages import either, nearest_name, quote
from globalfirm.places import offsets
from globalfirm.places.continent import Continent, Scheme, continent_of
from globalfirm.places.country_names import COLLOQUIAL, KOSOVO, candidates, names
from globalfirm.places.spelling import LONGEST_NAME, compact, fold
from globalfirm.places.time_zone import TimeZone

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


_TAKES_ARTICLE = re.compile(
    r"United |Russian |Holy See|Isle of |(Central African|Dominican) Republic|[^,]*(Islands|Territor(y|ies))"
    r"|(Bahamas|Comoros|Congo|Gambia|Maldives|Netherlands|Philippines|Seychelles)$"
)
"""The names that English writes with "the": of unions, islands, republics, and some of their own."""


class Country(str):
    """An ISO 3166-1 alpha-2 code (or XK for Kosovo, user-assigned), as a `str`.

    Takes alpha-2, alpha-3, numeric and Olympic codes, withdrawn codes with a single successor (ISO 3166-3), flags, and
    names: ISO's, official, common and former ones, and those in the languages of the world. Case, accents, punctuation,
    "the" and "Republic of" do not matter.

    Raises:
        UnknownPlaceError: no country is called so; its `suggestion` is the nearest name.
        AmbiguousPlaceError: the text may mean several; its `candidates` are their codes.

    Source: ISO 3166-1 and 3166-3 and their translations (through pycountry); Unicode CLDR names (through Babel).

    >>> Country("Türkiye"), Country("DRC"), Country("Côte d’Ivoire"), Country("ROM")
    ('TR', 'CD', 'CI', 'RO')
    >>> Country("Congo")
    Traceback (most recent call last):
    globalfirm.AmbiguousPlaceError: 'Congo' may mean more than one country: CD (Congo, The Democratic Republic of the) or CG (Congo).
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Read a country; an instance comes back as it is."""
        if isinstance(text, cls):
            return text
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise UnknownPlaceError(text, "country", remedy="give its code or name as text, such as 'KR'.")
        return _resolve(text)  # type: ignore[return-value]

    @classmethod
    def all(cls) -> tuple[Country, ...]:
        """Every country, by its name without regard to accents, as a list to choose from has them.

        >>> [(country, country.name) for country in Country.all()[:3]]
        [('AF', 'Afghanistan'), ('AX', 'Åland Islands'), ('AL', 'Albania')]
        """
        codes = [KOSOVO, *(record.alpha_2 for record in pycountry.countries)]
        return tuple(sorted(map(_resolve, codes), key=lambda country: fold(country.name)))

    @property
    def name(self) -> str:
        """The short name in English: ISO's common name where there is one.

        >>> Country("BO").name
        'Bolivia'
        """
        return _short_name(self)

    @property
    def name_in_text(self) -> str:
        """The name as it stands within a sentence, with "the" where English has it.

        >>> Country("US").name_in_text, Country("Serbia").name_in_text
        ('the United States', 'Serbia')
        """
        return f"the {self.name}" if _TAKES_ARTICLE.match(self.name) else self.name

    @property
    def alpha_3(self) -> str:
        """The alpha-3 code.

        >>> Country("Serbia").alpha_3
        'SRB'
        """
        return "XKX" if self == KOSOVO else str(_record(self).alpha_3)

    @property
    def numeric(self) -> str | None:
        """The three-digit numeric code; none for Kosovo.

        >>> Country("Serbia").numeric
        '688'
        """
        return None if self == KOSOVO else str(_record(self).numeric)

    @property
    def time_zones(self) -> tuple[TimeZone, ...]:
        """The country's zones, most populous first, after the database's zone.tab.

        >>> Country("PT").time_zones
        ('Europe/Lisbon', 'Atlantic/Madeira', 'Atlantic/Azores')
        """
        return tuple(map(TimeZone, offsets.country_zones(self)))

    def continent(self, scheme: Scheme = "seven") -> Continent:
        """The continent of the country, of which parts may lie on another: a `Place` knows which (see `Place.continent`).

        >>> Country("CY").continent(), Country("CY").continent("m49")
        (<Continent.EUROPE: 'Europe'>, <Continent.ASIA: 'Asia'>)
        """
        return continent_of(self, scheme=scheme)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Text, resolved; errors have the type and content of `PlaceError`; one definition in every JSON Schema."""
        return core_schema.no_info_after_validator_function(
            _validate, core_schema.str_schema(), ref="globalfirm.Country"
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The same on the way in and on the way out, so that generators make one type of it."""
        return {
            "type": "string",
            "title": "Country",
            "description": "A country. Read from its ISO 3166-1 alpha-2, alpha-3 or numeric code or its name; "
            "written as its alpha-2 code (XK for Kosovo).",
            "examples": ["KR", "KOR", "410", "South Korea"],
            "minLength": 2,
            "maxLength": LONGEST_NAME,
        }


@lru_cache(maxsize=512)
def _short_name(code: str) -> str:
    if code == KOSOVO:
        return COLLOQUIAL[KOSOVO][0]
    record = _record(code)
    return str(getattr(record, "common_name", record.name))


def _record(code: str) -> Any:  # pycountry's records are untyped
    return pycountry.countries.get(alpha_2=str(code))


@lru_cache(maxsize=4096)
def _resolve(text: str) -> Country:
    if len(text) > LONGEST_NAME:
        raise PlaceTooLongError(text, "country", LONGEST_NAME)
    found = candidates(text)
    if len(found) == 1:
        return str.__new__(Country, found[0])
    if not found:
        raise UnknownPlaceError(
            text,
            "country",
            suggestion=nearest_name(text, _suggestions(), key=compact),
            remedy="give an ISO 3166-1 code or a country's name, such as 'KR', 'KOR', '410' or 'South Korea'.",
        )
    codes = [code for code in found if code]
    meant = either([f"{code} ({_iso_name(code)})" for code in codes])
    if len(codes) > 1:
        message = f"{quote(text)} may mean more than one country: {meant}."
    else:
        message = f"{quote(text)} is not a country of today with one successor: did you mean {meant}?"
    raise AmbiguousPlaceError(message, text, "country", codes)


_validate = lru_cache(maxsize=4096)(as_validator(_resolve))
"""Of its own cache, since most texts come back and a Python call costs more than a lookup."""


def _iso_name(code: str) -> str:
    return COLLOQUIAL[KOSOVO][0] if code == KOSOVO else str(_record(code).name)


@lru_cache(maxsize=1)
def _suggestions() -> tuple[str, ...]:
    """The names worth suggesting: those that decide, as ISO and people write them."""
    written = [name for common in COLLOQUIAL.values() for name in common]
    written += [getattr(c, "common_name", c.name) for c in pycountry.countries]
    return tuple(name for name in written if len(name) > 3 and len(names().get(compact(name), ())) == 1)
