"""Text -> places, as people write them: an address right to left, a list of addresses left to right.

`split` takes the text apart, `gazetteer` knows what a piece may name, `address` reads pieces as one address;
this module reads the lists of them. Words of prose never become places: where a sentence can't be taken apart, it
is refused.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from globalfirm.ground.errors import (
    AmbiguousPlaceError,
    ContradictoryPlaceError,
    MissingCitiesError,
    PlaceError,
    PlaceTooLongError,
    SeveralPlacesError,
    UnknownPlaceError,
)
from globalfirm.ground.messages import nearest_name, quote
from globalfirm.places.country import Country
from globalfirm.places.parsing import cities
from globalfirm.places.parsing.address import (
    Reading,
    ambiguous,
    read_address,
    split_off_region,
    where,
)
from globalfirm.places.parsing.gazetteer import (
    NOWHERE,
    REGIONS,
    cities_of,
    countries_of,
    is_name,
    parts_coded,
    parts_named,
)
from globalfirm.places.parsing.split import Piece, items_of, lines_of
from globalfirm.places.spelling import LONGEST_NAME, compact, fold

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


class PlaceReading(NamedTuple):
    """One place as a text names it: the fields of a `Place`, plain."""

    country: str
    subdivision: str | None = None
    city: str | None = None
    time_zone: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class PlaceReadings(NamedTuple):
    """The places that a text names, and the problem of each part that could not be read."""

    readings: tuple[PlaceReading, ...]
    problems: tuple[PlaceError, ...]


def read_one(text: str) -> PlaceReading:
    """Read one place.

    Raises:
        PlaceError: the text names no place, several places or an ambiguous one.

    >>> read_one("Atlanta, Georgia").subdivision, read_one("Tbilisi, Georgia").country
    ('US-GA', 'GE')
    """
    place, *others = _read_checked(text, LONGEST_PLACE)
    if others:
        shown = ((each.city, each.subdivision or each.country) for each in (place, *others))
        raise SeveralPlacesError(text, [", ".join(filter(None, parts)) for parts in shown])
    return place


def read_list(text: str) -> tuple[PlaceReading, ...]:
    """Read a list of places, in the order written.

    Raises:
        PlaceError: a part of the text names no place or an ambiguous one.

    >>> [place.city for place in read_list("LA, NY, DC, London")]
    ['Los Angeles', 'New York City', 'Washington', 'London']
    """
    return _read_checked(text, LONGEST_LIST)


def find_readings(text: str) -> PlaceReadings:
    """As `read_list`, but a part that can't be read is told beside the places instead of raised.

    >>> found = find_readings("Belgrade; Narnia")
    >>> len(found.readings), len(found.problems)
    (1, 1)
    """
    if len(text) > LONGEST_LIST:
        return PlaceReadings((), (PlaceTooLongError(text, "place", LONGEST_LIST),))
    readings, problems = _read_lines(text)
    return PlaceReadings(tuple(map(_plain, readings)), tuple(problems))


def _read_checked(text: str, longest: int) -> tuple[PlaceReading, ...]:
    if not isinstance(text, str):
        raise UnknownPlaceError(text, "place", remedy="give it as text, such as 'Belgrade, Serbia'.")
    if len(text) > longest:
        raise PlaceTooLongError(text, "place", longest)
    found = find_readings(text)
    if found.problems:
        raise found.problems[0]
    if not found.readings:
        raise _unknown(text)
    return found.readings


def _plain(reading: Reading) -> PlaceReading:
    plain = PlaceReading(reading.country, reading.subdivision, reading.city)
    known = reading.known
    if known is None:
        return plain
    return plain._replace(time_zone=known.time_zone, latitude=known.latitude, longitude=known.longitude)


def _read_lines(text: str) -> tuple[list[Reading], list[PlaceError]]:
    """The readings of all lines in order; the lines of one address, written one below another, make one."""
    if compact(text[:LONGEST_NAME]) in NOWHERE:
        return [], [_unknown(text)]
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
    return [[part for piece in item for part in split_off_region(piece) if part.text] for item in items_of(line)]


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
    if after and after[0].in_brackets:
        extra = cities.missing_extra()
        inner = after[0].text
        message = f"{quote(inner)} in brackets does not go with {quote(text)}"
        if extra:
            raise MissingCitiesError(f"{message}: {extra}.", inner)
        raise ContradictoryPlaceError(f"{message}: leave it out.", type="contradictory_place", given=inner)
    problem = _problem(pieces[at])
    if pieces[at].in_brackets or not (_is_known_name(text) or _is_aside(text)):
        raise problem
    return problem


def _longest(pieces: list[Piece], at: int) -> tuple[Reading | None, int]:
    for size in (3, 2, 1) if at == 0 or not pieces[at].in_brackets else ():
        window = pieces[at : at + size]
        ahead = at + size < len(pieces) and pieces[at + size].in_brackets
        if len(window) == size and not ahead:
            reading = read_address(window, whole=size == len(pieces))
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
            reading = read_address(tail, whole=False)
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


def _unknown(text: str) -> UnknownPlaceError:
    """The error of a text that names nothing; of one that may be a name, with the nearest city."""
    named = 2 < len(text) <= 40 and compact(text) not in NOWHERE  # matching another would only take time
    near = nearest_name(text, cities.large_names(fold(text)[:1]), key=compact) if named and _has_cities() else None
    remedy = "give a city, a country or both, such as 'Belgrade, Serbia'."
    return UnknownPlaceError(text, "place", suggestion=near, remedy=remedy)


def _has_cities() -> bool:
    return not cities.missing_extra()


def _problem(piece: Piece) -> PlaceError:
    """The error of a piece that names nothing, or nothing that decides."""
    text, key = piece.text, compact(piece.text[: LONGEST_NAME + 1])
    if key in REGIONS:
        message = f"{quote(text)} is a region and not a place of one country: name a country or a city in it."
        return AmbiguousPlaceError(message, text, "place")
    listed = [where(named.city) for named in cities_of(text)] if len(text) <= LONGEST_NAME else []
    if listed and text.islower():
        message = f"{quote(text)} may be a word: write the city with a capital letter, or add its country."
        return AmbiguousPlaceError(message, text, "place", listed)
    listed += [f"{code} ({Country(code).name})" for code in countries_of(text) if code]
    listed += [code for code in (parts_coded(text) or parts_named(text)) if code not in listed]
    extra = cities.missing_extra()
    if extra and key not in NOWHERE:
        return MissingCitiesError(f"{quote(text)} can't be read for certain without cities: {extra}.", text)
    return ambiguous(text, listed) if listed else _unknown(text)
