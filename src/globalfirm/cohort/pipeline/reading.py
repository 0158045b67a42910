"""What only Python can read in a table: places, counts and dates as people write them, and clocks that are not known.

Each distinct value is read once, and the answers are joined to the rows by the table's own library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pycountry
from pydantic import TypeAdapter, ValidationError

from globalfirm.cohort.columns import COORDINATES, READ_IF_ASKED, InputColumn
from globalfirm.ground.errors import ContradictoryPlaceError
from globalfirm.ground.fields import Day, IsoDate
from globalfirm.ground.messages import quote
from globalfirm.ground.numbers import NO_VALUE, Decimal
from globalfirm.metrics.zones import clock_of_kept
from globalfirm.model.count import Count
from globalfirm.model.interval import STATED
from globalfirm.model.money import currency_marks, without_currency
from globalfirm.model.stated import read_stated
from globalfirm.places import offsets
from globalfirm.places.continent import Continent, continent_of
from globalfirm.places.country import Country
from globalfirm.places.country_names import UNNAMED, stands_for_others
from globalfirm.places.place import Place, ZoneSource
from globalfirm.places.spelling import LONGEST_NAME
from globalfirm.places.time_zone import TimeZone

Key = tuple[str, ...]

NO_COUNTRY = -1
"""Stands for the country of a row that says nothing of a place."""

ELSEWHERE = -2
"""Stands for countries that a row does not name."""

COUNTRY_CODES = tuple(sorted([*(record.alpha_2 for record in pycountry.countries), "XK"]))
CONTINENT_NAMES = tuple(sorted(continent.value for continent in Continent))


class EncodedPlace(NamedTuple):
    """A place as numbers, which libraries group and join sooner than text; -1 for what is not known.

    The `country` is its place among the codes, `NO_COUNTRY` or `ELSEWHERE`.

    `offset_quarter_hours` are from UTC, in standard time; `offset_options` is the set of hours that a zone which is not
    known may keep. `zone_source` is what the zone was read from, as of `Place`.
    """

    country: int
    continent: int
    offset_quarter_hours: int | None
    offset_options: int
    zone: str
    zone_source: ZoneSource | None = None


_NOWHERE = EncodedPlace(NO_COUNTRY, -1, None, -1, "")
_UNNAMED_PLACE = EncodedPlace(ELSEWHERE, -1, None, -1, "")


class UnreadValue(NamedTuple):
    """What is wrong with a value."""

    column: str
    value: str
    reason: str


ClockBounds = tuple[int, int, float, float]
"""The fewest and most time zones, the shortest and longest span (hours)."""


@dataclass(frozen=True)
class Reading:
    """The distinct values of a table, each read once. Made by `read`; a table of ISO codes needs none.

    `places` are by the text of the columns `keys`; `counts` and `days` by their text; `numbers` by their column and text.
    What could not be read is among the `problems` of the same texts. `clocks` bound the hours of firms some of whose zones are not known. It serves the
    table that it was made of, and parts of it.
    """

    keys: tuple[str, ...]
    places: Mapping[Key, EncodedPlace]
    homes: Mapping[str, int]
    counts: Mapping[str, Count] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    numbers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    clocks: Mapping[tuple[int, int], ClockBounds] = field(default_factory=dict)
    place_problems: Mapping[Key, tuple[UnreadValue, ...]] = field(default_factory=dict)
    problems: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    homes_repeated: bool = False
    is_standard: bool = False

    def __repr__(self) -> str:
        """How many values it holds.

        >>> import polars as pl
        >>> from globalfirm.cohort import read
        >>> read(pl.DataFrame({"firm": ["A", "A"], "country": ["Serbia", "Narnia"]}))
        <Reading of country: of places 1, homes 1, counts 0, days 0, numbers 0; 1 text could not be read>
        """
        if self.is_standard:
            return f"<Reading of {', '.join(self.keys)}: ISO codes, read as they are>"
        unread = len(self.place_problems) + sum(map(len, self.problems.values()))
        texts = f"{unread:,} text{'' if unread == 1 else 's'} could not be read"
        held = {
            "places": len(self.places),
            "homes": len(self.homes),
            "counts": len(self.counts),
            "days": len(self.days),
            "numbers": sum(map(len, self.numbers.values())),
        }
        listed = ", ".join(f"{what} {count:,}" for what, count in held.items())
        return f"<Reading of {', '.join(self.keys)}: of {listed}; {texts}>"

    @property
    def time_zone_sources(self) -> dict[Key, ZoneSource]:
        """What zones were read from, by the text of the columns `keys`, where neither it nor the country settles them.

        >>> import polars as pl
        >>> from globalfirm.cohort import read
        >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["US", "RS"], "city": ["Boise", "Niš"]})
        >>> read(table, cities=True).time_zone_sources
        {('US', 'Boise'): 'city'}
        """
        return {text: place.zone_source for text, place in self.places.items() if place.zone_source}

    @property
    def open_zones(self) -> bool:
        """Whether some place may be in one of several zones.

        >>> standard(("country",)).open_zones
        True
        """
        return any(spot.offset_options >= 0 or spot.offset_options == ANYWHERE for spot in self.places.values())


ANYWHERE = -2
"""Stands for the options of a place in a country without a zone in the database."""


@cache
def option_sets() -> tuple[frozenset[float], ...]:
    """The sets of hours from UTC that countries of several zones keep, in standard time."""
    several = {offsets.standard_offsets(c) for c in COUNTRY_CODES if offsets.only_zone(c) is None}
    return tuple(sorted(several - {frozenset()}, key=sorted))


@cache
def all_offsets() -> tuple[float, ...]:
    """Every hour from UTC that a zone keeps in standard time."""
    return tuple(sorted({offsets.standard_offset_hours(zone) for zone in offsets.canonical_names()}))


@cache
def offset_codes() -> dict[int | None, int]:
    """The number of each hour from UTC that a zone keeps in standard time, by quarters of an hour."""
    return {round(4 * hours): code for code, hours in enumerate(all_offsets())}


@cache
def weights() -> tuple[int, ...]:
    """What one place of each option set adds to the number that stands for all places whose zone is not known.

    Of a set's places, no more matter than it has hours.
    """
    found = [1]
    for options in option_sets():
        found.append(found[-1] * (len(options) + 1))
    return tuple(found)


def clock_of_codes(known_offsets_mask: int, unknown_zones_code: int) -> ClockBounds:
    """What the numbers that stand for known zones and unknown ones leave open: exact bounds.

    >>> clock_of_codes(known_offsets_mask=0, unknown_zones_code=0)
    (0, 0, 0.0, 0.0)
    """
    known = frozenset(offset for i, offset in enumerate(all_offsets()) if known_offsets_mask >> i & 1)
    unknown = []
    for options, weight in zip(option_sets(), weights(), strict=False):
        unknown += [options] * (unknown_zones_code // weight % (len(options) + 1))
    clock = clock_of_kept(known, unknown)
    return (*clock.zones, *clock.span)


@lru_cache(maxsize=16384)
def _encoded(
    country: str, subdivision: str | None, zone: str | None, zone_source: ZoneSource | None = None
) -> EncodedPlace:
    continent = CONTINENT_NAMES.index(continent_of(country, subdivision, zone).value)
    at = COUNTRY_CODES.index(country)
    if zone is not None:
        return EncodedPlace(at, continent, round(offsets.standard_offset_hours(zone) * 4), -1, zone, zone_source)
    options = offsets.standard_offsets(country)
    return EncodedPlace(at, continent, None, option_sets().index(options) if options else ANYWHERE, "")


@lru_cache(maxsize=16)
def standard(keys: tuple[str, ...]) -> Reading:
    """The values that every table may hold without being read: ISO codes and names of countries, IANA zones of each.

    >>> standard(("country", "time_zone")).places["SRB", "Europe/Belgrade"].offset_quarter_hours
    4
    """
    places: dict[Key, EncodedPlace] = {("",) * len(keys): _NOWHERE}
    for name in UNNAMED:
        for spelling in dict.fromkeys([name, name.lower(), name.upper()]):
            places[tuple(spelling if key == "country" else "" for key in keys)] = _UNNAMED_PLACE
    homes = {"": NO_COUNTRY}
    for code in COUNTRY_CODES:
        country = Country(code)
        zones = [None, *_zones_kept(code)] if "time_zone" in keys else [None]
        for spelling in dict.fromkeys([code, country.alpha_3, country.name]):
            homes[spelling] = COUNTRY_CODES.index(code)
            for zone in zones:
                whole = Place(country=code, time_zone=zone)
                texts = {"country": spelling, "time_zone": zone or ""}
                places[tuple(texts.get(key, "") for key in keys)] = _encoded(code, None, whole.time_zone)
    return Reading(keys, places, homes, is_standard=True)


def _zones_kept(country: str) -> list[str]:
    kept = {*map(offsets.year_rules, offsets.country_zones(country))}
    return [zone for zone, rules in _rules_by_zone().items() if rules in kept]


@cache
def _rules_by_zone() -> dict[str, Any]:  # Any: the rules, which are compared alone
    import pytz

    return {zone: offsets.year_rules(TimeZone(zone)) for zone in pytz.all_timezones}


def read_places(keys: tuple[str, ...], texts: Iterable[Key], *, missing: str | None, cities: bool) -> dict[str, Any]:
    """The places that texts name, and what is wrong with those that name none, as fields of a `Reading`.

    `missing` says what is wrong with a country that is not given, where that says more than nothing.
    """
    places: dict[Key, EncodedPlace] = {}
    problems: dict[Key, tuple[UnreadValue, ...]] = {}
    for text in texts:
        given = {key: value.strip() for key, value in zip(keys, text, strict=True) if value.strip()}
        if not given and missing is None:
            places[text] = _NOWHERE
        elif given.keys() == {"country"} and stands_for_others(given["country"]):
            places[text] = _UNNAMED_PLACE
        elif "country" not in given:
            problems[text] = (UnreadValue("country", "", missing or "no country is given for this place."),)
        else:
            read = _place(given, cities=cities)
            if isinstance(read, Place):
                places[text] = _encoded(read.country, read.subdivision, read.time_zone, read.time_zone_source)
            else:
                problems[text] = read
    return {"places": places, "place_problems": problems}


def _place(given: dict[str, str], *, cities: bool) -> Place | tuple[UnreadValue, ...]:
    asked = dict(given) if cities else {key: value for key, value in given.items() if key not in READ_IF_ASKED}
    if len(asked.get("city", "")) > LONGEST_NAME or {asked.get(key) for key in COORDINATES} & {"nan", "NaN"}:
        asked = {key: value for key, value in asked.items() if key not in READ_IF_ASKED}
    try:
        place = Place.model_validate(asked)
        return place.located() if cities else place
    except ValidationError as error:
        return tuple(
            UnreadValue(str(e["loc"][0]), given.get(str(e["loc"][0]), ""), e["msg"].removeprefix("Value error, "))
            for e in error.errors()
        )
    except ContradictoryPlaceError as error:
        return (UnreadValue("latitude", str(error.given), str(error)),)


def read_homes(texts: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
    """The home countries that texts name, and what is wrong with those that name none."""
    homes, problems = {"": NO_COUNTRY}, {}
    for text in texts:
        try:
            homes[text] = COUNTRY_CODES.index(Country(text)) if text.strip() else NO_COUNTRY
        except ValueError as error:
            problems[text] = str(error)
    return homes, problems


def read_counts(texts: Iterable[str], decimal: Decimal | None = None) -> tuple[dict[str, Count], dict[str, str]]:
    """The counts that texts state, and what is wrong with those that state none; "N/A" and the like say nothing.

    >>> read_counts(["11-50", "25.0", "N/A"])
    ({'11-50': Count('11-50'), '25.0': Count(25)}, {})
    """
    counts, problems = {}, {}
    for text in texts:
        if not says_nothing(text):
            try:
                counts[text] = Count.parse(text, decimal=decimal)
            except ValueError as error:
                problems[text] = str(error)
    return counts, problems


def says_nothing(text: str) -> bool:
    """Whether a text stands for a count or a figure that is missing.

    >>> says_nothing(" "), says_nothing("N/A"), says_nothing("0")
    (True, True, False)
    """
    return text.strip().lower() in NO_VALUE


_DAY: TypeAdapter[date] = TypeAdapter(Day)


def read_days(texts: Iterable[str]) -> tuple[dict[str, date], dict[str, str]]:
    """The days that texts write, and what is wrong with those that write none."""
    days, problems = {}, {}
    for text in texts:
        if text.strip():
            try:
                days[text] = _DAY.validate_python(_day_alone(text))
            except ValidationError:
                problems[text] = f"{quote(text)} is not a day: give one such as 2015-03-31."
    return days, problems


def _day_alone(text: str) -> str:
    """The text without the midnight that libraries write after a day."""
    return text.strip().removesuffix("00:00:00").rstrip("T ")


_YEAR: TypeAdapter[str] = TypeAdapter(IsoDate)


def read_figures(
    column: InputColumn, texts: Iterable[str], decimal: Decimal | None = None
) -> tuple[dict[str, float], dict[str, str]]:
    """The numbers that a column's texts write, as records read them, and what is wrong with those that write none.

    Amounts may name the column's currency, or the one currency that the whole column names; years may be days.

    >>> from globalfirm.cohort.columns import INPUT_COLUMNS
    >>> read_figures(INPUT_COLUMNS["funding"], ["$1,500", "2005.0", "N/A"])
    ({'$1,500': 1500, '2005.0': 2005}, {})
    >>> read_figures(INPUT_COLUMNS["founded"], ["2010-05-01"])
    ({'2010-05-01': 2010}, {})
    """
    given = [text for text in texts if not says_nothing(text)]
    marks = currency_marks(given) if column.kind == "amount" else []
    currency = column.currency or (marks[0] if len(marks) == 1 else None)
    numbers: dict[str, float] = {}
    problems: dict[str, str] = {}
    for text in given:
        try:
            year = _year_of_day(text) if column.kind == "year" else None
            amount = without_currency(text, currency) if marks else text
            numbers[text] = _figure(amount, decimal) if year is None else year
        except ValueError as error:
            problems[text] = str(error)
    return numbers, problems


def _figure(text: str, decimal: Decimal | None) -> float:
    """The one number that a text writes."""
    such_as = "give one such as 1500."
    low, high, _, numbers = read_stated(text, STATED, kind="a number", remedy=such_as, decimal=decimal)
    if low is None or low != high:
        raise ValueError(f"{quote(text)} states bounds, not one number: {such_as}")
    return numbers[0]


def _year_of_day(text: str) -> int | None:
    """The year of a day or a month by ISO 8601; None where it is neither."""
    try:
        return int(_YEAR.validate_python(_day_alone(text))[:4])
    except ValidationError:
        return None
