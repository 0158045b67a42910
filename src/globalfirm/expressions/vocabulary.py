"""The metrics that can be asked for, by name: the floor above declares them, and rules know them by this alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, Protocol

from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.first_use import from_above
from globalfirm.ground.messages import nearest_name, quote

Kind = Literal["quantity", "set"]
Parameters = Mapping[str, str]
"""What a metric is asked with, as text: {"arc": "shortest"}."""


class Described(Protocol):
    """What rules must know of a metric to ask for it."""

    @property
    def name(self) -> str:
        """The name that rules and files know it by."""
        ...

    @property
    def unit(self) -> str:
        """What it counts or is measured in."""
        ...

    @property
    def kind(self) -> Kind:
        """Whether it is compared with numbers or asked for members."""
        ...

    @property
    def minimum(self) -> float | None:
        """The least it can be, of any firm."""
        ...

    @property
    def maximum(self) -> float | None:
        """The most it can be, of any firm."""
        ...

    @property
    def whole(self) -> bool:
        """Whether it is a whole number."""
        ...

    @property
    def tolerance(self) -> float:
        """The part of its size within which a figure meets a threshold."""
        ...

    @property
    def yearly(self) -> bool:
        """Whether it comes from one year's accounts."""
        ...

    @property
    def single(self) -> bool:
        """Of a set: whether it holds one value, as the home does."""
        ...

    def read(self, text: str, /) -> str:
        """Of a set: a member as it is kept, from the ways in which people write it."""
        ...

    def canonical(self, parameters: Mapping[str, object], /) -> dict[str, str]:
        """Parameters as files keep them, those left out that have their defaults."""
        ...


VOCABULARY: dict[str, Described] = {}
"""Every metric by its name: the library's, and users' own once they are declared."""


def metric_named(name: str) -> Described:
    """A metric by its name, or by the arithmetic of names that it is, such as "headcount / country_count".

    Raises:
        GlobalfirmError: there is none; the nearest is suggested.

    >>> metric_named("contry_count")
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: no metric is called 'contry_count'. Did you mean 'country_count'?
    """
    found = VOCABULARY.get(name)
    if found is None:
        metrics = from_above("globalfirm.metrics")  # a rule out of a pickle may come before they are declared
        found = VOCABULARY.get(name) or metrics.composed(name)
    if found is None:
        names = [word for word in re.findall(r"[^\W\d]\w*", name) if word not in VOCABULARY]
        wrong = names[0] if names and not name.isidentifier() else name  # of arithmetic, the name that is none
        near = nearest_name(wrong, VOCABULARY)
        remedy = f"Did you mean {near!r}?" if near else "dir(globalfirm.metric) lists them."
        message = f"no metric is called {quote(wrong)}. {remedy}"
        raise GlobalfirmError(message, type="unknown_metric", given=name, suggestion=near)
    return found
