"""Accounts as rows, a year each or a year and country: they come to what the same records say, in every library."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import cohort, strategies
from globalfirm.cohort.accounts_table import FIGURES
from globalfirm.model.accounts import Accounts, CountryFigures
from tests.cohort.conftest import Engine
from tests.profiles import examples

YEARS = {
    "firm": ["A", "A", "A", "B"],
    "year": [2022, 2023, 2024, 2024],
    "currency": ["EUR"] * 4,
    "headcount": [300.0, 240.0, 245.5, None],
    "turnover": [60e6, 40e6, 45e6, 1e6],
}


def rows_of(firm: str, years: list[Accounts]) -> list[dict[str, Any]]:
    """The rows of a firm's accounts, as a person would write them down; figures as text, since bounds are no number."""
    rows = []
    for accounts in years:
        keys = {"firm": firm, "year": accounts.year, "currency": accounts.currency}
        figures = {name: getattr(accounts, name) for name in FIGURES}
        rows.append(keys | {name: None if value is None else str(value) for name, value in figures.items()})
        for each in accounts.by_country:
            of_country = {name: getattr(each, name) for name in ("headcount", "turnover", "balance_sheet")}
            texts = {name: None if value is None else str(value) for name, value in of_country.items()}
            rows.append(keys | {"country": each.country or "Other", **texts})
    return rows


BOUNDS = st.none() | st.integers(0, 10**6) | st.tuples(st.integers(0, 99), st.integers(100, 10**6))
OF_COUNTRY = st.builds(
    CountryFigures,
    country=st.none() | strategies.countries(), headcount=BOUNDS, turnover=BOUNDS, balance_sheet=BOUNDS,
)  # fmt: skip
CURRENCY = st.sampled_from([None, "EUR"])
YEAR = st.one_of(
    st.builds(
        Accounts,
        year=st.integers(2015, 2024), currency=CURRENCY, headcount=BOUNDS, turnover=BOUNDS, balance_sheet=BOUNDS,
    ),
    st.builds(
        Accounts,
        year=st.integers(2015, 2024),
        currency=CURRENCY,
        foreign_headcount=BOUNDS,
        by_country=st.lists(OF_COUNTRY, max_size=3, unique_by=lambda each: each.country),
    ),
)  # fmt: skip
"""Accounts of figures in all, or by country and of all that is abroad: whole numbers and bounds, as text has them."""


@settings(max_examples=examples(40))
@given(st.lists(st.lists(YEAR, unique_by=lambda accounts: accounts.year), max_size=3), st.randoms())
def test_accounts_written_down_row_by_row_come_back(drawn: list[list[Accounts]], random: Random) -> None:
    firms = {str(name): years for name, years in enumerate(drawn) if years}
    rows = [row for name, years in firms.items() for row in rows_of(name, years)]
    random.shuffle(rows)
    kinds = {name: pl.Int64 if name == "year" else pl.String for name in cohort.AccountsColumns.model_fields}
    found = cohort.to_accounts(pl.DataFrame(rows, schema=kinds))
    assert {*found} == {*firms}
    for name, years in firms.items():
        assert [each.year for each in found[name]] == sorted(each.year for each in years)
        for wanted in years:
            [back] = [each for each in found[name] if each.year == wanted.year]
            assert back.replace(by_country=()) == wanted.replace(by_country=())
            assert {*back.by_country} == {*wanted.by_country}


def test_of_several_years_a_table_says_what_the_records_say(engine: Engine) -> None:
    """The European Union's status turns only after two years running: of a table of one year it was never a yes."""
    accounts = cohort.to_accounts(engine.make(YEARS))
    firms = [gf.Company(name=name, accounts=years, relations=()) for name, years in accounts.items()]
    taxonomy = gf.taxonomy("eu_size_class")
    labels = cohort.measure_companies(firms, "polars", taxonomy=taxonomy).select("firm", "label").rows()
    assert labels == [("A", "medium-sized enterprise"), ("B", "undetermined")]
    before = firms[0].replace(accounts=firms[0].accounts[:2])
    assert gf.classify(before, taxonomy).label == "large enterprise"


def test_a_report_by_country_is_read_as_it_is(engine: Engine) -> None:
    report = {
        "group": ["A"] * 3,
        "year": ["2024"] * 3,
        "where": ["ESP", "Germany", "Other"],
        "headcount": ["80", "15", "5"],
        "revenues": ["1,000", "N/A", None],
    }
    columns = cohort.AccountsColumns(firm="group", country="where", turnover="revenues")
    [accounts] = cohort.to_accounts(engine.make(report), columns)["A"]
    assert accounts.by_country == (
        CountryFigures(country="ES", headcount=80, turnover=1000),
        CountryFigures(country="DE", headcount=15),
        CountryFigures(headcount=5),
    )
    firm = gf.Company(name="A", home="ES", accounts=[accounts])
    assert gf.metric.foreign_employment_share(firm) == gf.Interval(0.2, 0.2)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"year": [2024, 2024], "headcount": [1.0, 2.0]}, "its rows contradict one another on headcount: 1.0, 2.0"),
        ({"year": [2024, None]}, "row 1 has no year in 'year'"),
        ({"years": [2024, 2024]}, "the table has no column 'year': it has firm, years. Did you mean 'years'?"),
        ({"year": [2024, 2024], "currency": ["EUR", "USD"]}, "its rows contradict one another on currency: EUR, USD"),
    ],
)
def test_what_is_not_one_account_a_year_is_an_error(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("?", r"\?")):
        cohort.to_accounts(pl.DataFrame({"firm": ["A", "A"], **columns}))


def test_a_country_has_no_figures_abroad_and_a_bad_value_names_its_firm_and_year() -> None:
    row = {"firm": ["A"], "year": [2024], "country": ["ES"]}
    with pytest.raises(ValidationError, match="foreign_turnover") as caught:
        cohort.to_accounts(pl.DataFrame({**row, "foreign_turnover": [1.0]}))
    assert caught.value.__notes__ == ["It is the year 2024 of the firm 'A'."]
    with pytest.raises(ValidationError, match="less than nothing"):
        cohort.to_accounts(pa.table({**row, "turnover": [-1.0]}))


def test_every_figure_of_a_year_has_a_column() -> None:
    """But sales by region, which have two of their own, and the keys of a record."""
    held = {"regional_sales", "by_country", "id", "seen"}
    assert {*cohort.AccountsColumns.model_fields} == {"firm", "country", *Accounts.model_fields} - held
