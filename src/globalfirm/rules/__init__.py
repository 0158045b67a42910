"""What kind: rules on metrics, the verdict they give, and the taxonomies that name a firm."""

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
from globalfirm.expressions.rule import Evidence, Rule
from globalfirm.ground.messages import quote
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.rules.counterfactuals import Counterfactual
from globalfirm.rules.definitions.size_and_reach import default_taxonomy
from globalfirm.rules.files import RuleFileError, dump, dumps, load, loads, loads_rule
from globalfirm.rules.registry import PlugInWarning, classify_all, failures, taxonomies
from globalfirm.rules.taxonomy import Definition, LabelChange, Parameter, Taxonomy
from globalfirm.rules.verdict import DefinitionResult, Verdict


def classify(company: Company | Profile, taxonomy: Taxonomy | None = None) -> Verdict:
    """What kind of firm it is by a taxonomy (the default one unless given), and why.

    Raises:
        TypeError: it is no firm, or no taxonomy.

    >>> from globalfirm import Company, Office
    >>> classify(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")])).label
    'micro-multinational'
    """
    if taxonomy is not None and not isinstance(taxonomy, Taxonomy):
        raise TypeError(f"{quote(taxonomy)} is no taxonomy: give one, such as default_taxonomy(small=50).")
    return (taxonomy or default_taxonomy()).classify(company)


__all__ = [
    "AllOf",
    "AnyOf",
    "AnyRule",
    "AtLeast",
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
    "Rule",
    "RuleFileError",
    "Sustained",
    "Taxonomy",
    "Threshold",
    "Verdict",
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
    "sustained",
    "taxonomies",
    "within_years_of_founding",
]
