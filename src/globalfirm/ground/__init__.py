"""The ground floor: what every other floor stands on, and what knows nothing of firms."""
