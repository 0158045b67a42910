"""What tables cost, against what one would write by hand: python benchmarks/tables.py [million firms] [--large].

Ratios of medians, measured in turn in one run. `--engines polars,duckdb,pandas,pyspark` names the libraries whose query
by hand (by_hand.py) `measure` is held against, Polars where nothing is said; `--large` adds ten million firms (fifty
million rows) from Parquet. Needs what the libraries named need.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import by_hand
import polars as pl
from drawn import CONTINENTS, OFFSETS, ROWS_A_FIRM, table
from timing import FIRM, bare_company, medians, report

import globalfirm as gf
from globalfirm import cohort

TAXONOMY = gf.default_taxonomy()


def ours(frame: pl.DataFrame) -> pl.DataFrame:
    return cohort.measure(frame, taxonomy=TAXONOMY).firms


def with_pandas_apply(frame: pl.DataFrame) -> object:
    """The seven metrics' known values, as an ordinary user writes them: a function of each firm's rows."""
    import pandas as pd

    def firm(rows: pd.DataFrame) -> pd.Series:
        people, hours = rows["headcount"].fillna(1), rows["time_zone"].map(OFFSETS)
        away = rows["country"] != rows["home"]
        return pd.Series(
            {
                "headcount": people.sum(),
                "country_count": rows["country"].nunique(),
                "foreign_country_count": rows["country"][away].nunique(),
                "continent_count": rows["country"].map(CONTINENTS).nunique(),
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


AIMS = {"polars": 0.5, "duckdb": 1.2, "pandas": 1.3, "pyspark": 1.3}


def against_by_hand(name: str, path: Path) -> None:
    """A library's `measure` against the query by hand, in turn. Of a busy machine, the ratio of processor time says more."""
    library = by_hand.LIBRARIES[name]
    given = library.open(path)

    def measured() -> object:
        return library.run(cohort.measure(given, taxonomy=TAXONOMY).firms)

    def native() -> object:
        return library.run(library.by_hand(given))

    measured(), native()  # whatever is made once
    times = [(seconds_and_processor(measured), seconds_and_processor(native)) for _ in range(5)]
    (mine, work), (theirs, their_work) = (
        map(statistics.median, zip(*run, strict=True)) for run in zip(*times, strict=True)
    )
    processor = (
        f"; of processor time {work / their_work:.2f}" if their_work > theirs / 10 else ""
    )  # Spark's is elsewhere
    load = f"load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
    detail = f"{mine:.2f} s / {theirs:.2f} s{processor}; {load}"
    report(f"{name}: measure / the query by hand", mine / theirs, AIMS[name], detail)


def seconds_and_processor(call: Callable[[], object]) -> tuple[float, float]:
    start, work = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - start, time.process_time() - work


def is_the_same(name: str, path: Path, firms: pl.DataFrame) -> bool:
    """Whether a library's `measure` and its query by hand give the firms that Polars' `measure` gives."""
    library = by_hand.LIBRARIES[name]
    given = library.open(path)
    found = [library.rows(each) for each in (cohort.measure(given, taxonomy=TAXONOMY).firms, library.by_hand(given))]
    kinds = dict(firms.schema)
    return all(each.cast(kinds).sort("firm").equals(firms.sort("firm"), null_equal=True) for each in found)


def by_engine(names: Sequence[str], millions: float) -> None:
    """Each library's `measure` against the query that a good user of it writes, once both were seen to say the same."""
    with tempfile.TemporaryDirectory() as folder:
        at, sample = Path(folder) / "rows.parquet", Path(folder) / "sample.parquet"
        table(20_000, 20_000 * ROWS_A_FIRM, seed=1).write_parquet(sample)
        firms = int(millions * 1_000_000)
        table(firms, firms * ROWS_A_FIRM, seed=1).write_parquet(at)
        answer = ours(pl.read_parquet(sample))
        for name in names:
            print(f"{name}: the query by hand gives the same table: {is_the_same(name, sample, answer)}", flush=True)
            against_by_hand(name, at)


def without_tables(millions: float) -> None:
    """Against what an ordinary user writes: a function of each firm's rows, and a loop over records."""
    firms = int(millions * 1_000_000)
    frame = table(firms, firms * ROWS_A_FIRM, seed=1)
    [mine] = medians(lambda: ours(frame), times=1, rounds=5)
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


def findings(millions: float) -> None:
    """What findings of a table's firms cost, against `measure` itself."""
    firms = int(millions * 1_000_000)
    frame = table(firms, firms * ROWS_A_FIRM, seed=1)
    measured, half_listed = ours(frame), ours(frame.with_columns(complete=pl.col("firm") % 2 == 0))
    one, other = (each.name for each in TAXONOMY.classes[:2])
    values = [10, 20, 50, 100, 150, 200, 250, 300, 400, 500]
    names = ("shares by home", "averages", "cross-table", "agreement", "sensitivity at ten values")
    names += ("facts to look up", "look-up, at random", "look-up, the cheapest")
    mine, *took = medians(
        lambda: ours(frame),
        lambda: cohort.shares(measured, by="home", population="sample"),
        lambda: cohort.averages(measured, "headcount"),
        lambda: cohort.cross_table(measured, "label", one),
        lambda: cohort.agreement(measured, one, other),
        lambda: cohort.sensitivity(frame, TAXONOMY, small=values),
        lambda: cohort.facts_to_look_up(half_listed, TAXONOMY),
        lambda: cohort.look_up(half_listed, TAXONOMY, 50),
        lambda: cohort.look_up(half_listed, TAXONOMY, 50, order="cheapest"),
        times=1,
        rounds=3,
    )
    for name, seconds in zip(names, took, strict=True):
        report(f"{name} / measure", seconds / mine, 2, f"{seconds:.2f} s / {mine:.2f} s for {firms:,} firms")


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
    arguments = [*sys.argv[1:]]
    engines = "polars"
    if "--engines" in arguments:
        at = arguments.index("--engines")
        engines = arguments[at + 1]
        del arguments[at : at + 2]
    size = next((float(argument) for argument in arguments if not argument.startswith("-")), 1.0)
    json_lines()
    by_engine(engines.split(","), size)
    without_tables(size)
    findings(size)
    if "--large" in arguments:
        large()
