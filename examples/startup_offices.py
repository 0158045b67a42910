"""5,420 offices of start-ups (Crunchbase, CC0), with ISO alpha-3 codes: from rows to firms and their reach.

python examples/startup_offices.py [startup_offices.csv]
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from pydantic import ValidationError

import globalfirm as gf

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "startup_offices.csv"


def office(row: dict[str, str]) -> gf.Office:
    """One row's office; empty fields are unknown."""
    known = {field: value for field in ("city", "latitude", "longitude") if (value := row[field])}
    return gf.Office.model_validate({"country": row["country_code"], **known})


def main(path: Path) -> None:
    """Read the file, group its offices by company, and print who spans countries."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    offices: dict[str, list[gf.Office]] = {}
    rejected: list[tuple[dict[str, str], str]] = []
    for row in rows:
        try:
            offices.setdefault(row["company"], []).append(office(row))
        except ValidationError as problem:
            rejected.append((row, "; ".join(f"{error['loc'][0]}: {error['msg']}" for error in problem.errors())))
    # Two firms may share a name: the file has no other key, so some "firms" here may be two.
    firms = [gf.Company(name=name, offices=found, complete=False) for name, found in offices.items() if found]

    read = sum(len(firm.offices) for firm in firms)
    print(f"{len(rows)} rows = {read} offices of {len(firms)} companies + {len(rejected)} rejected")
    for reason, times in Counter(reason for _, reason in rejected).most_common():
        print(f"  {times:4}  {reason}")
    refused = [row["country_code"] for row, _ in rejected]
    codes = Counter(row["country_code"] for row in rows if row["country_code"] not in refused)
    old = {code: times for code, times in codes.items() if gf.Country(code).alpha_3 != code}
    print(f"withdrawn codes read as their successor's: {old}")

    profiles = [gf.profile(firm) for firm in firms]
    abroad = [firm for firm in firms if len(firm.countries) >= 2]
    print(f"\n{len(abroad)} companies span countries; on the most continents, in the most countries:")
    for firm in sorted(abroad, key=lambda firm: (-len(firm.continents), -len(firm.countries), firm.name))[:10]:
        print(f"  {firm.name:<22} {len(firm.countries)} countries, {', '.join(firm.continents)}")
    labels = Counter(gf.classify(firm).label for firm in profiles)
    print(f"\nwhat kind of firm, without a headcount in the file: {dict(labels)}")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    if not given.exists():
        sys.exit(f"{given.name} is not there: give its path.")
    main(given)
