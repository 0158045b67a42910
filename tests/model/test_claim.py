"""Claims: their dates and what they say."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

import globalfirm as gf


def test_a_claims_date_may_be_a_year_a_month_or_a_day_that_exists() -> None:
    written = [
        gf.Claim(metric="headcount", value=1, source="x", published=day).published
        for day in (2014, "2014-05", date(2014, 5, 12), None)
    ]
    assert written == ["2014", "2014-05", "2014-05-12", None]
    with pytest.raises(ValidationError, match="'2007-02-31' is not a day"):
        gf.Claim(metric="headcount", value=1, source="x", published="2007-02-31")
