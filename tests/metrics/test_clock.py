"""Known answers of the clock, from the IANA time zone database and the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import globalfirm as gf
from globalfirm.metrics.zones import span_bounds


def firm_in(*zones: str) -> gf.Company:
    """A firm with an office in each zone, in a country that keeps it."""
    from globalfirm.places import offsets

    country_of = {
        zone: country
        for country in [
            "AS",
            "AU",
            "CA",
            "CL",
            "DO",
            "FJ",
            "GB",
            "IE",
            "IN",
            "IS",
            "KI",
            "MA",
            "NP",
            "NZ",
            "PT",
            "RS",
            "US",
            "WS",
            "ZA",
        ]
        for zone in offsets.country_zones(country)
    }
    named = [gf.TimeZone(zone) for zone in zones]
    # Etc/GMT+12 is not any country's: Baker Island, uninhabited, keeps it, and no zone of its own.
    return gf.Company(
        name="firm",
        offices=[gf.Office(country=country_of.get(zone, "BV"), time_zone=zone) for zone in named],
    )


@pytest.mark.parametrize(
    ("zones", "count", "linear", "shortest"),
    [
        (("Europe/Belgrade",), 1, 0, 0),
        (("Europe/Belgrade", "Europe/Lisbon"), 2, 1, 1),
        (("America/Los_Angeles", "America/Santo_Domingo", "Europe/Belgrade"), 3, 9, 9),
        (("Asia/Kolkata", "Asia/Kathmandu"), 2, 0.25, 0.25),  # UTC+5:30 and UTC+5:45
        (("Pacific/Chatham", "Pacific/Auckland"), 2, 0.75, 0.75),  # UTC+12:45 and UTC+12
        (("America/St_Johns", "Europe/London"), 2, 3.5, 3.5),
        (("Etc/GMT+12", "Pacific/Kiritimati"), 2, 26, 2),  # UTC-12 to UTC+14, the widest there is
        (("Etc/GMT+12", "Pacific/Auckland"), 2, 24, 0),  # the same clock, a day apart
        (("Pacific/Pago_Pago", "Pacific/Apia"), 2, 24, 0),  # either side of the date line, 24 hours apart
        (("Europe/Dublin", "Europe/London"), 1, 0, 0),  # whose law calls summer time standard
        (("America/New_York", "Europe/Belgrade", "Asia/Kolkata", "Pacific/Auckland"), 4, 17, 17),
        (("Pacific/Honolulu", "Europe/London", "Pacific/Auckland"), 3, 22, 12),
    ],
)
def test_in_standard_time(zones, count, linear, shortest) -> None:
    firm = firm_in(*zones)
    assert gf.time_zone_count(firm) == count
    assert gf.time_zone_span(firm) == linear
    assert gf.time_zone_span(firm, arc="shortest") == shortest


@pytest.mark.parametrize(
    ("zones", "at", "hours"),
    [
        (("America/New_York", "Europe/London"), datetime(2026, 1, 15, tzinfo=UTC), 5),
        (
            ("America/New_York", "Europe/London"),
            datetime(2026, 3, 20, tzinfo=UTC),
            4,
        ),  # America alone has sprung
        (("Australia/Sydney", "Europe/London"), datetime(2026, 1, 15, tzinfo=UTC), 11),
        (("Australia/Sydney", "Europe/London"), datetime(2026, 7, 15, tzinfo=UTC), 9),
        (("Australia/Lord_Howe", "Australia/Sydney"), datetime(2026, 1, 15, tzinfo=UTC), 0),
        (("Australia/Lord_Howe", "Australia/Sydney"), datetime(2026, 7, 15, tzinfo=UTC), 0.5),
        (
            ("Pacific/Apia", "Pacific/Auckland"),
            datetime(2011, 12, 29, tzinfo=UTC),
            23,
        ),  # the day before it jumped
        (("Pacific/Apia", "Pacific/Auckland"), datetime(2011, 12, 31, 12, tzinfo=UTC), 1),
    ],
)
def test_at_an_instant(zones, at, hours) -> None:
    assert gf.time_zone_span(firm_in(*zones), at=at) == hours


def test_zones_that_changed_rules_are_judged_by_the_last_ones() -> None:
    """British Columbia stopped changing its clocks in 2026 and stays at UTC-7, as the database has it from 2026a on."""
    vancouver = gf.TimeZone("America/Vancouver")
    if vancouver.offset_hours(datetime(2030, 1, 1, tzinfo=UTC)) == -8:
        pytest.skip("this release of pytz is older than the change")
    assert vancouver.offset_hours(datetime(2026, 1, 1, tzinfo=UTC)) == -8
    assert vancouver.standard_offset_hours == -7
    assert gf.time_zone_span(firm_in("America/Vancouver", "Europe/Lisbon")) == 7


@pytest.mark.parametrize(
    ("zones", "least", "most"),
    [
        (("America/New_York", "Europe/London"), 4, 5),
        (("Australia/Sydney", "Europe/London"), 9, 11),
        # Lord Howe moves half an hour forward half an hour before Sydney moves a whole one.
        (("Australia/Lord_Howe", "Australia/Sydney"), 0, 1),
        (("Africa/Johannesburg", "Europe/London"), 1, 2),
        (("Asia/Kolkata",), 0, 0),
        (("America/Santiago", "Europe/Belgrade"), 4, 6),
        (("Europe/London", "America/New_York", "Australia/Sydney"), 14, 16),
    ],
)
def test_the_least_and_most_of_2026(zones, least, most) -> None:
    assert gf.metrics.time_zone_span_extremes(firm_in(*zones), 2026) == gf.Interval(least, most)


@pytest.mark.parametrize("year", [1999, 2011, 2026, 2037])
def test_the_extremes_are_those_of_every_quarter_of_an_hour_of_the_year(year: int) -> None:
    firm = firm_in("America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia")
    start = datetime(year, 1, 1, tzinfo=UTC)
    every = [start + timedelta(minutes=15 * i) for i in range(366 * 96)]
    spans = [gf.time_zone_span(firm, at=at) for at in every if at.year == year]
    assert gf.metrics.time_zone_span_extremes(firm, year) == gf.Interval(float(min(spans)), float(max(spans)))


def test_zones_count_by_offset_by_rules_or_by_name() -> None:
    firm = firm_in("Europe/London", "Atlantic/Reykjavik", "Europe/Dublin", "Europe/Lisbon")
    assert gf.time_zone_count(firm) == 1
    assert gf.time_zone_count(firm, by="rules") == 2  # Iceland saves no daylight
    assert gf.time_zone_count(firm, by="name") == 4
    assert gf.time_zone_count(firm, at=datetime(2026, 7, 1, tzinfo=UTC)) == 2


def test_no_place_no_zone_no_hours() -> None:
    firm = gf.Company(name="A")
    assert firm.time_zones == ()
    assert gf.time_zone_count(firm) == gf.Count((0, 37))  # its people are somewhere, and no list says where
    assert gf.time_zone_span(firm) == gf.Interval(0, 26)
    assert gf.time_zone_span(firm, arc="shortest") == gf.Interval(0, 24)
    assert gf.metrics.time_zone_span_extremes(firm, 2026) == gf.Interval(0, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: gf.time_zone_span(f, at=datetime(2026, 1, 1)), "give a datetime with a time zone"),
        (lambda f: gf.time_zone_span(f, at=datetime(2050, 1, 1, tzinfo=UTC)), "after 2037"),
        (lambda f: gf.time_zone_span(f, arc="straight"), "give 'linear' or 'shortest'"),
        (lambda f: gf.time_zone_count(f, by="colour"), "give 'offset', 'rules' or 'name'"),
        (lambda f: gf.time_zone_count(f, by="name", at=datetime(2026, 1, 1, tzinfo=UTC)), "leave `at` out"),
        (lambda f: gf.metrics.time_zone_span_extremes(f, 2050), "from 1970 to 2037"),
        (lambda f: gf.metrics.time_zone_span_extremes(f, 1900), "from 1970 to 2037"),
    ],
)
def test_errors_say_what_would_do(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call(firm_in("Europe/Belgrade"))


def test_a_year_is_a_number() -> None:
    with pytest.raises(ValueError, match="is not a year"):
        gf.metrics.time_zone_span_extremes(gf.Company(name="A"), "2026")  # type: ignore[arg-type]


def test_a_zone_that_follows_from_the_country_is_open_before_its_clocks_agreed() -> None:
    """Kazakhstan keeps one clock since March 2024 and kept two before: in Almaty, or in the west."""
    firm = gf.Company(name="A", offices=[gf.Office(country="KZ"), gf.Office(country="KZ", time_zone="Asia/Aqtobe")])
    assert gf.time_zone_span(firm) == 0
    assert str(gf.time_zone_span(firm, at=datetime(2023, 7, 1, tzinfo=UTC))) == "0-1"
    assert gf.time_zone_span(firm, at=datetime(2026, 7, 1, tzinfo=UTC)) == 0
    assert str(gf.metrics.time_zone_span_extremes(firm, 2023)) == "0-1"


def test_one_place_spans_nothing_whatever_its_zone() -> None:
    american = frozenset({-5.0, -6.0, -7.0, -8.0})
    for known, options in ((frozenset({1.0}), []), (frozenset(), [american]), (frozenset(), [])):
        assert span_bounds(known, options) == (0.0, 0.0)
