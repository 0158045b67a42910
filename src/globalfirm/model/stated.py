"""What people state of a number ("about 40", "11-50", "over € 3m", "10 or more") as its bounds.

`Count` and `Interval` read text by this one grammar; the numbers in it are those of `globalfirm.ground.numbers`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import quote
from globalfirm.ground.numbers import GROUPING, Decimal, check_decimal, read_number, says_scale

ABOUT_SHARE = 0.2
""""About 40" is read as 40 less and more this share: 32 to 48. A convention of this library's, on the wide side,
so that a rule which decides on it would hardly be overturned by the true number."""

LONGEST_TEXT = 100

_ABOUT = r"(?:about|around|approx(?:imately|\.)?|circa|ca\.|ca(?=\s)|c\.|~|≈|nearly|nearing|almost|roughly|close\s+to|some)\s*"
_MORE = r"(?:\s?\+|\s+plus\b|\s+or\s+more\b|\s+(?:and|&)\s+(?:is\s+|still\s+)?(?:growing|counting)\b(?:\s+(?:fast|quickly|rapidly)\b)?)"
_FEWER = r"\s+or\s+(?:fewer|less)\b"
_SO = r"(?:\s?-?ish\b|\s+or\s+so\b)"
_OVER = {"more than", "over", "above", ">"}
_AT_LEAST = {"at least", ">=", "≥", "+", "no fewer than", "not fewer than", "no less than", "not less than"}
_UNDER = {"less than", "fewer than", "under", "below", "<"}
_AT_MOST = {"up to", "at most", "<=", "≤", "no more than", "not more than"}


def phrase(number: str, unit: str = "(?!)") -> re.Pattern[str]:
    """The pattern of what is stated of a number, perhaps with a unit after it.

    >>> phrase(r"[0-9]+", "people").fullmatch("about 40 people")["first"]
    '40'
    """
    return re.compile(
        rf"""
        (?P<about>{_ABOUT})?
        (?P<bound>(?:(?:no|not)\s+(?:more|fewer|less)\s+than|more\s+than|over|above|at\s+least|less\s+than|fewer\s+than
            |under|below|up\s+to|at\s+most|>=|<=|≥|≤|>|<|\+|(?P<between>between))\s*)?
        (?P<also>{_ABOUT})?
        (?P<first>{number})
        (?:\s*(?:[-−–—‐‑‒]|\bto\b|\.\.|(?(between)\band\b|(?!)))\s*(?P<second>{number}))?
        (?P<ish>{_SO})?
        (?P<plus>{_MORE})?
        (?P<fewer>{_FEWER})?
        (?P<unit>\s+{unit}\b)?
        (?P<ish_after>{_SO})?
        (?P<plus_after>{_MORE})?
        (?P<fewer_after>{_FEWER})?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


class Stated(NamedTuple):
    """The bounds of a number, None where there is none, and whether the bounds themselves are `excluded`, as by "over 5".

    `numbers` are the one or two that stand in the text.
    """

    low: float | None
    high: float | None
    excluded: bool
    numbers: tuple[float, ...]


def read_stated(
    text: str, pattern: re.Pattern[str], *, kind: str, remedy: str, decimal: Decimal | None = None
) -> Stated:
    """The bounds that a whole text states by a pattern of `phrase`; an error calls it `kind` and says the `remedy`.

    Raises:
        GlobalfirmError: it states none, or a number in it may mean two.

    >>> read_stated("10-50k", phrase("[0-9]+k?"), kind="a count", remedy="give 25.")
    Stated(low=10000, high=50000, excluded=False, numbers=(10000, 50000))
    """
    if len(text) > LONGEST_TEXT:
        raise refusal(text, kind, f"it is {len(text)} characters long.")
    found = pattern.fullmatch(without_remark(text))
    if found is None:
        raise refusal(text, kind, remedy)
    return stated_by(found, text, kind=kind, remedy=remedy, decimal=decimal)


def stated_by(found: re.Match[str], given: str, *, kind: str, remedy: str, decimal: Decimal | None = None) -> Stated:
    """The bounds that a phrase of the text given states; see `read_stated`."""
    check_decimal(decimal)
    try:
        stated = _bounds(found, decimal)
    except GlobalfirmError as error:
        raise refusal(given, kind, remedy, error) from error
    if stated is None:
        raise refusal(given, kind, remedy)
    return stated


def _bounds(found: re.Match[str], decimal: Decimal | None) -> Stated | None:
    """The bounds that a phrase states; None where it bounds a number both ways, as "<50+" does, or on no side."""
    numbers = _numbers(found, decimal)
    low, high, is_range = numbers[0], numbers[-1], len(numbers) == 2
    bound = " ".join((found["bound"] or "").lower().split())
    more = bool(found["plus"] or found["plus_after"])
    fewer = bool(found["fewer"] or found["fewer_after"]) or bound in _UNDER | _AT_MOST
    if (fewer and (more or bound in _OVER | _AT_LEAST)) or (bound == "between" and not is_range):
        return None
    over = bound in _OVER and not is_range
    if any(found[name] for name in ("about", "also", "ish", "ish_after")):
        low, high = low - ABOUT_SHARE * abs(low), high + ABOUT_SHARE * abs(high)
    endless = over or more or bound in _AT_LEAST
    return Stated(None if fewer else low, None if endless else high, over or bound in _UNDER, numbers)


def _numbers(found: re.Match[str], decimal: Decimal | None) -> tuple[float, ...]:
    """The number of a phrase, or the two of a range: "10-50k" starts at ten thousand, "500-1k" at five hundred."""
    if not found["second"]:
        return (read_number(found["first"], decimal=decimal),)
    second = read_number(found["second"], decimal=decimal)
    first = read_number(found["first"], decimal=decimal, unsaid_scale=says_scale(found["second"]))
    return first if first <= second else read_number(found["first"], decimal=decimal), second


_TRAILING = re.compile(r"\s*(?:\((?:[^()\d]*|as\ of[^()]*|[^()]*\b(?:19|20)\d\d)\))?\s*[.!]?\s*$")


def without_remark(text: str) -> str:
    """The text without a full stop, or a remark in brackets that holds no number but a date.

    >>> without_remark("50+ (as of June 2020)."), without_remark("20 (30 with partners)")
    ('50+', '20 (30 with partners)')
    """
    return _TRAILING.sub("", text.strip(), count=1)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})-(?P<after>\d\d?)|(?P<before>\d\d?)-(?P<of>{'|'.join(_MONTHS)})")
_CODE = re.compile(r"c_0*(?P<low>\d{1,9})_(?:0*(?P<high>\d{1,9})|max)")


def spoiled_range(text: str) -> str | None:
    """The range that a spreadsheet took for a day or a month, or that a database writes as a code; None where there is none.

    >>> spoiled_range("Jan-50"), spoiled_range("10-Jan"), spoiled_range("c_00051_00100"), spoiled_range("c_10001_max")
    ('1-50', '1-10', '51-100', '10001+')
    """
    if date := _DATE.fullmatch(text.strip().lower()):
        ends = sorted([_MONTHS.index(date["month"] or date["of"]) + 1, int(date["after"] or date["before"])])
        return f"{ends[0]}-{ends[1]}"
    if code := _CODE.fullmatch(text.strip().lower()):
        return f"{code['low']}-{code['high']}" if code["high"] else f"{code['low']}+"
    return None


def refusal(given: object, kind: str, remedy: str, because: GlobalfirmError | None = None) -> GlobalfirmError:
    """The error of a text that is not a count, or whatever kind: what was given, why, and what would do.

    >>> print(refusal("Jan-50", "a count", "give 25."))
    'Jan-50' is not a count: a spreadsheet or a database may have made it out of 1-50. Did you mean '1-50'?
    >>> print(refusal("a few", "a count", "give 25."))
    'a few' is not a count: give 25.
    """
    said, name = f"{quote(given)} is not {kind}: ", f"not_{kind.replace(' ', '_')}"
    if because is not None and because.candidates:
        return GlobalfirmError(f"{said}{because}", type=because.type, given=given, candidates=because.candidates)
    meant = spoiled_range(given) if isinstance(given, str) else None
    if meant is not None:
        remedy = f"a spreadsheet or a database may have made it out of {meant}. Did you mean {meant!r}?"
    elif because is not None:
        remedy = GROUPING
    return GlobalfirmError(said + remedy, type=name, given=given, suggestion=meant)
