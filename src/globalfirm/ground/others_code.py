"""Code of others, which the library runs: formulas, taxonomies, plug-ins. What goes wrong in it bears its name."""

from __future__ import annotations

from types import TracebackType


class Naming:
    """Names whose code runs inside it: an error keeps its kind and gets a note, and none ends the process.

    >>> with Naming("the metric", "mood"):
    ...     raise SystemExit(3)
    Traceback (most recent call last):
    RuntimeError: it tried to end the process: SystemExit: 3
    in the metric 'mood'
    """

    __slots__ = ("name", "whose")

    def __init__(self, whose: str, name: str) -> None:
        self.whose: str = whose
        self.name: str = name

    def __enter__(self) -> None:
        """Nothing is to be prepared."""

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Whoever asked for the one thing hears its error; a set of several goes on with the others."""
        if isinstance(error, SystemExit):
            stopped = RuntimeError(f"it tried to end the process: SystemExit: {error}")
            stopped.add_note(self._note)
            raise stopped from error
        if isinstance(error, Exception) and self._note not in notes_of(error):
            error.add_note(self._note)

    @property
    def _note(self) -> str:
        return f"in {self.whose} {self.name!r}"


def in_one_line(error: BaseException, documented: tuple[type[BaseException], ...] = ()) -> str:
    """An error with its notes, as a warning says it: with its kind, unless that is one that goes without saying.

    >>> in_one_line(KeyError("mode"))
    "KeyError: 'mode'"
    """
    kind = "" if isinstance(error, documented) else f"{type(error).__name__}: "
    notes = notes_of(error)
    return f"{kind}{error}" + (f" ({', '.join(notes)})" if notes else "")


def notes_of(error: BaseException) -> tuple[str, ...]:
    """In whose code it was raised, from the inside out; nothing of what is not of others.

    >>> notes_of(KeyError("mode"))
    ()
    """
    return tuple(getattr(error, "__notes__", ()))
