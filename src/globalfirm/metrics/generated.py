"""What type checkers and editors see of the metrics. Written by tools/write_stubs.py from the declarations."""

from globalfirm.ground.record import Record
from globalfirm.metrics.declaration import Metric, SetMetric
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet


class MetricNames:
    """Every metric of the library, by name."""

    foreign_sales_share: Metric
    """Share (0 to 1) of sales outside the home country."""
    foreign_assets_share: Metric
    """Share (0 to 1) of assets outside the home country."""
    foreign_employment_share: Metric
    """Share (0 to 1) of people outside the home country, by the accounts."""
    transnationality_index_percent: Metric
    """UNCTAD's TNI: mean foreign share of assets, sales and employment."""
    foreign_affiliate_count: Metric
    """Affiliates outside the home country: as stated, and at least one in each country entered by a subsidiary."""
    internationalization_index_percent: Metric
    """UNCTAD's II: foreign affiliates over all affiliates, the parent not counted."""
    geographical_spread_index: Metric
    """UNCTAD's GSI: the square root of the II (percent) times the number of host countries."""
    degree_of_internationalization: Metric
    """Sullivan's degree of internationalization: the sum of five shares, of which a record holds three."""
    home_region_sales_share: Metric
    """Share (0 to 1) of sales in the home country's region of the triad: none where it lies in none."""
    other_region_sales_share: Metric
    """Share (0 to 1) of sales outside the home country's region, of the triad or the rest of the world."""
    host_region_sales_share: Metric
    """Greatest share (0 to 1) of sales in another region of the triad than the home's."""
    north_america_sales_share: Metric
    """Share (0 to 1) of sales in North America."""
    europe_sales_share: Metric
    """Share (0 to 1) of sales in Europe."""
    asia_pacific_sales_share: Metric
    """Share (0 to 1) of sales in Asia-Pacific."""
    turnover_eur: Metric
    """Sales of a year."""
    balance_sheet_eur: Metric
    """Balance sheet total of a year."""
    turnover_gbp: Metric
    """Sales of a year, in pounds."""
    balance_sheet_gbp: Metric
    """Balance sheet total of a year, in pounds."""
    annual_headcount: Metric
    """People of a year, of the firm alone: where the last year's accounts don't say, those of its record."""
    starting_headcount: Metric
    """People three years before, where a period of growth starts."""
    headcount_growth_percent: Metric
    """Average annual growth of people over three years: what they would have grown by in each year alike."""
    turnover_growth_percent: Metric
    """Average annual growth of sales over three years, where both years are in one currency."""
    group_headcount: Metric
    """People, with those of linked and partner enterprises by their weight."""
    group_turnover_eur: Metric
    """Sales of a year, with those of linked and partner enterprises by their weight."""
    group_balance_sheet_eur: Metric
    """Balance sheet total, with that of linked and partner enterprises by their weight."""
    public_share: Metric
    """Share (0 to 1) of capital or votes that public bodies hold, jointly or each by itself."""
    country_count: Metric
    """Countries with people."""
    foreign_country_count: Metric
    """Countries with people, other than the home country."""
    continent_count: Metric
    """Continents with people, of seven."""
    home: SetMetric
    """The home country."""
    countries: SetMetric
    """Countries with people: which."""
    continent_coverage: SetMetric
    """Continents with people: which. A place counts by its subdivision or zone, as Hawaii does with Oceania."""
    time_zone_count: Metric
    """Time zones with people: those with the same offset count as one, in standard time or at the instant `at`."""
    time_zone_span_hours: Metric
    """Hours between the clocks of the places furthest apart, in standard time or at the instant `at`."""
    founded: Metric
    """Year of the founding: where the record does not say, no later than that of the first opening."""
    years_to_second_country: Metric
    """Years from the founding to people in a second country, by the calendar."""
    years_to_foreign_market: Metric
    """Years from the founding to work outside the home country in any way, by export too, by the calendar."""
    years_to_foreign_value_adding: Metric
    """Years from the founding to do more than export outside the home country: with people there, or through a partner."""
    value_adding_country_count: Metric
    """Countries where it does more than export: with people, or by a licence, franchise, alliance or venture."""
    foreign_market_count: Metric
    """Countries outside the home country where it works in any way, by export too."""
    foreign_activity_count: Metric
    """Activities of the value chain, of nine, carried out abroad."""
    entry_modes: SetMetric
    """Modes through which it works abroad."""
    headcount: Metric
    """People who work for the firm: as stated, but no fewer than are placed; else the sum of complete lists."""
    foreign_headcount_share: Metric
    """Share (0 to 1) of people outside the home country."""
    country_herfindahl_index: Metric
    """Concentration of people by country: the sum of squared shares, 1 where all are in one country."""
    country_number_equivalent: Metric
    """Number of countries over which people would be as concentrated, were they spread evenly."""
    sales_herfindahl_index: Metric
    """Concentration of sales by country, by the accounts: the sum of squared shares, 1 where all are made in one country."""
    employment_herfindahl_index: Metric
    """Concentration of people by country, by the accounts: the sum of squared shares, 1 where all are in one country."""
    country_entropy: Metric
    """Diversification of people by country: the sum of shares, each times the natural logarithm of its inverse."""
    entropy_between_regions: Metric
    """Diversification of people by region: the entropy of the regions' shares, Palepu's unrelated diversification."""
    entropy_within_regions: Metric
    """Diversification of people within regions: the mean of the regions' own entropies, by their shares of people."""
    shared_hours: Metric
    """Hours of a working day in which all places work, in standard time or by the clocks of the instant `at`."""
    covered_hours: Metric
    """Hours of a working day in which some place works, in standard time or by the clocks of the instant `at`."""
    spatial_index_km: Metric
    """Spatial distance index: mean distance of two people, along the great circle, 0 for those at one site."""
    time_zone_index_hours: Metric
    """Time-zone index: mean hours between the clocks of two people, in standard time or at the instant `at`."""
    site_index: Metric
    """Site index: how many sites have people; places of one country, subdivision and city are one."""
    isolation_index: Metric
    """Isolation index: share (0 to 1) of people with nobody else at their site."""
    imbalance_index: Metric
    """Imbalance index: standard deviation of the people at the sites, over all people; 0 where all have as many."""


class ProfileFields(Record):
    """What is known of each metric."""

    name: str
    foreign_sales_share: Interval
    """Share (0 to 1) of sales outside the home country."""
    foreign_assets_share: Interval
    """Share (0 to 1) of assets outside the home country."""
    foreign_employment_share: Interval
    """Share (0 to 1) of people outside the home country, by the accounts."""
    transnationality_index_percent: Interval
    """UNCTAD's TNI: mean foreign share of assets, sales and employment."""
    foreign_affiliate_count: Count
    """Affiliates outside the home country: as stated, and at least one in each country entered by a subsidiary."""
    internationalization_index_percent: Interval
    """UNCTAD's II: foreign affiliates over all affiliates, the parent not counted."""
    geographical_spread_index: Interval
    """UNCTAD's GSI: the square root of the II (percent) times the number of host countries."""
    degree_of_internationalization: Interval
    """Sullivan's degree of internationalization: the sum of five shares, of which a record holds three."""
    home_region_sales_share: Interval
    """Share (0 to 1) of sales in the home country's region of the triad: none where it lies in none."""
    other_region_sales_share: Interval
    """Share (0 to 1) of sales outside the home country's region, of the triad or the rest of the world."""
    host_region_sales_share: Interval
    """Greatest share (0 to 1) of sales in another region of the triad than the home's."""
    north_america_sales_share: Interval
    """Share (0 to 1) of sales in North America."""
    europe_sales_share: Interval
    """Share (0 to 1) of sales in Europe."""
    asia_pacific_sales_share: Interval
    """Share (0 to 1) of sales in Asia-Pacific."""
    turnover_eur: Interval
    """Sales of a year."""
    balance_sheet_eur: Interval
    """Balance sheet total of a year."""
    turnover_gbp: Interval
    """Sales of a year, in pounds."""
    balance_sheet_gbp: Interval
    """Balance sheet total of a year, in pounds."""
    annual_headcount: Interval
    """People of a year, of the firm alone: where the last year's accounts don't say, those of its record."""
    starting_headcount: Interval
    """People three years before, where a period of growth starts."""
    headcount_growth_percent: Interval
    """Average annual growth of people over three years: what they would have grown by in each year alike."""
    turnover_growth_percent: Interval
    """Average annual growth of sales over three years, where both years are in one currency."""
    group_headcount: Interval
    """People, with those of linked and partner enterprises by their weight."""
    group_turnover_eur: Interval
    """Sales of a year, with those of linked and partner enterprises by their weight."""
    group_balance_sheet_eur: Interval
    """Balance sheet total, with that of linked and partner enterprises by their weight."""
    public_share: Interval
    """Share (0 to 1) of capital or votes that public bodies hold, jointly or each by itself."""
    country_count: Count
    """Countries with people."""
    foreign_country_count: Count
    """Countries with people, other than the home country."""
    continent_count: Count
    """Continents with people, of seven."""
    home: PartialSet
    """The home country."""
    countries: PartialSet
    """Countries with people: which."""
    continent_coverage: PartialSet
    """Continents with people: which. A place counts by its subdivision or zone, as Hawaii does with Oceania."""
    time_zone_count: Count
    """Time zones with people: those with the same offset count as one, in standard time or at the instant `at`."""
    time_zone_span_hours: Interval
    """Hours between the clocks of the places furthest apart, in standard time or at the instant `at`."""
    founded: Interval
    """Year of the founding: where the record does not say, no later than that of the first opening."""
    years_to_second_country: Count
    """Years from the founding to people in a second country, by the calendar."""
    years_to_foreign_market: Count
    """Years from the founding to work outside the home country in any way, by export too, by the calendar."""
    years_to_foreign_value_adding: Count
    """Years from the founding to do more than export outside the home country: with people there, or through a partner."""
    value_adding_country_count: Count
    """Countries where it does more than export: with people, or by a licence, franchise, alliance or venture."""
    foreign_market_count: Count
    """Countries outside the home country where it works in any way, by export too."""
    foreign_activity_count: Count
    """Activities of the value chain, of nine, carried out abroad."""
    entry_modes: PartialSet
    """Modes through which it works abroad."""
    headcount: Count
    """People who work for the firm: as stated, but no fewer than are placed; else the sum of complete lists."""
    foreign_headcount_share: Interval
    """Share (0 to 1) of people outside the home country."""
