"""Records in files: rules, definitions, taxonomies and companies, read from JSON, YAML and TOML and written to them.

A file is data alone: nothing in it is run or built, and what can't be read is reported by line and column.

>>> from globalfirm import metric
>>> print(dumps(metric.time_zone_span_hours > 3.5, "yaml"), end="")
metric: time_zone_span_hours
operator: '>'
value: 3.5
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from globalfirm.expressions.compound import AnyRule
from globalfirm.expressions.rule import Rule
from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.extras import needed
from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.record import Record
from globalfirm.rules._syntax import LONGEST_TEXT, Format, Places, SyntaxProblem, Where, parsed, scalar

__all__ = [
    "Problem",
    "RecordFileError",
    "dump",
    "dumps",
    "load",
    "loads",
    "loads_rule",
]


def __dir__() -> list[str]:
    return sorted(__all__)


LISTED = 50
"""Problems that an error's message lists; its `problems` hold them all."""

SCHEMA_VERSION = 1
"""Of the form in which records are stored: it rises when what an older version wrote would be read as something else."""

R = TypeVar("R", bound=Record)
_SUFFIXES: dict[str, Format] = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml"}


class Problem(NamedTuple):
    """What is wrong with a file, and where: lines and columns count from 1, and are None where not known."""

    message: str
    path: tuple[str | int, ...] = ()
    line: int | None = None
    column: int | None = None

    def sentence(self, source: str) -> str:
        """As a sentence about its source.

        >>> Problem("Field required.", ("all", 0, "value"), 3, 5).sentence("rules.yaml")
        'rules.yaml, line 3, column 5 (all.0.value): Field required.'
        """
        line = f", line {self.line}, column {self.column}" if self.line else ""
        named = [str(part) if re.fullmatch(r"[\w-]{1,40}", str(part)) else quote(part) for part in self.path]
        return f"{source}{line}{' (' * bool(named)}{'.'.join(named)}{')' * bool(named)}: {self.message}"


class RecordFileError(ValueError):
    """A file of a rule, a company or another record that can't be read: a line for each of its problems."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(source, problems)
        self.source = source
        self.problems = problems

    def __str__(self) -> str:
        """The problems as sentences, in the order of the file."""
        lines = [problem.sentence(self.source) for problem in self.problems[:LISTED]]
        more = len(self.problems) - LISTED
        return "\n".join([*lines, f"{self.source}: and {more} more problems."] if more > 0 else lines)


def loads(text: str, kind: type[R], format: Format = "json", *, source: str = "the text") -> R:  # noqa: A002
    """A record of some kind (a taxonomy, a company; `Rule` stands for any rule) from text.

    Text without a `schema_version` is of the one that this version of the library writes.

    Raises:
        RecordFileError: it can't be read, or its schema is another; `source` is what the message calls it.
        ImportError: it is YAML and the extra `yaml` is not installed.

    >>> from globalfirm import Rule
    >>> loads("any: [{metric: headcount, operator: <, value: 10}, {metric: headcount, operator: <}]", Rule, "yaml")
    Traceback (most recent call last):
    globalfirm.rules.files.RecordFileError: the text, line 1, column 52 (any.1.value): Field required.
    """
    _check_format(format)
    text = text.removeprefix("\ufeff")  # the mark that some editors begin a file with
    adapter: TypeAdapter[R] = TypeAdapter(cast("type[R]", AnyRule) if kind is Rule else kind)
    try:
        data, places = parsed(text, format)
    except SyntaxProblem as problem:
        found = [problem]
    else:
        try:
            return adapter.validate_python(unversioned(data))
        except ValidationError as invalid:
            found = [_syntax_problem(error, data, places) for error in _drop_derived_errors(invalid.errors())]
        except GlobalfirmError as other_schema:
            found = [SyntaxProblem(str(other_schema), places.get(("schema_version",)), ("schema_version",))]
    raise RecordFileError(source, _located(found, text))


def loads_rule(text: str, format: Format = "json", *, source: str = "the text") -> AnyRule:  # noqa: A002
    """A rule of any kind from text.

    Raises:
        RecordFileError: it can't be read.
        ImportError: it is YAML and the extra `yaml` is not installed.

    >>> loads_rule('{"not": {"metric": "headcount", "operator": "<", "value": 2.5}}')
    ~(metric.headcount < 2.5)
    """
    return cast("AnyRule", loads(text, Rule, format, source=source))


def load(path: str | Path, kind: type[R]) -> R:
    """A record of some kind from a file, whose name says the format: .json, .yaml, .yml or .toml.

    Raises:
        RecordFileError: it can't be read, or its name says no format.
        OSError: there is no such file.
        ImportError: it is YAML and the extra `yaml` is not installed.

    >>> from globalfirm import Taxonomy
    >>> load("rules.txt", Taxonomy)
    Traceback (most recent call last):
    globalfirm.rules.files.RecordFileError: rules.txt: the name of a record's file ends in .json, .yaml, .yml or .toml, not in '.txt'.
    """
    format_ = _format_of(path)
    try:
        with Path(path).open(encoding="utf-8") as file:
            text = file.read(LONGEST_TEXT + 2)  # enough to see that it is too long, be it without end
    except UnicodeDecodeError as error:
        raise RecordFileError(str(path), (Problem(f"it is not text in UTF-8: {error.reason}."),)) from None
    return loads(text, kind, format_, source=str(path))


def versioned(data: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """The plain data of a record as it is stored, with the version of its schema.

    >>> versioned({"metric": "headcount", "operator": "<", "value": 250})["schema_version"]
    1
    """
    return {"schema_version": SCHEMA_VERSION, **data}


def unversioned(data: Any) -> Any:  # Any: what a file or a database holds
    """Stored data without the version of their schema, which may be left out.

    Raises:
        GlobalfirmError: it is not the version that this library reads.

    >>> unversioned({"schema_version": 2, "name": "A"})
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: its schema_version is 2, and this globalfirm reads 1: read it with a version that writes 2.
    """
    if not isinstance(data, dict) or "schema_version" not in data:
        return data
    version = data["schema_version"]
    if version is True or version != SCHEMA_VERSION:
        message = f"its schema_version is {quote(version)}, and this globalfirm reads {SCHEMA_VERSION}: read it with "
        raise GlobalfirmError(f"{message}a version that writes {quote(version)}.", type="other_schema", given=version)
    return {name: value for name, value in data.items() if name != "schema_version"}


def dumps(record: Record, format: Format = "json", *, stored: bool = False) -> str:  # noqa: A002
    r"""The text that `loads` reads as an equal record: its fields in their order, without those left at their default.

    With `stored`, it is to be read by later versions of the library: with the version of its schema, and its defaults.

    Raises:
        ValueError: it is to be TOML, which has no null, and holds one.
        ImportError: the extra `yaml` or `toml`, which writes the format, is not installed.

    >>> from globalfirm import metric
    >>> dumps(~(metric.time_zone_span_hours > 3.5), "toml")
    '[not]\nmetric = "time_zone_span_hours"\noperator = ">"\nvalue = 3.5\n'
    """
    _check_format(format)
    data = record.model_dump(mode="json", by_alias=True, exclude_defaults=not stored)
    data = versioned(data) if stored else data
    if format == "json":
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    if format == "yaml":
        return _written_yaml(data)
    with needed("writing TOML"):
        import tomli_w
    try:
        return tomli_w.dumps(data, indent=2)
    except TypeError:
        raise ValueError("TOML has no null, which this record holds: write it as JSON or YAML.") from None


def dump(record: Record, path: str | Path, *, stored: bool = False) -> None:
    """Writes a record to a file that `load` reads; its name says the format, and `stored` is as of `dumps`.

    Raises:
        RecordFileError: its name says no format.
        OSError: it can't be written.
        ValueError, ImportError: as `dumps`.

    >>> from globalfirm import metric
    >>> dump(metric.headcount < 250, "rule")
    Traceback (most recent call last):
    globalfirm.rules.files.RecordFileError: rule: the name of a record's file ends in .json, .yaml, .yml or .toml, not in ''.
    """
    text = dumps(record, _format_of(path), stored=stored)
    Path(path).write_text(text, encoding="utf-8", newline="\n")


def _check_format(name: str) -> None:
    if name not in get_args(Format):
        raise ValueError(
            f"the formats are 'json', 'yaml' and 'toml', not {quote(name)}.{nearest(str(name), get_args(Format))}"
        )


def _format_of(path: str | Path) -> Format:
    suffix = Path(path).suffix
    if suffix.lower() not in _SUFFIXES:
        message = f"the name of a record's file ends in .json, .yaml, .yml or .toml, not in {quote(suffix)}."
        raise RecordFileError(str(path), (Problem(message),))
    return _SUFFIXES[suffix.lower()]


def _written_yaml(data: dict[str, Any]) -> str:
    with needed("writing YAML"):
        import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

        def represent_text(self, text: str) -> yaml.ScalarNode:
            """In quotes where we would read it otherwise, beside where other readers of YAML would (NO, 12:30)."""
            plain = text.isprintable() and scalar(text) == text
            return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')

    Dumper.add_representer(str, Dumper.represent_text)
    return yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)


def _drop_derived_errors(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """All but those that call a list too short only because its items have errors of their own."""
    short = {error["loc"] for error in errors if error["type"] == "too_short"}
    derived = short and {error["loc"][:end] for error in errors for end in range(len(error["loc"]))} & short
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in derived]


def _syntax_problem(error: ErrorDetails, data: Any, places: Places) -> SyntaxProblem:  # Any: what a file holds
    """An error of pydantic's, its path as the file writes it: without the kinds of rule that pydantic puts between."""
    path: Where = ()
    for part in error["loc"]:
        if _holds(data, part):
            path, data = (*path, part), data[part]
    if error["type"] == "missing":
        return SyntaxProblem(error["msg"], places.get(path), (*path, error["loc"][-1]))
    at = (*path, None) if error["type"] == "unknown_field" else path
    message = error["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
    given = error["input"]
    if message == error["msg"] and "url" in error and isinstance(given, (str, int, float, type(None))):
        expected = re.findall("'(.*?)'", error.get("ctx", {}).get("expected", ""))
        message += f": it is {quote(given)}.{nearest(str(given), expected)}"  # pydantic's own never say so
    return SyntaxProblem(message, places.get(at), path)


def _holds(node: Any, part: str | int) -> bool:  # Any: as above
    return part in node if isinstance(node, dict) else isinstance(node, list) and part in range(len(node))


def _located(found: list[SyntaxProblem], text: str) -> tuple[Problem, ...]:
    """The problems of a text with their lines and columns, in the order of the file."""
    starts = [0, *(line.end() for line in re.finditer("\n", text))]
    problems: dict[tuple[Where, int | None], Problem] = {}
    for problem in sorted(found, key=lambda problem: problem.offset or 0):
        line = column = None
        if problem.offset is not None:
            line = bisect_right(starts, problem.offset)
            column = problem.offset - starts[line - 1] + 1
        message = " ".join(problem.message.splitlines())
        message = message if message.endswith((".", "?")) else f"{message}."
        key = problem.path, problem.offset
        if key in problems:  # pydantic tried what may stand there in turn: a number or a parameter's name, say
            message = f"{problems[key].message} Or: {message}"
        problems[key] = Problem(message, problem.path, line, column)
    return tuple(problems.values())
