"""Checks that whatever needs more than the core says what to install: each extra, by every way that leads to it.

    python tools/bare.py

It is for an environment that has globalfirm and none of its extras, such as tools/distribution.py makes: what works all the same
is a fault of this list. The tests go through it, too, where the packages can't be imported.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import globalfirm as gf

FIRM = gf.Company(name="Vast", home="US", headcount=25, offices=["San Francisco", "Belgrade, Serbia"])
RULE = gf.country_count >= 2
FOLDER = Path(tempfile.gettempdir())


def progress() -> object:
    """Shown while companies are read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "firms.jsonl"
        path.write_text('{"name": "A"}\n', encoding="utf-8")
        return [*gf.cohort.read_companies(path, progress=True)]


CALLS: tuple[tuple[str, str, Callable[[], object]], ...] = (
    ("'globalfirm[coordinates]'", "Place.located", gf.Place(country="US", latitude=61.3, longitude=-149.9).located),
    (
        "'globalfirm[holidays]'",
        "working_day.shared_time",
        lambda: gf.working_day.shared_time(FIRM, date(2019, 5, 1), holidays=True),
    ),
    ("'globalfirm[hypothesis]'", "globalfirm.strategies", lambda: import_module("globalfirm.strategies")),
    ("'globalfirm[sqlalchemy]'", "globalfirm.databases", lambda: import_module("globalfirm.databases")),
    ("'globalfirm[png]'", "Picture.png", lambda: FIRM.card().png()),
    ("'globalfirm[png]'", "Picture.save", lambda: FIRM.card().save(FOLDER / "globalfirm.png")),
    ("'globalfirm[rich]'", "Picture.print", lambda: FIRM.card().print()),
    ("'globalfirm[progress]'", "cohort.read_companies", progress),
    ("'globalfirm[toml]'", "files.dumps of TOML", lambda: gf.files.dumps(RULE, "toml")),
    ("'globalfirm[yaml]'", "files.dumps of YAML", lambda: gf.files.dumps(RULE, "yaml")),
    ("'globalfirm[yaml]'", "files.loads of YAML", lambda: gf.files.loads("name: A", gf.Company, "yaml")),
    ("'globalfirm[polars]'", "datasets.load", lambda: gf.datasets.load("startups_2013")),
    ("pandas", "datasets.load", lambda: gf.datasets.load("startups_2013", "pandas")),
    ("pyarrow", "datasets.load", lambda: gf.datasets.load("startups_2013", "pyarrow")),
    ("duckdb", "datasets.load", lambda: gf.datasets.load("startups_2013", "duckdb")),
    ("'globalfirm[ibis]'", "datasets.load", lambda: gf.datasets.load("startups_2013", "ibis")),
    ("'globalfirm[spark]'", "datasets.load", lambda: gf.datasets.load("startups_2013", "pyspark")),
    ("'globalfirm[polars]'", "cohort.measure_companies", lambda: gf.cohort.measure_companies([FIRM], "polars")),
    ("'globalfirm[polars]'", "cohort.measure_companies", lambda: gf.cohort.measure_companies([FIRM])),
)
"""What is to be installed, for what, and how it is met."""


def problems() -> Iterator[str]:
    """Which of the calls do without, or say something else."""
    for install, what, call in CALLS:
        try:
            call()
        except ImportError as error:
            if not str(error).endswith(f": pip install {install}."):
                yield f"{what} says {error}"
        else:
            yield f"{what} does without {install}"


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or 0)
