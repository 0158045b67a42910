"""Agreement of two answers beyond chance, between its least and its most over every way in which open firms may answer.

Kappa is 1 - D/E: D firms on which the answers differ, over the E on which they would by chance, E = r + c - 2rc/n of n firms of
which r say yes to the one and c to the other. For a fixed r, D - lambda E is a sum over firms: the r of them that gain most
by it say yes. The extreme lambda follows by Dinkelbach's iteration. Firms with the same possible answers are a group, and over
each stretch of r in which the groups keep their order, the sum is a parabola: so the cost does not grow with the firms.

Source: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1); W.
Dinkelbach (1967), On nonlinear fractional programming, Management Science 13(7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import NamedTuple

from globalfirm.model.interval import Interval

Pair = tuple[bool, bool]
"""An answer to the one question, and to the other."""

PAIRS: tuple[Pair, ...] = ((True, True), (True, False), (False, True), (False, False))

Possible = frozenset[Pair]
"""The pairs of answers that are possible of a firm."""


def agreement_bounds(firms: Mapping[Possible, int]) -> Interval:
    """The share (0 to 1) of firms on which two answers agree.

    >>> agreement_bounds({frozenset({(True, True)}): 1, frozenset(PAIRS): 1})
    Interval(0.5, 1.0)
    """
    sure = sum(count for possible, count in firms.items() if all(one == other for one, other in possible))
    may = sum(count for possible, count in firms.items() if any(one == other for one, other in possible))
    total = sum(firms.values())
    return Interval(sure / total, may / total) if total else Interval(0.0, 1.0)


def kappa_bounds(firms: Mapping[Possible, int]) -> Interval | None:
    """Cohen's kappa over every way in which open firms may answer; None where all answers are the same, whatever they are.

    >>> yes, no, differ = frozenset({(True, True)}), frozenset({(False, False)}), frozenset({(True, False)})
    >>> kappa_bounds({yes: 20, differ: 5, frozenset({(False, True)}): 10, no: 15})
    Interval(0.4, 0.4)
    >>> kappa_bounds({no: 10}) is None
    True
    """
    groups = tuple(group for group in firms.items() if group[1])
    if not groups or _Search(groups, 0, 1).greatest().expected <= 0:
        return None
    worst, best = -1.0, 3.0  # of D/E, which lies between 0 and 2
    while (found := _Search(groups, 1, -worst).greatest()).expected > 0 and found.ratio > worst:
        worst = found.ratio
    while (found := _Search(groups, -1, best).greatest()).expected > 0 and found.ratio < best:
        best = found.ratio
    return Interval(1 - worst, 1 - best)


class _Completion(NamedTuple):
    """What a way of answering comes to: the firms that differ, and how many would by chance."""

    value: float
    differing: float
    expected: float

    @property
    def ratio(self) -> float:
        return self.differing / self.expected


@dataclass(frozen=True)
class _Search:
    """For the way of answering in which the sum of D and E, each with its weight, is greatest."""

    groups: tuple[tuple[Possible, int], ...]
    of_differing: float
    of_expected: float

    @property
    def firms(self) -> int:
        return sum(count for _, count in self.groups)

    @property
    def sure(self) -> int:
        """How many firms surely say yes to the one question."""
        return sum(count for possible, count in self.groups if all(one for one, _ in possible))

    def greatest(self) -> _Completion:
        """The way itself."""
        return max(map(self.best_with, self.candidates()))

    def candidates(self) -> set[int]:
        """How many firms may say yes to the one question where the sum is greatest: the ends of each parabola, and its vertex."""
        n, least = self.firms, self.sure
        most = sum(count for possible, count in self.groups if any(one for one, _ in possible))
        turn = self.of_differing / self.of_expected if self.of_expected else 0.0  # where two answers gain the same
        zones = sorted({least, most, *(min(max(n * (1 - at) / 2, least), most) for at in (-turn, 0.0, turn))})
        cuts = {*map(floor, zones), *map(ceil, zones)}
        for low, high in pairwise(zones):
            order = self.by_gain(1 - (low + high) / n)
            cuts |= {least + filled for filled in accumulate(count for _, _, count in order)}
        ends = sorted(cut for cut in cuts if least <= cut <= most)
        return {*ends, *(at for low, high in pairwise(ends) for at in self.vertex(low, high))}

    def vertex(self, low: int, high: int) -> Iterator[int]:
        """Where the parabola between two ends is greatest, by its values at them and in the middle."""
        middle = (low + high) // 2
        if low < middle < high:
            at_low, at_middle, at_high = (self.best_with(yes).value for yes in (low, middle, high))
            before, after = (at_middle - at_low) / (middle - low), (at_high - at_middle) / (high - middle)
            bend = (after - before) / (high - low)
            if bend < 0:
                vertex = (low + middle - before / bend) / 2
                yield from (min(max(end, low), high) for end in (floor(vertex), ceil(vertex)))

    def best_with(self, yes: int) -> _Completion:
        """The best way of answering in which so many firms say yes to the one question."""
        slope, left = 1 - 2 * yes / self.firms, yes - self.sure
        taken = [(self.pair(possible, slope), count) for possible, count in self.groups if not _either(possible)]
        for _, possible, count in self.by_gain(slope):
            first = min(count, left)
            left -= first
            taken += [(self.pair(_with(possible, one=True), slope), first)]
            taken += [(self.pair(_with(possible, one=False), slope), count - first)]
        differing = sum(count for (one, other), count in taken if one != other)
        expected = yes + slope * sum(count for (_, other), count in taken if other)
        return _Completion(self.of_differing * differing + self.of_expected * expected, differing, expected)

    def by_gain(self, slope: float) -> list[tuple[float, Possible, int]]:
        """The groups that may answer the one question either way, those first that gain most by yes."""
        found = []
        for possible, count in self.groups:
            if _either(possible):
                yes, no = (self.gain(self.pair(_with(possible, one=one), slope), slope) for one in (True, False))
                found.append((yes - no, possible, count))
        return sorted(found, key=lambda group: -group[0])

    def pair(self, possible: Possible, slope: float) -> Pair:
        """The pair of answers that adds most."""
        return max(possible, key=lambda pair: self.gain(pair, slope))

    def gain(self, pair: Pair, slope: float) -> float:
        """What a firm with a pair of answers adds, its yes to the one question apart."""
        return self.of_differing * (pair[0] != pair[1]) + self.of_expected * slope * pair[1]


def _either(possible: Possible) -> bool:
    """Whether a firm may answer the one question either way."""
    return len({one for one, _ in possible}) == 2


def _with(possible: Possible, *, one: bool) -> Possible:
    return frozenset(pair for pair in possible if pair[0] == one)
