"""The clock over tables: zones and hours of each firm at an instant, over a year, along the line or round the dial.

As `globalfirm.time_zone_span` and its fellows for one firm, these bound what zones that are not known leave open, and so
do the hours of a working day that places share or cover. Of the
many firms few keep different sets of clocks: each set is worked out once, by the same functions, and joined to its firms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import inf
from typing import Generic, NamedTuple, TypeVar

import narwhals as nw

from globalfirm.cohort.columns import Columns
from globalfirm.cohort.engines import CodeSet, Frame, Table, aggregate_by_firm, lookup_table, to_native_nullable
from globalfirm.cohort.pipeline.read import open_table
from globalfirm.cohort.pipeline.reading import COUNTRY_CODES, EncodedPlace, Reading
from globalfirm.cohort.pipeline.rows import present_rows
from globalfirm.metrics.clock import TIME_ZONES, instants_of, time_zone_span_hours
from globalfirm.metrics.coverage import covered, shared
from globalfirm.metrics.formulas import Bounds
from globalfirm.metrics.working_day.timetable import Options, dial_minutes, zones_of
from globalfirm.metrics.zones import Arc, By, Clock, check_arc, clock_of, instant_of
from globalfirm.model.working_hours import NINE_TO_FIVE
from globalfirm.places import offsets

T = TypeVar("T")

WORD_BITS = 60
"""Places of a mask that one whole number holds, in every library."""

Site = tuple[str | None, str]
"""A zone, if it is known, and the country."""


def time_zone_span(
    table: T,
    columns: Columns | None = None,
    *,
    at: datetime | str | None = None,
    arc: Arc = "linear",
    reading: Reading | None = None,
) -> T:
    """Of each firm, the hours between the clocks of its places furthest apart, as `globalfirm.time_zone_span` has it.

    The columns `time_zone_span_hours_low` and `_high` are bounds, of the places that the table lists. Of a lazy table
    this runs a query.

    Raises:
        ValueError: `at` is naive or lies after 2037; `arc` is neither "linear" nor "shortest".

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["KI", "UM"], "time_zone": ["Pacific/Kiritimati", "Pacific/Midway"]})
    >>> time_zone_span(table).rows(), time_zone_span(table, arc="shortest").rows()
    ([('A', 25.0, 25.0)], [('A', 1.0, 1.0)])
    """
    check_arc(arc)
    instant = _instant(at)
    placed = _placed(table, columns, reading, at_an_instant=at is not None)
    return _joined(placed, "time_zone_span_hours", lambda sites: _span(clock_of(sites, at=instant, arc=arc), arc))


def time_zone_span_extremes(
    table: T, year: int, columns: Columns | None = None, *, arc: Arc = "linear", reading: Reading | None = None
) -> T:
    """Of each firm, the least and most of its span (hours) over a year, as `globalfirm.metrics.time_zone_span_extremes`.

    The columns are `time_zone_span_hours_least` and `_most`: what the clocks do, over every zone that places may be in.

    Raises:
        ValueError: the year lies outside 1970 to 2037; `arc` is neither "linear" nor "shortest".

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"], "time_zone": [None, "America/New_York"]})
    >>> time_zone_span_extremes(table, 2026).rows()
    [('A', 5.0, 6.0)]
    """
    check_arc(arc)
    instants_of(year, [])  # which refuses a wrong year before anything is read

    def over_the_year(sites: Sequence[Site]) -> Bounds:
        spans = [_span(clock_of(sites, at=at, arc=arc), arc) for at in instants_of(year, [*sites])]
        return Bounds(min(span.low for span in spans), max(span.high for span in spans))

    return _joined(
        _placed(table, columns, reading, at_an_instant=True),
        "time_zone_span_hours",
        over_the_year,
        ends=("least", "most"),
    )


def time_zone_count(
    table: T,
    columns: Columns | None = None,
    *,
    by: By = "offset",
    at: datetime | str | None = None,
    reading: Reading | None = None,
) -> T:
    """Of each firm, how many time zones its places keep, as `globalfirm.time_zone_count` has it.

    The columns `time_zone_count_low` and `_high` are bounds, of the places that the table lists.

    Raises:
        ValueError: `at` is naive, lies after 2037, or is given with another `by` than "offset".

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["NG", "RS"]})
    >>> time_zone_count(table).rows(), time_zone_count(table, by="rules").rows()
    ([('A', 1, 1)], [('A', 2, 2)])
    >>> from datetime import UTC
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["KZ", "KZ"]})  # one clock since March 2024, two before
    >>> time_zone_count(table).rows(), time_zone_count(table, at=datetime(2023, 1, 1, tzinfo=UTC)).rows()
    ([('A', 1, 1)], [('A', 1, 2)])
    """
    instant = _instant(at)
    clock_of([], at=instant, by=by)  # which refuses what is not known before anything is read

    def zones(sites: Sequence[Site]) -> Bounds:
        clock = clock_of(sites, at=instant, by=by)
        most = clock.zones.high + clock.anywhere
        return Bounds(clock.zones.low, min(most, TIME_ZONES) if at is None and by == "offset" else most)

    placed = _placed(table, columns, reading, at_an_instant=at is not None)
    return _joined(placed, "time_zone_count", zones, whole=True)


def shared_hours(
    table: T, columns: Columns | None = None, *, at: datetime | str | None = None, reading: Reading | None = None
) -> T:
    """Of each firm, the hours of a working day in which all its places work, as `metric.shared_hours` has it.

    The columns `shared_hours_low` and `_high` are bounds, of the places that the table lists, which work nine to five.

    Raises:
        ValueError: `at` is naive or lies after 2037.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"], "time_zone": [None, "America/New_York"]})
    >>> shared_hours(table).rows(), covered_hours(table).rows()
    ([('A', 2.0, 2.0)], [('A', 14.0, 14.0)])
    """
    return _of_working_day(table, columns, reading, "shared_hours", shared, at)


def covered_hours(
    table: T, columns: Columns | None = None, *, at: datetime | str | None = None, reading: Reading | None = None
) -> T:
    """Of each firm, the hours of a working day in which some place works, as `metric.covered_hours` has it.

    The columns `covered_hours_low` and `_high` are bounds, of the places that the table lists, which work nine to five.

    Raises:
        ValueError: `at` is naive or lies after 2037.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"]})
    >>> covered_hours(table).rows()
    [('A', 14.0, 16.0)]
    """
    return _of_working_day(table, columns, reading, "covered_hours", covered, at)


def _of_working_day(
    table: T,
    columns: Columns | None,
    reading: Reading | None,
    name: str,
    hours: Callable[[list[Options]], Bounds],
    at: datetime | str | None,
) -> T:
    """The hours that a firm's places share or cover: none where nobody is anywhere."""
    instant = instant_of(at)

    def bounds(sites: Sequence[Site]) -> Bounds:
        options = [dial_minutes(NINE_TO_FIVE, zones_of(*site), instant) for site in sites]
        return hours(options) if options else Bounds(0.0, 0.0)

    return _joined(_placed(table, columns, reading, at_an_instant=at is not None), name, bounds)


def _instant(at: datetime | str | None) -> str | None:
    return None if at is None else f"{offsets.instant(at).isoformat()}+00:00"


def _span(clock: Clock, arc: Arc) -> Bounds:
    most = 24.0 if arc == "shortest" else time_zone_span_hours.maximum
    return Bounds(clock.span.low, most if clock.anywhere else clock.span.high)


class _Words(NamedTuple):
    """How a firm's sites stand in whole numbers: bits for zones that are known, digits for countries of which they aren't."""

    zones: Mapping[str, tuple[int, int]]  # word and bit
    countries: Mapping[str, tuple[int, int, int]]  # word, weight and how many matter

    @property
    def names(self) -> list[str]:
        """The columns of the words."""
        known = {f"zones_{word}" for word, _ in self.zones.values()}
        return sorted(known | {f"countries_{word}" for word, _, _ in self.countries.values()})

    def sites(self, values: Mapping[str, int]) -> list[Site]:
        """The sites that some words stand for: those whose zone is known, each once, and those whose zone isn't."""
        sites: list[Site] = [
            (zone, "") for zone, (word, bit) in self.zones.items() if values[f"zones_{word}"] >> bit & 1
        ]
        for country, (word, weight, most) in self.countries.items():
            sites += [(None, country)] * (values[f"countries_{word}"] // weight % (most + 1))
        return sites


def _words(places: Mapping[tuple[str, ...], EncodedPlace]) -> _Words:
    zones = sorted({place.zone for place in places.values() if place.zone})
    unknown = sorted(
        {COUNTRY_CODES[place.country] for place in places.values() if place.country >= 0 and not place.zone}
    )
    countries: dict[str, tuple[int, int, int]] = {}
    word, weight = 0, 1
    for country in unknown:
        # More places than the country has zones can't keep more clocks; those of one without any may keep all there are.
        most = len(offsets.country_zones(country)) or TIME_ZONES
        if weight * (most + 1) > 2**WORD_BITS:
            word, weight = word + 1, 1
        countries[country] = (word, weight, most)
        weight *= most + 1
    return _Words({zone: divmod(i, WORD_BITS) for i, zone in enumerate(zones)}, countries)


class _Placed(NamedTuple, Generic[T]):
    """The firms with the words that stand for their sites."""

    firms: Frame
    words: _Words
    given: Table[T]
    firm: str


def _placed(table: T, columns: Columns | None, reading: Reading | None, *, at_an_instant: bool = False) -> _Placed[T]:
    given, fields, reading = open_table(table, columns, reading)
    rows = present_rows(given.frame, fields, reading).frame
    places = {text: _then(place) if at_an_instant else place for text, place in reading.places.items()}
    words = _words(places)
    present = rows.filter(nw.col("present_country") >= 0).select("firm", *reading.keys)
    present = present.join(_coded(present, reading.keys, places, words), on=[*reading.keys], how="inner")
    firms = rows.filter(~nw.col("firm").is_null()).select("firm").unique()
    found = _known(present, words) if words.zones else None
    for part in [part for part in (found, _unknown(present, words)) if part is not None]:
        firms = firms.join(part, on="firm", how="left")
    firms = firms.with_columns([nw.col(name).fill_null(0).cast(nw.Int64) for name in words.names])
    return _Placed(firms, words, given, fields["firm"])


def _then(place: EncodedPlace) -> EncodedPlace:
    """A place at an instant, when a zone that follows from its country may have been any of the country's."""
    open_then = place.zone and len(offsets.zones_then(place.zone, COUNTRY_CODES[place.country])) > 1
    return place._replace(zone="") if open_then else place


def _coded(like: Frame, keys: Sequence[str], texts: Mapping[tuple[str, ...], EncodedPlace], words: _Words) -> Frame:
    """What each place adds to the words."""
    codes: dict[str, list[object]] = {key: [text[i] for text in texts] for i, key in enumerate(keys)}
    places = [*texts.values()]
    for word in {word for word, _ in words.zones.values()}:
        codes[f"bit_{word}"] = [_bit_of(place, words, word) for place in places]
    codes["open_country"] = [-1 if place.zone else place.country for place in places]
    kinds = {name: nw.String if name in keys else nw.Int64 for name in codes}
    return lookup_table(like, codes, kinds)


def _bit_of(place: EncodedPlace, words: _Words, word: int) -> int:
    found = words.zones.get(place.zone)
    return found[1] if found and found[0] == word else -1


def _known(present: Frame, words: _Words) -> Frame:
    sets = {f"zones_{word}": CodeSet(nw.col(f"bit_{word}"), WORD_BITS) for word in {w for w, _ in words.zones.values()}}
    found = aggregate_by_firm(present, "firm", sets=sets, masks=[*sets])
    return found.select("firm", *[nw.col(f"{name}_mask").alias(name) for name in sets])


def _unknown(present: Frame, words: _Words) -> Frame | None:
    if not words.countries:
        return None
    col = nw.col
    data: dict[str, list[object]] = {
        "open_country": [COUNTRY_CODES.index(country) for country in words.countries],
        "word": [word for word, _, _ in words.countries.values()],
        "weight": [weight for _, weight, _ in words.countries.values()],
        "most": [most for _, _, most in words.countries.values()],
    }
    times = present.filter(col("open_country") >= 0).group_by("firm", "open_country").agg(nw.len().alias("times"))
    times = times.join(lookup_table(present, data, dict.fromkeys(data, nw.Int64)), on="open_country", how="inner")
    counted = nw.when(col("times") < col("most")).then(col("times")).otherwise(col("most")).cast(nw.Int64)
    digit = counted * col("weight")
    numbers = sorted({word for word, _, _ in words.countries.values()})
    digits = {f"countries_{word}": nw.when(col("word") == word).then(digit).otherwise(nw.lit(0)) for word in numbers}
    return times.with_columns(**digits).group_by("firm").agg([col(name).sum() for name in digits])


def _joined(
    placed: _Placed[T],
    name: str,
    bounds: Callable[[Sequence[Site]], Bounds],
    *,
    ends: tuple[str, str] = ("low", "high"),
    whole: bool = False,
) -> T:
    """Every firm with what its sites come to: nothing (0) where none has people."""
    firms, words, given, firm = placed
    columns = [f"{name}_{end}" for end in ends]
    if not words.names:
        none = [nw.lit(0 if whole else 0.0).alias(column) for column in columns]
        return to_native_nullable(
            firms.select(nw.col("firm").alias(firm), *none), given, whole=columns if whole else ()
        )
    distinct = [*firms.select(words.names).unique().collect().iter_rows(named=True)]
    found = [bounds(words.sites(values)) for values in distinct]
    data: dict[str, list[object]] = {word: [values[word] for values in distinct] for word in words.names}
    number = int if whole else float
    for column, values in zip(columns, zip(*found, strict=True) if found else ((), ()), strict=True):
        data[column] = [None if value == inf else number(value) for value in values]
    kinds = {column: nw.Int64 if whole or column in words.names else nw.Float64 for column in data}
    firms = firms.join(lookup_table(firms, data, kinds), on=words.names, how="left")
    return to_native_nullable(firms.select(nw.col("firm").alias(firm), *columns), given, whole=columns if whole else ())
