"""Every offset against an independent reader: zoneinfo on the tzdata package of the same release."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
import pytz
import tzdata

import globalfirm as gf
from globalfirm.places import offsets

pytestmark = pytest.mark.skipif(
    tzdata.IANA_VERSION != pytz.OLSON_VERSION, reason="tzdata and pytz carry different releases of the database"
)

DICE = random.Random(2007)
START, END = datetime(1970, 1, 1), datetime(2037, 12, 31)
INSTANTS = sorted(START + timedelta(minutes=DICE.randrange((END - START) // timedelta(minutes=1))) for _ in range(400))
MONROVIA = datetime(1972, 1, 8)  # until then 44 minutes and 30 seconds behind, which pytz rounds to the minute


def instants(name: str) -> list[datetime]:
    return [at for at in INSTANTS if name != "Africa/Monrovia" or at > MONROVIA]


def oracle(name: str) -> ZoneInfo:
    """The zone as the tzdata package has it: the system's database is never asked."""
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def hours(zone: ZoneInfo, at: datetime) -> float:
    return at.replace(tzinfo=UTC).astimezone(zone).utcoffset() / timedelta(hours=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", pytz.all_timezones)
def test_every_zone_at_400_instants_from_1970_to_2037(name: str) -> None:
    theirs = oracle(name)
    moments = instants(name)
    assert [offsets.offset_hours(name, at) for at in moments] == [hours(theirs, at) for at in moments]


@pytest.mark.parametrize("name", pytz.all_timezones)
def test_a_canonical_name_keeps_the_clocks_of_its_alias(name: str) -> None:
    zone = gf.TimeZone(name)
    assert gf.TimeZone(name.swapcase()) == zone
    assert gf.TimeZone(zone) == zone
    theirs = oracle(zone)
    moments = instants(name)[::40]
    assert [offsets.offset_hours(name, at) for at in moments] == [hours(theirs, at) for at in moments]


@pytest.mark.parametrize("name", sorted(offsets.canonical_names()))
def test_standard_time_is_the_least_offset_held_for_a_quarter_of_the_last_year_of_the_tables(name: str) -> None:
    theirs = oracle(name)
    held = Counter(hours(theirs, datetime(2037, 1, 1, 12) + timedelta(days=14 * i)) for i in range(26))
    assert gf.TimeZone(name).standard_offset_hours == min(
        offset for offset, fortnights in held.items() if fortnights > 6
    )


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Europe/Belgrade", 2026),
        ("America/New_York", 1974),  # the oil crisis: daylight saving from January
        ("Australia/Lord_Howe", 2026),
        ("Africa/Casablanca", 2019),  # back to UTC for Ramadan
        ("Africa/Cairo", 2014),  # four changes in a year
        ("Pacific/Apia", 2011),  # over the date line
        ("Asia/Pyongyang", 2015),
        ("Asia/Tokyo", 2026),
    ],
)
def test_the_changes_of_a_year_are_those_of_every_minute_scanned_by_quarters(name: str, year: int) -> None:
    theirs = oracle(name)
    quarters = [datetime(year, 1, 1) + timedelta(minutes=15 * i) for i in range(366 * 96)]
    kept = [hours(theirs, at) for at in quarters]
    scanned = [b for b, x, y in zip(quarters[1:], kept, kept[1:], strict=False) if x != y and b.year == year]
    assert list(offsets.changes(name, year)) == scanned
