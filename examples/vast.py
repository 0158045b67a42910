# %% [markdown]
"""The firm of "The Trend of the Micro-Multinationals" (Small Business Trends, 2007): from a record to a verdict, with the evidence."""

# %%
from pathlib import Path

import globalfirm as gf

# A notebook has no file of its own.
HERE = Path(globals().get("__file__", "vast.py")).parent

# %% [markdown]
# ## The record
# What is known of its places, and what was claimed of it.

# %%
firm = gf.Company.model_validate_json((HERE / "vast.json").read_text(encoding="utf-8"))

print("The record\n")
for team in firm.teams:
    for place in team.places:
        role = f", {place.role}" if isinstance(place, gf.Member) else ""
        print(f"  {team.name}{role}: {place} ({place.time_zone})")
for claim in firm.claims:
    print(f"  claimed by {claim}")

# %% [markdown]
# ## The profile
# What the known places and the claims that fit say together.

# %%
print("\nThe profile: what the known places and the claims that fit say together\n")
print(gf.profile(firm))

# %% [markdown]
# ## The verdict
# With its evidence; in a notebook, `verdict` as the last line of a cell is a card.

# %%
verdict = gf.classify(firm)
print("\nThe verdict\n")
print(verdict)

# %%
verdict.card(on="2026-11-24")

# %% [markdown]
# ## Without any claim

# %%
known_alone = gf.classify(firm.replace(claims=()))
print(f"\nFrom the known places alone, without any claim: {known_alone.label}")
for fact in known_alone.deciding:
    print(f"  decided by {fact.rule}: it is {fact.fact}")
