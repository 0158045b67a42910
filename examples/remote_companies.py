# %% [markdown]
"""446 profiles of remote-friendly companies, as their contributors wrote them, read as far as they honestly can be.

    python examples/remote_companies.py [FILE.csv]

They are the public list remoteintech/remote-jobs (ISC licence), which comes with the library; or a file of the same columns.
"""

# %%
import csv
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import globalfirm as gf

Row = dict[str, str | float | None]


class Reading(NamedTuple):
    """What became of a row: a company, or none; and what could not be read, field by field."""

    company: gf.Company | None
    unread: dict[str, str]


# %% [markdown]
# ## A row, as far as it can be read


# %%
def read(row: Row) -> Reading:
    """A company from a row of the file: its size and offices where each can be read, else why not."""
    unread = {}
    headcount = None
    try:
        headcount = size(row["size_text"] or "")
    except ValueError as problem:
        unread["size"] = str(problem)
    offices, problems = places(row["offices_text"] or "")
    if problems:
        unread["offices"] = problems
    if headcount is None and not offices:
        return Reading(None, unread)
    company = gf.Company(
        name=row["name"],
        headcount=headcount,
        offices=[gf.Office(**place.model_dump()) for place in offices],
        complete=False,  # the profiles name offices, not everybody's home, and some of those can't be read
    )
    return Reading(company, unread)


def size(text: str) -> gf.Count:
    """The headcount that a text states, alone or in a sentence."""
    if not text.strip():
        raise ValueError("nothing is written")
    try:
        return gf.Count(text)
    except ValueError:
        return gf.Count.find(text)


def places(text: str) -> tuple[tuple[gf.Place, ...], str]:
    """The places that a text lists, as far as they can be read, and why the others can't."""
    if not text.strip():
        return (), "nothing is written"
    found = gf.Place.find_all(text)
    return found.places, " ".join(map(str, found.problems))


def given(named: list[str]) -> list[Row]:
    """The rows of the file that is named, or else of the library's own."""
    if not named:
        return gf.datasets.DATASETS["remote_companies"].rows()
    path = Path(named[0])
    if not path.exists():
        sys.exit(f"{path.name} is not there: give its path.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lacking = {"slug", "name", "size_text", "offices_text"} - set(rows[0] if rows else ())
    if lacking:
        sys.exit(
            f"{path.name} has no column {', '.join(sorted(lacking))}: it is not the list of remote companies."
        )
    return rows


# %% [markdown]
# ## What became of every row


# %%
def main(rows: list[Row]) -> None:
    """Print what became of every row."""
    readings = [read(row) for row in rows]
    firms = [reading.company for reading in readings if reading.company]
    lost = [
        (row, reading.unread)
        for row, reading in zip(rows, readings, strict=True)
        if reading.company is None
    ]

    print(
        f"{len(rows)} rows = {len(firms)} companies + {len(lost)} of which nothing but the name could be read"
    )
    print(
        f"  {sum(firm.headcount is not None for firm in firms)} companies with a headcount"
    )
    print(
        f"  {sum(bool(firm.offices) for firm in firms)} companies with places, {sum(len(f.offices) for f in firms)} in all"
    )

    for field in ("size", "offices"):
        reasons = [
            reading.unread[field] for reading in readings if field in reading.unread
        ]
        print(
            f"\n{len(reasons)} rows whose {field} could not be read, or not all; why, and the first of each kind:"
        )
        kinds = Counter(kind(reason) for reason in reasons)
        for reason_kind, times in kinds.most_common():
            first = next(reason for reason in reasons if kind(reason) == reason_kind)
            print(f"  {times:4}  {first[:140]}")

    print("\nRows that became no company:")
    for row, unread in lost:
        print(
            f"  {row['slug']}: size: {unread['size'][:60]}; offices: {unread['offices'][:60]}"
        )

    verdicts = [gf.classify(firm) for firm in firms]
    print("\nWhat kind of firm they are, from what was read:")
    for label, times in Counter(verdict.label for verdict in verdicts).most_common():
        print(f"  {times:4}  {label}")
    print("\nThe micro-multinationals with people in the most countries:")
    micro = [
        verdict.profile for verdict in verdicts if verdict.label == "micro-multinational"
    ]
    for profile in sorted(
        micro, key=lambda profile: (-profile.country_count.low, profile.name)
    )[:10]:
        print(
            f"  {profile.name:<22} {profile.headcount!s:>8} people, {', '.join(profile.countries)}"
        )


def kind(reason: str) -> str:
    """A reason without the text it quotes, and its numbers."""
    words = reason.replace('"', "'").split("'")
    return "".join(char for char in "".join(words[::2]) if not char.isdigit())[:45]


# %%
if __name__ == "__main__":
    # Where the arguments are those of the notebook's kernel.
    in_a_notebook = "__file__" not in globals()
    main(given([] if in_a_notebook else sys.argv[1:]))
