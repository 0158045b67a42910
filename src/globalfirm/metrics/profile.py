"""All metrics of a firm at once, as intervals where the record leaves them open.

>>> from globalfirm import Company, Office
>>> firm = Company(name="A", headcount=25, offices=[Office(country="RS"), Office(country="DO")], complete=False)
>>> profile(firm).country_count
Count('2-25')
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from globalfirm.ground.record import Record
from globalfirm.metrics.catalogue import BUILT_IN, METRICS, Fact, info
from globalfirm.metrics.claims import Conflict
from globalfirm.metrics.entry import entry_modes
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.known import Known
from globalfirm.model.claim import Claim
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.places.continent import Continent
from globalfirm.places.country import Country
from globalfirm.places.offsets import database_version

_KNOWN_SCHEMA = {
    "type": "array",
    "prefixItems": [{"type": "array", "items": {"type": "string"}}, {"type": "boolean"}],
    "minItems": 2,
    "maxItems": 2,
    "description": "The members known, and whether there are no others.",
}


class Figure(Record):
    """A metric's value by name: of a user's own metric, or of one year's accounts."""

    metric: Annotated[str, Field(description="The metric's name.")]
    value: Annotated[Interval, Field(description="What is known of it.")]


class Year(Record):
    """The figures that come from the accounts of one year."""

    year: Annotated[int, Field(description="The accounting year.")]
    figures: Annotated[tuple[Figure, ...], Field(description="Each yearly metric.")]

    def fact(self, name: str) -> Fact:
        """What is known of a metric in that year.

        Raises:
            ValueError: the metric does not come from accounts.

        >>> Year(year=2024, figures=[Figure(metric="turnover_eur", value=(1, 2))]).fact("turnover_eur")
        Interval(1.0, 2.0)
        """
        return _value(self.figures, name)


class Profile(Record):
    """The metrics of one firm. Each quantity is an interval, exact where the record and the claims settle it.

    Counts are of people, countries, continents (of seven) and time zones (by offset in standard time); the span
    is in hours, linear, in standard time; the share is from 0 to 1.

    >>> from globalfirm import Company, Office, profile
    >>> told = profile(Company(name="A", home="US", headcount=10, offices=[Office(country="RS", headcount=4)]))
    >>> Profile.model_validate_json(told.model_dump_json()) == told
    True
    """

    name: Annotated[str, Field(description="The firm's name.")]
    home: Annotated[Country | None, Field(description="Its home country.")]
    headcount: Annotated[Count, Field(description="People.")]
    country_count: Annotated[Count, Field(description="Countries with people.")]
    foreign_country_count: Annotated[Count, Field(description="Countries with people, other than the home country.")]
    continent_count: Annotated[Count, Field(description="Continents with people, of seven.")]
    time_zone_count: Annotated[Count, Field(description="Time zones with people, by offset in standard time.")]
    time_zone_span_hours: Annotated[
        Interval, Field(description="Hours between the clocks furthest apart, linear, in standard time.")
    ]
    foreign_headcount_share: Annotated[
        Interval, Field(description="Share (0 to 1) of people outside the home country.")
    ]
    founded: Annotated[Interval, Field(description="Year of the founding.")]
    years_to_second_country: Annotated[Interval, Field(description="Years from the founding to a second country.")]
    value_adding_country_count: Annotated[Count, Field(description="Countries where it does more than export.")]
    foreign_market_count: Annotated[Count, Field(description="Countries abroad where it works in any way.")]
    foreign_activity_count: Annotated[Count, Field(description="Activities of the value chain done abroad, of nine.")]
    turnover_eur: Annotated[Interval, Field(description="Sales of the last year, EUR.")]
    balance_sheet_eur: Annotated[Interval, Field(description="Balance sheet total of the last year, EUR.")]
    group_headcount: Annotated[Interval, Field(description="People, with linked and partner enterprises'.")]
    group_turnover_eur: Annotated[Interval, Field(description="Sales, with linked and partner enterprises', EUR.")]
    group_balance_sheet_eur: Annotated[
        Interval, Field(description="Balance sheet total, with linked and partner enterprises', EUR.")
    ]
    foreign_sales_share: Annotated[Interval, Field(description="Share (0 to 1) of sales outside the home country.")]
    foreign_assets_share: Annotated[Interval, Field(description="Share (0 to 1) of assets outside the home country.")]
    foreign_employment_share: Annotated[
        Interval, Field(description="Share (0 to 1) of people outside the home country, by the accounts.")
    ]
    transnationality_index_percent: Annotated[Interval, Field(description="UNCTAD's TNI, percent.")]
    foreign_affiliate_count: Annotated[Interval, Field(description="Affiliates outside the home country.")]
    internationalization_index_percent: Annotated[Interval, Field(description="UNCTAD's II, percent.")]
    geographical_spread_index: Annotated[Interval, Field(description="UNCTAD's GSI.")]
    home_region_sales_share: Annotated[Interval, Field(description="Share (0 to 1) of sales in the home region.")]
    host_region_sales_share: Annotated[
        Interval, Field(description="Greatest share (0 to 1) of sales in another region.")
    ]
    north_america_sales_share: Annotated[Interval, Field(description="Share (0 to 1) of sales in North America.")]
    europe_sales_share: Annotated[Interval, Field(description="Share (0 to 1) of sales in Europe.")]
    asia_pacific_sales_share: Annotated[Interval, Field(description="Share (0 to 1) of sales in Asia-Pacific.")]
    countries: Annotated[tuple[Country, ...], Field(description="Known to have people.")]
    continents: Annotated[tuple[Continent, ...], Field(description="Known to have people.")]
    complete: Annotated[bool, Field(description="Whether no other place can have people.")]
    entry_modes: Annotated[
        Known,
        WithJsonSchema(_KNOWN_SCHEMA),
        Field(description="Modes through which it works abroad, and whether all are known."),
    ]
    own: Annotated[tuple[Figure, ...], Field(description="Users' own metrics.")] = ()
    years: Annotated[tuple[Year, ...], Field(description="The accounts, year by year.")] = ()
    claims_used: Annotated[tuple[Claim, ...], Field(description="Claims that narrowed or agree.")]
    conflicts: Annotated[tuple[Conflict, ...], Field(description="Claims set aside.")]
    tz_database: Annotated[str, Field(description="Release of the IANA database.", examples=["2026a"])]

    def fact(self, name: str) -> Fact:
        """What is known of a metric, by its name.

        Raises:
            ValueError: no metric has that name, or it was defined after the profile was made.

        >>> from globalfirm import Company, Office, profile
        >>> profile(Company(name="A", offices=[Office(country="RS")])).fact("countries")
        Known(values=('RS',), complete=True)
        """
        if name in _HELD:
            found: Fact = getattr(self, name)
            return found
        if name == "home":
            return Known.of(self.home)
        if name in {"countries", "continents"}:
            values, count = getattr(self, name), self.country_count if name == "countries" else self.continent_count
            return Known(values, self.complete or count.high == len(values))
        return _value(self.own, name)

    def in_year(self, year: int) -> Year:
        """The figures of one year's accounts; what they don't hold is open.

        >>> from globalfirm import Company, profile
        >>> profile(Company(name="A")).in_year(2024).fact("foreign_sales_share")
        Interval(0.0, 1.0)
        """
        held = next((held for held in self.years if held.year == year), None)
        return held or _year(Facts(Company(name=self.name), year))

    def __str__(self) -> str:
        """The figures, one a line."""
        figures = {
            "people": self.headcount,
            "countries": _listed(self.country_count, self.countries),
            "continents": _listed(self.continent_count, self.continents),
            "time zones": self.time_zone_count,
            "time-zone span": f"{self.time_zone_span_hours} h",
            "share abroad": _percent(self.foreign_headcount_share),
        }
        lines = [f"  {label:<15} {figure}" for label, figure in figures.items()]
        lines += [f"  {figure.metric:<15} {figure.value}" for figure in self.own]
        return "\n".join([self.name, *lines, *(f"  set aside: {conflict}" for conflict in self.conflicts)])


def _listed(count: Count, known: tuple[str, ...]) -> str:
    return f"{count} (known: {', '.join(known)})" if known else str(count)


def _percent(share: Interval) -> str:
    low, high = 100 * share.low, 100 * (1 if share.high is None else share.high)
    return f"{low:.0f} %" if share.is_exact else f"{low:.0f}-{high:.0f} %"


def profile(company: Company) -> Profile:
    """Every metric of a firm, from its known places, their completeness and the claims that fit.

    A quantity is bounded by what the lists hold, from above by whether they are complete and by how many more
    people there can be, and narrowed by the claims on it. Claims that contradict the record, or one another, are
    reported in `conflicts` and not used. An empty list is never taken for complete: people are somewhere.

    >>> from globalfirm import Claim, Company, Office
    >>> claim = Claim(metric="country_count", value=4, source="a newspaper")
    >>> firm = Company(name="A", offices=[Office(country="RS")], claims=[claim], complete=False)
    >>> profile(firm).country_count
    Count(4)
    """
    told = Facts(company)
    weighed = told.weighed
    values: dict[str, Any] = {"name": company.name, "home": company.home}  # Any: of fields of several kinds
    if company.accounts or company.relations is not None:
        values |= {name: told.fact(name) for name in _QUANTITIES}
    else:
        values |= _without_accounts()
        values |= {name: told.fact(name) for name in _UNACCOUNTED}
    values |= {
        "countries": tuple(sorted(company.placed)),
        "continents": told.known_continents,
        "complete": told.room.complete,
        "entry_modes": entry_modes(company),
        "own": _own(told) if len(METRICS) > len(BUILT_IN) else (),
        "years": tuple([_year(told.in_year(year)) for year in told.years]) if company.accounts else (),
        "claims_used": weighed.used if weighed else (),
        "conflicts": weighed.conflicts if weighed else (),
        "tz_database": database_version(),
    }
    return Profile._made_of({name: values[name] for name in _FIELDS})


_QUANTITIES = tuple(name for name in BUILT_IN if METRICS[name].kind == "quantity")
_FIELDS = tuple(Profile.model_fields)
_HELD = frozenset((*_QUANTITIES, "entry_modes"))
_YEARLY = tuple(name for name in _QUANTITIES if METRICS[name].yearly)
_UNACCOUNTED = (*(name for name in _QUANTITIES if name not in _YEARLY), "group_headcount")
"""The quantities to work out where there are no accounts: the others are then open for every firm alike."""


@cache
def _without_accounts() -> dict[str, Fact]:
    nobody = Facts(Company(name="a firm without accounts"))
    return {name: nobody.fact(name) for name in _YEARLY}


def _own(told: Facts) -> tuple[Figure, ...]:
    return tuple([Figure(metric=name, value=told.interval(name)) for name in list(METRICS)[len(BUILT_IN) :]])


def _year(told: Facts) -> Year:
    return Year(year=told.year or 0, figures=tuple(Figure(metric=name, value=told.interval(name)) for name in _YEARLY))


def _value(figures: tuple[Figure, ...], name: str) -> Interval:
    for figure in figures:
        if figure.metric == name:
            return figure.value
    raise ValueError(f"the profile does not hold the metric {info(name).name!r}: make it anew from the company.")
