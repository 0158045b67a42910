"""One grouping of a table in its library's own words: sums, extremes, and sets of codes as bit masks.

A set of codes is a row of bits: or-ed over the rows of a group, its bits counted. This takes a third of the time of
counting distinct values, and tells whether any of some codes are in the set. Narwhals has no such aggregate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any, Literal

import narwhals as nw

Frame = nw.LazyFrame[Any]  # Any: of whichever library
Native = Any  # a table of whichever library
Column = Any  # an expression of whichever library
Reduction = Literal["sum", "min", "max"]

WORD_BITS = 62
"""Bits of a mask in one Int64: all libraries agree on those of numbers that are not negative."""


@dataclass(frozen=True)
class Aggregation:
    """What to make of the groups of a table whose inputs are columns already, by the names of the answers."""

    key: str
    count: str
    reductions: Mapping[str, tuple[str, Reduction]]  # input column, and how
    sets: Mapping[str, tuple[str, int]]  # input column of codes, and how many codes there are
    holds: Mapping[str, tuple[str, Collection[int]]]  # set, and codes any of which it may hold
    masks: Collection[str]  # sets whose mask is wanted

    def words(self, name: str) -> list[str]:
        """The columns of a set's mask."""
        return [f"{name}_mask", *(f"{name}_mask_{i}" for i in range(1, -(-self.sets[name][1] // WORD_BITS)))]


def words_of(codes: Collection[int], size: int) -> list[int]:
    """The mask of some codes, word by word.

    >>> words_of([0, 3, 62], 100)
    [9, 1]
    """
    count = max(1, -(-size // WORD_BITS))
    return [sum(1 << (code % WORD_BITS) for code in {*codes} if code // WORD_BITS == i) for i in range(count)]


@dataclass(frozen=True)
class Dialect:
    """How a library of column expressions writes what the grouping takes."""

    column: Callable[[Native, str], Column]
    call: Callable[..., Column]  # sum, min, max, bit_or, bit_count, bit_and by name
    rows: Callable[[Native], Column]
    word: Callable[[Column, int, int], Column]  # the bit of a code within a word; its place, how many codes there are
    named: Callable[[Column, str], Column]
    group: Callable[[Native, str, Sequence[Column]], Native]
    select: Callable[[Native, Sequence[Column]], Native]
    extend: Callable[[Native, Sequence[Column]], Native] | None = None  # where words are columns before they are or-ed


def group_by_expressions(frame: Frame, asked: Aggregation, dialect: Dialect) -> Frame:
    """The groups of a table, in one pass, in a library of column expressions."""
    call, named = dialect.call, dialect.named
    rows = frame.to_native()
    words = {
        word: named(dialect.word(dialect.column(rows, source), place, size), word)
        for name, (source, size) in asked.sets.items()
        for place, word in enumerate(asked.words(name))
    }
    if dialect.extend:
        rows = dialect.extend(rows, [*words.values()])
        words = {name: dialect.column(rows, name) for name in words}
    aggregates = {
        asked.count: dialect.rows(rows),
        **{name: call(how, dialect.column(rows, source)) for name, (source, how) in asked.reductions.items()},
        **{name: call("bit_or", word) for name, word in words.items()},
    }
    firms = dialect.group(rows, asked.key, [named(expr, name) for name, expr in aggregates.items()])
    word = {name: dialect.column(firms, name) for name in words}
    counts = {name: [call("bit_count", word[each]) for each in asked.words(name)] for name in asked.sets}
    held = {
        name: [
            call("bit_and", word[each], bits) != 0
            for each, bits in zip(asked.words(of), words_of(codes, asked.sets[of][1]), strict=True)
        ]
        for name, (of, codes) in asked.holds.items()
    }
    kept = (asked.key, asked.count, *asked.reductions, *(asked.words(name)[0] for name in asked.masks))
    found = [
        *[dialect.column(firms, name) for name in kept],
        *[named(reduce(add, words), name) for name, words in counts.items()],
        *[named(reduce(or_, words), name) for name, words in held.items()],
    ]
    answer: Frame = nw.from_native(dialect.select(firms, found))
    return answer


def polars_dialect() -> Dialect:
    """Polars, which takes the bits of codes from a small series."""
    import polars as pl

    def word(code: Column, place: int, size: int) -> Column:
        bits = [words_of([code], size)[place] for code in range(size)]
        return pl.lit(pl.Series([0, *bits], dtype=pl.Int64)).gather(code.fill_null(-1) + 1)

    functions: Mapping[str, Callable[..., Column]] = {
        "sum": pl.Expr.sum,
        "min": pl.Expr.min,
        "max": pl.Expr.max,
        "bit_or": pl.Expr.bitwise_or,
        "bit_count": lambda expr: expr.bitwise_count_ones().cast(pl.Int64),
        "bit_and": pl.Expr.and_,
    }
    return Dialect(
        column=lambda _, name: pl.col(name),
        call=lambda name, *args: functions[name](*args),
        rows=lambda _: pl.len().cast(pl.Int64),
        word=word,
        named=lambda expr, name: expr.alias(name),
        extend=lambda table, columns: table.with_columns(columns),
        group=lambda table, key, columns: table.group_by(key).agg(columns),
        select=lambda table, columns: table.select(columns),
    )


def duckdb_dialect() -> Dialect:
    """DuckDB by its expressions."""
    from duckdb import CaseExpression, CoalesceOperator, ColumnExpression, ConstantExpression, FunctionExpression

    def call(name: str, *args: Column) -> Column:
        return functions[name](*args) if name in functions else FunctionExpression(name, *args)

    def bigint(value: int) -> Column:
        return ConstantExpression(value).cast("BIGINT")

    def word(code: Column, place: int, size: int) -> Column:
        first = place * WORD_BITS
        inside = (code >= ConstantExpression(first)) & (code < ConstantExpression(min(first + WORD_BITS, size)))
        return CaseExpression(inside, FunctionExpression("<<", bigint(1), (code - bigint(first)))).otherwise(bigint(0))

    functions: Mapping[str, Callable[..., Column]] = {
        "sum": lambda expr: CoalesceOperator(FunctionExpression("sum", expr), ConstantExpression(0)),
        "bit_count": lambda expr: FunctionExpression("bit_count", expr).cast("BIGINT"),
        "bit_and": lambda expr, bits: FunctionExpression("&", expr, bigint(bits)),
    }
    return Dialect(
        column=lambda _, name: ColumnExpression(name),
        call=call,
        rows=lambda _: FunctionExpression("count"),
        word=word,
        named=lambda expr, name: expr.alias(name),
        group=lambda table, key, columns: table.aggregate([ColumnExpression(key), *columns], _quoted(key)),
        select=lambda table, columns: table.select(*columns),
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def spark_dialect() -> Dialect:  # pragma: no cover # CI tests it apart
    """PySpark by its functions."""
    from pyspark.sql import functions

    own: Mapping[str, Callable[..., Column]] = {
        "sum": lambda column: functions.coalesce(functions.sum(column), functions.lit(0)),
        "min": functions.min,
        "max": functions.max,
        "bit_or": functions.bit_or,
        "bit_count": lambda column: functions.bit_count(column).cast("bigint"),
        "bit_and": lambda column, bits: column.bitwiseAND(functions.lit(bits)),
    }

    def word(code: Column, place: int, size: int) -> Column:
        first = place * WORD_BITS
        inside = (code >= first) & (code < min(first + WORD_BITS, size))
        bit = functions.call_function("shiftleft", functions.lit(1).cast("bigint"), (code - first).cast("int"))
        return functions.when(inside, bit).otherwise(functions.lit(0).cast("bigint"))

    return Dialect(
        column=lambda _, name: functions.col(f"`{name}`"),
        call=lambda name, *args: own[name](*args),
        rows=lambda _: functions.count(functions.lit(1)),
        word=word,
        named=lambda expr, name: expr.alias(name),
        group=lambda table, key, columns: table.groupBy(functions.col(f"`{key}`")).agg(*columns),
        select=lambda table, columns: table.select(*columns),
    )


def ibis_dialect() -> Dialect:
    """Ibis, whose backends that can count bits name the function alike."""
    import ibis

    # Declared as small as DuckDB's is, so that the cast to a larger one is not thought needless.
    @ibis.udf.scalar.builtin(signature=(("int64",), "int8"))  # type: ignore[untyped-decorator]
    def bit_count(word: int) -> int:
        raise NotImplementedError

    def word(code: Column, place: int, size: int) -> Column:
        first = place * WORD_BITS
        inside = (code >= first) & (code < min(first + WORD_BITS, size))
        one, zero = ibis.literal(1, "int64"), ibis.literal(0, "int64")
        return ibis.cases((inside, one << (code - first)), else_=zero)

    functions: Mapping[str, Callable[..., Column]] = {
        "sum": lambda expr: expr.sum().fill_null(0),
        "min": lambda expr: expr.min(),
        "max": lambda expr: expr.max(),
        "bit_or": lambda expr: expr.bit_or(),
        "bit_count": lambda expr: bit_count(expr).cast("int64"),
        "bit_and": lambda expr, bits: expr & ibis.literal(bits, "int64"),
    }
    return Dialect(
        column=lambda table, name: table[name],
        call=lambda name, *args: functions[name](*args),
        rows=lambda table: table.count(),
        word=word,
        named=lambda expr, name: expr.name(name),
        group=lambda table, key, columns: table.group_by(key).aggregate(columns),
        select=lambda table, columns: table.select(columns),
    )


IBIS_COUNTS_BITS = frozenset({"duckdb", "bigquery", "pyspark", "databricks"})
"""The backends of Ibis that have a function `bit_count` of whole numbers."""


def group_polars(frame: Frame, asked: Aggregation) -> Frame:
    """In Polars."""
    return group_by_expressions(frame, asked, polars_dialect())


def group_duckdb(frame: Frame, asked: Aggregation) -> Frame:
    """In DuckDB, whose sums of whole numbers are wider than they are."""
    grouped = group_by_expressions(frame, asked, duckdb_dialect())
    wide = [name for name, dtype in grouped.collect_schema().items() if name in asked.reductions and dtype == nw.Int128]
    return grouped.with_columns([nw.col(name).cast(nw.Int64) for name in wide]) if wide else grouped


def group_spark(frame: Frame, asked: Aggregation) -> Frame:  # pragma: no cover # CI tests it apart
    """In PySpark."""
    return group_by_expressions(frame, asked, spark_dialect())


def group_ibis(frame: Frame, asked: Aggregation) -> Frame:
    """In Ibis: distinct counts where its backend has no masks."""
    from ibis.expr import operations

    backend = frame.to_native().get_backend()
    if backend.name not in IBIS_COUNTS_BITS or not backend.has_operation(operations.BitOr):
        return group_distinct(frame, asked)
    return group_by_expressions(frame, asked, ibis_dialect())


def group_distinct(frame: Frame, asked: Aggregation) -> Frame:
    """In Narwhals' words, where a library has no masks: distinct counts, less the stand-in for nothing."""
    col = nw.col
    codes = {name: f"{asked.key}_{name}_code" for name in asked.sets}
    bits = {(name, code): f"{asked.key}_{name}_{code}" for name in asked.masks for code in range(asked.sets[name][1])}
    inputs = [
        *[col(source).fill_null(-1).alias(codes[name]) for name, (source, _) in asked.sets.items()],
        *[
            col(asked.sets[of][0]).fill_null(-1).is_in([*wanted]).alias(f"{asked.key}_{name}_held")
            for name, (of, wanted) in asked.holds.items()
        ],
        *[(col(asked.sets[name][0]).fill_null(-1) == code).alias(bit) for (name, code), bit in bits.items()],
    ]
    grouped = (
        (frame.with_columns(inputs) if inputs else frame)
        .group_by(asked.key)
        .agg(
            nw.len().alias(asked.count),
            *[getattr(col(source), how)().alias(name) for name, (source, how) in asked.reductions.items()],
            *[col(code).n_unique().alias(name) for name, code in codes.items()],
            *[col(code).min().alias(code) for code in codes.values()],
            *[col(f"{asked.key}_{name}_held").any().alias(name) for name in asked.holds],
            *[col(bit).any().alias(bit) for bit in bits.values()],
        )
    )
    return grouped.select(
        asked.key,
        asked.count,
        *asked.reductions,
        *[(col(name) - (col(code) < 0).cast(nw.Int64)).cast(nw.Int64).alias(name) for name, code in codes.items()],
        *asked.holds,
        *[
            reduce(
                add,
                [
                    nw.when(col(bits[name, code])).then(nw.lit(1 << code)).otherwise(nw.lit(0)).cast(nw.Int64)
                    for code in range(asked.sets[name][1])
                ],
            ).alias(f"{name}_mask")
            for name in asked.masks
        ],
    )


def group_pandas(frame: Frame, asked: Aggregation) -> Frame:
    """By NumPy, which finds the groups once and goes over each column once."""
    import numpy as np
    import pandas as pd

    native: pd.DataFrame = frame.to_native()
    groups, keys = native[asked.key].factorize(use_na_sentinel=False)
    size = len(keys)
    found: dict[str, Any] = {asked.key: keys, asked.count: np.bincount(groups, minlength=size)}
    for name, (source, how) in asked.reductions.items():
        found[name] = _reduced(native[source], groups, size, how)
    masks = {}
    for name, (source, codes) in asked.sets.items():
        masks[name] = _mask(native[source], groups, size, codes)
        found[name] = _bit_count(masks[name])
        if name in asked.masks:
            found[f"{name}_mask"] = masks[name][:, 0]
    for name, (of, wanted) in asked.holds.items():
        found[name] = (masks[of] & np.array(words_of(wanted, asked.sets[of][1]))).any(axis=1)
    answer: Frame = nw.from_native(pd.DataFrame(found)).lazy()
    return answer


def _reduced(values: Any, groups: Any, size: int, how: Reduction) -> Any:  # Any: a pandas series, NumPy's arrays
    """One column of the groups; missing values count for nothing."""
    import numpy as np

    if not isinstance(values.dtype, np.dtype) or values.dtype.kind not in "if":
        return getattr(values.groupby(groups), how)().array  # groups are numbered from 0, so in order
    array = values.to_numpy()
    floats = array.dtype.kind == "f"
    if how == "sum":
        found = np.zeros(size, array.dtype if floats else np.int64)
        np.add.at(found, groups, np.where(np.isnan(array), 0, array) if floats else array)
        return found
    least = how == "min"
    if floats:
        found = np.full(size, np.nan, array.dtype)
        (np.fmin if least else np.fmax).at(found, groups, array)
        return found
    limits = np.iinfo(array.dtype)
    found = np.full(size, limits.max if least else limits.min, array.dtype)
    (np.minimum if least else np.maximum).at(found, groups, array)
    return found


def _mask(values: Any, groups: Any, size: int, codes: int) -> Any:  # Any: a pandas series, NumPy's arrays
    """The mask of each group: a row of words."""
    import numpy as np

    words = max(1, -(-codes // WORD_BITS))
    code = values.fillna(-1).to_numpy(np.int64)
    bits = np.array([*(1 << (i % WORD_BITS) for i in range(codes)), 0])[code]  # -1 is the last
    mask = np.zeros((size, words), np.int64)
    np.bitwise_or.at(mask.reshape(-1), groups * words + code // WORD_BITS * (code >= 0), bits)
    return mask


def _bit_count(mask: Any) -> Any:  # Any: NumPy's arrays
    """How many bits are set in each row."""
    import numpy as np

    if hasattr(np, "bitwise_count"):
        return np.bitwise_count(mask).sum(axis=1, dtype=np.int64)
    of_byte = np.array([byte.bit_count() for byte in range(256)], np.int64)
    return of_byte[mask.view(np.uint8)].sum(axis=1)
