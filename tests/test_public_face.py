"""The public face and the published JSON Schemas change only on purpose."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import globalfirm as gf

ROOT = Path(__file__).parents[1]


def tool(name: str):
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def snapshots():
    return tool("write_snapshots")


def test_the_public_face_is_the_one_on_record(snapshots) -> None:
    remedy = "run tools/write_snapshots.py and describe the change in CHANGELOG.md, with the version that it asks for"
    assert snapshots.face() == snapshots.FACE.read_text(encoding="utf-8"), remedy


def test_the_snapshot_is_of_this_version(snapshots) -> None:
    first = snapshots.FACE.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"globalfirm {'.'.join(gf.__version__.split('.')[:2])}"


def test_the_published_schemas_are_those_of_the_models(snapshots) -> None:
    for path, text in snapshots.schemas().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run tools/write_snapshots.py"


def test_what_editors_see_of_metrics_and_columns_is_what_is_declared() -> None:
    assert tool("write_stubs").stale() == [], "run tools/write_stubs.py"
