"""Abroad: which part of a firm's sales, assets, people and affiliates lies outside its home country.

Each function answers for the year given, or else for the last one that the record holds, in an interval.

Sources: UNCTAD, World Investment Report: the transnationality index (from 1995 on), the internationalization index
and the geographical spread index (as its reports of the 2000s print them; their wording taken from secondary sources).
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from globalfirm.metrics.presence import foreign_countries
from globalfirm.metrics.size import accounts_of
from globalfirm.model.interval import Interval
from globalfirm.places.continent import Continent, continent_of

if TYPE_CHECKING:
    from globalfirm.model.accounts import Region
    from globalfirm.model.company import Company
    from globalfirm.places.country import Country

ANY_SHARE = Interval(0.0, 1.0)
"""Of a share that is not known."""

TRIAD: tuple[Region, ...] = ("North America", "Europe", "Asia-Pacific")
_ANY_PERCENT = Interval(0.0, 100.0)
NORTH_AMERICA = frozenset({"US", "CA", "MX"})
"""The countries of NAFTA, which Rugman and Verbeke (2004) name for the first region of the triad."""


def foreign_sales_share(company: Company, year: int | None = None) -> Interval:
    """Sales outside the home country over all sales, 0 to 1.

    >>> from globalfirm import Accounts, Company
    >>> print(foreign_sales_share(Company(name="A", accounts=[Accounts(year=2024, turnover=8, foreign_turnover=2)])))
    0.25
    """
    accounts = accounts_of(company, year)
    return _ratio(accounts.foreign_turnover, accounts.turnover) if accounts else ANY_SHARE


def foreign_assets_share(company: Company, year: int | None = None) -> Interval:
    """Assets outside the home country over all assets, 0 to 1.

    >>> from globalfirm import Accounts, Company
    >>> print(foreign_assets_share(Company(name="A", accounts=[Accounts(year=2024, balance_sheet=8)])))
    0-1
    """
    accounts = accounts_of(company, year)
    return _ratio(accounts.foreign_assets, accounts.balance_sheet) if accounts else ANY_SHARE


def foreign_employment_share(company: Company, year: int | None = None) -> Interval:
    """People outside the home country over all people, 0 to 1, by the year's accounts.

    `foreign_headcount_share` asks the same of the places that the record lists.

    >>> from globalfirm import Accounts, Company
    >>> firm = Company(name="A", accounts=[Accounts(year=2024, headcount="40-50", foreign_headcount=10)])
    >>> print(foreign_employment_share(firm))
    0.2-0.25
    """
    accounts = accounts_of(company, year)
    return _ratio(accounts.foreign_headcount, accounts.headcount) if accounts else ANY_SHARE


def transnationality_index_percent(company: Company, year: int | None = None) -> Interval:
    """UNCTAD's TNI in percent: the mean of the foreign shares of assets, sales and employment.

    The ratios are not rounded before their mean is taken: so the figures printed for 2011 come out to the digit.

    Source: UNCTAD, World Investment Report 1995 (by secondary sources), and its web table 28 for 2011.

    >>> from globalfirm import Accounts, Company
    >>> year = Accounts(year=2011, turnover=4, foreign_turnover=3, balance_sheet=4, foreign_assets=2,
    ...                 headcount=4, foreign_headcount=1)
    >>> print(transnationality_index_percent(Company(name="A", accounts=[year])))
    50
    """
    shares = [share(company, year) for share in (foreign_assets_share, foreign_sales_share, foreign_employment_share)]
    return Interval(100 * sum(s.low for s in shares) / 3, 100 * sum(s.high or 0.0 for s in shares) / 3)


def internationalization_index_percent(company: Company) -> Interval:
    """UNCTAD's II in percent: foreign affiliates over all affiliates, the parent not counted.

    Whether UNCTAD counts the parent was not seen in its own text; secondary sources leave it out.

    >>> from globalfirm import Company
    >>> print(internationalization_index_percent(Company(name="A", affiliates=200, foreign_affiliates=150)))
    75
    """
    if not company.affiliates:
        return _ANY_PERCENT
    share = _ratio(company.foreign_affiliates, company.affiliates)
    return Interval._of(100 * share.low, 100 * (1.0 if share.high is None else share.high))


def geographical_spread_index(company: Company, hosts: Interval | None = None) -> Interval:
    """UNCTAD's GSI: the square root of the internationalization index (in percent) times the number of host countries.

    Host countries are those with people outside the home country, unless `hosts` says how many there are.

    >>> from globalfirm import Company
    >>> print(geographical_spread_index(Company(name="A", affiliates=4, foreign_affiliates=3), Interval(12, 12)))
    30
    """
    index = internationalization_index_percent(company) if company.affiliates else _ANY_PERCENT
    if hosts is None:
        known = foreign_countries(company)
        hosts = Interval(0, None) if known is None else Interval.exactly(len(known))
    high = None if hosts.high is None else sqrt((index.high or 0.0) * hosts.high)
    return Interval(sqrt(index.low * hosts.low), high)


def region_of(country: Country) -> Region:
    """The region of the broad triad that a country lies in.

    North America is NAFTA; Europe and Asia-Pacific are the continents (Asia with Oceania), which is wider than the
    European Union and Asia of the article of 2004: the countries it counted were not seen.

    Source: Rugman and Verbeke (2004), Journal of International Business Studies 35(1).

    >>> from globalfirm import Country
    >>> region_of(Country("MX")), region_of(Country("NZ")), region_of(Country("BR"))
    ('North America', 'Asia-Pacific', 'rest of the world')
    """
    if country in NORTH_AMERICA:
        return "North America"
    continent = continent_of(country)
    if continent is Continent.EUROPE:
        return "Europe"
    return "Asia-Pacific" if continent in {Continent.ASIA, Continent.OCEANIA} else "rest of the world"


def regional_sales_share(company: Company, region: Region, year: int | None = None) -> Interval:
    """The share of sales, 0 to 1, made in a region; what the regions listed leave is open to the others.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> print(regional_sales_share(Company(name="A", accounts=[year]), "North America"))
    0-0.3
    """
    accounts = accounts_of(company, year)
    listed = {sales.region: sales.share for sales in accounts.regional_sales} if accounts else {}
    if region in listed:
        return listed[region]
    rest = max(0.0, 1 - sum(share.low for share in listed.values()))
    return Interval(0.0, round(rest, 12))  # 1 - 0.7 is 0.3


def home_region_sales_share(company: Company, year: int | None = None) -> Interval:
    """The share of sales, 0 to 1, made in the region of the home country.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> print(home_region_sales_share(Company(name="A", home="RS", accounts=[year])))
    0.7
    """
    return ANY_SHARE if company.home is None else regional_sales_share(company, region_of(company.home), year)


def host_region_sales_share(company: Company, year: int | None = None) -> Interval:
    """The greatest share of sales, 0 to 1, made in a region of the triad other than the home country's.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> print(host_region_sales_share(Company(name="A", home="US", accounts=[year])))
    0.7
    """
    if company.home is None:
        return ANY_SHARE
    at_home = region_of(company.home)
    shares = [regional_sales_share(company, region, year) for region in TRIAD if region != at_home]
    return Interval(max(share.low for share in shares), max(share.high or 0.0 for share in shares))


def _ratio(part: Interval | None, whole: Interval | None) -> Interval:
    """A part over its whole, within 0 and 1; nothing is known of it where either is not known."""
    if part is None or whole is None or whole.high == 0:
        return ANY_SHARE
    low = 0.0 if whole.high is None else part.low / whole.high
    high = 1.0 if part.high is None or not whole.low else min(1.0, part.high / whole.low)
    return Interval(low, high)
