"""Where nothing is open that a rule asks, it answers yes or no; the same of a table as of a record."""

from __future__ import annotations

import polars as pl
import pytest

import globalfirm as gf
from globalfirm import metric
from globalfirm.cohort import measure

TWO = [gf.Office(country="US"), gf.Office(country="RS")]


@pytest.mark.parametrize(
    ("rule", "firm", "rows", "answer"),
    [
        (metric.time_zone_span_hours <= 0, {"headcount": 1}, {"country": [None], "firm_headcount": [1]}, True),
        (metric.headcount != 2.5, {"headcount": "1+"}, {"country": ["US"]}, True),
        (metric.foreign_headcount_share > 0, {"offices": TWO}, {"country": ["US", "RS"]}, True),
        (metric.foreign_headcount_share > 0, {"offices": TWO[:1]}, {"country": ["US"]}, None),
        (
            metric.founded > 2005,
            {"offices": [gf.Office(country="US", opened="2005-03-01")]},
            {"country": ["US"], "opened": ["2005-03-01"]},
            False,
        ),
    ],
)
def test_a_rule_answers_where_nothing_is_open(rule: gf.Rule, firm: dict, rows: dict, answer: bool | None) -> None:
    assert rule.decide(gf.Company(name="A", **firm)) is answer
    table = pl.DataFrame({"firm": ["A"] * len(rows["country"]), **rows})
    assert measure(table, rules={"rule": rule}, metrics=[]).firms["rule"].to_list() == [answer]


def test_a_threshold_that_a_parameter_gives_is_whole_or_never_met() -> None:
    rule = metric.headcount != gf.parameter("few")
    assert rule.bind({"few": 2.5}).decide(gf.Company(name="A")) is True
    with pytest.raises(ValueError, match="holds of no firm"):
        (metric.headcount == gf.parameter("few")).bind({"few": 2.5})
