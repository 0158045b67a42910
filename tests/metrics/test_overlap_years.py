"""A year of overlaps: against zoneinfo on every Wednesday, and known changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from random import Random
from zoneinfo import ZoneInfo

import pytest

import globalfirm as gf
from globalfirm.metrics import working_day as wd
from globalfirm.places import offsets
from tests.profiles import thorough

CITIES = {
    "America/Los_Angeles": "US",
    "America/New_York": "US",
    "America/Sao_Paulo": "BR",
    "Europe/London": "GB",
    "Europe/Belgrade": "RS",
    "Asia/Kolkata": "IN",
    "Asia/Singapore": "SG",
    "Australia/Sydney": "AU",
}


def firm_in(*zones: str) -> gf.Company:
    return gf.Company(name="A", offices=[gf.Office(country=CITIES[zone], time_zone=zone) for zone in zones])


def shared_on(day: date, zones: tuple[str, str]) -> int:
    """The minutes of a day at which both clocks stand between nine and five, whatever the day of the week is there."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    quarters = [start + timedelta(minutes=15 * i) for i in range(96)]
    return 15 * sum(all(9 <= at.astimezone(ZoneInfo(zone)).hour < 17 for zone in zones) for at in quarters)


@pytest.mark.grows
@pytest.mark.parametrize(
    "zones", [*combinations(CITIES, 2)] if thorough() else Random(1).sample([*combinations(CITIES, 2)], 6)
)
def test_on_every_wednesday_it_is_what_zoneinfo_says(zones: tuple[str, str]) -> None:
    [pair] = wd.overlap_year(firm_in(*zones), 2026)
    wednesdays = [date(2026, 1, 7) + timedelta(weeks=week) for week in range(52)]
    for day in wednesdays:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        [held] = [period.minutes for period in pair.periods if period.since <= noon < period.until]
        assert held == shared_on(day, zones), day
    every = [period.minutes for period in pair.periods]
    assert (pair.least_minutes, pair.most_minutes) == (min(every), max(every))
    shifted = [day - timedelta(days=2) for day in wednesdays if shared_on(day, zones) != pair.typical_minutes]
    assert list(pair.shifted_weeks) == shifted


def test_clocks_that_change_in_one_night_change_nothing() -> None:
    """Each at two by its own: New York's three hours before Los Angeles', in which nobody works."""
    [pair] = wd.overlap_year(firm_in("America/Los_Angeles", "America/New_York"), 2026)
    assert [period.minutes for period in pair.periods] == [300]
    assert pair.least_minutes == pair.most_minutes == 300
    assert wd.overlap_changes(firm_in("America/Los_Angeles", "America/New_York"), 2026) == ()


@pytest.mark.parametrize(
    "offices",
    [
        [gf.Office(country="US", time_zone="Pacific/Honolulu"), gf.Office(country="KI", time_zone="Pacific/Kiritimati")],
        [gf.Office(country="IL"), gf.Office(country="US", time_zone="America/New_York")],
        [gf.Office(country="NZ", time_zone="Pacific/Auckland"), gf.Office(country="PT", time_zone="Europe/Lisbon", working_hours=gf.WorkingHours(start="12:00", end="02:00", days=["Monday", "Thursday"]))],
        [gf.Office(country="NP"), gf.Office(country="MX", time_zone="America/Tijuana", working_hours=gf.WorkingHours(start="16:00", end="06:00"))],
    ],
)  # fmt: skip
def test_a_week_holds_what_its_seven_days_do(offices: list[gf.Office]) -> None:
    """Weekends, the date line and days shared in two parts count, in each week without a change."""
    firm = gf.Company(name="A", offices=offices)
    [pair] = wd.overlap_year(firm, 2026)
    for period in pair.periods:
        monday = period.since.date() + timedelta(days=7 - period.since.weekday())
        week = wd.shared_time(firm, monday, 7).matrix_minutes[0][1]
        assert week == period.week_minutes, period
    assert pair.typical_week_minutes in [period.week_minutes for period in pair.periods]


def test_the_changes_of_2026_between_belgrade_and_new_york() -> None:
    found = wd.overlap_changes(firm_in("Europe/Belgrade", "America/New_York"), 2026)
    assert [(change.week, change.before_minutes, change.after_minutes) for change in found] == [
        (date(2026, 3, 2), 120, 180),  # on Sundays: the weeks from the Monday after are another
        (date(2026, 3, 23), 180, 120),
        (date(2026, 10, 19), 120, 180),
        (date(2026, 10, 26), 180, 120),
    ]


def test_of_28_pairs_among_eight_cities_more_than_half_change_within_the_year() -> None:
    firm = firm_in(*CITIES)
    assert len(wd.overlap_year(firm, 2026)) == 28
    assert len({(change.place, change.other) for change in wd.overlap_changes(firm, 2026)}) >= 14


def test_typical_is_what_holds_for_most_of_the_year() -> None:
    [pair] = wd.overlap_year(firm_in("Europe/London", "Asia/Kolkata"), 2026)
    assert (pair.least_minutes, pair.most_minutes, pair.typical_minutes) == (150, 210, 210)  # summer time is the longer


def test_a_zone_not_known_bounds_the_year() -> None:
    zones = offsets.country_zones("AU")
    each = [
        wd.overlap_year(
            gf.Company(name="A", offices=[gf.Office(country="AU", time_zone=zone), gf.Office(country="JP")]), 2026
        )[0]
        for zone in zones
    ]
    [pair] = wd.overlap_year(gf.Company(name="A", offices=[gf.Office(country="AU"), gf.Office(country="JP")]), 2026)
    assert pair.periods == ()
    for name in ("least_minutes", "most_minutes", "typical_minutes"):
        values = [int(getattr(one, name)) for one in each]
        assert (getattr(pair, name).low, getattr(pair, name).high) == (min(values), max(values))


@pytest.mark.parametrize("year", [1969, 2038, "2026"])
def test_a_year_is_one_that_the_tables_cover(year) -> None:
    with pytest.raises(ValueError, match="is not a year that pytz's tables cover: give one from 1970 to 2037"):
        wd.overlap_year(gf.Company(name="A"), year)


def test_records_survive_json() -> None:
    firm = firm_in("Europe/Belgrade", "America/New_York")
    for found in (*wd.overlap_year(firm, 2026), *wd.overlap_changes(firm, 2026)):
        assert type(found).model_validate_json(found.model_dump_json()) == found


def test_hours_of_the_places_count() -> None:
    short = gf.WorkingHours(start="09:00", end="13:00")
    offices = [gf.Office(country="RS", working_hours=short), gf.Office(country="DE"), gf.Office(country="PT")]
    for (one, other), pair in zip(
        combinations([short, gf.WorkingHours(), gf.WorkingHours()], 2),
        wd.overlap_year(gf.Company(name="A", offices=offices), 2026),
        strict=True,
    ):
        assert pair.most_minutes.high <= min(one.minutes_a_day, other.minutes_a_day)
