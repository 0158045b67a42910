"""Assumptions by name: what narrows the facts of firms, applied one by one, so that a reader sees what each buys.

An assumption is of facts, never of labels: to suppose that firms whose label is open are like the others is wrong by half, since
a "no" takes one fact and a "yes" often two. A firm whose record contradicts an assumption keeps its record, and is counted.

Source: C. Manski (2003), Partial Identification of Probability Distributions: the law of decreasing credibility.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Annotated, Any, NamedTuple

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.columns import COUNTS, Columns, columns_given
from globalfirm.cohort.engines import Frame, is_text, lookup_table, open_native, to_native
from globalfirm.cohort.findings.groups import Names, listed
from globalfirm.cohort.findings.shares import Population, Shares, averaged, shares
from globalfirm.cohort.measurement import Cohort, measure
from globalfirm.cohort.pipeline.read import read
from globalfirm.cohort.pipeline.rows import RowUnit
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import counted
from globalfirm.ground.record import Record
from globalfirm.model.count import Count
from globalfirm.rules.taxonomy import Taxonomy

Narrowing = Callable[[nw.Expr, int], Frame]
"""The rows as an assumption has them, but for firms whose record is kept, in a draw."""


class Assumption(Record):
    """What is taken to be so of a table's firms, beyond what their records say."""

    @property
    def draw_count(self) -> int:
        """In how many draws it is tried: one, unless facts are drawn."""
        return 1

    def narrowed(self, frame: Frame, fields: Mapping[str, str], kept: nw.Expr) -> Frame:
        """The rows with narrower facts, but for those of firms whose record is kept as it is.

        Raises:
            ValueError: the table lacks a column that the assumption needs.
        """
        raise NotImplementedError

    def narrowing(self, frame: Frame, fields: Mapping[str, str]) -> Narrowing:
        """How the rows are narrowed in each draw: what all draws share is read here, once."""
        return lambda kept, _: self.narrowed(frame, fields, kept)

    def denied(self, fields: Mapping[str, str]) -> nw.Expr:
        """Whether a row says outright that it is not so."""
        return nw.lit(value=False)


class CompleteLists(Assumption):
    """Who lists so many places or more lists all of them; of 1 or more, whoever lists any.

    >>> print(CompleteLists(), CompleteLists(places=2), sep="; ")
    lists are complete; lists of 2 places or more are complete
    """

    places: Annotated[int, Field(ge=1, description="From how many places on a list is complete.")] = 1

    def __str__(self) -> str:
        """The assumption in words."""
        return f"lists of {self.places} places or more are complete" if self.places > 1 else "lists are complete"

    def narrowed(self, frame: Frame, fields: Mapping[str, str], kept: nw.Expr) -> Frame:
        """As for every assumption: the firms' rows say that they are all."""
        column, said = fields.get("complete", "complete"), self._said(fields)
        assumed = self._long_enough(fields) & (said != "false") & ~kept
        return frame.with_columns(nw.when(assumed).then(nw.lit("true")).otherwise(said).alias(column))

    def denied(self, fields: Mapping[str, str]) -> nw.Expr:
        """As for every assumption: the rows say that they are not all."""
        return self._long_enough(fields) & (self._said(fields) == "false")

    def _long_enough(self, fields: Mapping[str, str]) -> nw.Expr:
        country = nw.col(fields["country"]).cast(nw.String).str.strip_chars().fill_null("")
        placed = nw.when(country == "").then(nw.lit(0)).otherwise(nw.lit(1))
        return placed.sum().over(fields["firm"]) >= self.places

    @staticmethod
    def _said(fields: Mapping[str, str]) -> nw.Expr:
        if "complete" not in fields:
            return nw.lit("")
        return nw.col(fields["complete"]).cast(nw.String).str.strip_chars().str.to_lowercase().fill_null("")


class BoundedHeadcounts(Assumption):
    """A headcount with a lower end alone, as "200+", is less than so many times that.

    >>> print(BoundedHeadcounts(times=2))
    headcounts such as '200+' are under 2 times that
    """

    times: Annotated[float, Field(gt=1, description="Less than so many times its lower end it is.")] = 2.0

    def __str__(self) -> str:
        """The assumption in words."""
        return f"headcounts such as '200+' are under {self.times:.12g} times that"

    def narrowed(self, frame: Frame, fields: Mapping[str, str], kept: nw.Expr) -> Frame:
        """As for every assumption: such counts have an upper end."""
        there = frame.collect_schema()
        for name in (fields[field] for field in COUNTS if "headcount" in field and field in fields):
            if is_text(there[name]):
                frame = self._bounded(frame.with_columns(nw.col(name).cast(nw.String)), name, kept)
        return frame

    def _bounded(self, frame: Frame, name: str, kept: nw.Expr) -> Frame:
        distinct = frame.select(name).unique().collect()[name].to_list()
        bounded = {text: end for text in distinct if isinstance(text, str) and (end := self._with_end(text))}
        if not bounded:
            return frame
        data: dict[str, Sequence[object]] = {name: [*bounded], "with an end": [*bounded.values()]}
        frame = frame.join(lookup_table(frame, data, dict.fromkeys(data, nw.String)), on=name, how="left")
        narrower = nw.when(~nw.col("with an end").is_null() & ~kept).then(nw.col("with an end")).otherwise(nw.col(name))
        return frame.with_columns(narrower.alias(name)).drop("with an end")

    def _with_end(self, text: str) -> str | None:
        try:
            count = Count.parse(text)
        except GlobalfirmError:
            return None  # which `measure` rejects, with the reason
        return f"{count.low}-{ceil(self.times * count.low) - 1}" if count.high is None and count.low else None


def shares_assuming(
    table: object,
    assumptions: Sequence[Assumption],
    columns: Columns | None = None,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Mapping[str, Rule] | None = None,
    of: Names = None,
    by: Names = None,
    population: Population | None = None,
    confidence: float = 0.95,
    row_unit: RowUnit = "office",
    as_of: date | str | None = None,
) -> Shares:
    """The shares with nothing assumed, and then with one assumption more each time, in the order given: weakest first.

    `table` is the long table that `measure` takes; `of`, `by` (metrics or the home) and `population` are as for `shares`. Lists that
    do not say that they are complete are not, until it is assumed. A firm whose record contradicts an assumption, or says
    outright that it is not so, keeps its record and is counted. Where facts are drawn (`DrawnHeadcounts`) shares are the average over
    the draws. Of a lazy table this runs queries.

    Raises:
        TypeError: it is not a table.
        ValueError: as for `measure` and `shares`.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> table = pl.DataFrame({"firm": [*"AABC"], "country": ["US", "RS", "US", "DE"], "firm_headcount": ["200+", "200+", "9", "30"]})
    >>> print(shares_assuming(table, [CompleteLists(), BoundedHeadcounts(times=1.25)],
    ...                       taxonomy=default_taxonomy(), of="micro-multinational"))
    assuming nothing: between 0 % and 100 % of 3 firms are micro-multinationals.
    assuming lists are complete: between 0 % and 33.3 % of 3 firms are micro-multinationals.
    assuming also headcounts such as '200+' are under 1.25 times that: 33.3 % of 3 firms are micro-multinationals.
    """
    given, named = open_native(table), columns_given(columns, Columns)
    metrics = [name for name in listed(by) if name in VOCABULARY]

    def measured(frame: Frame) -> Cohort[Any]:  # Any: the user's library's
        native = to_native(frame, given)
        reading = None if given.eager else read(native, columns, as_of=[as_of])
        return measure(native, columns, taxonomy=taxonomy, rules=rules, metrics=metrics, complete=False,
                       row_unit=row_unit, as_of=as_of, reading=reading)  # fmt: skip

    def said(draws: Sequence[_Draw]) -> Shares:
        each = [shares(draw.cohort.firms, of, by=by, population=population, confidence=confidence) for draw in draws]
        return each[0] if len(each) == 1 else averaged(each)

    frame = _with_plain_ids(given.frame, named)
    draws = [_Draw(frame, measured(frame))]
    found = [("nothing", said(draws))]
    for assumption in assumptions:
        draws, kept = _applied(assumption, draws, named, measured)
        also = "also " if len(found) > 1 else ""
        against = f" (contradicted by {counted(kept, 'firm')})" if kept else ""
        found.append((f"{also}{assumption}{against}", said(draws)))
    rows = [row.replace(group=(told, *row.group)) for told, finding in found for row in finding.rows]
    order = list(dict.fromkeys(row.of for row in rows))
    return Shares(by=("assuming", *found[0][1].by), rows=tuple(sorted(rows, key=lambda row: order.index(row.of))))


class _Draw(NamedTuple):
    """A table with the facts of one draw, or the only one where none are drawn, and what it comes to."""

    frame: Frame
    cohort: Cohort[Any]  # Any: the user's library's


def _with_plain_ids(frame: Frame, columns: Columns) -> Frame:
    """The rows with the firms' ids as `measure` compares them: without blanks around them."""
    there = frame.collect_schema()
    firm = columns.named(there.names())["firm"]
    return frame.with_columns(nw.col(firm).cast(nw.String).str.strip_chars()) if is_text(there[firm]) else frame


def _applied(
    assumption: Assumption, draws: Sequence[_Draw], columns: Columns, measured: Callable[[Frame], Cohort[Any]]
) -> tuple[list[_Draw], int]:
    """Each draw with an assumption, and how many firms contradict it, in any draw, and keep their record there."""
    found: list[_Draw] = []
    against: set[Any] = set()
    for number, draw in enumerate(draws):
        fields = columns.named(draw.frame.collect_schema().names())  # an assumption before it may have added one
        firm = nw.col(fields["firm"])
        said = draw.frame.select(firm, assumption.denied(fields).alias("denied")).filter(nw.col("denied"))
        against |= {*said.select(firm).unique().collect()[fields["firm"]].to_list()}
        before, times = _in_conflict(draw.cohort), assumption.draw_count
        narrowed = assumption.narrowing(draw.frame, fields)
        # Of facts that are drawn twice, each draw of the one goes with one of the other.
        for at in range(times) if len(draws) == 1 else [number % times]:
            frame = narrowed(nw.lit(value=False), at)
            cohort = measured(frame)
            contradicted = _in_conflict(cohort) - before
            if contradicted:
                frame = narrowed(firm.is_in([*contradicted]), at)
                cohort = measured(frame)
            against |= contradicted
            found.append(_Draw(frame, cohort))
    return found, len(against)


def _in_conflict(cohort: Cohort[Any]) -> set[Any]:  # Any: ids of firms
    """The firms whose rows contradict one another."""
    conflicts = open_native(cohort.conflicts).frame.collect()
    return {*conflicts[conflicts.columns[0]].to_list()}
