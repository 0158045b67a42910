"""What Hypothesis calls when it is imported: see the entry point in pyproject.toml."""


def register() -> None:
    """Load the strategies, which register themselves; where they are being loaded already, they are about to."""
    import globalfirm.strategies  # noqa: F401
