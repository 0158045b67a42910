"""How many work for the firm, and where of them abroad."""

from __future__ import annotations

from math import inf
from typing import Any

from globalfirm.metrics.declaration import metric
from globalfirm.metrics.formulas import Bounds, Namespace, exactly, first_case, where
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
    people, nations = firm.headcount, firm.country_count
    abroad_low = firm.people_low - firm.people_at_home_low
    # Wherever the home is, people in two countries are not all there.
    anything = Bounds(xp.ratio(firm.foreign_country_count.low, xp.minimum(people.high, MOST)), 1.0)
    every_country = xp.both(firm.known_countries > 0, nations.high == firm.known_countries)
    everybody = xp.both(abroad_low + firm.people_at_home_low == people.high, people.high > 0)
    least = xp.ratio(abroad_low, people.high)
    greatest = xp.where(people.high == inf, 1.0, xp.ratio(people.high - firm.people_at_home_low, people.high))
    return first_case(
        xp,
        (xp.neither(firm.has_home), anything),
        (xp.both(every_country, xp.neither(firm.at_home)), exactly(1.0)),
        (xp.both(every_country, nations.high == 1), exactly(0.0)),
        (xp.both(xp.neither(firm.has_stated_headcount), firm.lists_everyone), _of_those_placed(firm, xp, abroad_low)),
        (people.high == 0, Bounds(0.0, 1.0)),
        otherwise=Bounds(least, xp.where(everybody, least, greatest)),
    )


def _of_those_placed(firm: Firm, xp: Namespace, abroad_low: Any) -> Bounds:
    """The share where the lists are the firm, and nobody is unplaced: with no bound to those abroad it tends to 1.

    People in countries that are not named may all be at home, or all abroad.
    """
    elsewhere = firm.elsewhere_high
    abroad_high = firm.people_abroad_high + elsewhere
    least = xp.ratio(abroad_low, abroad_low + firm.people_at_home_high + elsewhere)
    finite = xp.where(abroad_high == inf, 0.0, abroad_high)
    most = xp.where(abroad_high == inf, 1.0, xp.ratio(finite, finite + firm.people_at_home_low))
    placed = where(xp, xp.both(abroad_low == 0, elsewhere == 0), exactly(0.0), Bounds(least, most))
    return where(xp, firm.known_countries == 0, Bounds(0.0, 1.0), placed)
