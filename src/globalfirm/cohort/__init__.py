"""Whole tables of firms: the same metrics and rules as for one `Company`, in the table's own library."""

from globalfirm.cohort.columns import Columns
from globalfirm.cohort.measure import Cohort, measure
from globalfirm.cohort.read import MissingCountryWarning, read
from globalfirm.cohort.reading import Reading

__all__ = ["Cohort", "Columns", "MissingCountryWarning", "Reading", "measure", "read"]
