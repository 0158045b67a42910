"""Assumptions: each narrows what it says and no more, one after another, and no record that contradicts one is bent."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import BoundedHeadcounts, CompleteLists, Shares, shares, shares_assuming
from globalfirm.model.interval import Interval
from tests.cohort.conftest import Engine
from tests.profiles import examples

RULES = {"abroad": gf.metric.country_count >= 2, "small": gf.metric.headcount < 250}
FIRMS = {
    "firm": [*"AABCDD"],
    "country": ["US", "RS", "US", "", "DE", "DE"],
    "firm_headcount": ["200+", "200+", "100+", "9", None, None],
}


def bounds(found: Shares, of: str) -> list[Interval]:
    return [row.share for row in found.rows if row.of == of]


def test_each_assumption_is_added_to_those_before_it(engine: Engine) -> None:
    steps = [CompleteLists(places=2), CompleteLists(), BoundedHeadcounts(times=2)]
    found = shares_assuming(engine.make(FIRMS), steps, rules=RULES)
    assert [row.group for row in found.rows if row.of == "small"] == [
        ("nothing",),
        ("lists of 2 places or more are complete",),
        ("also lists are complete",),
        ("also headcounts such as '200+' are under 2 times that",),
    ]
    abroad = [Interval(0.25, 1), Interval(0.25, 0.75), Interval(0.25, 0.5), Interval(0.25, 0.5)]
    assert bounds(found, "abroad") == abroad  # of C no place is listed: no list of it is complete
    assert bounds(found, "small") == [Interval(0.25, 1)] * 3 + [Interval(0.5, 1)]  # A may have 200 to 399 people
    assert Shares.model_validate_json(found.model_dump_json()) == found


def test_a_weaker_assumption_after_a_stronger_one_takes_nothing_back(engine: Engine) -> None:
    found = shares_assuming(engine.make(FIRMS), [CompleteLists(), CompleteLists(places=2)], rules=RULES)
    assert bounds(found, "abroad") == [Interval(0.25, 1), Interval(0.25, 0.5), Interval(0.25, 0.5)]


def test_ids_are_compared_without_blanks_around_them(engine: Engine) -> None:
    """Of A 250 people are listed twice, under ids that differ by a blank: its headcount is kept, and its list is of two places."""
    columns = {
        "firm": ["A", " A", "B"],
        "country": ["US", "US", "US"],
        "headcount": ["250", "250", None],
        "firm_headcount": ["200+", "200+", "200+"],
    }
    steps = [BoundedHeadcounts(), CompleteLists(places=2)]
    found = shares_assuming(engine.make(columns), steps, rules=RULES | {"under 400": gf.metric.headcount < 400})
    assert bounds(found, "under 400") == [Interval(0, 0.5), Interval(0.5, 0.5), Interval(0.5, 0.5)]
    assert bounds(found, "abroad") == [Interval(0, 1), Interval(0, 1), Interval(0, 0.5)]


def test_lists_are_complete_as_measure_has_it(engine: Engine) -> None:
    columns = {"firm": [*"AAB"], "country": ["US", "RS", "US"]}
    table = engine.make(columns)
    firms = cohort.measure(table, rules={"abroad": RULES["abroad"]}, complete=True).firms
    [_, assumed] = shares_assuming(table, [CompleteLists()], rules={"abroad": RULES["abroad"]}).rows
    assert assumed.replace(group=()) == shares(firms).rows[0]


def test_a_record_that_says_otherwise_is_kept_and_counted(engine: Engine) -> None:
    columns = {"firm": [*"AAB"], "country": ["US", "US", "US"], "complete": ["FALSE", "FALSE", None]}
    found = shares_assuming(engine.make(columns), [CompleteLists()], rules={"abroad": RULES["abroad"]})
    assert bounds(found, "abroad") == [Interval(0, 1), Interval(0, 0.5)]
    assert found.rows[1].group == ("lists are complete (contradicted by 1 firm)",)


def test_a_headcount_that_people_counted_contradict_keeps_what_it_said(engine: Engine) -> None:
    """Of A 500 people are listed, so that "200+" is not under 400: it says what it said. B's is narrowed."""
    columns = {
        "firm": [*"AAB"],
        "country": ["US", "US", "US"],
        "headcount": ["250", "250", None],
        "firm_headcount": ["200+", "200+", "200+"],
    }
    rules = {"under 400": gf.metric.headcount < 400}
    found = shares_assuming(engine.make(columns), [BoundedHeadcounts()], rules=rules)
    assert bounds(found, "under 400") == [Interval(0, 0.5), Interval(0.5, 0.5)]
    assert found.rows[1].group == ("headcounts such as '200+' are under 2 times that (contradicted by 1 firm)",)


def test_counts_that_are_numbers_or_have_both_ends_stay_as_they_are(engine: Engine) -> None:
    for sizes in ([9, 300], ["9", "200-999"], ["few", "200-999"]):
        table = engine.make({"firm": [*"AB"], "country": ["US", "RS"], "headcount": sizes})
        nothing, bounded = shares_assuming(table, [BoundedHeadcounts()], rules={"small": RULES["small"]}).rows
        assert nothing.share == bounded.share


ROW = st.tuples(
    st.sampled_from("ABC"), st.sampled_from(["US", "RS", None]), st.sampled_from(["9", "100+", "200+", None])
)


@given(st.lists(ROW, min_size=1, max_size=6))
@settings(max_examples=examples(40))
def test_an_assumption_never_widens_bounds_nor_moves_them_out(rows: list[tuple[Any, ...]]) -> None:
    table = pl.DataFrame(rows, schema=dict.fromkeys(("firm", "country", "firm_headcount"), pl.String), orient="row")
    steps = [CompleteLists(places=2), CompleteLists(), BoundedHeadcounts()]
    found = shares_assuming(table, steps, rules=RULES)
    for of in RULES:
        each = bounds(found, of)
        assert all(after in before for before, after in pairwise(each)), (of, rows)


def test_it_is_grouped_and_prints_as_a_table_of_sentences() -> None:
    table = pl.DataFrame({"firm": [*"AAB"], "country": ["US", "RS", "DE"], "home": ["US", "US", "DE"]})
    found = shares_assuming(table, [CompleteLists()], rules={"abroad": RULES["abroad"]}, by="home", population="sample")
    assert found.by == ("assuming", "home")
    assert (
        str(found).splitlines()[2].startswith("assuming lists are complete, home DE: 0 % of 1 firm is abroad; of those")
    )
    assert found.table().columns[:3] == ["assuming", "home", "of"]


def test_assumptions_are_checked() -> None:
    with pytest.raises(ValueError, match="places"):
        CompleteLists(places=0)
    with pytest.raises(ValueError, match="times"):
        BoundedHeadcounts(times=1)
