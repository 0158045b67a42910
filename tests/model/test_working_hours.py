"""Working hours: stretches of minutes on the local wall."""

from __future__ import annotations

from datetime import UTC, time

import pytest
from pydantic import ValidationError

import globalfirm as gf


def test_nine_to_five_on_the_working_days_of_the_country() -> None:
    hours = gf.WorkingHours()
    assert hours.minute_ranges == ((540, 1020),)
    assert hours.days_of("US") == ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    assert hours.days_of("SA") == ("Monday", "Tuesday", "Wednesday", "Thursday", "Sunday")
    assert len(hours.days_of("IN")) == 6


@pytest.mark.parametrize(
    ("start", "end", "breaks", "ranges"),
    [
        ("09:00", "17:00", [("12:00", "13:00")], ((540, 720), (780, 1020))),
        ("09:00", "17:00", [("13:00", "14:00"), ("09:00", "09:30")], ((570, 780), (840, 1020))),
        ("09:00", "17:00", [("12:00", "13:00"), ("12:30", "13:30")], ((540, 720), (810, 1020))),
        ("09:00", "17:00", [("12:00", "13:00"), ("12:00", "12:30")], ((540, 720), (780, 1020))),
        ("22:00", "06:00", [("01:00", "01:30")], ((1320, 1500), (1530, 1800))),
        ("00:00", "00:00", [], ((0, 1440),)),
        ("16:00", "00:00", [], ((960, 1440),)),
    ],
)
def test_stretches_of_a_day(start, end, breaks, ranges) -> None:
    pauses = [gf.Break(start=a, end=b) for a, b in breaks]
    hours = gf.WorkingHours(start=start, end=end, breaks=pauses)
    assert hours.minute_ranges == ranges
    assert hours.minutes_a_day == sum(b - a for a, b in ranges)


def test_they_belong_to_sites_offices_and_teams_and_survive_json() -> None:
    late = gf.WorkingHours(start="11:00", end="19:00", days=["Monday", "Tuesday"])
    firm = gf.Company(
        name="A",
        offices=[gf.Office(country="RS", working_hours=late)],
        teams=[gf.Team(name="T", sites=[gf.Site(country="US", working_hours=late)], working_hours=gf.WorkingHours())],
    )
    assert gf.Company.model_validate_json(firm.model_dump_json()) == firm
    assert hash(late) == hash(gf.WorkingHours.model_validate_json(late.model_dump_json()))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "soon"}, "'soon' is not a local time to the minute"),
        ({"start": time(9, 0, 30)}, "09:00:30 is not a local time to the minute: write it as in 09:00."),
        ({"start": time(9, tzinfo=UTC)}, "not a local time to the minute"),
        ({"start": 540}, "540 is not a local time to the minute"),  # which pydantic has as nine minutes past midnight
        ({"start": "25:00"}, "'25:00' is not a local time to the minute"),
        ({"start": "09:00Z"}, "'09:00Z' is not a local time to the minute"),
        ({"days": []}, "at least 1"),
        ({"days": ["Someday"]}, "'Monday'"),
        ({"breaks": [{"start": "16:00", "end": "18:00"}]}, "the break from 16:00 to 18:00 lies outside the hours"),
    ],
)
def test_errors_say_what_would_do(fields, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        gf.WorkingHours(**fields)


@pytest.mark.parametrize("text", ["9:00", "09:00", "09:00:00", " 09:00:00.000 "])
def test_a_time_is_read_as_people_write_it(text: str) -> None:
    assert gf.WorkingHours(start=text).start == time(9)
