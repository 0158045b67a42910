"""Text -> lines -> items -> pieces: the text taken apart at its bullets, brackets, "and"s and commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from globalfirm.places.parsing.gazetteer import country_of, part_codes, parts_named

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff\ufe0f\u200d]+|\\*\\*|__")
_BULLET = re.compile(r"\s*(?:[-*•–—·]+|\d{1,2}[.)])\s+")
_LINE = re.compile(r"[\n\r;|•]+")
_BRACKET = re.compile(r"([^,;&()]{0,100})\(([^()]*)\)")
_CONJUNCTION = re.compile(r",?\s+(?:and|AND|And|&)\s+|(?<=[^\W\d])\s*/\s*(?=[^\W\d])")
_COMMA = re.compile(r"[,，、]|\s[-–—]+\s")
_HEADQUARTERS = re.compile(
    r"(?i)\b(?:(?:global|world|corporate|company|main|primary|us|other)\s+)?"
    r"(?:headquarters?|headquaters|hq|head office|main office|offices|other locations|branch offices)"
    r"(?:\s+(?:are|is|in))?\s*(?::[-\s]*|$)"
)
_FINAL_HQ = re.compile(r"\s(?:HQ|[Hh]eadquarters|[Oo]ffices?)$")
_LEAD = re.compile(
    r"(?:[\w'’]+\s){0,6}?(?i:headquartered|headquarters?|hq|offices?|based|located|situated)\s(?:[a-z]+\s){0,3}?"
    r"(?:in|at|are|is|include):?\s(?:the\s)?(?=[A-Z])"
)
_DOUBTS = re.compile(
    r"(?i)\b(?:no|not|never|none|without|was|were|founded|formerly|used|soon|some|most|might|may|plan\w*|\w+n['’]t)\b"
)
_ZIP = re.compile(r"([A-Z][A-Za-z])\.?\s*-?\s*\d{5}(?:-\d{4})?$")
_POSTCODES_BEHIND = (
    re.compile(r"(?:^|[\s-]+)\d{5,7}(?:-\d{3,4})?$"),  # most countries, after the name
    re.compile(r"(?<=[^\W\d])\s\d{4}$"),  # "Wellington 6011"
    re.compile(r"(?:^|\s)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$"),  # the United Kingdom
    re.compile(r"(?:^|\s)[A-Z]\d[A-Z]\s?\d[A-Z]\d$"),  # Canada
)
_POSTCODE_BEFORE = re.compile(r"^(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{3}\s\d{2}|\d{2}-\d{3})(?:\s+|$)(?:[A-Z]{2}\s(?=[A-Z]))?")
_INNER_POSTCODE = re.compile(r"(?<=\S)\s(?=\d{5}\s+[^\W\d])")  # "Habsburgerring 2 50674 Köln"
_DASHED_POSTCODE = re.compile(r"\s-\s(?=\d{5})")  # "FL - 33605"
_INVERTED = re.compile(r"(?i)\bof(?:\sthe|\schina)?$")

_BOUND = "\x1f"
"""Marks, inside this module, the text that stood in brackets."""


class Piece(NamedTuple):
    """What stands between two commas, without its postcode.

    `zip`: that was a US one. `number`: there was another. `in_brackets`: it stood in brackets, so it belongs to what
    stands before it.
    """

    text: str
    zip: bool = False
    number: bool = False
    in_brackets: bool = False


def lines_of(text: str) -> list[str]:
    """Lines without bullets, links, flags, headquarters' marks, and without brackets."""
    plain = _FLAGS.sub(" ", _LINK.sub(r"\1", text.replace(_BOUND, " ")))
    lines = []
    for raw in _LINE.split(plain):
        line = raw.strip()
        bullet = _BULLET.match(line)
        line = line[bullet.end() :] if bullet else line
        lines += _BRACKET.sub(_unbracketed, line).split(";")
    stripped = (_without_lead(line) for line in lines)
    return [line for line in stripped if line.strip(" .,:!-")]


def _unbracketed(match: re.Match[str]) -> str:
    """As "Erfurt (Germany)" is "Erfurt, Germany"; "Spain (Madrid, Zaragoza)" is two places."""
    before, inside = match.group(1), match.group(2).strip()
    if _HEADQUARTERS.fullmatch(inside):
        return f"{before} "
    parts = [part for part in re.split(r",|&|\sand\s", inside) if part.strip()]
    if country_of(before.strip(" -")) and len(parts) > 1:
        return ";" + ";".join(f"{part}, {before}" for part in parts) + ";"
    return f"{before}, {_BOUND}{inside}, "


def _without_lead(line: str) -> str:
    """The line after "Headquarters:" or "We have offices in", where nothing in it says that there are none."""
    plain = line.strip()
    mark = _HEADQUARTERS.match(plain)
    if mark:
        return plain[mark.end() :]
    lead = _LEAD.match(plain)
    return plain[lead.end() :] if lead and not _DOUBTS.search(plain) else plain


def items_of(line: str) -> Iterator[list[Piece]]:
    """What stands between the "and"s of a line, "Trinidad and Tobago" left whole, each cut at its commas."""
    parts = _CONJUNCTION.split(line)
    whole = parts[0]
    for part in parts[1:]:
        joined = f"{whole.rpartition(',')[2].strip()} and {part.partition(',')[0].strip(' .')}"
        if country_of(joined) or parts_named(joined):
            whole = f"{whole} and {part}"
        else:
            yield _pieces(whole)
            whole = part
    yield _pieces(whole)


def _pieces(item: str) -> list[Piece]:
    item = _INNER_POSTCODE.sub(", ", _DASHED_POSTCODE.sub(" ", item))
    return [_piece(part) for part in _inverted_joined(_COMMA.split(item))]


def _inverted_joined(parts: list[str]) -> list[str]:
    """The comma inside "Korea, Republic of" parts nothing."""
    joined = parts[:1]
    for part in parts[1:]:
        inverted = f"{joined[-1].strip()}, {part.strip(' .')}"
        if _INVERTED.search(part.strip(" .")) and country_of(inverted):
            joined[-1] = inverted
        else:
            joined.append(part)
    return joined


def _piece(part: str) -> Piece:
    in_brackets = _BOUND in part
    text = part.replace(_BOUND, "").strip(" \t.!:*")
    text = _FINAL_HQ.sub("", "" if _HEADQUARTERS.fullmatch(text) else text)
    text = text.removeprefix("Downtown ").removeprefix("and ")
    us_zip = _ZIP.search(text)
    if us_zip and us_zip.group(1).upper() in part_codes("US"):
        return Piece(text[: us_zip.start()] + us_zip.group(1).upper(), zip=True, in_brackets=in_brackets)
    for pattern in _POSTCODES_BEHIND:
        text = pattern.sub("", text).strip()
    return Piece(_POSTCODE_BEFORE.sub("", text), number=any(map(str.isdigit, text)), in_brackets=in_brackets)
