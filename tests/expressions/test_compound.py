"""Rules made of rules: at least so many of, within years of the founding, sustained; how deep they go; how written."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import metric
from globalfirm import rules as names
from globalfirm.expressions.logic import at_least_of
from globalfirm.rules import AllOf, AnyOf, Not

outcomes = st.sampled_from([True, False, None])


@given(st.integers(1, 4), st.lists(outcomes, min_size=4, max_size=4))
def test_at_least_so_many_is_what_every_completion_says(count: int, answers: list[bool | None]) -> None:
    open_ = [at for at, answer in enumerate(answers) if answer is None]
    said = set()
    for filled in product([True, False], repeat=len(open_)):
        whole = [dict(zip(open_, filled, strict=True)).get(at, answer) for at, answer in enumerate(answers)]
        said.add(sum(map(bool, whole)) >= count)
    assert at_least_of(count, answers) is (said.pop() if len(said) == 1 else None)


@pytest.mark.parametrize("count", [0, 3, -1])
def test_at_least_so_many_asks_for_what_there_can_be(count: int) -> None:
    with pytest.raises(ValidationError, match=f"at least {count} of 2 rules: ask for 1 to 2"):
        gf.at_least(count, metric.headcount > 1, metric.headcount > 2)


def status_by_hand(answers: tuple[bool, ...], periods: int) -> bool:
    """The status after some years, spelt out as slowly as the law does."""
    status = answers[0]
    for at in range(len(answers)):
        last = answers[max(0, at - periods + 1) : at + 1]
        if len(last) == periods and len(set(last)) == 1:
            status = last[0]
    return status


def firm_of(answers: list[bool | None]) -> gf.Company:
    """A firm whose people are within a ceiling of 250, beyond it, or unknown, year by year."""
    people = {True: 100, False: 400, None: None}
    accounts = [gf.Accounts(year=2000 + at, headcount=people[answer]) for at, answer in enumerate(answers)]
    return gf.Company(name="A", relations=[], accounts=accounts)


@given(st.lists(outcomes, min_size=1, max_size=6), st.integers(1, 3))
def test_sustained_is_what_every_completion_of_the_unknown_years_says(answers: list[bool | None], periods: int) -> None:
    open_ = [at for at, answer in enumerate(answers) if answer is None]
    said = set()
    for filled in product([True, False], repeat=len(open_)):
        whole = tuple(dict(zip(open_, filled, strict=True)).get(at, answer) for at, answer in enumerate(answers))
        said.add(status_by_hand(whole, periods))
    rule = gf.rules.sustained(metric.group_headcount < 250, periods=periods)
    firm = firm_of(answers)
    expected = said.pop() if len(said) == 1 else None
    assert rule.decide(firm) is expected
    assert rule.decide(gf.profile(firm)) is expected
    assert rule.explain(firm).outcome is expected


def test_a_year_without_accounts_may_have_been_either() -> None:
    rule = gf.rules.sustained(metric.group_headcount < 250, periods=2)
    years = [gf.Accounts(year=2020, headcount=100), gf.Accounts(year=2022, headcount=400)]
    assert rule.decide(gf.Company(name="A", relations=[], accounts=years)) is None  # 2021 may have been beyond, too
    assert (
        rule.explain(gf.Company(name="A", relations=[], accounts=years)).detail == "2020 yes, 2021 can't tell, 2022 no"
    )


def test_without_accounts_what_is_known_today_is_asked() -> None:
    rule = gf.rules.sustained(metric.group_headcount < 250, periods=2)
    assert rule.decide(gf.Company(name="A", headcount=100, relations=[])) is True
    assert rule.decide(gf.Company(name="A", headcount=400)) is False
    assert rule.explain(gf.Company(name="A", headcount=100)).detail == "no accounts"


@pytest.mark.parametrize(
    ("founded", "year", "share", "outcome"),
    [
        (2020, 2020, 0.3, True),
        (2020, 2023, 0.25, True),
        (2020, 2024, 0.9, None),  # too late to tell of the first years
        (2020, 2023, 0.2, None),  # the other years may have been better
        (None, 2020, 0.9, None),
    ],
)
def test_within_years_of_founding(founded, year, share, outcome) -> None:
    rule = gf.rules.within_years_of_founding(metric.foreign_sales_share >= 0.25, years=3)
    accounts = [gf.Accounts(year=year, turnover=1, foreign_turnover=share)]
    firm = gf.Company(name="A", founded=founded, accounts=accounts)
    assert rule.decide(firm) is outcome
    assert rule.decide(gf.profile(firm)) is outcome


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: gf.rules.within_years_of_founding(metric.foreign_sales_share > 0.2, years=-1),
        lambda: gf.rules.sustained(metric.foreign_sales_share > 0.2, periods=0),
        lambda: gf.rules.sustained(metric.foreign_sales_share > 0.2, periods="p").bind({"p": 0}),
    ],
)
def test_years_are_counted_from_the_founding_on_and_periods_from_one(mistake) -> None:
    with pytest.raises(ValidationError, match="greater than or equal to"):
        mistake()


def test_within_years_of_founding_says_no_once_all_the_first_years_are_known() -> None:
    rule = gf.rules.within_years_of_founding(metric.foreign_sales_share >= 0.25, years=1)
    accounts = [gf.Accounts(year=year, turnover=1, foreign_turnover=0.1) for year in (2020, 2021)]
    assert rule.decide(gf.Company(name="A", founded=2020, accounts=accounts)) is False


@pytest.mark.parametrize(
    "build",
    [lambda rule: gf.rules.within_years_of_founding(rule, years=3), lambda rule: gf.rules.sustained(rule, periods=2)],
)
def test_only_accounts_can_be_asked_year_by_year(build) -> None:
    with pytest.raises(ValidationError, match="country_count does not come from a year's accounts"):
        build(metric.country_count >= 2)


NESTED = [
    AllOf(all=(AllOf(all=(metric.headcount > 1, metric.headcount > 2)), metric.headcount > 3)),
    AnyOf(any=(metric.headcount > 1, AnyOf(any=(metric.headcount > 2,)))),
    Not(negated=Not(negated=metric.headcount > 1)),
    gf.at_least(1, ~(metric.headcount > 1), gf.at_least(2, metric.headcount > 1, metric.country_count > 1)),
    gf.rules.within_years_of_founding(metric.foreign_sales_share >= 0.1, years=3)
    & ~gf.rules.sustained(metric.group_headcount < 250, periods=2),
    (metric.headcount < gf.parameter("few")) | gf.at_least("k", metric.headcount > 1),
    gf.rules.within_years_of_founding(metric.foreign_sales_share > gf.parameter("a"), years="y"),
    gf.rules.sustained(metric.group_headcount < 250, periods="p"),
    metric.foreign_headcount_share > 0.1 + 0.2,
]


@pytest.mark.parametrize("rule", NESTED, ids=str)
def test_its_repr_builds_it_again_and_so_does_its_json(rule: gf.Rule) -> None:
    assert eval(repr(rule), vars(names) | {"metric": metric}) == rule
    assert gf.Rule.model_validate_json(rule.model_dump_json()) == rule


def test_parameters_are_named_and_bound_in_every_place() -> None:
    rule = (
        (metric.headcount < gf.parameter("few"))
        & gf.at_least("k", metric.headcount > 1, metric.country_count >= gf.parameter("few"))
        & ~gf.rules.within_years_of_founding(metric.foreign_sales_share > gf.parameter("a"), years="y")
        & (metric.home.any_of("US") | gf.rules.sustained(metric.group_headcount < gf.parameter("few"), periods="p"))
    )
    assert rule.parameters == ("few", "k", "y", "a", "p")
    bound = rule.bind({"few": 9, "k": 2, "a": 0.5, "y": 3, "p": 2})
    assert bound.parameters == ()
    assert str(bound).startswith("headcount < 9 and at least 2 of (headcount > 1; country_count >= 9)")
    assert rule.bind({}) == rule
    with pytest.raises(ValueError, match="the parameter 'k' counts: give a whole number, not 1.5"):
        rule.bind({"k": 1.5})


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (metric.headcount < gf.parameter("few"), "few"),
        (gf.at_least("k", metric.headcount > 1), "k"),
        (gf.rules.sustained(metric.group_headcount < 250, periods="p"), "p"),
    ],
)
def test_a_parameter_without_a_value_is_named(rule: gf.Rule, name: str) -> None:
    firm = firm_of([True])
    for ask in (rule.decide, rule.explain):
        with pytest.raises(ValueError, match=f"the parameter '{name}' .* has no value"):
            ask(firm)


def test_rules_too_deep_to_be_read_back_are_refused_when_built() -> None:
    rule: gf.Rule = metric.headcount > 1
    while rule.depth < 50:
        rule = Not(negated=rule) if rule.depth % 2 else rule & (metric.headcount > 2)
    with pytest.raises(ValidationError, match="more than 50 deep"):
        Not(negated=rule)
    assert gf.Rule.model_validate_json(rule.model_dump_json()) == rule
