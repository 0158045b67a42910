"""Large groups: those of EUR 750m of consolidated revenue and more, which report their taxes country by country.

Multinational ones have affiliates in other countries than their home, domestic ones have none.

>>> from globalfirm import Accounts, Company
>>> group = Company(name="A", foreign_affiliates=3, accounts=[Accounts(year=2024, currency="EUR", turnover=800e6)])
>>> taxonomy.label(group), taxonomy.label(group.replace(foreign_affiliates=0))
('large multinational group', 'large domestic group')
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation, accounts_of
from globalfirm.rules.definitions.transnational_corporation import AFFILIATES
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_GUIDELINES = "OECD (2022), Transfer Pricing Guidelines for Multinational Enterprises and Tax Administrations"
_CITATION = f"{_GUIDELINES}, Chapter V, paragraph 5.52"
_REVENUE = Parameter(
    name="revenue",
    value=750e6,
    meaning="EUR of annual consolidated revenue: groups of less are exempt",
    source=f"{_GUIDELINES}, paragraph 5.52, as quoted",
    provenance="secondary source",
)
_both = (_REVENUE, AFFILIATES)
_large = metric.turnover_eur >= parameter("revenue")

taxonomy: Taxonomy = Taxonomy(
    name="large group (EUR 750m)",
    summary=(
        "Large groups: those of EUR 750m of consolidated revenue and more, which report their taxes country by country. "
        "Multinational ones have affiliates in other countries than their home, domestic ones have none."
    ),
    classes=(
        Definition(
            name="large multinational group",
            summary="EUR {revenue} of revenue or more, and at least {affiliates} foreign affiliate",
            rule=_large & (metric.foreign_affiliate_count >= parameter("affiliates")),
            citation=_CITATION,
            applies_from="2016",
            parameters=_both,
            notes=(
                "The accounts are taken for the group's consolidated ones, and the last year on record for the year before "
                "the one that is reported on.",
                "The global minimum tax asks for as much in at least two of the four years before, of domestic groups too in "
                "the European Union.",
                "In another currency the bound is a near equivalent as of January 2015: amounts that are not in euros are "
                "unknown here.",
            ),
        ),
        Definition(
            name="large domestic group",
            summary="EUR {revenue} of revenue or more, and fewer than {affiliates} foreign affiliate",
            rule=_large & (metric.foreign_affiliate_count < parameter("affiliates")),
            citation=_CITATION,
            applies_from="2016",
            parameters=_both,
        ),
    ),
)


def _group(revenue: float, abroad: int | None) -> dict[str, object]:
    return {"foreign_affiliates": abroad, "accounts": accounts_of((None, revenue, None))}


situations: tuple[Situation, ...] = (
    Situation("EUR 750m, one affiliate abroad", _group(750e6, 1), "large multinational group"),
    Situation("EUR 750m, all at home", _group(750e6, 0), "large domestic group"),
    Situation("a euro less", _group(749_999_999, 1), "unclassified"),
    Situation("a euro less, all at home", _group(749_999_999, 0), "unclassified"),
    Situation("a euro more, affiliates not known", _group(750_000_001, None), "undetermined"),
    Situation(
        "a subsidiary abroad, others not known",
        {
            **_group(750e6, None),
            "home": "RS",
            "offices": [{"country": "US", "mode": "subsidiary"}],
        },
        "large multinational group",
    ),
    Situation("revenue not known", {"foreign_affiliates": 1}, "undetermined"),
)
