"""The United Kingdom's company sizes (Companies Act 2006): micro, small, medium-sized and large, by two criteria of three.

Turnover, balance sheet total and employees, in pounds, of financial years from 6 April 2025 on; a size is gained or lost only
after two consecutive years.

>>> from globalfirm import Accounts, Company
>>> year = Accounts(year=2025, currency="GBP", headcount=60, turnover=14e6, balance_sheet=7e6)
>>> taxonomy.label(Company(name="A", accounts=[year]))  # more than 50 people, and no more of the money
'small company'
>>> dollars = Company(name="B", accounts=[year.replace(currency="USD")])
>>> taxonomy.label(dollars), taxonomy.label(dollars.in_currency("GBP", {(2025, "USD"): 0.76}))
('undetermined', 'small company')
"""

from __future__ import annotations

from globalfirm.expressions.compound import Sustained, sustained
from globalfirm.metrics.declaration import metric
from globalfirm.rules.definitions._situation import Situation, accounts_of
from globalfirm.rules.definitions.accounting_directive import within
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_AMENDED = "the Companies (Accounts and Reports) (Amendment and Transitional Provision) Regulations 2024 (SI 2024/1303)"
_CITATION = (
    f"Companies Act 2006, sections 382 (small), 384A (micro-entity) and 465 (medium-sized), as amended by {_AMENDED}"
)


def _number(name: str, value: float, meaning: str) -> Parameter:
    source = f"Companies Act 2006 as amended by {_AMENDED}, by ICAEW's page on the changes in size thresholds"
    return Parameter(name=name, value=value, meaning=meaning, source=source, provenance="secondary source")


def _limits(size: str, turnover: float, assets: float, people: float) -> tuple[Parameter, ...]:
    return (
        _number("criteria", 2, "of the three criteria: so many decide"),
        _number("periods", 2, "consecutive financial years after which a size is gained or lost"),
        _number(f"{size}_turnover", turnover, "GBP of turnover: at most"),
        _number(f"{size}_assets", assets, "GBP of balance sheet total: at most"),
        _number(f"{size}_people", people, "average number of employees: at most"),
    )


_MICRO = _limits("micro", 1e6, 500e3, 10)
_SMALL = _limits("small", 15e6, 7.5e6, 50)
_MEDIUM = _limits("medium", 54e6, 27e6, 250)


def _sized(size: str) -> Sustained:
    return sustained(within(size, metric.turnover_gbp, metric.balance_sheet_gbp), periods="periods")


def _summary(size: str) -> str:
    return (
        f"within at least {{criteria}} of three limits: GBP {{{size}_turnover}} of turnover, GBP {{{size}_assets}} of assets, "
        f"{{{size}_people}} employees"
    )


def _company(name: str, size: str, limits: tuple[Parameter, ...], *notes: str) -> Definition:
    return Definition(
        name=name,
        summary=_summary(size),
        rule=_sized(size),
        citation=_CITATION,
        applies_from="2025-04-06",
        parameters=limits,
        notes=notes,
    )


taxonomy: Taxonomy = Taxonomy(
    name="company size (Companies Act 2006)",
    summary=(
        "The United Kingdom's company sizes (Companies Act 2006): micro, small, medium-sized and large, by two criteria of "
        "three. Turnover, balance sheet total and employees, in pounds, of financial years from 6 April 2025 on; a size is "
        "gained or lost only after two consecutive years."
    ),
    classes=(
        _company(
            "micro-entity",
            "micro",
            _MICRO,
            "The company alone is judged: parents, and groups with their own limits, are not, nor companies that are excluded "
            "for what they are (public ones, banks, insurers, members of an ineligible group).",
            "The limits hold of the years before, too, when a year from 6 April 2025 on is judged, by the transitional "
            "provision. Before, they were GBP 632,000 and 316,000, 10.2 and 5.1 million, 36 and 18 million.",
            "Amounts in another currency than the pound are unknown, unless the firm is converted by rates that you give "
            "(`in_currency`).",
        ),
        _company("small company", "small", _SMALL),
        _company("medium-sized company", "medium", _MEDIUM),
        Definition(
            name="large company",
            summary=f"not {_summary('medium')}",
            rule=~_sized("medium"),
            citation=_CITATION,
            applies_from="2025-04-06",
            parameters=_MEDIUM,
        ),
    ),
)

_MORE = 1e9
"""More than any limit."""


def _firm(*years: tuple[float, float, float]) -> dict[str, object]:
    return {"accounts": accounts_of(*years, currency="GBP")}


_IN, _OUT = (50, 15e6, _MORE), (51, 15e6, _MORE)

situations: tuple[Situation, ...] = (
    Situation("10 people, GBP 1m of turnover", _firm((10, 1e6, _MORE)), "micro-entity"),
    Situation("10 people, GBP 500,000 of assets", _firm((10, _MORE, 500e3)), "micro-entity"),
    Situation("11 people, GBP 500,000 of assets", _firm((11, _MORE, 500e3)), "small company"),
    Situation("many people, both amounts of a micro-entity", _firm((300, 1e6, 500e3)), "micro-entity"),
    Situation("a pound more of turnover", _firm((300, 1_000_001, 500e3)), "small company"),
    Situation("a pound more of assets", _firm((300, 1e6, 500_001)), "small company"),
    Situation("50 people, GBP 15m of turnover", _firm(_IN), "small company"),
    Situation("50 people, GBP 7.5m of assets", _firm((50, _MORE, 7.5e6)), "small company"),
    Situation("51 people, GBP 15m of turnover", _firm(_OUT), "medium-sized company"),
    Situation("a pound more than GBP 15m", _firm((300, 15_000_001, 7.5e6)), "medium-sized company"),
    Situation("a pound more than GBP 7.5m", _firm((300, 15e6, 7_500_001)), "medium-sized company"),
    Situation("250 people, GBP 54m of turnover", _firm((250, 54e6, _MORE)), "medium-sized company"),
    Situation("250 people, GBP 27m of assets", _firm((250, _MORE, 27e6)), "medium-sized company"),
    Situation("251 people, GBP 27m of assets", _firm((251, _MORE, 27e6)), "large company"),
    Situation("a pound more than GBP 54m", _firm((251, 54_000_001, 27e6)), "large company"),
    Situation("a pound more than GBP 27m", _firm((251, 54e6, 27_000_001)), "large company"),
    Situation("beyond for one year", _firm(_IN, _OUT), "small company"),
    Situation("beyond for two years", _firm(_IN, _OUT, _OUT), "medium-sized company"),
    Situation("beyond, back, beyond", _firm(_IN, _OUT, _IN, _OUT), "small company"),
    Situation("in euros", {"accounts": accounts_of((5, 100e3, 100e3))}, "undetermined"),
    Situation("one of three, the others not known", {"headcount": 9}, "undetermined"),
)
