"""When pycountry or pytz adds a code, a test says in words which table lacks what, and how it is brought up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import pycountry
import pytest
import pytz

import globalfirm as gf
from globalfirm.places import offsets
from globalfirm.places.country_names import COLLOQUIAL, SPORT_CODES
from globalfirm.places.gazetteer import meanings
from globalfirm.places.generated import subdivision_table, zone_table
from globalfirm.places.generated.continent_table import CONTINENTS
from globalfirm.places.generated.name_table import CLDR_NAMES
from globalfirm.places.generated.part_zone_table import PART_ZONES
from globalfirm.places.generated.subdivision_table import SUBDIVISIONS
from globalfirm.places.generated.weekend_table import WEEKENDS
from globalfirm.places.generated.zone_table import ALIASES

REMEDY = "run python tools/regenerate.py, and see what it says"


def lacking(
    countries: Iterable[Any] = pycountry.countries,
    parts: Iterable[Any] = pycountry.subdivisions,
    zones: Mapping[str, Iterable[str]] = pytz.country_timezones,
    names_of_zones: Iterable[str] = pytz.all_timezones,
) -> list[str]:
    """A sentence for each code that a table lacks, or holds though its source has it no more."""
    codes = {country.alpha_2: country.name for country in countries}
    named = set(names_of_zones)
    found = []
    for code, name in codes.items():
        for table, held in (("continent_table", CONTINENTS), ("name_table", CLDR_NAMES)):
            if code not in held:
                found.append(f"{table} lacks {code} ({name}), which pycountry lists")
        if not any(meaning.kind == "country" for meaning in meanings(name)):
            found.append(f"the gazetteer has no country called {name!r} ({code}), which pycountry lists")
    listed = {line.partition("=")[0] for held in SUBDIVISIONS.values() for line in held.split("|")}
    found += [
        f"subdivision_table lacks {part.code} ({part.name}), which pycountry lists"
        for part in parts
        if part.code not in listed
    ]
    for code, its in zones.items():
        if code not in CONTINENTS:
            found.append(f"continent_table lacks {code}, whose time zones pytz lists")
        found += [f"pytz lists {zone} of {code} and has no such zone" for zone in its if zone not in named]
    for table, used in (("part_zone_table", PART_ZONES.values()), ("zone_table", ALIASES.values())):
        found += [
            f"{table} names {zone}, which pytz does not have" for zone in dict.fromkeys(used) if zone not in named
        ]
    for table, used in (("weekend_table", WEEKENDS), ("COLLOQUIAL", COLLOQUIAL), ("SPORT_CODES", SPORT_CODES.values())):
        found += [f"{table} names {code}, which pycountry does not list" for code in used if code not in {*codes, "XK"}]
    return found


def release(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def test_every_code_of_pycountry_and_pytz_is_in_every_table() -> None:
    """Of releases as new as those that the tables were made from: what older ones list may have been withdrawn since."""
    for module, table in ((pycountry, subdivision_table), (pytz, zone_table)):
        [made_from] = re.findall(rf"{module.__name__} ([\d.]*\d)", table.__doc__)
        if release(str(module.__version__)) < release(made_from):
            pytest.skip(
                f"{module.__name__} {module.__version__} is older than {made_from}, which the tables were made from"
            )
    assert lacking() == [], REMEDY


def test_a_new_code_is_named_with_the_table_that_lacks_it() -> None:
    new = SimpleNamespace(alpha_2="QX", name="Narnia")
    part = SimpleNamespace(code="QX-01", name="Archenland")
    assert lacking([*pycountry.countries, new], [*pycountry.subdivisions, part], {"QY": ["Narnia/Tumnus"]}) == [
        "continent_table lacks QX (Narnia), which pycountry lists",
        "name_table lacks QX (Narnia), which pycountry lists",
        "the gazetteer has no country called 'Narnia' (QX), which pycountry lists",
        "subdivision_table lacks QX-01 (Archenland), which pycountry lists",
        "continent_table lacks QY, whose time zones pytz lists",
        "pytz lists Narnia/Tumnus of QY and has no such zone",
    ]


def test_a_code_that_is_gone_is_named_with_the_table_that_holds_it() -> None:
    others = [zone for zone in pytz.all_timezones if zone != "Australia/Darwin"]
    assert lacking(zones={}, names_of_zones=others) == [
        "part_zone_table names Australia/Darwin, which pytz does not have"
    ]


def test_the_releases_that_answers_rest_on_are_those_installed() -> None:
    found = gf.versions()
    assert found["globalfirm"] == gf.__version__
    assert found["tzdata"] == offsets.database_version() == pytz.OLSON_VERSION
    assert found["pycountry"] == pycountry.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["geonames"])
    assert all(found.values())
