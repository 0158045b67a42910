"""Colours for terminals, by rich (an extra): they repeat what the signs say, so that nothing hangs on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from globalfirm.ground.extras import needed
from globalfirm.views.terminal import ASCII, BLOCKS

if TYPE_CHECKING:
    from rich.text import Text

_YES, _NO = (rf"{BLOCKS.marks[outcome]}|{ASCII.marks[outcome].strip()}(?= )" for outcome in (True, False))
_APART = f"{re.escape(BLOCKS.apart)}|{re.escape(ASCII.apart)}"

STYLES = (
    ("bold", r"\A(.+?)(?=  |\n|$)"),  # what it is of
    ("bright_blue", rf"([{BLOCKS.sure}{BLOCKS.crossed}{BLOCKS.levels[1:]}]+|[{ASCII.sure}{ASCII.levels[-1]}]{{2,}})"),
    ("dim bright_blue", rf"({BLOCKS.open}+|{ASCII.open}{{2,}})"),
    ("bold", rf"({BLOCKS.limit})"),
    ("bold bright_blue", rf"\A.*  ((?:{_YES}).*)$|^  ({_YES}) "),
    ("bold red", rf"\A.*  ((?:{_NO}).*)$|^  ({_NO}|{_APART}) "),
    ("magenta", r"^ +shared by all +(\^.*)$"),
)
"""A style for each sign: certain, possible, where the label would change, yes, no, and the hours that all share.

They are the sixteen colours that each terminal chooses for itself, so that they can be read on light and dark alike.
"""


def coloured(text: str) -> Text:
    """A picture's text with its signs in colours.

    Raises:
        ImportError: the extra `rich` is not installed.

    >>> from globalfirm import Company
    >>> text = Company(name="A").card().text(world=False)
    >>> coloured(text).plain == text
    True
    """
    with needed("a text in colours"):
        from rich.text import Text
    shown = Text(text, no_wrap=True, overflow="ignore")
    for style, pattern in STYLES:
        for match in re.finditer(pattern, text, re.MULTILINE):
            shown.stylize(style, *match.span(match.lastindex or 0))
    return shown
