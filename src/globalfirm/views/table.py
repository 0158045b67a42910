"""Tables of a few columns, as text and as HTML: a taxonomy, and two taxonomies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from globalfirm.rules.taxonomy import Definition, Taxonomy
from globalfirm.views import text
from globalfirm.views.drawing import look
from globalfirm.views.drawing.lines import broken, columns, pad
from globalfirm.views.terminal import COLUMNS, wrap


class ClassTable(NamedTuple):
    """A title, the columns with the share of the width that each takes, and rows of cells, which may hold several lines."""

    title: str
    note: str
    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """For the terminal."""
        sizes = [int(share * (COLUMNS - 2 * (len(self.heads) - 1))) for _, share in self.heads]
        lines = [self.title, *wrap(self.note), ""]
        lines += [*_line([head for head, _ in self.heads], sizes), _joined(["-" * size for size in sizes], sizes)]
        for row in self.rows:
            lines += [*_line(row, sizes), ""]
        return "\n".join(lines[:-1])

    def _repr_html_(self) -> str:
        """For notebooks."""
        heads = "".join(f'<th scope="col" style="width:{share:.0%}">{escape(head)}</th>' for head, share in self.heads)
        rows = "".join(
            f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
            for first, *cells in self.rows
        )
        return look.framed(
            f'{look.heading(self.title)}<p class="gf-sub">{escape(self.note)}</p><table class="gf-table">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
            "table",
        )


def taxonomy(of: Taxonomy, beside: Taxonomy | None = None) -> ClassTable:
    """The classes and tags in their order, with what each asks and who defined it; or two taxonomies, class by class.

    >>> from globalfirm import default_taxonomy
    >>> print(taxonomy(default_taxonomy()))
    size and reach
    The default taxonomy: by size (small or not) and reach (one country, or two and
    ...
    """
    if beside is not None:
        return _side_by_side(of, beside)
    rows = [(each.name, _asked(each), each.reference) for each in of.classes]
    rows += [(f"tag: {each.name}", _asked(each), each.reference) for each in of.tags]
    return ClassTable(
        of.name, of.summary, (("Class", 0.24), ("Holds for a firm with", 0.4), ("Source", 0.36)), tuple(rows)
    )


def _side_by_side(one: Taxonomy, other: Taxonomy) -> ClassTable:
    """A row for each class of either, with a sign where the two ask for different things."""
    left, right = ({each.name: _asked(each) for each in (*of.classes, *of.tags)} for of in (one, other))
    rows = []
    for name in dict.fromkeys([*left, *right]):
        same = left.get(name) == right.get(name)
        rows.append(
            (f"{'=' if same else '≠'} {name}", left.get(name, "no such class"), right.get(name, "no such class"))
        )
    differ = sum(name.startswith("≠") for name, *_ in rows)
    names = (one.name, other.name) if one.name != other.name else (f"{one.name} (1)", f"{other.name} (2)")
    heads = (("Class", 0.26), *((name, 0.37) for name in names))
    note = f"{differ} of {len(rows)} classes differ (≠)." if differ else "Both ask for the same."
    return ClassTable(f"{names[0]} beside {names[1]}", note, heads, tuple(rows))


def _asked(of: Definition) -> str:
    return "\n".join(text.branches(of.bound))


def _line(cells: Sequence[str], sizes: Sequence[int]) -> list[str]:
    """A row of cells as lines, each cell broken to its column with its own indent kept."""
    cut = [
        [part for line in cell.splitlines() for part in _cut(line, size)]
        for cell, size in zip(cells, sizes, strict=True)
    ]
    tall = max(map(len, cut))
    return [_joined([lines[at] if at < len(lines) else "" for lines in cut], sizes) for at in range(tall)]


def _cut(line: str, size: int) -> list[str]:
    """A line broken to a column, what follows the first a little further in."""
    indent = len(line) - len(line.lstrip())
    first, *more = broken(line, size - indent - 2, columns) or [""]
    return [" " * indent + first, *[" " * (indent + 2) + part for part in more]]


def _joined(parts: Sequence[str], sizes: Sequence[int]) -> str:
    return "  ".join(pad(part, size) for part, size in zip(parts, sizes, strict=True)).rstrip()
