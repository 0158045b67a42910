"""Rules as columns: the same answers as `Rule.decide`, firm by firm.

An answer is two columns without gaps: whether it is surely yes, and whether it may be. Kleene's logic is then the
ordinary one of each, and no library's own idea of null can come between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import narwhals as nw

from globalfirm.cohort._between import held, number
from globalfirm.cohort._engine import UNBOUNDED
from globalfirm.cohort.reading import COUNTRIES
from globalfirm.expressions.comparisons import Membership, Threshold
from globalfirm.expressions.compound import AllOf, AnyOf, AtLeast, Early, Lasting, Not, bound_number
from globalfirm.metrics.catalogue import BUILT_IN, METRICS
from globalfirm.metrics.facts import Facts
from globalfirm.model.company import Company
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED

if TYPE_CHECKING:
    from globalfirm.cohort._engine import Frame
    from globalfirm.expressions.logic import Outcome
    from globalfirm.expressions.rule import Rule


class Answer(NamedTuple):
    """Whether a rule surely holds, and whether it may."""

    yes: nw.Expr
    maybe: nw.Expr

    def column(self) -> nw.Expr:
        """True, False, or null for can't tell."""
        return nw.when(self.yes).then(nw.lit(True)).when(~self.maybe).then(nw.lit(False))


def sets_of(rules: Sequence[Rule]) -> tuple[Membership, ...]:
    """The questions that rules ask of sets, each once."""
    found: dict[Membership, None] = {}
    for rule in rules:
        if isinstance(rule, Membership):
            found[rule] = None
        found |= dict.fromkeys(sets_of(getattr(rule, "parts", ())))
    return tuple(found)


def leaves_of(rules: Iterable[Rule]) -> dict[Rule, int]:
    """The leaves of some rules, each once, with a number that its columns bear."""
    leaves = [inner for rule in rules for leaf in rule.leaves for inner in (leaf, *_of_one_year(leaf))]
    return {leaf: number_ for number_, leaf in enumerate(dict.fromkeys(leaves))}


def _of_one_year(leaf: Rule) -> tuple[Rule, ...]:
    return leaf.lasting.leaves if isinstance(leaf, Lasting) else ()


def answered(frame: Frame, leaves: Mapping[Rule, int], sets: Sequence[Membership], spoken: Collection[Rule]) -> Frame:
    """The table with the answers of the leaves, so that rules are made of columns, and not of what these are made of.

    The leaves to be `spoken` are there in words, too.

    Raises:
        ValueError: a parameter has no value.
    """
    columns = []
    for leaf, i in leaves.items():
        if isinstance(leaf, Lasting):
            continue
        answer = _threshold(leaf) if isinstance(leaf, Threshold) else _early(leaf) if isinstance(leaf, Early) else None
        if isinstance(leaf, Membership):
            answer = _membership(leaf, sets.index(leaf))
        assert answer is not None  # noqa: S101 # there are no other leaves
        columns += [answer.yes.alias(f"yes_{i}"), answer.maybe.alias(f"maybe_{i}")]
    said = [_spoken(leaf).alias(f"said_{leaves[leaf]}") for leaf in spoken]
    return frame.with_columns(columns + said) if columns else frame


def compiled(rule: Rule, leaves: Mapping[Rule, int]) -> Answer:
    """A rule as columns over those of `answered`."""
    if isinstance(rule, Lasting):  # a table tells of one year: the status is what the rule says of it
        return compiled(rule.lasting, leaves)
    if rule in leaves:
        return Answer(nw.col(f"yes_{leaves[rule]}"), nw.col(f"maybe_{leaves[rule]}"))
    parts = [compiled(part, leaves) for part in getattr(rule, "parts", ())]
    yes, maybe = [part.yes for part in parts], [part.maybe for part in parts]
    if isinstance(rule, AllOf):
        return Answer(nw.all_horizontal(*yes, ignore_nulls=False), nw.all_horizontal(*maybe, ignore_nulls=False))
    if isinstance(rule, AnyOf):
        return Answer(nw.any_horizontal(*yes, ignore_nulls=False), nw.any_horizontal(*maybe, ignore_nulls=False))
    if isinstance(rule, Not):
        return Answer(~maybe[0], ~yes[0])
    assert isinstance(rule, AtLeast)  # noqa: S101 # there are no other rules
    count = bound_number(rule.at_least, rule)
    return Answer(*[nw.sum_horizontal(*map(_one, of)) >= count for of in (yes, maybe)])


def _one(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0))


def _threshold(rule: Threshold) -> Answer:
    (low, high), value = held(rule.metric), rule._number()
    if rule.operator == ">=":
        return Answer(low >= value, high >= value)
    if rule.operator == ">":
        return Answer(low > value, high > value)
    if rule.operator == "<":
        return Answer(high < value, low < value)
    if rule.operator == "<=":
        return Answer(high <= value, low <= value)
    same = Answer((low == value) & (high == value), (low <= value) & (high >= value))
    return same if rule.operator == "==" else Answer(~same.maybe, ~same.yes)


def _membership(rule: Membership, index: int) -> Answer:
    col = nw.col
    if rule.metric == "home":
        yes = col("home_at").is_in([COUNTRIES.index(value) for value in rule.values])
        return Answer(yes, yes | ~col("has_home"))
    if rule.metric == "entry_modes":  # a table of places tells of offices alone
        yes = col("some_abroad") & nw.lit("office" in rule.values)
        return Answer(yes, yes | ~col("all_abroad"))
    yes = col(f"holds_{index}") > 0
    count, known = (
        (held("country_count"), col("known"))
        if rule.metric == "countries"
        else (held("continent_count"), col("continents_known"))
    )
    return Answer(yes, yes | ~(col("no_more") | (count.high == known)))


def _early(rule: Early) -> Answer:
    """Of the first years a table tells nothing: the answer is that of a firm without accounts, if founded when is known."""
    open_facts = Facts(Company(name="a firm without accounts", founded=1))
    outcome = rule._decide(open_facts)
    known = held("founded").low == held("founded").high
    return Answer(known & nw.lit(outcome is True), ~known | nw.lit(outcome is not False))


def label(classes: Sequence[tuple[str, Answer]]) -> nw.Expr:
    """The label: the first class that may hold names the firm where it surely does, else it is undetermined."""
    found: nw.Expr = nw.lit(UNCLASSIFIED)
    for name, answer in reversed(classes):
        found = nw.when(answer.yes).then(nw.lit(name)).when(answer.maybe).then(nw.lit(UNDETERMINED)).otherwise(found)
    return found


def reason(classes: Sequence[tuple[str, Rule]], leaves: Mapping[Rule, int]) -> nw.Expr:
    """The leaves that settle the label, each with its fact; of an undetermined one, those that can't tell.

    Of a firm that no class takes, what each class lacks.
    """
    found: nw.Expr = _joined(
        [each for _, rule in classes for each in _settled(rule, outcome=False, leaves=leaves)], leaves
    )
    for _, rule in reversed(classes):
        answer = compiled(rule, leaves)
        sure, open_ = (_joined(_settled(rule, outcome=outcome, leaves=leaves), leaves) for outcome in (True, None))
        found = nw.when(answer.yes).then(sure).when(answer.maybe).then(open_).otherwise(found)
    return found


_BETWEEN = "; "


class _Said(NamedTuple):
    """A leaf, and when it is among those that settle an outcome."""

    leaf: Rule
    when: tuple[nw.Expr, ...]


def _joined(said: Sequence[_Said], leaves: Mapping[Rule, int]) -> nw.Expr:
    """The leaves in words, those that hold alone, with something between them."""
    texts = []
    for leaf, conditions in said:
        text = nw.concat_str([nw.lit(_BETWEEN), nw.col(f"said_{leaves[leaf]}")])
        holds = nw.all_horizontal(*conditions, ignore_nulls=False) if conditions else None
        texts.append(text if holds is None else nw.when(holds).then(text).otherwise(nw.lit("")))
    return nw.concat_str(texts).str.slice(len(_BETWEEN))


def _settled(rule: Rule, *, outcome: Outcome, leaves: Mapping[Rule, int]) -> list[_Said]:
    """The leaves that an outcome of a rule rests on, as `Evidence.deciding` has them."""
    parts: tuple[Rule, ...] = getattr(rule, "parts", ())
    if not parts or isinstance(rule, (Early, Lasting)):
        return [_Said(rule, ())]
    wanted = rule._wanted(outcome)
    found = []
    for part in parts:
        answer = compiled(part, leaves)
        holds = {True: answer.yes, False: ~answer.maybe, None: answer.maybe & ~answer.yes}[wanted]
        found += [_Said(leaf, (holds, *more)) for leaf, more in _settled(part, outcome=wanted, leaves=leaves)]
    return found


def _spoken(leaf: Rule) -> nw.Expr:
    if not isinstance(leaf, Threshold):
        return nw.lit(str(leaf))
    low, high = held(leaf.metric)
    whole = METRICS[leaf.metric].whole
    least = _figure(low, whole=whole)
    most = (
        nw.when(high == UNBOUNDED).then(nw.lit("+")).otherwise(nw.concat_str([nw.lit("-"), _figure(high, whole=whole)]))
    )
    told = nw.when(low == high).then(least).otherwise(nw.concat_str([least, most]))
    return nw.concat_str([nw.lit(f"{leaf}: it is "), told])


def _figure(value: nw.Expr, *, whole: bool) -> nw.Expr:
    """A number in digits: whole, or to the hundredth, which every library writes alike."""
    finite = nw.when(value < UNBOUNDED).then(value).otherwise(number(0))
    if whole:
        return finite.cast(nw.Int64).cast(nw.String)
    hundredths = (finite * 100 + 0.5).floor()
    units = (hundredths / 100).floor()
    rest = (hundredths - units * 100).cast(nw.Int64).cast(nw.String)
    return nw.concat_str([units.cast(nw.Int64).cast(nw.String), nw.lit("."), rest.str.zfill(2)])


_RESTS_ON = {"continents": "continent_count", "geographical_spread_index": "foreign_country_count"}
"""Metrics that are worked out from others, besides the headcount and the countries."""


def needs_of(rules: Mapping[str, Rule], metrics: Sequence[str]) -> frozenset[str]:
    """The metrics that some rules ask for, and those that these rest on, with those asked for themselves."""
    leaves = [leaf for rule in rules.values() for leaf in rule.leaves]
    found = {*metrics, *(name for leaf in leaves for name in leaf.needs)}
    if any(isinstance(leaf, Early) for leaf in leaves):
        found.add("founded")
    found |= {_RESTS_ON[name] for name in found & _RESTS_ON.keys()}
    if any(METRICS[name].own for name in found):  # whose column forms may rest on any
        found |= {name for name in BUILT_IN if METRICS[name].kind == "quantity" and not METRICS[name].yearly}
    return frozenset(found | {"headcount", "country_count"})
