"""One grouping of a table in its library's own words: sums, extremes, and sets of codes as bit masks.

A set of codes is a row of bits: or-ed over the rows of a group, its bits counted. This takes a third of the time of
counting distinct values, and tells whether any of some codes are in the set. Narwhals has no such aggregate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any, Literal, NamedTuple

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
    sets: Mapping[str, tuple[str, Sequence[int]]]  # input column of codes, and the codes that may be there, in order
    holds: Mapping[str, tuple[str, Collection[int]]]  # set, and codes any of which it may hold
    masks: Collection[str]  # sets whose mask is wanted, of all codes from 0

    def pieces(self) -> list[Piece]:
        """The bits of all sets, one after another in words, so that a firm has few; a mask that is wanted opens a word."""
        found: list[Piece] = []
        at = 0
        for name, (_, codes) in self.sets.items():
            at += -at % WORD_BITS if name in self.masks else 0
            rest = codes
            while rest:
                word, first = divmod(at, WORD_BITS)
                found.append(Piece(name, rest[: WORD_BITS - first], word, first, codes[-1] + 1))
                at += len(found[-1].codes)
                rest = rest[WORD_BITS - first :]
        return found


class Piece(NamedTuple):
    """Codes of a set whose bits are in one word, the first of them at some place."""

    set: str
    codes: Sequence[int]
    word: int
    first: int
    size: int  # of what is less than it are all codes of the set

    def by_code(self) -> list[int]:
        """The bit of each code of the set, 0 of those in other pieces.

        >>> Piece("countries", [3, 5], word=0, first=2, size=7).by_code()
        [0, 0, 0, 4, 0, 8, 0]
        """
        bits = {code: 1 << place for place, code in enumerate(self.codes, self.first)}
        return [bits.get(code, 0) for code in range(self.size)]

    def bits(self, wanted: Collection[int] | None = None) -> int:
        """The bits of all its codes, or of those among some.

        >>> Piece("countries", [3, 5, 8], word=0, first=2, size=9).bits([8])
        16
        """
        codes = enumerate(self.codes, self.first)
        return sum(1 << place for place, code in codes if wanted is None or code in wanted)


@dataclass(frozen=True)
class Dialect:
    """How a library of column expressions writes what the grouping takes."""

    column: Callable[[Native, str], Column]
    call: Callable[..., Column]  # sum, min, max, bit_or, bit_count, bit_and by name
    rows: Callable[[Native], Column]
    bit: Callable[[Column, Piece], Column]  # of a code, within the piece's word; 0 of a code that is not in the piece
    named: Callable[[Column, str], Column]
    group: Callable[[Native, str, Sequence[Column]], Native]
    select: Callable[[Native, Sequence[Column]], Native]
    extend: Callable[[Native, Sequence[Column]], Native] | None = None  # where words are columns before they are or-ed


def group_by_expressions(frame: Frame, asked: Aggregation, dialect: Dialect) -> Frame:
    """The groups of a table, in one pass, in a library of column expressions."""
    call, named = dialect.call, dialect.named
    rows = frame.to_native()
    pieces = asked.pieces()
    name_of = {piece.word: f"{asked.key}_word_{piece.word}" for piece in pieces}
    words = {
        name: named(reduce(add, [_bit(rows, asked, piece, dialect) for piece in pieces if piece.word == word]), name)
        for word, name in name_of.items()
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

    def within(name: str, wanted: Collection[int] | None = None) -> list[Column]:
        """The bits of a set in the words of a firm: of all its codes, or of some."""
        found = [(piece, piece.bits(wanted)) for piece in pieces if piece.set == name]
        return [call("bit_and", dialect.column(firms, name_of[piece.word]), bits) for piece, bits in found]

    found = [
        *[dialect.column(firms, name) for name in (asked.key, asked.count, *asked.reductions)],
        *[named(within(name)[0], f"{name}_mask") for name in asked.masks],
        *[named(reduce(add, [call("bit_count", bits) for bits in within(name)]), name) for name in asked.sets],
        *[
            named(reduce(or_, [bits != 0 for bits in within(of, codes)]), name)
            for name, (of, codes) in asked.holds.items()
        ],
    ]
    answer: Frame = nw.from_native(dialect.select(firms, found))
    return answer


def _bit(rows: Native, asked: Aggregation, piece: Piece, dialect: Dialect) -> Column:
    return dialect.bit(dialect.column(rows, asked.sets[piece.set][0]), piece)


def polars_dialect() -> Dialect:
    """Polars, which takes the bits of codes from a small series."""
    import polars as pl

    def bit(code: Column, piece: Piece) -> Column:
        return pl.lit(pl.Series([0, *piece.by_code()], dtype=pl.Int64)).gather(code.fill_null(-1) + 1)

    functions: Mapping[str, Callable[..., Column]] = {
        "sum": pl.Expr.sum,
        "min": pl.Expr.min,
        "max": pl.Expr.max,
        "bit_or": pl.Expr.bitwise_or,
        "bit_count": lambda expr: expr.bitwise_count_ones().cast(pl.Int64),
        "bit_and": lambda expr, bits: expr & pl.lit(bits, pl.Int64),
    }
    return Dialect(
        column=lambda _, name: pl.col(name),
        call=lambda name, *args: functions[name](*args),
        rows=lambda _: pl.len().cast(pl.Int64),
        bit=bit,
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

    def bit(code: Column, piece: Piece) -> Column:
        least, most = piece.codes[0], piece.codes[-1]
        inside = (code >= ConstantExpression(least)) & (code <= ConstantExpression(most))
        shifted = FunctionExpression("<<", bigint(1), code - bigint(least - piece.first))
        return CaseExpression(inside, shifted).otherwise(bigint(0))

    functions: Mapping[str, Callable[..., Column]] = {
        "sum": lambda expr: CoalesceOperator(FunctionExpression("sum", expr), ConstantExpression(0)),
        "bit_count": lambda expr: FunctionExpression("bit_count", expr).cast("BIGINT"),
        "bit_and": lambda expr, bits: FunctionExpression("&", expr, bigint(bits)),
    }
    return Dialect(
        column=lambda _, name: ColumnExpression(name),
        call=call,
        rows=lambda _: FunctionExpression("count"),
        bit=bit,
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

    def bit(code: Column, piece: Piece) -> Column:
        least, most = piece.codes[0], piece.codes[-1]
        place = (code - (least - piece.first)).cast("int")
        shifted = functions.call_function("shiftleft", functions.lit(1).cast("bigint"), place)
        return functions.when((code >= least) & (code <= most), shifted).otherwise(functions.lit(0).cast("bigint"))

    return Dialect(
        column=lambda _, name: functions.col(f"`{name}`"),
        call=lambda name, *args: own[name](*args),
        rows=lambda _: functions.count(functions.lit(1)),
        bit=bit,
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

    def bit(code: Column, piece: Piece) -> Column:
        least, most = piece.codes[0], piece.codes[-1]
        one, zero = ibis.literal(1, "int64"), ibis.literal(0, "int64")
        shifted = one << (code - (least - piece.first))
        return ibis.cases(((code >= least) & (code <= most), shifted), else_=zero)

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
        bit=bit,
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
    bits = {(name, code): f"{asked.key}_{name}_{code}" for name in asked.masks for code in asked.sets[name][1]}
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
                    for code in asked.sets[name][1]
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
    pieces = asked.pieces()
    words = [_word(native, asked, [piece for piece in pieces if piece.word == word], groups, size)
             for word in range(1 + max((piece.word for piece in pieces), default=-1))]  # fmt: skip
    for name in asked.sets:
        found[name] = sum(_bit_count(words[piece.word] & piece.bits()) for piece in pieces if piece.set == name)
    for name in asked.masks:
        found[f"{name}_mask"] = next(words[piece.word] & piece.bits() for piece in pieces if piece.set == name)
    for name, (of, wanted) in asked.holds.items():
        held = [words[piece.word] & piece.bits(wanted) != 0 for piece in pieces if piece.set == of]
        found[name] = np.logical_or.reduce(held)
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


def _word(rows: Any, asked: Aggregation, pieces: Sequence[Piece], groups: Any, size: int) -> Any:  # Any: as above
    """A word of each group's mask: the bits of some pieces of sets."""
    import numpy as np

    def bits(piece: Piece) -> Any:  # Any: as above
        code = rows[asked.sets[piece.set][0]].fillna(-1).to_numpy(np.int64)
        return np.array([*piece.by_code(), 0])[code]  # -1 is the last

    word = np.zeros(size, np.int64)
    np.bitwise_or.at(word, groups, reduce(add, map(bits, pieces)))
    return word


def _bit_count(word: Any) -> Any:  # Any: NumPy's arrays
    """How many bits are set in each number."""
    import numpy as np

    if hasattr(np, "bitwise_count"):
        return np.bitwise_count(word).astype(np.int64)
    of_byte = np.array([byte.bit_count() for byte in range(256)], np.int64)
    return of_byte[word.view(np.uint8).reshape(-1, 8)].sum(axis=1)
