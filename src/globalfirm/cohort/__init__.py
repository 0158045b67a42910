"""Whole tables of firms: the same metrics and rules as for one `Company`, in the table's own library."""

from globalfirm.cohort.accounts_table import AccountsColumns, to_accounts
from globalfirm.cohort.clock import (
    covered_hours,
    shared_hours,
    time_zone_count,
    time_zone_span,
    time_zone_span_extremes,
)
from globalfirm.cohort.columns import Columns
from globalfirm.cohort.companies import Refused, read_companies
from globalfirm.cohort.countries import flows, presence
from globalfirm.cohort.findings.agreement import Agreement, Agreements, CrossTable, agreement, cross_table, moves
from globalfirm.cohort.findings.assumptions import Assumption, BoundedHeadcounts, CompleteLists, shares_assuming
from globalfirm.cohort.findings.averages import Average, Averages, averages
from globalfirm.cohort.findings.drawn import DrawnHeadcounts
from globalfirm.cohort.findings.joint import jointly
from globalfirm.cohort.findings.look_up import DrawnShare, answered, look_up, share_by_draw
from globalfirm.cohort.findings.open_facts import DecidingFactSet, DecidingFactSets, facts_to_look_up
from globalfirm.cohort.findings.ratios import Ratio, Ratios, ratios
from globalfirm.cohort.findings.sensitivity import Turn, sensitivity, turns
from globalfirm.cohort.findings.shares import Share, Shares, shares
from globalfirm.cohort.history import first_true, snapshots
from globalfirm.cohort.long_table import to_companies, to_table
from globalfirm.cohort.measurement import DEFAULT_METRICS, Cohort, measure
from globalfirm.cohort.partition import parts
from globalfirm.cohort.pipeline.read import MissingCountryWarning, read
from globalfirm.cohort.pipeline.reading import Reading
from globalfirm.cohort.records import measure_companies

__all__ = [
    "DEFAULT_METRICS",
    "AccountsColumns",
    "Agreement",
    "Agreements",
    "Assumption",
    "Average",
    "Averages",
    "BoundedHeadcounts",
    "Cohort",
    "Columns",
    "CompleteLists",
    "CrossTable",
    "DecidingFactSet",
    "DecidingFactSets",
    "DrawnHeadcounts",
    "DrawnShare",
    "MissingCountryWarning",
    "Ratio",
    "Ratios",
    "Reading",
    "Refused",
    "Share",
    "Shares",
    "Turn",
    "agreement",
    "answered",
    "averages",
    "covered_hours",
    "cross_table",
    "facts_to_look_up",
    "first_true",
    "flows",
    "jointly",
    "look_up",
    "measure",
    "measure_companies",
    "moves",
    "parts",
    "presence",
    "ratios",
    "read",
    "read_companies",
    "sensitivity",
    "share_by_draw",
    "shared_hours",
    "shares",
    "shares_assuming",
    "snapshots",
    "time_zone_count",
    "time_zone_span",
    "time_zone_span_extremes",
    "to_accounts",
    "to_companies",
    "to_table",
    "turns",
]


def __dir__() -> list[str]:
    return sorted(__all__)
