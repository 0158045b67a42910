"""Definitions and taxonomies: named rules with their parameters, and an ordered list of them that labels a firm."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from globalfirm.expressions.comparisons import ParameterName, Threshold
from globalfirm.expressions.compound import AnyRule
from globalfirm.expressions.facts import FactSource, facts_of
from globalfirm.expressions.logic import Outcome
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.ground.errors import as_validator
from globalfirm.ground.fields import IsoDate, Text
from globalfirm.ground.first_use import view_of
from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.others_code import Naming
from globalfirm.ground.record import Record, made_of, takes
from globalfirm.ground.shown import Shown
from globalfirm.ground.version import __version__
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.profiles import Profile
from globalfirm.metrics.regions import SALES_BY_REGION
from globalfirm.model.company import Company
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED, Verdict

if TYPE_CHECKING:
    from globalfirm.views.table import ClassTable

_IN_BRACES = re.compile(r"\{(\w+)\}")

Provenance = Literal["cited work", "secondary source", "chosen here"]
"""Whether a figure was seen in the work cited, in a source that quotes it, or is this library's choice."""


class Parameter(Record):
    """A number of a definition, apart from its formula: what it means, where it stands, and who saw it there.

    >>> Parameter(name="small", value=250, meaning="people, fewer than which are few", source="x", provenance="cited work").value
    250.0
    """

    name: Annotated[ParameterName, Field(description="The name that the rule uses.")]
    value: Annotated[float, Field(description="The number.", examples=[250])]
    published: Annotated[
        float | None, Field(description="The number as the source has it, where another was put in its place.")
    ] = None
    meaning: Annotated[Text, Field(description="What it is, with its unit.")]
    source: Annotated[Text, Field(description="Where the number is from, with the year.")]
    provenance: Annotated[Provenance, Field(description="Where the number was seen.")]

    def with_value(self, value: float) -> Self:
        """The parameter with another number, and the published one kept beside it.

        >>> small = Parameter(name="small", value=250, meaning="people", source="x", provenance="cited work")
        >>> small.with_value(50).published, small.with_value(50).with_value(250).published
        (250.0, None)
        """
        published = self.value if self.published is None else self.published
        return self.replace(value=value, published=None if value == published else published)


class Definition(Record):
    """A named rule: what it means in words, who defined it, from when, and the numbers it takes.

    In `summary`, a parameter's name in braces stands for its number.

    Raises:
        pydantic.ValidationError: the rule or the summary names a parameter that is not defined.

    >>> from globalfirm import metric
    >>> Definition(name="large", summary="many people", rule=metric.headcount >= 250, citation="ours").rule
    metric.headcount >= 250
    """

    name: Annotated[Text, Field(description="The label.", examples=["micro-multinational"])]
    summary: Annotated[Text, Field(description="What it means, in words.")]
    rule: Annotated[AnyRule, Field(description="When it holds.")]
    citation: Annotated[Text, Field(description="Who defined it, where and when.")]
    applies_from: Annotated[
        IsoDate | None,
        Field(
            description="From when it applies, or was published: to the year, month or day.", examples=["2005-01-01"]
        ),
    ] = None
    parameters: Annotated[tuple[Parameter, ...], Field(description="The numbers that its rule names.")] = ()
    notes: Annotated[tuple[Text, ...], Field(description="What the source leaves open, and what was chosen.")] = ()

    @takes
    def __init__(
        self,
        *,
        name: str,
        summary: str,
        rule: Rule,
        citation: str,
        applies_from: date | str | int | None = None,
        parameters: Iterable[Parameter] = (),
        notes: Iterable[str] = (),
    ) -> None: ...

    @model_validator(mode="after")
    @as_validator
    def _has_its_parameters(self) -> Self:
        names = [parameter.name for parameter in self.parameters]
        undefined = [name for name in self.rule.parameters if name not in names]
        if undefined:
            raise ValueError(
                f"the rule names a parameter {undefined[0]!r} that is not defined.{nearest(undefined[0], names)}"
            )
        if len(set(names)) < len(names):
            raise ValueError(f"the parameters {', '.join(names)} name one twice.")
        unnamed = [name for name in _IN_BRACES.findall(self.summary) if name not in names]
        if unnamed:
            raise ValueError(f"the summary names a parameter {unnamed[0]!r} that is not defined.")
        _ = self.bound  # a number that makes the rule impossible is an error here and now
        return self

    @cached_property
    def values(self) -> dict[str, float]:
        """The parameters' numbers by name.

        >>> from globalfirm import default_taxonomy
        >>> default_taxonomy().classes[0].values["small"]
        250.0
        """
        return {parameter.name: parameter.value for parameter in self.parameters}

    @cached_property
    def bound(self) -> Rule:
        """The rule, with its parameters' numbers in their places.

        >>> from globalfirm import default_taxonomy
        >>> print(default_taxonomy().classes[0].bound)
        country_count >= 2 and headcount < 250
        """
        return self.rule.bind(self.values)

    @property
    def meaning(self) -> str:
        """The summary, with the parameters' numbers in their places.

        >>> from globalfirm import default_taxonomy
        >>> default_taxonomy(countries=3).classes[0].meaning
        'small, with people in 3 countries or more'
        """
        return _IN_BRACES.sub(lambda match: f"{self.values[match[1]]:,.12g}", self.summary)

    @property
    def needs(self) -> tuple[str, ...]:
        """The metrics that must be known to tell.

        >>> from globalfirm import default_taxonomy
        >>> default_taxonomy().classes[0].needs
        ('country_count', 'headcount')
        """
        return self.rule.needs

    @property
    def reference(self) -> str:
        """The citation, and the parameters that are not as published.

        >>> from globalfirm import default_taxonomy
        >>> default_taxonomy(small=20).classes[0].reference.rpartition("; ")[2]
        'here with small = 20 instead of 250'
        """
        changed = [
            f"{p.name} = {p.value:.12g} instead of {p.published:.12g}"
            for p in self.parameters
            if p.published is not None
        ]
        return "; ".join([self.citation, *([f"here with {', '.join(changed)}"] if changed else [])])

    def with_parameters(self, **values: float) -> Self:
        """The definition with other numbers, the published ones kept beside them.

        Raises:
            ValueError: it has no parameter of that name; the nearest is suggested.

        >>> from globalfirm import default_taxonomy
        >>> default_taxonomy().classes[0].with_parameters(small=50).bound
        (metric.country_count >= 2) & (metric.headcount < 50)
        """
        _refuse_unknown(values, [parameter.name for parameter in self.parameters], self.name)
        return self.replace(
            parameters=[p.with_value(values[p.name]) if p.name in values else p for p in self.parameters]
        )


class LabelChange(Record):
    """A firm that two taxonomies label differently, and the leaves that decide each label."""

    firm: Annotated[str, Field(description="The firm's name.")]
    before: Annotated[str, Field(description="Its label by the one.")]
    after: Annotated[str, Field(description="Its label by the other.")]
    why: Annotated[tuple[Evidence, ...], Field(description="The leaves that decide the other label, or the one.")]

    def __str__(self) -> str:
        """Who moves, from where to where, and why."""
        decisive = "; ".join(f"{leaf.rule} is {leaf.fact}" if leaf.fact else str(leaf.rule) for leaf in self.why)
        return f"{self.firm}: {self.before} -> {self.after}" + (f" ({decisive})" if decisive else "")


class Taxonomy(Shown, Record):
    """An ordered list of classes: the first whose rule says yes names the firm. And free tags, each by itself.

    A class before it that can't tell leaves the label undetermined: the firm may be of that class too.

    >>> from globalfirm import Company, Office, default_taxonomy
    >>> default_taxonomy().classify(Company(name="A", headcount=900, offices=[Office(country="RS")])).label
    'domestic large firm'
    """

    name: Annotated[Text, Field(description="What it orders firms by.")]
    summary: Annotated[str, Field(description="What it is, in two sentences.")] = ""
    classes: Annotated[tuple[Definition, ...], Field(min_length=1, description="In order: the first that holds wins.")]
    tags: Annotated[tuple[Definition, ...], Field(description="Each given where it holds, whatever the class.")] = ()

    @takes
    def __init__(
        self,
        *,
        name: str,
        classes: Iterable[Definition],
        summary: str = "",
        tags: Iterable[Definition] = (),
    ) -> None: ...

    @model_validator(mode="after")
    @as_validator
    def _names_each_once(self) -> Self:
        names = [definition.name for definition in (*self.classes, *self.tags)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"two definitions are called {twice!r}: give one another name.")
        reserved = next((name for name in names if name in {UNDETERMINED, UNCLASSIFIED}), None)
        if reserved:
            raise ValueError(f"no class can be called {reserved!r}: that is what a verdict says where none holds.")
        return self

    def classify(self, firm: Company | FactSource) -> Verdict:
        """The verdict on a firm, with the evidence of every class tried, and of the tags.

        >>> from globalfirm import Company, Office, default_taxonomy
        >>> default_taxonomy(small=10).classify(Company(name="A", headcount=9, offices=[Office(country="RS")])).label
        'domestic small firm'
        """
        facts = facts_of(firm)
        judged = facts.company if isinstance(facts, Facts) else facts
        if not isinstance(judged, (Company, Profile)):
            raise TypeError(f"a verdict is on a Company or its Profile, not on {quote(firm)}.")
        tried: list[Evidence] = []
        found: list[str] = []
        for name, rule in self._rules:
            evidence = rule._explain(facts)
            tried.append(evidence)
            if evidence.outcome is not False:
                found.append(name)
            if evidence.outcome:
                break
        sure = len(found) == 1 and tried[-1].outcome
        return made_of(Verdict, {
            "firm": judged,
            "taxonomy": self,
            "label": found[0] if sure else UNDETERMINED if found else UNCLASSIFIED,
            "candidates": tuple(found if sure or not found else self._possible(facts, found)),
            "class_evidence": tuple(tried),
            "globalfirm_version": __version__,
            "tag_evidence": tuple([definition.bound._explain(facts) for definition in self.tags]),
            "_facts": facts,
        })  # fmt: skip

    def label(self, firm: Company | FactSource) -> str:
        """The label alone, without evidence: what `classify(firm).label` is.

        >>> from globalfirm import Company, Office, default_taxonomy
        >>> default_taxonomy().label(Company(name="A", headcount=900, offices=[Office(country="RS")]))
        'domestic large firm'
        """
        found, sure = self._labels(facts_of(firm))
        return found[0] if sure else UNDETERMINED if found else UNCLASSIFIED

    def _labels(self, facts: FactSource) -> tuple[list[str], bool]:
        """The classes that may name a firm, up to the first that holds; and whether one surely does."""
        found: list[str] = []
        outcome: Outcome = None
        for name, rule in self._rules:
            outcome = rule._decide(facts)
            if outcome is not False:
                found.append(name)
            if outcome:
                break
        return found, len(found) == 1 and bool(outcome)

    def _possible(self, facts: FactSource, found: list[str]) -> list[str]:
        """Of the classes that may name a firm each by itself, those that some case of its sales by region allows.

        Shares that add up to one move together, which no rule sees that asks for them one by one.
        """
        if not self._regional_edges or not isinstance(facts, Facts):
            return found
        cases = facts.by_regional_sales(self._regional_edges)
        possible = {name for case in cases for name in self._labels(case)[0]}
        return [name for name in found if name in possible] or [UNCLASSIFIED]

    @cached_property
    def _regional_edges(self) -> frozenset[float]:
        """The thresholds of its classes on sales by region."""
        leaves = [leaf for _, rule in self._rules for leaf in rule.leaves if isinstance(leaf, Threshold)]
        return frozenset(leaf._number() for leaf in leaves if leaf.metric in SALES_BY_REGION)

    @cached_property
    def _rules(self) -> tuple[tuple[str, Rule], ...]:
        return tuple((definition.name, definition.bound) for definition in self.classes)

    @property
    def needs(self) -> tuple[str, ...]:
        """The metrics that its classes and tags ask for, each once.

        >>> from globalfirm import default_taxonomy
        >>> default_taxonomy().needs
        ('country_count', 'headcount')
        """
        return tuple(dict.fromkeys(name for each in (*self.classes, *self.tags) for name in each.needs))

    def with_parameters(self, **values: float) -> Self:
        """The taxonomy with other numbers in every class and tag that has parameters of those names.

        Raises:
            ValueError: none has; the nearest is suggested.

        >>> from globalfirm import default_taxonomy
        >>> print(default_taxonomy().with_parameters(small=50).classes[1].bound)
        country_count < 2 and headcount < 50
        """
        every = [p.name for definition in (*self.classes, *self.tags) for p in definition.parameters]
        _refuse_unknown(values, every, self.name)

        def changed(definition: Definition) -> Definition:
            own = {p.name: values[p.name] for p in definition.parameters if p.name in values}
            return definition.with_parameters(**own) if own else definition

        return self.replace(classes=[*map(changed, self.classes)], tags=[*map(changed, self.tags)])

    def table(self, beside: Taxonomy | None = None) -> ClassTable:
        """The classes with what each asks and its source; with another taxonomy, what each asks `beside` the other.

        The table shows itself in notebooks and by `print`.

        >>> from globalfirm import default_taxonomy
        >>> print(default_taxonomy().table(beside=default_taxonomy(small=50)))
        size and reach (1) beside size and reach (2)
        4 of 4 classes differ (≠).
        ...
        """
        return view_of(self, "table", beside=beside)  # type: ignore[no-any-return]

    def insert(self, definition: Definition, *, before: str | None = None, after: str | None = None) -> Self:
        """The taxonomy with one more class: before or after another, or else last.

        Raises:
            ValueError: no class has that name, or both are given.

        >>> from globalfirm import default_taxonomy, metric
        >>> large = Definition(name="giant", summary="very many people", rule=metric.headcount >= 10_000, citation="ours")
        >>> [each.name for each in default_taxonomy().insert(large, before="multinational enterprise").classes][2]
        'giant'
        """
        if before is not None and after is not None:
            raise ValueError("give `before` or `after`, not both.")
        at = len(self.classes)
        if before is not None:
            at = self._index(before)
        elif after is not None:
            at = self._index(after) + 1
        return self.replace(classes=(*self.classes[:at], definition, *self.classes[at:]))

    def replacing(self, name: str, definition: Definition) -> Self:
        """The taxonomy with another definition in the place of one class.

        Raises:
            ValueError: no class has that name.

        >>> from globalfirm import default_taxonomy
        >>> base = default_taxonomy()
        >>> base.replacing("micro-multinational", base.classes[0].with_parameters(small=10)) == base
        False
        """
        at = self._index(name)
        return self.replace(classes=(*self.classes[:at], definition, *self.classes[at + 1 :]))

    def without(self, name: str) -> Self:
        """The taxonomy without one class.

        Raises:
            ValueError: no class has that name.

        >>> from globalfirm import default_taxonomy
        >>> len(default_taxonomy().without("domestic large firm").classes)
        3
        """
        at = self._index(name)
        return self.replace(classes=(*self.classes[:at], *self.classes[at + 1 :]))

    def diff(self, other: Taxonomy, companies: Iterable[Company]) -> tuple[LabelChange, ...]:
        """The firms that another taxonomy labels differently, and why: what decides the other label, or this one.

        >>> from globalfirm import Company, Office, default_taxonomy
        >>> firm = Company(name="A", headcount=60, offices=[Office(country="RS"), Office(country="US")])
        >>> print(*default_taxonomy().diff(default_taxonomy(small=50), [firm]))
        A: micro-multinational -> multinational enterprise (country_count >= 2 is 2; headcount >= 50 is 60)
        """
        moves = []
        for company in companies:
            facts = facts_of(company)
            before, after = self.label(facts), other.label(facts)
            if before != after:
                verdict = other.classify(facts)
                why = verdict.deciding or tuple(leaf for set_ in verdict.missing for leaf in set_)
                why = why or self.classify(facts).deciding
                moves.append(LabelChange(firm=company.name, before=before, after=after, why=why))
        return tuple(moves)

    def _index(self, name: str) -> int:
        names = [definition.name for definition in self.classes]
        if name not in names:
            raise ValueError(f"{self.name} has no class {quote(name)}.{nearest(name, names)}")
        return names.index(name)


def judge(taxonomy: Taxonomy, firm: Company | FactSource) -> Verdict:
    """The verdict of a taxonomy, which may be of a class of the user's own: what goes wrong in it bears its name.

    Raises:
        TypeError: it answers with something else than a verdict.

    >>> from globalfirm import Company, default_taxonomy
    >>> class Puzzled(Taxonomy):
    ...     def classify(self, firm):
    ...         return None
    >>> judge(Puzzled(name="moods", classes=default_taxonomy().classes), Company(name="A"))
    Traceback (most recent call last):
    TypeError: it answered None, which is not a Verdict.
    in the taxonomy 'moods'
    """
    with Naming("the taxonomy", taxonomy.name):
        verdict: object = taxonomy.classify(firm)
        if not isinstance(verdict, Verdict):
            raise TypeError(f"it answered {quote(verdict)}, which is not a Verdict.")
    return verdict


def _refuse_unknown(values: dict[str, float], names: list[str], where: str) -> None:
    for name in values:
        if name not in names:
            known = ", ".join(dict.fromkeys(names)) or "none"
            raise ValueError(f"{where} has no parameter {quote(name)}: it has {known}.{nearest(name, names)}")


# A verdict names what makes it: whoever reads its annotations, pydantic among them, looks there.
vars(sys.modules[Verdict.__module__]).update(Taxonomy=Taxonomy, Definition=Definition)
Verdict.model_rebuild()
