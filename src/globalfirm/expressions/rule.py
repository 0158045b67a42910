"""What every rule can do: decide, explain, combine; and the evidence it gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Self

from pydantic import BaseModel, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from globalfirm.expressions.facts import Fact, FactSource, facts_of
from globalfirm.expressions.logic import Outcome
from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.first_use import view_of
from globalfirm.ground.record import Record, made_of
from globalfirm.ground.shown import Shown
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet

if TYPE_CHECKING:
    from globalfirm.expressions.comparisons import Threshold
    from globalfirm.expressions.compound import AllOf, AnyOf

KINDS: dict[str, type[Any]] = {}  # Any: each kind takes fields of its own
"""Every kind of rule by the name of its class, from when it is declared: `&`, `|` and `~` make some of them."""

READ_ANY: list[TypeAdapter[Rule]] = []
"""What reads a rule of any kind, once all are declared."""

DEEPEST = 50
"""Rules within rules: deeper ones are a mistake, and could be written to JSON but not read back."""


def _any_rule(value: object) -> Rule:
    return READ_ANY[0].validate_python(value)


class Rule(Shown, Record):
    """What can be asked of a firm. Combine rules with `&`, `|` and `~`; they answer yes, no or can't tell.

    `Rule.model_validate` and `Rule.model_validate_json` read any kind of rule.

    >>> Rule.model_validate_json('{"not": {"metric": "country_count", "operator": ">=", "value": 2}}')
    ~(metric.country_count >= 2)
    """

    def decide(self, firm: Company | FactSource) -> Outcome:
        """The answer alone: True, False, or None for can't tell.

        Raises:
            ValueError: a parameter of the rule has no value.

        >>> from globalfirm import Company, Office, metric
        >>> firm = Company(name="A", headcount="50+", offices=[Office(country="RS")])
        >>> print((metric.headcount < 250).decide(firm), (metric.country_count >= 2).decide(firm))
        None False
        """
        return self._decide(facts_of(firm))

    def explain(self, firm: Company | FactSource) -> Evidence:
        """The answer with its evidence.

        >>> from globalfirm import Company, Office, metric
        >>> firm = Company(name="A", headcount="50+", offices=[Office(country="RS")])
        >>> (metric.headcount < 250).explain(firm).fact
        Count('50+')
        """
        return self._explain(facts_of(firm))

    def tree(self) -> str:
        """The rule in words, each part on a line of its own.

        >>> from globalfirm import metric
        >>> print(((metric.country_count >= 2) & (metric.headcount < 250)).tree())
        all of
          2 countries or more
          Fewer than 250 people
        """
        return view_of(self, "text")  # type: ignore[no-any-return]

    def bind(self, values: Mapping[str, float]) -> Self:
        """The rule with numbers in the place of its parameters.

        >>> from globalfirm import metric, parameter
        >>> (metric.headcount < parameter("small")).bind({"small": 50})
        metric.headcount < 50
        """
        raise NotImplementedError

    @property
    def leaves(self) -> tuple[Rule, ...]:
        """The rules in it that ask for facts, in the order written.

        >>> from globalfirm import metric
        >>> ((metric.country_count >= 2) & ~(metric.headcount < 250)).leaves
        (metric.country_count >= 2, metric.headcount < 250)
        """
        return (self,)

    @property
    def needs(self) -> tuple[str, ...]:
        """The metrics that it asks for, each once.

        >>> from globalfirm import metric
        >>> ((metric.country_count >= 2) | (metric.country_count == 0)).needs
        ('country_count',)
        """
        return tuple(dict.fromkeys(name for leaf in self.leaves if leaf is not self for name in leaf.needs))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that have no value yet, each once.

        >>> from globalfirm import metric, parameter
        >>> (metric.headcount < parameter("small")).parameters
        ('small',)
        """
        return ()

    @property
    def depth(self) -> int:
        """How deep its rules lie within rules.

        >>> from globalfirm import metric
        >>> ((metric.country_count >= 2) & ~(metric.headcount < 250)).depth
        3
        """
        return 1

    def _decide(self, facts: FactSource) -> Outcome:
        raise NotImplementedError

    def _explain(self, facts: FactSource) -> Evidence:
        raise NotImplementedError

    def _waiting(self, facts: FactSource) -> tuple[Evidence, ...]:
        """The evidence of the leaves that wait for a fact, of a rule that can't tell: of a leaf its own."""
        return (self._explain(facts),)

    def _supporting_outcome(self, outcome: Outcome) -> Outcome:
        """The outcome of the parts that an outcome of the whole rests on."""
        return outcome

    def __and__(self, other: Rule) -> AllOf:
        """Both."""
        kind = KINDS["AllOf"]
        return kind(all=(*_parts(self, kind), *_parts(other, kind)))  # type: ignore[no-any-return] # of that kind

    def __or__(self, other: Rule) -> AnyOf:
        """Either or both."""
        kind = KINDS["AnyOf"]
        return kind(any=(*_parts(self, kind), *_parts(other, kind)))  # type: ignore[no-any-return] # of that kind

    def __invert__(self) -> Rule:
        """The opposite; of an opposite, the rule itself."""
        kind = KINDS["Not"]
        return self.negated if isinstance(self, kind) else kind(negated=self)  # type: ignore[no-any-return] # of that kind

    def __bool__(self) -> NoReturn:
        """A rule is neither true nor false before it meets a firm."""
        raise TypeError(
            "a rule has no truth value: combine rules with & | ~, not with and, or, not, "
            "and write (2 <= m) & (m <= 5), not 2 <= m <= 5."
        )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Every kind of rule is known by the name of its class."""
        KINDS[cls.__name__] = cls

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Of `Rule` itself: any kind of rule."""
        if source.__qualname__ == "Rule" and source.__module__ == __name__:  # which has no name yet as it is made
            return core_schema.no_info_plain_validator_function(_any_rule)
        return super().__get_pydantic_core_schema__(source, handler)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Of `Rule` itself: that of any kind."""
        if schema["type"] == "function-plain":
            return handler(READ_ANY[0].core_schema) | {"title": "Rule", "description": "A rule of any kind."}
        return super().__get_pydantic_json_schema__(schema, handler)


class Evidence(Record):
    """Why a rule answers as it does: the fact a leaf met, or the evidence of a rule's parts.

    >>> from globalfirm import Company, metric
    >>> evidence = (metric.headcount < 250).explain(Company(name="A", headcount=9))
    >>> Evidence.model_validate_json(evidence.model_dump_json()) == evidence
    True
    """

    rule: Annotated[Rule, Field(description="What was asked.")]
    outcome: Annotated[Outcome, Field(description="Yes, no, or null for can't tell.")]
    fact: Annotated[Interval | PartialSet | None, Field(description="Of a leaf: what is known of its metric.")] = None
    parts: Annotated[tuple[Evidence, ...], Field(description="The evidence of the rules that it is made of.")] = ()
    detail: Annotated[str, Field(description="Of a rule over several years: its answer year by year.")] = ""

    @property
    def threshold(self) -> Threshold:
        """The threshold that a leaf is the evidence of.

        Raises:
            TypeError: it is the evidence of another kind of rule.

        >>> from globalfirm import Company, metric
        >>> (metric.headcount < 250).explain(Company(name="A")).threshold.value
        250.0
        """
        if not isinstance(self.rule, KINDS["Threshold"]):
            raise TypeError(f"{self.rule} is not a threshold: ask its evidence's leaves() for theirs.")
        return self.rule  # type: ignore[no-any-return] # of that kind

    def leaves(self) -> tuple[Evidence, ...]:
        """The leaves under it, in the order written.

        >>> from globalfirm import Company, Office, metric
        >>> firm = Company(name="A", headcount=5, offices=[Office(country="RS")])
        >>> [leaf.outcome for leaf in ((metric.headcount < 250) & (metric.country_count >= 2)).explain(firm).leaves()]
        [True, False]
        """
        return tuple(leaf for part in self.parts for leaf in part.leaves()) if self.parts else (self,)

    def deciding(self) -> tuple[Evidence, ...]:
        """The leaves that the outcome rests on: of a "no" to all-of, only those that say no, and so on.

        >>> from globalfirm import Company, Office, metric
        >>> firm = Company(name="A", headcount=5, offices=[Office(country="RS")])
        >>> evidence = ((metric.headcount < 250) & (metric.country_count >= 2)).explain(firm)
        >>> [str(leaf.rule) for leaf in evidence.deciding()]
        ['country_count >= 2']
        """
        if not self.parts:
            return (self,)
        supporting = self.rule._supporting_outcome(self.outcome)
        return tuple(leaf for part in self.parts if part.outcome is supporting for leaf in part.deciding())


def unbound(parameter: str, rule: Rule) -> GlobalfirmError:
    """The error of a rule that is asked before its parameter has a value.

    >>> from globalfirm import metric, parameter
    >>> unbound("small", metric.headcount < parameter("small")).given
    'small'
    """
    message = f"the parameter {parameter!r} of {rule} has no value: bind the rule, or define it."
    return GlobalfirmError(message, type="unbound_parameter", given=parameter)


def evidence_of(
    rule: Rule, outcome: Outcome, fact: Fact | None = None, parts: tuple[Evidence, ...] = (), detail: str = ""
) -> Evidence:
    """The evidence of a rule that has been asked: its parts are records already.

    >>> from globalfirm import metric
    >>> evidence_of(metric.headcount < 250, None).parts
    ()
    """
    values = {"rule": rule, "outcome": outcome, "fact": fact, "parts": parts, "detail": detail}
    return made_of(Evidence, values, _FIELDS)


_FIELDS = {*Evidence.model_fields}


def _parts(rule: Rule, kind: type[Any]) -> tuple[Any, ...]:  # Any: the parts are checked where they are held
    """`a & b & c` is one rule of three parts."""
    if not isinstance(rule, Rule):
        raise TypeError(
            f"{rule!r} is not a rule: compare each metric with a number, in brackets, as in "
            "(metric.country_count >= 2) & (metric.headcount < 250)."
        )
    return getattr(rule, "parts", ()) if isinstance(rule, kind) else (rule,)
