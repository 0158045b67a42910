"""What a table is asked for, worked out before anything runs: which quantities to gather, and the metrics in order.

Formulas are run once over columns that do not exist yet. Each metric that is read becomes two columns, its bounds, in a
later step than those it reads; each quantity that is read is gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf
from typing import Any

import narwhals as nw

from globalfirm.cohort.columns import INPUT_COLUMNS, InputColumn
from globalfirm.cohort.engines import Frame
from globalfirm.cohort.formulas import COLUMNS, column, is_constant
from globalfirm.cohort.pipeline.gather import Wanted, facts_of, said_by_rows
from globalfirm.cohort.pipeline.reading import COUNTRY_CODES, NO_COUNTRY
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.ground.messages import quote
from globalfirm.ground.others_code import Naming
from globalfirm.metrics.claims import COUNTRIES
from globalfirm.metrics.declaration import Declared, Members, Metric
from globalfirm.metrics.formulas import Bounds
from globalfirm.metrics.quantities import DERIVED, FIGURES, FURTHER, QUANTITIES, unknown_name
from globalfirm.metrics.zones import Clock
from globalfirm.model.claim import CLAIMED, ClaimedMetric
from globalfirm.model.interval import Interval
from globalfirm.places.country import Country

Step = Callable[[Frame], Frame]


def interval_columns(name: str) -> Bounds:
    """The columns of the bounds of a metric that has been worked out.

    >>> interval_columns("headcount").low is not None
    True
    """
    return Bounds(nw.col(f"{name}_low"), nw.col(f"{name}_high"))


def named(bounds: Mapping[str, Bounds]) -> list[nw.Expr]:
    """Bounds as columns of their names."""
    return [
        column(end).cast(nw.Float64).alias(f"{name}_{side}")
        for name, (low, high) in bounds.items()
        for side, end in (("low", low), ("high", high))
    ]


@dataclass
class Plan:
    """What is asked of a table, and the steps in which its firms' metrics are worked out."""

    fields: Mapping[str, str]
    rows_are_offices: bool
    as_of: date | None
    complete: bool
    """Whether a table that does not say so lists all places of each firm."""
    names_every_country: bool
    """Whether no row has people in countries that it does not name."""
    wanted: Wanted = field(default_factory=lambda: Wanted(set(), set(), {}))
    levels: dict[str, int] = field(default_factory=dict)
    steps: list[tuple[int, Mapping[str, Bounds] | Step]] = field(default_factory=list)
    asking: list[str] = field(default_factory=list)
    rows: Frame | None = None
    claim_steps: Callable[[Plan, FirmColumns], list[Step]] | None = None
    """How metrics are narrowed by claims: with a table that has some."""

    @property
    def claimed(self) -> list[ClaimedMetric]:
        """The metrics that the table has claims on."""
        return [name for name in CLAIMED if f"claimed_{name}" in self.fields]

    def people_placed(self) -> nw.Expr:
        """How many people the rows place at least: they show the conflicts, and are gathered whatever is asked."""
        firm = FirmColumns(self)
        placed: nw.Expr = firm.people_low + firm.elsewhere_low
        return placed

    def require(self, metric: Declared) -> Bounds:
        """The bounds of a metric, with all that it rests on worked out before it.

        Raises:
            ValueError: it has no columns, or is worked out of itself.
        """
        if metric.given:
            asked = ", ".join(f"{name}={text!r}" for name, text in metric.given.items())
            raise ValueError(
                f"{metric.name} is asked with {asked}, which a table's rules can't be: see globalfirm.cohort."
                "time_zone_span and its fellows for such columns, or judge the companies one by one."
            )
        name = metric.name if metric.name.isidentifier() else f"({metric.name})"
        if name not in self.levels:
            if name in self.asking:
                circle = " -> ".join([*self.asking[self.asking.index(name) :], name])
                raise ValueError(f"the metric {name} is worked out of itself: {circle}.")
            if self.claimed and name in CLAIMED:
                self._require_claimed()
            else:
                self._add(name, metric)
        return interval_columns(name)

    def _add(self, name: str, metric: Declared) -> None:
        self.asking.append(name)
        firm = FirmColumns(self)
        bounds = bounds_of(metric, firm)
        self.asking.pop()
        self.levels[name] = 1 + max((self.levels[read] for read in firm.read), default=0)
        self.steps.append((self.levels[name], {name: bounds}))

    def _require_claimed(self) -> None:
        """All metrics that claims are made of, together: claims that leave each other no room fall together."""
        for name in CLAIMED:
            self.levels[name] = 1
        firm = FirmColumns(self)
        assert self.claim_steps is not None  # noqa: S101 # given with a table that has claims
        self.steps += [(1, step) for step in self.claim_steps(self, firm)]

    def members(self, name: str) -> Members:
        """What a set of the firm holds: which codes, and whether they are all.

        Raises:
            ValueError: it has no columns.
        """
        metric = metric_named(name)
        assert isinstance(metric, Declared)  # noqa: S101 # nothing else is declared
        found: Members = _refusing_records(metric, FirmColumns(self))
        return found

    def holds(self, set_name: str, codes: tuple[int, ...]) -> nw.Expr:
        """Whether a firm's set holds any of some codes, as the rows are gathered."""
        name = f"holds_{len(self.wanted.holds)}"
        same = next((key for key, asked in self.wanted.holds.items() if asked == (set_name, codes)), name)
        self.wanted.holds[same] = (set_name, codes)
        return nw.col(same)

    def run(self, frame: Frame) -> Frame:
        """The firms with the columns of every metric required."""
        steps = sorted(self.steps, key=lambda step: step[0])
        while steps:
            level, step = steps.pop(0)
            if callable(step):
                frame = step(frame)
                continue
            together = dict(step)
            while steps and steps[0][0] == level and not callable(steps[0][1]):
                together |= steps.pop(0)[1]  # type: ignore[arg-type] # no step of its own
            frame = frame.with_columns(named(together))
        return frame

    def with_facts(self, frame: Frame) -> Frame:
        """The firms with the facts that their rows agree on, as formulas read them."""
        col = nw.col
        facts = {name: _agreed(name) for name in facts_of(self.fields)}
        stated = col("states_complete") > 0 if "complete" in self.fields else nw.lit(self.complete)
        added: dict[str, nw.Expr] = {**facts, "lists_everyone": stated & (col("bad") == 0)}
        if "home" in self.fields:
            has_home = (col("home_most") >= 0) & (col("home_most") == col("home_least"))
            added["has_home"] = has_home
            added["home_at"] = nw.when(has_home).then(col("home_most")).otherwise(nw.lit(NO_COUNTRY))
        numbers = [name for name in self.wanted.quantities if QUANTITIES[name].how != "any"]
        added |= {name: col(name).cast(nw.Float64) for name in numbers}
        added |= {name: col(name) > 0 for name in self.wanted.quantities if QUANTITIES[name].how == "any"}
        frame = frame.with_columns(**added)
        # Where rows contradict one another about the home country, each was gathered by its own.
        of_home = [name for name in _OF_HOME if name in self.wanted.quantities and "home" in self.fields]
        own = {name: nw.when(col("has_home")).then(col(name)).otherwise(column(_OF_HOME[name])) for name in of_home}
        return frame.with_columns(**own) if own else frame


def _agreed(name: str) -> nw.Expr:
    """A fact of the firm, where its rows don't contradict one another."""
    said, contradicted = said_by_rows(name)
    return nw.when(~contradicted).then(said)


class FirmColumns:
    """The quantities, figures and metrics of a table's firms, as formulas read them."""

    def __init__(self, plan: Plan, supposed: Mapping[str, Bounds] | None = None) -> None:
        self._plan = plan
        self.supposed: dict[str, Bounds] = dict(supposed or {})
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:  # Any: columns, or what is the same for every firm
        plan = self._plan
        if name in self.supposed:
            return self.supposed[name]
        if name in QUANTITIES:
            return self._quantity(name)
        if name in FIGURES:
            return self._figure(name)
        if name in DERIVED:
            return DERIVED[name].columns(self, COLUMNS)
        if name in _LISTED:
            return _LISTED[name]
        if name == "record":
            raise ValueError("of a table there are no records: declare a metric that reads one with tables=False.")
        metric = VOCABULARY.get(name)
        if isinstance(metric, Declared):
            self.read.add(name)
            return plan.require(metric)
        raise unknown_name(name, [*VOCABULARY])

    def _quantity(self, name: str) -> Any:  # Any: as above
        quantity = QUANTITIES[name]
        if name in FURTHER and COUNTRIES not in self._plan.claimed:
            return 0.0  # without a claim on countries it makes no difference
        if "home" not in self._plan.fields and name in _OF_HOME:
            return _OF_HOME[name]
        if quantity.over == "elsewhere" and self._plan.names_every_country:
            return 0.0
        self._plan.wanted.quantities.add(quantity.name)
        return nw.col(name)

    def _figure(self, name: str) -> Bounds:
        figure, fields = FIGURES[name], self._plan.fields
        if figure.column == "seen" and self._plan.as_of is not None:
            return Bounds(self._plan.as_of.year, self._plan.as_of.year)
        declared = None if figure.column is None else INPUT_COLUMNS.get(figure.column)
        if declared is not None and not _states_a_number(declared):
            raise ValueError(
                f"{name} can't be read from the column for {declared.name}, which is no number of the firm: "
                "give the figure a column of another name."
            )
        field = declared.name if declared else f"own_{name}"
        if field not in fields:
            if figure.needed:
                raise ValueError(
                    f"the table has no column for {figure.column or figure.name}, which {name} is read from: "
                    "give one, or judge the companies one by one."
                )
            return Bounds(figure.minimum, figure.maximum)
        ends = [nw.col(f"{field}_{end}") for end in ("low", "high")] if field in _COUNTED else [_number_in(field)] * 2
        return Bounds(ends[0].fill_null(figure.minimum), ends[1].fill_null(figure.maximum))

    def column(self, name: str) -> Any:  # Any: as above
        """A column of what is known of each firm."""
        return False if name == "has_home" and "home" not in self._plan.fields else nw.col(name)

    def is_stated(self, column_name: str) -> Any:  # Any: as above
        """Whether the table states a count of the firm."""
        return ~nw.col(f"{column_name}_low").is_null() if column_name in self._plan.fields else False

    @staticmethod
    def constant(value: Any) -> Any:  # Any: a number or a truth value
        """What is so of every firm of a table."""
        return value

    def home_among(self, wanted: Callable[[Country], bool]) -> Any:  # Any: as above
        """Whether the home country is one of some."""
        if "home" not in self._plan.fields:
            return False
        return nw.col("home_at").is_in([code for code, name in enumerate(COUNTRY_CODES) if wanted(Country(name))])

    def bounds_of(self, metric: Metric) -> Bounds:
        """The bounds of a metric, also of one that has no name."""
        self.read.add(metric.name if metric.name.isidentifier() else f"({metric.name})")
        return self._plan.require(metric)

    def clock(self, **asked: str | None) -> Clock:
        """The time zones of the places with people and the hours they span, in standard time."""
        if any(asked.values()):
            raise ValueError("a table's clock is asked in standard time: see globalfirm.cohort.time_zone_span.")
        self._plan.wanted.clock.add(True)
        return Clock(interval_columns("zones"), interval_columns("span"), nw.col("anywhere"))

    @staticmethod
    def continents_listed(scheme: str) -> str:
        """The codes of continents."""
        if scheme != "seven":
            raise ValueError(f"a table's continents are of the scheme 'seven', not of {quote(scheme)}.")
        return "known_continents"


def _number_in(field: str) -> nw.Expr:
    """The number that a fact of the firm states: of a day, its year; of what is so or not, 1 or 0."""
    kind = INPUT_COLUMNS[field].kind if field in INPUT_COLUMNS else "figure"
    if kind == "day":
        return (nw.col(f"{field}_day") / 10_000).floor()
    return nw.col(f"{field}_truth" if kind == "truth" else field)


def _states_a_number(column: InputColumn) -> bool:
    return column.of != "row" and (column.is_number or column.kind in {"day", "truth"} or column.name in _COUNTED)


_COUNTED = {"firm_headcount"}
_LISTED = {"countries_listed": "known_countries", "home_listed": "home", "entry_modes_listed": "entry_modes"}
"""Sets by the codes that a table's rows hold of them."""

_OF_HOME = {"at_home": False, "people_at_home_low": 0.0, "people_at_home_high": 0.0, "known_markets_abroad": 0}
"""What of a table without homes is the same for every firm."""


def bounds_of(metric: Declared, firm: FirmColumns) -> Bounds:
    """A metric's bounds over a table, within its own range.

    Raises:
        ValueError: it has no columns.
        TypeError: its formula answers with nothing that is known.
    """
    if metric.own:
        with Naming("the metric", metric.name):
            return _bounds_of(metric, firm)
    return _bounds_of(metric, firm)


def _bounds_of(metric: Declared, firm: FirmColumns) -> Bounds:
    found = _refusing_records(metric, firm)
    least = -inf if metric.minimum is None else float(metric.minimum)
    most = inf if metric.maximum is None else float(metric.maximum)
    if found is None:
        found = Bounds(least, most)
    if isinstance(found, Interval):
        found = Bounds(least if found.low is None else found.low, most if found.high is None else found.high)
    if isinstance(found, nw.Expr) or (is_constant(found) and isinstance(found, (int, float))):
        found = Bounds(found, found)
    if not isinstance(found, Bounds):
        raise TypeError(
            f"the metric {metric.name} answered {quote(found)}: it may answer Bounds, an Interval, a column, a number or None."
        )
    low, high = found
    if metric.own:  # gaps in a user's columns are what is not known, and nothing says that they keep to the range
        low = low.fill_null(least) if isinstance(low, nw.Expr) else low
        high = high.fill_null(most) if isinstance(high, nw.Expr) else high
        low = COLUMNS.minimum(COLUMNS.maximum(low, least), most) if least > -inf or most < inf else low
        high = COLUMNS.maximum(high, least) if least > -inf else high
    return Bounds(low, COLUMNS.minimum(high, most) if most < inf else high)


def _refusing_records(metric: Declared, firm: FirmColumns) -> Any:  # Any: what a formula answers
    if not metric.tables:
        raise ValueError(f"the metric {metric.name!r} is declared with tables=False: judge the companies one by one.")
    try:
        return metric.formula(firm, COLUMNS, **metric.asked)
    except TypeError as error:  # Python's own `if`, `max` and the like take one value, and not a column
        if not metric.own:
            raise
        what = str(error).partition("\n")[0]
        raise TypeError(
            f"the formula of {metric.name} does not work over columns ({what}): write xp.where for if, xp.both, xp.either "
            "and xp.neither for and, or and not, xp.maximum and xp.minimum for max and min; or declare it with tables=False."
        ) from error
