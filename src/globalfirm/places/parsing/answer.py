"""Readings -> the answer: what the likeliest reading says and none within the factor denies, or a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from globalfirm.ground.errors import AmbiguousPlaceError, ContradictoryPlaceError, PlaceError, UnknownPlaceError
from globalfirm.ground.messages import either, nearest_name, quote
from globalfirm.places import country_names
from globalfirm.places.country import Country
from globalfirm.places.gazetteer import Meaning, large_cities, words_of
from globalfirm.places.parsing import costs, words
from globalfirm.places.parsing.named_place import NamedPlace, clock
from globalfirm.places.parsing.pieces import FLAG, Piece
from globalfirm.places.parsing.readings import Reading, readings_of
from globalfirm.places.spelling import compact
from globalfirm.places.subdivision import subdivision_names

REMEDY = "give a city, a country or both, such as 'Belgrade, Serbia'."
LONGEST_MATCHED = 40
"""Longer text is not matched against names: it is none, and matching would take long."""
LISTED = 4
"""Readings that an error lists at most."""


class PlaceReading(NamedTuple):
    """One place as a text names it: the fields of a `Place`, plain."""

    country: str
    subdivision: str | None = None
    city: str | None = None
    time_zone: str | None = None
    time_zone_source: Literal["city"] | None = None
    latitude: float | None = None
    longitude: float | None = None


class Answer(NamedTuple):
    """What pieces were read as.

    `asides` are problems of names inside an address, which the address stands without; `agreed` the places of a list that
    is refused for others.
    """

    pieces: list[Piece]
    readings: list[Reading]
    places: tuple[PlaceReading, ...] = ()
    problems: tuple[PlaceError, ...] = ()
    asides: tuple[PlaceError, ...] = ()
    agreed: tuple[PlaceReading, ...] = ()
    at_home: bool = False


def answer(text: str, pieces: list[Piece], home: str | None = None, *, thorough: bool = False) -> Answer:
    """Read pieces as places, all of them or none. Of readings that come near one another, `home` tells.

    `thorough`: readings that are out of the question are kept, to be shown.
    """
    problem = next(_not_of_places(pieces), None)
    if problem is not None:
        return Answer(pieces, [], problems=(problem,))
    readings = [reading for reading in readings_of(pieces, thorough=thorough) if reading.places]
    if not readings:
        return Answer(pieces, [], problems=tuple(_problems_of_pieces(text, pieces)))
    misspelt = [_misspelt(piece.text) for piece in pieces if piece.role == "unknown"]
    outside = [*filter(None, misspelt), *_regions_outside(pieces, readings[0])]
    if outside:
        return Answer(pieces, readings, problems=tuple(outside))
    near = [reading for reading in readings if reading.cost < readings[0].cost + costs.FACTOR]
    at_home = _of_home(near, home) if home and _differ(near) else None
    if at_home is not None:
        near, readings = [at_home], [at_home, *(other for other in readings if other is not at_home)]
    if _differ(near):
        agreed, problems = _ambiguous(text, near, pieces)
        return Answer(pieces, readings, problems=tuple(problems), agreed=tuple(agreed))
    return _likeliest(text, pieces, readings, near)._replace(at_home=at_home is not None)


def _likeliest(text: str, pieces: list[Piece], readings: list[Reading], near: list[Reading]) -> Answer:
    """What the likeliest reading says, if it is likely enough and leaves nothing unread but names inside addresses."""
    best = near[0]
    if best.cost > costs.LIMIT + costs.EACH_MORE * (len(best.places) - 1):
        return Answer(pieces, readings, problems=tuple(_problems_of_best(text, pieces, near)))
    strangers = [(place, n) for place in best.places for n in place.unknown if not _is_town(place, pieces)]
    unread = tuple(_unknown(pieces[n].text) for _, n in strangers)
    if any(not _cities(place, pieces) for place, _ in strangers):
        return Answer(pieces, readings, problems=unread)
    places = tuple(_shared(alternatives, pieces) for alternatives in zip(*(r.places for r in near), strict=True))
    return Answer(pieces, readings, places, (), unread)


# --- texts that name no places -------------------------------------------------------------------------------------


def _not_of_places(pieces: list[Piece]) -> Iterator[PlaceError]:
    """The problems of texts in which no word may become a place: what is around the names denies or qualifies them."""
    for piece in pieces:
        short = len(piece.text) < 5 and not piece.text.isupper()
        if (piece.role != "name" or short) and words.DENIED.search(piece.text):
            message = f"{quote(piece.text)} denies or qualifies what stands beside it: say where the firm is, such as 'Belgrade, Serbia'."
            yield PlaceError(message, type="denied_place", given=piece.text)
    for piece in pieces:
        if piece.role == "prose" and piece.street is None:
            yield _unknown(piece.text)


def _problems_of_pieces(text: str, pieces: list[Piece]) -> Iterator[PlaceError]:
    """The problems of a text none of whose pieces is a place."""
    telling = [piece for piece in pieces if piece.role in ("region", "unknown", "prose")]
    for piece in telling:
        yield _region(piece.text) if piece.role == "region" else _unknown(piece.text)
    if not telling:
        yield _unknown(text)


def _regions_outside(pieces: list[Piece], reading: Reading) -> Iterator[PlaceError]:
    """The problems of regions of the world that hold no place of the reading: "UK & Europe"."""
    for number, piece in enumerate(pieces):
        if piece.role == "region":
            before = [place for place in reading.places if place.parts[-1][0] < number]
            encloses = piece.before in " ,-()" and before and words.holds(piece.text, before[-1].country)
            leads = number == 0 and any(words.holds(piece.text, place.country) for place in reading.places)
            after = next((each.before for each in pieces[1:] if each.role != "and"), "")
            if leads and (after == "&" or (after == "/" and reading.places[0].finest.kind == "country")):
                leads = False  # "EU/UK" are two, "Europe/London" is one
            if not (encloses or leads):
                yield _region(piece.text)


def _region(text: str) -> PlaceError:
    message = f"{quote(text)} is a region and not a place of one country: name a country or a city in it."
    return AmbiguousPlaceError(message, text, "place")


def _unknown(text: str) -> UnknownPlaceError:
    return UnknownPlaceError(text.replace(FLAG, ""), "place", remedy=REMEDY)


def with_suggestion(problem: PlaceError) -> PlaceError:
    """The error of a text that may be a name, with the nearest large city: looked for only where it is shown."""
    text = problem.given
    if type(problem) is not UnknownPlaceError or problem.suggestion or not isinstance(text, str):
        return problem
    if not 2 < len(text) <= LONGEST_MATCHED or words_of(text) in words.NOWHERE:
        return problem
    near = nearest_name(text, large_cities(compact(text)[:1]), key=compact)
    return UnknownPlaceError(text, "place", suggestion=near, remedy=REMEDY)


def _misspelt(text: str) -> PlaceError | None:
    """The problem of a name that is a letter or two away from a country's: one letter less on either side makes them meet."""
    key = compact(text) if len(text) <= LONGEST_MATCHED else ""
    name = next(
        (_country_shorter_by_one()[less] for less in _shorter_by_one(key) if less in _country_shorter_by_one()), None
    )
    return UnknownPlaceError(text, "place", suggestion=name, remedy=REMEDY) if name else None


def _shorter_by_one(key: str) -> Iterator[str]:
    if len(key) > 4:
        yield key
        yield from (key[:i] + key[i + 1 :] for i in range(len(key)))


@cache
def _country_shorter_by_one() -> dict[str, str]:
    """The keys of countries' names, and these less one letter -> the country's name."""
    found: dict[str, str] = {}
    for key, codes in country_names.names().items():
        if codes[0]:
            found |= dict.fromkeys(_shorter_by_one(key), Country(codes[0]).name)
    return found


def _problems_of_best(text: str, pieces: list[Piece], near: list[Reading]) -> Iterator[PlaceError]:
    """The problems of a text whose likeliest reading is too unlikely: the pieces that it leaves unread, or itself."""
    best = near[0]
    unread = {n for place in best.places for n in place.unknown} | set(best.unknown)
    for number in sorted(unread):
        yield _unknown(pieces[number].text)
    if not unread:
        because = f", but {max(best.costs).why}" if best.costs else ""
        message = f"{quote(text)} is not understood: at best it is {label(best)}{because}. Add the country or part that is meant."
        if len(best.places) > 1:
            yield ContradictoryPlaceError(message, type="contradictory_place", given=text, candidates=_labels(near))
        else:
            yield AmbiguousPlaceError(message, text, "place", _labels(near))


# --- readings that come near one another ---------------------------------------------------------------------------


def _differ(near: list[Reading]) -> bool:
    """Whether readings are of other countries, or of other clocks that are both known."""
    best = near[0]
    for rival in near[1:]:
        if [place.country for place in rival.places] != [place.country for place in best.places]:
            return True
        for a, b in zip(best.places, rival.places, strict=True):
            if a.zone and b.zone and clock(a.zone) != clock(b.zone):
                return True
    return False


def _of_home(near: list[Reading], home: str) -> Reading | None:
    """The one reading all of whose places lie in the firm's home country, where there is one."""
    there = [reading for reading in near if all(place.country == home for place in reading.places)]
    return there[0] if there and not _differ(there) else None


def _ambiguous(text: str, near: list[Reading], pieces: list[Piece]) -> tuple[list[PlaceReading], list[PlaceError]]:
    """The places that all readings agree on, and the problem of each that they do not: of the whole, if they part it otherwise."""
    best = near[0]
    if any(place.before == " " for place in best.places[1:]):  # "East Clifton" is no list
        return [], [*_problems_of_best(text, pieces, near)]
    if any(other.grouping != best.grouping for other in near):
        return [], [_may_mean(text, [label(reading) for reading in near])]
    agreed: list[PlaceReading] = []
    problems: list[PlaceError] = []
    for own, alternatives in zip(best.grouping, zip(*(reading.places for reading in near), strict=True), strict=True):
        if _differ([Reading(0.0, (place,)) for place in alternatives]):
            named = text if len(best.places) == 1 else ", ".join(pieces[number].text for number in own)
            problems.append(_may_mean(named, [label_of(place) for place in alternatives]))
        else:
            agreed.append(_shared(alternatives, pieces))
    return agreed, problems


def _may_mean(text: str, labels: Iterable[str]) -> AmbiguousPlaceError:
    listed = [*dict.fromkeys(labels)][:LISTED]
    message = f"{quote(text)} may mean {either(listed)}: add the country or part that is meant."
    return AmbiguousPlaceError(message, text, "place", listed)


def _labels(near: Iterable[Reading]) -> list[str]:
    return [*dict.fromkeys(label(reading) for reading in near)][:LISTED]


def label(reading: Reading) -> str:
    """The places of a reading, as an error lists them."""
    return " and ".join(map(label_of, reading.places))


def label_of(place: NamedPlace) -> str:
    """A place as an error lists it: "Portland in US-OR", "US-CA", "GE (Georgia)"."""
    finest = place.finest
    if finest.kind == "country":
        return f"{place.country} ({Country(place.country).name})"
    inside = next((m.name for m in place.ranked if m.kind == "part"), "") or finest.part
    if finest.kind == "part":
        return inside
    return f"{finest.name} in {inside if '-' in inside else finest.country}"


# --- what the readings share ---------------------------------------------------------------------------------------


def _shared(alternatives: tuple[NamedPlace, ...], pieces: list[Piece]) -> PlaceReading:
    """A place as all readings that come near one another have it: what one of them denies is left out."""
    first, *others = sorted(alternatives, key=lambda place: place.of_kind("city") is None)
    plain = _plain(first, pieces)
    for other in others:
        rival = _plain(other, pieces)
        if clock(plain.time_zone or "") != clock(rival.time_zone or ""):
            plain = plain._replace(time_zone=None, time_zone_source=None, city=None, latitude=None, longitude=None)
        if rival.city and (rival.latitude, rival.longitude) != (plain.latitude, plain.longitude):
            plain = plain._replace(latitude=None, longitude=None)
        holds = first.finest.inside(other.finest) is not False
        if rival.subdivision != plain.subdivision and not (holds and rival.city in (None, plain.city)):
            plain = plain._replace(subdivision=None, city=plain.city if plain.city == rival.city else None)
    return plain


def _plain(place: NamedPlace, pieces: list[Piece]) -> PlaceReading:
    part, zone = _part(place), place.zone or None
    cities = _cities(place, pieces)
    if not cities:
        name = pieces[place.unknown[-1]].text if _is_town(place, pieces) else None
        return PlaceReading(place.country, part, name, zone)
    city = max(cities, key=lambda meaning: meaning.weight)  # of a city and its district
    return PlaceReading(place.country, part, city.name, zone, "city" if zone else None, city.latitude, city.longitude)


def _cities(place: NamedPlace, pieces: list[Piece]) -> list[Meaning]:
    """The cities that a place names: of a part, the city of its name inside it, which keeps the same clocks."""
    named = [meaning for _, meaning in place.parts if meaning.kind == "city"]
    if named:
        return named
    for number, part in place.parts:
        if part.kind == "part" and part.zone:
            there = (
                m
                for m in pieces[number].meanings
                if m.kind == "city" and m.part == part.part and m.country == part.country
            )
            city = next(there, None)
            if city and clock(city.zone) == clock(part.zone) and 100 * city.weight > part.weight:
                return [city]
    return []


def _is_town(place: NamedPlace, pieces: list[Piece]) -> bool:
    """Whether the name before a part is a town's that GeoNames does not know."""
    return len(place.unknown) == 1 and place.of_kind("part") is not None and not _cities(place, pieces)


def _part(place: NamedPlace) -> str | None:
    """The ISO 3166-2 code of the finest part named, or of the one that the city lies in."""
    named = [meaning.name for meaning in place.ranked if meaning.kind == "part"]
    lies_in = [meaning.part for meaning in place.ranked if meaning.kind == "city"]
    return next((code for code in (*named, *lies_in) if code in subdivision_names(place.country)), None)
