"""Checked by mypy and pyright, never run: what users may write, and the types that they get."""

from datetime import UTC, date, datetime
from typing import Any, assert_type
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
assert_type(gf.country_count(firm), gf.Interval)
assert_type(firm.countries, tuple[gf.Country, ...])
assert_type(gf.metric.home(firm), gf.PartialSet)
assert_type(gf.time_zone_count(firm, by="rules"), gf.Interval)
assert_type(gf.time_zone_span(firm, at=datetime.now(UTC), arc="shortest"), gf.Interval)
assert_type(gf.metrics.time_zone_span_extremes(firm, 2026), gf.Interval)
assert_type(gf.continent_coverage(firm, scheme="m49"), gf.PartialSet)
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
years: gf.Rule = gf.rules.within_years_of_founding(gf.metric.foreign_sales_share >= 0.25, years=3) | gf.rules.sustained(
    gf.metric.group_headcount < 250, periods="periods"
)


@gf.metric(unit="offices", whole=True, source="ours", tables=False)
def office_count(firm: Any, xp: Any) -> gf.Bounds:
    """Offices, open and closed."""
    return gf.Bounds(len(firm.record.offices), len(firm.record.offices))


definition = gf.Definition(
    name="wide",
    summary="{few} offices or more",
    rule=(office_count >= gf.parameter("few")) & rule,
    citation="ours",
    parameters=[gf.rules.Parameter(name="few", value=3, meaning="offices", source="ours", provenance="chosen here")],
)
taxonomy = gf.default_taxonomy().insert(definition, before="domestic small firm").with_parameters(few=2, small=50)
assert_type(taxonomy, gf.Taxonomy)
assert_type(taxonomy.label(firm), str)
assert_type(taxonomy.classify(firm).changes, tuple[gf.rules.Counterfactual, ...])
assert_type(gf.files.loads("", gf.Taxonomy, "yaml"), gf.Taxonomy)
assert_type(gf.metric.transnationality_index_percent(firm), gf.Interval)
gf.Company(
    name="A",
    accounts=[gf.Accounts(year=2024, currency="EUR", turnover=1e6, foreign_turnover=(1e5, None))],
    markets=[gf.Market(country="JP", mode="licensing", activities=["service"])],
    relations=[gf.Relation(name="B", kind="partner", share=0.3)],
)
hours = gf.WorkingHours(start="10:00", end="18:30", breaks=[gf.Break(start="12:00", end="12:30")], days=["Monday"])
gf.Team(name="T", working_hours=hours, sites=[gf.Site(country="RS", working_hours=hours)])
assert_type(firm.with_office(office).without("Serbia"), gf.Company)
assert_type(gf.rules.what_if(firm, firm.with_office("Kenya", headcount=3)).after, gf.Verdict)
assert_type(gf.metric.shared_hours(firm, at=datetime.now(UTC)), gf.Interval)
assert_type(gf.working_day.shared_time(firm, date(2026, 3, 4)).shared_minutes, gf.Interval)
assert_type(gf.working_day.card(firm, 2026).svg(theme="dark"), str)
assert_type(gf.working_day.card(firm).png(), bytes)
assert_type(firm.card().text(world=False), str)
assert_type(gf.working_day.next_shared(firm, datetime.now(UTC)), datetime | None)
print(gf.metric.home >= 2)  # type: ignore[operator] # pyright: ignore[reportOperatorIssue] # a set is not a quantity
print(gf.metric.country_cuont)  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue] # a typing error
gf.Office(country="US", kind="castle")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


class MyOffice(gf.Office):
    """An office with a field of the user's own."""

    rent_eur: float = 0.0


class MyCompany(gf.Company):
    """A company whose offices are the user's own."""

    offices: tuple[MyOffice, ...] = ()  # pyright: ignore[reportIncompatibleVariableOverride] # it sees no frozen config


def subclasses_are_taken_where_their_bases_are(office: MyOffice, company: MyCompany) -> None:
    """And what is made of them is of their kind."""
    gf.Company(name="A", offices=[office], id="7", seen="2024-05-01", funding=2e6)
    assert_type(company.as_of("2019-01-01"), MyCompany)
    assert_type(company.replace(name="B"), MyCompany)
    assert_type(company.offices[0].rent_eur, float)
    assert_type(company.countries, tuple[gf.Country, ...])
