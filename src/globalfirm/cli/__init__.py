"""The command line: `globalfirm`, or `python -m globalfirm`. What a command needs is imported when it runs.

It ends with 0 where all went well, with 1 where what was given can't be used, which a sentence on stderr says, and with 2
where the command was not written as `--help` says. Whoever stops it, or reads no further, is told nothing.

>>> main(["place", "Porto Alegre"])
'Porto Alegre'
  'Porto Alegre'  city: Porto Alegre in BR-RS
reads as Porto Alegre, BR-RS (America/Sao_Paulo)
  ...
0
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from globalfirm.cli.commands import COMMANDS
from globalfirm.cli.declaration import parser
from globalfirm.ground.others_code import in_one_line, notes_of

DOCUMENTED = (ValueError, TypeError, OSError, ImportError)
"""What the library says of itself that it raises; what others' code raises in it bears a name."""

INTERRUPTED = 130
"""How shells report what Ctrl-C has stopped."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, the process's own unless given, and say how it ended: 0, 1, or 130 where Ctrl-C stopped it.

    Raises:
        SystemExit: the command was not written as `--help` says (2), or only help was asked for (0).

    >>> main(["schema", "company"]) == 0
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      ...
    True
    """
    _open_what_is_closed()
    given = vars(parser(COMMANDS).parse_args(arguments))
    run = given.pop("run")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: _complain(message)
            run(**given)
            sys.stdout.flush()  # so that a closed pipe shows itself here
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has all that it wants
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more as it ends
    except Exception as error:
        if not isinstance(error, DOCUMENTED) and not notes_of(error):
            raise
        _complain(error)
        return 1
    return 0


def _open_what_is_closed() -> None:
    """Where a shell has closed a stream (`>&-`) Python has none: nothing is then read there, and nothing kept."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 # as long as the process


def _complain(problem: Warning | Exception | str) -> None:
    """Say what is wrong on stderr as the library does, without Python's numbers of errors and pydantic's addresses."""
    from pydantic import ValidationError

    if isinstance(problem, OSError) and problem.strerror:
        problem = f"{': '.join(filter(None, (problem.filename, problem.strerror)))}."
    elif isinstance(problem, ValidationError):
        problem = "; ".join(f"{'.'.join(map(str, line['loc']))}: {line['msg']}" for line in problem.errors())
    elif isinstance(problem, Exception):
        problem = in_one_line(problem, (Warning, *DOCUMENTED))
    print(f"globalfirm: {problem}", file=sys.stderr)
