"""Tables of other shapes, by the recipes of docs/tables.md: made long, they say what a long table says."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

import globalfirm as gf
from globalfirm import cohort
from tests.cohort.conftest import ENGINES, Engine

WIDE = pl.DataFrame(
    {
        "firm": ["007", "7", "42", "43"],
        "countries": ["US; Serbia", "NA", None, "RS;US;RS"],
        "firm_headcount": ["11-50", "9", "3", None],
    }
)
LONG = pl.DataFrame(
    {
        "firm": ["007", "007", "7", "42", "43", "43", "43"],
        "country": ["US", "RS", "NA", None, "RS", "US", "RS"],
        "firm_headcount": ["11-50", "11-50", "9", "3", None, None, None],
    }
)


def measured(table: Any, engine: Engine = ENGINES["polars"]) -> dict[str, dict[str, Any]]:
    """What is said of each firm."""
    reading = cohort.read(table) if engine.lazy else None
    return engine.by_firm(cohort.measure(table, taxonomy=gf.default_taxonomy(), reading=reading).firms)


def in_polars() -> Any:
    return WIDE.with_columns(country=pl.col("countries").str.split(";")).explode("country")


def in_pandas() -> Any:
    wide = WIDE.to_pandas()
    return wide.assign(country=wide["countries"].str.split(";")).explode("country")


def in_duckdb() -> Any:
    wide = WIDE.to_arrow()  # noqa: F841 # DuckDB finds it by its name
    return duckdb.sql("from wide select *, unnest(coalesce(string_split(countries, ';'), [null])) as country")


RECIPES = {"polars": in_polars, "pandas": in_pandas, "duckdb": in_duckdb}


@pytest.mark.parametrize("library", RECIPES)
def test_a_cell_of_countries_is_a_row_each(library: str) -> None:
    found = measured(RECIPES[library](), ENGINES[library])
    assert found == measured(LONG)
    assert found["007"]["label"] == "micro-multinational"


def test_a_column_a_country_is_turned() -> None:
    wide = pl.DataFrame({"firm": ["A", "B"], "US": [5, None], "RS": [20, 2], "NA": [None, 0]})
    places = wide.unpivot(index="firm", variable_name="country", value_name="headcount").drop_nulls("headcount")
    found = cohort.measure(places, metrics=["headcount", "country_count"]).firms.sort("firm")
    assert found.rows() == [("A", 25, 25, 2, 2), ("B", 2, 2, 1, 1)]


def test_a_firm_without_offices_keeps_its_row() -> None:
    firms, offices = (gf.datasets.load(name) for name in ("startups_2013", "startups_2013_offices"))
    columns = cohort.Columns(firm="company_id", country="country_code", firm_headcount="number_of_employees")
    found = cohort.measure(firms.join(offices, on="company_id", how="left"), columns, complete=False)
    assert {*found.firms["company_id"]} == {*firms["company_id"]}
    assert found.rejects.is_empty()


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_text_files_keep_ids_and_namibia(library: str, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    LONG.write_csv(path)
    read = (
        pl.read_csv(path, infer_schema=False)
        if library == "polars"
        else pd.read_csv(path, dtype=str, keep_default_na=False)
    )
    assert measured(read, ENGINES[library]) == measured(LONG)


def test_answers_come_back_from_text_as_they_were() -> None:
    asked: dict[str, Any] = {"taxonomy": gf.default_taxonomy(), "metrics": [*cohort.DEFAULT_METRICS, "home"]}
    firms = [gf.Company(name="007", home="NA", offices=["Namibia"]), gf.Company(name="7")]
    one = cohort.measure_companies(firms, "polars", **asked)
    assert pl.read_csv(StringIO(one.write_csv()), schema=one.schema).equals(one)
    other = cohort.measure_companies(firms, "pandas", **asked)
    kept: Any = {"dtype": other.dtypes.to_dict(), "keep_default_na": False, "na_values": [""]}
    back = pd.read_csv(StringIO(other.to_csv(index=False)), **kept)
    assert_same(back, other)


def assert_same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """The same kinds of columns, and the same in them: NaN and None are both a gap."""
    assert one.dtypes.equals(other.dtypes)
    gaps = [frame.astype(object).where(frame.notna(), None) for frame in (one, other)]
    pd.testing.assert_frame_equal(*gaps)


def test_a_sheet_of_excel_keeps_ids_namibia_counts_and_days(tmp_path: Path) -> None:
    """Days that are text, and those that Excel holds as days."""
    pytest.importorskip("openpyxl")
    days = [date(2010, 1, 2), date(2011, 5, 6), None, date(2012, 1, 1)]
    places = pd.DataFrame(
        {
            "firm": ["007", "007", "7", "42"],
            "country": ["NA", "US", "RS", "DE"],
            "headcount": ["11-50", "about 8", None, "1,200"],
            "opened": days,
            "funding": [1.5e6, 1.5e6, None, 2e6],
        }
    )
    as_text = places.assign(opened=[day and day.isoformat() for day in days])
    wanted = cohort.measure(pl.from_pandas(as_text), taxonomy=gf.default_taxonomy(), as_of=date(2011, 12, 31))
    for name, table in (("days", places), ("text", as_text)):
        table.to_excel(tmp_path / f"{name}.xlsx", index=False)
        read = pd.read_excel(tmp_path / f"{name}.xlsx", dtype=str, keep_default_na=False)
        found = cohort.measure(read, taxonomy=gf.default_taxonomy(), as_of=date(2011, 12, 31))
        assert found.rejects.empty
        assert ENGINES["pandas"].by_firm(found.firms) == ENGINES["polars"].by_firm(wanted.firms)


def test_answers_come_back_from_a_sheet_of_excel_as_they_were(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    firms = [gf.Company(name="007", home="NA", offices=["Namibia"]), gf.Company(name="7")]
    asked: dict[str, Any] = {"taxonomy": gf.default_taxonomy(), "metrics": [*cohort.DEFAULT_METRICS, "home"]}
    answers = cohort.measure_companies(firms, "pandas", **asked)
    answers.to_excel(tmp_path / "firms.xlsx", index=False)
    read = pd.read_excel(tmp_path / "firms.xlsx", dtype=object, keep_default_na=False, na_values=[""])
    assert_same(read.astype(answers.dtypes), answers)
