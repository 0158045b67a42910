"""How much: the metrics, each declared once, and the profile that holds all of them."""

from globalfirm.metrics import working_day
from globalfirm.metrics.abroad import (
    asia_pacific_sales_share,
    degree_of_internationalization,
    europe_sales_share,
    foreign_affiliate_count,
    foreign_assets_share,
    foreign_employment_share,
    foreign_sales_share,
    geographical_spread_index,
    home_region_sales_share,
    host_region_sales_share,
    internationalization_index_percent,
    north_america_sales_share,
    other_region_sales_share,
    transnationality_index_percent,
)
from globalfirm.metrics.accounts import (
    annual_headcount,
    balance_sheet_eur,
    balance_sheet_gbp,
    group_balance_sheet_eur,
    group_headcount,
    group_turnover_eur,
    headcount_growth_percent,
    public_share,
    starting_headcount,
    turnover_eur,
    turnover_gbp,
    turnover_growth_percent,
)
from globalfirm.metrics.claims import Conflict
from globalfirm.metrics.clock import time_zone_count, time_zone_span_extremes, time_zone_span_hours
from globalfirm.metrics.concentration import (
    country_entropy,
    country_herfindahl_index,
    country_number_equivalent,
    employment_herfindahl_index,
    entropy_between_regions,
    entropy_within_regions,
    sales_herfindahl_index,
)
from globalfirm.metrics.coverage import covered_hours, shared_hours
from globalfirm.metrics.declaration import Members, Metric, SetMetric, composed, metric
from globalfirm.metrics.dispersion import (
    imbalance_index,
    isolation_index,
    site_index,
    spatial_index_km,
    time_zone_index_hours,
)
from globalfirm.metrics.entry import (
    entry_modes,
    foreign_activity_count,
    foreign_market_count,
    founded,
    value_adding_country_count,
    years_to_foreign_market,
    years_to_foreign_value_adding,
    years_to_second_country,
)
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.formulas import Bounds
from globalfirm.metrics.people import foreign_headcount_share, headcount
from globalfirm.metrics.presence import (
    continent_count,
    continent_coverage,
    countries,
    country_count,
    foreign_country_count,
    home,
)
from globalfirm.metrics.profiles import BUILT_IN, ON_DEMAND, Figure, MetricWarning, Profile, Year, profile
from globalfirm.metrics.quantities import figure, quantity

time_zone_span = time_zone_span_hours
"""The same metric by a shorter name."""

__all__ = [
    "BUILT_IN",
    "ON_DEMAND",
    "Bounds",
    "Conflict",
    "Facts",
    "Figure",
    "Members",
    "Metric",
    "MetricWarning",
    "Profile",
    "SetMetric",
    "Year",
    "annual_headcount",
    "asia_pacific_sales_share",
    "balance_sheet_eur",
    "balance_sheet_gbp",
    "composed",
    "continent_count",
    "continent_coverage",
    "countries",
    "country_count",
    "country_entropy",
    "country_herfindahl_index",
    "country_number_equivalent",
    "covered_hours",
    "degree_of_internationalization",
    "employment_herfindahl_index",
    "entropy_between_regions",
    "entropy_within_regions",
    "entry_modes",
    "europe_sales_share",
    "figure",
    "foreign_activity_count",
    "foreign_affiliate_count",
    "foreign_assets_share",
    "foreign_country_count",
    "foreign_employment_share",
    "foreign_headcount_share",
    "foreign_market_count",
    "foreign_sales_share",
    "founded",
    "geographical_spread_index",
    "group_balance_sheet_eur",
    "group_headcount",
    "group_turnover_eur",
    "headcount",
    "headcount_growth_percent",
    "home",
    "home_region_sales_share",
    "host_region_sales_share",
    "imbalance_index",
    "internationalization_index_percent",
    "isolation_index",
    "metric",
    "north_america_sales_share",
    "other_region_sales_share",
    "profile",
    "public_share",
    "quantity",
    "sales_herfindahl_index",
    "shared_hours",
    "site_index",
    "spatial_index_km",
    "starting_headcount",
    "time_zone_count",
    "time_zone_index_hours",
    "time_zone_span",
    "time_zone_span_extremes",
    "time_zone_span_hours",
    "transnationality_index_percent",
    "turnover_eur",
    "turnover_gbp",
    "turnover_growth_percent",
    "value_adding_country_count",
    "working_day",
    "years_to_foreign_market",
    "years_to_foreign_value_adding",
    "years_to_second_country",
]


def __dir__() -> list[str]:
    return sorted(__all__)
