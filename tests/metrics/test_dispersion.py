"""Dispersion after O'Leary and Cummings: known answers, and bounds against every headcount and zone."""

from __future__ import annotations

from itertools import combinations, product
from math import sqrt
from statistics import pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.metrics import (
    imbalance_index,
    isolation_index,
    site_index,
    spatial_index_km,
    time_zone_index_hours,
)
from globalfirm.metrics.dispersion import great_circle_km, mean_over_pairs
from globalfirm.places import offsets

BELGRADE = {"country": "RS", "city": "Belgrade", "latitude": 44.8125, "longitude": 20.4612}
BERLIN = {"country": "DE", "city": "Berlin", "latitude": 52.52, "longitude": 13.405}
TOKYO = {"country": "JP", "city": "Tokyo", "latitude": 35.6895, "longitude": 139.6917}
QUITO = {"country": "EC", "city": "Quito", "latitude": 0.0, "longitude": -78.5, "time_zone": "America/Guayaquil"}
PLACES = (BELGRADE, BERLIN, TOKYO, QUITO)


def firm_of(*people: object, places=PLACES, **more: object) -> gf.Company:
    offices = [gf.Office(**place, headcount=n) for place, n in zip(places, people, strict=False)]
    return gf.Company(name="A", offices=offices, **more)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0, 0), (0, 90), 10007.56),  # a quarter of the equator
        ((90, 0), (-90, 0), 20015.11),  # from pole to pole
        ((0, 179), (0, -179), 222.39),  # over the date line
        ((44.8125, 20.4612), (44.8125, 20.4612), 0),
        ((51.4706, -0.461941), (40.639751, -73.778925), 5540),  # London Heathrow to New York, published as 5,540
    ],
)
def test_great_circles(one, other, km) -> None:
    places = [gf.Site(country="RS", latitude=north, longitude=east) for north, east in (one, other)]
    assert great_circle_km(*places) == pytest.approx(km, rel=0.001, abs=0.01)


def test_the_five_indices_of_a_team_of_exact_headcounts() -> None:
    firm = firm_of(4, 1, 1)
    places = firm.offices
    km = {(i, j): great_circle_km(places[i], places[j]) for i, j in combinations(range(3), 2)}
    pairs = (6 * 6 - 6) / 2
    assert float(spatial_index_km(firm)) == pytest.approx((km[0, 1] * 4 + km[0, 2] * 4 + km[1, 2] * 1) / pairs)
    assert float(time_zone_index_hours(firm)) == pytest.approx((0 * 4 + 8 * 4 + 8 * 1) / pairs)
    assert site_index(firm) == 3
    assert float(isolation_index(firm)) == pytest.approx(2 / 6)
    assert float(imbalance_index(firm)) == pytest.approx(pstdev([4, 1, 1]) / 6)


def test_one_site_is_not_dispersed() -> None:
    for people in (1, 5, "1+", "2-9"):
        firm = firm_of(people)
        assert spatial_index_km(firm) == time_zone_index_hours(firm) == imbalance_index(firm) == 0
        assert site_index(firm) == 1
    assert isolation_index(firm_of(1)) == 1
    assert isolation_index(firm_of(5)) == 0
    assert isolation_index(firm_of("1+")) == gf.Interval(0, 1)


def test_of_nobody_and_of_lists_that_leave_places_out_nothing_is_known_but_what_is_sure() -> None:
    for firm in (gf.Company(name="A"), gf.Company(name="A", headcount=0)):
        assert spatial_index_km(firm) == gf.Interval(0, 20016)
        assert imbalance_index(firm) == gf.Interval(0, 0.5)
        assert isolation_index(firm) == gf.Interval(0, 1)
    firm = firm_of(2, 2, complete=False, headcount=5)
    assert spatial_index_km(firm).low == pytest.approx(
        great_circle_km(*firm.offices) * 4 / 10
    )  # of the ten pairs four are listed
    assert site_index(firm) == gf.Count((2, 3))
    assert isolation_index(firm) == gf.Interval(0, 0.2)


def test_the_same_people_at_an_office_and_in_a_team_are_one_site() -> None:
    team = gf.Team(name="T", sites=[gf.Site(**BELGRADE, headcount=3)], members=[gf.Member(**BERLIN)])
    firm = firm_of(3).replace(teams=[team])
    assert site_index(firm) == 2
    assert isolation_index(firm) == gf.Interval(1 / 7, 1 / 4)  # three to six in Belgrade, and one in Berlin


def test_a_place_without_coordinates_may_be_anywhere() -> None:
    firm = gf.Company(name="A", offices=[gf.Office(**BELGRADE, headcount=1), gf.Office(country="US", headcount=1)])
    assert spatial_index_km(firm) == gf.Interval(0, 20016)


intervals = st.tuples(st.integers(1, 4), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def isolated(people) -> float:
    return sum(n == 1 for n in people) / sum(people)


def imbalance(people) -> float:
    return pstdev(people) / sum(people)


def check(firm: gf.Company, every: list[tuple[int, ...]]) -> None:
    """Each index against its own formula over every headcount that the record allows."""
    places = firm.offices
    pairs = [*combinations(places, 2)]
    km = tuple(great_circle_km(*pair) for pair in pairs)
    hours = tuple(abs(a.time_zone.standard_offset_hours - b.time_zone.standard_offset_hours) for a, b in pairs)
    for metric, of in (
        (spatial_index_km, lambda people: mean_over_pairs(people, km)),
        (time_zone_index_hours, lambda people: mean_over_pairs(people, hours)),
        (isolation_index, isolated),
        (imbalance_index, imbalance),
    ):
        found, values = metric(firm), [of(people) for people in every]
        assert (found.low, found.high) == pytest.approx((min(values), max(values)), abs=1e-7), metric


@given(st.lists(intervals, min_size=1, max_size=4))
def test_of_intervals_the_extremes_are_those_of_every_headcount(people) -> None:
    every = [*product(*[range(low, high + 1) for low, high in people])]
    check(firm_of(*[gf.Count(each) for each in people]), every)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(0, 5), st.integers(0, 2))
def test_of_a_total_the_extremes_are_those_of_every_allocation(low, more, further) -> None:
    least, most = sum(low) + more, sum(low) + more + further
    every = [people for people in product(*[range(n, most + 1) for n in low]) if least <= sum(people) <= most]
    check(firm_of(*low, headcount=(least, most)), every)


@given(st.lists(intervals, min_size=2, max_size=3), st.data())
def test_zones_not_known_bound_the_hours(people, data: st.DataObject) -> None:
    codes = data.draw(
        st.lists(st.sampled_from(["US", "RS", "BR", "PT"]), min_size=len(people), max_size=len(people), unique=True)
    )
    firm = firm_of(*[gf.Count(each) for each in people], places=[{"country": code} for code in codes])
    values = [
        mean_over_pairs(heads, tuple(abs(a - b) for a, b in combinations(clocks, 2)))
        for clocks in product(*[sorted(offsets.standard_offsets(code)) for code in codes])
        for heads in product(*[range(low, high + 1) for low, high in people])
    ]
    found = time_zone_index_hours(firm)
    assert (found.low, found.high) == pytest.approx((min(values), max(values)))


def test_where_headcounts_are_many_the_bounds_still_hold() -> None:
    wide, narrow = firm_of("1-400", "2-300", "5-900"), firm_of(50, 2, 899)
    for metric in (spatial_index_km, time_zone_index_hours, isolation_index, imbalance_index):
        assert metric(wide).low <= metric(narrow).low <= metric(narrow).high <= metric(wide).high
    open_ = firm_of("1+", 2)
    assert spatial_index_km(open_).low == 0
    assert spatial_index_km(open_).high == pytest.approx(great_circle_km(*open_.offices[:2]))


def test_the_greatest_imbalance_is_of_two_sites() -> None:
    assert float(imbalance_index(firm_of(10**6, 1))) == pytest.approx(0.5, abs=1e-5)
    assert float(imbalance_index(firm_of(6, 1, 1, 1))) == pytest.approx(sqrt(18.75 / 4) / 9)


def test_arcs_are_linear_or_shortest() -> None:
    firm = gf.Company(
        name="A",
        offices=[gf.Office(country="KI", time_zone="Pacific/Kiritimati"), gf.Office(country="AS")],
    )
    assert time_zone_index_hours(firm).high == 25
    assert time_zone_index_hours(firm, arc="shortest").high == 1
    with pytest.raises(ValueError, match="give 'linear' or 'shortest'"):
        time_zone_index_hours(firm, arc="straight")
