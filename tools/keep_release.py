"""Keeps a record of each kind as this version of the library stores it, for tests of later ones to read.

    python tools/keep_release.py [--check]

They go to tests/kept/<version>/, which is never written again once that version is out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import globalfirm as gf
from globalfirm.ground.record import Record

ROOT = Path(__file__).parents[1]


def records() -> dict[str, Record]:
    """A record of each kind that has a published schema, with much in it."""
    firm = gf.files.load(ROOT / "examples" / "vast.json", gf.Company)
    small = gf.at_least(1, gf.metric.headcount < 250, gf.metric.turnover_eur < 5e7)
    rule = small & gf.metric.countries.any_of("RS", "DO") & ~(gf.metric.foreign_headcount_share < 0.25)
    return {
        "company": firm,
        "profile": gf.profile(firm),
        "rule": rule,
        "taxonomy": gf.taxonomy("eu_size_class"),
        "verdict": gf.classify(firm),
    }


def main() -> None:
    """Write the files of this version, unless they are there; with --check say only whether they are as it stores them."""
    folder = ROOT / "tests" / "kept" / gf.__version__
    made = {folder / f"{kind}.json": gf.files.dumps(record, "json", stored=True) for kind, record in records().items()}
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        sys.exit(f"{stale[0].relative_to(ROOT)} is not what {gf.__version__} stores" if stale else 0)
    if folder.exists():
        sys.exit(f"{folder.relative_to(ROOT)} is there: delete it first, if {gf.__version__} is not out yet.")
    folder.mkdir(parents=True)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
