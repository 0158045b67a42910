"""Accounts, relations, affiliates and markets: contradictions, JSON and its schema, and what was known on a day."""

from __future__ import annotations

import json
from datetime import date, datetime

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import globalfirm as gf
from tests.firms import COUNTRIES, bounds

REGIONS = ("North America", "Europe", "Asia-Pacific", "rest of the world")
MODES = ("export", "licensing", "franchise", "alliance", "joint venture", "subsidiary", "office")

money = st.floats(0, 1e12)
amounts = st.tuples(money, st.none() | money).map(
    lambda pair: gf.Interval(pair[0], None if pair[1] is None else sum(pair))
)


@st.composite
def parts_of_wholes(draw: st.DrawFn, of: st.SearchStrategy[gf.Interval]) -> tuple[gf.Interval | None, ...]:
    """A part and its whole, either of which may not be known; the part can't be the greater."""
    part, whole = draw(st.none() | of), draw(st.none() | of)
    if part and whole and whole.high is not None and part.low > whole.high:
        return whole, part
    return part, whole


@st.composite
def accounts(draw: st.DrawFn, *, year: int | None = None) -> gf.Accounts:
    """Accounts of a year, with some of the figures."""
    foreign_headcount, headcount = draw(parts_of_wholes(bounds))
    foreign_turnover, turnover = draw(parts_of_wholes(amounts))
    foreign_assets, balance_sheet = draw(parts_of_wholes(amounts))
    eighths = draw(st.lists(st.integers(0, 8), max_size=4).filter(lambda parts: sum(parts) <= 8))
    widths = [draw(st.integers(0, 8 - part)) for part in eighths]
    return gf.Accounts(
        year=draw(st.integers(2019, 2024)) if year is None else year,
        currency=draw(st.sampled_from([None, "EUR", "EUR", "USD"])),
        headcount=headcount,
        foreign_headcount=foreign_headcount,
        turnover=turnover,
        foreign_turnover=foreign_turnover,
        balance_sheet=balance_sheet,
        foreign_assets=foreign_assets,
        regional_sales=[
            gf.RegionalSales(region=region, share=(part / 8, (part + width) / 8))
            for region, part, width in zip(draw(st.permutations(REGIONS)), eighths, widths, strict=False)
        ],
    )


several_years = st.lists(accounts(), max_size=3, unique_by=lambda year: year.year)
relations = st.builds(
    lambda kind, share, years: gf.Relation(name="other", kind=kind, share=share, accounts=years),
    st.sampled_from(["linked", "partner"]),
    st.sampled_from([0.25, 0.3, 0.5, 1.0]),
    several_years,
)
markets = st.builds(
    lambda country, mode, since, activities: gf.Market(country=country, mode=mode, since=since, activities=activities),
    st.sampled_from(COUNTRIES),
    st.sampled_from(MODES),
    st.none() | st.integers(2000, 2024),
    st.lists(st.sampled_from(["operations", "service"]), max_size=2),
)


def published(record: type) -> list[jsonschema.Draft202012Validator]:
    """The JSON Schemas of a record, of what it reads and what it writes."""
    return [
        jsonschema.Draft202012Validator(record.model_json_schema(mode=mode)) for mode in ("validation", "serialization")
    ]


SCHEMAS = {record: published(record) for record in (gf.Accounts, gf.Relation, gf.Market, gf.Company)}


def problems(record: type, fields: dict) -> list[tuple[tuple, str]]:
    """Where each problem of a record is, and what is said of it."""
    with pytest.raises(ValidationError) as error:
        record.model_validate(fields)
    return [(problem["loc"], problem["msg"]) for problem in error.value.errors()]


HALF_TWICE = [{"region": "Europe", "share": 0.5}] * 2


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"headcount": 10, "foreign_headcount": "11-20"}, "foreign_headcount 11-20 exceeds headcount 10"),
        ({"turnover": [5, 10], "foreign_turnover": 10.5}, "foreign_turnover 10.5 exceeds turnover 5-10"),
        ({"balance_sheet": 0, "foreign_assets": [1, None]}, "foreign_assets 1+ exceeds balance_sheet 0"),
        ({"regional_sales": HALF_TWICE}, "regional_sales name a region twice"),
        (
            {"regional_sales": [{"region": "Europe", "share": [0.6, 0.9]}, {"region": "Asia-Pacific", "share": 0.5}]},
            "regional_sales add up to more than 1",
        ),
    ],
)
def test_a_contradiction_between_figures_is_an_error_that_names_both(figures: dict, told: str) -> None:
    message = f"Value error, {told}: raise the one or lower the other."
    assert problems(gf.Accounts, {"year": 2024, **figures}) == [((), message)]


def test_every_contradiction_of_a_year_is_named_at_once() -> None:
    [(_, message)] = problems(
        gf.Accounts,
        {
            "year": 2024,
            "headcount": 1,
            "foreign_headcount": 2,
            "turnover": 1,
            "foreign_turnover": 2,
            "balance_sheet": 1,
            "foreign_assets": 2,
            "regional_sales": [{"region": "Europe", "share": 0.8}] * 2,
        },
    )
    assert message == (
        "Value error, foreign_headcount 2 exceeds headcount 1; foreign_turnover 2 exceeds turnover 1; "
        "foreign_assets 2 exceeds balance_sheet 1; regional_sales name a region twice; "
        "regional_sales add up to more than 1: raise the one or lower the other."
    )


@pytest.mark.parametrize(
    "figures",
    [
        {"turnover": [5, 10], "foreign_turnover": [10, 20]},  # both may be 10
        {"turnover": [5, None], "foreign_turnover": 1e9},
        {"turnover": 0, "foreign_turnover": 0},
        {"foreign_turnover": 5},
        {"foreign_assets": 5, "turnover": 1},
        {"headcount": "10+", "foreign_headcount": 50},
        {"regional_sales": [{"region": region, "share": [0, 1]} for region in REGIONS]},
        {
            "regional_sales": [
                {"region": region, "share": share} for region, share in zip(REGIONS[:3], (0.1, 0.2, 0.7), strict=True)
            ]
        },
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(figures: dict) -> None:
    assert gf.Accounts.model_validate({"year": 2024, **figures}).year == 2024


@pytest.mark.parametrize(
    ("figures", "place", "told"),
    [
        ({"currency": "EUX"}, "currency", "'EUX' is no currency of ISO 4217: give a code such as 'EUR'."),
        ({"currency": "euro"}, "currency", "pattern"),
        ({"turnover": -1}, "turnover", "-1 is less than nothing: give an amount of 0 or more."),
        ({"turnover": [-2, 3]}, "turnover", "-2-3 is less than nothing"),
        ({"foreign_assets": gf.Interval(-1)}, "foreign_assets", "-1+ is less than nothing"),
        ({"turnover": [3, 1]}, "turnover", "low bound can't exceed its high bound: 3.0 > 1.0"),
        ({"turnover": "a lot"}, "turnover", "valid tuple"),
        ({"balance_sheet": True}, "balance_sheet", "valid tuple"),
        ({"balance_sheet": float("inf")}, "balance_sheet", "finite number"),
        ({"headcount": -1}, "headcount", "-1 is no count"),
        ({"year": 0}, "year", "greater than or equal to 1"),
        ({"turnovr": 1}, "turnovr", "did you mean 'turnover'?"),
        ({"regional_sales": [{"region": "Europa", "share": 0.5}]}, "region", "'North America', 'Europe'"),
        ({"regional_sales": [{"region": "Europe", "share": 1.2}]}, "share", "1.2 is no share: give a number from 0"),
        ({"regional_sales": [{"region": "Europe", "share": -0.1}]}, "share", "-0.1 is no share"),
        ({"regional_sales": [{"region": "Europe", "share": [0.5, None]}]}, "share", "0.5+ is no share"),
        ({"regional_sales": [{"region": "Europe", "share": [0.5, 2]}]}, "share", "0.5-2 is no share"),
    ],
)
def test_a_figure_that_can_not_be_is_refused_at_its_place(figures: dict, place: str, told: str) -> None:
    found = problems(gf.Accounts, {"year": 2024, **figures})
    assert any(place in where and told in message for where, message in found), found


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ({"kind": "partner"}, "a partner counts by its share: give the capital or votes held, from 0.25."),
        ({"kind": "partner", "share": 0.24}, "greater than or equal to 0.25"),
        ({"kind": "linked", "share": 1.01}, "less than or equal to 1"),
        ({"kind": "friend"}, "'linked' or 'partner'"),
    ],
)
def test_a_relation_that_can_not_be_is_refused(relation: dict, told: str) -> None:
    [(_, message)] = problems(gf.Relation, {"name": "Fund", **relation})
    assert told in message


@pytest.mark.parametrize(
    ("kind", "share", "weight"),
    [("linked", None, 1), ("linked", 0.6, 1), ("partner", 0.25, 0.25), ("partner", 1, 1)],
)
def test_a_linked_enterprise_counts_whole_and_a_partner_by_its_share(kind, share, weight) -> None:
    assert gf.Relation(name="Fund", kind=kind, share=share).weight == weight


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"accounts": [{"year": 2023}, {"year": 2024}, {"year": 2023}]}, "there are two accounts of 2023: leave one"),
        ({"affiliates": "3-5", "foreign_affiliates": "6+"}, "foreign_affiliates 6+ exceeds affiliates 3-5: raise"),
        ({"affiliates": 0, "foreign_affiliates": 1}, "foreign_affiliates 1 exceeds affiliates 0"),
    ],
)
def test_a_company_whose_accounts_or_affiliates_contradict_each_other_is_refused(record: dict, told: str) -> None:
    [(where, message)] = problems(gf.Company, {"name": "A", **record})
    assert where == ()
    assert told in message


def test_both_contradictions_of_a_company_are_named_at_once() -> None:
    record = {"name": "A", "accounts": [{"year": 2023}] * 2, "affiliates": 1, "foreign_affiliates": 2}
    [(_, message)] = problems(gf.Company, record)
    assert "two accounts of 2023: leave one out; foreign_affiliates 2 exceeds affiliates 1" in message


@pytest.mark.parametrize(
    "record",
    [
        {"accounts": [{"year": 2023}, {"year": 2024}]},
        {"affiliates": "5+", "foreign_affiliates": 9},
        {"affiliates": "3-5", "foreign_affiliates": "5-9"},
        {"foreign_affiliates": 9},
        {"affiliates": 9},
    ],
)
def test_accounts_of_several_years_and_affiliates_that_may_be_are_taken(record: dict) -> None:
    assert gf.Company.model_validate({"name": "A", **record}).name == "A"


def test_no_relations_known_and_none_at_all_are_two_things() -> None:
    unknown, none = gf.Company(name="A"), gf.Company(name="A", relations=[])
    assert (unknown.relations, none.relations) == (None, ())
    for firm in (unknown, none):
        assert gf.Company.model_validate_json(firm.model_dump_json()) == firm


@pytest.mark.parametrize(
    ("amount", "written"),
    [(5, 5.0), (2.5, 2.5), ((1, 2), [1.0, 2.0]), ((1, None), [1.0, None]), (gf.Interval(3, 3), 3), (None, None)],
)
def test_an_amount_is_written_as_a_number_where_it_is_exact_and_as_its_bounds_otherwise(amount, written) -> None:
    year = gf.Accounts(year=2024, turnover=amount)
    assert json.loads(year.model_dump_json())["turnover"] == written
    assert gf.Accounts(year=2024, turnover=written) == year


@given(accounts())
def test_accounts_survive_json_and_match_their_schema(year: gf.Accounts) -> None:
    written = year.model_dump_json()
    assert gf.Accounts.model_validate_json(written) == year
    for schema in SCHEMAS[gf.Accounts]:
        schema.validate(json.loads(written))


@given(
    st.none() | st.lists(relations, max_size=2),
    several_years,
    st.lists(markets, max_size=3),
    parts_of_wholes(bounds),
)
def test_companies_with_accounts_survive_json_and_match_their_schema(related, years, entered, affiliates) -> None:
    inside, every = affiliates
    firm = gf.Company(
        name="A", relations=related, accounts=years, markets=entered, affiliates=every, foreign_affiliates=inside
    )
    for record in (firm, *firm.markets, *(firm.relations or ())):
        written = record.model_dump_json()
        assert type(record).model_validate_json(written) == record
        for schema in SCHEMAS[type(record)]:
            schema.validate(json.loads(written))


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (gf.Accounts, {}),
        (gf.Accounts, {"year": 2024, "turnover": -1}),
        (gf.Accounts, {"year": 2024, "turnover": [1, 2, 3]}),
        (gf.Accounts, {"year": 2024, "turnover": "40"}),
        (gf.Accounts, {"year": 2024, "currency": "eur"}),
        (gf.Accounts, {"year": 2024, "profit": 1}),
        (gf.Accounts, {"year": 2024, "regional_sales": [{"region": "Mars", "share": 1}]}),
        (gf.Accounts, {"year": 2024, "regional_sales": [{"region": "Europe"}]}),
        (gf.Relation, {"name": "Fund", "kind": "partner", "share": 0.1}),
        (gf.Relation, {"name": "Fund"}),
        (gf.Market, {"country": "JP", "mode": "espionage"}),
        (gf.Market, {"country": "JP", "mode": "export", "activities": ["sales"]}),
        (gf.Market, {"country": "JP", "mode": "export", "since": 0}),
    ],
)
def test_the_schema_refuses_what_the_model_refuses(record: type, fields: dict) -> None:
    assert problems(record, fields)
    assert not SCHEMAS[record][0].is_valid(fields)


def test_a_market_reads_its_country_by_name() -> None:
    market = gf.Market(country="Japan", mode="joint venture", since=2019, activities=["service"])
    assert (market.country, market.activities) == ("JP", ("service",))


@pytest.mark.parametrize(
    ("day", "years", "entered"),
    [
        (date(2022, 12, 31), (2021,), ("DE",)),
        (date(2023, 1, 1), (2021, 2022), ("DE", "JP")),  # a year's accounts are known in the next one
        (datetime(2024, 6, 1, 12, 30), (2021, 2022, 2023), ("DE", "JP", "FR")),
        (date(1990, 1, 1), (), ("DE",)),
    ],
)
def test_as_of_a_day_later_accounts_and_markets_are_not_known(day: date, years, entered) -> None:
    firm = gf.Company(
        name="A",
        accounts=[gf.Accounts(year=year) for year in (2021, 2022, 2023)],
        markets=[
            gf.Market(country="DE", mode="export"),  # since no one knows when
            gf.Market(country="JP", mode="licensing", since=2023),
            gf.Market(country="FR", mode="export", since=2024),
        ],
    )
    then = firm.as_of(day)
    assert tuple(held.year for held in then.accounts) == years
    assert tuple(market.country for market in then.markets) == entered


@given(several_years, st.lists(markets, max_size=4), st.dates(date(1999, 1, 1), date(2026, 1, 1)))
def test_as_of_is_what_as_of_a_later_day_would_say_of_that_day(years, entered, day: date) -> None:
    firm = gf.Company(name="A", accounts=years, markets=entered)
    assert firm.as_of(date(2026, 1, 1)).as_of(day) == firm.as_of(day)
