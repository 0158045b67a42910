"""A firm's figures for one accounting year, and the enterprises whose figures count with its own.

>>> year = Accounts(year=2024, currency="EUR", turnover=40e6, balance_sheet=(20e6, 30e6), headcount=120)
>>> print(year.turnover, year.balance_sheet)
40000000 20000000-30000000
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from math import inf
from typing import TYPE_CHECKING, Annotated, Literal, Self, Unpack

import pycountry
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)

from globalfirm.ground.errors import as_validator
from globalfirm.ground.fields import Text
from globalfirm.ground.messages import contradiction, problem, quote
from globalfirm.ground.record import takes
from globalfirm.model.base import ExtensibleRecord, SourcedRecord, SourceFields
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.money import without_currency
from globalfirm.places.country import Country

if TYPE_CHECKING:
    from collections.abc import Callable

Figure = float | str | tuple[float, float | None] | Mapping[str, float | None] | Interval


@as_validator
def _not_negative(value: Interval) -> Interval:
    if value.low is None:
        raise ValueError(f"{value!r} has no lower bound: give one, of 0 or more.")
    if value.low < 0:
        raise ValueError(f"{value} is less than nothing: give an amount of 0 or more.")
    return value


@as_validator
def _in_the_currency(value: object, info: ValidationInfo) -> object:
    """An amount's text may name the currency that its record gives before it, and no other."""
    given = [code for field, code in info.data.items() if field.endswith("currency")]
    return without_currency(value, given[0] if given else None) if isinstance(value, str) else value


@as_validator
def _part_of_one(value: Interval) -> Interval:
    if value not in _WHOLE:
        raise ValueError(f"{value} is not a share: give a number from 0 to 1, or bounds in there.")
    return value


@as_validator
def _people(value: object) -> object:
    """What people write of whole numbers ("about 40", "<10") is a figure, too; one with a fraction is read as it stands."""
    return Count(value) if isinstance(value, str) and "." not in value else value


_WHOLE = Interval(0, 1)
_FROM_ZERO = Field(json_schema_extra={"minimum": 0})
Amount = Annotated[Interval, BeforeValidator(_in_the_currency), AfterValidator(_not_negative), _FROM_ZERO]
"""An amount of money: a number, or its bounds."""

FullTimeEquivalents = Annotated[Interval, BeforeValidator(_people), AfterValidator(_not_negative), _FROM_ZERO]
"""People in full-time equivalents, or annual work units, which have fractions: a number, or its bounds."""

ShareOfOne = Annotated[Interval, AfterValidator(_part_of_one), Field(json_schema_extra={"minimum": 0, "maximum": 1})]
"""A part of a whole, from 0 to 1."""


def _currency(value: str) -> str:
    if pycountry.currencies.get(alpha_3=value) is None:
        raise problem(
            "not_a_currency",
            f"{quote(value)} is not a currency of ISO 4217: give a code such as 'EUR'.",
            given=quote(value),
        )
    return value


Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$"), AfterValidator(_currency)]
"""A currency's code in ISO 4217."""

Region = Literal["North America", "Europe", "Asia-Pacific", "rest of the world"]
"""The broad triad and the rest. Source: Rugman and Verbeke (2004), Journal of International Business Studies 35(1),
who name NAFTA, the European Union and Asia; later work widens these to Europe and Asia-Pacific."""


ROUNDING = 0.005
"""How much more than it is a published share may say: they are rounded, to whole percents at the coarsest. So may parts
exceed their whole by this part of it."""


Rates = Mapping[tuple[int, str], float]
"""What one unit of a currency was worth in a year, in another currency: by the year and the code."""


class RegionalSales(ExtensibleRecord):
    """The share of a year's sales that is made in a region of the triad.

    >>> RegionalSales(region="Europe", share=0.6).share
    Interval(0.6, 0.6)
    """

    region: Annotated[Region, Field(description="Where the customers are.", examples=["Europe"])]
    share: Annotated[ShareOfOne, Field(description="Part of all sales, 0 to 1.")]

    @takes
    def __init__(self, *, region: Region, share: Figure) -> None: ...


class CountryFigures(ExtensibleRecord):
    """What the accounts of a year say of one country: people, sales and assets there.

    Without a country it is of countries that the accounts don't name, such as "Other Europe".

    >>> CountryFigures(country="ESP", headcount=20860, turnover=2673e6).country
    'ES'
    """

    country: Annotated[
        Country | None, Field(description="Where: null stands for countries that are not named.", examples=["ES"])
    ] = None
    headcount: Annotated[FullTimeEquivalents | None, Field(description="People there, in annual work units.")] = None
    turnover: Annotated[Amount | None, Field(description="Sales there, to others than the firm itself.")] = None
    balance_sheet: Annotated[Amount | None, Field(description="Assets there, of every kind.")] = None

    @takes
    def __init__(
        self,
        *,
        country: str | None = None,
        headcount: Figure | None = None,
        turnover: Figure | None = None,
        balance_sheet: Figure | None = None,
    ) -> None: ...


FigureByCountry = Literal["headcount", "turnover", "balance_sheet"]
"""What accounts say of a year in all and by country."""

FOREIGN: dict[FigureByCountry, str] = {
    "headcount": "foreign_headcount",
    "turnover": "foreign_turnover",
    "balance_sheet": "foreign_assets",
}
"""And as what they say it of all countries abroad."""

NOTHING, ANYTHING = Interval(0.0, 0.0), Interval(0.0, None)


def refined(stated: Interval, listed: Interval) -> Interval:
    """What is stated of a whole and what its parts come to, together: where rounding parts them, the parts' nearer end.

    >>> refined(Interval(0, 10), Interval(4, None)), refined(Interval(10, 10), Interval(10.04, None))
    (Interval(4, 10), Interval(10.04, 10.04))
    """
    both = stated & listed
    if both is not None:
        return both
    end = listed.low if stated.high is not None and listed.low is not None and stated.high < listed.low else listed.high
    return Interval(end, end)


class Accounts(SourcedRecord):
    """What a firm's accounts of one year say: people, sales and assets, in all and abroad.

    Amounts are in the `currency`. Shares of sales by region may add up to more than 1 by what rounding adds, half a percent
    each. People are annual work units or full-time equivalents where the source counts them so:
    9.5 is right here, and not in the headcount of a company or an office.

    Figures `by_country`, as country-by-country reports have them, name every country, each once; where a total is stated,
    what they leave of it is of countries that they don't name. Where none is, they add up to it.

    >>> spain, germany = CountryFigures(country="ES", headcount=80), CountryFigures(country="DE", headcount=20)
    >>> Accounts(year=2024, by_country=[spain, germany]).total("headcount")
    Interval(100.0, 100.0)
    >>> Accounts(year=2024, turnover=10, foreign_turnover=12)
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Accounts
      foreign_turnover 12 exceeds turnover 10: raise the one or lower the other. ...
    """

    year: Annotated[int, Field(ge=1, le=9999, description="The year in which it ends.", examples=[2024])]
    currency: Annotated[Currency | None, Field(description="ISO 4217 code.", examples=["EUR"])] = None
    headcount: Annotated[
        FullTimeEquivalents | None, Field(description="People, in annual work units.", examples=[120, 9.5])
    ] = None
    turnover: Annotated[Amount | None, Field(description="Sales.")] = None
    balance_sheet: Annotated[Amount | None, Field(description="Balance sheet total, which is all assets.")] = None
    foreign_headcount: Annotated[FullTimeEquivalents | None, Field(description="Those outside the home country.")] = (
        None
    )
    foreign_turnover: Annotated[Amount | None, Field(description="Sales outside the home country.")] = None
    foreign_assets: Annotated[Amount | None, Field(description="Assets outside the home country.")] = None
    regional_sales: Annotated[tuple[RegionalSales, ...], Field(description="Sales by region, each once.")] = ()
    by_country: Annotated[
        tuple[CountryFigures, ...], Field(description="People, sales and assets in every country, each once.")
    ] = ()

    @takes
    def __init__(
        self,
        *,
        year: int,
        currency: str | None = None,
        headcount: Figure | None = None,
        turnover: Figure | None = None,
        balance_sheet: Figure | None = None,
        foreign_headcount: Figure | None = None,
        foreign_turnover: Figure | None = None,
        foreign_assets: Figure | None = None,
        regional_sales: Iterable[RegionalSales] = (),
        by_country: Iterable[CountryFigures] = (),
        **sourced: Unpack[SourceFields],
    ) -> None: ...

    @model_validator(mode="after")
    def _check_totals(self) -> Self:
        problems = [
            f"{part} {inside} exceeds {whole} {outside}: raise the one or lower the other"
            for whole, part in FOREIGN.items()
            if (inside := getattr(self, part)) is not None and (outside := getattr(self, whole)) is not None
            if outside.high is not None and inside.low > outside.high
        ]
        regions = [sales.region for sales in self.regional_sales]
        if twice := [region for region in dict.fromkeys(regions) if regions.count(region) > 1]:
            problems.append(f"regional_sales name {' and '.join(twice)} more than once: leave one share of each")
        least = sum(sales.share.low or 0 for sales in self.regional_sales)
        if least - ROUNDING * len(regions) > 1 + 1e-9:
            problems.append(
                f"regional_sales add up to {least:.6g} or more, which can't exceed 1: lower some of the shares"
            )
        problems += self._by_country_problems()
        if problems:
            raise contradiction(problems)
        return self

    def _by_country_problems(self) -> list[str]:
        """The contradictions of figures by country between one another, and with the totals."""
        named = [each.country for each in self.by_country if each.country]
        twice = [country for country in dict.fromkeys(named) if named.count(country) > 1]
        problems = [f"by_country names {' and '.join(twice)} more than once: leave one of each"] if twice else []
        for figure in FOREIGN:
            stated, least = getattr(self, figure), self._sum_by_country(figure).low
            if stated is not None and stated.high is not None and least > stated.high * (1 + ROUNDING):
                problems.append(
                    f"{figure} by country adds up to {least:.12g} or more, which exceeds {figure} {stated}: "
                    "raise the one or lower the other"
                )
        return problems

    def states_by_country(self, figure: FigureByCountry) -> bool:
        """Whether it says anything of a figure by country.

        >>> Accounts(year=2024, by_country=[CountryFigures(country="ES", headcount=80)]).states_by_country("turnover")
        False
        """
        return any(getattr(each, figure) is not None for each in self.by_country)

    def _sum_by_country(
        self, figure: FigureByCountry, is_in: Callable[[Country | None], bool] = lambda _: True
    ) -> Interval:
        """A figure of some countries together; without one, of those that are not named."""
        total = NOTHING
        for each in self.by_country:
            if is_in(each.country):
                value = getattr(each, figure)
                total = total + (ANYTHING if value is None else value)
        return total

    def total(self, figure: FigureByCountry) -> Interval | None:
        """A figure in all: as stated, but no less than what lies abroad, and the countries come to; else what these come to.

        >>> Accounts(year=2024, headcount=100, by_country=[CountryFigures(country="ES", headcount=80)]).total("headcount")
        Interval(100, 100)
        >>> print(Accounts(year=2024, turnover=(5, 20), foreign_turnover=10).total("turnover"))
        10-20
        """
        stated: Interval | None = getattr(self, figure)
        listed = self._sum_by_country(figure) if self.states_by_country(figure) else None
        parts = [part for part in (listed, getattr(self, FOREIGN[figure])) if part is not None]
        if stated is None and not parts:
            return None
        whole = stated if stated is not None else listed if listed is not None else ANYTHING
        # Rounded parts may exceed their whole by a little: then they are it.
        return reduce(refined, [Interval(part.low, None) for part in parts], whole)

    def split(self, figure: FigureByCountry, is_in: Callable[[Country], bool]) -> tuple[Interval, Interval]:
        """A figure in the countries of which something holds, and in all others; either may have those that are not named.

        >>> spain, others = CountryFigures(country="ES", headcount=80), CountryFigures(headcount=20)
        >>> Accounts(year=2024, by_country=[spain, others]).split("headcount", lambda country: country == "ES")
        (Interval(80.0, 100.0), Interval(0.0, 20.0))
        """
        if not self.states_by_country(figure):
            return ANYTHING, ANYTHING
        unnamed = self._sum_by_country(figure, lambda country: country is None)
        most = Interval(0.0, None if getattr(self, figure) is not None else unnamed.high)
        inside = self._sum_by_country(figure, lambda country: country is not None and is_in(country))
        outside = self._sum_by_country(figure, lambda country: country is not None and not is_in(country))
        return inside + most, outside + most

    def at_home_and_abroad(self, figure: FigureByCountry, home: Country | None) -> tuple[Interval, Interval]:
        """A figure in the home country and outside of it, as far as figures by country say.

        Where the home is among the countries named, those that are not named lie abroad.

        >>> spain, others = CountryFigures(country="ES", headcount=80), CountryFigures(headcount=20)
        >>> Accounts(year=2024, by_country=[spain, others]).at_home_and_abroad("headcount", "ES")
        (Interval(80.0, 80.0), Interval(20.0, 20.0))
        """
        if home is None or not self.states_by_country(figure):
            return ANYTHING, ANYTHING
        if home not in [each.country for each in self.by_country]:
            return self.split(figure, lambda country: country == home)
        abroad = self._sum_by_country(figure, lambda country: country != home)
        if getattr(self, figure) is not None:
            abroad = Interval(abroad.low, None)  # with what the countries leave of the total
        return self._sum_by_country(figure, lambda country: country == home), abroad

    def problems_abroad(self, home: Country | None) -> list[str]:
        """The contradictions between what is stated of all countries abroad, and what those named come to.

        >>> Accounts(year=2024, foreign_headcount=5, by_country=[
        ...     CountryFigures(country="ES", headcount=80), CountryFigures(country="DE", headcount=20)]).problems_abroad("ES")
        ['foreign_headcount 5 of 2024 is not what by_country has abroad, 20: correct the one or the other']
        """
        found = []
        for figure, part in FOREIGN.items():
            stated: Interval | None = getattr(self, part)
            listed = self.at_home_and_abroad(figure, home)[1]
            rounded = Interval(listed.low * (1 - ROUNDING), listed.high and listed.high * (1 + ROUNDING))  # type: ignore[operator] # an amount has a lower bound
            if stated is not None and stated & rounded is None:
                found.append(
                    f"{part} {stated} of {self.year} is not what by_country has abroad, {listed}: correct the one or the other"
                )
        return found

    def in_currency(self, currency: str, rates: Rates) -> Self:
        """The accounts with their amounts in another currency, by the rate of their year; as they are where there is none.

        Their source says at which rate.

        Raises:
            ValueError: a rate is not a number above 0.
            pydantic.ValidationError: the currency is not one of ISO 4217.

        >>> year = Accounts(year=2024, currency="USD", turnover=100e6)
        >>> year.in_currency("EUR", {(2024, "USD"): 0.9}).turnover, year.in_currency("EUR", {(2023, "USD"): 0.9}) == year
        (Interval(90000000.0, 90000000.0), True)
        """
        rate = rates.get((self.year, self.currency)) if self.currency else None
        if rate is None or self.currency == currency:
            return self
        if not 0 < rate < inf:
            raise ValueError(
                f"{rate} is not a rate: give what one {self.currency} was worth in {currency} in {self.year}, above 0."
            )
        source = "; ".join(filter(None, [self.source, f"at {rate:.12g} {currency} a {self.currency}"]))
        by_country = [each.replace(**_converted(each, rate)) for each in self.by_country]
        return self.replace(currency=currency, source=source, by_country=by_country, **_converted(self, rate))


def _converted(record: Accounts | CountryFigures, rate: float) -> dict[str, Interval]:
    """The amounts of a record at a rate."""
    fields = type(record).model_fields  # a subclass may have amounts more, which are as the turnover is
    amounts = [name for name, field in fields.items() if field.annotation == fields["turnover"].annotation]
    return {name: amount * rate for name in amounts if (amount := getattr(record, name)) is not None}


Investor = Literal[
    "public body",
    "public investment corporation",
    "venture capital company",
    "business angels",
    "university or non-profit research centre",
    "institutional investor",
    "small local authority",
]
"""Holders of a firm that are told apart from enterprises. All but public bodies leave it autonomous, where they are not linked.

Source: Commission Recommendation 2003/361/EC (2003), Annex, Article 3(2), second subparagraph, and 3(4). Business angels are
those of less than EUR 1,250,000 in the firm; regional development funds are institutional investors; a small local authority
is autonomous, of fewer than 5,000 inhabitants and a budget below EUR 10 million a year."""

PARTNER_SHARE = 0.25
"""From which part of the capital or votes on an enterprise is a partner."""


class Relation(SourcedRecord):
    """Another enterprise whose figures count with the firm's own: a linked one whole, a partner by its share.

    It counts in the years in which it stood. Source: Commission Recommendation 2003/361/EC (2003), Annex, Articles 3 and 6:
    linked by a majority of the votes or dominant influence, a partner from 25 % of the capital or votes. Some investors are
    no partners, and public bodies are listed whatever they hold, since together they may keep the firm from being an SME.

    >>> Relation(name="Parent", kind="linked").weight
    1.0
    """

    name: Annotated[Text, Field(description="The enterprise.", examples=["Acme Holding"])]
    kind: Annotated[Literal["linked", "partner"], Field(description="Whether it is controlled, or a partner.")]
    share: Annotated[
        float | None, Field(gt=0, le=1, description="Capital or votes held, the greater; of a partner.")
    ] = None
    investor: Annotated[
        Investor | None, Field(description="What kind of holder it is, where it is not an ordinary enterprise.")
    ] = None
    since: Annotated[int | None, Field(ge=1, le=9999, description="The first year.", examples=[2019])] = None
    until: Annotated[int | None, Field(ge=1, le=9999, description="The last year.", examples=[2023])] = None
    accounts: Annotated[tuple[Accounts, ...], Field(description="Its own accounts, a year each.")] = ()

    @takes
    def __init__(
        self,
        *,
        name: str,
        kind: Literal["linked", "partner"],
        share: float | None = None,
        investor: Investor | None = None,
        since: int | None = None,
        until: int | None = None,
        accounts: Iterable[Accounts] = (),
        **sourced: Unpack[SourceFields],
    ) -> None: ...

    @model_validator(mode="after")
    def _check_share(self) -> Self:
        least = 0.0 if self.investor == "public body" else PARTNER_SHARE
        if self.kind == "partner" and (self.share is None or self.share < least):
            raise problem("share_missing", "a partner counts by its share: give the capital or votes held, from 0.25.")
        if self.since and self.until and self.until < self.since:
            raise contradiction([f"until {self.until} lies before since {self.since}: correct the one or the other"])
        return self

    def stands_in(self, year: int | None) -> bool:
        """Whether it stood in a year; without a year, whether it has not ended. One without dates stands in every year.

        >>> parent = Relation(name="Parent", kind="linked", since=2019, until=2022)
        >>> parent.stands_in(2022), parent.stands_in(2023), parent.stands_in(None)
        (True, False, False)
        """
        if year is None:
            return self.until is None
        return (self.since or year) <= year <= (self.until or year)

    def as_of(self, day: date) -> Self | None:
        """The relation as it was known on a day: none before it began; one that ended later had not ended yet.

        >>> Relation(name="Parent", kind="linked", since=2019, until=2022).as_of(date(2020, 5, 1)).until is None
        True
        """
        if self.since and day.year < self.since:
            return None
        return self.replace(until=None) if self.until and day.year <= self.until else self

    @property
    def weight(self) -> float:
        """How much of its figures counts.

        >>> Relation(name="Holding", kind="partner", share=0.3).weight
        0.3
        >>> Relation(name="Fund", kind="partner", share=0.3, investor="venture capital company").weight
        0.0
        """
        if self.kind == "linked" or self.share is None:
            return 1.0
        return self.share if self.share >= PARTNER_SHARE and self.investor in {None, "public body"} else 0.0

    @property
    def public_share(self) -> Interval:
        """The capital or votes by which it makes the firm a public one: open where it controls the firm by other means.

        A public investor that is linked has no part in the exceptions of Article 3(2).

        >>> Relation(name="Land", kind="partner", share=0.1, investor="public body").public_share
        Interval(0.1, 0.1)
        >>> Relation(name="Town", kind="partner", share=0.3, investor="small local authority").public_share
        Interval(0.0, 0.0)
        """
        linked = self.kind == "linked" and self.investor in {"public investment corporation", "small local authority"}
        if self.investor != "public body" and not linked:
            return NOTHING
        return Interval(0.0, 1.0) if self.share is None else Interval.exactly(self.share)
