"""What findings have in common: a record a line, that prints as a sentence, is a row of a table, and goes to JSON and back."""

from __future__ import annotations

import re
from typing import Annotated, Any

import narwhals as nw
from pydantic import Field

from globalfirm.cohort.engines import default_backend, open_native, to_native_nullable
from globalfirm.ground.extras import needed
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record
from globalfirm.ground.shown import as_printed
from globalfirm.model.interval import Interval

GroupValue = str | int | float | bool | None
"""What the firms of a group share in a column: text (dates in ISO 8601), a number, a truth value, or None for a gap."""


class Finding(Record):
    """A line of findings: what is said of one group of firms."""

    group: Annotated[
        tuple[GroupValue, ...], Field(description="What the firms share, by the columns that they are grouped by.")
    ] = ()
    of: Annotated[str, Field(description="The column that it is about: a class, tag or rule, a metric, or an amount.")]
    firms: Annotated[int, Field(ge=0, description="How many firms there are.")]

    def sentence(self) -> str:
        """The finding in words."""
        raise NotImplementedError


class Findings(Record):
    """Findings, one a group of firms. Printed, they are sentences."""

    by: Annotated[tuple[str, ...], Field(description="The columns that the firms are grouped by.")] = ()
    rows: Annotated[tuple[Finding, ...], Field(description="A finding each.")]

    _repr_pretty_ = as_printed

    def __str__(self) -> str:
        """A sentence a finding, with its group."""
        return "\n".join(f"{self._group(row)}{row.sentence()}." for row in self.rows)

    def _group(self, row: Finding) -> str:
        told = ", ".join(
            f"{name} {'not known' if value is None else value}" for name, value in zip(self.by, row.group, strict=True)
        )
        return f"{told}: " if told else ""

    def table(self, library: str | None = None) -> Any:  # Any: of the library that is named
        """The findings as a table, one a row: of Polars, else PyArrow or pandas, or of another library that Narwhals names.

        An interval is two columns, `_low` and `_high`, null where there is no bound.

        Raises:
            ValueError: a column that firms are grouped by is called as one of the findings' own.
        """
        columns: dict[str, list[Any]] = {name: [row.group[at] for row in self.rows] for at, name in enumerate(self.by)}
        for name in type(self.rows[0]).model_fields if self.rows else ():
            if name in self.by:
                raise ValueError(
                    f"two columns would be called {quote(name)}: rename the one that firms are grouped by."
                )
            if name != "group":
                columns |= _ends(name, [getattr(row, name) for row in self.rows])
        backend: Any = library or default_backend()  # Any: as above
        with needed(f"a table of {backend}"):
            given = open_native(nw.from_dict(columns, backend=backend).to_native())
        kinds = {name: {type(value) for value in values if value is not None} for name, values in columns.items()}
        whole, flags = ([name for name, found in kinds.items() if found == {kind}] for kind in (int, bool))
        return to_native_nullable(given.frame, given, whole=whole, flags=flags)


def _ends(name: str, values: list[Any]) -> dict[str, list[Any]]:  # Any: as the fields are
    if not any(isinstance(value, Interval) for value in values):
        return {} if all(value is None for value in values) else {name: values}
    return {f"{name}_{end}": [getattr(value, end, None) for value in values] for end in ("low", "high")}


def percent(share: Interval) -> str:
    """A share in words.

    >>> percent(Interval(0.25, 0.25)), percent(Interval(0.068, 0.765))
    ('25 %', 'between 6.8 % and 76.5 %')
    """
    return between(share * 100, " %", digits=1)


def between(value: Interval, unit: str = "", *, digits: int = 2) -> str:
    """A figure in words.

    >>> between(Interval(1.5, 3)), between(Interval(2)), between(Interval(None, None)), between(Interval(1, 1), " h")
    ('between 1.5 and 3', '2 or more', 'not known', '1 h')
    """
    low, high = (None if end is None else f"{round(end, digits):,.12g}{unit}" for end in (value.low, value.high))
    if low is None or high is None:
        return f"{low} or more" if low else f"{high} or less" if high else "not known"
    return low if low == high else f"between {low} and {high}"


_NOUN = re.compile(r"(multinational|firm|enterprise|mid-cap|undertaking|group|trader|corporation|start-up|born \w+)$")
"""What the names of classes end in that are nouns: of several firms they stand in the plural."""


def being(firms: int, name: str) -> str:
    """What so many firms are of which a class, tag or rule holds.

    >>> being(2, "micro-multinational"), being(0, "born global"), being(1, "abroad")
    ('are micro-multinationals', 'are born globals', 'is abroad')
    """
    several = _NOUN.sub(r"\1s", name)
    return f"is {name}" if firms == 1 else f"are {several}"


def without_record(firms: int, more: str = "") -> str:
    """How many firms have no such figure on record.

    >>> without_record(1), without_record(1241, "more ")
    ('1 has none on record', '1,241 more have none on record')
    """
    return f"{firms:,} {more}{'has' if firms == 1 else 'have'} none on record"
