"""Where firms have people, and from which home to which host, under every library."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from globalfirm import cohort
from tests.cohort.conftest import Engine


def test_flows_count_firms_places_and_people(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": [*"AABBBC"],
            "country": ["US", "RS", "RS", "RS", "IN", "IN"],
            "home": ["US", "US", "US", "US", "US", None],
            "headcount": [9, 3, 4, None, 2, 7],
        }
    )
    rows = [tuple(row.values()) for row in engine.rows(cohort.flows(table))]
    assert rows == [("US", "RS", 2, 3, 8, None), ("US", "IN", 1, 1, 2, 2)]
    with pytest.raises(ValueError, match="no column for the home country"):
        cohort.flows(engine.make({"firm": ["A"], "country": ["RS"]}))


def test_flows_leave_out_homes_that_are_contradicted(engine: Engine) -> None:
    table = engine.make({"firm": [*"AABB"], "country": ["DE", "FR", "DE", "FR"], "home": ["RS", "US", "DE", None]})
    assert [tuple(row.values())[:3] for row in engine.rows(cohort.flows(table))] == [("DE", "FR", 1)]


def test_flows_and_presence_as_of_a_day(engine: Engine) -> None:
    columns = {"firm": [*"AA"], "country": ["US", "RS"], "home": ["US"] * 2, "opened": [None, date(2012, 1, 1)]}
    kinds = [("firm", pa.string()), ("country", pa.string()), ("home", pa.string()), ("opened", pa.date32())]
    table = engine.make(columns, pa.schema(kinds))
    for day, count in ((date(2011, 1, 1), 0), (date(2013, 1, 1), 1)):
        assert len(engine.rows(cohort.flows(table, as_of=day))) == count
        assert len(engine.rows(cohort.presence(table, as_of=day))) == count + 1


def test_presence_is_the_long_form_of_countries(engine: Engine) -> None:
    table = engine.make({"firm": [*"AAB"], "country": ["RS", "RS", "US"], "headcount": [3, 4, 0]})
    assert engine.rows(cohort.presence(table)) == [
        {"firm": "A", "country": "RS", "places": 2, "people_low": 7, "people_high": 7}
    ]
