"""Asking: comparisons of a firm's facts, combined with and, or and not under three-valued logic."""
