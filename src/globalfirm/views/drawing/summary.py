"""What there is to tell of a cohort: how many firms, what surely and possibly holds of them, how wide their day is."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import narwhals as nw

from globalfirm.cohort.engines import open_native
from globalfirm.cohort.measurement import Cohort
from globalfirm.rules.verdict import UNDETERMINED

BINS = (0, 3, 6, 9, 12, 15, 18, 27)
"""Hours at which the columns of the time-zone span begin; the first holds firms of one clock alone."""

MOST_FLOWS = 8
"""So many flows are drawn and listed, those of the most firms; the others are counted."""

MOST_YEARS = 10
"""So many years of founding are drawn, the last ones; the others are counted."""

MOST_ANSWERS = 12
"""So many questions are shown; the others are counted."""


class Held(NamedTuple):
    """Of how many firms something surely holds, and of how many it surely or possibly does."""

    name: str
    sure: int
    possible: int


class Flow(NamedTuple):
    """How many firms of one country have people in another."""

    home: str
    host: str
    firms: int


class Year(NamedTuple):
    """A year of founding, and between which shares of its firms, in whole percents, a rule holds."""

    name: str
    shares: tuple[float, float]


class Summary(NamedTuple):
    """All that a cohort's card tells."""

    name: str
    firms: int
    rows: int
    rejected: int
    unsettled: int | None
    answers: tuple[Held, ...]
    more_answers: int
    spans: tuple[Held, ...]
    flows: tuple[Flow, ...]
    more_flows: int
    trend: tuple[Year, ...] = ()
    more_years: int = 0

    def share(self, held: Held) -> tuple[float, float]:
        """Bounds on a share of the firms, in whole percents.

        >>> Summary("", 4, 4, 0, None, (), 0, (), (), 0).share(Held("a", 1, 2))
        (25, 50)
        """
        every = max(1, self.firms)
        return round(100 * held.sure / every), round(100 * held.possible / every)


def summarize(
    of: Cohort[Any], name: str = "", flows: object = None, trend: object = None
) -> Summary:  # Any: of whichever table
    """Count the firms of a cohort; of a lazy table this runs the query.

    `flows` is a table that `cohort.flows` made, and `trend` one that `cohort.trend` made.

    >>> import polars as pl
    >>> from globalfirm import default_taxonomy
    >>> from globalfirm.cohort import measure
    >>> table = pl.DataFrame({"firm": ["A", "B", "B"], "country": ["US", "US", "RS"], "headcount": [3, 900, None]})
    >>> content = summarize(measure(table, taxonomy=default_taxonomy()))
    >>> content.firms, content.answers[0], content.unsettled
    (2, Held(name='micro-multinational', sure=0, possible=0), 0)
    """
    frame = open_native(of.firms).frame
    there = frame.collect_schema()
    questions = [column for column in there.names() if there[column] == nw.Boolean]
    asked: dict[str, Any] = {"firms": nw.len()}
    for at, column in enumerate(questions):
        flag = nw.col(column)
        asked |= {f"yes {at}": _count(flag.fill_null(value=False)), f"open {at}": _count(flag.is_null())}
    if "label" in there:
        asked["unsettled"] = _count(nw.col("label") == UNDETERMINED)
    spans = "time_zone_span_hours_low" in there
    asked |= _spans() if spans else {}
    found = frame.select(**asked).collect().to_dict(as_series=False)
    count = {column: int(values[0] or 0) for column, values in found.items()}
    answers = [
        Held(column, count[f"yes {at}"], count[f"yes {at}"] + count[f"open {at}"])
        for at, column in enumerate(questions)
    ]
    rows, _, rejected = (int(value or 0) for value in open_native(of.tally).frame.collect().row(0))
    routes, years = _flows(flows), _trend(trend)
    return Summary(
        name,
        count["firms"],
        rows,
        rejected,
        count.get("unsettled"),
        tuple(answers[:MOST_ANSWERS]),
        max(0, len(answers) - MOST_ANSWERS),
        tuple(Held(label, count[f"sure {at}"], count[f"may {at}"]) for at, label in enumerate(_labels()))
        if spans
        else (),
        routes[:MOST_FLOWS],
        max(0, len(routes) - MOST_FLOWS),
        years[-MOST_YEARS:],
        max(0, len(years) - MOST_YEARS),
    )


def _count(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0)).sum()


def _spans() -> dict[str, nw.Expr]:
    """For each column of the span, the firms that surely and possibly fall in it; the first is of no span at all."""
    low = nw.col("time_zone_span_hours_low")
    high = nw.col("time_zone_span_hours_high").fill_null(BINS[-1])
    asked = {"sure 0": _count(high <= 0), "may 0": _count(low <= 0)}
    for at, (start, end) in enumerate(pairwise(BINS), 1):
        above = (low > 0) if start == 0 else (low >= start)
        reaches = (high > 0) if start == 0 else (high >= start)
        asked |= {f"sure {at}": _count(above & (high < end)), f"may {at}": _count((low < end) & reaches)}
    return asked


def _labels() -> list[str]:
    """What the columns of the span are called.

    >>> _labels()[:3], _labels()[-1]
    (['0', '<3', '3–6'], '18–26')
    """
    between = [f"{start}–{end}" for start, end in pairwise(BINS[1:-1])]
    return ["0", f"<{BINS[1]}", *between, f"{BINS[-2]}–{BINS[-1] - 1}"]


def _trend(table: object) -> tuple[Year, ...]:
    """The years of a table, in order."""
    if table is None:
        return ()
    rows = open_native(table).frame.select("founded", "share_low", "share_high").collect().rows()
    return tuple(Year(f"{year:.0f}", (round(100 * low), round(100 * high))) for year, low, high in sorted(rows))


def _flows(table: object) -> tuple[Flow, ...]:
    """The flows of a table, the largest first."""
    if table is None:
        return ()
    rows = open_native(table).frame.select("home", "host", "firms").collect().rows()
    found = [Flow(str(home), str(host), int(firms)) for home, host, firms in rows]
    return tuple(sorted(found, key=lambda flow: (-flow.firms, flow)))
