"""The commands, one function each."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from globalfirm.cli.completion import SCRIPTS
from globalfirm.cli.declaration import Command, Option, option

if TYPE_CHECKING:
    from globalfirm.cohort.measurement import Cohort
    from globalfirm.model.company import Company
    from globalfirm.views.picture import Picture

COMMANDS: dict[str, Command] = {}
"""The commands by name, in the order of the help."""


def command(*options: Option, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as the command of its name: its parameters are the options, its docstring is the help."""

    def declare(run: Callable[..., None]) -> Callable[..., None]:
        COMMANDS[run.__name__] = Command(run, options, example)
        return run

    return declare


RECORD = option("file", metavar="FILE", help="a company as JSON, YAML or TOML; - reads JSON from standard input")


def _definitions() -> tuple[str, ...]:
    from globalfirm.rules.definitions import PUBLISHED

    return (*PUBLISHED,)


DEFINITION = option(
    "--definition",
    metavar="NAME",
    default="size_and_reach",
    help="whose classes: see `definitions` (%(default)s)",
    known=_definitions,
)


def _kinds() -> tuple[str, ...]:
    from globalfirm.rules.schemas import KINDS

    return (*KINDS,)


@command(
    RECORD,
    DEFINITION,
    option("--on", metavar="DAY", help="the day of the working day that the card shows, such as 2026-03-02"),
    option("--format", choices=("text", "json"), default="text", help="a card, or the whole verdict (%(default)s)"),
    example="globalfirm assess vast.json --definition eu_size_class",
)
def assess(file: str, definition: str, on: str | None, format: str) -> None:  # noqa: A002 # as the option is called
    """Judge a company: what kind of firm it is, and why."""
    from globalfirm.rules.registry import taxonomy
    from globalfirm.rules.taxonomy import judge

    verdict = judge(taxonomy(definition), _company(file))
    if format == "json":
        print(verdict.model_dump_json(indent=2, ensure_ascii=_in_ascii()))
    else:
        _show(verdict.card(on=on))


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _named_column(text: str) -> tuple[str, str]:
    field, equals, name = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} names no column: write it as in country=land")
    return field, name


@command(
    option("file", metavar="FILE", help="a .csv or .parquet file, one row an office, team or person"),
    option(
        "--column",
        dest="columns",
        metavar="FIELD=NAME",
        action="append",
        type=_named_column,
        default=[],
        help="which column holds what, where it is not called so; may be given several times",
    ),
    DEFINITION,
    option("--metrics", metavar="NAME,NAME", type=_names, help="what to measure, in place of the headline metrics"),
    option("--incomplete", action="store_true", help="firms may have places that the table does not list"),
    option("--rejects", metavar="FILE", help="where to write what could not be read, with its row and why"),
    option("--output", metavar="FILE", help="where to write the firms, one a row"),
    example="globalfirm table offices.csv --column country=land --output firms.csv --rejects rejects.csv",
)
def table(
    file: str,
    columns: list[tuple[str, str]],
    definition: str,
    metrics: list[str] | None,
    incomplete: bool,
    rejects: str | None,
    output: str | None,
) -> None:
    """Measure a table of firms: what holds of how many, and what became of its rows."""
    from globalfirm.cli.table_files import kind_of, read_table, refuse_one_file, write_table
    from globalfirm.cohort import DEFAULT_METRICS, Columns, measure
    from globalfirm.cohort.engines import default_backend
    from globalfirm.rules.registry import taxonomy

    for written in filter(None, (output, rejects)):
        kind_of(written)  # before the work is done
    refuse_one_file(file, output, rejects)
    rows = read_table(file, by := default_backend())
    _report(f"{len(rows):,} rows read by {by}")
    measured = measure(
        rows.to_native(),
        Columns.model_validate(dict(columns)),
        taxonomy=taxonomy(definition),
        metrics=metrics or DEFAULT_METRICS,
        complete=not incomplete,
    )
    _report("measured")
    _show(measured.card(Path(file).name))
    _print("\n".join(_counts(measured)))
    if output:
        write_table(measured.firms, output)
    if rejects:
        write_table(measured.rejects, rejects)


@command(option("text", metavar="TEXT", help="as people write places"), example='globalfirm place "LA, NY, London"')
def place(text: str) -> None:
    """Read a place from text: each piece with its role, and what else the text might mean."""
    from globalfirm.ground.errors import GlobalfirmError
    from globalfirm.places.place import Place

    explained = Place.explain(text)
    if not explained.readings:
        raise GlobalfirmError(str(explained), given=text)
    _print(str(explained))


@command(example="globalfirm definitions")
def definitions() -> None:
    """List the published definitions: the name that --definition takes, and the title."""
    from globalfirm.rules.registry import taxonomies

    width = max(map(len, taxonomies()))
    for name, each in taxonomies().items():
        _print(f"{name:{width}}  {each.name}")


@command(
    option("name", metavar="NAME", help="company, profile, rule, taxonomy or verdict", known=_kinds),
    example="globalfirm schema company > company.schema.json",
)
def schema(name: str) -> None:
    """Print the JSON Schema of a kind of record."""
    from globalfirm.rules.schemas import schema as schema_of

    print(json.dumps(schema_of(name), indent=2, ensure_ascii=_in_ascii()))


@command(
    RECORD,
    option(
        "--year", metavar="YEAR", type=int, help="which year, else the one in which the record was seen, else this one"
    ),
    example="globalfirm overlap vast.json --year 2026",
)
def overlap(file: str, year: int | None) -> None:
    """Show the hours that a company's places share of a working day, and when clocks change them."""
    from globalfirm.metrics.working_day import card

    _show(card(_company(file), year))


@command(
    option("shell", metavar="SHELL", choices=(*SCRIPTS,), help=", ".join(SCRIPTS)),
    example='eval "$(globalfirm completion bash)"',
)
def completion(shell: str) -> None:
    """Print the script by which a shell completes these commands."""
    print(SCRIPTS[shell](COMMANDS))


def _counts(measured: Cohort[Any]) -> Iterator[str]:  # Any: a table of whichever library
    """How many firms have each label, the most first; what became of the rows, and of how many values."""
    import narwhals as nw

    firms, tally, rejects = (
        nw.from_native(each, eager_only=True) for each in (measured.firms, measured.tally, measured.rejects)
    )
    labels = firms.group_by("label").agg(nw.len().alias("firms")).sort("firms", "label", descending=[True, False])
    rows, used, rejected = tally.row(0)
    yield from ("", "Labels, number of firms")
    yield from (f"{count:>9,}  {label}" for label, count in labels.iter_rows())
    yield ""
    yield f"{rows:,} rows = {used:,} used + {rejected:,} rejected; values that could not be read: {len(rejects):,}"


def _company(file: str) -> Company:
    from globalfirm.model.company import Company
    from globalfirm.rules.files import load, loads

    if file != "-":
        return load(file, Company)
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")  # JSON is UTF-8, whatever the terminal's is
    return loads(text, Company, source="standard input")


def _show(picture: Picture) -> None:
    """A picture for standard output, in colours where it is a terminal and the extra `rich` is there."""
    if sys.stdout.isatty() and find_spec("rich"):
        picture.print(ascii=_in_ascii())
    else:
        print(picture.text(ascii=_in_ascii()))


def _print(text: str) -> None:
    """Text on standard output, in ASCII where that takes no other."""
    if _in_ascii():
        from globalfirm.views.terminal import plain

        text = plain(text)
    print(text)


def _in_ascii() -> bool:
    """Whether standard output can't take the signs that cards are drawn with."""
    try:
        "━╌│┿▁█⣿✓→–".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _report(progress: str) -> None:
    """How far the work has come, for whoever watches."""
    if sys.stderr.isatty():
        print(f"{progress} ...", file=sys.stderr)
