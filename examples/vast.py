"""The firm of "The Trend of the Micro-Multinationals" (Small Business Trends, 2007): from a record to a verdict, with the evidence."""

from pathlib import Path

import globalfirm as gf

firm = gf.Company.model_validate_json(Path(__file__).with_name("vast.json").read_text(encoding="utf-8"))

print("The record\n")
for team in firm.teams:
    for place in team.places:
        role = f", {place.role}" if isinstance(place, gf.Member) else ""
        print(f"  {team.name}{role}: {place} ({place.time_zone})")
for claim in firm.claims:
    print(f"  claimed by {claim}")

print("\nThe profile: what the known places and the claims that fit say together\n")
print(gf.profile(firm))

verdict = gf.classify(firm)
print("\nThe verdict\n")
print(verdict)

known_alone = gf.classify(firm.replace(claims=()))
print(f"\nFrom the known places alone, without any claim: {known_alone.label}, decided by")
for fact in known_alone.deciding:
    print(f"  {fact.rule}: it is {fact.fact}")
