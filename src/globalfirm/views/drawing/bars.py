"""A cohort's pictures: bars of shares, columns of spans, flows on the map."""

from __future__ import annotations

from html import escape
from math import hypot, sqrt

from globalfirm.views import words
from globalfirm.views.drawing.look import INK, OPEN, PALETTE, SURE, fluid
from globalfirm.views.drawing.points import country_point
from globalfirm.views.drawing.projection import HIGH, WIDE, natural_earth
from globalfirm.views.drawing.summary import Summary
from globalfirm.views.drawing.world import land

TALL, BASE = 166, 196
"""Pixels: the tallest column, and how far down all of them stand."""


def answers(summary: Summary) -> str:
    """A bar for each question: solid for the firms of which it surely holds, dashed on for those of which it is open."""
    most = max((held.possible for held in summary.answers), default=1) or 1
    lines = []
    for held in summary.answers:
        low, high = 100 * held.sure / most, 100 * held.possible / most
        bar = f'<rect x="{low:.1f}%" y=".6" width="{high - low:.1f}%" height="12.8" {OPEN}/>' if high > low else ""
        bar += f'<rect width="{low:.1f}%" height="14" rx="1.5" {SURE}/>'
        share = words.spoken(*summary.share(held), " %")
        lines.append(f"<li><div><span>{escape(held.name)}</span> <b>{share}</b></div>{fluid(14, bar)}</li>")
    if summary.more_answers:
        lines.append(f'<li class="gf-note">and {summary.more_answers} more</li>')
    return f'<ul class="gf-kinds">{"".join(lines)}</ul>'


def spans(summary: Summary) -> str:
    """Columns: solid for the firms whose span surely falls there, dashed above for those whose span possibly does."""
    return _columns("Time-zone span", [(f"{held.name}", *summary.share(held)) for held in summary.spans])


def trend(summary: Summary) -> str:
    """A column for each year of founding: the share of its firms of which the rule surely and possibly holds."""
    earlier = f'<p class="gf-note">Before them {summary.more_years} years more.</p>' if summary.more_years else ""
    return _columns("By year of founding", [(year.name, *year.shares) for year in summary.trend]) + earlier


def _columns(title: str, summary: list[tuple[str, float, float]]) -> str:
    """Columns of shares, each with its name, and its least and most."""
    most, wide, drawn = max(high for *_, high in summary) or 1, 100 / len(summary), []
    for at, (name, least, greatest) in enumerate(summary):
        low, high = TALL * least / most, TALL * greatest / most
        box = f'x="{wide * (at + 0.1):.2f}%" width="{wide * 0.8:.2f}%"'
        if high > low:
            drawn.append(f'<rect {box} y="{BASE - high:.1f}" height="{high - low:.1f}" {OPEN}/>')
        drawn.append(f'<rect {box} y="{BASE - low:.1f}" height="{low:.1f}" {SURE}/>')
        middle = f'x="{wide * (at + 0.5):.2f}%" text-anchor="middle" font-size="11" fill="currentColor"'
        drawn.append(f'<text {middle} y="{BASE - high - 5:.1f}">{words.spoken(least, greatest)}</text>')
        drawn.append(f'<text {middle} y="{BASE + 15}" class="gf-soft">{escape(name)}</text>')
    drawn.append(f'<rect y="{BASE}" width="100%" height="1" {INK}/>')
    spoken = "; ".join(f"{name}: {words.spoken(least, greatest, ' %')}" for name, least, greatest in summary)
    return fluid(BASE + 22, "".join(drawn), f"{title}: {spoken}")


def flows(summary: Summary) -> str:
    """Flows as arcs on the map, as thick as they have firms, eastward above and westward below; beside it as a list."""
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
    named = [(words.country(flow.home), words.country(flow.host), flow.firms) for flow in summary.flows]
    label = escape("; ".join(f"{home} to {host}: {firms}" for home, host, firms in named))
    listed = "".join(
        f"<li><span>{escape(home)}<i>→</i>{escape(host)}</span> <b>{firms:,}</b></li>" for home, host, firms in named
    )
    if summary.more_flows:
        listed += f'<li class="gf-note">and {summary.more_flows:,} more</li>'
    return (
        f'<div class="gf-flows"><svg class="gf-world" viewBox="0 0 {WIDE} {HIGH}" width="100%" style="overflow:hidden" '
        f'role="img" aria-label="Flows on the map. {label}"><path d="{land()}" fill="{PALETTE["land"][0]}" '
        f'class="gf-fland"/>{"".join(drawn)}{"".join(ends)}</svg><ul class="gf-top">{listed}</ul></div>'
    )


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
