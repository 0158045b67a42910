"""Text -> places, as people write them: an address right to left, a list of addresses left to right.

Every way to read an address is tried and checked against GeoNames: "Atlanta, Georgia" is in the United States
because Atlanta lies there, "Tbilisi, Georgia" is not. Two readings that hold equally well are an error; so is a
part that can't be read. Words of prose never become places: where a sentence can't be taken apart, it is refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import pycountry
import pytz
from pydantic import ValidationError

from globalfirm.places import _cities, _country_names
from globalfirm.places._cities import Bearer, City
from globalfirm.places._text import LONGEST_NAME, PlaceError, compact, fold, nearest, quote
from globalfirm.places.country import Country
from globalfirm.places.place import Place, subdivision_names

LONGEST_PLACE = 300
LONGEST_LIST = 5_000
"""Characters of the longest texts that `parse` and `parse_all` read: longer ones are refused at once."""

PROPER_WORD = 1_000_000
"""A city alone in lower case ("london") is read only above so many people: "nice" and "mobile" are words, too."""

KNOWN_NAME = 500_000
"""A city alone under an alternate name ("Bombay") is read only above so many people: smaller ones' are noisy."""

STATE_LIKE = 100_000
"""A city of fewer people never stands against a subdivision of its name: Wyoming in Michigan against Wyoming."""

_NICKNAMES = {"NYC": "US-NY", "NY": "US-NY", "SF": "US-CA", "LA": "US-CA", "DC": "US-DC"}
_NICKNAMED = {"NYC": "New York", "NY": "New York", "SF": "San Francisco", "LA": "Los Angeles", "DC": "Washington"}
"""What people call five cities, with the subdivision each lies in; these outrank the codes that look alike."""

_CODED = ("US", "CA", "AU")
"""Countries whose subdivision codes people write without the country: "Austin, TX"."""

_SPOKEN_OF = (*_CODED, "GB")
"""Countries whose subdivisions people name alone; elsewhere "Centre", "Union" and "Cuvette" want their country."""

_NATIONS = {"england": "GB-ENG", "scotland": "GB-SCT", "wales": "GB-WLS", "northernireland": "GB-NIR"}
_OTHER_CODES = {"UK": "GB", "UAE": "AE", "IOM": "IM"}
_NOT_A_PART = frozenset({"GB-UKM", "GB-GBN", "GB-EAW"})
"""The kingdom itself and unions of its nations, which ISO 3166-2 lists among the parts."""

_NOWHERE_NAMES = (
    "Remote;Fully remote;100% remote;Remote first;Worldwide;Worldwide remote;Remote worldwide;World wide;World;"
    "Global;Globally;Anywhere;Everywhere;Nowhere;Earth;Planet Earth;Online;Internet;The internet;Virtual;"
    "Distributed;Fully distributed;None;No;N/A;NA;Nil;Null;Unknown;TBD;TBA;Various;Multiple;Home;Work from home;"
    "No office;No offices;No physical office;No physical offices;No physical location;Around the world"
)
_NOWHERE = frozenset(map(compact, _NOWHERE_NAMES.split(";")))
_REGIONS_NAMES = (
    "Europe;EU;European Union;EMEA;APAC;AMER;LATAM;MENA;ANZ;DACH;Asia;Africa;Oceania;Australasia;America;Eurasia;"
    "Americas;Latin America;South America;North America;Central America;Asia Pacific;Asia-Pacific region;"
    "Middle East;Far East;Near East;Southeast Asia;South East Asia;East Asia;South Asia;Central Asia;"
    "Eastern Europe;Western Europe;Central Europe;Northern Europe;Southern Europe;Scandinavia;Nordics;"
    "Nordic countries;Baltics;Balkans;Benelux;Caribbean;Maghreb;Sub-Saharan Africa;East Africa;West Africa;"
    "North Africa;Southern Africa;Iberia"
)
_REGIONS = frozenset(map(compact, _REGIONS_NAMES.split(";")))

_NO_PLACES = _NOWHERE | _REGIONS

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
_FINAL_HQ = re.compile(r"\s(?:HQ|[Hh]eadquarters)$")
_LEAD = re.compile(
    r"(?:[\w'’]+\s){0,6}?(?i:headquartered|headquarters?|hq|offices?|based|located|situated)\s(?:[a-z]+\s){0,3}?"
    r"(?:in|at|are|is|include):?\s(?:the\s)?(?=[A-Z])"
)
_DOUBTS = re.compile(
    r"(?i)\b(?:no|not|never|none|without|was|were|founded|formerly|used|soon|some|most|might|may|plan\w*|\w+n['’]t)\b"
)
_PROSE = re.compile(
    r"\b(?:no|not|never|none|without|we|our|they|is|are|was|were|have|has|in|at|from|for|or|but|with|any|all|"
    r"people|employees|members|team|remote|remotely|anywhere|office|offices|founded)\b"
)
_NO_CITY = re.compile(
    r"(?i)\b(?:valley|county|bay area|metro\w*|ltd|llc|inc|gmbh|ag|corp\w*|limited|company|office\w*|tower|building|street|st|str|road|rd|avenue|ave|"
    r"blvd|boulevard|drive|dr|lane|floor|suite|unit|house|hub|square|plaza|centers?|centre|area|region|coast|"
    r"district|headquart\w*|hq|remote\w*|worldwide|based|team|our|we|they|multiple|various|everywhere|anywhere|"
    r"other|others|street|strasse|straße|mall|block|sector|box|emb|location\w*|the world)\b\.?"
)
_PARTICLE_WORDS = (
    "a al am an auf bei ben d da dal das de dei del della den der des di do dos du e el en i im in ka ku la las le les"
    " los na nad o of on op pod s sur the til und upon van vor y zu"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
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


class _Reading(NamedTuple):
    """One way to read an address. `proof`: 3 the parts hold each other, 2 they do not contradict, 1 unknown city."""

    country: str
    subdivision: str | None = None
    city: str | None = None
    known: City | None = None
    names_country: bool = False
    proof: int = 3

    def same(self) -> tuple[object, ...]:
        return (self.country, self.subdivision, self.known or self.city)

    def label(self) -> str:
        if self.known:
            return _where(self.known)
        where = self.subdivision or f"{self.country} ({Country(self.country).name})"
        return f"{self.city} in {where}" if self.city else where


class _Piece(NamedTuple):
    """What stands between two commas, without its postcode.

    `zip`: that was a US one. `number`: there was another. `bound`: it stood in brackets, so it belongs to what
    stands before it.
    """

    text: str
    zip: bool = False
    number: bool = False
    bound: bool = False


class Read(NamedTuple):
    """What a text holds: the places that were read, and each part that was not, with the reason."""

    places: tuple[Place, ...]
    problems: tuple[PlaceError, ...]


def parse(text: str) -> Place:
    """Read one place.

    Raises:
        PlaceError: the text names no place, several places or an ambiguous one.

    >>> parse("Atlanta, Georgia").subdivision, parse("Tbilisi, Georgia").country
    ('US-GA', 'GE')
    """
    found = _read_checked(text, LONGEST_PLACE)
    if len(found) > 1:
        raise PlaceError(f"{quote(text)} names {len(found)} places: use Place.parse_all to read them all.")
    return found[0]


def parse_all(text: str) -> tuple[Place, ...]:
    """Read a list of places, in the order written.

    Raises:
        PlaceError: a part of the text names no place or an ambiguous one.

    >>> [place.city for place in parse_all("LA, NY, DC, London")]
    ['Los Angeles', 'New York City', 'Washington', 'London']
    """
    return _read_checked(text, LONGEST_LIST)


def read(text: str) -> Read:
    """As `parse_all`, but a part that can't be read is told beside the places instead of raised.

    >>> found = read("Belgrade; Narnia")
    >>> len(found.places), len(found.problems)
    (1, 1)
    """
    if len(text) > LONGEST_LIST:
        return Read((), (_too_long(text, LONGEST_LIST),))
    readings, problems = _read_lines(text)
    return Read(tuple(map(_place, readings)), tuple(problems))


def _read_checked(text: str, longest: int) -> tuple[Place, ...]:
    if not isinstance(text, str):
        raise PlaceError(f"{quote(text)} is not text: give a place as people write it, such as 'Belgrade, Serbia'.")
    if len(text) > longest:
        raise _too_long(text, longest)
    found = read(text)
    if found.problems:
        raise found.problems[0]
    if not found.places:
        raise PlaceError(_nowhere(text))
    return found.places


def _too_long(text: str, longest: int) -> PlaceError:
    return PlaceError(f"{quote(text)} is {len(text)} characters long: give places in at most {longest}.")


def _place(reading: _Reading) -> Place:
    known = reading.known
    place = Place(country=reading.country, subdivision=reading.subdivision, city=reading.city)
    if known is None:
        return place
    place = place.replace(latitude=known.latitude, longitude=known.longitude)
    try:
        return place.replace(time_zone=known.time_zone)
    except ValidationError:  # the databases differ on who keeps which clocks
        return place


# --- from text to lines, items and pieces ---------------------------------------------------------------------


def _read_lines(text: str) -> tuple[list[_Reading], list[PlaceError]]:
    """The readings of all lines in order; the lines of one address, written one below another, make one."""
    if compact(text[:LONGEST_NAME]) in _NOWHERE:
        return [], [PlaceError(_nowhere(text))]
    found: list[_Reading] = []
    problems: list[PlaceError] = []
    lines = [list(_items(line)) for line in _lines(text)]
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


def _read_line(items: list[list[_Piece]]) -> tuple[list[_Reading], list[PlaceError]]:
    """The readings of a line; none where a part is no name, because what is around it may deny or qualify them."""
    found: list[_Reading] = []
    problems: list[PlaceError] = []
    try:
        for pieces in items:
            readings, unread = _read_item(pieces)
            found += readings
            problems += unread
    except PlaceError as error:
        return [], [*problems, error]
    return found, problems


def _completes(address: _Reading, line: _Reading) -> bool:
    """Whether a line is the country that the address on the lines above ends with."""
    bare = line.same() == (line.country, None, None)
    return bare and line.country == address.country and not address.names_country


def _lines(text: str) -> list[str]:
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
    if _country(before.strip(" -")) and len(parts) > 1:
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


def _items(line: str) -> Iterator[list[_Piece]]:
    """What stands between the "and"s of a line, "Trinidad and Tobago" left whole, each cut at its commas."""
    parts = _CONJUNCTION.split(line)
    whole = parts[0]
    for part in parts[1:]:
        joined = f"{whole.rpartition(',')[2].strip()} and {part.partition(',')[0].strip(' .')}"
        if _country(joined) or _subdivisions(joined):
            whole = f"{whole} and {part}"
        else:
            yield _pieces(whole)
            whole = part
    yield _pieces(whole)


def _pieces(item: str) -> list[_Piece]:
    item = _INNER_POSTCODE.sub(", ", _DASHED_POSTCODE.sub(" ", item))
    pieces: list[_Piece] = []
    for part in _inverted_joined(_COMMA.split(item)):
        pieces += _split_words(_piece(part))
    return [piece for piece in pieces if piece.text]


def _inverted_joined(parts: list[str]) -> list[str]:
    """The comma inside "Korea, Republic of" parts nothing."""
    joined = parts[:1]
    for part in parts[1:]:
        inverted = f"{joined[-1].strip()}, {part.strip(' .')}"
        if _INVERTED.search(part.strip(" .")) and _country(inverted):
            joined[-1] = inverted
        else:
            joined.append(part)
    return joined


def _piece(part: str) -> _Piece:
    bound = _BOUND in part
    text = part.replace(_BOUND, "").strip(" \t.!:*")
    text = _FINAL_HQ.sub("", "" if _HEADQUARTERS.fullmatch(text) else text)
    text = text.removeprefix("Downtown ").removeprefix("and ")
    us_zip = _ZIP.search(text)
    if us_zip and us_zip.group(1).upper() in _codes_of("US"):
        return _Piece(text[: us_zip.start()] + us_zip.group(1).upper(), zip=True, bound=bound)
    for pattern in _POSTCODES_BEHIND:
        text = pattern.sub("", text).strip()
    return _Piece(_POSTCODE_BEFORE.sub("", text), number=any(map(str.isdigit, text)), bound=bound)


def _split_words(piece: _Piece) -> tuple[_Piece, ...]:
    """A comma for "Miami FL" and "Dubai UAE", where the two parts prove each other."""
    words = piece.text.split()
    if len(words) < 2 or len(piece.text) > LONGEST_NAME or _is_name(piece.text) or compact(piece.text) in _NO_PLACES:
        return (piece,)
    for size in range(1, min(4, len(words))):
        front, back = " ".join(words[:-size]).strip("-"), " ".join(words[-size:])
        pair = (piece._replace(text=front, zip=False), _Piece(back, piece.zip))
        if _is_name(back) and any(reading.proof == 3 for reading in _two(*pair, backwards=False)):
            return pair
    return (piece,)


# --- from pieces to readings ----------------------------------------------------------------------------------


def _read_item(pieces: list[_Piece]) -> tuple[list[_Reading], list[PlaceError]]:
    """The readings of an item, and its names that do not decide; other text that can't be read is raised."""
    try:
        return _read_list(pieces)
    except PlaceError:
        tail = _read_tail(pieces)
        if tail is None:
            raise
        return [tail], []


def _read_list(pieces: list[_Piece]) -> tuple[list[_Reading], list[PlaceError]]:
    """Addresses one after another, each the longest that can be read; streets between them are passed over."""
    found: list[_Reading] = []
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


def _name_problem(pieces: list[_Piece], at: int) -> PlaceError:
    """The problem of a name that does not decide; of other text it is raised."""
    text, after = pieces[at].text, pieces[at + 1 : at + 2]
    if after and after[0].bound:
        extra = _cities.missing_extra()
        remedy = f"{extra}." if extra else "leave it out."
        raise PlaceError(f"{quote(after[0].text)} in brackets does not go with {quote(text)}: {remedy}")
    problem = PlaceError(_why(pieces[at]))
    if pieces[at].bound or not _is_known_name(text):
        raise problem
    return problem


def _longest(pieces: list[_Piece], at: int) -> tuple[_Reading | None, int]:
    for size in (3, 2, 1) if at == 0 or not pieces[at].bound else ():
        window = pieces[at : at + size]
        apart = at + size < len(pieces) and pieces[at + size].bound
        if len(window) == size and not apart:
            reading = _address(window, whole=size == len(pieces))
            if reading:
                return reading, size
    return None, 1


def _read_tail(pieces: list[_Piece]) -> _Reading | None:
    """One address after a firm's or a building's name, a street or a quarter, none of which is a place itself."""
    for start in range(1, len(pieces) - 1):
        if not (_is_street(pieces[start - 1]) or _is_unknown_name(pieces[start - 1].text)):
            return None
        tail = pieces[start:]
        if len(tail) <= 3:
            reading = _address(tail, whole=False)
            if reading and reading.proof > 1:
                return reading
    return None


def _is_street(piece: _Piece) -> bool:
    return piece.number and not _PROSE.search(piece.text.casefold())


def _is_unknown_name(text: str) -> bool:
    return not (_PROSE.search(text.casefold()) or _is_known_name(text) or compact(text) in _NOWHERE)


def _is_known_name(text: str) -> bool:
    """Whether a text names something, though perhaps not one place: "Portland", "Congo", "Europe"."""
    return _is_name(text) or bool(_countries(text)) or compact(text[:LONGEST_NAME]) in _REGIONS


def _address(pieces: list[_Piece], *, whole: bool) -> _Reading | None:
    """The best reading of pieces as one address; `whole`: nothing else stands beside it.

    Raises:
        PlaceError: two readings are equally good.
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
        shown = quote(", ".join(piece.text for piece in pieces))
        raise PlaceError(_may_mean(shown, [reading.label() for reading in distinct.values()]))
    return next(iter(distinct.values()), None)


def _readings(pieces: list[_Piece]) -> Iterator[_Reading]:
    if len(pieces) == 1:
        return _one(pieces[0])
    return _two(pieces[0], pieces[1]) if len(pieces) == 2 else _three(pieces[0], pieces[1], pieces[2])


def _one(piece: _Piece) -> Iterator[_Reading]:
    """A country, a subdivision or a city alone."""
    text, key = piece.text, compact(piece.text)
    if key in _NOWHERE or key in _REGIONS:
        return
    country = _country(text)
    if piece.zip:
        yield _Reading("US", f"US-{text[-2:]}")
    elif _nickname(text):
        yield from _nicknamed(text)
    elif _as_code(text) and (country or _coded(text)):
        yield from _code_alone(text)
    elif country:
        yield _Reading(country, names_country=True)
    elif key in _NATIONS:
        yield _Reading("GB", _NATIONS[key], names_country=True)
    elif not _cities.missing_extra():
        yield from _city_or_subdivision(text)


def _code_alone(text: str) -> Iterator[_Reading]:
    country = _country(text)
    if country:
        yield _Reading(country, names_country=True)
    for code in _coded(text):
        yield _Reading(code[:2], code)


def _nicknamed(text: str) -> Iterator[_Reading]:
    subdivision = _nickname(text)
    if subdivision and not _cities.missing_extra():
        yield from _in_subdivision(_NICKNAMED[_as_code(text)], subdivision)


def _city_or_subdivision(text: str) -> Iterator[_Reading]:
    """A city that outweighs the others of its name, unless a subdivision of that name lies elsewhere."""
    found = _bearers(text)
    parts = _subdivisions(text)
    city = _cities.heaviest(found)
    namesake = city is not None and _lies_in_its_namesake(city, parts)
    rivals = bool(parts) and not namesake
    if city and _is_doubtful(text, city):
        return
    if city and (not rivals or found[0].weight >= STATE_LIKE):
        yield _known(city)
    if rivals and (city or not found or found[0].weight < STATE_LIKE):
        spoken = all(code[:2] in _SPOKEN_OF for code in parts)
        yield from (_Reading(code[:2], code) for code in parts if spoken or len(parts) > 1)


def _is_doubtful(text: str, city: City) -> bool:
    """Whether a city alone may be another word: in lower case, or under an alternate name of a small one."""
    alternate = compact(text) != compact(city.name)
    if text.islower():
        return alternate or city.population < PROPER_WORD
    return alternate and city.population < KNOWN_NAME and not _nickname(text)


def _lies_in_its_namesake(city: City, parts: tuple[str, ...]) -> bool:
    """Whether no subdivision of the city's name lies elsewhere, or may: New York does, Washington does not."""
    return all(code == city.subdivision or (code[:2] == city.country and not _cities.gives(code)) for code in parts)


def _two(first: _Piece, second: _Piece, *, backwards: bool = True) -> Iterator[_Reading]:
    """City or subdivision and country, city and subdivision; and the same with the larger part first."""
    country = _country(second.text)
    if country and not second.zip:
        yield from _in_country(first.text, country, _coded(second.text))
    for either in _countries(second.text) if not country else ():  # "Seoul, Korea"
        yield from (r for r in _in_country(first.text, either, ()) if either and r.known)
    for code in _parts_without_country(second):
        yield from _in_subdivision(first.text, code)
        if (
            not (country and _as_code(second.text) and not second.zip)
            and _may_be_new_city(first.text, code[:2])
            and not _is_city_like(second.text, code)
        ):
            yield _unverified(first.text, code)
    if backwards:
        yield from _larger_first(first, second)


def _larger_first(first: _Piece, second: _Piece) -> Iterator[_Reading]:
    country, other = _country(first.text), _country(second.text)
    if country and other:  # "USA, Georgia" may be two countries; "India, USA" is nothing else
        if _parts_of(country, second.text) and not _as_code(second.text):
            yield _Reading(other, names_country=True)
            yield from (_Reading(country, code) for code in _parts_of(country, second.text))
    elif country:
        yield from (r for r in _in_country(second.text, country, _coded(first.text)) if r.proof == 3)
    if not other:
        for code in _subdivisions(first.text):
            yield from _in_subdivision(second.text, code) if not _subdivisions(second.text) else ()


def _three(first: _Piece, second: _Piece, third: _Piece) -> Iterator[_Reading]:
    """City, subdivision, country; the country may stand first."""
    country = _country(third.text)
    if country:
        territory = _country(second.text)
        if territory and _is_territory(territory, country):
            yield from _in_country(first.text, territory, ())
        yield from _in_part(first.text, second.text, country)
    country = _country(first.text)
    if country and not _country(second.text):
        found = [*_in_part(second.text, third.text, country), *_in_part(third.text, second.text, country)]
        yield from (reading for reading in found if reading.proof == 3)


def _in_part(city: str, part: str, country: str) -> Iterator[_Reading]:
    """A city in a part of a given country."""
    for code in _parts_of(country, part):
        yield from (r._replace(names_country=True) for r in _in_subdivision(city, code))
        plausible = compact(city) == compact(part) or not _is_city_like(part, code, within=True)
        if plausible and _may_be_new_city(city, country):
            yield _unverified(city, code)._replace(names_country=True)


def _in_country(text: str, country: str, rivals: tuple[str, ...]) -> Iterator[_Reading]:
    """A city or a subdivision in a country; `rivals` are subdivisions that the country's code may mean instead."""
    parts = _parts_of(country, text)
    everywhere = _bearers(text)
    here = tuple(bearer for bearer in everywhere if bearer.city.country == country)
    other = _country(text)
    if other and other != country:
        yield from _country_in_country(text, other, country, here)
    elif here and not _yields_to(rivals, everywhere, country):
        yield from _city_or_part(here, parts)
    elif parts and not (_cities.missing_extra() and _is_city_like(text, None)):
        yield from (_Reading(country, code, names_country=True) for code in parts)
    elif not (everywhere or rivals or _is_misspelt_country(text)) and (_may_be_new_city(text, country) or parts):
        yield _Reading(country, None, text, names_country=True, proof=1)


def _country_in_country(text: str, other: str, country: str, here: tuple[Bearer, ...]) -> Iterator[_Reading]:
    """As "Georgia, USA" is the state, "Hong Kong, China" Hong Kong; "Armenia, Colombia" is a town or two countries."""
    if _is_territory(other, country):
        yield _Reading(other, names_country=True)
    elif _parts_of(country, text):
        yield from (_Reading(country, code, names_country=True) for code in _parts_of(country, text))
    elif any(compact(bearer.city.name) == compact(text) for bearer in here):
        yield _Reading(other, names_country=True)
        yield _known(here[0].city)


def _is_territory(code: str, country: str) -> bool:
    """Whether ISO 3166-2 lists a country of ISO 3166-1 among another's parts, under the same code and name."""
    words, own = _part_names(country).get(code, "").split(), Country(code).name.split()
    return bool(words) and words[: len(own)] == own


def _yields_to(rivals: tuple[str, ...], everywhere: tuple[Bearer, ...], country: str) -> bool:
    """Whether the town may be one that GeoNames does not list, in a subdivision of the code that names the country.

    "Salem, IN": the United States have Salems enough for one more in Indiana. "Berlin, DE" outweighs them.
    """
    nations = {code[:2] for code in rivals} - {country}
    if not nations or any(bearer.city.subdivision in rivals for bearer in everywhere):
        return False
    city = _cities.heaviest(tuple(b for b in everywhere if b.city.country in nations | {country}))
    return city is None or city.country != country


def _city_or_part(here: tuple[Bearer, ...], parts: tuple[str, ...]) -> Iterator[_Reading]:
    """The city of a name in a country, and the subdivisions of that name where it does not stand for them."""
    city = _cities.heaviest(here)
    namesake = city is not None and _lies_in_its_namesake(city, parts)
    if parts and not namesake and not any(bearer.city.population >= STATE_LIKE for bearer in here):
        here, city = (), None
    found = [city] if city else [bearer.city for bearer in here]
    yield from (_known(each)._replace(names_country=True) for each in found)
    if not namesake:
        yield from (_Reading(code[:2], code, names_country=True) for code in parts)


def _in_subdivision(name: str, code: str) -> Iterator[_Reading]:
    """The city of a name in a subdivision that GeoNames' codes can tell."""
    here = tuple(bearer for bearer in _bearers(name) if bearer.city.subdivision == code)
    city = _cities.heaviest(here)
    yield from (_known(found) for found in ([city] if city else [bearer.city for bearer in here]))


def _unverified(name: str, code: str) -> _Reading:
    """A city that GeoNames can't place in a subdivision: its text, without coordinates."""
    in_country = any(bearer.city.country == code[:2] for bearer in _bearers(name))
    return _Reading(code[:2], code, name, proof=2 if in_country and not _cities.gives(code) else 1)


def _known(city: City) -> _Reading:
    return _Reading(city.country, city.subdivision, city.name, known=city)


# --- what a text may name -------------------------------------------------------------------------------------


def _bearers(text: str) -> tuple[Bearer, ...]:
    if _cities.missing_extra():
        return ()
    nickname = _nickname(text)
    found = _cities.bearers(_NICKNAMED[_as_code(text)] if nickname else text)
    return tuple(b for b in found if b.city.subdivision == nickname) if nickname else found


def _nickname(text: str) -> str | None:
    return _NICKNAMES.get(_as_code(text))


def _as_code(text: str) -> str:
    """Upper-case letters that may be a code, dots left out; else nothing. In lower case "in" and "is" are words."""
    plain = text.replace(".", "") if len(text) <= 6 else ""
    return plain if plain.isascii() and plain.isalpha() and plain.isupper() and len(plain) <= 3 else ""


@lru_cache(maxsize=8192)
def _country(text: str) -> str | None:
    """The one country that a text names, by name or upper-case code; a nation of the United Kingdom is none here."""
    code = _as_code(text)
    if code:
        return _iso_codes().get(code)
    key = compact(text) if len(text) <= LONGEST_NAME else ""
    if (len(key) < 4 and key.isascii()) or key in _NATIONS:
        return None
    found = _countries(text)
    return found[0] if len(found) == 1 else None


def _countries(text: str) -> tuple[str, ...]:
    """The countries that may bear a name: "Korea" two, "America" and "Yugoslavia" none that is certain."""
    if len(text) > LONGEST_NAME:
        return ()
    if len(text.strip()) > 4:
        return _country_names.candidates(text)
    return _country_names.names().get(compact(text), ())  # so short, `candidates` would read codes in any case


@cache
def _iso_codes() -> dict[str, str]:
    """Upper-case codes of today: the withdrawn ones look like subdivisions (NH was the New Hebrides)."""
    table = {code: c.alpha_2 for c in pycountry.countries for code in (c.alpha_2, c.alpha_3)}
    del table["EST"]  # Eastern Standard Time beside a city; Estonia's other code will do
    return table | _OTHER_CODES | {_country_names.KOSOVO: _country_names.KOSOVO}


def _coded(text: str) -> tuple[str, ...]:
    """The subdivisions that a bare code names: "TX", "NSW"."""
    code = _as_code(text)
    found = (f"{country}-{code}" for country in _CODED) if code else ()
    return tuple(full for full in found if full in _codes_of(full[:2]).values())


def _parts_without_country(piece: _Piece) -> tuple[str, ...]:
    if piece.zip:
        return (f"US-{piece.text[-2:]}",)
    key = compact(piece.text)
    return (_NATIONS[key],) if key in _NATIONS else _coded(piece.text) or _subdivisions(piece.text)


def _parts_of(country: str, text: str) -> tuple[str, ...]:
    """The subdivisions of a country that a text names, by name or upper-case code."""
    code = _as_code(text)
    by_code = _codes_of(country).get(code) if code else None
    return (by_code,) if by_code else tuple(full for full in _subdivisions(text) if full[:2] == country)


def _subdivisions(text: str) -> tuple[str, ...]:
    """The subdivisions, of any country, that bear a name."""
    return _subdivision_index().get(compact(text), ()) if len(text) <= LONGEST_NAME else ()


@cache
def _codes_of(country: str) -> dict[str, str]:
    """Code without the country -> code with it."""
    return {code: f"{country}-{code}" for code in _part_names(country)}


@cache
def _part_names(country: str) -> dict[str, str]:
    """Code without the country -> name."""
    coded = {code: name for name, code in subdivision_names(country).items() if code not in _NOT_A_PART}
    return {code.partition("-")[2]: name for code, name in coded.items()}


@cache
def _subdivision_index() -> dict[str, tuple[str, ...]]:
    """Compact name -> the ISO 3166-2 codes that bear it; a part named as its own country is left to the country."""
    index: dict[str, list[str]] = {}
    for record in pycountry.subdivisions:
        head, _, tail = re.sub(r"\s*[(\[].*", "", record.name).partition(", ")
        for key in {compact(head), compact(f"{tail} {head}")} - {""}:
            if _country_names.names().get(key) != (record.code[:2],) and record.code not in _NOT_A_PART:
                index.setdefault(key, []).append(record.code)
    return {key: tuple(codes) for key, codes in index.items()} | {key: (code,) for key, code in _NATIONS.items()}


def _is_name(text: str) -> bool:
    """Whether a text is the name of anything known."""
    if len(text) > LONGEST_NAME:
        return False
    return bool(_country(text) or _nickname(text) or _coded(text) or _subdivisions(text) or _bearers(text))


def _is_city_like(text: str, subdivision: str | None, *, within: bool = False) -> bool:
    """Whether a subdivision's name is a city's, too: "Munich, Berlin" is two places. `within`: in its country only."""
    if _nickname(text):
        return not within
    if _cities.missing_extra():
        return not _as_code(text) and (not within) and compact(text) in _zone_cities()
    key, country = compact(text), (subdivision or "")[:2]
    return any(b.city.country == country or (not within and compact(b.city.name) == key) for b in _bearers(text))


@cache
def _zone_cities() -> frozenset[str]:
    """The cities that time zones are named for: what is known of cities without the extra."""
    return frozenset(compact(zone.rpartition("/")[2]) for zone in pytz.all_timezones)


def _may_be_new_city(text: str, country: str) -> bool:
    """Whether a text that GeoNames does not know may be a city's name: capital words, no street, no firm."""
    words = text.replace("-", " ").split()
    if not 1 <= len(words) <= 5 or _as_code(text) or _NO_CITY.search(text) or compact(text) in _NO_PLACES:
        return False
    if not all(word.replace("'", "").replace("’", "").replace(".", "").isalpha() for word in words):
        return False
    if any(word[0].islower() and word not in _PARTICLES for word in words) or words[0] in _PARTICLES:
        return False
    parts = [code for code in _subdivisions(text) if code[:2] == country]  # Lincolnshire, Illinois is a village
    return not (_country(text) or any(not _is_city_like(text, code) for code in parts))


@lru_cache(maxsize=4096)
def _is_misspelt_country(text: str) -> bool:
    near = difflib.get_close_matches(compact(text), _country_names.names(), n=1, cutoff=0.9)
    return bool(near) and compact(text) not in near


# --- why a piece was not read ---------------------------------------------------------------------------------


def _nowhere(text: str) -> str:
    return f"{quote(text)} names no place: give a city, a country or both, such as 'Belgrade, Serbia'."


def _may_mean(shown: str, listed: list[str]) -> str:
    more = f" and {len(listed) - 5} more" if len(listed) > 5 else ""
    return f"{shown} may mean {', '.join(listed[:5])}{more}: add the country or subdivision."


def _why(piece: _Piece) -> str:
    """The sentence for a piece that names nothing, or nothing that decides."""
    text, key = piece.text, compact(piece.text[: LONGEST_NAME + 1])
    if key in _REGIONS:
        return f"{quote(text)} is a region and no place of one country: name a country or a city in it."
    listed = [_where(bearer.city) for bearer in _bearers(text)] if len(text) <= LONGEST_NAME else []
    if listed and text.islower():
        return f"{quote(text)} may be a word: write the city with a capital letter, or add its country."
    listed += [f"{code} ({Country(code).name})" for code in _countries(text) if code]
    listed += [code for code in (_coded(text) or _subdivisions(text)) if code not in listed]
    extra = _cities.missing_extra()
    if extra and key not in _NOWHERE:
        return f"{quote(text)} can't be read for certain without cities: {extra}."
    return _may_mean(quote(text), listed) if listed else f"{_nowhere(text)}{_suggestion(text)}"


def _where(city: City) -> str:
    return f"{city.name} in {city.subdivision or city.country} ({city.population:,} people)"


def _suggestion(text: str) -> str:
    if not 2 < len(text) <= 40 or compact(text) in _NOWHERE:  # no name: matching it would only take time
        return ""
    return nearest(text, _cities.large_names(fold(text)[:1]))
