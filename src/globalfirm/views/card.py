"""The card as an object: shows itself in a notebook and a terminal, and is saved as a picture."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from globalfirm.ground.fields import asked_day
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.places.offsets import LAST_YEAR
from globalfirm.rules.verdict import Verdict
from globalfirm.views import html, svg, terminal
from globalfirm.views.drawing.content import Content, content_of, verdict_of
from globalfirm.views.drawing.sheet import Theme
from globalfirm.views.picture import Picture


class Card(Picture):
    """What a firm looks like: figures with their bounds, map, working day, label, and why.

    >>> from globalfirm import Company, Office
    >>> shown = Company(name="A", headcount=9, offices=[Office(country="RS")]).card(on="2026-01-05")
    >>> print(shown.text(world=False).splitlines()[0].split())
    ['A', '✓', 'domestic', 'small', 'firm']
    >>> shown
    Card of A: domestic small firm
    """

    def __init__(self, verdict: Verdict, on: date | None = None) -> None:
        self.verdict = verdict
        self._on = on

    @cached_property
    def _content(self) -> Content:
        return content_of(self.verdict, self._on)

    def text(self, *, ascii: bool = False, world: bool = True) -> str:  # noqa: A002 # as Python calls it
        """The card for a terminal of 80 columns, with block signs or in ASCII; `world` adds a map in Braille dots.

        >>> from globalfirm import Company
        >>> Company(name="A").card(on="2026-01-05").text(ascii=True).isascii()
        True
        """
        return terminal.card(self._content, ascii=ascii, world=world)

    @property
    def title(self) -> str:
        """The firm's name."""
        return self.verdict.name

    def html(self) -> str:
        """The card as a piece of HTML with its style and inline pictures, without JavaScript.

        >>> from globalfirm import Company
        >>> Company(name="<A>").card().html().startswith('<div class="gf">')
        True
        """
        return html.card(self._content)

    def svg(self, *, theme: Theme = "light") -> str:
        """The card as one SVG picture of 900 pixels' width.

        >>> from globalfirm import Company
        >>> Company(name="A").card().svg(theme="dark").startswith("<svg xmlns")
        True
        """
        return svg.card(self._content, theme)

    def __repr__(self) -> str:
        """In one line."""
        return f"Card of {self.verdict.name}: {self.verdict.label}"


def company(of: Company, on: date | str | None = None) -> Card:
    """The card of a firm, by the default taxonomy."""
    return verdict(verdict_of(of), on)


def profile(of: Profile, on: date | str | None = None) -> Card:
    """The card of a profile, by the default taxonomy."""
    return verdict(verdict_of(of), on)


def verdict(of: Verdict, on: date | str | None = None) -> Card:
    """The card of a verdict; its working day is `on` a day, else the day that the record was seen, else today.

    Raises:
        ValueError: the text is not an ISO 8601 day, or the tables of daylight saving do not reach it.

    >>> from globalfirm import classify
    >>> verdict(classify(Company(name="A")), "2050-01-01")
    Traceback (most recent call last):
    ValueError: 2050-01-01 lies outside 1970 to 2037, where pytz's tables hold daylight saving.
    """
    if on is None:
        return Card(of)
    day = asked_day(on)
    if not 1970 <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} lies outside 1970 to {LAST_YEAR}, where pytz's tables hold daylight saving.")
    return Card(of, day)
