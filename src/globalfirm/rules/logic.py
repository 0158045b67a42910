"""Kleene's strong three-valued logic: yes (True), no (False), and can't tell (None).

>>> conjunction([True, None]), conjunction([False, None]), disjunction([True, None]), negation(None)
(None, False, True, None)

Source: S. C. Kleene (1952), Introduction to Metamathematics, section 64.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from globalfirm.model.interval import Interval

Outcome = bool | None
"""What a rule answers: yes, no, or None for can't tell."""

Operator = Literal["<", "<=", "==", "!=", ">=", ">"]

_NEGATED: dict[Operator, Operator] = {"<": ">=", "<=": ">", "!=": "=="}


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


def compare(fact: Interval, operator: Operator, value: float) -> Outcome:
    """Whether a bounded fact stands in relation to a number: decided only where every value it may have agrees.

    >>> compare(Interval(11, 50), "<", 250), compare(Interval(11, 50), "<", 20), compare(Interval(50), "<", 50)
    (True, None, False)
    """
    positive = _NEGATED.get(operator)
    if positive is not None:
        return negation(compare(fact, positive, value))
    low, high = fact
    if operator == ">=":
        return True if low >= value else (False if high is not None and high < value else None)
    if operator == ">":
        return True if low > value else (False if high is not None and high <= value else None)
    return low == high if value in fact and low == high else (None if value in fact else False)


def spoken(outcome: Outcome) -> str:
    """The outcome as a word.

    >>> spoken(None)
    "can't tell"
    """
    return "can't tell" if outcome is None else "yes" if outcome else "no"
