"""Stages of start-ups, as a definition for globalfirm."""
