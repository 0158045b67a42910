"""A cohort whose answers are known: it is made so."""

from __future__ import annotations

from random import Random
from typing import Any

SHARE_ABROAD = 0.4
FUNDING_RATIO = 2.0
FIRST_YEAR, YEARS = 1999, 7


def cohort_of(firms: int, seed: int) -> dict[str, list[Any]]:
    """The columns of a table of firms of the United States and how they were funded.

    Two in five have people abroad, in Serbia or India, and have raised twice as much, in the mean and the median: both
    kinds draw from one distribution, and theirs is doubled. A tenth of the firms of the first year have people abroad, and
    a tenth more of each year's. Give a multiple of 280 firms.
    """
    random = Random(seed)
    rows: list[dict[str, Any]] = []
    for i in range(firms):
        year = i % YEARS
        abroad = (i // YEARS) % 40 < 4 * (year + 1)
        funding = random.lognormvariate(15, 0.75) * (FUNDING_RATIO if abroad else 1)
        facts = {"firm": i, "home": "US", "founded": FIRST_YEAR + year, "funding": funding}
        rows.append({**facts, "country": "US", "headcount": random.randint(1, 30)})
        if abroad:
            rows.append({**facts, "country": ("RS", "IN")[i % 2], "headcount": random.randint(1, 30)})
    random.shuffle(rows)
    return {name: [row[name] for row in rows] for name in rows[0]}
