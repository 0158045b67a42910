"""The broad triad: North America, Europe and Asia-Pacific, and the rest of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from globalfirm.model.accounts import Region
from globalfirm.places.continent import Continent, continent_of

if TYPE_CHECKING:
    from globalfirm.places.country import Country

REGIONS: tuple[Region, ...] = get_args(Region)
TRIAD: tuple[Region, ...] = ("North America", "Europe", "Asia-Pacific")
NORTH_AMERICA = frozenset({"US", "CA", "MX"})
"""The countries of NAFTA, which Rugman and Verbeke (2004) name for the first region of the triad."""


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


def region_field(region: Region) -> str:
    """The name of the share of sales in a region, among metrics and columns.

    >>> region_field("Asia-Pacific")
    'asia_pacific_sales_share'
    """
    return f"{region.lower().replace('-', '_').replace(' ', '_')}_sales_share"


SALES_BY_REGION = frozenset({
    *map(region_field, TRIAD), *(f"{whose}_region_sales_share" for whose in ("home", "host", "other"))
})  # fmt: skip
"""The metrics that are worked out of the shares of sales by region, which add up to one."""
