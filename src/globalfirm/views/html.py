"""Records in HTML, for notebooks."""

from __future__ import annotations

from html import escape

from globalfirm.expressions.logic import Outcome
from globalfirm.expressions.rule import Evidence
from globalfirm.rules.verdict import DefinitionResult, Verdict
from globalfirm.views import text

_MARKS: dict[Outcome, str] = {True: "&#10003;", False: "&#10007;", None: "?"}


def verdict(of: Verdict) -> str:
    """The label, and the evidence folded under each class.

    >>> from globalfirm import Company, classify
    >>> verdict(classify(Company(name="<A>", headcount=9))).startswith("<div><strong>&lt;A&gt;: undetermined")
    True
    """
    rows = "".join(_class(of, result, tag="") for result in of.evidence)
    rows += "".join(_class(of, result, tag="tag ") for result in of.tag_results)
    listed = "".join(f"<li>{escape(note)}</li>" for note in text.notes(of))
    return f"<div><strong>{escape(of.name)}: {escape(text.headline(of))}</strong>{rows}<ul>{listed}</ul></div>"


def _class(of: Verdict, result: DefinitionResult, *, tag: str) -> str:
    definition, evidence = result
    head = escape(f"{tag}{definition.name}: {definition.meaning}")
    opened = " open" if evidence.outcome is not False else ""
    mark = _MARKS[evidence.outcome]
    return f"<details{opened}><summary>{mark} {head}</summary>{_tree(of, evidence)}</details>"


def _tree(of: Verdict, evidence: Evidence) -> str:
    mark = _MARKS[evidence.outcome]
    if not evidence.parts:
        return f"<ul><li>{mark} {escape(text.leaf(of, evidence))}</li></ul>"
    parts = "".join(_tree(of, part) for part in evidence.parts)
    return f"<ul><li>{mark} {escape(text.parts_head(evidence.rule))}{parts}</li></ul>"
