"""How a firm's people are dispersed over its sites: the five indices of O'Leary and Cummings.

A site is a place with people: places of one country, subdivision and city are one. The indices are of the places on the
record: people who are not placed may be at any of them, and where lists are incomplete at any other. With n_i people at
site i, N in all and k sites:

- spatial distance: the sum over pairs of sites of km_ij n_i n_j, over (N^2 - N) / 2, the pairs of people;
- time zones: the same of the hours between their clocks;
- sites: k;
- isolation: the share of people with nobody else at their site;
- imbalance: the standard deviation of n_i over the sites, over N. The deviation is taken over k, not k - 1: which of the
  two the authors take was not seen.

Of one team they are those of a company that has this team alone.

Source: O'Leary and Cummings (2007), MIS Quarterly 31(3), formulas by secondary sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import combinations, product
from math import asin, cos, inf, prod, radians, sin, sqrt
from typing import Any, NamedTuple

from globalfirm.metrics.allocations import HERFINDAHL, MOST_TRIED, Headcounts, every_headcount, extremes, how_many
from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace
from globalfirm.metrics.presence import count_with_unlisted, unlisted_places
from globalfirm.metrics.zones import check_arc, instant_of, span_hours
from globalfirm.model.office import Office, Site
from globalfirm.model.team import Member
from globalfirm.places import offsets

Firm = Any
"""The numbers of a firm. Any: what it may be asked for is declared by name."""

EARTH_RADIUS_KM = 6371.0088
"""The mean radius (IUGG)."""

FURTHEST_KM = 20016
"""Half the way round a sphere of that radius."""

_SOURCE = "O'Leary and Cummings (2007), MIS Quarterly 31(3)"


class Sites(NamedTuple):
    """The sites of a firm with people: one place for each, and the people there."""

    places: tuple[Office | Site | Member, ...]
    heads: Headcounts


Key = tuple[str, str | None, str | None]
"""What places of one site have in common: country, subdivision and city."""


def sites_of(firm: Firm) -> Sites:
    """The sites of a firm's record. Who is counted at an office and in a team there may be the same people.

    >>> from globalfirm import Company, metric
    >>> print(metric.site_index(Company(name="A", offices=[Office(country="RS"), Office(country="RS", city="Novi Sad")])))
    2
    """
    record = firm.record
    offices, teams = _by_site(record.known_offices), _by_site(place for team in record.teams for place in team.places)
    found = [
        (offices.get(key) or teams[key], *_either_or_both(offices.get(key), teams.get(key))) for key in offices | teams
    ]
    places = tuple([together[0] for together, _, _ in found])
    low, high = tuple([low for _, low, _ in found]), tuple([high for _, _, high in found])
    if places and firm.complete and not firm.has_stated_headcount:
        return Sites(places, Headcounts(low, high))
    return Sites(places, Headcounts(low, (inf,) * len(low), firm.headcount))


def _by_site(places: Iterable[Office | Site | Member]) -> dict[Key, list[Office | Site | Member]]:
    """The places with people, by site."""
    found: dict[Key, list[Office | Site | Member]] = {}
    for place in places:
        if place.people.high != 0:
            found.setdefault((place.country, place.subdivision, place.city), []).append(place)
    return found


def _either_or_both(*lists: list[Office | Site | Member] | None) -> tuple[int, float]:
    """The people of a site: as many as one of the lists has, and at most as both have together."""
    counts = [[place.people for place in places] for places in lists if places]
    low = max(sum(people.low for people in counted) for counted in counts)
    return low, sum(inf if people.high is None else people.high for counted in counts for people in counted)


def great_circle_km(one: Site | Member, other: Site | Member) -> float | None:
    """Kilometres between two places along the great circle; none where the coordinates of either are not known.

    The earth is taken for a sphere, which is right within half a percent (haversine formula, Sinnott 1984).

    >>> belgrade = Site(country="RS", latitude=44.8125, longitude=20.4612)
    >>> round(great_circle_km(belgrade, Site(country="US", latitude=37.7749, longitude=-122.4194)))
    10106
    """
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    level = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(sin(north / 2) ** 2 + level * sin(east / 2) ** 2)))


Distances = tuple[float, ...]
"""Of each pair of sites, in the order of `combinations`."""


def mean_over_pairs(people: Sequence[int], distances: Distances) -> float:
    """The mean distance of two people: 0 where there is but one.

    >>> mean_over_pairs([1, 2], (9.0,))
    6.0
    """
    every = sum(people)
    apart = sum(km * a * b for km, (a, b) in zip(distances, combinations(people, 2), strict=True))
    return 2 * apart / (every * (every - 1)) if every > 1 else 0.0


def _mean_bounds(firm: Firm, xp: Namespace, sites: Sites, choices: list[Distances], most: float) -> Bounds:
    """The least and the greatest mean distance: of every headcount, where they are few enough to be tried.

    Otherwise the pairs of the least people are counted over those of the most, and the other way round.
    """
    if not sites.places:
        return Bounds(0.0, most)
    heads = sites.heads
    is_open = bool(unlisted_places(firm, xp).at_most)
    if not is_open and how_many(heads) * len(choices) <= MOST_TRIED:
        found = [mean_over_pairs(people, choice) for people in every_headcount(heads) for choice in choices]
        return Bounds(min(found), max(found))
    least, greatest = sum(heads.low), sum(heads.high) if heads.total is None else heads.total.high
    apart = min(mean_over_pairs(heads.low, choice) for choice in choices)
    low = apart * least * (least - 1) / (greatest * (greatest - 1)) if 1 < greatest < inf else 0.0
    return Bounds(low, most if is_open else max(0.0, *(max(choice, default=0.0) for choice in choices)))


@metric(unit="km", maximum=FURTHEST_KM, rests_on="places", tables=False, profiled=False, source=_SOURCE)
def spatial_index_km(firm: Firm, xp: Namespace) -> Bounds:
    """Spatial distance index: mean distance of two people, along the great circle, 0 for those at one site.

    The sum over pairs of sites of km n_i n_j, over (N^2 - N) / 2. A place without coordinates may be anywhere.

    >>> from globalfirm import Company, Office
    >>> belgrade = Office(country="RS", latitude=44.8125, longitude=20.4612, headcount=2)
    >>> berlin = Office(country="DE", latitude=52.52, longitude=13.405, headcount=2)
    >>> print(f"{spatial_index_km(Company(name='A', offices=[belgrade, berlin])).low:.0f}")
    667
    """
    sites = sites_of(firm)
    known = [great_circle_km(*pair) for pair in combinations(sites.places, 2)]
    nearest = tuple([0.0 if km is None else km for km in known])
    furthest = tuple([float(FURTHEST_KM) if km is None else km for km in known])
    return _mean_bounds(firm, xp, sites, [*{nearest, furthest}], FURTHEST_KM)


@metric(unit="hours", maximum=26, rests_on="clocks", tables=False, profiled=False, source=_SOURCE)
def time_zone_index_hours(firm: Firm, xp: Namespace, *, at: str | None = None, arc: str = "linear") -> Bounds:
    """Time-zone index: mean hours between the clocks of two people, in standard time or at the instant `at`.

    The sum over pairs of sites of hours n_i n_j, over (N^2 - N) / 2; arcs are those of `time_zone_span`.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=2), Office(country="JP", headcount=2)]
    >>> print(f"{time_zone_index_hours(Company(name='A', offices=offices)).low:.3f}")
    5.333
    """
    check_arc(arc)
    sites, instant = sites_of(firm), instant_of(at)
    options = [_clocks(place, instant) for place in sites.places]

    def hours_between(one: float, other: float) -> float:
        return span_hours({one, other}, "shortest" if arc == "shortest" else "linear")

    if prod(map(len, options)) <= MOST_TRIED:
        chosen = product(*options)
        choices = [tuple([hours_between(*pair) for pair in combinations(clocks, 2)]) for clocks in chosen]
    else:
        each = [[hours_between(a, b) for a, b in product(*pair)] for pair in combinations(options, 2)]
        choices = [tuple(map(min, each)), tuple(map(max, each))]
    return _mean_bounds(firm, xp, sites, [*set(choices)], 12.0 if arc == "shortest" else 26.0)


def _clocks(place: Office | Site | Member, instant: datetime | None) -> list[float]:
    """The hours from UTC that a place's clock may stand at."""
    zones = [place.time_zone] if place.time_zone else offsets.country_zones(place.country) or offsets.canonical_names()
    of: Callable[[str], float] = offsets.standard_offset_hours
    return sorted({of(zone) if instant is None else offsets.offset_hours(zone, instant) for zone in zones})


@metric(unit="sites", whole=True, rests_on="places", tables=False, profiled=False, source=_SOURCE)
def site_index(firm: Firm, xp: Namespace) -> Bounds:
    """Site index: how many sites have people; places of one country, subdivision and city are one.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", city="Belgrade"), Office(country="RS", city="Niš")]
    >>> site_index(Company(name="A", headcount=9, offices=offices))
    Count(2)
    """
    known = len(sites_of(firm).places)
    return count_with_unlisted(firm, xp, known, known)


@metric(unit="of 1", maximum=1, rests_on="places", tables=False, profiled=False, source=_SOURCE)
def isolation_index(firm: Firm, xp: Namespace) -> Bounds | None:
    """Isolation index: share (0 to 1) of people with nobody else at their site.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=8), Office(country="US", headcount=1), Office(country="DO", headcount=1)]
    >>> print(isolation_index(Company(name="A", offices=offices)))
    0.2
    """
    heads = sites_of(firm).heads
    placed, single = sum(heads.low), heads.low.count(1)
    if heads.total is None:
        forced = heads.high.count(1)  # and greatest where everybody else is as few as can be
        return Bounds(xp.ratio(forced, sum(heads.high)), single / placed)
    least, most = max(heads.total.low, placed), max(heads.total.high, placed)
    if not least or not most:
        return None
    low = 0.0 if most == inf else max(single - (most - placed), 0 if placed or most > 1 else 1) / most
    if unlisted_places(firm, xp).at_most:  # whoever is not placed may be alone somewhere else
        return Bounds(low, 1.0 if most == inf else (single + most - placed) / most)
    joined = 1 if least > placed and single == len(heads.low) else 0  # who is not placed must join somebody
    return Bounds(low, (single - joined) / least)


@metric(unit="of 1", maximum=0.5, rests_on="places", tables=False, profiled=False, source=_SOURCE)
def imbalance_index(firm: Firm, xp: Namespace) -> Bounds | None:
    """Imbalance index: standard deviation of the people at the sites, over all people; 0 where all have as many.

    Of k sites it is the root of H / k - 1 / k^2, where H is the Herfindahl index by site. Of an incomplete list
    nothing is known.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=7), Office(country="US", headcount=1)]
    >>> print(imbalance_index(Company(name="A", offices=offices)))
    0.375
    """
    sites = sites_of(firm)
    count = len(sites.places)
    if not count or unlisted_places(firm, xp).at_most:
        return None
    found = extremes(sites.heads, HERFINDAHL)
    low, high = (sqrt(max(each / count - 1 / count**2, 0.0)) for each in found)
    return Bounds(low, high)
