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

__all__ = [
    "Handoff",
    "Overlap",
    "SharedTime",
    "handoffs",
    "overlap_level",
    "overlaps",
    "shared_time",
]
