"""Compiled formulas answer what the formulas themselves say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN
from globalfirm.metrics.compiled import Symbol, compiled
from globalfirm.metrics.declaration import Members
from globalfirm.metrics.facts import Facts, as_fact
from globalfirm.metrics.firm import FirmNumbers, ranged
from globalfirm.metrics.formulas import NUMBERS
from tests.firms import companies


@given(companies())
def test_of_every_firm_a_compiled_formula_answers_what_the_formula_says(firm: gf.Company) -> None:
    numbers = FirmNumbers(firm)
    for name in BUILT_IN:
        metric = VOCABULARY[name]
        said = metric.formula(numbers, NUMBERS)
        assert compiled(metric)(numbers) == (said if isinstance(said, Members) else ranged(said, metric)), name


def test_a_formula_does_not_branch_by_if() -> None:
    with pytest.raises(TypeError, match="a formula branches by xp.where, not by if"):
        bool(Symbol("firm.people_low") > 0)


def test_of_a_second_firm_no_formula_is_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [
        gf.Claim(metric=metric, value=value, source="x") for metric, value in (("headcount", 30), ("country_count", 4))
    ]
    firm = gf.Company(name="A", home="RS", headcount="11-50", offices=["Belgrade"], complete=False, claims=claims)
    gf.profile(firm), gf.classify(firm).changes
    refuse = "the formula of {} was compiled before".format
    monkeypatch.setattr("globalfirm.metrics.compiled._function", lambda source, names, of: pytest.fail(refuse(of)))
    other = firm.replace(name="B", headcount="20-60")
    assert gf.profile(other).headcount == 30
    assert gf.classify(other).label == gf.classify(firm).label


ACCOUNTS = gf.Accounts(
    year=2020, currency="EUR", turnover=9, foreign_turnover=(1, 2), headcount=7.5, balance_sheet=4,
    regional_sales=[gf.RegionalSales(region="Europe", share=0.7)],
)  # fmt: skip
accounts = st.sampled_from([(), (ACCOUNTS,), (ACCOUNTS, ACCOUNTS.replace(year=2019))])
fund = gf.Relation(name="Fund", kind="partner", share=0.3, accounts=[ACCOUNTS])
relations = st.sampled_from([None, (), (fund,)])


@given(companies(), accounts, relations, st.sampled_from([None, 2019, 2020, 2021]))
def test_of_every_firm_what_is_worked_out_at_once_or_shared_is_what_the_formulas_say(
    firm: gf.Company, accounts: tuple[gf.Accounts, ...], relations: tuple[gf.Relation, ...] | None, year: int | None
) -> None:
    firm = firm.replace(accounts=accounts, relations=relations)
    facts = Facts(firm, year)
    numbers = FirmNumbers(firm, year, facts.claims.counts if facts.claims else None)
    said = {name: as_fact(numbers.bounds_of(VOCABULARY[name]), VOCABULARY[name]) for name in BUILT_IN}
    assert Facts(firm, year).at_once(BUILT_IN) == said
    assert {name: facts.fact(name) for name in BUILT_IN} == said
    if year is None:
        assert {name: gf.profile(firm)[name] for name in BUILT_IN} == said
