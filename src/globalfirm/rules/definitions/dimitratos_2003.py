"""The micromultinational of Dimitratos, Johnson, Slow and Young (2003): an SME that does more abroad than export.

It controls and manages value-added activities through constellation and investment modes in more than one country.

>>> from globalfirm import Company, Market, Office
>>> firm = Company(name="A", headcount=40, home="GB", offices=[Office(country="GB")])
>>> taxonomy.label(firm.replace(markets=[Market(country="JP", mode="licensing")]))
'micromultinational'
>>> taxonomy.label(firm.replace(markets=[Market(country="JP", mode="export")]))
'unclassified'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

CITATION = (
    "Dimitratos, P., Johnson, J., Slow, J. and Young, S. (2003), Micromultinationals: New types of firms for the global "
    "competitive landscape, European Management Journal 21(2), 164-174"
)
SMALL = Parameter(
    name="small",
    value=250,
    meaning="people: a firm of fewer is an SME",
    source="Commission Recommendation 2003/361/EC (2003), Annex, Article 2(1); the article's own bound was not seen",
    provenance="secondary source",
)
COUNTRIES = Parameter(
    name="countries",
    value=2,
    meaning="countries, the home country among them, with more than export: more than one",
    source='Dimitratos et al. (2003), p. 165: "in more than one country"',
    provenance="secondary source",
)

taxonomy: Taxonomy = Taxonomy(
    name="micromultinational (Dimitratos et al. 2003)",
    summary=(
        "The micromultinational of Dimitratos, Johnson, Slow and Young (2003): an SME that does more abroad than export. "
        "It controls and manages value-added activities through constellation and investment modes in more than one "
        "country."
    ),
    classes=(
        Definition(
            name="micromultinational",
            summary="fewer than {small} people, with value-added activities in {countries} countries or more",
            rule=(metric.value_adding_country_count >= parameter("countries"))
            & (metric.headcount < parameter("small")),
            citation=CITATION,
            applies_from="2003",
            parameters=(SMALL, COUNTRIES),
            notes=(
                "Constellation and investment modes are read as all but export: licensing, franchise, alliance, joint "
                "venture, subsidiary, and an office of one's own (as secondary sources list them).",
                "Whether the home country counts among the more than one is open; here it does: set countries to 3 for "
                "two foreign ones.",
                "A secondary source gives the bound on size as 250 or fewer.",
            ),
        ),
    ),
)

situations: tuple[Situation, ...] = (
    Situation(
        "a subsidiary abroad, and 249 people",
        {"headcount": 249, "home": "GB", "offices": [{"country": "GB"}, {"country": "IN", "mode": "subsidiary"}]},
        "micromultinational",
    ),
    Situation(
        "exports alone, to ten countries",
        {
            "headcount": 30,
            "home": "GB",
            "offices": [{"country": "GB"}],
            "markets": [
                {"country": c, "mode": "export"} for c in ("DE", "FR", "IT", "ES", "US", "CA", "JP", "IN", "CN", "AU")
            ],
        },
        "unclassified",
    ),
    Situation(
        "a licence abroad, and 250 people",
        {
            "headcount": 250,
            "home": "GB",
            "offices": [{"country": "GB"}],
            "markets": [{"country": "JP", "mode": "licensing"}],
        },
        "unclassified",
    ),
    Situation(
        "a franchise abroad, size unknown",
        {"home": "GB", "offices": [{"country": "GB"}], "markets": [{"country": "JP", "mode": "franchise"}]},
        "undetermined",
    ),
)
