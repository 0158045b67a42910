"""Laws that hold of every firm."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.metrics.catalogue import BUILT_IN, METRICS
from tests.firms import companies, offices

QUANTITIES = tuple(name for name in BUILT_IN if METRICS[name].kind == "quantity")
COUNTS = (
    gf.country_count,
    gf.time_zone_count,
    lambda firm: len(gf.continent_coverage(firm)),
    gf.time_zone_span,
)


@given(companies())
def test_profiles_survive_json(firm: gf.Company) -> None:
    told = gf.profile(firm)
    assert gf.Profile.model_validate_json(told.model_dump_json()) == told


@given(companies(headcount=False), offices())
def test_adding_an_office_never_lowers_a_count(firm: gf.Company, office: gf.Office) -> None:
    larger = firm.replace(offices=(*firm.offices, office))
    for count in COUNTS:
        assert count(larger) >= count(firm)


@given(companies(), st.randoms())
def test_the_order_of_offices_never_matters(firm: gf.Company, random) -> None:
    shuffled = list(firm.offices)
    random.shuffle(shuffled)
    assert gf.profile(firm.replace(offices=shuffled)) == gf.profile(firm)


@pytest.mark.parametrize(
    ("alias", "canonical", "country"),
    [
        ("US/Pacific", "America/Los_Angeles", "US"),
        ("Asia/Calcutta", "Asia/Kolkata", "IN"),
        ("Europe/Kiev", "Europe/Kyiv", "UA"),
        ("Iceland", "Atlantic/Reykjavik", "IS"),
        ("Asia/Katmandu", "Asia/Kathmandu", "NP"),
    ],
)
def test_alias_or_canonical_zone_gives_one_answer(alias: str, canonical: str, country: str) -> None:
    told = {
        gf.profile(gf.Company(name="A", offices=[gf.Office(country=country, time_zone=zone)]))
        for zone in (alias, canonical)
    }
    assert len(told) == 1


@given(companies())
def test_the_plain_functions_lie_within_the_profile(firm: gf.Company) -> None:
    told = gf.profile(firm.replace(claims=()))
    assert told.country_count.low >= gf.country_count(firm)
    assert told.countries == gf.countries(firm)
    assert told.continents == gf.continent_coverage(firm)
    assert told.time_zone_count.low >= gf.time_zone_count(firm)
    assert told.time_zone_span_hours.low >= gf.time_zone_span(firm)
    if told.complete and gf.country_count(firm):
        assert told.country_count == gf.Count(gf.country_count(firm))


@given(companies())
def test_the_shortest_arc_is_never_longer_than_the_line_or_23_hours(firm: gf.Company) -> None:
    arc = gf.time_zone_span(firm, arc="shortest")
    assert 0 <= arc <= gf.time_zone_span(firm)
    assert arc < 24


@given(companies(), st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)))
def test_a_span_at_an_instant_lies_within_the_extremes_of_its_year(firm: gf.Company, at: datetime) -> None:
    least, most = gf.time_zone_span_extremes(firm, at.year)
    assert least <= gf.time_zone_span(firm, at=at.replace(tzinfo=UTC)) <= most


@given(companies(), st.data())
def test_a_wider_headcount_never_contradicts_a_narrower_one(firm: gf.Company, data: st.DataObject) -> None:
    """And a list said to be incomplete never contradicts the same list said to be complete."""
    wider = firm.replace(claims=())
    if wider.headcount is not None:
        low = data.draw(st.integers(0, wider.headcount.low))
        high = data.draw(st.none() | st.integers(wider.headcount.high or low, 2000))
        wider = wider.replace(headcount=(low, high if wider.headcount.high is not None else None))
    wider = wider.replace(complete=False)
    narrow_told, wide_told = gf.profile(firm.replace(claims=())), gf.profile(wider)
    for name in QUANTITIES:
        wide, narrow = getattr(wide_told, name), getattr(narrow_told, name)
        assert wide.low <= narrow.low, name
        assert wide.high is None or (narrow.high is not None and narrow.high <= wide.high), name
    narrow_label, wide_label = gf.classify(narrow_told).label, gf.classify(wide_told).label
    assert wide_label in {"undetermined", narrow_label}
