"""A firm's figures for one accounting year, and the enterprises whose figures count with its own.

>>> year = Accounts(year=2024, currency="EUR", turnover=40e6, balance_sheet=(20e6, 30e6), headcount=120)
>>> print(year.turnover, year.balance_sheet)
40000000 20000000-30000000
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

import pycountry
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from globalfirm.ground.fields import Text
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    Figure = float | tuple[float, float | None] | Interval


def _exact(value: object) -> object:
    """A number is the interval of nothing else."""
    return (value, value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _not_negative(value: Interval) -> Interval:
    if value.low < 0:
        raise ValueError(f"{value} is less than nothing: give an amount of 0 or more.")
    return value


def _part_of_one(value: Interval) -> Interval:
    if value.low < 0 or value.high is None or value.high > 1:
        raise ValueError(f"{value} is no share: give a number from 0 to 1, or a pair of them.")
    return value


def _written(value: Interval) -> object:
    return value.low if value.is_exact else list(value)


_NUMBER = {"type": "number", "minimum": 0}
_PAIR = {
    "type": "array",
    "prefixItems": [_NUMBER, {"anyOf": [_NUMBER, {"type": "null"}]}],
    "minItems": 2,
    "maxItems": 2,
}
Amount = Annotated[
    Interval,
    BeforeValidator(_exact),
    AfterValidator(_not_negative),
    PlainSerializer(_written, when_used="json"),
    WithJsonSchema({"anyOf": [_NUMBER, _PAIR], "description": "A number, or its bounds.", "examples": [40e6]}),
]
"""An amount of money: a number, or its bounds."""

Share = Annotated[
    Interval,
    BeforeValidator(_exact),
    AfterValidator(_part_of_one),
    PlainSerializer(_written, when_used="json"),
    WithJsonSchema({"anyOf": [_NUMBER, _PAIR], "description": "From 0 to 1, or bounds.", "examples": [0.25]}),
]
"""A part of a whole, from 0 to 1."""

Region = Literal["North America", "Europe", "Asia-Pacific", "rest of the world"]
"""The broad triad and the rest. Source: Rugman and Verbeke (2004), Journal of International Business Studies 35(1),
who name NAFTA, the European Union and Asia; later work widens these to Europe and Asia-Pacific."""


class RegionalSales(Record):
    """The share of a year's sales that is made in a region of the triad.

    >>> RegionalSales(region="Europe", share=0.6).share
    Interval(0.6, 0.6)
    """

    region: Annotated[Region, Field(description="Where the customers are.", examples=["Europe"])]
    share: Annotated[Share, Field(description="Part of all sales, 0 to 1.")]

    if TYPE_CHECKING:

        def __init__(self, *, region: Region, share: Figure) -> None: ...


class Accounts(Record):
    """What a firm's accounts of one year say: people, sales and assets, in all and abroad.

    Amounts are in the `currency`. People are annual work units where the source counts them so.

    >>> Accounts(year=2024, turnover=10, foreign_turnover=12)
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Accounts
      Value error, foreign_turnover 12 exceeds turnover 10: raise the one or lower the other. ...
    """

    year: Annotated[int, Field(ge=1, le=9999, description="The year in which it ends.", examples=[2024])]
    currency: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.", examples=["EUR"])] = None
    headcount: Annotated[Count | None, Field(description="People, in annual work units.", examples=[120])] = None
    turnover: Annotated[Amount | None, Field(description="Sales.")] = None
    balance_sheet: Annotated[Amount | None, Field(description="Balance sheet total, which is all assets.")] = None
    foreign_headcount: Annotated[Count | None, Field(description="People outside the home country.")] = None
    foreign_turnover: Annotated[Amount | None, Field(description="Sales outside the home country.")] = None
    foreign_assets: Annotated[Amount | None, Field(description="Assets outside the home country.")] = None
    regional_sales: Annotated[tuple[RegionalSales, ...], Field(description="Sales by region, each once.")] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            year: int,
            currency: str | None = None,
            headcount: int | str | tuple[int, int | None] | Interval | None = None,
            turnover: Figure | None = None,
            balance_sheet: Figure | None = None,
            foreign_headcount: int | str | tuple[int, int | None] | Interval | None = None,
            foreign_turnover: Figure | None = None,
            foreign_assets: Figure | None = None,
            regional_sales: Iterable[RegionalSales] = (),
        ) -> None: ...

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, value: str | None) -> str | None:
        if value is not None and pycountry.currencies.get(alpha_3=value) is None:
            raise ValueError(f"{quote(value)} is no currency of ISO 4217: give a code such as 'EUR'.")
        return value

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        pairs = (
            *(("foreign_headcount", "headcount"), ("foreign_turnover", "turnover")),
            ("foreign_assets", "balance_sheet"),
        )
        problems = [
            f"{part} {inside} exceeds {whole} {outside}"
            for part, whole in pairs
            if (inside := getattr(self, part)) and (outside := getattr(self, whole)) and outside.high is not None
            if inside.low > outside.high
        ]
        regions = [sales.region for sales in self.regional_sales]
        if len(set(regions)) < len(regions):
            problems.append("regional_sales name a region twice")
        if sum(sales.share.low for sales in self.regional_sales) > 1 + 1e-9:
            problems.append("regional_sales add up to more than 1")
        if problems:
            raise ValueError(f"{'; '.join(problems)}: raise the one or lower the other.")
        return self


class Relation(Record):
    """Another enterprise whose figures count with the firm's own: a linked one whole, a partner by its share.

    Source: Commission Recommendation 2003/361/EC (2003), Annex, Articles 3 and 6: linked by a majority of the votes
    or dominant influence, a partner from 25 % of the capital or votes.

    >>> Relation(name="Parent", kind="linked").weight
    1.0
    """

    name: Annotated[Text, Field(description="The enterprise.", examples=["Acme Holding"])]
    kind: Annotated[Literal["linked", "partner"], Field(description="Whether it is controlled, or a partner.")]
    share: Annotated[
        float | None, Field(ge=0.25, le=1, description="Capital or votes held, the greater; of a partner.")
    ] = None
    accounts: Annotated[tuple[Accounts, ...], Field(description="Its own accounts, a year each.")] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str,
            kind: Literal["linked", "partner"],
            share: float | None = None,
            accounts: Iterable[Accounts] = (),
        ) -> None: ...

    @model_validator(mode="after")
    def _has_its_share(self) -> Self:
        if self.kind == "partner" and self.share is None:
            raise ValueError("a partner counts by its share: give the capital or votes held, from 0.25.")
        return self

    @property
    def weight(self) -> float:
        """How much of its figures counts.

        >>> Relation(name="Fund", kind="partner", share=0.3).weight
        0.3
        """
        return 1.0 if self.kind == "linked" or self.share is None else self.share
