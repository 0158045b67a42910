"""Teams and their members: how many they are and where."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

import globalfirm as gf


def test_teams_and_members() -> None:
    team = gf.Team(
        name="T",
        sites=[gf.Site(country="RS", headcount="2-3"), gf.Site(country="US")],
        members=[gf.Member(country="PT")],
    )
    assert team.people == gf.Count("4+")
    assert [place.country for place in team.places] == ["PT", "RS", "US"]
    assert str(gf.Claim(metric="headcount", value=5, source="x")) == "x: headcount 5"


def test_a_teams_sites_are_not_offices() -> None:
    with pytest.raises(ValidationError, match="a team's sites are not offices"):
        gf.Team(name="x", sites=[gf.Office(country="RS", kind="mailbox")])
