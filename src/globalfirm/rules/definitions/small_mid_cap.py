"""The European Union's small mid-caps (2025): enterprises that have outgrown the SMEs, but not by much.

Fewer than 750 people, and turnover of at most EUR 150m or a balance sheet of at most EUR 129m.

>>> from globalfirm import Accounts, Company
>>> year = Accounts(year=2024, currency="EUR", headcount=600, turnover=100e6, balance_sheet=90e6)
>>> taxonomy.label(Company(name="A", relations=[], accounts=[year]))
'small mid-cap'
>>> taxonomy.label(Company(name="B", relations=[], accounts=[year.replace(headcount=100, turnover=5e6)]))
'unclassified'
"""

from __future__ import annotations

from globalfirm.rules.definitions import eu_size_class
from globalfirm.rules.definitions._situation import Situation, accounts_of
from globalfirm.rules.definitions.eu_size_class import enterprise
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Commission Recommendation (EU) 2025/1099 of 21 May 2025 on the definition of small mid-cap enterprises, "
    "C/2025/3500, OJ L, 28.5.2025"
)


def _number(name: str, value: float, meaning: str) -> Parameter:
    source = "Recommendation (EU) 2025/1099 (2025), as three secondary sources agree; its own article was not seen"
    return Parameter(name=name, value=value, meaning=meaning, source=source, provenance="secondary source")


taxonomy: Taxonomy = Taxonomy(
    name="EU small mid-cap (2025/1099)",
    summary=(
        "The European Union's small mid-caps (2025): enterprises that have outgrown the SMEs, but not by much. "
        "Fewer than 750 people, and turnover of at most EUR 150m or a balance sheet of at most EUR 129m."
    ),
    classes=(
        Definition(
            name="small mid-cap",
            summary="no SME, fewer than {mid_people} people, and turnover of at most EUR {mid_turnover} or balance sheet of "
            "at most EUR {mid_assets}",
            rule=~eu_size_class.sized("medium") & eu_size_class.sized("mid") & eu_size_class.PRIVATE,
            citation=_CITATION,
            applies_from="2025-05-21",
            parameters=(
                *eu_size_class.MEDIUM,
                eu_size_class.PERIODS,
                eu_size_class.PUBLIC,
                _number("mid_people", 750, "annual work units: fewer"),
                _number("mid_turnover", 150e6, "EUR of turnover: at most"),
                _number("mid_assets", 129e6, "EUR of balance sheet total: at most"),
            ),
            notes=(
                "Whether two consecutive years are asked for, how linked enterprises count, and that public bodies hold less "
                "than a quarter, was not seen: all are "
                "taken from the definition of SMEs. Set periods to 1 to judge each year by itself.",
                "A firm of few people that exceeds both money ceilings of the SMEs may be a small mid-cap.",
                "Parliament and Council have proposed higher ceilings (fewer than 1,000 people, EUR 200m) for other laws.",
            ),
        ),
    ),
)


def _public(share: float) -> dict[str, object]:
    return {"name": "Land", "kind": "partner", "share": share, "investor": "public body", "accounts": _NOTHING}


_NOTHING = accounts_of((0, 0, 0))
_SME, _GROWN = (240, 40e6, 40e6), (300, 60e6, 60e6)

situations: tuple[Situation, ...] = (
    Situation("749 people, EUR 150m of turnover", enterprise((749, 150e6, 200e6)), "small mid-cap"),
    Situation("749 people, EUR 129m of assets", enterprise((749, 200e6, 129e6)), "small mid-cap"),
    Situation("749 people, a euro more of both", enterprise((749, 150_000_001, 129_000_001)), "unclassified"),
    Situation("750 people", enterprise((750, 100e6, 100e6)), "unclassified"),
    Situation("600 people, links unknown", enterprise((600, 100e6, 100e6), relations=None), "undetermined"),
    Situation(
        "held to a quarter by public bodies", enterprise((600, 100e6, 100e6), relations=[_public(0.25)]), "unclassified"
    ),
    Situation("held to a little less", enterprise((600, 100e6, 100e6), relations=[_public(0.2499)]), "small mid-cap"),
    Situation("an SME of EUR 50m of turnover", enterprise((249, 50e6, 90e6)), "unclassified"),
    Situation("an SME of EUR 43m of assets", enterprise((249, 90e6, 43e6)), "unclassified"),
    Situation(
        "249 people, more money than an SME by a euro", enterprise((249, 50_000_001, 43_000_001)), "small mid-cap"
    ),
    Situation("250 people", enterprise((250, 1e6, 1e6)), "small mid-cap"),
    Situation("an SME that grew for one year", enterprise(_SME, _GROWN), "unclassified"),
    Situation("an SME that grew for two years", enterprise(_SME, _GROWN, _GROWN), "small mid-cap"),
)
