"""How much: pure functions of a company, and the profile that holds all of them."""

from globalfirm.metrics.abroad import (
    foreign_assets_share,
    foreign_employment_share,
    foreign_sales_share,
    geographical_spread_index,
    home_region_sales_share,
    host_region_sales_share,
    internationalization_index_percent,
    regional_sales_share,
    transnationality_index_percent,
)
from globalfirm.metrics.catalogue import METRICS, MetricInfo
from globalfirm.metrics.claims import Conflict
from globalfirm.metrics.clock import time_zone_count, time_zone_span, time_zone_span_extremes, time_zones
from globalfirm.metrics.entry import (
    entry_modes,
    foreign_activity_count,
    foreign_market_count,
    value_adding_country_count,
    years_to_second_country,
)
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.known import Known
from globalfirm.metrics.presence import (
    continent_coverage,
    countries,
    country_count,
    foreign_countries,
    foreign_headcount_share,
)
from globalfirm.metrics.profile import Figure, Profile, Year, profile
from globalfirm.metrics.size import (
    balance_sheet_eur,
    group_balance_sheet_eur,
    group_headcount,
    group_turnover_eur,
    turnover_eur,
)

__all__ = [
    "METRICS",
    "Conflict",
    "Facts",
    "Figure",
    "Known",
    "MetricInfo",
    "Profile",
    "Year",
    "balance_sheet_eur",
    "continent_coverage",
    "countries",
    "country_count",
    "entry_modes",
    "foreign_activity_count",
    "foreign_assets_share",
    "foreign_countries",
    "foreign_employment_share",
    "foreign_headcount_share",
    "foreign_market_count",
    "foreign_sales_share",
    "geographical_spread_index",
    "group_balance_sheet_eur",
    "group_headcount",
    "group_turnover_eur",
    "home_region_sales_share",
    "host_region_sales_share",
    "internationalization_index_percent",
    "profile",
    "regional_sales_share",
    "time_zone_count",
    "time_zone_span",
    "time_zone_span_extremes",
    "time_zones",
    "transnationality_index_percent",
    "turnover_eur",
    "value_adding_country_count",
    "years_to_second_country",
]
