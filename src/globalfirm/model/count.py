"""How many: a whole number, or what a record says of one ("11-50", "50+", "<10", "about 40").

>>> Count("11-50"), Count("50+"), Count("<10"), Count(25), Count("about 40")
(Count('11-50'), Count('50+'), Count('0-9'), Count(25), Count('32-48'))
>>> Count("a few")
Traceback (most recent call last):
globalfirm.GlobalfirmError: 'a few' is not a count: give a whole number or an interval, such as 25, '11-50', '50+', '<10' or 'about 40'.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Any, Self, overload

from globalfirm.ground.errors import GlobalfirmError, as_pydantic
from globalfirm.ground.messages import quote
from globalfirm.ground.numbers import NUMBER, Decimal, as_number
from globalfirm.model.interval import Interval, bounds_given, bounds_schema
from globalfirm.model.stated import Stated, phrase, read_stated, refusal, spoiled_range, stated_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

Countable = int | str | tuple[int, int | None] | Mapping[str, int | None] | Interval
"""What a count is made of."""

MOST = 10**10
"""A larger number counts neither a firm's people nor its countries: the text means something else."""

LONGEST_PROSE = 2_000

_NO_COUNT = "is not a count"

_SUCH_AS = "give a whole number or an interval, such as 25, '11-50', '50+', '<10' or 'about 40'."

_PEOPLE = (
    r"(?:(?:full[- ]time|permanent|current|remote|passionate|talented|dedicated|smart|bright|global)\s+){0,2}"
    r"(?:employees?|people|persons?|staff(?:\s+members?)?|team[- ]members?|members?|ppl|folks|workers?|"
    r"professionals?|full[- ]timers?|full[- ]time|developers?|engineers?|designers?|colleagues?|minds)"
)
_STATED = phrase(NUMBER, _PEOPLE)
_OTHER_UNIT = re.compile(
    r"(?i)[^\W\d]|\s*(?:%|(?:different\s+)?(?:years?|months?|weeks?|days?|hours?|countries|nations|cities|offices?|locations|"
    r"states|continents|languages|teams|(?:time\s?)?zones|nationalities)\b)"
)
_BEFORE = re.compile(r"(?:[\w$€£¥]|[^\W\d][-.,/])\Z")
"""What stands before digits that are part of a word, a code or an amount."""

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
    globalfirm.GlobalfirmError: 9.5 is not a count: it is not whole. Full-time equivalents and annual work units go in the headcount of accounts, as in Accounts(year=2024, headcount=9.5).
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
        return cls._read(value)  # type: ignore[return-value]

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
    def parse(cls, text: str, *, decimal: Decimal | None = None) -> Count:
        """Read a text as `Count(text)` does; `decimal` is its decimal mark, where it could be read either way.

        Raises:
            GlobalfirmError: the text is not a count, or could mean several numbers.

        >>> Count.parse("10.000+", decimal=",")
        Count('10000+')
        >>> Count.parse("10.000+")
        Traceback (most recent call last):
        globalfirm.GlobalfirmError: '10.000+' is not a count: '10.000' may mean 10 or 10000: write the one that is meant, or say which mark is decimal, decimal='.' or decimal=','.
        """
        return _from_text(text, decimal)

    @classmethod
    def find(cls, prose: str, *, decimal: Decimal | None = None) -> Count:
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
        globalfirm.GlobalfirmError: '0-20 full-time employees, 2,000+ student members' holds several numbers, '0-20 full-time employees' and '2,000+': say which counts the people.
        """
        if spoiled_range(prose):
            raise refusal(prose, "a count", _SUCH_AS)
        found = list(_phrases(prose))
        of_people = [phrase for phrase in found if phrase["unit"]] if len(found) > 1 else found
        decisive = of_people or found
        values = {_count(phrase, prose, decimal) for phrase in decisive}
        if not values:
            raise _refused(prose, "holds no number", _SUCH_AS)
        value, *others = values
        if others or _larger_beside(value, [phrase for phrase in found if phrase not in decisive], prose, decimal):
            shown = " and ".join(repr(phrase[0].strip()) for phrase in found[:3])
            raise _refused(prose, f"holds several numbers, {shown}", "say which counts the people.")
        return value

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

    @staticmethod
    def _read(value: object) -> Count:
        kind = type(value)
        if kind is str:
            return _from_text(value)
        if kind is int:
            return _exactly(value)
        if isinstance(value, Count):
            return value
        if isinstance(value, str):
            return _from_text(str(value))
        pair = (value.low, value.high) if isinstance(value, Interval) else bounds_given(value)
        if pair is not None:
            low, high = pair
            return _checked(_whole(low, value), None if high is None else _whole(high, value), value)
        return _exactly(_whole(value, value))

    @classmethod
    def _validated(cls, value: object) -> Count:
        """As an interval's, but for text, as most counts come: each call less is felt in a record of five offices."""
        try:
            return _from_text(value) if type(value) is str else cls._read(value)
        except ValueError as error:
            raise as_pydantic(error) from error

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


@lru_cache(maxsize=4096)
def _exactly(value: int) -> Count:
    return _checked(value, value, value)


@lru_cache(maxsize=4096)
def _from_text(text: str, decimal: Decimal | None = None) -> Count:
    return _whole_bounds(read_stated(text, _STATED, kind="a count", remedy=_SUCH_AS, decimal=decimal), text)


def _count(found: re.Match[str], prose: str, decimal: Decimal | None) -> Count:
    """The count that a phrase within prose states."""
    return _whole_bounds(stated_by(found, prose, kind="a count", remedy=_SUCH_AS, decimal=decimal), prose)


def _whole_bounds(stated: Stated, given: str) -> Count:
    """The whole numbers within the bounds that a text states."""
    low, high, excluded, numbers = stated
    fractions = [number for number in numbers if not float(number).is_integer()]
    if fractions and low is not None and high is not None:
        raise _fraction(given, fractions[0])
    least = 0 if low is None else floor(low) + 1 if excluded else ceil(low - 1e-9)
    most = None if high is None else max(ceil(high) - 1, 0) if excluded else floor(high + 1e-9)
    return _checked(least, most, given)


def _whole(value: Any, given: object) -> int:  # Any: whatever was given
    """A whole number out of what tables hold: ints, and floats such as 25.0."""
    if type(value) is int:
        return value
    number = as_number(value)
    if number is None or not -inf < number < inf:
        raise refusal(given, "a count", _SUCH_AS)
    if number % 1:
        raise _fraction(given, number)
    return int(number)


def _refused(given: object, what: str, because: str, kind: str = "not_a_count") -> GlobalfirmError:
    return GlobalfirmError(f"{quote(given)} {what}: {because}", type=kind, given=given)


def _fraction(given: object, figure: float) -> GlobalfirmError:
    remedy = f"go in the headcount of accounts, as in Accounts(year=2024, headcount={figure:g})."
    because = f"it is not whole. Full-time equivalents and annual work units {remedy}"
    return _refused(given, _NO_COUNT, because, "not_whole")


def _checked(low: int, high: int | None, given: object) -> Count:
    if low < 0 or low > MOST or (high is not None and high > MOST):
        raise _refused(given, _NO_COUNT, f"it must lie from 0 to {MOST}.")
    if high is not None and high < low:
        raise _refused(given, _NO_COUNT, "its bounds are out of order.")
    return Count._of(low, high)


def _phrases(prose: str) -> Iterator[re.Match[str]]:
    """The counts that a sentence holds."""
    if len(prose) > LONGEST_PROSE:
        raise _refused(prose, _NO_COUNT, f"it is {len(prose)} characters long.")
    text = _NOISE.sub(" ", prose.replace("&gt;", ">").replace("&lt;", "<"))
    for found in _STATED.finditer(text):
        if not _BEFORE.search(text[: found.start()][-2:]) and not _OTHER_UNIT.match(text, found.end()):
            yield found


def _larger_beside(value: Count, others: list[re.Match[str]], prose: str, decimal: Decimal | None) -> bool:
    """Whether a larger number stands beside the one that decides: it may count people of another kind."""
    return any(_count(phrase, prose, decimal).low > (value.high or value.low) for phrase in others)
