"""Verdicts as text, as plain data, and in the notebook."""

from __future__ import annotations

import json
import pickle
from html.parser import HTMLParser

from hypothesis import given

import globalfirm as gf
from globalfirm import metric
from tests.firms import companies

FIRM = gf.Company(
    name="<script>alert(1)</script>",
    home="US",
    headcount=19,
    complete=False,
    offices=[gf.Office(country="RS", city="Belgrade", headcount=3), *[gf.Office(country="US")] * 7],
    claims=[
        gf.Claim(metric="country_count", value=3, source="a paper"),
        gf.Claim(metric="headcount", value=90, source="x"),
    ],
    accounts=[gf.Accounts(year=2024, turnover=10, foreign_turnover=4)],
)


class Tags(HTMLParser):
    """Follows the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


def nested() -> gf.Taxonomy:
    rule = (
        gf.at_least(1, metric.country_count >= 2, ~(metric.headcount < 3))
        & (metric.home.any_of("US") | (metric.foreign_sales_share > 0.3))
        & gf.rules.sustained(metric.foreign_sales_share > 0.3, periods=2)
    )
    other = ~(metric.headcount < 3)
    return gf.Taxonomy(
        name="nested",
        classes=[
            gf.Definition(name="odd", summary="b", rule=other & ~other, citation="ours, 2026"),
            gf.Definition(name="nested", summary="a < b", rule=rule, citation="ours, 2026"),
        ],
        tags=[gf.Definition(name="tag", summary="t", rule=metric.headcount > 100, citation="ours, 2026")],
    )


def test_the_evidence_is_a_tree_in_text() -> None:
    text = str(gf.classify(FIRM, nested()))
    assert "    yes         at least 1 of\n      yes         country_count >= 2: it is 3 (" in text
    assert "      yes         not\n        no          headcount < 3: it is 19" in text
    assert "    yes         any of\n      yes         home any of US: it is US" in text
    assert "2024 yes" in text
    assert "(accounts of 2024)" in text
    assert "set aside: headcount: x says 90, against the record's 19" in text


def test_a_fact_says_what_it_rests_on() -> None:
    verdict = gf.classify(FIRM, nested())
    leaf = next(leaf for leaf in verdict.evidence[1].evidence.leaves() if leaf.rule == (metric.country_count >= 2))
    sources = verdict.sources(leaf)
    assert sources[0] == "Belgrade, Serbia (3 people)"
    assert "and 2 more places" in sources
    assert sources[-1] == "claim by a paper: 3"
    held = gf.classify(gf.profile(FIRM), nested())
    assert held.sources(leaf) == ("claim by a paper: 3",)
    assert verdict.sources(verdict.evidence[1].evidence) == ()  # of what is made of others, these have theirs


def test_it_turns_into_plain_data() -> None:
    verdict = gf.classify(FIRM, nested())
    written = json.loads(json.dumps(verdict.to_dict()))
    assert written["label"] == "nested"
    assert written["firm"] == FIRM.name
    assert written["conflicts"] == ["headcount: x says 90, against the record's 19"]
    tree = written["classes"][1]["evidence"]
    assert tree["outcome"] is True
    first = tree["parts"][0]["parts"][0]
    assert (first["metric"], first["fact"], first["outcome"]) == ("country_count", 3, True)
    assert first["sources"][0] == "Belgrade, Serbia (3 people)"
    assert tree["parts"][1]["parts"][0]["fact"] == {"values": ["US"], "complete": True}
    assert tree["parts"][2]["by_year"] == "2024 yes"
    assert written["tag_results"][0]["evidence"]["outcome"] is False


@given(companies())
def test_any_verdict_prints_and_turns_into_data_and_html(firm: gf.Company) -> None:
    verdict = gf.classify(firm, gf.taxonomy("article_2007"))
    assert str(verdict).startswith("firm: ")
    json.dumps(verdict.to_dict())
    page = Tags()
    page.feed(verdict._repr_html_())
    assert page.open == []


def test_html_escapes_what_records_hold() -> None:
    html = gf.classify(FIRM, nested())._repr_html_()
    page = Tags()
    page.feed(html)
    assert page.open == []
    assert "script" not in page.seen
    assert "&lt;script&gt;" in html
    assert "&#10003; nested: a &lt; b" in html


def test_verdicts_are_values() -> None:
    verdict = gf.classify(FIRM)
    assert verdict == gf.classify(FIRM)
    assert hash(verdict) == hash(gf.classify(FIRM))
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert gf.metrics.Facts(FIRM) != gf.metrics.Facts(FIRM, 2024)
    assert gf.metrics.Facts(FIRM) != FIRM
