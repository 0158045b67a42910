"""Firms at several dates: what kind each was as of each day, and when it became so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import narwhals as nw

from globalfirm.cohort.columns import Columns
from globalfirm.cohort.engines import Frame, is_text, open_native, to_native
from globalfirm.cohort.findings.groups import require_columns
from globalfirm.cohort.measurement import DEFAULT_METRICS, measure
from globalfirm.cohort.pipeline.read import open_table
from globalfirm.cohort.pipeline.reading import Reading
from globalfirm.cohort.pipeline.rows import RowUnit, as_number, day_number
from globalfirm.expressions.rule import Rule
from globalfirm.ground.fields import asked_day
from globalfirm.ground.messages import quote
from globalfirm.rules.taxonomy import Taxonomy

T = TypeVar("T")


def snapshots(
    table: T,
    days: Iterable[date | str],
    columns: Columns | None = None,
    *,
    dated: str | None = None,
    taxonomy: Taxonomy | Sequence[Taxonomy] | None = None,
    rules: Mapping[str, Rule] | None = None,
    metrics: Sequence[str] = DEFAULT_METRICS,
    reason: bool = False,
    complete: bool = True,
    row_unit: RowUnit = "office",
    reading: Reading | None = None,
) -> T:
    """The firms as of each of some days: `measure(...).firms` for each, with the day in the column `as_of`.

    A place counts where it had opened and not closed by the day, and a firm where it had been founded by its year; a
    place without dates counts always. Accounts count where their year, in the column `accounts_year`, had ended; other figures
    and claims are taken as they are. Where the table itself holds rows of several dates, `dated` names the column of their day,
    and each day has the rows of its own.

    Raises:
        TypeError: what is given is not a list of days, or as for `measure`.
        ValueError: no days are given, or as for `measure`.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> table = pl.DataFrame({
    ...     "firm": ["A", "A"], "country": ["US", "RS"], "headcount": [5, 4], "opened": ["2010-01-01", "2012-06-01"]})
    >>> firms = snapshots(table, [date(2011, 1, 1), date(2013, 1, 1)], taxonomy=default_taxonomy())
    >>> firms.select("as_of", "label").rows()
    [(datetime.date(2011, 1, 1), 'domestic small firm'), (datetime.date(2013, 1, 1), 'micro-multinational')]
    >>> first_true(firms).rows()
    [('A', datetime.date(2011, 1, 1), datetime.date(2013, 1, 1))]
    """
    days = _read_days(days)
    if dated is None:
        given, _, reading = open_table(table, columns, reading, as_of=days)
    else:  # the rows of each day are a table of their own, to be read by itself where it is read
        given = open_native(table)
        require_columns(given.frame, [dated])
    found = []
    for day in days:
        rows = given.frame if dated is None else given.frame.filter(_is_of(given.frame, dated, day))
        then: Any = measure(  # Any: the user's library's
            to_native(rows, given), columns, taxonomy=taxonomy, rules=rules, metrics=metrics, reason=reason,
            complete=complete, row_unit=row_unit, as_of=day, reading=reading,
        ).firms  # fmt: skip
        found.append(open_native(then).frame.with_columns(nw.lit(day).alias("as_of")))
    return to_native(nw.concat(found), given)


def _read_days(days: Iterable[date | str]) -> list[date]:
    if isinstance(days, (str, date)):
        raise TypeError(f"{quote(days)} is one day: give a list of days, [{quote(str(days))}].")
    found = [asked_day(day) for day in days]
    if not found:
        raise ValueError("no days are given: give one or more, such as ['2019-01-01'].")
    return found


def _is_of(frame: Frame, dated: str, day: date) -> nw.Expr:
    """Whether a row is of a day, whatever its column holds: dates, instants, or text that begins with the date."""
    dtype, column = frame.collect_schema()[dated], nw.col(dated)
    if is_text(dtype):
        return column.cast(nw.String).str.slice(0, 10) == day.isoformat()
    if isinstance(dtype, (nw.Date, nw.Datetime)):
        return day_number(column) == as_number(day)
    raise TypeError(f"the column {quote(dated)} holds {dtype}: give dates, or text such as '2015-03-31'.")


def first_true(snapshots: T, rule: str = "micro-multinational", *, firm: str | None = None) -> T:
    """When firms first were what a rule's column says: the last day on which they surely were not, and the first on which they were.

    Firms that never surely were are left out; `last_no` is null where no earlier day says no. `firm` is the column of
    the firms' ids, the first one unless it is given.

    Raises:
        TypeError: the rule's column holds no answers.
        ValueError: a column is missing.
    """
    given = open_native(snapshots)
    id_ = firm or given.frame.collect_schema().names()[0]
    require_columns(given.frame, (id_, "as_of"), [rule])
    col = nw.col
    yes = given.frame.filter(col(rule).fill_null(value=False)).group_by(id_).agg(col("as_of").min().alias("first_yes"))
    no = given.frame.filter(~col(rule).fill_null(value=True)).select(id_, "as_of")
    before = no.join(yes, on=id_, how="inner").filter(col("as_of") < col("first_yes"))
    last = before.group_by(id_).agg(col("as_of").max().alias("last_no"))
    return to_native(yes.join(last, on=id_, how="left").select(id_, "last_no", "first_yes"), given)
