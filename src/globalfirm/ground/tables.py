"""Tables made of columns, alike under each library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import narwhals as nw
from narwhals.dtypes import DType

from globalfirm.ground.extras import needed

Eager = Literal["pandas", "polars", "pyarrow"]
"""The libraries that compute at once, in which tables are made."""


def table_of(
    columns: Mapping[str, Sequence[object]], kinds: Mapping[str, DType], library: Eager
) -> nw.DataFrame[Any]:  # Any: of whichever library
    """A table of columns of some kinds.

    Raises:
        ModuleNotFoundError: the library is not installed.

    Text in pandas stays as it is given: cast to pandas' own kind of text, a gap would be the text "None" before pandas 3.

    >>> table_of({"n": [1, 2], "city": ["Niš", None]}, {"n": nw.Int64(), "city": nw.String()}, "polars").rows()
    [(1, 'Niš'), (2, None)]
    """
    with needed(f"a table of {library}"):
        if library != "pandas":
            return nw.from_dict(columns, kinds, backend=library)
        made = nw.from_dict(columns, backend=library)
    numbers = [nw.col(name).cast(kind) for name, kind in kinds.items() if kind != nw.String]
    return made.with_columns(*numbers) if numbers else made
