"""Checked by mypy and pyright, never run: what users may write, and the types that they get."""

from datetime import UTC, date, datetime
from typing import assert_type
from zoneinfo import ZoneInfo

import globalfirm as gf

office = gf.Office(
    city="Belgrade", country="Serbia", headcount=12, opened="2020-01-01", time_zone=ZoneInfo("Europe/Belgrade")
)
firm = gf.Company(
    name="Vast",
    home="US",
    founded=2005,
    headcount="11-50",
    offices=[office],
    teams=[gf.Team(name="T", members=[gf.Member(country="DO", nationality="RS")], sites=[gf.Site(country="US")])],
    claims=[gf.Claim(metric="country_count", value=(3, None), source="a newspaper", published="2007")],
    complete=False,
)

assert_type(gf.Country("South Korea"), gf.Country)
assert_type(gf.TimeZone(ZoneInfo("US/Pacific")), gf.TimeZone)
assert_type(gf.Count("11-50").low, int)
assert_type(gf.Count((11, 50)).high, int | None)
assert_type(gf.Place.parse_all("Berlin | Dublin"), tuple[gf.Place, ...])
assert_type(gf.country_count(firm), int)
assert_type(gf.countries(firm), tuple[gf.Country, ...])
assert_type(gf.foreign_countries(firm), tuple[gf.Country, ...] | None)
assert_type(gf.time_zone_count(firm, by="rules"), int)
assert_type(gf.time_zone_span(firm, at=datetime.now(UTC), arc="shortest"), float)
assert_type(gf.time_zone_span_extremes(firm, 2026), gf.Interval)
assert_type(gf.continent_coverage(firm, scheme="m49"), tuple[gf.Continent, ...])
assert_type(gf.profile(firm).country_count, gf.Count)
assert_type(gf.classify(firm), gf.Verdict)
assert_type(gf.classify(firm).label, str)
assert_type(firm.as_of(date(2020, 1, 1)), gf.Company)
assert_type(firm.replace(headcount="50+"), gf.Company)
rule: gf.Rule = (gf.metric.country_count >= 2) & ~(gf.metric.headcount < 250) | (gf.metric.time_zone_span_hours > 8)
assert_type(rule.decide(gf.profile(firm)), bool | None)
assert_type(rule.decide(firm), bool | None)
gf.at_least(
    2, gf.metric.country_count >= 2, gf.metric.countries.any_of("RS"), gf.metric.headcount < gf.parameter("few")
)
years: gf.Rule = gf.early(gf.metric.foreign_sales_share >= 0.25, years=3) | gf.lasting(
    gf.metric.group_headcount < 250, periods="periods"
)


@gf.metric.define(unit="offices", whole=True)
def office_count(company: gf.Company) -> int:
    return len(company.offices)


definition = gf.Definition(
    name="wide",
    summary="{few} offices or more",
    rule=(office_count >= gf.parameter("few")) & rule,
    citation="ours",
    parameters=[gf.Parameter(name="few", value=3, meaning="offices", source="ours", seen="chosen here")],
)
taxonomy = gf.default_taxonomy().insert(definition, before="domestic small firm").with_parameters(few=2, small=50)
assert_type(taxonomy, gf.Taxonomy)
assert_type(taxonomy.label(firm), str)
assert_type(taxonomy.classify(firm).changes, tuple[gf.Change, ...])
assert_type(gf.loads("", gf.Taxonomy, "yaml"), gf.Taxonomy)
assert_type(gf.transnationality_index_percent(firm), gf.Interval)
gf.Company(
    name="A",
    accounts=[gf.Accounts(year=2024, currency="EUR", turnover=1e6, foreign_turnover=(1e5, None))],
    markets=[gf.Market(country="JP", mode="licensing", activities=["service"])],
    relations=[gf.Relation(name="B", kind="partner", share=0.3)],
)
print(gf.metric.home >= 2)  # type: ignore[operator] # pyright: ignore[reportOperatorIssue] # a set is no quantity
print(gf.metric.country_cuont)  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue] # a typing error
gf.Office(country="US", kind="castle")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
