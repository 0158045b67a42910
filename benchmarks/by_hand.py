"""What `measure` tells of the table of `drawn`, as a good user of each library writes it for this table alone.

They know that every zone is known and every list complete; they count distinct values, and know nothing of masks.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from drawn import CONTINENTS, OFFSETS

MICRO, SMALL, LARGE, DOMESTIC = (
    "micro-multinational",
    "domestic small firm",
    "multinational enterprise",
    "domestic large firm",
)
CODES = pl.LazyFrame(
    {
        "country": [*CONTINENTS],
        "code": range(len(CONTINENTS)),  # numbers compare sooner than text
        "continent": [sorted({*CONTINENTS.values()}).index(continent) for continent in CONTINENTS.values()],
    }
)
HOURS = pl.LazyFrame({"time_zone": [*OFFSETS], "offset": [*OFFSETS.values()]})


def in_polars(frame: pl.DataFrame) -> pl.DataFrame:
    col, at_home = pl.col, pl.col("country") == pl.col("home")
    low = col("headcount").fill_null(1)
    high = pl.when(col("headcount").is_not_null()).then(col("headcount").cast(pl.Float64)).otherwise(float("inf"))
    rows = frame.lazy().join(CODES, on="country", how="left").join(HOURS, on="time_zone", how="left")
    rows = rows.with_columns(
        low=low, high=high, at_home=at_home,
        home_low=pl.when(at_home).then(low).otherwise(0), home_high=pl.when(at_home).then(high).otherwise(0.0),
        abroad_high=pl.when(at_home).then(0.0).otherwise(high),
    )  # fmt: skip
    firms = rows.group_by("firm").agg(
        col("home").first(), col("low").sum(), col("high").sum(), col("home_low").sum(), col("home_high").sum(),
        col("abroad_high").sum(), at_home=col("at_home").any(), countries=col("code").n_unique(),
        continents=col("continent").n_unique(), zones=col("offset").n_unique(),
        span=col("offset").max() - col("offset").min(),
    )  # fmt: skip
    abroad = col("low") - col("home_low")
    some = (
        pl.when(col("abroad_high").is_finite())
        .then(col("abroad_high") / (col("abroad_high") + col("home_low")))
        .otherwise(1.0)
    )
    several, few, many = col("countries") >= 2, col("headcount_high") < 250, col("headcount_low") >= 250
    bounds = {
        "headcount": (col("low"), pl.when(col("high").is_finite()).then(col("high")).cast(pl.Int64)),
        "country_count": (col("countries"),) * 2,
        "foreign_country_count": (col("countries") - col("at_home"),) * 2,
        "continent_count": (col("continents"),) * 2,
        "time_zone_count": (col("zones"),) * 2,
        "time_zone_span_hours": (col("span"),) * 2,
        "foreign_headcount_share": (
            pl.when(abroad == 0).then(0.0).otherwise(abroad / (abroad + col("home_high"))),
            pl.when(abroad == 0).then(0.0).otherwise(some),
        ),
    }
    ends = [end.alias(f"{name}_{side}") for name, pair in bounds.items() for side, end in zip(SIDES, pair, strict=True)]
    firms = firms.with_columns(ends)
    small = pl.when(few).then(True).when(many).then(False)
    classes = {MICRO: several & small, SMALL: ~several & small, LARGE: several & ~small, DOMESTIC: ~several & ~small}
    firms = firms.with_columns(**classes)
    label = pl.when(small.is_null()).then(pl.lit("undetermined"))
    for name in classes:
        label = label.when(col(name)).then(pl.lit(name))
    columns = [f"{name}_{side}" for name in bounds for side in SIDES]
    return firms.with_columns(label=label).select("firm", "home", *columns, "label", *classes).collect()


SIDES = ("low", "high")


def in_pandas(frame: Any) -> Any:
    import pandas as pd

    at_home = frame["country"] == frame["home"]
    low, high = frame["headcount"].fillna(1), frame["headcount"].fillna(np.inf)
    rows = frame[["firm", "home", "country"]].assign(
        continent=frame["country"].map(CONTINENTS), offset=frame["time_zone"].map(OFFSETS), low=low, high=high,
        at_home=at_home, home_low=low.where(at_home, 0), home_high=high.where(at_home, 0),
        abroad_high=high.where(~at_home, 0),
    )  # fmt: skip
    grouped = rows.groupby("firm", sort=False)
    firms = grouped[["low", "high", "home_low", "home_high", "abroad_high"]].sum()
    countries, continents, zones = (grouped[name].nunique() for name in ("country", "continent", "offset"))
    span = grouped["offset"].max() - grouped["offset"].min()
    foreign = countries - grouped["at_home"].any()
    abroad = firms["low"] - firms["home_low"]
    with np.errstate(invalid="ignore"):
        least = (abroad / (abroad + firms["home_high"])).where(abroad != 0, 0.0)
        most = firms["abroad_high"] / (firms["abroad_high"] + firms["home_low"])
    most = most.where(np.isfinite(firms["abroad_high"]), 1.0).where(abroad != 0, 0.0)
    several, few, many = countries >= 2, firms["high"] < 250, firms["low"] >= 250
    open_ = ~few & ~many
    classes = {MICRO: several & few, SMALL: ~several & few, LARGE: several & many, DOMESTIC: ~several & many}
    least_people = firms["low"].astype("Int64")
    answer = {"home": grouped["home"].first(), "headcount_low": least_people}
    answer["headcount_high"] = firms["high"].where(np.isfinite(firms["high"])).astype("Int64")
    for name, value in {
        "country_count": countries, "foreign_country_count": foreign, "continent_count": continents,
        "time_zone_count": zones, "time_zone_span_hours": span,
    }.items():  # fmt: skip
        answer[f"{name}_low"] = answer[f"{name}_high"] = value
    answer["foreign_headcount_share_low"], answer["foreign_headcount_share_high"] = least, most
    answer["label"] = np.select([*classes.values()], [*classes], "undetermined")
    for name, holds in classes.items():
        ours = several if name in {MICRO, LARGE} else ~several
        answer[name] = holds.astype("boolean").mask(open_ & ours)
    return pd.DataFrame(answer).reset_index()


SQL = """
with places as (
    select firm, home, country, continent, hours, country = home as at_home,
        coalesce(headcount, 1) as low, coalesce(headcount, cast('Infinity' as double)) as high
    from {places} join {countries} using (country) join {zones} using (time_zone)
), firms as (
    select firm, min(home) as home, sum(low) as low, sum(high) as high,
        sum(case when at_home then low else 0 end) as home_low, sum(case when at_home then high else 0 end) as home_high,
        sum(case when at_home then 0 else high end) as abroad_high, max(case when at_home then 1 else 0 end) as home_is_one,
        count(distinct country) as countries, count(distinct continent) as continents, count(distinct hours) as zones,
        max(hours) - min(hours) as span
    from places group by firm
), judged as (
    select *, low - home_low as abroad, countries >= 2 as several,
        case when high < 250 then true when low >= 250 then false end as small
    from firms
)
select firm, home, cast(low as bigint) as headcount_low,
    case when high < cast('Infinity' as double) then cast(high as bigint) end as headcount_high,
    countries as country_count_low, countries as country_count_high,
    countries - home_is_one as foreign_country_count_low, countries - home_is_one as foreign_country_count_high,
    continents as continent_count_low, continents as continent_count_high,
    zones as time_zone_count_low, zones as time_zone_count_high,
    span as time_zone_span_hours_low, span as time_zone_span_hours_high,
    case when abroad = 0 then 0 else abroad / (abroad + home_high) end as foreign_headcount_share_low,
    case when abroad = 0 then 0 when abroad_high < cast('Infinity' as double) then abroad_high / (abroad_high + home_low)
        else 1 end as foreign_headcount_share_high,
    case when small is null then 'undetermined' when several and small then 'micro-multinational'
        when small then 'domestic small firm' when several then 'multinational enterprise'
        else 'domestic large firm' end as label,
    several and small as {q}micro-multinational{q}, not several and small as {q}domestic small firm{q},
    several and not small as {q}multinational enterprise{q}, not several and not small as {q}domestic large firm{q}
from judged
"""
"""In the SQL that DuckDB and Spark share, but for how they quote names."""


def in_duckdb(places: Any) -> Any:
    import duckdb

    countries, zones = small_tables()
    countries, zones = duckdb.from_arrow(countries.to_arrow()), duckdb.from_arrow(zones.to_arrow())
    return duckdb.sql(SQL.format(places="places", countries="countries", zones="zones", q='"'))


def in_pyspark(places: Any) -> Any:
    session = places.sparkSession
    countries, zones = (session.createDataFrame(small.rows(), small.columns) for small in small_tables())
    sql = SQL.format(places="{places}", countries="{countries}", zones="{zones}", q="`")
    return session.sql(sql, places=places, countries=countries, zones=zones)


def small_tables() -> tuple[pl.DataFrame, pl.DataFrame]:
    return (
        pl.DataFrame({"country": [*CONTINENTS], "continent": [*CONTINENTS.values()]}),
        pl.DataFrame({"time_zone": [*OFFSETS], "hours": [*OFFSETS.values()]}),
    )


class Library(NamedTuple):
    """How a library opens a Parquet file, the query by hand, how it is run to its end, and its rows for Polars."""

    open: Callable[[Path], Any]
    by_hand: Callable[[Any], Any]
    run: Callable[[Any], object]
    rows: Callable[[Any], pl.DataFrame]


def _as_is(answer: Any) -> Any:
    return answer


def _open_duckdb(path: Path) -> Any:
    import duckdb

    duckdb.sql(f"create or replace table places as select * from read_parquet('{path}')")  # in memory, as the others
    return duckdb.table("places")


def spark_session() -> Any:
    from pyspark.sql import SparkSession

    options = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "4g"}
    session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _open_pandas(path: Path) -> Any:
    import pandas as pd

    return pd.read_parquet(path)


LIBRARIES = {
    "polars": Library(pl.read_parquet, in_polars, _as_is, _as_is),
    "pandas": Library(_open_pandas, in_pandas, _as_is, pl.from_pandas),
    "duckdb": Library(
        _open_duckdb,
        in_duckdb,
        lambda answer: answer.to_arrow_table(),
        lambda answer: pl.from_arrow(answer.to_arrow_table()),
    ),
    "pyspark": Library(
        lambda path: spark_session().read.parquet(str(path)),
        in_pyspark,
        lambda answer: answer.write.format("noop").mode("overwrite").save(),
        lambda answer: pl.from_arrow(answer.toArrow()),
    ),
}
