"""Markets: where a firm works without people of its own."""

from __future__ import annotations

import globalfirm as gf


def test_a_market_reads_its_country_by_name() -> None:
    market = gf.Market(country="Japan", mode="joint venture", since=2019, activities=["service"])
    assert (market.country, market.activities) == ("JP", ("service",))
