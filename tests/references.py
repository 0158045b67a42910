"""Tables of right answers in `tests/facts`."""

from __future__ import annotations

import csv
from pathlib import Path


def reference(name: str) -> list[dict[str, str]]:
    """The rows of a table, as text.

    >>> reference("kappa_reference")[0]["kappa_low"]
    '0.4000000000'
    """
    with (Path(__file__).parent / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]
