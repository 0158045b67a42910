"""Accounts of firms from a long table: a row a year, or a row a year and country, as country-by-country reports are.

>>> import polars as pl
>>> table = pl.DataFrame({"firm": ["A", "A"], "year": [2023, 2024], "headcount": [40, 55]})
>>> [year.headcount for year in to_accounts(table)["A"]]
[Interval(40, 40), Interval(55, 55)]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from globalfirm.cohort.columns import columns_given, columns_named
from globalfirm.cohort.long_table import Row, said_rows
from globalfirm.cohort.pipeline.reading import says_nothing
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record
from globalfirm.model.accounts import Accounts
from globalfirm.places.country_names import stands_for_others

REPEATED = ("year", "currency", "source")
"""The columns that stand on every row of a year."""


def _of(name: str) -> Any:  # Any: as pydantic's
    """A column that is a field of accounts."""
    return Field(description=Accounts.model_fields[name].description)


class AccountsColumns(Record):
    """The columns of a table of accounts, by what they hold.

    A field without a name stands for the column of its own name, where the table has one. `firm` and `year` must be there.

    >>> AccountsColumns(turnover="revenues").turnover
    'revenues'
    """

    firm: Annotated[str | None, Field(description="The firm's id, or its name.")] = None
    country: Annotated[
        str | None, Field(description="Country that the row's figures are of; without one, of all of the firm.")
    ] = None
    year: Annotated[str | None, _of("year")] = None
    currency: Annotated[str | None, _of("currency")] = None
    headcount: Annotated[str | None, _of("headcount")] = None
    turnover: Annotated[str | None, _of("turnover")] = None
    balance_sheet: Annotated[str | None, _of("balance_sheet")] = None
    foreign_headcount: Annotated[str | None, _of("foreign_headcount")] = None
    foreign_turnover: Annotated[str | None, _of("foreign_turnover")] = None
    foreign_assets: Annotated[str | None, _of("foreign_assets")] = None
    source: Annotated[str | None, _of("source")] = None


FIGURES = tuple(name for name in AccountsColumns.model_fields if name not in {"firm", "country", *REPEATED})
"""Those of figures."""
NUMBERS = ("year", *FIGURES)
"""Those of numbers."""


def to_accounts(table: object, columns: AccountsColumns | None = None) -> dict[str, tuple[Accounts, ...]]:
    """The accounts of each firm in a table, a row a year or a row a year and country, by firm, in the order of years.

    A row without a country holds figures of the whole firm, one that has a country those of it, and "Other" stands for
    countries that are not named. Gaps and "N/A" are not known. With `to_companies` or records of one's own, rules on
    several years can be asked of tables by `measure_companies`.

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing, a row has no firm or year, or the rows of a firm's year contradict one another.
        pydantic.ValidationError: a value can't be read, or the accounts contradict themselves; a note names firm and year.

    >>> import polars as pl
    >>> from globalfirm import Company
    >>> from globalfirm.metrics import foreign_employment_share
    >>> table = pl.DataFrame({"group": ["A", "A"], "year": 2024, "country": ["ESP", "Other"], "headcount": [80, 20]})
    >>> accounts = to_accounts(table, AccountsColumns(firm="group"))["A"]
    >>> foreign_employment_share(Company(name="A", home="ES", accounts=accounts))
    Interval(0.2, 0.2)
    """
    by_year: dict[tuple[str, str], list[Row]] = {}

    def named(there: Sequence[str]) -> dict[str, str]:
        return columns_named(columns_given(columns, AccountsColumns), there, {"firm", "year"})

    for said in said_rows(table, named, NUMBERS, needed=("firm", "year")):
        row = {name: cell for name, cell in said.items() if name not in FIGURES or not says_nothing(str(cell))}
        by_year.setdefault((str(row["firm"]), str(row["year"])), []).append(row)
    found: dict[str, list[Accounts]] = {}
    for (firm, year), rows in by_year.items():
        try:
            found.setdefault(firm, []).append(_of_year(rows))
        except ValueError as error:
            error.add_note(f"It is the year {year} of the firm {quote(firm)}.")
            raise
    return {firm: tuple(sorted(years, key=lambda accounts: accounts.year)) for firm, years in found.items()}


def _of_year(rows: list[Row]) -> Accounts:
    """The accounts that the rows of a firm's year tell of."""
    by_country = [_of_country(row) for row in rows if "country" in row]
    figures: dict[str, Any] = {"by_country": by_country}  # Any: what cells hold
    for row in rows:
        for name, cell in row.items():
            if name != "firm" and (name in REPEATED or "country" not in row) and figures.setdefault(name, cell) != cell:
                raise ValueError(f"its rows contradict one another on {name}: {figures[name]}, {cell}.")
    return Accounts.model_validate(figures)


def _of_country(row: Row) -> dict[str, Any]:
    """The figures of a country, as the fields of its record, which refuses those that a country does not have."""
    figures = {name: cell for name, cell in row.items() if name not in {"firm", *REPEATED}}
    return figures | ({"country": None} if stands_for_others(row["country"]) else {})
