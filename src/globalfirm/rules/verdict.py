"""What kind of firm it is, and why; what would decide it, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.compound import AllOf, AnyOf, AtLeast
from globalfirm.expressions.facts import FactSource
from globalfirm.expressions.logic import Outcome, outcome_word
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.profiles import Profile, profile
from globalfirm.rules.counterfactuals import Counterfactual, changes, deciding_facts

if TYPE_CHECKING:
    from globalfirm.metrics.claims import Conflict
    from globalfirm.rules.taxonomy import Definition, Taxonomy

UNDETERMINED = "undetermined"
"""The label where the facts don't decide."""

UNCLASSIFIED = "unclassified"
"""The label where every class of the taxonomy says no."""

SHOWN_CHANGES = 3
"""Of the changes that would flip the label, so many are printed."""


class DefinitionResult(NamedTuple):
    """A definition, and the evidence of its rule on a firm."""

    definition: Definition
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a taxonomy that a firm falls in, with the evidence of every class tried on the way.

    `label` is the class's name, "undetermined" (`candidates` are then the classes that it may be), or
    "unclassified" where every class says no. `tags` are the free tags, each with its evidence.

    >>> from globalfirm import Company, Office, classify
    >>> verdict = classify(Company(name="A", headcount="50+", offices=[Office(country="RS"), Office(country="US")]))
    >>> verdict.label, verdict.candidates
    ('undetermined', ('micro-multinational', 'multinational enterprise'))
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

    label: str
    candidates: tuple[str, ...]
    taxonomy: Taxonomy
    facts: FactSource
    evidence: tuple[DefinitionResult, ...]
    tag_results: tuple[DefinitionResult, ...] = ()

    @property
    def profile(self) -> Profile:
        """All metrics of the firm.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).profile.headcount
        Count(3)
        """
        return profile(self.facts.company) if isinstance(self.facts, Facts) else self.facts  # type: ignore[return-value]

    @property
    def name(self) -> str:
        """The firm's name.

        >>> from globalfirm import Company, classify
        >>> classify(Company(name="A", headcount=3)).name
        'A'
        """
        return (
            self.facts.company.name if isinstance(self.facts, Facts) else str(getattr(self.facts, "name", "the firm"))
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that hold.

        >>> from globalfirm import Company, Definition, classify, default_taxonomy, metric
        >>> tag = Definition(name="tiny", summary="a handful", rule=metric.headcount < 5, citation="ours")
        >>> classify(Company(name="A", headcount=3), default_taxonomy().replace(tags=[tag])).tags
        ('tiny',)
        """
        return tuple(judged.definition.name for judged in self.tag_results if judged.evidence.outcome)

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
        return self.evidence[-1].evidence.deciding()

    @property
    def missing(self) -> tuple[tuple[Evidence, ...], ...]:
        """The smallest sets of facts that would decide the label, whatever they turn out to be.

        Each set is given by the leaves that now wait for it; none where the label is decided. Facts are taken one
        by one: that people in more countries are more people is not reckoned with. Sets of more than four are left out.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=9, offices=[Office(country="RS")], complete=False))
        >>> [[str(leaf.rule) for leaf in facts] for facts in verdict.missing]
        [['country_count >= 2', 'country_count < 2']]
        """
        if self.label != UNDETERMINED:
            return ()
        leaves = [leaf for judged in self.evidence for leaf in judged.definition.bound.leaves]
        found = deciding_facts(leaves, self.facts, self._label)
        return tuple(tuple(leaf._explain(self.facts) for leaf in facts) for facts in found)

    @property
    def changes(self) -> tuple[Counterfactual, ...]:
        """The nearest change of each single fact that would make the label another one.

        None where the label is undetermined. Rules on several years' accounts are not varied.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=275, offices=[Office(country="RS"), Office(country="US")]))
        >>> for change in verdict.changes:
        ...     print(change)
        1 fewer country (country_count 1): domestic large firm
        26 fewer people (headcount 249): micro-multinational
        """
        if self.label == UNDETERMINED:
            return ()
        leaves = [leaf for definition in self.taxonomy.classes for leaf in definition.bound.leaves]
        found = changes(dict.fromkeys(leaves), self.facts, self._label)
        return tuple(change for change in found if change.label != UNCLASSIFIED)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The claims that contradict the record or one another, which were not used.

        >>> from globalfirm import Claim, Company, Office, classify
        >>> claim = Claim(metric="country_count", value=9, source="a rumour")
        >>> print(*classify(Company(name="A", offices=[Office(country="RS")], claims=[claim])).conflicts)
        country_count: a rumour says 9, against the record's 1
        """
        if isinstance(self.facts, Facts):
            return self.facts.claims.conflicts if self.facts.claims else ()
        return tuple(getattr(self.facts, "conflicts", ()))

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
        if isinstance(self.facts, Facts):
            return self.facts.sources(leaf.rule.needs[0])
        held = self.facts if isinstance(self.facts, Profile) else None
        used = [claim for claim in held.claims_used if claim.metric == leaf.rule.needs[0]] if held else []
        return tuple(f"claim by {claim.source}: {claim.value}" for claim in used)

    def __str__(self) -> str:
        """The label, the evidence, what would decide or change it, and the claims set aside."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        label = self.label if self.label != UNDETERMINED else f"{self.label}: {' or '.join(self.candidates)}"
        yield f"{self.name}: {label}"
        for definition, evidence in self.evidence:
            yield f"  {outcome_word(evidence.outcome):<11} {definition.name}: {definition.meaning}"
            yield from self._tree(evidence, "    ", top=True)
        for definition, evidence in self.tag_results:
            yield f"  {outcome_word(evidence.outcome):<11} tag {definition.name}: {definition.meaning}"
            yield from self._tree(evidence, "    ", top=True)
        for facts in self.missing:
            yield f"  would decide: {' with '.join(_fact_texts(facts))}"
        for change in sorted(self.changes, key=lambda change: abs(change.difference))[:SHOWN_CHANGES]:
            yield f"  would change it: {change}"
        for conflict in self.conflicts:
            yield f"  set aside: {conflict}"
        if self.label not in {UNDETERMINED, UNCLASSIFIED}:
            yield f"  definition: {self.evidence[-1].definition.reference}"

    def _tree(self, evidence: Evidence, indent: str, *, top: bool = False) -> Iterator[str]:
        """The evidence of a rule, part by part; the parts of an outermost all-of stand by themselves."""
        if evidence.parts and not (top and isinstance(evidence.rule, AllOf)):
            yield f"{indent}{outcome_word(evidence.outcome):<11} {_head(evidence.rule)}"
            indent += "  "
        if not evidence.parts:
            yield f"{indent}{outcome_word(evidence.outcome):<11} {self._leaf(evidence)}"
        for part in evidence.parts:
            yield from self._tree(part, indent)

    def _leaf(self, leaf: Evidence) -> str:
        known = leaf.detail if leaf.fact is None else f"it is {leaf.fact}"
        sources = "; ".join(self.sources(leaf))
        return f"{leaf.rule}: {known} ({sources})" if sources else f"{leaf.rule}: {known}"

    def to_dict(self) -> dict[str, Any]:
        """The verdict as plain data, fit for JSON: what it says in words, and the evidence as a tree.

        >>> from globalfirm import Company, Office, classify
        >>> classify(Company(name="A", headcount=9, offices=[Office(country="RS")])).to_dict()["label"]
        'domestic small firm'
        """
        return {
            "firm": self.name,
            "taxonomy": self.taxonomy.name,
            "label": self.label,
            "candidates": list(self.candidates),
            "tags": list(self.tags),
            "classes": [self._judged(judged) for judged in self.evidence],
            "tag_results": [self._judged(judged) for judged in self.tag_results],
            "missing": [[name for leaf in facts for name in leaf.rule.needs[:1]] for facts in self.missing],
            "changes": [
                {"metric": change.metric, "to": change.to.plain(), "label": change.label, "text": str(change)}
                for change in self.changes
            ],
            "conflicts": [str(conflict) for conflict in self.conflicts],
        }

    def _judged(self, judged: DefinitionResult) -> dict[str, Any]:
        definition, evidence = judged
        return {
            "name": definition.name,
            "meaning": definition.meaning,
            "citation": definition.reference,
            "evidence": self._plain_evidence(evidence),
        }

    def _plain_evidence(self, evidence: Evidence) -> dict[str, Any]:
        data: dict[str, Any] = {"outcome": evidence.outcome, "rule": str(evidence.rule)}
        if evidence.fact is not None:
            data |= {"metric": evidence.rule.needs[0], "fact": evidence.fact.plain()}
            data |= {"sources": list(self.sources(evidence))}
        if evidence.detail:
            data["by_year"] = evidence.detail
        if evidence.parts:
            data["parts"] = [self._plain_evidence(part) for part in evidence.parts]
        return data

    def _repr_html_(self) -> str:
        """For the notebook: the label, and the evidence folded under each class."""
        label = escape(self.label if self.label != UNDETERMINED else f"{self.label}: {' or '.join(self.candidates)}")
        rows = "".join(self._html_class(judged, tag="") for judged in self.evidence)
        rows += "".join(self._html_class(judged, tag="tag ") for judged in self.tag_results)
        notes = [line.strip() for line in self._lines() if line.startswith(("  would", "  set aside", "  definition"))]
        listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
        return f"<div><strong>{escape(self.name)}: {label}</strong>{rows}<ul>{listed}</ul></div>"

    def _html_class(self, judged: DefinitionResult, *, tag: str) -> str:
        definition, evidence = judged
        head = escape(f"{tag}{definition.name}: {definition.meaning}")
        opened = " open" if evidence.outcome is not False else ""
        return f"<details{opened}><summary>{_MARKS[evidence.outcome]} {head}</summary>{self._html_tree(evidence)}</details>"

    def _html_tree(self, evidence: Evidence) -> str:
        if not evidence.parts:
            return f"<ul><li>{_MARKS[evidence.outcome]} {escape(self._leaf(evidence))}</li></ul>"
        parts = "".join(self._html_tree(part) for part in evidence.parts)
        return f"<ul><li>{_MARKS[evidence.outcome]} {escape(_head(evidence.rule))}{parts}</li></ul>"


_MARKS: dict[Outcome, str] = {True: "&#10003;", False: "&#10007;", None: "?"}


def _head(rule: Rule) -> str:
    """What a rule of parts asks of them."""
    if isinstance(rule, AllOf):
        return "all of"
    if isinstance(rule, AnyOf):
        return "any of"
    return f"at least {rule.at_least} of" if isinstance(rule, AtLeast) else "not"


def _fact_texts(facts: tuple[Evidence, ...]) -> list[str]:
    """Each fact once, with the bounds that it is asked for."""
    asked: dict[str, list[str]] = {}
    for leaf in facts:
        name = leaf.rule.needs[0] if leaf.fact is not None else str(leaf.rule)
        asked.setdefault(name, []).append(_bound_text(leaf.rule))
    texts = {name: ", ".join(dict.fromkeys(filter(None, bounds))) for name, bounds in asked.items()}
    return [f"{name} ({bounds})" if bounds else name for name, bounds in texts.items()]


def _bound_text(rule: Rule) -> str:
    if not isinstance(rule, Threshold):
        return str(rule).partition(" any of ")[2] and f"any of {str(rule).partition(' any of ')[2]} or not"
    words = {"<": "below", ">=": "below", ">": "above", "<=": "above", "==": "exactly", "!=": "exactly"}
    return f"{words[rule.operator]} {rule.value:.12g} or not"
