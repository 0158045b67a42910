"""Pieces -> one address: every way to read them is tried and checked against GeoNames.

"Atlanta, Georgia" is in the United States because Atlanta lies there, "Tbilisi, Georgia" is not. Two readings
that hold equally well are an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from globalfirm.ground.errors import AmbiguousPlaceError
from globalfirm.ground.messages import quote
from globalfirm.places.country import Country
from globalfirm.places.parsing import cities
from globalfirm.places.parsing.cities import City, NamedCity
from globalfirm.places.parsing.gazetteer import (
    CODED,
    NATIONS,
    NICKNAMED,
    NO_PLACES,
    NOWHERE,
    REGIONS,
    as_code,
    cities_of,
    countries_of,
    country_of,
    is_city_like,
    is_misspelt_country,
    is_name,
    may_be_new_city,
    nickname_of,
    part_names,
    parts_coded,
    parts_named,
    parts_of,
)
from globalfirm.places.parsing.split import Piece
from globalfirm.places.spelling import LONGEST_NAME, compact

PROPER_WORD = 1_000_000
"""A city alone in lower case ("london") is read only above so many people: "nice" and "mobile" are words, too."""

KNOWN_NAME = 500_000
"""A city alone under an alternate name ("Bombay") is read only above so many people: smaller ones' are noisy."""

STATE_LIKE = 100_000
"""A city of fewer people never stands against a subdivision of its name: Wyoming in Michigan against Wyoming."""

_SPOKEN_OF = (*CODED, "GB")
"""Countries whose subdivisions people name alone; elsewhere "Centre", "Union" and "Cuvette" want their country."""


class Reading(NamedTuple):
    """One way to read an address. `proof`: 3 the parts hold each other, 2 they do not contradict, 1 unknown city."""

    country: str
    subdivision: str | None = None
    city: str | None = None
    known: City | None = None
    names_country: bool = False
    proof: int = 3

    def same(self) -> tuple[object, ...]:
        """What two readings of one place share."""
        return (self.country, self.subdivision, self.known or self.city)

    def label(self) -> str:
        """The place, as an error lists it."""
        if self.known:
            return where(self.known)
        part = self.subdivision or f"{self.country} ({Country(self.country).name})"
        return f"{self.city} in {part}" if self.city else part


def read_address(pieces: list[Piece], *, whole: bool) -> Reading | None:
    """The best reading of pieces as one address; `whole`: nothing else stands beside it.

    Raises:
        AmbiguousPlaceError: two readings are equally good.
    """
    if any(len(piece.text) > LONGEST_NAME for piece in pieces):
        return None
    readings = [*_readings(pieces)]
    best = max((reading.proof for reading in readings), default=0)
    distinct = {r.same(): r for r in readings if r.proof == best}
    unknown = best == 1 and not any(piece.zip for piece in pieces)
    if unknown and not whole:
        return None  # in a list "New Zeland, India" is no city of India
    if len(distinct) > 1:
        text = ", ".join(piece.text for piece in pieces)
        raise ambiguous(text, [reading.label() for reading in distinct.values()])
    return next(iter(distinct.values()), None)


def _readings(pieces: list[Piece]) -> Iterator[Reading]:
    if len(pieces) == 1:
        return _one(pieces[0])
    return _two(pieces[0], pieces[1]) if len(pieces) == 2 else _three(pieces[0], pieces[1], pieces[2])


def _one(piece: Piece) -> Iterator[Reading]:
    """A country, a subdivision or a city alone."""
    text, key = piece.text, compact(piece.text)
    if key in NOWHERE or key in REGIONS:
        return
    country = country_of(text)
    if piece.zip:
        yield Reading("US", f"US-{text[-2:]}")
    elif nickname_of(text):
        yield from _nicknamed(text)
    elif as_code(text) and (country or parts_coded(text)):
        yield from _code_alone(text)
    elif country:
        yield Reading(country, names_country=True)
    elif key in NATIONS:
        yield Reading("GB", NATIONS[key], names_country=True)
    elif not cities.missing_extra():
        yield from _city_or_subdivision(text)


def _code_alone(text: str) -> Iterator[Reading]:
    country = country_of(text)
    if country:
        yield Reading(country, names_country=True)
    for code in parts_coded(text):
        yield Reading(code[:2], code)


def _nicknamed(text: str) -> Iterator[Reading]:
    subdivision = nickname_of(text)
    if subdivision and not cities.missing_extra():
        yield from _in_subdivision(NICKNAMED[as_code(text)], subdivision)


def _city_or_subdivision(text: str) -> Iterator[Reading]:
    """A city that outweighs the others of its name, unless a subdivision of that name lies elsewhere."""
    found = cities_of(text)
    parts = parts_named(text)
    city = cities.heaviest(found)
    namesake = city is not None and _lies_in_its_namesake(city, parts)
    rivals = bool(parts) and not namesake
    if city and _is_doubtful(text, city):
        return
    if city and (not rivals or found[0].weight >= STATE_LIKE):
        yield _known(city)
    if rivals and (city or not found or found[0].weight < STATE_LIKE):
        spoken = all(code[:2] in _SPOKEN_OF for code in parts)
        yield from (Reading(code[:2], code) for code in parts if spoken or len(parts) > 1)


def _is_doubtful(text: str, city: City) -> bool:
    """Whether a city alone may be another word: in lower case, or under an alternate name of a small one."""
    alternate = compact(text) != compact(city.name)
    if text.islower():
        return alternate or city.population < PROPER_WORD
    return alternate and city.population < KNOWN_NAME and not nickname_of(text)


def _lies_in_its_namesake(city: City, parts: tuple[str, ...]) -> bool:
    """Whether no subdivision of the city's name lies elsewhere, or may: New York does, Washington does not."""
    return all(code == city.subdivision or (code[:2] == city.country and not cities.covers(code)) for code in parts)


def _two(first: Piece, second: Piece, *, backwards: bool = True) -> Iterator[Reading]:
    """City or subdivision and country, city and subdivision; and the same with the larger part first."""
    country = country_of(second.text)
    if country and not second.zip:
        yield from _in_country(first.text, country, parts_coded(second.text))
    for either in countries_of(second.text) if not country else ():  # "Seoul, Korea"
        yield from (r for r in _in_country(first.text, either, ()) if either and r.known)
    for code in _parts_without_country(second):
        yield from _in_subdivision(first.text, code)
        if (
            not (country and as_code(second.text) and not second.zip)
            and may_be_new_city(first.text, code[:2])
            and not is_city_like(second.text, code)
        ):
            yield _unverified(first.text, code)
    if backwards:
        yield from _larger_first(first, second)


def _parts_without_country(piece: Piece) -> tuple[str, ...]:
    if piece.zip:
        return (f"US-{piece.text[-2:]}",)
    key = compact(piece.text)
    return (NATIONS[key],) if key in NATIONS else parts_coded(piece.text) or parts_named(piece.text)


def _larger_first(first: Piece, second: Piece) -> Iterator[Reading]:
    country, other = country_of(first.text), country_of(second.text)
    if country and other:  # "USA, Georgia" may be two countries; "India, USA" is nothing else
        if parts_of(country, second.text) and not as_code(second.text):
            yield Reading(other, names_country=True)
            yield from (Reading(country, code) for code in parts_of(country, second.text))
    elif country:
        yield from (r for r in _in_country(second.text, country, parts_coded(first.text)) if r.proof == 3)
    if not other:
        for code in parts_named(first.text):
            yield from _in_subdivision(second.text, code) if not parts_named(second.text) else ()


def _three(first: Piece, second: Piece, third: Piece) -> Iterator[Reading]:
    """City, subdivision, country; the country may stand first."""
    country = country_of(third.text)
    if country:
        territory = country_of(second.text)
        if territory and _is_territory(territory, country):
            yield from _in_country(first.text, territory, ())
        yield from _in_part(first.text, second.text, country)
    country = country_of(first.text)
    if country and not country_of(second.text):
        found = [*_in_part(second.text, third.text, country), *_in_part(third.text, second.text, country)]
        yield from (reading for reading in found if reading.proof == 3)


def _in_part(city: str, part: str, country: str) -> Iterator[Reading]:
    """A city in a part of a given country."""
    for code in parts_of(country, part):
        yield from (r._replace(names_country=True) for r in _in_subdivision(city, code))
        plausible = compact(city) == compact(part) or not is_city_like(part, code, within=True)
        if plausible and may_be_new_city(city, country):
            yield _unverified(city, code)._replace(names_country=True)


def _in_country(text: str, country: str, rivals: tuple[str, ...]) -> Iterator[Reading]:
    """A city or a subdivision in a country; `rivals` are subdivisions that the country's code may mean instead."""
    parts = parts_of(country, text)
    everywhere = cities_of(text)
    here = tuple(named for named in everywhere if named.city.country == country)
    other = country_of(text)
    if other and other != country:
        yield from _country_in_country(text, other, country, here)
    elif here and not _yields_to(rivals, everywhere, country):
        yield from _city_or_part(here, parts)
    elif parts and not (cities.missing_extra() and is_city_like(text, None)):
        yield from (Reading(country, code, names_country=True) for code in parts)
    elif not (everywhere or rivals or is_misspelt_country(text)) and (may_be_new_city(text, country) or parts):
        yield Reading(country, None, text, names_country=True, proof=1)


def _country_in_country(text: str, other: str, country: str, here: tuple[NamedCity, ...]) -> Iterator[Reading]:
    """As "Georgia, USA" is the state, "Hong Kong, China" Hong Kong; "Armenia, Colombia" is a town or two countries."""
    if _is_territory(other, country):
        yield Reading(other, names_country=True)
    elif parts_of(country, text):
        yield from (Reading(country, code, names_country=True) for code in parts_of(country, text))
    elif any(compact(named.city.name) == compact(text) for named in here):
        yield Reading(other, names_country=True)
        yield _known(here[0].city)


def _is_territory(code: str, country: str) -> bool:
    """Whether ISO 3166-2 lists a country of ISO 3166-1 among another's parts, under the same code and name."""
    words, own = part_names(country).get(code, "").split(), Country(code).name.split()
    return bool(words) and words[: len(own)] == own


def _yields_to(rivals: tuple[str, ...], everywhere: tuple[NamedCity, ...], country: str) -> bool:
    """Whether the town may be one that GeoNames does not list, in a subdivision of the code that names the country.

    "Salem, IN": the United States have Salems enough for one more in Indiana. "Berlin, DE" outweighs them.
    """
    nations = {code[:2] for code in rivals} - {country}
    if not nations or any(named.city.subdivision in rivals for named in everywhere):
        return False
    city = cities.heaviest(tuple(b for b in everywhere if b.city.country in nations | {country}))
    return city is None or city.country != country


def _city_or_part(here: tuple[NamedCity, ...], parts: tuple[str, ...]) -> Iterator[Reading]:
    """The city of a name in a country, and the subdivisions of that name where it does not stand for them."""
    city = cities.heaviest(here)
    namesake = city is not None and _lies_in_its_namesake(city, parts)
    if parts and not namesake and not any(named.city.population >= STATE_LIKE for named in here):
        here, city = (), None
    found = [city] if city else [named.city for named in here]
    yield from (_known(each)._replace(names_country=True) for each in found)
    if not namesake:
        yield from (Reading(code[:2], code, names_country=True) for code in parts)


def _in_subdivision(name: str, code: str) -> Iterator[Reading]:
    """The city of a name in a subdivision that GeoNames' codes can tell."""
    here = tuple(named for named in cities_of(name) if named.city.subdivision == code)
    city = cities.heaviest(here)
    yield from (_known(found) for found in ([city] if city else [named.city for named in here]))


def _unverified(name: str, code: str) -> Reading:
    """A city that GeoNames can't place in a subdivision: its text, without coordinates."""
    in_country = any(named.city.country == code[:2] for named in cities_of(name))
    return Reading(code[:2], code, name, proof=2 if in_country and not cities.covers(code) else 1)


def _known(city: City) -> Reading:
    return Reading(city.country, city.subdivision, city.name, known=city)


def split_off_region(piece: Piece) -> tuple[Piece, ...]:
    """A comma for "Miami FL" and "Dubai UAE", where the two parts prove each other."""
    words = piece.text.split()
    if len(words) < 2 or len(piece.text) > LONGEST_NAME or is_name(piece.text) or compact(piece.text) in NO_PLACES:
        return (piece,)
    for size in range(1, min(4, len(words))):
        front, back = " ".join(words[:-size]).strip("-"), " ".join(words[-size:])
        pair = (piece._replace(text=front, zip=False), Piece(back, piece.zip))
        if is_name(back) and any(reading.proof == 3 for reading in _two(*pair, backwards=False)):
            return pair
    return (piece,)


def ambiguous(text: str, listed: list[str]) -> AmbiguousPlaceError:
    """The error of a text that several places are called."""
    return AmbiguousPlaceError(ambiguity_message(quote(text), listed), text, "place", listed)


def ambiguity_message(shown: str, listed: list[str]) -> str:
    """The sentence for a text that several places bear.

    >>> ambiguity_message("'CA'", ["CA (Canada)", "US-CA"])
    "'CA' may mean CA (Canada), US-CA: add the country or subdivision."
    """
    more = f" and {len(listed) - 5} more" if len(listed) > 5 else ""
    return f"{shown} may mean {', '.join(listed[:5])}{more}: add the country or subdivision."


def where(city: City) -> str:
    """A city with what tells it from others of its name, as an error lists it."""
    return f"{city.name} in {city.subdivision or city.country} ({city.population:,} people)"
