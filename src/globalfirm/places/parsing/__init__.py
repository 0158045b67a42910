"""Text -> plain readings of places: country, subdivision, city, time zone and coordinates.

A text is read as a whole, in four steps. `pieces` cuts it into names, streets, postcodes and fillers (`words` knows those),
`readings` groups the pieces into places (`named_place`) that contain one another as they do in the world, each way at its cost
(`costs`: of how places stand, `structure`, and of what names mean, `rarity`),
`answer` takes the likeliest where no other comes near, and `text` reads texts of one place or many. `explanation` shows
the work. `Place` builds itself from the readings.
"""

from globalfirm.places.parsing.answer import PlaceReading
from globalfirm.places.parsing.explanation import Explanation, explain
from globalfirm.places.parsing.text import SAME_CITY_KM, Evidence, PlaceReadings, find_readings, read_list, read_one

__all__ = [
    "SAME_CITY_KM",
    "Evidence",
    "Explanation",
    "PlaceReading",
    "PlaceReadings",
    "explain",
    "find_readings",
    "read_list",
    "read_one",
]
