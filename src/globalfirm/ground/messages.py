"""What errors say: the text that was given, cut where it is long, and the nearest match."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Callable, Iterable
from typing import Any, LiteralString

from pydantic_core import PydanticCustomError

LONGEST_QUOTE = 100
"""Longer text is cut where an error shows it, and is not matched: that would take long."""


class _Quoted(reprlib.Repr):
    """Values in short: not drawn into nested or cyclic ones, nor into numbers so long that Python itself refuses to write them."""

    def repr_int(self, x: int, level: int) -> str:
        """A whole number, wherever it stands."""
        bits = x.bit_length()
        return f"a number of {bits} bits" if bits > LONGEST_QUOTE else super().repr_int(x, level)


_QUOTED = _Quoted()


def quote(text: object) -> str:
    """The text as an error shows it: in quotes, and cut when it is long.

    >>> quote("Atlantis")
    "'Atlantis'"
    """
    if isinstance(text, str):
        return repr(text) if len(text) <= LONGEST_QUOTE else repr(text[: LONGEST_QUOTE - 4])[:-1] + "...'"
    return _QUOTED.repr(text)


def counted(number: int, noun: str) -> str:
    """So many things, each of which the noun names.

    >>> counted(1, "firm"), counted(2000, "firm")
    ('1 firm', '2,000 firms')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def either(words: Iterable[str]) -> str:
    """One of some words, or the one that there is.

    >>> either(["RS", "US", "DE"]), either(["RS"])
    ('RS, US or DE', 'RS')
    """
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def unit_of(number: float, unit: str) -> str:
    """The unit of a number, in the singular where it is one.

    >>> unit_of(1, "countries"), unit_of(2, "people"), unit_of(1, "km")
    ('country', 'people', 'km')
    """
    if number != 1:
        return unit
    return {"countries": "country", "people": "person", "activities": "activity"}.get(unit, unit.removesuffix("s"))


def nearest_name(text: str, names: Iterable[str], *, key: Callable[[str], str] = str.casefold) -> str | None:
    """The name that a text comes nearest to, under the key by which both are compared; None where none comes near.

    >>> nearest_name("Germny", ["France", "Germany"])
    'Germany'
    """
    if len(text) > LONGEST_QUOTE:
        return None
    by_key = {key(name): name for name in names}
    wanted = key(text)
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


def problem(kind: LiteralString, message: str, /, **facts: Any) -> PydanticCustomError:  # Any: whatever JSON can hold
    """What a validator raises: a kind that callers may act on, a sentence, and the facts that it rests on.

    The facts are plain data, the `ctx` of the error in pydantic's list: a `ValueError` would stand there itself, and
    `json.dumps(error.errors())` could not write it.

    >>> raise problem("not_a_day", "'soon' is not a day: write it as in 2015-03-31.", given="soon")
    Traceback (most recent call last):
    pydantic_core._pydantic_core.PydanticCustomError: 'soon' is not a day: write it as in 2015-03-31.
    """
    return PydanticCustomError(kind, message, facts or None)  # pyright: ignore[reportArgumentType] # it quotes what is given


def contradiction(problems: list[str]) -> PydanticCustomError:
    """The error of facts that can't all be true: each problem a clause with its own remedy.

    >>> print(contradiction(["headcount 1 contradicts three offices: raise the one or lower the other"]))
    headcount 1 contradicts three offices: raise the one or lower the other.
    """
    return problem("contradiction", f"{'; '.join(problems)}.", problems=problems)
