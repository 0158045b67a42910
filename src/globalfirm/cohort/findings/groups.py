"""The firms of a table in groups, whatever they are grouped by, and the columns that findings rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

import narwhals as nw

from globalfirm.cohort.engines import Frame, open_native
from globalfirm.cohort.findings.record import GroupValue
from globalfirm.ground.messages import nearest, quote

Names = str | Sequence[str] | None
"""One column, several, or none."""


def listed(names: Names) -> tuple[str, ...]:
    """The names, of which there may be one.

    >>> listed("home"), listed(["home", "founded"]), listed(None)
    (('home',), ('home', 'founded'), ())
    """
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


class Groups(NamedTuple):
    """A table of firms with what groups them in columns of their own."""

    frame: Frame
    by: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """The columns that hold what the firms of a group share."""
        return [f"group {at}" for at in range(len(self.by))]

    def sums(self, of: Mapping[str, nw.Expr]) -> list[tuple[tuple[GroupValue, ...], dict[str, float]]]:
        """The sums of some columns in each group, in the order of the groups; of a lazy table this runs the query."""
        col, names = nw.col, [*of]
        frame = self.frame.select(*self.keys, **of)
        totals = [col(name).sum() for name in names]
        frame = frame.group_by(self.keys).agg(*totals) if self.keys else frame.select(*totals)
        found = frame.select(*self.keys, *names).collect()
        sums = found.select(*names).iter_rows()
        rows = [
            (group, {name: float(value or 0) for name, value in zip(names, row, strict=True)})
            for group, row in zip(self._groups(found), sums, strict=False)
        ]
        return sorted(rows, key=lambda row: _order(row[0]))

    def values(
        self, columns: Sequence[nw.Expr]
    ) -> dict[tuple[GroupValue, ...], list[tuple[Any, ...]]]:  # Any: as they are
        """The values of some columns in each group, a tuple a firm; of a lazy table this runs the query."""
        named = {f"value {at}": column for at, column in enumerate(columns)}
        found = self.frame.select(*self.keys, **named).collect()
        values = [found[name].to_list() for name in named]
        groups: dict[tuple[GroupValue, ...], list[tuple[Any, ...]]] = {} if self.by else {(): []}
        for group, row in zip(self._groups(found), zip(*values, strict=True), strict=False):
            groups.setdefault(group, []).append(row)
        return dict(sorted(groups.items(), key=lambda group: _order(group[0])))

    def _groups(self, found: nw.DataFrame[Any]) -> Iterable[tuple[GroupValue, ...]]:  # Any: of whichever library
        """The group of each row."""
        keys = [_plain_column(found[name].to_list()) for name in self.keys]
        return zip(*keys, strict=True) if keys else repeat(())


def grouped(firms: object, by: Names) -> Groups:
    """A table of firms, grouped by columns of any kind; of a quantity, which is two, by its value where it is exact.

    Raises:
        TypeError: it is not a table.
        ValueError: it has no such column; the nearest is suggested.
    """
    frame, names = open_native(firms).frame, listed(by)
    there = frame.collect_schema()
    keys = {}
    for at, name in enumerate(names):
        low, high = f"{name}_low", f"{name}_high"
        if name not in there:
            require_columns(frame, [low if low in there or high in there else name, *([high] if low in there else [])])
        exact = nw.when(nw.col(low) == nw.col(high)).then(nw.col(low))
        keys[f"group {at}"] = nw.col(name) if name in there else exact
    return Groups(frame.with_columns(**keys) if keys else frame, names)


def require_columns(frame: Frame, wanted: Sequence[str], answers: Sequence[str] = ()) -> None:
    """See that a table of firms has some columns, and among them those of rules' answers.

    Raises:
        TypeError: a column of answers holds none, or it is not the name of one.
        ValueError: a column is missing; the nearest is suggested.
    """
    there = frame.collect_schema()
    for name in answers:
        if not isinstance(name, str):
            raise TypeError(
                f"{quote(name)} is not a column: give the name under which measure(..., rules={{...}}) had the rule."
            )
    missing = next((name for name in (*wanted, *answers) if name not in there), None)
    if missing is not None:
        near = nearest(missing, [*there])
        raise ValueError(f"the table of firms has no column {quote(missing)}: have measure(...) make it.{near}")
    for name in answers:
        if there[name] != nw.Boolean:
            raise TypeError(
                f"the column {quote(name)} holds {there[name]}, no answers of a rule: true, false or nothing."
            )


def answer_columns(frame: Frame, of: Names) -> tuple[str, ...]:
    """The columns of rules' answers that are asked for: all of the table unless some are named.

    Raises:
        TypeError: a column that is named holds no answers.
        ValueError: a column is missing, or there is none.
    """
    there = frame.collect_schema()
    names = listed(of) or tuple(name for name, dtype in there.items() if dtype == nw.Boolean)
    require_columns(frame, (), names)
    if not names:
        raise ValueError("the table of firms has no answers: have measure(..., taxonomy=..., rules=...) make some.")
    return names


def _plain_column(values: Sequence[Any]) -> list[GroupValue]:  # Any: whatever a library holds
    """The values as JSON holds them: floats that all are whole as whole numbers, which in pandas are floats beside a gap.

    >>> _plain_column([2005.0, float("nan")]), _plain_column([1.0, 1.5])
    ([2005, None], [1.0, 1.5])
    """
    plain = [*map(plain_value, values)]
    whole = all(value is None or (isinstance(value, float) and value.is_integer()) for value in plain)
    return [None if value is None else int(value) for value in plain] if whole else plain


def plain_value(value: Any) -> Any:  # Any: whatever a library holds
    """A value as JSON holds it; None for a gap, which in pandas may be NaN or NA, neither of them equal to itself."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or (value == value) is not True:  # as said
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _order(group: tuple[GroupValue, ...]) -> list[tuple[bool, GroupValue]]:
    """In order, gaps last."""
    return [(value is None, "" if value is None else value) for value in group]
