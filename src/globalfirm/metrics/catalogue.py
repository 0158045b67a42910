"""The metrics by name: what each means, its unit, the values it may have, and how it is worked out.

Rules, profiles and evidence look metrics up here. A user's own metric joins the library's by `register`.

>>> METRICS["country_count"].unit, METRICS["foreign_headcount_share"].most
('countries', 1)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from globalfirm.ground.messages import nearest, quote
from globalfirm.metrics import _bounds, abroad, entry, size
from globalfirm.metrics.known import Known
from globalfirm.model.interval import Interval
from globalfirm.model.operation import ACTIVITIES
from globalfirm.places.continent import Continent
from globalfirm.places.country import Country

if TYPE_CHECKING:
    import narwhals as nw

    from globalfirm.metrics.facts import Facts

Kind = Literal["quantity", "set"]
Fact = Interval | Known
"""What is known of a metric: an interval of a quantity, members of a set."""


Column = Callable[[], "nw.Expr | tuple[nw.Expr, nw.Expr]"]
"""A metric of a table of firms: a column of Narwhals over those of the profile, or two, its bounds."""


@dataclass(frozen=True, slots=True)
class MetricInfo:
    """A metric: its name, meaning, unit, the least and the most it may be, whether it is whole, and its function.

    `yearly` metrics come from one year's accounts, so rules may ask for them year by year. `rests_on` says which
    part of the record holds its sources. A set is `single` where it holds one value, such as the home; `read` makes
    its values canonical. `own` metrics are users'; `column` is their form over tables (see `globalfirm.cohort`).
    """

    name: str
    meaning: str
    unit: str
    of: Callable[[Facts], Fact]
    kind: Kind = "quantity"
    least: float = 0
    most: float | None = None
    whole: bool = False
    yearly: bool = False
    rests_on: Literal["places", "operations", "headcount", "accounts", "record"] = "record"
    own: bool = False
    single: bool = False
    read: Callable[[str], str] = str
    column: Column | None = None


def _counted(name: str, meaning: str, unit: str, of: Callable[[Facts], Fact], most: float | None = None) -> MetricInfo:
    return MetricInfo(name, meaning, unit, of, most=most, whole=True, rests_on="places")


def _of_operations(name: str, meaning: str, unit: str, of: Callable[[Facts], Fact], most: float) -> MetricInfo:
    return MetricInfo(name, meaning, unit, of, most=most, whole=True, rests_on="operations")


def _yearly(name: str, meaning: str, unit: str, of: Callable[[Facts], Fact], most: float | None = None) -> MetricInfo:
    return MetricInfo(name, meaning, unit, of, most=most, yearly=True, rests_on="accounts")


_COUNTRIES = 250  # of ISO 3166-1, and Kosovo

_ALL = (
    MetricInfo(
        "headcount", "People who work for the firm.", "people",
        lambda told: told.headcount, whole=True, rests_on="headcount",
    ),
    _counted(
        "country_count", "Countries with people.", "countries",
        lambda told: told.country_count, _COUNTRIES,
    ),
    _counted(
        "foreign_country_count", "Countries with people, other than the home country.", "countries",
        lambda told: _bounds.foreign_country_count(told.company, told.country_count), _COUNTRIES,
    ),
    _counted(
        "continent_count", "Continents with people, of seven.", "continents",
        lambda told: told.continent_count, _bounds.CONTINENTS,
    ),
    _counted(
        "time_zone_count", "Time zones with people, by offset in standard time.", "time zones",
        lambda told: told.time_zone_count,
    ),
    MetricInfo(
        "time_zone_span_hours", "Hours between the clocks furthest apart, linear, in standard time.", "hours",
        lambda told: told.clock[1], most=26, rests_on="places",
    ),
    MetricInfo(
        "foreign_headcount_share", "Share (0 to 1) of people outside the home country.", "of 1",
        lambda told: _bounds.share_abroad(told.company, told.headcount, told.country_count), most=1,
        rests_on="places",
    ),
    MetricInfo(
        "founded", "Year of the founding.", "year",
        lambda told: Interval(1, 9999) if told.company.founded is None else Interval.exactly(told.company.founded),
        least=1, most=9999, whole=True,
    ),
    MetricInfo(
        "years_to_second_country", "Years from the founding to people in a second country.", "years",
        lambda told: entry.years_to_second_country(told.company), whole=True, rests_on="places",
    ),
    _of_operations(
        "value_adding_country_count", "Countries where it does more than export.", "countries",
        lambda told: entry.value_adding_country_count(told.company, told.country_count), _COUNTRIES,
    ),
    _of_operations(
        "foreign_market_count", "Countries outside the home country where it works in any way, by export too.",
        "countries", lambda told: entry.foreign_market_count(told.company), _COUNTRIES,
    ),
    _of_operations(
        "foreign_activity_count", "Activities of the value chain, of nine, carried out abroad.", "activities",
        lambda told: entry.foreign_activity_count(told.company), ACTIVITIES,
    ),
    _yearly(
        "turnover_eur", "Sales of a year.", "EUR",
        lambda told: size.turnover_eur(told.company, told.year),
    ),
    _yearly(
        "balance_sheet_eur", "Balance sheet total of a year.", "EUR",
        lambda told: size.balance_sheet_eur(told.company, told.year),
    ),
    _yearly(
        "group_headcount", "People, with those of linked and partner enterprises.", "annual work units",
        lambda told: size.group_headcount(told.company, told.year, now=told.headcount),
    ),
    _yearly(
        "group_turnover_eur", "Sales of a year, with those of linked and partner enterprises.", "EUR",
        lambda told: size.group_turnover_eur(told.company, told.year),
    ),
    _yearly(
        "group_balance_sheet_eur", "Balance sheet total, with that of linked and partner enterprises.", "EUR",
        lambda told: size.group_balance_sheet_eur(told.company, told.year),
    ),
    _yearly(
        "foreign_sales_share", "Share (0 to 1) of sales outside the home country.", "of 1",
        lambda told: abroad.foreign_sales_share(told.company, told.year), 1,
    ),
    _yearly(
        "foreign_assets_share", "Share (0 to 1) of assets outside the home country.", "of 1",
        lambda told: abroad.foreign_assets_share(told.company, told.year), 1,
    ),
    _yearly(
        "foreign_employment_share", "Share (0 to 1) of people outside the home country, by the accounts.", "of 1",
        lambda told: abroad.foreign_employment_share(told.company, told.year), 1,
    ),
    _yearly(
        "transnationality_index_percent", "UNCTAD's TNI: mean foreign share of assets, sales, employment.", "percent",
        lambda told: abroad.transnationality_index_percent(told.company, told.year), 100,
    ),
    MetricInfo(
        "foreign_affiliate_count", "Affiliates outside the home country.", "affiliates",
        lambda told: Interval(0, None) if told.company.foreign_affiliates is None else told.company.foreign_affiliates,
        whole=True,
    ),
    MetricInfo(
        "internationalization_index_percent", "UNCTAD's II: foreign affiliates over all.", "percent",
        lambda told: abroad.internationalization_index_percent(told.company), most=100,
    ),
    MetricInfo(
        "geographical_spread_index", "UNCTAD's GSI: the root of II times the host countries.", "points",
        lambda told: abroad.geographical_spread_index(told.company, told.interval("foreign_country_count")),
    ),
    _yearly(
        "home_region_sales_share", "Share (0 to 1) of sales in the home country's region of the triad.", "of 1",
        lambda told: abroad.home_region_sales_share(told.company, told.year), 1,
    ),
    _yearly(
        "host_region_sales_share", "Greatest share (0 to 1) of sales in another region of the triad than the home's.", "of 1",
        lambda told: abroad.host_region_sales_share(told.company, told.year), 1,
    ),
    _yearly(
        "north_america_sales_share", "Share (0 to 1) of sales in North America.", "of 1",
        lambda told: abroad.regional_sales_share(told.company, "North America", told.year), 1,
    ),
    _yearly(
        "europe_sales_share", "Share (0 to 1) of sales in Europe.", "of 1",
        lambda told: abroad.regional_sales_share(told.company, "Europe", told.year), 1,
    ),
    _yearly(
        "asia_pacific_sales_share", "Share (0 to 1) of sales in Asia-Pacific.", "of 1",
        lambda told: abroad.regional_sales_share(told.company, "Asia-Pacific", told.year), 1,
    ),
    MetricInfo(
        "home", "The home country.", "country",
        lambda told: Known.of(told.company.home), kind="set", single=True, read=Country,
    ),
    MetricInfo(
        "countries", "Countries with people.", "countries",
        lambda told: told.countries, kind="set", rests_on="places", read=Country,
    ),
    MetricInfo(
        "continents", "Continents with people.", "continents",
        lambda told: told.continents, kind="set", rests_on="places", read=Continent,
    ),
    MetricInfo(
        "entry_modes", "Modes through which it works abroad.", "modes",
        lambda told: entry.entry_modes(told.company), kind="set", rests_on="operations", read=entry.entry_mode,
    ),
)  # fmt: skip

METRICS: dict[str, MetricInfo] = {info.name: info for info in _ALL}
"""Every metric that rules may ask for: the library's, and users' own once they are registered."""

BUILT_IN = tuple(METRICS)


def info(name: str) -> MetricInfo:
    """A metric by its name.

    Raises:
        ValueError: there is none; the nearest is suggested.

    >>> info("contry_count")
    Traceback (most recent call last):
    ValueError: no metric is called 'contry_count'. Did you mean 'country_count'?
    """
    found = METRICS.get(name)
    if found is None:
        raise ValueError(f"no metric is called {quote(name)}.{nearest(name, METRICS)}")
    return found


def register(own: MetricInfo) -> None:
    """Let a user's own metric join the others; under the name of an earlier one of theirs it takes its place.

    Raises:
        ValueError: the library itself has a metric of that name.
    """
    if own.name in BUILT_IN:
        raise ValueError(f"globalfirm has a metric {own.name!r} already: give yours another name.")
    METRICS[own.name] = own
