"""The one look upward: parts of higher floors that lower ones name and load on first use.

A record shows itself by a view, and a rule that comes out of a pickle needs the metrics it names: both lie above.
Nothing else looks upward, and a test counts who calls this.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any


@lru_cache(maxsize=128)
def from_above(module: str, name: str | None = None) -> Any:  # Any: whatever the module holds
    """A module of a higher floor, or one thing in it, loaded now if it has not been.

    >>> from_above("globalfirm.metrics").__name__
    'globalfirm.metrics'
    """
    loaded = import_module(module)
    return loaded if name is None else getattr(loaded, name)


def view_of(record: object, medium: str, **options: object) -> Any:  # Any: text, or data
    """A record in some medium: by the function of `globalfirm.views` that is called as its class is.

    >>> from globalfirm import Company, classify
    >>> view_of(classify(Company(name="A", headcount=9)), "plain")["label"]
    'undetermined'
    """
    views = from_above(f"globalfirm.views.{medium}")
    view = next(found for kind in type(record).__mro__ if (found := getattr(views, kind.__name__.lower(), None)))
    return view(record, **options)
