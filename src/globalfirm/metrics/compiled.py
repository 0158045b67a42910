"""A formula as one Python function: run once over symbols, it writes down what it does with them.

Over one firm a formula is called so often that its small calls would be most of its cost. Written out they are plain
expressions, and a branch that is not taken is not worked out. Nothing but the library's own formulas is compiled, of those that tables share; a test
compares them with the formulas as they stand.

>>> from globalfirm import metric
>>> print(source_of(metric.foreign_affiliate_count))
def answer(firm):
    low, high = firm.stated_foreign_affiliates.low, firm.stated_foreign_affiliates.high
    if low < 0 or high > inf:
        return Bounds(min(max(low, 0), inf), max(min(high, inf), 0))
    return Bounds(low, high)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import inf, sqrt
from typing import Any, NoReturn

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics.declaration import Declared, Members
from globalfirm.metrics.formulas import Bounds
from globalfirm.metrics.quantities import FIGURES
from globalfirm.metrics.zones import Clock

Value = Any
"""A symbol, or a constant. Any: as in formulas."""


class Symbol:
    """A value of a firm that is not known yet: code with gaps, and the values that go into them."""

    __slots__ = ("code", "parts")
    __hash__ = object.__hash__

    def __init__(self, code: str, *parts: Value) -> None:
        self.code, self.parts = code, parts

    def __add__(self, other: Value) -> Symbol:
        return Symbol("({} + {})", self, other)

    def __radd__(self, other: Value) -> Symbol:
        return Symbol("({} + {})", other, self)

    def __sub__(self, other: Value) -> Symbol:
        return Symbol("({} - {})", self, other)

    def __rsub__(self, other: Value) -> Symbol:
        return Symbol("({} - {})", other, self)

    def __mul__(self, other: Value) -> Symbol:
        return Symbol("({} * {})", self, other)

    def __rmul__(self, other: Value) -> Symbol:
        return Symbol("({} * {})", other, self)

    def __truediv__(self, other: Value) -> Symbol:
        return Symbol("({} / {})", self, other)

    def __lt__(self, other: Value) -> Symbol:
        return Symbol("({} < {})", self, other)

    def __le__(self, other: Value) -> Symbol:
        return Symbol("({} <= {})", self, other)

    def __gt__(self, other: Value) -> Symbol:
        return Symbol("({} > {})", self, other)

    def __ge__(self, other: Value) -> Symbol:
        return Symbol("({} >= {})", self, other)

    def __eq__(self, other: object) -> Symbol:  # type: ignore[override]
        return Symbol("({} == {})", self, other)

    def __ne__(self, other: object) -> Symbol:  # type: ignore[override]
        return Symbol("({} != {})", self, other)

    def __bool__(self) -> NoReturn:
        raise TypeError("a formula branches by xp.where, not by if, and, or, not.")


class Symbols:
    """The functions of formulas over symbols."""

    __slots__ = ()

    @staticmethod
    def where(condition: Value, yes: Value, no: Value) -> Value:
        """The one where a condition holds, else the other."""
        return Symbol("({1} if {0} else {2})", condition, yes, no)

    @staticmethod
    def maximum(*values: Value) -> Value:
        """The greatest of some values."""
        return Symbol(f"max({', '.join(['{}'] * len(values))})", *values)

    @staticmethod
    def minimum(*values: Value) -> Value:
        """The least of some values."""
        return Symbol(f"min({', '.join(['{}'] * len(values))})", *values)

    @staticmethod
    def both(*conditions: Value) -> Value:
        """Whether all of some conditions hold."""
        return Symbol(f"({' and '.join(['{}'] * len(conditions))})", *conditions)

    @staticmethod
    def either(*conditions: Value) -> Value:
        """Whether any of some conditions holds."""
        return Symbol(f"({' or '.join(['{}'] * len(conditions))})", *conditions)

    @classmethod
    def neither(cls, *conditions: Value) -> Value:
        """Whether none of some conditions holds."""
        return Symbol("(not {})", cls.either(*conditions))

    @staticmethod
    def ratio(part: Value, whole: Value) -> Value:
        """A part over its whole, in one division: 0 where the whole is 0 or unbounded."""
        return Symbol("({0} / {1} if {1} and {1} != inf else 0.0)", part, whole)

    @staticmethod
    def product(one: Value, other: Value) -> Value:
        """One times another: 0 where either is 0, be the other unbounded."""
        return Symbol("({0} * {1} if {0} and {1} else 0.0)", one, other)

    @staticmethod
    def root(value: Value) -> Value:
        """The square root."""
        return Symbol("sqrt({})", value)


class SymbolicFirm:
    """A firm of which nothing is known yet: what a formula reads of it is written down by its name."""

    def __getattr__(self, name: str) -> Value:
        metric = VOCABULARY.get(name)
        if name in FIGURES or (metric is not None and metric.kind == "quantity"):
            return _bounds(f"firm.{name}")
        return Symbol(f"firm.{name}")

    @staticmethod
    def clock(**_: None) -> Clock:
        """The clock in standard time: with other parameters a metric is not compiled."""
        clock = "firm._standard_clock"
        return Clock(_bounds(f"{clock}.zones"), _bounds(f"{clock}.span"), Symbol(f"{clock}.anywhere"))

    @staticmethod
    def continents_listed(scheme: str) -> Symbol:
        """The continents of the record's places."""
        return Symbol(f"firm.continents_listed({scheme!r})")


def _bounds(path: str) -> Bounds:
    return Bounds(Symbol(f"{path}.low"), Symbol(f"{path}.high"))


def source_of(metric: Declared) -> str:
    """The Python that a metric's formula comes to."""
    found = metric.formula(SymbolicFirm(), Symbols())
    if isinstance(found, Members):
        writer = _Writer(found.known, found.complete)
        last = [f"return Members({writer.written(found.known)}, {writer.written(found.complete)})"]
    else:
        writer = _Writer(*found)
        least = -inf if metric.minimum is None else metric.minimum
        most = inf if metric.maximum is None else metric.maximum
        last = [
            f"low, high = {writer.written(found.low)}, {writer.written(found.high)}",
            f"if low < {least} or high > {most}:",
            f"    return Bounds(min(max(low, {least}), {most}), max(min(high, {most}), {least}))",
            "return Bounds(low, high)",
        ]
    return "\n    ".join(["def answer(firm):", *writer.lines, *last])


def compiled(metric: Declared) -> Callable[[Any], Any]:  # Any: a firm's numbers; bounds or members
    """A metric's formula over the numbers of a firm, as one function.

    >>> from types import SimpleNamespace
    >>> from globalfirm import metric
    >>> compiled(metric.founded)(SimpleNamespace(stated_founded=Bounds(2005, 2005)))
    Bounds(low=2005, high=2005)
    """
    names: dict[str, Any] = {"inf": inf, "sqrt": sqrt, "Bounds": Bounds, "Members": Members}
    exec(compile(source_of(metric), f"<the formula of {metric.name}>", "exec"), names)  # noqa: S102 # of our own formulas
    answer: Callable[[Any], Any] = names["answer"]
    return answer


class _Writer:
    """Symbols as code: what is used more than once stands on a line of its own."""

    def __init__(self, *found: Value) -> None:
        self.lines: list[str] = []
        self._names: dict[int, str] = {}
        self._keys: dict[int, int] = {}  # of symbols, by identity
        self._numbers: dict[tuple[object, ...], int] = {}  # symbols that say the same have one number
        self._uses: Counter[int] = Counter()
        self._symbols = found  # kept, since identities are reused
        for value in found:
            self._count(value)

    def _count(self, value: Value, times: int = 1) -> None:
        if not isinstance(value, Symbol):
            return
        key = self._key(value)
        if not self._uses[key]:
            for i, part in enumerate(value.parts):
                self._count(part, value.code.count(f"{{{i}}}") or 1)
        self._uses[key] += times

    def _key(self, value: Value) -> int:
        if not isinstance(value, Symbol):
            return self._numbers.setdefault((type(value), value), len(self._numbers))
        if id(value) not in self._keys:
            said = (value.code, *map(self._key, value.parts))
            self._keys[id(value)] = self._numbers.setdefault(said, len(self._numbers))
        return self._keys[id(value)]

    def written(self, value: Value) -> str:
        """A value as code, after the lines that it needs."""
        if not isinstance(value, Symbol):
            return repr(value)
        key = self._key(value)
        if key in self._names:
            return self._names[key]
        code = value.code.format(*map(self.written, value.parts))
        if not value.parts or self._uses[key] < 2:
            return code
        self._names[key] = f"v{len(self._names)}"
        self.lines.append(f"{self._names[key]} = {code}")
        return self._names[key]
