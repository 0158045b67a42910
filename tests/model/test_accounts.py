"""Accounts, relations and markets: contradictions, JSON and its schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import globalfirm as gf
from tests.firms import REGIONS, accounts, bounds, markets, parts_of_wholes, relations, several_years


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


EITHER = "raise the one or lower the other"
HALF_TWICE = [{"region": "Europe", "share": 0.5}] * 2


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ({"headcount": 10, "foreign_headcount": "11-20"}, f"foreign_headcount 11-20 exceeds headcount 10: {EITHER}."),
        ({"turnover": [5, 10], "foreign_turnover": 10.5}, f"foreign_turnover 10.5 exceeds turnover 5-10: {EITHER}."),
        ({"balance_sheet": 0, "foreign_assets": [1, None]}, f"foreign_assets 1+ exceeds balance_sheet 0: {EITHER}."),
        ({"regional_sales": HALF_TWICE}, "regional_sales name Europe more than once: leave one share of each."),
        (
            {"regional_sales": [{"region": "Europe", "share": [0.6, 0.9]}, {"region": "Asia-Pacific", "share": 0.5}]},
            "regional_sales add up to 1.1 or more, which can't exceed 1: lower some of the shares.",
        ),
    ],
)
def test_a_contradiction_between_figures_is_an_error_that_names_both(figures: dict, message: str) -> None:
    assert problems(gf.Accounts, {"year": 2024, **figures}) == [((), message)]


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=4), st.sampled_from([2, 3]))
def test_published_shares_may_add_up_to_more_than_the_whole_by_what_rounding_adds(parts, digits) -> None:
    """Three shares of a third, printed as 33.4 %, come to 100.2 %."""
    regions = ("North America", "Europe", "Asia-Pacific", "rest of the world")
    shares = [round(part / (sum(parts) or 1), digits) for part in parts]
    sales = [{"region": region, "share": share} for region, share in zip(regions, shares, strict=True)]
    assert gf.Accounts.model_validate({"year": 2024, "regional_sales": sales}).year == 2024
    more = {**sales[0], "share": min(shares[0] + 1.03 - sum(shares), 1)}
    if sum(shares) - shares[0] + more["share"] > 1.025:
        assert problems(gf.Accounts, {"year": 2024, "regional_sales": [more, *sales[1:]]})


def test_a_relation_ends_no_earlier_than_it_began() -> None:
    [(_, message)] = problems(gf.Relation, {"name": "B", "kind": "linked", "since": 2020, "until": 2019})
    assert message == "until 2019 lies before since 2020: correct the one or the other."
    assert gf.Relation(name="B", kind="linked", since=2020, until=2020).stands_in(2020)


def test_as_of_a_day_a_relation_had_not_begun_or_not_ended_yet() -> None:
    parent = gf.Relation(name="B", kind="linked", since=2015, until=2020)
    firm = gf.Company(name="A", relations=[parent])
    assert firm.as_of("2014-12-31").relations == ()
    assert firm.as_of("2020-06-01").relations == (parent.replace(until=None),)
    assert firm.as_of("2021-01-01").relations == (parent,)
    assert gf.Company(name="A").as_of("2021-01-01").relations is None


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
        f"foreign_headcount 2 exceeds headcount 1: {EITHER}; foreign_turnover 2 exceeds turnover 1: {EITHER}; "
        f"foreign_assets 2 exceeds balance_sheet 1: {EITHER}; "
        "regional_sales name Europe more than once: leave one share of each; "
        "regional_sales add up to 1.6 or more, which can't exceed 1: lower some of the shares."
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
    ("figures", "place", "message"),
    [
        ({"currency": "EUX"}, "currency", "'EUX' is not a currency of ISO 4217: give a code such as 'EUR'."),
        ({"currency": "euro"}, "currency", "pattern"),
        ({"turnover": -1}, "turnover", "-1 is less than nothing: give an amount of 0 or more."),
        ({"turnover": [-2, 3]}, "turnover", "-2-3 is less than nothing"),
        ({"foreign_assets": gf.Interval(-1)}, "foreign_assets", "-1+ is less than nothing"),
        ({"turnover": [3, 1]}, "turnover", "low bound can't exceed its high bound: 3 > 1"),
        ({"turnover": "a lot"}, "turnover", "'a lot' is not an interval: give a number, or bounds such as '2-4'"),
        ({"balance_sheet": True}, "balance_sheet", "True is not an interval: give"),
        ({"balance_sheet": float("inf")}, "balance_sheet", "inf is not a bound of an interval"),
        ({"headcount": -1}, "headcount", "-1 is less than nothing"),
        ({"year": 0}, "year", "greater than or equal to 1"),
        ({"turnovr": 1}, "turnovr", "did you mean 'turnover'?"),
        ({"regional_sales": [{"region": "Europa", "share": 0.5}]}, "region", "'North America', 'Europe'"),
        ({"regional_sales": [{"region": "Europe", "share": 1.2}]}, "share", "1.2 is not a share: give a number from 0"),
        ({"regional_sales": [{"region": "Europe", "share": -0.1}]}, "share", "-0.1 is not a share"),
        ({"regional_sales": [{"region": "Europe", "share": [0.5, None]}]}, "share", "0.5+ is not a share"),
        ({"regional_sales": [{"region": "Europe", "share": [0.5, 2]}]}, "share", "0.5-2 is not a share"),
    ],
)
def test_a_figure_that_can_not_be_is_refused_at_its_place(figures: dict, place: str, message: str) -> None:
    found = problems(gf.Accounts, {"year": 2024, **figures})
    assert any(place in where and message in said for where, said in found), found


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        ({"kind": "partner"}, "a partner counts by its share: give the capital or votes held, from 0.25."),
        (
            {"kind": "partner", "share": 0.24},
            "a partner counts by its share: give the capital or votes held, from 0.25.",
        ),
        ({"kind": "linked", "share": 1.01}, "less than or equal to 1"),
        ({"kind": "friend"}, "'linked' or 'partner'"),
    ],
)
def test_a_relation_that_can_not_be_is_refused(relation: dict, message: str) -> None:
    [(_, error)] = problems(gf.Relation, {"name": "Fund", **relation})
    assert message in error


@pytest.mark.parametrize(
    ("kind", "share", "weight"),
    [("linked", None, 1), ("linked", 0.6, 1), ("partner", 0.25, 0.25), ("partner", 1, 1)],
)
def test_a_linked_enterprise_counts_whole_and_a_partner_by_its_share(kind, share, weight) -> None:
    assert gf.Relation(name="Fund", kind=kind, share=share).weight == weight


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        *((5, 5), (2.5, 2.5), (gf.Interval(3, 3), 3), (None, None)),
        *(((1, 2), {"low": 1, "high": 2}), ((1, None), {"low": 1, "high": None}), ("0.5-2", {"low": 0.5, "high": 2})),
    ],
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
        (gf.Accounts, {"year": 2024, "turnover": ""}),
        (gf.Accounts, {"year": 2024, "currency": "eur"}),
        (gf.Accounts, {"year": 2024, "profit": 1}),
        (gf.Accounts, {"year": 2024, "regional_sales": [{"region": "Mars", "share": 1}]}),
        (gf.Accounts, {"year": 2024, "regional_sales": [{"region": "Europe"}]}),
        (gf.Relation, {"name": "Fund", "kind": "partner", "share": 1.1}),
        (gf.Relation, {"name": "Fund", "kind": "partner", "share": 0.3, "investor": "a friend"}),
        (gf.Relation, {"name": "Fund"}),
        (gf.Market, {"country": "JP", "mode": "espionage"}),
        (gf.Market, {"country": "JP", "mode": "export", "activities": ["sales"]}),
        (gf.Market, {"country": "JP", "mode": "export", "since": 0}),
    ],
)
def test_the_schema_refuses_what_the_model_refuses(record: type, fields: dict) -> None:
    assert problems(record, fields)
    assert not SCHEMAS[record][0].is_valid(fields)
