"""One firm as formulas see it: its quantities as numbers, each worked out when it is first read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextvars import ContextVar
from itertools import compress
from math import inf
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.messages import quote
from globalfirm.ground.others_code import Naming
from globalfirm.metrics import zones
from globalfirm.metrics.compiled import compiled
from globalfirm.metrics.declaration import Declared, Members, Metric
from globalfirm.metrics.formulas import NUMBERS, Bounds, as_bounds, within
from globalfirm.metrics.quantities import (
    DERIVED,
    FIGURES,
    LIBRARY,
    QUANTITIES,
    Derived,
    Figure,
    Gathered,
    Over,
    further,
    unknown_name,
)
from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY, UNSTAFFED_KINDS
from globalfirm.places.offsets import standard_offset_hours, standard_offsets

if TYPE_CHECKING:
    from globalfirm.model.accounts import Accounts
    from globalfirm.model.company import Company
    from globalfirm.model.count import Count
    from globalfirm.places.continent import Continent
    from globalfirm.places.country import Country


_asking: ContextVar[tuple[tuple[str, int], ...]] = ContextVar("_asking", default=())
"""The users' metrics that are being worked out, each with the record it is of: one that asks for itself is a circle."""


class FirmNumbers:
    """The quantities, figures and metrics of one firm, in one accounting year or (by default) the last on record."""

    accounts: Accounts | None  # read on demand, as all else

    def __init__(self, record: Company, year: int | None = None, supposed: Mapping[str, Any] | None = None) -> None:
        self.record = record
        self.year = year
        if supposed:  # in the place of what would be worked out
            self.__dict__.update(supposed)

    def __getattr__(self, name: str) -> Any:  # Any: numbers, truth values and bounds
        # Once for each name: from then on the class knows how it is read. Later only to tell what is wrong with a name.
        read = FirmNumbers.__dict__.get(name)
        if not isinstance(read, _Read):
            read = _read_of(name)
            setattr(FirmNumbers, name, read)
        return read.__get__(self, FirmNumbers)

    def bounds_of(self, metric: Metric) -> Bounds:
        """The bounds of a metric, also of one that has no name."""
        named = VOCABULARY.get(metric.name) is metric and not metric.given
        return getattr(self, metric.name) if named else self.answer(metric)  # type: ignore[no-any-return]

    def answer(self, metric: Declared) -> Any:  # Any: the bounds of a quantity, the members of a set
        """What a metric's formula says, within the metric's own range.

        Raises:
            ValueError: the metric is worked out of itself.
        """
        if metric.own:
            with Naming(f"the metric {metric.name!r} of", self.record.name):
                return self._within_its_range(metric, self._answer_of_own(metric))
        return self._within_its_range(metric, metric.formula(self, NUMBERS, **metric.asked))

    def _within_its_range(self, metric: Declared, found: Any) -> Any:  # Any: as above
        if type(found) is Members:
            return found
        bounds = ranged(found, metric)
        if metric.sharper is None:
            return bounds
        low, high = within(NUMBERS, bounds, metric.sharper(self))
        return Bounds(low, max(low, high))  # where both are one number, the last digit of either may differ

    def _answer_of_own(self, metric: Declared) -> Any:  # Any: as above
        asking = _asking.get()
        this = (metric.name, id(self.record))
        if this in asking:
            circle = " -> ".join([name for name, _ in asking[asking.index(this) :]] + [metric.name])
            raise ValueError(f"the metric {metric.name} is worked out of itself: {circle}.")
        token = _asking.set((*asking, this))
        try:
            return metric.formula(self, NUMBERS, **metric.asked)
        finally:
            _asking.reset(token)

    def clock(self, **asked: str | None) -> zones.Clock:
        """The time zones of the places with people and the hours they span."""
        if not any(asked.values()):
            return self._standard_clock  # type: ignore[no-any-return]
        return zones.clock_of(
            ((site.time_zone, site.country) for site in self.record.sites),
            **{name: text for name, text in asked.items() if text},  # type: ignore[arg-type] # which it checks
        )

    @property
    def countries_listed(self) -> tuple[Country, ...]:
        """The countries where the record puts people."""
        return tuple(sorted(self.record.people_by_country))

    @property
    def entry_modes_listed(self) -> tuple[str, ...]:
        """The modes through which the record has it work abroad."""
        return tuple(sorted({place.mode for place in self.record.abroad}))

    @property
    def home_listed(self) -> tuple[str, ...]:
        """The home country, if the record holds it."""
        return () if self.record.home is None else (self.record.home,)

    def continents_listed(self, scheme: str) -> tuple[str, ...]:
        """The continents where the record puts people."""
        if scheme == "seven":
            return tuple(sorted({*self._site_continents}))
        return tuple(sorted({site.continent(scheme) for site in self.record.sites}))  # type: ignore[arg-type]


def _highs(people: Collection[Count]) -> list[float]:
    return [inf if count.high is None else count.high for count in people]


def _at_home(firm: FirmNumbers) -> list[bool]:
    """Of each country with people, whether it is the home country."""
    home = firm.record.home
    return [country == home for country in firm.record.people_by_country]


def _abroad(firm: FirmNumbers) -> list[Country]:
    """The countries of its ways to work abroad, and of its people there; none is known to be where the home is not."""
    record, home = firm.record, firm.record.home
    if home is None:
        return []
    return [place.country for place in record.abroad] + [at for at in record.people_by_country if at != home]


def _site_continents(firm: FirmNumbers) -> list[Continent]:
    return [site.continent() for site in firm.record.sites]


def _entries(firm: FirmNumbers) -> dict[Country, tuple[float, float]]:
    """Every country that has or had people, with the years of its entry: unbounded where no date tells."""
    found: dict[Country, tuple[float, float]] = {}
    for office in firm.record.known_offices:
        people, opened, closed = office.headcount, office.opened, office.closed
        if office.kind in UNSTAFFED_KINDS or (people is not None and people.high == 0):
            continue
        earliest = -inf if opened is None else opened.year
        latest = (
            earliest if opened else inf if closed is None else closed.year
        )  # one that has closed had opened by then
        before = found.get(office.country)
        if before is not None:
            earliest, latest = min(before[0], earliest), min(before[1], latest)
        found[office.country] = earliest, latest
    for team in firm.record.teams:  # whose places have no dates
        for place in team.places:
            if place.people.high != 0:
                found[place.country] = -inf, found.get(place.country, (inf, inf))[1]
    return found


def _once(firm: FirmNumbers) -> list[Count]:
    """The people now in each country that has or had some."""
    people = firm.record.people_by_country
    return [people.get(country, NOBODY) for country in firm._entries]


def _further(firm: FirmNumbers, name: str) -> list[int]:
    """What each country may keep beside one, if people are there: looked up where claims make it matter.

    Without any there may be as many other countries as people not placed, who can't keep more than those do.
    """
    staffed = firm.record.people_by_country if firm.record.claims else ()
    return [further(name, country) if country in staffed else 0 for country in firm._entries]


COLUMNS: dict[Over, dict[str, Callable[[FirmNumbers], Collection[Any]]]] = {  # Any: numbers, names and truth values
    "people": {
        "country": lambda firm: firm.record.people_by_country,
        "people_low": lambda firm: [people.low for people in firm.record.people_by_country.values()],
        "people_high": lambda firm: _highs(firm.record.people_by_country.values()),
        "at_home": lambda firm: firm._at_home,
        "abroad": lambda firm: [not home for home in firm._at_home],
    },
    "elsewhere": {
        "elsewhere_low": lambda firm: [firm.record.people_elsewhere.low],
        "elsewhere_high": lambda firm: _highs([firm.record.people_elsewhere]),
    },
    "places": {"continent": lambda firm: firm._site_continents},
    "operations": {"country": _abroad},
    "countries": {
        "country": lambda firm: firm._entries,
        "people_low": lambda firm: [people.low for people in _once(firm)],
        "people_high": lambda firm: _highs(_once(firm)),
        "at_home": lambda firm: [country == firm.record.home for country in firm._entries],
        "abroad": lambda firm: [country != firm.record.home for country in firm._entries],
        "entered_low": lambda firm: [low for low, _ in firm._entries.values()],
        "entered_high": lambda firm: [high for _, high in firm._entries.values()],
        "further_zones": lambda firm: _further(firm, "further_zones"),
        "further_continents": lambda firm: _further(firm, "further_continents"),
    },
}
"""The rows of a record, column by column: a quantity that is one of the columns needs no row by itself."""


def _each(firm: FirmNumbers, over: Over) -> Iterator[SimpleNamespace]:
    """The rows one by one, for quantities that are worked out of several columns."""
    columns = {name: column(firm) for name, column in COLUMNS[over].items()}
    for values in zip(*columns.values(), strict=True):
        yield SimpleNamespace(**dict(zip(columns, values, strict=True)))


def _accounts(firm: FirmNumbers) -> Accounts | None:
    """The accounts of the year asked for, or else the last; none where the record has none."""
    every, year = firm.record.accounts, firm.year
    if not every:
        return None
    found = [accounts for accounts in every if year is None or accounts.year == year]
    return max(found, key=lambda accounts: accounts.year, default=None)


def _standard_clock(firm: FirmNumbers) -> zones.Clock:
    sites = firm.record.sites
    zones_kept = {site.time_zone for site in sites}
    known = frozenset([standard_offset_hours(zone) for zone in zones_kept if zone is not None])
    unknown = [standard_offsets(site.country) for site in sites if site.time_zone is None] if None in zones_kept else []
    return zones.clock_of_kept(known, unknown)


def _second_least(values: list[float]) -> float:
    return sorted(values)[1] if len(values) > 1 else inf


_TOGETHER: dict[str, Any] = {
    "sum": sum,
    "least": lambda values: min(values, default=inf),
    "most": lambda values: max(values, default=-inf),
    "any": any,
    "distinct": lambda values: len(set(values)),
    "second_least": _second_least,
}


_READERS: dict[str, Callable[[FirmNumbers], Any]] = {  # Any: rows, numbers, truth values and bounds
    "_at_home": _at_home,
    "_entries": _entries,
    "_site_continents": _site_continents,
    "_standard_clock": _standard_clock,
    "accounts": _accounts,
}
"""What is read of a firm that is not declared, but on the way to what is."""


Reader = Callable[[FirmNumbers], Any]  # Any: rows, numbers, truth values and bounds


class _Read:
    """How a name is read of a firm: worked out once, and then an attribute of its own, which hides this."""

    __slots__ = ("name", "reader")

    def __init__(self, name: str, reader: Reader) -> None:
        self.name, self.reader = name, reader

    def __get__(self, firm: FirmNumbers, _: type[FirmNumbers]) -> Any:  # Any: as above
        value = firm.__dict__[self.name] = self.reader(firm)
        return value


class _ReadOfOwn(_Read):
    """How a user's own is read: what is declared anew, as by a notebook cell run twice, is read anew."""

    __slots__ = ("declared", "registry")

    def __init__(self, name: str, reader: Reader, registry: Mapping[str, object]) -> None:
        super().__init__(name, reader)
        self.registry, self.declared = registry, registry[name]

    def __get__(self, firm: FirmNumbers, _: type[FirmNumbers]) -> Any:  # Any: as above
        if self.registry.get(self.name) is not self.declared:
            read = _read_of(self.name)
            setattr(FirmNumbers, self.name, read)
            return read.__get__(firm, FirmNumbers)
        return super().__get__(firm, _)


def _read_of(name: str) -> _Read:
    for registry, reading in _READING:
        declared = registry.get(name)
        if declared is not None:
            own = registry is not _READERS and name not in LIBRARY and getattr(declared, "own", True)
            return _ReadOfOwn(name, reading(declared), registry) if own else _Read(name, reading(declared))
    raise unknown_name(name, [*VOCABULARY])


def reader_of(name: str) -> Reader:
    """What works out a quantity, a figure or whatever else is declared by its name."""
    return _read_of(name).reader


def _answering(metric: Declared) -> Reader:
    if (
        not metric.own and not metric.asked and metric.tables and not metric.sharper
    ):  # the library's have no circles: a test reads them all
        return compiled(metric)  # once a name: it takes as long as a hundred answers
    return lambda firm: firm.answer(metric)


def _gathering(gathered: Gathered) -> Reader:
    over, together, of = gathered.over, _TOGETHER[gathered.how], gathered.of
    if isinstance(of, str):
        column = COLUMNS[over][of]
        if gathered.where is None:
            return lambda firm: together(column(firm))
        chosen = COLUMNS[over][gathered.where]
        return lambda firm: together(compress(column(firm), chosen(firm)))
    return lambda firm: together([of(row, NUMBERS) for row in _each(firm, over)])


def _stating(figure: Figure) -> Reader:
    of, minimum, maximum = figure.of, figure.minimum, figure.maximum
    unknown = Bounds(minimum, maximum)

    def read(firm: FirmNumbers) -> Bounds:
        value = of(firm)
        return unknown if value is None else as_bounds(value, minimum, maximum)

    return read


def _deriving(derived: Derived) -> Reader:
    return derived.of


_READING: tuple[tuple[Mapping[str, Any], Callable[[Any], Reader]], ...] = (  # Any: what is declared
    (VOCABULARY, _answering),
    (QUANTITIES, _gathering),
    (FIGURES, _stating),
    (DERIVED, _deriving),
    (_READERS, lambda reader: reader),
)


def ranged(found: Any, metric: Declared) -> Bounds:  # Any: what a formula returned
    """A formula's answer as bounds, within the range of its metric.

    Raises:
        TypeError: it is nothing that a formula may answer.
        ValueError: a user's formula answered bounds out of order.
    """
    least = -inf if metric.minimum is None else metric.minimum
    most = inf if metric.maximum is None else metric.maximum
    if isinstance(found, Bounds):
        low, high = found
        if metric.own and not low <= high:
            raise ValueError(
                f"the metric {metric.name} answered the bounds {low} and {high}: the first may not be the greater one."
            )
        if low < least or high > most:
            return Bounds(min(max(low, least), most), max(min(high, most), least))
        return found
    if found is None:
        return Bounds(least, most)
    if isinstance(found, Interval):
        return ranged(as_bounds(found, least, most), metric)
    if isinstance(found, (int, float)) and found == found:
        return ranged(Bounds(found, found), metric)
    raise TypeError(
        f"the metric {metric.name} answered {quote(found)}: it may answer Bounds, an Interval, a number or None."
    )
