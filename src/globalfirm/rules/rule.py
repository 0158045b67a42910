"""Rules: thresholds on metrics, and "all of", "any of" and "not" of rules. A rule is data.

>>> rule = (metric.country_count >= 2) & (metric.headcount < 250)
>>> print(rule.model_dump_json())
{"all":[{"metric":"country_count","operator":">=","value":2.0},{"metric":"headcount","operator":"<","value":250.0}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn, get_args

from pydantic import ConfigDict, Discriminator, Field, Tag

from globalfirm._record import Record
from globalfirm.model.interval import Interval
from globalfirm.rules.logic import Operator, Outcome, compare, conjunction, disjunction, negation

if TYPE_CHECKING:
    from globalfirm.metrics.profile import Profile

MetricName = Literal[
    "headcount",
    "country_count",
    "foreign_country_count",
    "continent_count",
    "time_zone_count",
    "time_zone_span_hours",
    "foreign_headcount_share",
]
"""The quantities of a `Profile` that rules may ask for."""


class Evidence(NamedTuple):
    """Why a rule answers as it does: the fact a threshold met, or the evidence of a rule's parts."""

    rule: Rule
    outcome: Outcome
    fact: Interval | None = None
    parts: tuple[Evidence, ...] = ()

    @property
    def threshold(self) -> Threshold:
        """The threshold that a leaf is the evidence of.

        Raises:
            TypeError: it is no leaf, but the evidence of a rule of several parts.

        >>> from globalfirm import Company, profile
        >>> (metric.headcount < 250).explain(profile(Company(name="A"))).threshold.value
        250.0
        """
        if not isinstance(self.rule, Threshold):
            raise TypeError(f"{self.rule} is no threshold: ask its evidence's leaves() for theirs.")
        return self.rule

    def leaves(self) -> tuple[Evidence, ...]:
        """The thresholds under it, in the order written.

        >>> from globalfirm import Company, Office, profile
        >>> told = profile(Company(name="A", headcount=5, offices=[Office(country="RS")]))
        >>> [leaf.outcome for leaf in ((metric.headcount < 250) & (metric.country_count >= 2)).explain(told).leaves()]
        [True, False]
        """
        return tuple(leaf for part in self.parts for leaf in part.leaves()) if self.parts else (self,)

    def deciding(self) -> tuple[Evidence, ...]:
        """The thresholds that the outcome rests on: of a "no" to all-of, only those that say no, and so on.

        >>> from globalfirm import Company, Office, profile
        >>> told = profile(Company(name="A", headcount=5, offices=[Office(country="RS")]))
        >>> evidence = ((metric.headcount < 250) & (metric.country_count >= 2)).explain(told)
        >>> [str(leaf.rule) for leaf in evidence.deciding()]
        ['country_count >= 2']
        """
        if not self.parts:
            return (self,)
        wanted = self.outcome
        if isinstance(self.rule, Not):
            return self.parts[0].deciding()
        return tuple(leaf for part in self.parts if part.outcome is wanted for leaf in part.deciding())


class Rule(Record):
    """What can be asked of a firm. Combine rules with `&`, `|` and `~`; they answer yes, no or can't tell."""

    def decide(self, profile: Profile) -> Outcome:
        """The answer alone: True, False, or None for can't tell.

        >>> from globalfirm import Company, Office, profile
        >>> told = profile(Company(name="A", headcount="50+", offices=[Office(country="RS")]))
        >>> print((metric.headcount < 250).decide(told), (metric.country_count >= 2).decide(told))
        None False
        """
        raise NotImplementedError

    def explain(self, profile: Profile) -> Evidence:
        """The answer with its evidence.

        >>> from globalfirm import Company, Office, profile
        >>> told = profile(Company(name="A", headcount="50+", offices=[Office(country="RS")]))
        >>> (metric.headcount < 250).explain(told).fact
        Count('50+')
        """
        raise NotImplementedError

    def __and__(self, other: Rule) -> AllOf:
        """Both."""
        return AllOf(all=(*_parts(self, AllOf), *_parts(other, AllOf)))

    def __or__(self, other: Rule) -> AnyOf:
        """Either or both."""
        return AnyOf(any=(*_parts(self, AnyOf), *_parts(other, AnyOf)))

    def __invert__(self) -> Rule:
        """The opposite; of an opposite, the rule itself."""
        return self.negated if isinstance(self, Not) else Not(negated=self)  # type: ignore[arg-type]

    def __bool__(self) -> NoReturn:
        """A rule is neither true nor false before it meets a firm."""
        raise TypeError(
            "a rule has no truth value: combine rules with & | ~, not with and, or, not, "
            "and write (2 <= m) & (m <= 5), not 2 <= m <= 5."
        )


class Threshold(Rule):
    """A metric compared with a number.

    >>> metric.time_zone_span_hours > 8
    metric.time_zone_span_hours > 8
    """

    metric: Annotated[MetricName, Field(description="A quantity of the profile.")]
    operator: Annotated[Operator, Field(description="How it is compared.")]
    value: Annotated[float, Field(description="The number it is compared with.", examples=[250])]

    def decide(self, profile: Profile) -> Outcome:
        """Decided only where every value that the fact may have agrees."""
        return compare(getattr(profile, self.metric), self.operator, self.value)

    def explain(self, profile: Profile) -> Evidence:
        """The answer and the fact it rests on."""
        fact: Interval = getattr(profile, self.metric)
        return Evidence(self, compare(fact, self.operator, self.value), fact)

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"metric.{self}"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{self.metric} {self.operator} {self.value:.12g}"


class AllOf(Rule):
    """All of some rules.

    >>> (metric.country_count >= 2) & (metric.headcount < 250)
    (metric.country_count >= 2) & (metric.headcount < 250)
    """

    all: Annotated[tuple[AnyRule, ...], Field(min_length=1, description="Rules, all of which must hold.")]

    def decide(self, profile: Profile) -> Outcome:
        """No where any part says no."""
        return conjunction([rule.decide(profile) for rule in self.all])

    def explain(self, profile: Profile) -> Evidence:
        """The answer, and every part's."""
        parts = tuple([rule.explain(profile) for rule in self.all])
        return Evidence(self, conjunction([part.outcome for part in parts]), None, parts)

    def __repr__(self) -> str:
        """As code that builds it."""
        return " & ".join(f"({rule!r})" for rule in self.all)

    def __str__(self) -> str:
        """As a person reads it."""
        return " and ".join(_bracketed(rule) for rule in self.all)


class AnyOf(Rule):
    """Any of some rules.

    >>> (metric.country_count >= 2) | (metric.continent_count >= 2)
    (metric.country_count >= 2) | (metric.continent_count >= 2)
    """

    any: Annotated[tuple[AnyRule, ...], Field(min_length=1, description="Rules, one of which must hold.")]

    def decide(self, profile: Profile) -> Outcome:
        """Yes where any part says yes."""
        return disjunction([rule.decide(profile) for rule in self.any])

    def explain(self, profile: Profile) -> Evidence:
        """The answer, and every part's."""
        parts = tuple([rule.explain(profile) for rule in self.any])
        return Evidence(self, disjunction([part.outcome for part in parts]), None, parts)

    def __repr__(self) -> str:
        """As code that builds it."""
        return " | ".join(f"({rule!r})" for rule in self.any)

    def __str__(self) -> str:
        """As a person reads it."""
        return " or ".join(_bracketed(rule) for rule in self.any)


class Not(Rule):
    """The opposite of a rule; written {"not": ...}.

    >>> ~(metric.country_count >= 2)
    ~(metric.country_count >= 2)
    """

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    negated: Annotated[AnyRule, Field(alias="not", description="The rule that must not hold.")]

    def decide(self, profile: Profile) -> Outcome:
        """No for yes, yes for no."""
        return negation(self.negated.decide(profile))

    def explain(self, profile: Profile) -> Evidence:
        """The answer, and that of the rule it turns round."""
        part = self.negated.explain(profile)
        return Evidence(self, negation(part.outcome), None, (part,))

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"~({self.negated!r})"

    def __str__(self) -> str:
        """As a person reads it."""
        return f"not ({self.negated})"


def _kind(value: Any) -> str | None:  # Any: whatever a rule file holds
    """Which kind of rule a record writes: the one whose word it holds."""
    if isinstance(value, Rule):
        return type(value).__name__
    if not isinstance(value, dict):
        return None
    words = {"metric": "Threshold", "all": "AllOf", "any": "AnyOf", "not": "Not", "negated": "Not"}
    return next((kind for word, kind in words.items() if word in value), None)


AnyRule = Annotated[
    Annotated[Threshold, Tag("Threshold")]
    | Annotated[AllOf, Tag("AllOf")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[Not, Tag("Not")],
    Discriminator(
        _kind,
        custom_error_type="rule",
        custom_error_message="a rule is written with one of 'metric', 'all', 'any' or 'not'",
    ),
]
"""Any rule, as read from a record."""

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


def _parts(rule: Rule, kind: type[Rule]) -> tuple[AnyRule, ...]:
    """`a & b & c` is one rule of three parts."""
    parts = rule.all if isinstance(rule, AllOf) else rule.any if isinstance(rule, AnyOf) else ()
    return parts if isinstance(rule, kind) else (rule,)  # type: ignore[return-value]


def _bracketed(rule: Rule) -> str:
    return f"({rule})" if isinstance(rule, (AllOf, AnyOf)) else str(rule)


class Metric:
    """A metric by name, waiting to be compared with a number."""

    __slots__ = ("name",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: MetricName) -> None:
        self.name = name

    def _compared(self, operator: Operator, value: object) -> Threshold:
        return Threshold(metric=self.name, operator=operator, value=value)  # type: ignore[arg-type]

    def __lt__(self, value: float) -> Threshold:
        """Less than."""
        return self._compared("<", value)

    def __le__(self, value: float) -> Threshold:
        """At most."""
        return self._compared("<=", value)

    def __eq__(self, value: object) -> Threshold:  # type: ignore[override]
        """Exactly."""
        return self._compared("==", value)

    def __ne__(self, value: object) -> Threshold:  # type: ignore[override]
        """Anything but."""
        return self._compared("!=", value)

    def __ge__(self, value: float) -> Threshold:
        """At least."""
        return self._compared(">=", value)

    def __gt__(self, value: float) -> Threshold:
        """More than."""
        return self._compared(">", value)

    def __repr__(self) -> str:
        """As code that names it."""
        return f"metric.{self.name}"


class _Metrics:
    """Every metric as an attribute, so that editors complete the names and know the wrong ones."""

    __slots__ = get_args(MetricName)

    headcount: Metric
    country_count: Metric
    foreign_country_count: Metric
    continent_count: Metric
    time_zone_count: Metric
    time_zone_span_hours: Metric
    foreign_headcount_share: Metric

    def __init__(self) -> None:
        for name in get_args(MetricName):
            setattr(self, name, Metric(name))


metric = _Metrics()
"""The metrics that rules may ask for: `metric.country_count >= 2` is a rule."""
