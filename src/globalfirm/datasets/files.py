"""The files: what each holds, where it is from, under which licence, and how it is read."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from io import StringIO
from typing import Any, Literal, NamedTuple, get_args

import narwhals as nw

from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.extras import needed
from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.tables import Eager, table_of

Lazy = Literal["duckdb", "ibis", "pyspark"]
Library = Eager | Lazy
"""The libraries of tables that a file can be had for."""

LIBRARIES: tuple[Library, ...] = (*get_args(Eager), *get_args(Lazy))


class Column(NamedTuple):
    """A column: text, numbers, or whole numbers that are never missing; and what it says."""

    kind: Literal["text", "number", "whole"]
    meaning: str


def _text(meaning: str) -> Column:
    return Column("text", meaning)


def _number(meaning: str) -> Column:
    return Column("number", meaning)


def _whole(meaning: str) -> Column:
    return Column("whole", meaning)


_KINDS: dict[str, tuple[Callable[[str], str | float], nw.dtypes.DType]] = {
    "text": (str, nw.String()),
    "number": (float, nw.Float64()),
    "whole": (int, nw.Int64()),
}
"""How each kind of column is read, and what it is in a table."""


class Dataset(NamedTuple):
    """A file that comes with the library.

    >>> print(DATASETS["remote_companies"].licence)
    ISC, Copyright (c) 2024 Lene Saile
    """

    name: str
    about: str
    source: str
    licence: str
    columns: dict[str, Column]

    def rows(self) -> list[dict[str, str | float | None]]:
        """Its rows, by column: text, numbers, and None where nothing is written.

        >>> DATASETS["startup_offices"].rows()[0]["country_code"]
        'USA'
        """
        text = files("globalfirm.datasets").joinpath(f"{self.name}.csv").read_text(encoding="utf-8")
        _, *rows = csv.reader(StringIO(text))
        return [
            {
                name: _KINDS[of.kind][0](cell) if cell else None
                for cell, (name, of) in zip(row, self.columns.items(), strict=True)
            }
            for row in rows
        ]

    def table(self, library: Library = "polars", *, session: Any = None) -> Any:  # Any: a table of whichever library
        """Its rows as a table of pandas, polars, pyarrow, duckdb, ibis or pyspark, which wants a `session`.

        Raises:
            GlobalfirmError: a library of another name.
            ModuleNotFoundError: the library is not installed; the message says what to install.

        >>> DATASETS["startups_2013"].table("pyarrow").num_rows
        505
        """
        if library not in LIBRARIES:
            raise GlobalfirmError(
                f"{quote(library)} is no library of tables: give one of {', '.join(LIBRARIES)}.{nearest(library, LIBRARIES)}"
            )
        rows = self.rows()
        data = {name: [row[name] for row in rows] for name in self.columns}
        schema = {name: _KINDS[of.kind][1] for name, of in self.columns.items()}
        if library == "pandas" or library == "polars" or library == "pyarrow":  # noqa: PLR1714 # types are narrowed so
            return table_of(data, schema, library).to_native()
        with needed(f"a table of {library}"):
            import_module(library)
        return table_of(data, schema, "pyarrow").lazy(library, session=session).to_native()


DATASETS = {
    each.name: each
    for each in (
        Dataset(
            "startup_offices",
            "Offices of 589 start-ups, every eighth company of a larger file: one row an office. Two firms may share a name.",
            "sborto86/project-III-geospatial-data on GitHub, taken there from Crunchbase",
            "CC0 1.0",
            {
                "company": _text("name"),
                "country_code": _text("ISO 3166-1 alpha-3, with the withdrawn ROM"),
                "city": _text("city"),
                "latitude": _number("degrees north"),
                "longitude": _number("degrees east"),
            },
        ),
        Dataset(
            "remote_companies",
            "Profiles of 446 remote-friendly companies, in free text as their contributors wrote them: one row a company.",
            "remoteintech/remote-jobs on GitHub",
            "ISC, Copyright (c) 2024 Lene Saile",
            {
                "slug": _text("a name of its own for each company"),
                "name": _text("name"),
                "size_text": _text("how many people, in words"),
                "offices_text": _text("where the offices are, lines joined by ' | '"),
                "region_text": _text("where people may live"),
                "updated": _text("the day of the profile's last change"),
            },
        ),
        Dataset(
            "startups_2013",
            "505 companies as of December 2013, some of them with people and money on record: one row a company.",
            "Crunchbase, through the R package tidyjson",
            "MIT, Copyright (c) 2019 Jeremy Stanley, Cole Arendt",
            {
                "company_id": _text("a name of its own for each company"),
                "name": _text("name"),
                "category": _text("line of business"),
                "founded_year": _number("year of the founding"),
                "number_of_employees": _number("people"),
                "deadpooled_year": _number("year in which it was given up"),
                "total_money_raised_text": _text("money raised, as it is shown"),
                "rounds": _whole("rounds of funding on record"),
                "raised_usd_sum_of_rounds": _number("United States dollars raised in all rounds"),
                "rounds_in_other_currencies": _whole("rounds in other currencies, which are not in the sum"),
                "first_round_year": _number("year of the first round"),
                "acquired": _whole("1 where it was acquired"),
                "ipo": _whole("1 where it went public"),
            },
        ),
        Dataset(
            "startups_2013_offices",
            "The 455 offices of `startups_2013`, by company_id: one row an office.",
            "Crunchbase, through the R package tidyjson",
            "MIT, Copyright (c) 2019 Jeremy Stanley, Cole Arendt",
            {
                "company_id": _text("the company's name in `startups_2013`"),
                "description": _text("what the office is called, as Headquarters"),
                "country_code": _text("ISO 3166-1 alpha-3"),
                "state_code": _text("state of the United States"),
                "city": _text("city"),
                "latitude": _number("degrees north"),
                "longitude": _number("degrees east"),
            },
        ),
        Dataset(
            "country_by_country_reports",
            "What 85 large groups publish of themselves country by country, each in its latest report (2020-2023): one row a country.",
            "EU Tax Observatory, through dataforgoodfr/12_taxobservatory_datavize on GitHub",
            "MIT, Copyright (c) 2015-2024 Data4Good",
            {
                "firm": _text("the group's name"),
                "year": _whole("year of the report"),
                "home": _text("where the group is at home, ISO 3166-1 alpha-3"),
                "sector": _text("line of business"),
                "country_code": _text("ISO 3166-1 alpha-3, or OTHER"),
                "country_name": _text("the country's name"),
                "employees": _number("full-time equivalents, which may be fractions"),
                "total_revenues_eur": _number("euros; may be negative"),
                "unrelated_revenues_eur": _number("euros, from others than the group's own companies"),
                "tangible_assets_eur": _number("euros"),
            },
        ),
    )
}
"""The files, by name."""


def load(name: str, library: Library = "polars", *, session: Any = None) -> Any:  # Any: a table of whichever library
    """A file as a table of pandas, polars, pyarrow, duckdb, ibis or pyspark, which wants a `session`.

    What is not written is missing. Numbers are floats, but whole ones that are never missing.

    Raises:
        GlobalfirmError: no file, or no library, of this name.
        ModuleNotFoundError: the library is not installed.

    >>> load("country_by_country_reports", "pandas")["firm"].nunique()
    85
    """
    if name not in DATASETS:
        raise GlobalfirmError(
            f"no dataset is called {quote(name)}: give one of {', '.join(DATASETS)}.{nearest(name, DATASETS)}"
        )
    return DATASETS[name].table(library, session=session)
