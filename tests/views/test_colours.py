"""Colours in terminals: they stand on the signs, and say nothing that these don't."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from rich.console import Console

import globalfirm as gf
from globalfirm.views.colours import coloured

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from cases import firms

FIRMS = firms()
TEXTS = {name: FIRMS[name].card(on="2026-11-24").text(world=False) for name in FIRMS}
TEXTS["plain"] = FIRMS["hours"].card(on="2026-11-24").text(ascii=True)
TEXTS["shared hours"] = gf.working_day.card(FIRMS["hours"], 2026).text()


def styled(text: str, style: str) -> list[str]:
    return [text[span.start : span.end] for span in coloured(text).spans if span.style == style]


@pytest.mark.parametrize("name", TEXTS)
def test_no_sign_is_lost_to_colour(name) -> None:
    text = TEXTS[name]
    assert coloured(text).plain == text
    console = Console(file=io.StringIO(), no_color=True, width=40)
    console.print(coloured(text), soft_wrap=True)
    assert console.file.getvalue() == text + "\n"


def test_each_sign_has_its_colour() -> None:
    text = TEXTS["hours"]
    assert {*"".join(styled(text, "dim bright_blue"))} == {"╌"}
    assert {*"".join(styled(text, "bright_blue"))} == {"━", "┿"}
    assert styled(text, "magenta") == ["^^"]
    assert styled(text, "bold bright_blue")[0] == "✓ micro-multinational"
    assert set(styled(text, "bold bright_blue")[1:]) == {"✓"}
    assert styled(text, "bold")[0] == "Round the Clock"
    assert {*"".join(styled(TEXTS["shared hours"], "bright_blue"))} == {"░", "▒", "▓"}
    plain = TEXTS["plain"]
    assert {*"".join(styled(plain, "bright_blue"))} == {"="}
    assert {*"".join(styled(plain, "dim bright_blue"))} == {"-"}
    assert "yes" in styled(plain, "bold bright_blue")


def test_no_and_set_aside_are_of_one_colour_and_two_signs() -> None:
    taxonomy = gf.Taxonomy(
        name="giants",
        classes=[gf.Definition(name="giant", summary="many", rule=gf.metric.headcount > 999, citation="ours")],
    )
    claim = gf.Claim(metric="country_count", value=9, source="a rumour")
    firm = gf.Company(name="A", headcount=3, offices=[gf.Office(country="RS")], claims=[claim])
    text = taxonomy.classify(firm).card(on="2026-11-24").text()
    assert styled(text, "bold red") == ["✗ unclassified", "✗", "≠"]


def test_names_are_neither_markup_nor_signs() -> None:
    shown = gf.Company(name="[red]A[/red] =b- x-y", headcount=3).card(on="2026-11-24").text()
    assert styled(shown, "bold")[0] == "[red]A[/red] =b- x-y"
    assert "x-y" not in "".join(styled(shown, "dim bright_blue"))


def test_a_picture_prints_itself_and_is_what_rich_prints(capsys) -> None:
    card = FIRMS["hours"].card(on="2026-11-24")
    card.print(ascii=True)
    assert capsys.readouterr().out == card.text(ascii=True) + "\n"
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=100)
    console.print(card)
    assert "\x1b[1;94m✓ micro-multinational\x1b[0m" in console.file.getvalue()
