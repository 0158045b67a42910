"""Facts, the profile and the catalogue: one answer to each metric, whoever is asked, and what it rests on."""

from __future__ import annotations

import doctest
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.metrics import BUILT_IN, ON_DEMAND
from globalfirm.metrics.profiles import Figure, Year
from globalfirm.model.partial_set import PartialSet
from tests.drawn_rules import QUANTITIES
from tests.firms import companies_with_accounts, ends

YEARLY = tuple(name for name in QUANTITIES if VOCABULARY[name].yearly)
SCHEMA = jsonschema.Draft202012Validator(gf.Profile.model_json_schema(mode="serialization"))


def declared(name: str, of) -> None:
    """A user's own metric of the record, declared under a name."""

    def formula(firm, xp):
        """A metric of one's own."""
        return of(firm.record)

    formula.__name__ = name
    gf.metric(unit="units", source="ours", tables=False)(formula)


@pytest.fixture
def office_count(own_metrics: None) -> str:
    """A user's own metric, registered for one test."""
    declared("office_count", lambda record: len(record.offices))
    return "office_count"


@given(companies_with_accounts())
def test_facts_and_profile_agree_on_every_metric(firm: gf.Company) -> None:
    facts, profile = gf.metrics.Facts(firm), gf.profile(firm)
    for name in VOCABULARY.keys() - set(ON_DEMAND):
        assert facts.fact(name) == profile.fact(name), name
    for name in QUANTITIES:
        assert facts.fact(name) == getattr(profile, name), name
    assert profile.countries.values == firm.countries
    assert profile.continent_coverage.values == firm.continents
    assert facts.fact("home") == PartialSet.of(firm.home)


@given(companies_with_accounts())
def test_facts_and_profile_agree_on_every_year(firm: gf.Company) -> None:
    facts, profile = gf.metrics.Facts(firm), gf.profile(firm)
    assert (
        facts.years == tuple(year.year for year in profile.years) == tuple(sorted(held.year for held in firm.accounts))
    )
    for year in facts.years:
        assert profile.in_year(year).year == year
        for name in YEARLY:
            assert facts.in_year(year).fact(name) == profile.in_year(year).fact(name), name
    if facts.years:  # the last is what the profile itself says
        for name in YEARLY:
            assert profile.in_year(facts.years[-1]).fact(name) == profile.fact(name), name


@given(companies_with_accounts())
def test_profiles_with_accounts_survive_json_and_match_their_schema(firm: gf.Company) -> None:
    profile = gf.profile(firm)
    written = profile.model_dump_json()
    assert gf.Profile.model_validate_json(written) == profile
    SCHEMA.validate(json.loads(written))


@given(companies_with_accounts())
def test_every_quantity_may_lie_within_the_range_that_the_catalogue_states(firm: gf.Company) -> None:
    profile = gf.profile(firm)
    for name in QUANTITIES:
        about, value = VOCABULARY[name], profile.fact(name)
        assert value & gf.Interval(about.minimum, about.maximum) is not None, name
        if about.whole:
            assert all(end is None or end == int(end) for end in ends(value)), name


@given(companies_with_accounts())
def test_what_one_asks_first_changes_no_answer(firm: gf.Company) -> None:
    facts = gf.metrics.Facts(firm)
    backwards = {name: facts.fact(name) for name in reversed(VOCABULARY)}
    assert backwards == {name: gf.metrics.Facts(firm).fact(name) for name in VOCABULARY}
    assert all(facts.fact(name) is backwards[name] for name in VOCABULARY)  # worked out once


def test_every_quantity_of_the_catalogue_is_a_field_of_the_profile_and_conversely() -> None:
    other = {"name", "own", "years", "claims_used", "conflicts", "tz_database"}
    assert set(gf.Profile.model_fields) - other == set(BUILT_IN)
    assert [name for name in gf.Profile.model_fields if name in QUANTITIES] == list(QUANTITIES)


#: What is counted one by one, and the most there may be of it.
MOST = dict.fromkeys(["people", "affiliates", "sites", "years", "year"]) | {
    "activities": 9,
    "continents": 7,
    "countries": 250,
    "time zones": 600,
}


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_metric_says_what_it_means_in_a_sentence_with_its_unit(name: str) -> None:
    about = metric_named(name)
    assert (about.name, about.own) == (name, False)
    assert ". " in about.meaning or about.meaning.endswith(".")
    assert about.unit
    assert about.source
    assert about.maximum is None or about.minimum is None or about.maximum > about.minimum
    assert (about.rests_on in {"accounts", "growth"}) is about.yearly
    counted = about.kind == "quantity" and about.unit in MOST and name != "country_number_equivalent"
    assert about.whole is counted
    assert not counted or about.maximum == MOST[about.unit]


def test_facts_are_equal_where_the_firm_and_the_year_are() -> None:
    firm = gf.Company(name="A", accounts=[gf.Accounts(year=2024)])
    assert gf.metrics.Facts(firm) == gf.metrics.Facts(firm.replace())
    assert (
        len(
            {
                gf.metrics.Facts(firm),
                gf.metrics.Facts(firm),
                gf.metrics.Facts(firm, 2024),
                gf.metrics.Facts(firm.replace(name="B")),
            }
        )
        == 3
    )
    assert gf.metrics.Facts(firm) != gf.metrics.Facts(firm).in_year(2024)
    assert gf.metrics.Facts(firm) != firm


RS, US = gf.Office(country="RS", headcount=3), gf.Office(country="US")
BLOG = gf.Claim(metric="country_count", value="2+", source="a blog")
FAIR = gf.Claim(metric="headcount", value="<90", source="a fair")
WRONG = gf.Claim(metric="country_count", value=1, source="a rival")
YEARS = [gf.Accounts(year=2023), gf.Accounts(year=2024)]


@pytest.mark.parametrize(
    ("record", "name", "sources"),
    [
        ({"offices": [RS, US]}, "country_count", ("Serbia (3 people)", "United States")),
        ({"offices": [gf.Office(country="RS", headcount=1)]}, "countries", ("Serbia (1 person)",)),
        ({"offices": [gf.Office(country="RS", headcount="2-5")]}, "continent_coverage", ("Serbia (2-5 people)",)),
        ({"offices": [gf.Office(country="RS", closed="2020-01-01")]}, "country_count", ()),
        ({"offices": [US] * 6}, "time_zone_count", ("United States",) * 6),
        ({"offices": [US] * 8}, "time_zone_count", (*("United States",) * 6, "and 2 more places")),
        (
            {"teams": [gf.Team(name="T", sites=[gf.Site(country="RS", headcount=3)])]},
            "country_count",
            ("Serbia (3 people)",),
        ),
        ({"teams": [gf.Team(name="T", members=[gf.Member(country="RS")])]}, "country_count", ("Serbia (1 person)",)),
        ({"headcount": "11-50", "offices": [RS]}, "headcount", ("stated: 11-50",)),
        ({"offices": [RS]}, "headcount", ("Serbia (3 people)",)),
        ({}, "headcount", ()),
        ({"claims": [FAIR]}, "headcount", ("claim by a fair: 0-89",)),
        ({"headcount": 25, "claims": [FAIR]}, "headcount", ("stated: 25", "claim by a fair: 0-89")),
        (
            {"offices": [RS, US], "claims": [BLOG, FAIR, WRONG]},
            *("country_count", ("Serbia (3 people)", "United States", "claim by a blog: 2+")),
        ),
        ({"offices": [RS], "founded": 2005}, "founded", ("the record",)),
        ({"home": "RS"}, "home", ("the record",)),
        ({"accounts": YEARS}, "turnover_eur", ("accounts of 2024",)),
        ({}, "turnover_eur", ("no accounts",)),
        ({}, "founded", ()),
        (
            {"offices": [RS], "markets": [gf.Market(country="JP", mode="licensing")]},
            *("value_adding_country_count", ("Serbia (3 people)", "Japan (licensing)")),
        ),
    ],
)
def test_a_metric_names_what_it_rests_on(record: dict, name: str, sources: tuple[str, ...]) -> None:
    assert gf.metrics.Facts(gf.Company(name="A", **record)).sources(name) == sources


def test_the_sources_of_a_year_are_its_accounts() -> None:
    facts = gf.metrics.Facts(gf.Company(name="A", accounts=YEARS))
    assert facts.in_year(2023).sources("foreign_sales_share") == ("accounts of 2023",)
    assert facts.in_year(2022).sources("foreign_sales_share") == ("no accounts",)


@pytest.mark.parametrize(
    "ask", [gf.metrics.Facts(gf.Company(name="A")).fact, gf.metrics.Facts(gf.Company(name="A")).sources]
)
def test_facts_suggest_the_nearest_metric(ask) -> None:
    with pytest.raises(ValueError, match="no metric is called 'turnover_usd'. Did you mean 'turnover_eur'?"):
        ask("turnover_usd")


def test_a_profile_suggests_the_nearest_metric() -> None:
    profile = gf.profile(gf.Company(name="A", accounts=YEARS))
    for ask in (profile.fact, profile.in_year(2024).fact, profile.in_year(1999).fact):
        with pytest.raises(ValueError, match="no metric is called 'contry_count'. Did you mean 'country_count'?"):
            ask("contry_count")


def test_a_year_holds_no_metric_that_does_not_come_from_accounts() -> None:
    with pytest.raises(ValueError, match="does not hold the metric 'country_count'"):
        gf.profile(gf.Company(name="A", accounts=YEARS)).in_year(2024).fact("country_count")


@given(companies_with_accounts(), st.integers(2025, 2030))
def test_a_year_without_accounts_is_open(firm: gf.Company, year: int) -> None:
    held = gf.profile(firm).in_year(year)
    assert held.year == year
    assert [figure.metric for figure in held.figures] == list(YEARLY)
    for name in YEARLY:
        assert (
            held.fact(name)
            == gf.metrics.Facts(firm).in_year(year).fact(name)
            == gf.Interval(VOCABULARY[name].minimum, VOCABULARY[name].maximum)
        ), name


def test_a_profile_holds_each_year_of_its_own() -> None:
    years = [gf.Accounts(year=year, currency="EUR", turnover=year - 2000, foreign_turnover=6) for year in (2024, 2012)]
    profile = gf.profile(gf.Company(name="A", accounts=years, relations=[]))
    assert [year.year for year in profile.years] == [2012, 2024]
    assert ends(profile.in_year(2012).fact("group_turnover_eur")) == (12, 12)
    assert ends(profile.in_year(2012).fact("foreign_sales_share")) == (0.5, 0.5)
    assert ends(profile.turnover_eur) == (24, 24)
    assert ends(profile.foreign_sales_share) == (0.25, 0.25)


def test_a_profile_holds_users_own_metrics(office_count: str) -> None:
    profile = gf.profile(gf.Company(name="A", offices=[RS, US], accounts=YEARS))
    assert profile.own == (Figure(metric=office_count, value=(2, 2)),)
    assert ends(profile.fact(office_count)) == (2, 2)
    assert "  office_count    2" in str(profile).splitlines()
    assert ends(gf.Profile.model_validate_json(profile.model_dump_json()).fact(office_count)) == (2, 2)
    SCHEMA.validate(json.loads(profile.model_dump_json()))
    assert ends(gf.metrics.Facts(gf.Company(name="A")).fact(office_count)) == (0, 0)


def test_a_profile_made_before_a_metric_was_defined_asks_to_be_made_anew(request: pytest.FixtureRequest) -> None:
    before = gf.profile(gf.Company(name="A", offices=[RS]))
    request.getfixturevalue("office_count")
    with pytest.raises(ValueError, match="the profile does not hold the metric 'office_count': make it anew from the"):
        before.fact("office_count")
    assert ends(gf.profile(gf.Company(name="A", offices=[RS])).fact("office_count")) == (1, 1)


def test_an_own_metric_takes_the_place_of_an_earlier_one_of_that_name(office_count: str) -> None:
    declared(office_count, lambda record: gf.Interval(7, 8))
    assert gf.profile(gf.Company(name="A")).own == (Figure(metric=office_count, value=(7, 8)),)


@pytest.mark.parametrize("name", ["headcount", "countries", "turnover_eur"])
def test_no_own_metric_takes_the_name_of_a_built_in_one(name: str) -> None:
    built_in = VOCABULARY[name]
    with pytest.raises(ValueError, match=f"globalfirm has a metric '{name}' already: give yours another name."):
        declared(name, lambda record: gf.Interval(0))
    assert VOCABULARY[name] is built_in
    assert set(VOCABULARY) == {*BUILT_IN, *ON_DEMAND}


def test_a_year_finds_each_figure_by_its_name() -> None:
    year = Year(year=2024, figures=[Figure(metric="turnover_eur", value=(1, 2)), Figure(metric="own", value=(3, None))])
    assert ends(year.fact("own")) == (3, None)


@pytest.mark.parametrize(
    ("known", "wanted", "holds", "written"),
    [
        (PartialSet(("RS", "US"), complete=True), ["US", "JP"], True, "RS, US"),
        (PartialSet(("RS", "US"), complete=True), ["JP"], False, "RS, US"),
        (PartialSet(("RS",), complete=False), ["JP", "RS"], True, "RS, perhaps others"),
        (PartialSet(("RS",), complete=False), ["JP"], None, "RS, perhaps others"),
        (PartialSet((), complete=False), ["JP"], None, "not known"),
        (PartialSet((), complete=True), ["JP"], False, "none"),
        (PartialSet.of("RS"), ("RS",), True, "RS"),
        (PartialSet.of(None), ("RS",), None, "not known"),
        (PartialSet.of("RS"), (), False, "RS"),
    ],
)
def test_a_set_holds_a_value_or_not_or_may(known: PartialSet, wanted, holds: bool | None, written: str) -> None:
    assert known.holds_any(wanted) is holds
    assert str(known) == written


def test_evidence_names_the_claims_that_a_fact_rests_on_through_others() -> None:
    offices = [gf.Office(country="US"), gf.Office(country="RS", headcount=12)]
    claim = gf.Claim(metric="country_count", value=4, source="a newspaper")
    firm = gf.Company(name="A", home="US", headcount="11-50", complete=False, offices=offices, claims=[claim])
    assert "claim by a newspaper: country_count 4" in gf.metrics.Facts(firm).sources("foreign_country_count")
    assert "claim by a newspaper: 4" in gf.metrics.Facts(firm).sources("country_count")
    assert "newspaper" not in " ".join(gf.metrics.Facts(firm).sources("continent_count"))


def test_a_headcount_that_claimed_countries_raise_names_the_claim() -> None:
    offices = [gf.Office(country="US"), gf.Office(country="RS", headcount=12)]
    claims = [gf.Claim(metric=name, value=4, source=name) for name in ("country_count", "time_zone_count")]
    firm = gf.Company(name="A", headcount="11-50", complete=False, offices=offices, claims=claims)
    assert ends(gf.metric.headcount(firm)) == (15, 50)  # one more at the least in each of two countries
    named = tuple(f"claim by {claim.source}: {claim.metric} 4" for claim in claims)
    assert gf.metrics.Facts(firm).sources("headcount")[-2:] == named  # of either the same follows
    assert gf.metrics.Facts(firm.replace(claims=claims[:1])).sources("headcount")[-1] == named[0]


def test_evidence_names_the_places_where_they_hold_more_people_than_are_stated() -> None:
    office = gf.Office(country="RS", headcount=12)
    firm = gf.Company(name="A", headcount="11-50", offices=[office])
    assert gf.metrics.Facts(firm).sources("headcount") == ("stated: 11-50", "Serbia (12 people)")
    assert gf.metrics.Facts(firm.replace(headcount="20-50")).sources("headcount") == ("stated: 20-50",)


@pytest.mark.parametrize("name", [*BUILT_IN, *ON_DEMAND])
def test_the_examples_of_every_metric_say_what_it_answers(name: str) -> None:
    """Doctest finds functions, and a metric is none: its examples are its formula's."""
    formula = VOCABULARY[name].formula
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for example in doctest.DocTestFinder(recurse=False).find(formula, name, globs={**vars(gf.metrics)}):
        assert example.examples, "it has none"
        assert not runner.run(example).failed


def test_growth_rests_on_the_accounts_of_both_years() -> None:
    years = [gf.Accounts(year=2021, headcount=10, source="its report"), gf.Accounts(year=2024, headcount=20)]
    facts = gf.metrics.Facts(gf.Company(name="A", accounts=years))
    for name in ("headcount_growth_percent", "turnover_growth_percent", "starting_headcount"):
        assert facts.sources(name) == ("accounts of 2021 (its report)", "accounts of 2024")
    assert gf.metrics.Facts(gf.Company(name="A")).sources("headcount_growth_percent") == ("no accounts",)


def test_affiliates_rest_on_what_is_stated_and_on_the_subsidiaries_on_record() -> None:
    office = gf.Office(country="US", mode="subsidiary", source="the register")
    firm = gf.Company(name="A", home="RS", offices=[office, gf.Office(country="JP")], foreign_affiliates="1-3")
    facts = gf.metrics.Facts(firm)
    assert facts.sources("foreign_affiliate_count") == ("stated: 1-3", "United States (subsidiary, the register)")
    assert gf.metrics.Facts(gf.Company(name="A")).sources("foreign_affiliate_count") == ()
