"""Tables of firms: what a person expects of them, under every library."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

import globalfirm as gf
from globalfirm import cohort
from tests.cohort.conftest import Engine

LAZY = ["polars lazy", "duckdb", "pyspark"]
FIRMS = {
    "firm": ["Vast", "Vast", "Vast", "Shop", "Giant", "Giant", "Open"],
    "country": ["US", "SRB", "Dominican Republic", "RS", "DE", "FR", "JP"],
    "headcount": [5, 12, 8, 2, 900, None, None],
    "home": ["US", "US", "US", "RS", "DE", "DE", None],
}


def test_a_long_table_becomes_one_row_a_firm(engine: Engine) -> None:
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), taxonomy=gf.default_taxonomy()).firms)
    vast = found["Vast"]
    assert (vast["home"], vast["headcount_low"], vast["headcount_high"]) == ("US", 25, 25)
    assert (vast["country_count_low"], vast["country_count_high"]) == (3, 3)
    assert (vast["continent_count_low"], vast["foreign_country_count_low"]) == (2, 2)
    assert vast["foreign_headcount_share_low"] == vast["foreign_headcount_share_high"] == 0.8
    assert {name: firm["label"] for name, firm in found.items()} == {
        "Vast": "micro-multinational",
        "Shop": "domestic small firm",
        "Giant": "multinational enterprise",
        "Open": "undetermined",
    }


def test_a_rule_that_cant_tell_is_null(engine: Engine) -> None:
    rules = {"many": gf.metric.headcount >= 250, "abroad": gf.metric.foreign_country_count >= 1}
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), rules=rules).firms)
    assert [found[name]["many"] for name in ("Vast", "Giant", "Open")] == [False, True, None]
    assert [found[name]["abroad"] for name in ("Vast", "Shop", "Open")] == [True, False, None]


def test_the_reason_names_what_settles_the_label(engine: Engine) -> None:
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), taxonomy=gf.default_taxonomy(), reason=True).firms)
    assert found["Vast"]["reason"] == "country_count >= 2: it is 3; headcount < 250: it is 25"
    assert found["Open"]["reason"] == "headcount < 250: it is 1+"


def test_sets_are_told_as_text(engine: Engine) -> None:
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), metrics=["continents", "entry_modes", "home"]).firms)
    assert found["Vast"] == {
        "firm": "Vast",
        "home": "US",
        "continents": "Europe, North America",
        "entry_modes": "office",
    }
    assert (found["Shop"]["entry_modes"], found["Open"]["continents"]) == ("", "Asia")


def test_values_as_people_have_them_are_read_once_each(engine: Engine) -> None:
    table = engine.make(
        {
            "company": ["A", "A", "B", "B"],
            "land": ["South Korea", "Côte d’Ivoire", "ROM", "uk"],
            "zone": ["Asia/Seoul", None, "Europe/Bucharest", "GB"],
            "staff": ["11-50", "about 40", "<10", "1,700"],
            "since": ["2010-05-01", None, "2012-01-31", "2015-12-01"],
        }
    )
    columns = cohort.Columns(firm="company", country="land", time_zone="zone", headcount="staff", opened="since")
    reading = cohort.read(table, columns) if engine.lazy else None
    answer = cohort.measure(table, columns, reading=reading)
    found = engine.by_firm(answer.firms, "company")
    assert (found["A"]["headcount_low"], found["A"]["headcount_high"]) == (11 + 32, 50 + 48)
    assert (found["B"]["headcount_low"], found["B"]["headcount_high"]) == (1 + 1700, 9 + 1700)
    assert (found["A"]["time_zone_span_hours_low"], found["B"]["time_zone_span_hours_high"]) == (9.0, 2.0)
    assert engine.rows(answer.rejects) == []


def test_bad_values_come_back_and_rows_add_up(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": ["A", "A", "B", "C", None, "D"],
            "country": ["RS", "Narnia", "Congo", "US", "US", "RS"],
            "time_zone": [None, None, None, "Europe/Belgrade", None, None],
            "headcount": ["3", "4", "5", "a few", "6", "7"],
        }
    )
    reading = cohort.read(table) if engine.lazy else None
    answer = cohort.measure(table, reading=reading)
    assert engine.rows(answer.tally) == [{"rows": 6, "used": 2, "rejected": 4}]
    rejects = {(row["firm"], row["column"], row["value"]): row["reason"] for row in engine.rows(answer.rejects)}
    assert rejects.keys() == {
        ("A", "country", "Narnia"),
        ("B", "country", "Congo"),
        ("C", "time_zone", "Europe/Belgrade"),
        ("C", "headcount", "a few"),
        (None, "firm", None),
    }
    assert "'Congo' may mean more than one country" in rejects["B", "country", "Congo"]
    assert "not kept in US" in rejects["C", "time_zone", "Europe/Belgrade"]
    assert "is no count" in rejects["C", "headcount", "a few"]


def test_a_rejected_row_leaves_its_firm_open(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A", "B"], "country": ["RS", "XX", "RS"]})
    found = engine.by_firm(cohort.measure(table).firms)
    assert (found["A"]["country_count_low"], found["A"]["country_count_high"]) == (1, None)
    assert (found["B"]["country_count_low"], found["B"]["country_count_high"]) == (1, 1)


def test_rejects_are_found_again_by_number_or_key(engine: Engine) -> None:
    columns = {"key": ["x", "y", "z"], "firm": ["A", "A", "B"], "country": ["RS", "XX", "RS"]}
    [reject] = engine.rows(cohort.measure(engine.make(columns), cohort.Columns(row="key")).rejects)
    assert reject["row"] == "y"
    [reject] = engine.rows(cohort.measure(engine.make(columns)).rejects)
    assert reject["row"] == (None if engine.name in {"duckdb", "pyspark"} else 1)


def test_conflicting_homes_are_not_known_and_told(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": ["A", "A", "B", "B"],
            "country": ["RS", "US", "RS", "US"],
            "home": ["RS", "US", None, "US"],
            "founded": [2001, 2002, 2003, 2003],
            "firm_headcount": [9, 9, 1, 1],
        }
    )
    answer = cohort.measure(table, metrics=["foreign_country_count", "founded", "headcount"])
    found = engine.by_firm(answer.firms)
    assert (found["A"]["home"], found["B"]["home"]) == (None, "US")
    assert (found["A"]["foreign_country_count_low"], found["A"]["foreign_country_count_high"]) == (1, 2)
    assert (found["A"]["founded_low"], found["A"]["founded_high"]) == (1, 9999)
    assert found["B"]["headcount_low"] == 2  # the total of 1 contradicts the two places
    conflicts = {(row["firm"], row["fact"]) for row in engine.rows(answer.conflicts)}
    assert conflicts == {("A", "home"), ("A", "founded"), ("B", "firm_headcount")}


def test_facts_on_some_rows_of_a_firm_hold_for_all(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A"], "country": ["RS", "US"], "headcount": [3, 1], "home": [None, "RS"]})
    [firm] = engine.rows(cohort.measure(table).firms)
    assert (firm["home"], firm["foreign_headcount_share_low"]) == ("RS", 0.25)


def test_rows_of_persons_are_exactly_one_each(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A", "A"], "country": ["RS", "RS", "US"]})
    [offices] = engine.rows(cohort.measure(table).firms)
    [persons] = engine.rows(cohort.measure(table, one_row="person").firms)
    assert (offices["headcount_low"], offices["headcount_high"]) == (3, None)
    assert (persons["headcount_low"], persons["headcount_high"]) == (3, 3)


def test_an_incomplete_table_leaves_counts_open(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "B"], "country": ["RS", "US"], "complete": [True, None]})
    found = engine.by_firm(cohort.measure(table, complete=False).firms)
    assert (found["A"]["country_count_high"], found["B"]["country_count_high"]) == (1, None)


def test_a_users_metric_has_a_column_form(engine: Engine) -> None:
    import narwhals as nw

    def form() -> nw.Expr:
        return nw.col("headcount_low") / nw.col("country_count_low")

    @gf.metric.define(unit="people", column=form)
    def people_a_country(company: gf.Company) -> float:
        """People for each country."""
        told = gf.profile(company)
        return told.headcount.low / told.country_count.low

    try:
        rules = {"dense": gf.metric.people_a_country >= 8}
        found = engine.by_firm(cohort.measure(engine.make(FIRMS), metrics=["people_a_country"], rules=rules).firms)
        assert (found["Vast"]["people_a_country_low"], found["Vast"]["people_a_country_high"]) == (25 / 3, 25 / 3)
        assert (found["Vast"]["dense"], found["Shop"]["dense"]) == (True, False)
    finally:
        gf.metric.forget("people_a_country")


def test_a_users_metric_may_answer_with_bounds() -> None:
    import narwhals as nw
    import polars as pl

    @gf.metric.define(unit="rows", whole=True, most=9, column=lambda: (nw.col("rows"), nw.lit(None, nw.Float64)))
    def row_count(company: gf.Company) -> None:
        """Rows, at least."""

    try:
        [firm] = cohort.measure(
            pl.DataFrame({"firm": ["A", "A"], "country": "RS"}), metrics=["row_count"]
        ).firms.to_dicts()
        assert (firm["row_count_low"], firm["row_count_high"]) == (2, 9)
    finally:
        gf.metric.forget("row_count")


@pytest.mark.parametrize("engine", LAZY, indirect=True)
def test_lazy_stays_lazy(engine: Engine) -> None:
    """A table that breaks as soon as it is computed is measured without harm."""
    table = broken(engine)
    answer = cohort.measure(table, taxonomy=gf.default_taxonomy(), rules={"r": gf.metric.headcount > 1}, reason=True)
    lazy = [answer.firms, answer.rejects, answer.conflicts, answer.tally]
    lazy += [cohort.flows(table), cohort.presence(table), cohort.time_zone_span(table, arc="shortest")]
    lazy += [cohort.time_zone_span_extremes(table, 2026), cohort.time_zone_count(table, by="rules")]
    snapshots = cohort.snapshots(table, [date(2020, 1, 1)], taxonomy=gf.default_taxonomy())
    lazy += [snapshots, cohort.became(snapshots), cohort.trend(answered_with_years(table))]
    assert {type(each) for each in lazy} == {type(table)}
    for each in lazy:
        with pytest.raises(Exception, match="touched"):
            engine.rows(each)


def answered_with_years(table: Any) -> Any:
    return cohort.measure(table, metrics=["founded"], taxonomy=gf.default_taxonomy()).firms


def broken(engine: Engine) -> Any:
    """A lazy table of one firm that can't be computed."""
    import polars as pl

    names = {"firm": "A", "country": "RS", "home": "RS"}
    if engine.name == "polars lazy":

        def touch(_: Any) -> Any:
            raise RuntimeError("touched")

        row = pl.LazyFrame({**names, "founded": 2005})
        return row.with_columns(pl.col("country").map_batches(touch, return_dtype=pl.String))
    if engine.name == "duckdb":
        import duckdb

        return duckdb.connect().sql(
            "select 'A' as firm, 2005 as founded, 'RS' as home, error('touched')::varchar as country"
        )
    whole = engine.make({key: [value] for key, value in {**names, "founded": 2005}.items()})
    return whole.selectExpr("firm", "home", "founded", "cast(raise_error('touched') as string) as country")


@pytest.mark.parametrize("engine", LAZY, indirect=True)
def test_what_a_lazy_table_cant_be_asked_without_a_reading(engine: Engine) -> None:
    odd = engine.make({"firm": ["A", "A"], "country": ["Côte d’Ivoire", "RS"]})
    [reject] = engine.rows(cohort.measure(odd).rejects)
    assert (reject["value"], "cohort.read" in reject["reason"]) == ("Côte d’Ivoire", True)
    for column, value, what in (("headcount", "11-50", "numbers"), ("opened", "2015-03-31", "dates")):
        table = engine.make({"firm": ["A"], "country": ["RS"], column: [value]})
        with pytest.raises(TypeError, match=f"only Python can read.*cohort.read.*cast it to {what}"):
            cohort.measure(table)


@pytest.mark.parametrize("engine", LAZY, indirect=True)
def test_bounds_without_a_reading_are_wider_and_never_wrong(engine: Engine) -> None:
    """Of a lazy table whose zones are not told, the clocks are not worked out firm by firm unless it is read."""
    table = engine.make({"firm": ["A"] * 3, "country": ["US", "CA", "RS"]})
    [wide] = engine.rows(cohort.measure(table).firms)
    [exact] = engine.rows(cohort.measure(table, reading=cohort.read(table)).firms)
    assert (exact["time_zone_count_low"], exact["time_zone_count_high"]) == (2, 3)
    assert (exact["time_zone_span_hours_low"], exact["time_zone_span_hours_high"]) == (6.0, 11.0)
    for name in ("time_zone_count", "time_zone_span_hours"):
        assert wide[f"{name}_low"] <= exact[f"{name}_low"]
        assert wide[f"{name}_high"] >= exact[f"{name}_high"]


def test_dates_are_read_from_dates(engine: Engine) -> None:
    schema = pa.schema(
        [("firm", pa.string()), ("country", pa.string()), ("opened", pa.date32()), ("closed", pa.date32())]
    )
    opened = [date(2010, 1, 1), date(2015, 6, 1), None, date(2012, 1, 1)]
    closed = [None, None, None, date(2011, 1, 1)]
    table = engine.make(
        {"firm": ["A"] * 4, "country": ["RS", "US", "JP", "BR"], "opened": opened, "closed": closed}, schema
    )
    answer = cohort.measure(table)
    assert engine.rows(answer.firms)[0]["country_count_low"] == 3
    [reject] = engine.rows(answer.rejects)
    assert reject["reason"] == "the office closed before it opened."
    assert engine.rows(cohort.measure(table, as_of=date(2014, 1, 1)).firms)[0]["country_count_low"] == 2


def test_an_office_before_its_firm_is_rejected(engine: Engine) -> None:
    schema = pa.schema(
        [("firm", pa.string()), ("country", pa.string()), ("opened", pa.date32()), ("founded", pa.int64())]
    )
    days = [date(2009, 12, 31), date(2010, 1, 1)]
    table = engine.make({"firm": ["A", "A"], "country": ["RS", "US"], "opened": days, "founded": [2010, 2010]}, schema)
    [reject] = engine.rows(cohort.measure(table).rejects)
    assert (reject["column"], reject["reason"]) == ("opened", "the office opened before the firm was founded.")


def test_a_cohort_says_what_it_comes_to(engine: Engine) -> None:
    shown = repr(cohort.measure(engine.make(FIRMS)))
    counted = "<Cohort of 4 firms: 7 rows = 7 used + 0 rejected>"
    assert shown == counted if not engine.lazy else shown.endswith("that is not computed yet>")


def test_every_field_of_the_profile_has_a_column_form_or_is_listed_as_scalar_only() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    listed, scalar_only = guide.split("## Which metrics have a column form")[1].split("Scalar only:")
    scalar = set(re.findall(r"`(\w+)`", scalar_only.split("\n\n")[0])) & gf.Profile.model_fields.keys()
    elsewhere = {"countries", "own"}
    columns = set(re.findall(r"`(\w+)`", listed)) & gf.Profile.model_fields.keys() - elsewhere
    assert columns | scalar | elsewhere == gf.Profile.model_fields.keys()
    assert columns & scalar == set()
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    found = cohort.measure(table, metrics=sorted(columns)).firms.columns
    assert {name.removesuffix("_low").removesuffix("_high") for name in found} == columns | {"firm"}
