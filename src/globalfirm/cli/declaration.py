"""A command is a function: its parameters are the options it is declared with, its docstring the help.

Parsers and scripts of completion are made of the declarations alone, without what the commands import when they run.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Option(NamedTuple):
    """An argument or an option of a command, as argparse takes it."""

    names: tuple[str, ...]
    settings: dict[str, Any]  # Any: argparse's
    known: Callable[[], Iterable[str]] = tuple
    """What may be meant, where that is known and more is taken: shells complete it."""

    @property
    def flags(self) -> tuple[str, ...]:
        """Its names, where it is an option; none of an argument.

        >>> option("--format", choices=("text", "json")).flags, option("file").flags
        (('--format',), ())
        """
        return tuple(name for name in self.names if name.startswith("-"))

    @property
    def choices(self) -> tuple[str, ...]:
        """The values to choose from, or those that are known, where there are such.

        >>> option("--format", choices=("text", "json")).choices, option("file").choices
        (('text', 'json'), ())
        """
        return tuple(self.settings.get("choices", self.known()))

    @property
    def takes_value(self) -> bool:
        """Whether a value follows its flag.

        >>> option("--on", metavar="DAY").takes_value, option("--incomplete", action="store_true").takes_value
        (True, False)
        """
        return bool(self.flags) and self.settings.get("action") != "store_true"

    @property
    def help(self) -> str:
        """What it is for.

        >>> option("--format", default="text", help="how it is shown (%(default)s)").help
        'how it is shown (text)'
        """
        return str(self.settings.get("help", "")) % self.settings


def option(
    *names: str,
    known: Callable[[], Iterable[str]] = tuple,
    **settings: Any,  # Any: argparse's
) -> Option:
    """An argument or an option, as argparse's `add_argument` takes it, with what is known of its values."""
    return Option(names, settings, known)


class Command(NamedTuple):
    """A command: what runs it, what it takes, and how it is written."""

    run: Callable[..., None]
    options: tuple[Option, ...]
    example: str

    @property
    def help(self) -> str:
        """What it does: its function's docstring."""
        return inspect.getdoc(self.run) or ""

    @property
    def summary(self) -> str:
        """The same in a line."""
        return self.help.partition("\n")[0]


class _ShowVersions(argparse.Action):
    """Print what `globalfirm.versions()` says, which is not loaded before it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002 # argparse's word
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from globalfirm.places.versions import versions

        print("\n".join(f"{name} {version}" for name, version in versions().items()))
        parser.exit()


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of some commands, which leaves the function to call as `run`.

    >>> parser({}).prog
    'globalfirm'
    """
    made = argparse.ArgumentParser("globalfirm", description="Measure how global a firm is, and say why.")
    made.add_argument(
        "--version", action=_ShowVersions, help="the release of this library, and of the data that it reads"
    )
    several = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, each in commands.items():
        one = several.add_parser(
            name,
            help=each.summary,
            description=each.help,
            epilog=f"example:\n  {each.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for names, settings, _ in each.options:
            one.add_argument(*names, **settings)
        one.set_defaults(run=each.run)
    return made
