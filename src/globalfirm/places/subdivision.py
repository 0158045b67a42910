"""Subdivisions of countries: ISO 3166-2 codes, from codes and names.

>>> subdivision_code("US", "California")
'US-CA'
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pycountry

from globalfirm.ground.errors import UnknownPlaceError
from globalfirm.ground.messages import nearest_name
from globalfirm.places.spelling import LONGEST_NAME, compact

TERRITORIES = {
    "CN": ("HK", "MO", "TW"),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
    "NL": ("AW", "CW", "SX"),
    "NO": ("SJ",),
    "US": ("AS", "GU", "MP", "PR", "UM", "VI"),
}
"""Countries of ISO 3166-1 that ISO 3166-2 lists among the parts of another: "Hong Kong, China" is one place."""


def subdivision_code(country: str, text: str) -> str:
    """The ISO 3166-2 code of a country's subdivision, from its code (with or without the country) or name.

    Raises:
        UnknownPlaceError: the country has no such subdivision; its `suggestion` is the nearest name.

    >>> subdivision_code("US", "CA"), subdivision_code("CA", "Ontario")
    ('US-CA', 'CA-ON')
    """
    code = find_subdivision(country, text)
    if code is None:
        names = subdivision_names(country)
        some = next(iter(names.values()), None)
        raise UnknownPlaceError(
            text,
            "subdivision",
            suggestion=nearest_name(text, names, key=compact),
            remedy=f"give a code or name, such as {some!r}." if some else "it has none, so leave it out.",
            described=f"a subdivision of {country} in ISO 3166-2",
        )
    return code


def find_subdivision(country: str, text: str) -> str | None:
    """As `subdivision_code`, or none where the country has no such subdivision.

    >>> find_subdivision("US", "Ontario") is None
    True
    """
    if len(text) > LONGEST_NAME:
        return None
    table = subdivision_names(country)
    upper = text.strip().upper()
    for code in (upper, f"{country}-{upper}"):
        if code in table.values():
            return code
    key = compact(text)
    return next((code for name, code in table.items() if compact(name) == key), None)


@lru_cache(maxsize=512)
def subdivision_names(country: str) -> dict[str, str]:
    """Name -> ISO 3166-2 code of each subdivision of a country.

    >>> subdivision_names("US")["California"]
    'US-CA'
    """
    found: Any = pycountry.subdivisions.get(country_code=str(country))  # type: ignore[no-untyped-call]
    return {record.name: record.code for record in found or ()}
