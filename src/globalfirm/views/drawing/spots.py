"""A firm's places as the card shows them: what they are called, where they lie, how many people, and whose clocks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from globalfirm.expressions.facts import FactSource
from globalfirm.metrics.profiles import Profile
from globalfirm.metrics.working_day.timetable import StaffedPlace, offset_minutes, staffed_places, zones_of
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.working_hours import NINE_TO_FIVE, WorkingHours
from globalfirm.places.country import Country
from globalfirm.places.place import Place
from globalfirm.places.subdivision import subdivision_names
from globalfirm.views.drawing.points import Point, point_of

LONGEST_LABEL = 28
"""Signs; longer names are cut on the map."""


class Spot(NamedTuple):
    """A place with people: its name, in which country, whether at home, where, from how many people to how many.

    `clocks` are the offsets from UTC, in minutes, that its clocks may have: one where its zone is known. By them people
    work the `hours` of its record, or nine to five.
    """

    name: str
    country: Country
    home: bool
    at: Point | None
    low: int
    high: int | None
    clocks: tuple[int, ...]
    hours: WorkingHours


def spots_of(firm: Company | Profile, facts: FactSource, day: date) -> tuple[Spot, ...]:
    """The places of a record; of a profile, which holds none, its countries.

    >>> from globalfirm import Company, Office, classify
    >>> offices = [Office(city="Belgrade", country="RS", headcount=3), Office(country="US")]
    >>> verdict = classify(Company(name="A", home="RS", headcount=9, offices=offices))
    >>> for spot in spots_of(verdict.firm, verdict.facts, date(2026, 1, 5)):
    ...     print(spot.name, spot.home, spot.low, spot.high, spot.at.exact, len(spot.clocks))
    Belgrade True 3 3 True 1
    United States False 1 6 False 6
    """
    if isinstance(firm, Profile):
        home = next(iter(firm.home.values), None)
        countries = [Place(country=code) for code in firm.countries.values]
        return tuple(_spot(place, home, 1, None, day, NINE_TO_FIVE) for place in countries)
    every = facts.fact("headcount")
    here = every - firm.people_elsewhere.low if isinstance(every, Interval) else None
    most = None if here is None else here.high
    staffed = list(staffed_places(firm))
    offices = [(each, each.place.people) for each in staffed if not each.in_team]
    teams = _merged(each for each in staffed if each.in_team)
    found = []
    for listed in (offices, teams):  # those of one list are different people
        elsewhere = sum(people.low for _, people in listed)
        for (place, hours, _), people in listed:
            room = None if most is None else int(most) - elsewhere + people.low
            high = people.high if room is None else room if people.high is None else min(people.high, room)
            found.append(_spot(place, firm.home, people.low, high, day, hours))
    return tuple(found)


def _merged(places: Iterable[StaffedPlace]) -> list[tuple[StaffedPlace, Count]]:
    """People of teams who are at one place at the same hours, together."""
    found: dict[Hashable, tuple[StaffedPlace, Count]] = {}
    for each in places:
        place, hours, _ = each
        at = (place.country, place.subdivision, place.city, place.time_zone, place.latitude, place.longitude)
        before = found.get((at, hours))
        found[at, hours] = (each, place.people if before is None else before[1] + place.people)
    return list(found.values())


def _spot(place: Place, home: str | None, low: int, high: int | None, day: date, hours: WorkingHours) -> Spot:
    name = place.city or subdivision_names(place.country).get(place.subdivision or "") or place.country.name
    return Spot(
        name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1].rstrip() + "…",
        place.country,
        place.country == home,
        point_of(place),
        low,
        high,
        _clocks(place.country, place.time_zone, day),
        hours,
    )


@lru_cache(maxsize=4096)
def _clocks(country: Country, zone: str | None, day: date) -> tuple[int, ...]:
    """The offsets, in minutes, that clocks there may have at noon UTC of a day."""
    noon = datetime(day.year, day.month, day.day, 12)
    return tuple(sorted({offset_minutes(own, noon) for own in zones_of(zone, country)}))
