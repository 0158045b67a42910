"""What a card costs, of a verdict that is there already, and a year of shared hours: milliseconds, and kilobytes with style.

    python benchmarks/views.py

The fastest of twenty rounds is content, since whatever else the machine does only adds. Nothing here is asserted: the figures
beside are the project's aims.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from cases import firms, forty
from timing import FIRM, seconds

import globalfirm as gf

DAY = "2026-11-24"


def main() -> None:
    """Cards of five sites and of forty, and of forty without coordinates, in each medium."""
    five = gf.Company.model_validate(FIRM)
    crowd = gf.Company(name="Forty", home="NZ", headcount="2190-2600", offices=forty())
    for name, firm, most_ms, most_kb in (
        ("five sites", five, 1, 50),
        ("forty sites", crowd, 20, 100),
        ("forty sites without coordinates", firms()["unlocated"], 20, 100),
    ):
        verdict = gf.classify(firm)
        page, picture, text = (
            min(seconds(call, 5) for _ in range(20))
            for call in (
                lambda verdict=verdict: verdict.card(on=DAY).html(),
                lambda verdict=verdict: verdict.card(on=DAY).svg(),
                lambda verdict=verdict: verdict.card(on=DAY).text(),
            )
        )
        size = len(verdict.card(on=DAY).html().encode()) / 1000
        print(
            f"{name}: HTML {page * 1e3:.2f} ms (aim: within {most_ms}), {size:.1f} kB (aim: within {most_kb}); ", end=""
        )
        print(f"SVG {picture * 1e3:.2f} ms, {len(verdict.card(on=DAY).svg()) / 1000:.1f} kB; text {text * 1e3:.2f} ms")
        year = min(seconds(lambda firm=firm: gf.working_day.card(firm, 2026).html(), 5) for _ in range(20))
        print(
            f"  its year of shared hours: HTML {year * 1e3:.2f} ms, {len(gf.working_day.card(firm, 2026).html().encode()) / 1000:.1f} kB"
        )


if __name__ == "__main__":
    main()
