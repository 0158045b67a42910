"""Records in HTML, for notebooks: without JavaScript, and with nothing that a network would be needed for."""

from __future__ import annotations

from html import escape

from globalfirm.expressions.compound import Compound
from globalfirm.expressions.logic import Outcome
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.rules import questions
from globalfirm.rules.taxonomy import Taxonomy
from globalfirm.rules.verdict import DefinitionResult, Verdict
from globalfirm.views import table, text
from globalfirm.views.drawing import look, sections
from globalfirm.views.drawing.content import Content, content_of, verdict_of

_MARKS: dict[Outcome, str] = {True: "&#10003;", False: "&#10007;", None: "?"}


def company(of: Company) -> str:
    """The card of a firm, by the default taxonomy.

    >>> company(Company(name="<A>", headcount=9)).count("&lt;A&gt;") > 0
    True
    """
    return verdict(verdict_of(of))


def profile(of: Profile) -> str:
    """The card of a profile, by the default taxonomy: of places it knows the countries.

    >>> from globalfirm import profile as profile_of
    >>> "undetermined" in profile(profile_of(Company(name="A", headcount=9)))
    True
    """
    return verdict(verdict_of(of))


def verdict(of: Verdict) -> str:
    """The card of a verdict.

    >>> from globalfirm import classify
    >>> "<script" in verdict(classify(Company(name="<script>", headcount=9)))
    False
    """
    return card(content_of(of))


def rule(of: Rule) -> str:
    """A rule as a tree of questions.

    >>> from globalfirm import metric
    >>> rule((metric.country_count >= 2) & (metric.headcount < 250)).count("<li>")
    3
    """
    return look.framed(f'<ul class="gf-tree">{_branch(of)}</ul>', "table")


def _branch(of: Rule) -> str:
    if not isinstance(of, Compound):
        return f"<li>{escape(questions.question(of))}</li>"
    return f"<li>{escape(text.parts_head(of))}<ul>{''.join(map(_branch, of.parts))}</ul></li>"


def taxonomy(of: Taxonomy) -> str:
    """A taxonomy as a table.

    >>> from globalfirm import default_taxonomy
    >>> taxonomy(default_taxonomy()).count('<th scope="row">')
    4
    """
    return table.taxonomy(of)._repr_html_()


def card(content: Content) -> str:
    """The card of what there is to tell.

    >>> from globalfirm import classify
    >>> card(content_of(classify(Company(name="A", headcount=9)))).count("<style>")
    1
    """
    parts = (
        sections.head(content),
        sections.figures(content),
        sections.places(content),
        sections.working_day(content),
        f'<div class="gf-two"><div>{sections.reasons(content)}{sections.aside(content)}</div>{sections.changes(content)}</div>',
        _every_class(content.verdict),
        sections.foot(content),
    )
    return look.framed("".join(parts), "card")


def _every_class(of: Verdict) -> str:
    """The evidence of every class tried and of the tags, folded."""
    rows = "".join(_class(of, result) for result in of.evidence)
    rows += "".join(_class(of, result, tag="tag ") for result in of.tag_results)
    return f'<details class="gf-all"><summary>Every class that was tried</summary><ul>{rows}</ul></details>'


def _class(of: Verdict, result: DefinitionResult, *, tag: str = "") -> str:
    definition, evidence = result
    head = escape(f"{tag}{definition.name}: {definition.meaning}")
    return f"<li>{_MARKS[evidence.outcome]} {head}{_tree(of, evidence)}</li>"


def _tree(of: Verdict, evidence: Evidence) -> str:
    mark = _MARKS[evidence.outcome]
    if not evidence.parts:
        return f"<ul><li>{mark} {escape(text.leaf(of, evidence))}</li></ul>"
    parts = "".join(_tree(of, part) for part in evidence.parts)
    return f"<ul><li>{mark} {escape(text.parts_head(evidence.rule))}{parts}</li></ul>"
