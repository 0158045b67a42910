"""The Accounting Directive's undertakings (2013/34/EU): micro, small, medium-sized and large, by two criteria of three.

An undertaking is of the first class whose limits it keeps in at least two of balance sheet total, net turnover and employees.

>>> from globalfirm import Accounts, Company
>>> year = Accounts(year=2024, currency="EUR", headcount=60, turnover=9e6, balance_sheet=4e6)
>>> taxonomy.label(Company(name="A", accounts=[year]))  # more than 50 people, and no more of the money
'small undertaking'
>>> taxonomy.label(Company(name="B", accounts=[year.replace(turnover=None)]))
'undetermined'
"""

from __future__ import annotations

from globalfirm.expressions.comparisons import parameter
from globalfirm.expressions.compound import AtLeast, at_least
from globalfirm.metrics.declaration import Metric, metric
from globalfirm.rules.definitions._situation import Situation, accounts_of
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

_CITATION = (
    "Directive 2013/34/EU of 26 June 2013 on annual financial statements, Article 3(1) to (4), as amended by Delegated "
    "Directive (EU) 2023/2775"
)
_SOURCE = "Directive 2013/34/EU (2013), Article 3, as amended by Delegated Directive (EU) 2023/2775"


def _number(name: str, value: float, meaning: str) -> Parameter:
    return Parameter(name=name, value=value, meaning=meaning, source=_SOURCE, provenance="cited work")


def _limits(size: str, assets: float, turnover: float, people: float) -> tuple[Parameter, ...]:
    return (
        _number(f"{size}_assets", assets, "EUR of balance sheet total: at most"),
        _number(f"{size}_turnover", turnover, "EUR of net turnover: at most"),
        _number(f"{size}_people", people, "average number of employees: at most"),
    )


_CRITERIA = _number("criteria", 2, "of the three criteria: so many decide")
_MICRO = _limits("micro", 450e3, 900e3, 10)
_SMALL = _limits("small", 5e6, 10e6, 50)
_MEDIUM = _limits("medium", 25e6, 50e6, 250)


def within(size: str, turnover: Metric = metric.turnover_eur, assets: Metric = metric.balance_sheet_eur) -> AtLeast:
    """The rule that the limits of a class are not exceeded in so many of the criteria.

    >>> print(within("micro"))
    at least criteria of (balance_sheet_eur <= micro_assets; turnover_eur <= micro_turnover; annual_headcount <= micro_people)
    """
    return at_least(
        "criteria",
        assets <= parameter(f"{size}_assets"),
        turnover <= parameter(f"{size}_turnover"),
        metric.annual_headcount <= parameter(f"{size}_people"),
    )


def _undertaking(size: str, limits: tuple[Parameter, ...], *notes: str) -> Definition:
    return Definition(
        name=f"{size.replace('medium', 'medium-sized')} undertaking",
        summary=f"within at least {{criteria}} of three limits: EUR {{{size}_assets}} of assets, EUR {{{size}_turnover}} of turnover, "
        f"{{{size}_people}} employees",
        rule=within(size),
        citation=_CITATION,
        applies_from="2024-01-01",
        parameters=(_CRITERIA, *limits),
        notes=notes,
    )


taxonomy: Taxonomy = Taxonomy(
    name="undertakings (Directive 2013/34/EU)",
    summary=(
        "The Accounting Directive's undertakings (2013/34/EU): micro, small, medium-sized and large, by two criteria of "
        "three. An undertaking is of the first class whose limits it keeps in at least two of balance sheet total, net "
        "turnover and employees."
    ),
    classes=(
        _undertaking(
            "micro",
            _MICRO,
            "The class is that of the last balance sheet, of the undertaking alone; what the Directive makes of a class that "
            "has changed for one year only was not seen.",
            "Before 2024 the limits were EUR 350,000 and 700,000, 4 and 8 million, 20 and 40 million.",
            "Member States may set those of small undertakings at up to EUR 7.5 million of assets and 15 million of turnover.",
            "Amounts in another currency than the euro are unknown, unless the firm is converted by rates that you give "
            "(`in_currency`).",
        ),
        _undertaking("small", _SMALL),
        _undertaking("medium", _MEDIUM),
        Definition(
            name="large undertaking",
            summary="not within {criteria} of three limits: EUR {medium_assets} of assets, EUR {medium_turnover} of turnover, "
            "{medium_people} employees",
            rule=~within("medium"),
            citation=_CITATION,
            applies_from="2024-01-01",
            parameters=(_CRITERIA, *_MEDIUM),
        ),
    ),
)

_MORE = 1e9
"""More than any limit."""


def _firm(people: float, turnover: float, assets: float) -> dict[str, object]:
    return {"accounts": accounts_of((people, turnover, assets))}


situations: tuple[Situation, ...] = (
    Situation("10 people, EUR 900,000 of turnover", _firm(10, 900e3, _MORE), "micro undertaking"),
    Situation("10 people, EUR 450,000 of assets", _firm(10, _MORE, 450e3), "micro undertaking"),
    Situation("one person more", _firm(11, _MORE, 450e3), "small undertaking"),
    Situation("many people, both amounts of a micro undertaking", _firm(300, 900e3, 450e3), "micro undertaking"),
    Situation("a euro more of turnover", _firm(300, 900_001, 450e3), "small undertaking"),
    Situation("a euro more of assets", _firm(300, 900e3, 450_001), "small undertaking"),
    Situation("11 people, both amounts of a micro undertaking", _firm(11, 900e3, 450e3), "micro undertaking"),
    Situation("50 people, EUR 10m of turnover", _firm(50, 10e6, _MORE), "small undertaking"),
    Situation("50 people, EUR 5m of assets", _firm(50, _MORE, 5e6), "small undertaking"),
    Situation("51 people, EUR 5m of assets", _firm(51, _MORE, 5e6), "medium-sized undertaking"),
    Situation(
        "many people, a euro more than EUR 10m of turnover", _firm(300, 10_000_001, 5e6), "medium-sized undertaking"
    ),
    Situation(
        "many people, a euro more than EUR 5m of assets", _firm(300, 10e6, 5_000_001), "medium-sized undertaking"
    ),
    Situation("250 people, EUR 50m of turnover", _firm(250, 50e6, _MORE), "medium-sized undertaking"),
    Situation("250 people, EUR 25m of assets", _firm(250, _MORE, 25e6), "medium-sized undertaking"),
    Situation("251 people, EUR 25m of assets", _firm(251, _MORE, 25e6), "large undertaking"),
    Situation("a euro more than EUR 50m of turnover", _firm(251, 50_000_001, 25e6), "large undertaking"),
    Situation("a euro more than EUR 25m of assets", _firm(251, 50e6, 25_000_001), "large undertaking"),
    Situation("within all three", _firm(5, 100e3, 100e3), "micro undertaking"),
    Situation("one of three, the others not known", {"headcount": 9}, "undetermined"),
)
