"""Writes the snapshot of the public face, and the published JSON Schemas.

    python tools/write_snapshots.py [--check]

A change of either is a change that users see: it belongs in the changelog, with the version that it asks for.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from enum import EnumType
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType

import globalfirm as gf
from globalfirm.cli.commands import COMMANDS
from globalfirm.ground.extras import EXTRAS
from globalfirm.rules.definitions import PUBLISHED
from globalfirm.rules.schemas import KINDS, schema

ROOT = Path(__file__).parents[1]
FACE = ROOT / "tests" / "snapshots" / "public_face.txt"
SCHEMAS = ROOT / "docs" / "schemas"


def public_modules() -> dict[str, ModuleType]:
    """Those that the package has as attributes, and those that are imported by name, since each needs an extra."""
    by_name = [path.stem for path in (ROOT / "src" / "globalfirm").glob("[!_]*.py")]
    return {name: import_module(f"globalfirm.{gf.MODULES.get(name, name)}") for name in sorted([*gf.MODULES, *by_name])}


def names() -> dict[str, object]:
    """What each public name stands for, those first that a thing is best known by."""
    found = {name: getattr(gf, name) for name in sorted(set(gf.__all__) - set(gf.MODULES))}
    found |= {f"metric.{name}": getattr(gf.metric, name) for name in (*gf.metrics.BUILT_IN, *gf.metrics.ON_DEMAND)}
    for module, part in public_modules().items():
        found |= {f"{module}.{name}": getattr(part, name) for name in sorted(part.__all__)}
    return found


def face() -> str:
    """All that docs/compatibility.md calls public, by its name; the JSON has schemas of its own."""
    version = ".".join(gf.__version__.split(".")[:2])
    return "\n".join([f"globalfirm {version}", *described(names()), *definitions(), *commands(), *extras(), ""])


def described(public: dict[str, object]) -> Iterator[str]:
    """Every name with its signature, and the members of every class with theirs; a thing of two names once."""
    homes: dict[int, str] = {}
    for name, value in public.items():
        if (home := homes.setdefault(id(value), name)) != name:
            yield f"{name} is {home}"
        elif inspect.isclass(value):
            yield from (name, *(f"    {line}" for line in members(value)))
        elif inspect.isfunction(value) or hasattr(value, "__wrapped__"):
            yield f"{name}{written(inspect.signature(value))}"
        else:
            yield f"{name}: {type(value).__name__}"


def definitions() -> Iterator[str]:
    """The published definitions: their classes, and the numbers that they rest on."""
    for name in PUBLISHED:
        for kind in gf.taxonomy(name).classes:
            numbers = ", ".join(f"{each.name} {each.value:.15g}" for each in kind.parameters)
            yield f"definition {name}: {kind.name} ({numbers})"


def commands() -> Iterator[str]:
    """The commands of the command line, with their options and what these may be."""
    for name, command in COMMANDS.items():
        choices = ["=" + "|".join(each.choices) if each.choices else "" for each in command.options]
        options = [f"{each.names[0]}{choice}" for each, choice in zip(command.options, choices, strict=True)]
        yield " ".join(["command", name, *options])


def extras() -> Iterator[str]:
    """The extras that a program may name among what it needs."""
    yield from (f"extra {name}" for name in sorted(EXTRAS.values()))


def members(kind: type) -> Iterator[str]:
    """The fields and methods that are ours."""
    for fields in ("model_fields", "__dataclass_fields__", "_fields"):
        yield from (f"{name}: field" for name in getattr(kind, fields, ()) if not name.startswith("_"))
    if isinstance(kind, EnumType):
        yield from (f"{member.name} = {member.value!r}" for member in kind)
    for name, value in sorted(_own(kind).items()):
        plain = getattr(value, "__func__", value)
        if inspect.isfunction(plain):
            yield f"{name}{written(inspect.signature(plain))}"
        elif isinstance(value, (property, cached_property)):
            yield f"{name}: property"


def written(signature: inspect.Signature) -> inspect.Signature:
    """As it is written: what a decorator of Hypothesis makes of a return type, each Python spells in its own way."""
    ours = isinstance(signature.return_annotation, str)
    return signature if ours else signature.replace(return_annotation=inspect.Signature.empty)


def _own(kind: type) -> dict[str, object]:
    ours = [base for base in reversed(kind.__mro__) if base.__module__.startswith("globalfirm")]
    return {name: value for base in ours for name, value in vars(base).items() if not name.startswith("_")}


def schemas() -> dict[Path, str]:
    """The JSON Schema of each kind that is read from files or answered as JSON."""
    return {SCHEMAS / f"{name}.json": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n" for name in KINDS}


def main() -> None:
    """Write what has changed, or say what has."""
    wanted = {FACE: face(), **schemas()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is not what the code says' if '--check' in sys.argv else 'written'}")
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit("run python tools/write_snapshots.py, and tell the change in CHANGELOG.md")


if __name__ == "__main__":
    main()
