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


@pytest.mark.parametrize(
    "places",
    [
        lambda given: gf.Company(name="A", offices=[given]).offices,
        lambda given: gf.Team(name="A", sites=[given]).sites,
        lambda given: gf.Team(name="A", members=[given]).members,
    ],
    ids=["offices", "sites", "members"],
)
def test_where_people_go_places_and_texts_go(places) -> None:
    [place] = places("San José, Costa Rica")
    assert (place.country, place.city, place.time_zone) == ("CR", "San José", "America/Costa_Rica")
    assert places(gf.Place.parse("San José, Costa Rica")) == (place,)
    with pytest.raises(ValidationError, match="'Narnia' is not a place"):
        places("Narnia")
