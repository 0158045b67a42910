"""Kleene's strong three-valued logic, against every way to fill in what can't be known."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.expressions.logic import compare, conjunction, disjunction, negation

OUTCOMES = (True, False, None)


def classical(outcomes, function):
    """The answer that every way to decide the undecided agrees on; None where they differ."""
    ways = product(*[(True, False) if outcome is None else (outcome,) for outcome in outcomes])
    answers = {function(way) for way in ways}
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize("outcomes", [way for n in range(4) for way in product(OUTCOMES, repeat=n)])
def test_and_or_agree_with_every_way_to_decide_the_undecided(outcomes) -> None:
    assert conjunction(outcomes) is classical(outcomes, all)
    assert disjunction(outcomes) is classical(outcomes, any)
    assert negation(conjunction(outcomes)) is disjunction([negation(o) for o in outcomes])  # De Morgan


@given(
    st.integers(-3, 12),
    st.integers(0, 6),
    st.booleans(),
    st.sampled_from(("<", "<=", "==", "!=", ">=", ">")),
    st.integers(-4, 20),
)
def test_a_comparison_is_decided_where_every_value_of_the_interval_agrees(low, width, bounded, operator, value) -> None:
    import operator as python

    relation = {
        "<": python.lt,
        "<=": python.le,
        "==": python.eq,
        "!=": python.ne,
        ">=": python.ge,
        ">": python.gt,
    }
    high = low + width if bounded else None
    values = range(low, (high if high is not None else 40) + 1)
    answers = {relation[operator](fact, value) for fact in values}
    assert compare(gf.Interval(low, high), operator, value) is (answers.pop() if len(answers) == 1 else None)
