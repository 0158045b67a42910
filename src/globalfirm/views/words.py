"""Facts and changes in plain English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from globalfirm.expressions.rule import Evidence
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.model.interval import Interval
from globalfirm.places.country import Country
from globalfirm.rules.questions import about, metric, question

if TYPE_CHECKING:
    from globalfirm.metrics.claims import Conflict
    from globalfirm.rules.counterfactuals import Counterfactual


def spoken(low: float, high: float | None, unit: str = "") -> str:
    """Bounds as text.

    >>> spoken(25, 25), spoken(3, 25), spoken(9, None, " h")
    ('25', '3–25', '9+ h')
    """
    number = f"{low:,.10g}"
    if high is None:
        number += "+"
    elif high != low:
        number += f"–{high:,.10g}"
    return f"{number}{unit}"


def people(low: int, high: int | None) -> str:
    """Bounds on people; nothing but that they are there is said of "1+".

    >>> people(1, 1), people(3, 40), people(1, None)
    ('1 person', '3–40 people', 'people not counted')
    """
    if (low, high) == (1, None):
        return "people not counted"
    return spoken(low, high) + (" person" if low == high == 1 else " people")


def sentence(text: str) -> str:
    """A phrase with a capital and a full stop.

    >>> sentence("small, with people in 2 countries or more")
    'Small, with people in 2 countries or more.'
    """
    return text[:1].upper() + text[1:].rstrip(".") + "."


def country(code: str) -> str:
    """A country's name.

    >>> country("RS")
    'Serbia'
    """
    return Country(code).name


def fact(evidence: Evidence) -> str:
    """What is known of the metric that a leaf asks for.

    >>> from globalfirm import Company, metric as m
    >>> fact((m.headcount < 250).explain(Company(name="A", headcount="11-50")))
    '11–50'
    """
    found = evidence.fact
    if not isinstance(found, Interval):
        return str(found)
    low, high = found.low, found.high
    if low is None:
        return str(found)
    if metric_named(evidence.rule.needs[0]).unit == "of 1":
        return spoken(round(100 * low, 1), None if high is None else round(100 * high, 1), " %")
    return spoken(low, high)


def change(of: Counterfactual) -> tuple[str, str]:
    """What would change, and the label that the firm would then have.

    >>> from globalfirm.rules import Counterfactual
    >>> change(Counterfactual(metric="headcount", now=275, to=249, label="small"))
    ('26 fewer people', 'would make it: small')
    """
    change = str(of).removesuffix(f": {of.label}")
    plain, _, rest = change.partition(f" ({of.metric} ")
    plain = re.sub(r"^\d+", lambda found: f"{int(found[0]):,}", plain)
    return (
        plain if rest else sentence(change.replace(of.metric, metric(of.metric)))[:-1]
    ), f"would make it: {of.label}"


def missing(leaves: tuple[Evidence, ...]) -> tuple[str, str]:
    """The facts that would decide a label, and what they are asked.

    >>> from globalfirm import Company, Office, classify
    >>> missing(classify(Company(name="A", headcount=9)).missing[0])
    ('Countries', '2 countries or more, or not')
    """
    names = dict.fromkeys(metric(leaf.rule.needs[0]) if leaf.rule.needs else str(leaf.rule) for leaf in leaves)
    asked = {about(leaf.rule): question(leaf.rule) for leaf in reversed(leaves)}
    alternatives = "; ".join(f"{each}, or not" for each in reversed(asked.values()))
    return sentence(" with ".join(names))[:-1], alternatives


def conflict(of: Conflict) -> tuple[str, str]:
    """What is claimed and not used, and why.

    >>> from globalfirm import Claim, Company, Office, classify
    >>> claim = Claim(metric="country_count", value=9, source="a rumour")
    >>> conflict(*classify(Company(name="A", offices=[Office(country="RS")], claims=[claim])).conflicts)
    ('Countries: 9', "A rumour says 9, against the record's 1.")
    """
    values = " or ".join(dict.fromkeys(str(claim.value) for claim in of.claims))
    why = str(of).removeprefix(f"{of.metric}: ").replace("): they disagree", "). They disagree")
    return sentence(f"{metric(of.metric)}: {values}")[:-1], sentence(why)
