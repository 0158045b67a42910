"""Size: a year's figures, alone and with linked and partner enterprises."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.model.accounts import Investor
from tests.firms import ends, of_year

ANY = gf.Interval(0, None)


def euros(year: int, **figures) -> gf.Accounts:
    return gf.Accounts(year=year, currency="EUR", **figures)


@pytest.mark.parametrize("currency", [None, "USD", "EUR"])
@pytest.mark.parametrize(
    ("amount", "figure"), [(gf.metric.turnover_eur, "turnover"), (gf.metric.balance_sheet_eur, "balance_sheet")]
)
def test_amounts_are_in_euros_and_not_converted(amount, figure, currency) -> None:
    years = [
        gf.Accounts(year=2024, currency=currency, **{figure: (5, 7)}),
        euros(2023, **{figure: 3}),
        euros(2022),
    ]
    firm = gf.Company(name="A", accounts=years)
    assert amount(firm) == of_year(amount, firm, 2024) == (gf.Interval(5, 7) if currency == "EUR" else ANY)
    assert ends(of_year(amount, firm, 2023)) == (3, 3)
    assert of_year(amount, firm, 2022) == of_year(amount, firm, 2021) == amount(gf.Company(name="A")) == ANY


dates = st.none() | st.integers(2020, 2025)


@given(dates, dates, st.sampled_from([2019, 2021, 2022, 2024, 2026]), st.booleans())
def test_a_relation_counts_in_the_years_in_which_it_stood_and_in_no_other(since, until, year, linked) -> None:
    if since and until and until < since:
        since, until = until, since
    every = [euros(each, **THEIRS) for each in range(2019, 2027)]
    undated = relation("linked" if linked else "partner", None if linked else 0.5, *every)
    firm = gf.Company(name="A", accounts=[euros(each, **OWN) for each in range(2019, 2027)])
    stood = (since is None or since <= year) and (until is None or year <= until)
    dated = firm.replace(relations=[undated.replace(since=since, until=until)])
    as_if = firm.replace(relations=[undated] if stood else [])
    for metric in (gf.metric.group_headcount, gf.metric.group_turnover_eur, gf.metric.group_balance_sheet_eur):
        assert of_year(metric, dated, year) == of_year(metric, as_if, year)


def test_of_a_firm_without_accounts_a_relation_that_has_ended_or_not_begun_does_not_count() -> None:
    for dates, counts in (({"until": 2020}, False), ({"since": 2030}, False), ({"since": 2010}, True), ({}, True)):
        firm = gf.Company(name="A", headcount=9, seen="2026-11-27", relations=[relation().replace(**dates)])
        assert gf.metric.group_headcount(firm) == (gf.Interval(9, None) if counts else 9)
    ended = gf.Company(name="A", headcount=9, relations=[relation().replace(until=2020)])
    assert gf.metric.group_headcount(ended) == 9


def possible_growth(start: tuple[float, float | None], now: tuple[float, float | None]) -> list[float]:
    """The growth that pairs of figures make, the open ends taken as very many."""
    found = []
    for pair in product(start, now):
        before, after = (1e12 if end is None else end for end in pair)
        found += [100 * ((after / before) ** (1 / 3) - 1)] if before else []
    return found


BOUNDS = [(0, 0), (0, 4), (1, 8), (8, 8), (8, None), (27, 64)]


@pytest.mark.parametrize("start", BOUNDS)
@pytest.mark.parametrize("now", BOUNDS)
def test_growth_over_three_years_is_bounded_by_what_its_figures_allow(start, now) -> None:
    before, after = euros(2021, headcount=start, turnover=start), euros(2024, headcount=now, turnover=now)
    firm = gf.Company(name="A", accounts=[before, after, euros(2022, headcount=5, turnover=5)])
    for metric in (gf.metric.headcount_growth_percent, gf.metric.turnover_growth_percent):
        growth = metric(firm)
        assert all(growth.low <= each + 1e-6 for each in possible_growth(start, now))
        assert growth.high is None or all(each <= growth.high + 1e-6 for each in possible_growth(start, now))
        if None not in (*start, *now) and 0 not in start:
            assert ends(growth) == pytest.approx((min(possible_growth(start, now)), max(possible_growth(start, now))))
        assert of_year(metric, firm, 2022) == of_year(metric, firm, 2023) == gf.Interval(-100, None)


def test_sales_in_two_currencies_or_in_none_that_is_stated_are_not_compared() -> None:
    for before, now in (("EUR", "USD"), (None, None), (None, "EUR")):
        years = [gf.Accounts(year=y, currency=c, turnover=t) for y, c, t in ((2021, before, 1), (2024, now, 8))]
        assert gf.metric.turnover_growth_percent(gf.Company(name="A", accounts=years)) == gf.Interval(-100, None)


def test_the_people_of_a_year_are_the_accounts_and_else_those_of_the_record_today() -> None:
    firm = gf.Company(name="A", headcount=50, accounts=[euros(2024), euros(2023, headcount=40)])
    assert gf.metric.annual_headcount(firm) == of_year(gf.metric.annual_headcount, firm, 2024) == 50
    assert of_year(gf.metric.annual_headcount, firm, 2023) == 40
    assert of_year(gf.metric.annual_headcount, firm, 2022) == ANY
    assert gf.metric.annual_headcount(gf.Company(name="A", headcount=50)) == 50


OWN = {"headcount": 40, "turnover": 9.0, "balance_sheet": (4.0, 6.0)}
THEIRS = {"headcount": 100, "turnover": (10.0, 20.0), "balance_sheet": (8.0, None)}


def relation(kind: str = "linked", share: float | None = None, *years: gf.Accounts) -> gf.Relation:
    return gf.Relation(name="other", kind=kind, share=share, accounts=years)


@pytest.mark.parametrize(
    ("relations", "people", "sales", "assets"),
    [
        (None, (40, None), (9, None), (4, None)),  # there may be relations that the record doesn't know
        ([], (40, 40), (9, 9), (4, 6)),
        ([relation("linked", None, euros(2024, **THEIRS))], (140, 140), (19, 29), (12, None)),
        ([relation("partner", 0.25, euros(2024, **THEIRS))], (65, 65), (11.5, 14), (6, None)),
        ([relation("partner", 0.5, euros(2024, **THEIRS))], (90, 90), (14, 19), (8, None)),
        (
            [relation("partner", 0.25, euros(2024, **THEIRS)), relation("linked", 0.5, euros(2024, **OWN))],
            *((105, 105), (20.5, 23), (10, None)),
        ),
        ([relation("linked", None)], (40, None), (9, None), (4, None)),
        ([relation("linked", None, euros(2023, **THEIRS))], (40, None), (9, None), (4, None)),
        (
            [relation("linked", None, euros(2023, headcount=1), euros(2024, **THEIRS))],
            *((140, 140), (19, 29), (12, None)),
        ),
        (  # people have no currency
            [relation("linked", None, gf.Accounts(year=2024, currency="USD", **THEIRS))],
            *((140, 140), (9, None), (4, None)),
        ),
        ([relation("linked", None, euros(2024, headcount=100))], (140, 140), (9, None), (4, None)),
        (
            [relation("linked", None, euros(2024, **THEIRS)), relation("linked", None)],
            *((140, None), (19, None), (12, None)),
        ),
    ],
)
def test_a_group_is_the_firm_its_linked_enterprises_whole_and_its_partners_by_their_share(
    relations, people, sales, assets
) -> None:
    """Source: Recommendation 2003/361/EC (2003), Annex, Article 6."""
    firm = gf.Company(name="A", accounts=[euros(2024, **OWN)], relations=relations)
    for year in (None, 2024):
        assert ends(of_year(gf.metric.group_headcount, firm, year)) == people
        assert ends(of_year(gf.metric.group_turnover_eur, firm, year)) == sales
        assert ends(of_year(gf.metric.group_balance_sheet_eur, firm, year)) == assets
    profile = gf.profile(firm)
    found = (profile.group_headcount, profile.group_turnover_eur, profile.group_balance_sheet_eur)
    assert tuple(map(ends, found)) == (people, sales, assets)


def test_a_group_is_of_the_year_given_or_else_of_the_firms_last() -> None:
    other = relation("linked", None, euros(2025, headcount=900), euros(2023, headcount=30), euros(2024, headcount=50))
    firm = gf.Company(name="A", accounts=[euros(2024, headcount=5), euros(2023, headcount=3)], relations=[other])
    assert ends(gf.metric.group_headcount(firm)) == ends(of_year(gf.metric.group_headcount, firm, 2024)) == (55, 55)
    assert ends(of_year(gf.metric.group_headcount, firm, 2023)) == (33, 33)
    assert ends(of_year(gf.metric.group_headcount, firm, 2025)) == (900, None)  # its own of that year are not known
    assert of_year(gf.metric.group_headcount, firm, 2022) == ANY


@pytest.mark.parametrize(
    ("years", "year", "people"),
    [
        ([], None, (11, 50)),
        ([], 2024, (0, None)),  # a headcount has no year
        ([euros(2024)], None, (11, 50)),
        ([euros(2024)], 2024, (11, 50)),
        ([euros(2024, headcount=9)], None, (9, 9)),
        ([euros(2024), euros(2023)], 2023, (0, None)),
        ([euros(2024), euros(2023, headcount=7)], 2023, (7, 7)),
        ([euros(2024), euros(2023, headcount=7)], None, (11, 50)),
        ([euros(2024)], 2023, (0, None)),
    ],
)
def test_a_headcount_outside_the_accounts_stands_in_for_the_last_year_alone(years, year, people) -> None:
    firm = gf.Company(name="A", headcount="11-50", accounts=years, relations=[])
    assert ends(of_year(gf.metric.group_headcount, firm, year)) == people
    assert ends(of_year(gf.metric.group_headcount, firm.replace(relations=None), year)) == (people[0], None)


small = st.tuples(st.integers(0, 20), st.integers(0, 3)).map(lambda pair: (pair[0], sum(pair)))


@given(
    small,
    st.lists(
        st.tuples(st.sampled_from(["linked", "partner"]), st.sampled_from([0.25, 0.5, 0.75, 1]), small), max_size=3
    ),
)
def test_a_group_is_bounded_by_the_least_and_the_greatest_sum_that_its_figures_allow(own, others) -> None:
    firm = gf.Company(
        name="A",
        accounts=[euros(2024, headcount=own, turnover=own, balance_sheet=own)],
        relations=[
            relation(kind, share, euros(2024, headcount=held, turnover=held, balance_sheet=held))
            for kind, share, held in others
        ],
    )
    weighed = [
        (Fraction(1), own),
        *((Fraction(1 if kind == "linked" else share), held) for kind, share, held in others),
    ]
    sums = [
        sum(figure * weight for figure, (weight, _) in zip(way, weighed, strict=True))
        for way in product(*(range(low, high + 1) for _, (low, high) in weighed))
    ]
    for group in (gf.metric.group_headcount, gf.metric.group_turnover_eur, gf.metric.group_balance_sheet_eur):
        assert ends(group(firm)) == (min(sums), max(sums))


# Public bodies and other investors: Recommendation 2003/361/EC, Annex, Article 3(2) and (4)

EXCEPTED = [investor for investor in get_args(Investor) if investor != "public body"]


def held_by(*holders: dict[str, Any]) -> gf.Company:
    """A firm of 40 people, by accounts of 2024, with some holders of 900 people each."""
    relations = [
        gf.Relation(name="holder", accounts=[gf.Accounts(year=2024, headcount=900)], **{"kind": "partner", **holder})
        for holder in holders
    ]
    return gf.Company(name="A", relations=relations, accounts=[gf.Accounts(year=2024, headcount=40)])


@pytest.mark.parametrize("investor", EXCEPTED)
def test_an_investor_that_is_excepted_is_no_partner_unless_it_is_linked(investor: str) -> None:
    assert gf.metric.group_headcount(held_by({"share": 0.4, "investor": investor})) == 40
    assert gf.metric.group_headcount(held_by({"share": 0.6, "investor": investor, "kind": "linked"})) == 940
    assert gf.metric.public_share(held_by({"share": 0.4, "investor": investor})) == 0


@pytest.mark.parametrize(
    ("holders", "share"),
    [
        ([], (0, 0)),
        ([{"share": 0.3}], (0, 0)),
        ([{"share": 0.1, "investor": "public body"}, {"share": 0.2, "investor": "public body"}], (0.3, 0.3)),
        ([{"share": 0.3, "investor": "public body", "until": 2023}], (0, 0)),
        ([{"kind": "linked", "investor": "public body"}], (0, 1)),  # by a contract, perhaps
        ([{"kind": "linked", "share": 0.6, "investor": "small local authority"}], (0.6, 0.6)),
    ],
)
def test_public_bodies_are_summed_in_the_years_in_which_they_hold(holders, share) -> None:
    assert ends(gf.metric.public_share(held_by(*holders))) == pytest.approx(share)


def test_where_holders_are_not_known_a_firm_may_be_public() -> None:
    assert ends(gf.metric.public_share(gf.Company(name="A"))) == (0, 1)
