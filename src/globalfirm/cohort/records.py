"""Companies measured as they are, with the columns that `measure` has of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import floor
from typing import Any

import narwhals as nw

from globalfirm.cohort.engines import Dtype, Library, make_table
from globalfirm.cohort.long_table import companies_given
from globalfirm.cohort.measurement import DEFAULT_METRICS, MeasurementPlan
from globalfirm.expressions.comparisons import Threshold
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.metrics.declaration import Declared
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.flat import flat_row, shown_columns
from globalfirm.model.company import Company
from globalfirm.model.interval import Interval
from globalfirm.rules.taxonomy import Taxonomy, judge
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED, Verdict


def measure_companies(
    companies: Iterable[Company],
    library: Library | None = None,
    *,
    taxonomy: Taxonomy | Sequence[Taxonomy] | None = None,
    rules: Mapping[str, Rule] | None = None,
    metrics: Sequence[str | Declared] = DEFAULT_METRICS,
    reason: bool = False,
) -> Any:  # Any: a table of the library
    """A row a company, in the order given: the columns that `measure` has of a table with `home` and `funding`.

    Each company is judged as it is, so that all counts that a table can't hold: teams, markets, relations, the accounts of
    several years. So does what is searched of one record alone: metrics without columns are answered, and
    `candidates` are those of the verdict. The firm is the record's `id`, or else its name. Its `funding`
    is there where it is one number. The table is of Polars, or else PyArrow or pandas, or of the one that is named.

    Raises:
        TypeError: one of them is not a Company.
        ValueError: two columns would have one name, the fundings are in several currencies, or the library is not known.

    >>> from globalfirm import Company, Market, Office, Team, default_taxonomy, metric
    >>> team = Team(name="sales", members=[{"country": "JP"}])
    >>> firms = [
    ...     Company(name="A", home="RS", headcount="11-50", offices=[Office(country="RS")], teams=[team]),
    ...     Company(name="B", home="RS", headcount=3, offices=[Office(country="RS")], markets=[Market(country="US", mode="export")]),
    ... ]
    >>> found = measure_companies(firms, taxonomy=default_taxonomy(), rules={"works abroad": metric.foreign_market_count >= 1})
    >>> found.select("firm", "headcount_low", "headcount_high", "label", "works abroad").rows()
    [('A', 11, 50, 'micro-multinational', True), ('B', 3, 3, 'domestic small firm', True)]
    """
    asked = MeasurementPlan(taxonomy, rules, metrics)
    asked.refuse_collisions({"firm": "firm"})
    companies = companies_given(companies)
    _refuse_several_currencies(companies)
    rows = [_row(company, asked, reason=reason) for company in companies]
    kinds = _kinds(asked, reason=reason)
    return make_table({name: [row[name] for row in rows] for name in kinds}, kinds, library)


def _refuse_several_currencies(companies: Sequence[Company]) -> None:
    """One column holds amounts of one currency."""
    currencies = sorted({firm.funding_currency for firm in companies if firm.funding_currency and _funding(firm)})
    if len(currencies) > 1:
        raise ValueError(f"the firms' funding is in {', '.join(currencies)}: give all of it in one currency.")


def _funding(company: Company) -> float | None:
    """The money raised, where it is known as one number."""
    raised = company.funding
    return raised.low if raised is not None and raised.is_exact else None


def _kinds(asked: MeasurementPlan, *, reason: bool) -> dict[str, Dtype]:
    """The columns in their order, and what each holds."""
    kinds: dict[str, Dtype] = {"firm": nw.String, "home": nw.String}
    for name in asked.metrics:
        metric = metric_named(name)
        held = nw.String if metric.kind == "set" else nw.Int64 if metric.whole else nw.Float64
        kinds |= dict.fromkeys(shown_columns(name), held)
    kinds["funding"] = nw.Float64
    texts = ("label", "candidates", *(["reason"] if reason else []))
    kinds |= {prefix + text: nw.String for prefix in asked.taxonomies for text in texts}
    return kinds | dict.fromkeys(asked.rules, nw.Boolean)


def _row(company: Company, asked: MeasurementPlan, *, reason: bool) -> dict[str, Any]:  # Any: as the columns hold
    facts = Facts(company)
    row: dict[str, Any] = {"firm": company.id or company.name, "funding": _funding(company)}
    row |= flat_row(facts, dict.fromkeys(("home", *asked.metrics)))
    for prefix, taxonomy in asked.taxonomies.items():
        verdict = judge(taxonomy, facts)
        row |= {f"{prefix}label": verdict.label, f"{prefix}candidates": "; ".join(verdict.candidates)}
        if reason:
            row[f"{prefix}reason"] = reason_text(verdict)
        row |= {prefix + each.name: _is_of(verdict, each.name) for each in taxonomy.classes}
        row |= {prefix + tag.name: evidence.outcome for tag, evidence in verdict.tag_results}
    return row | {name: rule.decide(facts) for name, rule in asked.rules.items() if name not in row}


def _is_of(verdict: Verdict, name: str) -> bool | None:
    """Whether the firm is of a class: can't tell where it is one of several that may name it."""
    return None if verdict.label == UNDETERMINED and name in verdict.candidates else name == verdict.label


def reason_text(verdict: Verdict) -> str:
    """The leaves that settle a label, each with its fact; of an undetermined one those that can't tell, as `measure` has them.

    >>> from globalfirm import Company, Office, classify
    >>> reason_text(classify(Company(name="A", headcount=900, offices=[Office(country="RS")])))
    'country_count < 2: it is 1; headcount >= 250: it is 900'
    """
    tried = verdict.class_evidence
    if verdict.label == UNDETERMINED:
        settling = next(evidence for evidence in tried if evidence.outcome is None).deciding()
    elif verdict.label == UNCLASSIFIED:
        settling = tuple([leaf for evidence in tried for leaf in evidence.deciding()])
    else:
        settling = verdict.deciding
    return "; ".join(map(_leaf_text, settling))


def _leaf_text(leaf: Evidence) -> str:
    """A leaf and its fact in words, as the column `reason` has them."""
    if not isinstance(leaf.rule, Threshold) or not isinstance(leaf.fact, Interval):
        return str(leaf.rule)
    whole = metric_named(leaf.rule.metric).whole
    low, high = (None if end is None else _figure(end, whole=whole) for end in (leaf.fact.low, leaf.fact.high))
    least = "?" if low is None else low
    return f"{leaf.rule}: it is {f'{least}+' if high is None else least if low == high else f'{least}-{high}'}"


def _figure(value: float, *, whole: bool) -> str:
    """A number in digits: whole, or to the hundredth."""
    return str(int(value)) if whole else f"{floor(value * 100 + 0.5) / 100:.2f}"
