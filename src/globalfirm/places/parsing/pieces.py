"""Text -> pieces: runs of words between separators, each cut into the fewest known names.

>>> [(piece.text, piece.role) for piece in pieces_of("HQ: 44 Tehama St, San Francisco, CA 94105")][:4]
[('HQ', 'filler'), ('44 Tehama St', 'street'), ('San Francisco', 'name'), ('CA', 'name')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from globalfirm.places import country_names
from globalfirm.places.gazetteer import LONGEST_SPAN, Meaning, code_in, coded, longest_name, meanings, words_of
from globalfirm.places.parsing import costs, words
from globalfirm.places.parsing.costs import Cost
from globalfirm.places.spelling import LONGEST_NAME

Role = Literal["name", "region", "street", "postcode", "number", "filler", "and", "unknown", "prose"]

LONGEST_RUN = 30
"""Words between two separators, above which they are prose."""
FAMED = 300_000
"""People of a city that a number before it does not make a street of."""
KNOWN = 15_000
"""The same of a number behind it: "Graz 5"."""


class Piece(NamedTuple):
    """Words with one role; `before` is the strongest separator in front of them, `run` the piece that their run begins with.

    `street` is what it costs that the whole run is a street, where it may be one.
    """

    text: str
    role: Role
    before: str
    meanings: tuple[Meaning, ...]
    run: int
    street: Cost | None
    heaviest: float


Cut = tuple[str, Role, tuple[Meaning, ...]]
"""Words cut out of a run, their role, and what they may mean."""

FLAG = "\x01"
"""Stands before the code of a country that the text shows by its flag, or names in a way that only `Country` reads."""
_INVERTED = re.compile(
    r"(?<![^\s,;(|])([^\W\d_][^,;()|\n]{2,40}), ([^,;()|\n]{2,60}\bof(?: the)?)(?=\s*(?:[,;)|\n]|$))"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_TAG = re.compile(r"<[^<>]{0,40}>")
_DECORATION = re.compile('[\ufe0f\u200d*_"“”!?\ud800-\udfff]+')
"""What says nothing, halves of characters among it, which no place's name can hold."""
_ASIDE = re.compile(r"(?i)(?<=\w)-(?=based\b)|(?<=\bremote)[ -]?(?:ok|okay|friendly|possible)\b")
"""What says how people work there: "US-based", "remote ok"."""
_BRACKETED = re.compile(r"([^\W\d]+) \(([^\W\d]+)\)")
"""What may be a name that is written with brackets: "Halle (Saale)"."""
_NUMBERED = re.compile(r"(?i)\bno\b\s?[.:°]?\s?(?=\d)|\bc/o\b")
"""What stands before a house's number or a host's name: "No: 195" denies nothing."""
_SLASHED = re.compile(r"\b(\d+)/F\b|\b(C)/(?=\s?[^\W\d])")
"""Slashes that part nothing: "12/F", "C/ Gran Vía"."""
_HYPHENED = re.compile(r"[A-Z]{2}-[A-Z\d]{1,3}(?=-)|[^-]+")
"""What a hyphen joins, less the codes of ISO 3166-2: "US-CA-San Francisco"."""
_SHORT = re.compile(r",?\s*([A-Z][a-z])\.")
"""What the press writes for some states: "Atlanta, Ga."."""
_BULLET = re.compile(r"^\s*(?:[-*•–—·]|\d{1,2}[.)])\s+")
_COMMA = re.compile(r"[,(]\s*")
_SEGMENT = re.compile(r"([\n\r;|•]+)")
_TOKEN = re.compile(
    r"(?P<separator>\s*[\n\r|•;]+(?:\s*(?:[-*•–—·]|\d{1,2}[.)])\s+)?|\s*[,，、:][^\S\n\r]*|\s+[-–—·→>]+\s+|"
    r"\s*[/()\[\]+][^\S\n\r]*)|"
    r"(?P<word>[^\s,，、:;/()\[\]|•]+)|\s+"
)
_PLAIN_SEPARATOR = {
    "，": ",",
    "、": ",",
    ":": ",",
    "–": "-",
    "—": "-",
    "·": "-",
    "→": "-",
    ">": "-",
    "[": "(",
    "]": ")",
    "+": "&",
}
STRENGTH = " ,-)(/&\n;"
"""Separators, the weakest first."""


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text, in order."""
    found: list[Piece] = []
    run: list[str] = []
    before = ";"
    for word, separator in [*_tokens(text), ("", ";")]:
        if word:
            run.append(word)
            continue
        if run:
            _add_run(found, run, before)
            run, before = [], " "
        before = max(before, separator, key=STRENGTH.index)
    return found


def _add_run(found: list[Piece], run: list[str], before: str) -> None:
    run, cuts = _parted_at_hyphens(run, _cut(tuple(run)))
    street = _street_cost(run, cuts)
    first = len(found)
    for number, (span, role, named) in enumerate(cuts):
        silent = all(earlier in ("filler", "number", "postcode") for _, earlier, _ in cuts[:number])
        separator = before if silent else " "
        if found and found[-1].role == "and":
            separator = "&" if separator in " ," else separator
        heaviest = max((each.weight for each in named if each.form != "code"), default=1.0)
        found.append(Piece(span, role, separator, named, first, street, heaviest))


def _parted_at_hyphens(run: list[str], cuts: list[Cut]) -> tuple[list[str], list[Cut]]:
    """A run that names nothing known as it stands, at its hyphens where they part what is one place: "UK-London"."""
    known = {role for _, role, _ in cuts}.isdisjoint({"unknown", "street", "prose"})
    if known or "-" not in "".join(run) or words.DISTRICT.search(" ".join(run)):
        return run, cuts
    parts = [part for word in run for part in _HYPHENED.findall(word)]
    parted = _cut(tuple(parts))
    names = [named for _, role, named in parted if role == "name"]
    enclosed = all(any(a.around_or_inside(b) for a in named for b in other) for named, other in pairwise(names))
    silent = all(role in ("name", "filler") for _, role, _ in parted)
    return (parts, parted) if names and silent and enclosed else (run, cuts)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Words and separators, in pairs of which one is empty."""
    for match in _TOKEN.finditer(_plain(text)):
        word, separator = match["word"], match["separator"]
        if word:
            yield word, ""
        elif separator:
            bare = separator.strip()
            ends_line = not bare or not set("\n\r|•").isdisjoint(separator)
            yield "", "\n" if ends_line else _PLAIN_SEPARATOR.get(bare[0], bare[0])


def _plain(text: str) -> str:
    """The text without links, tags, marks and bullets; flags, and countries that commas or brackets belong to, as codes."""
    text = _TAG.sub("\n", _LINK.sub(r"\1", text.replace(FLAG, " ")))
    if "(" in text:
        text = _BRACKETED.sub(lambda match: f"{match[1]} {match[2]}" if meanings(match[0]) else match[0], text)
    if "," in text or "(" in text:
        text = _INVERTED.sub(lambda match: _turned(match[1], match[2]) or match[0], text)
        text = "".join(map(_as_code, _SEGMENT.split(text)))
    text = country_names.ANY_FLAG.sub(lambda match: f" {_flag(match[0])} ", text)
    text = _SLASHED.sub(r"\1\2 ", _NUMBERED.sub("#", text))
    text = _DECORATION.sub(" ", _ASIDE.sub(" ", text)).strip(" \t\n,;:-–")
    return _BULLET.sub("", text if _SHORT.fullmatch(text[-4:].lstrip()) else text.strip(" \t\n.,;:-–"))


def _flag(flag: str) -> str:
    """The code of a flag; of one that no country shows, its letters, which name nothing."""
    letters = "".join(
        chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag if "\U0001f1e6" <= letter <= "\U0001f1ff"
    )
    return f"{FLAG}{country_names.flag_code(flag) or letters or '?'}"


def _turned(name: str, designation: str) -> str | None:
    """As "Republic of Korea" for "Korea, Republic of", where that names something."""
    turned = f"{designation} {name}"
    return turned if len(turned) <= LONGEST_NAME and meanings(turned) else None


def _as_code(segment: str) -> str:
    """The code of "Hong Kong, China" or "Venezuela, RB", behind a city's name too; other text as it is."""
    commas = [match.end() for match in _COMMA.finditer(segment)]
    for start in (0, *commas[-2:-1]):
        plain = segment[start:].strip(" )")
        head, _, tail = plain.replace("(", ",").partition(",")
        if not tail or len(plain) > LONGEST_NAME or not country_names.candidates(head):
            continue
        found = country_names.candidates(plain) if not country_names.candidates(tail) else ()
        if len(found) == 1:
            return f"{segment[:start]} {FLAG}{found[0]} "
    return segment


def _street_cost(run: list[str], cuts: list[Cut]) -> Cost | None:
    """What it costs to read a run as a street; none where nothing in it says so. "8005 Zurich" is no house number."""
    text = " ".join(run)
    known = [span for span, role, _ in cuts if role == "name"]
    code_and_postcode = len(cuts) == 2 and cuts[1][1] == "postcode" and code_in("".join(known))
    if not 2 <= len(run) <= 8 or len(cuts) == len(known) == 1 or code_and_postcode:
        return None  # a name, or the code and postcode of "NY 12010"
    number = next((word for word in (run[0], run[-1]) if words.HOUSE_NUMBER.fullmatch(word)), "")
    digits, named = any(map(str.isdigit, text)), words.is_street(text)
    says_so = run[0][0].isupper() or digits or words.STREET_IN_LOWER_CASE.match(run[0])
    if not (number or named) or not says_so:
        return None
    if named:
        return costs.STREET if digits else costs.STREET_WITHOUT_NUMBER
    enough = KNOWN if number == run[-1] else FAMED
    famed = any(each.weight > enough and each.form != "code" for _, _, named in cuts for each in named)
    if famed:
        return costs.STREET_OR_CITY
    return costs.STREET_OR_POSTCODE if len(number.strip("#")) > 3 else costs.STREET


@lru_cache(maxsize=4096)
def _cut(run: tuple[str, ...]) -> list[Cut]:
    """The cheapest cut of a run of words: names 1 each, filler and postcodes less, words that say nothing 3."""
    if len(run) > LONGEST_RUN:
        return [(" ".join(run), "prose", ())]
    best: list[tuple[float, int, Role, tuple[Meaning, ...]]] = [(0.0, 0, "filler", ())]
    reach = [_reach(word) for word in run]
    for end in range(1, len(run) + 1):
        best.append(min(_spans(run, end, reach, best), key=lambda option: option[0]))
    cuts: list[Cut] = []
    end = len(run)
    while end:
        _, start, role, named = best[end]
        cuts.append((" ".join(run[start:end]), role, named))
        end = start
    cuts.reverse()
    return _unknown_run(run, cuts) if any(role == "unknown" for _, role, _ in cuts) else cuts


def _reach(word: str) -> int:
    """How many words a name may have that begins with a word as it is written."""
    parts = words_of(word).split()
    if not parts:
        return LONGEST_SPAN  # "&", "the": the name begins with the next word
    return max(2, longest_name(parts[0])) + (parts[0] != words_of(word))


def _spans(
    run: tuple[str, ...], end: int, reach: list[int], best: list[tuple[float, int, Role, tuple[Meaning, ...]]]
) -> Iterator[tuple[float, int, Role, tuple[Meaning, ...]]]:
    for start in range(max(0, end - LONGEST_SPAN), end):
        size = end - start
        if size > 1 and (size > reach[start] + 1 or not {run[start], run[end - 1]}.isdisjoint(words.NEVER_AT_AN_EDGE)):
            continue
        for cost, role, named in _roles(" ".join(run[start:end]), size):
            yield best[start][0] + cost, start, role, named


def _roles(span: str, size: int) -> Iterator[tuple[float, Role, tuple[Meaning, ...]]]:
    """The roles that words may have, and what each costs among the cuts of a run."""
    plain = span.strip(".")
    key = words_of(plain)
    if key in words.REGIONS:
        yield 0.9, "region", ()
        return
    if country_names.is_bygone(plain):
        yield 0.9, "unknown", ()
        return
    named = _named(span)
    if named:
        yield 1.0, "name", named
    elif size <= 2 and words.POSTCODE.fullmatch(plain):
        yield 0.2, "postcode", ()
    if size > 1:
        return
    word, says_code = plain.casefold(), bool(named) and plain.isupper()
    if word in words.SEPARATE and not says_code:
        yield 0.3, "and", ()
    if word in words.FILLER and not says_code:
        yield 0.4, "filler", ()
    if words.NUMBER.fullmatch(plain) or not plain:
        yield 0.5, "number", ()
    if _SHORT.fullmatch(span):
        states = (each for each in coded(plain.upper()) if each.kind == "part" and each.country in words.CODED)
        yield 0.9, "name", tuple(each._replace(form="code") for each in states)
    if (
        not named
        and plain.islower()
        and 2 <= len(plain) <= 3
        and plain.isascii()
        and word not in words.FILLER | words.SEPARATE
    ):
        in_capitals = tuple(
            each._replace(form="code") for each in coded(plain.upper()) if each.kind == "part" or each.form == "code"
        )
        if in_capitals:
            yield 1.5, "name", in_capitals
    yield 3.0, "unknown", ()


@lru_cache(maxsize=16384)
def _named(span: str) -> tuple[Meaning, ...]:
    """All that words may mean; a name that only `Country` reads, too."""
    if span.startswith(FLAG):
        return tuple(each._replace(form="flag") for each in coded(span[1:]) if each.kind == "country")
    found = meanings(span)
    if found or len(span) < 4 or len(span) > LONGEST_NAME:
        return found
    part = _part(span)
    if part:
        return part
    countries = country_names.named_in_english(span)
    return tuple(each._replace(form="name") for code in countries for each in coded(code) if each.kind == "country")


def _part(span: str) -> tuple[Meaning, ...]:
    """The part that is written as ISO 3166-2 does, "US-CA", or with the word for such parts, "Kyoto Prefecture"."""
    if words.PART_CODE.fullmatch(span):
        return tuple(each._replace(form="name") for each in coded(span[3:]) if each.name == span)
    for pattern, countries in words.KINDS_OF_PARTS:
        bare = pattern.sub("", span)
        if bare != span:
            return tuple(each for each in meanings(bare) if each.kind == "part" and each.country in countries)
    return ()


def _unknown_run(run: tuple[str, ...], cuts: list[Cut]) -> list[Cut]:
    """A run that holds words that name nothing: a street, an unknown town, or prose."""
    text = " ".join(run)
    digits = any(map(str.isdigit, text))
    proper = all(_is_proper(word) for word in run)
    if (
        words.DISTRICT.search(text)
        or (words.is_street(text) and (digits or proper))
        or (digits and proper and len(run) <= 6)
    ):
        return [(text, "street", ())]
    if not digits and proper and len(run) <= 4 and not any(role == "and" for _, role, _ in cuts):
        return [(text, "unknown", ())]
    return [(text, "prose", ())]


def _is_proper(word: str) -> bool:
    first = word[0]
    return (
        first.isupper() or first.isdigit() or not first.isascii() or first in "#'" or word.casefold() in words.PARTICLES
    )
