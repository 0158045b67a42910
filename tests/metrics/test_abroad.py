"""Abroad: the foreign shares and the indices made of them, against published figures and every possible value."""

from __future__ import annotations

import csv
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.metrics.regions import TRIAD, region_field, region_of
from tests.firms import ends, of_year

ANY_SHARE = gf.Interval(0, 1)
REGIONS = ("North America", "Europe", "Asia-Pacific", "rest of the world")
SMALL = list(combinations_with_replacement(range(5), 2))
"""Every interval of whole numbers from 0 to 4."""

SHARES = {
    "foreign_sales_share": ("foreign_turnover", "turnover"),
    "foreign_assets_share": ("foreign_assets", "balance_sheet"),
    "foreign_employment_share": ("foreign_headcount", "headcount"),
}
of_each_share = pytest.mark.parametrize("share", [getattr(gf.metric, name) for name in SHARES], ids=[*SHARES])


def firm_of(*, home: str | None = None, **figures) -> gf.Company:
    """A firm with the accounts of one year."""
    return gf.Company(name="A", home=home, accounts=[gf.Accounts(year=2024, **figures)])


def possible_ratios(part: tuple[int, int], whole: tuple[int, int]) -> list[Fraction]:
    """The share that each pair of whole numbers makes; of nothing at all, the share may be any."""
    found = []
    for p, w in product(range(part[0], part[1] + 1), range(whole[0], whole[1] + 1)):
        if p <= w:
            found += [Fraction(p, w)] if w else [Fraction(0), Fraction(1)]
    return found


CONSISTENT = [pair for pair in product(SMALL, SMALL) if possible_ratios(*pair)]
"""Intervals of a part and its whole that do not contradict each other."""


def test_the_index_of_each_firm_of_2011_comes_out_to_the_printed_digit(shared: Path) -> None:
    """Source: UNCTAD, World Investment Report, web table 28 (2011)."""
    with (shared / "facts" / "unctad_tni_2011.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 15
    for row in rows:
        name = row["corporation"]
        pairs = [
            (int(row[f"foreign_{kind}"]), int(row[f"total_{kind}"]))
            for kind in ("assets_musd", "sales_musd", "employment")
        ]
        (foreign_assets, assets), (foreign_sales, sales), (foreign_people, people) = pairs
        exact = 100 * sum(Fraction(*pair) for pair in pairs) / 3
        assert Fraction(round(exact * 10), 10) == Fraction(row["tni_percent"]), name
        year = gf.Accounts(
            year=2011,
            currency="USD",
            turnover=sales * 1e6,
            foreign_turnover=foreign_sales * 1e6,
            balance_sheet=assets * 1e6,
            foreign_assets=foreign_assets * 1e6,
            headcount=people,
            foreign_headcount=foreign_people,
        )
        for home in row["home"].split("/"):  # Royal Dutch Shell has two
            firm = gf.Company(name=name, home=home, accounts=[year])
            for index in (
                gf.metric.transnationality_index_percent(firm),
                of_year(gf.metric.transnationality_index_percent, firm, 2011),
                gf.profile(firm).transnationality_index_percent,
            ):
                assert index.is_exact
                assert f"{index.low:.1f}" == row["tni_percent"], name
                assert index.low == pytest.approx(float(exact), abs=1e-9)


@of_each_share
def test_a_foreign_share_is_bounded_by_the_least_and_the_greatest_that_its_figures_allow(share) -> None:
    part, whole = SHARES[share.name]
    for inside, outside in CONSISTENT:
        possible = possible_ratios(inside, outside)
        bounds = share(firm_of(**{part: inside, whole: outside}))
        assert ends(bounds) == (float(min(possible)), float(max(possible))), (inside, outside)


@of_each_share
@pytest.mark.parametrize(
    ("inside", "outside", "low", "high"),
    [
        ((2, 4), (8, None), 0, 0.5),
        ((2, None), (8, 10), 0.2, 1),
        ((2, None), (8, None), 0, 1),
        ((0, 0), (8, None), 0, 0),
        ((2, 4), (0, None), 0, 1),
        (3, None, 0, 1),
        (None, 3, 0, 1),
        (0, 0, 0, 1),  # of nothing
    ],
)
def test_open_and_unknown_figures_leave_a_foreign_share_open(share, inside, outside, low, high) -> None:
    part, whole = SHARES[share.name]
    assert ends(share(firm_of(**{part: inside, whole: outside}))) == (low, high)


@of_each_share
def test_a_foreign_share_is_of_the_year_given_or_else_of_the_last(share) -> None:
    part, whole = SHARES[share.name]
    years = [gf.Accounts(year=year, **{part: foreign, whole: 8}) for year, foreign in ((2024, 4), (2023, 2))]
    firm = gf.Company(name="A", accounts=years)
    assert ends(share(firm)) == ends(of_year(share, firm, 2024)) == (0.5, 0.5)
    assert ends(of_year(share, firm, 2023)) == (0.25, 0.25)
    assert of_year(share, firm, 2022) == share(gf.Company(name="A")) == ANY_SHARE


@given(st.tuples(*[st.sampled_from(CONSISTENT)] * 3))
def test_the_transnationality_index_is_bounded_by_the_means_of_possible_shares(pairs) -> None:
    possible = [possible_ratios(inside, outside) for inside, outside in pairs]
    figures = {}
    for names, (inside, outside) in zip(SHARES.values(), pairs, strict=True):
        figures |= dict(zip(names, (inside, outside), strict=True))
    index = gf.metric.transnationality_index_percent(firm_of(**figures))
    means = [100 * sum(shares) / 3 for shares in product(*map(set, possible))]
    assert ends(index) == pytest.approx((float(min(means)), float(max(means))))


@pytest.mark.parametrize(
    ("affiliates", "least", "most"),
    [
        ({"affiliates": 4, "foreign_affiliates": 1}, 1.25, 3.25),  # zones and managers are open
        ({"affiliates": 4, "foreign_affiliates": 0}, 1, 2),  # nothing abroad to disperse
        ({}, 1, 4),
    ],
)
def test_the_degree_of_internationalization_sums_what_is_known_of_five_shares(affiliates, least, most) -> None:
    """Source: Sullivan (1994), Journal of International Business Studies 25(2): FSTS, FATA, OSTS, PDIO and TMIE."""
    figures = {"turnover": 4, "foreign_turnover": 3, "balance_sheet": 4, "foreign_assets": 1}
    found = gf.metric.degree_of_internationalization(firm_of(**figures).replace(**affiliates))
    assert ends(found) == pytest.approx((least, most))
    assert ends(gf.metric.degree_of_internationalization(gf.Company(name="A"))) == (0, 5)


def test_a_share_that_is_not_known_leaves_a_third_of_the_index_open() -> None:
    firm = firm_of(turnover=4, foreign_turnover=3, balance_sheet=4, foreign_assets=3)
    assert ends(gf.metric.transnationality_index_percent(firm)) == pytest.approx((50, 250 / 3))
    assert ends(gf.metric.transnationality_index_percent(gf.Company(name="A"))) == (0, 100)


@pytest.mark.parametrize(
    ("place", "least"),
    [
        ({"country": "US", "mode": "subsidiary"}, 1),
        ({"country": "US", "mode": "office"}, 0),
        ({"country": "US", "mode": "joint venture"}, 0),  # of which it may hold less than 10 %
        ({"country": "RS", "mode": "subsidiary"}, 0),
        ({"country": "US", "mode": "subsidiary", "closed": "2020-01-01"}, 0),
    ],
)
def test_a_country_entered_by_a_subsidiary_has_an_affiliate_for_certain(place: dict, least: int) -> None:
    firm = gf.Company(name="A", home="RS", offices=[gf.Office.model_validate(place)])
    assert (
        ends(gf.metric.foreign_affiliate_count(firm)) == ends(gf.profile(firm).foreign_affiliate_count) == (least, None)
    )
    if "closed" not in place:
        market = gf.Market.model_validate(place)
        assert gf.metric.foreign_affiliate_count(gf.Company(name="A", home="RS", markets=[market])).low == least


def test_two_offices_in_a_country_may_be_of_one_subsidiary() -> None:
    offices = [gf.Office(country=country, mode="subsidiary") for country in ("US", "US", "JP")]
    firm = gf.Company(name="A", home="RS", offices=offices)
    assert ends(gf.metric.foreign_affiliate_count(firm)) == (2, None)
    assert ends(gf.metric.foreign_affiliate_count(firm.replace(foreign_affiliates="1-3"))) == (2, 3)
    assert ends(gf.metric.internationalization_index_percent(firm.replace(affiliates=4))) == (50, 100)


ABROAD_IN_TWO_OR_THREE = [gf.Office(country=country, headcount=4) for country in ("US", "RS", "JP")]
"""With 13 people in all: one may be in another country."""


def test_the_affiliate_indices_are_bounded_by_the_least_and_the_greatest_that_the_figures_allow() -> None:
    hosts = (2, 3)
    for abroad, every in CONSISTENT:
        possible = possible_ratios(abroad, every)
        firm = gf.Company(name="A", affiliates=every, foreign_affiliates=abroad)
        least, most = float(100 * min(possible)), float(100 * max(possible))
        assert ends(gf.metric.internationalization_index_percent(firm)) == pytest.approx((least, most))
        hosted = firm.replace(home="US", offices=ABROAD_IN_TWO_OR_THREE, headcount=13, complete=False)
        assert ends(gf.metric.foreign_country_count(hosted)) == hosts
        spread = gf.metric.geographical_spread_index(hosted)
        assert ends(spread) == pytest.approx((sqrt(least * hosts[0]), sqrt(most * hosts[1])))


@pytest.mark.parametrize(
    ("every", "abroad", "index"),
    [
        (200, 150, (75, 75)),
        ("10+", 5, (0, 50)),
        (10, "5+", (50, 100)),
        (None, 5, (0, 100)),
        (5, None, (0, 100)),
        (0, 0, (0, 100)),
    ],
)
def test_internationalization_index(every, abroad, index) -> None:
    firm = gf.Company(name="A", affiliates=every, foreign_affiliates=abroad)
    assert ends(gf.metric.internationalization_index_percent(firm)) == index


def test_the_hosts_of_the_spread_are_the_foreign_countries_with_people() -> None:
    offices = [gf.Office(country=country) for country in ("US", "RS", "JP", "JP", "DE")]
    firm = gf.Company(name="A", home="US", offices=offices, affiliates=4, foreign_affiliates=3)
    assert ends(gf.metric.geographical_spread_index(firm)) == (sqrt(75 * 3), sqrt(75 * 3))
    homeless, unlisted = firm.replace(home=None), firm.replace(offices=[])  # its home is one of the four, or is not
    assert ends(gf.metric.geographical_spread_index(homeless)) == (sqrt(75 * 3), sqrt(75 * 4))
    assert ends(gf.metric.geographical_spread_index(unlisted)) == (0, sqrt(75 * 250))
    open_ = gf.metric.geographical_spread_index(firm.replace(complete=False))
    assert ends(open_) == (sqrt(75 * 3), sqrt(75 * 249))


@pytest.mark.parametrize(
    ("listed", "left"),
    [
        ({}, 1),
        ({"Europe": 0.7}, 0.3),
        ({"Europe": (0.2, 0.9)}, 0.8),
        ({"Europe": 0.5, "Asia-Pacific": 0.5}, 0),
        ({"Europe": 0.1, "Asia-Pacific": 0.2}, 0.7),
        ({"Europe": 1}, 0),
    ],
)
def test_what_the_listed_regions_leave_is_open_to_the_others(listed, left) -> None:
    sales = [gf.RegionalSales(region=region, share=share) for region, share in listed.items()]
    firm = firm_of(regional_sales=sales)
    for facts in (gf.metrics.Facts(firm), gf.metrics.Facts(firm, 2024)):
        assert ends(facts.fact("north_america_sales_share")) == pytest.approx((0, left), abs=1e-15)
        for stated in sales:
            assert facts.fact(region_field(stated.region)) == stated.share
    american = firm.replace(home="US")
    assert ends(gf.metric.home_region_sales_share(american)) == pytest.approx((0, left), abs=1e-15)


QUARTERS = [split for split in product(range(5), repeat=4) if sum(split) == 4]


@given(st.sampled_from(QUARTERS), st.sets(st.sampled_from(REGIONS)), st.data())
def test_every_way_to_split_the_sales_lies_within_the_regional_shares(true, listed, data) -> None:
    """The record lists some of the regions, with bounds around their true shares."""
    bounds = {
        region: (data.draw(st.integers(0, share)), data.draw(st.integers(share, 4)))
        for region, share in zip(REGIONS, true, strict=True)
        if region in listed
    }
    sales = [gf.RegionalSales(region=region, share=(low / 4, high / 4)) for region, (low, high) in bounds.items()]
    firm = firm_of(regional_sales=sales)
    ways = [
        way
        for way in (dict(zip(REGIONS, split, strict=True)) for split in QUARTERS)
        if all(low <= way[region] <= high for region, (low, high) in bounds.items())
    ]
    for region in TRIAD:
        share = getattr(gf.metric, region_field(region))(firm)
        assert all(way[region] / 4 in share for way in ways)
        if region not in listed:
            assert share.high == max(way[region] for way in ways) / 4
    american, brazilian = (gf.metric.other_region_sales_share(firm.replace(home=home)) for home in ("US", "BR"))
    assert all(1 - way["North America"] / 4 in american for way in ways)
    for way in ways:  # of what a Brazilian firm sells in the rest of the world, any part may be in its own region
        assert all(1 - own / 4 in brazilian for own in range(way["rest of the world"] + 1))
    assert gf.metric.home_region_sales_share(firm.replace(home="BR")) == 0


@pytest.mark.parametrize(
    ("country", "region"),
    [
        *[(country, "North America") for country in ("US", "CA", "MX")],
        *[(country, "Europe") for country in ("RS", "GB", "DE", "CH", "RU")],
        *[(country, "Asia-Pacific") for country in ("JP", "IN", "AU", "NZ", "KI")],
        *[(country, "rest of the world") for country in ("BR", "ZA", "DO", "GL", "CR")],
    ],
)
def test_a_home_region_is_the_one_that_the_home_country_lies_in(country: str, region: str) -> None:
    """Sources: NAFTA's three members; GeoNames' continents."""
    assert region_of(gf.Country(country)) == region
    shares = dict(zip(REGIONS, (0.4, 0.3, 0.2, 0.1), strict=True))
    sales = [gf.RegionalSales(region=name, share=share) for name, share in shares.items()]
    firm = firm_of(home=country, regional_sales=sales)
    assert gf.metric.home_region_sales_share(firm) == (shares[region] if region in TRIAD else 0)
    assert of_year(gf.metric.home_region_sales_share, firm, 2023) == ANY_SHARE


def test_without_a_home_there_is_no_home_region() -> None:
    assert (
        gf.metric.home_region_sales_share(firm_of(regional_sales=[gf.RegionalSales(region="Europe", share=1)]))
        == ANY_SHARE
    )


# What follows of a whole and its parts


@pytest.mark.parametrize("figure", ["turnover", "balance_sheet"])
def test_a_total_is_no_less_than_its_part_abroad(figure) -> None:
    part = {"turnover": "foreign_turnover", "balance_sheet": "foreign_assets"}[figure]
    total = getattr(gf.metric, f"{figure}_eur")
    assert ends(total(firm_of(currency="EUR", **{part: 7}))) == (7, None)
    assert ends(total(firm_of(currency="EUR", **{part: (3, 7), figure: (2, 9)}))) == (3, 9)
    assert ends(total(firm_of(currency="EUR", **{part: 7, figure: 9}))) == (9, 9)


EIGHTHS = 8
ALLOCATIONS = [each for each in product(range(EIGHTHS + 1), repeat=4) if sum(each) == EIGHTHS]
"""How sales may lie in the four regions, in eighths."""
HOMES = {"US": 0, "DE": 1, "JP": 2, "BR": 3}
shares_of_regions = st.tuples(*[st.none() | st.tuples(st.integers(0, 4), st.integers(0, 4))] * 4)


def sales_by_region(home: str, parts: tuple[int, ...]) -> dict[str, float]:
    """The metrics of sales by region, counted."""
    triad, at = [part / EIGHTHS for part in parts[:3]], HOMES[home]
    own = parts[at] / EIGHTHS
    return {
        **{region_field(region): share for region, share in zip(TRIAD, triad, strict=True)},
        "home_region_sales_share": own if at < 3 else 0,
        "host_region_sales_share": max(share for region, share in enumerate(triad) if region != at),
    }


@given(st.none() | st.sampled_from([*HOMES]), shares_of_regions)
def test_sales_by_region_are_bounded_by_every_way_to_add_up_to_the_whole(home, listed) -> None:
    """The law: of a partition, what is known of the parts bounds each of them; and of a home that is not known, every home."""
    shares = {
        region: (low / EIGHTHS, (low + more) / EIGHTHS)
        for region, share in zip(REGIONS, listed, strict=True)
        if share is not None
        for low, more in [share]
    }
    allowed = [
        each
        for each in ALLOCATIONS
        if all(
            region not in shares or shares[region][0] <= part / EIGHTHS <= shares[region][1]
            for region, part in zip(REGIONS, each, strict=True)
        )
    ]
    if not allowed:
        return
    sales = [gf.RegionalSales(region=region, share=(low, min(high, 1))) for region, (low, high) in shares.items()]
    firm = firm_of(home=home, regional_sales=sales)
    found = [sales_by_region(each, parts) for each in ([home] if home else HOMES) for parts in allowed]
    for name in found[0]:
        values = [each[name] for each in found]
        fact = getattr(gf.metric, name)(firm)
        if name == "host_region_sales_share":  # the greatest of several, which may not all be at their least together
            assert fact.low <= min(values) + 1e-9
            assert max(values) == pytest.approx(fact.high)
        else:
            assert ends(fact) == pytest.approx((min(values), max(values))), (name, firm)
