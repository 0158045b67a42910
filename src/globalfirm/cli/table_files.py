"""Tables in files, read and written by whichever library of tables is installed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Literal

import narwhals as nw

from globalfirm.cohort.engines import Library
from globalfirm.ground.errors import GlobalfirmError
from globalfirm.ground.messages import quote


def read_table(path: str, by: Library) -> nw.DataFrame[Any]:  # Any: of whichever library
    """The table of a file whose name ends in .csv or .parquet; of CSV all is text, which `measure` reads itself.

    Between its columns stand commas, semicolons or tabs.

    Raises:
        GlobalfirmError: it is not such a file, or its name ends otherwise.
        OSError: there is no such file.
    """
    kind = kind_of(path)
    Path(path).open("rb").close()  # the same error under every library, none of which then takes it for an address
    try:
        return nw.read_parquet(path, backend=by) if kind == "parquet" else _read_csv(path, by)
    except (GlobalfirmError, ImportError):  # pandas reads Parquet through another package
        raise
    except Exception as error:  # each library has classes of its own
        reason = str(error).strip().partition("\n")[0]
        raise GlobalfirmError(f"{path} can't be read as {kind}: {reason}", given=path) from error


def write_table(table: object, path: str) -> None:
    """Write a table to a file whose name ends in .csv or .parquet.

    Raises:
        GlobalfirmError: its name ends otherwise.
        OSError: it can't be written.
    """
    kind = kind_of(path)
    frame: nw.DataFrame[Any] = nw.from_native(table, eager_only=True)
    with Path(path).open("wb"):  # as above
        pass
    (frame.write_parquet if kind == "parquet" else frame.write_csv)(path)


def kind_of(path: str) -> Literal["csv", "parquet"]:
    """What a file is by the end of its name.

    Raises:
        GlobalfirmError: it ends otherwise.

    >>> kind_of("offices.CSV")
    'csv'
    >>> kind_of("offices.xlsx")
    Traceback (most recent call last):
    globalfirm.GlobalfirmError: offices.xlsx: a table's name ends in .csv or .parquet, not in '.xlsx'.
    """
    end = Path(path).suffix
    match end.lower():
        case ".csv":
            return "csv"
        case ".parquet":
            return "parquet"
    raise GlobalfirmError(f"{path}: a table's name ends in .csv or .parquet, not in {quote(end)}.", given=path)


def refuse_one_file(read: str, *written: str | None) -> None:
    """See that each file is another one: what is written would take the place of what was there.

    Raises:
        GlobalfirmError: two are the same.
    """
    seen: set[Path] = set()
    for path in filter(None, (read, *written)):
        at = Path(path).resolve()
        if at in seen:
            raise GlobalfirmError(f"{path} is read or written already: write to another file.", given=path)
        seen.add(at)


_SEPARATORS = ",;\t"
"""What spreadsheets put between columns."""


def _header(path: str) -> tuple[list[str], str]:
    """The names of the columns of a file of CSV, and what stands between them: the first separator that the header holds.

    Raises:
        GlobalfirmError: it is not text in UTF-8, its lines end in a way that not all libraries read, or two columns have one name.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            line = file.readline()
            mark = next((mark for mark in _SEPARATORS if mark in line), _SEPARATORS[0])
            file.seek(0)
            names = next(csv.reader(file, delimiter=mark), [])
    except UnicodeDecodeError as error:
        raise GlobalfirmError(f"{path} can't be read as csv: it is not text in UTF-8.", given=path) from error
    if line.endswith("\r"):
        raise GlobalfirmError(f"{path}: its lines end in CR alone: save it with LF or CR LF.", given=path)
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise GlobalfirmError(f"{path}: two columns are called {quote(twice)}: give one another name.", given=path)
    return names, mark


def _read_csv(path: str, by: Library) -> nw.DataFrame[Any]:  # Any: of whichever library
    """All as text: "007" stays an id, NA a country, and "11-50" beside "9" a count."""
    names, mark = _header(path)
    options: dict[str, Any] = {"infer_schema": False}  # Any: of whichever library
    if by == "pandas":
        options = {"dtype": "str", "keep_default_na": False}
    elif by == "pyarrow":
        import pyarrow as pa
        from pyarrow.csv import ConvertOptions

        options = {"convert_options": ConvertOptions(column_types=dict.fromkeys(names, pa.string()))}
    return nw.read_csv(path, backend=by, separator=mark, **options)
