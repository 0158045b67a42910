"""What is known of a firm, metric by metric, each worked out on first demand.

A rule asks `Facts` for the few metrics that it needs; a `Profile` holds all of them.

>>> from globalfirm import Company, Office
>>> facts = Facts(Company(name="A", offices=[Office(country="RS"), Office(country="US")]))
>>> facts.fact("country_count"), facts.fact("countries")
(Count(2), PartialSet(values=('RS', 'US'), complete=True))
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, product
from math import inf, nextafter
from typing import Any

from globalfirm.expressions.facts import FACTS_OF, Fact
from globalfirm.expressions.logic import TOLERANCE, meeting
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.metrics.claims import Conflict, ReconciledClaims, reconcile_claims
from globalfirm.metrics.compiled import compiled_at_once
from globalfirm.metrics.declaration import Declared, Members, SetMetric
from globalfirm.metrics.firm import FirmNumbers, reader_of
from globalfirm.metrics.formulas import Bounds, exactly
from globalfirm.metrics.quantities import starting_accounts
from globalfirm.metrics.regions import REGIONS, region_field
from globalfirm.model.base import SourcedRecord
from globalfirm.model.claim import Claim
from globalfirm.model.company import Company
from globalfirm.model.count import MOST, Count
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet


class Facts:
    """The facts of a company, in one accounting year or (by default) the last that it holds."""

    __slots__ = ("_facts", "_firm", "_in_years", "claims", "company", "year")

    company: Company
    year: int | None
    claims: ReconciledClaims | None

    def __init__(self, company: Company, year: int | None = None, claims: ReconciledClaims | None = None) -> None:
        self.company = company
        self.year = year
        self.claims = claims or (reconcile_claims(company) if company.claims else None)
        self._firm = FirmNumbers(company, year, self.claims.counts if self.claims else None)  # type: ignore[arg-type] # names and bounds
        self._facts: dict[str, Fact] = {}
        self._in_years: dict[int, Facts] = {}  # of one firm several rules ask for the same years

    def fact(self, name: str, /, **parameters: str) -> Fact:
        """What is known of a metric, asked with its defaults or with other parameters.

        Raises:
            ValueError: no metric has that name.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A", headcount="11-50")).fact("headcount")
        Count('11-50')
        """
        if parameters:
            metric: Any = metric_named(name)  # Any: nothing but metrics is declared
            return as_fact(self._firm.answer(metric.bind(parameters)), metric)
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = self._worked_out(name)
        return found

    def _worked_out(self, name: str) -> Fact:
        if name in ASKED_MOST:
            self._facts |= self.at_once(ASKED_MOST)
            return self._facts[name]
        metric: Any = metric_named(name)  # Any: as above
        firm = self._firm
        if metric.yearly and firm.accounts is None and firm.record.relations is None and _is_of_accounts(metric):
            return fact_without_accounts(name)
        return as_fact(getattr(firm, name) if name in VOCABULARY else firm.answer(metric), metric)

    def at_once(self, names: tuple[str, ...]) -> dict[str, Fact]:
        """What is known of several of the library's metrics, whose formulas are worked out in one go.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A", headcount=9, founded=2005)).at_once(("headcount", "founded"))
        {'headcount': Count(9), 'founded': Interval(2005, 2005)}
        """
        held = tuple(self.claims.counts) if self.claims else ()
        return _at_once(names, held)(self._firm)

    def in_year(self, year: int) -> Facts:
        """The same firm by the accounts of a given year.

        >>> from globalfirm import Accounts, Company
        >>> years = [Accounts(year=2023, currency="EUR", turnover=1), Accounts(year=2024, currency="EUR", turnover=2)]
        >>> print(Facts(Company(name="A", accounts=years)).in_year(2023).fact("turnover_eur"))
        1
        """
        found = self._in_years.get(year)
        if found is None:
            found = self._in_years[year] = Facts(self.company, year, self.claims)
        return found

    def by_regional_sales(self, edges: Iterable[float]) -> Iterator[Facts]:
        """The same firm in every case of its sales by region: each share on an edge, or between two, as far as all add up to one.

        Whatever the sales turn out to be is one of the cases, and of each the metrics are narrower than of the firm. Of a firm
        of whose sales nothing is known there is one case, itself.

        >>> from globalfirm import Accounts, Company, RegionalSales
        >>> year = Accounts(year=2024, regional_sales=[RegionalSales(region="rest of the world", share=0.5)])
        >>> cases = [*Facts(Company(name="A", accounts=[year])).by_regional_sales([0.4])]
        >>> sum(case.fact("north_america_sales_share") >= 0.4 for case in cases), len(cases)
        (2, 7)
        """
        names = [f"stated_{region_field(region)}" for region in REGIONS]
        shares: list[Bounds] = [getattr(self._firm, name) for name in names]
        if all(share.low <= 0 and share.high >= 1 for share in shares):  # each may be anything: no case is ruled out
            yield self
            return
        least, most = sum(share.low for share in shares), sum(share.high for share in shares)
        margin = max(least - 1, 1 - most, 0.0) + FLOATING  # published shares may miss one by what rounding adds
        for case in product(*[_between(share, sorted(edges)) for share in shares]):
            if sum(share.low for share in case) <= 1 + margin and sum(share.high for share in case) >= 1 - margin:
                facts = Facts(self.company, self.year, self.claims)
                facts._firm.__dict__.update(zip(names, case, strict=True))
                yield facts

    @property
    def name(self) -> str:
        """The firm's name.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A")).name
        'A'
        """
        return self.company.name

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the record holds accounts of, in order.

        >>> from globalfirm import Accounts, Company
        >>> Facts(Company(name="A", accounts=[Accounts(year=2024), Accounts(year=2023)])).years
        (2023, 2024)
        """
        return tuple(sorted(accounts.year for accounts in self.company.accounts))

    def sources(self, name: str) -> tuple[str, ...]:
        """What a metric rests on, in words: the offices, the claims, the accounts, as far as the record holds them.

        >>> from globalfirm import Company, Office
        >>> office = Office(country="RS", headcount=3, source="the firm's site", seen="2024-05-01")
        >>> Facts(Company(name="A", offices=[office])).sources("country_count")
        ("Serbia (3 people, the firm's site, seen 2024-05-01)",)
        """
        metric = metric_named(name)
        rests_on = metric.rests_on if isinstance(metric, Declared) else "record"
        company = self.company
        found: list[str] = []
        if rests_on == "headcount" and company.headcount is not None:
            found.append(f"stated: {company.headcount}")
        more_placed = company.headcount is not None and self.fact("headcount").low != company.headcount.low  # type: ignore[union-attr] # a count
        if rests_on in {"places", "clocks", "operations"} or (rests_on == "headcount" and (not found or more_placed)):
            found += [_place(site, of_clocks=rests_on == "clocks") for site in company.sites[:SHOWN_PLACES]]
            more = len(company.sites) - SHOWN_PLACES
            found += [f"and {more} more places"] if more > 0 else []
            elsewhere = company.people_elsewhere
            found += [f"in countries not named: {elsewhere} people"] if elsewhere.high != 0 else []
        if rests_on == "operations":
            markets = company.known_markets[:SHOWN_PLACES]
            found += [_with_origin(market.country.name, market, market.mode) for market in markets]
        if found and rests_on in {"places", "operations"}:
            found += _day_of(company)
        if rests_on == "record" and is_settled(self.fact(name)):
            found.append("the record")
        if rests_on == "affiliates":
            stated, named = company.foreign_affiliates, company.foreign_subsidiaries[:SHOWN_PLACES]
            found += [f"stated: {stated}"] if stated is not None else []
            found += [_with_origin(place.country.name, place, place.mode) for place in named]
        if rests_on in {"accounts", "growth"}:
            read = [starting_accounts(self._firm)] if rests_on == "growth" else []
            listed = [each for each in (*read, self._firm.accounts) if each is not None]
            found += [_with_origin(f"accounts of {each.year}", each) for each in listed] or ["no accounts"]
        return (*found, *self._claims_behind(name))

    def _claims_behind(self, name: str) -> tuple[str, ...]:
        """The claims on a metric, and those on others without which it would be another one: all, where any would do."""
        if not self.claims or not self.claims.used:
            return ()
        used = self.claims.used
        others = sorted({claim.metric for claim in used} - {name})
        behind = [each for each in others if self._without({each}).fact(name) != self.fact(name)]
        if not behind and self._without({*others}).fact(name) != self.fact(name):
            behind = others
        named = [claim_texts(used, each, named=True) for each in behind]
        return (*claim_texts(used, name), *chain.from_iterable(named))

    def _without(self, claimed: Collection[str]) -> Facts:
        """The facts without the claims on some metrics."""
        left = [claim for claim in self.company.claims if claim.metric not in claimed]
        return Facts(self.company.replace(claims=left), self.year)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The claims that contradict the record or one another, which are not used.

        >>> from globalfirm import Company
        >>> Facts(Company(name="A")).conflicts
        ()
        """
        return self.claims.conflicts if self.claims else ()

    def __eq__(self, other: object) -> bool:
        """Of the same firm, in the same year."""
        return isinstance(other, Facts) and (self.company, self.year) == (other.company, other.year)

    def __hash__(self) -> int:
        """As equal facts have."""
        return hash((self.company, self.year))


ASKED_MOST = ("country_count", "headcount")
"""Most rules ask for both, and the one rests on the other."""

FACTS_OF[Company] = Facts
FACTS_OF[Facts] = lambda facts: facts


def claim_texts(claims: Iterable[Claim], metric: str, *, named: bool = False) -> tuple[str, ...]:
    """The claims on a metric in words, with its name where it is not the one that is spoken of.

    >>> claim = Claim(metric="headcount", value="50+", source="a newspaper")
    >>> claim_texts([claim], "headcount"), claim_texts([claim], "headcount", named=True)
    (('claim by a newspaper: 50+',), ('claim by a newspaper: headcount 50+',))
    """
    what = f"{metric} " if named else ""
    return tuple(f"claim by {claim.source}: {what}{claim.value}" for claim in claims if claim.metric == metric)


OF_THE_RECORD_TOO = frozenset({"annual_headcount", "group_headcount"})
"""Yearly metrics that ask the record where the accounts don't tell."""


def _is_of_accounts(metric: Declared) -> bool:
    return not metric.own and metric.name not in OF_THE_RECORD_TOO


NO_ACCOUNTS = FirmNumbers(Company(name="a firm without accounts"))


@lru_cache(maxsize=256)
def fact_without_accounts(name: str) -> Fact:
    """What is known of a yearly metric where no accounts tell of it: of the library's, the same for every firm.

    >>> fact_without_accounts("turnover_eur")
    Interval(0.0)
    """
    metric: Any = VOCABULARY[name]  # Any: as above
    return as_fact(NO_ACCOUNTS.bounds_of(metric), metric)


SHOWN_PLACES = 6
"""Of the places that a fact rests on, so many are named."""


@lru_cache(maxsize=16)
def _at_once(names: tuple[str, ...], held: tuple[str, ...]) -> Callable[[FirmNumbers], dict[str, Fact]]:
    metrics: list[Any] = [VOCABULARY[name] for name in names]  # Any: nothing but metrics is declared
    return compiled_at_once(metrics, held, reader_of, [_maker(metric) for metric in metrics])


FLOATING = 1e-13
"""What the last digits of a sum of shares may come to: less than tells a share from an edge."""


def _between(share: Bounds, edges: Iterable[float]) -> Iterator[Bounds]:
    """A share on each edge that it may lie on, and between those: closer to an edge than a rule tells apart, it is on it."""
    low = share.low
    for edge in edges:
        below, above = meeting(edge, 2 * TOLERANCE)
        if share.high < below:
            break
        if low < below:
            yield Bounds(low, nextafter(below, -inf))
        if low <= above:
            yield exactly(edge)
        low = max(low, nextafter(above, inf))
    if low <= share.high:
        yield Bounds(low, share.high)


def as_fact(found: Bounds | Members, metric: Declared) -> Fact:
    """What a formula answered as a value: a count of what is whole, an interval, or a set.

    >>> from globalfirm import metric
    >>> as_fact(Bounds(2, inf), metric.country_count), as_fact(Bounds(0.5, 1.0), metric.foreign_sales_share)
    (Count('2+'), Interval(0.5, 1.0))
    """
    return _maker(metric)(*found)


def _maker(metric: Declared) -> Callable[[Any, Any], Fact]:  # Any: bounds, or members and whether these are all
    """What makes a fact of the two things that a metric's formula answers."""
    if isinstance(metric, SetMetric):
        return PartialSet._of
    if not metric.whole:
        return _interval
    return _count if metric.minimum == 0 else _whole_interval


def _count(low: float, high: float) -> Count:
    return Count._of(int(low) if low < MOST else MOST, None if high > MOST else int(high))


def _interval(low: float, high: float) -> Interval:
    return Interval._of(None if low == -inf else low, None if high == inf else high)


def _whole_interval(low: float, high: float) -> Interval:
    return Interval._of(None if low == -inf else int(low), None if high == inf else int(high))


def is_settled(fact: Fact) -> bool:
    """Whether no more can be known of a fact: it is one number, or all members of a set.

    >>> is_settled(Count(3)), is_settled(Count("3+")), is_settled(PartialSet(("RS",), complete=False))
    (True, False, False)
    """
    return fact.complete if isinstance(fact, PartialSet) else fact.is_exact


def _day_of(company: Company) -> list[str]:
    """On which day places are taken to stand, where the record holds days on which that changes."""
    dated = any(office.opened or office.closed for office in company.offices)
    if not dated and not any(market.since for market in company.markets or ()):
        return []
    return [f"as of {company.seen}" if company.seen else "as listed, since the record has no day on which it was seen"]


def _place(site: Any, *, of_clocks: bool) -> str:  # Any: an office, a site or a member
    people: Count = site.people
    unknown = people.low == 1 and people.high is None
    remarks = [] if unknown else [f"{people} {'person' if people == 1 else 'people'}"]
    if of_clocks and site.time_zone_source:
        remarks.append(f"{site.time_zone} by its {site.time_zone_source}")
    return _with_origin(str(site), site, *remarks)


def _with_origin(text: str, record: SourcedRecord, *remarks: str) -> str:
    """A text with remarks on what it says, among them where the record is from and when it was seen."""
    seen = [f"seen {record.seen}"] if record.seen else []
    found = [*remarks, *filter(None, [record.source]), *seen]
    return f"{text} ({', '.join(found)})" if found else text
