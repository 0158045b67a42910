"""What can be asked of a firm: comparisons of its metrics, combined under three-valued logic."""

from globalfirm.expressions import compound  # so that every kind of rule is known wherever one is

__all__ = ["compound"]
