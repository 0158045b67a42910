"""The European Union's size classes: micro, small and medium-sized enterprises, by people and money.

People, and either turnover or balance sheet, with those of linked and partner enterprises; a class is gained or lost
only after two consecutive years.

>>> from globalfirm import Accounts, Company
>>> year = Accounts(year=2024, currency="EUR", headcount=40, turnover=8e6, balance_sheet=12e6)
>>> taxonomy.label(Company(name="A", relations=[], accounts=[year]))
'small enterprise'
>>> taxonomy.label(Company(name="B", relations=[], accounts=[year.replace(headcount=400)]))
'large enterprise'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.expressions.compound import AllOf, Sustained, sustained
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation, accounts_of
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

CITATION = (
    "Commission Recommendation 2003/361/EC of 6 May 2003 concerning the definition of micro, small and medium-sized "
    "enterprises, OJ L 124, 20.5.2003, p. 36, Annex, Articles 2 to 6"
)
APPLIES_FROM = "2005-01-01"
_TABLE = "Recommendation 2003/361/EC (2003), Annex, Article 2, by the Commission's page on the SME definition"


def _number(name: str, value: float, meaning: str, source: str = _TABLE) -> Parameter:
    return Parameter(name=name, value=value, meaning=meaning, source=source, provenance="secondary source")


PERIODS = _number(
    "periods",
    2,
    "consecutive accounting years after which a class is gained or lost",
    "Recommendation 2003/361/EC (2003), Annex, Article 4(2), as quoted",
)
MICRO = (
    _number("micro_people", 10, "annual work units: fewer"),
    _number("micro_turnover", 2e6, "EUR of turnover: at most"),
    _number("micro_assets", 2e6, "EUR of balance sheet total: at most"),
)
SMALL = (
    _number("small_people", 50, "annual work units: fewer"),
    _number("small_turnover", 10e6, "EUR of turnover: at most"),
    _number("small_assets", 10e6, "EUR of balance sheet total: at most"),
)
MEDIUM = (
    _number("medium_people", 250, "annual work units: fewer"),
    _number("medium_turnover", 50e6, "EUR of turnover: at most"),
    _number("medium_assets", 43e6, "EUR of balance sheet total: at most"),
)


def within(size: str) -> AllOf:
    """The rule that a year's figures lie within a class's ceilings: people, and turnover or balance sheet.

    >>> print(within("micro"))
    group_headcount < micro_people and (group_turnover_eur <= micro_turnover or group_balance_sheet_eur <= micro_assets)
    """
    money = (metric.group_turnover_eur <= parameter(f"{size}_turnover")) | (
        metric.group_balance_sheet_eur <= parameter(f"{size}_assets")
    )
    return (metric.group_headcount < parameter(f"{size}_people")) & money


PUBLIC = Parameter(
    name="public",
    value=0.25,
    meaning="of 1: capital or votes that public bodies hold together: less",
    source="Recommendation 2003/361/EC (2003), Annex, Article 3(4), by Regulation (EU) 651/2014, Annex I, which repeats it",
    provenance="secondary source",
)
PRIVATE = metric.public_share < parameter("public")


def sized(size: str) -> Sustained:
    """The rule that a firm is within a class's ceilings, as its years turn it.

    >>> print(sized("micro").periods)
    periods
    """
    return sustained(within(size), periods="periods")


SME = sized("medium") & PRIVATE

_NOTES = (
    "Linked enterprises count whole and partners by their share (Article 6), in the years in which they stood; where the record does not say which there "
    "are (relations null, not empty), there may be more, so that only a firm that is too large by itself is decided.",
    "The first year on record gives the class (Article 4(1)); it turns after two years running beyond the other side of "
    "its ceilings. A change of ownership, after which guidance applies the new figures at once, is not distinguished.",
    "A firm of whose capital or votes public bodies hold 25 % or more, jointly or alone, is not an SME, however small "
    "(Article 3(4)): relations list them, whatever each holds. The investors that Article 3(2) excepts, such as venture "
    "capital companies, business angels and universities, are not partners, as long as they are not linked.",
    "Turnover and balance sheet in another currency than the euro are unknown, unless the firm is converted by rates that "
    "you give (`in_currency`).",
)

taxonomy: Taxonomy = Taxonomy(
    name="EU size class (2003/361/EC)",
    summary=(
        "The European Union's size classes: micro, small and medium-sized enterprises, by people and money. "
        "People, and either turnover or balance sheet, with those of linked and partner enterprises; a class is gained "
        "or lost only after two consecutive years."
    ),
    classes=(
        Definition(
            name="micro enterprise",
            summary="fewer than {micro_people} people, and turnover or balance sheet of at most EUR {micro_turnover}",
            rule=sized("micro") & PRIVATE,
            citation=CITATION,
            applies_from=APPLIES_FROM,
            parameters=(*MICRO, PERIODS, PUBLIC),
            notes=_NOTES,
        ),
        Definition(
            name="small enterprise",
            summary="fewer than {small_people} people, and turnover or balance sheet of at most EUR {small_turnover}",
            rule=sized("small") & PRIVATE,
            citation=CITATION,
            applies_from=APPLIES_FROM,
            parameters=(*SMALL, PERIODS, PUBLIC),
        ),
        Definition(
            name="medium-sized enterprise",
            summary="fewer than {medium_people} people, and turnover of at most EUR {medium_turnover} or balance sheet "
            "of at most EUR {medium_assets}",
            rule=SME,
            citation=CITATION,
            applies_from=APPLIES_FROM,
            parameters=(*MEDIUM, PERIODS, PUBLIC),
        ),
        Definition(
            name="large enterprise",
            summary="not an SME",
            rule=~SME,
            citation=CITATION,
            applies_from=APPLIES_FROM,
            parameters=(*MEDIUM, PERIODS, PUBLIC),
        ),
    ),
)


def enterprise(*years: tuple[float, float, float], **more: object) -> dict[str, object]:
    """An autonomous firm of so many people, turnover and balance sheet (EUR) in successive years up to 2024."""
    return {"relations": [], "accounts": accounts_of(*years), **more}


_PARENT = {"name": "Parent", "kind": "linked", "accounts": [{"year": 2024, "headcount": 900}]}
_LAND = {"name": "Land", "kind": "partner", "investor": "public body"}
_FUND = {"name": "Fund", "kind": "partner", "share": 0.4, "investor": "venture capital company"}
_IN, _OUT = (240, 40e6, 40e6), (260, 40e6, 40e6)

situations: tuple[Situation, ...] = (
    Situation("9 people, EUR 2m of turnover", enterprise((9, 2e6, 3e6)), "micro enterprise"),
    Situation("9 people, EUR 2m of assets", enterprise((9, 3e6, 2e6)), "micro enterprise"),
    Situation("9 people, a euro more of both", enterprise((9, 2_000_001, 2_000_001)), "small enterprise"),
    Situation("10 people", enterprise((10, 1e6, 1e6)), "small enterprise"),
    Situation("49 people, EUR 10m of turnover", enterprise((49, 10e6, 11e6)), "small enterprise"),
    Situation("49 people, EUR 10m of assets", enterprise((49, 11e6, 10e6)), "small enterprise"),
    Situation("49 people, a euro more of both", enterprise((49, 10_000_001, 10_000_001)), "medium-sized enterprise"),
    Situation("50 people", enterprise((50, 1e6, 1e6)), "medium-sized enterprise"),
    Situation("249 people, EUR 50m of turnover", enterprise((249, 50e6, 90e6)), "medium-sized enterprise"),
    Situation("249 people, EUR 43m of assets", enterprise((249, 90e6, 43e6)), "medium-sized enterprise"),
    Situation("249 people, a euro more of both", enterprise((249, 50_000_001, 43_000_001)), "large enterprise"),
    Situation("250 people", enterprise((250, 1e6, 1e6)), "large enterprise"),
    Situation("beyond for one year", enterprise(_IN, _OUT), "medium-sized enterprise"),
    Situation("beyond for two years", enterprise(_IN, _OUT, _OUT), "large enterprise"),
    Situation("beyond, back, beyond", enterprise(_IN, _OUT, _IN, _OUT), "medium-sized enterprise"),
    Situation("small, held whole by a large firm", enterprise((40, 5e6, 5e6), relations=[_PARENT]), "large enterprise"),
    Situation(
        "small, held by a large firm since the last year",
        enterprise((40, 5e6, 5e6), (40, 5e6, 5e6), relations=[{**_PARENT, "since": 2024}]),
        "small enterprise",
    ),
    Situation(
        "small, held to a quarter by public bodies",
        enterprise((40, 5e6, 5e6), relations=[{**_LAND, "share": 0.125}, {**_LAND, "share": 0.125}]),
        "large enterprise",
    ),
    Situation(
        "small, held to a little less",
        enterprise((40, 5e6, 5e6), relations=[{**_LAND, "share": 0.125}, {**_LAND, "share": 0.1249}]),
        "small enterprise",
    ),
    Situation("small, held by venture capital", enterprise((40, 5e6, 5e6), relations=[_FUND]), "small enterprise"),
    Situation(
        "small, linked to venture capital whose figures are not known",
        enterprise((40, 5e6, 5e6), relations=[{**_FUND, "kind": "linked"}]),
        "undetermined",
    ),
    Situation("small by itself, links unknown", enterprise((40, 5e6, 5e6), relations=None), "undetermined"),
    Situation("too large by itself, links unknown", enterprise((400, 5e6, 5e6), relations=None), "large enterprise"),
    Situation("people known, money not", {"headcount": 40, "relations": []}, "undetermined"),
)
