"""What formulas read of a firm, each declared once: gathered from the places of a record, or from the rows of a table.

A `Gathered` is one line: how its rows come together, which rows, and what of each. A `Figure` is a fact that the
record or the table states of the firm itself, with bounds: open where it is not stated.

>>> QUANTITIES["people_low"].how, FIGURES["stated_founded"].column
('sum', 'founded')
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any, Literal, Protocol

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.messages import nearest, quote
from globalfirm.metrics.formulas import NUMBERS, Namespace, Value, as_bounds, share_of
from globalfirm.metrics.regions import REGIONS, TRIAD, region_field, region_of
from globalfirm.model.accounts import ANYTHING, NOTHING, refined
from globalfirm.model.interval import Interval
from globalfirm.places.continent import continents_of
from globalfirm.places.offsets import standard_offsets

if TYPE_CHECKING:
    from collections.abc import Collection

    from globalfirm.model.accounts import Accounts, FigureByCountry, Region, Relation
    from globalfirm.model.company import Company

How = Literal["sum", "least", "most", "any", "distinct", "second_least"]
Over = Literal["people", "elsewhere", "places", "countries", "operations"]
"""Which rows: where people are, a country each in a record; people in countries that are not named; staffed places; countries
that ever had people, with all rows of each brought together; ways to work abroad."""


class Row(Protocol):
    """What there is to read of a row: of a record a number or text, of a table a column."""

    country: Value
    people_low: Value
    people_high: Value
    at_home: Value
    abroad: Value
    continent: Value
    elsewhere_low: Value
    elsewhere_high: Value
    entered_low: Value
    entered_high: Value
    further_zones: Value
    further_continents: Value


NOTHING_OF: dict[How, float] = {
    "sum": 0.0, "any": 0.0, "distinct": 0.0, "least": inf, "second_least": inf, "most": -inf,
}  # fmt: skip
"""What comes together of no rows at all, and what a row counts as that is left out."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A quantity of the firm that its rows make together."""

    name: str
    how: How
    over: Over
    of: str | Callable[[Any, Namespace], Value]  # Any: a `Row`, of which each kind of rows has a part
    where: str | None = None

    def value(self, row: Any, xp: Namespace) -> Value:  # Any: as above
        """What of a row comes together: what it holds by a name, or what is worked out of it."""
        value = getattr(row, self.of) if isinstance(self.of, str) else self.of(row, xp)
        return xp.where(getattr(row, self.where), value, NOTHING_OF[self.how]) if self.where else value


class RecordInYear(Protocol):
    """A record, with its accounts of the year asked for: of the last on record where none is."""

    record: Company
    accounts: Accounts | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that is stated of the firm: by its record, and in a table's column if there is one for it."""

    name: str
    of: Callable[[RecordInYear], Interval | float | None]
    column: str | None = None
    minimum: float = 0.0
    maximum: float = inf
    needed: bool = False
    """Whether a table must bring its column: without one, the library's own figures are open for every firm."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that is worked out of the record at once, and of a table from the columns of its firms."""

    name: str
    of: Callable[[RecordInYear], Value]
    columns: Callable[[Any, Namespace], Value]  # Any: the firm's columns


FURTHER: dict[str, Callable[[str], Collection[object]]] = {
    "further_zones": standard_offsets,
    "further_continents": continents_of,
}
"""What a country may keep several of."""


def further(name: str, country: str) -> int:
    """How many more there are than one of what a country may keep several of.

    >>> further("further_zones", "US"), further("further_continents", "FR"), further("further_zones", "BV")
    (5, 4, 0)
    """
    return max(len(FURTHER[name](country)) - 1, 0)


QUANTITIES: dict[str, Gathered] = {}
FIGURES: dict[str, Figure] = {}
DERIVED: dict[str, Derived] = {}
LIBRARY: set[str] = set()
"""The names that this module declares: nobody else's may take their place."""
READ_OF_FIRMS = frozenset(
    (
        *(
            "record",
            "year",
            "accounts",
            "clock",
            "answer",
            "bounds_of",
            "constant",
            "column",
            "is_stated",
            "home_among",
        ),
        *("countries_listed", "continents_listed", "home_listed", "entry_modes_listed", "read"),
        *("supposed", "members"),
    )
)
"""What else formulas read of a firm, of a record or of a table."""


def quantity(
    name: str,
    how: How,
    over: Over,
    of: str | Callable[[Any, Namespace], Value],  # Any: a `Row`
    *,
    where: str | None = None,
) -> None:
    """Declare a quantity that formulas may read as `firm.<name>`; declared again, it takes its own place.

    `of` names what a row holds, or works it out of the row; a sum or an extreme may be of the rows alone that hold `where`.

    Raises:
        ValueError: the library has one of that name.

    >>> quantity("places_of_ten", "sum", "people", lambda row, xp: xp.where(row.people_low >= 10, 1, 0))
    >>> QUANTITIES.pop("places_of_ten").over
    'people'
    """
    _refuse_taken(name)
    QUANTITIES[name] = Gathered(name, how, over, of, where)


def figure(
    name: str,
    of: Callable[[RecordInYear], Interval | float | None],
    *,
    column: str | None = None,
    minimum: float = 0.0,
    maximum: float = inf,
    needed: bool = False,
) -> None:
    """Declare a figure that formulas may read as `firm.<name>`, which is bounds.

    With a `column`, a table's column of that name states it; one that is `needed` must be there.

    Raises:
        ValueError: the library has one of that name.

    >>> figure("stated_letters", lambda firm: len(firm.record.name))
    >>> FIGURES.pop("stated_letters").maximum
    inf
    """
    _refuse_taken(name)
    FIGURES[name] = Figure(name, of, column, minimum, maximum, needed)


def _refuse_taken(name: str) -> None:
    if name in LIBRARY:
        raise ValueError(f"globalfirm has a quantity {quote(name)} already: give yours another name.")
    if name in READ_OF_FIRMS or name in VOCABULARY or not name.isidentifier():
        raise ValueError(
            f"{quote(name)} is not a name for a quantity: formulas read it as firm.<name>, and nothing else."
        )


def unknown_name(name: str, others: list[str]) -> AttributeError:
    """The error of a formula that reads what is not declared."""
    names = [*QUANTITIES, *FIGURES, *DERIVED, *others]
    return AttributeError(f"a firm has no quantity or metric {quote(name)}.{nearest(name, names)}")


# People, by country in a record and by row in a table.
quantity("people_low", "sum", "people", "people_low")
quantity("people_high", "sum", "people", "people_high")
quantity("people_at_home_low", "sum", "people", "people_low", where="at_home")
quantity("people_at_home_high", "sum", "people", "people_high", where="at_home")
quantity("people_abroad_high", "sum", "people", "people_high", where="abroad")
quantity("at_home", "any", "people", "at_home")
quantity("known_countries", "distinct", "people", "country")
quantity("known_continents", "distinct", "places", "continent")
quantity("elsewhere_low", "sum", "elsewhere", "elsewhere_low")
quantity("elsewhere_high", "sum", "elsewhere", "elsewhere_high")
# Entry: the years in which each country was first entered, at the earliest and at the latest.
quantity("entered_countries", "distinct", "countries", "country")
quantity("first_entry_high", "least", "countries", "entered_high")
quantity("second_entry_low", "second_least", "countries", "entered_low")
quantity("second_entry_high", "second_least", "countries", "entered_high")
# People by country, for their concentration.
quantity("people_low_squared", "sum", "countries", lambda row, xp: row.people_low * row.people_low)
quantity("most_people_low", "most", "countries", "people_low")
quantity("foreign_entry_low", "least", "countries", "entered_low", where="abroad")
quantity("foreign_entry_high", "least", "countries", "entered_high", where="abroad")
# Where claims say how many countries there are: what those on record may keep beside one zone and one continent each.
quantity("further_zones", "sum", "countries", "further_zones")
quantity("further_continents", "sum", "countries", "further_continents")
# Ways to work abroad: open offices and markets outside the home country.
quantity("known_markets_abroad", "distinct", "operations", "country")


def _total(accounts: Accounts | None, name: FigureByCountry) -> Interval | None:
    return accounts.total(name) if accounts else None


FigureOf = Callable[["Accounts | None", "FigureByCountry"], Interval | None]


def _in(currency: str) -> FigureOf:
    """An amount of accounts, if they are in a currency."""
    return lambda accounts, name: _total(accounts, name) if accounts and accounts.currency == currency else None


def _of_accounts(name: FigureByCountry, figure_of: FigureOf = _total) -> Callable[[RecordInYear], Interval | None]:
    return lambda firm: figure_of(firm.accounts, name)


def _at_home(name: FigureByCountry) -> Callable[[RecordInYear], Interval | None]:
    return lambda firm: firm.accounts.at_home_and_abroad(name, firm.record.home)[0] if firm.accounts else None


def _abroad(name: FigureByCountry, stated: str) -> Callable[[RecordInYear], Interval | None]:
    """A figure abroad: as the accounts state it, and as far as their figures by country say, which are the finer ones."""

    def of(firm: RecordInYear) -> Interval | None:
        if firm.accounts is None:
            return None
        _, listed = firm.accounts.at_home_and_abroad(name, firm.record.home)
        value: Interval | None = getattr(firm.accounts, stated)
        return listed if value is None else refined(value, listed)

    return of


def _year_asked(firm: RecordInYear) -> int | None:
    return firm.accounts.year if firm.accounts else firm.year


def _standing(firm: RecordInYear) -> tuple[Relation, ...] | None:
    """The linked and partner enterprises of the year asked for: none where it is not known which there are."""
    company, year = firm.record, _year_asked(firm)
    if company.relations is None:
        return None
    today = company.seen.year if year is None and company.seen else year
    return tuple([relation for relation in company.relations if relation.stands_in(today)])


def _related(name: FigureByCountry, figure_of: FigureOf) -> Callable[[RecordInYear], Interval | None]:
    """The figure of linked and partner enterprises, by their weight: open where it is not known which there are."""

    def of(firm: RecordInYear) -> Interval | None:
        related, year = _standing(firm), _year_asked(firm)
        if related is None:
            return None
        total: Interval = NOTHING
        for relation in related:
            theirs = next((each for each in relation.accounts if each.year == year), None)
            value = figure_of(theirs, name)
            total = total + relation.weight * (ANYTHING if value is None else value)
        return total

    return of


def _public_share(firm: RecordInYear) -> Interval | None:
    """The capital or votes that public bodies hold together."""
    related = _standing(firm)
    if related is None:
        return None
    total = sum((relation.public_share for relation in related), start=NOTHING)
    return Interval(*[min(end or 0.0, 1.0) for end in (total.low, total.high)])


GROWTH_YEARS = 3
"""Over how many years growth is measured."""


def starting_accounts(firm: RecordInYear) -> Accounts | None:
    """The accounts of the year in which the period of growth starts that ends in the year asked for."""
    first = firm.accounts and firm.accounts.year - GROWTH_YEARS
    return next((each for each in firm.record.accounts if each.year == first), None)


def _starting_turnover(firm: RecordInYear) -> Interval | None:
    """Sales of the year in which growth starts, where both years are in one currency that is stated."""
    start, now = starting_accounts(firm), firm.accounts
    comparable = start and now and start.currency and start.currency == now.currency
    return start.total("turnover") if start and comparable else None


def _regional(region: Region) -> Callable[[RecordInYear], Interval | None]:
    """The share of sales in a region: as stated, or by the countries that lie in it; open where the accounts say neither."""

    def of(firm: RecordInYear) -> Interval | None:
        accounts = firm.accounts
        listed = accounts.regional_sales if accounts else ()
        stated = next((sales.share for sales in listed if sales.region == region), None)
        total = _total(accounts, "turnover")
        if stated is not None or accounts is None or total is None:
            return stated
        inside, outside = accounts.split("turnover", lambda country: region_of(country) == region)
        return Interval(*share_of(NUMBERS, *map(as_bounds, (inside, total, outside))))

    return of


_AMOUNTS: tuple[FigureByCountry, ...] = ("turnover", "balance_sheet")

figure("stated_headcount", lambda firm: firm.record.headcount, column="firm_headcount")
figure("stated_founded", lambda firm: firm.record.founded, column="founded", minimum=-inf)
figure("stated_seen_year", lambda firm: getattr(firm.record.seen, "year", None), column="seen", minimum=-inf)
# A record says by its markets when it first sold abroad.
figure("stated_first_foreign_sales", lambda firm: None, column="first_foreign_sales", minimum=-inf)
figure("stated_funding", lambda firm: firm.record.funding, column="funding")
for _currency in ("EUR", "GBP"):
    for _amount in _AMOUNTS:
        _money = f"{_amount}_{_currency.lower()}"
        figure(f"stated_{_money}", _of_accounts(_amount, _in(_currency)), column=_money)
figure("accounts_headcount", _of_accounts("headcount"))
figure("accounts_turnover", _of_accounts("turnover"))
figure("stated_starting_headcount", lambda firm: _total(starting_accounts(firm), "headcount"))
figure("starting_turnover", _starting_turnover)
figure("accounts_assets", _of_accounts("balance_sheet"))
figure("home_headcount", _at_home("headcount"))
figure("home_turnover", _at_home("turnover"))
figure("home_assets", _at_home("balance_sheet"))
figure("foreign_headcount", _abroad("headcount", "foreign_headcount"))
figure("foreign_turnover", _abroad("turnover", "foreign_turnover"))
figure("foreign_assets", _abroad("balance_sheet", "foreign_assets"))
figure(
    "stated_autonomous",
    lambda firm: None if firm.record.relations is None else 0.0 if firm.record.relations else 1.0,
    column="autonomous",
    maximum=1.0,
)
figure("stated_public_share", _public_share, column="public_share", maximum=1.0)
figure("related_headcount", _related("headcount", _total))
figure("related_turnover_eur", _related("turnover", _in("EUR")))
figure("related_balance_sheet_eur", _related("balance_sheet", _in("EUR")))
figure("stated_affiliates", lambda firm: firm.record.affiliates, column="affiliates")
figure("stated_foreign_affiliates", lambda firm: firm.record.foreign_affiliates, column="foreign_affiliate_count")
for _share in ("foreign_sales_share", "foreign_assets_share", "foreign_employment_share"):
    figure(f"stated_{_share}", lambda firm: None, column=_share, maximum=1.0)
for _region in REGIONS:
    # Of the rest of the world no table tells.
    _column = region_field(_region) if _region in TRIAD else None
    figure(f"stated_{region_field(_region)}", _regional(_region), column=_column, maximum=1.0)


def _derived(name: str, of: Callable[[RecordInYear], Value], columns: Callable[[Any, Namespace], Value]) -> None:
    DERIVED[name] = Derived(name, of, columns)


def _is_latest(firm: RecordInYear) -> bool:
    """Whether the year asked for is the last on record, whose people are the firm's of today."""
    if firm.accounts is None:
        return firm.year is None
    return firm.accounts.year == max(each.year for each in firm.record.accounts)


def _more_value_adding(firm: RecordInYear) -> int:
    """Countries without people where the firm does more than export."""
    entered = {market.country for market in firm.record.known_markets if market.mode != "export"}
    return len(entered - firm.record.people_by_country.keys())


def _market_entry(undated: float, *, exports: bool) -> Callable[[RecordInYear], float]:
    """The year of the first market abroad; one that does not say since when may be as early or as late as is given."""

    def of(firm: RecordInYear) -> float:
        known, home = firm.record.known_markets, firm.record.home
        if not known:
            return inf
        entered = [each for each in known if each.country != home and (exports or each.mode != "export")]
        return min([undated if each.since is None else each.since for each in entered], default=inf)

    return of


def _activities_abroad(firm: RecordInYear) -> int:
    return len({activity for place in firm.record.abroad for activity in place.activities})


def _knows_activities_abroad(firm: RecordInYear) -> bool:
    """Whether each place and market abroad says what is done there: of people at no office nothing does."""
    record = firm.record
    at_no_office = record.people_by_country.keys() - {record.home, *[place.country for place in record.abroad]}
    return not at_no_office and all(place.activities for place in record.abroad)


def _home_in(region: Region) -> Callable[[RecordInYear], bool]:
    return lambda firm: firm.record.home is not None and region_of(firm.record.home) == region


def _home_column_in(region: Region) -> Callable[[Any, Namespace], Value]:  # Any: the firm's columns
    return lambda firm, xp: firm.home_among(lambda code: region_of(code) == region)


_derived("lists_everyone", lambda firm: firm.record.complete, lambda firm, xp: firm.column("lists_everyone"))
_derived(  # people in countries that are not named are counted, but where they are is open
    "complete",
    lambda firm: firm.record.lists_every_place,
    lambda firm, xp: xp.both(firm.lists_everyone, firm.elsewhere_high == 0),
)
# A table has no column of markets: those that a firm may have are not known.
_derived("markets_given", lambda firm: firm.record.markets is not None, lambda firm, xp: firm.constant(False))
_derived("has_home", lambda firm: firm.record.home is not None, lambda firm, xp: firm.column("has_home"))
_derived("is_latest_year", _is_latest, lambda firm, xp: firm.constant(True))
_derived("has_accounts", lambda firm: firm.accounts is not None, lambda firm, xp: firm.constant(True))
_derived(
    "has_accounts_headcount",
    lambda firm: (
        firm.accounts is not None
        and (firm.accounts.headcount is not None or firm.accounts.states_by_country("headcount"))
    ),
    lambda firm, xp: firm.constant(False),
)
_derived(
    "has_stated_headcount",
    lambda firm: firm.record.headcount is not None,
    # A total below the people placed contradicts them: it is not used, and is among the conflicts.
    lambda firm, xp: xp.both(
        firm.is_stated("firm_headcount"), firm.stated_headcount.high >= firm.people_low + firm.elsewhere_low
    ),
)
for _region in TRIAD:
    _derived(
        f"home_in_{region_field(_region).removesuffix('_sales_share')}", _home_in(_region), _home_column_in(_region)
    )
# A table tells of no markets, and not of what is done where.
_derived("more_value_adding_countries", _more_value_adding, lambda firm, xp: firm.constant(0))
_derived(
    "foreign_subsidiary_countries",
    lambda firm: len({place.country for place in firm.record.foreign_subsidiaries}),
    lambda firm, xp: firm.constant(0),
)
for _undated, _end in ((-inf, "low"), (inf, "high")):
    _derived(
        f"market_entry_{_end}",
        _market_entry(_undated, exports=True),
        lambda firm, xp: xp.where(firm.market_entry_given, firm.stated_first_foreign_sales.low, inf),
    )
    _derived(
        f"value_adding_market_entry_{_end}", _market_entry(_undated, exports=False), lambda firm, xp: firm.constant(inf)
    )
_derived(
    "market_entry_given",
    lambda firm: firm.record.markets is not None,
    lambda firm, xp: firm.stated_first_foreign_sales.low == firm.stated_first_foreign_sales.high,
)
_derived("known_activities_abroad", _activities_abroad, lambda firm, xp: firm.constant(0))
_derived(
    "knows_activities_abroad",
    _knows_activities_abroad,
    lambda firm, xp: firm.constant(False),
)

LIBRARY.update(QUANTITIES, FIGURES, DERIVED)
