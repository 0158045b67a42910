"""Hypothesis strategies for firms, for these tests."""

from __future__ import annotations

from hypothesis import strategies as st

import globalfirm as gf

COUNTRIES = ("US", "RS", "DO", "PT", "IN", "NP", "NZ", "KI", "JP", "BR", "DE", "ES", "RU", "AU", "BV", "GB")
ZONES = {
    "US": ("America/New_York", "America/Los_Angeles", "Pacific/Honolulu"),
    "NZ": ("Pacific/Auckland", "Pacific/Chatham"),
    "ES": ("Europe/Madrid", "Atlantic/Canary"),
    "AU": ("Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide"),
}

bounds = st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)).map(
    lambda pair: gf.Count((pair[0], None if pair[1] is None else pair[0] + pair[1]))
)


@st.composite
def offices(draw: st.DrawFn) -> gf.Office:
    """Offices of every kind, some closed, some without a zone or headcount."""
    country = draw(st.sampled_from(COUNTRIES))
    kind = draw(st.sampled_from(["office", "headquarters", "mailbox"]))
    return gf.Office(
        country=country,
        time_zone=draw(st.sampled_from((None, *ZONES.get(country, ())))),
        headcount=draw(st.none() | bounds) if kind != "mailbox" else None,
        kind=kind,
        closed=draw(st.sampled_from([None, None, None, "2020-01-01"])),
    )


@st.composite
def teams(draw: st.DrawFn) -> gf.Team:
    """Teams of members and sites."""
    places = draw(st.lists(st.sampled_from(COUNTRIES), max_size=3))
    return gf.Team(
        name="team",
        members=[gf.Member(country=country) for country in places[:1]],
        sites=[gf.Site(country=country, headcount=draw(st.none() | bounds)) for country in places[1:]],
    )


claims = st.builds(
    lambda metric, value: gf.Claim(metric=metric, value=value, source="somebody"),
    st.sampled_from(["headcount", "country_count", "continent_count", "time_zone_count"]),
    bounds,
)


@st.composite
def companies(draw: st.DrawFn, *, headcount: bool = True) -> gf.Company:
    """Valid firms: a headcount, where there is one, has room for the people placed."""
    firm = gf.Company(
        name="firm",
        home=draw(st.none() | st.sampled_from(COUNTRIES)),
        offices=draw(st.lists(offices(), max_size=4)),
        teams=draw(st.lists(teams(), max_size=2)),
        claims=draw(st.lists(claims, max_size=3)),
        complete=draw(st.booleans()),
    )
    if not headcount or draw(st.booleans()):
        return firm
    least = sum(people.low for people in firm.people_by_country.values())
    people = draw(bounds)
    return firm.replace(headcount=(people.low, None if people.high is None else max(people.high, least)))


def ends(fact: gf.Interval) -> tuple[float | None, float | None]:
    """The bounds of a fact as a pair, which tables of known answers hold."""
    return fact.low, fact.high


def of_year(metric: gf.metrics.Metric, firm: gf.Company, year: int | None = None) -> gf.Interval:
    """What is known of a metric by the accounts of a year, or of the last one."""
    return gf.metrics.Facts(firm, year).fact(metric.name)  # type: ignore[return-value] # a quantity
