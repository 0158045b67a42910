"""A cohort on one screen: how many firms, what surely and possibly holds of them, how wide their day is, where they go."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from globalfirm.cohort.measurement import Cohort
from globalfirm.ground.messages import quote
from globalfirm.views import words
from globalfirm.views.drawing import bars, look
from globalfirm.views.drawing.look import OPEN, SURE
from globalfirm.views.drawing.summary import Summary, summarize
from globalfirm.views.terminal import ASCII, BLOCKS, COLUMNS, Signs, fit, plain

BAR = 40
"""Columns of a bar in a terminal."""


class CohortCard:
    """What a cohort looks like; it shows itself in notebooks and by `print`."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary

    def html(self) -> str:
        """A piece of HTML with its style and inline pictures, without JavaScript."""
        summary = self._summary
        parts = []
        if summary.answers:
            parts.append(_part("What holds, % of firms", bars.answers(summary)))
        if summary.spans and summary.firms:
            parts.append(_part("Time-zone span in hours, % of firms", bars.spans(summary)))
        if summary.trend:
            parts.append(_part("By year of founding, % of its firms", bars.trend(summary)))
        flows = _part("From home to host, number of firms", bars.flows(summary)) if summary.flows else ""
        name = escape(summary.name or "Cohort")
        return (
            f'<div class="gf"><style>{look.style()}</style><div class="gf-card"><div class="gf-name" role="heading" '
            f'aria-level="3" dir="auto">{name}</div><dl class="gf-figures gf-four">{_figures(summary)}</dl>'
            f'<div class="gf-grid">{"".join(parts)}</div>{_KEY if parts else ""}{flows}'
            f'<p class="gf-foot">{_FOOT}{_ARCS if flows else ""}</p></div></div>'
        )

    def text(self, *, ascii: bool = False) -> str:  # noqa: A002 # as Python calls it
        """The same for a terminal of 80 columns, with block signs or in ASCII."""
        found = "\n".join(_lines(self._summary, ASCII if ascii else BLOCKS))
        return plain(found) if ascii else found

    def __str__(self) -> str:
        """For the terminal."""
        return self.text()

    def __repr__(self) -> str:
        """In one line."""
        return f"Card of {quote(self._summary.name)[1:-1] or 'a cohort'}: {self._summary.firms:,} firms"

    def _repr_html_(self) -> str:
        """For notebooks."""
        return self.html()


_FOOT = "Possibly: the firms of which the records do not tell are counted on top of those of which it surely holds."
_ARCS = " Arcs eastward bend up, westward down."
_KEY = (
    f'<p class="gf-key gf-after"><span><svg width="16" height="12" aria-hidden="true"><rect y="1" width="16" height="10" '
    f'rx="1.5" {SURE}/></svg> surely</span> <span><svg width="16" height="12" aria-hidden="true"><rect x=".6" y="1" '
    f'width="15" height="10" {OPEN}/></svg> possibly</span></p>'
)


def cohort(
    of: Cohort[Any], name: str = "", flows: object = None, trend: object = None
) -> CohortCard:  # Any: of whichever table
    """The card of a cohort.

    >>> import polars as pl
    >>> from globalfirm.cohort import measure
    >>> cohort(measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]})), "Mine")
    Card of Mine: 1 firms
    """
    return CohortCard(summarize(of, name, flows, trend))


def _figures(summary: Summary) -> str:
    settled = summary.unsettled is not None and summary.firms > 0
    shown = [
        (f"{summary.firms:,}", "firms", ""),
        (f"{summary.rows:,}", "rows", f"{summary.rejected:,} not read" if summary.rejected else ""),
    ]
    if settled and summary.unsettled is not None:
        share = round(100 * (summary.firms - summary.unsettled) / summary.firms)
        shown.append((f"{share} %", "labels settled", f"{summary.unsettled:,} can’t tell" if summary.unsettled else ""))
    return "".join(
        f'<div class="gf-figure"><dt>{name}<br/><span class="gf-note">{note}</span></dt><dd>{value}</dd></div>'
        for value, name, note in shown
    )


def _part(title: str, body: str) -> str:
    return f'<div class="gf-part"><div class="gf-title" role="heading" aria-level="4">{title}</div>{body}</div>'


def _lines(summary: Summary, signs: Signs) -> Iterator[str]:
    yield fit(summary.name or "Cohort", COLUMNS, signs.more)
    rejected = f", {summary.rejected:,} not read" if summary.rejected else ""
    unsettled = f"; {summary.unsettled:,} labels are open" if summary.unsettled else ""
    yield f"{summary.firms:,} firms in {summary.rows:,} rows{rejected}{unsettled}"
    for title, listed in (("What holds", summary.answers), ("Time-zone span in hours", summary.spans)):
        if listed:
            yield from ("", f"{title}, % of firms")
            yield from (_bar(held.name, summary.share(held), signs) for held in listed)
    if summary.more_answers:
        yield f"and {summary.more_answers} more"
    if summary.trend:
        yield from ("", "By year of founding, % of its firms")
        yield from (_bar(year.name, year.shares, signs) for year in summary.trend)
    if summary.more_years:
        yield f"before them {summary.more_years} years more"
    if summary.flows:
        yield from ("", "From home to host, number of firms")
    for flow in summary.flows:
        yield f"  {fit(f'{words.country(flow.home)} {signs.arrow} {words.country(flow.host)}', 60, signs.more):<62}{flow.firms:,}"
    if summary.more_flows:
        yield f"  and {summary.more_flows:,} more"
    yield from ("", f"{signs.sure} surely  {signs.open} possibly")


def _bar(name: str, shares: tuple[float, float], signs: Signs) -> str:
    low, high = (round(BAR * share / 100) for share in shares)
    bar = signs.sure * low + signs.open * (high - low) + signs.rest * (BAR - high)
    return f"  {fit(name, 24, signs.more):<25}{words.spoken(*shares, ' %'):<12}{bar}"
