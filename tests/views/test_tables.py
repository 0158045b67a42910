"""Rules as trees, taxonomies as tables."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

import globalfirm as gf
from globalfirm.strategies import rules

SMALL = gf.default_taxonomy(small=50)


class Cells(HTMLParser):
    """The texts of a table's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = False

    def handle_starttag(self, tag, attrs) -> None:
        self.inside = tag in {"td", "th"}
        if self.inside:
            self.cells.append("")

    def handle_endtag(self, tag) -> None:
        self.inside = False

    def handle_data(self, data) -> None:
        if self.inside:
            self.cells[-1] += data


@given(rules())
def test_any_rule_is_a_tree_in_both_media(rule: gf.Rule) -> None:
    assert len(rule.tree().splitlines()) == rule._repr_html_().count("<li>")


@pytest.mark.parametrize("name", gf.rules.taxonomies())
def test_every_taxonomy_is_a_table_of_eighty_columns(name) -> None:
    taxonomy = gf.taxonomy(name)
    text = str(taxonomy.table())
    assert max(map(len, text.splitlines())) <= 80
    cells = Cells()
    cells.feed(taxonomy._repr_html_())
    assert [definition.name for definition in taxonomy.classes] == cells.cells[3::3][: len(taxonomy.classes)]


def test_two_taxonomies_side_by_side_mark_what_differs() -> None:
    table = gf.default_taxonomy().table(beside=SMALL.without("domestic large firm"))
    assert table.note == "4 of 4 classes differ (≠)."
    assert table.rows[0] == (
        "≠ micro-multinational",
        "all of\n  2 countries or more\n  Fewer than 250 people",
        "all of\n  2 countries or more\n  Fewer than 50 people",
    )
    assert table.rows[-1][2] == "no such class"
    assert SMALL.table(beside=SMALL).note == "Both ask for the same."


def test_names_are_escaped() -> None:
    definition = gf.Definition(name="<b>", summary="<i>", rule=gf.metric.headcount < 5, citation="<script>")
    html = gf.Taxonomy(name="<u>", classes=[definition])._repr_html_()
    assert "<script" not in html
    assert "&lt;b&gt;" in html
