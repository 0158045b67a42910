"""Breaks one small thing at a time in places, metrics and rules, and counts how many of these mutants the tests notice.

    python tools/mutate.py --mutants 60 --seed 0

It ends with 1 where fewer than nine in ten are noticed, and shows each that is not. Those that no test can notice, since what they
change makes no difference, are in survivors.tsv beside this file with the reason; they are not counted.

mutmut and cosmic-ray leave out what this library is made of: the former skips decorated functions and module-level code, and
a metric is a decorated function, a definition a module-level table. The latter runs one command for all files, a minute each.

A mutant is tried in a copy of the sources: by the doctests of its file and the tests that name it, then by all of its floor, then by others that name it.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "globalfirm"
SURVIVORS = Path(__file__).with_name("survivors.tsv")
FLOORS = ("places", "metrics", "rules")
LEAST_KILLED = 0.9
PATIENCE = 5
"""Times what a floor's tests take without a mutant, after which they are stopped: it hangs, which is noticed."""

PYTEST = "import sys, pytest, globalfirm.rules; sys.exit(pytest.main())"
"""The library is imported first: pytest begins with the file of a doctest, and would import its package, and it again."""

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
"""What stands for what: the least slips of a hand that writes code."""
CHANGES_NO_ANSWER = {("lru_cache", "maxsize"), ("zip", "strict")}
"""How much a cache keeps, and a check that lengths are equal: it fails where they are not, which is a fault already."""


class Mutant(NamedTuple):
    """One change of one file: which of its sites, where that is, what it was and what it is."""

    path: str
    site: int
    name: str
    line: int
    was: str
    now: str

    @property
    def key(self) -> str:
        """By which it is found again when lines have moved."""
        return f"{self.path}\t{self.name}\t{self.was}\t{self.now}"

    @property
    def text(self) -> str:
        """The whole file with the change."""
        tree = ast.parse((SOURCES / self.path).read_text(encoding="utf-8"))
        _, parent, field, at = [*sites(tree)][self.site]
        held = getattr(parent, field)
        if at is None:
            setattr(parent, field, changed(held))
        else:
            held[at] = changed(held[at])
        return ast.unparse(ast.fix_missing_locations(tree))


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
    """Each place where something can be changed, with what is defined around it."""
    for field, value in ast.iter_fields(tree):
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _says_nothing(tree, field, child):
                continue
            inner = f"{name}.{_named(child)}".strip(".")
            if changed(child) is not None:
                yield inner or "the module", tree, field, at
            yield from sites(child, inner)


def _says_nothing(parent: ast.AST, field: str, node: ast.AST) -> bool:
    """Whether what runs does not rest on it: annotations, imports, messages, checks."""
    return (
        field in {"annotation", "returns", "type_params"}
        or isinstance(parent, (ast.JoinedStr, ast.Import, ast.ImportFrom))
        or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        or (isinstance(parent, ast.Call) and (ast.unparse(parent.func), getattr(node, "arg", "")) in CHANGES_NO_ANSWER)
    )


def code_of(path: Path) -> ast.Module:
    """What a file says, but for the situations of a definition and what they are made of: they are its tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [*map(_named, tree.body)]
    if {"taxonomy", "situations"}.issubset(names):
        del tree.body[names.index("taxonomy") + 1 :]
    return tree


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a file."""
    found, alike = [], Counter[tuple[str, ...]]()
    for site, (name, parent, field, at) in enumerate(sites(code_of(path))):
        old = getattr(parent, field) if at is None else getattr(parent, field)[at]
        new = changed(old) or old
        shown = [ast.unparse(ast.fix_missing_locations(each)).partition("\n")[0][:90] for each in (old, new)]
        alike[name, *shown] += 1
        name_here = f"{name}, number {alike[name, *shown]}" if alike[name, *shown] > 1 else name
        found.append(Mutant(path.relative_to(SOURCES).as_posix(), site, name_here, old.lineno, *shown))
    return found


def files_of(floor: str) -> list[Path]:
    """The files of a floor that people write."""
    found = sorted((SOURCES / floor).rglob("*.py"))
    return [path for path in found if "generated" not in path.parts]


def tests_of(mutant: Mutant) -> list[list[str]]:
    """What is run, in turn, until a test fails: what names the mutant, quickly; then its whole floor, and what names it elsewhere.

    A test names a mutant that asks for its file, its folder, or what is defined there.
    """
    floor, *parts = Path(mutant.path).with_suffix("").parts
    words = "|".join({*parts, re.split(r"[.,]", mutant.name)[0]})
    asks = re.compile(rf"(\.|import .*\b)({words})\b")
    named = [
        (not any(part in path.stem for part in parts), path.relative_to(ROOT).as_posix())
        for path in (ROOT / "tests").rglob("test_*.py")
        if any(part in path.stem for part in parts) or asks.search(path.read_text(encoding="utf-8"))
    ]
    tests = [path for _, path in sorted(named)]  # by name first
    near = [path for path in tests if path.startswith(f"tests/{floor}/")]
    far = [path for path in tests if path not in near]
    quick = ["-m", "not slow and not grows"]
    whole = [f"src/globalfirm/{floor}", f"tests/{floor}"]
    return [[*quick, f"src/globalfirm/{mutant.path}", *near], whole, *([[*quick, *far]] if far else [])]


def passes(copied: Path, tests: list[str], seconds: float | None = None) -> bool:
    """Whether some tests pass on the copy of the sources; what takes too long does not."""
    at = [str(copied / test) if test.startswith("src") else test for test in tests]
    options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml")]
    try:
        done = subprocess.run(
            [sys.executable, "-c", PYTEST, *options, *at], cwd=ROOT, capture_output=True, timeout=seconds, check=False,
            env=os.environ | {"PYTHONPATH": f"{copied / 'src'}{os.pathsep}{ROOT}"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in {0, 5}  # 5: there was nothing to run


def survives(mutant: Mutant, seconds: float) -> bool:
    """Whether no test notices, in a copy of the sources with what Python has compiled of them."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        shutil.copytree(ROOT / "src", copied / "src")
        (copied / "src" / "globalfirm" / mutant.path).write_text(mutant.text, encoding="utf-8")
        return all(passes(copied, tests, seconds) for tests in tests_of(mutant))


def drawn(number: int, seed: int, floors: Sequence[str] = FLOORS) -> list[Mutant]:
    """A sample with as many of each floor; those that are known to make no difference are not in it."""
    lines = SURVIVORS.read_text(encoding="utf-8").splitlines() if SURVIVORS.exists() else []
    known = {line.rpartition("\t")[0] for line in lines}
    found = []
    for floor in floors:
        every = [mutant for path in files_of(floor) for mutant in mutants_of(path)]
        found += random.Random(f"{seed} {floor}").sample(every, number // len(floors))
    return [mutant for mutant in found if mutant.key not in known]


def main() -> int:
    """Draw, try, and say what survived."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mutants", type=int, default=60, metavar="N")
    options.add_argument("--seed", type=int, default=0, metavar="N")
    options.add_argument("--floor", choices=FLOORS, action="append", help="of these alone")
    options.add_argument("--jobs", type=int, default=1, metavar="N", help="as many at once")
    asked = options.parse_args()
    patience = {}
    for floor in asked.floor or FLOORS:
        began = time.monotonic()
        if not passes(ROOT, [f"src/globalfirm/{floor}", f"tests/{floor}"]):
            print(f"the tests of {floor} fail without any mutant")
            return 1
        patience[floor] = PATIENCE * (time.monotonic() - began)
    mutants, survived, began = drawn(asked.mutants, asked.seed, [*patience]), [], time.monotonic()
    with ThreadPoolExecutor(asked.jobs) as pool:
        limits = [patience[mutant.path.partition("/")[0]] for mutant in mutants]
        for mutant, alive in zip(mutants, pool.map(survives, mutants, limits), strict=True):
            survived += [mutant] if alive else []
            print(
                f"{'survives' if alive else 'noticed '}  {mutant.path}:{mutant.line} in {mutant.name}: {mutant.was}  ->  {mutant.now}",
                flush=True,
            )
    for floor in patience:
        of_floor, alive_here = ([m for m in those if m.path.startswith(f"{floor}/")] for those in (mutants, survived))
        print(f"{floor}: {len(of_floor) - len(alive_here)} of {len(of_floor)} noticed")
    print(f"{(time.monotonic() - began) / len(mutants):.1f} seconds a mutant")
    share = 1 - len(survived) / len(mutants)
    print(f"{len(mutants) - len(survived)} of {len(mutants)} noticed: {share:.0%}")
    return 0 if share >= LEAST_KILLED else 1


if __name__ == "__main__":
    raise SystemExit(main())
