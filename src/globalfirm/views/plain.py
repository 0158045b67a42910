"""Records as plain data, in words: for those who show them in a way of their own."""

from __future__ import annotations

from typing import Any

from globalfirm.expressions.rule import Evidence
from globalfirm.rules.verdict import DefinitionResult, Verdict


def verdict(of: Verdict) -> dict[str, Any]:
    """What a verdict says in words, and the evidence as a tree.

    >>> from globalfirm import Company, Office, classify
    >>> verdict(classify(Company(name="A", headcount=9, offices=[Office(country="RS")])))["label"]
    'domestic small firm'
    """
    return {
        "firm": of.name,
        "taxonomy": of.taxonomy.name,
        "label": of.label,
        "candidates": list(of.candidates),
        "tags": list(of.tags),
        "classes": [_result(of, result) for result in of.evidence],
        "tag_results": [_result(of, result) for result in of.tag_results],
        "missing": [[name for leaf in facts for name in leaf.rule.needs[:1]] for facts in of.missing],
        "changes": [
            {"metric": change.metric, "to": change.to.plain(), "label": change.label, "text": str(change)}
            for change in of.changes
        ],
        "globalfirm_version": of.globalfirm_version,
        "conflicts": [str(conflict) for conflict in of.conflicts],
    }


def _result(of: Verdict, result: DefinitionResult) -> dict[str, Any]:
    definition, evidence = result
    return {
        "name": definition.name,
        "meaning": definition.meaning,
        "citation": definition.reference,
        "evidence": _evidence(of, evidence),
    }


def _evidence(of: Verdict, evidence: Evidence) -> dict[str, Any]:
    data: dict[str, Any] = {"outcome": evidence.outcome, "rule": str(evidence.rule)}
    if evidence.fact is not None:
        data |= {"metric": evidence.rule.needs[0], "fact": evidence.fact.plain(), "sources": list(of.sources(evidence))}
    if evidence.detail:
        data["by_year"] = evidence.detail
    if evidence.parts:
        data["parts"] = [_evidence(of, part) for part in evidence.parts]
    return data
