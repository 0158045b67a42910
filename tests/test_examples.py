"""The examples run as a user would run them, and their sums add up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def printed_by(example: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(EXAMPLES / example)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_articles_company() -> None:
    printed = printed_by("vast.py")
    assert "Vast: micro-multinational" in printed
    assert "countries       4 (known: DO, RS, US)" in printed
    assert "they disagree, so none is used" in printed
    assert "From the known places alone, without any claim: micro-multinational" in printed


def test_of_remote_companies_no_row_is_lost() -> None:
    printed = printed_by("remote_companies.py")
    rows, companies, lost = map(int, re.findall(r"\d+", printed.splitlines()[0])[:3])
    assert rows == 446
    assert companies + lost == rows
    assert len(re.findall(r"(?m)^  \S+: size: ", printed)) == lost
    assert companies > 400
    kinds = printed.split("What kind of firm they are")[1].split("\n\n")[0]
    assert sum(map(int, re.findall(r"(?m)^ +(\d+) ", kinds))) == companies


def test_of_startup_offices_no_row_is_lost() -> None:
    printed = printed_by("startup_offices.py")
    rows, offices, _, rejected = map(int, re.findall(r"\d+", printed.splitlines()[0]))
    assert rows == 663
    assert offices + rejected == rows
    assert "{'ROM': 1}" in printed


def test_of_tables_every_row_is_used_or_rejected() -> None:
    printed = printed_by("tables.py")
    sums = re.findall(r"([\d,]+) rows = ([\d,]+) used \+ ([\d,]+) rejected; ([\d,]+) firms", printed)
    (rows, used, rejected, firms), (_, _, _, remote) = ([int(n.replace(",", "")) for n in line] for line in sums)
    assert (rows, rows - used, remote) == (663, rejected, 446)
    assert f"undetermined {firms:,}" in printed  # the file holds no headcounts
    assert re.search(r"  US    GB   +\d+", printed)


@pytest.mark.parametrize("example", ["remote_companies.py", "startup_offices.py"])
def test_an_example_without_its_file_says_so(example: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / example), str(tmp_path / "none.csv")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "none.csv is not there: give its path." in done.stderr


def test_another_list_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,people\nA,3\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "remote_companies.py"), str(other)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "other.csv has no column offices_text, size_text, slug" in done.stderr
