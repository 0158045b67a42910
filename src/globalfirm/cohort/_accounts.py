"""The metrics that rest on accounts and affiliates, as far as a table gives figures of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import narwhals as nw

from globalfirm.cohort._between import Between, either, held, number, with_bounds
from globalfirm.cohort._engine import UNBOUNDED, Frame
from globalfirm.cohort.reading import COUNTRIES
from globalfirm.metrics.abroad import TRIAD, region_of
from globalfirm.places.country import Country


def accounts(frame: Frame, fields: Mapping[str, str], needs: Collection[str]) -> Frame:
    """The metrics that rest on accounts and affiliates, as far as the table gives figures."""
    col = nw.col

    def given(field: str, most: float) -> Between:
        if field not in fields:
            return Between(number(0), number(most))
        return Between(col(field).fill_null(0.0), col(field).fill_null(most))

    shares = [given(name, 1.0) for name in ("foreign_assets_share", "foreign_sales_share", "foreign_employment_share")]
    index = _affiliates_abroad(fields)
    hosts = held("foreign_country_count")
    root_high = (
        nw.when(hosts.high < UNBOUNDED)
        .then((index.high * nw.when(hosts.high < UNBOUNDED).then(hosts.high).otherwise(number(0))).sqrt())
        .otherwise(number(UNBOUNDED))
    )
    found = {
        "turnover_eur": given("turnover_eur", UNBOUNDED),
        "balance_sheet_eur": given("balance_sheet_eur", UNBOUNDED),
        # There may be linked enterprises that the table does not know of.
        "group_headcount": Between(col("headcount_low"), number(UNBOUNDED)),
        "group_turnover_eur": Between(given("turnover_eur", UNBOUNDED).low, number(UNBOUNDED)),
        "group_balance_sheet_eur": Between(given("balance_sheet_eur", UNBOUNDED).low, number(UNBOUNDED)),
        "foreign_assets_share": shares[0],
        "foreign_sales_share": shares[1],
        "foreign_employment_share": shares[2],
        "transnationality_index_percent": Between(
            100 * (shares[0].low + shares[1].low + shares[2].low) / 3,
            100 * (shares[0].high + shares[1].high + shares[2].high) / 3,
        ),
        **_by_region(given),
        "foreign_affiliate_count": given("foreign_affiliate_count", UNBOUNDED),
        "internationalization_index_percent": index,
        "geographical_spread_index": Between((index.low * hosts.low).sqrt(), root_high),
    }
    return with_bounds(frame, {name: between for name, between in found.items() if name in needs})


def _by_region(given: Callable[[str, float], Between]) -> dict[str, Between]:
    """Shares of sales by region: what the regions listed leave is open to the others."""
    col = nw.col
    fields = {region: f"{region.lower().replace('-', '_').replace(' ', '_')}_sales_share" for region in TRIAD}
    rest = (1 - nw.sum_horizontal(*[given(field, 0.0).low for field in fields.values()])).round(12)
    rest = nw.max_horizontal(rest, number(0))
    shares = {}
    for region, field in fields.items():
        share = given(field, 1.0)
        shares[region] = Between(share.low, nw.when(share.low == share.high).then(share.high).otherwise(rest))
    at_home = {
        region: col("home_at").is_in([i for i, code in enumerate(COUNTRIES) if region_of(Country(code)) == region])
        for region in TRIAD
    }
    home = Between(number(0), rest)
    host = Between(number(0), number(0))
    for region in TRIAD:
        home = either(at_home[region], shares[region], home)
        other = either(at_home[region], Between(number(0), number(0)), shares[region])
        host = Between(nw.max_horizontal(host.low, other.low), nw.max_horizontal(host.high, other.high))
    nothing = Between(number(0), number(1))
    return {
        "home_region_sales_share": either(col("has_home"), home, nothing),
        "host_region_sales_share": either(col("has_home"), host, nothing),
        **{fields[region]: share for region, share in shares.items()},
    }


def _affiliates_abroad(fields: Mapping[str, str]) -> Between:
    """UNCTAD's internationalization index, in percent."""
    if not {"affiliates", "foreign_affiliate_count"} <= fields.keys():
        return Between(number(0), number(100))
    every, abroad = nw.col("affiliates"), nw.col("foreign_affiliate_count")
    told = ~every.is_null() & ~abroad.is_null() & (every > 0) & (abroad <= every)
    share = nw.when(told).then(abroad).otherwise(number(0)) / nw.when(told).then(every).otherwise(number(1))
    low = nw.when(told).then(100 * share).otherwise(number(0))
    high = nw.when(told).then(100 * share).otherwise(number(100))
    return Between(low, high)
