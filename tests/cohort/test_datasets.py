"""The files that come with the library: the same under each library of tables, and each with its source and licence."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

import globalfirm as gf
from globalfirm.datasets import DATASETS

NOTICE = (Path(__file__).parents[2] / "NOTICE").read_text(encoding="utf-8")
SHIPPED = files("globalfirm.datasets")


@pytest.fixture(params=DATASETS)
def dataset(request):
    return DATASETS[request.param]


def test_every_file_that_ships_is_declared() -> None:
    assert {path.name for path in SHIPPED.iterdir() if path.name.endswith(".csv")} == {
        f"{name}.csv" for name in DATASETS
    }


def test_its_columns_are_those_of_the_file(dataset) -> None:
    with SHIPPED.joinpath(f"{dataset.name}.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert list(written[0]) == list(dataset.columns)
    for row, read in zip(written, dataset.rows(), strict=True):
        for column, value in read.items():
            assert value == (type(value)(row[column]) if row[column] else None)
    whole = [name for name, column in dataset.columns.items() if column.kind == "whole"]
    assert all(type(row[name]) is int for row in dataset.rows() for name in whole)


def test_its_licence_is_in_the_notice(dataset) -> None:
    assert f"{dataset.name}.csv" in NOTICE
    assert dataset.source
    assert dataset.licence.split(",")[0].split(" ")[0] in {"CC0", "ISC", "MIT"}


@pytest.mark.engines("polars", "pandas", "pyarrow", "duckdb", "ibis")
def test_it_is_the_same_table_under_each_library(engine, dataset) -> None:
    assert engine.rows(gf.datasets.load(dataset.name, engine.name)) == dataset.rows()


def test_another_name_is_an_error_with_the_nearest() -> None:
    with pytest.raises(gf.GlobalfirmError, match=r"no dataset .*Did you mean 'startup_offices'\?"):
        gf.datasets.load("startup_office")
    with pytest.raises(gf.GlobalfirmError, match=r"no library of tables.*Did you mean 'pandas'\?"):
        gf.datasets.load("startup_offices", "panda")


def test_the_offices_of_2013_are_those_of_its_companies() -> None:
    companies = {row["company_id"] for row in DATASETS["startups_2013"].rows()}
    assert {row["company_id"] for row in DATASETS["startups_2013_offices"].rows()} <= companies
