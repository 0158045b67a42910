"""At a threshold, rules answer as exact arithmetic would: the oracle reckons with fractions."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest

import globalfirm as gf
from globalfirm import cohort
from globalfirm.expressions.logic import compare

SHARES = [(part, whole) for whole in range(1, 101) for part in range(whole + 1)]
EXACT = {">=": lambda a, b: a >= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
         "==": lambda a, b: a == b, "!=": lambda a, b: a != b}  # fmt: skip


@pytest.mark.parametrize("operator", EXACT)
def test_a_percentage_meets_a_whole_threshold_where_the_fraction_does(operator) -> None:
    """29 of 100 affiliates are 28.999999999999996 percent by floating point."""
    metric = gf.metric.internationalization_index_percent
    for percent in range(1, 100):
        firm = gf.Company(name="A", affiliates=100, foreign_affiliates=percent)
        for threshold in {percent - 1, percent, percent + 1} - {0, 100}:  # some of those hold of no firm
            rule = gf.rules.Threshold(metric=metric.name, operator=operator, value=float(threshold))
            assert rule.decide(firm) is EXACT[operator](percent, threshold), (percent, threshold)


def test_what_a_share_leaves_meets_the_threshold_that_it_is() -> None:
    """1 - 7/10 is not 3/10 by floating point."""
    for part, whole in SHARES:
        left = gf.Interval.exactly(1 - part / whole)
        exact = Fraction(whole - part, whole)
        tolerance = gf.metric.foreign_sales_share.tolerance
        assert compare(left, ">=", float(exact), tolerance) is True
        assert compare(left, ">", float(exact), tolerance) is False
        assert compare(left, "==", float(exact), tolerance) is True or exact == 0


def test_the_mean_of_three_equal_shares_is_that_share() -> None:
    for part, whole in SHARES[:600]:
        year = gf.Accounts(
            year=2024, turnover=whole, foreign_turnover=part, balance_sheet=whole, foreign_assets=part,
            headcount=whole, foreign_headcount=part,
        )  # fmt: skip
        percent = float(100 * Fraction(part, whole))
        if 0 < percent < 100:
            firm = gf.Company(name="A", accounts=[year])
            assert (gf.metric.transnationality_index_percent >= percent).decide(firm) is True
            assert (gf.metric.transnationality_index_percent > percent).decide(firm) is False


def test_counts_and_amounts_compare_exactly() -> None:
    firm = gf.Company(name="A", accounts=[gf.Accounts(year=2024, currency="EUR", turnover=1e13)])
    assert (gf.metric.turnover_eur >= 1e13 + 1).decide(firm) is False
    assert (gf.metric.turnover_eur > 1e13 - 1).decide(firm) is True
    assert gf.metric.country_count.tolerance == gf.metric.time_zone_span_hours.tolerance == 0


def test_a_table_answers_alike() -> None:
    rows = {"firm": [*range(1, 100)], "country": ["RS"] * 99, "affiliates": [100] * 99}
    table = pl.DataFrame(rows | {"foreign_affiliate_count": rows["firm"]})
    metric = gf.metric.internationalization_index_percent
    rules = {f"{sign} {n}": gf.rules.Threshold(metric=metric.name, operator=sign, value=float(n))
             for sign in EXACT for n in (29, 57, 58)}  # fmt: skip
    found = cohort.measure(table, rules=rules, metrics=[]).firms
    for row in found.iter_rows(named=True):
        for name, rule in rules.items():
            assert row[name] is EXACT[rule.operator](row["firm"], rule.value), (row["firm"], name)
