"""What kind: rules on metrics, the verdict they give, and the taxonomies that name a firm."""

from globalfirm.metrics.profile import Profile
from globalfirm.model.company import Company
from globalfirm.rules.definitions.size_and_reach import default_taxonomy
from globalfirm.rules.rule import AllOf, AnyOf, Evidence, Not, Rule, Threshold, metric
from globalfirm.rules.taxonomy import Definition, Taxonomy
from globalfirm.rules.verdict import Verdict


def classify(company: Company | Profile, taxonomy: Taxonomy | None = None) -> Verdict:
    """What kind of firm it is by a taxonomy (the default one unless given), and why.

    >>> from globalfirm import Company, Office
    >>> classify(Company(name="A", headcount=9, offices=[Office(country="RS"), Office(country="US")])).label
    'micro-multinational'
    """
    return (taxonomy or default_taxonomy()).classify(company)


__all__ = [
    "AllOf",
    "AnyOf",
    "Definition",
    "Evidence",
    "Not",
    "Rule",
    "Taxonomy",
    "Threshold",
    "Verdict",
    "classify",
    "default_taxonomy",
    "metric",
]
