"""What is known of a set: its members, and whether there may be others."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """What is known of a set, such as the countries with people; of one value, such as the home, it is a set of one.

    >>> Known(("RS", "US"), complete=False).holds_any(["RS"]), Known(("RS",), complete=True).holds_any(["US"])
    (True, False)
    """

    values: tuple[str, ...]
    complete: bool

    @classmethod
    def of(cls, value: str | None) -> Known:
        """What is known of one value: all of it, or nothing.

        >>> Known.of(None)
        Known(values=(), complete=False)
        """
        return cls((), complete=False) if value is None else cls((value,), complete=True)

    def holds_any(self, wanted: tuple[str, ...] | list[str]) -> bool | None:
        """Whether one of some values is among the members; None where those not known may be.

        >>> print(Known(("RS",), complete=False).holds_any(["US"]))
        None
        """
        return True if any(value in self.values for value in wanted) else False if self.complete else None

    def __str__(self) -> str:
        """As a person reads it.

        >>> print(Known(("RS",), complete=False), Known((), complete=False), Known((), complete=True), sep=" | ")
        RS, perhaps others | not known | none
        """
        listed = ", ".join(self.values)
        if not listed:
            return "none" if self.complete else "not known"
        return listed if self.complete else f"{listed}, perhaps others"
