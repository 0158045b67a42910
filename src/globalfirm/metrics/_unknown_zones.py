"""What places whose zone is not known leave open: exact bounds over every zone that they may be in.

A place is given by the standard offsets (hours) that its country keeps; those known have been set apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import permutations

Options = frozenset[float]


def relevant(options: Iterable[Options]) -> list[Options]:
    """Of places with the same options, as many as can differ from one another; none of those without any."""
    return [kept for kept, times in Counter(options).items() for _ in range(min(times, len(kept)))]


def count_bounds(known: frozenset[float], options: list[Options]) -> tuple[int, int]:
    """The least and the most distinct offsets.

    >>> us = frozenset({-5.0, -6.0, -7.0, -8.0})
    >>> count_bounds(frozenset({-5.0}), [us, us])
    (1, 3)
    >>> count_bounds(frozenset({1.0}), [us, us])
    (2, 3)
    """
    unmet = [places for places in set(options) if not places & known]
    return len(known) + _fewest_hitting(unmet), len(known) + _most_distinct([p - known for p in options])


def _fewest_hitting(unmet: list[Options]) -> int:
    """How few offsets meet every option set: the smallest set is branched on, each choice strikes what it meets."""
    if not unmet:
        return 0
    smallest = min(unmet, key=len)
    return 1 + min(_fewest_hitting([o for o in unmet if choice not in o]) for choice in smallest)


def _most_distinct(options: list[Options]) -> int:
    """The size of a maximum matching of places to offsets, by augmenting paths."""
    holder: dict[float, int] = {}

    def place(i: int, tried: set[float]) -> bool:
        for offset in options[i] - tried:
            tried.add(offset)
            if offset not in holder or place(holder[offset], tried):
                holder[offset] = i
                return True
        return False

    return sum(place(i, set()) for i in range(len(options)))


def span_bounds(known: frozenset[float], options: list[Options]) -> tuple[float, float]:
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
