"""The card as one SVG file of fixed width, from the same drawings as the notebook's; and as a PNG made of that.

Colours are resolved for one theme, so that what knows no CSS variables (resvg, Inkscape) draws it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from globalfirm.expressions.logic import Outcome
from globalfirm.views.drawing import day, gauges, look, world
from globalfirm.views.drawing.content import Content
from globalfirm.views.drawing.labels import length
from globalfirm.views.drawing.look import PALETTE
from globalfirm.views.drawing.projection import HIGH, WIDE

WIDTH, EDGE = 900, 24
ROOM = WIDTH - 2 * EDGE
FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control signs, which names may hold and XML may not."""

Drawn = tuple[str, float]
"""What a part drew, and how tall it is."""


def card(content: Content, theme: str) -> str:
    """The card, top to bottom.

    >>> from globalfirm import Company, classify
    >>> from globalfirm.views.drawing.content import content_of
    >>> "var(" in card(content_of(classify(Company(name="A"))), "dark")
    False
    """
    drawn, y = [], float(EDGE)
    for part in (_head, _figures, _world, _day, _reasons, _foot):
        picture, tall = part(content)
        drawn.append(f'<g transform="translate({EDGE} {y:g})">{picture}</g>')
        y += tall
    paper = f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{y - 1:g}" rx="6" fill="var(--gf-paper)" stroke="var(--gf-line)"/>'
    title = escape(f"{content.name}: {content.verdict.label}")
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" width="{WIDTH}" height="{y:g}" '
        f'viewBox="0 0 {WIDTH} {y:g}" font-family="{FONT}" font-size="14" color="var(--gf-ink)"><title>{title}</title>'
        f"<desc>{escape(_spoken(content))}</desc><style>{_STYLE}</style>{paper}{''.join(drawn)}</svg>\n"
    )
    whole = re.sub(r"var\(--gf-(\w+)\)", lambda found: PALETTE[found[1]][theme == "dark"], whole)
    return _NOT_IN_XML.sub("\ufffd", whole)


def png(svg: str, scale: float) -> bytes:
    """An SVG picture as PNG, `scale` times as large.

    Raises:
        ImportError: resvg-py is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise ImportError("a PNG needs the extra `png`: pip install 'globalfirm[png]'.") from None
    return bytes(svg_to_bytes(svg_string=svg, zoom=scale))


_FILLS = "".join(
    f".gf-f{name}{{fill:var(--gf-{name})}}"
    for name in ("sure", "land", "line", "paper", "shared", "step", "sharedink", "ink")
)
_STYLE = (
    f"{_FILLS}.gf-open2{{fill:var(--gf-sure);fill-opacity:.16;stroke:var(--gf-sure);stroke-width:1.2;"
    "stroke-dasharray:3 2.2}.gf-ssure{stroke:var(--gf-sure)}.gf-ssoft{stroke:var(--gf-soft)}text.gf-soft{fill:var(--gf-soft)}"
    ".gf-map text{paint-order:stroke;stroke:var(--gf-paper);stroke-width:3px;stroke-linejoin:round}"
)


def _spoken(content: Content) -> str:
    """The figures in words, for who can't see them."""
    return f"{content.meaning} " + "; ".join(f"{figure.name} {figure.value}" for figure in content.figures) + "."


def _text(
    x: float, y: float, content: str, size: float = 14, *, weight: int = 400, colour: str = "ink", anchor: str = "start"
) -> str:
    """One line of text; `y` is its baseline."""
    look = f'font-size="{size:g}" font-weight="{weight}" fill="var(--gf-{colour})" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(content)}</text>'


def _rule(wide: float, x: float = 0, y: float = 0) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="1" fill="var(--gf-line)"/>'


def _icon(x: float, y: float, outcome: Outcome | str, colour: str | None = None) -> str:
    """A mark for an outcome, or another icon."""
    picture = outcome if isinstance(outcome, str) else look.icon(outcome)
    colour = colour or ("sure" if outcome is True else "soft" if outcome is None else "against")
    return f'<g transform="translate({x:g} {y:g})" color="var(--gf-{colour})">{picture}</g>'


def _broken(content: str, wide: float, size: float = 14) -> list[str]:
    """A text in lines that fit a width, words cut where they are longer than a line."""
    lines = [""]
    for word in content.split():
        while length(word, size) > wide:
            room = max(1, int(len(word) * wide / length(word, size)))
            lines, word = [*lines, word[:room]], word[room:]  # noqa: PLW2901 # what is left of it
        longer = f"{lines[-1]} {word}".strip()
        if length(longer, size) > wide and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


def _fitted(content: str, wide: float) -> str:
    """A text cut to a width."""
    if length(content, 14) <= wide:
        return content
    while content and length(content + "…", 14) > wide:
        content = content[:-1]
    return content.rstrip() + "…"


def _head(content: Content) -> Drawn:
    """Name, label, and what the label means."""
    label = _fitted(content.verdict.label, 420)
    wide = 1.15 * length(label, 14) + 46  # bold is wider
    colour, edge = (
        ("paper", "")
        if content.settled
        else ("ink", 'stroke="var(--gf-soft)" stroke-width="1.5" stroke-dasharray="4 3"')
    )
    fill = "var(--gf-sure)" if content.settled else "none"
    drawn = [f'<rect x="{ROOM - wide:g}" width="{wide:g}" height="31" rx="5" fill="{fill}" {edge}/>']
    drawn.append(_icon(ROOM - wide + 9, 7.5, content.outcome, colour))
    drawn.append(_text(ROOM - wide + 32, 20.5, label, weight=600, colour=colour))
    y = 22
    for line in _broken(content.name, ROOM - wide - 30, 25):
        drawn.append(_text(0, y, line, 25, weight=700))
        y += 30
    for line in _broken(content.meaning, ROOM):
        drawn.append(_text(0, y, line, colour="soft"))
        y += 20
    return "".join(drawn), y + 4


def _figures(content: Content) -> Drawn:
    """Six columns: value, gauge, name, note."""
    step = (ROOM + 24) / len(content.figures)
    drawn = []
    for at, figure in enumerate(content.figures):
        drawn.append(
            _text(
                at * step,
                26,
                figure.value,
                26 if len(figure.value) <= 7 else 19 if len(figure.value) <= 10 else 16,
                weight=600,
            )
        )
        box = f'x="{at * step:g}" y="37" width="{step - 24:g}" height="12" overflow="visible"'
        drawn.append(f"<svg {box}>{gauges.gauge(figure)}</svg>")
        drawn.append(_text(at * step, 67, figure.name) + _text(at * step, 86, figure.note, 12, colour="soft"))
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
        drawn += f'<g transform="{moved}">{sign}{_text(22, 10, meaning, 12, colour="soft")}</g>'
    return drawn, tall + 18


def _day(content: Content) -> Drawn:
    """The bands, with what they come to in words."""
    found = day.day_of(content.spots, content.day, known=content.places_known)
    shared, more = found.summary
    drawn = _rule(ROOM) + _text(0, 32, found.title, weight=600)
    if shared:
        drawn += '<rect y="46" width="12" height="12" rx="2" fill="var(--gf-shared)"/>'
    strong = f'<tspan fill="var(--gf-sharedink)" font-weight="600">{escape(shared)}</tspan>'
    drawn += f'<text x="{18 if shared else 0}" y="56" fill="var(--gf-soft)">{strong}{escape(more)}</text>'
    y, left, right = 74.0, 228, 94
    for line in day.lines(found) if found.rows else ():
        base, axis = y + line.tall / 2 + 4.5, "gf-axis" in line.kind
        drawn += _text(36, base, line.zone, 12, colour="soft", anchor="end")
        where = _fitted(line.where, 172)
        drawn += _text(46, base, where, 12 if axis else 14, colour="soft" if line.kind else "ink")
        box = f'x="{left}" y="{y:g}" width="{ROOM - left - right}" height="{line.tall}" overflow="visible"'
        drawn += f"<svg {box}>{line.picture}</svg>"
        drawn += _text(ROOM, base, line.when, 12, colour="soft", anchor="end")
        y += line.tall
    return drawn, y + 22


def _reasons(content: Content) -> Drawn:
    """Evidence and claims set aside to the left, what would change the label to the right."""
    wide, right = 466.0, 506.0
    items = [(reason.outcome, reason.question, reason.fact, reason.sources) for reason in content.reasons]
    left, y = _listed(0, 0, wide, "Why", items)
    if content.more_reasons:
        left, y = left + _text(26, y + 8, f"and {content.more_reasons} more", 12, colour="soft"), y + 24
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
    drawn = _rule(wide, x, y) + _text(x, y + 32, title, weight=600)
    y += 62
    for sign, question, value, note in items:
        drawn += _icon(x, y - 12.5, sign) + _text(x + wide, y, value, weight=600, anchor="end")
        for at, line in enumerate(_broken(question, wide - 34 - length(value, 14))):
            y += 19 * (at > 0)
            drawn += _text(x + 26, y, line)
        for line in _broken(note, wide - 26, 12):
            y += 18
            drawn += _text(x + 26, y, line, 12, colour="soft")
        y += 29
    return drawn, y - 8


def _foot(content: Content) -> Drawn:
    """The definition, and the release of the offsets."""
    lines = _broken(content.reference, ROOM, 12)
    drawn = "".join(_text(0, 26 + 18 * at, line, 12, colour="soft") for at, line in enumerate(lines))
    return _rule(ROOM) + drawn, 26 + 18 * len(lines) + 8
