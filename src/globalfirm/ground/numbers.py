"""Numbers as people write them: the one grammar by which counts, figures and tables are read.

A number is digits, and after them perhaps a word for thousands, millions or billions. Between the digits stand marks:

- Commas, spaces and apostrophes group by three: "1,234", "1 234", "1'234".
- A dot is decimal: "1234.5". Before three digits it may group as well: "10.000" is ten, or ten thousand.
- With `decimal=","` it is the other way round: "1.234,5".

Text that could be another number under the other convention is refused, with both that it may mean; a comma before
three digits is not, since texts in English abound with it. No text is read as a number that its marks don't say.

>>> read_number("1,234.5"), read_number("1 234"), read_number("1.2m"), read_number("1.234,5")
(1234.5, 1234, 1200000, 1234.5)
>>> read_number("10.000")
Traceback (most recent call last):
globalfirm.GlobalfirmError: '10.000' may mean 10 or 10000: write the one that is meant, or say which mark is decimal, decimal='.' or decimal=','.
>>> read_number("10.000", decimal=","), read_number("1,5", decimal=",")
(10000, 1.5)
>>> read_number("1_000")
Traceback (most recent call last):
globalfirm.GlobalfirmError: '1_000' is not a number: group digits by three, as in 1,234,567.
"""

from __future__ import annotations

import decimal
import re
from fractions import Fraction
from math import inf, nan
from numbers import Integral, Real
from typing import Literal

from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import quote

Decimal = Literal[".", ","]
"""The mark before the fraction of a number."""

GROUPING = "group digits by three, as in 1,234,567."
"""What would do in the place of digits that are not a number."""

LONGEST_NUMBER = 100
"""Digits and marks beyond this many are not a number that anybody wrote."""

MOST_WHOLE = 2**53
"""Beyond it floats do not tell whole numbers apart: JSON and databases write 1e23 and its digits for one another."""

SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
"""What the words after a number multiply it by."""

NO_VALUE = (
    *("", "-", "--", "–", "—", "?", ".", "..", "...", "n/a", "#n/a", "na", "n.a.", "n.a", "nan", "null", "<na>"),
    *("unknown", "not known", "not available", "not applicable", "not reported", "not disclosed", "not provided"),
    *("undisclosed", "undisclosed amount", "tbd"),
)
"""What tables write, in lower case, where there is no value. Not "none": of people or affiliates it may mean zero."""

_SPACES = " \u00a0\u2009\u202f"
_DIGITS = rf"(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,'’_]\d+)*|\.\d+)"
NUMBER = rf"{_DIGITS}(?:\s?(?:{'|'.join(SCALES)})\b)?"
"""Where a number stands in a text, as a regular expression: all that hangs together, whether `read_number` takes it or not."""

FIGURE = rf"[-−]?(?:\d+(?:\.\d+)?[eE][-+]?\d+|{NUMBER})"
"""A number that may be below zero, or be written as machines write large ones: "1e6"."""

_FIGURE = re.compile(
    rf"(?P<sign>[-−]?)(?:(?P<machine>\d+(?:\.\d+)?[eE][-+]?\d+)|(?P<digits>{_DIGITS})\s?(?P<scale>[a-z]*))",
    re.IGNORECASE,
)


def _convention(point: str, comma: str) -> re.Pattern[str]:
    """Digits with a decimal mark, and perhaps one other mark that groups them by three."""
    grouped = rf"[1-9]\d{{0,2}}(?P<mark>[{comma}'’{_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*"
    return re.compile(rf"(?P<whole>{grouped}|\d*)(?:[{point}](?P<fraction>\d+))?")


_CONVENTIONS = {".": _convention(".", ","), ",": _convention(",", ".")}


def read_number(text: str, *, decimal: Decimal | None = None, unsaid_scale: int = 1) -> float:
    """The number that a text writes, a whole one as an `int`; `unsaid_scale` multiplies one that says no scale.

    Raises:
        GlobalfirmError: it may mean two numbers, which are the `candidates`, or it is not a number.

    >>> read_number("-2.5"), read_number("30k"), read_number("2", unsaid_scale=1000)
    (-2.5, 30000, 2000)
    """
    found = _FIGURE.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if found is None or (found["scale"] or "").lower() not in {"", *SCALES}:
        raise _not_a_number(text)
    if found["machine"]:
        value: Fraction | float = float(found["machine"])
    else:
        scale = found["scale"].lower()
        value = _read_digits(found["digits"], decimal) * (SCALES[scale] if scale else unsaid_scale)
    if value == inf:
        raise _not_a_number(text)
    value = -value if found["sign"] else value
    return value if isinstance(value, float) else _plain(value)


def check_decimal(decimal: str | None) -> None:
    """Refuse what is not a decimal mark.

    >>> check_decimal(";")
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: decimal is ';': give '.' or ',', or None where texts may have either.
    """
    if decimal not in {None, *_CONVENTIONS}:
        message = f"decimal is {quote(decimal)}: give '.' or ',', or None where texts may have either."
        raise GlobalfirmError(message, type="not_a_decimal_mark", given=decimal)


def says_scale(text: str) -> int:
    """What the word after a number multiplies it by; 1 where there is none.

    >>> says_scale("30k"), says_scale("30")
    (1000, 1)
    """
    found = _FIGURE.fullmatch(text)
    return SCALES.get(((found and found["scale"]) or "").lower(), 1)


def write_number(number: float) -> str:
    """A number as `read_number` reads it again: three decimals could be thousands, so a fourth follows them.

    >>> write_number(12.0), write_number(0.25), write_number(1.125)
    ('12', '0.25', '1.1250')
    """
    text = f"{number:.12g}"
    whole, _, fraction = text.partition(".")
    return f"{text}0" if len(fraction) == 3 and whole.lstrip("-") != "0" else text


def _read_digits(text: str, decimal: Decimal | None) -> Fraction:
    """Digits with marks between them as one number."""
    if decimal is not None:
        value = _read_as(text, decimal)
        if value is None:
            raise _not_a_number(text)
        return value
    point, comma = _read_as(text, "."), _read_as(text, ",")
    if point is not None and (comma in {None, point} or "," in text):  # a comma before three digits groups them
        return point
    if comma is None:
        raise _not_a_number(text)
    if point is None and _marks_agree(text):
        return comma
    raise _ambiguous(text, comma if point is None else point, Fraction(_bare(text)) if point is None else comma)


def _read_as(text: str, decimal: Decimal) -> Fraction | None:
    """The number under one convention; None where the marks break it."""
    found = _CONVENTIONS[decimal].fullmatch(text)
    if found is None:
        return None
    return Fraction(f"{_bare(found['whole']) or '0'}.{found['fraction'] or '0'}")


def _marks_agree(text: str) -> bool:
    """Whether a comma can't but be decimal, as in "1.234,50"; "1 234,567" may be a slip of the key."""
    found = _CONVENTIONS[","].fullmatch(text)
    return found is not None and found["mark"] is not None and len(found["fraction"] or "") != 3


def _bare(text: str) -> str:
    return re.sub(r"\D", "", text)


def _plain(value: Fraction | int) -> float:
    return _whole(value.numerator) if value.denominator == 1 else float(value)


def _whole(value: int) -> float:
    return value if -MOST_WHOLE <= value <= MOST_WHOLE else float(value)


def _ambiguous(text: str, one: Fraction, other: Fraction) -> GlobalfirmError:
    meanings = [str(_plain(value)) for value in (one, other)]
    return GlobalfirmError(
        f"{quote(text)} may mean {' or '.join(meanings)}: write the one that is meant, or say which mark is decimal, "
        "decimal='.' or decimal=','.",
        type="ambiguous_number",
        given=text,
        candidates=meanings,
    )


def _not_a_number(text: str) -> GlobalfirmError:
    return GlobalfirmError(f"{quote(text)} is not a number: {GROUPING}", type="not_a_number", given=text)


def as_number(value: object) -> int | float | None:
    """A number as Python's own, of which NumPy, fractions and the columns of databases have others; None where it is none.

    A whole one beyond what floats tell apart is the float that it is, and no number (NaN) where none is as large.

    >>> as_number(decimal.Decimal("2.5")), as_number(Fraction(1, 4)), as_number(3), as_number("3"), as_number(True)
    (2.5, 0.25, 3, None, None)
    """
    if type(value) is float or (type(value) is int and -MOST_WHOLE <= value <= MOST_WHOLE):
        return value
    if isinstance(value, bool) or not isinstance(value, (Real, decimal.Decimal)):
        return None
    try:
        return _whole(int(value)) if isinstance(value, Integral) else float(value)
    except (OverflowError, ValueError):  # a fraction that no float holds, or no number at all, as sNaN
        return nan
