"""What shows itself: in a notebook by its view in HTML or as it prints, and a firm, however much of it is known, as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from globalfirm.ground.first_use import view_of

if TYPE_CHECKING:
    from datetime import date

    from globalfirm.views.card import Card


class Printer(Protocol):
    """What IPython writes the last line of a cell by."""

    def text(self, text: str) -> object:
        """Write a text as it is."""


def as_printed(of: object, printer: Printer, _cycle: bool) -> None:
    """The `_repr_pretty_` of what prints as sentences or a table: so it stands at the end of a cell, too."""
    printer.text(str(of))


class Shown:
    """What notebooks show by its view in HTML, and terminals in plain text.

    >>> from globalfirm import metric
    >>> sorted((metric.headcount < 250)._repr_mimebundle_())
    ['text/html', 'text/plain']
    """

    def _repr_html_(self) -> str:
        """For notebooks."""
        return view_of(self, "html")  # type: ignore[no-any-return]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """For notebooks that choose."""
        return {"text/html": self._repr_html_(), "text/plain": self._in_a_terminal()}

    def _in_a_terminal(self) -> str:
        return repr(self)


class ShownAsCard(Shown):
    """A firm, its profile, and what was judged of it."""

    def card(self, *, on: date | str | None = None) -> Card:
        """What the firm looks like: figures, map, working day, the label and why; in notebooks, terminals and files.

        A verdict's card is by its own taxonomy, any other by the default one: another's is `taxonomy.classify(firm).card()`.
        The working day is that of `on`, else of the day `seen`, else today's. A profile holds countries and no
        places: these are on the map, and their clocks in the working day.

        Raises:
            TypeError: `on` is neither a day nor a text.
            ValueError: the text is not an ISO 8601 day, or the tables of daylight saving do not reach it.

        >>> from globalfirm import Company, Office, profile
        >>> firm = Company(name="A", headcount=9, offices=[Office(country="RS")])
        >>> firm.card(), profile(firm).card()
        (Card of A: domestic small firm, Card of A: domestic small firm)
        """
        return view_of(self, "card", on=on)  # type: ignore[no-any-return]
