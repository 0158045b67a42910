"""Rules as columns: the same answers as `Rule.decide`, firm by firm.

An answer is two columns without gaps: whether it is surely yes, and whether it may be. Kleene's logic is then the
ordinary one of each, and no library's own idea of null can come between.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import narwhals as nw

from globalfirm.cohort.engines import UNBOUNDED
from globalfirm.cohort.formulas import COLUMNS, column, is_constant
from globalfirm.cohort.pipeline.plan import Plan, interval_columns
from globalfirm.cohort.pipeline.reading import CONTINENT_NAMES, COUNTRY_CODES
from globalfirm.expressions.comparisons import Membership, Threshold
from globalfirm.expressions.compound import AllOf, AnyOf, AtLeast, Compound, Not, Sustained, WithinYears, bound_number
from globalfirm.expressions.logic import can_equal, meeting
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.metrics.facts import Facts
from globalfirm.model.company import Company
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED

if TYPE_CHECKING:
    from globalfirm.cohort.engines import Frame
    from globalfirm.expressions.logic import Outcome
    from globalfirm.expressions.rule import Rule


class Answer(NamedTuple):
    """Whether a rule surely holds, and whether it may."""

    yes: nw.Expr
    maybe: nw.Expr

    def column(self) -> nw.Expr:
        """True, False, or null for can't tell."""
        return nw.when(self.yes | ~self.maybe).then(self.yes)


def leaves_of(rules: Iterable[Rule]) -> dict[Rule, int]:
    """The leaves of some rules, each once, with a number that its columns bear."""
    leaves = [inner for rule in rules for leaf in rule.leaves for inner in (leaf, *_of_one_year(leaf))]
    return {leaf: number_ for number_, leaf in enumerate(dict.fromkeys(leaves))}


def _of_one_year(leaf: Rule) -> tuple[Rule, ...]:
    return leaf.parts[0].leaves if isinstance(leaf, (Sustained, WithinYears)) else ()


def of_one_year(rule: Rule) -> Rule:
    """A rule as a table answers it, which tells of one year: a status is what its rule says of that year.

    >>> from globalfirm import metric
    >>> from globalfirm.rules import sustained
    >>> print(of_one_year(~sustained(metric.group_headcount < 250, periods=2)))
    not (group_headcount < 250)
    """
    if isinstance(rule, Sustained):
        return of_one_year(rule.sustained)
    return rule._with_parts(tuple(map(of_one_year, rule.parts)), {}) if isinstance(rule, Compound) else rule


def require(plan: Plan, leaves: Collection[Rule]) -> dict[Rule, Answer]:
    """The answers of leaves as columns over those of the metrics, which the plan is asked to work out.

    Raises:
        ValueError: a parameter has no value, or a metric has no columns.
    """
    found: dict[Rule, Answer] = {}
    for leaf in leaves:
        if isinstance(leaf, Threshold):
            metric = metric_named(leaf.metric)
            asked = metric.bind(dict(leaf.given)) if leaf.given else metric  # type: ignore[attr-defined] # declared
            plan.require(asked)  # type: ignore[arg-type] # as above
            found[leaf] = threshold_answer(leaf)
        elif isinstance(leaf, Membership):
            found[leaf] = _membership(leaf, plan)
        elif isinstance(leaf, WithinYears):
            plan.require(metric_named("founded"))  # type: ignore[arg-type] # as above
            found[leaf] = in_first_years(leaf, plan.fields)
    return found


def answered(
    frame: Frame, leaves: Mapping[Rule, int], answers: Mapping[Rule, Answer], shown: Collection[Rule]
) -> Frame:
    """The table with the answers of the leaves, so that rules are made of columns, and not of what these are made of.

    The leaves to be `shown` are there in words, too. Of a rule over the first years, `answers` say whether the year is one.
    """
    frame = with_answers(frame, leaves, answers, leaf_texts(leaves, shown))
    years: dict[Rule, Answer] = {
        leaf: _within_years(leaf, compiled(leaf, leaves), leaves) for leaf in answers if isinstance(leaf, WithinYears)
    }
    return with_answers(frame, leaves, years)


def leaf_texts(leaves: Mapping[Rule, int], shown: Iterable[Rule]) -> list[nw.Expr]:
    """Some leaves in words, as columns."""
    return [_leaf_text(leaf).alias(f"text_{leaves[leaf]}") for leaf in shown]


def with_answers(
    frame: Frame, leaves: Mapping[Rule, int], answers: Mapping[Rule, Answer], texts: Sequence[nw.Expr] = ()
) -> Frame:
    """The table with answers of leaves as they are, and some texts."""
    columns = [*texts]
    for leaf, answer in answers.items():
        columns += [answer.yes.alias(f"yes_{leaves[leaf]}"), answer.maybe.alias(f"maybe_{leaves[leaf]}")]
    return frame.with_columns(columns) if columns else frame


def compiled(rule: Rule, leaves: Mapping[Rule, int]) -> Answer:
    """A rule as columns over those of `answered`."""
    if isinstance(rule, Sustained):
        return compiled(of_one_year(rule), leaves)
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
    return Answer(*[nw.sum_horizontal(*map(_as_integer, of)) >= count for of in (yes, maybe)])


def _as_integer(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0))


def threshold_answer(rule: Threshold) -> Answer:
    """The answer of a threshold over the columns of its metric's bounds, infinite where there are none."""
    low, high = _bounds(rule)
    about, value = metric_named(rule.metric), rule._number()
    least, most = meeting(value, about.tolerance)
    if rule.operator == ">=":
        return Answer(low >= least, high >= least)
    if rule.operator == ">":
        return Answer(low > most, high > most)
    if rule.operator == "<":
        return Answer(high < least, low < least)
    if rule.operator == "<=":
        return Answer(high <= most, low <= most)
    possible = (low <= most) & (high >= least) & nw.lit(can_equal(value, about.whole))
    same = Answer((low >= least) & (high <= most), possible)
    return same if rule.operator == "==" else Answer(~same.maybe, ~same.yes)


def _bounds(leaf: Threshold) -> tuple[nw.Expr, nw.Expr]:
    low, high = interval_columns(leaf.metric if leaf.metric.isidentifier() else f"({leaf.metric})")
    return low, high


def _membership(rule: Membership, plan: Plan) -> Answer:
    members = plan.members(rule.metric)
    if members.known == "home":
        yes = nw.lit(False)
        if "home" in plan.fields:
            yes = nw.col("home_at").is_in([COUNTRY_CODES.index(value) for value in rule.values])
    elif members.known == "entry_modes":  # a table of places tells of offices alone
        yes = works_abroad(plan) if "office" in rule.values else nw.lit(False)
    elif members.known in _CODES:
        codes = tuple(_CODES[members.known].index(value) for value in rule.values)
        yes = plan.holds(members.known, codes)
    else:
        raise ValueError(f"the metric {rule.metric!r} has no column form: judge the companies one by one.")
    complete = column(members.complete) if is_constant(members.complete) else members.complete
    return Answer(yes, yes | ~complete)


_CODES = {"known_countries": COUNTRY_CODES, "known_continents": CONTINENT_NAMES}


def works_abroad(plan: Plan) -> nw.Expr:
    """Whether the firm has an office abroad; teams and persons are not a way of entry."""
    if "home" not in plan.fields or not plan.rows_are_offices:
        return nw.lit(False)
    plan.wanted.quantities.add("known_markets_abroad")
    return nw.col("has_home") & (nw.col("known_markets_abroad") > 0)


def in_first_years(rule: WithinYears, columns: Container[str]) -> Answer:
    """Whether the year of the table's accounts is among the first ones of a firm: it is not where no year is given."""
    low, high = interval_columns("founded")
    known, among = (low == high).fill_null(value=False), nw.lit(False)
    if "accounts_year" in columns:
        year = nw.col("accounts_year")
        among = ((year >= low) & (year <= low + bound_number(rule.years, rule))).fill_null(value=False)
    return Answer(known & among, ~known | among)


def _within_years(rule: WithinYears, first: Answer, leaves: Mapping[Rule, int]) -> Answer:
    """Whether a rule held in some of the first years: a table has accounts of one year, and the others are as of no accounts.

    Where it is not known when the firm was founded, nothing is.
    """
    year, known = compiled(rule.within_years_of_founding, leaves), first.yes | ~first.maybe
    without_accounts = rule._decide(Facts(Company(name="a firm without accounts", founded=1)))
    others = True if bound_number(rule.years, rule) else ~first.yes
    yes = COLUMNS.either(COLUMNS.both(others, without_accounts is True), first.yes & year.yes)
    maybe = COLUMNS.either(COLUMNS.both(others, without_accounts is not False), first.yes & year.maybe)
    return Answer(known & column(yes), ~known | column(maybe))


def prefix(taxonomy: str) -> str:
    """What stands before the names of a taxonomy's columns, where a table has those of several."""
    return f"{taxonomy}: "


class Labelled(NamedTuple):
    """The firms with what their classes rest on; whether each names a firm; the label, the candidates and the reason."""

    frame: Frame
    classes: dict[str, Answer]
    texts: dict[str, nw.Expr]


def labelled(
    frame: Frame, classes: Mapping[str, Rule], leaves: Mapping[Rule, int], *, prefix: str = "", with_reason: bool
) -> Labelled:
    """What a taxonomy says of each firm, by the names of columns, as a verdict has it.

    A class surely names a firm where none before it may, and may where none before it surely does.
    """
    columns: dict[str, nw.Expr] = {}
    found: dict[str, Answer] = {}
    answers = {name: compiled(rule, leaves) for name, rule in classes.items()}
    for number, (name, answer) in enumerate(answers.items()):
        before = [*answers.values()][:number]
        ends = f"{prefix}class_{number}_yes", f"{prefix}class_{number}_maybe"
        columns[ends[0]] = nw.all_horizontal(answer.yes, *[~each.maybe for each in before], ignore_nulls=False)
        columns[ends[1]] = nw.all_horizontal(answer.maybe, *[~each.yes for each in before], ignore_nulls=False)
        found[name] = Answer(*map(nw.col, ends))
    texts = {"label": label(found), "candidates": candidates(found)}
    if with_reason:
        texts["reason"] = reason([*classes.values()], leaves)
    return Labelled(
        frame.with_columns(**columns),
        {prefix + name: answer for name, answer in found.items()},
        {prefix + name: text for name, text in texts.items()},
    )


def label(classes: Mapping[str, Answer]) -> nw.Expr:
    """The label: the class that surely names the firm; undetermined where several, or one or none, may."""
    found: nw.Expr = nw.lit(UNCLASSIFIED)
    for name, answer in reversed([*classes.items()]):
        found = nw.when(answer.yes).then(nw.lit(name)).when(answer.maybe).then(nw.lit(UNDETERMINED)).otherwise(found)
    return found


def candidates(classes: Mapping[str, Answer]) -> nw.Expr:
    """The classes that may name the firm, as text."""
    return _joined([(nw.lit(name), answer.maybe) for name, answer in classes.items()])


def reason(classes: Sequence[Rule], leaves: Mapping[Rule, int]) -> nw.Expr:
    """The leaves that settle the label, each with its fact; of an undetermined one, those that can't tell.

    Of a firm that no class takes, what each class lacks.
    """
    found: nw.Expr = _in_words(
        [each for rule in classes for each in _settled(rule, outcome=False, leaves=leaves)], leaves
    )
    for rule in reversed(classes):
        answer = compiled(rule, leaves)
        sure, open_ = (_in_words(_settled(rule, outcome=outcome, leaves=leaves), leaves) for outcome in (True, None))
        found = nw.when(answer.yes).then(sure).when(answer.maybe).then(open_).otherwise(found)
    return found


_BETWEEN = "; "


class _Settling(NamedTuple):
    """A leaf, and when it is among those that settle an outcome."""

    leaf: Rule
    when: tuple[nw.Expr, ...]


def _joined(texts: Iterable[tuple[nw.Expr, nw.Expr | None]]) -> nw.Expr:
    """The texts whose condition holds, if they have one, with something between them."""
    found = []
    for text, holds in texts:
        after = nw.concat_str([nw.lit(_BETWEEN), text])
        found.append(after if holds is None else nw.when(holds).then(after).otherwise(nw.lit("")))
    return nw.concat_str(found).str.slice(len(_BETWEEN))


def _in_words(settling: Sequence[_Settling], leaves: Mapping[Rule, int]) -> nw.Expr:
    """Leaves in words, those that hold alone."""
    return _joined(
        (nw.col(f"text_{leaves[leaf]}"), nw.all_horizontal(*when, ignore_nulls=False) if when else None)
        for leaf, when in settling
    )


def _settled(rule: Rule, *, outcome: Outcome, leaves: Mapping[Rule, int]) -> list[_Settling]:
    """The leaves that an outcome of a rule rests on, as `Evidence.deciding` has them."""
    parts: tuple[Rule, ...] = getattr(rule, "parts", ())
    if not parts or isinstance(rule, (WithinYears, Sustained)):
        return [_Settling(rule, ())]
    wanted = rule._supporting_outcome(outcome)
    found = []
    for part in parts:
        answer = compiled(part, leaves)
        holds = {True: answer.yes, False: ~answer.maybe, None: answer.maybe & ~answer.yes}[wanted]
        found += [_Settling(leaf, (holds, *more)) for leaf, more in _settled(part, outcome=wanted, leaves=leaves)]
    return found


def _leaf_text(leaf: Rule) -> nw.Expr:
    if not isinstance(leaf, Threshold):
        return nw.lit(str(leaf))
    low, high = _bounds(leaf)
    whole = metric_named(leaf.metric).whole
    from_ = nw.when(low > -UNBOUNDED).then(_figure(low, whole=whole)).otherwise(nw.lit("?"))
    to = nw.concat_str([nw.lit("-"), _figure(high, whole=whole)])
    most = nw.when(high == UNBOUNDED).then(nw.lit("+")).otherwise(to)
    text = nw.when(low == high).then(from_).otherwise(nw.concat_str([from_, most]))
    return nw.concat_str([nw.lit(f"{leaf}: it is "), text])


def _figure(value: nw.Expr, *, whole: bool) -> nw.Expr:
    """A number in digits: whole, or to the hundredth, which every library writes alike."""
    finite = nw.when((value < UNBOUNDED) & (value > -UNBOUNDED)).then(value).otherwise(column(0))
    if whole:
        return finite.cast(nw.Int64).cast(nw.String)
    hundredths = (finite * 100 + 0.5).floor()
    units = (hundredths / 100).floor()
    rest = (hundredths - units * 100).cast(nw.Int64).cast(nw.String)
    return nw.concat_str([units.cast(nw.Int64).cast(nw.String), nw.lit("."), rest.str.zfill(2)])
