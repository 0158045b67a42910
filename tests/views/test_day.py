"""The working day on the card: the hours of the record, against the metrics and the clock on the wall."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.model.working_hours import DAY_MINUTES, WEEKDAYS
from globalfirm.strategies import companies, working_hours
from globalfirm.views.drawing.content import content_of, verdict_of
from globalfirm.views.drawing.day import Day, day_of, days_text

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from cases import firms

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def day(firm: gf.Company) -> Day:
    content = content_of(verdict_of(firm), DAY)
    return day_of(content.spots, content.day, known=content.places_known)


@given(companies())
def test_what_all_share_and_somebody_covers_is_what_the_metrics_say(firm: gf.Company) -> None:
    found = day(firm)
    if not found.rows or not found.known:
        return
    sure, possible = zip(*((row.sure, row.possible) for row in found.rows), strict=True)
    shared, covered = gf.metrics.shared_hours(firm, at=NOON), gf.metrics.covered_hours(firm, at=NOON)
    everyone = (1 << DAY_MINUTES) - 1
    least, most, some, any_ = everyone, everyone, 0, 0
    for surely, perhaps in zip(sure, possible, strict=True):
        least, most, some, any_ = least & surely, most & perhaps, some | surely, any_ | perhaps
    assert least.bit_count() / 60 <= shared.low
    assert shared.high <= most.bit_count() / 60
    assert some.bit_count() / 60 <= covered.low
    assert covered.high <= any_.bit_count() / 60
    if all(len(row.clocks) == 1 for row in found.rows):
        assert (shared, covered) == (least.bit_count() / 60, some.bit_count() / 60)


@given(st.lists(st.tuples(st.sampled_from(["Europe/Lisbon", "Asia/Kathmandu", "Pacific/Auckland"]), working_hours()), min_size=1, max_size=4))  # fmt: skip
def test_the_steps_count_who_is_at_work_by_the_clock_on_the_wall(given_) -> None:
    places = {"Europe/Lisbon": "PT", "Asia/Kathmandu": "NP", "Pacific/Auckland": "NZ"}
    offices = [gf.Office(country=places[zone], time_zone=zone, working_hours=hours) for zone, hours in given_]
    found = day(gf.Company(name="A", offices=offices))
    for minute in range(0, DAY_MINUTES, 7):
        at = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=minute)
        counted = 0
        for zone, hours in given_:
            local = at.astimezone(ZoneInfo(zone))
            now = 60 * local.hour + local.minute
            counted += any(
                start <= now + later < end for start, end in hours.minute_ranges for later in (0, DAY_MINUTES)
            )
        [step] = [step for step in found.steps if step.start <= minute < step.end]
        assert step.sure == step.possible == counted


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("dateline", "6 h are shared by all 6 places, 24 h a week."),  # Honolulu's Friday is Kiritimati's Saturday
        ("hours", "1 h is shared by all 6 places, 2 h a week."),  # on Mondays and Wednesdays
        ("crowd", "8 h are shared by all 12 places."),
    ],
)
def test_a_week_in_which_they_share_less_than_five_days_is_told(name, summary) -> None:
    assert day(firms()[name]).summary[0] == summary
    assert summary in firms()[name].card(on=DAY).text(world=False)


def test_hours_and_days_that_are_not_those_of_all_are_told() -> None:
    found = day(firms()["hours"])
    assert found.title == "The working day on 24 November 2026: by each place’s own hours, dot at noon"
    assert {row.where: row.when for row in found.rows} == {
        "Lisbon": "9:00–17:00",
        "Mon, Wed, Sat: Ireland": "12:00–16:00",
        "Belgrade": "7:30–16:00",
        "Sun–Thu: Tel Aviv": "7:00–15:00",
        "Manila": "14:00–22:00",
        "Brazil": "zone unknown",
    }
    html = firms()["hours"].card(on=DAY).html()
    assert "Sun–Thu: Tel Aviv" in html
    assert "by each place’s own hours" in html


def test_people_of_teams_at_one_place_stand_apart_where_their_hours_do() -> None:
    night = gf.WorkingHours(start="22:00", end="06:00")
    teams = [gf.Team(name=name, sites=[gf.Site(country="RS", headcount=2)], working_hours=hours) for name, hours in (("a", None), ("b", None), ("c", night))]  # fmt: skip
    assert [(row.places, row.when) for row in day(gf.Company(name="A", teams=teams)).rows] == [(1, "8:00–16:00"), (1, "21:00–5:00")]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (WEEKDAYS[:5], "Mon–Fri"), (WEEKDAYS, "Mon–Sun"), (("Monday",), "Mon"), (("Monday", "Sunday"), "Sun–Mon"),
        (("Monday", "Wednesday", "Thursday"), "Mon, Wed, Thu"),
    ],
)  # fmt: skip
def test_days_of_a_week(days, text) -> None:
    assert days_text(days) == text
