"""Timing for the benchmarks: calls measured in turn, and bare pydantic models to measure against."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model

import globalfirm as gf

ROUNDS = 31
FIRM = {
    "name": "Acme",
    "home": "US",
    "founded": "2005",
    "headcount": "25",
    "offices": [
        {"city": "Belgrade", "country": "Serbia", "headcount": "12"},
        {"city": "San Francisco", "country": "US", "time_zone": "America/Los_Angeles", "headcount": "5"},
        {"city": "Lisbon", "country": "Portugal", "time_zone": "Europe/Lisbon", "headcount": "3"},
        {"city": "Santo Domingo", "country": "Dominican Republic", "headcount": "1"},
        {"city": "Berlin", "country": "DE", "headcount": "2"},
    ],
}


def bare(model: type[BaseModel], **nested: Any) -> type[BaseModel]:
    """The same shape in plain pydantic: the same fields, as strings."""
    fields: dict[str, Any] = {
        name: (str, ...) if field.is_required() else (str | None, None) for name, field in model.model_fields.items()
    }
    config = ConfigDict(frozen=True, extra="forbid")
    return create_model(f"Bare{model.__name__}", __config__=config, **(fields | nested))


def seconds(call: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """How long one call takes, over many."""
    start = clock()
    for _ in range(times):
        call()
    return (clock() - start) / times


def medians(
    *calls: Callable[[], object],
    times: int = 1000,
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """The median seconds of each call, measured in turns; by `time.process_time`, what other processes take is left out."""
    samples = [[seconds(call, times, clock) for call in calls] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*samples, strict=True)]


def bare_company() -> type[BaseModel]:
    """A company with its offices in plain pydantic."""
    strings = tuple[str, ...]
    return bare(gf.Company, offices=(tuple[bare(gf.Office), ...], ()), teams=(strings, ()), claims=(strings, ()))


RATIOS: dict[str, float] = {}
"""What was reported, by its name; of what was measured more than once, the least."""


def report(what: str, ratio: float, aim: float, detail: str, *, at_least: bool = False) -> None:
    """A ratio beside the project's aim for it."""
    RATIOS[what] = min(ratio, RATIOS.get(what, ratio))
    print(f"{what:<58} {ratio:6.2f}   (aim: {'at least' if at_least else 'within'} {aim:g})   {detail}", flush=True)


MOST_GROWTH = 1.5
"""Times its budget that a ratio may come to."""


def over_budget(ratios: dict[str, float], budget: dict[str, float]) -> list[str]:
    """The ratios that have grown by half, and the names that only one side knows: a budget for nothing holds nothing."""
    both = [name for name in budget if name in ratios]
    grown = [
        f"{name}: {ratios[name]:.2f}, of {budget[name]:.2f}"
        for name in both
        if ratios[name] > MOST_GROWTH * budget[name]
    ]
    return grown + [
        f"{name}: {'has no budget' if name in ratios else 'is not measured'}"
        for name in sorted(budget.keys() ^ ratios.keys())
    ]
