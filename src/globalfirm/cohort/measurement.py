"""The metrics and rules over whole tables: one row an office, team or person in, one row a firm out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

import narwhals as nw

from globalfirm.cohort.columns import INPUT_COLUMNS, Columns
from globalfirm.cohort.engines import Frame, Table, numbered, open_native, to_native
from globalfirm.cohort.pipeline import output
from globalfirm.cohort.pipeline import rules as rule_columns
from globalfirm.cohort.pipeline.claims import claim_steps
from globalfirm.cohort.pipeline.clocks import with_clock
from globalfirm.cohort.pipeline.gather import gather_quantities
from globalfirm.cohort.pipeline.plan import Plan
from globalfirm.cohort.pipeline.read import open_table
from globalfirm.cohort.pipeline.reading import Reading
from globalfirm.cohort.pipeline.rows import RowUnit, prepare
from globalfirm.expressions.compound import read_rule
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.ground.errors import check_choice
from globalfirm.ground.fields import asked_day
from globalfirm.ground.first_use import view_of
from globalfirm.ground.messages import counted, quote
from globalfirm.ground.others_code import Naming
from globalfirm.metrics.declaration import Declared
from globalfirm.metrics.flat import shown_columns
from globalfirm.places.versions import versions
from globalfirm.rules.taxonomy import Taxonomy

if TYPE_CHECKING:
    from globalfirm.cohort.findings.shares import Shares
    from globalfirm.views.cohorts import CohortCard

T = TypeVar("T")

DEFAULT_METRICS = (
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
    """The result of `measure`: firms, rejected values, conflicting facts, row counts, in the user's own kind of table.

    A firm with a row that is left out is taken to have places that are not known.
    """

    def __init__(self, firms: T, rejects: Callable[[], T], conflicts: Callable[[], T], tally: Callable[[], T]) -> None:
        self._firms, self._rejects, self._conflicts, self._tally = firms, rejects, conflicts, tally

    def __repr__(self) -> str:
        """What it comes to, where that is computed already."""
        if not open_native(self._firms).eager:
            return f"<Cohort, each table a {type(self._firms).__name__} that is not computed yet>"
        firms = open_native(self._firms).frame.select(nw.len()).collect().item()
        rows, used, rejected = _sums(self.tally)
        return f"<Cohort of {counted(firms, 'firm')}: {counted(rows, 'row')} = {used:,} used + {rejected:,} rejected>"

    @property
    def versions(self) -> dict[str, str]:
        """The releases that its answers rest on, as `globalfirm.versions` names them: to be kept beside what is stored.

        >>> import polars as pl
        >>> list(measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]})).versions)
        ['globalfirm', 'tzdata', 'pycountry', 'geonames']
        """
        return versions()

    def card(self, name: str = "", *, flows: object = None, trend: Shares | None = None) -> CohortCard:
        """What the cohort looks like: the shares of firms of which each rule surely and possibly holds, and their spans.

        `flows`, a table that `cohort.flows` made, is drawn on the map, and `trend`, the shares of one class, tag or rule by
        year, as `cohort.shares(..., by="founded")` has them, as columns. The card shows itself in notebooks and by `print`. Of a lazy table this runs the query.

        >>> import polars as pl
        >>> table = pl.DataFrame({"firm": ["A", "A", "B"], "country": ["RS", "US", "US"], "headcount": [3, 4, None]})
        >>> from globalfirm import metric
        >>> print(measure(table, rules={"small": metric.headcount < 50}, metrics=[]).card("Two firms").text(ascii=True))
        Two firms
        2 firms in 3 rows
        <BLANKLINE>
        What holds, % of firms
          small                    50-100 %    ====================--------------------
        <BLANKLINE>
        = surely  - possibly
        """
        return view_of(self, "cohorts", name=name, flows=flows, trend=trend)  # type: ignore[no-any-return]

    def _repr_html_(self) -> str | None:
        """For notebooks: the card; of tables that are not computed yet, nothing but the repr."""
        return self.card().html() if open_native(self._firms).eager else None

    @property
    def firms(self) -> T:
        """One row a firm, in no order."""
        return self._firms

    @cached_property
    def rejects(self) -> T:
        """The values that could not be read: row, firm, column, value, reason, row_used; and the row's source, if there is such a column.

        A figure that can't be read is not known, and its row is used; a place or its days take the whole row with them.

        The row is the key that `Columns.row` names, or else its number from 0 (null under DuckDB and PySpark, whose
        rows have no order).

        >>> import polars as pl
        >>> measure(pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "Narnia"]})).rejects.drop("reason").rows()
        [(1, 'A', 'country', 'Narnia', False)]
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
    taxonomy: Taxonomy | Sequence[Taxonomy] | None = None,
    rules: Mapping[str, Rule] | None = None,
    metrics: Sequence[str | Declared] = DEFAULT_METRICS,
    reason: bool = False,
    complete: bool = True,
    row_unit: RowUnit = "office",
    as_of: date | str | None = None,
    reading: Reading | None = None,
) -> Cohort[T]:
    """One row a firm: its metrics, its label, and one nullable boolean column a rule.

    `table` is pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark, or speaks Arrow's PyCapsule protocol; the
    answer comes in the same library, lazy where the table is. Metrics are given themselves or by name; a quantity
    is two columns, `_low` and `_high` (null where there is no upper bound). With a `taxonomy` there are the columns
    `label` and `candidates` (the classes that may name the firm, as text), one for each class by its name, which says whether
    the firm is of it, and one for each tag; with `reason=True` the leaves that settle the label as text. Of several taxonomies
    each has such columns, its name before theirs, as "born global (Knight and Cavusgil 1996): label"; with `rules` there is a column for each by
    its key. `complete` says whether the table lists all places of each firm.
    A row stands for at least one person, and for exactly one where `row_unit` is "person"; `as_of` leaves out what
    did not exist on a day.

    A table that computes at once is read first (see `read`). A lazy one is not touched: its places must be written as
    ISO codes, English names or IANA zones, and its counts and days be numbers and dates, unless a `reading` is given.
    Companies themselves go to `measure_companies`, which has the same columns of them.

    Raises:
        TypeError: it is not a table, or a column is of a kind that its field can't be read from.
        ValueError: a column is missing, or a rule or metric has no column form.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A", "B"], "country": ["RS", "USA", "Japan"], "headcount": ["11-50", "9", "3"]})
    >>> from globalfirm import default_taxonomy, metric
    >>> firms = measure(table, taxonomy=default_taxonomy(), rules={"wide": metric.country_count >= 3}).firms.sort("firm")
    >>> firms.select("firm", "headcount_low", "headcount_high", "country_count_low", "label", "wide").rows()
    [('A', 20, 59, 2, 'micro-multinational', False), ('B', 3, 3, 1, 'domestic small firm', False)]
    """
    _refuse_mistakes(row_unit, complete)
    as_of = None if as_of is None else asked_day(as_of)
    asked = MeasurementPlan(taxonomy, rules, metrics)
    given, named, known = open_table(table, columns, reading, as_of=[as_of])
    asked.refuse_collisions(named)
    frame, numbered = _with_row_numbers(given, named)
    rows = prepare(frame, numbered, known, as_of=as_of, row_unit=row_unit, complete=complete)
    fields = rows.fields
    plan = Plan(
        fields,
        row_unit == "office",
        as_of,
        complete,
        rows.names_every_country,
        rows=rows.frame,
        claim_steps=claim_steps,
    )
    asked.require(plan)
    grouped = gather_quantities(rows, known, plan.wanted)
    if given.eager:
        grouped = grouped.collect().lazy()
    firms = _founded_by(grouped.filter(~nw.col("firm").is_null()), fields, as_of)
    facts = plan.with_facts(firms)
    facts = plan.run(with_clock(facts, rows, known) if plan.wanted.clock else facts)
    answer: Cohort[T] = Cohort(
        asked.select_output(facts, fields, given, reason=reason),
        lambda: to_native(output.rejects(rows, known, fields, eager=given.eager), given),
        lambda: to_native(output.conflicts(facts, fields, plan.people_placed()), given),
        lambda: to_native(output.tally(grouped), given),
    )
    if given.eager:
        _assert_every_row(given.frame, answer, own_key="row" in named)
    return answer


def _founded_by(firms: Frame, fields: Mapping[str, str], as_of: date | None) -> Frame:
    """The firms that had been founded by the year of a day."""
    if as_of is None or "founded" not in fields:
        return firms
    year, other = nw.col("founded_least"), nw.col("founded_most")
    return firms.filter(year.is_null() | (year != other) | (year <= as_of.year))


def _refuse_mistakes(row_unit: str, complete: object) -> None:
    check_choice(row_unit, get_args(RowUnit), "what a row can be")
    if not isinstance(complete, bool):
        raise TypeError(f"complete is {quote(complete)}: give True or False.")


def _with_row_numbers(given: Table[Any], fields: dict[str, str]) -> tuple[Frame, dict[str, str]]:
    """The table with the numbers of its rows, unless the user names a key of them or the library keeps no order."""
    found = None if "row" in fields else numbered(given)
    return (given.frame, fields) if found is None else (found[0], {"row": found[1], **fields})


def _sums(tally: object) -> tuple[int, ...]:
    return tuple(int(value or 0) for value in open_native(tally).frame.collect().row(0))


class MeasurementPlan:
    """What is asked of firms: the taxonomies' classes and tags, the user's rules, and the metrics.

    Raises:
        TypeError: what is given is not a taxonomy, rules by their names, or a list of metrics.
        ValueError: two of them have one name, or a metric has no column form.
    """

    def __init__(
        self,
        taxonomy: Taxonomy | Sequence[Taxonomy] | None,
        rules: Mapping[str, Rule] | None,
        metrics: Sequence[str | Declared],
    ) -> None:
        rules = rules or {}
        if not isinstance(rules, Mapping):
            raise TypeError("rules are given by the names of their columns, as in {'wide': metric.country_count >= 3}.")
        if isinstance(metrics, str):
            raise TypeError(f"{quote(metrics)} is one name: give a list of metrics, [{quote(metrics)}].")
        if not isinstance(metrics, Iterable):
            raise TypeError(f"{quote(metrics)} is not a list of metrics: give one such as ['headcount'].")
        if wrong := [name for name in rules if not isinstance(name, str)]:
            raise TypeError(f"{quote(wrong[0])} is not the name of a rule's column: give text.")
        several = taxonomy if isinstance(taxonomy, (list, tuple)) else [] if taxonomy is None else [taxonomy]
        taxonomies: tuple[Any, ...] = tuple(several)  # Any: what users give, until it is looked at
        for each in taxonomies:
            if not isinstance(each, Taxonomy):
                raise TypeError(
                    f"{quote(each)} is not a taxonomy: give one such as globalfirm.taxonomy('article_2007')."
                )
        names = [each.name for each in taxonomies]
        if same := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"two taxonomies are called {same!r}: give one another name, by replace(name=...).")
        self.taxonomies: dict[str, Taxonomy] = {
            rule_columns.prefix(each.name) if len(taxonomies) > 1 else "": each for each in taxonomies
        }
        defined = {
            prefix + each.name: each.bound
            for prefix, taxonomy in self.taxonomies.items()
            for each in (*taxonomy.classes, *taxonomy.tags)
        }
        twice = next((name for name in rules if name in defined), None)
        if twice:
            raise ValueError(f"the taxonomy has a definition called {twice!r}: give the rule another name.")
        self.rules: dict[str, Rule] = {**defined, **{name: read_rule(rule) for name, rule in rules.items()}}
        self.metrics: tuple[str, ...] = tuple(dict.fromkeys(map(_name_of, metrics)))
        if "countries" in self.metrics:
            raise ValueError("the countries of a firm are rows, not a column: see globalfirm.cohort.presence.")
        self.leaves: dict[Rule, int] = rule_columns.leaves_of([*self.rules.values()])
        self.answers: dict[Rule, rule_columns.Answer] = {}
        self.sets: dict[str, nw.Expr] = {}

    def require(self, plan: Plan) -> None:
        """Have a plan work out all that is asked for.

        Raises:
            ValueError: a rule, a metric or a taxonomy has no columns.
        """
        for each in self.taxonomies.values():
            if type(each).classify is not Taxonomy.classify:
                raise ValueError(
                    f"the taxonomy {each.name!r} judges by a `classify` of its own, which has no columns: judge the "
                    "companies one by one, or give it other classes."
                )
        plan.people_placed()
        for name in self.metrics:
            metric = VOCABULARY[name]
            if metric.kind == "set":
                self.sets[name] = output.set_text(plan, name)
            elif isinstance(metric, Declared):
                plan.require(metric)
        for name, rule in self.rules.items():
            with Naming("the column", name):
                new = [leaf for leaf in rule_columns.leaves_of([rule]) if leaf not in self.answers]
                self.answers |= rule_columns.require(plan, new)

    def refuse_collisions(self, fields: Mapping[str, str]) -> None:
        """See that no two columns of the answer have one name.

        Raises:
            ValueError: two have.
        """
        firm = fields["firm"]
        shown = {name for name, column in INPUT_COLUMNS.items() if column.shown}
        taken = {
            "label",
            "candidates",
            "reason",
            *shown,
            *(column for name in self.metrics for column in shown_columns(name)),
        }
        if firm in taken | {"row", "column", "value", "row_used", "fact", "as_of"}:
            raise ValueError(f"the firms' ids and another column would both be called {quote(firm)}: rename theirs.")
        twice = next((name for name in self.rules if name in taken | {firm}), None)
        if twice:
            raise ValueError(
                f"a rule and another column would both be called {quote(twice)}: give the rule another name."
            )

    def select_output(self, firms: Frame, fields: Mapping[str, str], given: Table[T], *, reason: bool) -> T:
        """The columns that the user sees, under the names that users know."""
        classes = [each.bound for taxonomy in self.taxonomies.values() for each in taxonomy.classes]
        firms = rule_columns.answered(
            firms, self.leaves, self.answers, rule_columns.leaves_of(classes) if reason else ()
        )
        shown, counts = output.metric_columns(self.metrics, self.sets, fields)
        answers = {name: rule_columns.compiled(rule, self.leaves) for name, rule in self.rules.items()}
        for prefix, taxonomy in self.taxonomies.items():
            rules = {each.name: each.bound for each in taxonomy.classes}
            found = rule_columns.labelled(firms, rules, self.leaves, prefix=prefix, with_reason=reason)
            firms, answers = found.frame, answers | found.classes
            shown += [text.alias(name) for name, text in found.texts.items()]
        flags = [answer.column().alias(name) for name, answer in answers.items()]
        return output.select_output(firms, [*shown, *flags], given, counts=counts, flags=[*answers], fields=fields,
                            home="home" in fields or "home" in self.metrics)  # fmt: skip


def _name_of(metric: str | Declared) -> str:
    """The name of a metric that is to have columns of its own, which are called after it."""
    if isinstance(metric, Declared) and metric.given:
        raise ValueError(
            f"{metric!r} is asked with parameters, which the columns of a metric can't be: see "
            "globalfirm.cohort.time_zone_span and its fellows."
        )
    name = metric.name if isinstance(metric, Declared) else metric_named(metric).name
    if not name.isidentifier():
        raise ValueError(f"{quote(name)} has no name to call its columns by: give it one by metric.declare(...).")
    return metric_named(name).name


def _assert_every_row(frame: Frame, answer: Cohort[Any], *, own_key: bool) -> None:  # Any: the user's library's
    """Rows in are rows used and rows rejected: a value read twice would double rows, one not read would lose them."""
    rows, used, rejected = _sums(answer.tally)
    given = frame.select(nw.len()).collect().item()
    bad = rejected
    if rejected and not own_key:  # which may be the same in several rows
        left_out = open_native(answer.rejects).frame.filter(~nw.col("row_used"))
        bad = left_out.select(nw.col("row").n_unique()).collect().item()
    if (rows, rejected) != (given, bad) or used + rejected != given:
        raise AssertionError(f"of {given} rows, {used} were used and {bad} rejected: this is a mistake in globalfirm.")
