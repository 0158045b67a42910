"""The metrics as names to build rules from, the library's and users' own.

>>> metric.country_count >= 2
metric.country_count >= 2
>>> metric.contry_count
Traceback (most recent call last):
AttributeError: no metric is called 'contry_count'. Did you mean 'country_count'?...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from globalfirm.expressions.comparisons import Membership, ParameterRef, Threshold
from globalfirm.ground.messages import quote
from globalfirm.metrics.catalogue import BUILT_IN, METRICS, Column, MetricInfo, info, register
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval

if TYPE_CHECKING:
    from globalfirm.expressions.logic import Operator

Answer = float | Interval | None
"""What a user's metric may answer: a number, its bounds, or None where the record can't tell."""


class _Named:
    """A metric by name. Alone it is no rule, and no number."""

    __slots__ = ("name",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def meaning(self) -> str:
        """What it is, in words, with its unit.

        >>> metric.country_count.meaning
        'Countries with people. (countries)'
        """
        about = info(self.name)
        return f"{about.meaning} ({about.unit})"

    def _no_rule(self, *_: object) -> NoReturn:
        raise TypeError(
            f"metric.{self.name} alone is no rule: compare it, and put each comparison in brackets, as in "
            "(metric.country_count >= 2) & (metric.headcount < 250)."
        )

    __and__ = __rand__ = __or__ = __ror__ = __bool__ = __invert__ = _no_rule

    def __repr__(self) -> str:
        """As code that names it."""
        return f"metric.{self.name}"


class Quantity(_Named):
    """A quantity by name, waiting to be compared with a number."""

    __slots__ = ()
    __hash__ = None

    def _compared(self, operator: Operator, value: object) -> Threshold:
        if not isinstance(value, (int, float, ParameterRef)) or isinstance(value, bool):
            raise TypeError(
                f"metric.{self.name} is compared with a number, or with a parameter such as parameter('small'), "
                f"not with {quote(value)}."
            )
        return Threshold(metric=self.name, operator=operator, value=value)

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


class SetOf(_Named):
    """A set by name, such as the countries with people, waiting to be asked for members."""

    __slots__ = ()

    def any_of(self, *values: str) -> Membership:
        """The rule that it holds any of some values.

        >>> metric.countries.any_of("Serbia", "US")
        metric.countries.any_of('RS', 'US')
        """
        if not values or not all(isinstance(value, str) for value in values):
            raise TypeError(f"give the values one by one, as text: metric.{self.name}.any_of('...', '...').")
        return Membership(metric=self.name, values=values)

    def __contains__(self, value: object) -> NoReturn:
        """Python would make True or False of it."""
        raise TypeError(f"write metric.{self.name}.any_of({value!r}) to ask whether it holds {quote(value)}.")


class OwnMetric(Quantity):
    """A user's own metric: it compares as the library's do, and calls as the function that it was made of."""

    __slots__ = ("function",)
    __hash__ = None

    def __init__(self, name: str, function: Callable[[Company], Answer]) -> None:
        super().__init__(name)
        self.function = function

    def __call__(self, company: Company) -> Answer:
        """What the function answers for a company."""
        return self.function(company)


class _Metrics:
    """Every metric as an attribute, so that editors complete the names and know the wrong ones."""

    headcount: Quantity
    country_count: Quantity
    foreign_country_count: Quantity
    continent_count: Quantity
    time_zone_count: Quantity
    time_zone_span_hours: Quantity
    foreign_headcount_share: Quantity
    founded: Quantity
    years_to_second_country: Quantity
    value_adding_country_count: Quantity
    foreign_market_count: Quantity
    foreign_activity_count: Quantity
    turnover_eur: Quantity
    balance_sheet_eur: Quantity
    group_headcount: Quantity
    group_turnover_eur: Quantity
    group_balance_sheet_eur: Quantity
    foreign_sales_share: Quantity
    foreign_assets_share: Quantity
    foreign_employment_share: Quantity
    transnationality_index_percent: Quantity
    foreign_affiliate_count: Quantity
    internationalization_index_percent: Quantity
    geographical_spread_index: Quantity
    home_region_sales_share: Quantity
    host_region_sales_share: Quantity
    north_america_sales_share: Quantity
    europe_sales_share: Quantity
    asia_pacific_sales_share: Quantity
    home: SetOf
    countries: SetOf
    continents: SetOf
    entry_modes: SetOf

    def __init__(self) -> None:
        for name in BUILT_IN:
            setattr(self, name, Quantity(name) if METRICS[name].kind == "quantity" else SetOf(name))

    def define(
        self,
        *,
        name: str | None = None,
        unit: str = "",
        least: float = 0,
        most: float | None = None,
        whole: bool = False,
        column: Column | None = None,
    ) -> Callable[[Callable[[Company], Answer]], OwnMetric]:
        """Make a pure function of a company a metric, for rules, profiles and evidence.

        Its name is the function's, its meaning the docstring's first line. It answers with a number, an `Interval`,
        or None for "can't tell", which is anything from `least` to `most`.

        `column` is its form over tables (`globalfirm.cohort`): a function without arguments that returns a Narwhals
        expression over the columns of the profile's metrics (such as `headcount_low`) and `rows`, the firm's rows; or
        two, its bounds. A gap in it is "can't tell". Without one, a table can't be asked for the metric.

        Raises:
            ValueError: the library has a metric of that name, or it is no name.

        >>> from globalfirm import Company, Office, classify, profile
        >>> @metric.define(unit="offices", whole=True)
        ... def office_count(company):
        ...     "Offices, open and closed."
        ...     return len(company.offices)
        >>> rule = (metric.office_count >= 3) | (office_count < 1)
        >>> rule.decide(Company(name="A", offices=[Office(country="RS")]))
        False
        >>> metric.forget("office_count")
        """

        def made(function: Callable[[Company], Answer]) -> OwnMetric:
            chosen: str = name or function.__name__
            if not chosen.isidentifier():
                raise ValueError(
                    f"{quote(chosen)} is no name for a metric: give one of letters, digits and _, as `name`."
                )
            meaning = (function.__doc__ or chosen).strip().split("\n")[0]
            unknown = Interval(least, most)
            register(
                MetricInfo(
                    chosen,
                    meaning,
                    unit,
                    lambda told: _answer(function(told.company), unknown, chosen),
                    least=least,
                    most=most,
                    whole=whole,
                    own=True,
                    column=column,
                )
            )
            return OwnMetric(chosen, function)

        return made

    def forget(self, name: str) -> None:
        """Take back a metric of one's own: rules that ask for it can no longer be built or read.

        Raises:
            ValueError: it is the library's, or there is none.

        >>> metric.forget("headcount")
        Traceback (most recent call last):
        ValueError: 'headcount' is globalfirm's own metric: only yours can be taken back.
        """
        if not info(name).own:
            raise ValueError(f"{name!r} is globalfirm's own metric: only yours can be taken back.")
        del METRICS[name]

    if not TYPE_CHECKING:  # pragma: no branch # to the type checker, a wrong name is an error

        def __getattr__(self, name: str) -> Quantity:
            """A user's own metric."""
            if name.startswith("__"):
                raise AttributeError(name)
            try:
                return Quantity(info(name).name)
            except ValueError as error:
                raise AttributeError(str(error)) from None

    def __dir__(self) -> list[str]:
        """The metrics first: what a person looks for."""
        return [*METRICS, "define", "forget"]


def _answer(value: Any, unknown: Interval, name: str) -> Interval:  # Any: what a user's function returned
    """A user's answer as an interval."""
    if value is None:
        return unknown
    if isinstance(value, Interval):
        return value
    if isinstance(value, (int, float)) and value == value:
        return Interval.exactly(value)
    raise TypeError(f"the metric {name} answered {quote(value)}: it may answer a number, an Interval or None.")


metric = _Metrics()
"""The metrics that rules may ask for: `metric.country_count >= 2` is a rule."""
