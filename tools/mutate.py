"""Breaks one small thing at a time in places, metrics and rules, and counts how many of these mutants the tests notice.

    python tools/mutate.py --mutants 60 --seed 0

It ends with 1 where fewer than nine in ten are noticed, and shows each that is not. Those that no test can notice, since what they
change makes no difference, are in survivors.tsv beside this file with the reason; they are not counted.

mutmut and cosmic-ray leave out what this library is made of: the former skips decorated functions and module-level code, and
a metric is a decorated function, a definition a module-level table. The latter runs one command for all files, a minute each.

A mutant is tried in a copy of the sources: by the doctests of its file and the tests that name it, then by all those of its floor.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SURVIVORS = Path(__file__).with_name("survivors.tsv")
FLOORS = ("places", "metrics", "rules")
LEAST_KILLED = 0.9
PATIENCE = 5
"""Times what a floor's tests take without a mutant, after which they are stopped: it hangs, which is noticed."""

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
"""What stands for what: the least slips of a hand that writes code."""


class Mutant(NamedTuple):
    """One change of one file: where, what it was and what it is, and the whole text with it."""

    path: str
    name: str
    line: int
    was: str
    now: str
    text: str

    @property
    def key(self) -> str:
        """By which it is found again when lines have moved."""
        return f"{self.path}\t{self.name}\t{self.was}\t{self.now}"


def changed(node: ast.AST) -> ast.AST | None:
    """The node with its least slip; None where there is none."""
    new = copy.deepcopy(node)
    if isinstance(new, ast.Compare) and type(new.ops[0]) in SWAPPED:
        new.ops[0] = SWAPPED[type(new.ops[0])]()  # type: ignore[call-overload]
    elif isinstance(new, (ast.BinOp, ast.BoolOp)) and type(new.op) in SWAPPED:
        new.op = SWAPPED[type(new.op)]()  # type: ignore[assignment]
    elif isinstance(new, ast.UnaryOp) and isinstance(new.op, ast.Not):
        return new.operand
    elif isinstance(new, (ast.IfExp, ast.If, ast.While)) and not isinstance(new.test, ast.Compare):
        new.test = ast.UnaryOp(ast.Not(), new.test)
    elif isinstance(new, ast.Constant) and isinstance(new.value, bool):
        new.value = not new.value
    elif isinstance(new, ast.Constant) and isinstance(new.value, (int, float)):
        new.value += 1
    else:
        return None
    return new


def _named(node: ast.AST) -> str:
    """What a statement defines: a function, a class, or a name."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name
    target = (
        node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
    )
    return target.id if isinstance(target, ast.Name) else ""


def sites(tree: ast.AST, name: str = "") -> Iterator[tuple[str, ast.AST, str, int | None]]:
    """Each place where something can be changed, with what is defined around it: not in annotations, docstrings and imports."""
    for field, value in ast.iter_fields(tree):
        if field in {"annotation", "returns", "type_params"} or isinstance(
            tree, (ast.JoinedStr, ast.Import, ast.ImportFrom)
        ):
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or (
                isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            ):
                continue
            inner = f"{name}.{_named(child)}".strip(".")
            if changed(child) is not None:
                yield inner or "the module", tree, field, at
            yield from sites(child, inner)


def _put(held: list[ast.AST], parent: ast.AST, field: str, at: int | None, node: ast.AST | None) -> None:
    if at is None:
        setattr(parent, field, node)
    else:
        held[at] = node


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found, alike = [], Counter[tuple[str, ...]]()
    for name, parent, field, at in sites(tree):
        held = getattr(parent, field)
        old = held if at is None else held[at]
        new = changed(old)
        _put(held, parent, field, at, new)
        text = ast.unparse(ast.fix_missing_locations(tree))
        _put(held, parent, field, at, old)
        shown = [ast.unparse(each).partition("\n")[0][:90] for each in (old, new)]
        alike[name, *shown] += 1
        name_here = f"{name}, number {alike[name, *shown]}" if alike[name, *shown] > 1 else name
        where = path.relative_to(ROOT / "src" / "globalfirm").as_posix()
        found.append(Mutant(where, name_here, old.lineno, *shown, text))
    return found


def files_of(floor: str) -> list[Path]:
    """The files of a floor that people write."""
    found = sorted((ROOT / "src" / "globalfirm" / floor).rglob("*.py"))
    return [path for path in found if "generated" not in path.parts]


def tests_of(mutant: Mutant) -> list[list[str]]:
    """What is run, in turn, until a test fails: what names the file, then its floor."""
    floor, stem = mutant.path.partition("/")[0], Path(mutant.path).stem
    folder = ROOT / "tests" / floor
    named = re.compile(rf"\b{floor}\.([\w.]+\.)?{stem}\b|import .*\b{stem}\b")
    near = [
        path for path in sorted(folder.glob("test_*.py")) if stem in path.stem or named.search(path.read_text("utf-8"))
    ]
    return [[f"src/globalfirm/{mutant.path}", *(f"tests/{floor}/{path.name}" for path in near)], [f"tests/{floor}"]]


def passes(copied: Path, tests: list[str], seconds: float | None = None) -> bool:
    """Whether some tests pass on the copy of the sources; what takes too long does not."""
    at = [str(copied / test) if test.startswith("src") else test for test in tests]
    options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-m", "not slow and not grows", "--rootdir", str(ROOT)]
    environment = os.environ | {"PYTHONPATH": f"{copied / 'src'}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, "-c", str(ROOT / "pyproject.toml"), *at],
            cwd=ROOT, env=environment, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in {0, 5}  # 5: there was nothing to run


def survives(copied: Path, mutant: Mutant, seconds: float) -> bool:
    """Whether no test notices."""
    path = copied / "src" / "globalfirm" / mutant.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    try:
        return all(passes(copied, tests, seconds) for tests in tests_of(mutant))
    finally:
        path.write_text(whole, encoding="utf-8")


def drawn(number: int, seed: int, floors: Sequence[str] = FLOORS) -> list[Mutant]:
    """A sample with as many of each floor; those that are known to make no difference are not in it."""
    lines = SURVIVORS.read_text(encoding="utf-8").splitlines() if SURVIVORS.exists() else []
    known = {line.rpartition("\t")[0] for line in lines}
    found = []
    for floor in floors:
        rng = random.Random(f"{seed} {floor}")
        every = [
            (path, at) for path in files_of(floor) for at in range(len([*sites(ast.parse(path.read_text("utf-8")))]))
        ]
        for path, at in rng.sample(every, number // len(floors)):
            mutant = mutants_of(path)[at]
            found += [] if mutant.key in known else [mutant]
    return found


def main() -> int:
    """Draw, try, and say what survived."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mutants", type=int, default=60, metavar="N")
    options.add_argument("--seed", type=int, default=0, metavar="N")
    options.add_argument("--floor", choices=FLOORS, action="append", help="of these alone")
    asked = options.parse_args()
    floors = asked.floor or FLOORS
    mutants, survived, patience = drawn(asked.mutants, asked.seed, floors), [], {}
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        shutil.copytree(ROOT / "src", copied / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for floor in floors:
            began = time.monotonic()
            if not passes(copied, [f"tests/{floor}"]):
                print(f"the tests of {floor} fail without any mutant")
                return 1
            patience[floor] = PATIENCE * (time.monotonic() - began)
        for mutant in mutants:
            survived += [mutant] if survives(copied, mutant, patience[mutant.path.partition("/")[0]]) else []
            said = "survives" if mutant in survived else "noticed "
            print(f"{said}  {mutant.path}:{mutant.line} in {mutant.name}: {mutant.was}  ->  {mutant.now}", flush=True)
    share = 1 - len(survived) / len(mutants)
    print(f"{len(mutants) - len(survived)} of {len(mutants)} noticed: {share:.0%}")
    return 0 if share >= LEAST_KILLED else 1


if __name__ == "__main__":
    raise SystemExit(main())
