"""What would decide and what would change a label: found exactly, by the word of a slow search."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import metric
from globalfirm.expressions.facts import HypotheticalFacts
from globalfirm.model import PartialSet
from tests.firms import companies, ends
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


@settings(max_examples=examples(150))
@given(profiles(), taxonomies)
def test_changes_are_the_nearest_single_ones_and_do_what_they_say(profile: gf.Profile, taxonomy: gf.Taxonomy) -> None:
    verdict = gf.classify(profile, taxonomy)
    if verdict.label == "undetermined":
        assert verdict.changes == ()
        return
    found = {(change.metric, change.label): change for change in verdict.changes}
    for change in verdict.changes:
        assert taxonomy.label(profile.replace(**{change.metric: gf.Count(int(change.to.low))})) == change.label
    for name in SMALL:
        low, high = ends(profile.fact(name))
        nearest: dict[str, int] = {}
        for value in range(MOST + 2 if name != "continent_count" else 8):
            label = taxonomy.label(profile.replace(**{name: gf.Count(value)}))
            if label not in {verdict.label, "undetermined", "unclassified"} and not low <= value <= high:
                distance = low - value if value < low else value - high
                nearest[label] = min(distance, nearest.get(label, distance))
        assert {label: abs(change.difference) for (of, label), change in found.items() if of == name} == nearest


@settings(max_examples=examples(100))
@given(companies())
def test_a_firm_that_is_changed_as_a_counterfactual_says_has_its_label(firm: gf.Company) -> None:
    firm = firm.replace(claims=(), headcount=None) if firm.claims else firm
    for change in gf.classify(firm).changes:
        changed = gf.profile(firm).replace(**{change.metric: gf.Count(int(change.to.low))})
        assert gf.classify(changed).label == change.label


@pytest.mark.parametrize(
    ("people", "countries", "starts"),
    [
        (275, "US RS", ["26 fewer people (headcount 249): micro-multinational", "1 fewer country (country_count 1)"]),
        (249, "US", ["1 more country (country_count 2): micro-multinational", "1 more person (headcount 250)"]),
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
    for change in changes:
        if change.metric == "headcount":
            other = firm.replace(headcount=int(change.to.low))
        else:
            wanted = ["US", "RS", "JP"][: int(change.to.low)]
            other = firm.replace(offices=[gf.Office(country=country) for country in wanted])
        assert gf.classify(other).label == change.label


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
    assert str(changes["spread"]) == "time_zone_span_hours just above 8: spread"
    assert str(changes["near"]) == "time_zone_span_hours just below 0.5: near"
    facts = gf.profile(firm)
    for label, change in changes.items():
        assert taxonomy.label(HypotheticalFacts(facts, {change.metric: change.to})) == label


def test_a_change_that_takes_a_member_away_is_reported_too() -> None:
    taxonomy = gf.Taxonomy(
        name="t",
        classes=[
            definition("in", metric.countries.any_of("RS")),
            definition("out", ~metric.countries.any_of("RS")),
        ],
    )
    [change] = gf.classify(gf.Company(name="A", offices=[gf.Office(country="RS")]), taxonomy).changes
    assert (change.to, change.label, change.difference) == (PartialSet((), complete=True), "out", 1)


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
        "group_headcount < 250, turning only after 2 consecutive years",
        "countries any of RS, JP",
    }
    assert (
        "would decide: home (any of CH or not) with countries (any of RS, JP or not) with group_headcount < 250"
        in str(verdict)
    )
    assert verdict.to_dict()["missing"] == [["home", "countries", "group_headcount"]]


def test_more_facts_than_can_be_tried_together_are_passed_over(monkeypatch) -> None:
    from globalfirm.rules import counterfactuals

    monkeypatch.setattr(counterfactuals, "MOST_TRIED", 1)
    assert gf.classify(gf.Company(name="A", headcount="50+", offices=[gf.Office(country="RS")])).missing == ()
