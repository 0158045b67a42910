"""What kind: rules on metrics, the verdict they give, and the taxonomies that name a firm."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import overload

from globalfirm.expressions.comparisons import Membership, ParameterRef, Threshold, parameter
from globalfirm.expressions.compound import (
    AllOf,
    AnyOf,
    AnyRule,
    AtLeast,
    Not,
    Sustained,
    WithinYears,
    at_least,
    sustained,
    within_years_of_founding,
)
from globalfirm.expressions.facts import for_each
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.ground.messages import quote
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.rules.before_and_after import ChangedFact, WhatIf, what_if
from globalfirm.rules.counterfactuals import Counterfactual
from globalfirm.rules.definitions.size_and_reach import default_taxonomy
from globalfirm.rules.files import RecordFileError, dump, dumps, load, loads, loads_rule
from globalfirm.rules.registry import PlugInWarning, Verdicts, classify_all, failures, taxonomies
from globalfirm.rules.schemas import schema
from globalfirm.rules.taxonomy import Definition, LabelChange, Parameter, Taxonomy, judge
from globalfirm.rules.verdict import DefinitionResult, Verdict


@overload
def classify(firm: Company | Profile, taxonomy: Taxonomy | None = None) -> Verdict: ...
@overload
def classify(firm: Iterable[Company | Profile], taxonomy: Taxonomy | None = None) -> list[Verdict]: ...
def classify(
    firm: Company | Profile | Iterable[Company | Profile], taxonomy: Taxonomy | None = None
) -> Verdict | list[Verdict]:
    """What kind of firm it is by a taxonomy (the default one unless given), and why; of several firms, a list.

    Raises:
        TypeError: it is not a firm, or not a taxonomy.

    >>> from globalfirm import Company, Office
    >>> classify(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")])).label
    'micro-multinational'
    """
    if taxonomy is not None and not isinstance(taxonomy, Taxonomy):
        raise TypeError(f"{quote(taxonomy)} is not a taxonomy: give one, such as default_taxonomy(small=50).")
    return for_each(partial(judge, taxonomy or default_taxonomy()), firm)  # type: ignore[no-any-return]


__all__ = [
    "AllOf",
    "AnyOf",
    "AnyRule",
    "AtLeast",
    "ChangedFact",
    "Counterfactual",
    "Definition",
    "DefinitionResult",
    "Evidence",
    "LabelChange",
    "Membership",
    "Not",
    "Parameter",
    "ParameterRef",
    "PlugInWarning",
    "RecordFileError",
    "Rule",
    "Sustained",
    "Taxonomy",
    "Threshold",
    "Verdict",
    "Verdicts",
    "WhatIf",
    "WithinYears",
    "at_least",
    "classify",
    "classify_all",
    "default_taxonomy",
    "dump",
    "dumps",
    "failures",
    "load",
    "loads",
    "loads_rule",
    "parameter",
    "schema",
    "sustained",
    "taxonomies",
    "what_if",
    "within_years_of_founding",
]


def __dir__() -> list[str]:
    return sorted(__all__)
