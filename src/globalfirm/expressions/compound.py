"""The rules made of rules: all of, any of, at least so many of, not; within years of founding, and sustained.

>>> from globalfirm import metric
>>> rule = (metric.country_count >= 2) & (metric.headcount < 250)
>>> print(rule.model_dump_json())
{"all":[{"metric":"country_count","operator":">=","value":2.0},{"metric":"headcount","operator":"<","value":250.0}]}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError, model_validator

from globalfirm.expressions.comparisons import Membership, ParameterName, ParameterRef, Threshold
from globalfirm.expressions.facts import FactSource, HypotheticalFacts
from globalfirm.expressions.logic import Outcome, at_least_of, conjunction, disjunction, negation, outcome_word
from globalfirm.expressions.rule import DEEPEST, READ_ANY, Evidence, Rule, evidence_of, unbound
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.errors import as_validator
from globalfirm.model.interval import Interval


class Compound(Rule):
    """A rule whose answer follows from those of its parts."""

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The rules that it is made of."""
        raise NotImplementedError

    def _combine(self, outcomes: list[Outcome]) -> Outcome:
        raise NotImplementedError

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        raise NotImplementedError

    @model_validator(mode="after")
    @as_validator
    def _not_too_deep(self) -> Self:
        if self.depth > DEEPEST:
            raise ValueError(f"its rules lie more than {DEEPEST} deep within one another: name parts of it apart.")
        return self

    def _decide(self, facts: FactSource) -> Outcome:
        return self._combine([rule._decide(facts) for rule in self.parts])

    def _explain(self, facts: FactSource) -> Evidence:
        parts = tuple([rule._explain(facts) for rule in self.parts])
        return evidence_of(self, self._combine([part.outcome for part in parts]), None, parts)

    def bind(self, values: Mapping[str, float]) -> Self:
        """As for every rule: in each of its parts."""
        return self._with_parts(tuple(rule.bind(values) for rule in self.parts), values)

    @property
    def leaves(self) -> tuple[Rule, ...]:
        """Those of its parts."""
        return tuple(leaf for rule in self.parts for leaf in rule.leaves)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Those of its parts."""
        return tuple(dict.fromkeys(name for rule in self.parts for name in rule.parameters))

    @property
    def depth(self) -> int:
        """One more than that of its deepest part."""
        return 1 + max(rule.depth for rule in self.parts)


class AllOf(Compound):
    """All of some rules: no where any says no.

    >>> from globalfirm import metric
    >>> (metric.country_count >= 2) & (metric.headcount < 250)
    (metric.country_count >= 2) & (metric.headcount < 250)
    """

    all: Annotated[tuple[AnyRule, ...], Field(min_length=1, description="Rules, all of which must hold.")]

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The rules, all of which must hold."""
        return self.all

    def _combine(self, outcomes: list[Outcome]) -> Outcome:
        return conjunction(outcomes)

    def _decide(self, facts: FactSource) -> Outcome:
        outcome: Outcome = True
        for rule in self.all:
            answer = rule._decide(facts)
            if answer is False:
                return False  # whatever the others say
            if answer is None:
                outcome = None
        return outcome

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        return self.replace(all=parts)

    def __repr__(self) -> str:
        """As code that builds it."""
        return _joined(" & ", self, "AllOf(all=")

    def __str__(self) -> str:
        """As a person reads it."""
        return " and ".join(map(_bracketed, self.all))


class AnyOf(Compound):
    """Any of some rules: yes where any says yes.

    >>> from globalfirm import metric
    >>> (metric.country_count >= 2) | (metric.continent_count >= 2)
    (metric.country_count >= 2) | (metric.continent_count >= 2)
    """

    any: Annotated[tuple[AnyRule, ...], Field(min_length=1, description="Rules, one of which must hold.")]

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The rules, one of which must hold."""
        return self.any

    def _combine(self, outcomes: list[Outcome]) -> Outcome:
        return disjunction(outcomes)

    def _decide(self, facts: FactSource) -> Outcome:
        outcome: Outcome = False
        for rule in self.any:
            answer = rule._decide(facts)
            if answer is True:
                return True  # whatever the others say
            if answer is None:
                outcome = None
        return outcome

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        return self.replace(any=parts)

    def __repr__(self) -> str:
        """As code that builds it."""
        return _joined(" | ", self, "AnyOf(any=")

    def __str__(self) -> str:
        """As a person reads it."""
        return " or ".join(map(_bracketed, self.any))


class AtLeast(Compound):
    """At least so many of some rules.

    Raises:
        pydantic.ValidationError: it asks for none, or for more than there are.

    >>> from globalfirm import metric
    >>> at_least(2, metric.country_count >= 2, metric.continent_count >= 2, metric.time_zone_count >= 3)
    at_least(2, metric.country_count >= 2, metric.continent_count >= 2, metric.time_zone_count >= 3)
    """

    at_least: Annotated[
        int | ParameterName, Field(description="How many must hold, or the name of a parameter.", examples=[2])
    ]
    of: Annotated[tuple[AnyRule, ...], Field(min_length=1, description="The rules.")]

    @model_validator(mode="after")
    @as_validator
    def _possible(self) -> Self:
        if not isinstance(self.at_least, str) and not 1 <= self.at_least <= len(self.of):
            raise ValueError(f"at least {self.at_least} of {len(self.of)} rules: ask for 1 to {len(self.of)}.")
        return self

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The rules, so many of which must hold."""
        return self.of

    def _combine(self, outcomes: list[Outcome]) -> Outcome:
        return at_least_of(bound_number(self.at_least, self), outcomes)

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        return self.replace(of=parts, at_least=_given(self.at_least, values))

    @property
    def parameters(self) -> tuple[str, ...]:
        """Its own, where a name stands for the number, and those of its parts."""
        return _with_own(self.at_least, super().parameters)

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"at_least({_number(self.at_least)}, {', '.join(map(repr, self.of))})"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"at least {self.at_least} of ({'; '.join(map(str, self.of))})"


def at_least(count: int | str, *rules: Rule) -> AtLeast:
    """The rule that so many of some rules hold.

    >>> from globalfirm import metric
    >>> print(at_least(1, metric.country_count >= 2, metric.continent_count >= 2))
    at least 1 of (country_count >= 2; continent_count >= 2)
    """
    return AtLeast(at_least=count, of=rules)  # type: ignore[arg-type]


class Not(Compound):
    """The opposite of a rule; written {"not": ...}.

    >>> from globalfirm import metric
    >>> ~(metric.country_count >= 2)
    ~(metric.country_count >= 2)
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    negated: Annotated[AnyRule, Field(alias="not", description="The rule that must not hold.")]

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The one rule that must not hold."""
        return (self.negated,)

    def _combine(self, outcomes: list[Outcome]) -> Outcome:
        return negation(outcomes[0])

    def _supporting_outcome(self, outcome: Outcome) -> Outcome:
        return negation(outcome)

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        return self.replace(negated=parts[0])

    def __repr__(self) -> str:
        """As code that builds it."""
        nested = isinstance(self.negated, Not)  # which ~ would undo
        return f"Not(negated={self.negated!r})" if nested else f"~({self.negated!r})"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"not ({self.negated})"


class _OverYears(Compound):
    """A rule on one year's accounts, asked of several years. To the rules around it, it is a leaf."""

    @model_validator(mode="after")
    @as_validator
    def _asks_accounts(self) -> Self:
        wrong = [name for leaf in self.parts[0].leaves for name in leaf.needs if not metric_named(name).yearly]
        if wrong:
            raise ValueError(f"{wrong[0]} does not come from a year's accounts, so it can't be asked year by year.")
        return self

    def _outcomes(self, facts: FactSource) -> dict[int, Outcome]:
        raise NotImplementedError

    def _combined(self, outcomes: dict[int, Outcome], facts: FactSource) -> Outcome:
        raise NotImplementedError

    def _decide(self, facts: FactSource) -> Outcome:
        if isinstance(facts, HypotheticalFacts):
            return facts.outcomes[self] if self in facts.outcomes else self._decide(facts.source)
        return self._combined(self._outcomes(facts), facts)

    def _explain(self, facts: FactSource) -> Evidence:
        by_year = self._outcomes(facts)
        detail = ", ".join(f"{year} {outcome_word(outcome)}" for year, outcome in by_year.items()) or "no accounts"
        return evidence_of(self, self._combined(by_year, facts), None, (), detail)

    def _waiting(self, facts: FactSource) -> tuple[Evidence, ...]:
        """The leaves that are open in the years that are, each with its year; itself where no year can be asked."""
        years = {year: facts.in_year(year) for year, outcome in self._outcomes(facts).items() if outcome is None}  # type: ignore[attr-defined] # of years
        return tuple(
            evidence_of(leaf, None, found.fact, (), str(year))
            for year, then in years.items()
            for leaf in self.parts[0].leaves
            if (found := leaf._explain(then)).outcome is None
        ) or super()._waiting(facts)

    @property
    def leaves(self) -> tuple[Rule, ...]:
        """Itself."""
        return (self,)

    @property
    def needs(self) -> tuple[str, ...]:
        """The metrics that it asks for, year by year."""
        return tuple(dict.fromkeys(name for leaf in self.parts[0].leaves for name in leaf.needs))


class WithinYears(_OverYears):
    """That a rule on a year's accounts held in the year of the founding or the next so many; {"within_years_of_founding": ..., "years": 3}.

    >>> from globalfirm import metric
    >>> within_years_of_founding(metric.foreign_sales_share >= 0.25, years=3)
    within_years_of_founding(metric.foreign_sales_share >= 0.25, years=3)
    """

    within_years_of_founding: Annotated[AnyRule, Field(description="A rule on one year's accounts.")]
    years: Annotated[
        Annotated[int, Field(ge=0)] | ParameterName, Field(description="Years from the founding.", examples=[3])
    ]

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The rule asked of each year."""
        return (self.within_years_of_founding,)

    def _outcomes(self, facts: FactSource) -> dict[int, Outcome]:
        founded = facts.fact("founded")
        if not isinstance(founded, Interval) or not founded.is_exact:
            return {}
        first = int(founded)
        span = range(first, first + bound_number(self.years, self) + 1)
        return {year: self.within_years_of_founding._decide(facts.in_year(year)) for year in span}  # type: ignore[attr-defined] # of years

    def _combined(self, outcomes: dict[int, Outcome], facts: FactSource) -> Outcome:
        return disjunction(list(outcomes.values())) if outcomes else None

    @property
    def needs(self) -> tuple[str, ...]:
        """The year of the founding, and the metrics that it asks for in the years after it."""
        return ("founded", *super().needs)

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        return self.replace(within_years_of_founding=parts[0], years=_given(self.years, values))

    @property
    def parameters(self) -> tuple[str, ...]:
        """Its own, where a name stands for the years, and those of its rule."""
        return _with_own(self.years, super().parameters)

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"within_years_of_founding({self.within_years_of_founding!r}, years={_number(self.years)})"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"within {self.years} years of founding: {self.within_years_of_founding}"


class Sustained(_OverYears):
    """A status that changes only with as many consecutive years as it says; {"sustained": ..., "periods": 2}.

    The first year on record gives the status. From then on it turns only where the rule answered otherwise for
    `periods` years running; a year without accounts may have been either. Without any accounts, what is known of
    the firm today is asked once.

    Source: Recommendation 2003/361/EC (2003), Annex, Article 4(2): two consecutive accounting periods.

    >>> from globalfirm import metric
    >>> sustained(metric.group_headcount < 250, periods=2)
    sustained(metric.group_headcount < 250, periods=2)
    """

    sustained: Annotated[AnyRule, Field(description="A rule on one year's accounts.")]
    periods: Annotated[
        Annotated[int, Field(ge=1)] | ParameterName, Field(description="Consecutive years.", examples=[2])
    ]

    @property
    def parts(self) -> tuple[Rule, ...]:
        """The rule asked of each year."""
        return (self.sustained,)

    def _outcomes(self, facts: FactSource) -> dict[int, Outcome]:
        years = _years(facts)
        span = range(years[0], years[-1] + 1) if years else ()
        return {year: self.sustained._decide(facts.in_year(year)) for year in span}  # type: ignore[attr-defined] # of years

    def _waiting(self, facts: FactSource) -> tuple[Evidence, ...]:
        if self._outcomes(facts):
            return super()._waiting(facts)
        leaves = [leaf._explain(facts) for leaf in self.sustained.leaves]
        return tuple(leaf for leaf in leaves if leaf.outcome is None)

    def _combined(self, outcomes: dict[int, Outcome], facts: FactSource) -> Outcome:
        if not outcomes:
            return self.sustained._decide(facts)
        possible = _statuses(list(outcomes.values()), bound_number(self.periods, self))
        return possible.pop() if len(possible) == 1 else None

    def _with_parts(self, parts: tuple[Rule, ...], values: Mapping[str, float]) -> Self:
        return self.replace(sustained=parts[0], periods=_given(self.periods, values))

    @property
    def parameters(self) -> tuple[str, ...]:
        """Its own, where a name stands for the periods, and those of its rule."""
        return _with_own(self.periods, super().parameters)

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"sustained({self.sustained!r}, periods={_number(self.periods)})"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{_bracketed(self.sustained)}, turning only after {self.periods} consecutive years"


def within_years_of_founding(rule: Rule, *, years: int | str) -> WithinYears:
    """The rule that another held in a year within so many of the founding.

    >>> from globalfirm import metric
    >>> print(within_years_of_founding(metric.foreign_sales_share >= 0.25, years=3))
    within 3 years of founding: foreign_sales_share >= 0.25
    """
    return WithinYears(within_years_of_founding=rule, years=years)  # type: ignore[arg-type]


def sustained(rule: Rule, *, periods: int | str) -> Sustained:
    """The rule whose answer turns only with so many consecutive years.

    >>> from globalfirm import metric
    >>> print(sustained(metric.group_headcount < 250, periods=2))
    group_headcount < 250, turning only after 2 consecutive years
    """
    return Sustained(sustained=rule, periods=periods)  # type: ignore[arg-type]


def _statuses(outcomes: list[Outcome], periods: int) -> set[bool]:
    """The statuses that may hold at the end, over every way to decide the years that are open."""
    # A state: the status, and for how many years the rule has answered otherwise.
    states: set[tuple[bool, int]] = {(answer, 0) for answer in _answers(outcomes[0])}
    for outcome in outcomes[1:]:
        states = {_next(status, against, answer, periods) for status, against in states for answer in _answers(outcome)}
    return {status for status, _ in states}


def _answers(outcome: Outcome) -> tuple[bool, ...]:
    return (True, False) if outcome is None else (outcome,)


def _next(status: bool, against: int, answer: bool, periods: int) -> tuple[bool, int]:  # two states
    if answer is status:
        return status, 0
    return (answer, 0) if against + 1 >= periods else (status, against + 1)


def _years(facts: FactSource) -> tuple[int, ...]:
    held: Iterable[Any] = getattr(facts, "years", ())  # Any: the facts' years are numbers, a profile's hold figures
    return tuple(sorted(getattr(year, "year", year) for year in held))


def _kind(value: Any) -> str | None:  # Any: whatever a rule file holds
    """Which kind of rule a record writes: the one whose word it holds."""
    if isinstance(value, Rule):
        return type(value).__name__
    if not isinstance(value, dict):
        return None
    if "metric" in value:
        return "Membership" if {"in", "values"} & value.keys() else "Threshold"
    return next((kind for word, kind in _KIND_OF_WORD.items() if word in value), None)


_KIND_OF_WORD = {
    "all": "AllOf",
    "any": "AnyOf",
    "at_least": "AtLeast",
    "not": "Not",
    "negated": "Not",
    "within_years_of_founding": "WithinYears",
    "sustained": "Sustained",
}

AnyRule = Annotated[
    Annotated[Threshold, Tag("Threshold")]
    | Annotated[Membership, Tag("Membership")]
    | Annotated[AllOf, Tag("AllOf")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[AtLeast, Tag("AtLeast")]
    | Annotated[Not, Tag("Not")]
    | Annotated[WithinYears, Tag("WithinYears")]
    | Annotated[Sustained, Tag("Sustained")],
    Discriminator(
        _kind,
        custom_error_type="rule",
        custom_error_message="a rule is written with one of 'metric', 'all', 'any', 'at_least', 'not', 'within_years_of_founding' or 'sustained'",
    ),
]
"""Any rule, as read from a record."""

for _model in (AllOf, AnyOf, AtLeast, Not, WithinYears, Sustained):
    _model.model_rebuild()

ANY_RULE: TypeAdapter[AnyRule] = TypeAdapter(AnyRule)
READ_ANY.append(ANY_RULE)  # type: ignore[arg-type] # any kind is a rule


def read_rule(value: object) -> AnyRule:
    """Any kind of rule, from a record or as it is.

    Raises:
        ValueError: it writes no rule; the message says where and why.

    >>> read_rule({"metric": "country_count", "operator": ">=", "value": 2})
    metric.country_count >= 2
    """
    try:
        return ANY_RULE.validate_python(value)
    except ValidationError as error:
        problems = (problem for problem in error.errors() if problem["type"] != "too_short" or not problem["input"])
        lines = [(".".join(map(str, p["loc"][1:])), p["msg"].removeprefix("Value error, ")) for p in problems]
        raise ValueError("; ".join(f"{where}: {what}" if where else what for where, what in lines)) from error


def bound_number(value: int | str, rule: Rule) -> int:
    """The whole number of a rule, where no name stands for it.

    Raises:
        ValueError: a parameter has no value.

    >>> from globalfirm import metric
    >>> bound_number(2, metric.headcount > 1)
    2
    """
    if isinstance(value, str):
        raise unbound(value, rule)
    return value


def _given(value: int | str, values: Mapping[str, float]) -> int | str:
    if not isinstance(value, str) or value not in values:
        return value
    number = values[value]
    if number != int(number):
        raise ValueError(f"the parameter {value!r} counts: give a whole number, not {number}.")
    return int(number)


def _with_own(value: int | str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((value, *names))) if isinstance(value, str) else names


def _number(value: int | str) -> str:
    return repr(ParameterRef(value)) if isinstance(value, str) else str(value)


def _joined(sign: str, rule: Compound, written: str) -> str:
    """As code that builds it: with signs, unless these would melt its parts into it."""
    if len(rule.parts) == 1 or any(isinstance(part, type(rule)) for part in rule.parts):
        return f"{written}{rule.parts!r})"
    return sign.join(f"({part!r})" for part in rule.parts)


def _bracketed(rule: Rule) -> str:
    return f"({rule})" if isinstance(rule, (AllOf, AnyOf, WithinYears, Sustained)) else str(rule)
