"""Firms that tests draw: as records by Hypothesis, as rows of a long table by a seed, and a cohort whose answers are known.

Rows and records are two sides that must agree: `company_of` makes the one of the other.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.model.claim import CLAIMED
from globalfirm.model.office import NOBODY, staffed
from globalfirm.places import offsets

COUNTRIES = (
    "US",
    "RS",
    "DO",
    "PT",
    "IN",
    "NP",
    "NZ",
    "KI",
    "JP",
    "BR",
    "DE",
    "ES",
    "RU",
    "AU",
    "BV",
    "GB",
    "CA",
    "MX",
    "ID",
    "AQ",
    "GL",
    "CL",
    "NA",
)
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
        headcount_elsewhere=draw(st.none() | st.none() | bounds),
        claims=draw(st.lists(claims, max_size=3)),
        complete=draw(st.booleans()),
    )
    if not headcount or draw(st.booleans()):
        return firm
    least = people_placed(firm)
    people = draw(bounds)
    return firm.replace(headcount=(people.low, None if people.high is None else max(people.high, least)))


REGIONS = ("North America", "Europe", "Asia-Pacific", "rest of the world")
MODES = ("export", "licensing", "franchise", "alliance", "joint venture", "subsidiary", "office")

money = st.floats(0, 1e12)
amounts = st.tuples(money, st.none() | money).map(
    lambda pair: gf.Interval(pair[0], None if pair[1] is None else sum(pair))
)


@st.composite
def parts_of_wholes(draw: st.DrawFn, of: st.SearchStrategy[gf.Interval]) -> tuple[gf.Interval | None, ...]:
    """A part and its whole, either of which may not be known; the part can't be the greater."""
    part, whole = draw(st.none() | of), draw(st.none() | of)
    if part is not None and whole is not None and whole.high is not None and part.low > whole.high:
        return whole, part
    return part, whole


@st.composite
def accounts(draw: st.DrawFn, *, year: int | None = None) -> gf.Accounts:
    """Accounts of a year, with some of the figures."""
    foreign_headcount, headcount = draw(parts_of_wholes(bounds))
    foreign_turnover, turnover = draw(parts_of_wholes(amounts))
    foreign_assets, balance_sheet = draw(parts_of_wholes(amounts))
    eighths = draw(st.lists(st.integers(0, 8), max_size=4).filter(lambda parts: sum(parts) <= 8))
    widths = [draw(st.integers(0, 8 - part)) for part in eighths]
    return gf.Accounts(
        year=draw(st.integers(2019, 2024)) if year is None else year,
        currency=draw(st.sampled_from([None, "EUR", "EUR", "USD"])),
        headcount=headcount,
        foreign_headcount=foreign_headcount,
        turnover=turnover,
        foreign_turnover=foreign_turnover,
        balance_sheet=balance_sheet,
        foreign_assets=foreign_assets,
        regional_sales=[
            gf.RegionalSales(region=region, share=(part / 8, (part + width) / 8))
            for region, part, width in zip(draw(st.permutations(REGIONS)), eighths, widths, strict=False)
        ],
    )


several_years = st.lists(accounts(), max_size=3, unique_by=lambda year: year.year)
relations = st.builds(
    lambda kind, share, since, until, years: gf.Relation(
        name="other", kind=kind, share=share, since=since, until=until, accounts=years
    ),
    st.sampled_from(["linked", "partner"]),
    st.sampled_from([0.25, 0.3, 0.5, 1.0]),
    st.none() | st.integers(2020, 2023),
    st.none() | st.integers(2023, 2026),
    several_years,
)
markets = st.builds(
    lambda country, mode, since, activities: gf.Market(country=country, mode=mode, since=since, activities=activities),
    st.sampled_from(COUNTRIES),
    st.sampled_from(MODES),
    st.none() | st.integers(2000, 2024),
    st.lists(st.sampled_from(["operations", "service"]), max_size=2),
)

affiliates = parts_of_wholes(st.integers(0, 20).map(gf.Count))


@st.composite
def companies_with_accounts(draw: st.DrawFn) -> gf.Company:
    """Firms with accounts, relations, markets and affiliates, or some of them."""
    entered = draw(st.none() | st.lists(markets, max_size=2))
    subsidiaries = sum(market.mode == "subsidiary" for market in entered or ())
    foreign_affiliates, every = [None if count is None else count + subsidiaries for count in draw(affiliates)]
    latest = min([market.since for market in entered or () if market.since], default=2020)
    return draw(companies()).replace(
        founded=draw(st.none() | st.integers(1990, min(latest, 2020))),
        accounts=draw(several_years),
        relations=draw(st.none() | st.lists(relations, max_size=2)),
        markets=entered,
        affiliates=every,
        foreign_affiliates=foreign_affiliates,
    )


# Rows of a long table

COUNTS = (None, "0", "1", "3", "11-50", "50+", "<10", "about 40")
FIELDS = (
    "firm", "country", "time_zone", "headcount", "opened", "closed", "home", "founded", "firm_headcount", "complete", "seen",
    *(f"claimed_{metric}" for metric in CLAIMED),
    "accounts_year", "turnover_eur", "balance_sheet_eur", "foreign_sales_share", "foreign_assets_share", "foreign_employment_share",
    "europe_sales_share", "autonomous", "affiliates", "foreign_affiliate_count",
)  # fmt: skip
WHOLE = 1000
"""People in the accounts, of which shares in eighths are whole numbers."""
YEAR = 3000
"""Of accounts whose year a row does not tell: far from every founding, so that they say nothing of a firm's first years."""


def drawn_row(random: Random, founded: int | None) -> dict[str, Any]:
    """A place of a firm, as a row tells it: now and then of countries that it does not name, of which records hold no days."""
    if random.random() < 0.1:
        return {"country": random.choice(["OTHER", None]), "headcount": random.choice(COUNTS)}
    country = random.choice(COUNTRIES)
    zones = offsets.country_zones(country)
    zone_known = zones and random.random() < 0.5
    year = random.choice([None, None, (founded or 2000) + random.randint(0, 6)])
    closed = random.random() < 0.3
    return {
        "country": country,
        "time_zone": random.choice(zones) if zone_known else None,
        "headcount": random.choice(COUNTS),
        "opened": None if year is None else f"{year}-03-{random.randint(1, 28):02}",
        "closed": f"{(year or founded or 2000) + random.randint(0, 9)}-06-01" if closed else None,
    }


def drawn_firm(random: Random, name: str, *, people_in_accounts: bool = False) -> list[dict[str, Any]]:
    """The rows of a firm: its places, or one row that says nothing of any, each with the facts of the firm.

    A share of people by the accounts goes with people in them, which the table has no column for: metrics of groups
    differ then.
    """
    founded = random.choice([None, 2001, 2010])
    places = [drawn_row(random, founded) for _ in range(random.choice([0, 1, 1, 2, 2, 3, 4, 6]))]
    facts: dict[str, Any] = {
        "firm": name,
        "home": random.choice([None, *COUNTRIES[:6]]),
        "founded": founded,
        "firm_headcount": random.choice([None, None, "5", "9", "11-50", "50+", "249", "300"]),
        "complete": random.random() < 0.5,
        "seen": random.choice([None, None, f"{(founded or 2000) + random.randint(0, 9)}-05-01"]),
        "accounts_year": random.choice([None, founded, (founded or 2000) + random.randint(-1, 5)]),
        "turnover_eur": random.choice([None, 1e6, 60e6]),
        "balance_sheet_eur": random.choice([None, 5e6]),
        "affiliates": random.choice([None, 0.0, 4.0]),
        "autonomous": random.choice([None, True, False]),
    }
    for share, whole in (("foreign_sales_share", "turnover_eur"), ("foreign_assets_share", "balance_sheet_eur")):
        facts[share] = None if facts[whole] is None else random.choice([None, 0.0, 0.125, 0.5, 1.0])
    facts["foreign_employment_share"] = random.choice([None, 0.125, 1.0]) if people_in_accounts else None
    facts["europe_sales_share"] = random.choice([None, 0.25, 0.7])
    facts["foreign_affiliate_count"] = (
        None if facts["affiliates"] is None else random.choice([None, 0.0, facts["affiliates"]])
    )
    rows = places or [dict.fromkeys(("country", "time_zone", "headcount", "opened", "closed"))]
    for row in rows:
        for metric in CLAIMED:
            row[f"claimed_{metric}"] = random.choice([None] * 7 + ["1", "2", "3-5", "2+", "about 40"])
    return [{field: {**facts, **row}.get(field) for field in FIELDS} for row in rows]


def company_of(rows: list[dict[str, Any]]) -> gf.Company:
    """The firm that rows tell of; a headcount that contradicts its places is left out, as the table leaves it out."""
    first = rows[0]
    claims = [
        gf.Claim(metric=metric, value=row[f"claimed_{metric}"], source="a row")
        for row in rows
        for metric in CLAIMED
        if row[f"claimed_{metric}"]
    ]
    offices = [
        gf.Office.model_validate(
            {key: row[key] for key in ("country", "time_zone", "headcount", "opened", "closed") if row[key]}
        )
        for row in rows
        if row["country"] not in UNNAMED
    ]
    elsewhere = [staffed(row["headcount"] and gf.Count(row["headcount"])) for row in rows if _is_unnamed(row)]
    firm = gf.Company.model_validate(
        {
            "name": first["firm"], "home": first["home"], "founded": first["founded"], "offices": offices,
            "headcount_elsewhere": sum(elsewhere, start=NOBODY) if elsewhere else None,
            "claims": claims, "complete": first["complete"], "seen": first["seen"], "accounts": _accounts(first),
            "relations": RELATIONS[first["autonomous"]],
            "affiliates": first["affiliates"], "foreign_affiliates": first["foreign_affiliate_count"],
        }
    )  # fmt: skip
    total = None if first["firm_headcount"] is None else gf.Count(first["firm_headcount"])
    if total is None or (total.high is not None and total.high < people_placed(firm)):
        return firm
    return firm.replace(headcount=total)


RELATIONS = {None: None, True: (), False: (gf.Relation(name="other", kind="linked", investor="public body"),)}
"""By whether a row says that a firm is autonomous: of one that is not, a table tells no more."""
UNNAMED = (None, "OTHER")
"""Countries that a row does not name."""


def _is_unnamed(row: dict[str, Any]) -> bool:
    """Whether a row is of people in countries that it does not name; of none, it says nothing of a place."""
    return row["country"] == "OTHER" or (row["country"] is None and row["headcount"] is not None)


def people_placed(firm: gf.Company) -> int:
    """The fewest people that a record places, in countries that it names and in others."""
    return sum(people.low for people in firm.people_by_country.values()) + firm.people_elsewhere.low


def _accounts(row: dict[str, Any]) -> list[gf.Accounts]:
    """Accounts whose figures and shares are those of the row."""

    def part(share: float | None, whole: float | None) -> float | None:
        return None if share is None or whole is None else share * whole

    people = None if row["foreign_employment_share"] is None else WHOLE
    europe = row["europe_sales_share"]
    figures: dict[str, Any] = {
        "turnover": row["turnover_eur"],
        "foreign_turnover": part(row["foreign_sales_share"], row["turnover_eur"]),
        "balance_sheet": row["balance_sheet_eur"],
        "foreign_assets": part(row["foreign_assets_share"], row["balance_sheet_eur"]),
        "headcount": people,
        "foreign_headcount": part(row["foreign_employment_share"], people),
        "regional_sales": [] if europe is None else [gf.RegionalSales(region="Europe", share=europe)],
    }
    return [gf.Accounts(year=row["accounts_year"] or YEAR, currency="EUR", **figures)]


def columns_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as the columns of a table."""
    return {field: [row[field] for row in rows] for field in FIELDS}


# A cohort whose answers are known: it is made so

SHARE_ABROAD = 0.4
FUNDING_RATIO = 2.0
FIRST_YEAR, YEARS = 1999, 7


def cohort_of(firms: int, seed: int) -> dict[str, list[Any]]:
    """The columns of a table of firms of the United States and how they were funded.

    Two in five have people abroad, in Serbia or India, and have raised twice as much, in the mean and the median: both
    kinds draw from one distribution, and theirs is doubled. A tenth of the firms of the first year have people abroad, and
    a tenth more of each year's. Give a multiple of 280 firms.
    """
    random = Random(seed)
    rows: list[dict[str, Any]] = []
    for i in range(firms):
        year = i % YEARS
        abroad = (i // YEARS) % 40 < 4 * (year + 1)
        funding = random.lognormvariate(15, 0.75) * (FUNDING_RATIO if abroad else 1)
        facts = {"firm": i, "home": "US", "founded": FIRST_YEAR + year, "funding": funding}
        rows.append({**facts, "country": "US", "headcount": random.randint(1, 30)})
        if abroad:
            rows.append({**facts, "country": ("RS", "IN")[i % 2], "headcount": random.randint(1, 30)})
    random.shuffle(rows)
    return {name: [row[name] for row in rows] for name in rows[0]}


# What is known of a firm


def ends(fact: gf.Interval) -> tuple[float | None, float | None]:
    """The bounds of a fact as a pair, which tables of known answers hold."""
    return fact.low, fact.high


def of_year(metric: gf.metrics.Metric, firm: gf.Company, year: int | None = None) -> gf.Interval:
    """What is known of a metric by the accounts of a year, or of the last one."""
    return gf.metrics.Facts(firm, year).fact(metric.name)  # type: ignore[return-value] # a quantity
