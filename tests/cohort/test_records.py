"""Companies as a table of firms: nothing that a record holds is lost on the way."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

import globalfirm as gf
from globalfirm import cohort

SERBIAN = gf.Company(name="A", home="RS", headcount=3, offices=["Serbia"])


def test_what_no_table_of_places_holds_counts() -> None:
    """Markets, teams, several years of accounts, and metrics that are searched for record by record."""
    team = gf.Team(name="sales", members=[gf.Member(country="JP")])
    years = [gf.Accounts(year=2020 + year, headcount=10 * 2**year) for year in range(4)]
    firm = SERBIAN.replace(
        headcount=80, teams=[team], markets=[gf.Market(country="US", mode="export")], accounts=years, founded=2000
    )
    rules = {"works abroad": gf.metric.foreign_market_count >= 2}
    found = cohort.measure_companies(
        [firm, SERBIAN],
        "polars",
        taxonomy=gf.taxonomy("high_growth"),
        rules=rules,
        metrics=["country_count", "site_index"],
    )
    assert found["country_count_low"].to_list() == [2, 1]
    assert found["label"].to_list() == [gf.taxonomy("high_growth").label(each) for each in (firm, SERBIAN)]
    assert found["label"][0] == "high-growth enterprise"
    assert found["works abroad"].to_list() == [True, None]
    assert found["site_index_low"].to_list() == [gf.metric.site_index(each).low for each in (firm, SERBIAN)]


def test_each_company_is_a_row_whatever_its_name() -> None:
    found = cohort.measure_companies([SERBIAN, SERBIAN.replace(headcount=4), SERBIAN.replace(id="42")], "polars")
    assert found.select("firm", "headcount_low").rows() == [("A", 3), ("A", 4), ("42", 3)]


def test_money_raised_is_a_column_where_it_is_one_number() -> None:
    raised = [2e6, None, (1e6, 3e6)]
    firms = [SERBIAN.replace(funding=amount, funding_currency="USD") for amount in raised]
    assert cohort.measure_companies(firms, "polars")["funding"].to_list() == [2e6, None, None]
    firms.append(SERBIAN.replace(funding=5, funding_currency="EUR"))
    with pytest.raises(ValueError, match="the firms' funding is in EUR, USD: give all of it in one currency"):
        cohort.measure_companies(firms)


def test_of_no_companies_there_are_the_columns() -> None:
    asked: dict[str, Any] = {"taxonomy": gf.default_taxonomy(), "reason": True}
    for library in ("polars", "pandas", "pyarrow"):
        none = cohort.measure_companies([], library, **asked)
        one = cohort.measure_companies([SERBIAN], library, **asked)
        names = none.column_names if library == "pyarrow" else [*none.columns]
        assert names == (one.column_names if library == "pyarrow" else [*one.columns])
        assert len(none) == 0


def test_findings_take_the_table() -> None:
    firms = cohort.measure_companies([SERBIAN, SERBIAN.replace(headcount=None)], taxonomy=gf.default_taxonomy())
    assert str(cohort.shares(firms, "domestic small firm")) == (
        "between 50 % and 100 % of 2 firms are domestic small firms."
    )


def test_the_library_is_the_first_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(cohort.measure_companies([SERBIAN]), pl.DataFrame)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "pandas" or None)
    assert isinstance(cohort.measure_companies([SERBIAN]), pd.DataFrame)


def test_mistakes_are_named() -> None:
    with pytest.raises(ValueError, match="'polar' is not a library of tables: .*Did you mean 'polars'"):
        cohort.measure_companies([SERBIAN], "polar")  # type: ignore[arg-type] # that is the claim
    with pytest.raises(TypeError, match="is not a Company: give several, or a table to globalfirm.cohort.measure"):
        cohort.measure_companies([gf.profile(SERBIAN)])  # type: ignore[list-item] # as above
    with pytest.raises(TypeError, match=f"the company '{SERBIAN.name}' is one"):
        cohort.measure_companies(SERBIAN)  # type: ignore[arg-type] # as above
    with pytest.raises(ValueError, match="both be called 'funding'"):
        cohort.measure_companies([SERBIAN], rules={"funding": gf.metric.headcount >= 3})
    with pytest.raises(TypeError, match="'headcount' is one name"):
        cohort.measure_companies([SERBIAN], metrics="headcount")
