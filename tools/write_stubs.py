"""Writes what type checkers and editors must see of the metrics and the input columns, from their declarations.

python tools/write_stubs.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

import globalfirm
from globalfirm.cohort.columns import INPUT_COLUMNS
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN, ON_DEMAND
from globalfirm.metrics.profiles import value_type

SOURCE = Path(__file__).parents[1] / "src" / "globalfirm"

HEAD = '''"""What type checkers and editors see of the metrics. Written by tools/write_stubs.py from the declarations."""

from globalfirm.ground.record import Record
from globalfirm.metrics.declaration import Metric, SetMetric
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet
'''


def stubs() -> str:
    """The attributes of the namespace of metrics, and the fields of a profile."""
    names = [HEAD, "", "class MetricNames:", '    """Every metric of the library, by name."""', ""]
    fields = ["", "", "class ProfileFields(Record):", '    """What is known of each metric."""', "", "    name: str"]
    for name in (*BUILT_IN, *ON_DEMAND):
        metric = VOCABULARY[name]
        meaning = metric.meaning.replace('"', "'")
        names += [f"    {name}: {'SetMetric' if metric.kind == 'set' else 'Metric'}", f'    """{meaning}"""']
        if metric.profiled:
            fields += [f"    {name}: {value_type(metric).__name__}", f'    """{meaning}"""']
    return "\n".join([*names, *fields]) + "\n"


COLUMNS_HEAD = '''"""What type checkers and editors see of the input columns. Written by tools/write_stubs.py from the declarations."""

from globalfirm.ground.record import Record


class ColumnFields(Record):
    """The names of a table's columns, by what they hold."""

'''


def columns() -> str:
    """The fields that name the columns of a table."""
    return COLUMNS_HEAD + "".join(
        f'    {name}: str | None = None\n    """{column.description}"""\n' for name, column in INPUT_COLUMNS.items()
    )


def root() -> str:
    """The public names of the package, which it loads on first use, where they are from."""
    lines = ['"""What type checkers and editors see of the package. Written by tools/write_stubs.py."""', ""]
    for name, module in globalfirm.MODULES.items():
        package, _, last = f"globalfirm.{module}".rpartition(".")
        lines.append(f"from {package} import {last} as {name}")
    for module, names in globalfirm.PUBLIC.items():
        lines += [f"from globalfirm.{module} import {name} as {name}" for name in names]
    return (
        "\n".join([*lines, "", "PUBLIC: dict[str, tuple[str, ...]]", "MODULES: dict[str, str]", "__version__: str"])
        + "\n"
    )


def wanted() -> dict[Path, str]:
    """Each stub, and what is to stand in it."""
    return {
        SOURCE / "metrics" / "generated.py": stubs(),
        SOURCE / "cohort" / "generated.py": columns(),
        SOURCE / "__init__.pyi": root(),
    }


def stale() -> list[Path]:
    """The stubs that say something else than the declarations."""
    return [path for path, text in wanted().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> None:
    """Write the stubs, or say which are stale."""
    found = stale()
    if "--check" in sys.argv:
        names = ", ".join(str(path.relative_to(SOURCE)) for path in found)
        sys.exit(f"stale, so run python tools/write_stubs.py: {names}" if found else 0)
    for path in found:
        path.write_text(wanted()[path], encoding="utf-8")


if __name__ == "__main__":
    main()
