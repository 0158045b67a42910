"""A frozen app has all of globalfirm, though much of it loads by name on first use: what PyInstaller packs, its hook says."""

from __future__ import annotations

import runpy
import tomllib
from importlib.resources import files
from pathlib import Path
from pkgutil import resolve_name, walk_packages

import pytest

import globalfirm


@pytest.fixture(scope="module")
def hook() -> dict[str, list]:
    """What PyInstaller reads of the hook that it finds by the entry point."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (folder,) = resolve_name(project["entry-points"]["pyinstaller40"]["hook-dirs"])()
    return runpy.run_path(str(Path(folder) / "hook-globalfirm.py"))


def test_every_module_is_packed_but_what_needs_hypothesis(hook) -> None:
    modules = {module.name for module in walk_packages(globalfirm.__path__, "globalfirm.")}
    modules = {name for name in modules if "-" not in name}
    assert {"globalfirm", *modules} - set(hook["hiddenimports"]) == {"globalfirm.strategies", "globalfirm._hypothesis"}
    assert set(hook["hiddenimports"]) <= {"globalfirm", *modules}


def test_every_file_of_data_is_packed_into_the_folder_where_it_is_looked_for(hook) -> None:
    packed = {f"{folder}/{Path(path).name}" for path, folder in hook["datas"]}
    for package, pattern in (("places.generated", "*.bin"), ("datasets", "*.csv"), ("views.drawing", "*.css")):
        folder = files(f"globalfirm.{package}")
        expected = {f"globalfirm/{package.replace('.', '/')}/{path.name}" for path in Path(str(folder)).glob(pattern)}
        assert expected
        assert expected <= packed
    assert not [path for path in packed if path.endswith((".py", ".pyc"))]
