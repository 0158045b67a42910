"""Where: countries, continents, time zones and places, out of the ways that people write them."""

from globalfirm.places.continent import Continent, continent_of
from globalfirm.places.country import Country
from globalfirm.places.place import Found, Place
from globalfirm.places.spelling import PlaceError
from globalfirm.places.time_zone import TimeZone

__all__ = ["Continent", "Country", "Found", "Place", "PlaceError", "TimeZone", "continent_of"]
