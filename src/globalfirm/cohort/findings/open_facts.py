"""Which facts would decide the firms whose label, or whose being of a class, the records leave open.

Firms whose figures lie alike to the thresholds of a taxonomy lack the same facts, so that each such case is judged once, however
many firms there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Annotated, NamedTuple

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import UNBOUNDED, Frame, open_native
from globalfirm.cohort.findings.groups import require_columns
from globalfirm.cohort.findings.record import Finding, Findings
from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.compound import AllOf, read_rule
from globalfirm.expressions.facts import FactSource, HypotheticalFacts
from globalfirm.expressions.logic import meeting, outcome_word
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.messages import nearest, quote
from globalfirm.metrics.facts import Facts
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.rules.counterfactuals import Label, deciding_facts
from globalfirm.rules.taxonomy import Taxonomy
from globalfirm.rules.verdict import UNDETERMINED

CASE = "case of the facts"
"""The column that says how a firm's figures lie to the thresholds."""


class Case(NamedTuple):
    """Open firms that lack the same facts: how many, which sets of facts would decide them, and what they may be."""

    firms: int
    deciding: tuple[tuple[Rule, ...], ...]
    candidates: tuple[str, ...]


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


def facts_to_look_up(firms: object, taxonomy: Taxonomy, of: str | None = None) -> DecidingFactSets:
    """The facts that would decide most of the firms whose label is open, or that may be of a class or tag or not.

    `firms` is `measure(...).firms`, with the metrics that the taxonomy asks for; `of` names a class or tag. A firm that either
    of two facts would decide counts for both. One pass over the table; of a lazy one this runs the query.

    Raises:
        TypeError: it is not a table.
        ValueError: a metric's columns are missing, there is no such class, or the taxonomy asks for more than thresholds.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> facts = {"firm_headcount": [9, 30, None], "complete": [False, False, True]}
    >>> table = pl.DataFrame({"firm": [*"ABC"], "country": "RS", **facts})
    >>> print(facts_to_look_up(measure(table).firms, default_taxonomy()))
    country_count would decide the label of 2 of the 3 firms of which it is open.
    headcount would decide the label of 1 of the 3 firms of which it is open.
    """
    _, cases = open_cases(open_native(firms).frame, taxonomy, of)
    counts: dict[str, int] = {}
    for case in cases.values():
        for leaves in case.deciding:
            facts = ", ".join(metrics_of(leaves))
            counts[facts] = counts.get(facts, 0) + case.firms
    total, about = sum(case.firms for case in cases.values()), of or "label"
    rows = [DecidingFactSet(of=about, firms=total, facts=facts, decides=count) for facts, count in counts.items()]
    return DecidingFactSets(rows=tuple(sorted(rows, key=lambda row: (-row.decides, row.facts))))


def metrics_of(leaves: Iterable[Rule]) -> tuple[str, ...]:
    """The metrics that some leaves ask for, each once.

    >>> from globalfirm import metric
    >>> metrics_of([metric.headcount < 50, metric.headcount < 250])
    ('headcount',)
    """
    return tuple(dict.fromkeys(name for leaf in leaves for name in leaf.needs))


def open_cases(frame: Frame, taxonomy: Taxonomy, of: str | None) -> tuple[Frame, dict[str, Case]]:
    """The firms with the case that each is, their bounds infinite where there are none; and the cases that are open."""
    rule = None if of is None else rule_of(taxonomy, of)
    leaves = thresholds_of([each.bound for each in taxonomy.classes] + ([] if rule is None else [rule]))
    metrics = metrics_of(leaves)
    frame = with_bounds(frame, metrics)
    frame = frame.with_columns(nw.concat_str(_places(leaves)).alias(CASE))
    ends = [
        end for name in metrics for end in (nw.col(f"{name}_low").min(), nw.col(f"{name}_high").max())
    ]  # of one case they lie alike to each threshold: the widest stands for all
    found = frame.group_by(CASE).agg(nw.len().alias("firms"), *ends).collect()
    asked = leaves if rule is None else thresholds_of([rule])
    cases = {}
    for row in found.select(
        CASE, "firms", *[f"{name}_{end}" for name in metrics for end in ("low", "high")]
    ).iter_rows():
        bounds = dict(zip(metrics, zip(row[2::2], row[3::2], strict=True), strict=True))
        facts = HypotheticalFacts(_FIRM, {name: interval(*ends) for name, ends in bounds.items()})
        if _label_by(taxonomy, rule)(facts) is None:
            cases[str(row[0])] = _case(int(row[1]), taxonomy, rule, asked, facts)
    return frame, cases


_FIRM = Facts(Company(name="a firm"))  # of which only what is supposed is asked


def _case(firms: int, taxonomy: Taxonomy, rule: Rule | None, leaves: list[Threshold], facts: FactSource) -> Case:
    found = deciding_facts(leaves, facts, _label_by(taxonomy, rule))
    unknown = tuple(leaf for leaf in leaves if leaf._decide(facts) is None)
    return Case(firms, found or (unknown,), tuple(taxonomy._labels(facts)[0]))


def _label_by(taxonomy: Taxonomy, rule: Rule | None) -> Label:
    """What decides: the taxonomy's label, or whether a rule holds."""

    def label(facts: FactSource) -> str | None:
        if rule is None:
            said = taxonomy.label(facts)
            return None if said == UNDETERMINED else said
        outcome = rule._decide(facts)
        return None if outcome is None else outcome_word(outcome)

    return label


def rule_of(taxonomy: Taxonomy, of: str) -> Rule:
    """When a class names a firm, which is where it holds and none before it does; of a tag, its rule.

    Raises:
        ValueError: the taxonomy has no such class or tag; the nearest is suggested.

    >>> from globalfirm import default_taxonomy
    >>> print(rule_of(default_taxonomy(), "micro-multinational"))
    country_count >= 2 and headcount < 250
    """
    names = [each.name for each in (*taxonomy.classes, *taxonomy.tags)]
    if of not in names:
        near = nearest(of, names)
        raise ValueError(
            f"the taxonomy {taxonomy.name!r} has no class or tag {quote(of)}: it has {', '.join(names)}.{near}"
        )
    at = names.index(of)
    if at >= len(taxonomy.classes):
        return taxonomy.tags[at - len(taxonomy.classes)].bound
    *before, own = [each.bound for each in taxonomy.classes[: at + 1]]
    return AllOf(all=tuple(read_rule(part) for part in (*[~rule for rule in before], own))) if before else own


def thresholds_of(rules: Iterable[Rule]) -> list[Threshold]:
    """The leaves of some rules, each once.

    Raises:
        ValueError: one asks for more than that a figure is so large.

    >>> from globalfirm import default_taxonomy
    >>> [str(leaf) for leaf in thresholds_of([each.bound for each in default_taxonomy().classes[:2]])]
    ['country_count >= 2', 'headcount < 250', 'country_count < 2']
    """
    found = []
    for leaf in dict.fromkeys(leaf for rule in rules for leaf in rule.leaves):
        if not isinstance(leaf, Threshold) or leaf.given:
            raise ValueError(
                f"what to look up is asked of figures of one time, and the taxonomy asks {quote(str(leaf))}."
            )
        found.append(leaf)
    return found


def with_bounds(frame: Frame, metrics: Iterable[str]) -> Frame:
    """The firms with the bounds of some metrics as numbers without gaps, infinite where there is none.

    Raises:
        ValueError: the table has no such columns.
    """
    ends = [f"{name}_{end}" for name in metrics for end in ("low", "high")]
    require_columns(frame, ends)
    none = {"low": -UNBOUNDED, "high": UNBOUNDED}
    return frame.with_columns(
        **{end: nw.col(end).cast(nw.Float64).fill_null(none[end.rpartition("_")[2]]) for end in ends}
    )


def interval(low: float, high: float) -> Interval:
    """Bounds as an interval, without those that are infinite.

    >>> interval(2.0, float("inf"))
    Interval(2.0)
    """
    return Interval(low if isfinite(low) else None, high if isfinite(high) else None)


def _places(leaves: Iterable[Threshold]) -> list[nw.Expr]:
    """Where each bound of each metric lies to each of its thresholds: below, on or above, as a digit."""
    found = []
    for metric, number in dict.fromkeys((leaf.metric, leaf._number()) for leaf in leaves):
        least, most = meeting(number, metric_named(metric).tolerance)
        for end in (nw.col(f"{metric}_low"), nw.col(f"{metric}_high")):
            digit = nw.when(end < least).then(nw.lit("0")).when(end <= most).then(nw.lit("1")).otherwise(nw.lit("2"))
            found.append(digit)
    return found
