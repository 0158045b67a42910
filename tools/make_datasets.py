"""Writes the files of `globalfirm.datasets` from the larger ones that they are taken from.

    python tools/make_datasets.py FOLDER

FOLDER holds startup_offices.csv, remote_companies.csv, startups_2013.csv, startups_2013_offices.csv and
country_by_country_reports.csv; `globalfirm.datasets.DATASETS` says where each is from. Of the start-ups every eighth company is
taken, the second first; of the groups' reports each group's latest; the others are taken whole.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from globalfirm.datasets import DATASETS

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "globalfirm" / "datasets"
Row = dict[str, str]


def every_eighth(rows: list[Row]) -> list[Row]:
    """The rows of every eighth company, in the order in which they first appear."""
    kept = set(list(dict.fromkeys(row["company"] for row in rows))[1::8])
    return [row for row in rows if row["company"] in kept]


def latest(rows: list[Row]) -> list[Row]:
    """The rows of each group's latest report."""
    years: dict[str, str] = {}
    for row in rows:
        years[row["firm"]] = max(years.get(row["firm"], ""), row["year"])
    return [row for row in rows if row["year"] == years[row["firm"]]]


SAMPLES = {"startup_offices": every_eighth, "country_by_country_reports": latest}


def main(folder: Path) -> None:
    """Each file."""
    for name, dataset in DATASETS.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = SAMPLES.get(name, list)(list(csv.DictReader(file)))
        with (PACKAGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dataset.columns), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
