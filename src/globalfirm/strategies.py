"""Hypothesis strategies for users' own tests, and a ready property test for their rules.

Hypothesis finds them by itself once globalfirm is installed: `st.from_type(globalfirm.Company)` works. Needs the extra
`hypothesis`.

>>> from globalfirm import metric
>>> check_rule((metric.country_count >= 2) & (metric.headcount < 250), max_examples=10)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any, get_args

import pycountry

from globalfirm import rules as rule_names
from globalfirm.expressions.comparisons import Membership, Threshold
from globalfirm.expressions.compound import Sustained, WithinYears, at_least, sustained, within_years_of_founding
from globalfirm.expressions.facts import Fact, FactSource, HypotheticalFacts
from globalfirm.expressions.logic import Operator
from globalfirm.expressions.rule import Rule
from globalfirm.expressions.vocabulary import metric_named
from globalfirm.ground.extras import needed
from globalfirm.metrics.declaration import metric
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.profiles import BUILT_IN, Profile, profile
from globalfirm.model.accounts import FOREIGN, Accounts, CountryFigures
from globalfirm.model.claim import Claim, ClaimedMetric
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.market import Activity, EntryMode, Market
from globalfirm.model.office import UNSTAFFED_KINDS, Office, OfficeKind, Site
from globalfirm.model.partial_set import PartialSet
from globalfirm.model.team import Member, Team
from globalfirm.model.working_hours import WEEKDAYS, Break, WorkingHours
from globalfirm.places import offsets
from globalfirm.places.country import Country
from globalfirm.places.place import Place, ZoneSource
from globalfirm.places.time_zone import TimeZone
from globalfirm.rules.taxonomy import Definition, Taxonomy

with needed("globalfirm.strategies"):
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

__all__ = [
    "accounts",
    "check_rule",
    "claims",
    "companies",
    "countries",
    "counts",
    "intervals",
    "markets",
    "members",
    "memberships",
    "offices",
    "places",
    "profiles",
    "rules",
    "sites",
    "taxonomies",
    "teams",
    "thresholds",
    "time_zones",
    "working_hours",
]


def __dir__() -> list[str]:
    return sorted(__all__)


_YEARS = 1990
"""From here on, of what has no least value: of the metrics only the year of the founding."""

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

MOST_PEOPLE = 60
"""Of counts drawn: small ones meet more thresholds."""

_SETS = {
    "home": ("US", "RS"),
    "countries": ("US", "RS", "JP"),
    "continent_coverage": ("Europe", "Asia"),
    "entry_modes": ("office", "subsidiary"),
}


def countries() -> st.SearchStrategy[Country]:
    """Countries of ISO 3166-1, and Kosovo; the common ones first."""
    common = ["US", "RS", "DO", "GB", "IN", "JP", "BR", "DE", "AU", "NP"]
    return st.sampled_from([*common, *(c.alpha_2 for c in pycountry.countries), "XK"]).map(Country)


def time_zones(country: str | None = None) -> st.SearchStrategy[TimeZone]:
    """Time zones: of a country, where it is given and has any, or of any."""
    zones = offsets.country_zones(country) if country else ()
    return st.sampled_from(zones or sorted(offsets.canonical_names())).map(TimeZone)


def counts(least: int = 0, most: int = MOST_PEOPLE) -> st.SearchStrategy[Count]:
    """Counts: exact, bounded, or open above."""
    bounds = st.tuples(st.integers(least, most), st.none() | st.integers(0, most))
    return bounds.map(lambda pair: Count((pair[0], None if pair[1] is None else pair[0] + pair[1])))


@st.composite
def intervals(draw: st.DrawFn, least: float = 0, most: float = 1e9) -> Interval:
    """Intervals: exact, bounded, or open above."""
    low, high = sorted(draw(st.floats(least, most)) for _ in range(2))
    return Interval(low, draw(st.sampled_from([low, high, None])))


_ZONE_SOURCES = st.sampled_from([None, *get_args(ZoneSource)])
_LAST_DAY = date(2030, 12, 31)


def _source_fields(founded: int | None = None) -> st.SearchStrategy[dict[str, Any]]:  # Any: what records take by name
    """Where a record comes from; mostly it does not say. One of a firm founded in a year was not seen before it."""
    days = st.dates(date(founded or 2000, 1, 1), _LAST_DAY)
    stated = st.fixed_dictionaries({}, optional={"id": st.just("7"), "source": st.just("somebody"), "seen": days})
    return st.just({}) | stated


@st.composite
def _place_fields(draw: st.DrawFn) -> dict[str, Any]:  # Any: what places take by name
    country = draw(countries())
    known = draw(st.booleans()) and bool(offsets.country_zones(country))
    return {
        "country": country,
        "city": draw(st.none() | st.sampled_from(["Belgrade", "Springfield"])),
        **({"time_zone": draw(time_zones(country)), "time_zone_source": draw(_ZONE_SOURCES)} if known else {}),
    }


def places() -> st.SearchStrategy[Place]:
    """Places, with or without a city and a zone."""
    return _place_fields().map(lambda fields: Place(**fields))


@st.composite
def working_hours(draw: st.DrawFn) -> WorkingHours:
    """Working hours, night shifts among them, with or without a break."""
    start, length = draw(st.integers(0, 1439)), draw(st.integers(60, 1440))
    pause = draw(st.none() | st.integers(1, length - 1))
    breaks = [] if pause is None else [Break(start=_clock(start + pause), end=_clock(start + pause + 1))]
    days = draw(st.none() | st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True))
    return WorkingHours(start=_clock(start), end=_clock(start + length), breaks=breaks, days=days)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def sites() -> st.SearchStrategy[Site]:
    """Sites, some of whose headcounts are known."""
    return st.builds(lambda fields, people: Site(**fields, headcount=people), _place_fields(), st.none() | counts())


def members() -> st.SearchStrategy[Member]:
    """Members, some of whose nationalities are known."""
    return st.builds(lambda fields, of: Member(**fields, nationality=of), _place_fields(), st.none() | countries())


@st.composite
def offices(draw: st.DrawFn, founded: int | None = None) -> Office:
    """Offices of every kind and mode, opened before they closed, and not before the founding."""
    kind: OfficeKind = draw(st.sampled_from(get_args(OfficeKind)))
    first = date(max(founded or 1990, 1), 1, 1)
    days = sorted(draw(st.lists(st.dates(first, date(max(2030, first.year), 12, 31)), max_size=2)))
    return Office(
        **draw(_place_fields()),
        **draw(_source_fields()),
        kind=kind,
        headcount=None if kind in UNSTAFFED_KINDS else draw(st.none() | counts()),
        mode=draw(st.sampled_from(get_args(EntryMode))),
        activities=draw(st.lists(st.sampled_from(get_args(Activity)), max_size=2, unique=True)),
        opened=days[0] if days else None,
        closed=days[1] if len(days) > 1 else None,
    )


def teams() -> st.SearchStrategy[Team]:
    """Teams of members and sites."""
    return st.builds(
        lambda of, at, sourced: Team(name="team", members=of, sites=at, **sourced),
        st.lists(members(), max_size=2),
        st.lists(sites(), max_size=2),
        _source_fields(),
    )


def claims() -> st.SearchStrategy[Claim]:
    """Claims, which may contradict the record and one another."""
    return st.builds(
        lambda metric, value: Claim(metric=metric, value=value, source="somebody"),
        st.sampled_from(get_args(ClaimedMetric)),
        counts(),
    )


def markets(founded: int | None = None) -> st.SearchStrategy[Market]:
    """Markets, entered in every mode; of a firm founded in a year, not before it."""
    return st.builds(
        lambda at, how, since: Market(country=at, mode=how, since=since),
        countries(),
        st.sampled_from(get_args(EntryMode)),
        st.none() | st.integers(founded or 1990, 2030),
    )


def _country_figures(names: Iterable[str]) -> st.SearchStrategy[CountryFigures]:
    """Figures of a country, or of countries that are not named."""
    return st.builds(
        CountryFigures,
        country=st.none() | countries(),
        **{name: st.none() | intervals(most=1e8) for name in names if name != "headcount"},
    )


@st.composite
def accounts(draw: st.DrawFn, year: int = 2024) -> Accounts:
    """Accounts of a year, in which no part exceeds its whole."""
    figures: dict[str, Any] = {}  # Any: what accounts take by name
    for part, whole in (("foreign_turnover", "turnover"), ("foreign_assets", "balance_sheet")):
        all_ = draw(st.none() | intervals(most=1e8))
        figures |= {whole: all_, part: None if all_ is None else draw(st.none() | intervals(most=all_.low or 0))}
    people = draw(st.none() | counts())
    abroad = None if people is None else draw(st.none() | counts(most=people.low))
    unstated = [
        name for name in FOREIGN if name not in figures or figures[name] is None
    ]  # which countries can't contradict
    by_country = st.lists(_country_figures(unstated), max_size=3, unique_by=lambda each: each.country)
    return Accounts(
        year=year,
        currency=draw(st.sampled_from([None, "EUR", "USD"])),
        headcount=people,
        foreign_headcount=abroad,
        by_country=draw(by_country),
        **figures,
        **draw(_source_fields()),
    )


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Valid firms: a headcount, where there is one, has room for the people placed; the lists complete or not."""
    founded = draw(st.none() | st.integers(1990, 2020))
    years = draw(st.lists(st.integers(2015, 2025), max_size=3, unique=True))
    firm = Company(
        name="firm",
        home=draw(st.none() | countries()),
        founded=founded,
        offices=draw(st.lists(offices(founded), max_size=3)),
        teams=draw(st.lists(teams(), max_size=2)),
        headcount_elsewhere=draw(st.none() | counts()),
        markets=draw(st.none() | st.lists(markets(founded), max_size=2)),
        accounts=[draw(accounts(year)) for year in years],
        relations=draw(st.sampled_from([None, ()])),
        funding=draw(st.none() | intervals(most=1e8)),
        funding_currency=draw(st.sampled_from([None, "USD"])),
        claims=draw(st.lists(claims(), max_size=2)),
        complete=draw(st.booleans()),
        **draw(_source_fields(founded)),
    )
    named = len({place.country for place in firm.foreign_subsidiaries})
    affiliates = draw(st.none() | counts(named, 9))
    abroad = None if affiliates is None else draw(st.none() | counts(named, affiliates.low))
    firm = firm.replace(affiliates=affiliates, foreign_affiliates=abroad)
    people = draw(st.none() | counts())
    if people is None:
        return firm
    least = sum(at.low for at in firm.people_by_country.values()) + firm.people_elsewhere.low
    return firm.replace(headcount=(people.low, None if people.high is None else max(people.high, least)))


def profiles() -> st.SearchStrategy[Profile]:
    """Profiles of companies."""
    return companies().map(profile)


@st.composite
def thresholds(draw: st.DrawFn, metrics: Iterable[str] | None = None) -> Threshold:
    """Comparisons that some firm meets, inside the range of the metric."""
    names = [name for name in metrics or BUILT_IN if metric_named(name).kind == "quantity"]
    about = metric_named(draw(st.sampled_from(names)))
    least = _YEARS if about.minimum is None else about.minimum
    most = least + 50 if about.maximum is None else min(least + 50, about.maximum)
    operator: Operator = draw(st.sampled_from(get_args(Operator)))
    if about.whole:
        value: float = draw(st.integers(int(least) + 1, max(int(most) - 1, int(least) + 1)))
    else:
        value = least + draw(st.sampled_from([0.25, 0.5, 0.75])) * (most - least)
    return Threshold(metric=about.name, operator=operator, value=float(value))


def memberships(metrics: Iterable[str] | None = None) -> st.SearchStrategy[Membership]:
    """Questions whether a set holds any of some values."""
    names = [name for name in metrics or _SETS if name in _SETS]
    return st.sampled_from(names).flatmap(
        lambda name: st.lists(st.sampled_from(_SETS[name]), min_size=1, max_size=2, unique=True).map(
            lambda values: Membership(metric=name, values=tuple(values))
        )
    )


def _over_years() -> st.SearchStrategy[WithinYears | Sustained]:
    yearly = thresholds([name for name in BUILT_IN if metric_named(name).yearly])
    return st.builds(lambda rule, n: within_years_of_founding(rule, years=n), yearly, st.integers(0, 3)) | st.builds(
        lambda rule, n: sustained(rule, periods=n), yearly, st.integers(1, 3)
    )


def rules(max_leaves: int = 6, metrics: Iterable[str] | None = None) -> st.SearchStrategy[Rule]:
    """Rules of every kind; of given metrics, thresholds and memberships on them and what combines these."""
    names = None if metrics is None else tuple(metrics)
    leaves: list[st.SearchStrategy[Any]] = []  # Any: of rules of several kinds
    if names is None or any(metric_named(name).kind == "quantity" for name in names):
        leaves.append(thresholds(names))
    if names is None or any(name in _SETS for name in names):
        leaves.append(memberships(names))
    if names is None:
        leaves.append(_over_years())
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            st.builds(lambda a, b: a & b, inner, inner),
            st.builds(lambda a, b: a | b, inner, inner),
            st.builds(at_least, st.integers(1, 2), inner, inner),
            inner.map(lambda a: ~a),
        ),
        max_leaves=max_leaves,
    )


def taxonomies() -> st.SearchStrategy[Taxonomy]:
    """Taxonomies of one to three classes."""

    def made(found: list[Rule]) -> Taxonomy:
        classes = [
            Definition(name=f"class {at}", summary="drawn", rule=rule, citation="drawn by Hypothesis")
            for at, rule in enumerate(found)
        ]
        return Taxonomy(name="drawn", classes=classes)

    return st.lists(rules(), min_size=1, max_size=3).map(made)


@st.composite
def _narrower(draw: st.DrawFn, source: FactSource, names: tuple[str, ...]) -> dict[str, Fact]:
    """Facts that say more of some metrics than is known: intervals within the intervals, sets of more members."""
    facts: dict[str, Fact] = {}
    for name in draw(st.sets(st.sampled_from(names), min_size=1)):
        fact = source.fact(name)
        if isinstance(fact, PartialSet):
            single = metric_named(name).single
            more = () if fact.complete or (single and fact.values) else draw(st.sampled_from([(), ("US",)]))
            facts[name] = PartialSet((*fact.values, *more), fact.complete or bool(single and more))
        else:
            low = 0 if fact.low is None else fact.low
            high = low + 100 if fact.high is None else fact.high
            ends = sorted(draw(st.floats(low, high)) for _ in range(2))
            facts[name] = Interval(ends[0], draw(st.sampled_from([ends[1], fact.high])))
    return facts


def check_rule(rule: Rule, *, max_examples: int = 100) -> None:
    """Test that a rule keeps the laws that every rule must, on companies drawn by Hypothesis.

    It answers the same with and without evidence, and of a company and of its profile; the order of offices does not
    matter to it; it survives JSON, and its repr builds it again; and to know more never turns a yes or no round.

    Raises:
        AssertionError: it breaks a law; the message says which, and Hypothesis shows the simplest company.

    >>> from globalfirm import metric
    >>> check_rule(metric.headcount < 250, max_examples=5)
    """
    assert Rule.model_validate_json(rule.model_dump_json()) == rule, f"{rule} does not survive JSON"
    built = eval(repr(rule), {**vars(rule_names), "metric": metric})  # noqa: S307 # a rule's own repr, which is what is tested
    assert built == rule, f"{rule!r} builds another rule"
    narrowed = tuple(name for name in rule.needs if all(name not in leaf.needs for leaf in _years_of(rule)))

    @settings(max_examples=max_examples, deadline=None, suppress_health_check=_SLOW, database=None)
    @given(companies(), st.data())
    def keeps_the_laws(company: Company, data: st.DataObject) -> None:
        facts = Facts(company)
        outcome = rule.decide(facts)
        assert rule.explain(company).outcome is outcome, f"{rule} decides otherwise with evidence than without"
        assert rule.decide(profile(company)) is outcome, f"{rule} judges a profile otherwise than its company"
        turned = company.replace(offices=company.offices[::-1])
        assert rule.decide(turned) is outcome, f"{rule} depends on the order of offices"
        if narrowed and outcome is not None:
            more = HypotheticalFacts(facts, data.draw(_narrower(facts, narrowed)))
            assert rule.decide(more) is outcome, f"{rule} answers {outcome} and, once more is known, otherwise"

    keeps_the_laws()


def _years_of(rule: Rule) -> list[Rule]:
    """The rules in it that look at several years, whose facts are not narrowed one by one."""
    return [leaf for leaf in rule.leaves if isinstance(leaf, (WithinYears, Sustained))]


def register() -> None:
    """Tell Hypothesis of the strategies, so that `st.from_type(Company)` and type hints find them.

    It is called when this module is imported, and Hypothesis imports it by itself, through its entry-point group.

    >>> register()
    """
    found: dict[type[Any], Callable[[], st.SearchStrategy[Any]]] = {
        Country: countries,
        TimeZone: time_zones,
        Count: counts,
        Interval: intervals,
        Place: places,
        Site: sites,
        Member: members,
        Office: offices,
        Team: teams,
        WorkingHours: working_hours,
        Claim: claims,
        Market: markets,
        Accounts: accounts,
        Company: companies,
        Profile: profiles,
        Threshold: thresholds,
        Membership: memberships,
        Rule: rules,
        Taxonomy: taxonomies,
    }
    for kind, strategy in found.items():
        st.register_type_strategy(kind, strategy())


register()
