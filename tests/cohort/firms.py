"""Firms as records and as rows of a long table: the two sides that must agree."""

from __future__ import annotations

from random import Random
from typing import Any

import globalfirm as gf
from globalfirm.cohort.columns import CLAIMED
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN
from globalfirm.model.accounts import Accounts, RegionalSales
from globalfirm.places import offsets
from globalfirm.rules import Threshold

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
COUNTS = (None, "0", "1", "3", "11-50", "50+", "<10", "about 40")
FIELDS = (
    "firm", "country", "time_zone", "headcount", "opened", "closed", "home", "founded", "firm_headcount", "complete",
    *(f"claimed_{metric}" for metric in CLAIMED),
    "turnover_eur", "balance_sheet_eur", "foreign_sales_share", "foreign_assets_share", "foreign_employment_share",
    "europe_sales_share", "affiliates", "foreign_affiliate_count",
)  # fmt: skip
WHOLE = 1000
"""People in the accounts, of which shares in eighths are whole numbers."""
YEAR = 3000
"""Of the accounts: far from every founding, so that they say nothing of a firm's first years."""


def drawn_row(random: Random, founded: int | None) -> dict[str, Any]:
    """A place of a firm, as a row tells it."""
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
        "turnover_eur": random.choice([None, 1e6, 60e6]),
        "balance_sheet_eur": random.choice([None, 5e6]),
        "affiliates": random.choice([None, 0.0, 4.0]),
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
        if row["country"]
    ]
    firm = gf.Company.model_validate(
        {
            "name": first["firm"], "home": first["home"], "founded": first["founded"], "offices": offices,
            "claims": claims, "complete": first["complete"], "accounts": _accounts(first),
            "affiliates": first["affiliates"], "foreign_affiliates": first["foreign_affiliate_count"],
        }
    )  # fmt: skip
    total = None if first["firm_headcount"] is None else gf.Count(first["firm_headcount"])
    if total is None or (total.high is not None and total.high < sum(at.low for at in firm.people_by_country.values())):
        return firm
    return firm.replace(headcount=total)


def _accounts(row: dict[str, Any]) -> list[Accounts]:
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
        "regional_sales": [] if europe is None else [RegionalSales(region="Europe", share=europe)],
    }
    return [Accounts(year=YEAR, currency="EUR", **figures)]


QUANTITIES = tuple(name for name in BUILT_IN if VOCABULARY[name].kind == "quantity")
_SETS = {
    "home": COUNTRIES[:4],
    "countries": COUNTRIES[:6],
    "continent_coverage": ("Europe", "Asia", "Oceania"),
    "entry_modes": ("office", "export"),
}


def drawn_rule(random: Random, depth: int = 3) -> gf.Rule:
    """A rule of any kind."""
    kind = random.choice(["leaf", "leaf", "all", "any", "not", "at least"]) if depth else "leaf"
    if kind == "leaf":
        return _drawn_leaf(random)
    if kind == "not":
        return ~drawn_rule(random, depth - 1)
    parts = [drawn_rule(random, depth - 1) for _ in range(3)]
    if kind == "at least":
        return gf.at_least(random.randint(1, 3), *parts)
    return parts[0] & parts[1] & parts[2] if kind == "all" else parts[0] | parts[1] | parts[2]


def _drawn_leaf(random: Random) -> gf.Rule:
    if random.random() < 0.2:
        name = random.choice([*_SETS])
        return getattr(gf.metric, name).any_of(*random.sample(_SETS[name], 2))
    if random.random() < 0.1:
        rule = gf.metric.foreign_sales_share >= random.choice([0.1, 0.5])
        return random.choice([gf.rules.within_years_of_founding(rule, years=3), gf.rules.sustained(rule, periods=2)])
    about = VOCABULARY[random.choice(QUANTITIES)]
    least = about.minimum or 0
    most = least + 60 if about.maximum is None else about.maximum
    inside = random.choice([0.02, 0.05, 0.1, 0.3, 0.5]) * (most - least)
    value = least + (max(1, round(inside)) if about.whole else inside)
    if about.name == "founded":
        value = random.choice([2001, 2005, 2010])
    if about.name.endswith("_eur"):
        value = random.choice([2e6, 1e6])
    operator = random.choice(["<", "<=", "!=", ">=", ">", "=="])
    return Threshold(metric=about.name, operator=operator, value=float(value))


def columns_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as the columns of a table."""
    return {field: [row[field] for row in rows] for field in FIELDS}
