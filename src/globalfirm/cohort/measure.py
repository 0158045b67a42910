"""The metrics and rules over whole tables: one row an office, team or person in, one row a firm out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import narwhals as nw

from globalfirm.cohort import _firms, _rules
from globalfirm.cohort._engine import Frame, bounded, finished, given_back, numbered, small, table_of, whole
from globalfirm.cohort._rows import Check, OneRow, Rows, prepare
from globalfirm.cohort.columns import Columns
from globalfirm.cohort.read import place_keys, read_table
from globalfirm.cohort.reading import Reading, standard
from globalfirm.metrics.catalogue import METRICS, info
from globalfirm.places._text import quote
from globalfirm.rules.base import Rule
from globalfirm.rules.compound import ANY_RULE
from globalfirm.rules.taxonomy import Taxonomy

T = TypeVar("T")

BY_DEFAULT = (
    "headcount",
    "country_count",
    "foreign_country_count",
    "continent_count",
    "time_zone_count",
    "time_zone_span_hours",
    "foreign_headcount_share",
)
"""The metrics that every table of places tells something of."""


@dataclass(frozen=True)
class Cohort(Generic[T]):
    """What a table of firms comes to, in the user's own kind of table.

    `firms` has one row a firm, in no order; `rejects` the values that could not be read (row, firm, column, value,
    reason); `conflicts` the facts of a firm that its rows contradict (firm, fact); `tally` one row (rows, used,
    rejected), where rows are used or rejected, each once. A firm with a rejected row has places that are not known.
    """

    firms: T
    rejects: T
    conflicts: T
    tally: T


def measure(
    table: T,
    columns: Columns | None = None,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Mapping[str, Rule] | None = None,
    metrics: Sequence[str] = BY_DEFAULT,
    reason: bool = False,
    complete: bool = True,
    one_row: OneRow = "office",
    as_of: date | None = None,
    reading: Reading | None = None,
) -> Cohort[T]:
    """One row a firm: its metrics, its label, and one nullable boolean column a rule.

    `table` is pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark, or speaks Arrow's PyCapsule protocol; the
    answer comes in the same library, lazy where the table is. Metrics have the names of `Profile`'s fields; a quantity
    is two columns, `_low` and `_high` (null where there is no upper bound). With a `taxonomy` there are a column
    `label` and one for each class and tag by its name, and with `reason=True` the leaves that settle the label as
    text; with `rules`, a column for each by its key. `complete` says whether the table lists all places of each firm.
    A row stands for at least one person, and for exactly one where `one_row` is "person"; `as_of` leaves out what
    did not exist on a day.

    A table that computes at once is read first (see `read`). A lazy one is not touched: its places must be written as
    ISO codes, English names or IANA zones, and its counts and days be numbers and dates, unless a `reading` is given.

    Raises:
        TypeError: it is no table, or a column is of a kind that its field can't be read from.
        ValueError: a column is missing, or a rule or metric has no column form.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A", "B"], "country": ["RS", "USA", "Japan"], "headcount": ["11-50", "9", "3"]})
    >>> from globalfirm import default_taxonomy, metric
    >>> firms = measure(table, taxonomy=default_taxonomy(), rules={"wide": metric.country_count >= 3}).firms.sort("firm")
    >>> firms.select("firm", "headcount_low", "headcount_high", "country_count_low", "label", "wide").rows()
    [('A', 20, 59, 2, 'micro-multinational', False), ('B', 3, 3, 1, 'domestic small firm', False)]
    """
    given = table_of(table)
    fields = (columns or Columns()).named(given.frame.collect_schema().names())
    asked = _Asked(taxonomy, dict(rules or {}), tuple(metrics))
    if reading is None:
        reading = read_table(given, fields, as_of=[as_of]) if given.eager else standard(place_keys(fields))
    _refuse_collisions(asked, fields)

    numbered_rows = None if "row" in fields else numbered(given, "gf_row")
    frame = given.frame if numbered_rows is None else numbered_rows
    if "row" not in fields and numbered_rows is not None:
        fields = {"row": "gf_row", **fields}
    rows = prepare(frame, fields, reading, as_of=as_of, one_row=one_row, complete=complete)
    grouped = _firms.gathered(rows, reading, asked.needs, asked.sets, asked.metrics)
    if given.eager:
        grouped = grouped.collect().lazy()
    tally = grouped.select(nw.col("rows").sum(), nw.col("bad").sum().alias("rejected"))
    tally = tally.select("rows", used=nw.col("rows") - nw.col("rejected"), rejected="rejected")
    rejects = _rejects(rows, reading, fields, eager=given.eager)
    firms = grouped.filter(~nw.col("firm").is_null())
    if as_of is not None and "founded" in fields:
        firms = firms.filter((nw.col("founded_least").is_null()) | (nw.col("founded_least") <= as_of.year))
    known = _firms.bounds_of(firms, rows, reading, asked.needs)
    answer = Cohort(
        _shown(known, fields, asked, reason=reason, eager=given.eager),
        given_back(rejects, eager=given.eager),
        given_back(_conflicts(firms, rows, fields), eager=given.eager),
        given_back(tally, eager=given.eager),
    )
    if given.eager:
        _assert_every_row(given.frame, tally, rejects)
    return answer


class _Asked:
    """What is asked of a table: the taxonomy's classes and tags, the user's rules, and the metrics."""

    def __init__(self, taxonomy: Taxonomy | None, rules: dict[str, Rule], metrics: tuple[str, ...]) -> None:
        self.classes = [(each.name, each.bound) for each in taxonomy.classes] if taxonomy else []
        tags = [(each.name, each.bound) for each in taxonomy.tags] if taxonomy else []
        self.rules = {**dict(self.classes), **dict(tags), **{name: ANY_RULE.validate_python(rule) for name, rule in rules.items()}}
        twice = [name for name in rules if name in dict([*self.classes, *tags])]
        if twice:
            raise ValueError(f"the taxonomy has a definition called {twice[0]!r}: give the rule another name.")
        self.metrics = tuple(dict.fromkeys(info(name).name for name in metrics))
        self.needs = _rules.needs_of(self.rules, self.metrics)
        self.sets = _rules.sets_of([*self.rules.values()])
        self.leaves = _rules.leaves_of([*self.rules.values()])
        if "countries" in self.metrics:
            raise ValueError("the countries of a firm are rows, not a column: see globalfirm.cohort.presence.")
        without = [name for name in self.needs if METRICS[name].own and METRICS[name].column is None]
        if without:
            raise ValueError(
                f"the metric {without[0]!r} has no column form: define it with @metric.define(column=...), "
                "or judge the companies one by one."
            )


def _refuse_collisions(asked: _Asked, fields: Mapping[str, str]) -> None:
    taken = {fields["firm"], "label", "reason", "home", *(column for name in asked.metrics for column in shown_columns(name))}
    twice = next((name for name in asked.rules if name in taken), None)
    if twice:
        raise ValueError(f"a rule and another column would both be called {quote(twice)}: give the rule another name.")


def shown_columns(metric: str) -> tuple[str, ...]:
    """The columns that a metric is shown in: two of a quantity, its bounds; one of a set, as text.

    >>> shown_columns("country_count")
    ('country_count_low', 'country_count_high')
    """
    if METRICS[metric].kind == "quantity":
        return f"{metric}_low", f"{metric}_high"
    return (metric,)


def _shown(frame: Frame, fields: Mapping[str, str], asked: _Asked, *, reason: bool, eager: bool) -> Any:  # Any: the user's library's
    """The columns that the user sees, under the names that users know."""
    frame = _firms.homes_by_name(frame) if "home" in fields or "home" in asked.metrics else frame
    frame = _rules.answered(frame, asked.leaves, asked.sets, spoken=reason)
    shown = [nw.col("firm").alias(fields["firm"])]
    if "home" in fields or "home" in asked.metrics:
        shown.append(nw.col("home"))
    counts: list[str] = []
    for name in asked.metrics:
        low, high = shown_columns(name)[0], shown_columns(name)[-1]
        if METRICS[name].kind == "set":
            shown += [_firms.spoken(name)] if name != "home" else []
        elif METRICS[name].whole:
            counts += [low, high]
            shown += [nw.col(low).cast(nw.Int64), whole(frame, high)]
        else:
            shown += [nw.col(low), bounded(high)]
    if "funding" in fields:
        shown.append(nw.col("funding"))
    if asked.classes:
        shown.append(_rules.label([(name, _rules.compiled(rule, asked.leaves)) for name, rule in asked.classes]).alias("label"))
        if reason:
            shown.append(_rules.reason(asked.classes, asked.leaves).alias("reason"))
    shown += [_rules.compiled(rule, asked.leaves).column().alias(name) for name, rule in asked.rules.items()]
    return finished(frame.select(shown), eager=eager, whole=counts, flags=[*asked.rules])


def _rejects(rows: Rows, reading: Reading, fields: Mapping[str, str], *, eager: bool) -> Frame:
    """The values that could not be read: row, firm, column, value, reason."""
    bad = rows.frame.filter(nw.col("bad"))
    if eager:
        bad = bad.collect().lazy()
    row = nw.col("row") if "row" in fields else nw.lit(None, nw.Int64).alias("row")
    found = [_rejected(bad, check, reading, row, fields) for check in rows.checks]
    return nw.concat(found)


def _rejected(bad: Frame, check: Check, reading: Reading, row: nw.Expr, fields: Mapping[str, str]) -> Frame:
    frame = bad.filter(nw.col(check.flag))
    column, value = nw.lit(fields[check.field]), nw.col(check.field).cast(nw.String)
    reason: nw.Expr = nw.lit(check.reason)
    if check.flag == "bad_place":
        problems = [(key, problem) for key, found in reading.place_problems.items() for problem in found]
        data: dict[str, list[object]] = {
            **{name: [key[i] for key, _ in problems] for i, name in enumerate(reading.keys)},
            "problem_column": [fields.get(problem.column, problem.column) for _, problem in problems],
            "problem_value": [problem.value for _, problem in problems],
            "problem_reason": [problem.reason for _, problem in problems],
        }
        frame = frame.join(small(frame, data, dict.fromkeys(data, nw.String)), on=[*reading.keys], how="left")
        column = nw.col("problem_column").fill_null(fields["country"])
        value = nw.col("problem_value").fill_null(nw.concat_str(*map(nw.col, reading.keys), separator=" "))
        reason = nw.col("problem_reason").fill_null(_NOT_READ)
    elif check.reasons:
        data = {check.field: [*check.reasons], "problem_reason": [*check.reasons.values()]}
        frame = frame.join(small(frame, data, dict.fromkeys(data, nw.String)), on=check.field, how="left")
        reason = nw.col("problem_reason").fill_null(check.reason)
    return frame.select(
        row, nw.col("firm").alias(fields["firm"]), column.alias("column"), value.alias("value"), reason.alias("reason")
    )


_NOT_READ = (
    "no place by that spelling among those known without reading the table, which are ISO codes, English names and IANA "
    "zones of the country: pass reading=globalfirm.cohort.read(...)."
)


def _conflicts(firms: Frame, rows: Rows, fields: Mapping[str, str]) -> Frame:
    """The facts of a firm that its rows contradict: they are taken as not known."""
    facts = {field: (f"{field}_least", f"{field}_most") for field in _firms.facts_of(fields)}
    if "home" in fields:
        facts["home"] = ("home_least", "home_most")
    found = []
    for fact, (least, most) in facts.items():
        differ = ~nw.col(least).is_null() & (nw.col(least) != nw.col(most))  # NaN differs from itself
        if fact == "home":
            differ = differ & (nw.col(most) >= 0)
        found.append(_named_fact(firms.filter(differ), fact.removesuffix("_low").removesuffix("_high"), fields))
    if "firm_headcount" in fields:
        crowded = (nw.col("firm_headcount_high_most") < nw.col("people_low")).fill_null(False)
        found.append(_named_fact(firms.filter(crowded), "firm_headcount", fields))
    none = _named_fact(firms.head(0), "", fields)
    return nw.concat([none, *found]).unique()


def _named_fact(firms: Frame, fact: str, fields: Mapping[str, str]) -> Frame:
    return firms.select(nw.col("firm").alias(fields["firm"]), nw.lit(fact).alias("fact"))


def _assert_every_row(frame: Frame, tally: Frame, rejects: Frame) -> None:
    """Rows in are rows used and rows rejected: a value read twice would double rows, one not read would lose them."""
    rows, used, rejected = (int(value or 0) for value in tally.collect().row(0))
    given = frame.select(nw.len()).collect().item()
    told = rejects.select(nw.col("row").n_unique()).collect().item() if rejected else 0
    if (rows, rejected) != (given, told) or used + rejected != given:
        raise AssertionError(f"of {given} rows, {used} were used and {told} rejected: this is a mistake in globalfirm.")

