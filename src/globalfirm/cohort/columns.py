"""Which columns of a table hold what: each that can be read is declared once, here.

>>> Columns(firm="company", country="country_code").country
'country_code'
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import Field, create_model

from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.record import Record
from globalfirm.metrics.quantities import FIGURES, LIBRARY
from globalfirm.model.claim import CLAIMED

C = TypeVar("C", bound=Record)

Kind = Literal[
    "id",
    "key",
    "place",
    "count",
    "day",
    "year",
    "amount",
    "share",
    "whole",
    "truth",
    "country",
    "text",
    "degrees",
    "figure",
]


MOST = 1e18
"""What no figure of a firm exceeds."""


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column that a table may have.

    `of` says whether it is of the row or of the firm, or of its accounts, whose rows repeat it: where they contradict one
    another the fact is not known. On a day, accounts of its year or later are not there yet. `shown` ones stand beside the metrics in the answer. An amount is in the `currency`, where that is fixed.
    A user's own figure says its `bounds` itself.
    """

    name: str
    kind: Kind
    of: Literal["row", "firm", "accounts"]
    description: str
    shown: bool = False
    currency: str | None = None
    bounds: tuple[float, float] | None = None

    @property
    def is_number(self) -> bool:
        """Whether it holds one number, that text may write."""
        return self.kind in {"year", "amount", "share", "whole", "figure"}

    @property
    def range(self) -> tuple[float, float]:
        """The least and the most that a number in it may be."""
        least, most = self.bounds or {"year": (1.0, 9999.0), "share": (0.0, 1.0)}.get(self.kind, (0.0, MOST))
        return max(least, -MOST), min(most, MOST)

    @property
    def must_be_whole(self) -> bool:
        """Whether a number in it must be whole."""
        return self.kind in {"year", "whole"}


INPUT_COLUMNS: dict[str, InputColumn] = {
    column.name: column
    for column in (
        InputColumn("firm", "id", "row", "The firm's id, or its name."),
        InputColumn("row", "key", "row", "A key of the rows, for the rejects; else their number, from 0."),
        InputColumn("country", "place", "row", "The country of the place."),
        InputColumn("subdivision", "place", "row", "Its part of the country, by ISO 3166-2 code or name."),
        InputColumn("city", "place", "row", "Its city, which is read where that is asked for."),
        InputColumn("time_zone", "place", "row", "Its IANA time zone."),
        InputColumn("latitude", "degrees", "row", "Degrees north, which are read where that is asked for."),
        InputColumn("longitude", "degrees", "row", "Degrees east, which are read where that is asked for."),
        InputColumn("headcount", "count", "row", "People at the place, as `Count` reads them."),
        InputColumn("opened", "day", "row", "The first day of the place."),
        InputColumn("closed", "day", "row", "The first day without it."),
        InputColumn("source", "text", "row", "Where the row is from, which the rejects repeat."),
        InputColumn("home", "country", "firm", "The firm's home country.", shown=True),
        InputColumn("founded", "year", "firm", "Year of the founding."),
        InputColumn("first_foreign_sales", "year", "firm", "The first year of sales outside the home country."),
        InputColumn("firm_headcount", "count", "firm", "People of the firm, everywhere."),
        InputColumn("complete", "truth", "firm", "Whether the rows are all places of the firm: true or false."),
        InputColumn(
            "seen", "day", "firm", "The day on which the row was seen: what it says of later days is but planned."
        ),
        InputColumn("funding", "amount", "firm", "Money raised by the firm, in one currency.", shown=True),
        *[InputColumn(f"claimed_{name}", "count", "row", f"A claim on the firm's {name}.") for name in CLAIMED],
        InputColumn("accounts_year", "year", "accounts", "The year of the accounts that the figures below are of."),
        InputColumn("turnover_eur", "amount", "accounts", "Sales of the last year, in euros.", currency="EUR"),
        InputColumn(
            "balance_sheet_eur", "amount", "accounts", "Balance sheet total of the last year, in euros.", currency="EUR"
        ),
        InputColumn("turnover_gbp", "amount", "accounts", "Sales of the last year, in pounds.", currency="GBP"),
        InputColumn(
            "balance_sheet_gbp",
            "amount",
            "accounts",
            "Balance sheet total of the last year, in pounds.",
            currency="GBP",
        ),
        InputColumn("foreign_sales_share", "share", "accounts", "Share of sales outside the home country."),
        InputColumn("foreign_assets_share", "share", "accounts", "Share of assets outside the home country."),
        InputColumn("foreign_employment_share", "share", "accounts", "Share of people abroad, by the accounts."),
        InputColumn("north_america_sales_share", "share", "accounts", "Share of sales in North America."),
        InputColumn("europe_sales_share", "share", "accounts", "Share of sales in Europe."),
        InputColumn("asia_pacific_sales_share", "share", "accounts", "Share of sales in Asia-Pacific."),
        InputColumn(
            "autonomous", "truth", "firm", "Whether no enterprise or public body is linked or a partner: true or false."
        ),
        InputColumn("public_share", "share", "firm", "Share of capital or votes that public bodies hold."),
        InputColumn("affiliates", "whole", "firm", "Affiliates, everywhere."),
        InputColumn("foreign_affiliate_count", "whole", "firm", "Affiliates outside the home country."),
    )
}
"""Every column that can be read. A new one is a line; a figure of `globalfirm.metrics.quantities` takes it up."""


def own_columns() -> dict[str, InputColumn]:
    """The columns that users' own figures name, beside the library's; by fields that no other column of a table has.

    >>> from globalfirm.metrics import figure
    >>> figure("patents", lambda firm: None, column="patents_held")
    >>> own_columns()["own_patents"].name
    'patents_held'
    >>> FIGURES.pop("patents").column
    'patents_held'
    """
    return {
        f"own_{figure.name}": InputColumn(
            figure.column, "figure", "firm", f"Your own figure {figure.name}.", bounds=(figure.minimum, figure.maximum)
        )
        for figure in FIGURES.values()
        if figure.name not in LIBRARY and figure.column is not None and figure.column not in INPUT_COLUMNS
    }


def input_columns() -> dict[str, InputColumn]:
    """Every column that can be read by its field: the library's, and those of users' own figures."""
    return INPUT_COLUMNS | own_columns()


def number_fields() -> tuple[str, ...]:
    """The fields that hold one number each.

    >>> number_fields()[:3]
    ('founded', 'first_foreign_sales', 'funding')
    """
    return tuple(field for field, column in input_columns().items() if column.is_number)


def named_of(*kinds: Kind) -> tuple[str, ...]:
    """The columns of some kinds.

    >>> named_of("day")
    ('opened', 'closed', 'seen')
    """
    return tuple(name for name, column in INPUT_COLUMNS.items() if column.kind in kinds)


COUNTS = named_of("count")
DAYS = named_of("day")
TRUTHS = named_of("truth")
COORDINATES = named_of("degrees")
READ_IF_ASKED = ("city", *COORDINATES)
"""Columns that tell more of a place, and are read with `cities=True`."""
PLACE = ("country", "subdivision", "time_zone", *READ_IF_ASKED)
PRESENCE = ("firm", *PLACE, *DAYS, "headcount", "founded")
"""Columns that say whether a row puts people somewhere, and where."""
REGION_SHARES = ("north_america_sales_share", "europe_sales_share", "asia_pacific_sales_share")
"""Shares of one whole, which they can't exceed together."""

if TYPE_CHECKING:
    from globalfirm.cohort.generated import ColumnFields as _Fields
else:
    _Fields = create_model(
        "ColumnNames",
        __base__=Record,
        __module__=__name__,
        **{
            name: (Annotated[str | None, Field(description=column.description)], None)
            for name, column in INPUT_COLUMNS.items()
        },
    )


class Columns(_Fields):
    """The columns of a long table, one row an office, team or person, by what they hold.

    A field without a name stands for the column of its own name, where the table has one. `firm` and `country` must
    be there. Facts of the firm (from `home` on) are repeated on its rows; where its rows contradict one another, the
    fact is not known. The column of a figure of your own has the name that you declared it with.

    >>> Columns(firm="company").named(["company", "country", "city"])
    {'firm': 'company', 'country': 'country', 'city': 'city'}
    >>> Columns(country="land").named(["firm", "country"])
    Traceback (most recent call last):
    ValueError: the table has no column 'land' (for country): it has firm, country.
    """

    def named(self, there: Sequence[str]) -> dict[str, str]:
        """The table's column for each field that it has one for.

        Raises:
            ValueError: a column that was named, or one of a firm or its country, is not in the table.
        """
        found = columns_named(self, there, {"firm", "country"})
        own = {field: column.name for field, column in own_columns().items()}
        return found | {field: name for field, name in own.items() if name in there and name not in found.values()}


def columns_given(given: C | None, kind: type[C]) -> C:
    """How columns are called, as a user gives it or leaves it out.

    Raises:
        TypeError: it is something else.

    >>> columns_given(None, Columns) == Columns()
    True
    """
    if given is not None and not isinstance(given, kind):
        raise TypeError(f"{quote(given)} does not name columns: give {kind.__name__}(firm='...', country='...').")
    return given or kind()


def columns_named(columns: Record, there: Sequence[str], needed: Collection[str]) -> dict[str, str]:
    """The table's column for each field that it has one for: the one named, or else of the field's own name.

    Raises:
        ValueError: a column that was named, or one that is needed, is not in the table.

    >>> columns_named(Columns(firm="id"), ["id", "country"], {"firm"})
    {'firm': 'id', 'country': 'country'}
    """
    found: dict[str, str] = {}
    given: dict[str, str | None] = dict(columns)
    elsewhere = {*given.values()} - {*needed}  # a column is of the field it is given to
    for field, name in given.items():
        if name in there or (name is None and field in there and field not in elsewhere):
            found[field] = name or field
        elif name is not None or field in needed:
            for_field = f" (for {field})" if name else ""
            listed = ", ".join(map(str, there)) or "no columns"
            naming = "" if name else f" Name it: {type(columns).__name__}({field}='...'), or --column {field}=..."
            near = nearest(name or field, [*map(str, there)])
            raise ValueError(
                f"the table has no column {quote(name or field)}{for_field}: it has {listed}.{near}{naming}"
            )
    return found
