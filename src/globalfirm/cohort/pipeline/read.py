"""Reading a table's distinct values, once each."""

from __future__ import annotations

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
    columns_given,
    input_columns,
    number_fields,
)
from globalfirm.cohort.engines import Frame, Table, column_kinds, is_text, open_native
from globalfirm.cohort.pipeline.clocks import zone_codes
from globalfirm.cohort.pipeline.reading import (
    ClockBounds,
    Reading,
    clock_of_codes,
    read_counts,
    read_days,
    read_figures,
    read_homes,
    read_places,
    standard,
)
from globalfirm.cohort.pipeline.rows import present_rows
from globalfirm.ground.errors import GlobalfirmWarning, warn
from globalfirm.ground.fields import asked_day
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
    as_of: Sequence[date | str | None] = (None,),
) -> Reading:
    """Read each distinct value of a table once: countries, zones, counts and days as people write them.

    Of a lazy table this runs a query of the distinct values, and (where zones are not known) one of the firms' clocks as of
    each of some days. With `cities`, places take what their city and coordinates settle (see `Place.located`):
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
    days = [None if day is None else asked_day(day) for day in as_of]
    return read_table(given, fields, as_of=days, cities=cities, decimal=decimal)


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
    named = columns_given(columns, Columns).named
    given = open_native(table)
    return given, named(given.frame.collect_schema().names())


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
    alone = [name for name in ("home", *COUNTS, *DAYS, *number_fields()) if name in text]
    place = [key for key in keys if key in text]
    places, *others = _distinct(frame, [place, *([name] for name in alone)])
    texts = {name: {text for (text,) in found} for name, found in zip(alone, others, strict=True)}
    # Of keys that are not text, nothing is said: they are nulls alone.
    found = [tuple(row[place.index(key)] if key in place else "" for key in keys) for row in places]
    missing = _namibia(given, fields["country"], {row[keys.index("country")].strip() for row in found})
    problems: dict[str, Mapping[str, str]] = {}
    read: dict[str, Any] = read_places(keys, found, missing=missing, cities=cities)  # Any: the fields of a reading
    homes = texts.get("home", {""})
    read["homes"], problems["home"] = read_homes(homes)
    read["counts"], problems["count"] = read_counts(_together(texts, COUNTS), decimal)
    read["days"], problems["day"] = read_days(_together(texts, DAYS))
    read["numbers"] = {}
    for name in (name for name in number_fields() if name in texts):
        read["numbers"][name], problems[name] = read_figures(input_columns()[name], texts[name], decimal)
    reading = Reading(keys=keys, problems=problems, homes_repeated=all(home.strip() for home in homes), **read)
    return _with_clocks(given, fields, reading, as_of)


def _together(texts: Mapping[str, set[str]], columns: Sequence[str]) -> set[str]:
    return set().union(*[texts.get(column, ()) for column in columns])


def _distinct(frame: Frame, asked: Sequence[Sequence[str]]) -> list[set[tuple[str, ...]]]:
    """The distinct rows of some columns of text, of several such lists of them, in one query: each costs a plan."""
    width = max(map(len, asked))
    parts = []
    for number, columns in enumerate(asked):
        texts = [*map(nw.col, columns), *[nw.lit("")] * (width - len(columns))]
        parts.append(frame.select(nw.lit(number).alias("of"), *[e.alias(f"text_{i}") for i, e in enumerate(texts)]))
    found: list[set[tuple[str, ...]]] = [set() for _ in asked]
    for number, *row in nw.concat([part.unique() for part in parts]).collect().iter_rows():
        found[number].add(tuple(row[: len(asked[number])]))
    return found


def _namibia(table: Table[Any], column: str, countries: set[str]) -> str | None:
    """Whether missing countries of a pandas table, mostly of codes, may be Namibia, whose code NA pandas reads as missing."""
    if not table.engine.missing_code_na_hint or "" not in countries or "NA" in countries:
        return None
    given = countries - {""}
    if 2 * sum(len(country) == 2 for country in given) <= len(given):
        return None
    if not table.frame.select(nw.col(column).is_null().any()).collect().item():  # "" says that there is none
        return None
    warn(NAMIBIA, MissingCountryWarning)
    return NAMIBIA


def _with_clocks(
    given: Table[Any], fields: Mapping[str, str], reading: Reading, days: Sequence[date | None]
) -> Reading:
    """The reading with the bounds of the clocks of firms some of whose zones are not known."""
    if not any(spot.offset_options >= 0 for spot in reading.places.values()):
        return reading
    clocks: dict[tuple[int, int], ClockBounds] = {}
    for day in days:
        rows = present_rows(given.frame, fields, reading, as_of=day)
        codes = zone_codes(rows).select("known_offsets_mask", "unknown_zones_code").unique().collect()
        clocks |= {(known, unknown): clock_of_codes(known, unknown) for known, unknown in codes.iter_rows()}
    return replace(reading, clocks=clocks)
