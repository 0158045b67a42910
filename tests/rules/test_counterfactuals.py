"""What would decide and what would change a label: found exactly, by the word of a slow search."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import metric
from globalfirm.model import PartialSet
from globalfirm.rules import hypotheses
from tests.firms import accounts, companies
from tests.profiles import examples

SMALL = ("headcount", "country_count", "continent_count")
MOST = 7


def definition(name: str, rule: gf.Rule) -> gf.Definition:
    return gf.Definition(name=name, summary=name, rule=rule, citation="these tests, 2026")


thresholds = st.builds(
    lambda name, operator, value: gf.Rule.model_validate({"metric": name, "operator": operator, "value": value}),
    st.sampled_from(SMALL),
    st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]),
    st.integers(1, MOST - 1),
)
small_rules = st.recursive(
    thresholds, lambda inner: st.builds(lambda a, b: a & b, inner, inner) | st.builds(lambda a, b: a | b, inner, inner)
)
taxonomies = st.lists(small_rules, min_size=1, max_size=3).map(
    lambda found: gf.Taxonomy(name="t", classes=[definition(f"c{at}", rule) for at, rule in enumerate(found)])
)
bounds = st.tuples(st.integers(1, MOST), st.integers(0, 3)).map(lambda p: gf.Count((p[0], min(MOST, p[0] + p[1]))))
BASE = gf.profile(gf.Company(name="A"))


@st.composite
def profiles(draw: st.DrawFn) -> gf.Profile:
    return BASE.replace(**{name: draw(bounds) for name in SMALL})


def decides(names: tuple[str, ...], profile: gf.Profile, taxonomy: gf.Taxonomy) -> bool:
    """Whether the label is decided for every whole value that some facts may have."""
    ranges = [range(profile.fact(name).low, profile.fact(name).high + 1) for name in names]
    return all(
        taxonomy.label(profile.replace(**dict(zip(names, map(gf.Count, values), strict=True)))) != "undetermined"
        for values in product(*ranges)
    )


@settings(max_examples=examples(150))
@given(profiles(), taxonomies)
def test_deciding_facts_are_the_smallest_sets_that_decide_and_all_of_them(
    profile: gf.Profile, taxonomy: gf.Taxonomy
) -> None:
    verdict = gf.classify(profile, taxonomy)
    found = {frozenset(leaf.rule.metric for leaf in facts) for facts in verdict.missing}
    expected: set[frozenset[str]] = set()
    if verdict.label == "undetermined":
        for size in range(1, len(SMALL) + 1):
            for names in combinations(SMALL, size):
                if not any(smaller <= set(names) for smaller in expected) and decides(names, profile, taxonomy):
                    expected.add(frozenset(names))
    assert found == expected


@st.composite
def firms_with_figures(draw: st.DrawFn) -> gf.Company:
    firm = draw(companies())
    years = [draw(accounts(year=2020 + more)) for more in range(draw(st.integers(0, 2)))]
    return firm.replace(accounts=years, founded=draw(st.none() | st.integers(1990, 2015)))


@settings(max_examples=examples(60))
@given(firms_with_figures(), st.sampled_from(sorted(gf.rules.taxonomies())))
def test_every_change_is_of_a_record_that_can_be_and_that_has_the_label(firm: gf.Company, name: str) -> None:
    verdict = gf.classify(firm, gf.rules.taxonomies()[name])
    for change in verdict.changes:
        assert gf.Company.model_validate_json(change.firm.model_dump_json()) == change.firm
        assert verdict.taxonomy.label(change.firm) == change.label != verdict.label
        assert gf.profile(change.firm).fact(change.metric) == change.to
        assert verdict.facts.fact(change.metric) == change.now


@settings(max_examples=examples(60))
@given(st.integers(1, 400), st.integers(1, 5), taxonomies)
def test_the_change_of_people_is_the_nearest(people: int, countries: int, taxonomy: gf.Taxonomy) -> None:
    offices = [gf.Office(country=country) for country in ["US", "RS", "JP", "BR", "KE"][: min(people, countries)]]
    firm = gf.Company(name="A", headcount=people, offices=offices)
    verdict = gf.classify(firm, taxonomy)
    nearest: dict[str, int] = {}
    for other in range(len(offices), people + MOST + 2):
        label = taxonomy.label(firm.replace(headcount=other))
        if label not in {verdict.label, "undetermined"}:
            nearest[label] = min(abs(other - people), nearest.get(label, 10**9))
    found = {change.label: abs(change.difference) for change in verdict.changes if change.metric == "headcount"}
    assert {label: found.get(label) for label in nearest} == nearest


def test_what_would_decide_or_change_a_label_is_worked_out_once() -> None:
    decided = gf.classify(gf.Company(name="A", headcount=9, offices=[gf.Office(country="RS")]))
    open_ = gf.classify(gf.Company(name="A", headcount=9))
    assert decided.changes is decided.changes
    assert open_.missing is open_.missing
    assert decided == gf.Verdict.model_validate_json(decided.model_dump_json())


def test_one_office_abroad_moves_two_facts() -> None:
    both = (metric.country_count >= 2) & (metric.foreign_country_count >= 1)
    taxonomy = gf.Taxonomy(name="t", classes=[definition("abroad", both)])
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="RS")])
    [change] = gf.classify(firm, taxonomy).changes
    assert str(change) == "1 more country (country_count 2, with an office in Germany): abroad"


@pytest.mark.parametrize(("at_home", "afterwards"), [(None, 2), (2, 3)])
def test_an_office_abroad_has_one_of_the_firms_people_or_else_one_more(at_home: int | None, afterwards: int) -> None:
    few_in_two = (metric.country_count >= 2) & (metric.headcount <= afterwards)
    taxonomy = gf.Taxonomy(name="t", classes=[definition("abroad", few_in_two)])
    firm = gf.Company(name="A", headcount=2, offices=[gf.Office(country="RS", headcount=at_home)], complete=True)
    [change] = gf.classify(firm, taxonomy).changes
    assert (change.label, change.firm.headcount, change.firm.offices[-1].headcount) == ("abroad", afterwards, 1)


def test_a_change_that_leaves_no_class_is_said() -> None:
    taxonomy = gf.Taxonomy(name="t", classes=[definition("few", metric.headcount < 10)])
    firm = gf.Company(name="A", headcount=9, offices=[gf.Office(country="RS")])
    assert [str(each) for each in gf.classify(firm, taxonomy).changes] == ["1 more person (headcount 10): unclassified"]


def test_shares_by_region_that_change_still_add_up() -> None:
    sales = [("Europe", 0.45), ("North America", 0.3), ("Asia-Pacific", 0.25)]
    year = gf.Accounts(year=2024, regional_sales=[gf.RegionalSales(region=of, share=share) for of, share in sales])
    verdict = gf.classify(
        gf.Company(name="A", home="RS", accounts=[year]), gf.rules.taxonomies()["rugman_verbeke_2004"]
    )
    assert {change.label for change in verdict.changes} == {
        "home-region oriented",
        "host-region oriented",
        "bi-regional",
        "unclassified",  # where less than a fifth is sold in its home region
    }


@pytest.mark.parametrize(
    ("people", "countries", "starts"),
    [
        (275, "US RS", ["26 fewer people (headcount 249): micro-multinational", "1 fewer country (country_count 1,"]),
        (
            249,
            "US",
            [
                "1 more country (country_count 2, with an office in Jamaica): micro-multinational",
                "1 more person (headcount 250)",
            ],
        ),
    ],
)
def test_companies_themselves_changed_as_their_counterfactuals_say_have_their_labels(
    people: int, countries: str, starts: list[str]
) -> None:
    offices = [gf.Office(country=country) for country in countries.split()]
    firm = gf.Company(name="A", headcount=people, offices=offices)
    changes = gf.classify(firm).changes
    for start in starts:
        assert any(str(change).startswith(start) for change in changes), start


def test_changes_of_sets_and_of_numbers_that_are_not_whole() -> None:
    taxonomy = gf.Taxonomy(
        name="t",
        classes=[
            definition("balkan", metric.countries.any_of("RS", "HR") & metric.countries.any_of("BG")),
            definition("swiss", metric.home.any_of("CH")),
            definition("spread", metric.time_zone_span_hours > 8),
            definition("near", metric.time_zone_span_hours < 0.5),
        ],
    )
    firm = gf.Company(name="A", home="JP", offices=[gf.Office(country="JP"), gf.Office(country="IN")])
    changes = {change.label: change for change in gf.classify(firm, taxonomy).changes}
    assert set(changes["balkan"].to.values) - {"IN", "JP"} in ({"RS", "BG"}, {"HR", "BG"})
    assert changes["balkan"].difference == 2
    assert str(changes["swiss"]) == "home CH: swiss"
    assert changes["swiss"].to == PartialSet(("CH",), complete=True)
    assert changes["spread"].to.low > 8
    assert str(changes["near"]).startswith("time_zone_span_hours 0 (with people in")


def test_a_change_that_takes_a_member_away_is_reported_too() -> None:
    taxonomy = gf.Taxonomy(
        name="t",
        classes=[
            definition("in", metric.countries.any_of("RS")),
            definition("out", ~metric.countries.any_of("RS")),
        ],
    )
    [change] = gf.classify(gf.Company(name="A", offices=[gf.Office(country="RS")]), taxonomy).changes
    assert (change.label, change.firm.countries) == ("out", ("DE",))


def test_missing_sets_and_years_are_named() -> None:
    taxonomy = gf.Taxonomy(
        name="t",
        classes=[
            definition("swiss", metric.home.any_of("CH")),
            definition("sme", gf.rules.sustained(metric.group_headcount < 250, periods=2)),
            definition("serb", metric.countries.any_of("RS", "JP")),
            definition("other", metric.headcount >= 0),
        ],
    )
    verdict = gf.classify(gf.Company(name="A", headcount=3, complete=False), taxonomy)
    [facts] = verdict.missing
    assert {str(leaf.rule) for leaf in facts} == {
        "home any of CH",
        "group_headcount < 250",
        "countries any of RS, JP",
    }
    assert (
        "would decide: home (any of CH or not) with countries (any of RS, JP or not) with group_headcount (below 250 or not)"
        in str(verdict)
    )
    assert verdict.to_dict()["missing"] == [["home", "countries", "group_headcount"]]


def test_more_facts_than_can_be_tried_together_are_passed_over(monkeypatch) -> None:
    from globalfirm.rules import counterfactuals

    monkeypatch.setattr(counterfactuals, "MOST_TRIED", 1)
    assert gf.classify(gf.Company(name="A", headcount="50+", offices=[gf.Office(country="RS")])).missing == ()


def test_of_rules_over_years_the_figures_that_are_missing_are_named_with_their_year() -> None:
    small = (metric.group_headcount < 250) & (metric.turnover_eur <= 50e6)
    taxonomy = gf.Taxonomy(name="t", classes=[definition("small", gf.rules.sustained(small, periods=1))])
    firm = gf.Company(name="A", relations=[], accounts=[gf.Accounts(year=2024, headcount=9)])
    verdict = gf.classify(firm, taxonomy)
    [[leaf]] = verdict.missing
    assert (leaf.rule, leaf.outcome, leaf.detail) == (metric.turnover_eur <= 50e6, None, "2024")
    assert verdict.to_dict()["missing"] == [["turnover_eur"]]
    assert "would decide: turnover_eur of 2024 (above 50000000 or not)" in str(verdict)


def test_of_rules_within_years_of_founding_the_founding_is_named_where_it_is_missing() -> None:
    early = gf.rules.within_years_of_founding(metric.foreign_sales_share >= 0.25, years=3)
    taxonomy = gf.Taxonomy(name="t", classes=[definition("early", early)])
    assert gf.classify(gf.Company(name="A"), taxonomy).to_dict()["missing"] == [["founded"]]
    founded = gf.classify(gf.Company(name="A", founded=2020), taxonomy).to_dict()["missing"]
    assert founded == [["foreign_sales_share"] * 4]


def test_more_than_four_facts_that_decide_together_are_named() -> None:
    verdict = gf.classify(gf.Company(name="A", home="RS"), gf.rules.taxonomies()["rugman_verbeke_2004"])
    [facts] = verdict.missing
    assert {leaf.rule.metric for leaf in facts} == {
        "home_region_sales_share",
        "host_region_sales_share",
        "north_america_sales_share",
        "europe_sales_share",
        "asia_pacific_sales_share",
    }


@settings(max_examples=examples(40))
@given(firms_with_figures(), st.sampled_from(sorted(gf.rules.taxonomies())))
def test_every_undetermined_label_says_what_is_missing_and_none_of_it_is_known(firm: gf.Company, name: str) -> None:
    verdict = gf.classify(firm, gf.rules.taxonomies()[name])
    assert bool(verdict.missing) is (verdict.label == "undetermined")
    assert all(leaf.outcome is None for facts in verdict.missing for leaf in facts)


def test_a_change_names_countries_as_a_sentence_does() -> None:
    firm = gf.Company(name="A", home="US", headcount=9, offices=[gf.Office(country="US"), gf.Office(country="RS")])
    texts = [str(change) for change in gf.classify(firm).changes]
    assert "1 fewer country (country_count 1, with people in the United States alone): domestic small firm" in texts


def test_a_market_that_would_change_a_label_is_where_the_firm_is_not_yet() -> None:
    there, home, another = (place for place in hypotheses._examples()[:3])
    licensing = gf.Taxonomy(name="modes", classes=[definition("licensing", metric.entry_modes.any_of("licensing"))])
    firm = gf.Company(
        name="A", home=home, headcount=9, offices=[gf.Office(country=another)],
        markets=[gf.Market(country=there, mode="export")],
    )  # fmt: skip
    [change] = gf.classify(firm, licensing).changes
    entered = [market.country for market in change.firm.markets]
    assert len(entered) == len({*entered, home, another}) - 2 == 2
