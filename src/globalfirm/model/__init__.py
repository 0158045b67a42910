"""Who: a company, its offices, teams and members, and what is claimed of it."""

from globalfirm.model.accounts import Accounts, CountryFigures, RegionalSales, Relation
from globalfirm.model.claim import Claim
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.market import Market
from globalfirm.model.office import Office, Site
from globalfirm.model.partial_set import PartialSet
from globalfirm.model.team import Member, Team
from globalfirm.model.working_hours import Break, WorkingHours

__all__ = [
    "Accounts",
    "Break",
    "Claim",
    "Company",
    "Count",
    "CountryFigures",
    "Interval",
    "Market",
    "Member",
    "Office",
    "PartialSet",
    "RegionalSales",
    "Relation",
    "Site",
    "Team",
    "WorkingHours",
]
