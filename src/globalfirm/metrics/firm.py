"""One firm as formulas see it: its quantities as numbers, each worked out when it is first read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from itertools import compress
from math import inf
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.ground.messages import quote
from globalfirm.metrics import zones
from globalfirm.metrics.compiled import compiled
from globalfirm.metrics.declaration import Declared, Members, Metric
from globalfirm.metrics.formulas import NUMBERS, Bounds
from globalfirm.metrics.quantities import (
    DERIVED,
    FIGURES,
    LIBRARY,
    QUANTITIES,
    Derived,
    Figure,
    Gathered,
    Over,
    unknown_name,
)
from globalfirm.model.interval import Interval
from globalfirm.model.office import NOBODY, UNSTAFFED_KINDS, Office

if TYPE_CHECKING:
    from globalfirm.model.accounts import Accounts
    from globalfirm.model.company import Company
    from globalfirm.model.count import Count
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
            read = _Read(name)
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
        return _answering(metric)(self)

    def _answer_of_own(self, metric: Declared) -> Any:  # Any: as above
        asking = _asking.get()
        this = (metric.name, id(self.record))
        if this in asking:
            circle = " -> ".join([name for name, _ in asking[asking.index(this) :]] + [metric.name])
            raise ValueError(f"the metric {metric.name} is worked out of itself: {circle}.")
        token = _asking.set((*asking, this))
        try:
            return metric.formula(self, NUMBERS, **metric.given)
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
        return tuple(sorted({site.continent(scheme) for site in self.record.sites}))  # type: ignore[arg-type]


def _low(people: Count) -> int:
    return people.low


def _high(people: Count) -> float:
    return inf if people.high is None else people.high


def _abroad(record: Company) -> list[Country]:
    """The countries of its ways to work abroad, and of its people there; none is known to be where the home is not."""
    home = record.home
    places = [] if home is None else [*record.abroad, *record.sites]
    return [place.country for place in places if place.country != home]


def _entries(record: Company) -> dict[Country, tuple[float, float]]:
    """Every country that has or had people, with the years of its entry: unbounded where no date tells."""
    found: dict[Country, tuple[float, float]] = {}
    for office in record.offices:
        if _had_people(office):
            before, entered = found.get(office.country, (inf, inf)), _entered(office)
            found[office.country] = min(before[0], entered[0]), min(before[1], entered[1])
    for team in record.teams:  # whose places have no dates
        for place in team.places:
            if place.people.high != 0:
                found[place.country] = -inf, found.get(place.country, (inf, inf))[1]
    return found


def _once(record: Company) -> list[Count]:
    """The people now in each country that has or had some."""
    return [record.people_by_country.get(country, NOBODY) for country in _entries(record)]


COLUMNS: dict[Over, dict[str, Callable[[Company], list[Any]]]] = {  # Any: numbers, names and truth values
    "people": {
        "country": lambda record: [*record.people_by_country],
        "people_low": lambda record: [people.low for people in record.people_by_country.values()],
        "people_high": lambda record: [*map(_high, record.people_by_country.values())],
        "at_home": lambda record: [country == record.home for country in record.people_by_country],
        "abroad": lambda record: [country != record.home for country in record.people_by_country],
    },
    "places": {"continent": lambda record: [site.continent() for site in record.sites]},
    "operations": {"country": _abroad},
    "countries": {
        "country": lambda record: [*_entries(record)],
        "people_low": lambda record: [*map(_low, _once(record))],
        "people_high": lambda record: [*map(_high, _once(record))],
        "at_home": lambda record: [country == record.home for country in _entries(record)],
        "entered_low": lambda record: [low for low, _ in _entries(record).values()],
        "entered_high": lambda record: [high for _, high in _entries(record).values()],
    },
}
"""The rows of a record, column by column: a quantity that is one of the columns needs no row by itself."""


def _each(record: Company, over: Over) -> Iterator[SimpleNamespace]:
    """The rows one by one, for quantities that are worked out of several columns."""
    columns = {name: column(record) for name, column in COLUMNS[over].items()}
    for values in zip(*columns.values(), strict=True):
        yield SimpleNamespace(**dict(zip(columns, values, strict=True)))


def _entered(office: Office) -> tuple[float, float]:
    """The years in which an office opened at the earliest and at the latest: one that has closed had opened by then."""
    if office.opened is not None:
        return office.opened.year, office.opened.year
    return -inf, inf if office.closed is None else office.closed.year


def _had_people(office: Office) -> bool:
    empty = office.headcount is not None and office.headcount.high == 0
    return office.kind not in UNSTAFFED_KINDS and not empty


def _accounts(firm: FirmNumbers) -> Accounts | None:
    """The accounts of the year asked for, or else the last; none where the record has none."""
    every, year = firm.record.accounts, firm.year
    if not every:
        return None
    found = [accounts for accounts in every if year is None or accounts.year == year]
    return max(found, key=lambda accounts: accounts.year, default=None)


def _standard_clock(firm: FirmNumbers) -> zones.Clock:
    return zones.clock_of((site.time_zone, site.country) for site in firm.record.sites)


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
    "_standard_clock": _standard_clock,
    "accounts": _accounts,
}
"""What is read of a firm that is not declared, but on the way to what is."""


Reader = Callable[[FirmNumbers], Any]  # Any: rows, numbers, truth values and bounds


class _Read:
    """How a name is read of a firm: worked out once, and then an attribute of its own, which hides this.

    What users declare anew, as by a notebook cell run twice, is read anew.
    """

    __slots__ = ("declared", "name", "reader", "registry")

    def __init__(self, name: str) -> None:
        self.name = name
        self.reader, self.registry, self.declared = self._resolved()

    def __get__(self, firm: FirmNumbers, _: type[FirmNumbers]) -> Any:  # Any: as above
        registry = self.registry
        if registry is not None and registry.get(self.name) is not self.declared:
            self.reader, self.registry, self.declared = self._resolved()
        value = firm.__dict__[self.name] = self.reader(firm)
        return value

    def _resolved(self) -> tuple[Reader, Mapping[str, object] | None, object]:
        """The reader, and of a user's own the declaration that it is of."""
        name = self.name
        for registry, reading in _READING:
            declared = registry.get(name)
            if declared is not None:
                own = registry is not _READERS and name not in LIBRARY and getattr(declared, "own", True)
                return reading(declared), registry if own else None, declared
        raise unknown_name(name, [*VOCABULARY])


def _answering(metric: Declared) -> Reader:
    formula, given = metric.formula, metric.given
    if metric.own:
        return lambda firm: _within_range(firm._answer_of_own(metric), metric)
    if not given and metric.tables:  # the library's have no circles: a test reads them all
        return compiled(metric)
    return lambda firm: _within_range(formula(firm, NUMBERS, **given), metric)


def _within_range(found: Any, metric: Declared) -> Any:  # Any: as above
    return found if type(found) is Members else ranged(found, metric)


def _gathering(gathered: Gathered) -> Reader:
    over, together, of = gathered.over, _TOGETHER[gathered.how], gathered.of
    if isinstance(of, str):
        column = COLUMNS[over][of]
        if gathered.where is None:
            return lambda firm: together(column(firm.record))
        chosen = COLUMNS[over][gathered.where]
        return lambda firm: together(compress(column(firm.record), chosen(firm.record)))
    return lambda firm: together([of(row, NUMBERS) for row in _each(firm.record, over)])


def _stating(figure: Figure) -> Reader:
    of, minimum, maximum = figure.of, figure.minimum, figure.maximum
    unknown = Bounds(minimum, maximum)

    def read(firm: FirmNumbers) -> Bounds:
        value = of(firm)
        return unknown if value is None else _bounds(value, minimum, maximum)

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


def _bounds(value: Interval | float, minimum: float, maximum: float) -> Bounds:
    if isinstance(value, Interval):
        return Bounds(minimum if value.low is None else value.low, maximum if value.high is None else value.high)
    return Bounds(value, value)


def ranged(found: Any, metric: Declared) -> Bounds:  # Any: what a formula returned
    """A formula's answer as bounds, within the range of its metric.

    Raises:
        TypeError: it is nothing that a formula may answer.
    """
    least = -inf if metric.minimum is None else metric.minimum
    most = inf if metric.maximum is None else metric.maximum
    if isinstance(found, Bounds):
        low, high = found
        if low < least or high > most:
            return Bounds(min(max(low, least), most), max(min(high, most), least))
        return found
    if found is None:
        return Bounds(least, most)
    if isinstance(found, Interval):
        return ranged(_bounds(found, least, most), metric)
    if isinstance(found, (int, float)) and found == found:
        return ranged(Bounds(found, found), metric)
    raise TypeError(
        f"the metric {metric.name} answered {quote(found)}: it may answer Bounds, an Interval, a number or None."
    )
