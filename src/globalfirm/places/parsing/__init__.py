"""Text -> plain readings of places: country, subdivision, city, time zone and coordinates.

`lists` reads texts of one place or many, `address` the pieces of one, `split` takes the text apart, `gazetteer`
says what a piece may name, and `cities` holds the cities. `Place` builds itself from the readings.
"""

from globalfirm.places.parsing.lists import PlaceReading, PlaceReadings, find_readings, read_list, read_one

__all__ = ["PlaceReading", "PlaceReadings", "find_readings", "read_list", "read_one"]
