# %% [markdown]
"""Offices of start-ups (Crunchbase, CC0), with ISO alpha-3 codes: from rows to firms and their reach.

    python examples/startup_offices.py [FILE.csv]

The rows are those that come with the library, or those of a larger file of the same columns.
"""

# %%
import csv
import sys
from collections import Counter
from pathlib import Path

from pydantic import ValidationError

import globalfirm as gf

Row = dict[str, str | float | None]


# %% [markdown]
# ## From rows to offices


# %%
def office(row: Row) -> gf.Office:
    """One row's office; empty fields are unknown."""
    known = {
        field: row[field]
        for field in ("city", "latitude", "longitude")
        if row[field] not in {None, ""}
    }
    return gf.Office.model_validate({"country": row["country_code"], **known})


def given(named: list[str]) -> list[Row]:
    """The rows of the file that is named, or else of the library's own."""
    if not named:
        return gf.datasets.DATASETS["startup_offices"].rows()
    path = Path(named[0])
    if not path.exists():
        sys.exit(f"{path.name} is not there: give its path.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# %% [markdown]
# ## From offices to firms, and what kind they are


# %%
def main(rows: list[Row]) -> None:
    """Group the offices by company, and print who spans countries."""
    offices: dict[str, list[gf.Office]] = {}
    rejected: list[tuple[Row, str]] = []
    for row in rows:
        try:
            offices.setdefault(row["company"], []).append(office(row))
        except ValidationError as problem:
            rejected.append(
                (
                    row,
                    "; ".join(
                        f"{error['loc'][0]}: {error['msg']}" for error in problem.errors()
                    ),
                )
            )
    # Two firms may share a name: the file has no other key, so some "firms" here may be two.
    firms = [
        gf.Company(name=name, offices=found, complete=False)
        for name, found in offices.items()
        if found
    ]

    read = sum(len(firm.offices) for firm in firms)
    print(
        f"{len(rows)} rows = {read} offices of {len(firms)} companies + {len(rejected)} rejected"
    )
    for reason, times in Counter(reason for _, reason in rejected).most_common():
        print(f"  {times:4}  {reason}")
    refused = [row["country_code"] for row, _ in rejected]
    codes = Counter(
        row["country_code"] for row in rows if row["country_code"] not in refused
    )
    old = {
        code: times for code, times in codes.items() if gf.Country(code).alpha_3 != code
    }
    print(f"withdrawn codes read as their successor's: {old}")

    profiles = [gf.profile(firm) for firm in firms]
    abroad = [firm for firm in firms if len(firm.countries) >= 2]
    print(
        f"\n{len(abroad)} companies span countries; on the most continents, in the most countries:"
    )
    for firm in sorted(
        abroad, key=lambda firm: (-len(firm.continents), -len(firm.countries), firm.name)
    )[:10]:
        print(
            f"  {firm.name:<22} {len(firm.countries)} countries, {', '.join(firm.continents)}"
        )
    labels = Counter(gf.classify(firm).label for firm in profiles)
    print(f"\nwhat kind of firm, without a headcount in the file: {dict(labels)}")


# %%
if __name__ == "__main__":
    # Where the arguments are those of the notebook's kernel.
    in_a_notebook = "__file__" not in globals()
    main(given([] if in_a_notebook else sys.argv[1:]))
