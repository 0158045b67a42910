"""What kind of firm it is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from globalfirm.rules.logic import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from globalfirm.metrics.profile import Profile
    from globalfirm.rules.rule import Evidence, Threshold
    from globalfirm.rules.taxonomy import Definition

UNDETERMINED = "undetermined"
"""The label where the facts don't decide."""

UNCLASSIFIED = "unclassified"
"""The label where every class of the taxonomy says no."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a taxonomy that a firm falls in, with the evidence of every class tried on the way.

    `label` is the class's name, "undetermined" (`candidates` are then the classes that it may be), or
    "unclassified" where every class says no.

    >>> from globalfirm import Company, Office, classify
    >>> verdict = classify(Company(name="A", headcount="50+", offices=[Office(country="RS"), Office(country="US")]))
    >>> verdict.label, verdict.candidates
    ('undetermined', ('micro-multinational', 'multinational enterprise'))
    >>> print(verdict)
    A: undetermined: micro-multinational or multinational enterprise
      can't tell  micro-multinational: small, with people in two countries or more
        yes         country_count >= 2: it is 2 (known: RS, US)
        can't tell  headcount < 250: it is 50+
      no          domestic small firm: small, with people in one country
        no          country_count < 2: it is 2 (known: RS, US)
        can't tell  headcount < 250: it is 50+
      can't tell  multinational enterprise: not small, with people in two countries or more
        yes         country_count >= 2: it is 2 (known: RS, US)
        can't tell  headcount >= 250: it is 50+
      no          domestic large firm: not small, with people in one country
        no          country_count < 2: it is 2 (known: RS, US)
        can't tell  headcount >= 250: it is 50+
      would decide: headcount, below 250 or not
    """

    label: str
    candidates: tuple[str, ...]
    profile: Profile
    evidence: tuple[tuple[Definition, Evidence], ...]

    @property
    def deciding(self) -> tuple[Evidence, ...]:
        """The thresholds that settled the label, each with its fact; none where it is undetermined.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")]))
        >>> [(str(leaf.rule), str(leaf.fact)) for leaf in verdict.deciding]
        [('country_count >= 2', '2'), ('headcount < 250', '9')]
        """
        if self.label in {UNDETERMINED, UNCLASSIFIED}:
            return ()
        return self.evidence[-1][1].deciding()

    @property
    def undecided(self) -> tuple[Evidence, ...]:
        """The thresholds that a missing fact leaves open in the candidates, each metric and bound once.

        >>> from globalfirm import Company, Office, classify
        >>> verdict = classify(Company(name="A", headcount=9, offices=[Office(country="RS")], complete=False))
        >>> [str(leaf.rule) for leaf in verdict.undecided]
        ['country_count >= 2']
        """
        if self.label != UNDETERMINED:
            return ()
        open_leaves = (
            leaf
            for _, evidence in self.evidence
            if evidence.outcome is None
            for leaf in evidence.leaves()
            if leaf.outcome is None
        )
        once: dict[tuple[str, float], Evidence] = {}
        for leaf in open_leaves:
            once.setdefault(_bound(leaf), leaf)
        return tuple(once.values())

    def __str__(self) -> str:
        """The label, the evidence, what would decide, and the claims set aside."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        told = self.label if self.label != UNDETERMINED else f"{self.label}: {' or '.join(self.candidates)}"
        yield f"{self.profile.name}: {told}"
        for definition, evidence in self.evidence:
            yield f"  {spoken(evidence.outcome):<11} {definition.name}: {definition.summary}"
            for leaf in evidence.leaves():
                yield f"    {spoken(leaf.outcome):<11} {leaf.rule}: it is {self._fact(leaf)}"
        decisive = "; ".join(_bound_spoken(leaf.threshold) for leaf in self.undecided)
        if decisive:
            yield f"  would decide: {decisive}"
        for conflict in self.profile.conflicts:
            yield f"  set aside: {conflict}"
        if self.deciding:
            yield f"  definition: {self.evidence[-1][0].citation}"

    def _fact(self, leaf: Evidence) -> str:
        """The fact with its source: the known places, and the claims on it."""
        rule = leaf.threshold
        known = {"country_count": self.profile.countries, "continent_count": self.profile.continents}
        sources = [f"known: {', '.join(known[rule.metric])}"] if known.get(rule.metric) else []
        sources += [
            f"claimed by {claim.source}: {claim.value}"
            for claim in self.profile.claims_used
            if claim.metric == rule.metric
        ]
        return f"{leaf.fact} ({'; '.join(sources)})" if sources else str(leaf.fact)


def _bound(leaf: Evidence) -> tuple[str, float]:
    """What a threshold turns on: "< 250" and ">= 250" ask for the same fact."""
    return leaf.threshold.metric, leaf.threshold.value


def _bound_spoken(rule: Threshold) -> str:
    words = {"<": "below", ">=": "below", ">": "above", "<=": "above", "==": "exactly", "!=": "exactly"}
    return f"{rule.metric}, {words[rule.operator]} {rule.value:.12g} or not"
