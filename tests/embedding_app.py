"""A small program that embeds globalfirm, as a user's would: checked by mypy, pyright and ty, and run by its test.

A sales team keeps a list of prospects. The program reads it, says which of them are the kind of firm that the team looks for, what
to ask of those that can't be told, and writes a table of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

import polars as pl

import globalfirm as gf
from globalfirm.rules import Parameter


class Row(TypedDict):
    """A line of the list, as it is kept."""

    id: int
    name: str
    home: str
    people: int | str
    offices: list[str]


class ProspectOffice(gf.Office):
    """An office, with what the team notes of it."""

    visited: bool = False


class Prospect(gf.Company):
    """A firm, with who in the team looks after it."""

    owner: str = "nobody"
    offices: tuple[ProspectOffice, ...] = ()  # pyright: ignore[reportIncompatibleVariableOverride] # it sees no frozen config


@gf.metric(unit="offices", whole=True, source="the team's own notes", rests_on="record", tables=False)
def visited_count(firm: Any, xp: Any) -> gf.Bounds:
    """Offices that the team has visited."""
    visited = sum(getattr(office, "visited", False) for office in firm.record.offices)
    return gf.Bounds(visited, visited)


WANTED = gf.Taxonomy(
    name="prospects",
    classes=[
        gf.Definition(
            name="prospect",
            summary="fewer than {few} people, in 2 countries or more",
            rule=(gf.country_count >= 2) & (gf.metric.headcount < gf.parameter("few")),
            citation="the sales team, 2026",
            parameters=[
                Parameter(name="few", value=100, meaning="people", source="the sales team", provenance="chosen here")
            ],
        ),
        gf.Definition(name="other", summary="any other", rule=gf.country_count >= 1, citation="the sales team, 2026"),
    ],
)


@dataclass(frozen=True)
class Report:
    """What the team reads."""

    labels: dict[str, str]
    to_ask: dict[str, list[str]]
    unread: list[str]
    table: pl.DataFrame


def read_prospect(row: Row) -> Prospect:
    """The firm of a line. Of a user's own class type checkers know what is kept, so text becomes that first."""
    places = [place for text in row["offices"] for place in gf.Place.parse_all(text, home=row["home"])]
    offices = [ProspectOffice(country=place.country, city=place.city, time_zone=place.time_zone) for place in places]
    return Prospect(
        name=row["name"],
        home=gf.Country(row["home"]),
        headcount=gf.Count(row["people"]),
        offices=tuple(offices),
        id=str(row["id"]),
    )


def rival(name: str, people: str, *places: str) -> gf.Company:
    """A firm of which nothing else is kept: the library's own class takes text and numbers as they are."""
    market = gf.Market(country="Japan", mode="licensing", since=2019)
    claim = gf.Claim(metric="country_count", value="3+", source="a newspaper", published=2026)
    team = gf.Team(name="Sales", sites=[gf.Site(country="Kenya", headcount="<10")], source="their site")
    return gf.Company(
        name=name,
        home="US",
        headcount=people,
        offices=places,
        teams=[team],
        markets=[market],
        claims=[claim],
        seen="2026-11-01",
    )


def report(rows: Iterable[Row]) -> Report:
    """Read the list, judge each firm, and say what could not be read."""
    prospects: list[Prospect] = []
    unread: list[str] = []
    for row in rows:
        try:
            prospects.append(read_prospect(row))
        except ValueError as error:  # pydantic's and the library's alike
            unread.append(f"{row['name']}: {error}")
    verdicts: dict[str, gf.Verdict] = {firm.name: WANTED.classify(firm) for firm in prospects}
    labels: dict[str, str] = {name: verdict.label for name, verdict in verdicts.items()}
    to_ask: dict[str, list[str]] = {
        name: [" and ".join(str(fact.rule) for fact in facts) for facts in verdict.missing]
        for name, verdict in verdicts.items()
        if verdict.label == "undetermined"
    }
    return Report(labels, to_ask, unread, table_of(prospects))


def table_of(prospects: Iterable[Prospect]) -> pl.DataFrame:
    """A line a firm, with what is known of it."""
    lines: list[dict[str, object]] = []
    for firm in prospects:
        profile: gf.Profile = gf.profile(firm)
        count: gf.Count = profile.country_count
        hours: gf.Interval = gf.time_zone_span(firm, arc="shortest")
        lines.append(
            {
                "name": firm.name,
                "owner": firm.owner,
                "countries": ";".join(firm.countries),
                "country_count_low": count.low,
                "hours_low": hours.low,
                "visited": int(visited_count(firm)),
            }
        )
    return pl.DataFrame(lines)


def measured(offices: pl.DataFrame) -> list[tuple[str, str]]:
    """The same question to a table with a row an office."""
    measurement = gf.cohort.measure(offices, taxonomy=WANTED, rules={"far": gf.time_zone_span >= 6})
    firms: pl.DataFrame = measurement.firms
    return [(str(firm), str(label)) for firm, label in firms.sort("firm").select("firm", "label").iter_rows()]
