"""Figures by country and year: shares abroad, regions, concentration and the TNI, against every whole figure there may be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import CountryFigures
from globalfirm.metrics.regions import REGIONS, region_field, region_of

metric = gf.metric
ACCIONA = {"ES": (20860, 2673e6), "DE": (428, 12e6), "MX": (1978, 238e6), "AU": (1704, 881e6)}
"""People and revenues of four countries, of the report of 2020. Source: Acciona's, in data of the EU Tax Observatory."""


def firm_of(*countries: CountryFigures, home: str | None = "ES", **totals: Any) -> gf.Company:
    """A firm with the accounts of one year."""
    return gf.Company(
        name="A", home=home, accounts=[gf.Accounts(year=2020, currency="EUR", by_country=countries, **totals)]
    )


REPORT = firm_of(
    *[CountryFigures(country=country, headcount=people, turnover=sales) for country, (people, sales) in ACCIONA.items()]
)


def test_what_a_report_says_by_country_comes_out_as_shares_regions_totals_and_concentration() -> None:
    people, sales = 24970, 3804e6
    assert metric.annual_headcount(REPORT) == people
    assert metric.turnover_eur(REPORT) == sales
    employment, abroad = (people - 20860) / people, (sales - 2673e6) / sales
    assert float(metric.foreign_employment_share(REPORT)) == pytest.approx(employment)
    assert float(metric.foreign_sales_share(REPORT)) == pytest.approx(abroad)
    assert float(metric.europe_sales_share(REPORT)) == pytest.approx(2685e6 / sales)
    assert float(metric.home_region_sales_share(REPORT)) == pytest.approx(2685e6 / sales)
    assert float(metric.north_america_sales_share(REPORT)) == pytest.approx(238e6 / sales)
    squares = sum((n / people) ** 2 for n, _ in ACCIONA.values())
    assert float(metric.employment_herfindahl_index(REPORT)) == pytest.approx(squares)
    index = metric.transnationality_index_percent(REPORT)  # assets are not reported: a third of it is open
    assert (index.low, index.high) == pytest.approx(
        (100 * (employment + abroad) / 3, 100 * (employment + abroad + 1) / 3)
    )
    assert gf.taxonomy("rugman_verbeke_2004").label(REPORT) == "home-region oriented"


def test_the_same_people_by_row_of_a_table_and_by_country_of_a_record_have_the_same_share_and_concentration() -> None:
    pl = pytest.importorskip("polars")
    rows = [{"firm": "A", "home": "ES", "country": at, "headcount": people} for at, (people, _) in ACCIONA.items()]
    asked = ["foreign_headcount_share", "country_herfindahl_index"]
    row = gf.cohort.measure(pl.DataFrame(rows), metrics=asked).firms.to_dicts()[0]
    for by_place, by_accounts in zip(asked, ("foreign_employment_share", "employment_herfindahl_index"), strict=True):
        fact = getattr(metric, by_accounts)(REPORT)
        assert (row[f"{by_place}_low"], row[f"{by_place}_high"]) == pytest.approx((fact.low, fact.high))


# Every completion

MOST = 4
NAMED, OTHERS = ("ES", "DE", "US"), ("ES", "FR", "MX", "JP", "BR")
wholes = st.integers(0, MOST)
ranges = st.tuples(wholes, wholes).map(sorted) | wholes.map(lambda n: [n, n])
unnamed_or_not = st.lists(st.sampled_from([*NAMED, None]), min_size=1, max_size=3, unique=True)


def completions(firm: gf.Company) -> Iterator[dict[str, int]]:
    """Whole figures of each country that accounts allow: what is in those that are not named may be in any other one."""
    accounts = firm.accounts[0]
    named = {each.country: each.turnover for each in accounts.by_country if each.country}
    unnamed = [each.turnover for each in accounts.by_country if not each.country] or [gf.Interval.exactly(0)]
    low, high = int(unnamed[0].low), int(unnamed[0].high)
    rests = range(low, (high if accounts.turnover is None else int(accounts.turnover.high)) + 1)
    options = [range(int(fact.low), int(fact.high) + 1) for fact in named.values()]
    for figures, rest, other in product(product(*options), rests, set(OTHERS) - named.keys()):
        total = sum(figures) + rest
        if total and (accounts.turnover is None or total in accounts.turnover):
            yield {**dict(zip(named, figures, strict=True)), other: rest}


@given(unnamed_or_not, st.lists(ranges, min_size=3, max_size=3), st.none() | st.integers(0, 3))
def test_shares_are_those_of_every_completion_and_no_wider(countries, figures, more) -> None:
    by_country = [
        CountryFigures(country=at, turnover=tuple(figure)) for at, figure in zip(countries, figures, strict=False)
    ]
    listed = sum(each.turnover.high for each in by_country)
    firm = firm_of(*by_country, turnover=None if more is None else listed + more)
    every = [*completions(firm)]
    for name, is_in in (
        ("foreign_sales_share", lambda country: country != "ES"),
        *[
            (region_field(region), lambda country, region=region: region_of(country) == region)
            for region in REGIONS[:3]
        ],
    ):
        fact = getattr(metric, name)(firm)
        shares = [sum(n for at, n in each.items() if is_in(at)) / sum(each.values()) for each in every]
        if any(each.turnover.low for each in by_country) or more:  # else of nothing, which may be any share
            assert (fact.low, fact.high) == pytest.approx((min(shares), max(shares))), (name, firm)


@given(unnamed_or_not, st.lists(wholes, min_size=3, max_size=3), st.none() | st.integers(0, 3))
def test_concentration_holds_of_every_completion(countries, figures, more) -> None:
    by_country = [CountryFigures(country=at, turnover=figure) for at, figure in zip(countries, figures, strict=False)]
    listed = sum(each.turnover.high for each in by_country)
    firm = firm_of(*by_country, turnover=None if more is None else listed + more)
    fact = metric.sales_herfindahl_index(firm)
    found = [sum((n / sum(each.values())) ** 2 for n in each.values()) for each in completions(firm)]
    for value in found:
        assert fact.low - 1e-9 <= value <= fact.high + 1e-9, firm
    if found:
        assert fact.high == pytest.approx(max(found)), firm  # all that is not named in one country
    if found and None not in countries and not more:
        assert fact.is_exact


# What contradicts


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        (
            {"by_country": [CountryFigures(country="ES"), CountryFigures(country="ES")]},
            "by_country names ES more than once: leave one of each",
        ),
        (
            {"turnover": 10, "by_country": [CountryFigures(country="ES", turnover=11)]},
            "turnover by country adds up to 11 or more, which exceeds turnover 10: raise the one or lower the other",
        ),
        (
            {
                "foreign_turnover": 9,
                "by_country": [CountryFigures(country="ES", turnover=1), CountryFigures(turnover=2)],
            },
            "foreign_turnover 9 of 2020 is not what by_country has abroad, 2: correct the one or the other",
        ),
    ],
)
def test_a_contradiction_names_both_figures(figures: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gf.Company(name="A", home="ES", accounts=[gf.Accounts(year=2020, **figures)])


def test_countries_may_add_up_to_a_little_more_than_the_total_as_rounded_ones_do() -> None:
    firm = firm_of(CountryFigures(country="ES", turnover=60.2), CountryFigures(country="DE", turnover=40), turnover=100)
    assert float(metric.foreign_sales_share(firm)) == pytest.approx(40 / 100.2)


def test_what_is_stated_of_all_countries_abroad_is_used_beside_what_is_known_by_country() -> None:
    spain, others = CountryFigures(country="ES", turnover=6), CountryFigures()
    assert metric.foreign_sales_share(firm_of(spain, others)).low == 0
    assert metric.foreign_sales_share(firm_of(spain, others, foreign_turnover=2)) == 0.25


def test_in_another_currency_the_figures_by_country_are_too() -> None:
    firm = firm_of(CountryFigures(country="ES", headcount=3, turnover=6)).in_currency("USD", {(2020, "EUR"): 2})
    assert firm.accounts[0].by_country == (CountryFigures(country="ES", headcount=3, turnover=12),)
