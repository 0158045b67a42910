"""The rules that ask for facts: a quantity against a number, a set against values."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, Strict, WithJsonSchema, field_validator, model_validator

from globalfirm.expressions.logic import Operator, Outcome, compare
from globalfirm.expressions.rule import Evidence, Rule, Told
from globalfirm.metrics.catalogue import BUILT_IN, METRICS, MetricInfo, info
from globalfirm.metrics.known import Known
from globalfirm.model.interval import Interval

ParameterName = Annotated[str, Field(pattern=r"^[a-z]\w*$", examples=["small"])]
"""A parameter in the place of a number: the definition that holds the rule gives its value."""


class ParameterRef(str):
    """A parameter by its name, to stand in a rule where its number will."""

    __slots__ = ()

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"parameter({str(self)!r})"


def parameter(name: str) -> ParameterRef:
    """A number to be given later, by its name.

    >>> from globalfirm import metric
    >>> metric.headcount < parameter("small")
    metric.headcount < parameter('small')
    """
    return ParameterRef(name)


def _known_metric(name: str) -> str:
    return info(name).name


def _metric_schema(kind: str) -> WithJsonSchema:
    """The library's names for editors to complete, and any other name, since users' own metrics join them."""
    names = [name for name in BUILT_IN if METRICS[name].kind == kind]
    return WithJsonSchema({"anyOf": [{"enum": names}, {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}]})


class Threshold(Rule):
    """A metric compared with a number.

    Raises:
        pydantic.ValidationError: no metric has that name, it is no quantity, or the comparison holds of no firm.

    >>> from globalfirm import metric
    >>> metric.time_zone_span_hours > 8
    metric.time_zone_span_hours > 8
    """

    metric: Annotated[
        str,
        AfterValidator(_known_metric),
        _metric_schema("quantity"),
        Field(description="A quantity of the profile.", examples=["country_count"]),
    ]
    operator: Annotated[Operator, Field(description="How it is compared.", examples=["<"])]
    value: Annotated[
        Annotated[float, Strict()] | ParameterName,
        Field(description="The number it is compared with, or the name of a parameter.", examples=[250]),
    ]

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        about = info(self.metric)
        if about.kind != "quantity":
            raise ValueError(f"{self.metric} is no quantity: ask whether it holds any of some values, with 'in'.")
        if not isinstance(self.value, str):
            always = compare(Interval(about.least, about.most), self.operator, self.value)
            if about.whole and self.operator == "==" and self.value != ceil(self.value):
                always = False
            if always is False:
                raise ValueError(f"{self} holds of no firm: {self.metric} {_range(about)}.")
        return self

    def _decide(self, told: Told) -> Outcome:
        value = self.value
        return compare(told.fact(self.metric), self.operator, self._number() if isinstance(value, str) else value)  # type: ignore[arg-type] # the metric is a quantity

    def _explain(self, told: Told) -> Evidence:
        fact = self._fact(told)
        return Evidence(self, compare(fact, self.operator, self._number()), fact)

    def _fact(self, told: Told) -> Interval:
        return told.fact(self.metric)  # type: ignore[return-value] # the metric is a quantity

    def _number(self) -> float:
        if isinstance(self.value, str):
            raise ValueError(f"the parameter {self.value!r} of {self} has no value: bind the rule, or define it.")
        return self.value

    def bind(self, values: Mapping[str, float]) -> Self:
        """As for every rule."""
        if isinstance(self.value, str) and self.value in values:
            return self.replace(value=float(values[self.value]))
        return self

    @property
    def needs(self) -> tuple[str, ...]:
        """Its one metric."""
        return (self.metric,)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The name that stands for its number, if one does."""
        return (self.value,) if isinstance(self.value, str) else ()

    def __repr__(self) -> str:
        """As code that builds it."""
        value = repr(ParameterRef(self.value)) if isinstance(self.value, str) else _shortest(self.value)
        return f"metric.{self.metric} {self.operator} {value}"

    def __str__(self) -> str:
        """As a person reads it."""
        value = self.value if isinstance(self.value, str) else f"{self.value:.12g}"
        return f"{self.metric} {self.operator} {value}"


class Membership(Rule):
    """Whether a set, such as the countries with people, holds any of some values; written {"metric": ..., "in": ...}.

    Countries may be given by name. Of one value, such as the home, it asks whether it is one of them.

    >>> from globalfirm import metric
    >>> metric.home.any_of("Serbia", "US")
    metric.home.any_of('RS', 'US')
    """

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    metric: Annotated[
        str,
        AfterValidator(_known_metric),
        _metric_schema("set"),
        Field(description="A set of the profile.", examples=["countries"]),
    ]
    values: Annotated[
        tuple[str, ...],
        Field(alias="in", min_length=1, description="Any of which it must hold.", examples=[["RS", "US"]]),
    ]

    @field_validator("values")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value))

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, data: object) -> object:
        """The values, as the metric's own kind of value reads them."""
        if not isinstance(data, dict):
            return data
        word = "in" if "in" in data else "values"
        name = data.get("metric")
        about = METRICS.get(name) if isinstance(name, str) else None
        if about is None or not isinstance(data.get(word), (list, tuple)):
            return data
        if about.kind != "set":
            raise ValueError(f"{about.name} is no set: compare it with a number, with 'operator' and 'value'.")
        return data | {word: [about.read(value) if isinstance(value, str) else value for value in data[word]]}

    def _decide(self, told: Told) -> Outcome:
        return self._fact(told).holds_any(self.values)

    def _explain(self, told: Told) -> Evidence:
        fact = self._fact(told)
        return Evidence(self, fact.holds_any(self.values), fact)

    def _fact(self, told: Told) -> Known:
        return told.fact(self.metric)  # type: ignore[return-value] # the metric is a set

    def bind(self, values: Mapping[str, float]) -> Self:
        """As for every rule: it has no parameters."""
        return self

    @property
    def needs(self) -> tuple[str, ...]:
        """Its one metric."""
        return (self.metric,)

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"metric.{self.metric}.any_of({', '.join(map(repr, map(str, self.values)))})"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{self.metric} any of {', '.join(self.values)}"


def _shortest(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _range(about: MetricInfo) -> str:
    whole = "is a whole number " if about.whole else "is "
    return (
        f"{whole}of {about.least:g} or more" if about.most is None else f"{whole}from {about.least:g} to {about.most:g}"
    )
