"""How people are concentrated by country: the Herfindahl index, the number of countries it is worth, and entropy.

The bounds are exact over every whole headcount that the record allows. Where the lists are complete and the firm's own
headcount is not stated, each country has what its places have, at least and at most. Where it is stated, who is not
placed may be in any country on the lists, and where these are incomplete in any other; so may those whose country the
record does not name, and then the bounds hold, but may be wider than need be. What accounts say by country is asked for
by metrics of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from globalfirm.metrics.allocations import (
    HERFINDAHL,
    MOST_TRIED,
    NEGATIVE_ENTROPY,
    Headcounts,
    entropy,
    every_headcount,
    extremes,
    how_many,
)
from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace, as_bounds
from globalfirm.metrics.presence import COUNTRIES
from globalfirm.model.accounts import Accounts, FigureByCountry
from globalfirm.places.continent import Continent, continent_of
from globalfirm.places.country import Country

Firm = Any
"""The numbers of a firm. Any: what it may be asked for is declared by name."""

REGIONS = {"seven": 7, "m49": 6}
"""How many continents, or macro-regions of UN M49, there are."""


def _herfindahl_searched(firm: Firm) -> Bounds:
    """The extremes over every whole headcount that the record allows."""
    heads = _by_country(firm)
    return Bounds(0.0, 1.0) if heads is None else extremes(heads, HERFINDAHL)


_HERFINDAHL = "Herfindahl (1950), Concentration in the steel industry; by country as in Hirschman (1945)"


@metric(
    unit="of 1", maximum=1, rests_on="places", profiled=False, sharper=_herfindahl_searched,
    source=_HERFINDAHL,
)  # fmt: skip
def country_herfindahl_index(firm: Firm, xp: Namespace) -> Bounds:
    """Concentration of people by country: the sum of squared shares, 1 where all are in one country.

    It is greatest where everybody who is not placed for certain is in the country with the most people, and no less than
    where each of them is in a country of their own, or all are spread evenly. Of one company the bounds are exact; of
    tables they are so where headcounts are numbers, and may be wider where they are intervals.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=12), Office(country="US", headcount="4-8")]
    >>> print(country_herfindahl_index(Company(name="A", offices=offices)))
    0.52-0.625
    """
    people, placed, squares = firm.headcount, firm.people_low, firm.people_low_squared
    largest, unplaced = xp.maximum(firm.most_people_low, 0), people.high - placed
    joined, all_squared = largest + unplaced, people.high * people.high
    low = xp.maximum(xp.ratio(1.0, firm.country_count.high), xp.ratio(squares + unplaced, all_squared))
    high = xp.ratio(squares - largest * largest + joined * joined, all_squared)
    somebody = people.low > 0
    return Bounds(xp.where(somebody, low, 0.0), xp.where(xp.both(somebody, people.high < inf), high, 1.0))


@metric(
    unit="countries", minimum=1, maximum=COUNTRIES, rests_on="places", profiled=False,
    source="Adelman (1969), Review of Economics and Statistics 51(1): the number equivalent of the H index",
)  # fmt: skip
def country_number_equivalent(firm: Firm, xp: Namespace) -> Bounds:
    """Number of countries over which people would be as concentrated, were they spread evenly.

    It is one over the Herfindahl index.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=12), Office(country="US", headcount=6), Office(country="DO", headcount=0)]
    >>> print(country_number_equivalent(Company(name="A", offices=offices)))
    1.8
    """
    low, high = firm.country_herfindahl_index
    return Bounds(xp.ratio(1.0, high), xp.where(low == 0, COUNTRIES, xp.ratio(1.0, low)))


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", tables=False, profiled=False, source=_HERFINDAHL)
def sales_herfindahl_index(firm: Firm, xp: Namespace) -> Bounds | None:
    """Concentration of sales by country, by the accounts: the sum of squared shares, 1 where all are made in one country.

    It is known where the sales of every country named are; those in countries that are not named may be made in one or in many.

    >>> from globalfirm import Accounts, Company, CountryFigures
    >>> sales = [CountryFigures(country="ES", turnover=6), CountryFigures(country="DE", turnover=2)]
    >>> print(sales_herfindahl_index(Company(name="A", accounts=[Accounts(year=2024, by_country=sales)])))
    0.625
    """
    return _by_accounts(firm, "turnover")


@metric(unit="of 1", maximum=1, yearly=True, rests_on="accounts", tables=False, profiled=False, source=_HERFINDAHL)
def employment_herfindahl_index(firm: Firm, xp: Namespace) -> Bounds | None:
    """Concentration of people by country, by the accounts: the sum of squared shares, 1 where all are in one country.

    `country_herfindahl_index` asks the same of the places that the record lists.

    >>> from globalfirm import Accounts, Company, CountryFigures
    >>> people = [CountryFigures(country="ES", headcount=60), CountryFigures(headcount=(20, 40))]
    >>> firm = Company(name="A", accounts=[Accounts(year=2024, by_country=people)])
    >>> print(f"{employment_herfindahl_index(firm):.2f}")
    0.36-0.62
    """
    return _by_accounts(firm, "headcount")


def _by_accounts(firm: Firm, figure: FigureByCountry) -> Bounds | None:
    """The concentration of a figure: known but for what lies in countries that are not named, in one of them or in all alike."""
    accounts: Accounts | None = firm.accounts
    total = accounts.total(figure) if accounts else None
    if accounts is None or total is None or not accounts.states_by_country(figure):
        return None
    figures = [getattr(each, figure) for each in accounts.by_country if each.country]
    if not all(value is not None and value.is_exact for value in figures):
        return None
    named, squares = sum(value.low for value in figures), sum(value.low**2 for value in figures)
    left = Bounds(*[max(end - named, 0.0) for end in as_bounds(total)])
    if left.high == inf or not named + left.low:
        return None

    def concentration(unnamed: float, countries: int) -> float:
        return float((squares + unnamed**2 / countries) / (named + unnamed) ** 2)

    others = COUNTRIES - len(figures)
    evenest = (
        squares * others / named if named else left.low
    )  # as many in each of them as in the ones named, by their weight
    low = concentration(min(max(evenest, left.low), left.high), others)
    return Bounds(low, max(low, *[concentration(end, 1) for end in left]))


_PALEPU = "Palepu (1985), Strategic Management Journal 6(3), after Jacquemin and Berry (1979): countries for segments"


@metric(unit="nats", rests_on="places", tables=False, profiled=False, source=_PALEPU)
def country_entropy(firm: Firm, xp: Namespace) -> Bounds:
    """Diversification of people by country: the sum of shares, each times the natural logarithm of its inverse.

    It is 0 where all are in one country, and the sum of what there is within regions and between them.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=95), Office(country="ME", headcount=5)]
    >>> print(f"{country_entropy(Company(name='A', offices=offices)).low:.2f}")
    0.20
    """
    return _entropy(_by_country(firm))


@metric(unit="nats", rests_on="places", tables=False, profiled=False, source=_PALEPU)
def entropy_between_regions(firm: Firm, xp: Namespace, *, scheme: str = "seven") -> Bounds:
    """Diversification of people by region: the entropy of the regions' shares, Palepu's unrelated diversification.

    Regions are the continents that countries lie on: of seven, or with scheme="m49" the macro-regions of UN M49.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=80), Office(country="ME", headcount=10), Office(country="US", headcount=10)]
    >>> print(f"{entropy_between_regions(Company(name='A', offices=offices)).low:.3f}")
    0.325
    """
    return _entropy(_by_region(firm, scheme))


@metric(unit="nats", rests_on="places", tables=False, profiled=False, source=_PALEPU)
def entropy_within_regions(firm: Firm, xp: Namespace, *, scheme: str = "seven") -> Bounds:
    """Diversification of people within regions: the mean of the regions' own entropies, by their shares of people.

    It is Palepu's related diversification. Of headcounts that may be more than some thousands the bounds are those of
    the difference between the other two entropies: they hold, and may be wider than need be.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", headcount=80), Office(country="ME", headcount=10), Office(country="US", headcount=10)]
    >>> print(f"{entropy_within_regions(Company(name='A', offices=offices)).low:.3f}")
    0.314
    """
    heads, regions = _by_country(firm), [_region(country, scheme) for country in firm.record.people_by_country]
    if heads is not None and len(heads.low) == len(regions) and how_many(heads) <= MOST_TRIED:
        found = [_entropy_within(people, regions) for people in every_headcount(heads)]
        return Bounds(min(found), max(found))
    every, between = firm.country_entropy, _entropy(_by_region(firm, scheme))
    return Bounds(max(every.low - between.high, 0.0), max(every.high - between.low, 0.0))


def _entropy_within(people: Sequence[int], regions: Sequence[object]) -> float:
    """The entropies of the regions, by their shares of people."""
    groups: dict[object, list[int]] = {}
    for n, region in zip(people, regions, strict=True):
        groups.setdefault(region, []).append(n)
    return sum(sum(group) / sum(people) * entropy(group) for group in groups.values())


def _entropy(heads: Headcounts | None) -> Bounds:
    if heads is None:
        return Bounds(0.0, inf)
    found = extremes(heads, NEGATIVE_ENTROPY)
    return Bounds(0.0 - found.high, 0.0 - found.low)


def _by_country(firm: Firm) -> Headcounts | None:
    return headcounts(firm, lambda country: country, COUNTRIES)


def _by_region(firm: Firm, scheme: str) -> Headcounts | None:
    return headcounts(firm, lambda country: _region(country, scheme), REGIONS.get(scheme, 0))


def _region(country: Country, scheme: str) -> Continent:
    return continent_of(country, scheme=scheme)


def headcounts(firm: Firm, group_of: Callable[[Any], object], groups: int) -> Headcounts | None:
    """The people of each group of countries, as far as the record says; none where there may be nobody at all."""
    low: dict[object, int] = {}
    high: dict[object, float] = {}
    for country, people in firm.record.people_by_country.items():
        group = group_of(country)
        low[group] = low.get(group, 0) + people.low
        high[group] = high.get(group, 0) + (inf if people.high is None else people.high)
    is_listed = bool(low) and firm.complete
    if is_listed and not firm.has_stated_headcount:
        return Headcounts(tuple(low.values()), tuple(high.values()))
    if firm.headcount.low == 0:
        return None
    leasts = (*low.values(), *[0] * (0 if is_listed else groups - len(low)))
    return Headcounts(leasts, (inf,) * len(leasts), firm.headcount)
