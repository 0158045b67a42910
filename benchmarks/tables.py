"""What tables cost, against what one would write by hand: python benchmarks/tables.py [million firms] [--large] [--spark].

Ratios of medians, measured in turn in one run. `--large` adds ten million firms (fifty million rows) from Parquet,
`--spark` the same job under PySpark. Needs the extras `tables` and (for Spark) `spark`.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from timing import FIRM, bare_company, medians, report

import globalfirm as gf
from globalfirm import cohort
from globalfirm.places import offsets
from globalfirm.places.continent import continent_of

ROWS_A_FIRM = 5
ZONES = {
    "US": ["America/New_York", "America/Chicago", "America/Los_Angeles"],
    "AU": ["Australia/Sydney", "Australia/Perth"],
    "BR": ["America/Sao_Paulo"],
    **{
        country: [offsets.country_zones(country)[0]]
        for country in ("GB", "DE", "FR", "NL", "PL", "PT", "RS", "RO", "IN", "JP", "SG", "IL", "ZA", "NG", "AR", "CO")
    },
}
PAIRS = [(country, zone) for country, zones in ZONES.items() for zone in zones]
TAXONOMY = gf.default_taxonomy()


def table(firms: int, rows: int, seed: int) -> pl.DataFrame:
    """Rows of places, in no order, two in three of them in the firm's home country; one in ten without a headcount."""
    random = np.random.default_rng(seed)
    firm = random.integers(0, firms, rows)
    countries = np.array([*ZONES])
    home = firm % len(countries)
    first = np.array([next(i for i, pair in enumerate(PAIRS) if pair[0] == country) for country in countries])
    place = np.where(random.random(rows) < 2 / 3, first[home], random.integers(0, len(PAIRS), rows))
    people = pl.Series(random.geometric(0.05, rows))
    return pl.DataFrame(
        {
            "firm": firm,
            "country": np.array([pair[0] for pair in PAIRS])[place],
            "time_zone": np.array([pair[1] for pair in PAIRS])[place],
            "headcount": people.set(pl.Series(random.random(rows) < 0.1), None),
            "home": countries[home],
        }
    )


def ours(frame: pl.DataFrame) -> pl.DataFrame:
    return cohort.measure(frame, taxonomy=TAXONOMY).firms


_CONTINENTS = sorted({continent_of(country) for country in ZONES})
CODES = pl.LazyFrame(
    {
        "country": [*ZONES],
        "code": range(len(ZONES)),  # numbers compare sooner than text
        "continent": [_CONTINENTS.index(continent_of(country)) for country in ZONES],
    }
)
OFFSETS = pl.LazyFrame(
    {"time_zone": [z for _, z in PAIRS], "offset": [offsets.standard_offset_hours(z) for _, z in PAIRS]}
)


def by_hand(frame: pl.DataFrame) -> pl.DataFrame:
    """The same columns as a native query, by somebody who knows that every zone is known and every list complete."""
    col, at_home = pl.col, pl.col("country") == pl.col("home")
    low = col("headcount").fill_null(1)
    high = pl.when(col("headcount").is_not_null()).then(col("headcount").cast(pl.Float64)).otherwise(float("inf"))
    rows = frame.lazy().join(CODES, on="country", how="left").join(OFFSETS, on="time_zone", how="left")
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
    firms = firms.with_columns(
        [
            b.alias(f"{name}_{end}")
            for name, pair in bounds.items()
            for b, end in zip(pair, ("low", "high"), strict=True)
        ]
    )
    small = pl.when(few).then(True).when(many).then(False)
    firms = firms.with_columns(**{
        "micro-multinational": several & small, "domestic small firm": ~several & small,
        "multinational enterprise": several & ~small, "domestic large firm": ~several & ~small,
    })  # fmt: skip
    names = [definition.name for definition in TAXONOMY.classes]
    label = pl.when(col("micro-multinational").is_null() | col("domestic small firm").is_null()).then(
        pl.lit("undetermined")
    )
    for name in names:
        label = label.when(col(name)).then(pl.lit(name))
    columns = [f"{name}_{end}" for name in bounds for end in ("low", "high")]
    return firms.with_columns(label=label).select("firm", "home", *columns, "label", *names).collect()


def with_pandas_apply(frame: pl.DataFrame) -> object:
    """The seven metrics' known values, as an ordinary user writes them: a function of each firm's rows."""
    import pandas as pd

    continents, offsets = (
        {country: continent_of(country).value for country in ZONES},
        dict(OFFSETS.collect().iter_rows()),
    )

    def firm(rows: pd.DataFrame) -> pd.Series:
        people, hours = rows["headcount"].fillna(1), rows["time_zone"].map(offsets)
        away = rows["country"] != rows["home"]
        return pd.Series(
            {
                "headcount": people.sum(),
                "country_count": rows["country"].nunique(),
                "foreign_country_count": rows["country"][away].nunique(),
                "continent_count": rows["country"].map(continents).nunique(),
                "time_zone_count": hours.nunique(),
                "time_zone_span_hours": hours.max() - hours.min(),
                "foreign_headcount_share": people[away].sum() / people.sum(),
            }
        )

    return frame.to_pandas().groupby("firm")[["country", "time_zone", "headcount", "home"]].apply(firm)


def with_companies(frame: pl.DataFrame) -> list[str]:
    """The same by a loop over `Company` objects."""
    labels = []
    for (name,), rows in frame.partition_by("firm", as_dict=True).items():
        offices = [
            gf.Office(country=row["country"], time_zone=row["time_zone"], headcount=row["headcount"])
            for row in rows.iter_rows(named=True)
        ]
        company = gf.Company(name=str(name), home=rows["home"][0], offices=offices)
        gf.profile(company)
        labels.append(TAXONOMY.label(company))
    return labels


def in_memory(millions: float) -> None:
    firms = int(millions * 1_000_000)
    frame = table(firms, firms * ROWS_A_FIRM, seed=1)
    same = ours(frame).sort("firm").equals(by_hand(frame).sort("firm").cast(dict(ours(frame).schema)), null_equal=True)
    print(f"{frame.height:,} rows, {frame['firm'].n_unique():,} firms; the query by hand gives the same table: {same}")
    mine, native = medians(lambda: ours(frame), lambda: by_hand(frame), times=1, rounds=5)
    report("measure / native Polars query, same columns", mine / native, 1.3, f"{mine:.2f} s / {native:.2f} s")
    some = frame.filter(pl.col("firm") % 50 == 0)
    count, part = frame["firm"].n_unique(), some["firm"].n_unique()
    for what, call, aim in (
        ("pandas groupby-apply / measure, a firm", lambda: with_pandas_apply(some), 20),
        ("loop over Company / measure, a firm", lambda: with_companies(some), 50),
    ):
        [took] = medians(call, times=1, rounds=3)
        report(
            what,
            (took / part) / (mine / count),
            aim,
            f"{took:.1f} s for {part:,} firms; {mine:.2f} s for {count:,}",
            at_least=True,
        )


def written(folder: Path, millions: float) -> Path:
    """Parquet files of five million rows each, any of which may hold rows of any firm."""
    firms = int(millions * 1_000_000)
    at = folder / f"{millions:g}"
    at.mkdir()
    for i in range(0, firms * ROWS_A_FIRM, 5_000_000):
        table(firms, min(5_000_000, firms * ROWS_A_FIRM - i), seed=i).write_parquet(at / f"{i}.parquet")
    return at


def from_parquet(at: Path) -> None:
    """In a process of its own: the whole job, part by part, from Parquet to Parquet; its seconds and memory as JSON."""
    out = at.parent / f"{at.name}-firms"
    out.mkdir(exist_ok=True)
    start = time.perf_counter()
    rows = 0
    for i, part in enumerate(cohort.parts(pl.scan_parquet(at / "*.parquet"))):
        cohort.measure(part, taxonomy=TAXONOMY).firms.sink_parquet(out / f"{i}.parquet")
        rows += pl.scan_parquet(out / f"{i}.parquet").select(pl.len()).collect().item()
    took = time.perf_counter() - start
    print(
        json.dumps({"seconds": took, "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, "firms": rows})
    )


def large() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured = {}
        for millions in (1, 10):
            at = written(Path(folder), millions)
            runs = [
                json.loads(
                    subprocess.run([sys.executable, __file__, "--parquet", at], check=True, capture_output=True).stdout
                )
                for _ in range(3)
            ]
            measured[millions] = (
                statistics.median(run["seconds"] for run in runs),
                max(run["gib"] for run in runs),
                runs[0]["firms"],
            )
        (small_s, _, _), (large_s, gib, firms) = measured[1], measured[10]
        report("memory of 50 million rows from Parquet, GiB", gib, 4, f"{firms:,} firms in {large_s:.1f} s")
        ratio = (large_s / 50) / (small_s / 5)
        report("cost of a row at 50 million / at 5 million", ratio, 1.5, f"{large_s:.1f} s / {small_s:.1f} s")


def with_spark(millions: float) -> None:
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory() as folder:
        at = written(Path(folder), millions)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "4g")
            .getOrCreate()
        )
        names = ["firm", "label", "country_count_low", "time_zone_span_hours_high", "headcount_low", "headcount_high"]
        start = time.perf_counter()
        rows = cohort.measure(session.read.parquet(str(at)), taxonomy=TAXONOMY).firms.select(*names).toArrow()
        took = time.perf_counter() - start
        theirs = pl.DataFrame(rows).sort("firm")
        mine = ours(pl.read_parquet(at / "*.parquet")).select(names).sort("firm")
        same = mine.equals(theirs.cast(dict(mine.schema)), null_equal=True)
        print(f"PySpark, {millions:g} million firms: {took:.1f} s; the same answers as Polars: {same}")


def json_lines(count: int = 100_000) -> None:
    """Companies of JSON Lines, against bare pydantic models of the same fields."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "companies.jsonl"
        path.write_text("".join(json.dumps(FIRM | {"name": f"Firm {i}"}) + "\n" for i in range(count)))
        model = bare_company()

        def read_bare() -> None:
            with path.open("rb") as lines:
                for line in lines:
                    model.model_validate_json(line)

        def read_ours() -> None:
            for _ in cohort.read_companies(path):
                pass

        mine, theirs = medians(read_ours, read_bare, times=1, rounds=3)
    report(f"{count:,} companies of JSON Lines / bare pydantic", mine / theirs, 2, f"{mine:.1f} s / {theirs:.1f} s")


if __name__ == "__main__":
    if "--parquet" in sys.argv:
        from_parquet(Path(sys.argv[-1]))
        sys.exit()
    size = next((float(argument) for argument in sys.argv[1:] if not argument.startswith("-")), 1.0)
    json_lines()
    in_memory(size)
    if "--large" in sys.argv:
        large()
    if "--spark" in sys.argv:
        with_spark(size)
