"""Where: countries, continents, time zones and places, out of the ways that people write them."""

from globalfirm.ground.errors import PlaceError
from globalfirm.places.continent import Continent, continent_of
from globalfirm.places.country import Country
from globalfirm.places.place import ParsedPlaces, Place
from globalfirm.places.time_zone import TimeZone

__all__ = ["Continent", "Country", "ParsedPlaces", "Place", "PlaceError", "TimeZone", "continent_of"]
