"""What the rows of each firm hold together: the quantities that formulas read, in one grouping."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import narwhals as nw

from globalfirm.cohort.columns import input_columns
from globalfirm.cohort.engines import CodeSet, Frame, aggregate_by_firm, with_extremes
from globalfirm.cohort.formulas import COLUMNS, column, is_constant
from globalfirm.cohort.pipeline.clocks import OFFSETS, gathered_for_clock
from globalfirm.cohort.pipeline.reading import CONTINENT_NAMES, COUNTRY_CODES, NO_COUNTRY, Reading
from globalfirm.cohort.pipeline.rows import Rows
from globalfirm.metrics.quantities import NOTHING_OF, QUANTITIES, Gathered, further

SIZES = {
    "people": len(COUNTRY_CODES),
    "places": len(CONTINENT_NAMES),
    "operations": len(COUNTRY_CODES),
    "countries": len(COUNTRY_CODES),
}
"""How many codes there are to count of each kind of row."""

UNBOUNDED = float("inf")


class Wanted(NamedTuple):
    """What formulas and rules were found to read of a table's rows."""

    quantities: set[str]
    clock: set[bool]  # True, once it is read
    holds: dict[str, tuple[str, tuple[int, ...]]]  # whether a firm has a place among some countries or continents


class RowColumns:
    """A row as quantities see it: columns in the place of a record's numbers."""

    def __init__(self, rows: Rows, over: str) -> None:
        self._rows, self._over = rows, over

    @property
    def country(self) -> nw.Expr:
        """The number of the country, or nowhere."""
        if self._over == "countries":
            return nw.col("staffed_country")
        if self._over != "operations":
            return nw.col("present_country")
        if "home" not in self._rows.fields:
            return nw.lit(NO_COUNTRY)
        abroad = nw.col("open_country") != nw.col("home_at")
        return nw.when(abroad).then(nw.col("open_country")).otherwise(nw.lit(NO_COUNTRY))

    @property
    def continent(self) -> nw.Expr:
        """The number of the continent, or nowhere."""
        return nw.when(nw.col("present_country") >= 0).then(nw.col("continent")).otherwise(nw.lit(-1))

    @property
    def at_home(self) -> Any:  # Any: a column, or False of a table that tells no homes
        """Whether there are people in the home country."""
        if "home" not in self._rows.fields:
            return False
        country = "staffed_country" if self._over == "countries" else "present_country"
        return (nw.col(country) >= 0) & (nw.col(country) == nw.col("home_at"))

    @property
    def abroad(self) -> Any:  # Any: as above
        """Whether they are not at home: somewhere else, or it is not known where the home is."""
        return COLUMNS.neither(self.at_home)

    @property
    def further_zones(self) -> nw.Expr:
        """What the country keeps beside one zone."""
        return _further("further_zones")

    @property
    def further_continents(self) -> nw.Expr:
        """What the country lies on beside one continent."""
        return _further("further_continents")

    def __getattr__(self, name: str) -> nw.Expr:
        if name.startswith("_"):
            raise AttributeError(name)
        return nw.col(name)


def _further(name: str) -> nw.Expr:
    """Of each country with people now, what it may keep beside one."""
    of_country = [further(name, country) for country in COUNTRY_CODES]
    found = column(0)
    for number in sorted({*of_country} - {0}):
        codes = [code for code, more in enumerate(of_country) if more == number]
        here = (nw.col("people_high") > 0) & nw.col("staffed_country").is_in(codes)
        found = nw.when(here).then(column(number)).otherwise(found)
    return found


def facts_of(fields: Mapping[str, str]) -> dict[str, str]:
    """The facts of the firm that the rows repeat, each of which is a number, with the field that each is of."""
    found: dict[str, str] = {}
    for name, declared in input_columns().items():
        if name in fields and declared.of != "row":
            if declared.kind == "count":
                found |= {f"{name}_low": name, f"{name}_high": name}
            elif declared.kind == "day":
                found[f"{name}_day"] = name
            elif declared.kind == "truth" and name != "complete":  # which rows say together, not each alone
                found[f"{name}_truth"] = name
            elif declared.is_number:
                found[name] = name
    return found


def said_by_rows(fact: str) -> tuple[nw.Expr, nw.Expr]:
    """What a firm's rows say of a fact, and whether they contradict one another: bounds of a count narrow one another."""
    column, _, end = fact.rpartition("_")
    if column in input_columns() and input_columns()[column].kind == "count":
        low, high = nw.col(f"{column}_low_most"), nw.col(f"{column}_high_least")
        return (low if end == "low" else high), low > high
    least, most = nw.col(f"{fact}_least"), nw.col(f"{fact}_most")
    return least, least != most  # NaN differs from itself


def gather_quantities(rows: Rows, reading: Reading, wanted: Wanted) -> Frame:
    """One row a firm: sums, extremes and counts of different values, for what is wanted."""
    col, fields = nw.col, rows.fields
    sums: dict[str, nw.Expr] = {"bad": _as_integer(col("bad"))}
    least = {"states_complete": _as_integer(col("states_complete"))} if "complete" in fields else {}
    most: dict[str, nw.Expr] = {}
    sets: dict[str, CodeSet] = {}
    by_country: list[Gathered] = []
    for name in sorted(wanted.quantities):
        quantity = QUANTITIES[name]
        if quantity.over == "countries" or quantity.how == "second_least":
            by_country.append(quantity)
            continue
        value = quantity.value(RowColumns(rows, quantity.over), COLUMNS)
        if quantity.how == "distinct":
            sets[name] = CodeSet(column(value), SIZES[quantity.over], _seen(quantity, reading))
        else:
            # Sums are sooner made than extremes.
            {"sum": sums, "least": least, "most": most, "any": sums}[quantity.how][name] = _one_or_number(
                quantity, value
            )
    if wanted.clock:
        more = gathered_for_clock(reading)
        sums, least, most, sets = sums | more.sums, least | more.least, most | more.most, sets | more.sets
    if "home" in fields:
        most["home_most"] = col("home_at")
        least["home_least"] = nw.when(col("home_at") < 0).then(nw.lit(len(COUNTRY_CODES))).otherwise(col("home_at"))
    for field in facts_of(fields):
        fact = nw.when(~col("bad")).then(col(field))
        least[f"{field}_least"], most[f"{field}_most"] = fact, fact
    for of, name in (("people", "known_countries"), ("places", "known_continents")):
        if name not in sets and any(set_ == name for set_, _ in wanted.holds.values()):
            quantity = QUANTITIES[name]
            sets[name] = CodeSet(quantity.value(RowColumns(rows, of), COLUMNS), SIZES[of], _seen(quantity, reading))
    firms = aggregate_by_firm(
        rows.frame, "firm", sums=sums, least=least, most=most, sets=sets, holds=wanted.holds,
        masks=[OFFSETS] if wanted.clock and reading.clocks else [], count="rows",
    )  # fmt: skip
    return _with_countries(firms, rows, by_country) if by_country else firms


def _seen(quantity: Gathered, reading: Reading) -> set[int] | None:
    """Which codes a quantity counts at most: those of the places read, unless it makes codes of its own."""
    of = quantity.of
    if not isinstance(of, str) or of not in {"country", "continent"} or quantity.where:
        return None
    return {code for place in reading.places.values() if (code := getattr(place, of)) >= 0}


def _as_integer(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0))


def _by_country(rows: Rows) -> Frame:
    """The rows of each firm brought together by country, of those that have or had people."""
    col = nw.col
    frame = rows.frame.filter(col("staffed_country") >= 0)
    entered = {"entered_low": column(-UNBOUNDED), "entered_high": column(UNBOUNDED)}
    if "closed" in rows.fields:
        closed = nw.when(col("closed_day") > 0).then((col("closed_day") / 10_000).floor())
        entered["entered_high"] = closed.otherwise(column(UNBOUNDED))
    if "opened" in rows.fields:
        opened = (col("opened_day") / 10_000).floor()
        entered = {
            name: nw.when(col("opened_day") > 0).then(opened).otherwise(otherwise)
            for name, otherwise in entered.items()
        }
    home = col("home_at") if "home" in rows.fields else nw.lit(NO_COUNTRY)
    frame = frame.select("firm", "staffed_country", "people_low", "people_high", home_at=home, **entered)
    return frame.group_by("firm", "staffed_country").agg(
        col("people_low").sum(), col("people_high").sum(), col("home_at").max(),
        col("entered_low").min(), col("entered_high").min(),
    )  # fmt: skip


def _with_countries(firms: Frame, rows: Rows, quantities: Collection[Gathered]) -> Frame:
    """The firms with the quantities that are gathered country by country."""
    countries = _by_country(rows)
    row = RowColumns(rows, "countries")
    values = {quantity.name: _one_or_number(quantity, quantity.value(row, COLUMNS)) for quantity in quantities}
    countries = countries.select("firm", **values)
    countries = _ranked(countries, [quantity.name for quantity in quantities if quantity.how == "second_least"])
    together = [aggregate for quantity in quantities for aggregate in _aggregates(quantity)]
    found = countries.group_by("firm").agg(*together)
    found = found.select("firm", *[_settled(quantity) for quantity in quantities])
    firms = firms.join(found, on="firm", how="left")
    return firms.with_columns([nw.col(each.name).fill_null(NOTHING_OF[each.how]) for each in quantities])


def _one_or_number(quantity: Gathered, value: Any) -> nw.Expr:  # Any: a column, or what every row has
    """1 of what holds where that is asked, else the number as it is."""
    if quantity.how != "any":
        return column(value)
    return column(float(value)) if is_constant(value) else _as_integer(value)


def _ranked(countries: Frame, names: Sequence[str]) -> Frame:
    """With how often each least value stands, and the next: the second least is the least itself where two share it."""
    if not names:
        return countries
    countries = with_extremes(countries, "firm", least={f"{name}_first": name for name in names})
    ranks: dict[str, nw.Expr] = {}
    for name in names:
        is_first = nw.col(name) == nw.col(f"{name}_first")
        ranks[f"{name}_ties"] = _as_integer(is_first)
        ranks[f"{name}_next"] = nw.when(is_first).then(column(UNBOUNDED)).otherwise(nw.col(name))
    return countries.with_columns(**ranks)


def _aggregates(quantity: Gathered) -> list[nw.Expr]:
    col, name = nw.col(quantity.name), quantity.name
    if quantity.how == "second_least":
        return [
            nw.col(f"{name}_first").min(), nw.col(f"{name}_ties").sum(), nw.col(f"{name}_next").min()
        ]  # fmt: skip
    how = {"sum": col.sum, "least": col.min, "most": col.max, "any": col.max, "distinct": col.n_unique}
    return [how[quantity.how]().alias(name)]


def _settled(quantity: Gathered) -> nw.Expr:
    name = quantity.name
    if quantity.how != "second_least":
        return nw.col(name).cast(nw.Float64)
    second = nw.when(nw.col(f"{name}_ties") > 1).then(nw.col(f"{name}_first")).otherwise(nw.col(f"{name}_next"))
    return second.cast(nw.Float64).alias(name)
