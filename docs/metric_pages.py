"""Writes the pages of all metrics and of all input columns, out of the very declarations that the library uses."""

from __future__ import annotations

from pathlib import Path

from definition_pages import write_changed

from globalfirm.cohort.columns import INPUT_COLUMNS, InputColumn
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN, ON_DEMAND
from globalfirm.metrics.declaration import Declared

METRICS_HEAD = """# All metrics

Each is one declaration: a formula with its meaning, unit, range and source. `gf.metric.<name>` is the metric: called with a
firm it says what is known of it, compared with a number (or, of a set, asked with `any_of`) it is a rule. It is a field of
`Profile`, unless it is worked out only when it is asked for, and of a table two columns, `<name>_low` and `<name>_high`. *Claims* says whether reported figures narrow it,
*by year* whether rules may ask for it year by year.
"""
COLUMNS_HEAD = """# All input columns

A table may have these columns; `gf.cohort.Columns` names those that are called otherwise. `firm` and `country` must be
there. A fact of the firm is repeated on its rows: where they contradict one another, it is taken as not known.
"""
RESTS_ON = {
    "headcount": "People: the headcount, and the people at the places",
    "places": "Places: the record's offices and teams, the rows of a table",
    "clocks": "Clocks: the time zones of the places",
    "operations": "Operations: the places, and the markets without people of the firm's own",
    "accounts": "Accounts: a year's figures",
    "record": "The record itself",
}
KINDS = {
    "id": "a number or text",
    "key": "a number or text",
    "place": "text",
    "count": 'a number, or text such as "11-50"',
    "degrees": "a number of degrees",
    "day": 'a date, or text such as "2015-03-31"',
    "year": "a whole number",
    "amount": "a number",
    "share": "a number from 0 to 1",
    "whole": "a whole number",
    "truth": "true or false",
    "country": "a country, by code or name",
    "text": "text",
}


def write(folder: Path) -> None:
    """Write both pages."""
    write_changed(folder, {"metrics": metrics_page(), "columns": columns_page()})


def metrics_page() -> str:
    """The page of all metrics, by what they rest on."""
    metrics = [metric for name in (*BUILT_IN, *ON_DEMAND) if isinstance(metric := VOCABULARY[name], Declared)]
    parts = [METRICS_HEAD]
    for rests_on, title in RESTS_ON.items():
        found = [metric for metric in metrics if metric.rests_on == rests_on]
        parts += [f"## {title}", *map(_metric, found)]
    return "\n\n".join(parts) + "\n"


def _metric(metric: Declared) -> str:
    lines = [
        metric.meaning,
        f"*{_what_it_is(metric)}. {_in_tables(metric)}."
        f"{' Claims.' if metric.claimable else ''}{' By year.' if metric.yearly else ''}{'' if metric.profiled else ' Not in the profile.'}*",
    ]
    if metric.parameters:
        lines.append(f"Parameters: {', '.join(f'`{name}={value!r}`' for name, value in metric.parameters.items())}")
    lines.append(f"Source: {metric.source}.")
    return f"`{metric.name}`\n: " + "\n\n  ".join(lines)


def _in_tables(metric: Declared) -> str:
    if not metric.tables:
        return "Of one company only"
    return f"Has columns in tables{', whose bounds may be wider' if metric.sharper else ''}"


def _what_it_is(metric: Declared) -> str:
    if metric.kind == "set":
        return f"{'One member' if metric.single else 'A set'} ({metric.unit})"
    unit = "a share" if metric.unit == "of 1" else metric.unit
    least, most = (None if bound is None else f"{bound:g}" for bound in (metric.minimum, metric.maximum))
    bounds = f", {least} to {most}" if least and most else f", {least} or more" if least else ""
    return f"{unit[0].upper()}{unit[1:]}{bounds}{', whole' if metric.whole else ''}"


def columns_page() -> str:
    """The page of all input columns."""
    of_rows = [column for column in INPUT_COLUMNS.values() if column.of == "row"]
    of_firms = [column for column in INPUT_COLUMNS.values() if column.of != "row"]
    return "\n\n".join([COLUMNS_HEAD, "## Of the row", _table(of_rows), "## Of the firm", _table(of_firms)]) + "\n"


def _table(columns: list[InputColumn]) -> str:
    rows = [f"| `{column.name}` | {KINDS[column.kind]} | {column.description} |" for column in columns]
    return "\n".join(["| Column | Holds | Meaning |", "|---|---|---|", *rows])
