"""What the library costs, as ratios measured in one run.

    python benchmarks/run.py

A and B are interleaved, round by round, so that a noisy machine slows both; medians are compared. Nothing here is
asserted: the bounds beside the ratios are the project's aims.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from timing import FIRM, bare_company, medians, report

import globalfirm as gf
from globalfirm.places import country as country_module


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
    ours, theirs, ours_json, theirs_json = medians(
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
        validated, explained, labelled, everything, profiled = medians(
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
    gf.Country("South Korea")
    resolve_anew = country_module._resolve.__wrapped__
    spellings = [
        "South Korea",
        "Côte d’Ivoire",
        "united states of america",
        "Tanzania, United Republic of",
        "RS",
    ]
    [seen] = medians(lambda: gf.Country("South Korea"))
    report("a country's name seen before / 1 us", seen * 1e6, 1, f"{seen * 1e6:.2f} us")
    for spelling, unseen in zip(spellings, medians(*[lambda s=s: resolve_anew(s) for s in spellings]), strict=True):
        report(f"{spelling!r} not seen before / 10 us", unseen * 1e5, 1, f"{unseen * 1e6:.2f} us")


if __name__ == "__main__":
    for benchmark in (imports, validation, verdicts, names):
        benchmark()
