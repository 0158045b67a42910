"""What docs/compatibility.md promises is what there is, and the files about the project say the same as the project."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import yaml

import globalfirm as gf

ROOT = Path(__file__).parents[1]
PROMISE = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8").split("## What is not")[0]
MODULES = [*gf.MODULES, "strategies"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names_after(words: str) -> list[str]:
    """The names in the paragraph that follows some words."""
    return re.findall(r"`(\w+)`", PROMISE.split(words, 1)[1].lstrip().split("\n\n")[0])


def test_the_public_names_are_those_that_are_promised() -> None:
    assert sorted(names_after("do not begin with an underscore:")) == sorted(gf.__all__)
    assert names_after("`__all__` lists:") == sorted(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_public_module_lists_what_is_public(name: str) -> None:
    module = import_module("globalfirm.strategies") if name == "strategies" else getattr(gf, name)
    assert module.__all__
    assert [each for each in module.__all__ if each.startswith("_") or not hasattr(module, each)] == []


def test_an_error_is_found_by_its_class_in_the_package_and_nothing_else_of_its_module_is() -> None:
    assert all(getattr(gf, name) is getattr(gf.errors, name) for name in gf.errors.__all__)
    with pytest.raises(AttributeError, match="'as_pydantic'"):
        gf.as_pydantic  # noqa: B018


def test_the_citation_is_of_this_project() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation), "what the format asks for"
    assert citation["title"].startswith(f"{PROJECT['name']}: ")
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in PROJECT["authors"]]
    assert citation["abstract"].strip() == PROJECT["description"]
    assert citation["keywords"] == PROJECT["keywords"]
    assert citation["license"] == PROJECT["license"].split(" AND ")[0], "the code's"


def test_the_changelog_is_kept_in_the_form_that_it_names() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"(?m)^## (.*)$", changelog)
    assert versions[0] == "[Unreleased]"
    assert [line for line in versions[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line)] == []
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"(?m)^### (.*)$", changelog)) <= kinds


def test_the_forge_runs_what_runs_here_and_nothing_else() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "run" in step] == ["bash .ci/run"]
    assert {step["uses"].partition("@")[0] for step in steps if "uses" in step} <= {
        "actions/checkout",
        "actions/setup-python",
    }


def test_the_forge_has_the_first_and_the_last_python_that_is_promised() -> None:
    """The last of its list is the forge's `python3`: the README's command asks for the first that will do."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    (installed,) = [step["with"]["python-version"] for step in workflow["jobs"]["checks"]["steps"] if "with" in step]
    named = re.compile(r"Programming Language :: Python :: (3\.\d+)")
    promised = [match[1] for line in PROJECT["classifiers"] if (match := named.fullmatch(line))]
    assert PROJECT["requires-python"] == f">={promised[0]}"
    assert installed.split() == [promised[-1], promised[0]]
