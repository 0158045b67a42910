"""Entry: how and how soon a firm came to work in other countries."""

from __future__ import annotations

from math import inf
from typing import Any, get_args

from globalfirm.ground.messages import quote
from globalfirm.metrics.declaration import Members, metric
from globalfirm.metrics.formulas import Bounds, Namespace
from globalfirm.metrics.presence import COUNTRIES, unlisted_places
from globalfirm.model.market import ACTIVITIES, EntryMode

Firm = Any
"""The firm that a formula is of: numbers or columns. Any: what it may be asked for is declared by name."""


@metric(unit="year", minimum=None, whole=True, source="The record")
def founded(firm: Firm, xp: Namespace) -> Bounds:
    """Year of the founding: where the record does not say, no later than that of the first opening.

    >>> from globalfirm import Company, Office
    >>> print(founded(Company(name="A", founded=2005)))
    2005
    >>> founded(Company(name="A", offices=[Office(country="RS", opened="2007-02-01")]))
    Interval(None, 2007)
    """
    stated = firm.stated_founded
    return Bounds(stated.low, xp.where(stated.high == inf, firm.first_entry_high, stated.high))


@metric(
    unit="years", whole=True, rests_on="places",
    source="Oviatt and McDougall (1994), Journal of International Business Studies 25(1): how early a venture goes abroad",
)  # fmt: skip
def years_to_second_country(firm: Firm, xp: Namespace) -> Bounds:
    """Years from the founding to people in a second country, by the calendar.

    An office without an opening date may have opened in any year up to that of its closing, and an incomplete list may
    miss an earlier one. Of a firm that is complete in one country the wait goes on: it is open from the firm's age on
    the day of the record, where that is known.

    >>> from globalfirm import Company, Office
    >>> offices = [Office(country="RS", opened="2005-02-01"), Office(country="US", opened="2007-06-01")]
    >>> print(years_to_second_country(Company(name="A", founded=2005, offices=offices)))
    2
    >>> print(years_to_second_country(Company(name="A", founded=2005, offices=offices, complete=False)))
    0-2
    """
    begun, entered = firm.founded, firm.entered_countries
    known = begun.low == begun.high
    since = xp.where(known, begun.low, 0)
    listed = xp.both(known, firm.complete, entered > 0)
    age = xp.where(firm.stated_seen_year.low > since, firm.stated_seen_year.low - since, 0)
    earliest = xp.where(entered > 1, firm.second_entry_low - since, age)
    latest = xp.where(xp.both(known, entered > 1), firm.second_entry_high - since, inf)
    return Bounds(xp.where(listed, xp.maximum(earliest, 0), 0), latest)


@metric(
    unit="years", whole=True, rests_on="operations",
    source="Oviatt and McDougall (1994), Journal of International Business Studies 25(1): how early a venture goes abroad",
)  # fmt: skip
def years_to_foreign_market(firm: Firm, xp: Namespace) -> Bounds:
    """Years from the founding to work outside the home country in any way, by export too, by the calendar.

    What does not say since when may have begun in any year. Of a firm that is complete at home the wait goes on: it is
    open from the firm's age on the day of the record, where that is known.

    >>> from globalfirm import Company, Market, Office
    >>> firm = Company(name="A", home="DK", founded=2005, offices=[Office(country="DK")])
    >>> print(years_to_foreign_market(firm.replace(markets=[Market(country="DE", mode="export", since=2007)])))
    2
    """
    market = Bounds(firm.market_entry_low, firm.market_entry_high)
    return _years_abroad(firm, xp, market, given=firm.market_entry_given)


@metric(
    unit="years", whole=True, rests_on="operations",
    source="Vanninen, Kuivalainen and Ciravegna (2017), International Business Review 26(2): how soon after its founding a "
    "firm multinationalizes",
)  # fmt: skip
def years_to_foreign_value_adding(firm: Firm, xp: Namespace) -> Bounds:
    """Years from the founding to do more than export outside the home country: with people there, or through a partner.

    What does not say since when may have begun in any year, as in `years_to_foreign_market`.

    >>> from globalfirm import Company, Market, Office
    >>> firm = Company(name="A", home="DK", founded=2005, offices=[Office(country="DK")])
    >>> markets = [Market(country="DE", mode="export", since=2005), Market(country="US", mode="joint venture", since=2007)]
    >>> print(years_to_foreign_value_adding(firm.replace(markets=markets)))
    2
    """
    market = Bounds(firm.value_adding_market_entry_low, firm.value_adding_market_entry_high)
    return _years_abroad(firm, xp, market, given=firm.markets_given)


def _years_abroad(firm: Firm, xp: Namespace, market: Bounds, *, given: Any) -> Bounds:  # Any: a truth value or a column
    """Years from the founding to the first market or people abroad; of people in two countries some are abroad anyway."""
    begun = firm.founded
    known = begun.low == begun.high
    since = xp.where(known, begun.low, 0)
    listed = xp.both(known, firm.has_home, firm.complete, given, firm.entered_countries > 0)
    age = xp.maximum(firm.stated_seen_year.low - since, 0)
    earliest = xp.minimum(firm.foreign_entry_low, market.low)
    latest = xp.minimum(firm.foreign_entry_high, market.high)
    wait = xp.where(earliest == inf, age, xp.maximum(earliest - since, 0))
    placed = xp.both(known, firm.has_home)
    end = xp.where(placed, xp.maximum(latest - since, 0), firm.years_to_second_country.high)
    return Bounds(xp.where(listed, wait, 0), end)


@metric(
    unit="countries", maximum=COUNTRIES, whole=True, rests_on="operations",
    source="Dimitratos, Johnson, Slow and Young (2003), European Management Journal 21(2): value-added activities "
    "through constellation and investment modes; the modes as secondary sources list them",
)  # fmt: skip
def value_adding_country_count(firm: Firm, xp: Namespace) -> Bounds:
    """Countries where it does more than export: with people, or by a licence, franchise, alliance or venture.

    >>> from globalfirm import Company, Market, Office
    >>> markets = [Market(country="JP", mode="licensing"), Market(country="FR", mode="export")]
    >>> value_adding_country_count(Company(name="A", offices=[Office(country="RS")], markets=markets))
    Count(2)
    """
    staffed, more = firm.country_count, firm.more_value_adding_countries
    # Countries with people that are not known by name may be among the markets.
    low = xp.maximum(firm.known_countries + more, staffed.low)
    return Bounds(low, xp.where(firm.markets_given, staffed.high + more, inf))


@metric(
    unit="countries", maximum=COUNTRIES, whole=True, rests_on="operations",
    source="The countries of the record's places and markets",
)  # fmt: skip
def foreign_market_count(firm: Firm, xp: Namespace) -> Bounds:
    """Countries outside the home country where it works in any way, by export too.

    >>> from globalfirm import Company, Market, Office
    >>> markets = [Market(country="JP", mode="export"), Market(country="FR", mode="export")]
    >>> foreign_market_count(Company(name="A", home="RS", offices=[Office(country="RS")], markets=markets))
    Count(2)
    """
    known = xp.where(firm.has_home, firm.known_markets_abroad, 0)
    unlisted = firm.country_count.high - firm.known_countries
    every = xp.both(firm.has_home, firm.markets_given)
    return Bounds(xp.maximum(known, firm.foreign_country_count.low), xp.where(every, known + unlisted, inf))


@metric(
    unit="activities", maximum=ACTIVITIES, whole=True, rests_on="operations",
    source="Porter (1985), Competitive Advantage: the value chain; that new ventures differ by how many of its activities "
    "they coordinate across countries is Oviatt and McDougall's (1994)",
)  # fmt: skip
def foreign_activity_count(firm: Firm, xp: Namespace) -> Bounds:
    """Activities of the value chain, of nine, carried out abroad.

    >>> from globalfirm import Company, Market, Office
    >>> market = Market(country="US", mode="export", activities=["outbound logistics"])
    >>> foreign_activity_count(Company(name="A", home="RS", offices=[Office(country="RS")], markets=[market]))
    Count(1)
    """
    known = firm.known_activities_abroad
    every = xp.both(_lists_all_abroad(firm, xp), firm.knows_activities_abroad)
    return Bounds(known, xp.where(every, known, ACTIVITIES))


def _lists_all_abroad(firm: Firm, xp: Namespace) -> Any:  # Any: a truth value or a column
    """Whether every place and market outside the home country is on record."""
    return xp.both(firm.has_home, firm.markets_given, unlisted_places(firm, xp).at_most == 0)


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
    raise ValueError(f"{quote(text)} is not an entry mode: give one of {', '.join(modes)}.")


@metric.set_of(
    unit="modes", read=entry_mode, rests_on="operations",
    source="Dimitratos, Johnson, Slow and Young (2003), European Management Journal 21(2), by secondary sources",
)  # fmt: skip
def entry_modes(firm: Firm, xp: Namespace) -> Members:
    """Modes through which it works abroad.

    >>> from globalfirm import Company, Office
    >>> firm = Company(name="A", home="RS", offices=[Office(country="US", mode="subsidiary")])
    >>> print(entry_modes(firm), "|", entry_modes(firm.replace(markets=[])))
    subsidiary, perhaps others | subsidiary
    """
    return Members(firm.entry_modes_listed, _lists_all_abroad(firm, xp))
