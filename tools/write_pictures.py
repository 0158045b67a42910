"""Writes the pictures that the README and the docs' front page show: the article's company as a card, light and dark.

    python tools/write_pictures.py [--check]

The release of the time-zone database stands at the foot of a card: another release alone makes no new picture.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import globalfirm as gf

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-24"


def without_release(svg: str) -> str:
    """A picture, but for the release of the time-zone database."""
    return re.sub(r"database \d{4}\w+", "database", svg)


def main(*, check: bool) -> int:
    """Write the pictures, or say which are not as they would be written."""
    firm = gf.Company.model_validate_json((ROOT / "examples" / "vast.json").read_text(encoding="utf-8"))
    stale = 0
    for theme in ("light", "dark"):
        path, svg = PICTURES / f"vast-{theme}.svg", firm.card(on=DAY).svg(theme=theme)
        if path.exists() and without_release(path.read_text(encoding="utf-8")) == without_release(svg):
            continue
        stale += 1
        print(f"{path.relative_to(ROOT)} {'is not as this tool writes it' if check else 'written'}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(svg, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
