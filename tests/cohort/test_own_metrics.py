"""Metrics that users declare, over tables: their columns, what these read, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

import globalfirm as gf
from globalfirm import cohort
from tests.cohort.conftest import Engine

TABLE: dict[str, list[Any]] = {"firm": ["A", "A", "B"], "country": ["US", "RS", "JP"], "patents": [7, 7, None]}


pytestmark = pytest.mark.usefixtures("own_metrics")


def own(formula: Any, name: str = "patent_count", **about: Any) -> Any:
    """A user's metric by a formula."""

    def written(firm, xp):
        """Something of one's own."""
        return formula(firm, xp)

    written.__name__ = name
    return gf.metric(unit="patents", source="these tests, 2026", **about)(written)


def patent_count(column: str = "patents", **about: Any) -> Any:
    """A metric that reads a column which only the user knows."""
    gf.metrics.figure("stated_patents", lambda firm: None, column=column, **about)
    return own(lambda firm, xp: firm.stated_patents)


def test_a_users_figure_is_an_input_column_from_then_on(engine: Engine) -> None:
    many = patent_count() >= 5
    firms = cohort.measure(engine.make(TABLE), metrics=["patent_count"], rules={"many": many}).firms
    found = {firm: (row["patent_count_low"], row["patent_count_high"]) for firm, row in engine.by_firm(firms).items()}
    assert found == {"A": (7, 7), "B": (0, None)}
    assert {firm: row["many"] for firm, row in engine.by_firm(firms).items()} == {"A": True, "B": None}


@pytest.mark.engines("polars")
@pytest.mark.parametrize("column", ["low", "place", "bad", "people_low", "patents held"])
def test_its_name_is_the_users_affair(engine: Engine, column: str) -> None:
    patent_count(column)
    table = engine.make({**TABLE, column: TABLE["patents"]})
    firms = cohort.measure(table, metrics=["patent_count", "headcount"]).firms
    assert engine.by_firm(firms)["A"] == {
        "firm": "A", "patent_count_low": 7, "patent_count_high": 7, "headcount_low": 2, "headcount_high": None
    }  # fmt: skip


@pytest.mark.engines("polars")
def test_its_values_are_read_and_rejected_as_those_of_every_column(engine: Engine) -> None:
    patent_count(maximum=1000)
    measured = cohort.measure(engine.make({**TABLE, "patents": ["7", "8", "many"]}), metrics=["patent_count"])
    assert engine.rows(measured.conflicts) == [{"firm": "A", "fact": "stated_patents"}]
    [reject] = engine.rows(measured.rejects)
    assert (reject["column"], reject["value"]) == ("patents", "many")
    [reject] = engine.rows(cohort.measure(engine.make({**TABLE, "patents": [7, 7, -1]})).rejects)
    assert reject["reason"] == "it is no such figure: give a number from 0 to 1000."
    with pytest.raises(TypeError, match="the column for stated_patents holds Boolean: give numbers"):
        cohort.measure(engine.make({**TABLE, "patents": [True, False, None]}))


@pytest.mark.engines("polars lazy")
def test_text_in_it_wants_a_reading_where_the_table_is_lazy(engine: Engine) -> None:
    patent_count()
    table = engine.make({**TABLE, "patents": ["7", "7", None]})
    with pytest.raises(TypeError, match="the column for stated_patents holds text, which only Python can read"):
        cohort.measure(table, metrics=["patent_count"])
    firms = cohort.measure(table, metrics=["patent_count"], reading=cohort.read(table)).firms
    assert engine.by_firm(firms)["A"]["patent_count_high"] == 7


@pytest.mark.engines("polars")
def test_a_column_of_the_library_is_read_as_the_library_reads_it(engine: Engine) -> None:
    patent_count("funding")
    firms = cohort.measure(engine.make({**TABLE, "funding": [3, 3, 4]}), metrics=["patent_count"]).firms
    assert engine.by_firm(firms)["B"]["patent_count_low"] == 4
    patent_count("opened")
    with pytest.raises(ValueError, match="stated_patents can't be read from the column for opened"):
        cohort.measure(engine.make(TABLE), metrics=["patent_count"])


@pytest.mark.engines("polars")
def test_what_is_needed_and_not_there_is_said_in_a_sentence(engine: Engine) -> None:
    patent_count("patents_held", needed=True)
    with pytest.raises(ValueError, match="the table has no column for patents_held, which stated_patents is read from"):
        cohort.measure(engine.make(TABLE), metrics=["patent_count"])


@pytest.mark.engines("polars")
def test_metrics_are_asked_for_themselves_or_by_name(engine: Engine) -> None:
    table = engine.make(TABLE)
    by_name = cohort.measure(table, metrics=["headcount", "home"]).firms
    assert engine.by_firm(cohort.measure(table, metrics=[gf.metric.headcount, gf.metric.home]).firms) == engine.by_firm(
        by_name
    )
    with pytest.raises(ValueError, match=r"time_zone_span_hours\(arc='shortest'\) is asked with parameters"):
        cohort.measure(table, metrics=[gf.time_zone_span(arc="shortest")])
    density = gf.metric.headcount / gf.metric.country_count
    for metric in (density, density.name):
        with pytest.raises(ValueError, match="has no name to call its columns by: give it one by metric.declare"):
            cohort.measure(table, metrics=[metric])


@pytest.mark.engines("polars")
def test_what_a_formula_may_answer_of_a_firm_it_may_of_a_table(engine: Engine) -> None:
    own(lambda firm, xp: gf.Count("2-3"), "two_or_three")
    own(lambda firm, xp: gf.Interval(None, 3), "at_most_three", minimum=1)
    names = ["two_or_three", "at_most_three"]
    firm = engine.by_firm(cohort.measure(engine.make(TABLE), metrics=names).firms)["A"]
    assert [*firm.values()] == ["A", 2, 3, 1, 3]
    profile = gf.profile(gf.Company(name="A"))
    assert [(profile[name].low, profile[name].high) for name in names] == [(2, 3), (1, 3)]


@pytest.mark.engines("polars")
@pytest.mark.parametrize(
    "formula",
    [
        lambda firm, xp: 1 if firm.headcount.low > 5 else 0,
        lambda firm, xp: max(firm.headcount.low, firm.country_count.low),
    ],
)
def test_a_formula_that_branches_as_python_does_hears_what_to_write(engine: Engine, formula) -> None:
    own(formula, "branching")
    with pytest.raises(
        TypeError, match="the formula of branching does not work over columns .*: write xp.where for if"
    ):
        cohort.measure(engine.make(TABLE), metrics=["branching"])


@pytest.mark.engines("polars")
def test_a_set_of_ones_own_has_no_columns(engine: Engine) -> None:
    def favourites(firm, xp):
        """Countries of one's own choice."""
        return gf.metrics.Members(("RS",), complete=True)

    favourites = gf.metric.set_of(unit="countries", source="these tests, 2026")(favourites)
    assert favourites(gf.Company(name="A")) == gf.PartialSet(values=("RS",), complete=True)
    with pytest.raises(ValueError, match="the metric 'favourites' has no column form"):
        cohort.measure(engine.make(TABLE), metrics=["favourites"])


@pytest.mark.parametrize("name", ["pay_day", "sold_low"])
def test_rows_that_contradict_one_another_are_reported_under_its_whole_name(engine: Engine, name: str) -> None:
    gf.metrics.figure(name, lambda firm: None, column=name)
    table = engine.make({"firm": ["A", "A"], "country": ["US", "RS"], name: [1.0, 2.0]})
    assert [row["fact"] for row in engine.rows(cohort.measure(table).conflicts)] == [name]
