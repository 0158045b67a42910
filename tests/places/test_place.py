"""Places and time zones: what is filled in, what is refused."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import pytz
from pydantic import ValidationError

import globalfirm as gf
from globalfirm.places import offsets


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("RS", "Europe/Belgrade"),
        ("DE", "Europe/Berlin"),  # Büsingen keeps the same clocks
        ("AR", "America/Argentina/Buenos_Aires"),  # so do the twelve zones of Argentina, today
        ("XK", "Europe/Belgrade"),
        ("US", None),
        ("UA", None),  # the database lists Simferopol, which keeps Moscow's clocks
        ("PT", None),  # the Azores
        ("BV", None),  # nobody is there to keep a clock
    ],
)
def test_a_country_that_keeps_one_clock_fills_in_its_zone(country: str, zone: str | None) -> None:
    assert gf.Place(country=country).time_zone == zone
    assert gf.Place(country=country, time_zone=None).time_zone == zone


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("US/Pacific", "America/Los_Angeles"),
        ("europe/KIEV", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Iceland", "Atlantic/Reykjavik"),  # whose link leads to Abidjan since 2022
        ("Europe/Stockholm", "Europe/Stockholm"),  # a link to Berlin, and Sweden's own
        ("UTC", "Etc/UTC"),
        ("GMT", "Etc/GMT"),
        (" Asia/Tokyo ", "Asia/Tokyo"),
        (ZoneInfo("US/Eastern"), "America/New_York"),
        (pytz.timezone("Asia/Katmandu"), "Asia/Kathmandu"),
        (pytz.utc, "Etc/UTC"),
    ],
)
def test_zones_become_canonical(zone, name: str) -> None:
    assert gf.TimeZone(zone) == name
    assert gf.Place(country="BV", time_zone=zone).time_zone == name


@pytest.mark.parametrize(
    ("zone", "message"),
    [
        ("posixrules", "is not a time zone"),
        ("localtime", "is not a time zone"),
        ("", "is not a time zone"),
        ("Mars/Phobos", "give an IANA name"),
        ("Europe/Belgrad", "Did you mean 'Europe/Belgrade'?"),
        ("Berlin", "Did you mean 'Europe/Berlin'?"),
        ("new_york", "Did you mean 'America/New_York'?"),
        ("Pacific Time", "Did you mean 'US/Pacific'?"),
        ("JST", "Did you mean 'Asia/Tokyo'?"),
        ("bst", "Did you mean 'Europe/London'?"),
        ("GMT+2", "'GMT+2' is not a time zone, but an offset from UTC, which many keep for a part of the year"),
        ("-05:30", "but an offset from UTC"),
        ("PST", "may mean the clocks of America/Los_Angeles or Asia/Manila: give one of these names"),
        ("x" * 1000, "is 1000 characters long: give a time zone in at most 100"),
        (timezone(timedelta(hours=2)), "is not a time zone"),  # an offset is not a place's zone
        (5, "5 is not a time zone"),
        (None, "None is not a time zone"),
    ],
)
def test_what_is_no_zone_is_refused_with_what_would_do(zone, message: str) -> None:
    with pytest.raises(gf.PlaceError) as error:
        gf.TimeZone(zone)
    assert message in str(error.value)


def test_an_abbreviation_of_clocks_is_refused_with_the_zones_that_bear_it() -> None:
    seasons = [datetime(2037, month, 1, tzinfo=UTC) for month in (1, 7)]

    def times(zone: str) -> list[datetime]:
        return [season.astimezone(pytz.timezone(zone)) for season in seasons]

    borne = {time.tzname() for zone in gf.TimeZone.all() for time in times(zone)}
    asked = {name for name in borne if name.isalpha()} - set(pytz.all_timezones)
    assert len(asked) > 30
    for name in asked:
        with pytest.raises(gf.PlaceError) as error:
            gf.TimeZone(name)
        zones = error.value.candidates or (error.value.suggestion,)
        assert all(name in {time.tzname() for time in times(zone)} for zone in zones)
        assert len({tuple(time.utcoffset() for time in times(zone)) for zone in zones}) == len(zones)


def test_known_offsets() -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    hours = {"Asia/Kathmandu": 5.75, "Pacific/Chatham": 12.75, "Australia/Eucla": 8.75, "Pacific/Kiritimati": 14}
    hours |= {"Europe/Dublin": 1, "America/St_Johns": -2.5, "Etc/GMT+12": -12, "Australia/Lord_Howe": 10.5}
    assert {name: gf.TimeZone(name).offset_hours(at) for name in hours} == hours
    assert gf.TimeZone("Europe/Dublin").standard_offset_hours == gf.TimeZone("Europe/London").standard_offset_hours == 0


def test_a_zone_that_the_country_does_not_keep_is_a_contradiction_that_names_both() -> None:
    with pytest.raises(ValidationError) as error:
        gf.Place(country="Serbia", time_zone="US/Pacific")
    [problem] = error.value.errors()
    assert problem["loc"] == ("time_zone",)
    assert (
        "America/Los_Angeles is not kept in RS (Serbia): give one of its own, such as Europe/Belgrade" in problem["msg"]
    )
    assert gf.Place(country="Sweden", time_zone="Europe/Berlin").time_zone == "Europe/Berlin"  # the same clocks


@pytest.mark.parametrize(
    ("country", "subdivision", "code"),
    [("US", "CA", "US-CA"), ("US", "us-ca", "US-CA"), ("US", "california", "US-CA"), ("CA", "Québec", "CA-QC")],
)
def test_subdivisions(country: str, subdivision: str, code: str) -> None:
    assert gf.Place(country=country, subdivision=subdivision).subdivision == code


def test_a_subdivision_of_another_country_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValidationError, match="not a subdivision of US in ISO 3166-2. Did you mean 'California'?"):
        gf.Place(country="US", subdivision="Californa")
    with pytest.raises(
        ValidationError, match="'x' is not a subdivision of VA in ISO 3166-2: it has none, so leave it out"
    ):
        gf.Place(country="VA", subdivision="x")


def test_one_wrong_field_does_not_hide_or_invent_another_problem() -> None:
    with pytest.raises(ValidationError) as error:
        gf.Place.model_validate(
            {"country": "Nowhere", "subdivision": "CA", "time_zone": "US/Pacific", "latitude": 91, "town": "x"}
        )
    assert {problem["loc"][0] for problem in error.value.errors()} == {"country", "latitude", "town"}


def test_an_unknown_field_names_the_nearest_or_lists_the_fields() -> None:
    with pytest.raises(ValidationError, match="did you mean 'country'?"):
        gf.Place.model_validate({"contry": "RS", "country": "RS"})
    with pytest.raises(ValidationError, match="the fields are country, subdivision, city"):
        gf.Place.model_validate({"zzz": 1, "country": "RS"})


def test_places_are_frozen_hashable_and_survive_json_pickle_and_copy() -> None:
    place = gf.Place(city="Belgrade", country="Serbia", latitude=44.8, longitude=20.5)
    assert gf.Place.model_validate_json(place.model_dump_json()) == place
    assert pickle.loads(pickle.dumps(place)) == copy.deepcopy(place) == place
    assert len({place, place.replace()}) == 1
    with pytest.raises(ValidationError, match="frozen"):
        place.city = "Novi Sad"


def test_replacing_the_country_replaces_the_zone_that_followed_from_it() -> None:
    place = gf.Place.model_validate_json(gf.Place(country="Serbia").model_dump_json())
    assert place.replace(country="Japan").time_zone == "Asia/Tokyo"
    assert place.replace(country="US", time_zone="US/Eastern").time_zone == "America/New_York"
    with pytest.raises(ValidationError, match="not kept in JP"):
        gf.Place(country="US", time_zone="US/Eastern").replace(country="Japan")
    assert str(place) == "Serbia"


@pytest.mark.parametrize(("country", "zone"), [("NG", "Europe/Belgrade"), ("RS", "Africa/Lagos"), ("DE", "Asia/Tokyo")])
def test_a_zone_whose_clocks_the_country_never_keeps_is_an_error(country, zone):
    with pytest.raises(ValueError, match="is not kept in"):
        gf.Place(country=country, time_zone=zone)


@pytest.mark.parametrize(
    ("country", "zone"), [("DE", "Africa/Ceuta"), ("PT", "Atlantic/Canary"), ("JP", "Asia/Jayapura")]
)
def test_another_countrys_zone_moves_no_place_to_another_continent(country, zone):
    assert gf.Place(country=country, time_zone=zone).continent() == gf.Place(country=country).continent()


def test_clocks_that_go_back_for_a_month_do_not_make_that_month_the_standard(monkeypatch):
    # Morocco up to 2026: an hour back in Ramadan alone.
    rules = ((datetime(2037, 1, 1), 1.0), (datetime(2037, 10, 1), 0.0), (datetime(2037, 11, 8), 1.0))
    monkeypatch.setattr(offsets, "year_rules", lambda _: rules)
    assert offsets.standard_offset_hours.__wrapped__("Africa/Casablanca") == 1.0
