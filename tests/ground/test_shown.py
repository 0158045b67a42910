"""What prints as sentences or a table is shown so at the end of a cell, too."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import globalfirm as gf

FIRM = gf.Company(name="A", home="RS", offices=["Belgrade", "Lisbon"])
LABELS = gf.cohort.measure(pl.DataFrame({"firm": [1, 2], "country": ["RS", "US"]}), taxonomy=gf.default_taxonomy())


class Cell:
    """As IPython's printer takes a text."""

    def __init__(self) -> None:
        self.shown = ""

    def text(self, text: str) -> None:
        self.shown += text


@pytest.mark.parametrize(
    "thing",
    [
        gf.Place.explain("Porto Alegre, RS"),
        gf.working_day.shared_time(FIRM, date(2026, 3, 4)),
        gf.rules.what_if(FIRM, FIRM.with_office("Kenya")),
        gf.cohort.shares(LABELS.firms),
        gf.cohort.cross_table(LABELS.firms, "label", "label"),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_it_is_shown_as_it_prints(thing) -> None:
    cell = Cell()
    thing._repr_pretty_(cell, False)
    assert cell.shown == str(thing)
    assert cell.shown != repr(thing)
