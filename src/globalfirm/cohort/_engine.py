"""What differs between the libraries that tables come from: small tables beside them, row numbers, nullable results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import narwhals as nw
from narwhals.dtypes import DType

from globalfirm.ground.messages import quote

Frame = nw.LazyFrame[Any]  # Any: of whichever library
Dtype = type[DType]

ENGINES = "pandas, Polars, PyArrow, DuckDB or PySpark"
KNOWN = frozenset(
    {
        nw.Implementation.PANDAS,
        nw.Implementation.POLARS,
        nw.Implementation.PYARROW,
        nw.Implementation.DUCKDB,
        nw.Implementation.PYSPARK,
        nw.Implementation.PYSPARK_CONNECT,
    }
)
SQL = frozenset({nw.Implementation.DUCKDB, nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT})


T = TypeVar("T")


class Table(NamedTuple, Generic[T]):
    """A user's table as Narwhals sees it, and whether its library computes at once; of the user's own type."""

    frame: Frame
    eager: bool


def table_of(native: T) -> Table[T]:
    """The table that a user gave.

    Raises:
        TypeError: it is no table of a library that is known, and speaks no Arrow.
    """
    # Any: a frame or a column of whichever kind, or what was given
    frame: Any = nw.from_native(native, pass_through=True, allow_series=True)
    if isinstance(frame, (nw.LazyFrame, nw.DataFrame)):
        if library(frame.lazy()) not in KNOWN:
            raise TypeError(f"tables of {library(frame.lazy()).value} are not known: give one of {ENGINES}.")
        if isinstance(frame, nw.DataFrame):
            return Table(nw.maybe_reset_index(frame).lazy(), eager=True)  # pandas would take its names for columns
        return Table(frame, eager=False)
    if hasattr(native, "__arrow_c_stream__") and not isinstance(frame, nw.Series):
        return Table(nw.from_arrow(native, backend=_default_backend()).lazy(), eager=True)
    hint = " Give its `firms`." if hasattr(native, "firms") and hasattr(native, "rejects") else ""
    raise TypeError(
        f"{quote(native)} is no table: give one of {ENGINES}, or an object that speaks Arrow's PyCapsule protocol.{hint}"
    )


def _default_backend() -> Any:  # Any: as Narwhals names its backends
    """Polars where it is installed, as the embedded default."""
    from importlib.util import find_spec

    for name in ("polars", "pyarrow"):
        if find_spec(name):
            return name
    raise ImportError("a table that only speaks Arrow is read into Polars: pip install 'globalfirm[polars]'.")


def library(frame: Frame) -> nw.Implementation:
    """The library that a table is of."""
    return frame.implementation


def is_text(dtype: DType | None) -> bool:
    """Whether a column holds text, in one of the ways in which libraries hold it; not one that holds nothing."""
    return isinstance(dtype, (nw.String, nw.Categorical, nw.Enum, nw.Object))


def kinds_of(frame: Frame) -> dict[str, DType | None]:
    """What each column holds; nothing where it is known to hold nulls alone, which pandas takes for text or numbers."""
    kinds: dict[str, DType | None] = dict(frame.collect_schema())
    if library(frame) is nw.Implementation.PANDAS:
        empty = frame.select([nw.col(name).is_null().all() for name in kinds]).collect().row(0)
        return {name: None if nothing else kinds[name] for name, nothing in zip(kinds, empty, strict=True)}
    unknown = [name for name, dtype in kinds.items() if dtype == nw.Unknown]
    return kinds | {name: None for name in unknown if _own_kind(frame, name) in {"null", "void"}}


def _own_kind(frame: Frame, name: str) -> str:
    """A column's kind in its library's own words, small."""
    native: Any = frame.to_native()  # Any: whichever library's
    kind = library(frame)
    if kind is nw.Implementation.POLARS:
        return str(native.collect_schema()[name]).lower()
    if kind is nw.Implementation.PYARROW:
        return str(native.schema.field(name).type)
    if kind is nw.Implementation.DUCKDB:
        return str(native.types[native.columns.index(name)]).strip('"').lower()
    return str(native.schema[name].dataType.typeName())  # pragma: no cover # PySpark, which CI tests apart


def small(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """A small table in the same library, and the same connection or session, as another one."""
    kind = library(like)
    if kind is nw.Implementation.DUCKDB:
        return _in_duckdb(like, data, dtypes)
    if kind in {nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT}:  # pragma: no cover # CI tests it apart
        session = like.to_native().sparkSession
        schema = ", ".join(f"`{name}` {_SPARK[dtype]}" for name, dtype in dtypes.items())
        found: Frame = nw.from_native(session.createDataFrame([*zip(*data.values(), strict=True)], schema))
        return found
    backend: Any = kind  # Any: an eager one, as the others have been dealt with
    return nw.from_dict(data, {name: dtype() for name, dtype in dtypes.items()}, backend=backend).lazy()


_SPARK: dict[Dtype, str] = {nw.String: "string", nw.Int64: "bigint", nw.Float64: "double", nw.Boolean: "boolean"}


def _in_duckdb(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """Through Arrow, by `query`: a relation joins only with those of its own connection, which nothing else reaches."""
    # DuckDB finds it by its name, unless the connection has a table of the same one.
    _globalfirm_values = nw.from_dict(
        data, {name: dtype() for name, dtype in dtypes.items()}, backend="pyarrow"
    ).to_native()
    found: Frame = nw.from_native(like.to_native().query("_globalfirm", "select * from _globalfirm_values"))
    del _globalfirm_values
    return found


def numbered(table: Table[Any]) -> tuple[Frame, str] | None:
    """The table with the number of each row, from 0, and its column's name; none where its library keeps no order."""
    frame = table.frame
    if library(frame) in SQL:
        return None
    name = nw.generate_temporary_column_name(8, frame.collect_schema().names())
    if not table.eager:  # Polars
        found: Frame = nw.from_native(frame.to_native().with_row_index(name))
        return found, name
    return frame.collect().with_row_index(name).lazy(), name


UNBOUNDED = float("inf")
"""Stands for no upper bound."""


def bounded(name: str) -> nw.Expr:
    """A bound, null where there is none."""
    return nw.when(nw.col(name) < UNBOUNDED).then(nw.col(name)).alias(name)


def whole(name: str) -> nw.Expr:
    """A bound as a whole number, null where there is none.

    pandas has no whole number for a gap until `finished` says which columns are whole; PyArrow's cast stumbles over an
    infinity that a null hides.
    """
    finite = nw.col(name) < UNBOUNDED
    number = nw.when(finite).then(nw.col(name)).otherwise(nw.lit(0.0)).cast(nw.Int64)
    return nw.when(finite).then(number).alias(name)


def given_back(frame: Frame, given: Table[T]) -> T:
    """The table in the user's own kind: lazy where theirs was."""
    native: T = frame.collect().to_native() if given.eager else frame.to_native()
    return native


def finished(frame: Frame, given: Table[T], *, whole: Sequence[str], flags: Sequence[str] = ()) -> T:
    """As `given_back`, with columns of whole numbers and of flags that may have gaps.

    Where it is not told so, pandas holds them as floats and objects.
    """
    native: Any = given_back(frame, given)  # Any: pandas is not imported for its types
    if library(frame) is nw.Implementation.PANDAS and given.eager:
        native = native.astype({**dict.fromkeys(whole, "Int64"), **dict.fromkeys(flags, "boolean")})
    found: T = native
    return found
