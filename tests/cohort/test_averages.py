"""Averages of bounded figures: the least and the most of every completion, and gaps of amounts are left out and counted."""

from __future__ import annotations

from itertools import product
from math import inf
from statistics import mean, median
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import Averages, averages
from globalfirm.model.interval import Interval
from tests.cohort.conftest import ENGINES, Engine
from tests.references import reference


def bounds(text: str) -> tuple[float, float | None]:
    low, _, high = text.rstrip("+").partition("-")
    return float(low), float(high) if high else None


def ends(found: Interval) -> tuple[float, float]:
    return (-inf if found.low is None else found.low, inf if found.high is None else found.high)


def table_of(figures: list[tuple[float, float | None]]) -> dict[str, list[Any]]:
    return {"size_low": [low for low, _ in figures], "size_high": [high for _, high in figures]}


SCHEMA = pa.schema([("size_low", pa.float64()), ("size_high", pa.float64())])


@pytest.mark.parametrize("row", reference("interval_average_reference"), ids=lambda row: row["intervals"])
def test_averages_are_those_of_the_reference_to_the_digit(engine: Engine, row: dict[str, str]) -> None:
    figures = [bounds(text) for text in row["intervals"].split()]
    [found] = averages(engine.make(table_of(figures), SCHEMA), "size").rows
    got = (*ends(found.mean), *ends(found.median))
    names = ("mean_low", "mean_high", "median_low", "median_high")
    assert got == pytest.approx([float(row[name]) for name in names], rel=1e-9)


FIGURE = st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda pair: (float(pair[0]), float(sum(pair))))


@given(st.lists(FIGURE, min_size=1, max_size=5))
def test_bounds_are_the_least_and_the_most_of_every_completion(figures: list[tuple[float, float]]) -> None:
    every = [*product(*[range(int(low), int(high) + 1) for low, high in figures])]
    [found] = averages(ENGINES["polars"].make(table_of([*figures])), "size").rows
    assert ends(found.mean) == pytest.approx((min(map(mean, every)), max(map(mean, every))))
    assert ends(found.median) == pytest.approx((min(map(median, every)), max(map(median, every))))
    assert found.unknown == sum(low < high for low, high in figures)


def test_amounts_that_are_not_on_record_are_left_out_and_counted(engine: Engine) -> None:
    columns = {"raised": [4.0, None, 0.0, 8.0, None], "home": ["US", "US", "US", "RS", "IN"]}
    [found] = averages(engine.make(columns), "raised").rows
    assert (found.firms, found.missing, found.mean, found.median) == (3, 2, 4, 4)
    by_home = averages(engine.make(columns), "raised", by="home")
    assert [(row.group, row.firms, row.missing) for row in by_home.rows] == [
        (("IN",), 0, 1), (("RS",), 1, 0), (("US",), 2, 1)
    ]  # fmt: skip
    assert str(by_home).splitlines() == [
        "home IN: raised of 0 firms (1 more has none on record): there is none.",
        "home RS: raised of 1 firm: the mean is 8, the median 8.",
        "home US: raised of 2 firms (1 more has none on record): the mean is 2, the median 2.",
    ]


def test_metrics_of_firms_are_averaged_as_measured(engine: Engine) -> None:
    table = engine.make({"firm": [*"AAB"], "country": ["US", "RS", "US"], "headcount": [3, None, 5]})
    found = averages(cohort.measure(table).firms, ["country_count", "headcount"])
    assert found.rows[0].mean == 1.5
    assert found.rows[1].mean == Interval(4.5, None)
    assert Averages.model_validate_json(found.model_dump_json()) == found
    assert found.table().select("mean_low", "median_high").rows() == [(1.5, 1.5), (4.5, None)]


def test_a_column_that_is_missing_is_named() -> None:
    firms = cohort.measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]})).firms
    with pytest.raises(ValueError, match="no column 'headcont'.*Did you mean"):
        averages(firms, "headcont")
    assert averages(firms, gf.metric.headcount.name).rows[0].firms == 1
