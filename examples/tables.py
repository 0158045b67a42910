# %% [markdown]
"""Two files of real companies as tables: how many span countries, which, and between which countries.

    python examples/tables.py

The firms are start-ups of Crunchbase (CC0) and remote-friendly companies of remoteintech/remote-jobs (ISC licence), which come
with the library. Needs the extra `polars`.
"""

# %%
from textwrap import shorten

import polars as pl
from remote_companies import places, size

import globalfirm as gf
from globalfirm import cohort

TAXONOMY = gf.default_taxonomy()


# %% [markdown]
# ## The tables


# %%
def startup_offices() -> pl.DataFrame:
    """One row an office, as the file has them."""
    return gf.datasets.load("startup_offices").rename(
        {"company": "firm", "country_code": "country"}
    )


def remote_companies() -> pl.DataFrame:
    """One row a place that a profile names; a company without any has one row, for its headcount."""
    rows = []
    for profile in gf.datasets.load("remote_companies").iter_rows(named=True):
        facts = {
            "firm": profile["name"],
            "firm_headcount": headcount(profile["size_text"] or ""),
        }
        found, _ = places(profile["offices_text"] or "")
        known = [
            {"country": place.country, "time_zone": place.time_zone} for place in found
        ]
        rows += [
            facts | place for place in known or [{"country": None, "time_zone": None}]
        ]
    return pl.DataFrame(rows, schema=["firm", "firm_headcount", "country", "time_zone"])


def headcount(text: str) -> str | None:
    """What a text says of the size, as a count's own text."""
    try:
        return str(size(text))
    except ValueError:
        return None


# %% [markdown]
# ## Measured, and what a person would ask of it


# %%
def report(name: str, table: pl.DataFrame) -> cohort.Cohort[pl.DataFrame]:
    """Measure a table and print what a person would ask of it."""
    # Neither file says where a firm is at home: the place that it lists first is taken for it here.
    first = pl.col("country").drop_nulls().first().over("firm")
    table = table.with_columns(home=first)
    measured = cohort.measure(
        table,
        taxonomy=TAXONOMY,
        metrics=[*cohort.DEFAULT_METRICS, "continent_coverage"],
        complete=False,
    )
    rows, used, rejected = measured.tally.row(0)
    firms = measured.firms
    print(f"\n{name}\n{'=' * len(name)}")
    print(
        f"{rows:,} rows = {used:,} used + {rejected:,} rejected; {firms.height:,} firms"
    )
    reasons = (
        measured.rejects.group_by("column", "value", "reason")
        .len("rows")
        .sort("rows", "value", descending=True)
    )
    for column, value, reason, times in reasons.head(3).iter_rows():
        print(
            f"  {times:4} rows: {column} {value!r}: {shorten(reason, 100, placeholder=' ...')}"
        )

    several = firms.filter(pl.col("country_count_low") >= 2)
    print(
        f"\n{several.height:,} firms ({several.height / firms.height:.0%}) are known to span countries; those in the most:"
    )
    top = several.sort(["country_count_low", "firm"], descending=[True, False]).head(8)
    countries = (
        cohort.presence(table)
        .group_by("firm")
        .agg(pl.col("country").sort().str.join(" "))
    )
    for row in top.join(
        countries, on="firm", how="left", maintain_order="left"
    ).iter_rows(named=True):
        span = f"{row['time_zone_span_hours_low']:g} h or more"
        where = shorten(row["country"], 52, placeholder=" ...")
        print(
            f"  {row['firm'][:22]:<22} {row['country_count_low']:3} countries, {span:<14} {where}"
        )

    labels = firms.group_by("label").len("firms").sort("firms", descending=True)
    print(
        f"\nWhat kind of firm: {', '.join(f'{label} {count:,}' for label, count in labels.iter_rows())}"
    )
    if (unsaid := firms["headcount_high"].null_count()) == firms.height:
        print(
            f"  (the table says of none of the {unsaid:,} firms how many people it has at most)"
        )

    print("\nFrom home (the first place listed) to host, by firms:")
    print("  home  host  firms  places")
    for row in cohort.flows(table).head(8).iter_rows(named=True):
        print(
            f"  {row['home']:<4}  {row['host']:<4}  {row['firms']:5}  {row['places']:6}"
        )
    return measured


# %%
startups = report("Start-ups, by their offices", startup_offices())

# %%
remote = report(
    "Remote-friendly companies, by the places that they name", remote_companies()
)

# %% [markdown]
# ## As a card, which a notebook shows

# %%
remote.card("Remote-friendly companies")
