"""Nothing in the docs is written that nobody runs; what the built pages must hold, `tools/check_docs.py` checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_python_in_a_page_is_executed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"(?m)^(?:`{3,}|:{3,}) *(\S.*)$", text)
    assert [block for block in blocks if re.match(r"(\{code(-block)?\} *)?(i?python3?|py|pycon)\b", block)] == []
    if any(block.startswith("{code-cell}") for block in blocks):
        assert text.startswith("---\nfile_format: mystnb\n")


PAGE = 90
"""Signs of code that fit a line of a page; `examples/ruff.toml` says the same of what pages include."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_line_of_code_is_wider_than_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    cells = re.findall(r"(?ms)^```\{code-cell\}[^\n]*\n(?!:tags: \[remove-(?:cell|input))(.*?)^```", text)
    assert [line for cell in cells for line in cell.splitlines() if len(line) > PAGE] == []


def test_every_block_of_python_in_the_readme_is_a_doctest() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```python\n(.*?)^```", text)
    assert len(blocks) > 5
    assert [block for block in blocks if not block.startswith(">>> ")] == []
