"""The article's evidence: what is known by construction is recovered, under every library."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from statistics import mean, median

import pyarrow as pa
import pytest

import globalfirm as gf
from globalfirm import cohort
from tests.cohort.conftest import ENGINES, Engine
from tests.firms import FIRST_YEAR, FUNDING_RATIO, SHARE_ABROAD, YEARS, cohort_of

FIRMS = 2_800
ASKED = [*("foreign_country_count", "founded", "country_count", "headcount")]


def test_the_share_with_people_abroad_is_as_made_and_grows_by_the_year(engine: Engine) -> None:
    rules = {"abroad": gf.metric.foreign_country_count >= 1}
    firms = cohort.measure(engine.make(cohort_of(FIRMS, seed=1)), rules=rules, metrics=["founded"]).firms
    assert cohort.shares(firms).rows[0].share == SHARE_ABROAD
    by_year = cohort.shares(firms, by="founded")
    assert [row.group[0] for row in by_year.rows] == [FIRST_YEAR + year for year in range(YEARS)]
    assert [row.share.low for row in by_year.rows] == pytest.approx([(year + 1) / 10 for year in range(YEARS)])
    assert all(row.firms == FIRMS / YEARS and row.share.is_exact for row in by_year.rows)


def test_global_firms_raised_twice_as_much(engine: Engine) -> None:
    firms = cohort.measure(engine.make(cohort_of(FIRMS, seed=2)), metrics=ASKED).firms
    ratio = cohort.funding_ratio(firms, confidence=0.99)
    for estimate in (ratio.mean, ratio.median):
        assert FUNDING_RATIO in estimate.interval
        assert estimate.value in estimate.interval
        assert (estimate.interval.high or 0) - estimate.interval.low < 0.6
    assert (ratio.abroad, ratio.at_home) == (FIRMS * SHARE_ABROAD, FIRMS * (1 - SHARE_ABROAD))


def test_the_ratios_are_those_of_the_standard_library() -> None:
    columns = cohort_of(560, seed=3)
    ratio = cohort.funding_ratio(cohort.measure(ENGINES["polars"].make(columns)).firms, resamples=50)
    raised = dict(zip(columns["firm"], columns["funding"], strict=True))
    rows_of = Counter(columns["firm"])
    abroad = [amount for firm, amount in raised.items() if rows_of[firm] == 2]
    at_home = [amount for firm, amount in raised.items() if rows_of[firm] == 1]
    assert ratio.mean.value == pytest.approx(mean(abroad) / mean(at_home))
    assert ratio.median.value == pytest.approx(median(abroad) / median(at_home))


def test_nine_intervals_in_ten_hold_the_true_ratio() -> None:
    """Of thirty cohorts; fewer than twenty-three would happen once in a hundred times by chance."""
    held = 0
    for seed in range(30):
        firms = cohort.measure(ENGINES["polars"].make(cohort_of(560, seed=seed))).firms
        held += FUNDING_RATIO in cohort.funding_ratio(firms, confidence=0.9, resamples=200).median.interval
    assert 23 <= held <= 30


def test_a_ratio_needs_firms_on_both_sides() -> None:
    table = ENGINES["polars"].make(
        {"firm": [1, 2], "country": ["US", "US"], "home": ["US", "US"], "funding": [1.0, 2.0]}
    )
    with pytest.raises(ValueError, match="0 have people abroad, 2 have none"):
        cohort.funding_ratio(cohort.measure(table).firms)
    with pytest.raises(ValueError, match="has no column 'funding'"):
        cohort.funding_ratio(cohort.measure(table.drop("funding")).firms)


def test_where_firms_at_home_have_raised_nothing_there_is_no_ratio() -> None:
    columns = {"firm": [*"ABCD"], "country": ["RS", "IN", "US", "US"], "home": ["US"] * 4}
    for raised, ratios in (([3.0, 5.0, 0.0, 0.0], (None, None)), ([3.0, 5.0, 0.0, 4.0], (2.0, 2.0))):
        firms = cohort.measure(ENGINES["polars"].make(columns | {"funding": raised})).firms
        ratio = cohort.funding_ratio(firms, resamples=99)
        assert tuple(each and each.value for each in (ratio.mean, ratio.median)) == ratios
        assert ratio.mean is None or ratio.mean.interval.high is None  # some draws are of nothing alone
    with pytest.raises(ValueError, match="95 is not a confidence: give a share between 0 and 1"):
        cohort.funding_ratio(firms, confidence=95)


def test_flows_count_firms_places_and_people(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": [*"AABBBC"],
            "country": ["US", "RS", "RS", "RS", "IN", "IN"],
            "home": ["US", "US", "US", "US", "US", None],
            "headcount": [9, 3, 4, None, 2, 7],
        }
    )
    rows = [tuple(row.values()) for row in engine.rows(cohort.flows(table))]
    assert rows == [("US", "RS", 2, 3, 8, None), ("US", "IN", 1, 1, 2, 2)]
    with pytest.raises(ValueError, match="no column for the home country"):
        cohort.flows(engine.make({"firm": ["A"], "country": ["RS"]}))


def test_flows_leave_out_homes_that_are_contradicted(engine: Engine) -> None:
    table = engine.make({"firm": [*"AABB"], "country": ["DE", "FR", "DE", "FR"], "home": ["RS", "US", "DE", None]})
    assert [tuple(row.values())[:3] for row in engine.rows(cohort.flows(table))] == [("DE", "FR", 1)]


def test_flows_and_presence_as_of_a_day(engine: Engine) -> None:
    columns = {"firm": [*"AA"], "country": ["US", "RS"], "home": ["US"] * 2, "opened": [None, date(2012, 1, 1)]}
    kinds = [("firm", pa.string()), ("country", pa.string()), ("home", pa.string()), ("opened", pa.date32())]
    table = engine.make(columns, pa.schema(kinds))
    for day, count in ((date(2011, 1, 1), 0), (date(2013, 1, 1), 1)):
        assert len(engine.rows(cohort.flows(table, as_of=day))) == count
        assert len(engine.rows(cohort.presence(table, as_of=day))) == count + 1


def test_presence_is_the_long_form_of_countries(engine: Engine) -> None:
    table = engine.make({"firm": [*"AAB"], "country": ["RS", "RS", "US"], "headcount": [3, 4, 0]})
    assert engine.rows(cohort.presence(table)) == [
        {"firm": "A", "country": "RS", "places": 2, "people_low": 7, "people_high": 7}
    ]


@pytest.mark.parametrize(
    ("module", "call", "extra"),
    [
        ("scipy", "cohort.funding_ratio(None)", "stats"),
        ("tqdm", "list(cohort.parts(table, progress=True))", "progress"),
        ("polars", "cohort.measure(Arrow())", "polars"),
    ],
)
def test_a_missing_extra_is_named(module: str, call: str, extra: str) -> None:
    script = f"""
import sys
sys.modules[{module!r}] = None
import pyarrow as pa
table = pa.table({{"firm": ["A"], "country": ["RS"]}})
class Arrow:
    def __arrow_c_stream__(self, requested_schema=None):
        return table.__arrow_c_stream__(requested_schema)
from globalfirm import cohort
if {module!r} == "polars":
    from importlib import util
    util.find_spec = lambda name: None
try:
    {call}
except ImportError as error:
    print(error)
"""
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert f"pip install 'globalfirm[{extra}]'" in printed
