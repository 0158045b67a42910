"""The rules that ask for facts: a quantity against a number, a set against values."""

from __future__ import annotations

from collections.abc import Mapping
from operator import not_
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    field_validator,
    model_validator,
)

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

from globalfirm.expressions.facts import FactSource
from globalfirm.expressions.logic import Operator, Outcome, compare
from globalfirm.expressions.rule import Evidence, Rule, evidence_of, unbound
from globalfirm.expressions.vocabulary import VOCABULARY, Described, metric_named
from globalfirm.ground.errors import as_validator
from globalfirm.ground.first_use import from_above
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet

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
    return metric_named(name).name


class _Names:
    """The library's names for editors to complete, and any other name, since users' own metrics join them."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        names = from_above("globalfirm.metrics").BUILT_IN
        mine = [name for name in names if VOCABULARY[name].kind == self.kind]
        return {"anyOf": [{"enum": mine}, {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_ +*/().-]*$"}]}


@as_validator
def _pairs(value: object) -> object:
    """Parameters as pairs, which can be hashed."""
    return tuple(sorted((name, str(text)) for name, text in value.items())) if isinstance(value, Mapping) else value


Given = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(_pairs, json_schema_input_type=dict[str, str]),
    PlainSerializer(dict, return_type=dict[str, str]),
    Field(
        description="What the metric is asked with, where it takes parameters.",
        examples=[{"arc": "shortest"}],
        json_schema_extra={"default": {}},
    ),
]


class Threshold(Rule):
    """A metric compared with a number.

    Raises:
        pydantic.ValidationError: no metric has that name, it is not a quantity, or the comparison holds of no firm.

    >>> from globalfirm import metric
    >>> metric.time_zone_span_hours > 8
    metric.time_zone_span_hours > 8
    >>> print((metric.time_zone_span_hours(arc="shortest") > 8).model_dump_json(exclude_defaults=True))
    {"metric":"time_zone_span_hours","operator":">","value":8.0,"with":{"arc":"shortest"}}
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    metric: Annotated[
        str,
        AfterValidator(as_validator(_known_metric)),
        _Names("quantity"),
        Field(description="A quantity of the profile.", examples=["country_count"]),
    ]
    operator: Annotated[Operator, Field(description="How it is compared.", examples=["<"])]
    value: Annotated[
        Annotated[float, Strict()] | ParameterName,
        Field(description="The number it is compared with, or the name of a parameter.", examples=[250]),
    ]
    given: Annotated[Given, Field(alias="with", exclude_if=not_)] = ()

    @model_validator(mode="after")
    @as_validator
    def _check_range(self) -> Self:
        about = metric_named(self.metric)
        if about.kind != "quantity":
            raise ValueError(f"{self.metric} is not a quantity: ask whether it holds any of some values, with 'in'.")
        about.canonical(dict(self.given))  # which refuses those that it does not take
        if not isinstance(self.value, str):
            anything = Interval(about.minimum, about.maximum)
            always = compare(anything, self.operator, self.value, about.tolerance, about.whole)
            if always is False:
                raise ValueError(f"{self} holds of no firm: {self.metric} {_range(about)}.")
        return self

    def _decide(self, facts: FactSource) -> Outcome:
        return _compared(self, facts.fact(self.metric, **dict(self.given)) if self.given else facts.fact(self.metric))

    def _explain(self, facts: FactSource) -> Evidence:
        fact = facts.fact(self.metric, **dict(self.given)) if self.given else facts.fact(self.metric)
        return evidence_of(self, _compared(self, fact), fact)

    def _number(self) -> float:
        if isinstance(self.value, str):
            raise unbound(self.value, self)
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
        name = f"metric.{self.metric}" if self.metric.isidentifier() else f"({self.metric})"
        return f"{name}{self._asked_with} {self.operator} {value}"

    def __str__(self) -> str:
        """As a person reads it."""
        value = self.value if isinstance(self.value, str) else f"{self.value:.12g}"
        name = self.metric if self.metric.isidentifier() else f"({self.metric})"
        return f"{name}{self._asked_with} {self.operator} {value}"

    @property
    def _asked_with(self) -> str:
        return f"({', '.join(f'{name}={text!r}' for name, text in self.given)})" if self.given else ""


def _compared(rule: Threshold, fact: Any) -> Outcome:  # Any: of a quantity, which the metric is
    # A function, since methods of pydantic's classes are slow to look up.
    value, known = rule.value, VOCABULARY.get(rule.metric)
    about = metric_named(rule.metric) if known is None else known  # of arithmetic, which has no name
    number = rule._number() if isinstance(value, str) else value
    return compare(fact, rule.operator, number, about.tolerance, about.whole)


class Membership(Rule):
    """Whether a set, such as the countries with people, holds any of some values; written {"metric": ..., "in": ...}.

    Countries may be given by name. Of one value, such as the home, it asks whether it is one of them.

    >>> from globalfirm import metric
    >>> metric.home.any_of("Serbia", "US")
    metric.home.any_of('RS', 'US')
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    metric: Annotated[
        str,
        AfterValidator(as_validator(_known_metric)),
        _Names("set"),
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
    @as_validator
    def _as_written(cls, data: object) -> object:
        """The values, as the metric's own kind of value reads them."""
        if not isinstance(data, dict):
            return data
        word = "in" if "in" in data else "values"
        name = data.get("metric")
        about = metric_named(name) if isinstance(name, str) and name in VOCABULARY else None
        if about is None or not isinstance(data.get(word), (list, tuple)):
            return data
        if about.kind != "set":
            raise ValueError(f"{about.name} is not a set: compare it with a number, with 'operator' and 'value'.")
        return data | {word: [about.read(value) if isinstance(value, str) else value for value in data[word]]}

    def _decide(self, facts: FactSource) -> Outcome:
        return self._fact(facts).holds_any(self.values)

    def _explain(self, facts: FactSource) -> Evidence:
        fact = self._fact(facts)
        return evidence_of(self, fact.holds_any(self.values), fact)

    def _fact(self, facts: FactSource) -> PartialSet:
        return facts.fact(self.metric)  # type: ignore[return-value] # the metric is a set

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


def _range(about: Described) -> str:
    whole = "is a whole number " if about.whole else "is "
    if about.minimum is None or about.maximum is None:
        return whole.rstrip() if about.minimum is None else f"{whole}of {about.minimum:g} or more"
    return f"{whole}from {about.minimum:g} to {about.maximum:g}"
