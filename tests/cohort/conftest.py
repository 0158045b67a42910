"""The libraries that tables come from: a test that asks for `engine` runs under each that `--engines` names.

One is the default, `all` tries all of them, and `all but NAME` the others. A test of some libraries alone is marked `engines(...)`: where none of
them is named, its first one is tried, so that no claim goes untested.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from importlib.util import find_spec
from typing import Any, NamedTuple

import duckdb
import ibis
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest


class Engine(NamedTuple):
    """How a library makes a table of columns, how it tells its rows, and whether it computes only when asked."""

    name: str
    table: Callable[[pa.Table], Any]
    rows: Callable[[Any], list[dict[str, Any]]]
    lazy: bool

    def make(self, columns: dict[str, list[Any]], schema: pa.Schema | None = None) -> Any:
        """The library's table of some columns."""
        return self.table(pa.table(columns, schema=schema))

    def by_firm(self, table: Any, key: str = "firm") -> dict[Any, dict[str, Any]]:
        """The rows of a table by firm."""
        return {row[key]: row for row in self.rows(table)}

    def for_many_rows(self) -> AbstractContextManager[None]:
        """The library as it is set up where there are many rows."""
        return _Spark.for_many_rows() if self.name == "pyspark" else nullcontext()

    def worked_out(self, table: Any) -> Any:
        """A table whose rows are there: of one that is a plan, each question would plan it again."""
        return self.table(nw.from_native(table).collect("pyarrow").to_native()) if self.lazy else table


def _plain(value: Any) -> Any:
    """A value without what pandas makes of it."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, (pd.Timestamp, datetime)):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def _of_pandas(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{key: _plain(value) for key, value in row.items()} for row in table.astype(object).to_dict("records")]


def without_pullup(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection without a pass of DuckDB 2 that takes longer, over some hundred steps, than all others and the rows together."""
    if ("projection_pullup",) in connection.sql("from duckdb_optimizers()").fetchall():
        connection.execute("set disabled_optimizers = 'projection_pullup'")
    return connection


without_pullup(duckdb.default_connection())


def _ibis(table: pa.Table) -> Any:
    backend = ibis.duckdb.connect()
    without_pullup(backend.con).register("given", table)
    return backend.table("given")


class _Spark:
    """One session for all tests, made on first use."""

    session: Any = None

    @classmethod
    def started(cls) -> Any:
        if cls.session is None:
            from pyspark.sql import SparkSession

            options = {
                "spark.driver.memory": "4g",
                "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "spark.ui.enabled": "false",
                "spark.ui.showConsoleProgress": "false",
                "spark.sql.shuffle.partitions": "1",
                "spark.sql.adaptive.enabled": "false",
                # Hundreds of plans of a few rows each: to compile them (or Spark itself, twice), or to note the line that
                # each column was written on, takes longer than to run them.
                "spark.sql.codegen.wholeStage": "false",
                "spark.sql.codegen.factoryMode": "NO_CODEGEN",
                "spark.python.sql.dataFrameDebugging.enabled": "false",
            }
            builder = SparkSession.builder.master("local[2]")
            for key, value in options.items():
                builder = builder.config(key, value)
            cls.session = builder.getOrCreate()
            cls.session.sparkContext.setLogLevel("OFF")
        return cls.session

    @classmethod
    @contextmanager
    def for_many_rows(cls) -> Iterator[None]:
        """Plans are compiled and spread over two cores, which a few rows are not worth."""
        of_many = {"spark.sql.codegen.factoryMode": "FALLBACK", "spark.sql.shuffle.partitions": "2"}
        settings = cls.started().conf
        before = {key: settings.get(key) for key in of_many}
        for key, value in of_many.items():
            settings.set(key, value)
        try:
            yield
        finally:
            for key, value in before.items():
                settings.set(key, value)


def _of_spark(table: pa.Table) -> Any:
    kinds = {
        pa.string(): "string",
        pa.int64(): "bigint",
        pa.float64(): "double",
        pa.bool_(): "boolean",
        pa.date32(): "date",
    }
    schema = ", ".join(f"`{field.name}` {kinds.get(field.type, 'void')}" for field in table.schema)
    # Of Python's rows: from an Arrow table, Spark 4 makes a local relation, which it works out row by row as it plans.
    return _Spark.started().createDataFrame(
        [*zip(*table.to_pydict().values(), strict=True)], schema, verifySchema=False
    )


ENGINES = {
    "polars": Engine("polars", pl.from_arrow, lambda table: table.to_dicts(), lazy=False),
    "polars lazy": Engine(
        "polars lazy", lambda table: pl.from_arrow(table).lazy(), lambda table: table.collect().to_dicts(), lazy=True
    ),
    "pandas": Engine("pandas", lambda table: table.to_pandas(), _of_pandas, lazy=False),
    "pyarrow": Engine("pyarrow", lambda table: table, lambda table: table.to_pylist(), lazy=False),
    # On the default connection: before DuckDB 1.5, a relation does not keep open the one it was made on.
    "duckdb": Engine("duckdb", duckdb.from_arrow, lambda table: table.to_arrow_table().to_pylist(), lazy=True),
    "ibis": Engine("ibis", _ibis, lambda table: table.to_pyarrow().to_pylist(), lazy=True),
    "pyspark": Engine("pyspark", _of_spark, lambda table: table.toArrow().to_pylist(), lazy=True),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test that asks for `engine`, under the libraries chosen."""
    if "engine" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("engines")
        able = marked.args if marked else (*ENGINES,)
        chosen = [name for name in able if name in _chosen(metafunc.config)]
        tried = [pytest.param(name, marks=pytest.mark.by_engine) for name in chosen or able[:1]]
        metafunc.parametrize("engine", tried, indirect=True)


def _chosen(config: pytest.Config) -> list[str]:
    """The libraries that `--engines` names."""
    asked, _, without = config.getoption("--engines").partition("all but ")
    names, left_out = ([name.strip() for name in text.split(",") if name.strip()] for text in (asked, without))
    if unknown := {*names, *left_out} - {*ENGINES, "all"}:
        raise pytest.UsageError(f"--engines: {', '.join(sorted(unknown))}? Give some of {', '.join(ENGINES)}, or all.")
    return [name for name in ENGINES if name not in left_out] if left_out or "all" in names else names


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """One of the libraries; PySpark where it and a Java are installed."""
    if request.param == "pyspark":
        needs_spark()
    return ENGINES[request.param]


def needs_spark() -> None:
    """Skip without PySpark, which is an extra, and its Java: CI installs both."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("needs the extra `spark` and a Java")


@pytest.fixture(scope="session", autouse=True)
def _stop_spark() -> Iterator[None]:
    yield
    if _Spark.session is not None:
        _Spark.session.stop()
