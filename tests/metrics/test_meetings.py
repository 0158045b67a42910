"""When to meet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

import globalfirm as gf
from globalfirm.metrics import working_day as wd
from globalfirm.metrics.working_day.timetable import workplaces
from tests.metrics.test_working_day import DAYS, by_the_minute, drawn_firm, same_clocks
from tests.profiles import thorough

BELGRADE = gf.Office(country="RS", headcount=12)
NEW_YORK = gf.Office(country="US", time_zone="America/New_York", headcount=5)
LOS_ANGELES = gf.Office(country="US", time_zone="America/Los_Angeles", headcount=3)
TOKYO = gf.Office(country="JP", headcount=2)
WEDNESDAY = date(2026, 3, 4)


def firm_of(*offices: gf.Office) -> gf.Company:
    return gf.Company(name="A", offices=offices)


def clock(meeting: wd.Meeting) -> str:
    return f"{meeting.start:%H:%M}"


def test_all_meet_where_they_all_work() -> None:
    found = wd.meetings(firm_of(BELGRADE, NEW_YORK), WEDNESDAY)
    assert [clock(meeting) for meeting in found] == ["14:00", "14:15", "14:30", "14:45", "15:00"]
    assert all(not meeting.outside and meeting.people == 17 for meeting in found)
    assert wd.meetings(firm_of(BELGRADE, NEW_YORK), WEDNESDAY, 121) == ()
    assert wd.meetings(firm_of(BELGRADE, TOKYO), WEDNESDAY) == ()
    assert wd.meetings(firm_of(BELGRADE, NEW_YORK), WEDNESDAY + timedelta(days=3)) == ()  # Saturday


@pytest.mark.parametrize("minutes", [0, 1441, 1.0])
def test_a_meeting_lasts_a_minute_to_a_day(minutes) -> None:
    firm, midnight = firm_of(BELGRADE), datetime(2026, 3, 4, tzinfo=UTC)
    assert wd.next_shared(firm, midnight, 1) == midnight.replace(hour=8)
    assert wd.next_shared(firm, midnight, 1440) is None
    with pytest.raises(ValueError, match="is not the length of a meeting: give whole minutes, up to 1440"):
        wd.next_shared(firm, midnight, minutes)


def test_most_people_or_most_places_may_be_wanted() -> None:
    firm = firm_of(LOS_ANGELES, TOKYO, BELGRADE)
    by_people = wd.meetings(firm, WEDNESDAY, by="people")[0]
    assert by_people.attending == ("Serbia",)
    by_places = wd.meetings(firm, WEDNESDAY, by="places")[0]
    assert by_places.attending == ("United States", "Japan")
    assert wd.meetings(firm, WEDNESDAY, by="people", quorum=2)[0].attending == ("United States", "Japan")
    assert wd.meetings(firm, WEDNESDAY, by="places", quorum=3) == ()


def test_who_is_early_or_late() -> None:
    best = wd.meetings(firm_of(BELGRADE, LOS_ANGELES), WEDNESDAY, by="people")[0]
    assert clock(best) == "15:00"  # the last hour of Belgrade's day asks the least of Los Angeles: it is seven there
    assert [(each.place, each.early_minutes, each.late_minutes) for each in best.outside] == [("United States", 120, 0)]


def test_a_place_whose_zone_is_not_known_attends_only_for_sure() -> None:
    sure = wd.meetings(firm_of(BELGRADE, gf.Office(country="PT")), WEDNESDAY)
    assert [clock(meeting) for meeting in (sure[0], sure[-1])] == ["10:00", "15:00"]  # in the Azores nine is ten
    found = wd.next_shared(firm_of(BELGRADE, gf.Office(country="PT")), datetime(2026, 3, 4, tzinfo=UTC))
    assert found == datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_a_rotation_shares_out_the_early_and_late_hours() -> None:
    turns = wd.rotation(firm_of(BELGRADE, LOS_ANGELES, TOKYO), date(2026, 7, 1), times=6)
    assert [after.start.date() - before.start.date() for before, after in pairwise(turns.meetings)] == [
        timedelta(weeks=1)
    ] * 5
    borne = [total.minutes for total in turns.totals]
    assert max(borne) - min(borne) <= 240
    for total in turns.totals:
        asked = [each for meeting in turns.meetings for each in meeting.outside if each.place == total.place]
        assert sum(each.early_minutes for each in asked) == total.early_minutes
        assert sum(each.late_minutes for each in asked) == total.late_minutes
    fixed = wd.rotation(firm_of(BELGRADE, LOS_ANGELES, TOKYO), date(2026, 7, 1), times=1)
    assert max(borne) < 6 * max(total.minutes for total in fixed.totals)


@pytest.mark.grows
@pytest.mark.parametrize("seed", range(60 if thorough() else 8))
def test_who_attends_is_what_the_minutes_of_zoneinfo_say(seed: int) -> None:
    random = Random(seed)
    firm, on, minutes = drawn_firm(random, 3), random.choice(DAYS), random.choice([15, 60, 100])
    places = workplaces(firm)
    zones = tuple(place.zone for place in places)
    if not all(same_clocks(zone, on, 8) for zone in zones):
        pytest.skip("the database of this Python and that of pytz differ on these days")
    at_work = by_the_minute(firm, zones, on, 8)
    midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
    attending = {meeting.start: meeting.attending for meeting in wd.meetings(firm, on, minutes, by="places")}
    for start in range(0, 1440, 15):
        there = tuple(
            place.name for place, now in zip(places, at_work, strict=True) if all(now[start : start + minutes])
        )
        assert attending.get(midnight + timedelta(minutes=start), ()) == there
    together = [all(now) for now in zip(*at_work, strict=True)]
    starts = [at for at in range(7 * 1440) if all(together[at : at + minutes])]
    found = wd.next_shared(firm, midnight, minutes)
    if starts:
        assert found == midnight + timedelta(minutes=starts[0])
    else:
        assert found is None or found >= midnight + timedelta(days=7)


def test_nobody_is_early_where_hours_are_shared() -> None:
    turns = wd.rotation(firm_of(BELGRADE, NEW_YORK), WEDNESDAY, times=3)
    assert [total.minutes for total in turns.totals] == [0, 0]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (datetime(2026, 3, 4, 0, 0, tzinfo=UTC), datetime(2026, 3, 4, 14, tzinfo=UTC)),
        (datetime(2026, 3, 4, 14, 30, tzinfo=UTC), datetime(2026, 3, 4, 14, 30, tzinfo=UTC)),
        (datetime(2026, 3, 4, 14, 30, 1, tzinfo=UTC), datetime(2026, 3, 4, 14, 31, tzinfo=UTC)),
        (datetime(2026, 3, 4, 15, 30, tzinfo=UTC), datetime(2026, 3, 5, 14, tzinfo=UTC)),
        (datetime(2026, 3, 6, 16, 0, tzinfo=UTC), datetime(2026, 3, 9, 13, tzinfo=UTC)),  # America has sprung
    ],
)
def test_the_next_shared_hour(after: datetime, found: datetime) -> None:
    assert wd.next_shared(firm_of(BELGRADE, NEW_YORK), after) == found


def test_some_never_share_an_hour() -> None:
    after = datetime(2026, 3, 4, tzinfo=UTC)
    assert wd.next_shared(firm_of(BELGRADE, LOS_ANGELES), after) is None
    assert wd.next_shared(firm_of(BELGRADE, TOKYO), after) == datetime(2026, 3, 30, 7, tzinfo=UTC)  # in summer they do
    assert wd.next_shared(gf.Company(name="A"), after) is None


def test_public_holidays_put_it_off() -> None:
    pytest.importorskip("holidays")
    christmas = datetime(2026, 12, 24, 16, 30, tzinfo=UTC)
    london = gf.Office(country="GB")
    assert wd.next_shared(firm_of(london), christmas) == datetime(2026, 12, 25, 9, tzinfo=UTC)
    # Christmas on a Friday; Boxing Day is kept on the Monday in England.
    assert wd.next_shared(firm_of(london.replace(subdivision="GB-ENG")), christmas, holidays=True) == datetime(
        2026, 12, 29, 9, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda f: wd.meetings(f, WEDNESDAY, 0), "0 is not the length of a meeting"),
        (lambda f: wd.meetings(f, WEDNESDAY, by="lot"), "'lot' is not a way to choose a meeting"),
        (lambda f: wd.meetings(f, WEDNESDAY, quorum=0), "0 is not a quorum"),
        (lambda f: wd.rotation(f, WEDNESDAY, times=0), "0 is not how often to meet"),
        (lambda f: wd.rotation(firm_of(gf.Office(country="US")), WEDNESDAY), "United States is not known: give it one"),
        (lambda f: wd.next_shared(f, datetime(2026, 1, 1)), "give a datetime with a time zone"),
    ],
)
def test_errors_say_what_would_do(call, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call(firm_of(BELGRADE))
