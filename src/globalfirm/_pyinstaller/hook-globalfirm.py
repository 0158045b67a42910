"""What PyInstaller packs of globalfirm: all of it, since parts load by name on first use, beside their data.

Hypothesis's strategies are left out: who imports them has them packed, with Hypothesis, as any import of theirs.
"""

from __future__ import annotations

from pathlib import Path

import globalfirm

_SOURCE = Path(globalfirm.__file__).parents[1]
_FILES = sorted(path.relative_to(_SOURCE) for path in Path(globalfirm.__file__).parent.rglob("*.*"))
_OF_TOOLS = {"globalfirm.strategies", "globalfirm._hypothesis"}

hiddenimports: list[str] = [
    name
    for path in _FILES
    if path.suffix == ".py" and path.stem.isidentifier()
    if (name := ".".join(path.with_suffix("").parts).removesuffix(".__init__")) not in _OF_TOOLS
]
datas: list[tuple[str, str]] = [
    (str(_SOURCE / path), str(path.parent)) for path in _FILES if path.suffix not in {".py", ".pyi", ".pyc"}
]
