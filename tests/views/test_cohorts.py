"""The card of a cohort, against the firms counted one by one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.views.drawing.bars import _ways
from globalfirm.views.drawing.summary import BINS, Held, summarize
from tests.profiles import examples

COUNTRIES = ("US", "RS", "NZ", "GB", "XK", "PT")
ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"), st.sampled_from(COUNTRIES), st.sampled_from([None, "3", "11-50", "200-300", "900"])
    ),
    min_size=1,
    max_size=12,
)


def table_of(rows: list[tuple[str, str, str | None]]) -> pl.DataFrame:
    schema = {"firm": pl.String, "country": pl.String, "headcount": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(home=pl.lit("US"))


@settings(max_examples=examples(50))
@given(ROWS)
def test_it_counts_what_a_person_would(rows) -> None:
    measured = gf.cohort.measure(table_of(rows), taxonomy=gf.default_taxonomy())
    content = summarize(measured)
    firms = measured.firms.to_dicts()
    assert content.firms == len(firms)
    assert content.unsettled == sum(firm["label"] == "undetermined" for firm in firms)
    for held in content.answers:
        answers = [firm[held.name] for firm in firms]
        assert held == Held(held.name, answers.count(True), answers.count(True) + answers.count(None))
    spans = [(firm["time_zone_span_hours_low"], firm["time_zone_span_hours_high"]) for firm in firms]
    edges = [0.0, 1e-9, *BINS[1:]]  # the first column holds no span at all
    for at, held in enumerate(content.spans):
        start, end = edges[at], edges[at + 1]
        inside = [start <= low and (26 if high is None else high) < end for low, high in spans]
        meets = [low < end and (26 if high is None else high) >= start for low, high in spans]
        assert (held.sure, held.possible) == (sum(inside), sum(meets))


def test_html_and_text_tell_the_same() -> None:
    table = table_of(
        [("<A>", "US", "3"), ("<A>", "RS", None), ("B", "NZ", "900"), ("B", "Narnia", None), ("C", "PT", "4")]
    )
    rules = {"<small>": gf.metric.headcount < 50} | {f"rule {n}": gf.metric.headcount > n for n in range(20)}
    card = gf.cohort.measure(table, rules=rules, taxonomy=gf.default_taxonomy()).card(
        "<i>", flows=gf.cohort.flows(table)
    )
    html, text = card.html(), card.text()
    assert "<small>" not in html
    assert "&lt;small&gt;" in html
    assert "<small>" in text
    for words in ("and 13 more", "3", "1 not read"):
        assert words in html
        assert words in text
    assert "United States<i>→</i>Serbia" in html
    assert "United States → Serbia" in text
    assert max(map(len, text.splitlines())) <= 80
    assert card.text(ascii=True).isascii()
    assert "<script" not in html
    assert repr(card) == "Card of <i>: 3 firms"
    assert str(card) == text
    assert card._repr_html_() == html


def test_flows_beyond_the_largest_are_counted() -> None:
    hosts = ("RS", "NZ", "GB", "XK", "PT", "DE", "FR", "ES", "IT", "BV")
    table = table_of([("A", host, "1") for host in hosts])
    card = gf.cohort.measure(table, taxonomy=gf.default_taxonomy()).card(flows=gf.cohort.flows(table))
    assert card.html().count("and 2 more") == 1
    assert "and 2 more" in card.text()


def test_a_trend_is_told_year_by_year_and_the_first_years_counted() -> None:
    rows = [(f"F{year}", "US", None, year) for year in range(2000, 2012)] + [("F", "RS", "900", 2011)]
    schema = {"firm": pl.String, "country": pl.String, "headcount": pl.String, "founded": pl.Int64}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    measured = gf.cohort.measure(table, rules={"small": gf.metric.headcount < 250}, metrics=["founded"])
    card = measured.card(trend=gf.cohort.shares(measured.firms, "small", by="founded"))
    assert "By year of founding: 2002: 0–100 %; 2003: 0–100 %;" in card.html()
    assert "2011: 0–50 %" in card.html()
    assert "Before them 2 years more." in card.html()
    assert "Before them 2 years more." in card.text()
    assert "  2011                     0–50 %" in card.text()
    few = measured.card(
        trend=gf.cohort.shares(measured.firms.filter(pl.col("founded_low") > 2009), "small", by="founded")
    )
    assert "Before them" not in few.html()
    for other in ({"by": None}, {"of": None, "by": "founded"}):
        shares = gf.cohort.shares(measured.firms.with_columns(big=~pl.col("small")), **{"of": "small", **other})
        with pytest.raises(ValueError, match="a trend is of one class, tag or rule by year"):
            measured.card(trend=shares)


def test_a_flow_to_where_the_map_has_no_point_is_listed_only() -> None:
    table = table_of([("A", "BV", "1")])
    html = gf.cohort.measure(table).card(flows=gf.cohort.flows(table)).html()
    assert "Bouvet Island" in html
    assert 'class="gf-flow"' not in html


def test_arcs_go_the_shorter_way_round() -> None:
    assert _ways(100, 1900) == [(100, -100), (2100, 1900)]


def test_lazy_tables_are_not_computed_for_a_glance() -> None:
    table = table_of([("A", "US", "3")])
    assert gf.cohort.measure(table)._repr_html_().startswith('<div class="gf">')
    lazy = gf.cohort.measure(table.lazy(), gf.cohort.Columns(), reading=gf.cohort.read(table))
    assert lazy._repr_html_() is None
    assert lazy.card("Lazy").text().startswith("Lazy")


@pytest.mark.parametrize("metrics", [[], ["headcount"]])
def test_what_was_not_measured_is_not_shown(metrics) -> None:
    card = gf.cohort.measure(table_of([("A", "US", "3")]), metrics=metrics).card()
    assert "Time-zone span" not in card.html()
    assert "settled" not in card.html()
    assert "What holds" not in card.text()


def test_readings_say_what_they_hold() -> None:
    table = table_of([("A", "US", "3")])
    assert len(repr(gf.cohort.read(table))) < 200
    assert repr(gf.cohort.read(pl.DataFrame({"firm": ["A"] * 3000, "country": ["US"] * 3000}))).count("\n") == 0
