"""When people work, by the clock on their own wall.

>>> hours = WorkingHours(start="08:00", end="16:30", breaks=[Break(start="12:00", end="12:30")])
>>> hours.minutes_a_day, hours.days_of("IL")
(480, ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Sunday'))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import time
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from globalfirm.ground.messages import problem, quote
from globalfirm.ground.record import Record, takes
from globalfirm.places.weekend import weekend

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
DAY_MINUTES = 24 * 60


_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00(?:\.0+)?)?", re.ASCII)


def _read_time(value: object) -> time:
    """The time that a clock or its text says; pydantic would read 540 as nine minutes past midnight."""
    if isinstance(value, str) and (told := _CLOCK.fullmatch(value.strip())):
        with suppress(ValueError):  # such as 25:00
            return time(int(told[1]), int(told[2]))
    if isinstance(value, time) and value.tzinfo is None and not value.second and not value.microsecond:
        return value
    shown = value if isinstance(value, time) else quote(value)
    raise problem("not_a_local_minute", f"{shown} is not a local time to the minute: write it as in 09:00.")


LocalTime = Annotated[time, BeforeValidator(_read_time, json_schema_input_type=time)]
"""A time of the day on the wall of the place, to the minute."""


def minute_of_day(clock: time) -> int:
    """Minutes since midnight.

    >>> minute_of_day(time(9, 30))
    570
    """
    return 60 * clock.hour + clock.minute


class Break(Record):
    """A part of the working day in which nobody works."""

    start: Annotated[LocalTime, Field(description="The first minute of it, local time.", examples=["12:00"])]
    end: Annotated[LocalTime, Field(description="The first minute after it, local time.", examples=["13:00"])]

    @takes
    def __init__(self, *, start: time | str, end: time | str) -> None: ...

    @property
    def minutes(self) -> int:
        """How long it is; one that ends where it starts lasts a day.

        >>> Break(start="23:30", end="00:30").minutes
        60
        """
        return (minute_of_day(self.end) - minute_of_day(self.start)) % DAY_MINUTES or DAY_MINUTES


class WorkingHours(Record):
    """The hours of a working day and the days of a working week; by default nine to five, on the country's working days.

    Hours that end at or before their start end on the next day: a night shift is that of the day on which it starts.

    >>> WorkingHours(start="22:00", end="06:00").minutes_a_day
    480
    >>> WorkingHours(breaks=[Break(start="18:00", end="19:00")])
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for WorkingHours
      the break from 18:00 to 19:00 lies outside the hours from 09:00 to 17:00: move the one or the other. ...
    """

    start: Annotated[LocalTime, Field(description="The first minute of work, local time.", examples=["09:00"])] = time(
        9
    )
    end: Annotated[LocalTime, Field(description="The first minute after it, local time.", examples=["17:00"])] = time(
        17
    )
    breaks: Annotated[tuple[Break, ...], Field(description="Parts of the day without work.")] = ()
    days: Annotated[
        tuple[Weekday, ...] | None,
        Field(min_length=1, description="Working days; those outside the country's weekend where not given."),
    ] = None

    @takes
    def __init__(
        self,
        *,
        start: time | str = ...,
        end: time | str = ...,
        breaks: Iterable[Break] = (),
        days: Iterable[Weekday] | None = None,
    ) -> None: ...

    if TYPE_CHECKING:

        def __hash__(self) -> int: ...  # frozen records have one, which type checkers don't see

    @model_validator(mode="after")
    def _check_breaks(self) -> Self:
        for pause in self.breaks:
            begins = (minute_of_day(pause.start) - minute_of_day(self.start)) % DAY_MINUTES
            if begins + pause.minutes > self._length_minutes:
                raise problem(
                    "contradiction",
                    f"the break from {pause.start:%H:%M} to {pause.end:%H:%M} lies outside the hours from "
                    f"{self.start:%H:%M} to {self.end:%H:%M}: move the one or the other.",
                )
        return self

    @property
    def _length_minutes(self) -> int:
        return (minute_of_day(self.end) - minute_of_day(self.start)) % DAY_MINUTES or DAY_MINUTES

    @property
    def minute_ranges(self) -> tuple[tuple[int, int], ...]:
        """The stretches of work of a day, in minutes since its midnight: those of a night shift go beyond 1,440.

        >>> WorkingHours(breaks=[Break(start="12:00", end="13:00")]).minute_ranges
        ((540, 720), (780, 1020))
        """
        start = minute_of_day(self.start)
        found, at = [], start
        pauses = sorted(((minute_of_day(pause.start) - start) % DAY_MINUTES, pause.minutes) for pause in self.breaks)
        for begin, minutes in pauses:
            found.append((at, start + begin))
            at = max(at, start + begin + minutes)
        found.append((at, start + self._length_minutes))
        return tuple((a, b) for a, b in found if a < b)

    @property
    def minutes_a_day(self) -> int:
        """Minutes of work in a working day.

        >>> WorkingHours().minutes_a_day
        480
        """
        return sum(end - start for start, end in self.minute_ranges)

    def days_of(self, country: str) -> tuple[Weekday, ...]:
        """The working days, in the order of the week: as given, or all but the country's weekend (CLDR).

        >>> WorkingHours().days_of("RS")[-1], WorkingHours(days=["Saturday", "Monday"]).days_of("RS")
        ('Friday', ('Monday', 'Saturday'))
        """
        if self.days is not None:
            return tuple(day for day in WEEKDAYS if day in self.days)
        return tuple(day for number, day in enumerate(WEEKDAYS) if number not in weekend(country))


NINE_TO_FIVE = WorkingHours()
"""The hours of whom the record does not give any."""
