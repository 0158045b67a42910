"""Public holidays, which the package `holidays` knows: an extra, imported where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from globalfirm.ground.errors import GlobalfirmWarning, warn
from globalfirm.ground.extras import needed


def public_holidays(country: str, subdivision: str | None, years: Iterable[int]) -> frozenset[date]:
    """The days on which a country, or the part of it, rests beside its weekends; none, with a warning, where not known.

    Raises:
        ImportError: the extra `holidays` is not installed.

    Source: the package holidays (vacanza), of the release that is installed.

    >>> date(2026, 7, 4) in public_holidays("US", "US-CA", [2026])
    True
    """
    with needed("a day that may be a public holiday"):
        import holidays
    parts = holidays.list_supported_countries().get(country)
    if parts is None:
        warn(f"the package holidays knows none of {country}: its days off are its weekends alone.", GlobalfirmWarning)
        return frozenset()
    part = subdivision.partition("-")[2] if subdivision else None
    return frozenset(holidays.country_holidays(country, subdiv=part if part in parts else None, years=years))
