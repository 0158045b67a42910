"""Companies as a long table, one row an office, and back: what either can't hold of the other is an error.

>>> from globalfirm import Company, Office
>>> firms = [Company(name="A", home="RS", offices=[Office(country="RS", headcount="11-50"), Office(country="NA")])]
>>> to_companies(to_table(firms)) == firms
True
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from globalfirm.cohort.columns import INPUT_COLUMNS, Columns, Kind, columns_given
from globalfirm.cohort.engines import Dtype, Library, make_table, open_native
from globalfirm.cohort.pipeline.reading import read_days, read_figures, says_nothing
from globalfirm.ground.messages import quote
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY, Office, staffed
from globalfirm.places.country_names import stands_for_others

OF_OFFICES = (
    "country", "subdivision", "city", "time_zone", "latitude", "longitude", "headcount", "opened", "closed", "source",
)  # fmt: skip
"""The columns that are fields of an office, which have the same names."""

OF_COMPANIES = {
    "home": "home",
    "founded": "founded",
    "firm_headcount": "headcount",
    "complete": "complete",
    "seen": "seen",
    "funding": "funding",
    "affiliates": "affiliates",
    "foreign_affiliate_count": "foreign_affiliates",
}
"""The columns that are fields of a company, by the names of these."""

_DTYPES: dict[Kind, Dtype] = {
    "year": nw.Int64,
    "whole": nw.Int64,
    "amount": nw.Float64,
    "degrees": nw.Float64,
    "truth": nw.Boolean,
}
"""What columns of a kind are in a table; the others are text, counts and days as people write them."""
_NUMBERS = [name for name, column in INPUT_COLUMNS.items() if column.kind in {"count", *_DTYPES}]

Row = Mapping[str, Any]  # Any: what cells hold
_OTHER = "Other"


def to_table(companies: Iterable[Company], library: Library | None = None) -> Any:  # Any: a table of the library
    """A long table of companies: a row an office, with the facts of the firm on each, by the names of the input columns.

    A firm without offices has a row without a country, and people elsewhere are a row of "Other". What such a table can't
    hold (teams, markets, accounts, claims, keys, and more) is an error, so that nothing is lost: `to_companies` gives the same
    records back. Counts and days are text, as people write them.

    Raises:
        TypeError: one of them is not a Company.
        ValueError: a company has what a table does not hold, two have one name, or the library is not known.

    >>> from globalfirm import Company, Team
    >>> to_table([Company(name="A", headcount="50+", offices=["Serbia"])], "polars").select("firm", "country", "firm_headcount").rows()
    [('A', 'RS', '50+')]
    >>> to_table([Company(name="A", teams=[Team(name="sales", members=[{"country": "JP"}])])])
    Traceback (most recent call last):
    ValueError: a table of places does not hold teams of 'A': leave it out by replace(...), or use measure_companies.
    """
    rows: list[dict[str, Any]] = []
    names: set[str] = set()
    for company in companies_given(companies):
        if company.name in names:
            raise ValueError(f"two companies are called {quote(company.name)}: a table would take them for one.")
        names.add(company.name)
        rows += _rows(company)
    columns = ("firm", *OF_OFFICES, *OF_COMPANIES)
    kinds = {name: _DTYPES.get(INPUT_COLUMNS[name].kind, nw.String) for name in columns}
    return make_table({name: [row.get(name) for row in rows] for name in columns}, kinds, library)


def companies_given(given: Iterable[Company]) -> list[Company]:
    """The companies that a user gives.

    Raises:
        TypeError: it is one alone, or one of them is not a Company.

    >>> companies_given(Company(name="A"))
    Traceback (most recent call last):
    TypeError: the company 'A' is one: give several, such as [company].
    """
    if isinstance(given, Company):  # which pydantic lets iterate over its fields
        raise TypeError(f"the company {quote(given.name)} is one: give several, such as [company].")
    several = [*given]
    for each in several:
        if not isinstance(each, Company):
            raise TypeError(f"{quote(each)} is not a Company: give several, or a table to globalfirm.cohort.measure.")
    return several


def _rows(company: Company) -> list[dict[str, Any]]:
    """The rows of a company, from which it can be made again.

    Raises:
        ValueError: it can't.
    """
    facts = {"firm": str(company.name)} | {name: _cell(name, getattr(company, of)) for name, of in OF_COMPANIES.items()}
    places = [{name: _cell(name, getattr(office, name)) for name in OF_OFFICES} for office in company.offices]
    others = (
        []
        if company.headcount_elsewhere is None
        else [{"country": _OTHER, "headcount": str(company.headcount_elsewhere)}]
    )
    # Apart from its offices: without what these lose (an office that is a mailbox), the firm might contradict itself.
    again = _company(company.name, [_said(facts | place, _NUMBERS) for place in others or [{}]])
    held = {
        name: getattr(again, name, again) for name in type(company).model_fields
    }  # what a subclass adds is not held
    held["offices"] = tuple([Office.model_validate(_place(_said(place, _NUMBERS))) for place in places])
    lost = [name for name, value in held.items() if value != getattr(company, name)]
    if lost:
        raise ValueError(
            f"a table of places does not hold {', '.join(lost)} of {quote(company.name)}: leave it out by replace(...), "
            "or use measure_companies."
        )
    return [facts | place for place in [*places, *others] or [{}]]


def _cell(column: str, value: Any) -> Any:  # Any: the value of a field, what a cell holds
    """A field's value as its column holds it: a column of single numbers has a gap for an interval."""
    if value is None or isinstance(value, bool):
        return value
    if INPUT_COLUMNS[column].kind not in _DTYPES:
        return str(value)
    if isinstance(value, Interval):
        return value.low if value.is_exact else None
    return value


def to_companies(table: object, columns: Columns | None = None) -> list[Company]:
    """The companies of a long table, one row an office, in the order of their first rows.

    Cells are read as `measure` reads them: empty ones and "N/A" are gaps, a row of "Other" is of people elsewhere, one
    without a country carries facts of the firm alone. But where `measure` rejects and goes on, a record is right or an error.

    Raises:
        TypeError: it is not a table.
        ValueError: a column is missing, or one of those that `measure` reads can't go into a company; a row has no firm, or
            the rows of a firm contradict one another.
        pydantic.ValidationError: a value can't be read, or the firm contradicts itself; a note names the firm.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["Serbia", "US"], "headcount": ["11-50", "N/A"]})
    >>> [firm] = to_companies(table)
    >>> firm.countries, firm.people_by_country["RS"]
    (('RS', 'US'), Count('11-50'))
    """
    named = columns_given(columns, Columns).named
    by_firm: dict[str, list[Row]] = {}
    for row in said_rows(table, lambda there: _held(named(there)), _NUMBERS, needed=("firm",)):
        by_firm.setdefault(row["firm"], []).append(row)
    return [_company(name, rows) for name, rows in by_firm.items()]


def _held(fields: dict[str, str]) -> dict[str, str]:
    """The columns, of which all can go into a company.

    Raises:
        ValueError: one can't.
    """
    unheld = [column for field, column in fields.items() if field not in {"firm", *OF_OFFICES, *OF_COMPANIES}]
    if unheld:
        raise ValueError(
            f"companies are not made with the column {', '.join(map(quote, unheld))}: leave it out, or measure the table."
        )
    return fields


def said_rows(
    table: object,
    named: Callable[[Sequence[str]], Mapping[str, str]],
    numbers: Collection[str],
    needed: Sequence[str],
) -> Iterator[Row]:
    """What the rows of a table say, by fields: of those that hold `numbers` these, and else text without space about it.

    Raises:
        TypeError: it is not a table, or a cell holds neither text nor a number.
        ValueError: `named` finds that a column is missing, or a row does not say what is needed.
    """
    frame = open_native(table).frame
    fields = named(frame.collect_schema().names())
    read = frame.select([nw.col(column).alias(field) for field, column in fields.items()]).collect()
    # Of numbers, pandas' rows have gaps that are not None.
    cells = {
        name: [
            None if gap else cell
            for cell, gap in zip(read[name].to_list(), read[name].is_null().to_list(), strict=True)
        ]
        for name in fields
    }
    for number, values in enumerate(zip(*cells.values(), strict=True)):
        row = _said(dict(zip(cells, values, strict=True)), numbers)
        if missing := [f"{field} in {quote(fields[field])}" for field in needed if field not in row]:
            raise ValueError(f"row {number} has no {' and no '.join(missing)}.")
        yield row


def _said(row: Row, numbers: Collection[str]) -> Row:
    """The cells of a row that say something: numbers, in columns of numbers, and else text."""
    said: dict[str, Any] = {}
    for column, cell in row.items():
        if isinstance(cell, (int, float)) and column in numbers:
            said[column] = cell
        elif isinstance(cell, (bytes, list, dict)):  # of which Python writes how they are made, not what they say
            raise TypeError(f"the column for {column} holds {quote(cell)}: give text or numbers.")
        elif cell is not None and (text := str(cell).strip()):
            said[column] = text
    return said


def _company(name: str, rows: Sequence[Row]) -> Company:
    """The company that rows tell of."""
    facts: dict[str, Any] = {}
    for column, field in OF_COMPANIES.items():
        said = {row[column]: _value(column, row[column]) for row in rows if column in row}
        values = [*dict.fromkeys(value for value in said.values() if value is not None)]
        if len(values) > 1:
            raise ValueError(
                f"the rows of {quote(name)} contradict one another on {column}: {', '.join(map(str, said))}."
            )
        if values:
            facts[field] = values[0]
    offices: list[dict[str, Any]] = []
    elsewhere: list[Count] = []
    try:
        for row in rows:
            place = _place(row)
            if not place.keys() <= {"country", "headcount"} or not stands_for_others(place.get("country", _OTHER)):
                offices.append(place)
            elif place:
                elsewhere.append(Count(place["headcount"]) if "headcount" in place else staffed(None))
        facts["headcount_elsewhere"] = sum(elsewhere, start=NOBODY) if elsewhere else None
        return Company.model_validate({"name": name, "offices": offices, **facts})
    except ValueError as error:
        error.add_note(f"It is the firm {quote(name)}.")
        raise


def _place(row: Row) -> dict[str, Any]:
    """What a row says of a place, as the fields of an office."""
    return {name: value for name in OF_OFFICES if name in row and (value := _value(name, row[name])) is not None}


def _value(column: str, cell: Any) -> Any:  # Any: what a cell says, as the field takes it
    """What a cell says, as tables are read; text that says nothing that way is left to the record, which says what is wrong."""
    declared = INPUT_COLUMNS[column]
    found: Mapping[str, Any] = {}
    if not isinstance(cell, str):
        return cell
    if declared.kind in {"count", "amount", "year", "whole"} and says_nothing(cell):
        return None
    if declared.kind == "day":
        found, _ = read_days([cell])
    elif declared.kind in {"year", "whole"}:
        found, _ = read_figures(declared, [cell])
    return found.get(cell, cell)
