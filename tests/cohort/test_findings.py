"""What findings have in common: their sentences and their tables."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import polars as pl
import pytest

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort.findings.record import Findings
from tests.cohort.conftest import Engine

ONE = pl.DataFrame({"firm": ["A"], "country": ["RS"], "headcount": [3], "complete": ["false"]})
KINDS: dict[str, Callable[[pl.DataFrame], Findings]] = {
    "shares": cohort.shares,
    "averages": lambda firms: cohort.averages(firms, ["headcount", "raised"]),
    "ratios": lambda firms: cohort.ratios(firms, "raised", between="there"),
    "agreements": lambda firms: cohort.agreement(firms, "there", "abroad"),
    "assumptions": lambda _: cohort.shares_assuming(
        ONE, [cohort.CompleteLists()], rules={"there": gf.country_count >= 1}
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raised", [1.0, None])
def test_one_firm_is_one_firm(kind: str, raised: float | None) -> None:
    rules = {"there": gf.country_count >= 1, "abroad": gf.country_count >= 2}
    firms = cohort.measure(ONE, rules=rules, metrics=["headcount"]).firms.with_columns(
        raised=pl.lit(raised, pl.Float64)
    )
    told = str(KINDS[kind](firms))
    assert "1 firm" in told or raised is None
    assert not re.search(r"\b1 (firms|more have|have)\b|\b1 firm (that )?are\b|\b1 that are\b", told)


def test_a_year_is_whole_in_groups_and_tables_of_any_library_gaps_or_not(engine: Engine) -> None:
    columns = {"holds": [True, False, True], "year": [2005, None, 2006], "size": [1.5, None, 2.0]}
    found = cohort.shares(engine.make(columns), "holds", by=["year", "size"])
    assert str(found).startswith("year 2005, size 1.5: 100 % of 1 firm is holds.\nyear 2006, size 2.0: ")
    assert {type(row.group[0]) for row in found.rows} == {int, type(None)}
    for library in ("pandas", "polars", "pyarrow"):
        table = found.table(library)
        assert "2005.0" not in str(table)
        assert table["year"][0] == 2005 if library != "pyarrow" else table["year"].to_pylist() == [2005, 2006, None]


def test_a_flag_with_a_gap_is_a_flag_in_pandas() -> None:
    table = cohort.shares(pl.DataFrame({"holds": [True, True], "listed": [True, None]}), "holds", by="listed").table(
        "pandas"
    )
    assert table["listed"].dtype == pd.BooleanDtype()
