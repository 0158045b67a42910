"""Subdivisions of countries: ISO 3166-2 codes, from codes and names.

>>> subdivision_code("US", "California")
'US-CA'
"""

from __future__ import annotations

from functools import lru_cache

from globalfirm.ground.errors import AmbiguousPlaceError, UnknownPlaceError
from globalfirm.ground.messages import either, nearest_name, quote
from globalfirm.places.generated.subdivision_table import NAMESAKES, SUBDIVISIONS
from globalfirm.places.spelling import LONGEST_NAME, compact

TERRITORIES: dict[str, tuple[str, ...]] = {
    "AU": ("CC", "CX", "NF"),
    "CN": ("HK", "MO", "TW"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
    "GB": ("AI", "BM", "FK", "GG", "GI", "IM", "JE", "KY", "MS", "PN", "SH", "TC", "VG"),
    "NL": ("AW", "CW", "SX"),
    "NO": ("SJ",),
    "NZ": ("CK", "NU", "TK"),
    "US": ("AS", "GU", "MP", "PR", "UM", "VI"),
}
"""Countries of ISO 3166-1 that ISO 3166-2 lists among the parts of another, or that are dependencies of its state:
"Hong Kong, China" is one place, and so is "Gibraltar, UK"."""


def subdivision_code(country: str, text: str) -> str:
    """The ISO 3166-2 code of a country's subdivision, from its code (with or without the country) or name.

    A name that a part and the part around it share means the larger one, which holds the other.

    Raises:
        UnknownPlaceError: the country has no such subdivision; its `suggestion` is the nearest name.
        AmbiguousPlaceError: several bear the name; its `candidates` are their codes.

    >>> subdivision_code("US", "CA"), subdivision_code("CA", "Ontario"), subdivision_code("ES", "Cantabria")
    ('US-CA', 'CA-ON', 'ES-CB')
    >>> subdivision_code("MZ", "Maputo")
    Traceback (most recent call last):
    globalfirm.AmbiguousPlaceError: 'Maputo' may mean several subdivisions of MZ: give a code, MZ-L or MZ-MPM.
    """
    names = subdivision_names(country)
    upper = text.strip().upper()
    code = next((code for code in (upper, f"{country}-{upper}") if code in names), None)
    if code:
        return code
    found = _codes_by_name(country).get(compact(text), []) if len(text) <= LONGEST_NAME else []
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{quote(text)} may mean several subdivisions of {country}: give a code, {either(found)}."
        raise AmbiguousPlaceError(message, text, "subdivision", found)
    example = next(iter(names.values()), None)
    raise UnknownPlaceError(
        text,
        "subdivision",
        suggestion=nearest_name(text, names.values(), key=compact),
        remedy=f"give a code or name, such as {example!r}." if example else "it has none, so leave it out.",
        described=f"a subdivision of {country} in ISO 3166-2",
    )


@lru_cache(maxsize=512)
def subdivision_names(country: str) -> dict[str, str]:
    """ISO 3166-2 code -> name of each subdivision of a country.

    >>> subdivision_names("US")["US-CA"]
    'California'
    """
    written = SUBDIVISIONS.get(country, "")
    return dict(part.split("=", 1) for part in written.split("|")) if written else {}


@lru_cache(maxsize=512)
def _codes_by_name(country: str) -> dict[str, list[str]]:
    """The names of a country's subdivisions, as `compact` writes them -> the codes that they mean."""
    found: dict[str, list[str]] = {}
    for code, name in subdivision_names(country).items():
        if code not in NAMESAKES:
            found.setdefault(compact(name), []).append(code)
    return found
