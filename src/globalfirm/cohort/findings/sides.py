"""Two sides of firms, and those that may be on either: every way to put these that an extreme ratio can come from.

Whichever firms are open, the greatest ratio of the sides' averages puts the greatest amounts among them on the one side and the
rest on the other, and the least ratio the least ones: so many are tried as there are open firms, and one more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple


class Side(NamedTuple):
    """The amounts of one side in order: those that are surely on it, and a stretch of the open ones, in order too."""

    own: Sequence[float]
    open: Sequence[float]
    start: int
    stop: int
    total: float

    @property
    def size(self) -> int:
        """How many firms there are.

        >>> Side([1, 5], [2, 3, 4], 1, 3, 13).size
        4
        """
        return len(self.own) + self.stop - self.start

    @property
    def mean(self) -> float:
        """The mean of the amounts.

        >>> Side([1, 5], [2, 3, 4], 1, 3, 13).mean
        3.25
        """
        return self.total / self.size

    @property
    def median(self) -> float:
        """The median of the amounts.

        >>> Side([1, 5], [2, 3, 4], 1, 3, 13).median
        3.5
        """
        half = self.size // 2
        return self.at(half) if self.size % 2 else (self.at(half - 1) + self.at(half)) / 2

    def at(self, rank: int) -> float:
        """The amount of some rank, from 0, found without merging.

        >>> [Side([1, 5], [2, 3, 4], 1, 3, 13).at(rank) for rank in range(4)]
        [1, 3, 4, 5]
        """
        own, open_, start, stop = self.own, self.open, self.start, self.stop
        fewest, most = max(0, rank - (stop - start)), min(rank, len(own))
        # So many of its own come before it that the next of them is no less than the last open one that does.
        enough = range(fewest, most)
        count = fewest + bisect_left(enough, x=True, key=lambda n: own[n] >= open_[start + rank - n - 1])
        next_open = start + rank - count
        return min(own[count] if count < len(own) else inf, open_[next_open] if next_open < stop else inf)

    def mean_without(self, *, least: bool) -> float | None:
        """The mean without the least amount, or without the greatest; None where no other is left.

        >>> Side([1, 5], [2, 3, 4], 1, 3, 13).mean_without(least=True)
        4.0
        """
        return (self.total - self.at(0 if least else self.size - 1)) / (self.size - 1) if self.size > 1 else None


def sorted_completions(
    one: Sequence[float], other: Sequence[float], open_: Sequence[float], *, greatest: bool
) -> Iterator[tuple[Side, Side]]:
    """Each way to put the greatest open amounts, or the least, on the one side and the rest on the other; both are not empty.

    >>> [(one.mean, other.mean) for one, other in sorted_completions([2], [1], [3, 4], greatest=True)]
    [(2.0, 2.6666666666666665), (3.0, 2.0), (3.0, 1.0)]
    """
    one, other, open_ = sorted(one), sorted(other), sorted(open_)
    before = [0.0, *accumulate(open_)]
    of_one, of_other, count = sum(one), sum(other), len(open_)
    for taken in range(count + 1):
        cut = count - taken if greatest else taken
        least, rest = before[cut], before[count] - before[cut]
        stretches = ((cut, count, rest), (0, cut, least)) if greatest else ((0, cut, least), (cut, count, rest))
        (a, b, more), (c, d, left) = stretches
        sides = Side(one, open_, a, b, of_one + more), Side(other, open_, c, d, of_other + left)
        if sides[0].size and sides[1].size:
            yield sides
