"""In which countries and on which continents a firm has people.

An open office means people there, unless its headcount says 0 or nobody works at an office of its kind; people in a
country mean presence there, with or without an office. What a list may leave out is bounded by how many people there
can be beside those placed.
"""

from __future__ import annotations

from math import inf
from typing import Any, NamedTuple

from globalfirm.metrics.declaration import Members, metric
from globalfirm.metrics.formulas import Bounds, Namespace
from globalfirm.places.continent import Continent
from globalfirm.places.country import Country

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""

COUNTRIES = 250
"""Of ISO 3166-1, and Kosovo."""

CONTINENTS = 7
"""Of the seven-continent model."""

CONTINENTS_OF_COUNTRIES = ((5, 0), (1, 4))
"""One country has parts on 5 continents at most, as France has, two lie on 6, and three on all: see `more_in_countries`."""


class UnlistedPlaces(NamedTuple):
    """How many places there are that are not listed, at least where none is, and at most; and whether there are none."""

    at_least: Any
    at_most: Any
    none: Any


def unlisted_places(firm: Firm, xp: Namespace) -> UnlistedPlaces:
    """The places that a firm's people leave room for, beside those listed."""
    people, some, elsewhere = firm.headcount, firm.known_countries > 0, firm.elsewhere_high
    listed = xp.both(firm.lists_everyone, xp.either(some, elsewhere > 0))
    left = people.high - firm.people_low
    # Where the lists are the firm, those whose country is not named are all who may be anywhere else.
    left = xp.where(xp.both(listed, xp.neither(firm.has_stated_headcount)), xp.minimum(left, elsewhere), left)
    none = xp.both(some, xp.either(firm.complete, left == 0))
    somewhere = xp.either(listed, people.low > 0)  # people are somewhere, though no list says where
    return UnlistedPlaces(xp.where(somewhere, 1, 0), xp.where(none, 0, left), none)


def count_with_unlisted(firm: Firm, xp: Namespace, low: Any, known: Any, in_countries: Any = inf) -> Bounds:
    """A count of what is known and of as many more as there is room for, of which so many are `in_countries`."""
    unlisted = unlisted_places(firm, xp)
    least = xp.where(low > 0, low, unlisted.at_least)
    return Bounds(least, xp.maximum(least, known + xp.minimum(unlisted.at_most, in_countries)))


def more_in_countries(
    firm: Firm, xp: Namespace, further: Any, most: tuple[tuple[int, int], ...]
) -> Any:  # Any: as above
    """How many more there can be by the number of countries: further ones in those on record, the most in as many others.

    The most that n countries have is the least of some lines: pairs of what each country adds, and what there is to begin with.
    What several countries on record share is counted for each of them: never too few.
    """
    others = firm.country_count.high - firm.known_countries
    return further + xp.minimum(*[each * others + first for each, first in most])


@metric(
    unit="countries", maximum=COUNTRIES, whole=True, rests_on="places", claimable=True,
    source="UNCTAD, World Investment Report 2007: the number of countries, of its geographical spread index",
)  # fmt: skip
def country_count(firm: Firm, xp: Namespace) -> Bounds:
    """Countries with people.

    >>> from globalfirm import Company, Office
    >>> country_count(Company(name="A", headcount=5, offices=[Office(country="US", headcount=3)], complete=False))
    Count('1-3')
    """
    return count_with_unlisted(firm, xp, firm.known_countries, firm.known_countries)


@metric(
    unit="countries", maximum=COUNTRIES, whole=True, rests_on="places",
    source="UNCTAD, World Investment Report 2007: the number of host countries, of its geographical spread index",
)  # fmt: skip
def foreign_country_count(firm: Firm, xp: Namespace) -> Bounds:
    """Countries with people, other than the home country.

    >>> from globalfirm import Company, Office
    >>> foreign_country_count(Company(name="A", home="US", offices=[Office(country="US"), Office(country="RS")]))
    Count(1)
    """
    nations, known = firm.country_count, firm.known_countries
    homeless = xp.neither(firm.has_home)
    maybe_at_home = xp.either(firm.at_home, homeless, nations.high != known)
    sure = known - xp.where(xp.either(firm.at_home, homeless), 1, 0)
    low = xp.maximum(nations.low - xp.where(maybe_at_home, 1, 0), sure, 0)
    return Bounds(low, nations.high - xp.where(firm.at_home, 1, 0))


@metric(
    unit="continents", maximum=CONTINENTS, whole=True, rests_on="places", claimable=True,
    source="GeoNames countryInfo (2025), the seven-continent model",
)  # fmt: skip
def continent_count(firm: Firm, xp: Namespace) -> Bounds:
    """Continents with people, of seven.

    >>> from globalfirm import Company, Office
    >>> continent_count(Company(name="A", offices=[Office(country="US"), Office(country="RS")]))
    Count(2)
    """
    more = more_in_countries(firm, xp, firm.further_continents, CONTINENTS_OF_COUNTRIES)
    return count_with_unlisted(firm, xp, firm.known_continents, firm.known_continents, more)


@metric.set_of(
    unit="country", read=Country, single=True, source="The seat of the firm, as its record states it (ISO 3166-1)"
)
def home(firm: Firm, xp: Namespace) -> Members:
    """The home country.

    >>> from globalfirm import Company
    >>> print(home(Company(name="A", home="RS")))
    RS
    """
    return Members(firm.home_listed, firm.has_home)


@metric.set_of(unit="countries", read=Country, rests_on="places", source="ISO 3166-1, and XK for Kosovo")
def countries(firm: Firm, xp: Namespace) -> Members:
    """Countries with people: which.

    >>> from globalfirm import Company, Office
    >>> print(countries(Company(name="A", offices=[Office(country="RS")], complete=False)))
    RS, perhaps others
    """
    none = unlisted_places(firm, xp).none
    return Members(firm.countries_listed, xp.either(none, firm.country_count.high == firm.known_countries))


@metric.set_of(
    unit="continents", read=Continent, rests_on="places",
    source="GeoNames countryInfo (2025); with scheme='m49' the macro-regions of UN M49",
)  # fmt: skip
def continent_coverage(firm: Firm, xp: Namespace, *, scheme: str = "seven") -> Members:
    """Continents with people: which. A place counts by its subdivision or zone, as Hawaii does with Oceania.

    >>> from globalfirm import Company, Office
    >>> print(continent_coverage(Company(name="A", offices=[Office(country="US"), Office(country="Serbia")])))
    Europe, North America
    """
    none = unlisted_places(firm, xp).none
    if scheme != "seven":
        return Members(firm.continents_listed(scheme), none)
    every = firm.continent_count.high == firm.known_continents
    return Members(firm.continents_listed(scheme), xp.either(none, every))
