"""The examples run as a user would run them, and their sums add up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from statistics import mean, median

import pytest

import globalfirm as gf

EXAMPLES = Path(__file__).parents[1] / "examples"


def printed_by(example: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(EXAMPLES / example)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_an_example_opens_as_a_notebook_whose_cells_are_whole(path: Path) -> None:
    """Jupytext's percent format: what opens it is a text that says what it is, and each cell of code runs by itself."""
    before, *cells = re.split(r"(?m)^# %%", path.read_text(encoding="utf-8"))
    texts = [cell.removeprefix(" [markdown]\n") for cell in cells if cell.startswith(" [markdown]\n")]
    codes = [cell for cell in cells if cell.startswith("\n")]
    assert (before, len(texts) + len(codes)) == ("", len(cells))
    assert cells[0].startswith(' [markdown]\n"""')
    assert all(line.startswith("#") for text in texts[1:] for line in text.splitlines() if line)
    for code in codes:
        compile(code, str(path), "exec")


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


@pytest.fixture(scope="module")
def article() -> str:
    return printed_by("article.py")


def test_of_the_articles_claims_what_the_files_give_is_what_their_rows_come_to(article: str) -> None:
    raised, countries = {}, {}
    for firm in gf.datasets.DATASETS["startups_2013"].rows():
        raised[firm["company_id"]] = firm["raised_usd_sum_of_rounds"] or None
    for office in gf.datasets.DATASETS["startups_2013_offices"].rows():
        countries.setdefault(office["company_id"], set()).add(office["country_code"])
    backed = [firm for firm, money in raised.items() if money]
    placed = [firm for firm in backed if firm in countries]
    abroad = [raised[firm] for firm in placed if len(countries[firm]) > 1]
    home = [raised[firm] for firm in placed if len(countries[firm]) == 1]
    unplaced = len(backed) - len(placed)
    least, most = (f"{100 * count / len(backed):.1f}" for count in (len(abroad), len(abroad) + unplaced))
    assert f"assuming also lists are complete: between {least} % and {most} % of {len(backed)} firms" in article
    told = article.split("... of firms with an office on record\n")[1].splitlines()[0]
    assert f"funding of {len(abroad)} firms that are abroad over that of {len(home)} that are not" in told
    assert f"the ratio of medians is {median(abroad) / median(home):.2f}, " in told
    assert "between 1.23 and 4.64 (95 % confidence)" in told
    assert f"the ratio of means is {mean(abroad) / mean(home):.2f}, " in told


def test_of_large_groups_what_is_left_out_is_counted(article: str) -> None:
    rows = gf.datasets.DATASETS["country_by_country_reports"].rows()
    for figure in ("employees", "unrelated_revenues_eur", "total_revenues_eur"):
        publish = {row["firm"] for row in rows if row[figure] is not None}
        theirs = [row for row in rows if row["firm"] in publish]
        counts = (
            *(len(publish), len(theirs), sum(row["country_code"] == "OTHER" for row in theirs)),
            *(sum(row[figure] is None for row in theirs), sum((row[figure] or 0) < 0 for row in theirs)),
        )
        assert re.search(rf"{figure}\W+" + r"\W+".join(map(str, counts)) + r"\W", article)
    assert re.findall("(?m)^for certain global: (.*)", article) == ["BP", "BP, SHELL, VOPAK", "SHELL", "SHELL"]


def test_the_page_on_the_articles_claims_says_what_the_example_prints(article: str) -> None:
    page = (EXAMPLES.parent / "docs" / "article.md").read_text(encoding="utf-8")
    prose = re.sub(r"(?s)\A---.*?---|```.*?```", "", page)
    said = re.findall(r"\d+\.\d+|\d+(?= %)", prose)
    assert len(said) > 12
    assert [number for number in said if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", article)] == []


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
