"""Writes the reference: every public name under the name that people import, out of the lists that the library itself has."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_type_hints

from definition_pages import write_changed
from pydantic import BaseModel
from sphinx.domains.python import PythonDomain
from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.typing import stringify_annotation

import globalfirm as gf
from globalfirm import databases, strategies
from globalfirm.cohort.findings.agreement import PairCount
from globalfirm.cohort.pipeline.reading import EncodedPlace, UnreadValue
from globalfirm.datasets.files import Column
from globalfirm.expressions.facts import FactSource
from globalfirm.ground.record import Record
from globalfirm.metrics.claims import ReconciledClaims
from globalfirm.metrics.declaration import Declared
from globalfirm.metrics.formulas import Namespace
from globalfirm.metrics.quantities import RecordInYear
from globalfirm.places.parsing.answer import PlaceReading
from globalfirm.places.parsing.explanation import ExplainedLine, ExplainedPiece, Explanation, RunnerUp
from globalfirm.places.place import ParsedPlaces
from globalfirm.rules.registry import Failure
from globalfirm.rules.schemas import KINDS, schema
from globalfirm.views.card import Card
from globalfirm.views.cohorts import CohortCard
from globalfirm.views.picture import Picture
from globalfirm.views.table import ClassTable
from globalfirm.views.working_day import WorkingDayCard

TITLES = {
    "places": "Places: where",
    "model": "Records: who",
    "metrics": "Metrics: how much",
    "working_day": "The working day",
    "rules": "Rules: what kind",
    "files": "Rule files",
    "cohort": "Cohort: many firms",
    "datasets": "Datasets",
    "databases": "Databases: column types",
    "answers": "Other types: what all records have, and what functions give back",
    "errors": "Errors and warnings",
    "strategies": "Strategies, for tests",
    "schemas": "JSON Schemas",
}
"""The pages, in the order of the house."""

ANSWERS = (
    *(
        Record,
        Picture,
        Card,
        CohortCard,
        WorkingDayCard,
        ClassTable,
        ParsedPlaces,
        Explanation,
        FactSource,
        Declared,
        Namespace,
    ),
    *(
        ExplainedLine,
        ExplainedPiece,
        RunnerUp,
        PlaceReading,
        RecordInYear,
        ReconciledClaims,
        Failure,
        PairCount,
        EncodedPlace,
        UnreadValue,
        Column,
    ),
)
"""What signatures name and the library alone makes: such things have no name to import them by."""


class Public(NamedTuple):
    """A thing with a public name: what it is, the page it stands on, and where else it may be imported from."""

    name: str
    value: object
    page: str
    aliases: tuple[str, ...]


def public() -> list[Public]:
    """Every public thing, once, under its shortest name; the names of metrics are those of `globalfirm.metric`."""
    names = [each for each in _names() if not inspect.ismodule(each[1])]
    homes: dict[int, str] = {}
    for name, value, _ in names:
        homes.setdefault(id(value), name)
    return [
        Public(name, value, page, tuple(other for other, same, _ in names if same is value and other != name))
        for name, value, page in names
        if homes[id(value)] == name
    ]


def _names() -> Iterator[tuple[str, object, str]]:
    """Every public name, what it names and its page, those first that a thing is best known by."""
    for name in (*gf.metrics.BUILT_IN, *gf.metrics.ON_DEMAND):
        yield f"globalfirm.metric.{name}", getattr(gf.metric, name), "all metrics"
    for part, names in gf.PUBLIC.items():
        for name in names:
            yield f"globalfirm.{name}", getattr(gf, name), "errors" if part == "ground.errors" else part.split(".")[0]
    for name in sorted({*gf.errors.__all__} - {*gf.__all__}):
        yield f"globalfirm.{name}", getattr(gf, name), "errors"
    for module in gf.MODULES:
        for name in getattr(gf, module).__all__:
            yield f"globalfirm.{module}.{name}", getattr(getattr(gf, module), name), module
    for part in (databases, strategies):
        page = part.__name__.rpartition(".")[2]
        for name in part.__all__:
            yield f"globalfirm.{page}.{name}", getattr(part, name), page
    for name in ("declare", "set_of", "unregister"):
        yield f"globalfirm.metric.{name}", getattr(gf.metric, name), "metrics"
    for kind in ANSWERS:
        yield f"{kind.__module__}.{kind.__name__}", kind, "answers"


def write(folder: Path) -> None:
    """Write a page a part, and the list of all names."""
    found = public()
    pages = {page: _page(title, [each for each in found if each.page == page]) for page, title in TITLES.items()}
    pages |= {"index": _index(found), "schemas": _schemas()}
    write_changed(folder, {f"{name}.rst": text for name, text in pages.items()})


def _heading(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}"


def _index(found: list[Public]) -> str:
    parts = [
        _heading("Every public name", "="),
        "A name stands here once, under the shortest way to import it; each heading leads to the page that describes its names."
        " Metrics are on a page of their own, :doc:`../metrics`.",
        ".. toctree::\n   :hidden:\n\n" + "\n".join(f"   {page}" for page in TITLES),
    ]
    for page, title in TITLES.items():
        lines = [f"   * - :py:obj:`{each.name}`\n     - {_summary(each)}" for each in found if each.page == page]
        table = ".. list-table::\n   :widths: 40 60\n\n" + "\n".join(lines)
        parts += [_heading(f":doc:`{title} <{page}>`", "-"), table if lines else ""]
    return "\n\n".join(parts) + "\n"


def _schemas() -> str:
    """What is read from files and answered as JSON, each as a file."""
    lines = [
        f"   * - :download:`{name}.json </schemas/{name}.json>`\n     - `{schema(name)['$id']}`\n     - {_first(_said(kind))}"
        for name, kind in KINDS.items()
    ]
    head = "   * - File\n     - `$id`\n     - What it is of"
    return "\n\n".join([
        _heading(TITLES["schemas"], "="),
        "What is read from files and answered as JSON, in draft 2020-12. `globalfirm schema company` prints one, and `globalfirm.rules.schema` gives it.",
        ".. list-table::\n   :header-rows: 1\n   :widths: 25 40 35\n\n" + "\n".join([head, *lines]),
    ]) + "\n"  # fmt: skip


def _said(kind: object) -> str:
    return description(kind, "globalfirm.rules.AnyRule")


def _summary(each: Public) -> str:
    """The first sentence or line of what it says of itself."""
    return _first(description(each.value, each.name))


def _first(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split()).rstrip(":")


def _page(title: str, found: list[Public]) -> str:
    return "\n\n".join([_heading(title, "="), *map(_entry, found)]) + "\n"


def _entry(each: Public) -> str:
    also = f"Also as {', '.join(f'`{name}`' for name in each.aliases)}.\n\n" if each.aliases else ""
    if inspect.isclass(each.value):
        kind = "exception" if issubclass(each.value, BaseException) else "class"
        names = [name for name, _, _ in fields(each.value)]
        hidden = f"   :exclude-members: model_config, model_post_init, {', '.join(names)}\n" if names else ""
        if each.page == "databases":  # the methods of a column type are called by SQLAlchemy alone
            hidden += "   :no-members:\n   :no-inherited-members:\n"
        described = "\n".join(map(_field, fields(each.value)))
        if issubclass(each.value, Record) and each.value is not Record:
            also += "Every record can be copied with changes, and read from data: :py:obj:`~globalfirm.ground.record.Record`.\n\n"
        if issubclass(each.value, Enum):
            also += f"Members: {', '.join(f'`{member.name}`' for member in each.value)}.\n\n"
        entry = f".. auto{kind}:: {each.name}{_signature(each.value)}\n{hidden}\n{_indented(also + described)}"
    elif inspect.isroutine(each.value):
        entry = f".. autofunction:: {each.name}\n\n{_indented(also)}"
    else:
        entry = f".. py:data:: {each.name}\n\n{_indented(description(each.value, each.name))}\n\n{_indented(also)}"
    return entry


def add_aliases(domain: PythonDomain) -> None:
    """Lets a search and other projects' links find each thing by its other names."""
    for each in public():
        if each.name in domain.objects:
            same = domain.objects[each.name]._replace(aliased=True)
            domain.objects.update(dict.fromkeys(each.aliases, same))


def _signature(kind: type) -> str:
    """How what has fields is made, by their names, since the types stand beside them."""
    if issubclass(kind, BaseModel) and kind.__init__ is Record.__init__:
        arguments = [
            name if each.is_required() else f"{name}={each.get_default(call_default_factory=True)!r}"
            for name, each in kind.model_fields.items()
        ]
        return f"(*, {', '.join(arguments)})" if arguments else "()"
    if not fields(kind):
        return ""
    taken = inspect.signature(kind).parameters.values()
    return f"({', '.join(each.name if each.default is each.empty else f'{each.name}=...' for each in taken)})"


def fields(kind: type) -> list[tuple[str, str, str]]:
    """The fields of a record, as name, type and meaning."""
    if issubclass(kind, BaseModel):
        names = {name: each.description or "" for name, each in kind.model_fields.items()}
    elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
        names = dict.fromkeys(kind._fields, "")
    elif dataclasses.is_dataclass(kind):
        names = {each.name: "" for each in dataclasses.fields(kind) if not each.name.startswith("_")}
    else:
        return []
    types = _types(kind)
    return [(name, types[name], said or _commented(kind, name)) for name, said in names.items()]


def _types(kind: type) -> dict[str, str]:
    """What each field holds, without what pydantic reads beside it."""
    if issubclass(kind, BaseModel):  # it has resolved them; its bases name types that only type checkers import
        kind = _annotated({name: each.annotation for name, each in kind.model_fields.items()})
    hints = get_type_hints(kind, localns=vars(gf.rules))
    return {
        name: stringify_annotation(hint, mode="smart").replace(_any_rule(), "~globalfirm.rules.AnyRule")
        for name, hint in hints.items()
    }


@cache
def _any_rule() -> str:
    """The union of all rules as it is spelled out, which has a name."""
    return stringify_annotation(get_type_hints(_annotated({"rule": gf.rules.AnyRule}))["rule"], mode="smart")


def _annotated(hints: dict[str, object]) -> type:
    return type("Annotated", (), {"__annotations__": hints})


def _field(each: tuple[str, str, str]) -> str:
    name, kind, said = each
    return f".. py:attribute:: {name}\n   :type: {kind}\n\n   {said}\n"


def _commented(kind: type, name: str) -> str:
    """What stands beneath a field in the source."""
    for base in kind.__mro__:
        if said := _comments(base.__module__).get((base.__name__, name)):
            return " ".join(said)
    return ""


@cache
def _comments(module: str) -> dict[tuple[str, str], list[str]]:
    try:
        return ModuleAnalyzer.for_module(module).find_attr_docs()
    except PycodeError:  # of no file of Python's
        return {}


def description(value: object, name: str) -> str:
    """What a thing says of itself: its docstring, or, of a value, the text beneath it in the source."""
    if isinstance(value, Declared):
        return value.meaning
    if inspect.isclass(value) or inspect.isroutine(value):
        return inspect.getdoc(value) or ""
    last = name.rpartition(".")[2]
    for module in [*sys.modules.values()]:
        ours = module.__name__.startswith("globalfirm") and vars(module).get(last) is value
        if ours and (said := _comments(module.__name__).get(("", last))):
            return "\n".join(said).strip()
    return inspect.getdoc(type(value)) or ""


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" if line.strip() else "" for line in text.splitlines())
