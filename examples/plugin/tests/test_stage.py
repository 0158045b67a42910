"""The stages of start-ups, found through globalfirm as any user would find them."""

from __future__ import annotations

import pytest

import globalfirm as gf
from globalfirm.strategies import check_rule


def test_the_library_finds_the_definition() -> None:
    assert "startup_stage" in gf.rules.taxonomies()


@pytest.mark.parametrize(
    ("people", "countries", "stage"),
    [
        (60, "US RS", "concentrated"),
        (59, "US RS DO", "spread"),
        (5, "US RS", "scattered"),
        ("1-100", "US", "undetermined"),
    ],
)
def test_stages(people, countries: str, stage: str) -> None:
    firm = gf.Company(
        name="A",
        headcount=people,
        offices=[gf.Office(country=c) for c in countries.split()],
    )
    assert gf.classify(firm, gf.taxonomy("startup_stage")).label == stage


@pytest.mark.parametrize(
    "definition",
    gf.taxonomy("startup_stage").classes,
    ids=lambda definition: definition.name,
)
def test_each_rule_keeps_the_laws(definition: gf.Definition) -> None:
    check_rule(definition.bound)
