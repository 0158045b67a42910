"""UNCTAD's transnational corporation: a parent enterprise with affiliates in other countries than its home.

How transnational it is, the metrics tell: transnationality, internationalization and geographical spread.

>>> from globalfirm import Company, Office
>>> taxonomy.label(Company(name="A", affiliates=12, foreign_affiliates=3))
'transnational corporation'
>>> taxonomy.label(Company(name="B", affiliates=12, foreign_affiliates=0))
'unclassified'
>>> taxonomy.label(Company(name="C", home="RS", offices=[Office(country="US", mode="subsidiary")]))
'transnational corporation'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

AFFILIATES = Parameter(
    name="affiliates",
    value=1,
    meaning="foreign affiliates: enterprises abroad of which the parent holds, normally, 10 % or more",
    source='World Investment Report 2007: "controls assets of other entities in countries other than its home country"',
    provenance="cited work",
)

taxonomy: Taxonomy = Taxonomy(
    name="transnational corporation (UNCTAD)",
    summary=(
        "UNCTAD's transnational corporation: a parent enterprise with affiliates in other countries than its home. "
        "How transnational it is, the metrics tell: transnationality, internationalization and geographical spread."
    ),
    classes=(
        Definition(
            name="transnational corporation",
            summary="a parent enterprise with at least {affiliates} foreign affiliate",
            rule=metric.foreign_affiliate_count >= parameter("affiliates"),
            citation="UNCTAD (2007), World Investment Report 2007, Definitions and sources, p. 245",
            applies_from="2007",
            parameters=(AFFILIATES,),
            notes=(
                "An equity stake of 10 % or more is normally taken as the threshold: the record counts affiliates so.",
                "A country entered by a subsidiary has one for certain. A branch is an affiliate too, but that an office is "
                "one the record does not say.",
            ),
        ),
    ),
)

situations: tuple[Situation, ...] = (
    Situation("three foreign affiliates", {"affiliates": 12, "foreign_affiliates": 3}, "transnational corporation"),
    Situation("one foreign affiliate", {"foreign_affiliates": 1}, "transnational corporation"),
    Situation(
        "a subsidiary abroad, others not known",
        {"home": "RS", "offices": [{"country": "US", "mode": "subsidiary"}]},
        "transnational corporation",
    ),
    Situation(
        "an office abroad, whose it is not known",
        {"home": "RS", "offices": [{"country": "US"}]},
        "undetermined",
    ),
    Situation("affiliates at home alone", {"affiliates": 12, "foreign_affiliates": 0}, "unclassified"),
    Situation("affiliates not known", {}, "undetermined"),
)
