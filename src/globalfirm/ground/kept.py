"""What a record works out once and keeps."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")


class kept(cached_property[T]):  # noqa: N801 # a decorator, as the one that it stands in for
    """As `functools.cached_property`, without the lock that Python 3.11 takes: two threads may work out the same twice.

    >>> class Square:
    ...     @kept
    ...     def area(self):
    ...         print("worked out")
    ...         return 4
    >>> square = Square()
    >>> square.area, square.area
    worked out
    (4, 4)
    >>> Square.area.attrname
    'area'
    """

    if not TYPE_CHECKING:  # which sees the overloads of its base

        def __get__(self, instance: Any, owner: type | None = None) -> Any:  # Any: a record, and what it keeps
            """The value, which from then on hides this."""
            if instance is None:
                return self
            value = instance.__dict__[self.attrname] = self.func(instance)
            return value
