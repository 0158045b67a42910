"""Which columns of a table hold what.

>>> Columns(firm="company", country="country_code").country
'country_code'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

from pydantic import Field

from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.record import Record
from globalfirm.model.claim import ClaimedMetric

if TYPE_CHECKING:
    from collections.abc import Sequence

Name = Annotated[str | None, Field(description="A column; where none is named, the one of the field's name, if any.")]


class Columns(Record):
    """The columns of a long table, one row an office, team or person, by what they hold.

    A field without a name stands for the column of its own name, where the table has one. `firm` and `country` must
    be there. Facts of the firm (from `home` on) are repeated on its rows; where its rows contradict one another, the
    fact is not known.

    >>> Columns(firm="company").named(["company", "country", "city"])
    {'firm': 'company', 'country': 'country', 'city': 'city'}
    >>> Columns(country="land").named(["firm", "country"])
    Traceback (most recent call last):
    ValueError: the table has no column 'land' (for country): it has firm, country.
    """

    firm: Name = None
    row: Annotated[str | None, Field(description="A key of the rows, for the rejects; else their number, from 0.")] = (
        None
    )
    country: Name = None
    subdivision: Name = None
    city: Name = None
    time_zone: Name = None
    headcount: Annotated[str | None, Field(description="People at the place, as `Count` reads them.")] = None
    opened: Name = None
    closed: Name = None
    home: Name = None
    founded: Annotated[str | None, Field(description="Year of the founding.")] = None
    firm_headcount: Annotated[str | None, Field(description="People of the firm, everywhere.")] = None
    complete: Annotated[
        str | None, Field(description="Whether the rows are all places of the firm: true or false.")
    ] = None
    funding: Annotated[str | None, Field(description="Money raised by the firm, in one currency.")] = None
    claimed_headcount: Name = None
    claimed_country_count: Name = None
    claimed_continent_count: Name = None
    claimed_time_zone_count: Name = None
    turnover_eur: Name = None
    balance_sheet_eur: Name = None
    foreign_sales_share: Name = None
    foreign_assets_share: Name = None
    foreign_employment_share: Name = None
    north_america_sales_share: Name = None
    europe_sales_share: Name = None
    asia_pacific_sales_share: Name = None
    affiliates: Name = None
    foreign_affiliate_count: Name = None

    def named(self, there: Sequence[str]) -> dict[str, str]:
        """The table's column for each field that it has one for.

        Raises:
            ValueError: a column that was named, or one of a firm or its country, is not in the table.
        """
        found: dict[str, str] = {}
        fields = type(self).model_fields
        elsewhere = {getattr(self, field) for field in fields} - {
            "firm",
            "country",
        }  # a column is of the field it is given to
        for field in fields:
            name: str | None = getattr(self, field)
            if name in there or (name is None and field in there and field not in elsewhere):
                found[field] = name or field
            elif name is not None or field in {"firm", "country"}:
                for_field = f" (for {field})" if name else ""
                listed = ", ".join(map(str, there)) or "no columns"
                naming = "" if name else f" Name it: Columns({field}='...')."
                near = nearest(name or field, [*map(str, there)])
                raise ValueError(
                    f"the table has no column {quote(name or field)}{for_field}: it has {listed}.{near}{naming}"
                )
        return found


CLAIMED: tuple[ClaimedMetric, ...] = get_args(ClaimedMetric)
PLACE = ("country", "subdivision", "time_zone", "city")
GIVEN = (
    "turnover_eur",
    "balance_sheet_eur",
    "foreign_sales_share",
    "foreign_assets_share",
    "foreign_employment_share",
    "north_america_sales_share",
    "europe_sales_share",
    "asia_pacific_sales_share",
    "affiliates",
    "foreign_affiliate_count",
)
"""Figures of the firm that a table may hold as they are: of its last accounts, and of its affiliates."""
