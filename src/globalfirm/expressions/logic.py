"""Kleene's strong three-valued logic: yes (True), no (False), and can't tell (None).

>>> conjunction([True, None]), conjunction([False, None]), disjunction([True, None]), negation(None)
(None, False, True, None)

Source: S. C. Kleene (1952), Introduction to Metamathematics, section 64.
"""

from __future__ import annotations

from collections.abc import Collection
from math import floor
from typing import Literal

from globalfirm.model.interval import Interval

Outcome = bool | None
"""What a rule answers: yes, no, or None for can't tell."""

Operator = Literal["<", "<=", "==", "!=", ">=", ">"]


def conjunction(outcomes: Collection[Outcome]) -> Outcome:
    """No where any is no; else can't tell where any can't; else yes.

    >>> conjunction([])
    True
    """
    return False if False in outcomes else None if None in outcomes else True


def disjunction(outcomes: Collection[Outcome]) -> Outcome:
    """Yes where any is yes; else can't tell where any can't; else no.

    >>> disjunction([])
    False
    """
    return True if True in outcomes else None if None in outcomes else False


def negation(outcome: Outcome) -> Outcome:
    """No for yes, yes for no, and can't tell for can't tell.

    >>> negation(True)
    False
    """
    return None if outcome is None else not outcome


TOLERANCE = 1e-12
"""The part of its size by which floating point may have moved a share, a percentage or another ratio."""


def meeting(value: float, tolerance: float = 0.0) -> tuple[float, float]:
    """The least and the most that meet a threshold: figures of ratios within a part of its size, all others it alone.

    So 29 of 100 are 29 percent, though their quotient is a shade below 0.29 once it is multiplied; and 1 - 7/10 is 0.3.

    >>> meeting(250), meeting(0.5, 1e-12)
    ((250, 250), (0.4999999999995, 0.5000000000005))
    """
    if not tolerance:
        return value, value
    margin = tolerance * abs(value)
    return value - margin, value + margin


def can_equal(value: float, whole: bool) -> bool:
    """Whether a quantity may be a number: one that is whole is never 2.5.

    >>> can_equal(2.5, whole=True), can_equal(2.0, whole=True)
    (False, True)
    """
    return not whole or value == floor(value)


def compare(fact: Interval, operator: Operator, value: float, tolerance: float = 0.0, whole: bool = False) -> Outcome:
    """Whether a bounded fact stands in relation to a number: decided only where every value it may have agrees.

    >>> compare(Interval(11, 50), "<", 250), compare(Interval(11, 50), "<", 20), compare(Interval(50), "<", 50)
    (True, None, False)
    >>> print(compare(Interval(None, None), "==", 1), compare(Interval(None, None), "!=", 1))
    None None
    >>> compare(Interval.exactly(100 * (29 / 100)), ">=", 29, TOLERANCE)
    True
    >>> compare(Interval(1, None), "!=", 2.5, whole=True)
    True
    """
    low, high = fact.low, fact.high
    least, most = meeting(value, tolerance) if tolerance else (value, value)
    if operator == ">=":
        return True if low is not None and low >= least else False if high is not None and high < least else None
    if operator == "<":
        return False if low is not None and low >= least else True if high is not None and high < least else None
    if operator == ">":
        return True if low is not None and low > most else False if high is not None and high <= most else None
    if operator == "<=":
        return False if low is not None and low > most else True if high is not None and high <= most else None
    possible = (low is None or low <= most) and (high is None or high >= least) and can_equal(value, whole)
    sure = low is not None and low >= least and high is not None and high <= most
    same = True if sure else None if possible else False
    return same if operator == "==" else negation(same)


def outcome_word(outcome: Outcome) -> str:
    """The outcome as a word.

    >>> outcome_word(None)
    "can't tell"
    """
    return "can't tell" if outcome is None else "yes" if outcome else "no"


def at_least_of(count: int, outcomes: Collection[Outcome]) -> Outcome:
    """Yes where so many say yes; no where too few might; else can't tell.

    >>> print(at_least_of(2, [True, None, False]), at_least_of(2, [True, False, False]))
    None False
    """
    sure = sum(outcome is True for outcome in outcomes)
    possible = sum(outcome is not False for outcome in outcomes)
    return True if sure >= count else False if possible < count else None
