"""What a package that is missing comes to: an error that says what to install, by every way that leads to it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from globalfirm.ground.extras import EXTRAS, needed
from tools import bare

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OF_DEVELOPERS = {"test", "docs", "dev"}


def test_what_needs_more_than_the_core_says_what_to_install() -> None:
    hidden = [*EXTRAS, "pandas", "pyarrow", "duckdb"]
    code = f"import sys; sys.modules.update(dict.fromkeys({hidden})); from tools import bare; print(*bare.problems(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_extra_of_users_is_tried_and_named() -> None:
    extras = PROJECT["optional-dependencies"].keys() - OF_DEVELOPERS
    assert set(EXTRAS.values()) == extras
    assert extras <= {name for install, _, _ in bare.CALLS for name in re.findall(r"globalfirm\[(\w+)\]", install)}


@pytest.mark.parametrize(("package", "extra"), EXTRAS.items())
def test_an_extra_brings_what_is_imported(package: str, extra: str) -> None:
    (wanted,) = (re.match(r"[\w.-]+", need)[0] for need in PROJECT["optional-dependencies"][extra])
    try:
        files = distribution(wanted).files
    except PackageNotFoundError:
        pytest.skip(f"{wanted} is not installed")
    assert any(file.parts[0] == package for file in files)


def test_nothing_else_says_how_to_install_something() -> None:
    source = ROOT / "src" / "globalfirm"
    saying = {path.relative_to(source).as_posix() for path in source.rglob("*.py") if "pip install" in path.read_text()}
    assert saying == {"ground/extras.py", "cohort/engines.py"}, "where any of three libraries will do"


def test_what_is_missing_beneath_a_package_has_its_own_name() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"^a map needs proj: pip install proj\.$") as error, needed("a map"):
        raise ModuleNotFoundError("No module named 'proj.datadir'", name="proj.datadir")
    assert error.value.name == "proj.datadir"
