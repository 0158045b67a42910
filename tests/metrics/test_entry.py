"""Entry: how soon and how a firm came to work abroad, against every history that its record leaves open."""

from __future__ import annotations

from itertools import combinations, product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import foreign_market_count
from globalfirm.metrics.entry import entry_mode
from globalfirm.model.market import EntryMode
from globalfirm.model.partial_set import PartialSet
from tests.firms import ends

EVERYWHERE = ("RS", "US", "JP", "DE", "FR", "IN", "BR", "NZ")
FOUNDED = 2000
HORIZON = 5
"""Undated offices may have opened in any year; the brute force looks so many years ahead, past every date drawn."""

offices = st.builds(
    lambda country, opened, lasted, kind, headcount: gf.Office(
        country=country,
        opened=None if opened is None else f"{FOUNDED + opened}-05-01",
        closed=None if lasted is None else f"{FOUNDED + (opened or 0) + lasted}-06-01",
        kind=kind,
        headcount=None if kind == "mailbox" else headcount,
    ),
    st.sampled_from(["RS", "US", "JP"]),
    st.none() | st.integers(0, HORIZON - 2),
    st.none() | st.none() | st.integers(0, 3),
    st.sampled_from(["office", "office", "office", "mailbox"]),
    st.sampled_from([None, None, 3, "0-1", 0]),
)
teams = st.builds(
    lambda country, headcount: gf.Team(name="T", sites=[gf.Site(country=country, headcount=headcount)]),
    st.sampled_from(["RS", "US", "DE"]),
    st.sampled_from([None, 2, 0]),
)
histories = st.builds(
    lambda founded, held, in_teams, complete: gf.Company(
        name="A", founded=founded, offices=held, teams=in_teams, complete=complete
    ),
    st.sampled_from([FOUNDED, FOUNDED, None]),
    st.lists(offices, max_size=3),
    st.lists(teams, max_size=1),
    st.booleans(),
)


def openings(firm: gf.Company) -> list[tuple[str, range]]:
    """Each place that had people, and the years from 2000 in which it may have opened."""
    found = []
    for office in firm.offices:
        if office.kind == "mailbox" or office.headcount == 0:
            continue
        last = min(HORIZON, office.closed.year - FOUNDED) if office.closed else HORIZON
        year = None if office.opened is None else office.opened.year - FOUNDED
        found.append((office.country, range(last + 1) if year is None else range(year, year + 1)))
    sites = [site for team in firm.teams for site in team.sites]
    return found + [(site.country, range(HORIZON + 1)) for site in sites if site.headcount != 0]


def possible_waits(firm: gf.Company) -> set[float]:
    """The years to a second country in every history: infinite where there never was one."""
    places = openings(firm)
    missed: list[tuple[int, ...]] = [()]  # the years in which countries that the record misses were entered
    if not firm.complete or not places:
        missed += [*((year,) for year in range(HORIZON + 1)), *combinations(range(HORIZON + 1), 2), (0, 0)]
    found = set()
    for years in product(*(possible for _, possible in places)):
        first: dict[str, int] = {}
        for (country, _), year in zip(places, years, strict=True):
            first[country] = min(year, first.get(country, year))
        for others in missed:
            entered = sorted([*first.values(), *others])
            if firm.founded is None and entered:  # in any year up to the first opening
                found |= {entered[1] + early for early in range(-entered[0], 2)} if len(entered) > 1 else {float("inf")}
            else:
                found.add(entered[1] if len(entered) > 1 else float("inf"))
    return found


@given(histories)
def test_every_history_that_the_record_leaves_open_lies_within_the_years_to_a_second_country(firm: gf.Company) -> None:
    wait, ways = gf.metric.years_to_second_country(firm), possible_waits(firm)
    for years in ways:
        assert wait.low <= years
        assert wait.high is None or years <= wait.high
    if min(ways) == float("inf"):
        assert ends(wait) == (0, None)
    elif firm.founded:
        assert wait.low == min(ways)
    if wait.high is not None:
        assert wait.high == max(ways)
    elif firm.founded:
        assert max(ways) >= HORIZON  # as late as the brute force looks
    assert gf.profile(firm).years_to_second_country == wait


@given(histories)
def test_to_forget_when_an_office_opened_contradicts_nothing(firm: gf.Company) -> None:
    wait = gf.metric.years_to_second_country(firm)
    for at, office in enumerate(firm.offices):
        offices = [*firm.offices[:at], office.replace(opened=None), *firm.offices[at + 1 :]]
        wider = gf.metric.years_to_second_country(firm.replace(offices=offices))
        assert wider.low <= wait.low
        assert wider.high is None or (wait.high is not None and wait.high <= wider.high)


@pytest.mark.parametrize(
    ("closed", "years"),
    [
        ("2000-06-01", (0, 0)),  # which Hypothesis found: in the founding year both
        ("2003-06-01", (0, 3)),
        (None, (0, None)),
    ],
)
def test_an_office_opened_no_later_than_it_closed(closed: str | None, years: tuple[int, int | None]) -> None:
    offices = [gf.Office(country="RS", opened="2000-05-01"), gf.Office(country="US", closed=closed)]
    firm = gf.Company(name="A", founded=2000, offices=offices)
    assert ends(gf.metric.years_to_second_country(firm)) == years
    assert ends(gf.metric.years_to_second_country(firm.replace(complete=False))) == years
    assert ends(gf.metric.years_to_second_country(firm.replace(founded=None))) == (0, None)


@pytest.mark.parametrize(
    ("offices", "founded", "years", "years_if_incomplete"),
    [
        ([("RS", "2005-02-01"), ("US", "2007-06-01")], 2005, (2, 2), (0, 2)),
        ([("RS", "2005-02-01"), ("US", "2005-12-31")], 2005, (0, 0), (0, 0)),
        ([("RS", "2006-02-01"), ("RS", "2007-02-01"), ("US", "2010-06-01")], 2005, (5, 5), (0, 5)),
        ([("RS", "2006-02-01"), ("JP", "2012-02-01"), ("US", "2010-06-01")], 2005, (5, 5), (0, 5)),
        ([("RS", None), ("US", "2007-06-01")], 2005, (2, None), (0, None)),
        ([("RS", None), ("US", "2007-06-01"), ("JP", "2010-01-01")], 2005, (2, 5), (0, 5)),
        ([("RS", None), ("US", None)], 2005, (0, None), (0, None)),
        ([("RS", None), ("RS", "2010-01-01"), ("US", "2007-06-01")], 2005, (2, 5), (0, 5)),
        ([("RS", "2005-02-01")], 2005, (0, None), (0, None)),
        ([("RS", "2005-02-01"), ("RS", None)], 2005, (0, None), (0, None)),
        ([("RS", "2005-02-01"), ("US", "2007-06-01")], None, (0, None), (0, None)),
        ([("RS", "2005-02-01")], None, (0, None), (0, None)),
        ([], 2005, (0, None), (0, None)),
    ],
)
def test_years_to_a_second_country(offices, founded, years, years_if_incomplete) -> None:
    held = [gf.Office(country=country, opened=opened) for country, opened in offices]
    firm = gf.Company(name="A", founded=founded, offices=held)
    assert ends(gf.metric.years_to_second_country(firm)) == years
    assert ends(gf.metric.years_to_second_country(firm.replace(complete=False))) == years_if_incomplete


@pytest.mark.parametrize(
    ("second", "years"),
    [
        ({"closed": "2009-01-01"}, (2, 2)),  # it had people there
        ({"closed": "2009-01-01", "headcount": 5}, (2, 2)),
        ({"kind": "mailbox"}, (0, None)),
        ({"kind": "registered address"}, (0, None)),
        ({"headcount": 0}, (0, None)),
        ({"headcount": "0-5"}, (2, 2)),  # an open office has somebody
    ],
)
def test_a_second_country_is_one_with_people_even_if_they_left(second: dict, years) -> None:
    offices = [gf.Office(country="RS", opened="2005-02-01"), gf.Office(country="US", opened="2007-02-01", **second)]
    assert ends(gf.metric.years_to_second_country(gf.Company(name="A", founded=2005, offices=offices))) == years


def test_the_people_of_a_team_may_have_been_there_from_the_start() -> None:
    team = gf.Team(name="T", members=[gf.Member(country="DO")], sites=[gf.Site(country="JP", headcount=0)])
    firm = gf.Company(name="A", founded=2005, offices=[gf.Office(country="RS", opened="2006-02-01")], teams=[team])
    assert ends(gf.metric.years_to_second_country(firm)) == (1, None)
    alone = firm.replace(offices=[])
    assert ends(gf.metric.years_to_second_country(alone)) == (0, None)


def test_markets_are_not_a_second_country() -> None:
    market = gf.Market(country="JP", mode="licensing", since=2006)
    firm = gf.Company(name="A", founded=2005, offices=[gf.Office(country="RS")], markets=[market])
    assert ends(gf.metric.years_to_second_country(firm)) == (0, None)


markets = st.builds(
    lambda country, mode, since: gf.Market(
        country=country, mode=mode, since=None if since is None else FOUNDED + since
    ),
    st.sampled_from(["RS", "US", "JP"]),
    st.sampled_from(["export", "licensing", "joint venture"]),
    st.none() | st.integers(0, HORIZON - 2),
)
homes = st.sampled_from(["RS", "RS", "US", None])


def possible_waits_abroad(firm: gf.Company, *, exports: bool) -> set[float]:
    """The years to the first work abroad in every history, wherever the home may be."""
    every = range(HORIZON + 1)
    entries = openings(firm)
    for market in firm.markets:
        if exports or market.mode != "export":
            entries.append((market.country, every if market.since is None else [market.since - FOUNDED]))
    missed = every if not firm.complete or not openings(firm) else ()
    found: set[float] = set()
    for home in [firm.home] if firm.home else ["RS", "US", "JP", "DE", "FR"]:
        abroad = [years for country, years in entries if country != home]
        for years in product(*abroad):
            found |= {min([*years, *more], default=float("inf")) for more in ((), *((year,) for year in missed))}
    return found


@given(histories, st.lists(markets, max_size=2), homes)
def test_every_history_that_the_record_leaves_open_lies_within_the_years_to_work_abroad(firm, entered, home) -> None:
    firm = firm.replace(markets=entered, home=home)
    for metric, exports in (
        (gf.metric.years_to_foreign_market, True),
        (gf.metric.years_to_foreign_value_adding, False),
    ):
        wait, ways = metric(firm), possible_waits_abroad(firm, exports=exports)
        assert wait.low <= min(ways)
        assert wait.high is None or max(ways) <= wait.high
        if firm.founded and home:
            assert wait.low == (0 if min(ways) == float("inf") else min(ways))
            assert wait.high == max(ways) or (wait.high is None and max(ways) >= HORIZON)


def test_exports_count_as_work_abroad_and_not_as_more_than_export() -> None:
    market = gf.Market(country="JP", mode="export", since=2006)
    firm = gf.Company(
        name="A", home="RS", founded=2005, seen="2009-01-01", offices=[gf.Office(country="RS")], markets=[market]
    )
    assert ends(gf.metric.years_to_foreign_market(firm)) == (1, 1)
    assert ends(gf.metric.years_to_foreign_value_adding(firm)) == (4, None)  # which it does not do yet
    licence = market.replace(mode="licensing")
    assert ends(gf.metric.years_to_foreign_value_adding(firm.replace(markets=[licence]))) == (1, 1)


@pytest.mark.parametrize(
    ("placed", "markets", "exact"),
    [
        (["RS"], [], 1),
        (["RS", "US"], [("JP", "licensing")], 3),
        (["RS"], [("FR", "export")], 1),
        (["RS"], [("RS", "franchise")], 1),
        (["RS"], [("JP", "export"), ("JP", "alliance")], 2),
        (["RS"], list(zip(EVERYWHERE[1:7], get_args(EntryMode)[1:], strict=True)), 7),
    ],
)
def test_a_country_counts_as_value_adding_where_the_firm_does_more_than_export(placed, markets, exact) -> None:
    firm = gf.Company(
        name="A",
        offices=[gf.Office(country=country) for country in placed],
        markets=[gf.Market(country=country, mode=mode) for country, mode in markets],
    )
    assert gf.metric.value_adding_country_count(firm) == gf.profile(firm).value_adding_country_count == gf.Count(exact)
    incomplete = firm.replace(complete=False)
    assert ends(gf.metric.value_adding_country_count(incomplete)) == (exact, 250)
    assert ends(gf.profile(incomplete).value_adding_country_count) == (exact, 250)


@given(
    st.sets(st.sampled_from(EVERYWHERE[:3]), max_size=2),
    st.sets(st.sampled_from(EVERYWHERE[:4]), max_size=2),
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
    st.booleans(),
)
def test_every_set_of_countries_with_people_lies_within_the_value_adding_ones(placed, entered, more, complete) -> None:
    """A claim says how many countries with people there are, whichever those not listed are."""
    claimed = (len(placed) + more[0], len(placed) + sum(more))
    firm = gf.Company(
        name="A",
        offices=[gf.Office(country=country) for country in sorted(placed)],
        markets=[gf.Market(country=country, mode="alliance") for country in sorted(entered)],
        claims=[gf.Claim(metric="country_count", value=claimed, source="somebody")],
        complete=complete,
    )
    staffed = gf.country_count(firm)
    assert staffed == gf.Count(claimed) or complete
    ways = [
        len(entered.union(people))
        for size in range(staffed.low, staffed.high + 1)
        for people in combinations(EVERYWHERE, size)
        if placed <= set(people)
    ]
    assert ends(gf.metric.value_adding_country_count(firm)) == (min(ways), max(ways))


def test_a_firm_that_lists_no_place_has_people_in_as_many_countries_as_they_may_be() -> None:
    firm = gf.Company(name="A", headcount=3, markets=[gf.Market(country="JP", mode="alliance")])
    assert ends(gf.metric.value_adding_country_count(firm)) == (1, 4)


SERBIAN = {
    "offices": [
        gf.Office(country="RS", activities=["operations", "procurement"]),
        gf.Office(country="US", mode="subsidiary", activities=["service", "marketing and sales"]),
        gf.Office(country="DE", mode="joint venture", closed="2020-01-01", activities=["operations"]),
    ],
    "markets": [
        gf.Market(country="JP", mode="licensing", activities=["service"]),
        gf.Market(country="RS", mode="franchise", activities=["firm infrastructure"]),
        gf.Market(country="FR", mode="export", activities=["outbound logistics"]),
    ],
}


def test_entry_modes_activities_and_markets_are_those_outside_the_home_country_and_not_closed() -> None:
    firm = gf.Company(name="A", home="RS", **SERBIAN)
    assert gf.metric.entry_modes(firm) == PartialSet(("export", "licensing", "subsidiary"), complete=True)
    assert ends(gf.metric.foreign_activity_count(firm)) == (3, 3)
    assert ends(foreign_market_count(firm)) == (3, 3)
    profile = gf.profile(firm)
    assert (profile.entry_modes, profile.foreign_activity_count) == (gf.metric.entry_modes(firm), 3)


def test_an_incomplete_record_may_miss_modes_activities_and_markets() -> None:
    firm = gf.Company(name="A", home="RS", complete=False, **SERBIAN)
    assert gf.metric.entry_modes(firm) == PartialSet(("export", "licensing", "subsidiary"), complete=False)
    assert ends(gf.metric.foreign_activity_count(firm)) == (3, 9)
    assert ends(foreign_market_count(firm)) == (3, 250)
    everybody = firm.replace(headcount=2)  # in Serbia and the United States: nobody is left for a place not listed
    assert ends(foreign_market_count(everybody)) == (3, 3)


def test_without_a_home_no_place_is_known_to_be_abroad() -> None:
    firm = gf.Company(name="A", **SERBIAN)
    assert gf.metric.entry_modes(firm) == PartialSet((), complete=False)
    assert ends(gf.metric.foreign_activity_count(firm)) == (0, 9)
    assert ends(foreign_market_count(firm)) == (1, 250)  # people in two countries are not all at home


def test_a_place_abroad_that_does_not_say_what_is_done_there_leaves_the_activities_open() -> None:
    silent = gf.Market(country="IN", mode="export")
    firm = gf.Company(name="A", home="RS", offices=SERBIAN["offices"], markets=[*SERBIAN["markets"], silent])
    assert ends(gf.metric.foreign_activity_count(firm)) == (3, 9)
    assert ends(foreign_market_count(firm)) == (4, 4)


def test_a_firm_at_home_alone_has_no_entry_modes_activities_or_markets_abroad() -> None:
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="RS")], markets=[])
    assert gf.metric.entry_modes(firm) == PartialSet((), complete=True)
    assert ends(gf.metric.foreign_activity_count(firm)) == ends(foreign_market_count(firm)) == (0, 0)


def test_an_office_is_entered_as_an_office_unless_it_says_otherwise() -> None:
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="US")], markets=[])
    assert gf.metric.entry_modes(firm) == PartialSet(("office",), complete=True)


def test_markets_that_are_not_given_are_not_known() -> None:
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="US")])
    assert gf.metric.entry_modes(firm) == PartialSet(("office",), complete=False)
    assert ends(foreign_market_count(firm)) == (1, 250)
    assert ends(gf.metric.value_adding_country_count(firm)) == (1, 250)
    assert ends(gf.metric.foreign_activity_count(firm.replace(offices=[gf.Office(country="RS")]))) == (0, 9)


def test_a_firm_of_no_place_on_record_may_be_anywhere_whatever_its_markets() -> None:
    firm = gf.Company(name="A", home="RS", headcount=100, markets=[])
    assert ends(foreign_market_count(firm)) == (0, 100)
    assert gf.metric.entry_modes(firm) == PartialSet((), complete=False)


def test_people_abroad_at_no_office_leave_the_activities_there_open() -> None:
    team = gf.Team(name="T", members=[gf.Member(country="US")])
    firm = gf.Company(name="A", home="RS", offices=[gf.Office(country="RS")], teams=[team], markets=[])
    assert ends(gf.metric.foreign_activity_count(firm)) == (0, 9)
    office = gf.Office(country="US", activities=["service"])
    assert ends(gf.metric.foreign_activity_count(firm.replace(offices=[office]))) == (1, 1)


@pytest.mark.parametrize("mode", get_args(EntryMode))
def test_an_entry_mode_is_read_by_its_name_however_it_is_spaced_or_capitalised(mode: str) -> None:
    assert entry_mode(f" {mode.title()} ") == VOCABULARY["entry_modes"].read(mode.upper()) == mode


def test_what_is_not_an_entry_mode_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"^'piracy' is not an entry mode: give one of export, .*, office\.$"):
        entry_mode("piracy")


def test_of_a_firm_that_is_complete_in_one_country_the_wait_is_its_age_at_least() -> None:
    firm = gf.Company(name="A", founded=2005, offices=[gf.Office(country="RS")], complete=True, seen="2010-06-01")
    assert gf.metric.years_to_second_country(firm) == gf.Count((5, None))
