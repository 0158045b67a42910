"""Companies as a long table and back: nothing is lost, or it is an error."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import cohort
from tests import firms
from tests.cohort.conftest import ENGINES
from tests.profiles import examples

LIBRARIES = ("polars", "pandas", "pyarrow")


@st.composite
def held(draw: st.DrawFn) -> gf.Company:
    """A firm that a table of places can hold."""
    firm = draw(firms.companies())
    staffed = draw(st.none() | firms.bounds)
    offices = [
        office.replace(
            kind="office",
            opened=draw(st.sampled_from([None, "2010-03-01"])),
            source=draw(st.sampled_from([None, "a site"])),
        )
        for office in firm.offices
    ]
    kept: dict[str, Any] = {
        "offices": offices, "teams": (), "claims": (), "headcount": None, "funding": draw(st.none() | st.floats(0, 1e12)),
        "headcount_elsewhere": staffed, "founded": draw(st.none() | st.integers(1900, 2010)),
        "affiliates": draw(st.none() | st.integers(9, 20)), "seen": draw(st.sampled_from([None, "2024-05-01"])),
    }  # fmt: skip
    there = firm.replace(**kept)
    placed = firms.people_placed(there)
    return there.replace(headcount=draw(st.none() | st.just(placed) | st.just((placed, placed + 40))))


def named(drawn: list[gf.Company]) -> list[gf.Company]:
    return [firm.replace(name=f"{at:03}") for at, firm in enumerate(drawn)]


@settings(max_examples=examples(40))
@given(st.lists(held(), max_size=5), st.sampled_from(LIBRARIES))
def test_companies_come_back_as_they_were(drawn: list[gf.Company], library: Any) -> None:
    assert cohort.to_companies(cohort.to_table(named(drawn), library)) == named(drawn)


@settings(max_examples=examples(10))
@given(st.lists(held(), min_size=1, max_size=5))
def test_the_table_says_of_them_what_they_say(drawn: list[gf.Company]) -> None:
    companies = named(drawn)
    of_table = cohort.measure(cohort.to_table(companies, "polars"), taxonomy=gf.default_taxonomy()).firms.sort("firm")
    assert of_table.equals(cohort.measure_companies(companies, "polars", taxonomy=gf.default_taxonomy()))


@settings(max_examples=examples(60))
@given(st.one_of(firms.companies(), firms.companies_with_accounts()))
def test_what_a_table_cant_hold_is_named_or_comes_back(firm: gf.Company) -> None:
    try:
        table = cohort.to_table([firm])
    except ValueError as error:
        assert "a table of places does not hold" in str(error)  # noqa: PT017 # either is right
    else:
        assert cohort.to_companies(table) == [firm]


class MyOffice(gf.Office):
    rent_eur: float


class MyCompany(gf.Company):
    patents: int


@pytest.mark.parametrize(
    ("firm", "lost"),
    [
        (gf.Company(name="A", teams=[gf.Team(name="t", members=[gf.Member(country="JP")])]), "teams"),
        (gf.Company(name="A", markets=[]), "markets"),
        (gf.Company(name="A", id="42", source="a site"), "id, source"),
        (gf.Company(name="A", funding=(1, 2)), "funding"),
        (gf.Company(name="A", offices=[gf.Office(country="RS", kind="mailbox")]), "offices"),
        (gf.Company(name="A", offices=[MyOffice(country="RS", rent_eur=9)]), "offices"),
        (MyCompany(name="A", patents=3), "patents"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_lost_is_named(firm: gf.Company, lost: str) -> None:
    with pytest.raises(ValueError, match=f"does not hold {lost} of 'A'"):
        cohort.to_table([firm])


def test_firms_of_one_name_are_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="two companies are called 'A'"):
        cohort.to_table([gf.Company(name="A"), gf.Company(name="A", home="RS")])
    with pytest.raises(TypeError, match=r"the company 'A' is one: give several, such as \[company\]"):
        cohort.to_table(gf.Company(name="A"))  # type: ignore[arg-type] # that is the claim
    with pytest.raises(TypeError, match="'A' is not a Company"):
        cohort.to_table(["A"])  # type: ignore[list-item] # as above


@pytest.mark.parametrize("cell", [b"A", ["A"], {"a": 1}])
def test_a_cell_that_is_no_text_is_not_written_out_as_python_does(cell: object) -> None:
    table = pl.DataFrame({"firm": [cell], "country": ["RS"]})
    with pytest.raises(TypeError, match="the column for firm holds"):
        cohort.to_companies(table)


def test_what_names_no_columns_is_refused_by_all_that_take_some() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"], "year": [2024]})
    for take in (cohort.measure, cohort.to_companies, cohort.to_accounts, lambda *given: [*cohort.parts(*given)]):
        with pytest.raises(TypeError, match="2 does not name columns: give "):
            take(table, 2)


READ = {
    "company": ["007", "B", "007", "C", "C"],
    "land": ["Serbia", "Other", None, "US", "NA"],
    "people": ["about 8", "1000+", "N/A", None, "3"],
    "year": ["2005-01-01", None, "2005", None, None],
}
AS_RECORDS = [
    gf.Company(name="007", founded=2005, offices=[gf.Office(country="RS", headcount="about 8")]),
    gf.Company(name="B", headcount_elsewhere="1000+"),
    gf.Company(name="C", offices=[gf.Office(country="US"), gf.Office(country="NA", headcount=3)]),
]
COLUMNS = cohort.Columns(firm="company", country="land", headcount="people", founded="year")


@pytest.mark.parametrize("library", ["polars", "polars lazy", "pandas", "pyarrow", "duckdb"])
def test_cells_are_read_as_measure_reads_them(library: str) -> None:
    table = ENGINES[library].make(READ)
    assert sorted(cohort.to_companies(table, COLUMNS), key=lambda firm: firm.name) == AS_RECORDS
    measured = cohort.measure(pl.DataFrame(READ), COLUMNS).firms.rename({"company": "firm"}).sort("firm")
    assert measured.equals(cohort.measure_companies(AS_RECORDS, "polars").drop("home", "funding"))


def test_numbers_with_gaps_are_numbers() -> None:
    """pandas has floats for them."""
    table = pd.DataFrame(
        {
            "firm": [7, 7],
            "country": ["RS", None],
            "headcount": [25.0, None],
            "founded": [2005.0, None],
            "funding": [123.456, None],
            "opened": [pd.Timestamp("2015-01-01"), pd.NaT],
        }
    )
    office = gf.Office(country="RS", headcount=25, opened="2015-01-01")
    assert cohort.to_companies(table) == [gf.Company(name="7", founded=2005, funding=123.456, offices=[office])]


def test_what_a_record_cant_be_made_of_is_an_error() -> None:
    def read(**columns: list[Any]) -> list[gf.Company]:
        return cohort.to_companies(pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "RS"], **columns}))

    with pytest.raises(ValueError, match="companies are not made with the column 'turnover_eur'"):
        read(turnover_eur=[1.0, 1.0])
    with pytest.raises(ValueError, match="the rows of 'A' contradict one another on founded: 2001, 2002"):
        read(founded=[2001, 2002])
    with pytest.raises(ValueError, match="row 1 has no firm in 'firm'"):
        read(firm=["A", " "])
    with pytest.raises(ValidationError, match="'many' is not a count") as problem:
        read(headcount=["many", "3"])
    assert problem.value.__notes__ == ["It is the firm 'A'."]
    with pytest.raises(ValidationError, match="a place needs its country"):
        read(country=["RS", None], city=[None, "Oslo"])
