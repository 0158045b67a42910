"""What if a firm opened an office, or left a place."""

from __future__ import annotations

import pytest

import globalfirm as gf

FIRM = gf.Company(
    name="Vast",
    home="US",
    headcount=25,
    offices=[
        gf.Office(city="San Francisco", country="US", time_zone="America/Los_Angeles", headcount=5),
        gf.Office(city="Belgrade", country="RS", headcount=12),
    ],
    teams=[gf.Team(name="Executives", members=[gf.Member(country="DO"), gf.Member(country="US")])],
    claims=[gf.Claim(metric="country_count", value=3, source="the article")],
)


def test_an_office_more_is_a_place_and_its_people_more() -> None:
    kenya = FIRM.with_office(gf.Office(country="KE", headcount=3))
    assert kenya.countries == ("DO", "KE", "RS", "US")
    assert (kenya.headcount, kenya.claims) == (28, ())
    assert FIRM.with_office(gf.Office(country="KE")).headcount == gf.Count("26+")
    assert FIRM.with_office(gf.Place(country="KE"), headcount=2, kind="sales").offices[-1].kind == "sales"
    assert FIRM.with_office("Kenya").offices[-1].country == "KE"
    assert FIRM.replace(headcount=None).with_office("Kenya").headcount is None


def test_a_text_is_read_as_places_are() -> None:
    assert FIRM.with_office("Nairobi").offices[-1].time_zone == "Africa/Nairobi"
    with pytest.raises(gf.PlaceError):
        FIRM.with_office("Narnia")
    with pytest.raises(TypeError, match="7 is not a place: give an Office, a Place, or text"):
        FIRM.with_office(7)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Belgrade", "belgrade", "Serbia", "RS", "SRB", "Belgrade, Serbia", FIRM.offices[1]])
def test_a_place_is_left_by_its_city_its_country_or_itself(name) -> None:
    left = FIRM.without(name)
    assert left.countries == ("DO", "US")
    assert (left.headcount, left.claims) == (13, ())


def test_places_of_teams_are_left_too_and_the_same_people_may_be_in_both_lists() -> None:
    left = FIRM.without("US", "Dominican Republic")
    assert left.countries == ("RS",)
    assert left.teams[0].members == ()
    assert left.headcount == gf.Count((18, 19))  # of the six in two lists one may be counted twice
    assert FIRM.replace(headcount=None).without("US").headcount is None
    assert FIRM.without(FIRM.offices[0]).countries == FIRM.countries  # a member is left in the United States


def test_what_it_has_not_it_can_t_leave() -> None:
    with pytest.raises(ValueError, match="Vast has no place 'Tokyo': give one of its own"):
        FIRM.without("Tokyo")


def test_before_and_after_are_one_table() -> None:
    firm = gf.Company(name="A", home="RS", headcount=20, offices=[gf.Office(country="RS", headcount=20)])
    found = gf.rules.what_if(firm, firm.with_office(gf.Office(country="JP", headcount=5)))
    assert (found.before.label, found.after.label) == ("domestic small firm", "micro-multinational")
    changed = {fact.metric: (fact.before, fact.after) for fact in found.changed}
    assert changed["country_count"] == (1, 2)
    assert changed["shared_hours"] == (8, 0)
    assert changed["covered_hours"] == (8, 16)
    assert float(changed["country_number_equivalent"][1]) == pytest.approx(1.47, abs=0.01)
    lines = str(found).splitlines()
    assert lines[1].split() == ["label", "domestic", "small", "firm", "micro-multinational"]
    assert len(lines) == 2 + len(found.changed)
    assert gf.rules.WhatIf.model_validate_json(found.model_dump_json()) == found


def test_large_figures_are_whole() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country="RS"), gf.Office(country="US")])
    table = gf.rules.what_if(firm, firm.with_office("Kenya"), metrics=["spatial_index_km", "country_count"])
    assert str(gf.rules.what_if(firm, firm.without("US"), metrics=["spatial_index_km"])).splitlines()[-1].split() == [
        *("spatial_index_km", "0-20016", "km", "0", "km"),
    ]
    assert [fact.metric for fact in table.changed] == ["country_count"]


def test_nothing_changed_is_nothing_in_the_table() -> None:
    assert gf.rules.what_if(FIRM, FIRM).changed == ()
    with pytest.raises(TypeError, match="is not a company"):
        gf.rules.what_if(FIRM, "Kenya")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no metric is called"):
        gf.rules.what_if(FIRM, FIRM, metrics=["headcuont"])


def test_shares_have_four_figures() -> None:
    offices = [gf.Office(country="US", headcount=5), gf.Office(country="RS", headcount=10)]
    firm = gf.Company(name="A", home="US", offices=offices)
    more = firm.with_office(gf.Office(country="JP", headcount="1-3"))
    table = gf.rules.what_if(firm, more, metrics=["foreign_headcount_share"])
    assert str(table).splitlines()[-1].split() == [
        *("foreign_headcount_share", "0.6667", "of", "1"),
        *("0.6875-0.7222", "of", "1"),
    ]
