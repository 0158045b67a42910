"""Companies from JSON Lines, one record a line."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from globalfirm.cohort.partition import with_progress
from globalfirm.model.company import Company


class Refused(NamedTuple):
    """A line that holds no company: its number, from 1, and why."""

    line: int
    problem: ValidationError


def read_companies(
    path: str | PathLike[str], *, refused: list[Refused] | None = None, progress: bool = False
) -> Iterator[Company]:
    r"""The companies of a file of JSON Lines; blank lines are passed over.

    Lines that hold no company go to the list `refused`, where one is given, and are errors else. With `progress`, how
    far the reading has come is shown (extra `progress`).

    Raises:
        pydantic.ValidationError: a line holds no company, and there is no list for it; a note tells the line.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "firms.jsonl"
    ...     _ = path.write_text('{"name": "A", "headcount": "11-50"}\n{"headcount": 3}\n')
    ...     refused = []
    ...     firms = [firm.name for firm in read_companies(path, refused=refused)]
    >>> firms, refused[0].line
    (['A'], 2)
    """
    validate = Company.model_validate_json
    with Path(path).open("rb") as lines:
        sizes = [1] * _line_count(path) if progress else []
        for number, line in enumerate(with_progress(lines, sizes, progress=progress), 1):
            if not line.strip():
                continue
            try:
                company = validate(line)
            except ValidationError as problem:
                if refused is None:
                    problem.add_note(f"It is line {number} of {path}.")
                    raise
                refused.append(Refused(number, problem))
                continue
            yield company


def _line_count(path: str | PathLike[str]) -> int:
    with Path(path).open("rb") as lines:
        return sum(1 for _ in lines)
