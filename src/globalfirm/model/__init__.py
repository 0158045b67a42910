"""Who: a company, its offices, teams and members, and what is claimed of it."""

from globalfirm.model.claim import Claim
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.office import Office, Site
from globalfirm.model.team import Member, Team

__all__ = ["Claim", "Company", "Count", "Interval", "Member", "Office", "Site", "Team"]
