"""Spellings of places: which of them are one name."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 100
"""Longer text is refused unread: no place's name comes near it, and matching it would take long."""

_NOT_WORD = re.compile(r"[^\w]+|_")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`ʼʻ´."), None)
_ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sint": "saint",
    "is": "islands",
    "eq": "equatorial",
    "fr": "french",
    "herz": "herzegovina",
    "rep": "republic",
    "dem": "democratic",
    "fed": "federated",
    "sts": "states",
    "pr": "peoplesrepublic",
    "pdr": "peoplesdemocraticrepublic",
    "dr": "democraticrepublic",
}
_DROPPED = frozenset({"the", "of", "and"})


def fold(text: str) -> str:
    """Lower case, without accents: "Türkiye" and "TURKIYE" meet.

    >>> fold("São Tomé & Príncipe")
    'sao tome & principe'
    """
    if text.isascii():
        return text.casefold()
    # Combining marks go only where they decorate Latin letters: in Indic scripts they carry the vowels.
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def compact(text: str) -> str:
    """The key under which spellings of one name meet: folded, without punctuation, spaces, "the", "of" and "and".

    >>> compact("St. Vincent & the Grenadines") == compact("Saint Vincent and the Grenadines")
    True
    >>> compact("P.R. China") == compact("People's Republic of China")
    True
    """
    words = _NOT_WORD.split(fold(text).translate(_APOSTROPHES))
    return "".join([_ABBREVIATIONS.get(word, word) for word in words if word not in _DROPPED])
