"""What cities, parts of countries and coordinates settle, and what contradicts."""

from __future__ import annotations

import sys

import pytest

import globalfirm as gf
from globalfirm.ground.errors import ContradictoryPlaceError

tzfpy = pytest.importorskip("tzfpy", reason="coordinates are read with the extra `coordinates`")


@pytest.mark.parametrize(
    ("country", "part", "zone"),
    [
        *(("US", "California", "America/Los_Angeles"), ("US", "UT", "America/Denver"), ("US", "Texas", None)),
        *(("NZ", "Otago", "Pacific/Auckland"), ("ID", "Bali", "Asia/Makassar"), ("PT", "Lisboa", "Europe/Lisbon")),
        *(("PT", "20", "Atlantic/Azores"), ("ES", "Canarias", "Atlantic/Canary"), ("CA", "Quebec", None)),
        *(("US", "AK", None), ("US", "NV", None), ("RU", "TA", "Europe/Moscow"), ("AU", "NSW", None)),
    ],
)
def test_a_part_of_a_country_gives_the_zone_where_it_keeps_one_clock(country, part, zone) -> None:
    assert gf.Place(country=country, subdivision=part).time_zone == zone
    assert gf.Office(country=country, subdivision=part).time_zone == zone


def test_a_place_that_moves_to_another_part_takes_its_zone() -> None:
    place = gf.Place(country="US", subdivision="US-CA")
    assert place.replace(subdivision="US-NY").time_zone == "America/New_York"
    assert place.replace(country="RS", subdivision=None).time_zone == "Europe/Belgrade"


def test_the_city_settles_the_zone_the_part_and_the_coordinates() -> None:
    place = gf.Place(country="US", city="Boise").located()
    assert (place.time_zone, place.subdivision) == ("America/Boise", "US-ID")
    assert place.latitude == pytest.approx(43.6, abs=0.1)
    assert gf.Place(country="US", city="Springfield").located().time_zone is None
    assert gf.Place(country="US", subdivision="IL", city="Springfield").located().time_zone == "America/Chicago"


def test_coordinates_tell_namesakes_apart() -> None:
    place = gf.Place(country="US", city="Andover", latitude=42.65, longitude=-71.14).located()
    assert (place.subdivision, place.time_zone) == ("US-MA", "America/New_York")


def test_coordinates_settle_the_zone() -> None:
    assert gf.Place(country="US", latitude=37.8, longitude=-122.4).located().time_zone == "America/Los_Angeles"
    assert (
        gf.Place(country="CH", latitude=47.56, longitude=7.59).located().time_zone == "Europe/Zurich"
    )  # on the border


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ({"country": "US", "city": "Boise", "latitude": 51.5, "longitude": -0.1}, "km from Boise in US"),
        ({"country": "CA", "latitude": 3.05, "longitude": -75.07}, "America/Bogota, which is not in CA"),
    ],
)
def test_coordinates_elsewhere_are_a_contradiction_that_names_them(place, named) -> None:
    with pytest.raises(ContradictoryPlaceError, match=named) as error:
        gf.Place(**place).located()
    assert error.value.type == "contradictory_coordinates"


def test_without_the_extra_only_what_nothing_else_settles_is_an_error(monkeypatch) -> None:
    from globalfirm.places import coordinates

    coordinates.zones_at.cache_clear()
    monkeypatch.setitem(sys.modules, "tzfpy", None)
    assert gf.Place(country="RS", latitude=44.8, longitude=20.5).located().time_zone == "Europe/Belgrade"
    with pytest.raises(ImportError, match=r"pip install 'globalfirm\[coordinates\]'"):
        gf.Place(country="US", latitude=37.8, longitude=-122.4).located()
    monkeypatch.undo()
    coordinates.zones_at.cache_clear()


def test_a_firm_is_located_office_by_office() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country="US", city="Boise"), "Berlin"])
    assert firm.located().time_zones == ("America/Boise", "Europe/Berlin")


def test_where_offices_go_places_and_texts_go() -> None:
    firm = gf.Company(name="Team", offices=["Berlin", gf.Place.parse("Lagos, Nigeria"), gf.Office(country="US")])
    assert [type(office) for office in firm.offices] == [gf.Office] * 3
    assert [office.country for office in firm.offices] == ["DE", "NG", "US"]
    assert isinstance(gf.Office.parse("Berlin"), gf.Office)
    with pytest.raises(ValueError, match="'Springfield' may mean") as error:
        gf.Company(name="Team", offices=["Berlin", "Springfield"])
    assert error.value.errors()[0]["loc"] == ("offices", 1)


def test_a_city_without_a_country_is_told_how_to_be_read() -> None:
    with pytest.raises(ValueError, match=r"Office\.parse\('Paris'\)") as error:
        gf.Office(city="Paris")
    assert error.value.errors()[0]["type"] == "missing_country"
    with pytest.raises(ValueError, match="Field required"):
        gf.Office()
