"""Large tables in parts: nothing is lost, and progress shows where it is asked for."""

from __future__ import annotations

import polars as pl
import pytest

from globalfirm import cohort
from tests.cohort.conftest import Engine


@pytest.mark.parametrize(
    "ids", [[f"firm {i % 97}" for i in range(1000)], [i % 97 for i in range(1000)]], ids=["text", "numbers"]
)
def test_parts_are_the_table_and_hold_whole_firms(engine: Engine, ids: list[str] | list[int]) -> None:
    table = engine.make({"firm": ids, "country": ["RS"] * 1000})
    parts = [engine.rows(part) for part in cohort.parts(table, rows=300)]
    assert len(parts) >= 4
    assert sum(map(len, parts)) == 1000
    firms = [{row["firm"] for row in part} for part in parts]
    assert sum(map(len, firms)) == len(set.union(*firms)) == 97


def test_parts_measured_are_the_table_measured() -> None:
    table = pl.DataFrame({"firm": [i % 50 for i in range(500)], "country": ["RS", "US"] * 250})
    whole = cohort.measure(table).firms.sort("firm")
    parts = pl.concat([cohort.measure(part).firms for part in cohort.parts(table, rows=100)]).sort("firm")
    assert whole.equals(parts)


def test_firms_without_an_id_are_in_a_part() -> None:
    for ids in ([None, "A", "B"], [None, 1, 2]):
        table = pl.DataFrame({"firm": ids, "country": ["RS"] * 3})
        assert sum(part.height for part in cohort.parts(table, rows=1)) == 3


def test_progress_shows_only_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    table = pl.DataFrame({"firm": [*"AABC"], "country": ["RS"] * 4})
    assert len(list(cohort.parts(table, rows=2))) == 2
    assert capsys.readouterr().err == ""
    assert len(list(cohort.parts(table, rows=2, progress=True))) == 2
    printed = capsys.readouterr().err
    assert "4.00/4.00" in printed
    assert "rows/s" in printed


ODD_IDS = {
    "one end": [f"firm-{i % 97}-00 GmbH" for i in range(1000)],
    "thousands": [1000 * (i % 97) for i in range(1000)],
    "negative": [i % 97 - 50 for i in range(1000)],
    "with gaps": [None if i % 97 == 0 else i % 97 for i in range(1000)],
}


@pytest.mark.parametrize("ids", ODD_IDS.values(), ids=[*ODD_IDS])
def test_parts_keep_to_their_size_whatever_ids_look_like(engine: Engine, ids: list[str | int | None]) -> None:
    table = engine.make({"firm": ids, "country": ["RS"] * 1000})
    parts = [engine.rows(part) for part in cohort.parts(table, rows=200)]
    assert sum(map(len, parts)) == 1000
    assert max(map(len, parts)) <= 200
    assert sum(len({row["firm"] for row in part}) for part in parts) == 97


def test_parts_take_ids_of_any_kind() -> None:
    whole = [*range(100)] * 3
    for kind in (pl.UInt64, pl.Int8, pl.Float64, pl.Decimal(9, 2), pl.String, pl.Categorical):
        table = pl.DataFrame({"firm": pl.Series(whole).cast(pl.String).cast(kind), "country": "RS"})
        for given in (table, table.to_pandas(), table.to_pandas(use_pyarrow_extension_array=True)):
            parts = [*cohort.parts(given, rows=150)]
            assert (sum(map(len, parts)), max(map(len, parts)) <= 150) == (300, True)


def test_a_firm_larger_than_a_part_is_one_all_the_same() -> None:
    table = pl.DataFrame({"firm": ["A"] * 50 + ["B"], "country": "RS"})
    assert sorted(part.height for part in cohort.parts(table, rows=10)) == [1, 50]


def test_a_part_holds_something() -> None:
    with pytest.raises(ValueError, match="a part of 0 rows holds nothing"):
        list(cohort.parts(pl.DataFrame({"firm": [1], "country": ["RS"]}), rows=0))
