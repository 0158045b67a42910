"""Text -> places, as people write them: an address right to left, a list of addresses left to right.

`_split` takes the text apart, `_gazetteer` knows what a piece may name, `_address` reads pieces as one address;
this module reads the lists of them. Words of prose never become places: where a sentence can't be taken apart, it
is refused.
"""

from __future__ import annotations

import re

from pydantic import ValidationError

from globalfirm.ground.messages import nearest, quote
from globalfirm.places import _cities
from globalfirm.places._address import (
    Reading,
    address,
    apart,
    may_mean,
    where,
)
from globalfirm.places._gazetteer import (
    NOWHERE,
    REGIONS,
    bearers_of,
    countries_of,
    is_name,
    parts_coded,
    parts_named,
)
from globalfirm.places._split import Piece, items_of, lines_of
from globalfirm.places.country import Country
from globalfirm.places.place import Found, Place
from globalfirm.places.spelling import LONGEST_NAME, PlaceError, compact, fold

LONGEST_PLACE = 300

LONGEST_LIST = 5_000
"""Characters of the longest texts that `parse` and `parse_all` read: longer ones are refused at once."""

_NOWHERE_IN_PARTICULAR = re.compile(
    r"(?:(?:remote|remotely|fully|completely|partly|100%|world|worldwide|around|across|the|globe|global|globally|"
    r"distributed|anywhere|everywhere|elsewhere|else|online|home|from|positions?|workers?|employees|team|first)\b\s*)+"
)
_PROSE = re.compile(
    r"\b(?:no|not|never|none|without|we|our|they|is|are|was|were|have|has|in|at|from|for|or|but|with|any|all|"
    r"people|employees|members|team|remote|remotely|anywhere|office|offices|founded)\b"
)


def parse(text: str) -> Place:
    """Read one place.

    Raises:
        PlaceError: the text names no place, several places or an ambiguous one.

    >>> parse("Atlanta, Georgia").subdivision, parse("Tbilisi, Georgia").country
    ('US-GA', 'GE')
    """
    place, *others = _read_checked(text, LONGEST_PLACE)
    if others:
        raise PlaceError(f"{quote(text)} names {1 + len(others)} places: use Place.parse_all to read them all.")
    return place


def parse_all(text: str) -> tuple[Place, ...]:
    """Read a list of places, in the order written.

    Raises:
        PlaceError: a part of the text names no place or an ambiguous one.

    >>> [place.city for place in parse_all("LA, NY, DC, London")]
    ['Los Angeles', 'New York City', 'Washington', 'London']
    """
    return _read_checked(text, LONGEST_LIST)


def find_all(text: str) -> Found:
    """As `parse_all`, but a part that can't be read is told beside the places instead of raised.

    >>> found = find_all("Belgrade; Narnia")
    >>> len(found.places), len(found.problems)
    (1, 1)
    """
    if len(text) > LONGEST_LIST:
        return Found((), (_too_long(text, LONGEST_LIST),))
    readings, problems = _read_lines(text)
    return Found(tuple(map(_place, readings)), tuple(problems))


def _read_checked(text: str, longest: int) -> tuple[Place, ...]:
    if not isinstance(text, str):
        raise PlaceError(f"{quote(text)} is not text: give a place as people write it, such as 'Belgrade, Serbia'.")
    if len(text) > longest:
        raise _too_long(text, longest)
    found = find_all(text)
    if found.problems:
        raise found.problems[0]
    if not found.places:
        raise PlaceError(_nowhere(text))
    return found.places


def _too_long(text: str, longest: int) -> PlaceError:
    return PlaceError(f"{quote(text)} is {len(text)} characters long: give places in at most {longest}.")


def _place(reading: Reading) -> Place:
    known = reading.known
    place = Place(country=reading.country, subdivision=reading.subdivision, city=reading.city)
    if known is None:
        return place
    place = place.replace(latitude=known.latitude, longitude=known.longitude)
    try:
        return place.replace(time_zone=known.time_zone)
    except ValidationError:  # the databases differ on who keeps which clocks
        return place


def _read_lines(text: str) -> tuple[list[Reading], list[PlaceError]]:
    """The readings of all lines in order; the lines of one address, written one below another, make one."""
    if compact(text[:LONGEST_NAME]) in NOWHERE:
        return [], [PlaceError(_nowhere(text))]
    found: list[Reading] = []
    problems: list[PlaceError] = []
    lines = [_parted(line) for line in lines_of(text)]
    for number, items in enumerate(lines):
        readings, unread = _read_line(items)
        streets = all(_is_street(piece) for pieces in items for piece in pieces)
        if unread and not readings and streets and number + 1 < len(lines):
            continue
        problems += unread
        if len(readings) == 1 and found and _completes(found[-1], readings[0]):
            found[-1] = found[-1]._replace(names_country=True)
        else:
            found += readings
    return found, problems


def _parted(line: str) -> list[list[Piece]]:
    """The pieces of each item of a line, with those cut in two that hold two names."""
    return [[part for piece in item for part in apart(piece) if part.text] for item in items_of(line)]


def _read_line(items: list[list[Piece]]) -> tuple[list[Reading], list[PlaceError]]:
    """The readings of a line; none where a part is no name, because what is around it may deny or qualify them."""
    found: list[Reading] = []
    problems: list[PlaceError] = []
    try:
        for pieces in items:
            readings, unread = _read_item(pieces)
            found += readings
            problems += unread
    except PlaceError as error:
        return [], [*problems, error]
    return found, problems


def _completes(address: Reading, line: Reading) -> bool:
    """Whether a line is the country that the address on the lines above ends with."""
    bare = line.same() == (line.country, None, None)
    return bare and line.country == address.country and not address.names_country


def _read_item(pieces: list[Piece]) -> tuple[list[Reading], list[PlaceError]]:
    """The readings of an item, and its names that do not decide; other text that can't be read is raised."""
    try:
        found, problems = _read_list(pieces)
    except PlaceError:
        tail = _read_tail(pieces)
        if tail is None:
            raise
        return [tail], []
    tail = _read_tail(pieces) if problems else None
    return ([tail], []) if tail else (found, problems)


def _read_list(pieces: list[Piece]) -> tuple[list[Reading], list[PlaceError]]:
    """Addresses one after another, each the longest that can be read; streets between them are passed over."""
    found: list[Reading] = []
    problems: list[PlaceError] = []
    at = 0
    while at < len(pieces):
        reading, size = _longest(pieces, at)
        if reading:
            found.append(reading)
        elif not _is_street(pieces[at]) or at + 1 == len(pieces):
            problems.append(_name_problem(pieces, at))
        at += size
    return found, problems


def _name_problem(pieces: list[Piece], at: int) -> PlaceError:
    """The problem of a name that does not decide; of other text it is raised."""
    text, after = pieces[at].text, pieces[at + 1 : at + 2]
    if after and after[0].bound:
        extra = _cities.missing_extra()
        remedy = f"{extra}." if extra else "leave it out."
        raise PlaceError(f"{quote(after[0].text)} in brackets does not go with {quote(text)}: {remedy}")
    problem = PlaceError(_why(pieces[at]))
    if pieces[at].bound or not (_is_known_name(text) or _is_aside(text)):
        raise problem
    return problem


def _longest(pieces: list[Piece], at: int) -> tuple[Reading | None, int]:
    for size in (3, 2, 1) if at == 0 or not pieces[at].bound else ():
        window = pieces[at : at + size]
        apart = at + size < len(pieces) and pieces[at + size].bound
        if len(window) == size and not apart:
            reading = address(window, whole=size == len(pieces))
            if reading:
                return reading, size
    return None, 1


def _read_tail(pieces: list[Piece]) -> Reading | None:
    """One address after a firm's or a building's name, a street or a quarter, none of which is a place itself."""
    for start in range(1, len(pieces) - 1):
        if not (_is_street(pieces[start - 1]) or _is_unknown_name(pieces[start - 1].text)):
            return None
        tail = pieces[start:]
        if len(tail) <= 3:
            reading = address(tail, whole=False)
            if reading and reading.proof > 1:
                return reading
    return None


def _is_aside(text: str) -> bool:
    """Whether a text that can't be read says nothing of its neighbours: an unknown name, "and fully remote"."""
    words = text.split()
    proper = len(words) <= 4 and all(word[:1].isupper() for word in words) and not _PROSE.search(text.casefold())
    return proper or bool(_NOWHERE_IN_PARTICULAR.fullmatch(text.casefold()))


def _is_street(piece: Piece) -> bool:
    return piece.number and not _PROSE.search(piece.text.casefold())


def _is_unknown_name(text: str) -> bool:
    return not (_PROSE.search(text.casefold()) or _is_known_name(text) or compact(text) in NOWHERE)


def _is_known_name(text: str) -> bool:
    """Whether a text names something, though perhaps not one place: "Portland", "Congo", "Europe"."""
    return is_name(text) or bool(countries_of(text)) or compact(text[:LONGEST_NAME]) in REGIONS


def _nowhere(text: str) -> str:
    return f"{quote(text)} names no place: give a city, a country or both, such as 'Belgrade, Serbia'."


def _why(piece: Piece) -> str:
    """The sentence for a piece that names nothing, or nothing that decides."""
    text, key = piece.text, compact(piece.text[: LONGEST_NAME + 1])
    if key in REGIONS:
        return f"{quote(text)} is a region and no place of one country: name a country or a city in it."
    listed = [where(bearer.city) for bearer in bearers_of(text)] if len(text) <= LONGEST_NAME else []
    if listed and text.islower():
        return f"{quote(text)} may be a word: write the city with a capital letter, or add its country."
    listed += [f"{code} ({Country(code).name})" for code in countries_of(text) if code]
    listed += [code for code in (parts_coded(text) or parts_named(text)) if code not in listed]
    extra = _cities.missing_extra()
    if extra and key not in NOWHERE:
        return f"{quote(text)} can't be read for certain without cities: {extra}."
    return may_mean(quote(text), listed) if listed else f"{_nowhere(text)}{_suggestion(text)}"


def _suggestion(text: str) -> str:
    if not 2 < len(text) <= 40 or compact(text) in NOWHERE:  # no name: matching it would only take time
        return ""
    return nearest(text, _cities.large_names(fold(text)[:1]), key=compact)
