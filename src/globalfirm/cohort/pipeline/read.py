"""Reading a table's distinct values, once each."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

import narwhals as nw

from globalfirm.cohort.columns import (
    COORDINATES,
    COUNTS,
    DAYS,
    PLACE,
    READ_IF_ASKED,
    Columns,
    input_columns,
    number_fields,
)
from globalfirm.cohort.engines import Frame, Table, column_kinds, is_text, open_native
from globalfirm.cohort.pipeline.clocks import zone_codes
from globalfirm.cohort.pipeline.reading import (
    ClockBounds,
    Reading,
    clock_of_codes,
    distinct,
    read_counts,
    read_days,
    read_figures,
    read_homes,
    read_places,
    standard,
)
from globalfirm.cohort.pipeline.rows import prepare
from globalfirm.ground.errors import GlobalfirmWarning
from globalfirm.ground.messages import quote
from globalfirm.ground.numbers import Decimal, check_decimal

T = TypeVar("T")

NAMIBIA = (
    "no country is given, where other rows have two-letter codes and none has NA: pandas.read_csv takes Namibia's code NA "
    "for a missing value. Read the file with keep_default_na=False, or fill in '' where there is no country."
)


class MissingCountryWarning(GlobalfirmWarning):
    """Countries are missing that may be Namibia."""


def read(
    table: object,
    columns: Columns | None = None,
    *,
    cities: bool = False,
    decimal: Decimal | None = None,
    as_of: Sequence[date | None] = (None,),
) -> Reading:
    """Read each distinct value of a table once: countries, zones, counts and days as people write them.

    Of a lazy table this runs queries: of the distinct values, and (where zones are not known) of the firms' clocks, as
    of each of some days. With `cities`, places take what their city and coordinates settle (see `Place.located`):
    the zone of the one such city in the country, or that at the coordinates (extra `coordinates`). Counts and figures that
    could be read with either decimal mark, such as "10.000" and "1,5", are not known unless `decimal` says which it is, "."
    or ",".

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing, or `decimal` is not a decimal mark.

    >>> import polars as pl
    >>> from globalfirm.cohort import measure
    >>> lazy = pl.LazyFrame({"firm": ["A"], "country": ["Côte d’Ivoire"], "headcount": ["about 40"]})
    >>> reading = read(lazy)
    >>> measure(lazy, reading=reading, metrics=["headcount"]).firms.collect().rows()
    [('A', 32, 48)]
    """
    check_decimal(decimal)
    given, fields = _named(table, columns)
    return read_table(given, fields, as_of=as_of, cities=cities, decimal=decimal)


class OpenedTable(NamedTuple, Generic[T]):
    """A user's table, which of its columns holds what, and what was read of it."""

    given: Table[T]
    fields: dict[str, str]
    reading: Reading


def open_table(
    table: T, columns: Columns | None, reading: Reading | None, *, as_of: Sequence[date | None] = ()
) -> OpenedTable[T]:
    """A table with its reading: the one given, or one made now where it computes at once, or the standard one.

    The clocks of firms are read as of some days, or not at all.
    """
    given, fields = _named(table, columns)
    if reading is not None and not isinstance(reading, Reading):
        raise TypeError(f"{quote(reading)} is not a reading: give what globalfirm.cohort.read(table) returns.")
    if reading is None:
        reading = read_table(given, fields, as_of=as_of) if given.eager else standard(place_keys(fields))
    there = place_keys(fields, cities=not set(READ_IF_ASKED).isdisjoint(reading.keys))
    if reading.keys != there:
        raise ValueError(
            f"the reading is of a table with {', '.join(reading.keys)}, and this one has {', '.join(there)}: read it itself."
        )
    return OpenedTable(given, fields, reading)


def _named(table: T, columns: Columns | None) -> tuple[Table[T], dict[str, str]]:
    if columns is not None and not isinstance(columns, Columns):
        raise TypeError(f"{quote(columns)} does not name columns: give Columns(firm='...', country='...').")
    given = open_native(table)
    return given, (columns or Columns()).named(given.frame.collect_schema().names())


def place_keys(fields: Mapping[str, str], *, cities: bool = False) -> tuple[str, ...]:
    """The columns that say where a row is.

    >>> place_keys({"firm": "company", "country": "land", "city": "city"})
    ('country',)
    """
    return tuple(field for field in PLACE if field in fields and (field not in READ_IF_ASKED or cities))


def read_table(
    given: Table[Any],
    fields: Mapping[str, str],
    *,
    as_of: Sequence[date | None],
    cities: bool = False,
    decimal: Decimal | None = None,
) -> Reading:
    """The distinct values of a table, each read once."""
    frame = given.frame.select([nw.col(column).alias(field) for field, column in fields.items()])
    schema = column_kinds(frame)
    text = [field for field, dtype in schema.items() if is_text(dtype) or (field in COORDINATES and dtype is not None)]
    frame = frame.with_columns([nw.col(field).cast(nw.String).fill_null("") for field in text])
    keys = place_keys(fields, cities=cities)
    found = _distinct(frame, [key for key in keys if key in text], keys)
    missing = _namibia(given, fields["country"], {row[keys.index("country")].strip() for row in found})
    problems: dict[str, Mapping[str, str]] = {}
    read: dict[str, Any] = read_places(keys, found, missing=missing, cities=cities)  # Any: the fields of a reading
    homes = {row[0] for row in _distinct(frame, ["home"], ("home",))} if "home" in text else {""}
    read["homes"], problems["home"] = read_homes(homes)
    counted = _texts(frame, [field for field in COUNTS if field in text])
    read["counts"], problems["count"] = read_counts(counted, decimal)
    days = _texts(frame, [field for field in DAYS if field in text])
    read["days"], problems["day"] = read_days(days)
    read["numbers"] = {}
    for name in (field for field in number_fields() if field in text):
        figures = _texts(frame, [name])
        read["numbers"][name], problems[name] = read_figures(input_columns()[name], figures, decimal)
    reading = Reading(keys=keys, problems=problems, homes_repeated=all(home.strip() for home in homes), **read)
    return _with_clocks(given, fields, reading, as_of)


def _texts(frame: Frame, columns: Sequence[str]) -> set[str]:
    """The distinct texts of some columns together."""
    return {row[0] for column in columns for row in distinct(frame, [column])}


def _distinct(frame: Frame, columns: Sequence[str], keys: Sequence[str]) -> list[tuple[str, ...]]:
    """The distinct rows of some columns, with nothing for those keys that are not text: they are nulls alone."""
    rows = distinct(frame, columns) if columns else [()]
    return [tuple(row[columns.index(key)] if key in columns else "" for key in keys) for row in rows]


def _namibia(table: Table[Any], column: str, countries: set[str]) -> str | None:
    """Whether missing countries of a pandas table, mostly of codes, may be Namibia, whose code NA pandas reads as missing."""
    if not table.engine.missing_code_na_hint or "" not in countries or "NA" in countries:
        return None
    given = countries - {""}
    if 2 * sum(len(country) == 2 for country in given) <= len(given):
        return None
    if not table.frame.select(nw.col(column).is_null().any()).collect().item():  # "" says that there is none
        return None
    warnings.warn(NAMIBIA, MissingCountryWarning, stacklevel=5)
    return NAMIBIA


def _with_clocks(
    given: Table[Any], fields: Mapping[str, str], reading: Reading, days: Sequence[date | None]
) -> Reading:
    """The reading with the bounds of the clocks of firms some of whose zones are not known."""
    if not any(spot.offset_options >= 0 for spot in reading.places.values()):
        return reading
    clocks: dict[tuple[int, int], ClockBounds] = {}
    for day in days:
        rows = prepare(given.frame, fields, reading, as_of=day, row_unit="office", complete=True)
        codes = zone_codes(rows).select("known_offsets_code", "unknown_zones_code").unique().collect()
        clocks |= {(known, unknown): clock_of_codes(known, unknown) for known, unknown in codes.iter_rows()}
    return replace(reading, clocks=clocks)
