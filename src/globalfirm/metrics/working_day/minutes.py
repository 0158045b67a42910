"""Sets of minutes as whole numbers, a bit a minute: what two share is `&`, what either has is `|`, how many `bit_count`.

>>> nine_to_five = minutes_of([(540, 1020)])
>>> (nine_to_five & minutes_of([(960, 1440)])).bit_count(), stretches(nine_to_five)
(60, [(540, 1020)])
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from globalfirm.model.working_hours import DAY_MINUTES, WEEKDAYS, WorkingHours

WEEK_MINUTES = 7 * DAY_MINUTES


def minutes_of(ranges: Iterable[tuple[int, int]]) -> int:
    """The minutes of some ranges, each up to and not with its end.

    >>> bin(minutes_of([(0, 2), (4, 5)]))
    '0b10011'
    """
    found = 0
    for start, end in ranges:
        found |= (1 << end) - (1 << start)
    return found


def stretches(minutes: int) -> list[tuple[int, int]]:
    """The ranges that a set of minutes is made of, in order.

    >>> stretches(0b10011)
    [(0, 2), (4, 5)]
    """
    found, at = [], 0
    while minutes:
        gap = (minutes & -minutes).bit_length() - 1
        minutes >>= gap
        length = (minutes ^ (minutes + 1)).bit_length() - 1
        minutes >>= length
        found.append((at + gap, at + gap + length))
        at += gap + length
    return found


def round_the(size: int, minutes: int) -> int:
    """The minutes on a dial of some size: those beyond its end are at its start.

    >>> bin(round_the(4, 0b110001))
    '0b11'
    """
    found = 0
    while minutes:
        found |= minutes & ((1 << size) - 1)
        minutes >>= size
    return found


def turned(size: int, minutes: int, later: int) -> int:
    """A dial's minutes, all so many later.

    >>> bin(turned(4, 0b0011, 3)), bin(turned(4, 0b0011, -1))
    ('0b1001', '0b1001')
    """
    return round_the(size, minutes << later % size)


def lasting(minutes: int, length: int) -> int:
    """The minutes at which a stretch of some length starts that lies within the set.

    >>> stretches(lasting(minutes_of([(0, 60), (90, 100)]), 30))
    [(0, 31)]
    """
    have = 1
    while have < length:
        step = min(have, length - have)
        minutes &= minutes >> step
        have += step
    return minutes


@lru_cache(maxsize=1024)
def local_day(hours: WorkingHours) -> int:
    """The minutes of work of any working day, round the dial: a night shift's morning is at its start.

    >>> local_day(WorkingHours()).bit_count()
    480
    """
    return round_the(DAY_MINUTES, minutes_of(hours.minute_ranges))


@lru_cache(maxsize=4096)
def local_week(hours: WorkingHours, country: str) -> int:
    """The minutes of work of a local week, from Monday's midnight, round the dial.

    >>> local_week(WorkingHours(), "IN").bit_count()
    2880
    """
    found = 0
    for day in hours.days_of(country):
        found |= minutes_of(hours.minute_ranges) << DAY_MINUTES * WEEKDAYS.index(day)
    return round_the(WEEK_MINUTES, found)
