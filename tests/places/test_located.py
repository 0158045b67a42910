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
    ("place", "where"),
    [
        ({"country": "US", "city": "Boise", "latitude": 51.5, "longitude": -0.1}, "km from Boise in US"),
        ({"country": "CA", "latitude": 3.05, "longitude": -75.07}, "America/Bogota, which is not in CA"),
    ],
)
def test_coordinates_elsewhere_are_a_contradiction_that_names_them(place, where) -> None:
    with pytest.raises(ContradictoryPlaceError, match=where) as error:
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


@pytest.mark.parametrize(
    ("place", "source"),
    [
        (gf.Place(country="US", city="Boise").located(), "city"),
        (gf.Place(country="US", latitude=37.8, longitude=-122.4).located(), "coordinates"),
        (gf.Office(country="US", city="Narnia", latitude=37.8, longitude=-122.4).located(), "coordinates"),
        (gf.Place.parse("Boise"), "city"),
        (gf.Place.parse("California"), None),  # it follows from the part,
        (gf.Place.parse("Belgrade"), None),  # or from the country,
        (gf.Place(country="RS", city="Belgrade").located(), None),
        (gf.Place(country="US", city="Boise", time_zone="America/Boise").located(), None),  # or it is given
    ],
)
def test_a_zone_that_was_found_says_where_it_is_from_in_json_too(place, source) -> None:
    assert place.time_zone
    assert place.time_zone_source == source
    assert type(place).model_validate_json(place.model_dump_json()) == place
    assert place.located().time_zone_source == source


@pytest.mark.parametrize(
    ("found", "change", "keeps"),
    [
        ({"city": "Boise"}, {"city": "Narnia"}, False),
        ({"city": "Boise"}, {"country": "CA", "subdivision": None}, False),
        ({"city": "Boise"}, {"longitude": -116.3}, True),
        ({"latitude": 37.8, "longitude": -122.4}, {"longitude": -112.4}, False),
        ({"latitude": 37.8, "longitude": -122.4}, {"city": "Oakland"}, True),
    ],
)
def test_a_zone_that_was_found_gives_way_with_what_it_was_read_from(found, change, keeps) -> None:
    place = gf.Place(country="US", **found).located().replace(**change)
    assert (place.time_zone is not None, place.time_zone_source is not None) == (keeps, keeps)


def test_a_zone_that_is_given_in_place_of_one_found_is_from_nowhere_else() -> None:
    place = gf.Place(country="US", city="Boise").located().replace(time_zone="America/Denver")
    assert place.time_zone_source is None
    assert gf.Place(country="US", time_zone_source="city").time_zone_source is None


def test_evidence_says_where_a_clock_was_found_and_tables_do() -> None:
    from globalfirm import cohort

    offices = [gf.Office(country="US", city="Boise", headcount=3), gf.Office(country="RS")]
    facts = gf.metrics.Facts(gf.Company(name="A", offices=offices).located())
    clocks = ("Boise, United States (3 people, America/Boise by its city)", "Serbia")
    assert facts.sources("time_zone_span_hours") == facts.sources("shared_hours") == clocks
    assert facts.sources("country_count") == ("Boise, United States (3 people)", "Serbia")

    table = {"firm": ["A"] * 3, "country": ["US", "US", "RS"], "city": ["Boise", "", "Niš"]}
    degrees = {"latitude": [None, 37.8, None], "longitude": [None, -122.4, None]}
    reading = cohort.read(pytest.importorskip("polars").DataFrame(table | degrees), cities=True)
    found = {key[:2]: source for key, source in reading.time_zone_sources.items()}
    assert found == {("US", "Boise"): "city", ("US", ""): "coordinates"}


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


def test_a_city_without_a_country_says_how_to_be_read() -> None:
    with pytest.raises(ValueError, match=r"Office\.parse\('Paris'\)") as error:
        gf.Office(city="Paris")
    assert error.value.errors()[0]["type"] == "missing_country"
    with pytest.raises(ValueError, match="Field required"):
        gf.Office()
