"""Two rules asked together: which pairs of answers are possible of a firm, where both rest on the same facts.

A headcount of "11-300" leaves open whether there are fewer than 250 people and whether there are fewer than 50, but not "fewer
than 50 and not fewer than 250". Between the thresholds of each metric the rules say the same, so that each such stretch is tried
with each of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, product
from math import ceil, floor, inf, prod

from globalfirm.cohort.findings.kappa import PAIRS, Pair
from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.compound import AllOf, AnyOf, AnyRule, Compound, read_rule
from globalfirm.expressions.logic import Outcome, compare
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.messages import quote
from globalfirm.model.interval import Interval
from globalfirm.rules.taxonomy import Definition

MOST_CASES = 512
"""So many cases are told apart at most; of rules with more, each is asked by itself, and the bounds are wider."""


def pair_name(one: str, other: str, pair: Pair) -> str:
    """What the column is called that says whether two rules have a pair of answers.

    >>> pair_name("small", "wide", (True, False))
    'small, not wide'
    """
    return ", ".join(name if answer else f"not {name}" for name, answer in zip((one, other), pair, strict=True))


def jointly(**rules: Rule | Definition) -> dict[str, Rule]:
    """Two rules or definitions by name, and each pair of answers that they can have, for `measure(..., rules=...)`.

    `agreement` of the two then asks them together where they rest on the same facts, and its bounds are closer. A pair is a
    column of its own: it may hold of a firm where the facts allow it.

    Raises:
        TypeError: what is given are not two rules.

    >>> from globalfirm import metric
    >>> list(jointly(small=metric.headcount < 50, medium=metric.headcount < 250))
    ['small', 'medium', 'small, medium', 'not small, medium', 'not small, not medium']
    """
    if len(rules) != 2 or not all(isinstance(rule, (Rule, Definition)) for rule in rules.values()):
        raise TypeError(
            f"{quote(rules)} are not two rules: give two by name, as in jointly(small=metric.headcount < 50, wide=...)."
        )
    one, other = (read_rule(rule.bound if isinstance(rule, Definition) else rule) for rule in rules.values())
    first, second = rules
    pairs = {pair_name(first, second, pair): rule for pair, rule in possible_pairs(one, other).items()}
    return {first: one, second: other, **pairs}


def possible_pairs(one: Rule, other: Rule) -> dict[Pair, Rule]:
    """When two rules have each pair of answers, without the pairs that they never have."""
    groups: dict[object, list[Rule]] = {}
    for leaf in dict.fromkeys((*one.leaves, *other.leaves)):
        groups.setdefault((leaf.metric, leaf.given) if isinstance(leaf, Threshold) else leaf, []).append(leaf)
    cases = [_cases(leaves) for leaves in groups.values()]
    if prod(map(len, cases)) > MOST_CASES:
        return {pair: _saying(one, pair[0]) & _saying(other, pair[1]) for pair in PAIRS}
    found: dict[Pair, list[AnyRule]] = {}
    for case in product(*cases):
        answers = {leaf: answer for part in case for leaf, answer in part.items()}
        pair = bool(_answer(one, answers)), bool(_answer(other, answers))
        said = tuple(read_rule(_saying(leaf, answer)) for leaf, answer in answers.items())
        found.setdefault(pair, []).append(AllOf(all=said))
    return {pair: AnyOf(any=tuple(found[pair])) for pair in PAIRS if pair in found}


def _cases(leaves: list[Rule]) -> list[dict[Rule, bool]]:
    """The answers that leaves on one metric can have together, one way each."""
    first = leaves[0]
    if not isinstance(first, Threshold):
        return [dict.fromkeys(leaves, answer) for answer in (True, False)]
    about = metric_named(first.metric)
    found: dict[tuple[bool, ...], dict[Rule, bool]] = {}
    for value in _values([leaf._number() for leaf in leaves if isinstance(leaf, Threshold)], first.metric):
        fact = Interval.exactly(value)
        case: dict[Rule, bool] = {
            leaf: bool(compare(fact, leaf.operator, leaf._number(), about.tolerance, about.whole))
            for leaf in leaves
            if isinstance(leaf, Threshold)
        }
        found[tuple(case.values())] = case
    return [*found.values()]


def _values(thresholds: list[float], metric: str) -> list[float]:
    """A value of a metric at each threshold, between any two, below all and above all, as far as there are such."""
    about = metric_named(metric)
    edges = sorted({*thresholds})
    between = [edges[0] - 1, *((low + high) / 2 for low, high in pairwise(edges)), edges[-1] + 1]
    values = [*edges, *between]
    if about.whole:
        values = [end + step for value in values for end in (floor(value), ceil(value)) for step in (-1, 0, 1)]
    low, high = (-inf if about.minimum is None else about.minimum), (inf if about.maximum is None else about.maximum)
    return sorted({min(max(value, low), high) for value in values})


def _saying(rule: Rule, answer: bool) -> Rule:
    return rule if answer else ~rule


def _answer(rule: Rule, answers: Mapping[Rule, bool]) -> Outcome:
    """What a rule says where its leaves are answered."""
    if rule in answers or not isinstance(rule, Compound):
        return answers[rule]
    return rule._combine([_answer(part, answers) for part in rule.parts])
