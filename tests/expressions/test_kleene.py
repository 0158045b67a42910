"""Three-valued logic: what it may never do, and that it says exactly what every completion of a firm says."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import metric
from globalfirm.expressions.facts import HypotheticalFacts
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.model import PartialSet
from tests.drawn_rules import QUANTITIES, SETS, rules
from tests.firms import companies
from tests.profiles import examples


@st.composite
def narrower(draw: st.DrawFn, profile: gf.Profile) -> dict:
    """Facts that say more than a firm's own: intervals within its intervals, sets with more or no more members."""
    facts = {}
    for name in draw(st.sets(st.sampled_from(QUANTITIES + SETS), max_size=4)):
        fact = profile.fact(name)
        if isinstance(fact, PartialSet):
            if not fact.complete:
                more = () if VOCABULARY[name].single and fact.values else draw(st.sampled_from([(), ("US",), ("JP",)]))
                facts[name] = PartialSet(
                    (*fact.values, *more), complete=draw(st.booleans()) or bool(VOCABULARY[name].single and more)
                )
        else:
            least = 1900 if fact.low is None else fact.low
            most = least + 40 if fact.high is None else fact.high
            low, high = sorted(draw(st.floats(least, most)) for _ in range(2))
            facts[name] = gf.Interval(low, draw(st.sampled_from([high, fact.high])))
    return facts


@settings(max_examples=examples(300))
@given(rules, companies(), st.data())
def test_to_know_more_never_turns_a_yes_or_no_round(rule: gf.Rule, firm: gf.Company, data: st.DataObject) -> None:
    profile = gf.profile(firm)
    before = rule.decide(profile)
    after = rule.decide(HypotheticalFacts(profile, data.draw(narrower(profile))))
    assert before is None or after is before


PLACES = ("RS", "JP", "SE", "IN")
ASKED = st.builds(
    lambda name, operator, value: {"metric": name, "operator": operator, "value": value},
    st.sampled_from(["headcount", "country_count", "foreign_country_count", "time_zone_count", "continent_count"]),
    st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]),
    st.integers(1, 4),
)


@st.composite
def small_firms(draw: st.DrawFn) -> gf.Company:
    """Firms of at most four people with at most two offices, home known, lists complete or not."""
    offices = draw(
        st.lists(
            st.builds(
                lambda country, people: gf.Office(country=country, headcount=people),
                st.sampled_from(PLACES[:2]),
                st.sampled_from([None, 0, 1, "1-2"]),
            ),
            max_size=2,
        )
    )
    least = sum(office.people.low for office in offices)
    low = draw(st.integers(0, 3))
    return gf.Company(
        name="small",
        home=draw(st.sampled_from(PLACES)),
        headcount=(low, draw(st.integers(max(low, least), 4))),
        offices=offices,
        complete=draw(st.booleans()),
    )


def completions(firm: gf.Company) -> list[gf.Company]:
    """Every firm that this one may turn out to be: a country for each of its people, all of them known."""
    found = []
    most = firm.headcount.high
    staffed = [
        [(site.country,) * people for people in range(site.people.low, min(most, site.people.high or most) + 1)]
        for site in firm.sites
    ]
    for chosen in product(*staffed):
        somewhere = [country for group in chosen for country in group]
        others = sorted(set(somewhere)) if firm.complete and somewhere else PLACES
        for total in range(max(len(somewhere), firm.headcount.low), most + 1):
            for rest in combinations_with_replacement(others, total - len(somewhere)):
                people = [*somewhere, *rest]
                sites = [gf.Site(country=country, headcount=people.count(country)) for country in sorted(set(people))]
                found.append(
                    gf.Company(name="small", home=firm.home, headcount=total, teams=[gf.Team(name="all", sites=sites)])
                )
    return found


@settings(max_examples=examples(200))
@given(small_firms(), st.lists(ASKED, min_size=1, max_size=3), st.sampled_from(["all", "any", "at_least", "not"]))
def test_a_rule_decides_only_what_every_completion_decides_alike(firm: gf.Company, asked: list, how: str) -> None:
    record = {"not": {"all": asked}} if how == "not" else {how: asked}
    rule = gf.Rule.model_validate({"at_least": 1, "of": asked} if how == "at_least" else record)
    said = {rule.decide(whole) for whole in completions(firm) if whole.headcount.low or not firm.headcount.low}
    outcome = rule.decide(firm)
    if outcome is not None:
        assert said <= {outcome}


@settings(max_examples=examples(200))
@given(small_firms(), st.sampled_from(["<", "<=", ">=", ">"]), st.integers(1, 3))
def test_of_one_threshold_cant_tell_means_that_it_may_be_either(firm: gf.Company, operator: str, value: int) -> None:
    for name in ("headcount", "country_count"):
        rule = gf.Rule.model_validate({"metric": name, "operator": operator, "value": value})
        said = {rule.decide(whole) for whole in completions(firm)}
        assert (rule.decide(firm) is None) == (said == {True, False}), name


@pytest.mark.parametrize(("bound", "outcome"), [(250, True), (20, None), (11, False), (50, None), (51, True)], ids=str)
def test_a_threshold_on_11_to_50_people(bound: int, outcome) -> None:
    assert (metric.headcount < bound).decide(gf.Company(name="A", headcount="11-50")) is outcome
