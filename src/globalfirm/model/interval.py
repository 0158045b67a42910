"""What is known of a quantity: all of it, or bounds.

>>> Interval(2, 4)
Interval(2, 4)
>>> Interval(2) & Interval(0, 5)
Interval(2, 5)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn, Self

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


class _Bounds(NamedTuple):
    low: float
    high: float | None


class Interval(_Bounds):
    """A closed interval `[low, high]`, or an open-ended one (`high` is None): the fact lies somewhere in it.

    Raises:
        ValueError: the bounds are out of order, or not numbers.

    >>> Interval(3).high is None, Interval(3, 3).is_exact, 4 in Interval(3)
    (True, True, True)
    >>> Interval(4, 3)
    Traceback (most recent call last):
    ValueError: an interval's low bound can't exceed its high bound: 4 > 3.
    """

    __slots__ = ()

    def __new__(cls, low: float, high: float | None = None) -> Self:
        """An interval from its bounds."""
        if low != low or (high is not None and not low <= high):
            raise ValueError(f"an interval's low bound can't exceed its high bound: {low} > {high}.")
        return tuple.__new__(cls, (low, high))

    @classmethod
    def exactly(cls, value: float) -> Self:
        """The interval of a fact that is known.

        >>> Interval.exactly(3)
        Interval(3, 3)
        """
        return tuple.__new__(cls, (value, value))

    @property
    def is_exact(self) -> bool:
        """Whether the fact is known, not just bounded.

        >>> Interval(2, 3).is_exact
        False
        """
        return self.low == self.high

    def __contains__(self, value: object) -> bool:
        """Whether the fact may be this number.

        >>> 251 in Interval(11, 250)
        False
        """
        return isinstance(value, (int, float)) and self.low <= value and (self.high is None or value <= self.high)

    def __and__(self, other: Interval) -> Interval | None:
        """What both allow; None where they contradict each other.

        >>> Interval(1, 2) & Interval(3) is None
        True
        """
        low = max(self.low, other.low)
        ends = [end for end in (self.high, other.high) if end is not None]
        high = min(ends) if ends else None
        return None if high is not None and high < low else type(self)._of(low, high)

    def _unordered(self, _: object) -> NoReturn:
        """Intervals have no order: they may overlap."""
        raise TypeError(f"{self!r} is an interval and has no order: compare its low and high.")

    __lt__ = __le__ = __gt__ = __ge__ = _unordered  # a tuple's would compare the low bounds

    @classmethod
    def _of(cls, low: float, high: float | None) -> Self:
        """An interval whose bounds are in order already, whatever the subclass's constructor takes."""
        return tuple.__new__(cls, (low, high))

    def __str__(self) -> str:
        """As a person writes it.

        >>> print(Interval(3), Interval(2, 2), Interval(0.25, 1), sep=", ")
        3+, 2, 0.25-1
        """
        if self.high is None:
            return f"{self.low:.12g}+"
        return f"{self.low:.12g}" if self.is_exact else f"{self.low:.12g}-{self.high:.12g}"

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"{type(self).__name__}({self.low!r}{'' if self.high is None else f', {self.high!r}'})"

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """A pair of numbers, the second null where there is no upper bound."""
        pair = core_schema.no_info_after_validator_function(
            lambda bounds: cls(*bounds),
            core_schema.tuple_schema(
                [
                    core_schema.float_schema(allow_inf_nan=False),
                    core_schema.nullable_schema(core_schema.float_schema(allow_inf_nan=False)),
                ]
            ),
        )
        return core_schema.json_or_python_schema(
            json_schema=pair,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), pair], mode="left_to_right"),
            serialization=core_schema.plain_serializer_function_ser_schema(list, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A pair of numbers."""
        return {
            "type": "array",
            "title": "Interval",
            "description": "[low, high]; high is null where there is no upper bound.",
            "prefixItems": [{"type": "number"}, {"anyOf": [{"type": "number"}, {"type": "null"}]}],
            "minItems": 2,
            "maxItems": 2,
            "examples": [[2.0, 4.0], [3.0, None]],
        }
