"""Regenerates every table of places from the packages that are installed, and shows what changes.

    python tools/regenerate.py           # rewrite them, in half a minute
    python tools/regenerate.py --check   # show the difference alone, and end with 1 if there is one

The datasets and the map's land are made of files that no package holds: see make_datasets.py and make_land.py.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

GENERATORS = ("generate_places.py", "generate_gazetteer.py")
"""In this order, each in a process of its own: the second reads what the first has written."""
SHOWN = 20
"""Lines of a table's difference."""
WIDTH = 160


class Generated(NamedTuple):
    """A generated file: the lines that it holds, those that its sources make now, and how these are written."""

    path: Path
    held: list[str]
    made: list[str]
    content: bytes


def difference(table: Generated) -> list[str]:
    """The lines that a table loses and gains, wherever they stand; those that are shown, and how many more."""
    before, after = Counter(table.held), Counter(table.made)
    lost, gained = sorted((before - after).elements()), sorted((after - before).elements())
    lines = [f"  {line[:WIDTH]}" for line in (*(f"- {line}" for line in lost), *(f"+ {line}" for line in gained))]
    more = [f"  and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
    return [f"{table.path.name}: {len(lost)} lines go, {len(gained)} come", *lines[:SHOWN], *more]


def settle(tables: Iterable[Generated]) -> int:
    """Show what changes and write it; with --check only show it, and say 1 if anything does."""
    check = "--check" in sys.argv[1:]
    stale = [table for table in tables if table.held != table.made]
    for table in stale:
        print("\n".join(difference(table)))
        if not check:
            table.path.write_bytes(table.content)
    if stale and check:
        print("out of date: run python tools/regenerate.py")
    return 1 if stale and check else 0


def main() -> int:
    """Each generator, whatever the others say."""
    return max(
        subprocess.run([sys.executable, str(Path(__file__).with_name(name)), *sys.argv[1:]], check=False).returncode
        for name in GENERATORS
    )


if __name__ == "__main__":
    raise SystemExit(main())
