"""The core of the algebra: rules are data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import globalfirm as gf
from globalfirm import metric
from globalfirm.rules.rule import AnyRule, MetricName
from tests.firms import companies

thresholds = st.builds(
    lambda name, operator, value: gf.Rule.__subclasses__()[0](metric=name, operator=operator, value=value),
    st.sampled_from(MetricName.__args__),
    st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]),
    st.integers(0, 60),
)
rules = st.recursive(
    thresholds,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        inner.map(lambda a: ~a),
    ),
    max_leaves=6,
)


@given(rules)
def test_a_rule_survives_json_and_its_repr_builds_it_again(rule: gf.Rule) -> None:
    read = TypeAdapter(AnyRule).validate_json(rule.model_dump_json())
    assert read == rule
    assert hash(read) == hash(rule)
    assert eval(repr(rule), {"metric": metric}) == rule


@given(rules, companies())
def test_evidence_and_plain_answer_agree(rule: gf.Rule, firm: gf.Company) -> None:
    told = gf.profile(firm)
    evidence = rule.explain(told)
    assert evidence.outcome is rule.decide(told)
    for leaf in evidence.leaves():
        assert leaf.fact == getattr(told, leaf.rule.metric)


@given(rules, companies())
def test_the_deciding_leaves_alone_decide(rule: gf.Rule, firm: gf.Company) -> None:
    """Whatever the other facts are made to be, the outcome stays: only the deciding metrics' facts are kept."""
    told = gf.profile(firm)
    evidence = rule.explain(told)
    if evidence.outcome is None:
        return
    kept = {leaf.rule.metric for leaf in evidence.deciding()}
    for value in (0, 1, 7):
        others = {name: gf.Count(value) for name in MetricName.__args__ if name not in kept}
        changed = told.model_copy(update=others)
        assert rule.decide(changed) is evidence.outcome


@given(rules, rules, companies())
def test_de_morgan_and_double_negation(a: gf.Rule, b: gf.Rule, firm: gf.Company) -> None:
    told = gf.profile(firm)
    assert (~(a & b)).decide(told) is (~a | ~b).decide(told)
    assert (~(a | b)).decide(told) is (~a & ~b).decide(told)
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
    with pytest.raises(ValidationError):
        metric.headcount >= "many"  # noqa: B015
    with pytest.raises(ValidationError, match="'metric', 'all', 'any' or 'not'"):
        TypeAdapter(AnyRule).validate_python({"every": []})
    with pytest.raises(ValidationError):
        TypeAdapter(AnyRule).validate_python(7)


def test_an_unknown_field_of_a_rule_is_told_by_name() -> None:
    with pytest.raises(ValidationError, match="did you mean 'not'?"):
        TypeAdapter(AnyRule).validate_python({"not": {"metric": "headcount", "operator": ">", "value": 1}, "nott": 1})


def test_only_a_leaf_has_a_threshold() -> None:
    evidence = (~(metric.headcount < 250)).explain(gf.profile(gf.Company(name="A")))
    assert evidence.parts[0].threshold == (metric.headcount < 250)
    with pytest.raises(TypeError, match="is no threshold"):
        evidence.threshold  # noqa: B018


def test_a_bare_rule_answers_nothing() -> None:
    told = gf.profile(gf.Company(name="A"))
    with pytest.raises(NotImplementedError):
        gf.Rule().decide(told)
    with pytest.raises(NotImplementedError):
        gf.Rule().explain(told)
