"""Every text that names a country: codes, names as ISO, CLDR and people write them, and the names two share."""

from __future__ import annotations

import re
from functools import cache

import pycountry

from globalfirm.places.generated.name_table import CLDR_NAMES
from globalfirm.places.spelling import compact

KOSOVO = "XK"
"""User-assigned in ISO 3166-1; used by the European Commission, the IMF, CLDR and GeoNames."""

COLLOQUIAL = {
    "AE": ("UAE",),
    "CD": ("DRC", "DR Congo", "Congo DRC", "Congo Kinshasa", "Congo-Zaire"),
    "CF": ("CAR",),
    "CG": ("Congo Republic", "Congo Brazzaville"),
    "CI": ("Ivory Coast",),
    "CN": ("PRC", "Mainland China", "China Mainland"),
    "CV": ("Cape Verde", "Cape Verde Islands"),
    "CZ": ("Czech Republic",),
    "FK": ("Falklands", "Malvinas", "Islas Malvinas"),
    "FM": ("Federated States of Micronesia",),
    "FR": ("Metropolitan France", "France, Metropolitan"),
    "GB": (
        *("UK", "U.K.", "Great Britain", "Britain", "United Kingdom of Great Britain"),
        *("England", "Scotland", "Wales", "Cymru", "Northern Ireland"),
    ),
    "HK": ("Hong Kong", "Hong Kong SAR", "HKSAR"),
    "IM": ("IOM",),
    "IR": ("Persia",),
    "KP": ("DPRK", "North Korea"),
    "KR": ("ROK", "South Korea"),
    "LA": ("Laos",),
    "LK": ("Ceylon",),
    "MK": ("FYROM", "Macedonia", "Former Yugoslav Republic of Macedonia"),
    "MM": ("Burma",),
    "MO": ("Macau", "Macao", "Macau SAR", "Macao SAR"),
    "NL": ("Holland",),
    "PS": ("Palestine", "Palestinian Territory", "Occupied Palestinian Territory", "West Bank and Gaza"),
    "RU": ("Russia",),
    "SA": ("KSA",),
    "SX": ("Saint Martin (Dutch part)", "Saint Maarten"),
    "SZ": ("Swaziland",),
    "TH": ("Siam",),
    "TL": ("East Timor",),
    "TR": ("Turkey",),
    "TW": ("Republic of China", "Taiwan ROC", "Republic of China (Taiwan)", "Chinese Taipei"),
    "US": ("US", "USA", "U.S. of A.", "United States of America"),
    "VA": ("Vatican", "Vatican City", "Vatican City State"),
    "VG": ("BVI", "British Virgin Islands"),
    "VI": ("USVI", "US Virgin Islands", "United States Virgin Islands"),
    "VN": ("Vietnam", "Viet Nam"),
    KOSOVO: ("Kosovo", "Republic of Kosovo"),
}
"""Names in common use that neither pycountry nor Babel's CLDR holds: CLDR's short and variant English names,
the names these countries had while their ISO code was already theirs, the United Kingdom's parts, initials."""

_RESERVED_CODES = {"UK": "GB", "EL": "GR", "XKX": KOSOVO, "ROM": "RO"}
"""Codes in use outside ISO 3166-1's list: reserved for (UK) or used by (EL) the European Union, the World Bank's
for Kosovo, and Romania's until 2002, a change of alpha-3 alone, which ISO 3166-3 does not record."""

_NO_SINGLE_SUCCESSOR = {
    "East Germany": ("DE",),
    "German Democratic Republic": ("DE",),
    "West Germany": ("DE",),
    "South Vietnam": ("VN",),
    "North Vietnam": ("VN",),
    "Republic of Vietnam": ("VN",),
    "Yugoslavia": ("BA", "HR", "ME", "MK", "RS", "SI", KOSOVO),
    "Serbia and Montenegro": ("ME", "RS"),
    "Czechoslovakia": ("CZ", "SK"),
    "Netherlands Antilles": ("BQ", "CW", "SX"),
    "Soviet Union": ("RU",),
    "USSR": ("RU",),
    "America": ("US",),
    "Congo": ("CD", "CG"),
    "Guiana": ("GF", "GY"),
    "Samoa Islands": ("AS", "WS"),
    "Saint Martin Island": ("MF", "SX"),
}
"""Names for which any single answer would be a guess, and the countries a reader may have meant."""

_QUALIFIED = re.compile(r"\s*[(\[].*?[)\]]")
_QUALIFIER = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")
_DESIGNATION = re.compile(r"(?i)^(?:the\s+)?(?:republic|kingdom|commonwealth|territory)\s+of\s+(?:the\s+)?")


@cache
def codes() -> dict[str, str]:
    """Upper-case alpha-2, alpha-3 and numeric codes, and the withdrawn codes with one successor -> alpha-2."""
    table: dict[str, str] = {}
    by_numeric = {country.numeric: country.alpha_2 for country in pycountry.countries}
    for former in pycountry.historic_countries:
        # The UN gives a territory a new number when its borders change, not when its name does: so a withdrawn
        # country whose number lives on has exactly one successor (Zaire, Burma), and the others do not.
        successor = by_numeric.get(getattr(former, "numeric", ""))
        if successor:
            table |= dict.fromkeys((former.alpha_2, former.alpha_3, former.alpha_4), successor)
    for country in pycountry.countries:
        table |= dict.fromkeys((country.alpha_2, country.alpha_3, country.numeric), country.alpha_2)
    return table | _RESERVED_CODES | {KOSOVO: KOSOVO}


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Compact name -> the countries that bear it: one for a name that decides, several for an ambiguous one."""
    countries: dict[str, set[str]] = {}

    def add(name: str, code: str) -> None:
        key = compact(name)
        if key:
            countries.setdefault(key, set()).add(code)

    for country in pycountry.countries:
        for name in _written(country.name):
            add(name, country.alpha_2)
        for field in ("common_name", "official_name"):
            add(getattr(country, field, ""), country.alpha_2)
    for code, others in CLDR_NAMES.items():
        for name in others:
            _add_new(countries, name, code)
    for former in pycountry.historic_countries:
        successor = codes().get(former.alpha_4)
        for name in _written(former.name) if successor else ():
            _add_new(countries, name, str(successor))
    for code, common in COLLOQUIAL.items():
        for name in common:
            countries[compact(name)] = {code}
    # A trailing empty candidate keeps a historic name with one listed country from reading as its name.
    table = {key: tuple(sorted(found)) for key, found in countries.items()}
    return table | {compact(name): (*found, "") for name, found in _NO_SINGLE_SUCCESSOR.items()}


@cache
def withdrawn() -> dict[str, str]:
    """Upper-case withdrawn codes (ISO 3166-3) without a single successor -> the country's name.

    >>> withdrawn()["ANT"]
    'Netherlands Antilles'
    """
    return {
        code: _written(former.name)[-1]
        for former in pycountry.historic_countries
        for code in (former.alpha_2, former.alpha_3, former.alpha_4)
        if code not in codes()
    }


def _add_new(countries: dict[str, set[str]], name: str, code: str) -> None:
    """A name from elsewhere never takes a name that ISO gives to another country."""
    countries.setdefault(compact(name), {code})


def _written(name: str) -> tuple[str, ...]:
    """The ways one ISO name is read: "Korea, Republic of" is also "Republic of Korea", and claims "Korea".

    >>> _written("Korea, Republic of")
    ('Korea, Republic of', 'Republic of Korea', 'Korea')
    >>> _written("Saint Martin (French part)")
    ('Saint Martin (French part)', 'Saint Martin')
    """
    plain = _QUALIFIED.sub("", name)
    head, comma, tail = plain.partition(", ")
    turned = (f"{tail} {head}", head) if comma else ()
    return tuple(dict.fromkeys((name, plain, *turned)))


def _qualified(text: str) -> tuple[str, ...]:
    """The countries that "Sudan (South)" or "Hong Kong (China)" may mean: what stands in brackets is a part of the name.

    Two countries decide only where ISO 3166-2 lists one among the parts of the other.
    """
    match = _QUALIFIER.match(text.strip())
    if not match:
        return ()
    name, qualifier = match.groups()
    turned = names().get(compact(f"{qualifier} {name}"))
    if turned:
        return turned
    outer, inner = names().get(compact(name), ()), names().get(compact(qualifier), ())
    if not (outer and inner) or outer == inner:
        return ()
    if len(outer) == len(inner) == 1 and pycountry.subdivisions.get(code=f"{inner[0]}-{outer[0]}"):  # type: ignore[no-untyped-call]
        return outer
    return tuple(dict.fromkeys((*outer, *inner)))


def candidates(text: str) -> tuple[str, ...]:
    """The countries that a text may mean; exactly one where it decides.

    >>> candidates("Congo")
    ('CD', 'CG', '')
    """
    code = codes().get(text.strip().upper())
    if code:
        return (code,)
    former = withdrawn().get(text.strip().upper())
    if former:
        return tuple(dict.fromkeys((*names().get(compact(former), ()), "")))
    found = names().get(compact(text)) or _qualified(text)
    if found:
        return found
    plainer = (_QUALIFIED.sub("", text), *_written(text)[-2:-1], _DESIGNATION.sub("", text))
    return next((hit for hit in (names().get(compact(written)) for written in plainer) if hit), ())
