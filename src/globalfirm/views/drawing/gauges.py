"""The key figures' bounds, each as a bar on a scale of its own."""

from __future__ import annotations

from math import log

from globalfirm.views.drawing.content import Figure, Scale
from globalfirm.views.drawing.look import INK, LINE, OPEN, PALETTE, SURE

_ARROW = (
    f'<svg x="100%" width="9" height="12" overflow="visible"><path d="M1 2l5 4-5 4" fill="none" '
    f'stroke="{PALETTE["sure"][0]}" class="gf-ssure" stroke-width="1.4"/></svg>'
)


def share(scale: Scale, value: float) -> float:
    """How far along its scale a value lies, from 0 to 1.

    >>> from globalfirm.views.drawing.content import SCALES
    >>> share(SCALES[0], 1), share(SCALES[2], 3.5), share(SCALES[5], 100)
    (0.0, 0.5, 1.0)
    """
    if scale.log:
        return min(1.0, log(max(value, scale.least) / scale.least) / log(scale.most / scale.least))
    return min(1.0, (value - scale.least) / (scale.most - scale.least))


def gauge(figure: Figure) -> str:
    """Solid up to the low bound, dashed on to the high one, an arrow where there is none, ticks at the limits.

    >>> from globalfirm.views.drawing.content import SCALES
    >>> gauge(Figure(SCALES[2], 2, 4)).count("<rect")
    3
    """
    low = 100 * share(figure.scale, figure.low)
    high = 100 if figure.high is None else 100 * share(figure.scale, figure.high)
    drawn = [f'<rect y="5.5" width="100%" height="1" {LINE}/>']
    if high > low:
        drawn.append(f'<rect x="{low:.1f}%" y="3.5" width="{max(high - low, 2.5):.1f}%" height="5" {OPEN}/>')
    if figure.low > 0:
        drawn.append(f'<rect y="3" width="{max(low, 2.5):.1f}%" height="6" rx="1" {SURE}/>')
    if figure.high is None:
        drawn.append(_ARROW)
    drawn += [
        f'<rect x="{100 * share(figure.scale, limit):.1f}%" width="1.5" height="12" {INK}/>' for limit in figure.limits
    ]
    return "".join(drawn)


def signs(*, home: bool, about: bool) -> list[tuple[str, str]]:
    """What the drawings' few signs mean: each 16 by 12 pixels, with its words."""
    bold = 'font-size="12" font-weight="700" fill="currentColor" class="gf-home"'
    found = [(f'<text y="10" {bold}>Ab</text>', "home country")] if home else []
    found += [
        (f'<rect y="3" width="16" height="6" rx="1" {SURE}/>', "certain"),
        (f'<rect x=".6" y="3" width="15" height="6" {OPEN}/>', "possible"),
        (f'<rect x="7" width="1.5" height="12" {INK}/>', "where the label would change"),
    ]
    if about:
        found.append((f'<circle cx="8" cy="6" r="5" {OPEN}/>', "≈ somewhere in this country or zone"))
    return found
