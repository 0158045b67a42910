"""What kind of firm it is, and why; what would decide it, and what would change it."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import Field

from globalfirm.expressions.facts import FactSource, facts_of
from globalfirm.expressions.rule import Evidence
from globalfirm.ground.first_use import view_of
from globalfirm.ground.kept import kept
from globalfirm.ground.shown import ShownAsCard
from globalfirm.metrics.profiles import Profile, profile
from globalfirm.model.base import ExtensibleRecord
from globalfirm.model.company import Company
from globalfirm.rules.counterfactuals import Counterfactual, changes, deciding_facts

if TYPE_CHECKING:
    from globalfirm.metrics.claims import Conflict
    from globalfirm.rules.taxonomy import Definition, Taxonomy

UNDETERMINED = "undetermined"
"""The label where the facts don't decide."""

UNCLASSIFIED = "unclassified"
"""The label where every class of the taxonomy says no."""


LONGEST_NAME_SHOWN = 60
"""Signs of a firm's or taxonomy's name in a repr."""


class DefinitionResult(NamedTuple):
    """A definition, and the evidence of its rule on a firm."""

    definition: Definition
    evidence: Evidence


class Verdict(ShownAsCard, ExtensibleRecord):
    """The class of a taxonomy that a firm falls in, with the evidence of every class tried on the way.

    `label` is the class's name, "undetermined" (`candidates` are then the classes that it may be), or
    "unclassified" where every class says no. What would decide or change it follows from the firm and the taxonomy.

    >>> from globalfirm import Company, Office, classify
    >>> verdict = classify(Company(name="A", headcount="50+", offices=[Office(country="RS"), Office(country="US")]))
    >>> verdict.label, verdict.candidates
    ('undetermined', ('micro-multinational', 'multinational enterprise'))
    >>> Verdict.model_validate_json(verdict.model_dump_json()) == verdict
    True
    >>> print(verdict)
    A: undetermined: micro-multinational or multinational enterprise
      can't tell  micro-multinational: small, with people in 2 countries or more
        yes         country_count >= 2: it is 2 (Serbia; United States)
        can't tell  headcount < 250: it is 50+ (stated: 50+)
      no          domestic small firm: small, with people in fewer than 2 countries
        no          country_count < 2: it is 2 (Serbia; United States)
        can't tell  headcount < 250: it is 50+ (stated: 50+)
      can't tell  multinational enterprise: not small, with people in 2 countries or more
        yes         country_count >= 2: it is 2 (Serbia; United States)
        can't tell  headcount >= 250: it is 50+ (stated: 50+)
      no          domestic large firm: not small, with people in fewer than 2 countries
        no          country_count < 2: it is 2 (Serbia; United States)
        can't tell  headcount >= 250: it is 50+ (stated: 50+)
      would decide: headcount (below 250 or not)
    """

    firm: Annotated[Company | Profile, Field(description="What was judged: the record, or a profile made of one.")]
    taxonomy: Annotated[Taxonomy, Field(description="The classes and tags that it was judged by.")]
    label: Annotated[str, Field(description="The class; or 'undetermined', or 'unclassified'.")]
    candidates: Annotated[
        tuple[str, ...], Field(description="The classes that it may be; 'unclassified' where it can be none.")
    ]
    class_evidence: Annotated[tuple[Evidence, ...], Field(description="Of each class tried, in the taxonomy's order.")]
    globalfirm_version: Annotated[str, Field(description="The version that gave it.", examples=["0.1.0"])]
    tag_evidence: Annotated[tuple[Evidence, ...], Field(description="Of each tag of the taxonomy, in its order.")] = ()

    @cached_property
    def _facts(self) -> FactSource:
        return facts_of(self.firm)

    @property
    def facts(self) -> FactSource:
        """What is known of the firm, metric by metric.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).facts.fact("headcount")
        Count(3)
        """
        return self._facts

    @property
    def evidence(self) -> tuple[DefinitionResult, ...]:
        """Each class tried, with its evidence.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).evidence[0].definition.name
        'micro-multinational'
        """
        return tuple(map(DefinitionResult, self.taxonomy.classes, self.class_evidence))

    @property
    def tag_results(self) -> tuple[DefinitionResult, ...]:
        """Each tag, with its evidence.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).tag_results
        ()
        """
        return tuple(map(DefinitionResult, self.taxonomy.tags, self.tag_evidence))

    @property
    def profile(self) -> Profile:
        """All metrics of the firm.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).profile.headcount
        Count(3)
        """
        return profile(self.firm)

    @property
    def name(self) -> str:
        """The firm's name.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).name
        'A'
        """
        return self.firm.name

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that hold.

        >>> from globalfirm import Company, Definition, classify, default_taxonomy, metric
        >>> tag = Definition(name="tiny", summary="a handful", rule=metric.headcount < 5, citation="ours")
        >>> classify(Company(name="A", headcount=3), default_taxonomy().replace(tags=[tag])).tags
        ('tiny',)
        """
        return tuple(definition.name for definition, evidence in self.tag_results if evidence.outcome)

    @property
    def deciding(self) -> tuple[Evidence, ...]:
        """The leaves that settled the label, each with its fact; none where no class says yes.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")]))
        >>> [(str(leaf.rule), str(leaf.fact)) for leaf in verdict.deciding]
        [('country_count >= 2', '2'), ('headcount < 250', '9')]
        """
        if self.label in {UNDETERMINED, UNCLASSIFIED}:
            return ()
        return self.class_evidence[-1].deciding()

    @kept
    def missing(self) -> tuple[tuple[Evidence, ...], ...]:
        """The smallest sets of facts that would decide the label, whatever they turn out to be.

        Each set is given by the leaves that now wait for it, those of rules over several years with the year as their
        detail; none where the label is decided. Facts are taken one by one: that people in more countries are more
        people is not reckoned with. Where no four facts decide, one set of more is named, of which none can be spared.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=9, offices=[Office(country="RS")], complete=False))
        >>> [[str(leaf.rule) for leaf in facts] for facts in verdict.missing]
        [['country_count >= 2', 'country_count < 2']]
        """
        if self.label != UNDETERMINED:
            return ()
        leaves = [leaf for definition, _ in self.evidence for leaf in definition.bound.leaves]
        found = deciding_facts(leaves, self.facts, self._label)
        return tuple(tuple(chain.from_iterable(leaf._waiting(self.facts) for leaf in facts)) for facts in found)

    @kept
    def changes(self) -> tuple[Counterfactual, ...]:
        """The nearest changes of the record that would make the label another one, "unclassified" among them.

        Each is made, judged, and given with the record as it would be: a place more or fewer, other people, another
        home, another figure of the last accounts. None where the label is undetermined, and none of a profile, which
        holds no record.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=275, offices=[Office(country="RS"), Office(country="US")]))
        >>> for change in verdict.changes:
        ...     print(change)
        26 fewer people (headcount 249): micro-multinational
        1 fewer country (country_count 1, with people in Serbia alone): domestic large firm
        >>> classify(verdict.changes[0].firm).label
        'micro-multinational'
        """
        if self.label == UNDETERMINED or not isinstance(self.firm, Company):
            return ()
        leaves = [leaf for definition in self.taxonomy.classes for leaf in definition.bound.leaves]
        return changes(dict.fromkeys(leaves), self.firm, self._label)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The claims that contradict the record or one another, which were not used.

        >>> from globalfirm import Claim, Company, Office, classify
        >>> claim = Claim(metric="country_count", value=9, source="a rumour")
        >>> print(*classify(Company(name="A", offices=[Office(country="RS")], claims=[claim])).conflicts)
        country_count: a rumour says 9, against the record's 1
        """
        return self.facts.conflicts  # type: ignore[attr-defined, no-any-return] # of a firm or its profile

    def _label(self, facts: FactSource) -> str | None:
        label = self.taxonomy.label(facts)
        return None if label == UNDETERMINED else label

    def sources(self, leaf: Evidence) -> tuple[str, ...]:
        """What the fact of a leaf rests on: which offices, which claims, which accounts.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")]))
        >>> verdict.sources(verdict.deciding[0])
        ('Serbia', 'United States')
        """
        if not leaf.rule.needs or leaf.fact is None:
            return ()
        return self.facts.sources(leaf.rule.needs[0])  # type: ignore[attr-defined, no-any-return] # as above

    def __str__(self) -> str:
        """The label, the evidence, what would decide or change it, and the claims set aside."""
        return view_of(self, "text")  # type: ignore[no-any-return]

    def to_dict(self) -> dict[str, Any]:
        """The verdict as plain data, fit for JSON: what it says in words, and the evidence as a tree.

        >>> from globalfirm import Company, Office, classify
        >>> classify(Company(name="A", headcount=9, offices=[Office(country="RS")])).to_dict()["label"]
        'domestic small firm'
        """
        return view_of(self, "plain")  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        """In one line, so that several fit a screen: `print` shows the evidence.

        >>> from globalfirm import Company, classify
        >>> classify([Company(name="A", headcount=9), Company(name="B", headcount=300)])
        [Verdict('A', 'size and reach': undetermined: micro-multinational or domestic small firm),
         Verdict('B', 'size and reach': undetermined: multinational enterprise or domestic large firm)]
        """
        name, taxonomy = (
            repr(text if len(text) <= LONGEST_NAME_SHOWN else f"{text[: LONGEST_NAME_SHOWN - 3]}...")
            for text in (self.name, self.taxonomy.name)
        )
        if self.label != UNDETERMINED:
            return f"Verdict({name}, {taxonomy}: {self.label})"
        more = len(self.candidates) - 2
        listed = [*self.candidates[:2], *([f"{more} more"] if more > 0 else [])]
        return f"Verdict({name}, {taxonomy}: {self.label}: {' or '.join(listed)})"
