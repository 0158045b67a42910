"""What the working day costs: a day's matrix of ten sites, a year's calendar, and the metrics that are asked for alone.

    python benchmarks/working_day.py

The aims are the project's; nothing here is asserted.
"""

from __future__ import annotations

from datetime import date
from time import perf_counter

from timing import medians, report

import globalfirm as gf

TEN = [
    ("RS", None),
    ("US", "America/New_York"),
    ("US", "America/Los_Angeles"),
    ("GB", None),
    ("IN", None),
    ("JP", None),
    ("AU", "Australia/Sydney"),
    ("BR", "America/Sao_Paulo"),
    ("NZ", "Pacific/Auckland"),
    ("DE", None),
]
FIRM = gf.Company(name="A", offices=[gf.Office(country=code, time_zone=zone, headcount=9) for code, zone in TEN])
OPEN = gf.Company(name="B", offices=[gf.Office(country=code, headcount="11-50") for code, _ in TEN])
DAY = date(2026, 3, 4)


def working_day() -> None:
    working = gf.working_day
    start = perf_counter()
    working.overlap_changes(FIRM, 2027)
    first = perf_counter() - start
    matrix, open_matrix, week, changes, found = medians(
        lambda: working.shared_time(FIRM, DAY),
        lambda: working.shared_time(OPEN, DAY),
        lambda: working.shared_time(FIRM, DAY, 7),
        lambda: working.overlap_changes(FIRM, 2026),
        lambda: working.meetings(FIRM, DAY, by="people"),
        times=30,
    )
    report("overlap matrix of ten sites for a day / 200 us", matrix / 200e-6, 1, f"{matrix * 1e6:.0f} us")
    report("a year's calendar of changes of ten sites / 10 ms", changes / 10e-3, 1, f"{changes * 1e3:.2f} ms")
    print(
        f"  for comparison: the same for a week {week * 1e6:.0f} us, where zones are not known {open_matrix * 1e3:.2f} ms"
    )
    print(f"  a first calendar, whose changes of clocks are not known yet: {first * 1e3:.1f} ms")
    print(f"  the best meetings of a day: {found * 1e3:.2f} ms")


def on_demand() -> None:
    """Each metric that no profile holds, of exact headcounts and of intervals."""
    for name in gf.metrics.ON_DEMAND:
        metric = getattr(gf.metric, name)
        exact, open_ = medians(lambda m=metric: m(FIRM), lambda m=metric: m(OPEN), times=3, rounds=7)
        print(f"{name:<30} {exact * 1e6:9.0f} us   of intervals {open_ * 1e6:9.0f} us")


if __name__ == "__main__":
    for benchmark in (working_day, on_demand):
        benchmark()
