"""What there is to tell of a firm: one plain record, from which the card is made in every medium alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from math import ceil, floor
from typing import NamedTuple

from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.facts import FactSource
from globalfirm.expressions.logic import Outcome
from globalfirm.expressions.rule import Evidence
from globalfirm.ground.messages import unit_of
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet
from globalfirm.places.offsets import database_version
from globalfirm.rules import questions
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED, Verdict
from globalfirm.views import words
from globalfirm.views.drawing.spots import Spot, spots_of

MOST_REASONS = 8
"""So many facts are shown as reasons; the others are counted."""


class Scale(NamedTuple):
    """How a figure is drawn: what it is called, the metric, from where to where, by logarithm or not, its unit."""

    name: str
    metric: str
    least: float
    most: float
    log: bool = False
    unit: str = ""


SCALES = (
    Scale("people", "headcount", 1, 1000, log=True),
    Scale("countries", "country_count", 1, 60, log=True),
    Scale("continents", "continent_count", 0, 7),
    Scale("time zones", "time_zone_count", 1, 40, log=True),
    Scale("time-zone span", "time_zone_span_hours", 0, 26, unit=" h"),
    Scale("people abroad", "foreign_headcount_share", 0, 100, unit=" %"),
)


class Figure(NamedTuple):
    """A key figure with its bounds, a note, and the values at which the label would change."""

    scale: Scale
    low: float
    high: float | None
    note: str = ""
    limits: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: of exactly one, in the singular.

        >>> Figure(SCALES[1], 1, 1).name, Figure(SCALES[1], 1, 2).name
        ('country', 'countries')
        """
        return unit_of(1 if self.low == self.high == 1 else 2, self.scale.name)

    @property
    def value(self) -> str:
        """The bounds as text.

        >>> Figure(SCALES[4], 9, None).value
        '9+ h'
        """
        return words.spoken(self.low, self.high, self.scale.unit)


class Reason(NamedTuple):
    """A question that was asked of the firm: its answer, the fact that it met, and what that rests on."""

    outcome: Outcome
    question: str
    fact: str
    sources: str


class Content(NamedTuple):
    """All that a card tells."""

    verdict: Verdict
    day: date
    places_known: bool
    figures: tuple[Figure, ...]
    spots: tuple[Spot, ...]
    reasons: tuple[Reason, ...]
    more_reasons: int
    changes: tuple[tuple[str, str], ...]
    aside: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The firm's name."""
        return self.verdict.name

    @property
    def settled(self) -> bool:
        """Whether a label was found."""
        return self.verdict.label not in {UNDETERMINED, UNCLASSIFIED}

    @property
    def outcome(self) -> Outcome:
        """The mark of the label: yes, can't tell, or no where every class says no."""
        return {UNDETERMINED: None, UNCLASSIFIED: False}.get(self.verdict.label, True)

    @property
    def meaning(self) -> str:
        """Where the firm is at home, and what the label means or may become."""
        verdict = self.verdict
        homes = verdict.facts.fact("home")
        known = isinstance(homes, PartialSet) and len(homes.values) == 1
        home = f"Home: {words.country(homes.values[0])}." if known else "Home not known."  # type: ignore[union-attr]
        if verdict.label == UNDETERMINED:
            return f"{home} May be {' or '.join(verdict.candidates)}."
        if verdict.label == UNCLASSIFIED:
            return f"{home} Every class of the taxonomy {verdict.taxonomy.name} says no."
        return f"{home} {words.sentence(verdict.evidence[-1].definition.meaning)}"

    @property
    def reference(self) -> str:
        """Whose definition it is, and which release the offsets are of."""
        of = (
            self.verdict.evidence[-1].definition.reference
            if self.settled
            else f"Taxonomy: {self.verdict.taxonomy.name}"
        )
        return f"{words.sentence(of)} Offsets: IANA time zone database {database_version()}."

    @property
    def title_of_changes(self) -> str:
        """What the list of changes is of."""
        return "What would decide it" if self.verdict.label == UNDETERMINED else "What would change it"


def content_of(verdict: Verdict, on: date | None = None) -> Content:
    """What a card tells of a verdict; its working day is `on` some day, else the day the record was seen, else today.

    >>> from globalfirm import Company, Office, classify
    >>> content = content_of(classify(Company(name="A", headcount=9, offices=[Office(country="RS")])), date(2026, 1, 5))
    >>> content.figures[0].value, content.reasons[0].question, content.changes[1]
    ('9', 'Fewer than 2 countries', ('241 more people', 'would make it: domestic large firm'))
    """
    firm = verdict.firm
    day = on or (firm.seen if isinstance(firm, Company) else None) or datetime.now().astimezone().date()
    changes, limits = _changes(verdict)
    asked = list(_reasons(verdict))
    return Content(
        verdict=verdict,
        day=day,
        places_known=firm.lists_every_place if isinstance(firm, Company) else firm.countries.complete,
        figures=tuple(_figure(scale, verdict.facts, limits.get(scale.metric, ())) for scale in SCALES),
        spots=spots_of(firm, verdict.facts, day),
        reasons=tuple(_reason(verdict, evidence) for evidence in asked[:MOST_REASONS]),
        more_reasons=max(0, len(asked) - MOST_REASONS),
        changes=changes,
        aside=tuple(words.conflict(conflict) for conflict in verdict.conflicts),
    )


def verdict_of(of: Company | Profile | Verdict) -> Verdict:
    """A verdict itself; on a firm, that of the default taxonomy.

    >>> verdict_of(Company(name="A", headcount=9)).label
    'undetermined'
    """
    from globalfirm.rules import classify

    return of if isinstance(of, Verdict) else classify(of)


def _figure(scale: Scale, facts: FactSource, limits: Iterable[float]) -> Figure:
    """A metric's bounds; shares in whole percents, rounded outwards."""
    fact = facts.fact(scale.metric)
    assert isinstance(fact, Interval)  # noqa: S101 # all that are drawn are quantities
    low, high = fact.low or 0, fact.high
    if scale.unit == " %":
        low, high = floor(100 * low + 1e-9), None if high is None else ceil(100 * high - 1e-9)
        limits = [100 * limit for limit in limits]
    largest = max(low, high or 0)
    while scale.log and largest > scale.most:
        scale = scale._replace(most=scale.most * 10)
    return Figure(scale, low, high, _known(scale, facts, fact), tuple(sorted(set(limits))))


def _known(scale: Scale, facts: FactSource, fact: Interval) -> str:
    """How many are known by name, where the figure says more."""
    lists = {"country_count": "countries", "continent_count": "continent_coverage"}
    if scale.metric not in lists:
        return ""
    members = facts.fact(lists[scale.metric])
    known = len(members.values) if isinstance(members, PartialSet) else 0
    return f"{known} known" if known and (fact.low, fact.high) != (known, known) else ""


def _changes(verdict: Verdict) -> tuple[tuple[tuple[str, str], ...], dict[str, set[float]]]:
    """What would change or decide the label, in words; and the values of each metric at which it would change."""
    limits: dict[str, set[float]] = defaultdict(set)
    if verdict.label == UNDETERMINED:
        missing = verdict.missing
        for leaf in (leaf.rule for facts in missing for leaf in facts):
            if isinstance(leaf, Threshold):
                limits[leaf.metric].add(leaf._number())
        return tuple(words.missing(facts) for facts in missing), limits
    changes = sorted(verdict.changes, key=lambda change: abs(change.difference))
    asked: dict[str, list[float]] = defaultdict(list)
    for leaf in (leaf for definition in verdict.taxonomy.classes for leaf in definition.bound.leaves):
        if isinstance(leaf, Threshold):
            asked[leaf.metric].append(leaf._number())
    for change in changes:
        if isinstance(change.to, Interval) and asked[change.metric]:
            to = change.to.low if change.to.low is not None else change.to.high or 0
            limits[change.metric].add(min(asked[change.metric], key=lambda value: abs(value - to)))
    return tuple(words.change(change) for change in changes), limits


def _reasons(verdict: Verdict) -> Iterator[Evidence]:
    """The facts that the label rests on, each question once; of an open label, those that its candidates wait for."""
    if verdict.label == UNDETERMINED:
        open_ = [evidence for _, evidence in verdict.evidence if evidence.outcome is not False]
        found = [leaf for evidence in open_ for leaf in evidence.leaves()]
        found.sort(key=lambda leaf: leaf.outcome is not None)
    elif verdict.label == UNCLASSIFIED:
        found = [leaf for _, evidence in verdict.evidence for leaf in evidence.deciding()]
    else:
        found = list(verdict.deciding)
    asked = set()
    for leaf in found:
        about = questions.about(leaf.rule)
        if about not in asked:
            asked.add(about)
            yield leaf


def _reason(verdict: Verdict, evidence: Evidence) -> Reason:
    fact = evidence.detail if evidence.fact is None else words.fact(evidence)
    return Reason(evidence.outcome, questions.question(evidence.rule), fact, "; ".join(verdict.sources(evidence)))
