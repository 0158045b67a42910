"""Offices: when they stood, who works there, how their days are written."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

import globalfirm as gf


def test_nobody_works_at_a_mailbox() -> None:
    assert gf.Office(country="IE", kind="mailbox", headcount="<10").people == gf.Count(0)
    with pytest.raises(ValidationError, match="nobody works at a mailbox, but its headcount is 3"):
        gf.Office(country="IE", kind="mailbox", headcount=3)


@pytest.mark.parametrize("day", ["0", "1420070400", "2015", 0, "2015-1-1"])
def test_a_day_is_written_as_one(day: object) -> None:
    with pytest.raises(ValidationError, match="is not a day: write it as in 2015-03-31"):
        gf.Office(country="IE", opened=day)  # type: ignore[arg-type]


def test_dates_are_dates_and_countries_a_definition_of_their_own_in_the_schema() -> None:
    written = gf.Office.model_json_schema(mode="serialization")
    assert {"format": "date", "type": "string"} in written["properties"]["opened"]["anyOf"]
    assert written["properties"]["country"]["$ref"] == "#/$defs/Country"
    assert written["$defs"]["Country"]["type"] == "string"
