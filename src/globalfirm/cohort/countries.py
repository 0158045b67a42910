"""Where the firms of a table have people: by country, and from home country to host."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import narwhals as nw

from globalfirm.cohort.columns import Columns
from globalfirm.cohort.engines import Frame, Table, to_native_nullable, whole_bound
from globalfirm.cohort.pipeline.output import with_country
from globalfirm.cohort.pipeline.read import open_table
from globalfirm.cohort.pipeline.reading import Reading
from globalfirm.cohort.pipeline.rows import RowUnit, present_rows
from globalfirm.ground.fields import asked_day

T = TypeVar("T")


def flows(
    table: T,
    columns: Columns | None = None,
    *,
    row_unit: RowUnit = "office",
    as_of: date | str | None = None,
    reading: Reading | None = None,
) -> T:
    """From home country to host country: how many firms have people there, at how many places, and how many people.

    `table` is the long table that `measure` takes, with `home`; rows that can't be read, and firms whose home is not
    known or contradicted, are left out. Codes are ISO 3166-1 alpha-2; `people_high` is null
    where there is no upper bound.

    Raises:
        ValueError: the table has no column for the home country.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": [*"ABB"], "country": ["RS", "RS", "US"], "home": "US", "headcount": [3, 4, 5]})
    >>> flows(table).rows()
    [('US', 'RS', 2, 2, 7, 7)]
    """
    frame, given, fields = _places(table, columns, row_unit, reading, as_of)
    if "home" not in fields:
        raise ValueError("the table has no column for the home country: name it, as in Columns(home='...').")
    col = nw.col
    homes = frame.filter(col("home_at") >= 0).group_by("firm").agg(col("home_at").min(), other=col("home_at").max())
    homes = homes.filter(col("home_at") == col("other")).select("firm", "home_at")
    placed = frame.filter(col("present_country") >= 0).select("firm", "present_country", "people_low", "people_high")
    abroad = placed.join(homes, on="firm", how="inner").filter(col("present_country") != col("home_at"))
    found = abroad.group_by("home_at", "present_country").agg(
        col("firm").n_unique().alias("firms"),
        nw.len().alias("places"),
        col("people_low").sum(),
        col("people_high").sum(),
    )
    found = with_country(with_country(found, "home_at", "home"), "present_country", "host")
    shown = found.select("home", "host", "firms", "places", *_people())
    return to_native_nullable(
        shown.sort("firms", "home", "host", descending=[True, False, False]), given, whole=_PEOPLE
    )


def presence(
    table: T,
    columns: Columns | None = None,
    *,
    row_unit: RowUnit = "office",
    as_of: date | str | None = None,
    reading: Reading | None = None,
) -> T:
    """One row for each firm and country where it has people: the places, and how many people.

    It is the long form of the profile's `countries`; rows that can't be read, and those of countries that are not named, are
    left out.

    >>> import polars as pl
    >>> presence(pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "SRB"]})).rows()
    [('A', 'RS', 2, 2, None)]
    """
    frame, given, fields = _places(table, columns, row_unit, reading, as_of)
    col = nw.col
    found = (
        frame.filter(col("present_country") >= 0)
        .group_by("firm", "present_country")
        .agg(nw.len().alias("places"), col("people_low").sum(), col("people_high").sum())
    )
    found = with_country(found, "present_country", "country")
    return to_native_nullable(
        found.select(col("firm").alias(fields["firm"]), "country", "places", *_people()), given, whole=_PEOPLE
    )


def _places(
    table: T, columns: Columns | None, row_unit: RowUnit, reading: Reading | None, as_of: date | str | None
) -> tuple[Frame, Table[T], dict[str, str]]:
    given, fields, reading = open_table(table, columns, reading)
    day = None if as_of is None else asked_day(as_of)
    rows = present_rows(given.frame, fields, reading, as_of=day, row_unit=row_unit, more=["home"])
    return rows.frame, given, fields


_PEOPLE = ("people_low", "people_high")


def _people() -> tuple[nw.Expr, nw.Expr]:
    return nw.col("people_low").cast(nw.Int64), whole_bound("people_high")
