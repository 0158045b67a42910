"""What a release stored is read by every later one; what is stored under another schema is refused by its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import globalfirm as gf
from globalfirm.rules.files import SCHEMA_VERSION
from globalfirm.rules.schemas import KINDS

KEPT = sorted((Path(__file__).parents[1] / "kept").glob("*/*.json"))
KIND = KINDS | {"rule": gf.Rule}
FIRM = gf.Company(name="A", headcount=9)


def holds(now: object, stored: object) -> bool:
    """Whether what is written now says all that was stored; it may say more."""
    if isinstance(stored, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], stored[name]) for name in stored)
    if isinstance(stored, list):
        return isinstance(now, list) and len(now) == len(stored) and all(map(holds, now, stored))
    return now == stored


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_a_release_stored_is_read_and_says_what_it_said(path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    record = gf.files.load(path, KIND[path.stem])
    assert holds(json.loads(gf.files.dumps(record, stored=True)), stored)
    assert gf.files.loads(gf.files.dumps(record, stored=True), KIND[path.stem]) == record


def test_every_kind_is_kept_of_every_release() -> None:
    releases = {path.parent for path in KEPT}
    assert {path.stem for path in KEPT} == {*KINDS}
    assert len(KEPT) == len(KINDS) * len(releases)
    assert gf.__version__ in {release.name for release in releases}, "run python tools/keep_release.py"


def test_a_verdict_says_which_version_gave_it_and_by_which_definition() -> None:
    stored = json.loads(gf.files.dumps(gf.taxonomy("eu_size_class").classify(FIRM), stored=True))
    assert (stored["schema_version"], stored["globalfirm_version"]) == (SCHEMA_VERSION, gf.__version__)
    definition = stored["taxonomy"]["classes"][0]
    assert definition["applies_from"] == "2005-01-01"
    assert "2003/361/EC" in definition["citation"]
    assert gf.classify(FIRM).to_dict()["globalfirm_version"] == gf.__version__


def test_a_verdict_keeps_the_version_that_gave_it() -> None:
    older = json.loads(gf.classify(FIRM).model_dump_json()) | {"globalfirm_version": "0.0.9"}
    assert json.loads(gf.Verdict.model_validate(older).model_dump_json()) == older


def test_of_a_metric_that_a_stored_profile_does_not_hold_nothing_is_known() -> None:
    held = gf.profile(FIRM).model_dump(mode="json")
    older = {name: value for name, value in held.items() if name not in {"headcount", "countries"}}
    read = gf.Profile.model_validate(older)
    assert (read.headcount, read.countries) == (gf.Count("0+"), gf.PartialSet(values=(), complete=False))
    assert (gf.metric.headcount < 250).decide(read) is None


@pytest.mark.parametrize("version", [0, 2, "1", True, None])
def test_another_schema_is_refused_where_it_stands(version) -> None:
    text = json.dumps({"schema_version": version, "name": "A"})
    with pytest.raises(gf.files.RecordFileError, match=r"the text, line 1, column \d+ \(schema_version\): .* reads 1"):
        gf.files.loads(text, gf.Company)


@pytest.mark.parametrize("format_", ["json", "yaml", "toml"])
def test_a_file_that_people_write_needs_no_version(format_) -> None:
    assert "schema_version" not in gf.files.dumps(FIRM, format_)
    assert gf.files.loads(gf.files.dumps(FIRM, format_), gf.Company, format_) == FIRM
