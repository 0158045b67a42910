"""What a piece of text may name: a country, a subdivision, a city, a region, or nowhere.

Country and subdivision names come from pycountry and CLDR, cities from GeoNames; the tables below hold only what
those do not: what people say for nowhere, for groups of countries and for five American cities.
"""

from __future__ import annotations

import difflib
import re
from functools import cache, lru_cache

import pycountry
import pytz

from globalfirm.places import country_names
from globalfirm.places.parsing import cities
from globalfirm.places.parsing.cities import NamedCity
from globalfirm.places.spelling import LONGEST_NAME, compact
from globalfirm.places.subdivision import subdivision_names

_NICKNAMES = {"NYC": "US-NY", "NY": "US-NY", "SF": "US-CA", "LA": "US-CA", "DC": "US-DC"}

NICKNAMED = {"NYC": "New York", "NY": "New York", "SF": "San Francisco", "LA": "Los Angeles", "DC": "Washington"}
"""What people call five cities, with the subdivision each lies in; these outrank the codes that look alike."""

CODED = ("US", "CA", "AU")
"""Countries whose subdivision codes people write without the country: "Austin, TX"."""

NATIONS = {"england": "GB-ENG", "scotland": "GB-SCT", "wales": "GB-WLS", "northernireland": "GB-NIR"}

_NOT_A_PART = frozenset({"GB-UKM", "GB-GBN", "GB-EAW"})
"""The kingdom itself and unions of its nations, which ISO 3166-2 lists among the parts."""

_NOWHERE_NAMES = (
    "Remote;Fully remote;100% remote;Remote first;Worldwide;Worldwide remote;Remote worldwide;World wide;World;"
    "Global;Globally;Anywhere;Everywhere;Nowhere;Earth;Planet Earth;Online;Internet;The internet;Virtual;"
    "Distributed;Fully distributed;None;No;N/A;NA;Nil;Null;Unknown;TBD;TBA;Various;Multiple;Home;Work from home;"
    "No office;No offices;No physical office;No physical offices;No physical location;Around the world"
)
NOWHERE = frozenset(map(compact, _NOWHERE_NAMES.split(";")))
_REGIONS_NAMES = (
    "Europe;EU;European Union;EMEA;APAC;AMER;LATAM;MENA;ANZ;DACH;Asia;Africa;Oceania;Australasia;America;Eurasia;"
    "Americas;Latin America;South America;North America;Central America;Asia Pacific;Asia-Pacific region;"
    "Middle East;Far East;Near East;Southeast Asia;South East Asia;East Asia;South Asia;Central Asia;"
    "Eastern Europe;Western Europe;Central Europe;Northern Europe;Southern Europe;Scandinavia;Nordics;"
    "Nordic countries;Baltics;Balkans;Benelux;Caribbean;Maghreb;Sub-Saharan Africa;East Africa;West Africa;"
    "North Africa;Southern Africa;Iberia"
)
REGIONS = frozenset(map(compact, _REGIONS_NAMES.split(";")))
NO_PLACES = NOWHERE | REGIONS
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


@lru_cache(maxsize=8192)
def country_of(text: str) -> str | None:
    """The one country that a text names, by name or upper-case code; a nation of the United Kingdom is none here."""
    code = as_code(text)
    if code:
        return _iso_codes().get(code)
    key = compact(text) if len(text) <= LONGEST_NAME else ""
    if (len(key) < 4 and key.isascii()) or key in NATIONS:
        return None
    found = countries_of(text)
    return found[0] if len(found) == 1 else None


def countries_of(text: str) -> tuple[str, ...]:
    """The countries that may bear a name: "Korea" two, "America" and "Yugoslavia" none that is certain."""
    if len(text) > LONGEST_NAME:
        return ()
    if len(text.strip()) > 4:
        return country_names.candidates(text)
    return country_names.names().get(compact(text), ())  # so short, `candidates` would read codes in any case


@cache
def _iso_codes() -> dict[str, str]:
    """Upper-case codes of today: the withdrawn ones look like subdivisions (NH was the New Hebrides)."""
    table = {code: c.alpha_2 for c in pycountry.countries for code in (c.alpha_2, c.alpha_3)}
    del table["EST"]  # Eastern Standard Time beside a city; Estonia's other code will do
    colloquial = {name: code for code, names in country_names.COLLOQUIAL.items() for name in names if as_code(name)}
    return table | colloquial | {country_names.KOSOVO: country_names.KOSOVO}


def as_code(text: str) -> str:
    """Upper-case letters that may be a code, dots left out; else nothing. In lower case "in" and "is" are words."""
    plain = text.replace(".", "") if len(text) <= 6 else ""
    return plain if plain.isascii() and plain.isalpha() and plain.isupper() and len(plain) <= 3 else ""


def nickname_of(text: str) -> str | None:
    """The subdivision of the city that a nickname stands for.

    >>> nickname_of("L.A.")
    'US-CA'
    """
    return _NICKNAMES.get(as_code(text))


def cities_of(text: str) -> tuple[NamedCity, ...]:
    """The cities that bear a name or nickname, heaviest first; none without the extra `cities`."""
    if cities.missing_extra():
        return ()
    nickname = nickname_of(text)
    found = cities.cities_named(NICKNAMED[as_code(text)] if nickname else text)
    return tuple(b for b in found if b.city.subdivision == nickname) if nickname else found


def parts_coded(text: str) -> tuple[str, ...]:
    """The subdivisions that a bare code names: "TX", "NSW"."""
    code = as_code(text)
    found = (f"{country}-{code}" for country in CODED) if code else ()
    return tuple(full for full in found if full in part_codes(full[:2]).values())


def parts_of(country: str, text: str) -> tuple[str, ...]:
    """The subdivisions of a country that a text names, by name or upper-case code."""
    code = as_code(text)
    by_code = part_codes(country).get(code) if code else None
    return (by_code,) if by_code else tuple(full for full in parts_named(text) if full[:2] == country)


def parts_named(text: str) -> tuple[str, ...]:
    """The subdivisions, of any country, that bear a name."""
    return _subdivision_index().get(compact(text), ()) if len(text) <= LONGEST_NAME else ()


@cache
def part_codes(country: str) -> dict[str, str]:
    """Code without the country -> code with it."""
    return {code: f"{country}-{code}" for code in part_names(country)}


@cache
def part_names(country: str) -> dict[str, str]:
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
            if country_names.names().get(key) != (record.code[:2],) and record.code not in _NOT_A_PART:
                index.setdefault(key, []).append(record.code)
    return {key: tuple(codes) for key, codes in index.items()} | {key: (code,) for key, code in NATIONS.items()}


def is_name(text: str) -> bool:
    """Whether a text is the name of anything known."""
    if len(text) > LONGEST_NAME:
        return False
    return bool(country_of(text) or nickname_of(text) or parts_coded(text) or parts_named(text) or cities_of(text))


def is_city_like(text: str, subdivision: str | None, *, within: bool = False) -> bool:
    """Whether a subdivision's name is a city's, too: "Munich, Berlin" is two places. `within`: in its country only."""
    if nickname_of(text):
        return not within
    if cities.missing_extra():
        return not as_code(text) and (not within) and compact(text) in _zone_cities()
    key, country = compact(text), (subdivision or "")[:2]
    return any(b.city.country == country or (not within and compact(b.city.name) == key) for b in cities_of(text))


@cache
def _zone_cities() -> frozenset[str]:
    """The cities that time zones are named for: what is known of cities without the extra."""
    return frozenset(compact(zone.rpartition("/")[2]) for zone in pytz.all_timezones)


def may_be_new_city(text: str, country: str) -> bool:
    """Whether a text that GeoNames does not know may be a city's name: capital words, no street, no firm."""
    words = text.replace("-", " ").split()
    if not 1 <= len(words) <= 5 or as_code(text) or _NO_CITY.search(text) or compact(text) in NO_PLACES:
        return False
    if not all(word.replace("'", "").replace("’", "").replace(".", "").isalpha() for word in words):
        return False
    if any(word[0].islower() and word not in _PARTICLES for word in words) or words[0] in _PARTICLES:
        return False
    parts = [code for code in parts_named(text) if code[:2] == country]  # Lincolnshire, Illinois is a village
    return not (country_of(text) or any(not is_city_like(text, code) for code in parts))


@lru_cache(maxsize=4096)
def is_misspelt_country(text: str) -> bool:
    """Whether a text is nearly, but not quite, a country's name.

    >>> is_misspelt_country("New Zeland"), is_misspelt_country("New Zealand")
    (True, False)
    """
    near = difflib.get_close_matches(compact(text), country_names.names(), n=1, cutoff=0.9)
    return bool(near) and compact(text) not in near
