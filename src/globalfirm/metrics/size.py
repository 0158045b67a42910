"""Size: people, sales and assets of one accounting year, alone and with linked and partner enterprises.

Each function answers for the year given, or else for the last one that the record holds, in an interval: what the
record does not hold is from 0 to any amount. Amounts in another currency than the euro are not converted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from globalfirm.model.interval import Interval

if TYPE_CHECKING:
    from globalfirm.model.accounts import Accounts
    from globalfirm.model.company import Company

ANY = Interval(0, None)
"""Of an amount that is not known."""

_Figure = Literal["headcount", "turnover", "balance_sheet"]


def accounts_of(company: Company, year: int | None = None) -> Accounts | None:
    """The accounts of a year, or else the last; none where the record has none.

    >>> from globalfirm import Accounts, Company
    >>> accounts_of(Company(name="A", accounts=[Accounts(year=2023), Accounts(year=2024)])).year
    2024
    """
    if not company.accounts:
        return None
    return max(
        (accounts for accounts in company.accounts if year in {None, accounts.year}),
        key=lambda accounts: accounts.year,
        default=None,
    )


def turnover_eur(company: Company, year: int | None = None) -> Interval:
    """Sales of the year, in euros.

    >>> from globalfirm import Accounts, Company
    >>> print(turnover_eur(Company(name="A", accounts=[Accounts(year=2024, currency="EUR", turnover=9e6)])))
    9000000
    """
    return _figure(accounts_of(company, year), "turnover")


def balance_sheet_eur(company: Company, year: int | None = None) -> Interval:
    """Balance sheet total at the year's end, in euros.

    >>> from globalfirm import Accounts, Company
    >>> print(balance_sheet_eur(Company(name="A", accounts=[Accounts(year=2024, balance_sheet=9e6)])))  # of what?
    0+
    """
    return _figure(accounts_of(company, year), "balance_sheet")


def group_headcount(company: Company, year: int | None = None, *, now: Interval = ANY) -> Interval:
    """People of the firm and, by their weight, of the enterprises linked to it and its partners.

    `now` is the firm's headcount outside its accounts, for a last year whose accounts don't say.

    Source: Recommendation 2003/361/EC (2003), Annex, Article 6.

    >>> from globalfirm import Accounts, Company, Relation
    >>> fund = Relation(name="Fund", kind="partner", share=0.3, accounts=[Accounts(year=2024, headcount=100)])
    >>> print(group_headcount(Company(name="A", accounts=[Accounts(year=2024, headcount=40)], relations=[fund])))
    70
    """
    if not company.accounts and year is not None:
        now = ANY
    return _group(company, year, "headcount", now if accounts_of(company, year) is accounts_of(company) else ANY)


def group_turnover_eur(company: Company, year: int | None = None) -> Interval:
    """Sales of the firm and, by their weight, of linked and partner enterprises, in euros.

    Source: Recommendation 2003/361/EC (2003), Annex, Article 6.

    >>> from globalfirm import Accounts, Company
    >>> firm = Company(name="A", accounts=[Accounts(year=2024, currency="EUR", turnover=9e6)])
    >>> print(group_turnover_eur(firm), group_turnover_eur(firm.replace(relations=[])))
    9000000+ 9000000
    """
    return _group(company, year, "turnover")


def group_balance_sheet_eur(company: Company, year: int | None = None) -> Interval:
    """Balance sheet total of the firm and, by their weight, of linked and partner enterprises, in euros.

    Source: Recommendation 2003/361/EC (2003), Annex, Article 6.

    >>> from globalfirm import Company
    >>> print(group_balance_sheet_eur(Company(name="A", relations=[])))
    0+
    """
    return _group(company, year, "balance_sheet")


def _figure(accounts: Accounts | None, figure: _Figure, otherwise: Interval = ANY) -> Interval:
    if accounts is None or (figure != "headcount" and accounts.currency != "EUR"):
        return otherwise
    found: Interval | None = getattr(accounts, figure)
    return otherwise if found is None else found


def _group(company: Company, year: int | None, figure: _Figure, otherwise: Interval = ANY) -> Interval:
    own = accounts_of(company, year)
    low, high = _figure(own, figure, otherwise)
    if company.relations is None:  # there may be enterprises that the record does not know of
        return Interval(low, None)
    same_year = own.year if own else year
    for relation in company.relations:
        theirs = next((accounts for accounts in relation.accounts if accounts.year == same_year), None)
        more = _figure(theirs, figure)
        low += relation.weight * more.low
        high = None if high is None or more.high is None else high + relation.weight * more.high
    return Interval(low, high)
