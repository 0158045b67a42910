"""Laws that hold of every firm."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN
from globalfirm.model.partial_set import PartialSet
from tests.drawn_rules import QUANTITIES
from tests.firms import COUNTRIES, companies, companies_with_accounts, ends, offices

COUNTS = (gf.country_count, gf.metric.continent_count, gf.time_zone_count, gf.time_zone_span)


@given(companies())
def test_profiles_survive_json(firm: gf.Company) -> None:
    profile = gf.profile(firm)
    assert gf.Profile.model_validate_json(profile.model_dump_json()) == profile


@given(companies(headcount=False), offices())
def test_adding_an_office_never_lowers_what_is_sure_of_a_count(firm: gf.Company, office: gf.Office) -> None:
    firm = firm.replace(claims=())
    larger = firm.replace(offices=(*firm.offices, office))
    for count in COUNTS:
        assert count(larger).low >= count(firm).low, count
    assert len(larger.continents) >= len(firm.continents)


@given(companies(), st.randoms())
def test_the_order_of_offices_never_matters(firm: gf.Company, random) -> None:
    shuffled = list(firm.offices)
    random.shuffle(shuffled)
    assert gf.profile(firm.replace(offices=shuffled)) == gf.profile(firm)


@given(companies(), st.lists(st.tuples(st.sampled_from(COUNTRIES), st.integers(1, 9)), min_size=1, max_size=3))
def test_wherever_people_elsewhere_turn_out_to_be_every_bound_holds(
    firm: gf.Company, named: list[tuple[str, int]]
) -> None:
    """Named as offices, they are a firm that the record with people elsewhere leaves room for; its teams may be the same people."""
    people = sum(count for _, count in named)
    firm = firm.replace(claims=(), headcount_elsewhere=None, teams=())
    if firm.headcount is not None:
        firm = firm.replace(headcount=firm.headcount + people)
    more = [gf.Office(country=country, headcount=count) for country, count in named]
    told = gf.metrics.Facts(firm.replace(offices=(*firm.offices, *more)))
    open_ = gf.metrics.Facts(firm.replace(headcount_elsewhere=people))
    for name in VOCABULARY:
        one, other = told.fact(name), open_.fact(name)
        if isinstance(other, PartialSet):
            assert {*other.values} <= {*one.values}, name
            assert not other.complete or {*one.values} == {*other.values}, name
            continue
        (low, high), (least, most) = ends(one), ends(other)
        assert least is None or (low is not None and least <= low + 1e-9), name
        assert most is None or (high is not None and high <= most + 1e-9), name


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
    profiles = {
        gf.profile(gf.Company(name="A", offices=[gf.Office(country=country, time_zone=zone)]))
        for zone in (alias, canonical)
    }
    assert len(profiles) == 1


@given(companies())
def test_one_name_gives_one_answer_called_in_the_profile_and_in_a_rule(firm: gf.Company) -> None:
    held, facts = gf.profile(firm), gf.metrics.Facts(firm)
    for name in BUILT_IN:
        metric = getattr(gf.metric, name)
        fact = metric(firm)
        assert fact == getattr(held, name) == held[name] == facts.fact(name) == metric(held), name
        if metric.kind == "quantity" and fact.is_exact:
            assert (metric == float(fact)).decide(firm) is True, name
        elif metric.kind == "set" and fact.values:
            assert metric.any_of(*fact.values).decide(firm) is True, name


@given(companies())
def test_what_the_record_lists_lies_within_what_is_known(firm: gf.Company) -> None:
    profile = gf.profile(firm.replace(claims=()))
    assert profile.countries.values == firm.countries
    assert profile.continent_coverage.values == firm.continents
    assert profile.country_count.low >= len(firm.countries)
    assert profile.time_zone_count.low >= len({zone.standard_offset_hours for zone in firm.time_zones})
    if profile.countries.complete and firm.countries:
        assert profile.country_count == len(firm.countries)


@given(companies())
def test_the_shortest_arc_is_never_longer_than_the_line_or_24_hours(firm: gf.Company) -> None:
    arc, line = gf.time_zone_span(firm, arc="shortest"), gf.time_zone_span(firm)
    assert 0 <= arc.low <= line.low
    assert arc.high <= min(line.high, 24)


@given(companies(), st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)))
def test_a_span_at_an_instant_lies_within_the_extremes_of_its_year(firm: gf.Company, at: datetime) -> None:
    least, most = ends(gf.metrics.time_zone_span_extremes(firm, at.year))
    now = gf.time_zone_span(firm, at=at.replace(tzinfo=UTC))
    assert least <= now.low
    if firm.lists_every_place and firm.countries:  # places that no list names are not asked over a year
        assert now.high <= most


@given(companies(), st.data())
def test_a_wider_headcount_never_contradicts_a_narrower_one(firm: gf.Company, data: st.DataObject) -> None:
    """And a list said to be incomplete never contradicts the same list said to be complete."""
    wider = firm.replace(claims=())
    if wider.headcount is not None:
        low = data.draw(st.integers(0, wider.headcount.low))
        high = data.draw(st.none() | st.integers(wider.headcount.high or low, 2000))
        wider = wider.replace(headcount=(low, high if wider.headcount.high is not None else None))
    wider = wider.replace(complete=False)
    narrow_profile, wide_profile = gf.profile(firm.replace(claims=())), gf.profile(wider)
    for name in QUANTITIES:
        wide, narrow = getattr(wide_profile, name), getattr(narrow_profile, name)
        assert wide.low is None or (narrow.low is not None and wide.low <= narrow.low), name
        assert wide.high is None or (narrow.high is not None and narrow.high <= wide.high), name
    narrow_label, wide_label = gf.classify(narrow_profile).label, gf.classify(wide_profile).label
    assert wide_label in {"undetermined", narrow_label}


@given(companies_with_accounts())
def test_markets_that_are_not_known_leave_open_whatever_they_may_be(firm: gf.Company) -> None:
    known, open_ = gf.profile(firm.replace(markets=firm.markets or ())), gf.profile(firm.replace(markets=None))
    for name in QUANTITIES:
        assert known.fact(name) & open_.fact(name) == known.fact(name), name
    assert set(open_.entry_modes.values) <= set(known.entry_modes.values)
    assert not open_.entry_modes.complete


@given(companies())
def test_claims_narrow_what_is_known_and_never_move_it(firm: gf.Company) -> None:
    claimed, alone = gf.profile(firm), gf.profile(firm.replace(claims=()))
    for name in QUANTITIES:
        assert claimed.fact(name) & alone.fact(name) == claimed.fact(name), name
