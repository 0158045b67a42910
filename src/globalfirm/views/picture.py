"""What every picture can do: show itself in a notebook and a terminal, and be saved as a file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from globalfirm.ground.messages import nearest, quote
from globalfirm.ground.shown import Shown
from globalfirm.views.colours import coloured
from globalfirm.views.drawing import look, sheet
from globalfirm.views.drawing.sheet import Theme

if TYPE_CHECKING:
    from rich.text import Text


class Picture(Shown, ABC):
    """A picture that shows itself in notebooks and by `print`, and is saved as SVG, PNG, HTML or text."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is called."""

    @abstractmethod
    def html(self) -> str:
        """A piece of HTML with its style and inline pictures, without JavaScript."""

    @abstractmethod
    def text(self, *, ascii: bool = False) -> str:  # noqa: A002 # as Python calls it
        """The same for a terminal of 80 columns, with block signs or in ASCII."""

    @abstractmethod
    def svg(self, *, theme: Theme = "light") -> str:
        """One SVG picture of 900 pixels' width.

        Raises:
            ValueError: there is no such theme.
        """

    def png(self, *, theme: Theme = "light", scale: float = 2) -> bytes:
        """A PNG picture of 900 pixels' width times `scale` (extra `png`).

        Raises:
            ImportError: the extra `png` is not installed.
            ValueError: there is no such theme.
        """
        return sheet.png(self.svg(theme=theme), scale)

    def save(self, path: str | PathLike[str], *, theme: Theme = "light") -> None:
        """Write it to a file: `.svg`, `.png` (extra `png`), `.html` or `.txt`.

        Raises:
            ImportError: the extra `png` is not installed.
            ValueError: the name ends otherwise, or there is no such theme.

        >>> from globalfirm import Company
        >>> Company(name="A").card().save("card.gif")
        Traceback (most recent call last):
        ValueError: a picture can't be saved as '.gif': let the name end in .svg, .png, .html or .txt.
        """
        kinds: dict[str, Callable[[], str | bytes]] = {
            ".svg": lambda: self.svg(theme=theme),
            ".png": lambda: self.png(theme=theme),
            ".html": lambda: look.page(self.title, self.html()),
            ".txt": self.text,
        }
        kind = Path(path).suffix.lower()
        if kind not in kinds:
            raise ValueError(
                f"a picture can't be saved as {quote(kind)}: let the name end in .svg, .png, .html or .txt."
                f"{nearest(kind, kinds)}"
            )
        made = kinds[kind]()
        Path(path).write_bytes(made if isinstance(made, bytes) else made.encode())

    def print(self, *, ascii: bool = False) -> None:  # noqa: A002 # as Python calls it
        """Print it in colours, which repeat what its signs say (extra `rich`, whose own `print` shows it so, too).

        Raises:
            ImportError: the extra `rich` is not installed.
        """
        shown = coloured(self.text(ascii=ascii))
        from rich.console import Console

        Console().print(shown, soft_wrap=True)

    def __rich__(self) -> Text:
        """For `rich.print`."""
        return coloured(self.text())

    def __str__(self) -> str:
        """For the terminal."""
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()

    def _in_a_terminal(self) -> str:
        return str(self)
