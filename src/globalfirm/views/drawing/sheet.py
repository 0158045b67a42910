"""A picture of fixed width as one SVG file: a column of parts on its own paper; and as a PNG made of that.

Colours are resolved for one theme, so that what knows no CSS variables (resvg, Inkscape) draws it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from html import escape
from typing import Literal, get_args

from globalfirm.expressions.logic import Outcome
from globalfirm.ground.extras import needed
from globalfirm.ground.messages import quote
from globalfirm.views.drawing import lines, look
from globalfirm.views.drawing.look import PALETTE

Theme = Literal["light", "dark"]
"""The colours of a file, which can't ask its reader; a notebook's picture follows the reader."""

WIDTH, EDGE = 900, 24
ROOM = WIDTH - 2 * EDGE
FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control signs, which names may hold and XML may not."""

_COLOUR = re.compile(rf"var\(--gf-({'|'.join(PALETTE)})\)")

Drawn = tuple[str, float]
"""What a part drew, and how tall it is."""


def sheet(parts: Iterable[Drawn], title: str, spoken: str, theme: Theme) -> str:
    """The parts, top to bottom, under a title; `spoken` says in words what they show.

    Raises:
        ValueError: there is no such theme.

    >>> "var(" in sheet([(rule(9), 12)], "a rule", "a rule of nine pixels", "dark")
    False
    """
    if theme not in get_args(Theme):
        raise ValueError(f"{quote(theme)} is no theme: give 'light' or 'dark'.")
    drawn, y = [], float(EDGE)
    for picture, tall in parts:
        drawn.append(f'<g transform="translate({EDGE} {y:g})">{picture}</g>')
        y += tall
    paper = f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{y - 1:g}" rx="6" fill="var(--gf-paper)" stroke="var(--gf-line)"/>'
    title = escape(title)
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" width="{WIDTH}" height="{y:g}" '
        f'viewBox="0 0 {WIDTH} {y:g}" font-family="{FONT}" font-size="14" color="var(--gf-ink)"><title>{title}</title>'
        f"<desc>{escape(spoken)}</desc><style>{_STYLE}</style>{paper}{''.join(drawn)}</svg>\n"
    )
    whole = _COLOUR.sub(lambda found: PALETTE[found[1]][theme == "dark"], whole)
    return _NOT_IN_XML.sub("\ufffd", whole)


def png(svg: str, scale: float) -> bytes:
    """An SVG picture as PNG, `scale` times as large.

    Raises:
        ImportError: the extra `png` is not installed.
    """
    with needed("a PNG"):
        from resvg_py import svg_to_bytes
    return bytes(svg_to_bytes(svg_string=svg, zoom=scale))


_FILLS = "".join(f".gf-f{name}{{fill:var(--gf-{name})}}" for name in PALETTE)
_STYLE = (
    f"{_FILLS}.gf-open2{{fill:var(--gf-sure);fill-opacity:.16;stroke:var(--gf-sure);stroke-width:1.2;"
    "stroke-dasharray:3 2.2}.gf-ssure{stroke:var(--gf-sure)}.gf-ssoft{stroke:var(--gf-soft)}.gf-sline{stroke:var(--gf-line)}.gf-spaper{stroke:var(--gf-paper)}text.gf-soft{fill:var(--gf-soft)}"
    ".gf-flow{stroke:var(--gf-sure);stroke-opacity:.6}.gf-map text{paint-order:stroke;stroke:var(--gf-paper);stroke-width:3px;stroke-linejoin:round}"
)


def text(
    x: float, y: float, content: str, size: float = 14, *, weight: int = 400, colour: str = "ink", anchor: str = "start"
) -> str:
    """One line of text; `y` is its baseline."""
    look = f'font-size="{size:g}" font-weight="{weight}" fill="var(--gf-{colour})" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(content)}</text>'


def rule(wide: float, x: float = 0, y: float = 0) -> str:
    """A hairline."""
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="1" fill="var(--gf-line)"/>'


def icon(x: float, y: float, outcome: Outcome | str, colour: str | None = None) -> str:
    """A mark for an outcome, or another icon."""
    picture = outcome if isinstance(outcome, str) else look.icon(outcome)
    colour = colour or ("sure" if outcome is True else "soft" if outcome is None else "against")
    return f'<g transform="translate({x:g} {y:g})" color="var(--gf-{colour})">{picture}</g>'


def broken(content: str, wide: float, size: float = 14) -> list[str]:
    """A text in lines that fit a width."""
    return lines.broken(content, wide, partial(lines.length, size=size))


def fitted(content: str, wide: float) -> str:
    """A text cut to a width."""
    return lines.fitted(content, wide, partial(lines.length, size=14))
