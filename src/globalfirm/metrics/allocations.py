"""How even or uneven headcounts may be that are known as intervals: exact extremes over all whole numbers of people.

Two measures of concentration are asked here, the Herfindahl index and entropy. Both fall where people are added to a
place that is smaller than some level, and rise where they are added to a larger one; that is all that is used of them.

The most even headcounts: every place is filled up to one level, as water fills a basin, as far as its interval allows.
The most uneven ones: every place has its least or its most, and which, is a choice among sums. For other measures every headcount is tried, where they are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations_with_replacement, product
from math import comb, exp, inf, log, prod
from typing import NamedTuple

from globalfirm.metrics.formulas import Bounds

MOST_SUMS = 5_000
"""Sums of people tried for the most uneven headcounts; beyond, all are taken to be at one place, which is wider."""


MOST_TRIED = 5_000
"""Headcounts tried one by one, by measures whose extremes nothing better is known of than to try."""


class Headcounts(NamedTuple):
    """The least and most people of each place, and of all places together where they don't just add up.

    With a `total` the intervals have no upper ends: who is not placed may be at any of them.
    """

    low: tuple[int, ...]
    high: tuple[float, ...]
    total: Bounds | None = None


class Measure(NamedTuple):
    """A measure of concentration: of whole headcounts, the term that is summed, and the level of a place that matters not."""

    of: Callable[[Sequence[int]], float]
    term: Callable[[int], float]
    level: Callable[[Sequence[int]], float]
    most: float


def herfindahl(people: Sequence[int]) -> float:
    """The sum of squared shares: 1 where all are at one place.

    >>> herfindahl([5, 5]), herfindahl([10])
    (0.5, 1.0)
    """
    return sum(n * n for n in people) / sum(people) ** 2


def entropy(people: Sequence[int]) -> float:
    """The sum of shares, each times the logarithm of its inverse: 0 where all are at one place.

    >>> entropy([10]), round(entropy([5, 5]), 4)
    (0.0, 0.6931)
    """
    every = sum(people)
    return sum(n / every * log(every / n) for n in people if n)


def _mean_logarithm(people: Sequence[int]) -> float:
    return sum(n * log(n) for n in people if n) / sum(people)


HERFINDAHL = Measure(herfindahl, lambda n: n * n, lambda people: sum(n * n for n in people) / sum(people), 1.0)
NEGATIVE_ENTROPY = Measure(
    lambda people: -entropy(people),
    lambda n: n * log(n) if n else 0.0,
    lambda people: exp(_mean_logarithm(people)),
    0.0,
)


def extremes(heads: Headcounts, measure: Measure) -> Bounds:
    """The least and the greatest concentration that the headcounts allow; somebody must be somewhere.

    >>> extremes(Headcounts((1, 2), (4, 2)), HERFINDAHL)
    Bounds(low=0.5, high=0.5555555555555556)
    """
    even = [measure.of(people) for people in _most_even(heads, measure)]
    return Bounds(min(even), max(*even, _most_uneven(heads, measure)))


def _filled(heads: Headcounts, level: int) -> list[int]:
    return [int(min(max(level, low), high)) for low, high in zip(heads.low, heads.high, strict=True)]


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first number that something holds of, which holds of all that follow; the last where there is none."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _most_even(heads: Headcounts, measure: Measure) -> list[list[int]]:
    """The headcounts among which the most even are: full levels, and what lies at the ends of a total.

    From one full level to the next, measures first turn for the worse if at all: so no others need be tried.
    """
    least, most = min(heads.low), max(*heads.low, 1)

    def is_past(level: int) -> bool:
        people = _filled(heads, level)
        return sum(people) > 0 and level >= measure.level(people)

    best = _first(is_past, least, most)
    levels = [max(best - 1, least), best]
    if heads.total is None:
        return [people for level in levels if sum(people := _filled(heads, level))]
    low, high = (max(end, sum(heads.low), 1) for end in heads.total)
    ends = [_filled_up_to(heads, int(end)) for end in (low, high) if end < inf]
    for people in ends:
        levels += [min(people), min(people) + 1]
    found = [people for level in levels if low <= sum(people := _filled(heads, level)) <= high]
    return [*found, *ends]


def _filled_up_to(heads: Headcounts, total: int) -> list[int]:
    """The most even headcounts of a total: the level below it, and one more for as many as are left."""
    level = _first(lambda level: sum(_filled(heads, level)) > total, 0, total + 1) - 1
    people = _filled(heads, level)
    left = total - sum(people)
    for i, n in enumerate(people):
        if left and n == level < heads.high[i]:
            people[i] += 1
            left -= 1
    return people


def _most_uneven(heads: Headcounts, measure: Measure) -> float:
    if heads.total is not None:
        if heads.total.high == inf:
            return measure.most
        people = sorted(heads.low)
        people[-1] += int(max(heads.total.high - sum(people), 0))
        return measure.of(people) if sum(people) else measure.most
    if inf in heads.high:  # one of them may outgrow all others
        return measure.most
    return _most_uneven_of_intervals(heads, measure)


def _most_uneven_of_intervals(heads: Headcounts, measure: Measure) -> float:
    """Of each sum of people the most uneven way to reach it by leasts and mosts, place by place.

    More people are no worse only where they are more unevenly spread: all other sums are left behind.
    """
    sums: list[tuple[int, float, list[int]]] = [(0, 0.0, [])]
    for low, high in zip(heads.low, heads.high, strict=True):
        reached = [
            (s + n, terms + measure.term(n), [*people, n]) for s, terms, people in sums for n in {low, int(high)}
        ]
        sums, most = [], -inf
        for reach in sorted(reached, key=lambda reach: (reach[0], -reach[1])):
            if reach[1] > most:
                sums.append(reach)
                most = reach[1]
        if len(sums) > MOST_SUMS:
            return measure.most
    return max(measure.of(people) for total, _, people in sums if total)


def how_many(heads: Headcounts) -> float:
    """How many whole headcounts there are.

    >>> how_many(Headcounts((1, 2), (3, 2))), how_many(Headcounts((1, 1), (inf, inf), Bounds(2, 3)))
    (3, 3)
    """
    if heads.total is None:
        return prod(high - low + 1 for low, high in zip(heads.low, heads.high, strict=True))
    if heads.total.high == inf:
        return inf
    placed, sites = sum(heads.low), len(heads.low)
    totals = range(max(int(heads.total.low), placed), int(heads.total.high) + 1)
    return sum(comb(total - placed + sites - 1, sites - 1) for total in totals)


def every_headcount(heads: Headcounts) -> Iterator[tuple[int, ...]]:
    """Every whole headcount, of which there must not be many.

    >>> sorted(every_headcount(Headcounts((1, 1), (inf, inf), Bounds(2, 3))))
    [(1, 1), (1, 2), (2, 1)]
    """
    if heads.total is None:
        yield from product(*[range(low, int(high) + 1) for low, high in zip(heads.low, heads.high, strict=True)])
        return
    placed = sum(heads.low)
    for total in range(max(int(heads.total.low), placed), int(heads.total.high) + 1):
        for more in combinations_with_replacement(range(len(heads.low)), total - placed):
            added = Counter(more)
            yield tuple([low + added[site] for site, low in enumerate(heads.low)])
