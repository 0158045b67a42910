"""How many: a whole number, or what a record says of one ("11-50", "50+", "<10", "about 40").

>>> Count("11-50"), Count("50+"), Count("<10"), Count(25), Count("about 40")
(Count('11-50'), Count('50+'), Count('0-9'), Count(25), Count('32-48'))
>>> Count("a few")
Traceback (most recent call last):
ValueError: 'a few' is not a count: give a whole number or an interval, such as 25, '11-50', '50+', '<10' or 'about 40'.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil, floor, inf
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple, Self, overload

from globalfirm.ground.messages import quote
from globalfirm.model.interval import Interval, bounds_given, bounds_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    Countable = int | str | tuple[int, int | None] | Mapping[str, int | None] | Interval

ABOUT_SHARE = 0.2
""""About 40" is read as 40 less and more this share: 32 to 48. A convention of this library's, on the wide side,
so that a rule which decides on it would hardly be overturned by the true number."""

MOST = 10**10
"""A larger number counts neither a firm's people nor its countries: the text means something else."""

LONGEST_TEXT = 100
LONGEST_PROSE = 2_000

_SUCH_AS = "give a whole number or an interval, such as 25, '11-50', '50+', '<10' or 'about 40'."

_NUMBER = r"(?:\d{1,3}(?:[,\u00a0 ]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:\s?(?:k|m|mn|thousand|million|billion)\b)?"
_PEOPLE = (
    r"(?:(?:full[- ]time|permanent|current|remote|passionate|talented|dedicated|smart|bright|global)\s+){0,2}"
    r"(?:employees?|people|persons?|staff(?:\s+members?)?|team[- ]members?|members?|ppl|folks|workers?|"
    r"professionals?|full[- ]timers?|full[- ]time|developers?|engineers?|designers?|colleagues?|minds)"
)
_PHRASE = re.compile(
    rf"""
    (?P<about>(?:about|around|approx(?:imately|\.)?|circa|ca\.|c\.|~|nearly|nearing|almost|roughly)\s*)?
    (?P<bound>(?:(?:no|not)\s+(?:more|fewer|less)\s+than|more\s+than|over|above|at\s+least|less\s+than|fewer\s+than|under|below|up\s+to|at\s+most
        |between|>=|<=|≥|≤|>|<|\+)\s*)?
    (?P<also>(?:about|around|approx(?:imately|\.)?|~)\s*)?
    (?P<first>{_NUMBER})
    (?:\s*(?:-|–|—|\bto\b|\band\b|\.\.)\s*(?P<second>{_NUMBER}))?
    (?P<ish>ish\b)?
    (?P<plus>\s?\+|\s+plus\b|\s+or\s+more\b|\s+(?:and|&)\s+(?:growing|counting)\b)?
    (?P<unit>\s+{_PEOPLE}\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"(?i)\s*(?:%|(?:different\s+)?(?:years?|months?|weeks?|days?|hours?|countries|nations|cities|offices?|locations|"
    r"states|continents|languages|teams|(?:time\s?)?zones|nationalities)\b)"
)
_OVER = {"more than", "over", "above", ">"}
_AT_LEAST = {"at least", ">=", "≥", "+", "no fewer than", "not fewer than", "no less than", "not less than"}
_UNDER = {"less than", "fewer than", "under", "below", "<"}
_AT_MOST = {"up to", "at most", "<=", "≤", "no more than", "not more than"}
_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "billion": 10**9}
_LETTERS, _DIGITS = re.compile(r"[\W\d_]"), re.compile(r"[^\d.]")
_TRAILING = re.compile(r"\s*(?:\([^()]*\))?\s*[.!]?\s*$")
_NOISE = re.compile(
    r"""\]\([^()\s]*\)                                  # the address of a Markdown link
    | https?://\S+
    | \((?:as\ of|[^()]*\b(?:19|20)\d\d\b)[^()]*\)      # a date in brackets
    | \b(?:as\ of|in|since|from|circa|\()?\s*(?:the\ )?(?:late\ |early\ |summer\ of\ |end\ of\ )?
      (?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},\s*)?|q[1-4]-)?
      (?:19|20)\d\d\b(?!\s*[-–+\d])
    | \b\d{1,2}/\d{1,2}/\d{2,4}\b | \b\d{1,2}/\d{4}\b
    | \[\^\d+\]:?                                      # a footnote
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Count(Interval):
    """What is known of a whole number: `low` to `high`, with `high` None for "50+".

    Takes a whole number, text ("25", "11-50", "50+", "<10", "over 200", "about 40", "1,700", "30k"; with
    "employees" or "people" after it), a pair `(low, high)` or an object {"low": 11, "high": 50}. It is written to JSON
    as a number where it is exact, as such an object otherwise. The sum and the product of two counts are counts; other
    arithmetic gives an `Interval`.

    Raises:
        ValueError: the text is not a count, the number is negative, not whole or beyond ten billion, or the
            bounds are out of order.

    >>> Count("50+").low, Count("50+").high, Count(3) == 3, f"{Count(3):>5}"
    (50, None, True, '    3')
    >>> Count((11, 50)) == Count("11-50"), Count("1,001-5,000 employees")
    (True, Count('1001-5000'))
    >>> Count(9.5)
    Traceback (most recent call last):
    ValueError: 9.5 is not a count: it is not whole. Full-time equivalents and annual work units go in the headcount of accounts, as in Accounts(year=2024, headcount=9.5).
    >>> Count("11-50") < 25
    Traceback (most recent call last):
    TypeError: Count('11-50') may be less than 25 or not: it lies from 11 to 50. Ask with a rule, such as (metric.headcount < 25).decide(firm), which may answer can't tell.
    """

    __slots__ = ()
    _METRIC = "headcount"

    if TYPE_CHECKING:

        @property
        def low(self) -> int:
            """The least it may be."""
            ...

        @property
        def high(self) -> int | None:
            """The most it may be, or None."""
            ...

        @overload
        def __add__(self, other: Count) -> Count: ...
        @overload
        def __add__(self, other: Interval | float) -> Interval: ...
        def __add__(self, other: Interval | float) -> Interval:
            """What their sum may be: of counts, a count."""
            ...

        @overload
        def __mul__(self, other: Count) -> Count: ...
        @overload
        def __mul__(self, other: Interval | float) -> Interval: ...
        def __mul__(self, other: Interval | float) -> Interval:
            """What their product may be: of counts, a count."""
            ...

        def __and__(self, other: Interval) -> Count | None:
            """What both allow."""
            ...

        def __round__(self, digits: int | None = None) -> Count:
            """Itself."""
            ...

    def __new__(cls, value: Countable) -> Self:
        """Read a count; an instance comes back as it is."""
        return _read(value)  # type: ignore[return-value]

    @classmethod
    def exactly(cls, value: float) -> Self:
        """The count of what is known to be this many.

        >>> Count.exactly(3)
        Count(3)
        """
        if type(value) is int and 0 <= value <= MOST:
            return cls._of(value, value)
        return cls(_whole(value, value))

    @classmethod
    def find(cls, prose: str) -> Count:
        """Read the one count of people that a sentence holds: "We’re a team of 45 people, on 8 teams".

        Dates, links and brackets are passed over. A number that counts people decides; else a lone number does.

        Raises:
            ValueError: the text holds no number, or several that could be meant.

        >>> Count.find("As of July 2021, the company has around 40 employees.")
        Count('32-48')
        >>> Count.find("500+ employees across 26 countries.")
        Count('500+')
        >>> Count.find("0-20 full-time employees, 2,000+ student members")
        Traceback (most recent call last):
        ValueError: '0-20 full-time employees, 2,000+ student members' holds several numbers, '0-20 full-time employees' and '2,000+': say which counts the people.
        """
        found = list(_phrases(prose))
        of_people = [phrase for phrase in found if phrase["unit"]] if len(found) > 1 else found
        decisive = of_people or found
        values = {_bounds(phrase) for phrase in decisive}
        if not values:
            raise ValueError(f"{quote(prose)} holds no number: {_SUCH_AS}")
        if len(values) > 1 or _other_kind(found, decisive):
            shown = " and ".join(repr(phrase[0].strip()) for phrase in found[:3])
            raise ValueError(f"{quote(prose)} holds several numbers, {shown}: say which counts the people.")
        return _checked(*values.pop(), prose)

    def _resulting(self, other: object, low: float | None, high: float | None) -> Interval:
        """Of counts and whole numbers a count, as far as it is not below zero."""
        whole = isinstance(other, (Count, int)) and not isinstance(other, bool)
        if not whole or low is None or low < 0:
            return super()._resulting(other, low, high)
        most = None if high is None or high > MOST else int(high)  # no count is larger, so that is no bound
        return Count._of(int(min(low, MOST)), most)

    def __index__(self) -> int:
        """The number of an exact one, for `range` and the like.

        Raises:
            TypeError: it is not exact.
        """
        return int(self)

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: what it is made from."""
        return type(self), ((self.low, self.high),)

    def __str__(self) -> str:
        """As a person writes it, and as `Count` reads it.

        >>> print(Count("< 10"), Count("over 200"))
        0-9 201+
        """
        return self._written(str)

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"Count({self.low if self.is_exact else str(self)!r})"

    @classmethod
    def _read(cls, value: object) -> Count:
        return _read(value)

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: object) -> JsonSchemaValue:
        """A whole number where it is exact, else its bounds; or text, on the way in."""
        number: JsonSchemaValue = {"type": "integer", "minimum": 0, "maximum": MOST}
        return bounds_schema(
            "Count",
            "A whole number, or the bounds in which it lies: high is null where there is none. As text, '11-50', '50+'.",
            number,
            number,
            [25, {"low": 11, "high": 50}, {"low": 50, "high": None}, "11-50"],
        )


class _Span(NamedTuple):
    low: int
    high: int | None


def _read(value: object) -> Count:
    kind = type(value)
    if kind is str or kind is int:
        return _read_hashable(value)
    if isinstance(value, Count):
        return value
    if isinstance(value, str):
        return _read_hashable(str(value))
    pair = (value.low, value.high) if isinstance(value, Interval) else bounds_given(value)
    if pair is not None:
        low, high = pair
        return _checked(_whole(low, value), None if high is None else _whole(high, value), value)
    return _read_hashable(_whole(value, value))


@lru_cache(maxsize=4096)
def _read_hashable(value: int | str) -> Count:
    if isinstance(value, int):
        return _checked(value, value, value)
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"{quote(value)} is not a count: it is {len(value)} characters long.")
    text = _TRAILING.sub("", value.strip())
    phrase = _PHRASE.fullmatch(text)
    if phrase is None or _is_unclear(phrase):
        raise ValueError(f"{quote(value)} is not a count: {_SUCH_AS}")
    bounds = _bounds(phrase)
    if bounds.high == bounds.low - 1 and not phrase["second"]:  # between two whole numbers
        raise ValueError(_fraction(value, f"{_number(phrase['first']):g}"))
    return _checked(*bounds, value)


def _is_unclear(phrase: re.Match[str]) -> bool:
    """Whether a phrase bounds a number both ways ("<50+"), or its dot may be another country's comma ("1.000")."""
    both_ways = bool(phrase["plus"]) and _bound(phrase) in _UNDER | _AT_MOST
    return both_ways or any(re.fullmatch(r"\d{1,3}\.\d{3}", phrase[end] or "") for end in ("first", "second"))


def _bound(phrase: re.Match[str]) -> str:
    return " ".join((phrase["bound"] or "").lower().split())


def _whole(value: Any, given: object) -> int:  # Any: whatever was given
    """A whole number out of what tables hold: ints, and floats such as 25.0."""
    if type(value) is int:
        return value
    number = inf if isinstance(value, bool) or not isinstance(value, Real) else float(value)
    if not -inf < number < inf:
        raise ValueError(f"{quote(given)} is not a count: {_SUCH_AS}")
    if not number.is_integer():
        raise ValueError(_fraction(given, value if value is given else 9.5))
    return int(number)


def _fraction(given: object, figure: object) -> str:
    return (
        f"{quote(given)} is not a count: it is not whole. Full-time equivalents and annual work units go in the headcount "
        f"of accounts, as in Accounts(year=2024, headcount={figure})."
    )


def _checked(low: int, high: int | None, given: object) -> Count:
    if low < 0 or low > MOST or (high is not None and high > MOST):
        raise ValueError(f"{quote(given)} is not a count: it must lie from 0 to {MOST}.")
    if high is not None and high < low:
        raise ValueError(f"{quote(given)} is not a count: its bounds are out of order.")
    return Count._of(low, high)


def _number(text: str, unsaid: str = "") -> float:
    """A number in digits, with the scale after it, or else the one unsaid: "10-50k" starts at ten thousand."""
    scale = _SCALES.get(_LETTERS.sub("", text).lower() or unsaid, 1)
    return min(float(_DIGITS.sub("", text)) * scale, 10.0 * MOST)


def _bounds(phrase: re.Match[str]) -> _Span:
    """The bounds that a phrase states."""
    second = _number(phrase["second"]) if phrase["second"] else None
    unsaid = _LETTERS.sub("", phrase["second"] or "").lower()
    first = _number(phrase["first"], unsaid)
    if second is not None and first > second:  # "500-1k" says its scale
        first = _number(phrase["first"])
    bound = _bound(phrase)
    low: float = first
    high: float | None = first if second is None else second
    if bound in _OVER:
        low, high = (floor(first) + 1, None) if second is None else (first, second)
    elif bound in _AT_LEAST or (phrase["plus"] and not bound):
        low, high = first, None
    elif bound in _UNDER:
        low, high = 0, max(first - 1, 0)
    elif bound in _AT_MOST:
        low = 0
    if phrase["about"] or phrase["also"] or phrase["ish"]:
        low, high = low * (1 - ABOUT_SHARE), high and high * (1 + ABOUT_SHARE)
    return _Span(ceil(low - 1e-9), None if high is None else floor(high + 1e-9))


def _phrases(prose: str) -> Iterator[re.Match[str]]:
    """The counts that a sentence holds."""
    if len(prose) > LONGEST_PROSE:
        raise ValueError(f"{quote(prose)} is not a count: it is {len(prose)} characters long.")
    text = _NOISE.sub(" ", prose.replace("&gt;", ">").replace("&lt;", "<"))
    for phrase in _PHRASE.finditer(text):
        before = text[: phrase.start()][-1:]
        if not before.isalnum() and before not in {"$", "€", "£"} and not _OTHER_UNIT.match(text, phrase.end()):
            yield phrase


def _other_kind(found: list[re.Match[str]], decisive: list[re.Match[str]]) -> bool:
    """Whether a larger number stands beside the one that decides: it may count people of another kind."""
    chosen = _bounds(decisive[0])
    others = [_bounds(phrase) for phrase in found if phrase not in decisive]
    return any(other.low > (chosen.high or chosen.low) for other in others)
