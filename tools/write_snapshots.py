"""Writes the snapshot of the public face, and the published JSON Schemas.

    python tools/write_snapshots.py [--check]

A change of either is a change that users see: it belongs in the changelog, with the version that it asks for.
"""

from __future__ import annotations

import inspect
import json
import sys
from enum import EnumType
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

import globalfirm as gf
from globalfirm.rules.schemas import KINDS, schema

ROOT = Path(__file__).parents[1]
FACE = ROOT / "tests" / "snapshots" / "public_face.txt"
SCHEMAS = ROOT / "docs" / "schemas"


def face() -> str:
    """Every public name with its signature, and the members of every public class with theirs."""
    lines = [f"globalfirm {'.'.join(gf.__version__.split('.')[:2])}"]
    public = {name: getattr(gf, name) for name in gf.__all__ if name != "cohort"}
    public |= {f"cohort.{name}": getattr(gf.cohort, name) for name in gf.cohort.__all__}
    for name, value in sorted(public.items()):
        if inspect.isclass(value):
            lines += [name, *(f"    {line}" for line in members(value))]
        elif inspect.isfunction(value) or hasattr(value, "__wrapped__"):
            lines.append(f"{name}{inspect.signature(value)}")
        else:
            lines.append(f"{name}: {type(value).__name__}")
    return "\n".join(lines) + "\n"


def members(kind: type) -> list[str]:
    """The fields and methods that are ours."""
    found = []
    if issubclass(kind, BaseModel):
        found += [f"{name}: field" for name in kind.model_fields]
    if isinstance(kind, EnumType):
        found += [f"{member.name} = {member.value!r}" for member in kind]
    for name, value in sorted(_own(kind).items()):
        plain = getattr(value, "__func__", value)
        if inspect.isfunction(plain):
            found.append(f"{name}{inspect.signature(plain)}")
        elif isinstance(value, (property, cached_property)):
            found.append(f"{name}: property")
    return found


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
