"""Missing headcounts that are drawn: from those known in the country alone, the same in every library and order of rows."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
import pytest

import globalfirm as gf
from globalfirm.cohort import CompleteLists, DrawnHeadcounts, Share, Shares, shares_assuming
from globalfirm.model.interval import Interval
from tests.cohort.conftest import Engine

RULES = {"small": gf.metric.headcount < 250}
PLACES = {
    "firm": ["A", "B", "C", "D", "D", "E"],
    "country": ["RS", "Serbia", "RS", "RS", "US", "DE"],
    "headcount": ["9", "300", "N/A", None, "5", None],
}


def drawn(table: Any, **asked: Any) -> Share:
    """The share that is small where lists are complete and headcounts are drawn."""
    return shares_assuming(table, [CompleteLists(), DrawnHeadcounts(**asked)], rules=RULES).rows[-1]  # type: ignore[return-value]


def test_what_is_missing_is_one_of_those_known_in_the_country_and_else_stays_open() -> None:
    """C is small in the draws in which it has 9 people; D in those too, beside 5 in the United States; of Germany nothing is known."""
    found = drawn(pl.DataFrame(PLACES), draws=40)
    assert (found.firms, found.yes, found.unknown, found.draws) == (5, 1, 3, 40)
    assert found.share.high is not None
    assert found.share.low is not None
    assert found.share.high - found.share.low == pytest.approx(1 / 5)
    assert found.share.low == pytest.approx((1 + 0.5 + 0.5) / 5, abs=0.06)
    assert found.sentence().endswith("of 5 firms are small, on average over 40 draws")


def test_where_all_that_are_known_are_alike_there_is_nothing_left_to_draw() -> None:
    table = pl.DataFrame(PLACES | {"headcount": ["300", "300", None, "N/A", "5", "4"]})
    assert drawn(table, draws=3).share == Interval(1 / 5, 1 / 5)


def test_draws_are_the_same_in_every_library_and_order_of_rows(engine: Engine) -> None:
    wanted = drawn(pl.DataFrame(PLACES), draws=2, seed=7)
    rows = [*zip(*PLACES.values(), strict=True)]
    Random(1).shuffle(rows)
    shuffled = dict(zip(PLACES, map(list, zip(*rows, strict=True)), strict=True))
    assert drawn(engine.make(shuffled), draws=2, seed=7) == wanted


def test_another_seed_gives_other_draws() -> None:
    table = pl.DataFrame(PLACES)
    assert len({drawn(table, draws=3, seed=seed).share for seed in range(8)}) > 1


def test_headcounts_of_firms_are_drawn_by_their_home_a_firm_once() -> None:
    """A has three rows and counts once: of C half the draws are small, not three in four."""
    table = pl.DataFrame(
        {
            "firm": [*"AAABCC"],
            "country": ["US", "RS", "DE", "US", "US", "RS"],
            "home": ["US"] * 5 + [None],
            "firm_headcount": ["9", "9", None, "300", None, None],
        }
    )
    found = drawn(table, of="firm_headcount", draws=40)
    assert found.share.low == found.share.high == pytest.approx(1.5 / 3, abs=0.06)


def test_numbers_are_drawn_as_text_is() -> None:
    numbers = pl.DataFrame(PLACES | {"headcount": [9, 300, None, None, 5, None]})
    texts = pl.DataFrame(PLACES | {"headcount": ["9", "300", None, None, "5", None]})
    assert drawn(numbers, draws=4).share == drawn(texts, draws=4).share


def test_a_firm_that_a_draw_would_contradict_keeps_its_record_there_and_is_counted() -> None:
    table = pl.DataFrame(PLACES | {"firm_headcount": [None, None, "20", None, None, None]})
    found = shares_assuming(table, [CompleteLists(), DrawnHeadcounts(draws=6)], rules=RULES)
    assert found.rows[-1].group == (
        "also missing headcounts are like those known in the country (contradicted by 1 firm)",
    )
    assert drawn(table, draws=6).yes == 2  # A, and C, which has at most 20 people in every draw


def test_of_headcounts_missing_at_random_the_draws_come_near_the_truth_and_the_decided_labels_do_not() -> None:
    """The share among firms whose label is decided would be far too low or high; facts that are drawn are not."""
    random, rows = Random(11), []
    for firm in range(1500):
        size, wide = random.choice([9, 40, 120, 300, 900]), random.random() < 0.5
        known = random.random() < 0.5
        rows += [(firm, country, str(size) if known else None, size) for country in ("US", "RS")[: 1 + wide]]
    table = pl.DataFrame(rows, schema=["firm", "country", "firm_headcount", "size"], orient="row").with_columns(
        home=pl.lit("US")
    )
    both = {"small and abroad": (gf.metric.headcount < 250) & (gf.metric.country_count >= 2)}
    truth = table.group_by("firm").agg(true=(pl.len() == 2) & (pl.col("size").first() < 250))["true"].mean()
    steps = [CompleteLists(), DrawnHeadcounts(of="firm_headcount", draws=4)]
    lists, sizes = shares_assuming(table.drop("size"), steps, rules=both).rows[1:]
    assert isinstance(lists, Share)
    assert sizes.share.low == sizes.share.high == pytest.approx(truth, abs=0.02)
    of_decided = lists.yes / (lists.firms - lists.unknown)
    assert abs(of_decided - truth) > 0.08


def test_they_go_to_json_and_back_and_are_checked() -> None:
    found = shares_assuming(pl.DataFrame(PLACES), [DrawnHeadcounts(draws=2)], rules=RULES, population="sample")
    assert Shares.model_validate_json(found.model_dump_json()) == found
    assert found.rows[-1].interval is not None
    with pytest.raises(
        ValueError, match="headcounts are drawn by the columns firm_headcount and home, of which the table lacks one"
    ):
        drawn(pl.DataFrame(PLACES), of="firm_headcount")
    with pytest.raises(ValueError, match="draws"):
        DrawnHeadcounts(draws=0)
