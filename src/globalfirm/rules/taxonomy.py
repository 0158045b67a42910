"""Definitions and taxonomies: named rules, and an ordered list of them that labels a firm."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from globalfirm._record import Record
from globalfirm.metrics.profile import Profile, profile
from globalfirm.model.company import Company
from globalfirm.places.place import Text
from globalfirm.rules.rule import AnyRule
from globalfirm.rules.verdict import UNCLASSIFIED, UNDETERMINED, Verdict


class Definition(Record):
    """A named rule: what it means in words, and who defined it.

    >>> from globalfirm import metric
    >>> Definition(name="large", summary="many people", rule=metric.headcount >= 250, citation="ours").rule
    metric.headcount >= 250
    """

    name: Annotated[Text, Field(description="The label.", examples=["micro-multinational"])]
    summary: Annotated[Text, Field(description="What it means, in words.")]
    rule: Annotated[AnyRule, Field(description="When it holds.")]
    citation: Annotated[Text, Field(description="Who defined it, where and when.")]


class Taxonomy(Record):
    """An ordered list of classes: the first whose rule says yes names the firm.

    A class before it that can't tell leaves the label undetermined: the firm may be of that class too.

    >>> from globalfirm import Company, Office, default_taxonomy
    >>> default_taxonomy().classify(Company(name="A", headcount=900, offices=[Office(country="RS")])).label
    'domestic large firm'
    """

    name: Annotated[Text, Field(description="What it orders firms by.")]
    classes: Annotated[tuple[Definition, ...], Field(description="In order: the first that holds wins.")]

    def classify(self, company: Company | Profile) -> Verdict:
        """The verdict on a firm, with the evidence of every class tried.

        >>> from globalfirm import Company, Office, default_taxonomy
        >>> default_taxonomy(small=10).classify(Company(name="A", headcount=9, offices=[Office(country="RS")])).label
        'domestic small firm'
        """
        told = profile(company) if isinstance(company, Company) else company
        tried = []
        candidates = []
        for definition in self.classes:
            evidence = definition.rule.explain(told)
            tried.append((definition, evidence))
            if evidence.outcome is not False:
                candidates.append(definition.name)
            if evidence.outcome:
                break
        decided = len(candidates) == 1 and tried[-1][1].outcome is True
        label = candidates[0] if decided else UNDETERMINED if candidates else UNCLASSIFIED
        return Verdict(label, tuple(candidates), told, tuple(tried))
