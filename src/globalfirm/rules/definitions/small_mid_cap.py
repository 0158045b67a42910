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

from globalfirm.expressions.compound import sustained
from globalfirm.rules.definitions import eu_size_class
from globalfirm.rules.definitions._situation import Situation
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Commission Recommendation (EU) 2025/1099 of 21 May 2025 on the definition of small mid-cap enterprises, "
    "C/2025/3500, OJ L, 28.5.2025"
)


def _number(name: str, value: float, meaning: str) -> Parameter:
    source = "Recommendation (EU) 2025/1099 (2025), as three secondary sources agree; its own article was not seen"
    return Parameter(name=name, value=value, meaning=meaning, source=source, provenance="secondary source")


taxonomy = Taxonomy(
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
            rule=eu_size_class.NO_SME & sustained(eu_size_class.within("mid"), periods="periods"),
            citation=_CITATION,
            applies_from="2025-05-21",
            parameters=(
                *eu_size_class.MEDIUM,
                eu_size_class.PERIODS,
                _number("mid_people", 750, "annual work units: fewer"),
                _number("mid_turnover", 150e6, "EUR of turnover: at most"),
                _number("mid_assets", 129e6, "EUR of balance sheet total: at most"),
            ),
            notes=(
                "Whether two consecutive years are asked for, and how linked enterprises count, was not seen: both are "
                "taken from the definition of SMEs. Set periods to 1 to judge each year by itself.",
                "A firm of few people that exceeds both money ceilings of the SMEs may be a small mid-cap.",
                "Parliament and Council have proposed higher ceilings (fewer than 1,000 people, EUR 200m) for other laws.",
            ),
        ),
    ),
)

_firm = eu_size_class._firm

situations = (
    Situation("749 people, EUR 150m and 200m", _firm((749, 150, 200)), "small mid-cap"),
    Situation("749 people, EUR 151m and 129m", _firm((749, 151, 129)), "small mid-cap"),
    Situation("749 people, EUR 151m and 130m", _firm((749, 151, 130)), "unclassified"),
    Situation("750 people", _firm((750, 100, 100)), "unclassified"),
    Situation("600 people, links unknown", _firm((600, 100, 100), relations=None), "undetermined"),
    Situation("an SME", _firm((249, 50, 90)), "unclassified"),
    Situation("few people, much money", _firm((100, 60, 60)), "small mid-cap"),
    Situation("an SME that grew for one year", _firm((240, 40, 40), (300, 60, 60)), "unclassified"),
    Situation("an SME that grew for two years", _firm((240, 40, 40), (300, 60, 60), (300, 60, 60)), "small mid-cap"),
)
