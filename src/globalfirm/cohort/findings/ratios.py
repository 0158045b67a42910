"""How many times as much firms of one kind have as the others: ratios of medians and means, and what can be believed of them.

The interval of the medians holds its level from five firms a side. Of means none does that assumes nothing: amounts raised are so
uneven that the percentile bootstrap, where 95 % is written, covers 59-93 %. They have the range with any one firm left out instead,
and an interval only under an assumption that is named.

Source: D. Bonett and R. Price (2020), Confidence intervals for ratios of means and medians, Journal of Educational and
Behavioral Statistics 45(6); K. Krishnamoorthy and T. Mathew (2003),
Inferences on the means of lognormal distributions using generalized p-values and generalized confidence intervals, Journal of
Statistical Planning and Inference 115(1).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from math import exp, inf, isfinite, log, sqrt
from random import Random
from typing import Annotated, Literal, NamedTuple

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.findings.confidence import NORMAL, beta_cdf, require_confidence
from globalfirm.cohort.findings.groups import Names, grouped, require_columns
from globalfirm.cohort.findings.record import Finding, Findings, being, between, without_record
from globalfirm.cohort.findings.sides import Side, sorted_completions
from globalfirm.ground.messages import counted, quote
from globalfirm.model.interval import Interval

Distribution = Literal["lognormal"]
"""How amounts may be assumed to be distributed."""

FEWEST = 5
"""So many firms a side the interval of medians needs to hold its level."""

MOST = 1e300
"""A ratio beyond it has no bound."""

DRAWS = 10_000
"""So many draws the interval of means under an assumption rests on."""


class Ratio(Finding):
    """How many times as much one side has as the other. Firms that may be on either side bound it."""

    between: Annotated[str, Field(description="The class, tag or rule whose firms are compared with the others.")]
    yes: Annotated[int, Field(ge=0, description="How many firms with an amount are surely of it.")]
    no: Annotated[int, Field(ge=0, description="How many firms with an amount surely are not.")]
    unknown: Annotated[int, Field(ge=0, description="How many firms with an amount may be of it or not.")]
    missing: Annotated[int, Field(ge=0, description="How many firms have no amount on record; they are left out.")]
    medians: Annotated[Interval | None, Field(description="The ratio of the medians; None where there is none.")]
    medians_interval: Annotated[
        Interval | None, Field(description="That of the population; None with fewer than five firms a side.")
    ] = None
    means: Annotated[Interval | None, Field(description="The ratio of the means; None where there is none.")]
    means_without_one: Annotated[
        Interval | None, Field(description="Between what the ratio of the means lies with any one firm left out.")
    ] = None
    means_interval: Annotated[
        Interval | None, Field(description="That of the population, if amounts are as assumed and no firm is open.")
    ] = None
    largest_share: Annotated[float | None, Field(description="The share (0 to 1) of all amounts that the largest is.")]
    confidence: Annotated[float, Field(description="How sure the intervals are (0 to 1).")]
    assuming: Annotated[Distribution | None, Field(description="How amounts are assumed to be distributed.")] = None

    def sentence(self) -> str:
        """The ratios in words."""
        open_ = f", {self.unknown:,} may be either" if self.unknown else ""
        missing = f", {without_record(self.missing)}" if self.missing else ""
        yes = f"{counted(self.yes, 'firm')} that {being(self.yes, self.between)}"
        told = f"{self.of} of {yes} over that of {self.no:,} that {being(self.no, 'not')}{open_}{missing}"
        return "; ".join([told, *self._medians(), *self._means()])

    def _medians(self) -> Iterable[str]:
        if self.medians is None:
            return
        sure = f"{100 * self.confidence:.4g} % confidence"
        interval = f"with fewer than {FEWEST} firms a side no interval holds its level"
        if self.medians_interval is not None:
            interval = f"of those that they were drawn from {between(self.medians_interval)} ({sure})"
        elif min(self.yes, self.no) >= FEWEST:
            interval = "of amounts of 0 there is no interval"
        yield f"the ratio of medians is {between(self.medians)}, {interval}"

    def _means(self) -> Iterable[str]:
        if self.means is None:
            return
        parts = [f"the ratio of means is {between(self.means)}"]
        if self.means_without_one is not None:
            parts.append(f"{between(self.means_without_one)} with any one firm left out")
        if self.largest_share is not None:
            parts.append(f"the largest firm has {100 * self.largest_share:.3g} % of all")
        if self.means_interval is not None:
            sure = f"{100 * self.confidence:.4g} % confidence"
            parts.append(f"if amounts are {self.assuming} {between(self.means_interval)} ({sure})")
        yield ", ".join(parts)


class Ratios(Findings):
    """Ratios, one a group of firms. Printed, they are sentences."""

    rows: Annotated[tuple[Ratio, ...], Field(description="A ratio each.")]  # pyright: ignore[reportIncompatibleVariableOverride] # frozen


def ratios(
    firms: object,
    of: str = "funding",
    *,
    between: str,
    by: Names = None,
    confidence: float = 0.95,
    assuming: Distribution | None = None,
    seed: int = 0,
) -> Ratios:
    """How many times as much firms of which a class, tag or rule holds have as firms of which it does not.

    `firms` is `measure(...).firms`, `of` a column of amounts and `between` one of answers; `by` is as for `shares`. Firms without
    an amount on record are left out and counted: none on record is not zero. A firm that may be on either side is put on each:
    the bounds are the least and the greatest ratio of all ways to put them. The ratio of medians has an interval in closed form,
    from five firms a side that surely are there, and with open firms from the least end of all ways to the greatest. The ratio
    of means has one only with `assuming="lognormal"`, where no firm is open and no amount 0; it is drawn from `seed`. Of a lazy
    table this runs the query.

    Raises:
        TypeError: it is not a table, or `between` holds no answers.
        ValueError: a column is missing, an amount is negative, or `confidence` or `assuming` is not one.

    Source: D. Bonett and R. Price (2020), Journal of Educational and Behavioral Statistics 45(6); K. Krishnamoorthy and T. Mathew
    (2003), Journal of Statistical Planning and Inference 115(1).

    >>> import polars as pl
    >>> firms = pl.DataFrame({"abroad": [True, True, False, False, None], "funding": [9, 4, 5, 4, 6]})
    >>> print(ratios(firms, between="abroad"))
    funding of 2 firms that are abroad over that of 2 that are not, 1 may be either; the ratio of medians is between 1.3 and 1.33,
    with fewer than 5 firms a side no interval holds its level; the ratio of means is between 1.3 and 1.41, between 0.8 and 1.8 with
    any one firm left out, the largest firm has 32.1 % of all.
    """
    require_confidence(confidence)
    if assuming not in {None, "lognormal"}:
        raise ValueError(f"{quote(assuming)} is not a distribution: give 'lognormal', or nothing.")
    groups = grouped(firms, by)
    require_columns(groups.frame, [of], [between])
    amount = nw.col(of).cast(nw.Float64)
    missing = amount.is_null() | amount.is_nan()
    side = nw.when(nw.col(between).is_null()).then(nw.lit(2)).when(nw.col(between)).then(nw.lit(1)).otherwise(nw.lit(0))
    columns = [side, nw.when(missing).then(nw.lit(0.0)).otherwise(amount), missing]
    found = []
    for group, rows in groups.values(columns).items():
        no, yes, open_ = ([amount for where, amount, gap in rows if where == side and not gap] for side in range(3))
        every = [*no, *yes, *open_]
        if any(amount < 0 for amount in every):
            raise ValueError(f"amounts of {of} are negative: a ratio of them says nothing.")
        bounds = _bounds(yes, no, open_)
        found.append(
            Ratio(
                of=of, between=between, group=group, firms=len(rows), yes=len(yes), no=len(no), unknown=len(open_),
                missing=len(rows) - len(every), medians=bounds.medians, means=bounds.means,
                medians_interval=median_interval(yes, no, open_, confidence), means_without_one=bounds.means_without_one,
                means_interval=None if assuming is None or open_ else lognormal_interval(yes, no, confidence, seed),
                largest_share=max(every) / sum(every) if any(every) else None, confidence=confidence, assuming=assuming,
            )
        )  # fmt: skip
    return Ratios(by=groups.by, rows=tuple(found))


class _Bounds(NamedTuple):
    """Between what the ratios lie, whichever side open firms are on."""

    medians: Interval | None
    means: Interval | None
    means_without_one: Interval | None


def _bounds(one: Sequence[float], other: Sequence[float], open_: Sequence[float]) -> _Bounds:
    found: tuple[list[float], list[float], list[float]] = ([], [], [])
    for greatest in (False, True):
        for side, beside in sorted_completions(one, other, open_, greatest=greatest):
            medians, means, without = found
            medians += _over(side.median, beside.median)
            means += _over(side.mean, beside.mean)
            without += _over(side.mean_without(least=greatest), beside.mean)
            without += _over(side.mean, beside.mean_without(least=not greatest))
    return _Bounds(*map(_hull, found))


def _over(part: float | None, whole: float | None) -> list[float]:
    """The ratio of two averages, if there is one: something over nothing is infinite, nothing over nothing is none."""
    if part is None or whole is None or not (part or whole):
        return []
    return [part / whole if whole else inf]


def _hull(ratios: Iterable[float]) -> Interval | None:
    found = [*ratios]
    if not found:
        return None
    low, high = min(found), max(found)
    return Interval(low, high if isfinite(high) else None) if isfinite(low) else None


def median_interval(
    one: Sequence[float], other: Sequence[float], open_: Sequence[float], confidence: float
) -> Interval | None:
    """The interval of the ratio of two populations' medians; None with fewer than five firms a side, or with amounts of 0.

    With open firms it reaches over all ways to put them: it covers 99 % and more where 95 % is asked for.

    Source: D. Bonett and R. Price (2020), Journal of Educational and Behavioral Statistics 45(6), in closed form; the example is
    the one printed for `ci.ratio.median2` of the package statpsych of R.

    >>> one, other = [36, 44, 47, 42, 49, 39, 46, 31, 33, 48], [32, 39, 26, 35, 43, 27, 40, 37, 34, 29, 49, 42, 40]
    >>> round(median_interval(one, other, [], 0.95), 6)
    Interval(0.927667, 1.455933)
    """
    if min(len(one), len(other)) < FEWEST:
        return None
    z = NORMAL.inv_cdf((1 + confidence) / 2)
    ends: list[float] = []
    for greatest in (False, True):
        for side, beside in sorted_completions(one, other, open_, greatest=greatest):
            deviations = _log_deviation(side), _log_deviation(beside)
            if None in deviations:
                return None
            reach = exp(z * sqrt(sum(each**2 for each in deviations if each is not None)))
            ends += [side.median / beside.median / reach, side.median / beside.median * reach]
    return _hull(ends)


def _log_deviation(side: Side) -> float | None:
    """The standard deviation of the logarithm of a median, out of two amounts about it; None where the lower one is 0."""
    n = side.size
    rank = max(1, round(n / 2 - sqrt(n)))
    low, high = side.at(rank - 1), side.at(n - rank)
    beyond = beta_cdf(0.5, n - rank + 1, rank)  # of the least amounts, fewer than `rank` lie below the median
    return (log(high) - log(low)) / (2 * NORMAL.inv_cdf(1 - beyond)) if low > 0 else None


def lognormal_interval(one: Sequence[float], other: Sequence[float], confidence: float, seed: int) -> Interval | None:
    """The interval of the ratio of two populations' means, if both are lognormal; None with fewer than two firms a side.

    Source: K. Krishnamoorthy and T. Mathew (2003), Journal of Statistical Planning and Inference 115(1).

    >>> lognormal_interval([1, 2, 4, 8], [1, 1, 2, 3], 0.95, seed=0).low < 2.1
    True
    """
    if min(map(len, (one, other))) < 2 or min(*one, *other) <= 0:
        return None
    random = Random(seed)  # noqa: S311 # no secret rests on it
    logs = [sorted(map(log, side)) for side in (one, other)]  # the same draws, in whatever order the library lists them
    of = [(len(side), statistics.fmean(side), statistics.stdev(side)) for side in logs]
    found = []
    for _ in range(DRAWS):
        a, b = (_drawn_log_mean(random, *facts) for facts in of)
        found.append(a - b)
    found.sort()
    cut = round(DRAWS * (1 - confidence) / 2)
    return _hull(exp(end) if end < log(MOST) else inf for end in (found[cut], found[-cut - 1]))


def _drawn_log_mean(random: Random, n: int, mean: float, deviation: float) -> float:
    """A draw of what the logarithm of a lognormal population's mean may be."""
    variance = deviation**2 * (n - 1) / random.gammavariate((n - 1) / 2, 2)
    return mean + random.gauss(0, 1) * sqrt(variance / n) + variance / 2
