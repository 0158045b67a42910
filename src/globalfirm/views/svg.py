"""Cards as one SVG picture of fixed width, from the same drawings as the notebook's."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from globalfirm.expressions.logic import Outcome
from globalfirm.views import words
from globalfirm.views.drawing import bars, day, gauges, look, matrix, sheet, world
from globalfirm.views.drawing.content import Content
from globalfirm.views.drawing.lines import length
from globalfirm.views.drawing.overlap import Overlaps, Pair
from globalfirm.views.drawing.projection import HIGH, WIDE
from globalfirm.views.drawing.sheet import ROOM, Drawn, Theme
from globalfirm.views.drawing.summary import FLOWS, HOLDS, Chart, Summary


def card(content: Content, theme: Theme) -> str:
    """The card, top to bottom.

    >>> from globalfirm import Company, classify
    >>> from globalfirm.views.drawing.content import content_of
    >>> "var(" in card(content_of(classify(Company(name="A"))), "dark")
    False
    """
    parts = [part(content) for part in (_head, _figures, _world, _day, _reasons, _foot)]
    return sheet.sheet(parts, f"{content.name}: {content.verdict.label}", _spoken(content), theme)


def _spoken(content: Content) -> str:
    """The figures in words, for who can't see them."""
    return f"{content.meaning} " + "; ".join(f"{figure.name} {figure.value}" for figure in content.figures) + "."


def _head(content: Content) -> Drawn:
    """Name, label, and what the label means."""
    label = sheet.fitted(content.verdict.label, 420)
    wide = 1.15 * length(label, 14) + 46  # bold is wider
    colour, edge = (
        ("paper", "")
        if content.settled
        else ("ink", 'stroke="var(--gf-soft)" stroke-width="1.5" stroke-dasharray="4 3"')
    )
    fill = "var(--gf-sure)" if content.settled else "none"
    drawn = [f'<rect x="{ROOM - wide:g}" width="{wide:g}" height="31" rx="5" fill="{fill}" {edge}/>']
    drawn.append(sheet.icon(ROOM - wide + 9, 7.5, content.outcome, colour))
    drawn.append(sheet.text(ROOM - wide + 32, 20.5, label, weight=600, colour=colour))
    y = 22
    for line in sheet.broken(content.name, ROOM - wide - 30, 25):
        drawn.append(sheet.text(0, y, line, 25, weight=700))
        y += 30
    for line in sheet.broken(content.meaning, ROOM):
        drawn.append(sheet.text(0, y, line, colour="soft"))
        y += 20
    return "".join(drawn), y + 4


def _figures(content: Content) -> Drawn:
    """Six columns: value, gauge, name, note."""
    step = (ROOM + 24) / len(content.figures)
    drawn = []
    for at, figure in enumerate(content.figures):
        drawn.append(
            sheet.text(
                at * step,
                26,
                figure.value,
                26 if len(figure.value) <= 7 else 19 if len(figure.value) <= 10 else 16,
                weight=600,
            )
        )
        box = f'x="{at * step:g}" y="37" width="{step - 24:g}" height="12" overflow="visible"'
        drawn.append(f"<svg {box}>{gauges.gauge(figure)}</svg>")
        drawn.append(sheet.text(at * step, 67, figure.name) + sheet.text(at * step, 86, figure.note, 12, colour="soft"))
    return "".join(drawn), 98


def _world(content: Content) -> Drawn:
    """The map with the labels for this width, and the key."""
    picture, tall = world.world(content.spots, world.LAYERS[:1]), ROOM * HIGH / WIDE
    box = f'width="{ROOM}" height="{tall:.1f}" viewBox="0 0 {WIDE} {HIGH}" class="gf-map" overflow="visible"'
    drawn = f"<svg {box}>{picture.partition('>')[2]}"
    signs = gauges.signs(
        home=any(spot.home and spot.at for spot in content.spots),
        about=any(spot.at and not spot.at.exact for spot in content.spots),
    )
    for at, (sign, meaning) in enumerate(signs):
        moved = f"translate(0 {tall - 21 * (len(signs) - at):.1f})"
        drawn += f'<g transform="{moved}">{sign}{sheet.text(22, 10, meaning, 12, colour="soft")}</g>'
    return drawn, tall + 18


def _day(content: Content) -> Drawn:
    """The bands, with what they come to in words."""
    found = day.day_of(content.spots, content.day, known=content.places_known)
    shared, more = found.summary
    drawn = sheet.rule(ROOM) + sheet.text(0, 32, found.title, weight=600)
    if shared:
        drawn += '<rect y="46" width="12" height="12" rx="2" fill="var(--gf-shared)"/>'
    strong = f'<tspan fill="var(--gf-sharedink)" font-weight="600">{escape(shared)}</tspan>'
    drawn += f'<text x="{18 if shared else 0}" y="56" fill="var(--gf-soft)">{strong}{escape(more)}</text>'
    y, left, right = 74.0, 228, 94
    for line in day.lines(found) if found.rows else ():
        base, axis = y + line.tall / 2 + 4.5, "gf-axis" in line.kind
        drawn += sheet.text(36, base, line.zone, 12, colour="soft", anchor="end")
        where = sheet.fitted(line.where, 172)
        drawn += sheet.text(46, base, where, 12 if axis else 14, colour="soft" if line.kind else "ink")
        box = f'x="{left}" y="{y:g}" width="{ROOM - left - right}" height="{line.tall}" overflow="visible"'
        drawn += f"<svg {box}>{line.picture}</svg>"
        drawn += sheet.text(ROOM, base, line.when, 12, colour="soft", anchor="end")
        y += line.tall
    return drawn, y + 22


def _reasons(content: Content) -> Drawn:
    """Evidence and claims set aside to the left, what would change the label to the right."""
    wide, right = 466.0, 506.0
    items = [(reason.outcome, reason.question, reason.fact, reason.sources) for reason in content.reasons]
    left, y = _listed(0, 0, wide, "Why", items)
    if content.more_reasons:
        left, y = left + sheet.text(26, y + 8, f"and {content.more_reasons} more", 12, colour="soft"), y + 24
    if content.aside:
        more, y = _listed(
            0, y + 6, wide, "Claims set aside", [(look.apart(), what, "", why) for what, why in content.aside]
        )
        left += more
    arrow = '<text x="2" y="12.5" fill="var(--gf-soft)">→</text>'
    other, beside = "", 0.0
    if content.changes:
        changes = [(arrow, change, "", then) for change, then in content.changes]
        other, beside = _listed(right, 0, ROOM - right, content.title_of_changes, changes)
    return left + other, max(y, beside) + 4


def _listed(x: float, y: float, wide: float, title: str, items: Sequence[tuple[Outcome | str, str, str, str]]) -> Drawn:
    """A list under its title: mark, words, a value at the right, and a note beneath; with where it ends."""
    drawn = sheet.rule(wide, x, y) + sheet.text(x, y + 32, title, weight=600)
    y += 62
    for sign, question, value, note in items:
        drawn += sheet.icon(x, y - 12.5, sign) + sheet.text(x + wide, y, value, weight=600, anchor="end")
        for at, line in enumerate(sheet.broken(question, wide - 34 - length(value, 14))):
            y += 19 * (at > 0)
            drawn += sheet.text(x + 26, y, line)
        for line in sheet.broken(note, wide - 26, 12):
            y += 18
            drawn += sheet.text(x + 26, y, line, 12, colour="soft")
        y += 29
    return drawn, y - 8


def _foot(content: Content) -> Drawn:
    """The definition, and the release of the offsets."""
    return _noted(content.reference)


def _noted(note: str) -> Drawn:
    lines = sheet.broken(note, ROOM, 12)
    drawn = "".join(sheet.text(0, 26 + 18 * at, line, 12, colour="soft") for at, line in enumerate(lines))
    return sheet.rule(ROOM) + drawn, 26 + 18 * len(lines) + 8


def cohort(summary: Summary, title: str, theme: Theme) -> str:
    """The card of a cohort, top to bottom."""
    parts = [_cohort_head(summary, title), _shares(summary)]
    parts += [_flows(summary)] if summary.flows else []
    spoken = "; ".join(f"{name}: {value}" for value, name, _ in summary.figures)
    return sheet.sheet([*parts, _noted(summary.foot)], title, spoken, theme)


def _cohort_head(summary: Summary, title: str) -> Drawn:
    """Name, and the key figures in three columns."""
    y, drawn = 22.0, ""
    for line in sheet.broken(title, ROOM, 25):
        drawn += sheet.text(0, y, line, 25, weight=700)
        y += 30
    for at, (value, name, note) in enumerate(summary.figures):
        x = at * ROOM / 3
        drawn += sheet.text(x, y + 26, value, 26, weight=600) + sheet.text(x, y + 48, name)
        drawn += sheet.text(x, y + 66, note, 12, colour="soft")
    return drawn, y + 84


def _shares(summary: Summary) -> Drawn:
    """Bars of the answers to the left, the first chart to the right, each other below, and the key."""
    half = (ROOM - 44) / 2
    drawn, left, right = "", 0.0, 0.0
    if summary.answers:
        drawn, left = _bars(summary, half)
    for at, chart in enumerate(summary.charts):
        beside = at == 0 and bool(summary.answers)
        x, wide, y = (half + 44, half, 0.0) if beside else (0, ROOM, max(left, right))
        picture, tall = _chart(chart, x, y, wide)
        drawn, right = drawn + picture, y + tall
    y = max(left, right)
    for at, (sign, meaning) in enumerate(bars.SIGNS if y else ()):
        drawn += f'<g transform="translate({90 * at} {y:g})">{sign}{sheet.text(22, 10, meaning, 12, colour="soft")}</g>'
    return drawn, y + 36


def _titled(title: str, x: float, y: float, wide: float) -> str:
    return sheet.rule(wide, x, y) + sheet.text(x, y + 32, title, weight=600)


def _bars(summary: Summary, wide: float) -> Drawn:
    drawn, y = _titled(HOLDS, 0, 0, wide), 46.0
    for held in summary.answers:
        share = words.spoken(*summary.share(held), " %")
        name = sheet.fitted(held.name, wide - length(share, 14) - 16)
        drawn += sheet.text(0, y + 14, name) + sheet.text(wide, y + 14, share, weight=600, anchor="end")
        drawn += f'<svg y="{y + 22:g}" width="{wide:g}" height="14" overflow="visible">{bars.bar(summary, held)}</svg>'
        y += 46
    more = f"and {summary.more_answers} more" if summary.more_answers else ""
    return drawn + sheet.text(0, y + 10, more, 12, colour="soft"), y + (28 if more else 8)


def _chart(chart: Chart, x: float, y: float, wide: float) -> Drawn:
    box = f'x="{x:g}" y="{y + 40:g}" width="{wide:g}" height="{bars.FIGURE}" overflow="visible"'
    drawn = f"{_titled(chart.title, x, y, wide)}<svg {box}>{bars.columns(chart.shares)}</svg>"
    return drawn + sheet.text(x, y + bars.FIGURE + 54, chart.note, 12, colour="soft"), bars.FIGURE + (
        68 if chart.note else 50
    )


def _flows(summary: Summary) -> Drawn:
    """The map with its arcs to the left, the flows in figures to the right."""
    wide, left = 520.0, 556.0
    tall = wide * HIGH / WIDE
    box = f'y="46" width="{wide:g}" height="{tall:.1f}" viewBox="0 0 {WIDE} {HIGH}"'
    drawn, y = f"{_titled(FLOWS, 0, 0, ROOM)}<svg {box}>{bars.arcs(summary)}</svg>", 66.0
    for flow in summary.flows:
        name = sheet.fitted(f"{words.country(flow.home)} → {words.country(flow.host)}", ROOM - left - 50)
        drawn += sheet.text(left, y, name, 13) + sheet.text(ROOM, y, f"{flow.firms:,}", 13, weight=600, anchor="end")
        y += 26
    more = f"and {summary.more_flows:,} more" if summary.more_flows else ""
    return drawn + sheet.text(left, y, more, 12, colour="soft"), max(46 + tall, y) + 20


def working_day(overlaps: Overlaps, title: str, theme: Theme) -> str:
    """The card of a year of shared hours, top to bottom."""
    y, head = 22.0, ""
    for line in sheet.broken(title, ROOM, 25):
        head, y = head + sheet.text(0, y, line, 25, weight=700), y + 30
    for line in sheet.broken(overlaps.summary, ROOM):
        head, y = head + sheet.text(0, y, line, colour="soft"), y + 20
    parts = [
        (head, y - 8),
        *([_matrix(overlaps)] if overlaps.pairs else []),
        *([_calendar(overlaps)] if overlaps.changing else []),
    ]
    return sheet.sheet([*parts, _noted(overlaps.foot)], title, overlaps.summary, theme)


def _matrix(overlaps: Overlaps) -> Drawn:
    """The lower half of the pairs, each place's name at its row and over its column; and what the shades mean."""
    places, left, last = overlaps.places, 130.0, 110.0
    step, tall = min(91.0, (ROOM - left - last) / (len(places) - 1)), 53.0
    drawn = ""
    for at, place in enumerate(places):
        name = sheet.fitted(place.label, left - 8) if at else ""
        drawn += sheet.text(0, tall * at + 30, name, weight=500)
        drawn += sheet.text(
            left + step * at + 3, tall * at + 44, sheet.fitted(place.label, ROOM - left - step * at - 6), weight=500
        )
    for pair in overlaps.pairs:
        drawn += _cell(pair, left + step * pair.one, tall * pair.other, step - 3, tall - 3)
    x, y = 0.0, tall * len(places) + 12
    for sign, meaning in matrix.signs(overlaps):
        drawn += f'<g transform="translate({x:g} {y:g})">{sign}{sheet.text(22, 10, meaning, 12, colour="soft")}</g>'
        x += 44 + length(meaning, 12)
    return drawn, y + 36


def _cell(pair: Pair, x: float, y: float, wide: float, tall: float) -> str:
    """A pair's hours on their shade, dashed where they are but possible, with the notes beneath."""
    cell = pair.cell
    box = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{tall:g}" rx="4"'
    drawn = f"<rect {box} {matrix.shade(cell.level)}/>" + ("" if cell.sure else f"<rect {box} {look.OPEN}/>")
    middle, top = x + wide / 2, y + tall / 2 + 6 - 6.5 * len(cell.notes)
    faint = cell.level == "none" and cell.sure
    drawn += sheet.text(
        middle, top, cell.hours, 17, weight=400 if faint else 600, colour="soft" if faint else "ink", anchor="middle"
    )
    for line, note in enumerate(cell.notes):
        drawn += sheet.text(
            middle, top + 14 + 12.5 * line, note, 11, colour="soft" if faint else "ink", anchor="middle"
        )
    return drawn


def _calendar(overlaps: Overlaps) -> Drawn:
    """Months, clocks, and a strip for each pair whose hours change."""
    drawn, y, left, right = _titled(f"When hours change, {overlaps.year}", 0, 0, ROOM), 46.0, 210.0, 118.0
    shown = matrix.lines(overlaps)
    for before, line in zip(shown[:1] + shown, shown, strict=False):
        y += 8 if before.kind != line.kind == "" else 0
        box = f'x="{left:g}" y="{y:g}" width="{ROOM - left - right:g}" height="{line.tall}" overflow="visible"'
        drawn += f"<svg {box}>{line.picture}</svg>" + sheet.text(
            ROOM, y + 15, line.note, 12, colour="soft", anchor="end"
        )
        drawn += sheet.text(0, y + 15, sheet.fitted(line.name, left - 14), colour="soft" if line.kind else "ink")
        y += line.tall
    return drawn, y + 20
