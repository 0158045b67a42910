"""A cohort on one screen: how many firms, what surely and possibly holds of them, how wide their day is, where they go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from globalfirm.cohort.findings.shares import Shares
from globalfirm.cohort.measurement import Cohort
from globalfirm.ground.messages import counted, quote
from globalfirm.views import svg, words
from globalfirm.views.drawing import bars, look
from globalfirm.views.drawing.lines import pad
from globalfirm.views.drawing.sheet import Theme
from globalfirm.views.drawing.summary import FLOWS, HOLDS, Summary, summarize
from globalfirm.views.picture import Picture
from globalfirm.views.terminal import ASCII, BLOCKS, COLUMNS, Signs, fit, plain

BAR = 40
"""Columns of a bar in a terminal."""


class CohortCard(Picture):
    """What a cohort looks like; it shows itself in notebooks and by `print`, and is saved as a picture."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary

    @property
    def title(self) -> str:
        """The cohort's name."""
        return self._summary.name or "Cohort"

    def html(self) -> str:
        """A piece of HTML with its style and inline pictures, without JavaScript."""
        summary = self._summary
        parts = [look.part(HOLDS, bars.answers(summary))] if summary.answers else []
        parts += [look.part(chart.title, bars.figure(chart)) for chart in summary.charts]
        flows = look.part(FLOWS, bars.flows(summary)) if summary.flows else ""
        figures = "".join(
            f'<div class="gf-figure"><dt>{name}<br/><span class="gf-note">{note}</span></dt><dd>{value}</dd></div>'
            for value, name, note in summary.figures
        )
        return look.framed(
            f'{look.heading(self.title)}<dl class="gf-figures gf-four">{figures}</dl><div class="gf-grid">{"".join(parts)}</div>'
            f'{look.key(bars.SIGNS, kind="gf-after") if parts else ""}{flows}<p class="gf-foot">{summary.foot}</p>',
            "cohort",
        )

    def svg(self, *, theme: Theme = "light") -> str:
        """One SVG picture of 900 pixels' width."""
        return svg.cohort(self._summary, self.title, theme)

    def text(self, *, ascii: bool = False) -> str:  # noqa: A002 # as Python calls it
        """The same for a terminal of 80 columns, with block signs or in ASCII."""
        found = "\n".join(_lines(self._summary, ASCII if ascii else BLOCKS))
        return plain(found) if ascii else found

    def __repr__(self) -> str:
        """In one line."""
        return f"Card of {quote(self._summary.name)[1:-1] or 'a cohort'}: {counted(self._summary.firms, 'firm')}"


def cohort(
    of: Cohort[Any], name: str = "", flows: object = None, trend: Shares | None = None
) -> CohortCard:  # Any: of whichever table
    """The card of a cohort.

    >>> import polars as pl
    >>> from globalfirm.cohort import measure
    >>> cohort(measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]})), "Mine")
    Card of Mine: 1 firm
    """
    return CohortCard(summarize(of, name, flows, trend))


def _lines(summary: Summary, signs: Signs) -> Iterator[str]:
    yield fit(summary.name or "Cohort", COLUMNS, signs.more)
    rejected = f", {summary.rejected:,} not read" if summary.rejected else ""
    unsettled = f"; {counted(summary.unsettled, 'open label')}" if summary.unsettled else ""
    yield f"{counted(summary.firms, 'firm')} in {counted(summary.rows, 'row')}{rejected}{unsettled}"
    if summary.answers:
        yield from ("", HOLDS)
        yield from (_bar(held.name, *summary.share(held), signs) for held in summary.answers)
    if summary.more_answers:
        yield f"and {summary.more_answers} more"
    for chart in summary.charts:
        yield from ("", chart.title)
        yield from (_bar(*share, signs) for share in chart.shares)
        yield from [chart.note] if chart.note else []
    if summary.flows:
        yield from ("", FLOWS)
    for flow in summary.flows:
        yield f"  {pad(fit(f'{words.country(flow.home)} {signs.arrow} {words.country(flow.host)}', 60, signs.more), 62)}{flow.firms:,}"
    if summary.more_flows:
        yield f"  and {summary.more_flows:,} more"
    yield from ("", f"{signs.sure} surely  {signs.open} possibly")


def _bar(name: str, least: float, most: float, signs: Signs) -> str:
    low, high = (round(BAR * share / 100) for share in (least, most))
    bar = signs.sure * low + signs.open * (high - low) + signs.rest * (BAR - high)
    return f"  {pad(fit(name, 24, signs.more), 25)}{words.spoken(least, most, ' %'):<12}{bar}"
