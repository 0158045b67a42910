"""Size by the accounts: people, sales and assets of one year, alone and with linked and partner enterprises.

Each metric is of the year asked for, or else the last that the record holds; what it does not hold is open. Amounts in
another currency than the euro are not converted. Annual work units have fractions: someone who works half the year is
half of one.
"""

from __future__ import annotations

from math import inf
from typing import Any

from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace, exactly, where

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""

_GROUP = "Commission Recommendation 2003/361/EC (2003), Annex, Article 6"


@metric(
    unit="EUR",
    exact=True,
    yearly=True,
    rests_on="accounts",
    source="Directive 2013/34/EU (2013), Article 2(5): net turnover",
)
def turnover_eur(firm: Firm, xp: Namespace) -> Bounds:
    """Sales of a year.

    >>> from globalfirm import Accounts, Company
    >>> print(turnover_eur(Company(name="A", accounts=[Accounts(year=2024, currency="EUR", turnover=9e6)])))
    9000000
    """
    return firm.stated_turnover_eur  # type: ignore[no-any-return] # bounds, as every figure


@metric(
    unit="EUR",
    exact=True,
    yearly=True,
    rests_on="accounts",
    source="Directive 2013/34/EU (2013), Article 3(11): balance sheet total",
)
def balance_sheet_eur(firm: Firm, xp: Namespace) -> Bounds:
    """Balance sheet total of a year.

    >>> from globalfirm import Accounts, Company
    >>> print(balance_sheet_eur(Company(name="A", accounts=[Accounts(year=2024, balance_sheet=9e6)])))  # of what?
    0+
    """
    return firm.stated_balance_sheet_eur  # type: ignore[no-any-return] # as above


@metric(unit="annual work units", yearly=True, rests_on="accounts", source=_GROUP)
def group_headcount(firm: Firm, xp: Namespace) -> Bounds:
    """People, with those of linked and partner enterprises by their weight.

    Where the last year's accounts don't say, the firm's own people are those of its record.

    >>> from globalfirm import Accounts, Company, Relation
    >>> fund = Relation(name="Fund", kind="partner", share=0.3, accounts=[Accounts(year=2024, headcount=100)])
    >>> print(group_headcount(Company(name="A", accounts=[Accounts(year=2024, headcount=40)], relations=[fund])))
    70
    """
    today = where(xp, firm.is_latest_year, firm.headcount, Bounds(0, inf))
    own = where(xp, firm.has_accounts_headcount, firm.accounts_headcount, today)
    return _group(firm, xp, own, firm.related_headcount)


@metric(unit="EUR", exact=True, yearly=True, rests_on="accounts", source=_GROUP)
def group_turnover_eur(firm: Firm, xp: Namespace) -> Bounds:
    """Sales of a year, with those of linked and partner enterprises by their weight.

    >>> from globalfirm import Accounts, Company
    >>> firm = Company(name="A", accounts=[Accounts(year=2024, currency="EUR", turnover=9e6)])
    >>> print(group_turnover_eur(firm), group_turnover_eur(firm.replace(relations=[])))
    9000000+ 9000000
    """
    return _group(firm, xp, firm.stated_turnover_eur, firm.related_turnover_eur)


@metric(unit="EUR", exact=True, yearly=True, rests_on="accounts", source=_GROUP)
def group_balance_sheet_eur(firm: Firm, xp: Namespace) -> Bounds:
    """Balance sheet total, with that of linked and partner enterprises by their weight.

    >>> from globalfirm import Company
    >>> print(group_balance_sheet_eur(Company(name="A", relations=[])))
    0+
    """
    return _group(firm, xp, firm.stated_balance_sheet_eur, firm.related_balance_sheet_eur)


def _group(firm: Firm, xp: Namespace, own: Bounds, related: Bounds) -> Bounds:
    """A figure with that of related enterprises, of which a table says no more than that there are none."""
    related = where(xp, firm.stated_autonomous.low == 1, exactly(0.0), related)
    return Bounds(own.low + related.low, own.high + related.high)
