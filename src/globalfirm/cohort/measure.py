"""The metrics and rules over whole tables: one row an office, team or person in, one row a firm out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args

import narwhals as nw

from globalfirm.cohort import _firms, _grouped, _rules
from globalfirm.cohort._engine import Frame, Table, bounded, finished, given_back, numbered, small, table_of, whole
from globalfirm.cohort._rows import Check, OneRow, Rows, prepare
from globalfirm.cohort.columns import CLAIMED, Columns
from globalfirm.cohort.read import opened
from globalfirm.cohort.reading import Reading
from globalfirm.expressions.compound import read_rule
from globalfirm.expressions.rule import Rule
from globalfirm.ground.messages import quote
from globalfirm.metrics.catalogue import METRICS, info
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


class Cohort(Generic[T]):
    """What a table of firms comes to, in the user's own kind of table.

    A firm with a rejected row is taken to have places that are not known.
    """

    def __init__(self, firms: T, rejects: Callable[[], T], conflicts: Callable[[], T], tally: Callable[[], T]) -> None:
        self._firms, self._rejects, self._conflicts, self._tally = firms, rejects, conflicts, tally

    def __repr__(self) -> str:
        """What it comes to, where that is computed already."""
        if not table_of(self._firms).eager:
            return f"<Cohort, each table a {type(self._firms).__name__} that is not computed yet>"
        firms = table_of(self._firms).frame.select(nw.len()).collect().item()
        rows, used, rejected = _sums(self.tally)
        return f"<Cohort of {firms:,} firms: {rows:,} rows = {used:,} used + {rejected:,} rejected>"

    @property
    def firms(self) -> T:
        """One row a firm, in no order."""
        return self._firms

    @cached_property
    def rejects(self) -> T:
        """The values that could not be read: row, firm, column, value, reason.

        The row is the key that `Columns.row` names, or else its number from 0 (null under DuckDB and PySpark, whose
        rows have no order).

        >>> import polars as pl
        >>> measure(pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "Narnia"]})).rejects.drop("reason").rows()
        [(1, 'A', 'country', 'Narnia')]
        """
        return self._rejects()

    @cached_property
    def conflicts(self) -> T:
        """The facts of a firm that its rows contradict, and which are taken as not known: firm, fact.

        >>> import polars as pl
        >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"], "home": ["RS", "US"]})
        >>> measure(table).conflicts.rows()
        [('A', 'home')]
        """
        return self._conflicts()

    @cached_property
    def tally(self) -> T:
        """Rows in the table, and what became of them, in one row: rows, used, rejected.

        >>> import polars as pl
        >>> measure(pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "Narnia"]})).tally.rows()
        [(2, 1, 1)]
        """
        return self._tally()


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
    _refuse_mistakes(as_of, one_row, rules, metrics, taxonomy, complete)
    asked = _Asked(taxonomy, dict(rules or {}), tuple(metrics))
    given, named, known = opened(table, columns, reading, as_of=[as_of])
    _refuse_collisions(asked, named)
    frame, fields = _with_row_numbers(given, named)
    rows = prepare(frame, fields, known, as_of=as_of, one_row=one_row, complete=complete)
    # Claims that leave each other no room fall together, so each has its part whatever is asked for.
    needs = asked.needs | {metric for metric in CLAIMED if f"claimed_{metric}" in fields}
    grouped = _grouped.gathered(rows, known, needs, asked.sets, asked.metrics)
    if given.eager:
        grouped = grouped.collect().lazy()
    firms = grouped.filter(~nw.col("firm").is_null())
    if as_of is not None and "founded" in fields:
        year, other = nw.col("founded_least"), nw.col("founded_most")
        firms = firms.filter(year.is_null() | (year != other) | (year <= as_of.year))
    bounds = _firms.bounds_of(firms, rows, known, needs)
    answer: Cohort[T] = Cohort(
        _shown(bounds, fields, asked, given, reason=reason),
        lambda: given_back(_rejects(rows, known, fields, eager=given.eager), given),
        lambda: given_back(_conflicts(firms, fields), given),
        lambda: given_back(_tally(grouped), given),
    )
    if given.eager:
        _assert_every_row(given.frame, answer, own_key="row" in named)
    return answer


def _refuse_mistakes(
    as_of: object, one_row: str, rules: object, metrics: object, taxonomy: object, complete: object
) -> None:
    if as_of is not None and not isinstance(as_of, date):
        raise TypeError(f"{quote(as_of)} is no day: give a date, such as date(2019, 1, 1).")
    if one_row not in get_args(OneRow):
        raise ValueError(f"{quote(one_row)} is nothing that a row can be: give 'office', 'team' or 'person'.")
    if not isinstance(rules or {}, Mapping):
        raise TypeError("rules are given by the names of their columns, as in {'wide': metric.country_count >= 3}.")
    if isinstance(metrics, str):
        raise TypeError(f"{quote(metrics)} is one name: give a list of metrics, [{quote(metrics)}].")
    if taxonomy is not None and not isinstance(taxonomy, Taxonomy):
        raise TypeError(f"{quote(taxonomy)} is no taxonomy: give one such as globalfirm.taxonomy('article_2007').")
    if not isinstance(complete, bool):
        raise TypeError(f"complete is {quote(complete)}: give True or False.")


def _with_row_numbers(given: Table[Any], fields: dict[str, str]) -> tuple[Frame, dict[str, str]]:
    """The table with the numbers of its rows, unless the user names a key of them or the library keeps no order."""
    found = None if "row" in fields else numbered(given)
    return (given.frame, fields) if found is None else (found[0], {"row": found[1], **fields})


def _tally(grouped: Frame) -> Frame:
    found = grouped.select(nw.col("rows").sum().cast(nw.Int64), nw.col("bad").sum().cast(nw.Int64).alias("rejected"))
    return found.select("rows", used=nw.col("rows") - nw.col("rejected"), rejected="rejected")


def _sums(tally: object) -> tuple[int, ...]:
    return tuple(int(value or 0) for value in table_of(tally).frame.collect().row(0))


class _Asked:
    """What is asked of a table: the taxonomy's classes and tags, the user's rules, and the metrics."""

    def __init__(self, taxonomy: Taxonomy | None, rules: dict[str, Rule], metrics: tuple[str, ...]) -> None:
        self.classes = [(each.name, each.bound) for each in taxonomy.classes] if taxonomy else []
        tags = [(each.name, each.bound) for each in taxonomy.tags] if taxonomy else []
        self.rules = {
            **dict(self.classes),
            **dict(tags),
            **{name: read_rule(rule) for name, rule in rules.items()},
        }
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
    firm = fields["firm"]
    taken = {"label", "reason", "home", "funding", *(c for name in asked.metrics for c in shown_columns(name))}
    if firm in taken | {"row", "column", "value", "fact", "as_of"}:
        raise ValueError(f"the firms' ids and another column would both be called {quote(firm)}: rename theirs.")
    twice = next((name for name in asked.rules if name in taken | {firm}), None)
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


def _shown(frame: Frame, fields: Mapping[str, str], asked: _Asked, given: Table[T], *, reason: bool) -> T:
    """The columns that the user sees, under the names that users know."""
    frame = _firms.homes_by_name(frame) if "home" in fields or "home" in asked.metrics else frame
    spoken = _rules.leaves_of([rule for _, rule in asked.classes]) if reason else ()
    frame = _rules.answered(frame, asked.leaves, asked.sets, spoken)
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
            shown += [nw.col(low).cast(nw.Int64), whole(high)]
        else:
            shown += [nw.col(low), bounded(high)]
    if "funding" in fields:
        shown.append(nw.col("funding"))
    if asked.classes:
        shown.append(
            _rules.label([(name, _rules.compiled(rule, asked.leaves)) for name, rule in asked.classes]).alias("label")
        )
        if reason:
            shown.append(_rules.reason(asked.classes, asked.leaves).alias("reason"))
    shown += [_rules.compiled(rule, asked.leaves).column().alias(name) for name, rule in asked.rules.items()]
    return finished(frame.select(shown), given, whole=counts, flags=[*asked.rules])


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
    column, value = nw.lit(fields[check.field.removeprefix("text_")]), nw.col(check.field).cast(nw.String)
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


def _conflicts(firms: Frame, fields: Mapping[str, str]) -> Frame:
    """The facts of a firm that its rows contradict: they are taken as not known."""
    facts = {field: (f"{field}_least", f"{field}_most") for field in _grouped.facts_of(fields)}
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


def _assert_every_row(frame: Frame, answer: Cohort[Any], *, own_key: bool) -> None:  # Any: the user's library's
    """Rows in are rows used and rows rejected: a value read twice would double rows, one not read would lose them."""
    rows, used, rejected = _sums(answer.tally)
    given = frame.select(nw.len()).collect().item()
    told = rejected
    if rejected and not own_key:  # which may be the same in several rows
        told = table_of(answer.rejects).frame.select(nw.col("row").n_unique()).collect().item()
    if (rows, rejected) != (given, told) or used + rejected != given:
        raise AssertionError(f"of {given} rows, {used} were used and {told} rejected: this is a mistake in globalfirm.")
