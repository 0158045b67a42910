"""The working day, minute by minute: against zoneinfo, and tables of known answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import strategies
from globalfirm.metrics import working_day as wd
from globalfirm.metrics.working_day.minutes import local_day, local_week
from globalfirm.metrics.working_day.timetable import Window, working_minutes, workplaces
from globalfirm.model.working_hours import WEEKDAYS
from globalfirm.places import offsets
from globalfirm.places.weekend import weekend
from tests.profiles import thorough

HOURS = (
    None,
    None,
    gf.WorkingHours(start="07:30", end="16:15", breaks=[gf.Break(start="12:00", end="12:45")]),
    gf.WorkingHours(start="22:00", end="06:00"),
    gf.WorkingHours(start="00:00", end="00:00", days=["Sunday"]),
    gf.WorkingHours(
        start="20:30", end="02:30", breaks=[gf.Break(start="23:30", end="00:15")], days=["Friday", "Monday"]
    ),
)
EVEN_HOURS = gf.WorkingHours(
    start="00:00", end="00:00", days=list(WEEKDAYS),
    breaks=[gf.Break(start=f"{hour:02}:00", end=f"{(hour + 1) % 24:02}:00") for hour in range(1, 24, 2)],
)  # fmt: skip
COUNTRIES = ("RS", "US", "GB", "IN", "IR", "IL", "AU", "NZ", "MA", "BR", "CL", "NP", "KI", "PT", "EG")


def drawn_firm(random: Random, places: int, *, unknown: bool = False) -> gf.Company:
    offices = []
    for _ in range(places):
        country = random.choice(COUNTRIES)
        zone = None if unknown and random.random() < 0.4 else random.choice(offsets.country_zones(country))
        offices.append(gf.Office(country=country, time_zone=zone, working_hours=random.choice(HOURS)))
    return gf.Company(name="drawn", offices=offices)


def works(hours: gf.WorkingHours, country: str, local: datetime) -> bool:
    """Whether the clock on the wall says that people work: read off the record, minute by minute."""
    days = hours.days or [WEEKDAYS[day] for day in range(7) if day not in weekend(country)]
    now = local.time()

    def within(start, end, day_of_start, now_is_next_day) -> bool:
        overnight = end <= start
        if not overnight:
            return not now_is_next_day and start <= now < end
        return now < end if now_is_next_day else now >= start

    for next_day in (False, True):
        started = (local - timedelta(days=1)) if next_day else local
        if WEEKDAYS[started.weekday()] not in days or not within(hours.start, hours.end, started, next_day):
            continue
        since_start = minutes_since(hours, local, next_day)
        if not any(pause_covers(hours, pause, since_start) for pause in hours.breaks):
            return True
    return False


def minutes_since(hours, local, next_day) -> int:
    return 60 * local.hour + local.minute + 1440 * next_day - (60 * hours.start.hour + hours.start.minute)


def pause_covers(hours, pause, since_start) -> bool:
    begins = (60 * pause.start.hour + pause.start.minute - 60 * hours.start.hour - hours.start.minute) % 1440
    length = (60 * (pause.end.hour - pause.start.hour) + pause.end.minute - pause.start.minute) % 1440 or 1440
    return begins <= since_start < begins + length


def by_the_minute(firm: gf.Company, zones: tuple[str, ...], on: date, days: int) -> list[list[bool]]:
    start = datetime(on.year, on.month, on.day, tzinfo=UTC)
    every = [start + timedelta(minutes=minute) for minute in range(days * 1440)]
    found = []
    for place, zone in zip(workplaces(firm), zones, strict=True):
        tz = ZoneInfo(zone)
        found.append([works(place.hours, place.country, at.astimezone(tz)) for at in every])
    return found


#: Days on which clocks change somewhere: America and Europe, Chile, Australia, Morocco's Ramadan, and some that are plain.
DAYS = [date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 25), date(2026, 2, 15), date(2026, 7, 1)]


@pytest.mark.grows
@pytest.mark.parametrize("seed", range(100 if thorough() else 12))
def test_every_figure_is_that_of_the_minutes_of_zoneinfo(seed: int) -> None:
    random = Random(seed)
    firm = drawn_firm(random, random.randint(1, 4))
    on, days = random.choice(DAYS), random.choice([1, 2, 7])
    check_every_minute(firm, on, days)


@pytest.mark.grows
@pytest.mark.skipif(not thorough(), reason="half a million minutes of each place: of the profile `large`")
@pytest.mark.parametrize("seed", range(6))
def test_and_so_it_is_over_a_year(seed: int) -> None:
    random = Random(seed)
    check_every_minute(drawn_firm(random, 3), date(random.choice([2011, 2024, 2026, 2030]), 1, 1), 365)


def check_every_minute(firm: gf.Company, on: date, days: int) -> None:
    zones = tuple(place.zone for place in workplaces(firm))
    if any(not same_clocks(zone, on, days) for zone in zones):
        pytest.skip("the database of this Python and that of pytz differ on these days")
    minutes = by_the_minute(firm, zones, on, days)
    found = wd.shared_time(firm, on, days)
    for (i, mine), (j, theirs) in product(enumerate(minutes), repeat=2):
        assert found.matrix_minutes[i][j] == sum(a and b for a, b in zip(mine, theirs, strict=True))
    assert found.shared_minutes == sum(map(all, zip(*minutes, strict=True)))
    assert found.covered_minutes == sum(map(any, zip(*minutes, strict=True)))
    for i, alone in enumerate(found.alone_minutes):
        assert alone == sum(now[i] and sum(now) == 1 for now in zip(*minutes, strict=True))


def same_clocks(zone: str, on: date, days: int) -> bool:
    """Whether zoneinfo and pytz say the same of a zone on some days."""
    hours = [datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(hours=hour) for hour in range(24 * days)]
    tz, ours = ZoneInfo(zone), gf.TimeZone(zone)
    return all(tz.utcoffset(at.astimezone(tz)).total_seconds() / 3600 == ours.offset_hours(at) for at in hours)


@pytest.mark.parametrize(
    ("country", "zone"), [("GB", "Europe/London"), ("US", "America/New_York"), ("AU", "Australia/Lord_Howe")]
)
def test_what_a_window_holds_is_what_a_longer_one_does_there(country: str, zone: str) -> None:
    """Wherever it begins or ends about a change of clocks, of this year or the next."""
    [place] = workplaces(
        gf.Company(name="A", offices=[gf.Office(country=country, time_zone=zone, working_hours=EVEN_HOURS)])
    )
    begins, days = datetime(2026, 6, 1), 320
    [longer] = working_minutes(place, Window(begins, days * 1440))
    changes = [change for year in (2026, 2027) for change in offsets.changes(zone, year)]
    for change in [each for each in changes if begins < each < begins + timedelta(days=days - 2)]:
        for start in (change - timedelta(days=1), *[change + timedelta(minutes=late) for late in (-1, 0, 1)]):
            rest = longer >> (start - begins) // timedelta(minutes=1)
            for length in (1, 2, 1439, 1440, 1441, 1442):
                assert working_minutes(place, Window(start, length)) == {rest & ((1 << length) - 1)}


@pytest.mark.grows
@pytest.mark.parametrize("seed", range(40 if thorough() else 6))
def test_bounds_are_those_of_every_zone_that_places_may_be_in(seed: int) -> None:
    random = Random(seed)
    firm = drawn_firm(random, 3, unknown=True)
    on = random.choice(DAYS)
    choices = [[each.time_zone] if each.time_zone else offsets.country_zones(each.country) for each in firm.offices]
    every = []
    for zones in product(*[random.sample(zones, min(len(zones), 5)) for zones in choices]):
        settled = [office.replace(time_zone=zone) for office, zone in zip(firm.offices, zones, strict=True)]
        every.append(wd.shared_time(firm.replace(offices=settled), on))
    found = wd.shared_time(firm, on)
    for name in ("shared_minutes", "covered_minutes"):
        low, high = getattr(found, name).low, getattr(found, name).high
        values = [int(getattr(day, name)) for day in every]
        assert low <= min(values)
        assert max(values) <= high
        if all(len(zones) <= 5 for zones in choices):
            assert (low, high) == (min(values), max(values))


@given(strategies.working_hours(), st.sampled_from(["RS", "IN", "IR", "IL"]))
def test_a_local_week_is_what_the_clock_on_the_wall_says(hours: gf.WorkingHours, country: str) -> None:
    monday = datetime(2026, 3, 2)
    week = local_week(hours, country)
    for minute in range(0, 10080, 7):  # a step that no hour is a multiple of
        assert bool(week >> minute & 1) is works(hours, country, monday + timedelta(minutes=minute)), minute
    assert local_day(hours).bit_count() <= hours.minutes_a_day <= 1440


def office(country: str, zone: str | None = None, **more: object) -> gf.Office:
    return gf.Office(country=country, time_zone=zone, **more)


NEW_YORK, BELGRADE = office("US", "America/New_York"), office("RS")


@pytest.mark.parametrize(
    ("offices", "shared", "covered"),
    [
        ([BELGRADE], 8, 8),
        ([BELGRADE, NEW_YORK], 2, 14),
        ([BELGRADE, office("JP")], 0, 16),
        ([BELGRADE, office("US")], (0, 2), (14, 16)),  # the zones of the United States span six hours and more
        ([BELGRADE, office("IN")], 3.5, 12.5),
        ([office("RS", working_hours=gf.WorkingHours(start="12:00", end="20:00")), NEW_YORK], 5, 11),
    ],
)
def test_hours_of_a_working_day_in_standard_time(offices, shared, covered) -> None:
    firm = gf.Company(name="A", offices=offices)
    for metric, wanted in ((gf.metrics.shared_hours, shared), (gf.metrics.covered_hours, covered)):
        low, high = wanted if isinstance(wanted, tuple) else (wanted, wanted)
        assert (metric(firm).low, metric(firm).high) == (low, high)


def test_at_an_instant_daylight_saving_counts() -> None:
    firm = gf.Company(name="A", offices=[BELGRADE, NEW_YORK])
    assert gf.metrics.shared_hours(firm, at=datetime(2026, 3, 20, tzinfo=UTC)) == 3  # America alone has sprung
    assert (gf.metric.shared_hours >= 2).decide(firm) is True
    assert (gf.metric.shared_hours >= 3).decide(firm) is False


@pytest.mark.parametrize("codes", [("KZ",), ("KZ", "KZ"), ("KZ", "UZ"), ("KZ", "RS", "AR")])
@pytest.mark.parametrize("on", [date(2008, 1, 15), date(2023, 7, 3), date(2026, 7, 6)])
def test_a_zone_that_follows_from_the_country_is_open_where_the_countrys_clocks_differed(codes, on) -> None:
    """The bounds are the least and the most over every choice of one zone of its own for each place."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    by_offset = [
        {offsets.offset_hours(z, noon.replace(tzinfo=None)): z for z in offsets.country_zones(c)} for c in codes
    ]
    firm = gf.Company(name="A", offices=[office(code) for code in codes])
    for metric, combine in ((gf.metrics.shared_hours, set.intersection), (gf.metrics.covered_hours, set.union)):
        days = [[{int(60 * (9 - hours) + m) % 1440 for m in range(480)} for hours in zones] for zones in by_offset]
        hours = [len(combine(*chosen)) / 60 for chosen in product(*days)]
        assert (metric(firm, at=noon).low, metric(firm, at=noon).high) == (min(hours), max(hours))


def test_days_of_the_past_are_open_too_and_places_without_one_clock_then_hand_nothing_on() -> None:
    firm = gf.Company(name="A", offices=[office("KZ"), BELGRADE])
    [pair] = wd.overlaps(firm, date(2023, 1, 3))
    assert pair.minutes == wd.shared_time(firm, date(2023, 1, 3)).matrix_minutes[0][1] == gf.Interval(180, 240)
    [pair] = wd.overlaps(firm, date(2026, 1, 6))
    assert pair.minutes == 240
    assert {step.giver for step in wd.handoffs(firm, date(2023, 1, 3))} <= {"Serbia"}
    assert {step.giver for step in wd.handoffs(firm, date(2026, 1, 6), days=2)} == {"Kazakhstan", "Serbia"}


def test_places_not_listed_may_work_at_any_hours() -> None:
    firm = gf.Company(name="A", offices=[BELGRADE, NEW_YORK], complete=False)
    assert gf.metrics.shared_hours(firm) == gf.Interval(0, 2)
    assert gf.metrics.covered_hours(firm) == gf.Interval(14, 24)
    assert gf.metrics.shared_hours(gf.Company(name="A")) == gf.Interval(0, 24)
    assert gf.metrics.covered_hours(gf.Company(name="A", headcount=0)) == 0


@pytest.mark.parametrize(
    ("shared_minutes", "level"),
    [
        (0, "none"),
        (79, "none"),
        (80, "a third"),
        (160, "a third"),
        (240, "two thirds"),
        (320, "two thirds"),
        (400, "full"),
    ],
)
def test_the_levels_of_espinosa_nan_and_carmel(shared_minutes: int, level: str) -> None:
    assert wd.overlap_level(shared_minutes, 480) == level


@pytest.mark.parametrize(
    ("one", "other", "falls", "falls_other"),
    [
        (BELGRADE, NEW_YORK, "end", "start"),
        (BELGRADE, office("DE"), "throughout", "throughout"),
        (BELGRADE, office("JP"), "nowhere", "nowhere"),
        (office("NZ", "Pacific/Auckland"), office("US", "America/Los_Angeles"), "start", "end"),
        (BELGRADE, office("DE", working_hours=gf.WorkingHours(start="11:00", end="13:00")), "middle", "throughout"),
        (BELGRADE, office("US"), None, None),
    ],
)
def test_where_in_the_day_an_overlap_falls(one, other, falls, falls_other) -> None:
    [pair] = wd.overlaps(gf.Company(name="A", offices=[one, other]), date(2026, 1, 14))
    assert (pair.falls, pair.falls_other) == (falls, falls_other)


def test_the_chain_of_hand_offs_and_its_gaps() -> None:
    firm = gf.Company(name="A", offices=[BELGRADE, NEW_YORK, office("SG"), office("DE"), office("US")])
    steps = [(s.giver, s.taker, s.shared_minutes, s.gap_minutes) for s in wd.handoffs(firm, date(2026, 3, 4))]
    assert steps == [("Singapore", "Serbia", 60, 0), ("Serbia", "United States", 120, 0)]
    alone = wd.handoffs(gf.Company(name="A", offices=[BELGRADE]), date(2026, 3, 2), 7)
    assert [step.gap_minutes for step in alone] == [16 * 60] * 4
    assert wd.handoffs(gf.Company(name="A"), date(2026, 3, 2)) == ()


def test_places_of_one_city_with_the_same_hours_are_one() -> None:
    """A team of ten in Belgrade is one row of the matrix, and may be those at the office there."""
    team = gf.Team(name="T", members=[gf.Member(country="RS", city="Belgrade")] * 10)
    offices = [gf.Office(country="RS", city="Belgrade", headcount=12), gf.Office(country="US"), gf.Office(country="US")]
    places = workplaces(gf.Company(name="A", offices=offices, teams=[team]))
    assert [(place.name, place.people) for place in places] == [
        ("Belgrade, Serbia", gf.Count((12, 22))),
        ("United States", gf.Count("1+")),
        ("United States (2)", gf.Count("1+")),  # which may be in another zone
    ]


def test_hours_are_the_places_own_or_the_teams_or_nine_to_five() -> None:
    late, early = gf.WorkingHours(start="14:00", end="22:00"), gf.WorkingHours(start="05:00", end="13:00")
    team = gf.Team(
        name="T",
        members=[gf.Member(country="RS")],
        sites=[gf.Site(country="DE"), gf.Site(country="FR", working_hours=early)],
        working_hours=late,
    )
    firm = gf.Company(
        name="A", offices=[gf.Office(country="RS"), gf.Office(country="IT", kind="mailbox")], teams=[team]
    )
    assert [place.hours for place in workplaces(firm)] == [gf.WorkingHours(), late, late, early]
    assert [place.name for place in workplaces(firm)] == ["Serbia", "Serbia (2)", "Germany", "France"]
    assert [place.name for place in workplaces(team)] == ["Serbia", "Germany", "France"]


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda f: wd.shared_time(f, 2026), TypeError, "2026 is not a day: give a date or its text, such as"),
        (lambda f: wd.shared_time(f, "March"), gf.GlobalfirmError, "'March' is not a day: write it as in 2015-03-31"),
        (lambda f: wd.shared_time(f, date(2038, 1, 1)), ValueError, "up to 2037"),
        (lambda f: wd.shared_time(f, date(2026, 1, 1), 400), ValueError, "give 1 to 366 days"),
        (lambda f: wd.shared_time("A", date(2026, 1, 1)), TypeError, "neither a company nor a team"),
        (lambda f: wd.shared_time(f, date(2026, 1, 1)).overlap_minutes("Serbai", "Serbia"), ValueError, "'Serbia'?"),
    ],
)
def test_errors_say_what_would_do(call, error, said: str) -> None:
    with pytest.raises(error, match=said):
        call(gf.Company(name="A", offices=[BELGRADE]))


def test_a_working_day_survives_json_and_prints() -> None:
    day = wd.shared_time(gf.Company(name="A", offices=[BELGRADE, NEW_YORK]), date(2026, 3, 4))
    assert wd.SharedTime.model_validate_json(day.model_dump_json()) == day
    assert "shared by all: 2 h, covered: 14 h" in str(day)


def test_public_holidays_are_days_off() -> None:
    pytest.importorskip("holidays")
    firm = gf.Company(name="A", offices=[NEW_YORK])
    thanksgiving = date(2026, 11, 26)
    assert wd.shared_time(firm, thanksgiving).covered_minutes == 480
    assert wd.shared_time(firm, thanksgiving, holidays=True).covered_minutes == 0


def test_of_a_country_that_the_package_does_not_know_there_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    holidays = pytest.importorskip("holidays")
    monkeypatch.setattr(holidays, "list_supported_countries", dict)
    with pytest.warns(gf.errors.GlobalfirmWarning, match="knows none of RS: its days off are its weekends alone"):
        wd.shared_time(gf.Company(name="A", offices=[BELGRADE]), date(2018, 1, 1), holidays=True)
