"""Where PyInstaller finds out what to pack of globalfirm: see the entry point in pyproject.toml."""

from __future__ import annotations

from pathlib import Path


def hook_folders() -> list[str]:
    """The folder of the hook beside this file.

    >>> [Path(folder).name for folder in hook_folders()]
    ['_pyinstaller']
    """
    return [str(Path(__file__).parent)]
