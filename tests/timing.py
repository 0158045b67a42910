"""Whether work takes time in proportion to its size: a ratio, which holds on machines of every speed, however busy."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress

TIMES = 4
"""How much larger the larger size is: linear work takes 4 times as long, quadratic work 16 times."""
MOST = 10
LEAST_SECONDS = 0.001
"""Less is the clock's own noise."""
ROUNDS = 8


def in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes less than ten times as long, in the best of several rounds.

    The time is this process's own, and a ValueError is an answer too.
    """
    _seconds(work, 1)  # what is loaded on first use is not counted
    less = more = float("inf")
    for _ in range(ROUNDS):
        less, more = min(less, _seconds(work, size)), min(more, _seconds(work, TIMES * size))
        if more < MOST * max(less, LEAST_SECONDS):
            return True
    return False


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # a collection's cost is by what else the process holds
    start = time.process_time()
    try:
        with suppress(ValueError):
            work(size)
        return time.process_time() - start
    finally:
        gc.enable()
