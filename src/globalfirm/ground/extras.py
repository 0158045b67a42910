"""Packages beside the core, which come with an extra or which users bring: where one is missing, an error says what to install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

EXTRAS = {
    "holidays": "holidays",
    "hypothesis": "hypothesis",
    "ibis": "ibis",
    "polars": "polars",
    "pyspark": "spark",
    "resvg_py": "png",
    "rich": "rich",
    "sqlalchemy": "sqlalchemy",
    "tomli_w": "toml",
    "tqdm": "progress",
    "tzfpy": "coordinates",
    "yaml": "yaml",
}
"""Which extra brings what is imported."""


@contextmanager
def needed(what: str) -> Iterator[None]:
    """Within it, a package that is missing is an error that says what needs it, and how to install it.

    Raises:
        ModuleNotFoundError: one is missing; its `name` is as Python gave it.

    >>> with needed("a table of pandas"):
    ...     raise ModuleNotFoundError(name="pandas")
    Traceback (most recent call last):
    ModuleNotFoundError: a table of pandas needs pandas: pip install pandas.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        extra = EXTRAS.get(package)
        missing, install = (f"the extra `{extra}`", f"'globalfirm[{extra}]'") if extra else (package, package)
        raise ModuleNotFoundError(f"{what} needs {missing}: pip install {install}.", name=error.name) from None
