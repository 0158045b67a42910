"""A firm: what a record holds of it, checked for contradictions.

>>> firm = Company(name="Vast", home="US", headcount=25, offices=[Office(city="Belgrade", country="RS", headcount=12)])
>>> Company.model_validate_json(firm.model_dump_json()) == firm
True
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self, Unpack

from pydantic import Field, model_validator

from globalfirm.ground.errors import PlaceError
from globalfirm.ground.fields import Text, asked_day
from globalfirm.ground.kept import kept
from globalfirm.ground.messages import contradiction, quote
from globalfirm.ground.record import takes
from globalfirm.ground.shown import ShownAsCard
from globalfirm.model.accounts import Accounts, Amount, Currency, Figure, Rates, Relation
from globalfirm.model.base import SourcedRecord, SourceFields
from globalfirm.model.claim import Claim
from globalfirm.model.count import Count, Countable
from globalfirm.model.market import Market
from globalfirm.model.office import NOBODY, Office, Site, staffed
from globalfirm.model.team import Member, Team
from globalfirm.places.country import Country
from globalfirm.places.place import FromText, Place

if TYPE_CHECKING:
    from globalfirm.places.continent import Continent
    from globalfirm.places.time_zone import TimeZone


class Company(ShownAsCard, SourcedRecord):
    """A firm, its offices and teams, and what others claim of it. Frozen, hashable, exact in JSON.

    The same person may be counted at an office and in a team: of a country's people the record says that they
    are at least as many as at its offices, and as in its teams. `complete` says that every place where the
    firm has people is in the lists, or its people in `headcount_elsewhere`; their headcounts need not add up to the firm's,
    whose other people may be at any of them. Of markets it says nothing: those that are given are all there are. Undated facts
    (headcount, teams) are taken to hold at every date.

    Raises:
        pydantic.ValidationError: every problem of the record at once, each with its place in it.

    >>> Company(name="Acme", headcount=10, offices=[Office(country="RS", headcount=12)])
    Traceback (most recent call last):
    pydantic_core._pydantic_core.ValidationError: 1 validation error for Company
      headcount 10 contradicts the people placed, at least 12 (RS 12): raise the one or lower the other. ...
    """

    name: Annotated[Text, Field(description="The firm's name.", examples=["Vast"])]
    home: Annotated[Country | None, Field(description="Country where the firm has its seat.", examples=["US"])] = None
    founded: Annotated[int | None, Field(ge=1, le=9999, description="Year.", examples=[2005])] = None
    headcount: Annotated[
        Count | None, Field(description="People who work for the firm, everywhere.", examples=[25, "11-50", "50+"])
    ] = None
    offices: Annotated[tuple[Annotated[Office, FromText], ...], Field(description="Its offices, open and closed.")] = ()
    teams: Annotated[tuple[Team, ...], Field(description="Its people by team; a person is in one only.")] = ()
    headcount_elsewhere: Annotated[
        Count | None,
        Field(
            description="People in countries that the record does not name, beside those at its places.",
            examples=[1234],
        ),
    ] = None
    markets: Annotated[
        tuple[Market, ...] | None,
        Field(description="Every country it works in without people there: not known (null), or none (an empty list)."),
    ] = None
    accounts: Annotated[tuple[Accounts, ...], Field(description="Its figures, a year each.")] = ()
    relations: Annotated[
        tuple[Relation, ...] | None,
        Field(description="Linked and partner enterprises: none known (null), or none at all (an empty list)."),
    ] = None
    affiliates: Annotated[Count | None, Field(description="Enterprises it holds 10 % or more of, everywhere.")] = None
    foreign_affiliates: Annotated[Count | None, Field(description="Those of them outside the home country.")] = None
    funding_currency: Annotated[
        Currency | None, Field(description="ISO 4217 code of the currency of `funding`.", examples=["USD"])
    ] = None
    funding: Annotated[Amount | None, Field(description="Money raised from investors, in all.", examples=[2e6])] = None
    claims: Annotated[tuple[Claim, ...], Field(description="What others reported of it.")] = ()
    complete: Annotated[bool, Field(description="Whether the lists hold every place where the firm has people.")] = True

    @takes
    def __init__(
        self,
        *,
        name: str,
        home: str | None = None,
        founded: int | None = None,
        headcount: Countable | None = None,
        offices: Iterable[Office | Place | str] = (),
        teams: Iterable[Team] = (),
        headcount_elsewhere: Countable | None = None,
        markets: Iterable[Market] | None = None,
        accounts: Iterable[Accounts] = (),
        relations: Iterable[Relation] | None = None,
        affiliates: Countable | None = None,
        foreign_affiliates: Countable | None = None,
        funding: Figure | None = None,
        funding_currency: str | None = None,
        claims: Iterable[Claim] = (),
        complete: bool = True,
        **sourced: Unpack[SourceFields],
    ) -> None: ...

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        founded, headcount = self.founded, self.headcount
        problems: list[str] = []
        dated = self.seen or self.markets
        # Never less than the people placed: the exact sum is made only where it may matter.
        roughly = 0 if self.headcount_elsewhere is None else self.people_elsewhere.low
        for office in self.offices:
            people = office.headcount
            roughly += 1 if people is None else people.low or 1
            dated = dated or office.opened or office.closed
        if founded and dated:
            problems += self._dating_problems(founded)
        if headcount is not None and headcount.high is not None and (self.teams or roughly > headcount.high):
            problems += self._headcount_problems(headcount)
        if self.accounts:
            problems += self._accounts_problems()
        if self.affiliates is not None or self.foreign_affiliates is not None:
            problems += self._affiliates_problems()
        if problems:
            raise contradiction(problems)
        return self

    def _dating_problems(self, founded: int) -> list[str]:
        """What the record says of years before the firm was founded."""
        early = [f"the record was seen {self.seen}"] if self.seen and self.seen.year < founded else []
        for office in self.offices:
            for what, day in (("opened", office.opened), ("closed", office.closed)):
                if day and day.year < founded:
                    early.append(f"the office in {office if office.city else office.country.name_in_text} {what} {day}")
        entered = [market for market in self.markets or () if market.since and market.since < founded]
        early += [f"the market in {market.country.name_in_text} was entered {market.since}" for market in entered]
        return [f"{what}, before the firm was founded in {founded}: correct the one or the other" for what in early]

    def _accounts_problems(self) -> list[str]:
        """The contradictions between two accounts of a year, and in each between what is abroad in all and by country."""
        years = [accounts.year for accounts in self.accounts]
        twice = next((year for year in years if years.count(year) > 1), None)
        problems = [] if twice is None else [f"there are two accounts of {twice}: leave one out"]
        return [*problems, *[problem for accounts in self.accounts for problem in accounts.problems_abroad(self.home)]]

    def _affiliates_problems(self) -> list[str]:
        """The contradictions between affiliates, those abroad, and the subsidiaries that the places and markets name."""
        problems, either = [], "raise the one or lower the other"
        every, abroad = self.affiliates, self.foreign_affiliates
        named = sorted({place.country for place in self.foreign_subsidiaries})
        if every is not None and abroad is not None and every.high is not None and abroad.low > every.high:
            problems.append(f"foreign_affiliates {abroad} exceeds affiliates {every}: {either}")
        for field, count in (("affiliates", every), ("foreign_affiliates", abroad)):
            if count is not None and count.high is not None and count.high < len(named):
                problems.append(
                    f"{field} {count} contradicts the subsidiaries abroad, at least {len(named)} ({', '.join(named)}): {either}"
                )
        return problems

    def _headcount_problems(self, headcount: Count) -> list[str]:
        """The contradiction between a headcount and more people placed."""
        most = headcount.high
        placed = self.people_by_country
        least = self._placed_at_least
        if most is None or least <= most:
            return []
        named = [f"{country} {people.low}" for country, people in sorted(placed.items())]
        unnamed = self.people_elsewhere.low
        listed = ", ".join([*named, *([f"elsewhere {unnamed}"] if unnamed else [])])
        contradiction = f"headcount {headcount} contradicts the people placed, at least {least} ({listed})"
        return [f"{contradiction}: raise the one or lower the other"]

    @property
    def sites(self) -> tuple[Office | Site | Member, ...]:
        """Every place where the record puts people: open, staffed offices, then the teams' members and sites.

        >>> firm = Company(name="A", offices=[Office(country="RS"), Office(country="IE", kind="mailbox")])
        >>> [str(site) for site in firm.sites]
        ['Serbia']
        """
        return self._presence[0]

    @property
    def people_by_country(self) -> dict[Country, Count]:
        """How many people the record places in each country, an interval for each.

        >>> firm = Company(name="A", offices=[Office(country="RS", headcount=3), Office(country="RS")])
        >>> firm.people_by_country
        {'RS': Count('4+')}
        """
        return self._presence[1]

    @property
    def people_elsewhere(self) -> Count:
        """How many people the record places in countries that it does not name: at least one where it says that there are some.

        Which countries those are is open: none of them is counted, and they may be among those that are named.

        >>> firm = Company(name="A", offices=[Office(country="RS", headcount=5)], headcount_elsewhere="<10")
        >>> firm.people_elsewhere, firm.countries
        (Count('1-9'), ('RS',))
        """
        return NOBODY if self.headcount_elsewhere is None else staffed(self.headcount_elsewhere)

    @property
    def lists_every_place(self) -> bool:
        """Whether its lists are complete, and none of its people are in countries that the record does not name.

        >>> Company(name="A", offices=["Serbia"]).lists_every_place, Company(name="A", headcount_elsewhere=9).lists_every_place
        (True, False)
        """
        return self.complete and self.people_elsewhere.high == 0

    @property
    def _placed_at_least(self) -> int:
        return sum(people.low for people in self.people_by_country.values()) + self.people_elsewhere.low

    @property
    def countries(self) -> tuple[Country, ...]:
        """The countries where the record puts people, in the order of their codes.

        >>> Company(name="A", offices=[Office(country="US"), Office(country="Serbia")]).countries
        ('RS', 'US')
        """
        return tuple(sorted(self.people_by_country))

    @property
    def continents(self) -> tuple[Continent, ...]:
        """The continents (of seven) where the record puts people, in alphabetical order.

        >>> firm = Company(name="A", offices=[Office(country="US"), Office(country="Serbia")])
        >>> [str(continent) for continent in firm.continents]
        ['Europe', 'North America']
        """
        return tuple(sorted({site.continent() for site in self.sites}))

    @property
    def time_zones(self) -> tuple[TimeZone, ...]:
        """The time zones of the places with people, by name; places whose zone is unknown are passed over.

        >>> Company(name="A", offices=[Office(country="Serbia"), Office(country="US")]).time_zones
        ('Europe/Belgrade',)
        """
        return tuple(sorted({site.time_zone for site in self.sites if site.time_zone}))

    @kept
    def known_offices(self) -> tuple[Office, ...]:
        """Its offices as they were on the day on which the record was `seen`: what it says of later days is but planned.

        Without such a day they are as they are listed: whatever the calendar says, the closed ones are closed.

        >>> planned = [Office(country="RS", closed="2099-01-01"), Office(country="US", opened="2099-01-01")]
        >>> [str(office) for office in Company(name="A", offices=planned, seen="2026-11-27").known_offices]
        ['Serbia']
        >>> Company(name="A", offices=planned, seen="2026-11-27").countries, Company(name="A", offices=planned).countries
        (('RS',), ('US',))
        """
        offices = self.offices
        if not any([office.opened or office.closed for office in offices]):  # noqa: C419 # a list is made faster
            return offices
        return tuple([known for office in offices if (known := office.as_seen(self.seen))])

    @property
    def known_markets(self) -> tuple[Market, ...]:
        """Its markets by the year in which the record was `seen`, as they are listed without one: none where none are given.

        >>> firm = Company(name="A", markets=[Market(country="RS", mode="export", since=2030)], seen="2026-11-27")
        >>> firm.known_markets, Company(name="B").known_markets
        ((), ())
        """
        given = self.markets or ()
        return given if self.seen is None else _entered_by(self.seen, given)

    @kept
    def abroad(self) -> tuple[Office | Market, ...]:
        """Its open offices and its markets outside the home country; none is known to be where the home is not.

        >>> firm = Company(name="A", home="RS", offices=[Office(country="RS"), Office(country="US")])
        >>> [str(office) for office in firm.abroad]
        ['United States']
        """
        home = self.home
        if home is None:
            return ()
        offices = [office for office in self.known_offices if office.country != home and office.closed is None]
        return (*offices, *[market for market in self.known_markets if market.country != home])

    @property
    def foreign_subsidiaries(self) -> tuple[Office | Market, ...]:
        """Its open offices and its markets outside the home country that it entered by a subsidiary.

        >>> office = Office(country="US", mode="subsidiary")
        >>> firm = Company(name="A", home="RS", offices=[office, Office(country="JP")])
        >>> [str(office) for office in firm.foreign_subsidiaries]
        ['United States']
        """
        return tuple([place for place in self.abroad if place.mode == "subsidiary"])

    @kept
    def _presence(self) -> tuple[tuple[Office | Site | Member, ...], dict[Country, Count]]:
        offices, at_offices = _staffed(self.known_offices)
        if not self.teams:
            return offices, at_offices
        teams, in_teams = _staffed(place for team in self.teams for place in team.places)
        # The same people may be counted in both lists: the larger of the two is sure, their sum is possible.
        both = {
            country: Count._of(max(a.low, b.low), (a + b).high)
            for country in at_offices | in_teams
            for a, b in [(at_offices.get(country, NOBODY), in_teams.get(country, NOBODY))]
        }
        return (*offices, *teams), both

    def located(self) -> Self:
        """The firm with what the cities and coordinates of its offices settle (see `Place.located`).

        Raises:
            ContradictoryPlaceError: the coordinates of an office lie elsewhere than its city or country.

        >>> Company(name="A", offices=[Office(country="US", city="Boise")]).located().time_zones
        ('America/Boise',)
        """
        return self.replace(offices=[office.located() for office in self.offices])

    def in_currency(self, currency: str, rates: Rates) -> Self:
        """The firm with the amounts of its accounts, and of its relations' accounts, in another currency.

        `rates` say what one unit of a currency was worth in a year, by the year and the code; accounts without one stay as
        they are. Funding has no year, and stays too.

        Raises:
            ValueError: a rate is not a number above 0.
            pydantic.ValidationError: the currency is not one of ISO 4217.

        >>> from globalfirm.metrics import turnover_eur
        >>> firm = Company(name="A", accounts=[Accounts(year=2024, currency="USD", turnover=100e6)])
        >>> print(turnover_eur(firm), turnover_eur(firm.in_currency("EUR", {(2024, "USD"): 0.9})))
        0+ 90000000
        """

        def converted(every: Iterable[Accounts]) -> list[Accounts]:
            return [accounts.in_currency(currency, rates) for accounts in every]

        related = self.relations and [each.replace(accounts=converted(each.accounts)) for each in self.relations]
        return self.replace(accounts=converted(self.accounts), relations=related)

    def with_office(self, place: Office | Place | str, **fields: Any) -> Self:  # Any: as for every office
        """The firm with one more office, at a place or where a text says: what if it opened there?

        The office's people join the firm's. Claims, which are of the firm as it is, are left out.

        Raises:
            PlaceError: the text names no place, or several.
            pydantic.ValidationError: the office or the firm contradicts itself.
            TypeError: it is neither a place nor text.

        >>> firm = Company(name="A", headcount=20, offices=[Office(country="RS", headcount=20)])
        >>> firm.with_office("Kenya", headcount=5).headcount, firm.with_office(Office(country="KE")).countries
        (Count(25), ('KE', 'RS'))
        """
        if not isinstance(place, (Place, str)):
            raise TypeError(
                f"{quote(place)} is not a place: give an Office, a Place, or text such as 'Nairobi, Kenya'."
            )
        where = Place.parse(place) if isinstance(place, str) else place
        if isinstance(where, Office):
            office = where.replace(**fields) if fields else where
        else:
            office = Office(**({name: getattr(where, name) for name in Place.model_fields} | fields))
        people = None if self.headcount is None else self.headcount + office.people
        return self.replace(offices=(*self.offices, office), headcount=people, claims=())

    def without(self, *places: Office | str) -> Self:
        """The firm without some of its places: its offices, given as they are or by city or country, and teams there.

        Their people leave the firm. Claims, which are of the firm as it is, are left out.

        Raises:
            ValueError: it has no such place.

        >>> firm = Company(name="A", headcount=25, offices=[Office(country="RS", headcount=12), Office(country="US")])
        >>> firm.without("Serbia").headcount, firm.without("Serbia").countries
        (Count(13), ('US',))
        """
        left = self
        for place in places:
            left = left._without(place)
        return left

    def _without(self, place: Office | str) -> Self:
        def leaves(at: Place) -> bool:
            return at == place if isinstance(place, Office) else _is_called(at, place)

        in_teams = [at for team in self.teams for at in team.places if leaves(at)]
        closing = [office for office in self.offices if leaves(office)]
        if not closing and not in_teams:
            listed = ", ".join(sorted({str(at) for at in (*self.offices, *self.sites)})) or "none"
            raise ValueError(f"{self.name} has no place {quote(str(place))}: give one of its own ({listed}).")
        teams = [
            team.replace(
                members=[at for at in team.members if not leaves(at)], sites=[at for at in team.sites if not leaves(at)]
            )
            for team in self.teams
        ]
        offices = [office for office in self.offices if not leaves(office)]
        left = self.replace(offices=offices, teams=teams, headcount=None, claims=())
        if self.headcount is None:
            return left
        return left.replace(headcount=_remaining(self.headcount, closing, in_teams, left))

    def as_of(self, day: date | str) -> Self:
        """The firm as the record has it on a day: offices opened, markets entered, years closed and claims published.

        What had closed by then stays on record as closed, since the past of a firm is part of it.

        A headcount, which has no date, is left out where the offices open then held more people. `seen` is the day.

        Raises:
            ValueError: the firm was founded later, or the text is not an ISO 8601 day.
            TypeError: it is neither a date nor text.

        >>> firm = Company(name="A", offices=[Office(country="RS", opened="2015-03-01")])
        >>> firm.as_of("2014-01-01").offices, firm.as_of(date(2016, 1, 1)).seen
        ((), datetime.date(2016, 1, 1))
        """
        day = asked_day(day)
        if self.founded and day.year < self.founded:
            raise ValueError(f"{self.name} did not exist on {day}: it was founded in {self.founded}.")
        then = self.replace(
            offices=[known for office in self.offices if (known := office.as_of(day))],
            claims=[claim for claim in self.claims if claim.known_on(day)],
            headcount=None,
            markets=None if self.markets is None else _entered_by(day, self.markets),
            accounts=[accounts for accounts in self.accounts if accounts.year < day.year],
            relations=self.relations and [stood for each in self.relations if (stood := each.as_of(day))],
            seen=day,
        )
        if self.headcount is None or then._headcount_problems(self.headcount):
            return then
        return then.replace(headcount=self.headcount)


def _entered_by(day: date, markets: Iterable[Market]) -> tuple[Market, ...]:
    """The markets that were entered by a day, those without a year among them."""
    return tuple([market for market in markets if market.since is None or market.since <= day.year])


def _is_called(place: Place, text: str) -> bool:
    """Whether a text names a place by its city, its country, or both as it is written."""
    wanted = text.strip().casefold()
    names = {place.city or "", str(place), place.country, place.country.name}
    if wanted in {name.casefold() for name in names if name}:
        return True
    try:
        return Country(text) == place.country
    except PlaceError:
        return False


def _remaining(headcount: Count, closing: Iterable[Office], in_teams: Iterable[Member | Site], left: Company) -> Count:
    """The headcount once the people of some places have left: those at offices and in teams there may be the same."""
    at_offices, others = (sum((at.people for at in places), start=NOBODY) for places in (closing, in_teams))
    fewest, most = max(at_offices.low, others.low), (at_offices + others).high
    placed = left._placed_at_least
    low = placed if most is None else max(headcount.low - most, placed)
    return Count._of(low, None if headcount.high is None else max(headcount.high - fewest, low))


def _staffed(
    places: Iterable[Office | Site | Member],
) -> tuple[tuple[Office | Site | Member, ...], dict[Country, Count]]:
    """The places with people, and the people summed by country."""
    staffed = []
    found: dict[Country, Count] = {}
    for place in places:
        people, country = place.people, place.country
        if people.high == 0:
            continue
        staffed.append(place)
        before = found.get(country)
        found[country] = people if before is None else before + people
    return tuple(staffed), found
