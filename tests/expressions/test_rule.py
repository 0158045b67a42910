"""The core of the algebra: rules are data."""

from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

import globalfirm as gf
from globalfirm import metric
from globalfirm import rules as names
from globalfirm.expressions.facts import HypotheticalFacts
from globalfirm.model import PartialSet
from globalfirm.rules import AnyRule
from tests.drawn_rules import QUANTITIES, SETS, rules
from tests.firms import companies


@given(rules)
def test_a_rule_survives_json_and_its_repr_builds_it_again(rule: gf.Rule) -> None:
    read = TypeAdapter(AnyRule).validate_json(rule.model_dump_json())
    assert read == rule
    assert hash(read) == hash(rule)
    assert eval(repr(rule), vars(names) | {"metric": metric}) == rule


@given(rules, companies())
def test_evidence_and_plain_answer_agree(rule: gf.Rule, firm: gf.Company) -> None:
    profile = gf.profile(firm)
    evidence = rule.explain(profile)
    assert evidence.outcome is rule.decide(profile)
    assert evidence.outcome is rule.decide(firm)
    for leaf in evidence.leaves():
        assert leaf.fact == profile.fact(leaf.rule.metric)


@given(rules, companies())
def test_the_deciding_leaves_alone_decide(rule: gf.Rule, firm: gf.Company) -> None:
    """Whatever the other facts are made to be, the outcome stays: only the deciding metrics' facts are kept."""
    profile = gf.profile(firm)
    evidence = rule.explain(profile)
    if evidence.outcome is None:
        return
    kept = {leaf.rule.metric for leaf in evidence.deciding()}
    for value in (0, 1, 7):
        others = {name: gf.Interval(value, value) for name in QUANTITIES if name not in kept}
        others |= {name: PartialSet(("US",), complete=True) for name in SETS if name not in kept}
        assert rule.decide(HypotheticalFacts(profile, others)) is evidence.outcome


@given(rules, rules, companies())
def test_de_morgan_and_double_negation(a: gf.Rule, b: gf.Rule, firm: gf.Company) -> None:
    profile = gf.profile(firm)
    assert (~(a & b)).decide(profile) is (~a | ~b).decide(profile)
    assert (~(a | b)).decide(profile) is (~a & ~b).decide(profile)
    assert ~~a == a


def test_rules_read_well() -> None:
    rule = ((metric.country_count >= 2) & (metric.headcount < 250)) | ~(metric.time_zone_span_hours > 3.5)
    assert str(rule) == "(country_count >= 2 and headcount < 250) or not (time_zone_span_hours > 3.5)"
    three = (metric.headcount > 1) & (metric.country_count <= 2) & (metric.continent_count != 3)
    assert len(three.all) == 3


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: (metric.headcount > 1) and (metric.country_count > 1),
        lambda: (metric.headcount > 1) or (metric.country_count > 1),
        lambda: not (metric.headcount > 1),
        lambda: 2 <= metric.headcount <= 5,
    ],
)
def test_and_or_not_and_chained_comparison_say_what_would_do(mistake) -> None:
    with pytest.raises(TypeError, match=r"combine rules with & \| ~"):
        mistake()


def test_a_metric_is_known_by_name_and_a_wrong_one_refused() -> None:
    assert repr(metric.headcount) == "metric.headcount"
    assert (metric.headcount == 3).operator == "=="
    with pytest.raises(AttributeError):
        metric.head_count  # noqa: B018
    with pytest.raises(TypeError, match=r"is compared with a number, or with a parameter such as .*, not with 'many'"):
        metric.headcount >= "many"  # noqa: B015
    with pytest.raises(ValidationError):
        metric.headcount >= gf.parameter("Many")  # noqa: B015
    with pytest.raises(ValidationError, match="one of 'metric', 'all', 'any'"):
        TypeAdapter(AnyRule).validate_python({"every": []})
    with pytest.raises(ValidationError):
        TypeAdapter(AnyRule).validate_python(7)


def test_an_unknown_field_of_a_rule_is_named() -> None:
    with pytest.raises(ValidationError, match="did you mean 'not'?"):
        TypeAdapter(AnyRule).validate_python({"not": {"metric": "headcount", "operator": ">", "value": 1}, "nott": 1})


def test_only_a_leaf_has_a_threshold() -> None:
    evidence = (~(metric.headcount < 250)).explain(gf.profile(gf.Company(name="A")))
    assert evidence.parts[0].threshold == (metric.headcount < 250)
    with pytest.raises(TypeError, match="is not a threshold"):
        evidence.threshold  # noqa: B018


def test_a_rule_is_of_some_kind() -> None:
    with pytest.raises(ValidationError, match="a rule is written with one of 'metric', 'all', 'any', 'at_least'"):
        gf.Rule()


def test_rule_itself_reads_any_kind_and_tells_every_problem() -> None:
    assert gf.Rule.model_validate_json((~(metric.headcount < 3)).model_dump_json()) == ~(metric.headcount < 3)
    with pytest.raises(ValidationError) as error:
        gf.Rule.model_validate({"all": [{"metric": "headcountt", "operator": "<", "value": 2}, {"foo": 1}]})
    assert "Did you mean 'headcount'" in str(error.value)
    assert "a rule is written with one of" in str(error.value)
    assert gf.Rule.model_json_schema()["title"] == "Rule"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"metric": "headcount", "operator": "<", "value": 0}, "holds of no firm: headcount is a whole number of 0"),
        ({"metric": "country_count", "operator": ">", "value": 250}, "a whole number from 0 to 250"),
        ({"metric": "country_count", "operator": "==", "value": 2.5}, "holds of no firm"),
        ({"metric": "foreign_headcount_share", "operator": ">=", "value": 40}, "is from 0 to 1"),
        ({"metric": "home", "operator": "<", "value": 3}, "home is not a quantity"),
        ({"metric": "headcount", "in": ["US"]}, "headcount is not a set"),
        ({"metric": "home", "in": ["Atlantis"]}, "'Atlantis' is not a country"),
        ({"metric": "home", "in": []}, "at least 1 item"),
        ({"metric": "home", "in": [7]}, "valid string"),
        ({"metric": "home", "in": "US"}, "valid tuple"),
        ({"metric": "continent_coverage", "in": ["Erope"]}, "Did you mean 'Europe'"),
        ({"metric": "entry_modes", "in": ["exports"]}, "is not an entry mode"),
        ({"metric": "headcount", "operator": "<", "value": True}, "valid"),
        ({"metric": "headcount", "operator": "<", "value": "2 "}, "pattern"),
        ({"metric": ["home"], "in": ["US"]}, "valid string"),
        ({"metric": "no_such", "in": ["US"]}, "no metric is called 'no_such'"),
    ],
)
def test_what_makes_no_sense_is_refused(record: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(AnyRule).validate_python(record)


def test_what_is_not_a_record_is_not_a_membership() -> None:
    with pytest.raises(ValidationError, match="valid dictionary"):
        names.Membership.model_validate(7)


def test_sets_are_read_by_name_and_each_value_once() -> None:
    rule = metric.countries.any_of("Serbia", "RS", "United States")
    assert rule.values == ("RS", "US")
    assert rule.needs == ("countries",)
    assert rule.bind({"x": 1}) == rule
    assert str(rule) == "countries any of RS, US"
    assert metric.entry_modes.any_of("Joint Venture").values == ("joint venture",)
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="RS")], complete=False)
    assert rule.decide(firm) is True
    assert metric.countries.any_of("JP").decide(firm) is None
    assert metric.home.any_of("JP").decide(firm) is False
    assert metric.home.any_of("JP").decide(firm.replace(home=None)) is None
