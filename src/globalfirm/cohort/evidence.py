"""The article's evidence over a cohort: people abroad, funding of global against domestic firms, trend, and flows.

Where a firm can't be decided, neither side counts it: shares come with the bounds that it leaves open.

Source: USA Today's survey of venture-backed software start-ups created since 1999, by Council on Competitiveness, Where
America Stands: Entrepreneurship (2007), as quoted in "The Trend of the Micro-Multinationals", Small Business Trends: nearly
40 percent have employees outside the United States, and those received more than twice as much funding as the others.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import narwhals as nw

from globalfirm.cohort.columns import Columns
from globalfirm.cohort.engines import Frame, Table, lookup_table, open_native, to_native_nullable, whole
from globalfirm.cohort.findings.groups import require_columns
from globalfirm.cohort.pipeline.read import open_table
from globalfirm.cohort.pipeline.reading import COUNTRY_CODES, Reading
from globalfirm.cohort.pipeline.rows import RowUnit, present_rows
from globalfirm.model.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Estimate(NamedTuple):
    """A figure, and the interval in which it lies with the confidence asked for."""

    value: float
    interval: Interval


class FundingRatio(NamedTuple):
    """Funding of firms with people abroad over that of firms without: of the means, and of the medians.

    None where the firms without have raised nothing, by that average.
    """

    mean: Estimate | None
    median: Estimate | None
    abroad: int
    at_home: int


_ABROAD = "foreign_country_count"
_INFINITE_RATIO = 1e150
"""Stands for a ratio to nothing, which draws of firms at home may come to: percentiles can't lie between infinities."""


def funding_ratio(firms: object, *, confidence: float = 0.95, resamples: int = 1000, seed: int = 0) -> FundingRatio:
    """How many times as much firms with people abroad have raised as firms without: by the means and the medians.

    The intervals are bootstrapped, by percentiles; firms without `funding`, or that can't be decided, are left out. Of a
    lazy table this runs the query. Needs the extra `stats` (SciPy).

    Raises:
        ValueError: a column is missing, there are fewer than two firms on a side, or `confidence` is not a share.

    Source: B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1).

    >>> import polars as pl
    >>> from globalfirm.cohort import measure
    >>> table = pl.DataFrame({
    ...     "firm": [*"ABCD", *"CD"], "country": ["US"] * 4 + ["RS", "IN"], "home": "US",
    ...     "funding": [1.0, 3.0, 4.0, 4.0, 4.0, 4.0]})
    >>> ratio = funding_ratio(measure(table).firms)
    >>> ratio.mean.value, 2.0 in ratio.mean.interval
    (2.0, True)
    """
    try:
        import numpy as np
        from scipy.stats import bootstrap
    except ImportError:  # pragma: no cover # tested in a process of its own
        raise ImportError("the bootstrap needs the extra `stats`: pip install 'globalfirm[stats]'.") from None
    if not 0 < confidence < 1:
        raise ValueError(f"{confidence} is not a confidence: give a share between 0 and 1, such as 0.95.")
    frame = _with_abroad(firms, ("funding",)).filter(~nw.col("funding").is_null())
    decided = frame.select("abroad", "funding").collect()
    rows = sorted(
        decided.iter_rows(), key=lambda row: row[1]
    )  # the same draws, in whatever order the library lists them
    sides = [np.array([amount for side, amount in rows if side == wanted], float) for wanted in ("yes", "no")]
    if min(map(len, sides)) < 2:
        raise ValueError(
            f"a ratio needs two firms with funding on each side: {len(sides[0])} have people abroad, {len(sides[1])} have none."
        )

    def estimate(average: Any) -> Estimate | None:  # Any: a function of NumPy's
        if not average(sides[1]):
            return None

        def ratio(abroad: Any, at_home: Any, *, axis: int = -1) -> Any:
            below = average(at_home, axis=axis)
            return np.where(below > 0, average(abroad, axis=axis) / np.where(below > 0, below, 1), _INFINITE_RATIO)

        found = bootstrap(
            sides, ratio, n_resamples=resamples, batch=max(1, min(resamples, 10_000_000 // max(map(len, sides)))),
            confidence_level=confidence, method="percentile", vectorized=True, rng=np.random.default_rng(seed),
        )  # fmt: skip
        low, high = map(float, found.confidence_interval)
        return Estimate(float(ratio(*sides)), Interval(low, None if high > math.sqrt(_INFINITE_RATIO) else high))

    return FundingRatio(estimate(np.mean), estimate(np.median), *map(len, sides))


def flows(
    table: T,
    columns: Columns | None = None,
    *,
    row_unit: RowUnit = "office",
    as_of: date | None = None,
    reading: Reading | None = None,
) -> T:
    """From home country to host country: how many firms have people there, at how many places, and how many people.

    `table` is the long table that `measure` takes, with `home`; rows that can't be read, and firms whose home is not
    known or contradicted, are left out. Codes are ISO 3166-1 alpha-2; `people_high` is null
    where there is no upper bound.

    Raises:
        ValueError: the table has no column for the home country.

    >>> import polars as pl
    >>> table = pl.DataFrame({"firm": [*"ABB"], "country": ["RS", "RS", "US"], "home": "US", "headcount": [3, 4, 5]})
    >>> flows(table).rows()
    [('US', 'RS', 2, 2, 7, 7)]
    """
    frame, given, fields = _places(table, columns, row_unit, reading, as_of)
    if "home" not in fields:
        raise ValueError("the table has no column for the home country: name it, as in Columns(home='...').")
    col = nw.col
    homes = frame.filter(col("home_at") >= 0).group_by("firm").agg(col("home_at").min(), other=col("home_at").max())
    homes = homes.filter(col("home_at") == col("other")).select("firm", "home_at")
    placed = frame.filter(col("present_country") >= 0).select("firm", "present_country", "people_low", "people_high")
    abroad = placed.join(homes, on="firm", how="inner").filter(col("present_country") != col("home_at"))
    found = abroad.group_by("home_at", "present_country").agg(
        col("firm").n_unique().alias("firms"),
        nw.len().alias("places"),
        col("people_low").sum(),
        col("people_high").sum(),
    )
    found = _coded(_coded(found, "home_at", "home"), "present_country", "host")
    shown = found.select("home", "host", "firms", "places", *_people())
    return to_native_nullable(
        shown.sort("firms", "home", "host", descending=[True, False, False]), given, whole=_PEOPLE
    )


def presence(
    table: T,
    columns: Columns | None = None,
    *,
    row_unit: RowUnit = "office",
    as_of: date | None = None,
    reading: Reading | None = None,
) -> T:
    """One row for each firm and country where it has people: the places, and how many people.

    It is the long form of the profile's `countries`; rows that can't be read are left out.

    >>> import polars as pl
    >>> presence(pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "SRB"]})).rows()
    [('A', 'RS', 2, 2, None)]
    """
    frame, given, fields = _places(table, columns, row_unit, reading, as_of)
    col = nw.col
    found = (
        frame.filter(col("present_country") >= 0)
        .group_by("firm", "present_country")
        .agg(nw.len().alias("places"), col("people_low").sum(), col("people_high").sum())
    )
    found = _coded(found, "present_country", "country")
    return to_native_nullable(
        found.select(col("firm").alias(fields["firm"]), "country", "places", *_people()), given, whole=_PEOPLE
    )


def _places(
    table: T, columns: Columns | None, row_unit: RowUnit, reading: Reading | None, as_of: date | None
) -> tuple[Frame, Table[T], dict[str, str]]:
    given, fields, reading = open_table(table, columns, reading)
    rows = present_rows(given.frame, fields, reading, as_of=as_of, row_unit=row_unit, more=["home"])
    return rows.frame, given, fields


def _coded(frame: Frame, number: str, name: str) -> Frame:
    codes: dict[str, Sequence[object]] = {number: [*range(len(COUNTRY_CODES))], name: [*COUNTRY_CODES]}
    return frame.join(lookup_table(frame, codes, {number: nw.Int64, name: nw.String}), on=number, how="left")


_PEOPLE = ("people_low", "people_high")


def _people() -> tuple[nw.Expr, nw.Expr]:
    return nw.col("people_low").cast(nw.Int64), whole("people_high")


def _with_abroad(firms: object, more: Sequence[str]) -> Frame:
    """The firms, with whether they have people outside their home country: yes, no or unknown."""
    frame = open_native(firms).frame
    require_columns(frame, (f"{_ABROAD}_low", f"{_ABROAD}_high", *more))
    low, high = nw.col(f"{_ABROAD}_low"), nw.col(f"{_ABROAD}_high").fill_null(1)
    answer = nw.when(low > 0).then(nw.lit("yes")).when(high == 0).then(nw.lit("no")).otherwise(nw.lit("unknown"))
    return frame.with_columns(answer.alias("abroad"))
