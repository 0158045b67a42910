"""Which facts would decide the firms whose label, or whose being of a class, the records leave open.

Firms whose figures lie alike to the thresholds of a taxonomy lack the same facts, so that each such case is judged once, however
many firms there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Annotated, NamedTuple

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import UNBOUNDED, Frame, open_native
from globalfirm.cohort.findings.groups import require_columns
from globalfirm.cohort.findings.record import Finding, Findings
from globalfirm.cohort.pipeline import rules as rule_columns
from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.compound import AllOf, AnyRule, WithinYears, read_rule
from globalfirm.expressions.facts import FactSource, HypotheticalFacts
from globalfirm.expressions.logic import Outcome, meeting
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.messages import counted, nearest, quote
from globalfirm.metrics.facts import Facts
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.rules.counterfactuals import deciding_facts
from globalfirm.rules.taxonomy import Taxonomy

CASE = "case of the facts"
"""The column that says how a firm's figures lie to the thresholds."""

Leaf = Threshold | WithinYears
"""What can be looked up: a figure, or whether a rule held in some of a firm's first years, which is one of 0 or 1."""

Taxonomies = Taxonomy | Sequence[Taxonomy]
"""One taxonomy, or several that one table was measured with."""


class Case(NamedTuple):
    """Open firms that lack the same facts: how many, which sets of facts would decide them, and what they may be."""

    firms: int
    deciding: tuple[tuple[Rule, ...], ...]
    candidates: str


class DecidingFactSet(Finding):
    """How many open firms some facts would decide, whatever these turn out to be, and none of them can be spared."""

    facts: Annotated[str, Field(description="The metrics, with commas between them.")]
    decides: Annotated[int, Field(ge=0, description="How many of the firms it would decide.")]

    def sentence(self) -> str:
        """The facts in words.

        >>> print(DecidingFactSet(of="label", firms=363, facts="country_count", decides=267).sentence())
        country_count would decide the label of 267 of the 363 firms of which it is open
        """
        what = "the label" if self.of == "label" else quote(self.of)
        return f"{self.facts.replace(', ', ' with ')} would decide {what} of {self.decides:,} of the {self.firms:,} firms of which it is open"


class DecidingFactSets(Findings):
    """Sets of facts, that which would decide most firms first. Printed, they are sentences."""

    rows: Annotated[tuple[DecidingFactSet, ...], Field(description="Facts each.")]  # pyright: ignore[reportIncompatibleVariableOverride] # frozen


def facts_to_look_up(firms: object, taxonomy: Taxonomies, of: str | None = None) -> DecidingFactSets:
    """The facts that would decide most of the firms whose label is open, or that may be of a class or tag or not.

    `firms` is `measure(..., taxonomy=taxonomy).firms`, with the metrics that the taxonomy asks for; `of` names the column of a
    class or tag. Of several taxonomies the facts decide every label. A table tells of one year, so that of a status that turns
    only after several years its figures are asked; whether a rule held in some of the first years is a fact by itself, of which
    the accounts tell where `firms` has a column `accounts_year`. A firm
    that either of two facts would decide counts for both. Of companies with the accounts of several years, `measure_companies` says
    more than their figures here: `classify(company).missing` has what would decide each. One pass over the table; of a lazy one this runs the query.

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing, there is no such class, the taxonomy asks for more than figures, or firms are open whose
            figures decide: companies measured by more than these, such as the accounts of several years.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> facts = {"firm_headcount": [9, 30, None], "complete": [False, False, True]}
    >>> table = pl.DataFrame({"firm": [*"ABC"], "country": "RS", **facts})
    >>> print(facts_to_look_up(measure(table, taxonomy=default_taxonomy()).firms, default_taxonomy()))
    country_count would decide the label of 2 of the 3 firms of which it is open.
    headcount would decide the label of 1 of the 3 firms of which it is open.
    """
    _, cases = open_cases(open_native(firms).frame, taxonomy, of)
    counts: dict[str, int] = {}
    for case in cases.values():
        for leaves in case.deciding:
            facts = ", ".join(facts_of(leaves))
            counts[facts] = counts.get(facts, 0) + case.firms
    total, about = sum(case.firms for case in cases.values()), of or "label"
    rows = [DecidingFactSet(of=about, firms=total, facts=facts, decides=count) for facts, count in counts.items()]
    return DecidingFactSets(rows=tuple(sorted(rows, key=lambda row: (-row.decides, row.facts))))


def fact_of(leaf: Rule) -> str:
    """What a leaf asks for: its metric; a rule over several years asks for itself.

    >>> from globalfirm import metric
    >>> fact_of(metric.headcount < 50)
    'headcount'
    """
    return leaf.metric if isinstance(leaf, Threshold) else str(leaf)


def facts_of(leaves: Iterable[Rule]) -> tuple[str, ...]:
    """What some leaves ask for, each once.

    >>> from globalfirm import metric
    >>> facts_of([metric.headcount < 50, metric.headcount < 250])
    ('headcount',)
    """
    return tuple(dict.fromkeys(map(fact_of, leaves)))


def ends_of(fact: str) -> tuple[str, str]:
    """The columns of a fact's bounds.

    >>> ends_of("headcount")
    ('headcount_low', 'headcount_high')
    """
    name = fact.replace(".", ",")  # Spark takes what follows a dot for a field of the column
    return f"{name}_low", f"{name}_high"


def by_prefix(columns: Iterable[str], taxonomy: Taxonomies) -> dict[str, Taxonomy]:
    """Taxonomies by what stands before the names of their columns: nothing, where a table was measured with one alone.

    >>> from globalfirm import default_taxonomy
    >>> [*by_prefix(["label"], default_taxonomy())], [*by_prefix(["size and reach: label"], default_taxonomy())]
    ([''], ['size and reach: '])
    """
    several = [taxonomy] if isinstance(taxonomy, Taxonomy) else [*taxonomy]
    alone = len(several) == 1 and "label" in columns
    return {"" if alone else rule_columns.prefix(each.name): each for each in several}


def open_cases(frame: Frame, taxonomy: Taxonomies, of: str | None) -> tuple[Frame, dict[str, Case]]:
    """The open firms with the case that each is, their bounds infinite where there are none; and these cases.

    Firms of one case lie alike to each threshold: the widest bounds of them stand for all.
    """
    taxonomies = by_prefix(frame.collect_schema().names(), taxonomy)
    classes = {prefix: class_rules(each, prefix) for prefix, each in taxonomies.items()}
    asked = {name: rule for rules in classes.values() for name, rule in rules.items()}
    if of is not None:
        asked = {of: _rule_of(taxonomies, of)}
    leaves = leaves_of([*asked.values(), *[rule for rules in classes.values() for rule in rules.values()]])
    require_columns(frame, [], [*asked])
    frame = frame.filter(nw.any_horizontal(*[nw.col(name).is_null() for name in asked], ignore_nulls=False))
    frame = with_bounds(frame, leaves)
    frame = frame.with_columns(nw.concat_str(_places(leaves)).alias(CASE))
    facts = facts_of(leaves)
    ends = [end for fact in facts for low, high in [ends_of(fact)] for end in (nw.col(low).min(), nw.col(high).max())]
    found = frame.group_by(CASE).agg(nw.len().alias("firms"), *ends).collect()
    cases = {}
    for row in found.select(CASE, "firms", *[end for fact in facts for end in ends_of(fact)]).iter_rows():
        known = {fact: interval(*ends) for fact, *ends in zip(facts, row[2::2], row[3::2], strict=True)}
        cases[str(row[0])] = _case(int(row[1]), asked, classes, _supposed(known, leaves))
    return frame, cases


_FIRM = Facts(Company(name="a firm"))  # of which only what is supposed is asked


def _supposed(known: Mapping[str, Interval], leaves: Iterable[Leaf]) -> HypotheticalFacts:
    """A firm's facts: its figures, and what rules over several years say."""
    outcomes = {leaf: known[fact_of(leaf)] for leaf in leaves if isinstance(leaf, WithinYears)}
    said: dict[Rule, Outcome] = {leaf: bool(int(of)) if of.is_exact else None for leaf, of in outcomes.items()}
    return HypotheticalFacts(_FIRM, known, said)


def _case(firms: int, asked: Mapping[str, Rule], classes: Mapping[str, Mapping[str, Rule]], facts: FactSource) -> Case:
    def answers(facts: FactSource) -> str | None:
        found = [rule._decide(facts) for rule in asked.values()]
        return None if None in found else str(found)

    if answers(facts) is not None:
        raise ValueError(
            f"the figures in the table decide what is open of {counted(firms, 'firm')}: companies measured by more than these, "
            "such as the accounts of several years. Ask globalfirm.classify(company).missing what would decide each."
        )
    leaves = leaves_of(asked.values())
    unknown = tuple(leaf for leaf in leaves if leaf._decide(facts) is None)
    may_be = [
        " or ".join(name.removeprefix(prefix) for name, rule in rules.items() if rule._decide(facts) is not False)
        for prefix, rules in classes.items()
    ]
    return Case(firms, deciding_facts(leaves, facts, answers) or (unknown,), "; ".join(may_be))


def class_rules(taxonomy: Taxonomy, prefix: str = "") -> dict[str, Rule]:
    """When each class names a firm, which is where it holds and none before it does, by the class's column.

    >>> from globalfirm import default_taxonomy
    >>> print(class_rules(default_taxonomy())["micro-multinational"])
    country_count >= 2 and headcount < 250
    """
    found: dict[str, Rule] = {}
    before: tuple[AnyRule, ...] = ()
    for each in taxonomy.classes:
        own = read_rule(rule_columns.of_one_year(each.bound))
        found[prefix + each.name] = AllOf(all=(*before, own)) if before else own
        before = (*before, read_rule(~own))
    return found


def _rule_of(taxonomies: Mapping[str, Taxonomy], of: str) -> Rule:
    """When the class or tag of a column holds.

    Raises:
        ValueError: the taxonomies have no such class or tag; the nearest is suggested.
    """
    found: dict[str, Rule] = {}
    for prefix, taxonomy in taxonomies.items():
        found |= class_rules(taxonomy, prefix)
        found |= {prefix + each.name: rule_columns.of_one_year(each.bound) for each in taxonomy.tags}
    if of not in found:
        names = " and ".join(repr(each.name) for each in taxonomies.values())
        who = f"the taxonomy {names} has" if len(taxonomies) == 1 else f"the taxonomies {names} have"
        raise ValueError(f"{who} no class or tag {quote(of)}: it has {', '.join(found)}.{nearest(of, [*found])}")
    return found[of]


def leaves_of(rules: Iterable[Rule]) -> list[Leaf]:
    """The leaves of some rules, each once.

    Raises:
        ValueError: one asks for more than how large a figure is, or whether it was so in the first years.

    >>> from globalfirm import default_taxonomy
    >>> [str(leaf) for leaf in leaves_of([each.bound for each in default_taxonomy().classes[:2]])]
    ['country_count >= 2', 'headcount < 250', 'country_count < 2']
    """
    found: list[Leaf] = []
    for leaf in dict.fromkeys(leaf for rule in rules for leaf in rule.leaves):
        if not isinstance(leaf, (Threshold, WithinYears)) or (isinstance(leaf, Threshold) and leaf.given):
            raise ValueError(f"what to look up are figures, and the taxonomy asks {quote(str(leaf))}.")
        found.append(leaf)
    return found


def with_bounds(frame: Frame, leaves: Iterable[Leaf], metrics: Iterable[str] = ()) -> Frame:
    """The firms with the bounds of what some leaves ask for as numbers without gaps, infinite where there is none.

    What a rule says of the first years is found as `measure` finds it, and is from 0 to 1 where it can't tell.

    Raises:
        ValueError: the table has no such columns.
    """
    leaves = [*leaves]
    needs = dict.fromkeys((*metrics, *[name for leaf in leaves for name in leaf.needs]))
    ends = [(end, none) for name in needs for end, none in zip(ends_of(name), (-UNBOUNDED, UNBOUNDED), strict=True)]
    require_columns(frame, [end for end, _ in ends])
    frame = frame.with_columns(**{end: nw.col(end).cast(nw.Float64).fill_null(none) for end, none in ends})
    years = [leaf for leaf in leaves if isinstance(leaf, WithinYears)]
    if not years:
        return frame
    numbers, columns = rule_columns.leaves_of(years), frame.collect_schema().names()
    answers: dict[Rule, rule_columns.Answer] = {
        leaf: rule_columns.in_first_years(leaf, columns)
        if isinstance(leaf, WithinYears)
        else rule_columns.threshold_answer(leaf)
        for leaf in leaves_of(numbers)
    }
    frame = rule_columns.answered(frame, numbers, answers, ())
    said = [
        pair for leaf in years for pair in zip(ends_of(str(leaf)), rule_columns.compiled(leaf, numbers), strict=True)
    ]
    return frame.with_columns(**{end: nw.when(flag).then(nw.lit(1.0)).otherwise(nw.lit(0.0)) for end, flag in said})


def interval(low: float, high: float) -> Interval:
    """Bounds as an interval, without those that are infinite.

    >>> interval(2.0, float("inf"))
    Interval(2.0)
    """
    return Interval(low if isfinite(low) else None, high if isfinite(high) else None)


def _places(leaves: Iterable[Leaf]) -> list[nw.Expr]:
    """Where each bound of each fact lies to each of its thresholds: below, on or above, as a digit."""
    edges = {
        (leaf.metric, meeting(leaf._number(), metric_named(leaf.metric).tolerance))
        if isinstance(leaf, Threshold)
        else (str(leaf), (0.5, 0.5)): None
        for leaf in leaves
    }
    found = []
    for fact, (least, most) in edges:
        for end in map(nw.col, ends_of(fact)):
            digit = nw.when(end < least).then(nw.lit("0")).when(end <= most).then(nw.lit("1")).otherwise(nw.lit("2"))
            found.append(digit)
    return found
