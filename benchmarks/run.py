"""What the library costs, as ratios measured in one run.

    python benchmarks/run.py                      # the ratios, beside the project's aims
    python benchmarks/run.py --json ratios.json   # and write them
    python benchmarks/run.py --budget             # and end with 1 where one is half as much again as in budget.json

A and B are interleaved, round by round, so that a noisy machine slows both; medians are compared. No time is held against a budget,
since machines differ. A ratio beyond it is measured twice more, and its least counts. `--json benchmarks/budget.json` is how
the budget itself is renewed, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import tables
from drawn import ROWS_A_FIRM, table
from timing import FIRM, RATIOS, bare_company, medians, over_budget, report

import globalfirm as gf
from globalfirm.places import country as country_module

of_this_process = partial(medians, clock=process_time)
BUDGET = Path(__file__).with_name("budget.json")
ATTEMPTS = 3


def importing(statement: str) -> Callable[[], object]:
    """A call that runs a statement in a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", statement], check=True)


def imports() -> None:
    nothing, ours, theirs = medians(
        importing("pass"), importing("import globalfirm"), importing("import pydantic"), times=1, rounds=15
    )
    detail = f"{(ours - nothing) * 1e3:.1f} ms against {(theirs - nothing) * 1e3:.1f} ms, without the interpreter's"
    report("import globalfirm / import pydantic", ours / theirs, 1.25, detail)
    used, base = medians(
        importing("from globalfirm import Company"),
        importing("from pydantic import BaseModel; BaseModel"),
        times=1,
        rounds=15,
    )
    print(f"{'  for comparison, first use: Company / BaseModel':<58} {used / base:6.2f}")


def validation() -> None:
    theirs_ = bare_company()
    text = json.dumps(FIRM)
    ours, theirs, ours_json, theirs_json = of_this_process(
        lambda: gf.Company.model_validate(FIRM),
        lambda: theirs_.model_validate(FIRM),
        lambda: gf.Company.model_validate_json(text),
        lambda: theirs_.model_validate_json(text),
    )
    report("Company of five offices / bare strings, from dicts", ours / theirs, 2, f"{ours * 1e6:.1f} us")
    report(
        "Company of five offices / bare strings, from JSON",
        ours_json / theirs_json,
        2,
        f"{ours_json * 1e6:.1f} us",
    )


def verdicts() -> None:
    """Judging a company just validated, so that nothing is known of it yet, against validating it."""
    taxonomy = gf.default_taxonomy()
    gf.rules.classify_all(gf.Company.model_validate(FIRM))  # the definitions are loaded
    for kind, record in (("decided", FIRM), ("undetermined", FIRM | {"headcount": "50+"})):
        validated, explained, labelled, everything, profiled = of_this_process(
            lambda record=record: gf.Company.model_validate(record),
            lambda record=record: gf.classify(gf.Company.model_validate(record)),
            lambda record=record: taxonomy.label(gf.Company.model_validate(record)),
            lambda record=record: gf.rules.classify_all(gf.Company.model_validate(record)),
            lambda record=record: gf.classify(gf.profile(gf.Company.model_validate(record))),
            times=300,
        )
        for what, seconds_, aim in (
            ("profile of every metric, and verdict", profiled, 4),
            ("verdict with evidence", explained, 4),
            ("label without evidence", labelled, 1),
            ("all published definitions", everything, 25),
        ):
            took = seconds_ - validated
            report(f"{what} / validation, {kind}", took / validated, aim, f"{took * 1e6:.1f} us")


def names() -> None:
    """Reading a country's name, against validating five offices as bare strings."""
    gf.Country("South Korea")
    resolve_anew = country_module._resolve.__wrapped__
    theirs = bare_company()
    spellings = [
        "South Korea",
        "Côte d’Ivoire",
        "united states of america",
        "Tanzania, United Republic of",
        "RS",
    ]
    bare, seen, *unseen = of_this_process(
        lambda: theirs.model_validate(FIRM),
        lambda: gf.Country("South Korea"),
        *[lambda s=s: resolve_anew(s) for s in spellings],
    )
    report("a country's name seen before / bare strings", seen / bare, 0.2, f"{seen * 1e6:.2f} us")
    for spelling, took in zip(spellings, unseen, strict=True):
        report(f"{spelling!r} not seen before / bare strings", took / bare, 2, f"{took * 1e6:.2f} us")


def tables_by_hand() -> None:
    """Two hundred thousand firms, against the query by hand; tables.py has more, and other libraries."""
    firms = 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.parquet")
        table(firms, firms * ROWS_A_FIRM, seed=1).write_parquet(path)
        tables.against_by_hand("polars", path)


BENCHMARKS = (imports, validation, verdicts, names, tables_by_hand)


def main() -> int:
    """Measure, write, and compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", type=Path, metavar="FILE", help="where to write the ratios")
    options.add_argument("--budget", action="store_true", help="compare with benchmarks/budget.json")
    asked = options.parse_args()
    budget: dict[str, float] = json.loads(BUDGET.read_text(encoding="utf-8")) if asked.budget else {}
    for _ in range(ATTEMPTS if asked.budget else 1):
        for benchmark in BENCHMARKS:
            benchmark()
        if not over_budget(RATIOS, budget):
            break
    if asked.json:
        rounded = {name: round(ratio, 3) for name, ratio in RATIOS.items()}
        asked.json.write_text(json.dumps(rounded, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    problems = over_budget(RATIOS, budget) if asked.budget else []
    for problem in problems:
        print(f"beyond the budget: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
