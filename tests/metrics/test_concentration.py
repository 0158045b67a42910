"""Concentration by country: published figures, and bounds against every headcount that a record allows."""

from __future__ import annotations

import csv
from itertools import product
from math import exp, inf, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.metrics import (
    country_entropy,
    country_herfindahl_index,
    country_number_equivalent,
    entropy_between_regions,
    entropy_within_regions,
)
from globalfirm.metrics.allocations import HERFINDAHL, NEGATIVE_ENTROPY, Headcounts, entropy, extremes
from globalfirm.metrics.firm import FirmNumbers, ranged
from globalfirm.metrics.formulas import NUMBERS, Bounds
from tests.firms import companies

EUROPE, ASIA = ("RS", "ME", "DE", "FR", "IT", "ES"), ("JP", "KR", "IN", "TH", "VN", "NP")
PALEPU = Path(__file__).parents[1] / "facts" / "entropy_palepu_1985.csv"


def firm_of(**people: object) -> gf.Company:
    return gf.Company(name="A", offices=[gf.Office(country=code, headcount=n) for code, n in people.items()])


def table_of_palepu() -> list[dict[str, str]]:
    lines = [line for line in PALEPU.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_the_table_of_palepu_comes_out() -> None:
    exact, figures = 0, 0
    for row in table_of_palepu():
        shares = dict(zip(EUROPE, row["group1_segments"].split(), strict=False))
        shares |= dict(zip(ASIA, row["group2_segments"].split(), strict=False))
        firm = firm_of(**shares)
        for metric, column in (
            (country_entropy, "total"),
            (entropy_within_regions, "related_within_groups"),
            (entropy_between_regions, "unrelated_between_groups"),
        ):
            found, printed = float(metric(firm)), row[column]
            assert found == pytest.approx(float(printed), abs=0.015), (row, column)
            exact += round(found, 2) == float(printed)
            figures += 1
    assert (exact, figures) == (13, 18)


@pytest.mark.parametrize(
    ("people", "index", "equivalent"),
    [
        ({"RS": 7}, (1, 1), (1, 1)),
        ({"RS": 5, "US": 5}, (0.5, 0.5), (2, 2)),
        ({"RS": 5, "US": "1-9"}, (0.5, 1 - 10 / 36), (36 / 26, 2)),
        ({"RS": "1+", "US": 2}, (0.5, 1), (1, 2)),
        ({"RS": "1-3", "US": "5-9"}, (34 / 64, 1 - 18 / 100), (100 / 82, 64 / 34)),
        ({"RS": 1, "US": 1, "JP": 1, "DE": 1}, (0.25, 0.25), (4, 4)),
    ],
)
def test_known_answers(people, index, equivalent) -> None:
    firm = firm_of(**people)
    found = country_herfindahl_index(firm)
    assert (found.low, found.high) == pytest.approx(index)
    found = country_number_equivalent(firm)
    assert (found.low, found.high) == pytest.approx(equivalent)


def test_people_not_placed_may_be_anywhere_on_the_lists_or_beyond_them() -> None:
    offices = [gf.Office(country="RS", headcount=3), gf.Office(country="US", headcount=1)]
    firm = gf.Company(name="A", headcount=6, offices=offices)
    index = country_herfindahl_index(firm)
    assert (index.low, index.high) == (0.5, (25 + 1) / 36)  # 3 and 3, or 5 and 1
    index = country_herfindahl_index(firm.replace(complete=False))
    assert (index.low, index.high) == ((9 + 1 + 1 + 1) / 36, 26 / 36)


def test_nobody_is_concentrated_nowhere() -> None:
    for firm in (gf.Company(name="A"), gf.Company(name="A", headcount=0), gf.Company(name="A", headcount="<10")):
        assert country_herfindahl_index(firm) == gf.Interval(0, 1)
        assert country_number_equivalent(firm) == gf.Interval(1, 250)
        assert country_entropy(firm) == gf.Interval(0, None)
    five = country_herfindahl_index(gf.Company(name="A", headcount=5))
    assert (five.low, five.high) == pytest.approx((0.2, 1))


def test_one_country_is_exactly_one() -> None:
    for people in (1, 3, 7, 10, 95):
        firm = firm_of(RS=people)
        assert country_herfindahl_index(firm) == country_number_equivalent(firm) == 1
        assert country_entropy(firm) == entropy_between_regions(firm) == entropy_within_regions(firm) == 0


intervals = st.tuples(st.integers(1, 5), st.integers(0, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(intervals, min_size=1, max_size=4))
def test_of_intervals_the_extremes_are_those_of_every_headcount(places) -> None:
    heads = Headcounts(*zip(*places, strict=True))
    every = [*product(*[range(low, high + 1) for low, high in places])]
    for measure in (HERFINDAHL, NEGATIVE_ENTROPY):
        found = [measure.of(people) for people in every]
        assert extremes(heads, measure) == pytest.approx((min(found), max(found)))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(0, 6), st.integers(0, 3))
def test_of_a_total_the_extremes_are_those_of_every_allocation(low, more, further) -> None:
    total = Bounds(max(sum(low), 1) + more, max(sum(low), 1) + more + further)
    every = [
        people for people in product(*[range(n, total.high + 1) for n in low]) if total.low <= sum(people) <= total.high
    ]
    heads = Headcounts(tuple(low), (inf,) * len(low), total)
    for measure in (HERFINDAHL, NEGATIVE_ENTROPY):
        found = [measure.of(people) for people in every]
        assert extremes(heads, measure) == pytest.approx((min(found), max(found)))


def test_twenty_wide_intervals_are_still_exact_and_quick() -> None:
    places = [(1 + 7 * i, 40 + 31 * i * i % 977) for i in range(20)]
    places = [(min(pair), max(pair)) for pair in places]
    found = extremes(Headcounts(*zip(*places, strict=True)), HERFINDAHL)
    assert 1 / 20 <= found.low < found.high < 1


@given(st.lists(st.tuples(intervals, intervals), min_size=1, max_size=2))
def test_the_parts_of_entropy_hold_for_every_headcount(pairs) -> None:
    """Two countries in Europe and as many in Asia: within and between, of each headcount that the intervals allow."""
    codes = [*EUROPE[: len(pairs)], *ASIA[: len(pairs)]]
    places = [one for one, _ in pairs] + [other for _, other in pairs]
    firm = firm_of(**{code: gf.Count(place) for code, place in zip(codes, places, strict=True)})
    between, within = [], []
    for people in product(*[range(low, high + 1) for low, high in places]):
        groups = sum(people[: len(pairs)]), sum(people[len(pairs) :])
        between.append(entropy(groups))
        within.append(entropy(people) - entropy(groups))
    found = entropy_between_regions(firm)
    assert (found.low, found.high) == pytest.approx((min(between), max(between)), abs=1e-9)
    found = entropy_within_regions(firm)
    assert (found.low, found.high) == pytest.approx((min(within), max(within)), abs=1e-9)
    many = firm_of(**{code: (low, high + 5000) for code, (low, high) in zip(codes, places, strict=True)})
    wide = entropy_within_regions(many)
    assert wide.low <= found.low + 1e-9
    assert found.high <= wide.high + 1e-9


@given(companies())
def test_a_company_is_told_what_the_formula_of_tables_and_the_search_both_allow(firm: gf.Company) -> None:
    index, numbers = country_herfindahl_index, FirmNumbers(firm.replace(claims=()))
    wide, searched = ranged(index.formula(numbers, NUMBERS), index), index.sharper(numbers)
    assert max(wide.low, searched.low) <= min(wide.high, searched.high) + 1e-12
    found = country_herfindahl_index(numbers.record)
    assert (found.low, found.high) == pytest.approx((max(wide.low, searched.low), min(wide.high, searched.high)))


def test_entropy_and_the_number_equivalent_of_even_headcounts_agree() -> None:
    firm = firm_of(RS=4, US=4, JP=4)
    assert exp(float(country_entropy(firm))) == pytest.approx(3)
    assert float(country_entropy(firm)) == pytest.approx(log(3))
    assert float(country_number_equivalent(firm)) == pytest.approx(3)


def test_they_are_worked_out_when_they_are_asked_for() -> None:
    firm = firm_of(RS=5, US=5)
    assert ((gf.metric.country_herfindahl_index <= 0.5) & (gf.metric.country_entropy > 0.6)).decide(firm) is True
    with pytest.raises(ValueError, match="is worked out when it is asked for: ask the company"):
        gf.metric.country_herfindahl_index(gf.profile(firm))
    with pytest.raises(ValueError, match="give 'seven' or 'm49'"):
        entropy_between_regions(firm, scheme="un")
