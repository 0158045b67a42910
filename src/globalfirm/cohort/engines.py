"""The libraries that tables come from: what each is like, and what they do differently.

What is peculiar to a library is a trait of its `Engine`; no other module names one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args

import narwhals as nw
from narwhals.dtypes import DType

from globalfirm.cohort import _grouping
from globalfirm.ground.messages import either, nearest, quote
from globalfirm.ground.tables import table_of

Frame = nw.LazyFrame[Any]  # Any: of whichever library
Dtype = type[DType]
T = TypeVar("T")

UNBOUNDED = float("inf")
"""Stands for no upper bound."""


@dataclass(frozen=True)
class Engine:
    """What is peculiar to a library of tables."""

    name: str
    implementation: nw.Implementation
    lookup_table: Callable[[Frame, Mapping[str, Sequence[object]], Mapping[str, Dtype]], Frame]
    """Makes a small table beside another one, in the same connection or session."""
    own_dtype_name: Callable[[Any, str], str]
    """What the library itself calls the type of a column of its own table."""
    aggregate: Callable[[Frame, _grouping.Aggregation], Frame]
    """Groups in one pass, with masks where the library has them."""
    masks_of_any_codes: bool = False
    """A mask of codes that lie apart costs no more than one of all codes."""
    keeps_row_order: bool = False
    """Rows have numbers."""
    nullable_casts: bool = False
    """Whole numbers and flags with gaps are cast at the end, else they are floats and objects."""
    infers_null_columns: bool = False
    """A column's type says nothing where all its values are missing."""
    exact_casts: bool = False
    """Whether it refuses to cast a whole number to a float that does not hold it."""
    missing_code_na_hint: bool = False
    """Its readers of CSV take the text NA, Namibia's code, for a missing value."""
    sound_windows: bool = True
    """What rows of one key have in common can be put beside each of them in one pass."""
    integer_ids_by_remainder: bool = True
    """A whole-number column is one of whole numbers, so the remainder of a division tells ids apart."""


def _eager_lookup_table(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    backend: Any = like.implementation  # Any: Narwhals wants an eager one, as these are
    return nw.from_dict(data, {name: dtype() for name, dtype in dtypes.items()}, backend=backend).lazy()


def _arrow(data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Any:  # Any: a table of PyArrow
    return nw.from_dict(data, {name: dtype() for name, dtype in dtypes.items()}, backend="pyarrow").to_native()


def _duckdb_lookup_table(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """Through Arrow, by `query`: a relation joins only with those of its own connection, which nothing else reaches."""
    # DuckDB finds it by its name, unless the connection has a table of the same one.
    _globalfirm_values = _arrow(data, dtypes)
    table: Frame = nw.from_native(like.to_native().query("_globalfirm", "select * from _globalfirm_values"))
    del _globalfirm_values
    return table


def _ibis_lookup_table(_: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """A table in memory, which whichever backend runs the query registers."""
    import ibis

    table: Frame = nw.from_native(ibis.memtable(_arrow(data, dtypes)))
    return table


def _spark_lookup_table(  # pragma: no cover # CI tests it apart
    like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]
) -> Frame:
    types: dict[Dtype, str] = {nw.String: "string", nw.Int64: "bigint", nw.Float64: "double", nw.Boolean: "boolean"}
    schema = ", ".join(f"`{name}` {types[dtype]}" for name, dtype in dtypes.items())
    session = like.to_native().sparkSession
    table: Frame = nw.from_native(
        session.createDataFrame([*zip(*data.values(), strict=True)], schema, verifySchema=False)
    )
    return table


def _ibis_dtype_name(table: Any, column: str) -> str:  # Any: a table of Ibis
    """A type that Ibis does not know has the name that its backend gives it."""
    dtype = table.schema()[column]
    raw = getattr(dtype, "raw_type", dtype)
    return str(raw.sql() if hasattr(raw, "sql") else raw)


_SPARK: dict[str, Any] = {  # Any: the fields of an engine
    "lookup_table": _spark_lookup_table,
    "own_dtype_name": lambda table, column: table.schema[column].dataType.typeName(),
    "aggregate": _grouping.group_spark,
}

ENGINES: Mapping[nw.Implementation, Engine] = {
    engine.implementation: engine
    for engine in (
        Engine(
            "pandas",
            nw.Implementation.PANDAS,
            lookup_table=_eager_lookup_table,
            own_dtype_name=lambda table, column: str(table[column].dtype),
            aggregate=_grouping.group_pandas,
            masks_of_any_codes=True,
            keeps_row_order=True,
            nullable_casts=True,
            infers_null_columns=True,
            missing_code_na_hint=True,
            integer_ids_by_remainder=False,  # with a gap they are floats
        ),
        Engine(
            "Polars",
            nw.Implementation.POLARS,
            lookup_table=_eager_lookup_table,
            own_dtype_name=lambda table, column: str(table.collect_schema()[column]),
            aggregate=_grouping.group_polars,
            masks_of_any_codes=True,
            keeps_row_order=True,
        ),
        Engine(
            "PyArrow",
            nw.Implementation.PYARROW,
            lookup_table=_eager_lookup_table,
            own_dtype_name=lambda table, column: str(table.schema.field(column).type),
            aggregate=_grouping.group_distinct,
            keeps_row_order=True,
            exact_casts=True,
            sound_windows=False,  # Narwhals' `over` mixes up the rows of large tables (seen in 2.29)
        ),
        Engine(
            "DuckDB",
            nw.Implementation.DUCKDB,
            lookup_table=_duckdb_lookup_table,
            own_dtype_name=lambda table, column: str(table.types[table.columns.index(column)]),
            aggregate=_grouping.group_duckdb,
        ),
        Engine(
            "Ibis",
            nw.Implementation.IBIS,
            lookup_table=_ibis_lookup_table,
            own_dtype_name=_ibis_dtype_name,
            aggregate=_grouping.group_ibis,
        ),
        Engine("PySpark", nw.Implementation.PYSPARK, **_SPARK),
        Engine("PySpark", nw.Implementation.PYSPARK_CONNECT, **_SPARK),
    )
}
"""The libraries that are known. To add one is to add it here."""


def engine_of(frame: Frame) -> Engine:
    """The library that a table is of.

    Raises:
        TypeError: it is not known.
    """
    engine = ENGINES.get(frame.implementation)
    if engine is None:
        raise TypeError(f"tables of {frame.implementation.value} are not known: give one of {_names()}.")
    return engine


def _names() -> str:
    return either(dict.fromkeys(engine.name for engine in ENGINES.values()))


class Table(NamedTuple, Generic[T]):
    """A user's table as Narwhals sees it, whether its library computes at once, and which; of the user's own type."""

    frame: Frame
    eager: bool
    engine: Engine


def open_native(native: T) -> Table[T]:
    """The table that a user gave.

    Raises:
        TypeError: it is not a table of a library that is known, and speaks no Arrow.
    """
    # Any: a frame or a column of whichever kind, or what was given
    frame: Any = nw.from_native(native, pass_through=True, allow_series=True)
    if isinstance(frame, nw.LazyFrame):
        return Table(frame, eager=False, engine=engine_of(frame))
    if isinstance(frame, nw.DataFrame):
        engine = engine_of(frame.lazy())
        return Table(nw.maybe_reset_index(frame).lazy(), True, engine)  # pandas would take its names for columns
    if hasattr(native, "__arrow_c_stream__") and not isinstance(frame, nw.Series):
        frame = nw.from_arrow(native, backend=default_backend()).lazy()
        return Table(frame, eager=True, engine=engine_of(frame))
    hint = " Give its `firms`." if hasattr(native, "firms") and hasattr(native, "rejects") else ""
    raise TypeError(
        f"{quote(native)} is not a table: give one of {_names()}, "
        f"or an object that speaks Arrow's PyCapsule protocol.{hint}"
    )


Library = Literal["polars", "pyarrow", "pandas"]
"""The libraries that tables of no library of the user's may be made in: the first that is installed, unless one is named."""


def default_backend() -> Library:
    """The first library that is installed.

    Raises:
        ImportError: none is.
    """
    from importlib.util import find_spec

    for name in get_args(Library):
        if find_spec(name):
            found: Library = name
            return found
    raise ImportError(
        "a table of no library of yours is made and read by Polars, PyArrow or pandas: pip install 'globalfirm[polars]'."
    )


def make_table(
    columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Dtype], library: Library | None
) -> Any:  # Any: values of the kinds; a table of the library
    """A table of columns that may have gaps, in a library that is named or the first that is installed.

    Raises:
        ValueError: no such library.
        ModuleNotFoundError: it is not installed.

    >>> make_table({"n": [1, None], "small": [True, None]}, {"n": nw.Int64, "small": nw.Boolean}, "polars").rows()
    [(1, True), (None, None)]
    """
    backend = library or default_backend()
    if backend not in get_args(Library):
        known = ", ".join(get_args(Library))
        raise ValueError(
            f"{quote(backend)} is not a library of tables: give one of {known}.{nearest(backend, get_args(Library))}"
        )
    numbers = {name: kind for name, kind in kinds.items() if kind in {nw.Int64, nw.Boolean}}
    # What has gaps is read as floats, which every library has them in.
    data = {name: [*map(_as_float, of)] if name in numbers else of for name, of in columns.items()}
    made = table_of(data, {name: nw.Float64() if name in numbers else of() for name, of in kinds.items()}, backend)
    counts, flags = ([name for name, kind in numbers.items() if kind is wanted] for wanted in (nw.Int64, nw.Boolean))
    asked = [whole_bound(name) if name in counts else _flag(name) if name in flags else nw.col(name) for name in kinds]
    given = open_native(made.to_native())
    return to_native_nullable(given.frame.select(asked), given, whole=counts, flags=flags)


def _as_float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _flag(name: str) -> nw.Expr:
    return nw.when(~nw.col(name).is_null()).then(nw.col(name) > 0).alias(name)


def is_text(dtype: DType | None) -> bool:
    """Whether a column holds text, in one of the ways in which libraries hold it; not one that holds nothing."""
    return isinstance(dtype, (nw.String, nw.Categorical, nw.Enum, nw.Object))


def column_kinds(frame: Frame) -> dict[str, DType | None]:
    """What each column holds; nothing where it is known to hold nulls alone, which pandas takes for text or numbers."""
    kinds: dict[str, DType | None] = dict(frame.collect_schema())
    engine = engine_of(frame)
    if engine.infers_null_columns:
        empty = frame.select([nw.col(name).is_null().all() for name in kinds]).collect().row(0)
        return {name: None if nothing else kinds[name] for name, nothing in zip(kinds, empty, strict=True)}
    native = frame.to_native()
    unknown = {name: engine.own_dtype_name(native, name) for name, dtype in kinds.items() if dtype == nw.Unknown}
    return kinds | {name: None for name, own in unknown.items() if own.strip('"').lower() in {"null", "void"}}


def lookup_table(like: Frame, data: Mapping[str, Sequence[object]], dtypes: Mapping[str, Dtype]) -> Frame:
    """A small table to join with another one: in the same library, and the same connection or session."""
    return engine_of(like).lookup_table(like, data, dtypes)


def numbered(table: Table[Any]) -> tuple[Frame, str] | None:
    """The table with the number of each row, from 0, and its column's name; none where its library keeps no order."""
    if not table.engine.keeps_row_order:
        return None
    frame = table.frame
    name = nw.generate_temporary_column_name(8, frame.collect_schema().names())
    if not table.eager:  # Polars
        with_numbers: Frame = nw.from_native(frame.to_native().with_row_index(name))
        return with_numbers, name
    return frame.collect().with_row_index(name).lazy(), name


def bound(name: str) -> nw.Expr:
    """A bound, null where there is none."""
    value = nw.col(name)
    return nw.when((value < UNBOUNDED) & (value > -UNBOUNDED)).then(value).alias(name)


def whole_bound(name: str) -> nw.Expr:
    """A bound as a whole number, null where there is none.

    pandas has no whole number for a gap until `to_native_nullable` says which columns are whole; PyArrow's cast
    stumbles over an infinity that a null hides.
    """
    finite = (nw.col(name) < UNBOUNDED) & (nw.col(name) > -UNBOUNDED)
    number = nw.when(finite).then(nw.col(name)).otherwise(nw.lit(0.0)).cast(nw.Int64)
    return nw.when(finite).then(number).alias(name)


def to_native(frame: Frame, given: Table[T]) -> T:
    """The table in the user's own kind: lazy where theirs was."""
    native: T = frame.collect().to_native() if given.eager else frame.to_native()
    return native


def to_native_nullable(frame: Frame, given: Table[T], *, whole: Sequence[str], flags: Sequence[str] = ()) -> T:
    """As `to_native`, with columns of whole numbers and of flags that may have gaps."""
    native: Any = to_native(frame, given)  # Any: pandas is not imported for its types
    if engine_of(frame).nullable_casts and given.eager:
        native = native.astype({**dict.fromkeys(whole, "Int64"), **dict.fromkeys(flags, "boolean")})
    answer: T = native
    return answer


def with_extremes(
    rows: Frame, key: str, *, least: Mapping[str, str] | None = None, most: Mapping[str, str] | None = None
) -> Frame:
    """The rows with the least and the most of some columns over all rows of the same key; null where all are missing.

    A join of rows with what comes of them has their plan twice in it, which lazy libraries work out twice or take long to
    find the same: it is left to a library whose windows are not sound.

    >>> import polars as pl
    >>> rows = nw.from_native(pl.LazyFrame({"firm": ["A", "A", "B"], "year": [2001, 2005, None]}))
    >>> with_extremes(rows, "firm", least={"first": "year"}).collect().rows()
    [('A', 2001, 2001), ('A', 2005, 2001), ('B', None, None)]
    """
    found = {name: nw.col(of).min() for name, of in (least or {}).items()}
    found |= {name: nw.col(of).max() for name, of in (most or {}).items()}
    if engine_of(rows).sound_windows:
        return rows.with_columns(**{name: extreme.over(key) for name, extreme in found.items()})
    together = rows.group_by(key).agg(*[extreme.alias(name) for name, extreme in found.items()])
    return rows.join(together, on=key, how="left")


class CodeSet(NamedTuple):
    """Codes whose distinct ones are to be counted: whole numbers from 0 to less than `size`, -1 for nothing.

    Where it is known which codes the rows hold at most, those `seen` are enough, and make smaller masks.
    """

    expr: nw.Expr
    size: int
    seen: Collection[int] | None = None

    def codes(self, *, fewer: bool) -> Sequence[int]:
        """The codes that have a bit, in order: all of them, or fewer."""
        return sorted(self.seen) if fewer and self.seen else range(self.size)


def aggregate_by_firm(
    frame: Frame,
    key: str,
    *,
    sums: Mapping[str, nw.Expr] | None = None,
    least: Mapping[str, nw.Expr] | None = None,
    most: Mapping[str, nw.Expr] | None = None,
    sets: Mapping[str, CodeSet] | None = None,
    holds: Mapping[str, tuple[str, Collection[int]]] | None = None,
    masks: Collection[str] = (),
    count: str = "rows",
) -> Frame:
    """One row a firm, in no order: sums, extremes and distinct codes of its rows, in one grouping.

    Args:
        frame: the rows.
        key: the column of the firms' ids; rows without one are a firm, too.
        sums: what to add up; missing values count for nothing.
        least: of what to take the least; null where all are missing.
        most: of what to take the most; null where all are missing.
        sets: of which codes to count the distinct ones, as Int64.
        holds: whether the set of some name holds any of some codes.
        masks: the sets, of at most 62 codes, whose mask is wanted: a column `{name}_mask` with a bit a code, Int64.
        count: the column of how many rows there are.

    Raises:
        ValueError: a mask is wanted of a set that is too large.

    >>> import polars as pl
    >>> rows = nw.from_native(pl.LazyFrame({"firm": ["A", "A", "A"], "people": [1, 2, 3], "country": [7, -1, 7]}))
    >>> firms = aggregate_by_firm(
    ...     rows, "firm", sums={"all": nw.col("people")}, sets={"countries": CodeSet(nw.col("country"), 250)},
    ...     holds={"there": ("countries", [7, 8])})
    >>> firms.collect().rows(named=True)
    [{'firm': 'A', 'rows': 3, 'all': 6, 'countries': 1, 'there': True}]
    """
    sets = sets or {}
    large = [name for name in masks if sets[name].size > _grouping.WORD_BITS]
    if large:
        raise ValueError(f"the set {large[0]!r} has more than {_grouping.WORD_BITS} codes: a mask does not hold them.")
    reduced: list[tuple[_grouping.Reduction, Mapping[str, nw.Expr]]] = [
        ("sum", sums or {}),
        ("min", least or {}),
        ("max", most or {}),
    ]
    # Libraries group fast where what they sum is a column, not an expression.
    inputs = {f"{key}_{name}": expr for _, exprs in reduced for name, expr in exprs.items()}
    inputs |= {f"{key}_{name}": codes.expr for name, codes in sets.items()}
    engine = engine_of(frame)
    plan = _grouping.Aggregation(
        key,
        count,
        reductions={name: (f"{key}_{name}", how) for how, exprs in reduced for name in exprs},
        sets={
            name: (f"{key}_{name}", codes.codes(fewer=engine.masks_of_any_codes and name not in masks))
            for name, codes in sets.items()
        },
        holds=holds or {},
        masks=masks,
    )
    rows = frame.select(nw.col(key), *[expr.alias(name) for name, expr in inputs.items()])
    return engine.aggregate(rows, plan)
