"""What all pictures share: the palette, the style sheet, the marks for yes, no and can't tell.

Solid is certain, a dashed tint is possible, an arrow has no upper bound, a tick is where the label would change.
Attributes repeat the light colours, so that a picture stripped of its style can still be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from importlib.resources import files

from globalfirm.expressions.logic import Outcome

PALETTE = {
    "paper": ("#ffffff", "#15191e"),
    "ink": ("#1b2026", "#e9ecef"),
    "soft": ("#56606b", "#a7b0ba"),
    "line": ("#dde2e7", "#313942"),
    "land": ("#e6e9ed", "#2a3139"),
    "step": ("#b6bfc8", "#4d5864"),
    "sure": ("#1260a8", "#6fb3f2"),
    "against": ("#a33b14", "#f39a72"),
    "shared": ("#fbe2ac", "#54420f"),
    "sharedink": ("#7d4e00", "#f1c46a"),
    "little": ("#d6e4f2", "#1f3348"),
    "some": ("#a3c5e5", "#28507a"),
    "much": ("#669fd3", "#33699e"),
}
"""Each colour has one meaning; light first, then dark. `paper` is the card's own ground, `ink` text, `soft` second text
and axes, `line` hairlines and `land` the map, `step` how many are at work, `sure` what is certain, `against` no and set
aside, `shared` a wash behind the hours that all share, `sharedink` words about them, `little`, `some` and `much` of a day shared."""

_ON_DARK = (
    "[data-theme=dark]", "[data-bs-theme=dark]", "[data-jp-theme-light=false]", "html[theme=dark]", "body.vscode-dark",
    "body.vscode-high-contrast:not(.vscode-high-contrast-light)", "body.quarto-dark", "[data-md-color-scheme=slate]",
    "html.dark", "body.dark",
)  # fmt: skip
_ON_LIGHT = (
    "[data-theme=light]", "[data-bs-theme=light]", "[data-jp-theme-light=true]", "html[theme=light]",
    "body.vscode-light", "body.vscode-high-contrast-light", "body.quarto-light", "[data-md-color-scheme=default]",
    "html.light", "body.light",
)  # fmt: skip
"""How Furo, PyData and Read the Docs, Bootstrap, JupyterLab, Colab, VS Code, Quarto, Material and marimo say it."""

SURE = f'fill="{PALETTE["sure"][0]}" class="gf-fsure"'
OPEN = f'fill="none" stroke="{PALETTE["sure"][0]}" stroke-dasharray="3 2" class="gf-open2"'
INK = f'fill="{PALETTE["ink"][0]}" class="gf-fink"'
LINE = f'fill="{PALETTE["line"][0]}" class="gf-fline"'
"""The attributes of what is certain, possible, where the label would change, and a hairline."""


def contrast(one: str, other: str) -> float:
    """How two colours stand out from each other, as WCAG 2 reckons: 4.5 is AA for text, 3 for marks.

    >>> round(contrast("#ffffff", "#000000"), 1)
    21.0
    """
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def framed(body: str, sheet: str) -> str:
    """A picture as a piece of HTML with its style: it has no ids, so that any number may stand on a page.

    >>> framed("", "table").startswith('<div class="gf"><style>')
    True
    """
    return f'<div class="gf"><style>{style(sheet)}</style><div class="gf-card">{body}</div></div>'


@lru_cache(maxsize=16)
def style(sheet: str) -> str:
    """The colours of both themes by the reader's setting and the host's, what pictures share, and the rules of one kind."""
    light, dark = (
        "".join(f"--gf-{name}:{pair[at]};" for name, pair in PALETTE.items()) + f"color-scheme:{theme}"
        for at, theme in enumerate(("light", "dark"))
    )
    folder = files("globalfirm.views.drawing")
    rules = "".join(folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in ("base", sheet))
    return (
        f".gf{{{light}}}@media (prefers-color-scheme:dark){{.gf{{{dark}}}}}"
        f"{','.join(f'{host} .gf' for host in _ON_LIGHT)}{{{light}}}"
        f"{','.join(f'{host} .gf' for host in _ON_DARK)}{{{dark}}}"
        f"@media print{{.gf.gf{{{light}}}}}{rules}"
    )


def heading(name: str) -> str:
    """What the picture is of, as its heading."""
    return f'<div class="gf-name" role="heading" aria-level="3" dir="auto">{escape(name)}</div>'


def part(title: str, body: str) -> str:
    """A part of the picture under its title."""
    return f'<div class="gf-part"><div class="gf-title" role="heading" aria-level="4">{title}</div>{body}</div>'


def key(signs: Iterable[tuple[str, str]], *, kind: str = "", style: str = "") -> str:
    """What signs mean, each 16 by 12 pixels with its words."""
    shown = "".join(
        f'<span><svg width="16" height="12" aria-hidden="true">{sign}</svg> {meaning}</span> '
        for sign, meaning in signs
    )
    return f'<p class="gf-key {kind}"{style}>{shown}</p>'


_RING = '<circle cx="8" cy="8" r="7.2"/>'
_MARKS: dict[Outcome, tuple[str, str, str]] = {
    True: ("yes", "yes", f'{_RING}<path d="M4.7 8.3l2.3 2.3 4.4-5"/>'),
    False: ("no", "no", f'{_RING}<path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"/>'),
    None: (
        "maybe",
        "can't tell",
        '<circle cx="8" cy="8" r="7.2" stroke-dasharray="2.6 1.9"/>'
        '<path d="M6 6.3c.1-1.2 1-1.9 2.1-1.9 1.2 0 2 .8 2 1.7 0 1.5-2 1.5-2 3.1"/><path d="M8.1 11.6v.1"/>',
    ),
}


def icon(outcome: Outcome) -> str:
    """A tick, a cross or a question mark, known apart by form."""
    name, _, path = _MARKS[outcome]
    return _icon(name, path)


def mark(outcome: Outcome) -> str:
    """The icon, and the word beside it for who can't see it."""
    return icon(outcome) + unseen(f"{_MARKS[outcome][1]}: ")


def apart() -> str:
    """The icon of claims that disagree."""
    return _icon("no", '<path d="M2.5 5.8h11M2.5 10.2h11M10.6 2.4L5.4 13.6"/>')


def _icon(name: str, path: str) -> str:
    return (
        f'<svg class="gf-mark gf-{name}" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" '
        f'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{path}</svg>'
    )


def unseen(words: str) -> str:
    """Words for readers who hear the card, or see it without its style.

    >>> unseen("yes")
    '<span class="gf-hide">yes</span>'
    """
    return f'<span class="gf-hide">{escape(words)}</span>'


def fluid(tall: int, drawn: str, words: str = "") -> str:
    """A picture as wide as its room, whose x and widths are percents, so that its text keeps its size.

    The height stands in the style too: notebooks set `height: auto` on every svg.

    >>> fluid(12, "", "no hours")
    '<svg width="100%" height="12" overflow="visible" style="width:100%;height:12px" role="img" aria-label="no hours"></svg>'
    """
    role = f'role="img" aria-label="{escape(words)}"' if words else 'aria-hidden="true"'
    box = f'width="100%" height="{tall}" overflow="visible" style="width:100%;height:{tall}px"'
    return f"<svg {box} {role}>{drawn}</svg>"


def page(title: str, body: str) -> str:
    """A picture as a page of its own.

    >>> page("<A>", "").startswith("<!doctype html>")
    True
    """
    style = (
        "body{margin:16px;background:#fff}@media (prefers-color-scheme:dark){body{background:#0d1014}}.gf{margin:auto}"
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style>{body}</html>\n"
    )
