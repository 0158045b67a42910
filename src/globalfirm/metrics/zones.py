"""The time zones of places, some of which are not known: exact bounds over every zone that they may be in.

A place is given by what it keeps (an offset, the rules of a year, a name); one whose zone is not known by all that
its country keeps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from datetime import datetime
from functools import lru_cache
from itertools import pairwise, permutations, product
from math import inf, prod
from typing import Any, Literal, NamedTuple, get_args

from globalfirm.ground.errors import GlobalfirmError, check_choice
from globalfirm.metrics.formulas import Bounds
from globalfirm.places import offsets

By = Literal["offset", "rules", "name"]
Arc = Literal["linear", "shortest"]
Options = frozenset[Any]  # Any: offsets, rules or names

MOST_TRIED = 5_000
"""Choices of zones tried for the greatest shortest arc; beyond, all that may be kept are taken to be, which is wider."""


class Clock(NamedTuple):
    """How many zones, the hours they span, and whether a place lies in a country without a zone in the database."""

    zones: Bounds
    span: Bounds
    anywhere: Any  # how many such places: a number or a column


def check_arc(arc: str) -> None:
    """See that a span is to be measured in a way that there is.

    Raises:
        GlobalfirmError: it is not.

    >>> check_arc("linear")
    """
    check_choice(arc, get_args(Arc), "a way to measure a span")


def clock_of(
    sites: Iterable[tuple[str | None, str]], at: str | None = None, by: By = "offset", arc: Arc = "linear"
) -> Clock:
    """The clock of places, each its zone (None where it is not known) and its country.

    At an instant a zone that follows from its country stands for all of the country's, which may have differed then.

    Raises:
        ValueError: the instant is naive or after 2037, or `by` or `arc` is nothing that is known.

    >>> clock_of([("Europe/Belgrade", "RS"), (None, "US")]).span
    Bounds(low=6.0, high=11.0)
    >>> clock_of([("Asia/Almaty", "KZ")], at="2023-01-01T00:00:00+00:00").zones  # one clock since March 2024, two before
    Bounds(low=1, high=1)
    >>> clock_of([("Asia/Almaty", "KZ"), ("Asia/Tashkent", "UZ")], at="2023-01-01T00:00:00+00:00").zones
    Bounds(low=1, high=2)
    """
    instant = instant_of(at)
    check_choice(by, get_args(By), "a way to count time zones")
    check_arc(arc)
    if at is not None and by != "offset":
        raise GlobalfirmError(f"an instant goes with by='offset', not with by={by!r}: leave `at` out.", given=by)
    known: set[Hashable] = set()
    unknown: list[Options] = []
    for zone, country in sites:
        if zone is None or (instant is not None and len(offsets.zones_then(zone, country)) > 1):
            unknown.append(_kept_in(country, by, instant))
        else:
            known.add(_kept(zone, by, instant))
    return clock_of_kept(frozenset(known), unknown, arc if by == "offset" else None)


def clock_of_kept(known: Options, unknown: list[Options], arc: Arc | None = "linear") -> Clock:
    """The clock of places by what is kept at those known, and what may be at the others; without an arc no span.

    >>> clock_of_kept(frozenset({1.0}), [frozenset({-5.0, 1.0})])
    Clock(zones=Bounds(low=1, high=2), span=Bounds(low=0.0, high=6.0), anywhere=0)
    """
    if not unknown:
        hours = span_hours(known, arc) if arc else 0.0
        return Clock(Bounds(len(known), len(known)), Bounds(hours, hours), 0)
    anywhere = unknown.count(frozenset())
    options = relevant(unknown)
    span = {None: lambda *_: (0.0, inf), "linear": span_bounds, "shortest": shortest_bounds}[arc](known, options)
    return Clock(Bounds(*count_bounds(known, options)), Bounds(*span), anywhere)


def instant_of(at: datetime | str | None) -> datetime | None:
    """The instant in naive UTC that is asked for, if one is.

    Raises:
        ValueError: it is naive, after 2037, or none at all.

    >>> instant_of("2026-07-01T12:00:00+02:00")
    datetime.datetime(2026, 7, 1, 10, 0)
    """
    return None if at is None else offsets.instant(at)


def _kept(zone: str, by: By, instant: datetime | None) -> Hashable:
    if by == "name":
        return zone
    if by == "rules":
        return offsets.year_rules(zone)
    return offsets.standard_offset_hours(zone) if instant is None else offsets.offset_hours(zone, instant)


@lru_cache(maxsize=4096)
def _kept_in(country: str, by: By, instant: datetime | None) -> Options:
    return frozenset(_kept(zone, by, instant) for zone in offsets.country_zones(country))


def span_hours(hours: Collection[float], arc: Arc = "linear") -> float:
    """The hours that some offsets from UTC span, along the line or round the dial.

    >>> span_hours({-12.0, 14.0}), span_hours({-12.0, 14.0}, "shortest")
    (26.0, 2.0)
    """
    if not hours:
        return 0.0
    if arc == "linear":
        return max(hours) - min(hours)
    dial = sorted({offset % 24 for offset in hours})
    gaps = [b - a for a, b in pairwise(dial)] + [dial[0] + 24 - dial[-1]]
    return 24 - max(gaps)


def relevant(options: Iterable[Options]) -> list[Options]:
    """Keep at most len(options) places per option set; drop places without options."""
    return [kept for kept, times in Counter(options).items() for _ in range(min(times, len(kept)))]


def count_bounds(known: Options, options: list[Options]) -> tuple[int, int]:
    """The least and the most distinct values kept.

    >>> us = frozenset({-5.0, -6.0, -7.0, -8.0})
    >>> count_bounds(frozenset({-5.0}), [us, us])
    (1, 3)
    >>> count_bounds(frozenset({1.0}), [us, us])
    (2, 3)
    """
    unmet = [places for places in set(options) if not places & known]
    return len(known) + _fewest_hitting(unmet), len(known) + _most_distinct([p - known for p in options])


def _fewest_hitting(unmet: list[Options]) -> int:
    """How few values meet every option set: the smallest set is branched on, each choice strikes what it meets."""
    if not unmet:
        return 0
    if all(not a & b for i, a in enumerate(unmet) for b in unmet[i + 1 :]):
        return len(unmet)
    smallest = min(unmet, key=len)
    return 1 + min(_fewest_hitting([o for o in unmet if choice not in o]) for choice in smallest)


def _most_distinct(options: list[Options]) -> int:
    """The size of a maximum matching of places to values, by augmenting paths."""
    holder: dict[Hashable, int] = {}

    def place(i: int, tried: set[Hashable]) -> bool:
        for offset in options[i] - tried:
            tried.add(offset)
            if offset not in holder or place(holder[offset], tried):
                holder[offset] = i
                return True
        return False

    return sum(place(i, set()) for i in range(len(options)))


def span_bounds(known: Options, options: list[Options]) -> tuple[float, float]:
    """The least and the greatest difference (hours) between the easternmost and the westernmost offset.

    >>> us = frozenset({-5.0, -6.0, -7.0, -8.0})
    >>> span_bounds(frozenset({1.0}), [us]), span_bounds(frozenset(), [us, us])
    ((6.0, 9.0), (0.0, 3.0))
    """
    places = [*(frozenset({offset}) for offset in known), *options]
    if len(places) < 2:  # one place spans nothing, whatever its zone
        return 0.0, 0.0
    most = max(max(east) - min(west) for east, west in permutations(places, 2))
    starts = {offset for place in places for offset in place if offset <= min(map(max, places))}
    # From each start eastward, every place takes its first offset: the furthest of those ends the window.
    least = min(max(min(o for o in place if o >= start) for place in places) - start for start in starts)
    return least, most


def shortest_bounds(known: Options, options: list[Options]) -> tuple[float, float]:
    """The least and the greatest shortest arc (hours) of the dial that holds every clock.

    >>> shortest_bounds(frozenset({-12.0}), [frozenset({14.0, 0.0})])
    (2.0, 12.0)
    """
    places = [*(frozenset({offset % 24}) for offset in known), *(frozenset(o % 24 for o in place) for place in options)]
    if len(places) < 2:
        return 0.0, 0.0
    starts = {offset for place in places for offset in place}
    least = min(max(min((o - start) % 24 for o in place) for place in places) for start in starts)
    if prod(len(place) for place in places) > MOST_TRIED:
        return least, span_hours(starts, "shortest")
    return least, max(span_hours(set(chosen), "shortest") for chosen in product(*places))
