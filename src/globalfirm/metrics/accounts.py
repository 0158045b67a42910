"""Size by the accounts: people, sales and assets of one year, alone and with linked and partner enterprises.

Each metric is of the year asked for, or else the last that the record holds; what it does not hold is open. Amounts in
another currency than a metric's are open, too: `firm.in_currency` converts them by rates that the user gives. Annual work
units have fractions: someone who works half the year is half of one.
"""

from __future__ import annotations

from math import inf
from typing import Any

from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace, exactly, where
from globalfirm.metrics.quantities import GROWTH_YEARS

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""

_GROWTH = "Eurostat and OECD (2007), Manual on Business Demography Statistics, chapter 8, by secondary sources"
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


@metric(unit="GBP", exact=True, yearly=True, rests_on="accounts", source="Companies Act 2006, section 474: turnover")
def turnover_gbp(firm: Firm, xp: Namespace) -> Bounds:
    """Sales of a year, in pounds.

    >>> from globalfirm import Accounts, Company
    >>> firm = Company(name="A", accounts=[Accounts(year=2024, currency="USD", turnover=9e6)])
    >>> print(turnover_gbp(firm), turnover_gbp(firm.in_currency("GBP", {(2024, "USD"): 0.5})))
    0+ 4500000
    """
    return firm.stated_turnover_gbp  # type: ignore[no-any-return] # as above


@metric(
    unit="GBP", exact=True, yearly=True, rests_on="accounts",
    source="Companies Act 2006, section 382(5): balance sheet total, the amounts shown as assets",
)  # fmt: skip
def balance_sheet_gbp(firm: Firm, xp: Namespace) -> Bounds:
    """Balance sheet total of a year, in pounds.

    >>> from globalfirm import Accounts, Company
    >>> print(balance_sheet_gbp(Company(name="A", accounts=[Accounts(year=2024, currency="GBP", balance_sheet=9e6)])))
    9000000
    """
    return firm.stated_balance_sheet_gbp  # type: ignore[no-any-return] # as above


@metric(
    unit="annual work units",
    yearly=True,
    rests_on="accounts",
    source="Directive 2013/34/EU (2013), Article 3: average number of employees during the financial year",
)
def annual_headcount(firm: Firm, xp: Namespace) -> Bounds:
    """People of a year, of the firm alone: where the last year's accounts don't say, those of its record.

    >>> from globalfirm import Accounts, Company
    >>> print(annual_headcount(Company(name="A", headcount=50, accounts=[Accounts(year=2024, headcount=40.5)])))
    40.5
    """
    today = where(xp, firm.is_latest_year, firm.headcount, Bounds(0, inf))
    return where(xp, firm.has_accounts_headcount, firm.accounts_headcount, today)


@metric(unit="annual work units", yearly=True, rests_on="growth", source=_GROWTH)
def starting_headcount(firm: Firm, xp: Namespace) -> Bounds:
    """People three years before, where a period of growth starts.

    >>> from globalfirm import Accounts, Company
    >>> print(starting_headcount(Company(name="A", accounts=[Accounts(year=2021, headcount=12), Accounts(year=2024)])))
    12
    """
    return firm.stated_starting_headcount  # type: ignore[no-any-return] # bounds, as every figure


@metric(unit="percent", minimum=-100, yearly=True, rests_on="growth", source=_GROWTH)
def headcount_growth_percent(firm: Firm, xp: Namespace) -> Bounds:
    """Average annual growth of people over three years: what they would have grown by in each year alike.

    >>> from globalfirm import Accounts, Company
    >>> years = [Accounts(year=2021, headcount=1000), Accounts(year=2024, headcount=1331)]
    >>> print(headcount_growth_percent(Company(name="A", accounts=years)))
    10
    """
    return _growth(xp, firm.starting_headcount, firm.annual_headcount)


@metric(unit="percent", minimum=-100, yearly=True, rests_on="growth", source=_GROWTH)
def turnover_growth_percent(firm: Firm, xp: Namespace) -> Bounds:
    """Average annual growth of sales over three years, where both years are in one currency.

    >>> from globalfirm import Accounts, Company
    >>> years = [Accounts(year=year, currency="USD", turnover=sales) for year, sales in ((2021, 8e6), (2024, 64e6))]
    >>> print(turnover_growth_percent(Company(name="A", accounts=years)))
    100
    """
    return _growth(xp, firm.starting_turnover, firm.accounts_turnover)


def _growth(xp: Namespace, start: Bounds, now: Bounds) -> Bounds:
    """The average annual growth, in percent; of nothing there is no telling how much it grew."""
    least, most = xp.ratio(now.low, start.high), xp.where(start.low == 0, inf, xp.ratio(now.high, start.low))
    return Bounds(100 * (xp.root(least, GROWTH_YEARS) - 1), 100 * (xp.root(most, GROWTH_YEARS) - 1))


@metric(unit="annual work units", yearly=True, rests_on="accounts", source=_GROUP)
def group_headcount(firm: Firm, xp: Namespace) -> Bounds:
    """People, with those of linked and partner enterprises by their weight.

    Where the last year's accounts don't say, the firm's own people are those of its record.

    >>> from globalfirm import Accounts, Company, Relation
    >>> fund = Relation(name="Fund", kind="partner", share=0.3, accounts=[Accounts(year=2024, headcount=100)])
    >>> print(group_headcount(Company(name="A", accounts=[Accounts(year=2024, headcount=40)], relations=[fund])))
    70
    """
    return _group(firm, xp, firm.annual_headcount, firm.related_headcount)


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


@metric(unit="of 1", maximum=1, source="Commission Recommendation 2003/361/EC (2003), Annex, Article 3(4)")
def public_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of capital or votes that public bodies hold, jointly or each by itself.

    Public investment corporations, universities and others that Article 3(2) excepts are not counted, unless they are linked.

    >>> from globalfirm import Company, Relation
    >>> towns = [Relation(name=town, kind="partner", share=0.15, investor="public body") for town in ("A", "B")]
    >>> print(public_share(Company(name="Works", relations=towns)), public_share(Company(name="C")))
    0.3 0-1
    """
    return where(xp, firm.stated_autonomous.low == 1, exactly(0.0), firm.stated_public_share)


def _group(firm: Firm, xp: Namespace, own: Bounds, related: Bounds) -> Bounds:
    """A figure with that of related enterprises, of which a table says no more than that there are none."""
    related = where(xp, firm.stated_autonomous.low == 1, exactly(0.0), related)
    return Bounds(own.low + related.low, own.high + related.high)
