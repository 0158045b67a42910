"""What Hypothesis calls when it is imported: see the entry point in pyproject.toml."""


def register() -> None:
    """Have the strategies loaded when one of a type of this library is first asked for, and nothing before.

    Hypothesis has a list for it, of packages whose types it does not know yet, which is not public: where it is gone, the
    strategies are loaded at once, which takes three times as long as Hypothesis itself.
    """
    from hypothesis.strategies._internal import types

    by_package = getattr(types, "_global_extra_lookup", None)
    if by_package is None:
        _load()
    else:
        by_package["globalfirm"] = _load_for


def _load_for(asked: object) -> None:
    """Load the strategies if a type is one of the library's, or made of one; Hypothesis then finds it among them."""
    if any(base.__module__.partition(".")[0] == "globalfirm" for base in getattr(asked, "__mro__", ())):
        _load()


def _load() -> None:
    """Load the strategies, which register themselves; where they are being loaded already, they are about to."""
    import globalfirm.strategies  # noqa: F401
