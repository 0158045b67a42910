"""A cohort's pictures: bars of shares, columns of spans, flows on the map."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import hypot, sqrt

from globalfirm.views import words
from globalfirm.views.drawing.look import INK, OPEN, PALETTE, SURE, fluid
from globalfirm.views.drawing.points import country_point
from globalfirm.views.drawing.projection import HIGH, WIDE, natural_earth
from globalfirm.views.drawing.summary import Chart, Held, Share, Summary
from globalfirm.views.drawing.world import land

TALL, BASE, FIGURE = 166, 196, 218
"""Pixels: the tallest column, how far down all of them stand, and the whole with its names."""

SIGNS = (
    (f'<rect y="1" width="16" height="10" rx="1.5" {SURE}/>', "surely"),
    (f'<rect x=".6" y="1" width="15" height="10" {OPEN}/>', "possibly"),
)
"""What is drawn how: each 16 by 12 pixels, with its words."""


def bar(summary: Summary, held: Held) -> str:
    """Solid for the firms of which it surely holds, dashed on for those of which it is open: 14 pixels tall."""
    most = max((other.possible for other in summary.answers), default=1) or 1
    low, high = 100 * held.sure / most, 100 * held.possible / most
    more = f'<rect x="{low:.1f}%" y=".6" width="{high - low:.1f}%" height="12.8" {OPEN}/>' if high > low else ""
    return f'{more}<rect width="{low:.1f}%" height="14" rx="1.5" {SURE}/>'


def answers(summary: Summary) -> str:
    """A bar for each question."""
    lines = []
    for held in summary.answers:
        share = words.spoken(*summary.share(held), " %")
        head = f"<div><span>{escape(held.name)}</span> <b>{share}</b></div>"
        lines.append(f"<li>{head}{fluid(14, bar(summary, held))}</li>")
    if summary.more_answers:
        lines.append(f'<li class="gf-note">and {summary.more_answers} more</li>')
    return f'<ul class="gf-kinds">{"".join(lines)}</ul>'


def columns(shares: Sequence[Share]) -> str:
    """Columns with their names: solid for the firms of which it surely holds, dashed above for those where it is open."""
    most, wide, drawn = max(high for *_, high in shares) or 1, 100 / len(shares), []
    for at, (name, least, greatest) in enumerate(shares):
        low, high = TALL * least / most, TALL * greatest / most
        box = f'x="{wide * (at + 0.1):.2f}%" width="{wide * 0.8:.2f}%"'
        if high > low:
            drawn.append(f'<rect {box} y="{BASE - high:.1f}" height="{high - low:.1f}" {OPEN}/>')
        drawn.append(f'<rect {box} y="{BASE - low:.1f}" height="{low:.1f}" {SURE}/>')
        middle = f'x="{wide * (at + 0.5):.2f}%" text-anchor="middle" font-size="11" fill="currentColor"'
        drawn.append(f'<text {middle} y="{BASE - high - 5:.1f}">{words.spoken(least, greatest)}</text>')
        drawn.append(f'<text {middle} y="{BASE + 15}" class="gf-soft">{escape(name)}</text>')
    drawn.append(f'<rect y="{BASE}" width="100%" height="1" {INK}/>')
    return "".join(drawn)


def figure(chart: Chart) -> str:
    """Columns as wide as their room, with their words."""
    spoken = "; ".join(f"{name}: {words.spoken(least, most, ' %')}" for name, least, most in chart.shares)
    drawn = fluid(FIGURE, columns(chart.shares), f"{chart.title.partition(',')[0]}: {spoken}")
    return drawn + (f'<p class="gf-note">{chart.note}</p>' if chart.note else "")


def flows(summary: Summary) -> str:
    """The flows on the map, and beside it as a list."""
    named = [(words.country(flow.home), words.country(flow.host), flow.firms) for flow in summary.flows]
    label = escape("; ".join(f"{home} to {host}: {firms}" for home, host, firms in named))
    listed = "".join(
        f"<li><span>{escape(home)}<i>→</i>{escape(host)}</span> <b>{firms:,}</b></li>" for home, host, firms in named
    )
    if summary.more_flows:
        listed += f'<li class="gf-note">and {summary.more_flows:,} more</li>'
    return (
        f'<div class="gf-flows"><svg class="gf-world" viewBox="0 0 {WIDE} {HIGH}" width="100%" style="overflow:hidden" '
        f'role="img" aria-label="Flows on the map. {label}">{arcs(summary)}</svg><ul class="gf-top">{listed}</ul></div>'
    )


def arcs(summary: Summary) -> str:
    """Land, and flows as arcs on it: as thick as they have firms, eastward above and westward below."""
    most, drawn, ends = max(flow.firms for flow in summary.flows), [], []
    for flow in reversed(summary.flows):
        home, host = country_point(flow.home), country_point(flow.host)
        if home is None or host is None:
            continue
        (x0, y0), (x1, y1) = (natural_earth(longitude, latitude) for latitude, longitude in (home, host))
        thick = 3 + 13 * sqrt(flow.firms / most)
        title = escape(f"{words.country(flow.home)} to {words.country(flow.host)}: {flow.firms}")
        drawn += [_arc(a, y0, b, y1, thick, title) for a, b in _ways(x0, x1)]
        edge = f'stroke="{PALETTE["paper"][0]}" stroke-width="3" style="stroke:var(--gf-paper)"'
        ends.append(f'<circle cx="{x1:.0f}" cy="{y1:.0f}" r="{max(9.0, thick):.1f}" {edge} {SURE}/>')
    ground = f'<path d="{land()}" fill="{PALETTE["land"][0]}" class="gf-fland"/>'
    return f"{ground}{''.join(drawn)}{''.join(ends)}"


def _ways(x0: float, x1: float) -> list[tuple[float, float]]:
    """From where to where an arc is drawn: the shorter way round the globe, twice where that is over the date line.

    >>> _ways(100, 900), _ways(1900, 100)
    ([(100, 900)], [(1900, 2100), (-100, 100)])
    """
    if abs(x1 - x0) <= WIDE / 2:
        return [(x0, x1)]
    turn = WIDE if x1 < x0 else -WIDE
    return [(x0, x1 + turn), (x0 - turn, x1)]


def _arc(x0: float, y0: float, x1: float, y1: float, thick: float, title: str) -> str:
    lift = (0.22 * hypot(x1 - x0, y1 - y0) + 25) * (1 if x1 >= x0 else -1)
    path = f"M{x0:.0f} {y0:.0f}Q{(x0 + x1) / 2:.0f} {(y0 + y1) / 2 - lift:.0f} {x1:.0f} {y1:.0f}"
    look = (
        f'fill="none" stroke="{PALETTE["sure"][0]}" stroke-width="{thick:.1f}" stroke-linecap="round" class="gf-flow"'
    )
    return f'<path d="{path}" {look}><title>{title}</title></path>'
