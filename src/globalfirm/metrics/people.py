"""How many work for the firm, and where of them abroad."""

from __future__ import annotations

from math import inf
from typing import Any

from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace, first_case, part_of, where
from globalfirm.model.count import MOST

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""


@metric(
    unit="people", whole=True, rests_on="headcount", claimable=True,
    source="Persons employed, as in Eurostat's structural business statistics (Regulation 2019/2152)",
)  # fmt: skip
def headcount(firm: Firm, xp: Namespace) -> Bounds:
    """People who work for the firm: as stated, but no fewer than are placed; else the sum of complete lists.

    >>> from globalfirm import Company, Office
    >>> headcount(Company(name="A", headcount="11-50", offices=[Office(country="RS", headcount=12)]))
    Count('12-50')
    """
    listed = xp.both(firm.lists_everyone, xp.either(firm.known_countries > 0, firm.elsewhere_high > 0))
    stated, placed = firm.stated_headcount, firm.people_low + firm.elsewhere_low
    return where(
        xp,
        firm.has_stated_headcount,
        Bounds(xp.maximum(stated.low, placed), stated.high),
        Bounds(placed, xp.where(listed, firm.people_high + firm.elsewhere_high, inf)),
    )


@metric(
    unit="of 1", maximum=1, rests_on="places",
    source="UNCTAD, World Investment Report 1995: foreign to total employment, of its transnationality index",
)  # fmt: skip
def foreign_headcount_share(firm: Firm, xp: Namespace) -> Bounds:
    """Share (0 to 1) of people outside the home country.

    It is least when every unplaced person is at home and the firm as large as it may be, and greatest the other way
    round; where every country is known and none is the home country, everybody is abroad. Where the home is not known,
    somebody is abroad if people are in two countries.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="US", headcount=5), Office(country="RS", headcount="10-15")]
    >>> print(foreign_headcount_share(Company(name="A", home="US", offices=offices)))
    0.666666666667-0.75
    """
    people = firm.headcount
    # Wherever the home is, people in two countries are not all there.
    anything = Bounds(xp.ratio(firm.foreign_country_count.low, xp.minimum(people.high, MOST)), 1.0)
    at_home, abroad = _at_home_and_abroad(firm, xp)
    return first_case(
        xp,
        (xp.neither(firm.has_home), anything),
        (people.high == 0, Bounds(0.0, 1.0)),
        otherwise=part_of(xp, abroad, at_home, people),
    )


def _at_home_and_abroad(firm: Firm, xp: Namespace) -> tuple[Bounds, Bounds]:
    """The people at home and abroad, each as if the others were as many as they may be; the home is known.

    In a country that no list names there is somebody at the least. People in countries that are not named may all be at
    home, or all abroad.
    """
    nations, at_home = firm.country_count, firm.at_home
    listed_abroad = firm.known_countries - xp.where(at_home, 1, 0)
    home_low, abroad_low = firm.people_at_home_low, firm.people_low - firm.people_at_home_low
    abroad_low = abroad_low + firm.foreign_country_count.low - listed_abroad
    elsewhere = firm.elsewhere_high
    lists_are_all = xp.both(firm.lists_everyone, xp.either(firm.known_countries > 0, elsewhere > 0))
    placed = xp.both(lists_are_all, xp.neither(firm.has_stated_headcount))
    every_country = xp.both(firm.known_countries > 0, nations.high == firm.known_countries)
    home_high = xp.where(placed, firm.people_at_home_high + elsewhere, inf)
    abroad_high = xp.where(placed, firm.people_abroad_high + elsewhere, inf)
    return (
        Bounds(home_low, xp.where(xp.both(every_country, xp.neither(at_home)), 0, home_high)),
        Bounds(abroad_low, xp.where(firm.foreign_country_count.high == 0, 0, abroad_high)),
    )
