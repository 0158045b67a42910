"""Files of companies: read line by line, and no line is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import cohort


def test_companies_are_read_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    firms = [gf.Company(name=f"firm {i}", headcount="11-50", offices=[gf.Office(country="RS")]) for i in range(20)]
    path = tmp_path / "firms.jsonl"
    path.write_text("\n\n".join(firm.model_dump_json() for firm in firms))
    assert list(cohort.read_companies(path)) == firms
    assert list(cohort.read_companies(str(path), progress=True)) == firms
    assert "39.0/39.0" in capsys.readouterr().err


def test_lines_that_hold_no_company_are_listed_or_raised(tmp_path: Path) -> None:
    path = tmp_path / "firms.jsonl"
    path.write_text('{"name": "A"}\n{"nme": "B"}\nnonsense\n')
    refused: list[cohort.Refused] = []
    assert [firm.name for firm in cohort.read_companies(path, refused=refused)] == ["A"]
    assert [line for line, _ in refused] == [2, 3]
    with pytest.raises(ValidationError, match="nme") as problem:
        list(cohort.read_companies(path))
    assert problem.value.__notes__ == [f"It is line 2 of {path}."]
