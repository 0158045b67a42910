"""What docs/compatibility.md promises is what there is, and the files about the project say the same as the project."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

import globalfirm as gf
from tools.write_snapshots import names, public_modules

ROOT = Path(__file__).parents[1]
PROMISE = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8").split("## What is not")[0]
MODULES = public_modules()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names_after(words: str) -> list[str]:
    """The names in the paragraph that follows some words."""
    return re.findall(r"`(\w+)`", PROMISE.split(words, 1)[1].lstrip().split("\n\n")[0])


def test_the_public_names_are_those_that_are_promised() -> None:
    assert sorted(names_after("do not begin with an underscore:")) == sorted(gf.__all__)
    assert names_after("`__all__` lists:") == sorted(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_public_module_lists_what_is_public(name: str) -> None:
    module = MODULES[name]
    assert dir(module) == sorted(module.__all__) != []
    assert [each for each in module.__all__ if each.startswith("_") or not hasattr(module, each)] == []


FIRM = gf.Company(
    name="A", offices=[gf.Office(country="RS", opened="2015-03-01"), gf.Office(country="DE", closed="2020-01-01")]
)
TABLE = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "DE"], "home": "DE", "closed": [None, "2020-01-01"]})
ON_A_DAY: dict[str, Callable[[Any], object]] = {
    "as_of": FIRM.as_of,
    "card": lambda day: FIRM.card(on=day).text(),
    "shared_time": lambda day: gf.working_day.shared_time(FIRM, day),
    "overlaps": lambda day: gf.working_day.overlaps(FIRM, day),
    "handoffs": lambda day: gf.working_day.handoffs(FIRM, day),
    "meetings": lambda day: gf.working_day.meetings(FIRM, day),
    "rotation": lambda day: gf.working_day.rotation(FIRM, day, times=1),
    "measure": lambda day: gf.cohort.measure(TABLE, as_of=day).firms.rows(),
    "flows": lambda day: gf.cohort.flows(TABLE, as_of=day).rows(),
    "presence": lambda day: sorted(gf.cohort.presence(TABLE, as_of=day).rows()),
    "snapshots": lambda day: gf.cohort.snapshots(TABLE, [day]).rows(),
    "read": lambda day: gf.cohort.read(TABLE, as_of=[day]),
}
AT_AN_INSTANT: dict[str, Callable[[Any], object]] = {
    "offset_hours": lambda at: gf.TimeZone("Europe/Belgrade").offset_hours(at),
    "next_shared": lambda at: gf.working_day.next_shared(FIRM, at),
    "metric": lambda at: gf.time_zone_span(FIRM, at=at),
    "time_zone_span": lambda at: gf.cohort.time_zone_span(TABLE, at=at).rows(),
    "time_zone_count": lambda at: gf.cohort.time_zone_count(TABLE, at=at).rows(),
    "shared_hours": lambda at: gf.cohort.shared_hours(TABLE, at=at).rows(),
}


@pytest.mark.parametrize("ask", ON_A_DAY.values(), ids=ON_A_DAY)
def test_a_day_is_asked_for_as_a_date_or_its_text_everywhere(ask: Callable[[Any], object]) -> None:
    assert ask("2019-07-01") == ask(date(2019, 7, 1)) == ask(datetime(2019, 7, 1, 15))
    with pytest.raises(gf.GlobalfirmError, match="'July' is not a day: write it as in 2015-03-31"):
        ask("July")
    with pytest.raises(TypeError, match="2019 is not a day: give a date or its text"):
        ask(2019)


@pytest.mark.parametrize("ask", AT_AN_INSTANT.values(), ids=AT_AN_INSTANT)
def test_an_instant_is_asked_for_as_one_or_its_text_everywhere(ask: Callable[[Any], object]) -> None:
    assert ask("2019-07-01T15:00:00+00:00") == ask(datetime(2019, 7, 1, 15, tzinfo=UTC))
    with pytest.raises(ValueError, match="'July' is not an instant: give one such as 2026-07-01T12:00:00"):
        ask("July")


def test_the_docs_use_nothing_that_is_not_promised() -> None:
    """Neither the group of entry points nor the cell, which is not shown, that runs commands is a name to import."""
    promised = {*names(), *MODULES, *gf.errors.__all__, "definitions", "cli"}
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
    used = {
        name
        for page in pages
        for name in re.findall(r"\b(?:gf|globalfirm)\.([a-zA-Z]\w*(?:\.\w+)?)", page.read_text("utf-8"))
    }
    known = {name for name in used if name in promised or name.partition(".")[0] in promised - MODULES.keys()}
    assert sorted(used - known) == []


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
    unreleased, *releases = re.findall(r"(?m)^## (.*)$", changelog)
    assert unreleased == "[Unreleased]"
    assert [line for line in releases if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line)] == []
    assert sorted(releases, key=lambda line: [*map(int, re.findall(r"\d+", line)[:3])], reverse=True) == releases
    kinds = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
    for section in changelog.split("\n## ")[1:]:
        found = re.findall(r"(?m)^### (.*)$", section)
        assert [kind for kind in kinds if kind in found] == found


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
