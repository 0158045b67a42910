"""Abroad: which part of a firm's sales, assets, people and affiliates lies outside its home country.

Each metric is of the year asked for, or else the last that the record holds. Accounts say what is abroad in all, or by
country: both are used, and what they leave is open.

Sources: UNCTAD, World Investment Report: the transnationality index (from 1995 on), the internationalization index
and the geographical spread index (as its reports of the 2000s print them; their wording taken from secondary sources).
"""

from __future__ import annotations

from itertools import combinations
from math import inf
from typing import Any

from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace, exactly, share_of, where, within
from globalfirm.metrics.regions import REGIONS, TRIAD, region_field
from globalfirm.model.accounts import Region

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""

_TNI = "UNCTAD, World Investment Report 1995 (by secondary sources): a ratio of the transnationality index"
_REGIONS = "Rugman and Verbeke (2004), Journal of International Business Studies 35(1)"


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_TNI)
def foreign_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of sales outside the home country.

    >>> from globalfirm import Accounts, Company
    >>> print(foreign_sales_share(Company(name="A", accounts=[Accounts(year=2024, turnover=8, foreign_turnover=2)])))
    0.25
    """
    shares = share_of(xp, firm.foreign_turnover, firm.accounts_turnover, firm.home_turnover)
    return within(xp, firm.stated_foreign_sales_share, shares)


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_TNI)
def foreign_assets_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of assets outside the home country.

    >>> from globalfirm import Accounts, Company
    >>> print(foreign_assets_share(Company(name="A", accounts=[Accounts(year=2024, balance_sheet=8)])))
    0-1
    """
    shares = share_of(xp, firm.foreign_assets, firm.accounts_assets, firm.home_assets)
    return within(xp, firm.stated_foreign_assets_share, shares)


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_TNI)
def foreign_employment_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of people outside the home country, by the accounts.

    `foreign_headcount_share` asks the same of the places that the record lists.

    >>> from globalfirm import Accounts, Company
    >>> firm = Company(name="A", accounts=[Accounts(year=2024, headcount=(40, 50), foreign_headcount=10)])
    >>> print(foreign_employment_share(firm))
    0.2-0.25
    """
    shares = share_of(xp, firm.foreign_headcount, firm.accounts_headcount, firm.home_headcount)
    return within(xp, firm.stated_foreign_employment_share, shares)


@metric(
    unit="percent", maximum=100, yearly=True, rests_on="accounts",
    source="UNCTAD, World Investment Report 1995 (by secondary sources), and its web table 28 for 2011",
)  # fmt: skip
def transnationality_index_percent(firm: Firm, xp: Namespace) -> Bounds:
    """UNCTAD's TNI: mean foreign share of assets, sales and employment.

    The ratios are not rounded before their mean is taken: so the figures printed for 2011 come out to the digit.

    >>> from globalfirm import Accounts, Company
    >>> year = Accounts(year=2011, turnover=4, foreign_turnover=3, balance_sheet=4, foreign_assets=2,
    ...                 headcount=4, foreign_headcount=1)
    >>> print(transnationality_index_percent(Company(name="A", accounts=[year])))
    50
    """
    shares = (firm.foreign_assets_share, firm.foreign_sales_share, firm.foreign_employment_share)
    low, high = (100 * (a + b + c) / 3 for a, b, c in zip(*shares, strict=True))
    return Bounds(low, high)


@metric(
    unit="affiliates", whole=True, rests_on="affiliates",
    source="UNCTAD, World Investment Report 2007: foreign affiliates, subsidiaries among them",
)  # fmt: skip
def foreign_affiliate_count(firm: Firm, xp: Namespace) -> Bounds:
    """Affiliates outside the home country: as stated, and at least one in each country entered by a subsidiary.

    >>> from globalfirm import Company, Office
    >>> foreign_affiliate_count(Company(name="A", foreign_affiliates=3))
    Count(3)
    >>> foreign_affiliate_count(Company(name="A", home="RS", offices=[Office(country="US", mode="subsidiary")]))
    Count('1+')
    """
    stated = firm.stated_foreign_affiliates
    return Bounds(xp.maximum(stated.low, firm.foreign_subsidiary_countries), stated.high)


@metric(unit="percent", maximum=100, source="UNCTAD, World Investment Report 2007, by secondary sources")
def internationalization_index_percent(firm: Firm, xp: Namespace) -> Bounds:
    """UNCTAD's II: foreign affiliates over all affiliates, the parent not counted.

    Whether UNCTAD counts the parent was not seen in its own text; secondary sources leave it out.

    >>> from globalfirm import Company
    >>> print(internationalization_index_percent(Company(name="A", affiliates=200, foreign_affiliates=150)))
    75
    """
    share = share_of(xp, firm.foreign_affiliate_count, firm.stated_affiliates)
    return Bounds(100 * share.low, 100 * share.high)


@metric(unit="points", source="UNCTAD, World Investment Report 2007, by secondary sources")
def geographical_spread_index(firm: Firm, xp: Namespace) -> Bounds:
    """UNCTAD's GSI: the square root of the II (percent) times the number of host countries.

    Host countries are those with people outside the home country.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country=country) for country in ("RS", "US", "JP", "DE")]
    >>> print(geographical_spread_index(Company(name="A", home="RS", offices=offices, affiliates=4, foreign_affiliates=3)))
    15
    """
    index, hosts = firm.internationalization_index_percent, firm.foreign_country_count
    open_ = hosts.high == inf
    high = xp.root(xp.product(index.high, xp.where(open_, 0, hosts.high)))
    return Bounds(xp.root(xp.product(index.low, hosts.low)), xp.where(open_, inf, high))


@metric(
    unit="points", maximum=5, rests_on="affiliates",
    source="Sullivan (1994), Journal of International Business Studies 25(2): DOI_INTS, its parts by secondary sources",
)  # fmt: skip
def degree_of_internationalization(firm: Firm, xp: Namespace) -> Bounds:
    """Sullivan's degree of internationalization: the sum of five shares, of which a record holds three.

    Foreign sales (FSTS), foreign assets (FATA) and overseas subsidiaries (OSTS), for which affiliates stand. The dispersion of
    subsidiaries over ten psychic zones (PDIO) is open where there are any abroad, since the zones' countries were not seen, and
    the top managers' experience abroad (TMIE) is open of every firm: each adds a point to the upper bound.

    >>> from globalfirm import Accounts, Company
    >>> year = Accounts(year=2024, turnover=8, foreign_turnover=2, balance_sheet=8, foreign_assets=4)
    >>> print(degree_of_internationalization(Company(name="A", accounts=[year], affiliates=4, foreign_affiliates=3)))
    1.5-3.5
    >>> print(degree_of_internationalization(Company(name="A", accounts=[year], affiliates=4, foreign_affiliates=0)))
    0.75-1.75
    """
    index = firm.internationalization_index_percent
    sales, assets = firm.foreign_sales_share, firm.foreign_assets_share
    dispersion, experience = xp.where(firm.foreign_affiliate_count.high == 0, 0.0, 1.0), 1.0
    return Bounds(
        sales.low + assets.low + index.low / 100,
        sales.high + assets.high + index.high / 100 + dispersion + experience,
    )


def regional_sales(firm: Firm, xp: Namespace, region: Region) -> Bounds:
    """The share of sales made in a region: what is stated of it, as far as the shares of all others leave it."""
    stated = {each: getattr(firm, f"stated_{region_field(each)}") for each in REGIONS}
    others = [share for each, share in stated.items() if each != region]
    left = Bounds(1 - sum(share.high for share in others), xp.maximum(0.0, 1 - sum(share.low for share in others)))
    both = within(xp, stated[region], left)
    return where(
        xp, both.low <= both.high, both, stated[region]
    )  # rounded shares may add up to more than 1, or to less


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_REGIONS)
def home_region_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of sales in the home country's region of the triad: none where it lies in none.

    Where the home is not known it may lie in any.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> firm = Company(name="A", home="RS", accounts=[year])
    >>> print(home_region_sales_share(firm), home_region_sales_share(firm.replace(home="BR")))
    0.7 0
    """
    found = exactly(0.0)
    for region in TRIAD:
        found = where(xp, _home_in(firm, region), regional_sales(firm, xp, region), found)
    anywhere = Bounds(0.0, xp.maximum(*[regional_sales(firm, xp, region).high for region in TRIAD]))
    # A year without accounts is open, whatever the firm's home.
    return where(xp, xp.both(firm.has_home, firm.has_accounts), found, anywhere)


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_REGIONS)
def other_region_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of sales outside the home country's region, of the triad or the rest of the world.

    The rest of the world is many regions: of a home there, what it sells there may be in its own or in others.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> firm = Company(name="A", home="RS", accounts=[year])
    >>> print(other_region_sales_share(firm), other_region_sales_share(firm.replace(home="BR")))
    0.3 0.7-1
    """
    in_triad = xp.either(*[_home_in(firm, region) for region in TRIAD])
    elsewhere = Bounds(0.0, regional_sales(firm, xp, "rest of the world").high)
    own = where(xp, in_triad, firm.home_region_sales_share, elsewhere)
    most = xp.maximum(*[regional_sales(firm, xp, region).high for region in REGIONS])
    return where(xp, firm.has_home, Bounds(1 - own.high, 1 - own.low), Bounds(1 - most, 1.0))


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_REGIONS)
def host_region_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Greatest share (0 to 1) of sales in another region of the triad than the home's.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> print(host_region_sales_share(Company(name="A", home="US", accounts=[year])))
    0.7
    """
    found = exactly(0.0)
    for region in TRIAD:
        other = where(xp, _home_in(firm, region), exactly(0.0), regional_sales(firm, xp, region))
        found = Bounds(xp.maximum(found.low, other.low), xp.maximum(found.high, other.high))
    shares = [regional_sales(firm, xp, region) for region in TRIAD]
    second = xp.maximum(*[xp.minimum(one.low, other.low) for one, other in combinations(shares, 2)])
    anywhere = Bounds(second, xp.maximum(*[share.high for share in shares]))  # the greatest may be the home's
    return where(xp, firm.has_home, found, anywhere)


def _home_in(firm: Firm, region: Region) -> Any:  # Any: a truth value or a column
    return getattr(firm, f"home_in_{region_field(region).removesuffix('_sales_share')}")


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_REGIONS)
def north_america_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of sales in North America.

    >>> from globalfirm import Accounts, Company, RegionalSales
    >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="Europe", share=0.7)])
    >>> print(north_america_sales_share(Company(name="A", accounts=[year])))
    0-0.3
    """
    return regional_sales(firm, xp, "North America")


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_REGIONS)
def europe_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of sales in Europe.

    >>> from globalfirm import Company
    >>> print(europe_sales_share(Company(name="A")))
    0-1
    """
    return regional_sales(firm, xp, "Europe")


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", source=_REGIONS)
def asia_pacific_sales_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of sales in Asia-Pacific.

    >>> from globalfirm import Company
    >>> print(asia_pacific_sales_share(Company(name="A")))
    0-1
    """
    return regional_sales(firm, xp, "Asia-Pacific")
