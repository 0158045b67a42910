"""The working day across the world: what places share and cover, on a date and over a year, and when to meet."""

from globalfirm.metrics.working_day.dates import (
    Handoff,
    Overlap,
    SharedTime,
    handoffs,
    overlap_level,
    overlaps,
    shared_time,
)
from globalfirm.metrics.working_day.times_to_meet import (
    Inconvenience,
    Meeting,
    Rotation,
    meetings,
    next_shared,
    rotation,
)
from globalfirm.metrics.working_day.years import OverlapChange, OverlapYear, Period, card, overlap_changes, overlap_year

__all__ = [
    "Handoff",
    "Inconvenience",
    "Meeting",
    "Overlap",
    "OverlapChange",
    "OverlapYear",
    "Period",
    "Rotation",
    "SharedTime",
    "card",
    "handoffs",
    "meetings",
    "next_shared",
    "overlap_changes",
    "overlap_level",
    "overlap_year",
    "overlaps",
    "rotation",
    "shared_time",
]


def __dir__() -> list[str]:
    return sorted(__all__)
