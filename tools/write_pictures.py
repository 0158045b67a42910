"""Writes the pictures of reference: the article's company as a card, its year of shared hours, and a cohort, light and dark.

    python tools/write_pictures.py [--check]

The README and the docs' front page show the first. The release of the time-zone database stands at the foot of a picture:
another release alone makes no new one.
"""

from __future__ import annotations

import re
import sys
from itertools import product
from pathlib import Path

import polars as pl

import globalfirm as gf
from globalfirm.views.picture import Picture

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DAY, YEAR = "2026-11-24", 2025
ROWS = [
    ("Vast", "US", "US", "5", 2005), ("Vast", "RS", "US", "11-50", 2005), ("Vast", "DO", "US", "1", 2005),
    ("Shop", "RS", "RS", "2", 2007), ("Kiwi", "NZ", "NZ", "40", 2006), ("Kiwi", "US", "NZ", "3", 2006),
    ("Kiwi", "GB", "NZ", None, 2006), ("Grand", "GB", "GB", "900", 2007), ("Grand", "IN", "GB", "200", 2007),
    ("Grand", "US", "GB", "50", 2007), ("Lab", "DE", "DE", None, 2008), ("Lab", "US", "DE", "4", 2008),
]  # fmt: skip


def without_release(svg: str) -> str:
    """A picture, but for the release of the time-zone database."""
    return re.sub(r"database \d{4}\w+", "database", svg)


def pictures() -> dict[str, Picture]:
    """Each picture by the name of its file."""
    vast = gf.Company.model_validate_json((ROOT / "examples" / "vast.json").read_text(encoding="utf-8"))
    table = pl.DataFrame(ROWS, schema=["firm", "country", "home", "headcount", "founded"], orient="row")
    wide = gf.time_zone_span > 8
    measured = gf.cohort.measure(table, taxonomy=gf.default_taxonomy(), rules={"eight hours wide": wide})
    years = gf.cohort.measure(table, rules={"eight hours wide": wide}, metrics=["founded"])
    trend = gf.cohort.shares(years.firms, "eight hours wide", by="founded")
    return {
        "vast": vast.card(on=DAY),
        "shared-hours": gf.working_day.card(vast, YEAR),
        "cohort": measured.card("Five firms", flows=gf.cohort.flows(table), trend=trend),
    }


def main(*, check: bool) -> int:
    """Write the pictures, or say which are not as they would be written."""
    stale = 0
    for (name, picture), theme in product(pictures().items(), ("light", "dark")):
        path, svg = PICTURES / f"{name}-{theme}.svg", picture.svg(theme=theme)
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
