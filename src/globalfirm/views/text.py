"""Records in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.compound import AllOf, AnyOf, AtLeast, Compound, Sustained, WithinYears
from globalfirm.expressions.logic import outcome_word
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.metrics.compiled import metrics_read
from globalfirm.model.company import Company
from globalfirm.rules import questions
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED, Verdict

SHOWN_CHANGES = 3
"""Of the changes that would flip the label, so many are printed."""


def verdict(of: Verdict) -> str:
    """The label, the evidence, what would decide or change it, and the claims set aside.

    >>> from globalfirm import Company, Office, classify
    >>> print(verdict(classify(Company(name="A", headcount=9, offices=[Office(country="RS")]))).splitlines()[0])
    A: domestic small firm
    """
    return "\n".join(_lines(of))


def headline(of: Verdict) -> str:
    """The label; of an undetermined one, with the classes that it may be.

    >>> from globalfirm import Company, classify
    >>> headline(classify(Company(name="A", headcount=9)))
    'undetermined: micro-multinational or domestic small firm'
    """
    return of.label if of.label != UNDETERMINED else f"{of.label}: {' or '.join(of.candidates)}"


def notes(of: Verdict) -> list[str]:
    """What would decide or change the label, the claims set aside, and the definition.

    >>> from globalfirm import Company, Office, classify
    >>> notes(classify(Company(name="A", headcount=9)))
    ['would decide: country_count (below 2 or not)']
    >>> from globalfirm import Definition, Taxonomy, metric
    >>> rule = metric.time_zone_count < 2
    >>> of_one = Definition(name="of one clock", summary="keeps one clock", rule=rule, citation="an example")
    >>> offices = [Office(country="US", city="Boise"), Office(country="US", city="Chicago")]
    >>> print(*notes(classify(Company(name="A", offices=offices), Taxonomy(name="clocks", classes=[of_one]))), sep="; ")
    would decide: time_zone_count (below 2 or not); may tell: firm.located(), which reads the time zone of Boise, United States and 1 more
    """
    found = [f"would decide: {' with '.join(_fact_texts(facts))}" for facts in of.missing]
    found += _of_places_not_read(of)
    nearest = sorted(of.changes, key=lambda change: abs(change.difference))[:SHOWN_CHANGES]
    found += [f"would change it: {change}" for change in nearest]
    found += [f"set aside: {conflict}" for conflict in of.conflicts]
    if of.label not in {UNDETERMINED, UNCLASSIFIED}:
        found.append(f"definition: {of.evidence[-1].definition.reference}")
    return found


def _of_places_not_read(of: Verdict) -> Iterator[str]:
    """Where zones would decide, that cities and coordinates, which were not read, may tell them."""
    asked: list[Any] = [  # Any: nothing but metrics is declared
        metric_named(name) for facts in of.missing for evidence in facts for name in evidence.rule.needs
    ]
    behind: list[Any] = [VOCABULARY.get(name) for metric in asked for name in metrics_read(metric)]
    if isinstance(of.firm, Company) and any(getattr(metric, "rests_on", "") == "clocks" for metric in asked + behind):
        sites = [site for site in of.firm.sites if site.time_zone is None]
        unread = [str(site) for site in sites if site.city or None not in (site.latitude, site.longitude)]
        if unread:
            others = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
            yield f"may tell: firm.located(), which reads the time zone of {unread[0]}{others}"


def leaf(of: Verdict, evidence: Evidence) -> str:
    """A rule that asks for a fact, with the fact and what it rests on.

    >>> from globalfirm import Company, classify
    >>> verdict = classify(Company(name="A", headcount=9))
    >>> leaf(verdict, verdict.evidence[0].evidence.parts[1])
    'headcount < 250: it is 9 (stated: 9)'
    """
    known = evidence.detail if evidence.fact is None else f"it is {evidence.fact}"
    sources = "; ".join(of.sources(evidence))
    return f"{evidence.rule}: {known} ({sources})" if sources else f"{evidence.rule}: {known}"


def parts_head(rule: Rule) -> str:
    """What a rule of parts asks of them.

    >>> from globalfirm import metric
    >>> parts_head(~(metric.headcount < 250))
    'not'
    """
    if isinstance(rule, AllOf):
        return "all of"
    if isinstance(rule, AnyOf):
        return "any of"
    if isinstance(rule, AtLeast):
        return f"at least {rule.at_least} of"
    if isinstance(rule, WithinYears):
        return f"within {rule.years} years of founding"
    return f"turning only after {rule.periods} consecutive years" if isinstance(rule, Sustained) else "not"


def rule(of: Rule) -> str:
    """A rule as a tree of questions, each part on a line beneath what is asked of the parts.

    >>> from globalfirm import metric
    >>> print(rule((metric.country_count >= 2) & ~((metric.headcount > 250) | (metric.continent_count == 1))))
    all of
      2 countries or more
      not
        any of
          More than 250 people
          Exactly 1 continent
    """
    return "\n".join(branches(of))


def branches(of: Rule, indent: str = "") -> Iterator[str]:
    """The lines of a rule's tree.

    >>> from globalfirm import metric
    >>> list(branches(metric.country_count >= 2))
    ['2 countries or more']
    """
    if not isinstance(of, Compound):
        yield indent + questions.question(of)
        return
    yield indent + parts_head(of)
    for part in of.parts:
        yield from branches(part, f"{indent}  ")


def _lines(of: Verdict) -> Iterator[str]:
    yield f"{of.name}: {headline(of)}"
    for kind, results in (("", of.evidence), ("tag ", of.tag_results)):
        for definition, evidence in results:
            yield f"  {outcome_word(evidence.outcome):<11} {kind}{definition.name}: {definition.meaning}"
            yield from _tree(of, evidence, "    ", top=True)
    yield from (f"  {note}" for note in notes(of))


def _tree(of: Verdict, evidence: Evidence, indent: str, *, top: bool = False) -> Iterator[str]:
    """The evidence of a rule, part by part; the parts of an outermost all-of stand by themselves."""
    if evidence.parts and not (top and isinstance(evidence.rule, AllOf)):
        yield f"{indent}{outcome_word(evidence.outcome):<11} {parts_head(evidence.rule)}"
        indent += "  "
    if not evidence.parts:
        yield f"{indent}{outcome_word(evidence.outcome):<11} {leaf(of, evidence)}"
    for part in evidence.parts:
        yield from _tree(of, part, indent)


def _fact_texts(facts: tuple[Evidence, ...]) -> list[str]:
    """Each fact once, with the bounds that it is asked for."""
    asked: dict[str, list[str]] = {}
    for evidence in facts:
        name = evidence.rule.needs[0] if evidence.fact is not None else str(evidence.rule)
        name += f" of {evidence.detail}" if evidence.fact is not None and evidence.detail else ""
        asked.setdefault(name, []).append(_bound_text(evidence.rule))
    texts = {name: ", ".join(dict.fromkeys(filter(None, bounds))) for name, bounds in asked.items()}
    return [f"{name} ({bounds})" if bounds else name for name, bounds in texts.items()]


def _bound_text(rule: Rule) -> str:
    if not isinstance(rule, Threshold):
        values = str(rule).partition(" any of ")[2]
        return values and f"any of {values} or not"
    said = {"<": "below", ">=": "below", ">": "above", "<=": "above", "==": "exactly", "!=": "exactly"}
    return f"{said[rule.operator]} {rule.value:.12g} or not"
