"""One file for each published definition."""
