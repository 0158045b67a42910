"""What differs between the libraries that tables come from: small tables beside them, row numbers, nullable results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals as nw
from narwhals.dtypes import DType

from globalfirm.places._text import quote

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

Frame = nw.LazyFrame[Any]  # Any: of whichever library
Dtype = type[DType]

ENGINES = "pandas, Polars, PyArrow, DuckDB or PySpark"
SQL = frozenset({nw.Implementation.DUCKDB, nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT})


class Table(NamedTuple):
    """A user's table as Narwhals sees it, and whether its library computes at once."""

    frame: Frame
    eager: bool


def table_of(native: object) -> Table:
    """The table that a user gave.

    Raises:
        TypeError: it is no table of a library that is known, and speaks no Arrow.
    """
    frame: Any = nw.from_native(native, pass_through=True)  # Any: a frame of whichever kind, or what was given
    if isinstance(frame, nw.LazyFrame):
        return Table(frame, eager=False)
    if isinstance(frame, nw.DataFrame):
        return Table(frame.lazy(), eager=True)
    if hasattr(native, "__arrow_c_stream__"):
        return Table(nw.from_arrow(native, backend=_default_backend()).lazy(), eager=True)
    raise TypeError(f"{quote(native)} is no table: give one of {ENGINES}, or an object that speaks Arrow's PyCapsule protocol.")


def _default_backend() -> Any:  # Any: as Narwhals names its backends
    """Polars where it is installed, as the embedded default."""
    from importlib.util import find_spec

    for name in ("polars", "pyarrow"):
        if find_spec(name):
            return name
    raise ImportError("a table that only speaks Arrow is read into Polars: pip install 'globalfirm[polars]'.")


def small(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """A small table in the same library, and the same connection or session, as another one."""
    kind = like.implementation
    if kind is nw.Implementation.DUCKDB:
        return _in_duckdb(like, data, dtypes)
    if kind in {nw.Implementation.PYSPARK, nw.Implementation.PYSPARK_CONNECT}:
        session = like.to_native().sparkSession
        schema = ", ".join(f"`{name}` {_SPARK[dtype]}" for name, dtype in dtypes.items())
        return nw.from_native(session.createDataFrame([*zip(*data.values(), strict=True)], schema))
    return nw.from_dict(data, {name: dtype() for name, dtype in dtypes.items()}, backend=kind).lazy()


_SPARK: dict[Dtype, str] = {nw.String: "string", nw.Int64: "bigint", nw.Float64: "double", nw.Boolean: "boolean"}
_DUCK: dict[Dtype, str] = {nw.String: "varchar", nw.Int64: "bigint", nw.Float64: "double", nw.Boolean: "boolean"}


def _in_duckdb(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """Written out as values: a relation joins only with those of its own connection, which only `query` reaches."""
    kinds = [_DUCK[dtype] for dtype in dtypes.values()]
    rows = [*zip(*data.values(), strict=True)]
    written = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows) or f"({', '.join(['null'] * len(kinds))})"
    named = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in zip(data, kinds, strict=True))
    given = ", ".join(f'"{name}"' for name in data)
    where = "" if rows else " where false"
    sql = f"select {named} from (values {written}) small({given}){where}"  # noqa: S608 # quoted by _literal
    return nw.from_native(like.to_native().query("_globalfirm", sql))


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"'{value}'::double" if value in {float("inf"), float("-inf")} else str(value)


def numbered(table: Table, name: str) -> Frame | None:
    """The table with the number of each row, from 0; none where its library keeps no order."""
    frame = table.frame
    if frame.implementation in SQL:
        return None
    if not table.eager:  # Polars
        return nw.from_native(frame.to_native().with_row_index(name))
    return frame.collect().with_row_index(name).lazy()


UNBOUNDED = float("inf")
"""Stands for no upper bound."""


def bounded(name: str) -> nw.Expr:
    """A bound, null where there is none."""
    return nw.when(nw.col(name) < UNBOUNDED).then(nw.col(name)).alias(name)


def whole(frame: Frame, name: str) -> nw.Expr:
    """A bound as a whole number, null where there is none.

    pandas has no whole number for a gap until `finished` says which columns are whole.
    """
    return bounded(name) if frame.implementation is nw.Implementation.PANDAS else bounded(name).cast(nw.Int64).alias(name)


def given_back(frame: Frame, *, eager: bool) -> Any:  # Any: the user's library's
    """The table in the user's own kind: lazy where theirs was."""
    return frame.collect().to_native() if eager else frame.to_native()


def finished(frame: Frame, *, eager: bool, whole: Sequence[str], flags: Sequence[str]) -> Any:  # Any: the user's library's
    """The user's own kind of table: lazy where theirs was.

    pandas holds a column of whole numbers or booleans with gaps as floats or objects, unless it is told otherwise.
    """
    native = given_back(frame, eager=eager)
    if frame.implementation is nw.Implementation.PANDAS:
        return native.astype({**dict.fromkeys(whole, "Int64"), **dict.fromkeys(flags, "boolean")})
    return native
