"""The year of shared hours: what its matrix and calendar tell, against `gf.working_day`."""

from __future__ import annotations

import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

import globalfirm as gf
from globalfirm.strategies import companies
from globalfirm.views.drawing.lines import columns
from globalfirm.views.drawing.overlap import MOST_PAIRS, MOST_PLACES, hours, overlaps_of

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from cases import firms

working_day = gf.working_day
FIRMS = firms()


class Rows(HTMLParser):
    """The cells of the matrix, row by row: texts of head, numbers, and notes."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def matrix(card) -> list[list[str]]:
    page = Rows()
    page.feed(card.html().partition("<tbody>")[2].partition("</tbody>")[0])
    return page.rows


def office(city: str, country: str, zone: str | None = None, **more: object) -> gf.Office:
    return gf.Office(city=city, country=country, time_zone=zone, **more)


VANCOUVER, LISBON = office("Vancouver", "CA", "America/Vancouver"), office("Lisbon", "PT", "Europe/Lisbon")
NEW_YORK, BELGRADE = office("New York", "US", "America/New_York"), office("Belgrade", "RS")


def card(*offices: gf.Office, year: int = 2025):
    return working_day.card(gf.Company(name="A", offices=offices), year)


def test_the_matrix_has_the_typical_hours_and_the_least_and_most_of_the_year() -> None:
    assert matrix(card(NEW_YORK, BELGRADE, LISBON)) == [
        ["", "New York"],
        ["Lisbon", "3 3–4", "Lisbon"],
        ["Belgrade", "2 2–3", "7", "Belgrade"],
    ]


def test_a_narrow_matrix_leaves_its_notes_to_the_calendar() -> None:
    assert 'class="gf-matrix gf-many gf-crowd"' in working_day.card(FIRMS["forty"], 2025).html()
    assert 'class="gf-matrix gf-many"' in working_day.card(FIRMS["cities"], 2025).html()
    assert 'class="gf-matrix"' in working_day.card(FIRMS["hours"], 2025).html()


def test_a_week_of_other_than_five_days_is_told() -> None:
    rows = matrix(working_day.card(FIRMS["dateline"], 2026))
    assert rows[3][:2] == ["Kiritimati", "8 32/wk"]  # with Honolulu, by the same clock a day apart
    tel_aviv = matrix(card(BELGRADE, office("Tel Aviv", "IL")))
    assert tel_aviv[1][1] == "7 6–7 28/wk"


def test_what_is_not_known_is_bounded_and_dashed_and_not_in_the_calendar() -> None:
    shown = card(BELGRADE, gf.Office(country="US"))
    [pair] = working_day.overlap_year(gf.Company(name="A", offices=[BELGRADE, gf.Office(country="US")]), 2025)
    typical = pair.typical_minutes
    assert matrix(shown)[1][1].startswith(f"{hours(typical.low)}–{hours(typical.high)}")
    assert shown.html().count('gf-maybe"') == 1
    assert "possible: a time zone is not known" in shown.html()
    assert "Pairs not in the calendar: 1 with a time zone unknown." in shown.html()
    assert "When hours change" not in shown.html()
    assert 'gf-maybe"' not in card(BELGRADE, NEW_YORK).html()


def test_the_calendar_cuts_the_year_where_the_changes_are() -> None:
    shown = card(NEW_YORK, LISBON)
    told = re.search('aria-label="(from[^"]*)"', shown.html())
    assert told[1] == "from 1 Jan 3 h; from 9 Mar 4 h; from 30 Mar 3 h; from 26 Oct 4 h; from 2 Nov 3 h"
    changes = working_day.overlap_changes(gf.Company(name="A", offices=[NEW_YORK, LISBON]), 2025)
    weeks = ", ".join(str(change.at.isocalendar().week) for change in changes)
    for text in (shown.html(), "".join(ET.fromstring(shown.svg()).itertext())):
        assert weeks == "10, 13, 43, 44"
        assert weeks in text
        assert "9 Mar, 2 Nov" in text
        assert "30 Mar, 26 Oct" in text


def test_in_a_terminal_a_week_is_a_column() -> None:
    lines = card(NEW_YORK, LISBON).text(ascii=True).splitlines()
    strip = next(line for line in lines if line.startswith("New York-Lisbon"))[27:]
    assert len(strip) == 53
    assert strip == "3---------4==3" + "-" * 29 + "4" + "3" + "-" * 8
    assert "Jan  Feb Mar Apr May  Jun Jul  Aug Sep  Oct Nov Dec" in "\n".join(lines)


def test_places_by_the_same_clock_and_hours_stand_together_and_the_fewest_people_are_left_out() -> None:
    found = overlaps_of(FIRMS["forty"], 2018)  # a year that no release of the time zone database changes any more
    assert len(found.places) == MOST_PLACES
    assert sum(len(each.places) for each in found.places) + found.left_out == 40
    [london] = [each for each in found.places if each.name == "London"]
    assert {place.name.partition(",")[0] for place in london.places} == {"London", "Dublin", "Edinburgh", "Lisbon"}
    assert len(found.changing) > MOST_PAIRS
    assert "1 with smaller changes" in found.foot
    late = office("Novi Sad", "RS", working_hours=gf.WorkingHours(start="12:00", end="20:00"))
    assert [row[-1] for row in matrix(card(BELGRADE, late, office("Nis", "RS"), LISBON))] == ["Lisbon", "Belgrade +1", "Novi Sad"]  # fmt: skip


@pytest.mark.parametrize(
    ("offices", "summary"),
    [
        ([], "Where people are is not known."),
        ([BELGRADE], "There is but one place on record."),
        ([BELGRADE, office("Nis", "RS")], "All 2 places on record keep the same hours by the same clock."),
    ],
)
def test_without_two_there_is_nothing_to_share(offices, summary) -> None:
    for text in (card(*offices).html(), card(*offices).text(), card(*offices).svg()):
        assert summary in text


def test_the_year_is_that_in_which_the_record_was_seen_or_the_one_given() -> None:
    firm = gf.Company(name="A", offices=[BELGRADE, NEW_YORK], seen="2021-05-01")
    team = gf.Team(name="B", sites=[gf.Site(country="RS"), gf.Site(country="IN")], seen="2019-05-01")
    assert working_day.card(firm).title == "A: shared hours, 2021"
    assert working_day.card(firm, 2024).title == "A: shared hours, 2024"
    assert working_day.card(team).title == "B: shared hours, 2019"
    assert repr(working_day.card(team)) == "Card of the working day of B, 2019"
    assert working_day.card(firm.replace(seen=None)).title.endswith(str(date.today().year))
    with pytest.raises(ValueError, match="3000 is not a year that pytz's tables cover"):
        working_day.card(firm, 3000)
    with pytest.raises(TypeError, match="'A' is neither a company nor a team"):
        working_day.card("A")


@given(companies())
def test_any_firm_has_one(firm: gf.Company) -> None:
    shown = working_day.card(firm, 2026)
    ET.fromstring(shown.svg())
    rows = matrix(shown)
    found = overlaps_of(firm, 2026)
    pairs = iter(found.pairs)
    assert sum(map(len, rows)) == (sum(range(2, len(rows) + 2)) if len(found.places) > 1 else 0)
    by_place = {(pair.other, pair.one): pair for pair in pairs}
    for (row, column), pair in by_place.items():
        assert rows[row][column + 1].split()[0] == pair.cell.hours
        assert pair.overlap.least_minutes.low <= pair.overlap.typical_minutes.low
    assert max(map(columns, shown.text().splitlines())) <= 80
