"""What the user sees: the firms under the names that users know, the values rejected, the facts in conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import narwhals as nw

from globalfirm.cohort.columns import INPUT_COLUMNS
from globalfirm.cohort.engines import Frame, Table, bound, lookup_table, to_native_nullable, whole_bound
from globalfirm.cohort.pipeline.gather import facts_of, said_by_rows
from globalfirm.cohort.pipeline.plan import Plan
from globalfirm.cohort.pipeline.reading import CONTINENT_NAMES, COUNTRY_CODES, Reading
from globalfirm.cohort.pipeline.rows import Check, Rows
from globalfirm.cohort.pipeline.rules import works_abroad
from globalfirm.expressions.vocabulary import metric_named

T = TypeVar("T")


def metric_columns(
    metrics: Sequence[str], sets: Mapping[str, nw.Expr], fields: Mapping[str, str]
) -> tuple[list[nw.Expr], list[str]]:
    """The columns of metrics, two a quantity and one a set, with those of the firm's facts that are shown; and which count."""
    shown: list[nw.Expr] = []
    counts: list[str] = []
    for name in metrics:
        ends = [f"{name}_low", f"{name}_high"]
        if name in sets:
            shown += [sets[name].alias(name)] if name != "home" else []
        elif metric_named(name).whole:
            counts += ends
            shown += [whole_bound(end) for end in ends]
        else:
            shown += [bound(end) for end in ends]
    facts = [name for name, column in INPUT_COLUMNS.items() if column.shown and name != "home" and name in fields]
    return [*shown, *map(nw.col, facts)], counts


def select_output(
    firms: Frame,
    columns: Sequence[nw.Expr],
    given: Table[T],
    *,
    counts: Sequence[str],
    flags: Sequence[str],
    fields: Mapping[str, str],
    home: bool,
) -> T:
    """The user's table of firms: their ids, their homes, and some columns."""
    first = [nw.col("firm").alias(fields["firm"])]
    if home:
        firms = (
            with_country(firms, "home_at", "home")
            if "home" in fields
            else firms.with_columns(home=nw.lit(None, nw.String))
        )
        first.append(nw.col("home"))
    return to_native_nullable(firms.select(*first, *columns), given, whole=counts, flags=flags)


def with_country(frame: Frame, number: str, name: str) -> Frame:
    """The rows with the codes of countries that a column has the numbers of; null where none is known."""
    codes: dict[str, Sequence[object]] = {number: [*range(len(COUNTRY_CODES))], name: [*COUNTRY_CODES]}
    return frame.join(lookup_table(frame, codes, {number: nw.Int64, name: nw.String}), on=number, how="left")


def set_text(plan: Plan, name: str) -> nw.Expr:
    """The members of a set that are known, as text.

    Raises:
        ValueError: the set has no columns.
    """
    members = plan.members(name)
    if members.known == "entry_modes":
        there = {"office": works_abroad(plan)}
    elif members.known == "known_continents":
        there = {each: plan.holds("known_continents", (code,)) for code, each in enumerate(CONTINENT_NAMES)}
    elif name == "home":  # which is shown beside the firm
        there = {}
    else:
        raise ValueError(f"the metric {name!r} has no column form: judge the companies one by one.")
    listed = [nw.when(holds).then(nw.lit(f", {member}")).otherwise(nw.lit("")) for member, holds in there.items()]
    return nw.concat_str(listed).str.slice(2) if listed else nw.lit("")


def tally(grouped: Frame) -> Frame:
    """Rows in the table, and what became of them, in one row."""
    sums = grouped.select(nw.col("rows").sum().cast(nw.Int64), nw.col("bad").sum().cast(nw.Int64).alias("rejected"))
    return sums.select("rows", used=nw.col("rows") - nw.col("rejected"), rejected="rejected")


def rejects(rows: Rows, reading: Reading, fields: Mapping[str, str], *, eager: bool) -> Frame:
    """The values that could not be read: row, firm, column, value, reason, row_used, and the row's source if the table has it."""
    flags = [nw.col(check.flag) for check in rows.checks]
    bad = rows.frame.filter(nw.any_horizontal(*flags, ignore_nulls=False))
    if eager:
        bad = bad.collect().lazy()
    row = nw.col("row") if "row" in fields else nw.lit(None, nw.Int64).alias("row")
    found = [_rejected(bad, check, reading, row, fields) for check in rows.checks]
    return nw.concat(found)


def _rejected(bad: Frame, check: Check, reading: Reading, row: nw.Expr, fields: Mapping[str, str]) -> Frame:
    frame = bad.filter(nw.col(check.flag))
    column, value = nw.lit(fields[check.field.removeprefix("given_")]), nw.col(check.field).cast(nw.String)
    reason: nw.Expr = nw.lit(check.reason)
    if check.flag == "bad_place":
        problems = [(key, problem) for key, found in reading.place_problems.items() for problem in found]
        data: dict[str, list[object]] = {
            **{name: [key[i] for key, _ in problems] for i, name in enumerate(reading.keys)},
            "problem_column": [fields.get(problem.column, problem.column) for _, problem in problems],
            "problem_value": [problem.value for _, problem in problems],
            "problem_reason": [problem.reason for _, problem in problems],
        }
        frame = frame.join(lookup_table(frame, data, dict.fromkeys(data, nw.String)), on=[*reading.keys], how="left")
        column = nw.col("problem_column").fill_null(fields["country"])
        value = nw.col("problem_value").fill_null(nw.concat_str(*map(nw.col, reading.keys), separator=" "))
        reason = nw.col("problem_reason").fill_null(_NOT_READ)
    elif check.reasons:
        data = {check.field: [*check.reasons], "problem_reason": [*check.reasons.values()]}
        frame = frame.join(lookup_table(frame, data, dict.fromkeys(data, nw.String)), on=check.field, how="left")
        reason = nw.col("problem_reason").fill_null(check.reason)
    source = [nw.col("source")] if "source" in fields else []
    return frame.select(
        row,
        nw.col("firm").alias(fields["firm"]),
        column.alias("column"),
        value.alias("value"),
        reason.alias("reason"),
        (~nw.col("bad")).alias("row_used"),
        *source,
    )


_NOT_READ = (
    "no place by that spelling among those known without reading the table, which are ISO codes, English names and IANA "
    "zones of the country: pass reading=globalfirm.cohort.read(...)."
)


def conflicts(firms: Frame, fields: Mapping[str, str], placed: nw.Expr) -> Frame:
    """The facts of a firm that its rows, or the people `placed` at least, contradict: they are taken as not known."""
    facts = [(field, *said_by_rows(fact)) for fact, field in facts_of(fields).items()]
    if "home" in fields:
        least, most = nw.col("home_least"), nw.col("home_most")
        facts.append(("home", least, (least != most) & (most >= 0)))
    found = []
    for field, said, contradicted in facts:
        found.append(_named_fact(firms.filter(~said.is_null() & contradicted), field.removeprefix("own_"), fields))
    if "firm_headcount" in fields:
        contradicted = (nw.col("firm_headcount_high_least") < placed).fill_null(False)
        found.append(_named_fact(firms.filter(contradicted), "firm_headcount", fields))
    none = _named_fact(firms.head(0), "", fields)
    return nw.concat([none, *found]).unique()


def _named_fact(firms: Frame, fact: str, fields: Mapping[str, str]) -> Frame:
    return firms.select(nw.col("firm").alias(fields["firm"]), nw.lit(fact).alias("fact"))
