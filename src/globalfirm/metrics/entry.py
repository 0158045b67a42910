"""Entry: how and how soon a firm came to work in other countries.

What the record leaves open (undated offices, incomplete lists) makes the answers intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from globalfirm.ground.messages import quote
from globalfirm.metrics.known import Known
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.office import UNSTAFFED_KINDS, Office
from globalfirm.model.operation import ACTIVITIES, EntryMode

if TYPE_CHECKING:
    from globalfirm.model.company import Company
    from globalfirm.places.country import Country

NEVER_YEARS = 10_000
"""Years after which a firm that is complete in one country has a second one, at the least: no record reaches so far."""


def years_to_second_country(company: Company) -> Interval:
    """Years from the founding to people in a second country, by the calendar.

    An office without an opening date may have opened in any year, and an incomplete list may miss an earlier one.
    The record's offices, open and closed, are taken for all there were where it is complete.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", opened="2005-02-01"), Office(country="US", opened="2007-06-01")]
    >>> print(years_to_second_country(Company(name="A", founded=2005, offices=offices)))
    2
    >>> print(years_to_second_country(Company(name="A", founded=2005, offices=offices, complete=False)))
    0-2
    """
    lows, highs = _first_years(company)
    complete = company.complete and bool(lows)
    if complete and len(lows) == 1:
        return Interval._of(NEVER_YEARS, None)
    return Interval._of(lows[1] if complete else 0, highs[1] if len(highs) > 1 else None)


def _first_years(company: Company) -> tuple[list[int], list[int]]:
    """Years from the founding to the first people in each country, in order: the least, and the most where known."""
    least: dict[Country, int] = {}
    most: dict[Country, int] = {}
    founded = company.founded
    for office in company.offices:
        if _had_people(office):
            country, opened = office.country, office.opened
            year = None if opened is None or founded is None else opened.year - founded
            least[country] = min(least.get(country, NEVER_YEARS), year or 0)
            if year is not None:
                most[country] = min(most.get(country, year), year)
    for team in company.teams:  # whose places have no dates
        least.update({place.country: 0 for place in team.places if place.people.high != 0})
    return sorted(least.values()), sorted(most.values())


def _had_people(office: Office) -> bool:
    empty = office.headcount is not None and office.headcount.high == 0
    return office.kind not in UNSTAFFED_KINDS and not empty


def value_adding_country_count(company: Company, countries: Interval | None = None) -> Count:
    """Countries where the firm does more than export: with people, or by a licence, franchise, alliance or venture.

    `countries` is the number of countries with people, where more is known of it than the places listed.

    Source: Dimitratos, Johnson, Slow and Young (2003), European Management Journal 21(2), 164-174: "value-added
    activities through constellation and investment modes"; the modes as secondary sources list them.

    >>> from globalfirm import Company, Market, Office
    >>> markets = [Market(country="JP", mode="licensing"), Market(country="FR", mode="export")]
    >>> value_adding_country_count(Company(name="A", offices=[Office(country="RS")], markets=markets))
    Count(2)
    """
    placed = set(company.placed)
    more = {market.country for market in company.markets if market.mode != "export"} - placed
    staffed = countries or Interval(len(placed), len(placed) if company.complete and placed else None)
    # Countries with people that are not known by name may be among the markets.
    low = max(len(placed | more), int(staffed.low))
    high = None if staffed.high is None or not company.complete else int(staffed.high) + len(more)
    return Count._of(low, high)


def foreign_market_count(company: Company) -> Count:
    """Countries outside the home country where the firm has people or works in any other way, exports included.

    Exact where the lists are complete; open where the home country is not known.

    >>> from globalfirm import Company, Market, Office
    >>> markets = [Market(country="JP", mode="export"), Market(country="FR", mode="export")]
    >>> foreign_market_count(Company(name="A", home="RS", offices=[Office(country="RS")], markets=markets))
    Count(2)
    """
    if company.home is None:
        return Count._of(0, None)
    known = ({place.country for place in company.abroad} | set(company.placed)) - {company.home}
    return Count._of(len(known), len(known) if company.complete else None)


def entry_modes(company: Company) -> Known:
    """The modes through which the firm works outside its home country.

    >>> from globalfirm import Company, Market, Office
    >>> entry_modes(Company(name="A", home="RS", offices=[Office(country="US", mode="subsidiary")]))
    Known(values=('subsidiary',), complete=True)
    """
    modes = {place.mode for place in company.abroad}
    return Known(tuple(sorted(modes)), company.complete and company.home is not None)


def entry_mode(text: str) -> EntryMode:
    """An entry mode by its name.

    Raises:
        ValueError: there is none of that name.

    >>> entry_mode("Joint Venture")
    'joint venture'
    """
    modes: tuple[EntryMode, ...] = get_args(EntryMode)
    for mode in modes:
        if mode == text.strip().casefold():
            return mode
    raise ValueError(f"{quote(text)} is no entry mode: give one of {', '.join(modes)}.")


def foreign_activity_count(company: Company) -> Count:
    """Activities of the value chain (of nine) that the firm carries out outside its home country.

    Exact where the lists are complete and each place abroad says what is done there.

    Source: the value chain is Porter's (1985); that new ventures differ by how many of its activities they
    coordinate across countries is Oviatt and McDougall's (1994).

    >>> from globalfirm import Company, Market
    >>> market = Market(country="US", mode="export", activities=["outbound logistics"])
    >>> foreign_activity_count(Company(name="A", home="RS", markets=[market]))
    Count(1)
    """
    abroad = company.abroad
    found = {activity for place in abroad for activity in place.activities}
    told = company.complete and company.home is not None and all(place.activities for place in abroad)
    return Count._of(len(found), len(found) if told else ACTIVITIES)
