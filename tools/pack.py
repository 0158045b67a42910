"""Packs a small app that uses globalfirm, as a zipapp and by PyInstaller, and checks that each says what the app says unpacked.

    python tools/pack.py [zipapp] [frozen]

Both are packed without a word of what globalfirm needs, in a new environment, with nothing beside the core; pip fetches its
packages, and PyInstaller. A zipapp has globalfirm and most of what it needs in the archive. Two packages stand beside it in a
folder, since they can't be read out of one: pydantic-core is compiled, and pycountry opens its tables by their path.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
import venv
import zipapp
from collections.abc import Callable
from pathlib import Path

from distribution import ROOT
from distribution import run as run_in

BESIDE_THE_ARCHIVE = ("pydantic_core", "pycountry")

APP = """
import sys

try:
    import globalfirm as gf
except ModuleNotFoundError as error:
    sys.exit(f"the app lacks {error.name}")
from globalfirm.cli import main

sys.stdout.reconfigure(encoding="utf-8")
firm = gf.Company(
    name="Vast", home="US", headcount=25, offices=["San Francisco", "Belgrade, Serbia"], funding=2e6, funding_currency="USD"
)
print(gf.rules.classify_all(firm))
print(gf.Place.explain("Kyoto / Remote"))
print(len(firm.card().svg()), firm.card().text())
print({name: len(dataset.rows()) for name, dataset in gf.datasets.DATASETS.items()})
print(gf.files.loads(gf.files.dumps(gf.default_taxonomy(), "json"), gf.Taxonomy, "json") == gf.default_taxonomy())
sys.exit(main(["assess", sys.argv[1]]))
"""


def run(*command: str | Path) -> str:
    """What a command prints, away from the source."""
    return run_in(*command, cwd=Path(tempfile.gettempdir()))


def make_zipapp(work: Path, python: Path) -> list[str | Path]:
    """The command of an archive that holds the app, globalfirm and what it needs, but for two packages beside it."""
    beside, content = work / "beside", work / "content"
    run(python, "-m", "pip", "install", "-q", "--target", content, ROOT)
    beside.mkdir()
    for package in BESIDE_THE_ARCHIVE:
        shutil.move(content / package, beside / package)
    head = f"import sys\nsys.path.append({str(beside)!r})\n"
    (content / "__main__.py").write_text(head + APP, encoding="utf-8")
    zipapp.create_archive(content, work / "app.pyz")
    shutil.rmtree(content)
    return [python, "-S", work / "app.pyz"]  # without the environment's packages


def make_frozen(work: Path, python: Path) -> list[str | Path]:
    """The command of the app as PyInstaller freezes it: what it packs of globalfirm, globalfirm's own hook says."""
    run(python, "-m", "pip", "install", "-q", "pyinstaller")
    places = ("--distpath", work / "dist", "--workpath", work / "build", "--specpath", work)
    run(python, "-m", "PyInstaller", "--log-level", "ERROR", "--onedir", "--name", "app", *places, work / "app.py")
    return [work / "dist" / "app" / "app"]


KINDS: dict[str, Callable[[Path, Path], list[str | Path]]] = {"zipapp": make_zipapp, "frozen": make_frozen}


def main() -> None:
    """Pack the app in each way that is asked for, run it, and compare."""
    asked = sys.argv[1:] or list(KINDS)
    if unknown := [kind for kind in asked if kind not in KINDS]:
        sys.exit(f"an app can't be packed as {unknown[0]!r}: give {' or '.join(KINDS)}.")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        venv.create(work / "venv", with_pip=True)
        python = work / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        run(python, "-m", "pip", "install", "-q", ROOT)
        (work / "app.py").write_text(APP, encoding="utf-8")
        company = work / "vast.json"
        shutil.copy(ROOT / "examples" / "vast.json", company)
        expected = run(python, work / "app.py", company)
        for kind in asked:
            started = time.perf_counter()
            command = KINDS[kind](work, python)
            packed = time.perf_counter()
            if (printed := run(*command, company)) != expected:
                sys.exit(f"packed as {kind}, the app says\n{printed}\nrather than\n{expected}")
            seconds = {"pack": round(packed - started, 1), "run": round(time.perf_counter() - packed, 1)}
            print(f"{kind}: says what the app says unpacked; seconds: {json.dumps(seconds)}")


if __name__ == "__main__":
    main()
