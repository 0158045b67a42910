"""What is known of a quantity: all of it, or bounds.

>>> Interval(2, 4)
Interval(2, 4)
>>> Interval(2) & Interval(0, 5)
Interval(2, 5)
>>> Interval(3, 3) == 3, Interval(2, 4) + 1
(True, Interval(3, 5))
"""

from __future__ import annotations

import re
import sys
from math import inf
from typing import TYPE_CHECKING, Any, NoReturn, Self

from pydantic_core import core_schema

from globalfirm.ground.errors import as_pydantic
from globalfirm.ground.messages import quote
from globalfirm.ground.numbers import FIGURE, Decimal, as_number, write_number
from globalfirm.model.stated import LONGEST_TEXT, phrase, read_stated

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.json_schema import JsonSchemaValue

_SUCH_AS = "give a number, or bounds such as '2-4', '3+' or {'low': 2, 'high': 4}."
STATED = phrase(FIGURE)
"""What may be stated of a figure."""

_FORMAT = re.compile(r"(?P<align>.?[<>=^])?(?P<sign>[-+ ]?z?#?)0?(?P<width>\d*)(?P<digits>.*)", re.DOTALL)


class Interval:
    """A closed interval `[low, high]` in which a fact lies; `low` or `high` is None where it has no bound.

    A value, not a pair: it has no items. One that is exact (`low == high`) is as good as its number: equal to it, with
    the same hash, for `int`, `float`, `<` and formatting. One that is open refuses what its bounds don't settle. `+ - * /`
    give the interval of all that the numbers within could come to; `&` is what two intervals both allow.

    Raises:
        TypeError: a bound is not a number.
        ValueError: the bounds are out of order.

    >>> Interval(3).high is None, Interval(3, 3).is_exact, 4 in Interval(3)
    (True, True, True)
    >>> Interval(0.25, 0.25) < 0.5, f"{Interval(0.25, 0.5):.0%}", Interval(2, 4) * Interval(-1, 1)
    (True, '25%-50%', Interval(-4, 4))
    >>> Interval(4, 3)
    Traceback (most recent call last):
    ValueError: an interval's low bound can't exceed its high bound: 4 > 3.
    >>> Interval(2, 4) < 3
    Traceback (most recent call last):
    TypeError: Interval(2, 4) may be less than 3 or not: it lies from 2 to 4. Ask with a rule, such as (metric.turnover_eur < 3).decide(firm), which may answer can't tell.
    """

    if TYPE_CHECKING:

        @property
        def low(self) -> float | None:
            """The least it may be; None where there is no lower bound."""
            ...

        @property
        def high(self) -> float | None:
            """The most it may be; None where there is no upper bound."""
            ...

    else:
        __slots__ = {
            "high": "The most it may be; None where there is no upper bound.",
            "low": "The least it may be; None where there is no lower bound.",
        }

    __match_args__ = ("low", "high")
    _METRIC = "turnover_eur"
    """Of the rule that messages give for an example."""

    def __new__(cls, low: float | None, high: float | None = None) -> Self:
        """An interval from its bounds."""
        low, high = _end(low, -inf), _end(high, inf)
        if low is not None and high is not None and low > high:
            raise ValueError(f"an interval's low bound can't exceed its high bound: {low} > {high}.")
        return cls._of(low, high)

    @classmethod
    def exactly(cls, value: float) -> Self:
        """The interval of a fact that is known.

        >>> Interval.exactly(3)
        Interval(3, 3)
        """
        value = _number(value)
        return cls._of(value, value)

    @classmethod
    def parse(cls, text: str, *, decimal: Decimal | None = None) -> Interval:
        """The bounds that a text states; `decimal` is its decimal mark, where it could be read either way.

        Raises:
            GlobalfirmError: it states none, or could mean several numbers.

        >>> Interval.parse("1.2m-3m"), Interval.parse("over 1.500,50", decimal=",")
        (Interval(1200000, 3000000), Interval(1500.5))
        """
        return _from_text(text, decimal)

    @classmethod
    def _of(cls, low: float | None, high: float | None) -> Self:
        """An interval whose bounds are numbers in order already, whatever the subclass's constructor takes."""
        made = _new(cls)
        _set_low(made, low)
        _set_high(made, high)
        return made

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """A value does not change."""
        raise AttributeError(f"{self!r} does not change: make another {type(self).__name__}.")

    def __delattr__(self, name: str) -> NoReturn:
        """A value does not change."""
        self.__setattr__(name, None)

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: what it is made from."""
        return type(self), (self.low, self.high)

    def __copy__(self) -> Self:
        """Itself, which does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Itself, which does not change."""
        return self

    @property
    def is_exact(self) -> bool:
        """Whether the fact is known, not just bounded.

        >>> Interval(2, 3).is_exact
        False
        """
        return self.low is not None and self.low == self.high

    def plain(self) -> float | dict[str, float | None]:
        """As plain data, fit for JSON: the number where it is exact, else the bounds, None where there is none.

        >>> Interval(3, 3).plain(), Interval(3).plain()
        (3, {'low': 3, 'high': None})
        """
        low, high = self.low, self.high
        return low if low is not None and low == high else {"low": low, "high": high}

    def __eq__(self, other: object) -> bool:
        """Whether it has the same bounds; an exact one equals its number."""
        if isinstance(other, Interval):
            return self.low == other.low and self.high == other.high
        number = as_number(other)
        return NotImplemented if number is None else bool(self.low == number == self.high)

    def __hash__(self) -> int:
        """As its number's, where it is exact."""
        return hash(self.low) if self.is_exact else hash((self.low, self.high))

    def __bool__(self) -> bool:
        """Whether it is not zero, as of a number.

        Raises:
            TypeError: it may be zero or not.
        """
        if self.low == 0 == self.high:
            return False
        if 0 in self:
            raise TypeError(f"{self!r} may be zero or not: {self._lies()}. {self._ask('>', 0)}")
        return True

    def __lt__(self, other: Interval | float) -> bool:
        """Whether it is less, whatever it turns out to be."""
        return self._compared(other, "<")

    def __le__(self, other: Interval | float) -> bool:
        """Whether it is at most that, whatever it turns out to be."""
        return self._compared(other, "<=")

    def __gt__(self, other: Interval | float) -> bool:
        """Whether it is more, whatever it turns out to be."""
        return self._compared(other, ">")

    def __ge__(self, other: Interval | float) -> bool:
        """Whether it is at least that, whatever it turns out to be."""
        return self._compared(other, ">=")

    def _compared(self, other: Interval | float, operator: str) -> bool:
        value = _comparable(other)
        if value is None:
            return NotImplemented  # type: ignore[no-any-return] # as a comparison may
        (low, high), (least, most) = _ends(self), _ends(value)
        if operator in {">", ">="}:  # the other way round
            low, high, least, most = least, most, low, high
        strict = operator in {"<", ">"}
        if high < least or (high == least and not strict):
            return True
        if low > most or (low == most and strict) or value != value:  # nothing is less than NaN
            return False
        words = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
        shown = repr(value) if isinstance(value, Interval) else str(value)
        may = f"{self!r} may be {words[operator]} {shown} or not"
        raise TypeError(f"{may}: {self._lies()}. {self._ask(operator, value)}")

    def _lies(self) -> str:
        low, high = self.low, self.high
        if low is None:
            return "nothing is known of it" if high is None else f"it is at most {high}"
        return f"it is at least {low}" if high is None else f"it lies from {low} to {high}"

    def _ask(self, operator: str, value: object) -> str:
        if isinstance(value, Interval) and not value.is_exact:
            return "Compare their bounds, low and high."
        number = value.low if isinstance(value, Interval) else value
        rule = f"(metric.{self._METRIC} {operator} {number}).decide(firm)"
        return f"Ask with a rule, such as {rule}, which may answer can't tell."

    def _exact(self) -> float:
        low = self.low
        if low is None or low != self.high:
            raise TypeError(
                f"{self!r} is not one number: {self._lies()}. Take its low or high, or ask with a rule, such as "
                f"(metric.{self._METRIC} < 250).decide(firm), which may answer can't tell."
            )
        return low

    def __int__(self) -> int:
        """The number of an exact one, without its fraction.

        Raises:
            TypeError: it is not exact.
        """
        return int(self._exact())

    def __float__(self) -> float:
        """The number of an exact one.

        Raises:
            TypeError: it is not exact.
        """
        return float(self._exact())

    def __round__(self, digits: int | None = None) -> Interval:
        """With both bounds rounded."""
        return self._resulting(self, *(None if end is None else round(end, digits) for end in (self.low, self.high)))

    def __contains__(self, value: object) -> bool:
        """Whether the fact may be this number; of an interval, whether it may be every number in it.

        >>> 251 in Interval(11, 250)
        False
        """
        within = _comparable(value)
        if within is None:
            return False
        (low, high), (least, most) = _ends(self), _ends(within)
        return low <= least and most <= high

    def __and__(self, other: Interval) -> Interval | None:
        """What both allow; None where they contradict each other.

        >>> Interval(1, 2) & Interval(3) is None
        True
        """
        if not isinstance(other, Interval):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            return NotImplemented
        low, high, least, most = self.low, self.high, other.low, other.high
        low = least if low is None or (least is not None and least > low) else low
        high = most if high is None or (most is not None and most < high) else high
        return None if low is not None and high is not None and high < low else type(self)._of(low, high)

    def __add__(self, other: Interval | float) -> Interval:
        """What their sum may be."""
        with_ = _operand(other)
        if with_ is None:
            return NotImplemented
        (low, high), (least, most) = _ends(self), _ends(with_)
        return self._resulting(other, low + least, high + most)

    def __sub__(self, other: Interval | float) -> Interval:
        """What their difference may be."""
        with_ = _operand(other)
        if with_ is None:
            return NotImplemented
        (low, high), (least, most) = _ends(self), _ends(with_)
        return self._resulting(other, low - most, high - least)

    def __rsub__(self, other: float) -> Interval:
        """What is left of a number."""
        return -self + other

    def __mul__(self, other: Interval | float) -> Interval:
        """What their product may be."""
        with_ = _operand(other)
        return NotImplemented if with_ is None else self._corners(other, with_, _times)

    def __truediv__(self, other: Interval | float) -> Interval:
        """What their ratio may be; open where the divisor may be close to zero.

        Raises:
            ZeroDivisionError: the divisor is zero.
        """
        with_ = _operand(other)
        if with_ is None:
            return NotImplemented
        least, most = _ends(with_)
        if least == 0 == most:
            raise ZeroDivisionError(f"{self!r} can't be divided by zero.")
        if least < 0 < most:
            return Interval._of(0, 0) if self.low == 0 == self.high else Interval._of(None, None)
        by = _over_negative if most <= 0 else _over_positive
        return Interval._corners(self, None, with_, by)

    def __rtruediv__(self, other: float) -> Interval:
        """What a number over it may be."""
        value = _operand(other)
        return NotImplemented if value is None else Interval._of(value, value) / self  # type: ignore[arg-type]

    def __neg__(self) -> Interval:
        """The opposite."""
        low, high = self.low, self.high
        return Interval._of(None if high is None else -high, None if low is None else -low)

    __radd__ = __add__
    __rmul__ = __mul__

    def _corners(self, other: object, with_: Interval | float, operation: Callable[[float, float], float]) -> Interval:
        """The least and most of an operation that runs one way along each of its operands."""
        found = [operation(a, b) for a in _ends(self) for b in _ends(with_)]
        return self._resulting(other, min(found), max(found))

    def _resulting(self, other: object, low: float | None, high: float | None) -> Interval:  # for Count
        """What an operation with some other operand comes to: beyond the largest float there is no bound."""
        low = None if low is None or low < -_LARGEST else min(low, _LARGEST)
        high = None if high is None or high > _LARGEST else max(high, -_LARGEST)
        return Interval._of(low, high)

    def __format__(self, spec: str) -> str:
        """As its number is written; where it is open, each bound, and the width is that of the whole.

        >>> f"{Interval(0.25, 0.25):>6.0%}|{Interval(1000, 2500):,}|{Interval(3):>6.1f}"
        '   25%|1,000-2,500|  3.0+'
        """
        if not spec or spec.endswith("s"):
            return format(str(self), spec)
        if self.is_exact:
            return format(self.low, spec)
        parts = _FORMAT.match(spec)
        assert parts is not None  # noqa: S101 # it matches anything
        each = parts["sign"] + parts["digits"]
        return format(self._written(lambda end: format(end, each)), f"{parts['align'] or '>'}{parts['width']}")

    def __str__(self) -> str:
        """As a person writes it.

        >>> print(Interval(3), Interval(2, 2), Interval(0.25, 1), Interval(None, 5), Interval(None, None), sep=", ")
        3+, 2, 0.25-1, up to 5, any
        """
        return self._written(write_number)

    def _written(self, written: Callable[[float], str]) -> str:
        low, high = self.low, self.high
        if low is None:
            return "any" if high is None else f"up to {written(high)}"
        if high is None:
            return f"{written(low)}+"
        return written(low) if low == high else f"{written(low)}-{written(high)}"

    def __repr__(self) -> str:
        """As code that builds it."""
        last = "" if self.high is None and self.low is not None else f", {self.high!r}"
        return f"{type(self).__name__}({self.low!r}{last})"

    @staticmethod
    def _read(value: object) -> Interval:
        """An interval from what a record holds: itself, a number, text, or bounds.

        Raises:
            ValueError: it is none of these.
        """
        if isinstance(value, Interval):
            return value if type(value) is Interval else Interval._of(value.low, value.high)
        if isinstance(value, str):
            return _from_text(value)
        pair = bounds_given(value)
        try:
            return Interval.exactly(value) if pair is None else Interval(*pair)  # type: ignore[arg-type]
        except TypeError:
            raise ValueError(f"{quote(value)} is not an interval: {_SUCH_AS}") from None

    @classmethod
    def _validated(cls, value: object) -> Interval:
        """What a record holds, as pydantic reads it; `as_validator` around `_read` would take twice the time."""
        try:
            return cls._read(value)
        except ValueError as error:
            raise as_pydantic(error) from error

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: object) -> core_schema.CoreSchema:
        """A number, text, or the bounds; in JSON Schema one definition, by the class's name."""
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
            json_schema_input_schema=core_schema.any_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(Interval.plain, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: object) -> JsonSchemaValue:
        """A number where it is exact, else its bounds; or text, on the way in."""
        return bounds_schema(
            "Interval",
            "A number, or the bounds in which it lies: null where there is none. As text, '2-4' or '3+'.",
            {"type": "number"},
            _nullable({"type": "number"}),
            [0.25, {"low": 2.0, "high": 4.0}, {"low": 3.0, "high": None}, "3+"],
        )


_new = object.__new__
_slots: Any = vars(Interval)  # Any: the descriptors of the slots, which the type checker sees as properties
_set_low, _set_high = _slots["low"].__set__, _slots["high"].__set__
_LARGEST = sys.float_info.max


def bounds_given(value: object) -> tuple[Any, Any] | None:  # Any: what is given for bounds
    """The bounds that a pair or an object of `low` and `high` holds; None where it is neither.

    >>> bounds_given({"low": 2, "high": None}), bounds_given([2, 4]), bounds_given(3)
    ((2, None), (2, 4), None)
    """
    if isinstance(value, (list, tuple)) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict) and value.keys() == {"low", "high"}:
        return value["low"], value["high"]
    return None


def bounds_schema(
    title: str, description: str, number: JsonSchemaValue, low: JsonSchemaValue, examples: list[object]
) -> JsonSchemaValue:
    """The JSON Schema of a number, an object of bounds or text: the same for reading and writing."""
    bounds: JsonSchemaValue = {
        "type": "object",
        "properties": {
            "low": low | {"description": "The least it may be."},
            "high": _nullable(number) | {"description": "The most it may be; null where there is no bound."},
        },
        "required": ["low", "high"],
        "additionalProperties": False,
    }
    text: JsonSchemaValue = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    return {"title": title, "description": description, "anyOf": [number, bounds, text], "examples": examples}


def _nullable(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [schema, {"type": "null"}]}


def _end(value: Any, unbounded: float) -> float | None:  # Any: whatever was given
    """A bound as a number; None where there is none."""
    return None if value is None or (type(value) is float and value == unbounded) else _number(value)


def _number(value: Any) -> float:  # Any: whatever was given
    """A number as Python's own, of which NumPy has others; whole beyond what floats tell apart, the float that it is.

    JSON has 1e23 and the same in digits, which a database may write for one another.

    Raises:
        TypeError: it is not a number.
        ValueError: it is not finite, or no float is as large.
    """
    number = as_number(value)
    if number is None or not -_LARGEST <= number <= _LARGEST:
        wrong = TypeError if number is None else ValueError
        or_parse = "; Interval.parse reads what a text states" if isinstance(value, str) else ""
        raise wrong(
            f"{quote(value)} is not a bound of an interval: give a number, or None where there is none{or_parse}."
        )
    return number


def _comparable(value: object) -> Interval | float | None:
    return value if isinstance(value, Interval) else as_number(value)


def _operand(value: object) -> Interval | float | None:
    """An interval or a finite number; None where it is neither."""
    found = _comparable(value)
    return found if found is None or isinstance(found, Interval) else _number(found)


def _ends(value: Interval | float) -> tuple[float, float]:
    """The bounds, infinite where there are none."""
    if not isinstance(value, Interval):
        return value, value
    low, high = value.low, value.high
    return -inf if low is None else low, inf if high is None else high


def _times(a: float, b: float) -> float:
    return 0 if a == 0 or b == 0 else a * b  # of no bound, too: every number times zero is zero


def _over_positive(a: float, b: float) -> float:
    """A ratio to what is more than zero, though it may come close to it."""
    if b == 0:
        return 0.0 if a == 0 else inf if a > 0 else -inf
    if b in {inf, -inf}:
        return 0.0
    return a / b


def _over_negative(a: float, b: float) -> float:
    return 0.0 - _over_positive(a, -b)  # which is 0, not -0


def _from_text(text: str, decimal: Decimal | None = None) -> Interval:
    if text.strip() == "any":
        return Interval(None, None)
    stated = read_stated(text, STATED, kind="an interval", remedy=_SUCH_AS, decimal=decimal)
    return Interval(stated.low, stated.high)
