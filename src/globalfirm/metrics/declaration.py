"""The declaration of a metric: one function, of which its name, its rules, its columns and its page follow.

>>> from globalfirm import Company, Office, metric
>>> firm = Company(name="A", offices=[Office(country="RS", headcount=4), Office(country="US", headcount=6)])
>>> metric.country_count(firm), metric.country_count >= 2, metric.country_count.unit
(Count(2), metric.country_count >= 2, 'countries')
>>> people_per_country = metric.headcount / metric.country_count
>>> people_per_country(firm), (people_per_country >= 5).decide(firm)
(Interval(5.0, 5.0), True)
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, NoReturn, TypeVar, overload

from globalfirm.expressions.comparisons import Membership, ParameterRef, Threshold
from globalfirm.expressions.facts import FactSource, facts_of
from globalfirm.expressions.logic import TOLERANCE
from globalfirm.expressions.vocabulary import VOCABULARY, Kind, metric_named
from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.numbers import as_number
from globalfirm.metrics.formulas import Bounds, Formula, Namespace, exactly, where
from globalfirm.metrics.quantities import DERIVED, FIGURES, QUANTITIES, READ_OF_FIRMS
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet

if TYPE_CHECKING:
    from globalfirm.expressions.logic import Operator
    from globalfirm.metrics.generated import MetricNames
    from globalfirm.model.company import Company
else:
    MetricNames = object

RestsOn = Literal["headcount", "places", "clocks", "operations", "affiliates", "accounts", "growth", "record"]
"""Which part of a record holds what a metric is worked out of; clocks are the time zones of its places, growth is between
the accounts of two years."""

_OF_TEXT: dict[type, Callable[[str], object]] = {
    int: int,
    float: float,
    bool: {"True": True, "False": False}.__getitem__,
}
"""How files' text is read as a parameter whose default is of a kind."""

_library: dict[str, None] = {}
"""The names of the library's own metrics, once all are declared."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Declared:
    """What a metric says of itself, whichever kind it is of.

    `minimum` and `maximum` bound it for every firm. `yearly` metrics come from one year's accounts, so rules may ask
    for them year by year. `rests_on` says which part of the record holds its sources. `claimable` ones are narrowed by
    claims. `tables` says whether it has columns,
    `profiled` whether a profile holds it: what few ask for and costs much is worked out when it is asked for. `exact` ones meet a threshold to the last digit, as whole ones do; a ratio
    does within what floating point may have moved it. `given` are parameters that are not left at their defaults.
    """

    name: str
    meaning: str
    unit: str
    source: str
    formula: Formula
    module: str
    minimum: float | None = 0
    maximum: float | None = None
    whole: bool = False
    exact: bool = False
    yearly: bool = False
    rests_on: RestsOn = "record"
    claimable: bool = False
    tables: bool = True
    profiled: bool = True
    sharper: Callable[[Any], Bounds] | None = None  # Any: the numbers of one firm
    tolerance: float = field(default=0.0, init=False)
    single: bool = False
    reader: Callable[[str], str] = str
    parameters: Mapping[str, object] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tolerance", 0.0 if self.whole or self.exact else TOLERANCE)

    @property
    def kind(self) -> Kind:
        """Whether it is compared with numbers or asked for members."""
        return "set" if isinstance(self, SetMetric) else "quantity"

    @property
    def own(self) -> bool:
        """Whether it is a user's own, and not the library's."""
        return self.name not in _library

    def read(self, text: str, /) -> str:
        """Of a set: a member as it is kept, from the ways in which people write it."""
        return self.reader(text)

    def canonical(self, parameters: Mapping[str, object], /) -> dict[str, str]:
        """Parameters as text, those left out that have their defaults.

        Raises:
            TypeError: the metric takes no parameter of that name.
            ValueError: it is a number, and the value is none.
        """
        found = {}
        for name, value in parameters.items():
            if name not in self.parameters:
                takes = f"it takes {', '.join(self.parameters)}" if self.parameters else "it takes none"
                raise TypeError(f"{self.name} has no parameter {quote(name)}: {takes}.{nearest(name, self.parameters)}")
            if self._parameter(name, value) != self.parameters[name]:
                found[name] = value.isoformat() if isinstance(value, date) else str(value)
        return found

    def _parameter(self, name: str, value: object) -> object:
        """A parameter's value in the kind of its default, if that is a number: files keep it as text."""
        read = _OF_TEXT.get(type(self.parameters[name]))
        if read is None:
            return value
        try:
            return read(str(value))
        except (ValueError, KeyError):
            such_as = f"give one such as {self.parameters[name]!r}"
            raise ValueError(f"{name} of {self.name} can't be {quote(value)}: {such_as}.") from None

    @property
    def asked(self) -> dict[str, object]:
        """The parameters that are not left at their defaults, as the formula takes them."""
        return {name: self._parameter(name, text) for name, text in self.given.items()}

    def bind(self, parameters: Mapping[str, object]) -> Declared:
        """The metric asked with some parameters."""
        return replace(self, given={**self.given, **self.canonical(parameters)})

    def _no_rule(self, *_: object) -> NoReturn:
        raise TypeError(
            f"metric.{self.name} alone is not a rule: compare it, and put each comparison in brackets, as in "
            "(metric.country_count >= 2) & (metric.headcount < 250)."
        )

    __and__: ClassVar[Callable[..., NoReturn]] = _no_rule
    __rand__: ClassVar[Callable[..., NoReturn]] = _no_rule
    __or__: ClassVar[Callable[..., NoReturn]] = _no_rule
    __ror__: ClassVar[Callable[..., NoReturn]] = _no_rule
    __bool__: ClassVar[Callable[..., NoReturn]] = _no_rule
    __invert__: ClassVar[Callable[..., NoReturn]] = _no_rule

    def __reduce__(self) -> tuple[object, ...]:
        """By name: a formula is found where it was declared."""
        return _restored, (self.name, dict(self.given))

    def __copy__(self) -> Declared:
        """Itself: it never changes."""
        return self

    def __deepcopy__(self, _: object) -> Declared:
        """Itself: it never changes."""
        return self

    def __repr__(self) -> str:
        """As code that names it."""
        asked = f"({', '.join(f'{name}={value!r}' for name, value in self.given.items())})" if self.given else ""
        return f"metric.{self.name}{asked}" if self.name.isidentifier() else f"({self.name})"


Operand = "Metric | float | int"
NOBODY_GIVEN = object()
"""Stands for no firm, where None would be a mistake of the caller's."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Metric(Declared):
    """A quantity of a firm. Called with one it says what is known; compared with a number it is a rule.

    Arithmetic of metrics is a metric, by interval arithmetic: where both sides rest on the same fact the bounds are
    wider than they need be (of `m - m` the answer is not 0), and never too narrow.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment] # what compares to a rule can't be looked up

    @overload
    def __call__(self, firm: Company | FactSource, /, **parameters: object) -> Interval: ...
    @overload
    def __call__(self, /, **parameters: object) -> Metric: ...
    def __call__(
        self, firm: Company | FactSource | object = NOBODY_GIVEN, /, **parameters: object
    ) -> Interval | Metric:
        """What is known of a firm; without a firm, the metric asked with other parameters.

        Raises:
            TypeError: it is not a firm, or the metric takes no such parameter.
            ValueError: a parameter has a value that it can't have.
        """
        asked = self.bind(parameters) if parameters else self
        if firm is NOBODY_GIVEN:
            return asked  # type: ignore[return-value] # of its own class
        return facts_of(firm).fact(self.name, **asked.given)  # type: ignore[return-value] # a quantity is an interval

    def _compared(self, operator: Operator, value: object) -> Threshold:
        number = value if isinstance(value, ParameterRef) else as_number(value)
        if number is None:
            raise TypeError(
                f"metric.{self.name} is compared with a number, or with a parameter such as parameter('small'), "
                f"not with {quote(value)}."
            )
        return Threshold(metric=self.name, operator=operator, value=number, given=dict(self.given))  # type: ignore[arg-type] # read by its validator

    def __lt__(self, value: float | ParameterRef) -> Threshold:
        """Less than."""
        return self._compared("<", value)

    def __le__(self, value: float | ParameterRef) -> Threshold:
        """At most."""
        return self._compared("<=", value)

    def __eq__(self, value: object) -> Threshold:  # type: ignore[override]
        """Exactly."""
        return self._compared("==", value)

    def __ne__(self, value: object) -> Threshold:  # type: ignore[override]
        """Anything but."""
        return self._compared("!=", value)

    def __ge__(self, value: float | ParameterRef) -> Threshold:
        """At least."""
        return self._compared(">=", value)

    def __gt__(self, value: float | ParameterRef) -> Threshold:
        """More than."""
        return self._compared(">", value)

    def __add__(self, other: Metric | float) -> Metric:
        """The sum of two metrics, or of one and a number."""
        return _arithmetic(self, "+", other)

    def __radd__(self, other: float) -> Metric:
        """The sum of a number and a metric."""
        return _arithmetic(other, "+", self)

    def __sub__(self, other: Metric | float) -> Metric:
        """The difference of two metrics, or of one and a number."""
        return _arithmetic(self, "-", other)

    def __rsub__(self, other: float) -> Metric:
        """The difference of a number and a metric."""
        return _arithmetic(other, "-", self)

    def __mul__(self, other: Metric | float) -> Metric:
        """The product of two metrics, or of one and a number."""
        return _arithmetic(self, "*", other)

    def __rmul__(self, other: float) -> Metric:
        """The product of a number and a metric."""
        return _arithmetic(other, "*", self)

    def __truediv__(self, other: Metric | float) -> Metric:
        """The ratio of two metrics, or of one and a number: open where the divisor may be 0."""
        return _arithmetic(self, "/", other)

    def __rtruediv__(self, other: float) -> Metric:
        """The ratio of a number and a metric: open where the divisor may be 0."""
        return _arithmetic(other, "/", self)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SetMetric(Declared):
    """A set of a firm, such as the countries with people. Called with one it says which members are known."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment] # as `Metric`

    @overload
    def __call__(self, firm: Company | FactSource, /, **parameters: object) -> PartialSet: ...
    @overload
    def __call__(self, /, **parameters: object) -> SetMetric: ...
    def __call__(
        self, firm: Company | FactSource | object = NOBODY_GIVEN, /, **parameters: object
    ) -> PartialSet | SetMetric:
        """What is known of a firm; without a firm, the metric asked with other parameters."""
        asked = self.bind(parameters) if parameters else self
        if firm is NOBODY_GIVEN:
            return asked  # type: ignore[return-value] # of its own class
        return facts_of(firm).fact(self.name, **asked.given)  # type: ignore[return-value] # a set

    def any_of(self, *values: str) -> Membership:
        """The rule that it holds any of some values.

        >>> from globalfirm import metric
        >>> metric.countries.any_of("Serbia", "US")
        metric.countries.any_of('RS', 'US')
        """
        if not values or not all(isinstance(value, str) for value in values):
            raise TypeError(f"give the values one by one, as text: metric.{self.name}.any_of('...', '...').")
        if self.given:
            raise TypeError(f"a rule asks {self.name} by its defaults: {self!r} answers a firm alone.")
        return Membership(metric=self.name, values=values)

    def __eq__(self, value: object) -> Membership:  # type: ignore[override]
        """Of one value, such as the home: the rule that it is this one."""
        if not self.single or not isinstance(value, str):
            raise TypeError(f"write metric.{self.name}.any_of('...') to ask which it holds: it is not compared.")
        return self.any_of(value)

    def __ne__(self, value: object) -> NoReturn:
        """Nothing: the opposite of a rule is written with ~."""
        raise TypeError(f"write ~metric.{self.name}.any_of({value!r}) for the opposite.")

    def __contains__(self, value: object) -> NoReturn:
        """Python would make True or False of it."""
        raise TypeError(f"write metric.{self.name}.any_of({value!r}) to ask whether it holds {quote(value)}.")


class Members(NamedTuple):
    """What a formula of a set answers: its members, and whether there are no others."""

    known: Any  # a tuple of one firm's, or the name of the codes that a table's rows hold
    complete: Any  # a truth value or a column


def _restored(name: str, given: dict[str, str]) -> Declared:
    found = metric_named(name)
    assert isinstance(found, Declared)  # noqa: S101 # nothing else is declared
    return found.bind(given) if given else found


D = TypeVar("D", bound=Declared)


def declare(made: D) -> D:
    """Let a metric join the others. Declared again from the same module, as by a notebook cell run twice, it takes its place.

    Raises:
        ValueError: it is not fully declared, or another module has a metric of that name.
    """
    earlier = VOCABULARY.get(made.name)
    if not made.name.isidentifier() or made.name.startswith("_"):
        raise ValueError(f"{quote(made.name)} is not a name for a metric: give one of letters, digits and _.")
    if hasattr(MetricNamespace, made.name):
        raise ValueError(f"metric.{made.name} is something else already: give the metric another name.")
    if made.name in READ_OF_FIRMS or made.name in QUANTITIES or made.name in FIGURES or made.name in DERIVED:
        raise ValueError(
            f"formulas read something else as firm.{made.name}: give the metric another name, or what is of your own, such "
            f"as stated_{made.name}."
        )
    for part in ("meaning", "unit", "source"):
        if not str(getattr(made, part)).strip():
            where_ = "the first line of its docstring" if part == "meaning" else f"{part}='...'"
            raise ValueError(f"the metric {made.name} has no {part}: give it as {where_}.")
    if isinstance(earlier, Declared) and (not earlier.own or earlier.module != made.module):
        whose = f"the module {earlier.module}" if earlier.own else "globalfirm"
        raise ValueError(f"{whose} has a metric {made.name!r} already: give yours another name.")
    VOCABULARY[made.name] = made
    return made


def seal() -> tuple[str, ...]:
    """The names of all metrics declared so far, which from now on are the library's: nobody else's may take their place."""
    _library.update(dict.fromkeys(VOCABULARY))
    return tuple(_library)


def _of_formula(formula: Callable[..., Any], kind: type[D], **details: Any) -> D:  # Any: fields of the metric
    taken = inspect.signature(formula).parameters.values()
    parameters = {each.name: each.default for each in taken if each.kind is each.KEYWORD_ONLY}
    if len(parameters) != len(taken) - 2 or inspect.Parameter.empty in parameters.values():
        raise TypeError(
            f"the formula {formula.__name__} takes {', '.join(map(str, taken)) or 'nothing'}: let it take (firm, xp), "
            "and parameters with defaults after a *."
        )
    meaning = " ".join((formula.__doc__ or "").strip().split("\n\n")[0].split())
    details = {"name": formula.__name__, **details}
    made = kind(meaning=meaning, formula=formula, module=formula.__module__, parameters=parameters, **details)
    return declare(made)


def _refuse_bare(given: object, decorator: str) -> None:
    if given is not None:
        name = getattr(given, "__name__", quote(given))
        raise TypeError(
            f"@{decorator} stands above {name} without its brackets: write @{decorator}(unit='...', source='...')."
        )


class MetricNamespace(MetricNames):
    """Every metric as an attribute, and the decorator that declares one."""

    def __call__(
        self,
        bare: None = None,
        /,
        *,
        unit: str = "",
        source: str = "",
        minimum: float | None = 0,
        maximum: float | None = None,
        whole: bool = False,
        exact: bool = False,
        yearly: bool = False,
        rests_on: RestsOn = "record",
        claimable: bool = False,
        tables: bool = True,
        profiled: bool = True,
        sharper: Callable[[Any], Bounds] | None = None,  # Any: the numbers of one firm
    ) -> Callable[[Formula], Metric]:
        """Declare a metric: the function is its formula, its name the function's, its meaning the docstring's first lines.

        The formula takes a firm and the namespace `xp` of functions that numbers and columns share, and returns
        `Bounds`, or one number where it is known. It may read gathered quantities (`firm.people_low`), figures and other
        metrics (`firm.headcount.high`). `firm.record` is the company itself, which tables don't have: such a metric is
        declared with `tables=False`. With `profiled=False` a profile leaves it out. `sharper` is what a search of one company's record says
        beside the formula, whose bounds it narrows. Keyword arguments with defaults are its parameters.

        Raises:
            TypeError: it stands above a function without brackets.
            ValueError: a part of the declaration is missing, or another module has a metric of that name.

        >>> from globalfirm import Company, Office, metric
        >>> @metric(unit="of 1", maximum=1, source="ours")
        ... def largest_share(firm, xp):
        ...     "Share of people in all of the home country."
        ...     return xp.ratio(firm.people_at_home_low, firm.headcount.high)
        >>> largest_share(Company(name="A", home="RS", headcount=4, offices=[Office(country="RS", headcount=3)]))
        Interval(0.75, 0.75)
        >>> metric.unregister("largest_share")
        """
        _refuse_bare(bare, "metric")
        return lambda formula: _of_formula(
            formula, Metric, unit=unit, source=source, minimum=minimum, maximum=maximum, whole=whole,
            exact=exact, yearly=yearly,
            rests_on=rests_on, claimable=claimable, tables=tables, profiled=profiled, sharper=sharper,
        )  # fmt: skip

    def set_of(
        self,
        bare: None = None,
        /,
        *,
        unit: str = "",
        source: str = "",
        read: Callable[[str], str] = str,
        single: bool = False,
        rests_on: RestsOn = "record",
        tables: bool = True,
    ) -> Callable[[Callable[..., Members]], SetMetric]:
        """Declare a set: the formula returns `Members`, and `read` makes a member of what people write."""
        _refuse_bare(bare, "metric.set_of")
        return lambda formula: _of_formula(
            formula, SetMetric, unit=unit, source=source, reader=read, single=single, rests_on=rests_on, tables=tables
        )

    def declare(self, name: str, metric: Metric, *, unit: str, source: str, meaning: str = "") -> Metric:
        """Give arithmetic of metrics a name, under which rules and files know it.

        Raises:
            ValueError: another module has a metric of that name.

        >>> from globalfirm import metric
        >>> per_country = metric.declare("people_per_country", metric.headcount / metric.country_count,
        ...                              unit="people", source="ours")
        >>> per_country >= 5, per_country.meaning
        (metric.people_per_country >= 5, 'headcount / country_count')
        >>> metric.unregister("people_per_country")
        """
        module = sys._getframe(1).f_globals.get("__name__", "__main__")
        return declare(
            replace(metric, name=name, unit=unit, source=source, meaning=meaning or metric.name, module=module)
        )

    def unregister(self, name: str) -> None:
        """Take back a metric of one's own: rules that ask for it can no longer be built or read.

        Raises:
            ValueError: it is the library's, or there is none.

        >>> from globalfirm import metric
        >>> metric.unregister("headcount")
        Traceback (most recent call last):
        ValueError: 'headcount' is globalfirm's own metric: only yours can be taken back.
        """
        found = metric_named(name)
        if isinstance(found, Declared) and not found.own:
            raise ValueError(f"{name!r} is globalfirm's own metric: only yours can be taken back.")
        VOCABULARY.pop(name)
        composed.cache_clear()

    if not TYPE_CHECKING:  # to the type checker, a wrong name is an error

        def __getattr__(self, name: str) -> Declared:
            """A metric by its name."""
            if name.startswith("__"):
                raise AttributeError(name)
            try:
                return metric_named(name)
            except ValueError as error:
                raise AttributeError(str(error)) from None

    def __repr__(self) -> str:
        """As code that names it, with how many there are."""
        return f"<metric: {len(_library)} of globalfirm's, {len(VOCABULARY) - len(_library)} of your own>"

    def __dir__(self) -> list[str]:
        """The metrics first: what a person looks for."""
        return [*VOCABULARY, "declare", "set_of", "unregister"]


metric: MetricNamespace = MetricNamespace()
"""The metrics, by name, and the decorator that declares one: `metric.country_count >= 2` is a rule."""


_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
LONGEST_ARITHMETIC = 500
"""Characters of the longest arithmetic of metrics that is read from a rule."""


def _operand(given: object) -> Metric | float:
    operand = given if isinstance(given, Metric) else as_number(given)
    if operand is None:
        raise TypeError(f"a metric is reckoned with a number or another metric, not with {quote(given)}.")
    if not isinstance(operand, Metric) and not isfinite(operand):
        raise ValueError(f"a metric is reckoned with a finite number, not with {operand}.")
    return operand


def _arithmetic(one: Metric | float, sign: str, other: Metric | float) -> Metric:
    one, other = _operand(one), _operand(other)
    names = [_operand_name(operand) for operand in (one, other)]
    metrics = [operand for operand in (one, other) if isinstance(operand, Metric)]

    def formula(firm: Any, xp: Namespace) -> Bounds:  # Any: numbers or columns
        a, b = (_operand_bounds(operand, firm) for operand in (one, other))
        return _ARITHMETIC[sign](xp, a, b)

    return Metric(
        name=f"{names[0]} {sign} {names[1]}",
        meaning=f"{names[0]} {sign} {names[1]}",
        unit=" ".join(dict.fromkeys(each.unit for each in metrics)) if sign in "+-" else "",
        source="; ".join(dict.fromkeys(each.source for each in metrics)),
        formula=formula,
        module=__name__,
        minimum=None,
        yearly=all(each.yearly for each in metrics),
        tables=all(each.tables for each in metrics),
    )


def _operand_name(operand: Metric | float) -> str:
    if not isinstance(operand, Metric):
        return repr(operand)
    if operand.given:
        raise TypeError(f"{operand!r} is asked with parameters: declare it under a name before you reckon with it.")
    return operand.name if operand.name.isidentifier() else f"({operand.name})"


def _operand_bounds(operand: Metric | float, firm: Any) -> Bounds:  # Any: numbers or columns
    return firm.bounds_of(operand) if isinstance(operand, Metric) else exactly(float(operand))


def _sum(xp: Namespace, a: Bounds, b: Bounds) -> Bounds:
    return Bounds(a.low + b.low, a.high + b.high)


def _difference(xp: Namespace, a: Bounds, b: Bounds) -> Bounds:
    # Where both are unbounded the difference is anything; infinity less itself would be nothing at all.
    inf = float("inf")
    low = xp.where(b.high == inf, -inf, a.low - xp.where(b.high == inf, 0.0, b.high))
    high = xp.where(a.high == inf, inf, xp.where(a.high == inf, 0.0, a.high) - b.low)
    return Bounds(low, high)


def _product(xp: Namespace, a: Bounds, b: Bounds) -> Bounds:
    ends = [xp.product(x, y) for x in a for y in b]
    return Bounds(xp.minimum(*ends), xp.maximum(*ends))


def _quotient(xp: Namespace, a: Bounds, b: Bounds) -> Bounds:
    inf = float("inf")
    # A divisor that only reaches down to 0 has no upper bound to its inverse; one on both sides of it no bound at all.
    open_ = xp.both(b.low < 0, b.high > 0)
    inverse = Bounds(
        xp.where(open_, -inf, xp.where(b.high == 0, -inf, xp.ratio(1.0, b.high))),
        xp.where(open_, inf, xp.where(b.low == 0, inf, xp.ratio(1.0, b.low))),
    )
    nothing = xp.both(b.low == 0, b.high == 0)
    settled = Bounds(a.low, a.high)
    found = _product(xp, settled, inverse)
    # Of exact figures one division, so that 29 / 100 is what Python says it is.
    sharp = xp.both(a.low == a.high, b.low == b.high, b.low != 0)
    found = where(xp, sharp, exactly(xp.ratio(a.low, b.low)), found)
    return where(xp, nothing, Bounds(-inf, inf), found)


_ARITHMETIC = {"+": _sum, "-": _difference, "*": _product, "/": _quotient}


@lru_cache(maxsize=256)
def composed(text: str) -> Metric | None:
    """The metric that arithmetic of names is, such as "headcount / country_count"; None where it is none.

    Nothing is evaluated: names, numbers and the four signs are read, and all else refused.

    >>> composed("headcount / country_count").name
    'headcount / country_count'
    """
    if len(text) > LONGEST_ARITHMETIC or text.isidentifier():
        return None
    try:
        found = _read(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
    return found if isinstance(found, Metric) else None


def _read(node: ast.expr) -> Metric | float:
    if isinstance(node, ast.Name):
        found = VOCABULARY.get(node.id)
        if isinstance(found, Metric):
            return found
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return -_read(node.operand)  # type: ignore[operator] # a number
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        one, other = _read(node.left), _read(node.right)
        if isinstance(one, Metric) or isinstance(other, Metric):
            return _arithmetic(one, _SIGNS[type(node.op)], other)
    raise ValueError(f"{ast.dump(node)[:40]} is not arithmetic of metrics.")
