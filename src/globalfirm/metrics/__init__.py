"""How much: pure functions of a company, and the profile that holds all of them."""

from globalfirm.metrics.clock import time_zone_count, time_zone_span, time_zone_span_extremes, time_zones
from globalfirm.metrics.presence import (
    continent_coverage,
    countries,
    country_count,
    foreign_countries,
    foreign_headcount_share,
)
from globalfirm.metrics.profile import Conflict, Profile, profile

__all__ = [
    "Conflict",
    "Profile",
    "continent_coverage",
    "countries",
    "country_count",
    "foreign_countries",
    "foreign_headcount_share",
    "profile",
    "time_zone_count",
    "time_zone_span",
    "time_zone_span_extremes",
    "time_zones",
]
