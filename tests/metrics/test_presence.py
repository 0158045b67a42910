"""Presence: what counts as people in a country."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import globalfirm as gf
from globalfirm import metric
from globalfirm.metrics.clock import TIME_ZONES, ZONES_OF_COUNTRIES
from globalfirm.metrics.presence import CONTINENTS, CONTINENTS_OF_COUNTRIES
from globalfirm.places.continent import continents_of
from globalfirm.places.generated.continent_table import CONTINENTS as COUNTRIES
from globalfirm.places.offsets import standard_offsets


@pytest.mark.parametrize(
    ("place", "present"),
    [
        (gf.Office(country="RS"), True),
        (gf.Office(country="RS", headcount=0), False),
        (gf.Office(country="RS", headcount="<10"), True),  # an open office means people there
        (gf.Office(country="RS", kind="registered address"), False),
        (gf.Office(country="RS", kind="mailbox"), False),
        (gf.Office(country="RS", kind="registered address", headcount="<10"), False),
        (gf.Office(country="RS", closed="2020-01-01"), False),
    ],
)
def test_an_open_office_means_people_unless_its_record_says_nobody(place: gf.Office, present: bool) -> None:
    firm = gf.Company(name="A", offices=[place])
    assert firm.countries == (("RS",) if present else ())
    assert gf.country_count(firm).low == int(present)


def test_people_in_a_country_mean_presence_there_with_or_without_an_office() -> None:
    team = gf.Team(
        name="T",
        members=[gf.Member(country="DO", nationality="RS")],
        sites=[gf.Site(country="PT", headcount=0)],
    )
    firm = gf.Company(name="A", home="US", offices=[gf.Office(country="US")], teams=[team])
    assert firm.countries == ("DO", "US")  # where they live, not what passport they hold
    assert gf.metric.foreign_country_count(firm) == 1


def test_without_a_home_nothing_is_foreign_or_not() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country="US")])
    assert gf.metric.foreign_country_count(firm) == gf.Count((0, 1))
    assert gf.foreign_headcount_share(firm) == gf.Interval(0, 1)


@pytest.mark.parametrize(
    ("at_home", "abroad", "low", "high"),
    [
        (10, 10, 0.5, 0.5),
        (10, "10-30", 0.5, 0.75),
        ("10+", 10, 0, 0.5),
        (10, "10+", 0.5, 1),
        (0, 5, 1, 1),
        (5, 0, 0, 0),
        ("0-10", 10, 0.5, 10 / 11),  # an open office has somebody
    ],
)
def test_share_of_the_people_placed(at_home, abroad, low: float, high: float) -> None:
    offices = [gf.Office(country="US", headcount=at_home), gf.Office(country="RS", headcount=abroad)]
    firm = gf.Company(name="A", home="US", offices=offices)
    assert gf.foreign_headcount_share(firm) == gf.Interval(low, high)


def test_people_counted_at_an_office_and_in_a_team_are_not_added_up_for_sure() -> None:
    team = gf.Team(name="T", sites=[gf.Site(country="RS", headcount=12), gf.Site(country="US", headcount=3)])
    firm = gf.Company(name="A", offices=[gf.Office(country="RS", headcount=10)], teams=[team])
    assert firm.people_by_country == {"RS": gf.Count((12, 22)), "US": gf.Count(3)}


@pytest.mark.parametrize(
    ("offices", "seven", "m49"),
    [
        ([("US", None), ("RS", None)], ("Europe", "North America"), ("Americas", "Europe")),
        (
            [("US", "Pacific/Honolulu"), ("US", "America/New_York")],
            ("North America", "Oceania"),
            ("Americas",),
        ),
        ([("ES", "Atlantic/Canary"), ("ES", "Europe/Madrid")], ("Africa", "Europe"), ("Europe",)),
        ([("RU", "Asia/Vladivostok"), ("RU", "Europe/Moscow")], ("Asia", "Europe"), ("Europe",)),
        ([("CY", None)], ("Europe",), ("Asia",)),
        ([("BR", None), ("US", None)], ("North America", "South America"), ("Americas",)),
    ],
)
def test_continents_under_both_schemes(offices, seven, m49) -> None:
    firm = gf.Company(name="A", offices=[gf.Office(country=c, time_zone=z) for c, z in offices])
    assert firm.continents == seven
    assert gf.continent_coverage(firm) == gf.PartialSet(seven, complete=True)
    assert gf.continent_coverage(firm, scheme="m49") == gf.PartialSet(m49, complete=True)


def most_together(sets: Iterable[frozenset[object]], number: int) -> int:
    """The most members that so many of some sets have together: each set is taken or left, while more might be reached."""
    of = {*sets}
    largest = sorted((each for each in of if not any(each < other for other in of)), key=len, reverse=True)
    best = 0

    def take(held: frozenset[object], start: int, left: int) -> None:
        nonlocal best
        best = max(best, len(held))
        for i in range(start, len(largest)):
            gains = sorted((len(each - held) for each in largest[i:]), reverse=True)
            if not left or len(held) + sum(gains[:left]) <= best:
                return
            take(held | largest[i], i + 1, left - 1)

    take(frozenset(), 0, number)
    return best


@pytest.mark.parametrize(
    ("kept", "lines", "every", "spare"),
    [
        (standard_offsets, ZONES_OF_COUNTRIES, TIME_ZONES, 1),  # by the release of the time zone database
        (continents_of, CONTINENTS_OF_COUNTRIES, CONTINENTS, 0),
    ],
)
def test_the_most_that_so_many_countries_keep(kept, lines, every: int, spare: int) -> None:
    sets = [*map(kept, COUNTRIES)]
    assert len(frozenset().union(*sets)) == every
    for number in range(20):
        most = most_together(sets, number)
        bound = min(each * number + first for each, first in lines)
        assert most <= min(bound, every) <= most + spare, number


@pytest.mark.parametrize(
    ("country", "continents"), [("RS", 1), ("US", 2), ("ES", 2), ("RU", 2), ("FR", 5), ("CL", 2), ("AQ", 1)]
)
def test_a_country_lies_on_as_many_continents_as_its_parts_do(country: str, continents: int) -> None:
    assert len(continents_of(country)) == continents
    firm = gf.Company(name="A", offices=[gf.Office(country=country, headcount=1)], complete=False)
    claim = gf.Claim(metric="country_count", value=1, source="x")
    assert gf.metric.continent_count(firm.replace(claims=[claim])) == gf.Count((1, continents))


@pytest.mark.parametrize(("countries", "continents", "zones"), [(1, 5, 11), (2, 6, 17), (3, 7, 20), (4, 7, 23)])
def test_so_many_countries_have_at_most_so_many_continents_and_time_zones(countries, continents, zones) -> None:
    """France has parts on five continents, Russia keeps eleven clocks."""
    claim = gf.Claim(metric="country_count", value=countries, source="a newspaper")
    firm = gf.Company(name="A", headcount=100, claims=[claim])
    assert gf.metric.continent_count(firm) == gf.Count((1, continents))
    assert gf.time_zone_count(firm) == gf.Count((1, zones))
    if countries == 1:  # which one is known: it has no more than its own
        at_home = firm.replace(offices=[gf.Office(country="RS")])
        assert (gf.metric.continent_count(at_home), gf.time_zone_count(at_home)) == (1, 1)


def test_one_person_in_a_country_that_is_not_named_is_one() -> None:
    assert metric.headcount(gf.Company(name="A", headcount_elsewhere=1)) == 1
