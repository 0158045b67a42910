"""Whole tables of firms: the same metrics and rules as for one `Company`, in the table's own library."""

from globalfirm.cohort.clock import time_zone_count, time_zone_span, time_zone_span_extremes
from globalfirm.cohort.columns import Columns
from globalfirm.cohort.companies import Refused, read_companies
from globalfirm.cohort.evidence import (
    Estimate,
    FundingRatio,
    Share,
    flows,
    funding_ratio,
    presence,
    share_abroad,
    trend,
)
from globalfirm.cohort.measure import BY_DEFAULT, Cohort, measure
from globalfirm.cohort.parts import parts
from globalfirm.cohort.read import MissingCountryWarning, read
from globalfirm.cohort.reading import Reading
from globalfirm.cohort.snapshots import became, snapshots

__all__ = [
    "BY_DEFAULT",
    "Cohort",
    "Columns",
    "Estimate",
    "FundingRatio",
    "MissingCountryWarning",
    "Reading",
    "Refused",
    "Share",
    "became",
    "flows",
    "funding_ratio",
    "measure",
    "parts",
    "presence",
    "read",
    "read_companies",
    "share_abroad",
    "snapshots",
    "time_zone_count",
    "time_zone_span",
    "time_zone_span_extremes",
    "trend",
]
