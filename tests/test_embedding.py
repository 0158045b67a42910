"""The program of tests/embedding_app.py, which type checkers check, runs as well."""

from __future__ import annotations

import polars as pl
import pytest

pytestmark = pytest.mark.usefixtures("own_metrics")


def test_a_program_that_embeds_the_library() -> None:
    from tests import embedding_app as app  # it declares a metric, which the fixture takes back

    rows: list[app.Row] = [
        {"id": 1, "name": "Vast", "home": "US", "people": "11-50", "offices": ["San Francisco", "Belgrade, Serbia"]},
        {"id": 2, "name": "Open", "home": "RS", "people": "50+", "offices": ["Belgrade | Berlin"]},
        {"id": 3, "name": "Shop", "home": "Serbia", "people": 4, "offices": ["Novi Sad"]},
        {"id": 4, "name": "Lost", "home": "Narnia", "people": 4, "offices": []},
    ]
    found = app.report(rows)
    assert found.labels == {"Vast": "prospect", "Open": "undetermined", "Shop": "other"}
    assert found.to_ask == {"Open": ["headcount < 100"]}
    assert [line.split(":")[0] for line in found.unread] == ["Lost"]
    assert found.table["countries"].to_list() == ["RS;US", "DE;RS", "RS"]
    assert found.table["visited"].to_list() == [0, 0, 0]
    assert app.WANTED.label(app.rival("Rival", "11-50", "Nairobi", "Dublin, Ireland")) == "prospect"
    offices = pl.DataFrame({"firm": ["A", "A", "B"], "country": ["US", "RS", "US"], "headcount": [3, 4, 5]})
    assert app.measured(offices) == [("A", "prospect"), ("B", "other")]
