"""Texts of one place or many -> plain readings, or the problems of what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from globalfirm.ground.errors import PlaceError, PlaceTooLongError, SeveralPlacesError, UnknownPlaceError
from globalfirm.ground.messages import quote
from globalfirm.places.coordinates import km_between
from globalfirm.places.gazetteer import coded, words_of
from globalfirm.places.parsing import words
from globalfirm.places.parsing.answer import REMEDY, Answer, PlaceReading, answer, with_suggestion
from globalfirm.places.parsing.pieces import FLAG, Piece, pieces_of

LONGEST_PLACE = 300
LONGEST_LIST = 5_000
"""Characters of the longest texts that `parse` and `parse_all` read: longer ones are refused at once."""
MOST_PIECES = 40
"""Pieces above which a text is read line by line: no place of one line needs one forty names away."""
MOST_NAMES = 220
"""Pieces of the longest lines that are read at all."""

MOST_SUGGESTED = 5
"""Problems of one text that come with the nearest name, which takes a millisecond to find."""
SAME_CITY_KM = 100.0
"""Coordinates further away than this are not those of the city: the largest stretch for half as much."""

_LINES = re.compile(r"[\n\r;|•]+")


class PlaceReadings(NamedTuple):
    """The places that a text names, and the problem of each part that could not be read."""

    readings: tuple[PlaceReading, ...]
    problems: tuple[PlaceError, ...]


class Evidence(NamedTuple):
    """What is known beside a text: what other columns of its row say of the place, and the firm's home."""

    country: str | None = None
    subdivision: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    home: str | None = None


NOTHING_BESIDE = Evidence()


def read_one(text: str, beside: Evidence = NOTHING_BESIDE) -> PlaceReading:
    """Read one place.

    Raises:
        PlaceError: the text names no place, several places or an ambiguous one.

    >>> read_one("Atlanta, Georgia").subdivision, read_one("Tbilisi, Georgia").country
    ('US-GA', 'GE')
    >>> read_one("Springfield", Evidence(country="US", subdivision="US-IL")).time_zone
    'America/Chicago'
    """
    place, *others = _read_checked(text, LONGEST_PLACE, beside)
    if others:
        shown = ((each.city, each.subdivision or each.country) for each in (place, *others))
        raise SeveralPlacesError(text, [", ".join(filter(None, parts)) for parts in shown])
    return place


def read_list(text: str, beside: Evidence = NOTHING_BESIDE) -> tuple[PlaceReading, ...]:
    """Read a list of places, in the order written.

    Raises:
        PlaceError: a part of the text names no place or an ambiguous one.

    >>> [place.city for place in read_list("LA, NY, DC, London")]
    ['Los Angeles', 'New York City', 'Washington', 'London']
    """
    return _read_checked(text, LONGEST_LIST, beside)


def find_readings(text: str, beside: Evidence = NOTHING_BESIDE) -> PlaceReadings:
    """As `read_list`, but what can't be read is a problem beside the places.

    >>> found = find_readings("Belgrade; Narnia")
    >>> len(found.readings), len(found.problems)
    (1, 1)
    """
    problem = unreadable(text)
    if problem:
        return PlaceReadings((), (problem,))
    readings: list[PlaceReading] = []
    problems: list[PlaceError] = []
    for each in _salvaged(text, beside):
        readings += each.places
        problems += (*each.problems, *each.asides)
    problems[:MOST_SUGGESTED] = map(with_suggestion, problems[:MOST_SUGGESTED])
    return PlaceReadings(tuple(readings), tuple(problems))


def answers(text: str, beside: Evidence = NOTHING_BESIDE, *, thorough: bool = False) -> list[tuple[str, Answer]]:
    """How a text is read: as a whole, or line by line where it is long."""
    pieces = pieces_of(text)
    lines = _lines(text)
    if len(pieces) <= MOST_PIECES or len(lines) < 2:
        return [(text, _answer(text, pieces, beside, thorough=thorough))]
    read = {line: _answer(line, pieces_of(line), beside, thorough=thorough) for line in dict.fromkeys(lines)}
    return [(line, read[line]) for line in lines]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _LINES.split(text) if line.strip()]


def _answer(text: str, pieces: list[Piece], beside: Evidence, *, thorough: bool = False) -> Answer:
    if words_of(text[:LONGEST_PLACE]) in words.NOWHERE and not any(piece.text.startswith(FLAG) for piece in pieces):
        return Answer(pieces, [], problems=(UnknownPlaceError(text, "place", remedy=REMEDY),))
    if len(pieces) > MOST_NAMES:
        message = (
            f"{quote(text)} has {len(pieces)} pieces on one line: give at most {MOST_NAMES}, or a line for each place."
        )
        return Answer(pieces, [], problems=(PlaceError(message, type="too_many_pieces", given=text),))
    pieces = [_near_point(piece, beside) for piece in pieces]
    return answer(text, [*pieces, *_pieces_beside(beside, len(pieces))], beside.home, thorough=thorough)


def _near_point(piece: Piece, beside: Evidence) -> Piece:
    """Of namesakes those that lie at the coordinates beside the text, if any do."""
    if beside.latitude is None or beside.longitude is None:
        return piece
    there = [
        meaning
        for meaning in piece.meanings
        if meaning.kind == "city"
        and km_between(meaning.latitude, meaning.longitude, beside.latitude, beside.longitude) < SAME_CITY_KM
    ]
    if not there:
        return piece
    kept = tuple(meaning for meaning in piece.meanings if meaning.kind != "city" or meaning in there)
    return piece._replace(meanings=kept, heaviest=max(meaning.weight for meaning in there))


def _pieces_beside(beside: Evidence, number: int) -> Iterator[Piece]:
    """The evidence beside a text as pieces of it: what the columns of a row say stands behind the city's name."""
    part, country = beside.subdivision, beside.country or (beside.subdivision or "")[:2]
    if part:
        meanings = tuple(each._replace(form="name") for each in coded(part[3:]) if each.name == part)
        yield Piece(part, "name", ",", meanings, number, None, max((each.weight for each in meanings), default=1.0))
        number += 1
    if country:
        meanings = tuple(
            each._replace(form="name") for each in coded(country) if each.kind == "country" and each.country == country
        )
        yield Piece(country, "name", ",", meanings, number, None, max((each.weight for each in meanings), default=1.0))


def unreadable(text: object, longest: int = LONGEST_LIST) -> PlaceError | None:
    """The problem of what is no text, or too long to be read."""
    if not isinstance(text, str):
        return UnknownPlaceError(text, "place", remedy="give it as text, such as 'Belgrade, Serbia'.")
    return PlaceTooLongError(text, "place", longest) if len(text) > longest else None


def _read_checked(text: str, longest: int, beside: Evidence) -> tuple[PlaceReading, ...]:
    problem = unreadable(text, longest)
    if problem:
        raise problem
    found: list[PlaceReading] = []
    for _, each in answers(text, beside):
        if each.problems:
            raise with_suggestion(each.problems[0])
        found += each.places
    return tuple(found)


def _salvaged(text: str, beside: Evidence) -> Iterator[Answer]:
    """What can be read of a text: the whole, else its lines, else a line without the names that are not known."""
    read = answers(text, beside)
    if len(read) == 1 and read[0][1].problems and len(_lines(text)) > 1:
        read = [(line, _answer(line, pieces_of(line), beside)) for line in _lines(text)]
    for line, each in read:
        yield _salvaged_line(line, each, beside)


def _salvaged_line(line: str, read: Answer, beside: Evidence) -> Answer:
    """A line without the names and regions in it that are no places; nothing of one that denies or is prose."""
    if not read.problems or read.agreed:
        return read._replace(places=(*read.places, *read.agreed))
    unread = {problem.given for problem in read.problems}
    rest = [piece for piece in read.pieces if piece.role not in ("unknown", "region") or piece.text not in unread]
    if len(rest) == len(read.pieces) or not any(piece.role == "name" for piece in rest):
        return read
    again = answer(line, rest, beside.home)
    return read._replace(places=(*again.places, *again.agreed), problems=(*read.problems, *again.problems))
