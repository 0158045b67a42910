"""Sensitivity curves: each point is what the taxonomy with that number says alone, and turns of a ranking are where they are made."""

from __future__ import annotations

import polars as pl
import pytest

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import Share, Shares, sensitivity, shares, turns
from globalfirm.model.interval import Interval
from tests.cohort.conftest import Engine

FIRMS = {
    "firm": [*"ABCDEF"],
    "country": ["US"] * 3 + ["RS"] * 3,
    "home": ["US"] * 3 + ["RS"] * 3,
    "headcount": ["5", "30-60", "300", "20", "25", None],
}


def test_each_point_is_what_the_taxonomy_says_alone(engine: Engine) -> None:
    table = engine.make(FIRMS)
    reading = cohort.read(table) if engine.lazy else None
    found = sensitivity(table, gf.default_taxonomy(), by="home", reading=reading, small=[10, 50, 250])
    assert found.by == ("small", "home")
    for value in (10, 50, 250):  # by one library, since what each says alone is tried under all of them elsewhere
        firms = cohort.measure(pl.DataFrame(FIRMS), taxonomy=gf.default_taxonomy(small=value)).firms
        alone = [row.replace(group=(value, *row.group)) for row in shares(firms, by="home").rows]
        at_it = [row for row in found.rows if row.group[0] == value]
        assert {row.model_dump_json() for row in at_it} == {row.model_dump_json() for row in alone}


def test_a_curve_stands_together_and_one_value_is_a_curve() -> None:
    table = pl.DataFrame(FIRMS)
    found = sensitivity(table, gf.default_taxonomy(), small=[10, 50])
    assert [(row.of, row.group) for row in found.rows[:3]] == [
        ("micro-multinational", (10,)), ("micro-multinational", (50,)), ("domestic small firm", (10,))
    ]  # fmt: skip
    assert sensitivity(table, gf.default_taxonomy(), small=[250]).rows[1].share == Interval(4 / 6, 5 / 6)


def test_the_ranking_of_two_groups_turns_where_it_is_made_to() -> None:
    """Of the firms at home in Serbia fewer are under 10, and more are under 50."""
    table = pl.DataFrame(FIRMS | {"headcount": ["5", "60", "300", "20", "25", "900"]})
    curves = sensitivity(table, gf.default_taxonomy(), by="home", small=[8, 10, 22, 50, 100])
    [small, large] = turns(curves)
    assert (small.of, small.more_before, small.more_after) == ("domestic small firm", ("US",), ("RS",))
    assert (small.last_before, small.first_after) == (10, 50)
    assert str(large) == "domestic large firm: RS has more up to 10, US from 50"


def test_where_bounds_overlap_no_ranking_turns() -> None:
    def row(value: int, home: str, low: float, high: float) -> Share:
        return Share(of="small", group=(value, home), firms=9, yes=0, unknown=0, share=Interval(low, high))

    rows = [row(1, "RS", 0.5, 0.6), row(1, "US", 0.1, 0.2), row(2, "RS", 0.1, 0.9), row(2, "US", 0.1, 0.9)]
    open_at_the_end = Shares(by=("small", "home"), rows=tuple(rows))
    assert turns(open_at_the_end) == ()
    later = (row(3, "RS", 0.1, 0.2), row(3, "US", 0.3, 0.4), row(3, "DE", 0.0, 0.0))
    [turn] = turns(open_at_the_end.replace(rows=(*rows, *later)))
    assert (turn.last_before, turn.first_after) == (1, 3)
    with pytest.raises(ValueError, match=r"a ranking is of groups: give sensitivity\(\.\.\., by=\.\.\.\)"):
        turns(Shares(by=("small",), rows=()))


@pytest.mark.parametrize("values", [{}, {"small": [1], "countries": [2]}, {"small": 50}])
def test_one_parameter_is_given_with_its_values(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="is not one parameter with its values: give one"):
        sensitivity(pl.DataFrame(FIRMS), gf.default_taxonomy(), **values)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="has no parameter 'smal'.*Did you mean 'small'"):
        sensitivity(pl.DataFrame(FIRMS), gf.default_taxonomy(), smal=[1])
