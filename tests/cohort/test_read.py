"""Values of tables that are text: read as records read them, each spelling once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort.columns import INPUT_COLUMNS
from globalfirm.cohort.pipeline.reading import COUNTRY_CODES, read_counts, read_figures
from globalfirm.ground.numbers import NO_VALUE
from tests.cohort.conftest import Engine
from tests.timing import in_proportion


def as_table(text: str, read: Callable[[], object]) -> tuple[dict[str, object], dict[str, str]]:
    """What a table has of a text: its value, or the problem."""
    try:
        return {text: read()}, {}
    except ValueError as error:
        return {}, {text: str(error)}


@given(text=st.text("0123456789.,'’ -–+<>~€$kmnaboutplis%()\u00a0", max_size=40))
@pytest.mark.parametrize("decimal", [None, ".", ","])
def test_tables_and_records_read_the_same_text_the_same_way(text: str, decimal) -> None:
    """A table's figure is one number, where a record's may have bounds; gaps are gaps in tables alone."""
    if text.strip().lower() in NO_VALUE:
        assert read_counts([text], decimal) == ({}, {}) == read_figures(INPUT_COLUMNS["affiliates"], [text], decimal)
        return
    assert read_counts([text], decimal) == as_table(text, lambda: gf.Count.parse(text, decimal=decimal))
    figures, problems = read_figures(INPUT_COLUMNS["affiliates"], [text], decimal)
    try:
        figure = gf.Interval.parse(text, decimal=decimal)
    except ValueError:
        assert (figures, [*problems]) == ({}, [text])
    else:
        assert figures == ({text: figure.low} if figure.is_exact else {})


@pytest.mark.parametrize(
    ("text", "year"),
    [("2010", 2010), ("2010.0", 2010), ("2010-05-01", 2010), ("2010-05", 2010), ("2010-05-01 00:00:00", 2010)]
    + [("2010-02-30", None), ("2010-2012", None), ("about 2010", None), ("2.010", None), ("after 2010", None)],
)
def test_a_year_may_be_a_day_of_it(text: str, year: int | None) -> None:
    numbers, problems = read_figures(INPUT_COLUMNS["founded"], [text])
    assert numbers == ({} if year is None else {text: year})
    assert [*problems] == ([text] if year is None else [])


@pytest.mark.parametrize("text", ["2010-05-01", "1-2m", "50+", "about 3m", "over 5"])
def test_bounds_are_not_a_figure_of_a_table(text: str) -> None:
    assert read_figures(INPUT_COLUMNS["funding"], [text])[0] == {}


@pytest.mark.parametrize("text", ["1", "1,", "€", "€1 ", "2010-", " ", "c_0", "n/a"])
@pytest.mark.parametrize("column", ["funding", "founded"])
def test_any_figure_is_read_in_time_in_proportion(column: str, text: str) -> None:
    read = INPUT_COLUMNS[column]
    assert in_proportion(lambda size: read_figures(read, [(text * size)[:size]]), 5000 // 4)


def test_an_amount_may_name_the_currency_of_its_column() -> None:
    assert read_figures(INPUT_COLUMNS["funding"], ["$1,500", "$2m", "3"])[0] == {"$1,500": 1500, "$2m": 2e6, "3": 3}
    assert read_figures(INPUT_COLUMNS["funding"], ["$5", "€ 6", "7"])[0] == {"7": 7}  # which of them?
    assert [*read_figures(INPUT_COLUMNS["turnover_eur"], ["$5", "€ 6"])[0]] == ["€ 6"]
    assert read_figures(INPUT_COLUMNS["affiliates"], ["$5"])[0] == {}


def test_what_stands_for_nothing_is_a_gap(engine: Engine) -> None:
    gaps = ["N/A", "unknown", "-", " n/a ", "NaN", "–"]
    columns = {"firm": [*"ABCDEF"], "country": ["RS"] * 6, "headcount": gaps, "founded": gaps, "funding": gaps}
    table = engine.make(columns)
    answer = cohort.measure(
        table, metrics=["headcount", "founded"], reading=cohort.read(table) if engine.lazy else None
    )
    assert engine.rows(answer.rejects) == []
    for row in engine.rows(answer.firms):
        assert (row["headcount_low"], row["headcount_high"], row["founded_low"], row["funding"]) == (
            1,
            None,
            None,
            None,
        )


@pytest.mark.parametrize("text", ["1,5", "1,2,3", "20,05", "1_000", "10.000", "inf"])
def test_a_figure_that_is_not_sure_is_rejected_with_its_reason(engine: Engine, text: str) -> None:
    table = engine.make({"firm": ["A", "B"], "country": ["RS", "RS"], "funding": [text, "1,500"]})
    answer = cohort.measure(table, reading=cohort.read(table) if engine.lazy else None)
    [reject] = engine.rows(answer.rejects)
    assert (reject["firm"], reject["column"], reject["value"]) == ("A", "funding", text)
    assert reject["reason"].startswith(f"{text!r} is not a number: ")
    assert engine.by_firm(answer.firms)["B"]["funding"] == 1500


def test_the_decimal_mark_of_a_table_may_be_said() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"], "headcount": ["10.000"], "funding": ["1,5"]})
    reading = cohort.read(table, decimal=",")
    [firm] = cohort.measure(table, reading=reading, metrics=["headcount"]).firms.to_dicts()
    assert (firm["headcount_low"], firm["funding"]) == (10_000, 1.5)
    with pytest.raises(gf.GlobalfirmError, match="decimal is ';': give"):
        cohort.read(table, decimal=";")  # type: ignore[arg-type]


def test_a_day_of_founding_gives_the_year(engine: Engine) -> None:
    table = engine.make({"firm": [*"AB"], "country": ["RS"] * 2, "founded": ["2010-05-01", "2011"]})
    answer = cohort.measure(table, metrics=["founded"], reading=cohort.read(table) if engine.lazy else None)
    assert {row["firm"]: row["founded_low"] for row in engine.rows(answer.firms)} == {"A": 2010, "B": 2011}


def test_cities_tell_zones_where_they_are_asked_to() -> None:
    table = pl.DataFrame(
        {
            "firm": [*"ABCDE"],
            "country": ["US", "US", "US", "Serbia", "Portugal"],
            "subdivision": ["CA", None, None, None, "PT-20"],
            "city": ["San Francisco", "Nowhereville", None, "Belgrade", "Ponta Delgada"],
        }
    )
    plain = cohort.measure(table).firms.sort("firm")
    read = cohort.measure(table, reading=cohort.read(table, cities=True)).firms.sort("firm")
    assert read["country_count_low"].to_list() == plain["country_count_low"].to_list()
    two = pl.DataFrame({"firm": ["A", "A"], "country": ["US", "RS"], "city": ["San Francisco", "Belgrade"]})
    assert cohort.measure(two).firms["time_zone_span_hours_low"][0] == 6.0
    exact = cohort.measure(two, reading=cohort.read(two, cities=True)).firms
    assert exact["time_zone_span_hours_low"][0] == exact["time_zone_span_hours_high"][0] == 9.0


def test_coordinates_tell_zones_and_reject_what_lies_elsewhere() -> None:
    table = pl.DataFrame(
        {
            "firm": [*"ABCD"],
            "country": ["US"] * 4,
            "city": [None, "Andover", "Boise", None],
            "latitude": [37.8, 42.65, 51.5, None],
            "longitude": [-122.4, -71.14, -0.1, None],
        }
    )
    measured = cohort.measure(table, reading=cohort.read(table, cities=True), metrics=["time_zone_count"])
    assert measured.firms.sort("firm")["time_zone_count_high"].to_list()[:2] == [1, 1]
    [rejected] = measured.rejects.rows(named=True)
    assert (rejected["firm"], rejected["column"], rejected["value"]) == ("C", "latitude", "51.5, -0.1")
    assert "km from Boise in US" in rejected["reason"]


def test_coordinates_are_read_of_a_databases_tables_too() -> None:
    rows = pl.DataFrame(
        {"firm": ["A", "A"], "country": ["US", "US"], "latitude": [37.8, None], "longitude": [-122.4, None]}
    )
    reading = cohort.read(duckdb.sql("select * from rows"), cities=True)
    assert rows.height == 2
    assert sorted(place.zone for place in reading.places.values()) == ["", "America/Los_Angeles"]


def test_a_spelling_read_for_one_table_serves_a_lazy_one(tmp_path: Path) -> None:
    pl.DataFrame({"firm": [1, 2], "country": ["Côte d’Ivoire", "ROM"]}).write_parquet(tmp_path / "firms.parquet")
    lazy = pl.scan_parquet(tmp_path / "firms.parquet")
    reading = cohort.read(lazy)
    assert cohort.measure(lazy, reading=reading).rejects.collect().height == 0
    assert pa.table({"a": [1]}).num_rows == 1


@pytest.mark.engines("polars lazy", "duckdb", "ibis", "pyspark")
def test_a_lazy_table_is_read_in_one_query_and_its_clocks_in_another(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many columns of text it has: each query is a plan, which some libraries take seconds to make."""
    texts = {
        name: ["1"] for name, column in INPUT_COLUMNS.items() if column.kind in {"count", "year", "amount", "whole"}
    }
    table = engine.make({"firm": ["A"], "country": ["US"], "home": ["RS"], "opened": ["2015-03-31"], **texts})
    queries, collect = [], nw.LazyFrame.collect
    monkeypatch.setattr(nw.LazyFrame, "collect", lambda frame: queries.append(frame) or collect(frame))
    reading = cohort.read(table)
    assert len(queries) == 2
    assert (reading.homes["RS"], reading.counts["1"], reading.numbers["founded"], len(reading.clocks)) == (
        COUNTRY_CODES.index("RS"), 1, {"1": 1}, 1,
    )  # fmt: skip
