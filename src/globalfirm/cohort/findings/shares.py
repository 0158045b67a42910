"""Shares of firms with bounds: of which something surely holds, and of which it may, given what the records leave open.

Firms that are open are never taken to be like the decided ones: a "no" takes one fact and a "yes" often two, so that among
the firms that are decided "no" is too frequent.

Source: C. Manski (2003), Partial Identification of Probability Distributions, chapter 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import Annotated, Literal

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import Frame
from globalfirm.cohort.findings.confidence import Proportion, require_confidence, share_interval
from globalfirm.cohort.findings.groups import Names, answer_columns, grouped, require_columns
from globalfirm.cohort.findings.record import Finding, Findings, being, percent
from globalfirm.ground.messages import counted, quote
from globalfirm.model.interval import Interval

Population = Literal["sample"]
"""What the firms are of a population: a sample drawn from it at random."""


class Share(Finding):
    """Of which share of some firms a class, tag or rule holds: the bounds are those of these firms, whoever they are."""

    yes: Annotated[int, Field(ge=0, description="Of how many firms it surely holds.")]
    unknown: Annotated[int, Field(ge=0, description="Of how many firms it may hold or not.")]
    share: Annotated[Interval, Field(description="The share (0 to 1) of which it surely holds, and of which it may.")]
    interval: Annotated[
        Interval | None,
        Field(description="In which the share (0 to 1) of the population lies that the firms were drawn from."),
    ] = None
    confidence: Annotated[float | None, Field(description="How sure that is (0 to 1).")] = None
    weights: Annotated[str | None, Field(description="The column that says what each firm counts for.")] = None
    draws: Annotated[
        int | None,
        Field(description="Over how many draws of facts the share is the average; what surely holds then does in all."),
    ] = None

    def sentence(self) -> str:
        """The share in words, and that of the population.

        >>> print(Share(of="micro-multinational", firms=426, yes=29, unknown=297, share=Interval(29 / 426, 326 / 426)).sentence())
        between 6.8 % and 76.5 % of 426 firms are micro-multinationals
        """
        weighted = f", weighted by {self.weights}," if self.weights else ""
        told = f"{percent(self.share)} of {counted(self.firms, 'firm')}{weighted} {being(self.firms, self.of)}"
        told += f", on average over {self.draws} draws" if self.draws else ""
        if self.interval is None or self.confidence is None:
            return told
        return f"{told}; of those that they were drawn from {percent(self.interval)} ({100 * self.confidence:.4g} % confidence)"


class Shares(Findings):
    """Shares, one a group of firms and class, tag or rule. Printed, they are sentences."""

    rows: Annotated[tuple[Share, ...], Field(description="A share each.")]  # pyright: ignore[reportIncompatibleVariableOverride] # frozen


def shares(
    firms: object,
    of: Names = None,
    *,
    by: Names = None,
    weights: str | None = None,
    population: Population | None = None,
    confidence: float = 0.95,
) -> Shares:
    """Of which share of the firms each class, tag or rule surely holds, and of which it may.

    `firms` is `measure(...).firms`, with columns of your own beside it if you like; `of` names columns of answers, all of them
    unless given. `by` names one column or several, such as "home" or "founded" (firms of which it is not known are a group of
    their own, None); `weights` a column of what each firm counts for. The bounds speak of these firms alone; with `population=
    "sample"` each has an interval that holds the share of the population they were drawn from at random, with the confidence
    given, whatever the open firms are. One pass over the table; of a lazy one this runs the query.

    Raises:
        TypeError: it is not a table, or a column that is named holds no answers.
        ValueError: a column is missing, a weight is missing or negative, or `confidence` or `population` is not one.

    Source: G. Imbens and C. Manski (2004), Econometrica 72(6); C. Clopper and E. Pearson (1934), Biometrika 26(4).

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> table = pl.DataFrame({"firm": [*"AABC"], "country": ["US", "RS", "US", "US"], "headcount": [3, 4, 5, None]})
    >>> found = shares(measure(table, taxonomy=default_taxonomy()).firms, ["micro-multinational", "domestic small firm"])
    >>> print(found)
    33.3 % of 3 firms are micro-multinationals.
    between 33.3 % and 66.7 % of 3 firms are domestic small firms.
    >>> found.table().select("of", "firms", "share_low", "share_high").row(0)
    ('micro-multinational', 3, 0.3333333333333333, 0.3333333333333333)
    """
    require_confidence(confidence)
    if population not in {None, "sample"}:
        raise ValueError(f"{quote(population)} is not a population: give 'sample', or nothing for these firms alone.")
    groups = grouped(firms, by)
    names = answer_columns(groups.frame, of)
    found = []
    for group, sums in groups.sums(_counted(groups.frame, names, weights)):
        if unweighted := int(sums.get("no weight", 0)):
            raise ValueError(f"of {counted(unweighted, 'firm')} the weight in {quote(weights)} is missing or negative.")
        total = int(sums["firms"])
        for at, name in enumerate(names):
            low, high = (_proportion(sums, total, f"{answer} {at}") for answer in ("yes", "may"))
            yes, may = (int(sums[f"{answer} {at}"]) for answer in ("yes", "may"))
            sampled = population == "sample" and total > 0
            found.append(
                Share(
                    of=name, group=group, firms=total, yes=yes, unknown=may - yes,
                    share=Interval(low.share, max(low.share, high.share)) if total else Interval(0.0, 1.0),
                    interval=share_interval(low, high, confidence) if sampled else None,
                    confidence=confidence if sampled else None, weights=weights,
                )
            )  # fmt: skip
    return Shares(by=groups.by, rows=tuple(found))


def _counted(frame: Frame, names: tuple[str, ...], weights: str | None) -> dict[str, nw.Expr]:
    """What is added up: firms, and those that say yes or may; each alone, by weight, and by the weight's square."""
    one, none = nw.lit(1.0), nw.lit(0.0)
    flags: dict[str, nw.Expr] = {}
    for at, name in enumerate(names):
        flags[f"yes {at}"] = nw.when(nw.col(name).fill_null(value=False)).then(one).otherwise(none)
        flags[f"may {at}"] = nw.when(nw.col(name).fill_null(value=True)).then(one).otherwise(none)
    counted = {"firms": one, **flags}
    if weights is None:
        return counted
    require_columns(frame, [weights])
    weight = nw.col(weights).cast(nw.Float64)
    usable = (weight >= 0).fill_null(value=False)
    weight = nw.when(usable).then(weight).otherwise(nw.lit(0.0))
    return {
        **counted,
        "no weight": nw.when(usable).then(none).otherwise(one),
        **{f"{name} weight": flag * weight for name, flag in counted.items()},
        **{f"{name} square": flag * weight * weight for name, flag in counted.items()},
    }


def _proportion(sums: dict[str, float], firms: int, name: str) -> Proportion:
    """A share of the firms, and of how many firms it says as much; fewer where some weigh much more than others."""
    if not firms:
        return Proportion(0.0, 0.0)
    if "firms weight" not in sums:
        return Proportion(sums[name] / firms, firms)
    total, squares = sums["firms weight"], sums["firms square"]
    if not total:
        raise ValueError("all firms of a group weigh nothing: give weights of which one is more than 0.")
    share = min(1.0, sums[f"{name} weight"] / total)
    of_it = sums[f"{name} square"]
    variance = (of_it * (1 - share) ** 2 + (squares - of_it) * share**2) / total**2
    as_many = [total**2 / squares, float(firms), *([share * (1 - share) / variance] if variance > 0 else [])]
    return Proportion(share, min(as_many))


def averaged(draws: Sequence[Shares]) -> Shares:
    """The shares of the same firms and groups in several draws of their facts, together.

    The bounds are the averages of those of the draws; what surely holds does in every draw, and what may in some. The interval
    of a population is that which holds those of all draws, since they differ by chance, too.
    """
    rows = zip(*[each.rows for each in draws], strict=True)
    return draws[0].replace(rows=tuple(_average(of) for of in rows))


def _average(draws: Sequence[Share]) -> Share:
    yes, may = min(row.yes for row in draws), max(row.yes + row.unknown for row in draws)
    low, high = (mean(end) for end in zip(*[_ends(row.share) for row in draws], strict=True))
    intervals = [_ends(row.interval) for row in draws if row.interval is not None]
    widest = Interval(min(low for low, _ in intervals), max(high for _, high in intervals)) if intervals else None
    return draws[0].replace(yes=yes, unknown=may - yes, share=Interval(low, high), interval=widest, draws=len(draws))


def _ends(share: Interval) -> tuple[float, float]:
    return share.low or 0.0, 1.0 if share.high is None else share.high
