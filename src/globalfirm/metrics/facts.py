"""What is known of a firm, metric by metric, each worked out on first demand.

A rule asks `Facts` for the few metrics that it needs; a `Profile` holds all of them.

>>> from globalfirm import Company, Office
>>> told = Facts(Company(name="A", offices=[Office(country="RS"), Office(country="US")]))
>>> told.fact("country_count"), told.fact("countries")
(Count(2), Known(values=('RS', 'US'), complete=True))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from globalfirm.metrics import _bounds
from globalfirm.metrics.catalogue import METRICS, Fact, info
from globalfirm.metrics.claims import Weighed, weigh
from globalfirm.metrics.known import Known
from globalfirm.metrics.size import accounts_of
from globalfirm.model.interval import Interval

if TYPE_CHECKING:
    from globalfirm.model.company import Company
    from globalfirm.model.count import Count
    from globalfirm.places.continent import Continent


class Facts:
    """The facts of a company, in one accounting year or (by default) the last that it holds."""

    __slots__ = ("_clock", "_continents", "_found", "company", "country_count", "headcount", "room", "weighed", "year")

    company: Company
    year: int | None
    weighed: Weighed | None
    headcount: Count
    room: _bounds.Room
    country_count: Count

    def __init__(self, company: Company, year: int | None = None) -> None:
        # Most rules ask for people and countries: these are worked out at once, and without a cache's cost.
        self.company = company
        self.year = year
        self._found: dict[str, Fact] = {}
        self._clock: tuple[Count, Interval] | None = None
        self._continents: tuple[Continent, ...] | None = None
        self.weighed = weighed = weigh(company) if company.claims else None
        if weighed is None:
            self.headcount = _bounds.headcount(company)
            self.room = _bounds.room(company, self.headcount)
            self.country_count = _bounds.country_count(company, self.room)
        else:
            self.headcount = weighed.counts["headcount"]
            self.room = weighed.room
            self.country_count = weighed.counts["country_count"]

    def fact(self, name: str) -> Fact:
        """What is known of a metric.

        Raises:
            ValueError: no metric has that name.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A", headcount="11-50")).fact("headcount")
        Count('11-50')
        """
        found = self._found.get(name)
        if found is None:
            about = METRICS.get(name) or info(name)  # which says what is wrong with the name
            found = self._found[name] = about.of(self)
        return found

    def interval(self, name: str) -> Interval:
        """What is known of a quantity.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A")).interval("founded")
        Interval(1, 9999)
        """
        found = self.fact(name)
        assert isinstance(found, Interval)  # noqa: S101 # the catalogue says so
        return found

    def in_year(self, year: int) -> Facts:
        """The same firm by the accounts of a given year.

        >>> from globalfirm import Accounts, Company
        >>> years = [Accounts(year=2023, currency="EUR", turnover=1), Accounts(year=2024, currency="EUR", turnover=2)]
        >>> print(Facts(Company(name="A", accounts=years)).in_year(2023).fact("turnover_eur"))
        1
        """
        return Facts(self.company, year)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the record holds accounts of, in order.

        >>> from globalfirm import Accounts, Company
        >>> Facts(Company(name="A", accounts=[Accounts(year=2024), Accounts(year=2023)])).years
        (2023, 2024)
        """
        return tuple(sorted(accounts.year for accounts in self.company.accounts))

    @property
    def clock(self) -> tuple[Count, Interval]:
        """Time zones, and the hours they span.

        >>> from globalfirm import Company, Office
        >>> Facts(Company(name="A", offices=[Office(country="RS"), Office(country="JP")])).clock
        (Count(2), Interval(8.0, 8.0))
        """
        if self._clock is None:
            self._clock = _bounds.clock(self.company, self.room)
        return self._clock

    @property
    def continent_count(self) -> Count:
        """Continents with people.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A", headcount=1)).continent_count
        Count(1)
        """
        if self.weighed:
            return self.weighed.counts["continent_count"]
        return _bounds.continent_count(len(self.known_continents), self.room)

    @property
    def time_zone_count(self) -> Count:
        """Time zones with people.

        >>> from globalfirm import Company, Office
        >>> Facts(Company(name="A", offices=[Office(country="RS")])).time_zone_count
        Count(1)
        """
        return self.weighed.counts["time_zone_count"] if self.weighed else self.clock[0]

    @property
    def countries(self) -> Known:
        """Countries with people.

        >>> from globalfirm import Company, Office
        >>> Facts(Company(name="A", offices=[Office(country="RS")], complete=False)).countries
        Known(values=('RS',), complete=False)
        """
        listed = tuple(sorted(self.company.placed))
        return Known(listed, self.room.complete or self.country_count.high == len(listed))

    @property
    def continents(self) -> Known:
        """Continents with people.

        >>> from globalfirm import Company, Office
        >>> print(Facts(Company(name="A", offices=[Office(country="RS")])).continents)
        Europe
        """
        listed = self.known_continents
        return Known(listed, self.room.complete or self.continent_count.high == len(listed))

    @property
    def known_continents(self) -> tuple[Continent, ...]:
        """Continents where the record puts people.

        >>> from globalfirm import Company, Office
        >>> [str(continent) for continent in Facts(Company(name="A", offices=[Office(country="RS")])).known_continents]
        ['Europe']
        """
        if self._continents is None:
            self._continents = tuple(sorted({site.continent() for site in self.company.sites}))
        return self._continents

    def sources(self, name: str) -> tuple[str, ...]:
        """What a metric rests on, in words: the offices, the claims, the accounts, as far as the record holds them.

        >>> from globalfirm import Company, Office
        >>> Facts(Company(name="A", offices=[Office(country="RS", headcount=3)])).sources("country_count")
        ('Serbia (3 people)',)
        """
        rests_on = info(name).rests_on
        found: list[str] = []
        if rests_on == "headcount" and self.company.headcount is not None:
            found.append(f"stated: {self.company.headcount}")
        if rests_on in {"places", "operations"} or (rests_on == "headcount" and not found):
            found += [_place(site) for site in self.company.sites[:SHOWN_PLACES]]
            more = len(self.company.sites) - SHOWN_PLACES
            found += [f"and {more} more places"] if more > 0 else []
        if rests_on == "operations":
            found += [f"{market.country.name} ({market.mode})" for market in self.company.markets[:SHOWN_PLACES]]
        if rests_on == "record" and _is_told(self.fact(name)):
            found.append("the record")
        if rests_on == "accounts":
            accounts = accounts_of(self.company, self.year)
            found.append(f"accounts of {accounts.year}" if accounts else "no accounts")
        used = self.weighed.used if self.weighed else ()
        return (*found, *(f"claim by {claim.source}: {claim.value}" for claim in used if claim.metric == name))

    def __eq__(self, other: object) -> bool:
        """Of the same firm, in the same year."""
        return isinstance(other, Facts) and (self.company, self.year) == (other.company, other.year)

    def __hash__(self) -> int:
        """As equal facts have."""
        return hash((self.company, self.year))


SHOWN_PLACES = 6
"""Of the places that a fact rests on, so many are named."""


def _is_told(fact: Fact) -> bool:
    return fact.complete if isinstance(fact, Known) else fact.is_exact


def _place(site: object) -> str:
    people: Count = site.people  # type: ignore[attr-defined] # an office, a site or a member
    said = "" if people == (1, None) else f" ({people} {'person' if people == (1, 1) else 'people'})"
    return f"{site}{said}"
