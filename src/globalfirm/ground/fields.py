"""The types of fields that records of several floors share."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from globalfirm.ground.errors import GlobalfirmError, as_validator
from globalfirm.ground.messages import problem, quote

LONGEST_TEXT = 5_000
"""Characters of the longest text that a field holds."""

Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
"""Text that says something."""

_ISO = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _not_a_day(value: object, such_as: str) -> ValueError:
    return problem("not_a_day", f"{quote(value)} is not a day: write it as in {such_as}.", given=quote(value))


@as_validator
def _iso_text(value: object) -> object:
    """A date or a year as ISO 8601 text; a day that no month has is an error, which the pattern could not see."""
    if isinstance(value, (date, int)) and not isinstance(value, bool):
        value = value.isoformat() if isinstance(value, date) else f"{value:04}"
    if isinstance(value, str) and len(value) == 10:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise _not_a_day(value, "2014-05-12, 2014-05 or 2014") from None
    return value


_IsoText = Annotated[str, Field(pattern=_ISO)]
IsoDate = Annotated[str, BeforeValidator(_iso_text, json_schema_input_type=_IsoText), Field(pattern=_ISO)]
"""An ISO 8601 date as exact as is known: "2007", "2014-05" or "2014-05-12"."""


def read_day(value: object) -> date:
    """The day that a date or ISO 8601 text says; pydantic would read 2015 as a quarter to two on 1 January 1970.

    Text becomes a date here, so that JSON is read under `strict=True`, too.

    Raises:
        ValueError: it is neither, or a day that no month has.

    >>> read_day("2015-03-31")
    datetime.date(2015, 3, 31)
    """
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:  # such as 31 June
            pass
    raise _not_a_day(value, "2015-03-31")


def asked_day(value: date | str) -> date:
    """The day that an argument says: a date, its ISO 8601 text, or a datetime, whose own date it is.

    Raises:
        TypeError: it is none of these.
        GlobalfirmError: the text is no day.

    >>> asked_day("2015-03-31"), asked_day(datetime(2015, 3, 31, 12))
    (datetime.date(2015, 3, 31), datetime.date(2015, 3, 31))
    """
    if not isinstance(value, (date, str)):
        raise TypeError(f"{quote(value)} is not a day: give a date or its text, such as '2015-03-31'.")
    try:
        day = read_day(value)
    except ValueError as error:
        raise GlobalfirmError(str(error), type="not_a_day", given=value) from None
    return day.date() if isinstance(day, datetime) else day


Day = Annotated[date, BeforeValidator(read_day, json_schema_input_type=date)]
"""A day, from a date or ISO 8601 text."""
