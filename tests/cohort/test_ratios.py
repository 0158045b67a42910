"""Ratios of what firms have: bounds are those of every way to put open firms, and intervals hold their level."""

from __future__ import annotations

from itertools import product
from math import exp, inf, log, sqrt
from random import Random
from statistics import mean, median
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import Ratio, Ratios, ratios
from globalfirm.cohort.findings.ratios import lognormal_interval, median_interval
from globalfirm.cohort.findings.sides import Side
from globalfirm.model.interval import Interval
from tests.cohort.conftest import Engine
from tests.firms import FUNDING_RATIO, SHARE_ABROAD, cohort_of
from tests.references import reference

AMOUNTS = st.lists(st.integers(0, 6).map(float), max_size=4)
SOME = st.lists(st.integers(1, 6).map(float), min_size=1, max_size=3)


def table_of(abroad: list[float], home: list[float], unknown: list[float] | None = None) -> pl.DataFrame:
    rows = [(side, amount) for side, of in ((True, abroad), (False, home), (None, unknown or [])) for amount in of]
    return pl.DataFrame(rows, schema={"abroad": pl.Boolean, "funding": pl.Float64}, orient="row")


def only(table: Any, **asked: Any) -> Ratio:
    [found] = ratios(table, between="abroad", **asked).rows
    return found


def ends(found: Interval | None) -> tuple[float, float]:
    assert found is not None
    assert found.low is not None
    return found.low, inf if found.high is None else found.high


@pytest.mark.parametrize(
    "row", reference("ratio_bounds_reference"), ids=lambda row: f"{row['abroad']} over {row['home']}"
)
def test_bounds_are_those_of_the_reference_to_the_digit(row: dict[str, str]) -> None:
    found = only(table_of(*[[*map(float, row[side].split())] for side in ("abroad", "home", "unknown")]))
    got = (*ends(found.means), *ends(found.medians))
    assert got == pytest.approx([float(row[name]) for name in ("mean_low", "mean_high", "median_low", "median_high")])


def quotients(pairs: list[tuple[list[float], list[float]]], average: Any) -> list[float]:
    """The ratios of averages of pairs of sides, where there is one."""
    found = [(average(one), average(other)) for one, other in pairs if one and other]
    return [part / whole if whole else inf for part, whole in found if part or whole]


@given(SOME, SOME, AMOUNTS)
def test_bounds_are_the_least_and_the_most_of_every_way_to_put_the_open_firms(
    abroad: list[float], home: list[float], unknown: list[float]
) -> None:
    ways = []
    for puts in product([True, False], repeat=len(unknown)):
        there = [amount for amount, put in zip(unknown, puts, strict=True) if put]
        ways.append((abroad + there, home + [amount for amount, put in zip(unknown, puts, strict=True) if not put]))
    found = only(table_of(abroad, home, unknown))
    for got, average in ((found.means, mean), (found.medians, median)):
        every = quotients(ways, average)
        assert ends(got) == pytest.approx((min(every), max(every)))
    without = []
    for one, other in ways:
        without += [(one[:at] + one[at + 1 :], other) for at in range(len(one))]
        without += [(one, other[:at] + other[at + 1 :]) for at in range(len(other))]
    if every := quotients(without, mean):
        assert ends(found.means_without_one) == pytest.approx((min(every), max(every)))
    else:
        assert found.means_without_one is None


@given(AMOUNTS, AMOUNTS, st.integers(0, 4), st.integers(0, 4))
def test_ranks_of_a_side_are_those_of_its_amounts_in_order(
    own: list[float], open_: list[float], start: int, stop: int
) -> None:
    own, open_ = sorted(own), sorted(open_)
    start, stop = sorted((min(start, len(open_)), min(stop, len(open_))))
    side = Side(own, open_, start, stop, 0)
    assert [side.at(rank) for rank in range(side.size)] == sorted(own + open_[start:stop])


def test_the_interval_of_medians_is_the_printed_example() -> None:
    """Of `ci.ratio.median2` of R's package statpsych, which D. Bonett wrote."""
    one = [36.0, 44, 47, 42, 49, 39, 46, 31, 33, 48]
    other = [32.0, 39, 26, 35, 43, 27, 40, 37, 34, 29, 49, 42, 40]
    found = only(table_of(one, other))
    assert found.medians == Interval.exactly(43 / 37)
    assert found.medians_interval is not None
    assert ends(found.medians_interval) == pytest.approx((0.927667, 1.455933), abs=5e-7)
    assert "is 1.16, of those that they were drawn from between 0.93 and 1.46 (95 % confidence)" in found.sentence()


def test_fewer_than_five_a_side_have_no_interval_and_the_sentence_says_so() -> None:
    four, five = [1.0, 2, 3, 4], [1.0, 2, 3, 4, 5]
    assert only(table_of(four, five)).medians_interval is None
    assert only(table_of(five, five)).medians_interval is not None
    assert only(table_of(four, five, [9.0])).medians_interval is None  # the open firm may be on the other side
    assert "with fewer than 5 firms a side no interval holds its level" in str(
        ratios(table_of(four, five), between="abroad")
    )
    assert "of amounts of 0 there is no interval" in str(ratios(table_of([0.0, *four], five), between="abroad"))


def test_with_open_firms_the_interval_holds_that_of_each_way_to_put_them() -> None:
    one, other, open_ = [3.0, 5, 8, 9, 20], [1.0, 2, 4, 4, 7], [2.0, 6, 30]
    low, high = ends(median_interval(one, other, open_, 0.95))
    for puts in product([True, False], repeat=3):
        there = [amount for amount, put in zip(open_, puts, strict=True) if put]
        rest = [amount for amount, put in zip(open_, puts, strict=True) if not put]
        least, most = ends(median_interval(one + there, other + rest, [], 0.95))
        if there in (sorted(open_)[: len(there)], sorted(open_)[3 - len(there) :]):
            assert low <= least <= most <= high


@pytest.mark.parametrize("size", [5, 9])
def test_nineteen_intervals_in_twenty_hold_the_true_ratio(size: int) -> None:
    """Of 600 pairs of lognormal samples, the medians' and the means'; fewer than 540 would be a level of 0.9."""
    random, held = Random(size), {"medians": 0, "means": 0}
    for draw in range(600):
        one = [2 * random.lognormvariate(0, 1) for _ in range(size)]
        other = [random.lognormvariate(0, 1) for _ in range(size)]
        held["medians"] += 2.0 in median_interval(one, other, [], 0.95)  # type: ignore[operator]
        if draw < 60:  # which are drawn each
            held["means"] += 2.0 in lognormal_interval(one, other, 0.95, draw)  # type: ignore[operator]
    assert held["medians"] >= 540
    assert held["means"] >= 54


def test_of_large_samples_the_lognormal_interval_is_that_of_the_normal_approximation() -> None:
    """Cox's approximation (X.-H. Zhou and S. Gao, 1997): the log of a lognormal mean is m + s^2/2, with variance s^2/n + s^4/2(n-1)."""
    random = Random(1)
    one, other = ([random.lognormvariate(shift, 0.5) for _ in range(2_000)] for shift in (1, 0))

    def facts(side: list[float]) -> tuple[float, float]:
        logs = [log(amount) for amount in side]
        middle = mean(logs)
        spread = sum((each - middle) ** 2 for each in logs) / (len(logs) - 1)
        return middle + spread / 2, spread / len(logs) + spread**2 / (2 * (len(logs) - 1))

    (first, more), (second, less) = facts(one), facts(other)
    reach = 1.96 * sqrt(more + less)
    low, high = ends(lognormal_interval(one, other, 0.95, 0))
    assert (low, high) == pytest.approx((exp(first - second - reach), exp(first - second + reach)), rel=0.01)


def test_an_assumption_is_named_and_needs_decided_firms_and_amounts_above_zero() -> None:
    one, other = [2.0, 3, 9], [1.0, 1, 4]
    found = only(table_of(one, other), assuming="lognormal")
    assert found.means_interval is not None
    assert "if amounts are lognormal between" in found.sentence()
    assert found == only(table_of(one[::-1], other), assuming="lognormal")  # whatever the order
    assert found != only(table_of(one, other), assuming="lognormal", seed=1)
    assert only(table_of(one, other)).means_interval is None
    for table in (table_of(one, other, [1.0]), table_of([0.0, *one], other), table_of([2.0], other)):
        assert only(table, assuming="lognormal").means_interval is None


def test_none_on_record_is_not_zero(engine: Engine) -> None:
    columns = {"abroad": [True, True, False, False], "funding": [4.0, None, 0.0, 2.0]}
    found = only(engine.make(columns))
    assert (found.firms, found.yes, found.no, found.missing) == (4, 1, 2, 1)
    assert found.means == 4
    assert found.largest_share == pytest.approx(4 / 6)
    assert "1 has none on record" in found.sentence()


def test_global_firms_raised_twice_as_much(engine: Engine) -> None:
    rules, firms = {"abroad": gf.metric.foreign_country_count >= 1}, 2_800
    table = engine.make(cohort_of(firms, seed=2))
    found = ratios(cohort.measure(table, rules=rules).firms, between="abroad", confidence=0.99, assuming="lognormal")
    [ratio] = found.rows
    assert (ratio.yes, ratio.no) == (firms * SHARE_ABROAD, firms * (1 - SHARE_ABROAD))
    for interval in (ratio.medians_interval, ratio.means_interval):
        assert interval is not None
        assert FUNDING_RATIO in interval
        low, high = ends(interval)
        assert high - low < 0.6
    assert Ratios.model_validate_json(found.model_dump_json()) == found
    assert found.table().height == 1


def test_where_a_side_has_nothing_there_is_no_ratio() -> None:
    assert only(table_of([], [1.0])).means is None
    assert only(table_of([], [1.0])).largest_share == 1
    nothing = only(table_of([0.0], [0.0]))
    assert (nothing.means, nothing.medians, nothing.largest_share) == (None, None, None)
    assert only(table_of([1.0], [0.0, 0.0, 1.0])).medians is None  # something over nothing, whatever is open
    assert (
        str(ratios(table_of([], [1.0]), between="abroad"))
        == "funding of 0 firms that are abroad over that of 1 that is not."
    )


def test_groups_have_a_ratio_each() -> None:
    table = table_of([4.0, 9], [2.0, 3]).with_columns(home=pl.Series(["US", "RS", "US", "RS"]))
    assert [(row.group, row.means) for row in ratios(table, between="abroad", by="home").rows] == [
        (("RS",), 3), (("US",), 2)
    ]  # fmt: skip


def test_mistakes_are_reported_in_sentences() -> None:
    table = table_of([1.0], [2.0])
    with pytest.raises(ValueError, match="no column 'fundng'.*Did you mean 'funding'"):
        ratios(table, "fundng", between="abroad")
    with pytest.raises(TypeError, match="the column 'funding' holds Float64, no answers"):
        ratios(table, between="funding")
    with pytest.raises(ValueError, match="95 is not a confidence"):
        ratios(table, between="abroad", confidence=95)
    with pytest.raises(ValueError, match="'normal' is not a distribution: give 'lognormal'"):
        ratios(table, between="abroad", assuming="normal")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="amounts of funding are negative"):
        ratios(table_of([-1.0], [2.0]), between="abroad")
