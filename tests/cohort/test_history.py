"""Firms at several dates: a snapshot is the firm as of its day, under every library."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pyarrow as pa
import pytest

import globalfirm as gf
from globalfirm import cohort
from tests.cohort.conftest import Engine

SCHEMA = pa.schema(
    [
        ("firm", pa.string()),
        ("country", pa.string()),
        ("headcount", pa.int64()),
        ("opened", pa.date32()),
        ("founded", pa.int64()),
    ]
)


def test_first_true_says_since_when_a_firm_is_what_it_is(engine: Engine) -> None:
    opened = [date(2010, 1, 1), date(2012, 6, 1), date(2011, 3, 1), date(2016, 1, 1)]
    columns = {
        "firm": [*"AABC"],
        "country": ["US", "RS", "RS", "JP"],
        "headcount": [3] * 4,
        "opened": opened,
        "founded": [2010, 2010, 2011, 2016],
    }
    days = [date(year, 1, 1) for year in (2011, 2012, 2013, 2014)]
    table = cohort.snapshots(engine.make(columns, SCHEMA), days, taxonomy=gf.default_taxonomy())
    rows = engine.rows(table)
    labels = {(row["firm"], str(row["as_of"])[:10]): row["label"] for row in rows}
    small, wide = "domestic small firm", "micro-multinational"
    assert [labels["A", str(day)] for day in days] == [small, small, wide, wide]
    assert {firm for firm, _ in labels} == {"A", "B"}  # C was founded later
    [since] = engine.rows(cohort.first_true(table))
    assert [str(value)[:10] for value in since.values()] == ["A", "2012-01-01", "2013-01-01"]


def test_snapshots_agree_with_the_companies_as_of_each_day(engine: Engine) -> None:
    opened = [date(2010, 1, 1), date(2012, 6, 1), date(2013, 3, 1)]
    columns = {
        "firm": ["A"] * 3,
        "country": ["US", "RS", "JP"],
        "headcount": [3, 4, 5],
        "opened": opened,
        "founded": [2010] * 3,
    }
    offices = [
        gf.Office(country=country, headcount=people, opened=day)
        for country, people, day in zip(columns["country"], columns["headcount"], opened, strict=True)
    ]
    company = gf.Company(name="A", founded=2010, offices=offices)
    days = [date(2010, 6, 1), date(2012, 6, 1), date(2014, 1, 1)]
    for row, day in zip(
        sorted(engine.rows(cohort.snapshots(engine.make(columns, SCHEMA), days)), key=lambda row: str(row["as_of"])),
        days,
        strict=True,
    ):
        profile = gf.profile(company.as_of(day))
        assert (row["country_count_low"], row["headcount_low"]) == (profile.country_count.low, profile.headcount.low)


def test_a_table_of_several_dates_is_taken_date_by_date(engine: Engine) -> None:
    day, later = date(2020, 1, 1), date(2021, 1, 1)
    schema = pa.schema([("firm", pa.string()), ("country", pa.string()), ("seen", pa.date32())])
    table = engine.make({"firm": ["A", "A", "A"], "country": ["US", "US", "RS"], "seen": [day, later, later]}, schema)
    rows = engine.rows(cohort.snapshots(table, [day, later], dated="seen"))
    assert sorted((str(row["as_of"])[:10], row["country_count_low"]) for row in rows) == [
        ("2020-01-01", 1),
        ("2021-01-01", 2),
    ]


@pytest.mark.parametrize("kind", ["dates", "instants", "text"])
def test_the_day_of_a_row_may_be_written_in_any_way(engine: Engine, kind: str) -> None:
    days = [datetime(2020, 1, 1, 9, 30), datetime(2021, 1, 1)]
    seen = {"dates": [day.date() for day in days], "instants": days, "text": [f"{day:%Y-%m-%d}" for day in days]}[kind]
    table = pa.table({"firm": ["A", "A"], "country": ["US", "RS"], "seen": seen})
    if engine.name == "pyspark" and kind == "instants":
        pytest.skip("this table's maker knows dates and text")
    found = engine.rows(cohort.snapshots(engine.table(table), days, dated="seen"))
    assert sorted(str(row["as_of"])[:10] for row in found) == ["2020-01-01", "2021-01-01"]


def test_each_day_of_a_table_is_as_exact_as_a_table_of_its_own() -> None:
    day, later = date(2010, 1, 1), date(2011, 1, 1)
    table = pl.DataFrame({"firm": ["A", "A"], "country": ["US", "CA"], "seen": [day, later]})
    [found] = cohort.snapshots(table, [day], dated="seen").to_dicts()
    [alone] = cohort.measure(table.head(1)).firms.to_dicts()
    assert {name: found[name] for name in alone} == alone


def test_a_row_of_a_day_counts_though_it_closed_later() -> None:
    seen = date(2010, 1, 1)
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"], "seen": [seen], "closed": [date(2015, 1, 1)]})
    assert cohort.snapshots(table, [seen], dated="seen")["country_count_low"].to_list() == [1]


def test_snapshots_of_persons_tell_their_reasons() -> None:
    table = pl.DataFrame({"firm": ["A", "A"], "country": ["US", "RS"]})
    [found] = cohort.snapshots(
        table, [date(2010, 1, 1)], taxonomy=gf.default_taxonomy(), row_unit="person", reason=True
    ).to_dicts()
    assert (found["headcount_high"], found["reason"]) == (2, "country_count >= 2: it is 2; headcount < 250: it is 2")


def test_a_firm_whose_founding_is_contradicted_is_there_on_every_day() -> None:
    table = pl.DataFrame({"firm": ["A", "A"], "country": ["US", "RS"], "founded": [2001, 2015]})
    assert cohort.measure(table, as_of=date(1990, 1, 1)).firms.height == 1


def test_what_is_not_a_list_of_days_is_refused() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"], "seen": [1.5]})
    with pytest.raises(ValueError, match="no days are given"):
        cohort.snapshots(table, [])
    for day in ("2019-01-01", date(2019, 1, 1)):
        with pytest.raises(TypeError, match=r"is one day: give a list of days, \['2019-01-01'\]"):
            cohort.snapshots(table, day)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="2019 is not a day: give a date or its text"):
        cohort.snapshots(table, [2019])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="no column 'sen'.*Did you mean 'seen'"):
        cohort.snapshots(table, [date(2019, 1, 1)], dated="sen")
    with pytest.raises(TypeError, match="the column 'seen' holds Float64: give dates"):
        cohort.snapshots(table, [date(2019, 1, 1)], dated="seen")


def test_the_past_of_a_firm_stays_on_record_as_of_a_day(engine: Engine) -> None:
    """One year to the second country, which it left: ten if only the one that it stayed in counted."""
    opened, closed = [date(2005, 1, 1), date(2006, 3, 1), date(2015, 5, 1)], [None, date(2008, 1, 1), None]
    places = zip(("RS", "US", "JP"), opened, closed, strict=True)
    offices = [gf.Office(country=country, opened=first, closed=last) for country, first, last in places]
    firm = gf.Company(name="A", founded=2005, offices=offices)
    day = date(2016, 1, 1)
    then = firm.as_of(day)
    assert (then.countries, gf.metric.years_to_second_country(then)) == (("JP", "RS"), 1)
    schema = pa.schema([("firm", pa.string()), ("country", pa.string()), ("opened", pa.date32()),
                        ("closed", pa.date32()), ("founded", pa.int64())])  # fmt: skip
    columns = {
        "firm": ["A"] * 3,
        "country": ["RS", "US", "JP"],
        "opened": opened,
        "closed": closed,
        "founded": [2005] * 3,
    }
    metrics = ["years_to_second_country", "country_count"]
    [row] = engine.rows(cohort.measure(engine.make(columns, schema), metrics=metrics, as_of=day).firms)
    assert (row["years_to_second_country_low"], row["years_to_second_country_high"]) == (1, 1)
    assert (row["country_count_low"], row["country_count_high"]) == (2, 2)


def test_accounts_count_from_the_year_after_theirs_as_those_of_a_company_do() -> None:
    rows = {"firm": ["A", "B"], "country": ["DE", "DE"], "accounts_year": [2015, None], "turnover_eur": [9e6, 9e6]}
    days = [date(2014, 6, 1), date(2015, 12, 31), date(2016, 1, 1)]
    found = cohort.snapshots(pl.DataFrame(rows), days, metrics=["turnover_eur"]).sort("firm", "as_of")
    accounts = [gf.Accounts(year=2015, currency="EUR", turnover=9e6)]
    firm = gf.Company(name="A", offices=["Germany"], accounts=accounts)
    wanted = [gf.metric.turnover_eur(firm.as_of(day)) for day in days]
    assert [row[2:4] for row in found.select("firm", "as_of", "turnover_eur_low", "turnover_eur_high").rows()] == [
        *[(fact.low, fact.high) for fact in wanted],
        *[(9e6, 9e6)] * 3,  # of a year that is not told
    ]
