"""Writes the pages of all metrics and of all columns, out of the very declarations that the library uses."""

from __future__ import annotations

from pathlib import Path

from definition_pages import write_changed
from reference_pages import Public, public

from globalfirm.cohort.columns import INPUT_COLUMNS, InputColumn
from globalfirm.metrics.declaration import Declared
from globalfirm.metrics.flat import shown_columns

METRICS_HEAD = """# All metrics

Each is one declaration: a formula with its meaning, unit, range and source. `gf.metric.<name>` is the metric: called with a
firm it says what is known of it, compared with a number (or, of a set, asked with `any_of`) it is a rule. It is a field of
`Profile`, unless it is worked out only when it is asked for, and of a table two columns, `<name>_low` and `<name>_high`.
"""
COLUMNS_HEAD = """# All columns

## That go in

A table may have these columns; `gf.cohort.Columns` names those that are called otherwise. `firm` and `country` must be
there. A fact of the firm is repeated on its rows: where they contradict one another, it is taken as not known.
"""
OUTPUT_HEAD = """## That come out

`gf.cohort.measure` answers with a row a firm, under the name that its column has in your table. Of each metric that is asked for there
are the columns below; a gap in `_high` means no upper bound. `gf.cohort.measure_companies` and `gf.profile(firm).to_row()` have
the same of records.

| Columns | Hold | Meaning |
|---|---|---|
| `label` | text | With a taxonomy: the class that the firm is of, or `undetermined` |
| `candidates` | text | With a taxonomy: the classes that the firm may be of |
| `reason` | text | With `reason=True`: the leaves of the rules that settle the label |
| *the name of a class, a tag or a rule of your own* | true, false, or a gap for *can't tell* | Whether the firm is of it |

Of several taxonomies, the name of each stands before its columns, as in `"size and reach: label"`.

### Of metrics
"""
RESTS_ON = {
    "headcount": "People: the headcount, and the people at the places",
    "places": "Places: the record's offices and teams, the rows of a table",
    "clocks": "Clocks: the time zones of the places",
    "operations": "Operations: the places, and the markets without people of the firm's own",
    "affiliates": "Affiliates: the enterprises that a firm holds",
    "accounts": "Accounts: a year's figures",
    "growth": "Growth: between the accounts of two years",
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
    write_changed(folder, {"metrics.md": metrics_page(), "columns.md": columns_page()})


def metrics_page() -> str:
    """The page of all metrics, by what they rest on."""
    by_part: dict[str, list[str]] = {title: [] for title in RESTS_ON.values()}
    for each in public():
        if isinstance(each.value, Declared):
            by_part[RESTS_ON[each.value.rests_on]].append(_metric(each, each.value))
    parts = [part for title, found in by_part.items() if found for part in (f"## {title}", *found)]
    return "\n\n".join([METRICS_HEAD, *parts]) + "\n"


def _metric(each: Public, metric: Declared) -> str:
    lines = [
        metric.meaning,
        f"*{_what_it_is(metric)}. {_in_tables(metric)}."
        f"{' Claims narrow it.' if metric.claimable else ''}{' Rules may ask for it by year.' if metric.yearly else ''}"
        f"{'' if metric.profiled else ' Not in the profile.'}*",
    ]
    if metric.parameters:
        lines.append(f"Parameters: {', '.join(f'`{name}={value!r}`' for name, value in metric.parameters.items())}")
    lines.append(f"Source: {metric.source}.")
    described = "\n\n   ".join(lines)
    return f"```{{eval-rst}}\n.. py:data:: {each.name}\n\n   {described}\n```"


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
    """The page of all columns, those that a table may have and those of the answer."""
    of_rows = [column for column in INPUT_COLUMNS.values() if column.of == "row"]
    of_firms = [column for column in INPUT_COLUMNS.values() if column.of != "row"]
    tables = ["### Of the row", _table(of_rows), "### Of the firm", _table(of_firms), OUTPUT_HEAD, _answers()]
    return "\n\n".join([COLUMNS_HEAD, *tables]) + "\n"


def _table(columns: list[InputColumn]) -> str:
    rows = [f"| `{column.name}` | {KINDS[column.kind]} | {column.description} |" for column in columns]
    return "\n".join(["| Column | Holds | Meaning |", "|---|---|---|", *rows])


def _answers() -> str:
    """The columns of every metric that has any."""
    metrics = [each.value for each in public() if isinstance(each.value, Declared) and each.value.tables]
    rows = [f"| {_named(metric)} | {_what_it_is(metric)} | {metric.meaning} |" for metric in metrics]
    return "\n".join(["| Columns | Hold | Meaning |", "|---|---|---|", *rows])


def _named(metric: Declared) -> str:
    return ", ".join(f"`{column}`" for column in shown_columns(metric.name))
