"""What rules ask, in plain English."""

from __future__ import annotations

from globalfirm.expressions.comparisons import Membership, Threshold
from globalfirm.expressions.compound import WithinYears
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.messages import unit_of

NOUNS = {
    "headcount": "people",
    "country_count": "countries",
    "continent_count": "continents",
    "time_zone_count": "time zones",
    "foreign_country_count": "countries abroad",
}
"""What some metrics count; others are called by their names."""


def metric(name: str) -> str:
    """What a metric is called.

    >>> metric("time_zone_count"), metric("foreign_sales_share")
    ('time zones', 'foreign sales share')
    """
    return NOUNS.get(name) or name.removesuffix("_eur").replace("_", " ")


def question(rule: Rule) -> str:
    """What a rule asks for.

    >>> from globalfirm import metric as m
    >>> from globalfirm.rules import within_years_of_founding
    >>> question(m.country_count >= 2), question(m.headcount < 250), question(m.foreign_sales_share > 0.25)
    ('2 countries or more', 'Fewer than 250 people', 'Foreign sales share: more than 25 %')
    >>> question(within_years_of_founding(m.foreign_sales_share >= 0.25, years=3))
    'Within 3 years of founding, foreign sales share: 25 % or more'
    """
    asked = _in_words(rule)
    return asked[:1].upper() + asked[1:] if asked else str(rule)


def _in_words(rule: Rule) -> str | None:
    """A question in the middle of a sentence; None where it is told as the rule is written."""
    if isinstance(rule, WithinYears):
        asked = _in_words(rule.within_years_of_founding)
        return f"within {rule.years} years of founding, {asked}" if asked else None
    if isinstance(rule, Membership):
        return f"{metric(rule.metric)}: any of {', '.join(rule.values)}"
    if not isinstance(rule, Threshold) or rule.given or isinstance(rule.value, str):
        return None
    about = metric_named(rule.metric)
    share = about.unit == "of 1"
    number = f"{100 * rule.value:,.10g} %" if share else f"{rule.value:,.10g}"
    noun = unit_of(rule.value, NOUNS.get(rule.metric, ""))
    amount = f"{number} {noun}" if noun else number if share or not about.unit.strip() else f"{number} {about.unit}"
    less = "fewer" if about.whole else "less"
    asked = {
        "<": f"{less} than {amount}", "<=": f"{amount} or {less}", ">=": f"{amount} or more", ">": f"more than {amount}",
        "==": f"exactly {amount}", "!=": f"not {amount}",
    }[rule.operator]  # fmt: skip
    return asked if noun else f"{metric(rule.metric)}: {asked}"


def about(rule: Rule) -> object:
    """What is the same of questions that turn on the same: "2 or more" and "fewer than 2".

    >>> from globalfirm import metric as m
    >>> about(m.headcount < 250) == about(m.headcount >= 250)
    True
    """
    if isinstance(rule, Threshold):
        return rule.metric, rule.given, rule.value, rule.operator in {"<", ">="}
    return rule
