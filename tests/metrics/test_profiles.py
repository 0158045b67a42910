"""Profiles: what the record and the claims that fit say together, and what is set aside."""

from __future__ import annotations

from typing import Any

import pytest

import globalfirm as gf

ANY_COUNTRIES = gf.Count((0, 250))


def test_known_places_completeness_and_consistent_claims_count_together() -> None:
    claims = [
        gf.Claim(metric="country_count", value=4, source="the article"),
        gf.Claim(metric="time_zone_count", value=5, source="the article"),
        gf.Claim(metric="time_zone_count", value=4, source="another article"),
    ]
    places = [gf.Office(country=country) for country in ("DO", "RS", "PT")]
    firm = gf.Company(name="Vast", headcount=25, offices=places, claims=claims, complete=False)
    profile = gf.profile(firm)
    assert profile.country_count == gf.Count(4)
    assert gf.profile(firm.replace(claims=())).country_count == gf.Count((3, 25))
    only_countries = gf.profile(firm.replace(claims=claims[:1]))
    assert profile.time_zone_count == only_countries.time_zone_count == gf.Count((3, 15))  # Portugal keeps one more
    [conflict] = profile.conflicts
    assert conflict.kind == "disagreement"
    assert [claim.source for claim in conflict.claims] == ["the article", "another article"]
    assert profile.claims_used == (claims[0],)


def test_a_claim_against_the_record_is_reported_and_not_used() -> None:
    claim = gf.Claim(metric="country_count", value=2, source="a newspaper", published="2007")
    places = [gf.Office(country=country) for country in ("DO", "RS", "PT")]
    profile = gf.profile(gf.Company(name="A", offices=places, claims=[claim]))
    assert profile.country_count == gf.Count(3)
    assert profile.claims_used == ()
    [conflict] = profile.conflicts
    assert conflict.kind == "contradiction"
    assert str(conflict) == "country_count: a newspaper (2007) says 2, against the record's 3"


def test_an_empty_list_is_never_taken_for_complete() -> None:
    profile = gf.profile(gf.Company(name="A", headcount=25))
    assert profile.country_count == gf.Count((1, 25))
    assert not profile.countries.complete
    assert gf.profile(gf.Company(name="A")).country_count == ANY_COUNTRIES


def test_a_firm_of_one_person_is_in_one_country_however_incomplete_its_lists() -> None:
    firm = gf.Company(name="A", home="RS", headcount=1, offices=[gf.Office(country="RS")], complete=False)
    profile = gf.profile(firm)
    assert profile.countries.complete
    assert profile.country_count == gf.Count(1)
    assert profile.foreign_headcount_share == gf.Interval(0, 0)


@pytest.mark.parametrize(
    ("home", "offices", "headcount", "complete", "low", "high"),
    [
        ("US", [("RS", 10)], 40, True, 1, 1),  # no one at home, lists complete: all in the one country listed
        ("US", [("RS", 10), ("US", 10)], 40, True, 0.25, 0.75),
        ("US", [("RS", 10), ("US", 30)], 40, False, 0.25, 0.25),
        ("US", [("RS", 10), ("US", 30)], None, True, 0.25, 0.25),
        ("US", [("RS", 10), ("US", 30)], None, False, 0, 1),
        ("US", [("US", 10)], 40, True, 0, 0),
        ("US", [("US", 10)], 40, False, 0, 0.75),
        (None, [("US", 10)], 40, False, 0, 1),
        ("US", [], 0, True, 0, 1),
    ],
)
def test_share_abroad(home, offices, headcount, complete, low, high) -> None:
    sites = [gf.Office(country=country, headcount=people) for country, people in offices]
    firm = gf.Company(name="A", home=home, offices=sites, headcount=headcount, complete=complete)
    assert gf.profile(firm).foreign_headcount_share == gf.Interval(low, high)


def test_a_place_without_a_zone_leaves_the_clock_open_within_its_country() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country="Serbia"), gf.Office(country="US")])
    profile = gf.profile(firm)
    assert profile.time_zone_count == gf.Count(2)
    east, west = -5, -10  # New York and Honolulu, in standard time
    assert profile.time_zone_span_hours == gf.Interval(1 - east, 1 - west)


def test_a_country_without_any_zone_in_the_database_may_be_at_any_offset() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country="Serbia"), gf.Office(country="BV")])
    profile = gf.profile(firm)
    assert profile.time_zone_count == gf.Count((1, 2))
    assert profile.time_zone_span_hours == gf.Interval(0, 26)


def test_the_profile_names_the_database_that_its_offsets_come_from() -> None:
    import pytz

    assert gf.profile(gf.Company(name="A")).tz_database == pytz.OLSON_VERSION


def test_claims_that_leave_each_other_no_room_disagree_and_none_is_used() -> None:
    forty = gf.Claim(metric="country_count", value=40, source="gov")
    three = gf.Claim(metric="headcount", value=3, source="blog")
    profile = gf.profile(gf.Company(name="A", complete=False, claims=[forty, three]))
    assert profile.claims_used == ()
    assert (profile.country_count, profile.headcount) == (ANY_COUNTRIES, gf.Count("0+"))
    assert [conflict.kind for conflict in profile.conflicts] == ["disagreement"]
    assert "gov says 40, blog says headcount 3: they disagree" in str(profile)


def test_claims_that_fell_bound_nothing_else() -> None:
    claims = [
        gf.Claim(metric="headcount", value=3, source="blog"),
        gf.Claim(metric="continent_count", value=2, source="fair"),
        gf.Claim(metric="time_zone_count", value=9, source="gov"),
    ]
    profile = gf.profile(gf.Company(name="A", complete=False, claims=claims))
    assert [claim.source for claim in profile.claims_used] == ["fair"]
    assert profile.country_count == gf.Count((1, 250))  # two continents are somewhere


def test_more_time_zones_than_the_claimed_countries_keep_are_set_aside() -> None:
    one = gf.Claim(metric="country_count", value=1, source="gov")
    thirty = gf.Claim(metric="time_zone_count", value=30, source="blog")
    profile = gf.profile(gf.Company(name="A", complete=False, claims=[one, thirty]))
    assert profile.claims_used == ()
    assert [str(conflict) for conflict in profile.conflicts] == [
        "time_zone_count: blog says 30, gov says country_count 1: they disagree, so none is used (the record's own: 0-37)"
    ]
    eleven = gf.profile(gf.Company(name="A", complete=False, claims=[one, thirty.replace(value=11)]))
    assert (eleven.conflicts, eleven.time_zone_count, eleven.headcount) == ((), 11, gf.Count("11+"))


@pytest.mark.parametrize(("metric", "most"), [("country_count", 250), ("continent_count", 7), ("time_zone_count", 37)])
def test_a_claim_of_more_than_there_are_contradicts_the_record(metric: str, most: int) -> None:
    firm = gf.Company(name="A", complete=False, claims=[gf.Claim(metric=metric, value=most + 1, source="x")])
    [conflict] = gf.profile(firm).conflicts
    assert (conflict.kind, gf.profile(firm).claims_used) == ("contradiction", ())
    assert str(conflict) == f"{metric}: x says {most + 1}, against the record's 0-{most}"


def test_the_schema_says_each_unit_as_people_do() -> None:
    described = {name: about["description"] for name, about in gf.Profile.model_json_schema()["properties"].items()}
    assert described["country_count"] == "Countries with people. In countries."
    assert described["foreign_headcount_share"] == "Share (0 to 1) of people outside the home country."
    assert [name for name, words in described.items() if "of 1" in words] == []


def test_arithmetic_of_metrics_is_the_same_of_a_company_and_of_its_profile() -> None:
    firm = gf.Company(name="A", headcount="5-12", offices=[gf.Office(country="US"), gf.Office(country="RS")])
    for metric in (
        gf.metric.headcount / gf.country_count,
        (gf.metric.founded - 1) * gf.metric.headcount,
        100 - gf.metric.foreign_headcount_share,
    ):
        assert gf.profile(firm)[metric.name] == metric(firm) == metric(gf.profile(firm))
        assert (metric >= 2.5).decide(firm) is (metric >= 2.5).decide(gf.profile(firm))
    with pytest.raises(ValueError, match="no metric is called 'headcont'. Did you mean 'headcount'?"):
        gf.profile(firm)["headcont / country_count"]


def test_arithmetic_of_a_years_figures_is_of_that_year() -> None:
    years = [gf.Accounts(year=year, currency="EUR", turnover=turnover) for year, turnover in ((2023, 4), (2024, 6))]
    firm = gf.Company(name="A", accounts=years)
    twice = 2 * gf.metric.turnover_eur
    assert [twice(gf.profile(firm).in_year(year)) for year in (2023, 2024)] == [
        gf.Interval(8, 8),
        gf.Interval(12, 12),
    ]


def test_a_profile_as_a_row_has_the_users_own_metrics_after_the_librarys(own_metrics: None) -> None:
    @gf.metric(unit="desks", source="ours")
    def desks(firm: Any, xp: Any) -> Any:
        """A desk each."""
        return firm.headcount

    row = gf.profile(gf.Company(name="A", headcount="50+")).to_row()
    assert [*row][:2] == ["firm", "home"]
    assert [*row.items()][-2:] == [("desks_low", 50), ("desks_high", None)]


@pytest.mark.parametrize(
    ("headcount", "shown"), [(10, "67 %"), ("10-15", "67-75 %"), ("10+", "67-100 %"), (None, "17-100 %")]
)
def test_a_share_is_shown_in_percent_from_its_least_to_its_greatest(headcount, shown: str) -> None:
    offices = [gf.Office(country="US", headcount=5), gf.Office(country="RS", headcount=headcount)]
    assert f" {shown}" in str(gf.profile(gf.Company(name="A", home="US", offices=offices)))
