"""What errors say: the text that was given, cut where it is long, and the nearest match."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Callable, Iterable

LONGEST_QUOTE = 100
"""Longer text is cut where an error shows it, and is not matched: that would take long."""


def quote(text: object) -> str:
    """The text as an error shows it: in quotes, and cut when it is long.

    >>> quote("Atlantis")
    "'Atlantis'"
    """
    if isinstance(text, str):
        return repr(text) if len(text) <= LONGEST_QUOTE else repr(text[: LONGEST_QUOTE - 4])[:-1] + "...'"
    if isinstance(text, int) and text.bit_length() > LONGEST_QUOTE:
        return f"a number of {text.bit_length()} bits"  # Python itself refuses to write the longest
    return reprlib.repr(text)  # which is not drawn into nested or cyclic values


def nearest_name(text: str, names: Iterable[str], *, key: Callable[[str], str] = str.casefold) -> str | None:
    """The name that a text comes nearest to, under the key by which both are compared; None where none comes near.

    >>> nearest_name("Germny", ["France", "Germany"])
    'Germany'
    """
    by_key = {key(name): name for name in names}
    wanted = key(text)
    if len(wanted) > LONGEST_QUOTE:
        return None
    found = difflib.get_close_matches(wanted, by_key, n=1, cutoff=0.75)
    return by_key[found[0]] if found else None


def nearest(text: str, names: Iterable[str], *, key: Callable[[str], str] = str.casefold) -> str:
    """A closing " Did you mean 'X'?", or nothing where no name comes near.

    >>> nearest("Germny", ["France", "Germany"])
    " Did you mean 'Germany'?"
    >>> nearest("Atlantis", ["France", "Germany"])
    ''
    """
    found = nearest_name(text, names, key=key)
    return f" Did you mean {found!r}?" if found else ""
