"""Presence: in which countries and on which continents the record puts people.

These functions answer from the places that the record holds. What an incomplete list, a claim or a missing fact
leaves open is `globalfirm.profile`'s to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY

if TYPE_CHECKING:
    from globalfirm.model.company import Company
    from globalfirm.places.continent import Continent, Scheme
    from globalfirm.places.country import Country


def countries(company: Company) -> tuple[Country, ...]:
    """The countries where the record puts people, in the order of their codes.

    An open office means people there, unless its headcount says 0 or nobody works at an office of its kind;
    people in a country mean presence there, with or without an office.

    >>> from globalfirm import Company, Office
    >>> countries(Company(name="A", offices=[Office(country="US"), Office(country="Serbia")]))
    ('RS', 'US')
    """
    return tuple(sorted(company.placed))


def country_count(company: Company) -> int:
    """How many countries the record puts people in.

    Source: the number of (host) countries, as it enters UNCTAD's geographical spread index (World Investment
    Report 2007).

    >>> from globalfirm import Company, Office
    >>> country_count(Company(name="A", offices=[Office(country="US"), Office(country="US")]))
    1
    """
    return len(company.placed)


def foreign_countries(company: Company) -> tuple[Country, ...] | None:
    """The countries of `countries` other than the home country; None where the record has no home country.

    >>> from globalfirm import Company, Office
    >>> foreign_countries(Company(name="A", home="US", offices=[Office(country="US"), Office(country="RS")]))
    ('RS',)
    """
    if company.home is None:
        return None
    return tuple(country for country in countries(company) if country != company.home)


def foreign_headcount_share(company: Company) -> Interval:
    """The share (0 to 1) of the people that the record places who work outside the home country.

    An interval, since headcounts may be; 0 to 1 where the record has no home country or places nobody.

    Source: foreign to total employment, one of the three ratios of UNCTAD's transnationality index
    (World Investment Report 1995).

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="US", headcount=5), Office(country="RS", headcount="10-15")]
    >>> print(foreign_headcount_share(Company(name="A", home="US", offices=offices)))
    0.666666666667-0.75
    """
    if company.home is None or not company.placed:
        return Interval(0, 1)
    at_home = company.placed.get(company.home, NOBODY)
    abroad = sum((people for at, people in company.placed.items() if at != company.home), start=NOBODY)
    if abroad.low == 0:
        return Interval(0.0, 0.0)
    least = 0.0 if at_home.high is None else abroad.low / (abroad.low + at_home.high)
    # With no bound to the number abroad, its share tends to 1.
    most = 1.0 if abroad.high is None else abroad.high / (abroad.high + at_home.low)
    return Interval(least, most)


def continent_coverage(company: Company, scheme: Scheme = "seven") -> tuple[Continent, ...]:
    """The continents where the record puts people, in alphabetical order: which, and (by `len`) how many.

    A place is refined by its subdivision or zone (Hawaii is in Oceania); one without either counts with most of
    its country. `scheme` is "seven" (continents) or "m49" (the UN's macro-regions).

    Sources: GeoNames countryInfo; UN M49.

    >>> from globalfirm import Company, Office
    >>> firm = Company(name="A", offices=[Office(country="US"), Office(country="Serbia")])
    >>> [str(continent) for continent in continent_coverage(firm)]
    ['Europe', 'North America']
    """
    return tuple(sorted({site.continent(scheme) for site in company.sites}))
