"""A formula as one Python function: run once over symbols, it writes down what it does with them.

Over one firm a formula is called so often that its small calls would be most of its cost. Written out they are plain
expressions, and a branch that is not taken is not worked out. Nothing but the library's own formulas is compiled, of those
that tables share; a test compares them with the formulas as they stand.

>>> from globalfirm import metric
>>> print(source_of(metric.founded))
def answer(firm):
    v0 = firm.stated_founded
    v1 = v0.high
    return new(Bounds, (v0.low, (firm.first_entry_high if (v1 == inf) else v1)))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from itertools import chain
from math import inf, sqrt
from typing import Any, ClassVar, NoReturn

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics.declaration import Declared, Members, Metric
from globalfirm.metrics.formulas import Bounds
from globalfirm.metrics.quantities import FIGURES, LIBRARY
from globalfirm.metrics.zones import Clock

Value = Any
"""A symbol, or a constant. Any: as in formulas."""


class Symbol:
    """A value of a firm that is not known yet: code with gaps, and the values that go into them."""

    __slots__ = ("code", "parts")
    __hash__: ClassVar[Callable[[object], int]] = object.__hash__

    def __init__(self, code: str, *parts: Value) -> None:
        self.code: str = code
        self.parts: tuple[Value, ...] = parts

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
    def root(value: Value, degree: int = 2) -> Value:
        """The square root, or that of another degree."""
        return Symbol("sqrt({})", value) if degree == 2 else Symbol("{} ** {}", value, 1 / degree)


class SymbolicFirm:
    """A firm of which nothing is known yet: what a formula reads of it is written down by its name."""

    def __getattr__(self, name: str) -> Value:
        return _bounds(f"firm.{name}") if _is_bounds(name) else Symbol(f"firm.{name}")

    def answer(self, metric: Declared) -> Bounds | Members:
        """What a metric's formula says, within the metric's range."""
        found: Any = metric.formula(self, Symbols())  # Any: bounds or members
        return found if isinstance(found, Members) else Bounds(*[_within_range(end, metric) for end in found])

    @staticmethod
    def clock(**_: None) -> Clock:
        """The clock in standard time: with other parameters a metric is not compiled."""
        clock = "firm._standard_clock"
        return Clock(_bounds(f"{clock}.zones"), _bounds(f"{clock}.span"), Symbol(f"{clock}.anywhere"))

    @staticmethod
    def continents_listed(scheme: str) -> Symbol:
        """The continents of the record's places."""
        return Symbol(f"firm.continents_listed({scheme!r})")


class SymbolicFirmAtOnce(SymbolicFirm):
    """A firm of which several metrics are worked out at once.

    Those that others read are worked out in their place, and what is gathered for them is not kept; but the metrics that
    the firm holds already, which claims narrow, are read from it.
    """

    def __init__(self, held: Collection[str]) -> None:
        self.held = held
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Value:
        metric = VOCABULARY.get(name)
        if isinstance(metric, Metric):
            return self.answer(metric)
        if name not in LIBRARY:
            return super().__getattr__(name)
        self.read.add(name)
        return _bounds(f"read_{name}(firm)") if _is_bounds(name) else Symbol(f"read_{name}(firm)")

    def answer(self, metric: Declared) -> Bounds | Members:
        """What a metric's formula says, or what the firm holds."""
        return _bounds(f"firm.{metric.name}") if metric.name in self.held else super().answer(metric)


class ReadingFirm(SymbolicFirm):
    """A firm that notes which metrics are read of it, also by those that are read."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Value:
        metric = VOCABULARY.get(name)
        if isinstance(metric, Declared) and name not in self.read:
            self.read.add(name)
            metric.formula(self, Symbols())
        return super().__getattr__(name)


def metrics_read(metric: Declared) -> frozenset[str]:
    """The metrics that one is worked out of, and those that these are; of one that branches by itself, as far as is seen.

    >>> from globalfirm import metric
    >>> sorted(metrics_read(metric.foreign_country_count))
    ['country_count', 'headcount']
    """
    firm = ReadingFirm()
    with suppress(TypeError, AttributeError):  # a user's own may read the record itself
        metric.formula(firm, Symbols(), **metric.given)
    return frozenset(firm.read)


def _is_bounds(name: str) -> bool:
    return name in FIGURES or isinstance(VOCABULARY.get(name), Metric)


def _bounds(path: str) -> Bounds:
    read = Symbol(path)
    return Bounds(Symbol("{}.low", read), Symbol("{}.high", read))


def _within_range(end: Value, metric: Declared) -> Value:
    least, most = metric.minimum, metric.maximum
    if least is not None:
        end = Symbols.where(end < least, least, end)
    return end if most is None else Symbols.where(end > most, most, end)


def source_of(metric: Declared) -> str:
    """The Python that a metric's formula comes to."""
    answer = SymbolicFirm().answer(metric)
    writer = _Writer(*answer)
    one, other = map(writer.written, answer)
    # A named tuple made without a call of Python's in between.
    return writer.function(f"new({type(answer).__name__}, ({one}, {other}))")


def compiled(metric: Declared) -> Callable[[Any], Any]:  # Any: a firm's numbers; bounds or members
    """A metric's formula over the numbers of a firm, as one function.

    >>> from types import SimpleNamespace
    >>> from globalfirm import metric
    >>> compiled(metric.founded)(SimpleNamespace(stated_founded=Bounds(2005, 2005)))
    Bounds(low=2005, high=2005)
    """
    return _function(source_of(metric), {"new": tuple.__new__, "Bounds": Bounds, "Members": Members}, metric.name)


def compiled_at_once(
    metrics: Sequence[Declared],
    held: Collection[str],
    reader_of: Callable[[str], Callable[[Any], Any]],
    makers: Sequence[Callable[[Any, Any], Any]],
) -> Callable[[Any], dict[str, Any]]:  # Any: a firm's numbers; what is read of it; facts
    """The formulas of several metrics as one function, which shares what they have in common and answers facts by name.

    A firm `held` some metrics beforehand, as those that claims narrow; `reader_of` says how what is declared is read,
    and `makers` make each metric's fact of the two things that its formula answers.
    """
    firm = SymbolicFirmAtOnce(held)
    answers = [firm.answer(metric) for metric in metrics]
    writer = _Writer(*chain.from_iterable(answers))
    facts = [
        f"{metric.name!r}: make_{metric.name}({', '.join(map(writer.written, answer))})"
        for metric, answer in zip(metrics, answers, strict=True)
    ]
    names: dict[str, Any] = {f"read_{name}": reader_of(name) for name in firm.read}  # Any: functions
    names |= {f"make_{metric.name}": maker for metric, maker in zip(metrics, makers, strict=True)}
    return _function(writer.function(f"{{{', '.join(facts)}}}"), names, "metrics at once")


def _function(source: str, names: dict[str, Any], of: str) -> Callable[[Any], Any]:  # Any: as above
    names |= {"inf": inf, "sqrt": sqrt}
    exec(compile(source, f"<the formula of {of}>", "exec"), names)  # noqa: S102 # of our own formulas
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
        if self._uses[key] < 2:
            return code
        self._names[key] = f"v{len(self._names)}"
        self.lines.append(f"{self._names[key]} = {code}")
        return self._names[key]

    def function(self, answer: str) -> str:
        """A function of a firm that returns an answer, after the lines that were written for it."""
        return "\n    ".join(["def answer(firm):", *self.lines, f"return {answer}"])
