"""What there is to tell of a cohort: how many firms, what surely and possibly holds of them, how wide their day is."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import narwhals as nw

from globalfirm.cohort.engines import open_native
from globalfirm.cohort.findings.shares import Shares
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

HOLDS, FLOWS = "What holds, % of firms", "From home to host, number of firms"
"""The titles of the bars and of the map."""

Share = tuple[str, float, float]
"""A name, and between which shares in whole percents something holds."""


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


class Chart(NamedTuple):
    """Columns of shares under a title, and a note."""

    title: str
    shares: tuple[Share, ...]
    note: str = ""


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
    trend: tuple[Share, ...] = ()
    more_years: int = 0

    def share(self, held: Held) -> tuple[float, float]:
        """Bounds on a share of the firms, in whole percents.

        >>> Summary("", 4, 4, 0, None, (), 0, (), (), 0).share(Held("a", 1, 2))
        (25, 50)
        """
        every = max(1, self.firms)
        return round(100 * held.sure / every), round(100 * held.possible / every)

    @property
    def figures(self) -> tuple[tuple[str, str, str], ...]:
        """The key figures: value, name, and a note.

        >>> Summary("", 4, 9, 0, 1, (), 0, (), (), 0).figures[-1]
        ('75 %', 'labels settled', '1 can’t tell')
        """
        shown = [
            (f"{self.firms:,}", "firm" if self.firms == 1 else "firms", ""),
            (f"{self.rows:,}", "rows", f"{self.rejected:,} not read" if self.rejected else ""),
        ]
        if self.unsettled is not None and self.firms:
            share = round(100 * (self.firms - self.unsettled) / self.firms)
            shown.append((f"{share} %", "labels settled", f"{self.unsettled:,} can’t tell" if self.unsettled else ""))
        return tuple(shown)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The columns that there are something for: of the span, and of the years of founding."""
        found = []
        if self.spans and self.firms:
            shares = tuple((held.name, *self.share(held)) for held in self.spans)
            found.append(Chart("Time-zone span in hours, % of firms", shares))
        if self.trend:
            note = f"Before them {self.more_years} years more." if self.more_years else ""
            found.append(Chart("By year of founding, % of its firms", self.trend, note))
        return tuple(found)

    @property
    def foot(self) -> str:
        """How to read it."""
        arcs = " Arcs eastward bend up, westward down." if self.flows else ""
        return f"Possibly: the firms of which the records do not tell are counted on top of those of which it surely holds.{arcs}"


def summarize(
    of: Cohort[Any], name: str = "", flows: object = None, trend: Shares | None = None
) -> Summary:  # Any: of whichever table
    """Count the firms of a cohort; of a lazy table this runs the query.

    `flows` is a table that `cohort.flows` made, and `trend` shares by the year of founding.

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
    spans = _labels() if "time_zone_span_hours_low" in there else []
    asked: dict[str, Any] = {"firms": nw.len()}
    for at, column in enumerate(questions):
        asked |= _answers(at, nw.col(column))
    if "label" in there:
        asked["unsettled"] = _count(nw.col("label") == UNDETERMINED)
    asked |= _spans() if spans else {}
    found = frame.select(**asked).collect().to_dict(as_series=False)
    count = {column: int(values[0] or 0) for column, values in found.items()}
    rows, _, rejected = (int(value or 0) for value in open_native(of.tally).frame.collect().row(0))
    routes, years = _flows(flows), _trend(trend)
    return Summary(
        name=name,
        firms=count["firms"],
        rows=rows,
        rejected=rejected,
        unsettled=count.get("unsettled"),
        answers=_held("answer", questions[:MOST_ANSWERS], count),
        more_answers=max(0, len(questions) - MOST_ANSWERS),
        spans=_held("span", spans, count),
        flows=routes[:MOST_FLOWS],
        more_flows=max(0, len(routes) - MOST_FLOWS),
        trend=years[-MOST_YEARS:],
        more_years=max(0, len(years) - MOST_YEARS),
    )


def _held(kind: str, names: list[str], count: dict[str, int]) -> tuple[Held, ...]:
    """What was counted of each of some kind, in order."""
    return tuple(Held(name, count[f"{kind} {at} sure"], count[f"{kind} {at} may"]) for at, name in enumerate(names))


def _answers(at: int, flag: nw.Expr) -> dict[str, nw.Expr]:
    """The firms of which a question surely and possibly holds."""
    return {
        f"answer {at} sure": _count(flag.fill_null(value=False)),
        f"answer {at} may": _count(flag.fill_null(value=True)),
    }


def _count(flag: nw.Expr) -> nw.Expr:
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0)).sum()


def _spans() -> dict[str, nw.Expr]:
    """For each column of the span, the firms that surely and possibly fall in it; the first is of no span at all."""
    low = nw.col("time_zone_span_hours_low")
    high = nw.col("time_zone_span_hours_high").fill_null(BINS[-1])
    asked = {"span 0 sure": _count(high <= 0), "span 0 may": _count(low <= 0)}
    for at, (start, end) in enumerate(pairwise(BINS), 1):
        above = (low > 0) if start == 0 else (low >= start)
        reaches = (high > 0) if start == 0 else (high >= start)
        asked |= {f"span {at} sure": _count(above & (high < end)), f"span {at} may": _count((low < end) & reaches)}
    return asked


def _labels() -> list[str]:
    """What the columns of the span are called.

    >>> _labels()[:3], _labels()[-1]
    (['0', '<3', '3–6'], '18–26')
    """
    between = [f"{start}–{end}" for start, end in pairwise(BINS[1:-1])]
    return ["0", f"<{BINS[1]}", *between, f"{BINS[-2]}–{BINS[-1] - 1}"]


def _trend(shares: Shares | None) -> tuple[Share, ...]:
    """The years of shares, in order.

    Raises:
        ValueError: they are not by year, or of more than one class, tag or rule.
    """
    if shares is None:
        return ()
    if shares.by != ("founded",) or len({row.of for row in shares.rows}) > 1:
        raise ValueError("a trend is of one class, tag or rule by year: give shares(firms, 'small', by='founded').")
    known = [(row.group[0], row.share.low or 0, row.share.high or 0) for row in shares.rows if row.group != (None,)]
    return tuple((f"{year:.0f}", round(100 * low), round(100 * high)) for year, low, high in known)


def _flows(table: object) -> tuple[Flow, ...]:
    """The flows of a table, the largest first."""
    if table is None:
        return ()
    rows = open_native(table).frame.select("home", "host", "firms").collect().rows()
    found = [Flow(str(home), str(host), int(firms)) for home, host, firms in rows]
    return tuple(sorted(found, key=lambda flow: (-flow.firms, flow)))
