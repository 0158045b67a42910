"""All metrics of a firm at once, as intervals where the record leaves them open.

>>> from globalfirm import Company, Office, profile
>>> firm = Company(name="A", headcount=25, offices=[Office(country="RS"), Office(country="DO")], complete=False)
>>> profile(firm).country_count
Count('2-25')
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import inf
from typing import TYPE_CHECKING, Annotated, Any, overload

from pydantic import Field, create_model, model_validator

from globalfirm.expressions.facts import FACTS_OF, Fact, FactSource, facts_of, for_each
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.ground.errors import GlobalfirmWarning, warn
from globalfirm.ground.messages import quote
from globalfirm.ground.record import Record, made_of
from globalfirm.ground.shown import ShownAsCard
from globalfirm.metrics.claims import Conflict
from globalfirm.metrics.declaration import Declared, Members, Metric, seal
from globalfirm.metrics.facts import OF_THE_RECORD_TOO, Facts, as_fact, claim_texts, fact_without_accounts
from globalfirm.metrics.firm import ranged
from globalfirm.metrics.flat import Cell, flat_row
from globalfirm.metrics.formulas import NUMBERS, Bounds
from globalfirm.model.claim import Claim
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.model.partial_set import PartialSet
from globalfirm.places.offsets import database_version


def _is_profiled(metric: object) -> bool:
    return isinstance(metric, Declared) and metric.profiled


_LIBRARY = seal()
BUILT_IN = tuple(name for name in _LIBRARY if _is_profiled(VOCABULARY[name]))
"""The library's metrics that a profile holds, in the order in which they are declared."""

ON_DEMAND = tuple(name for name in _LIBRARY if name not in BUILT_IN)
"""Those that are worked out when they are asked for: a profile of every metric would cost twice as much with them."""


def value_type(metric: Declared) -> type[Fact]:
    """What a metric's facts are: counts of what is whole, intervals of other quantities, or sets.

    >>> from globalfirm import metric
    >>> value_type(metric.country_count).__name__, value_type(metric.founded).__name__
    ('Count', 'Interval')
    """
    if metric.kind == "set":
        return PartialSet
    return Count if metric.whole and metric.minimum == 0 else Interval


def _described(metric: Declared) -> str:
    unit = "" if metric.kind == "set" or metric.unit == "of 1" else f" In {metric.unit}."
    return metric.meaning.split(". ")[0].rstrip(".") + "." + unit


if TYPE_CHECKING:
    from globalfirm.metrics.generated import ProfileFields as _Fields
else:
    _Fields = create_model(
        "ProfileFields",
        __base__=Record,
        __module__=__name__,
        name=Annotated[str, Field(description="The firm's name.")],
        **{
            name: Annotated[value_type(VOCABULARY[name]), Field(description=_described(VOCABULARY[name]))]
            for name in BUILT_IN
        },
    )


class Figure(Record):
    """A metric's value by name: of a user's own metric, or of one year's accounts."""

    metric: Annotated[str, Field(description="The metric's name.")]
    value: Annotated[Interval | PartialSet, Field(description="What is known of it.")]


class Year(Record):
    """The figures that come from the accounts of one year."""

    year: Annotated[int, Field(description="The accounting year.")]
    figures: Annotated[tuple[Figure, ...], Field(description="Each yearly metric.")]

    def fact(self, name: str, /, **parameters: str) -> Fact:
        """What is known of a metric in that year.

        Raises:
            ValueError: the metric does not come from accounts.

        >>> Year(year=2024, figures=[Figure(metric="turnover_eur", value=(1, 2))]).fact("turnover_eur")
        Interval(1, 2)
        """
        return _value(self.figures, name, parameters) if name.isidentifier() else _reckoned(self, name)


class Profile(ShownAsCard, _Fields):
    """The metrics of one firm. Each quantity is an interval, exact where the record and the claims settle it.

    A field for each of the library's metrics; a user's own is `profile["name"]`.

    >>> from globalfirm import Company, Office, profile
    >>> facts = profile(Company(name="A", home="US", headcount=10, offices=[Office(country="RS", headcount=4)]))
    >>> Profile.model_validate_json(facts.model_dump_json()) == facts
    True
    >>> facts["country_count"]
    Count(1)
    """

    own: Annotated[tuple[Figure, ...], Field(description="Users' own metrics.")] = ()
    years: Annotated[tuple[Year, ...], Field(description="The accounts, year by year.")] = ()
    claims_used: Annotated[tuple[Claim, ...], Field(description="Claims that narrowed or agree.")]
    conflicts: Annotated[tuple[Conflict, ...], Field(description="Claims set aside.")]
    tz_database: Annotated[str, Field(description="Release of the IANA database.", examples=["2026a"])]

    @model_validator(mode="before")
    @classmethod
    def _open_where_not_held(cls, given: Any) -> Any:  # Any: whatever is read
        """Of a metric that came to the library after a profile was stored, nothing is known there."""
        if not isinstance(given, dict):
            return given
        return {name: _open(VOCABULARY[name]) for name in BUILT_IN if name not in given} | given

    def fact(self, name: str, /, **parameters: str) -> Fact:
        """What is known of a metric, by its name.

        Raises:
            ValueError: no metric has that name, it was declared after the profile was made, or it is asked with
                parameters, which a profile does not hold.

        >>> from globalfirm import Company, Office, profile
        >>> profile(Company(name="A", offices=[Office(country="RS")])).fact("countries")
        PartialSet(values=('RS',), complete=True)
        """
        if name in _HELD and not parameters:
            found: Fact = getattr(self, name)
            return found
        if not name.isidentifier():
            return _reckoned(self, name)
        return _value(self.own, name, parameters)

    def __getitem__(self, name: str) -> Fact:
        """What is known of a metric, by its name: as `fact`."""
        return self.fact(name)

    def sources(self, name: str) -> tuple[str, ...]:
        """What a metric rests on, as far as a profile holds it: the claims that narrowed it.

        >>> from globalfirm import Claim, Company, profile
        >>> claim = Claim(metric="country_count", value=4, source="a newspaper")
        >>> profile(Company(name="A", claims=[claim])).sources("country_count")
        ('claim by a newspaper: 4',)
        """
        return claim_texts(self.claims_used, name)

    def in_year(self, year: int) -> Year:
        """The figures of one year's accounts; what they don't hold is open.

        >>> from globalfirm import Company, profile
        >>> profile(Company(name="A")).in_year(2024).fact("foreign_sales_share")
        Interval(0.0, 1.0)
        """
        held = next((held for held in self.years if held.year == year), None)
        return held or _year(Facts(Company(name=self.name)), year)

    def to_row(self) -> dict[str, Cell]:
        """The figures as a flat row: the columns, in their order, that `cohort.measure` has of a table for the same metrics.

        First the firm and its home; then a quantity is two columns, `_low` and `_high` (None where there is no bound),
        and a set its known members as text. `countries` is left out, as of tables, where they are rows: `firm.countries` has them.

        >>> from globalfirm import Company, Office, profile
        >>> row = profile(Company(name="A", home="US", headcount="50+", offices=[Office(country="RS")])).to_row()
        >>> [(name, row[name]) for name in ("firm", "home", "headcount_low", "headcount_high", "continent_coverage")]
        [('firm', 'A'), ('home', 'US'), ('headcount_low', 50), ('headcount_high', None), ('continent_coverage', 'Europe')]
        """
        names = [name for name in (*BUILT_IN, *(figure.metric for figure in self.own)) if name != "countries"]
        return {"firm": self.name, **flat_row(self, dict.fromkeys(("home", *names)))}

    def __repr_args__(self) -> Any:  # Any: pydantic's pairs
        """The fields, those that the card shows first: a long repr is cut."""
        held = dict(super().__repr_args__())
        return [(name, held[name]) for name in dict.fromkeys((*_SHOWN_FIRST, *held))]

    def __str__(self) -> str:
        """The figures, one a line."""
        figures = {
            "people": self.headcount,
            "countries": _listed(self.country_count, self.countries),
            "continents": _listed(self.continent_count, self.continent_coverage),
            "time zones": self.time_zone_count,
            "time-zone span": f"{self.time_zone_span_hours} h",
            "share abroad": _percent(self.foreign_headcount_share),
        }
        lines = [f"  {label:<15} {figure}" for label, figure in figures.items()]
        lines += [f"  {figure.metric:<15} {figure.value}" for figure in self.own]
        return "\n".join([self.name, *lines, *(f"  set aside: {conflict}" for conflict in self.conflicts)])


def _listed(count: Count, known: PartialSet) -> str:
    return f"{count} (known: {', '.join(known.values)})" if known.values else str(count)


def _percent(share: Interval) -> str:
    low, high = 100 * (share.low or 0), 100 * (1 if share.high is None else share.high)
    return f"{low:.0f} %" if share.is_exact else f"{low:.0f}-{high:.0f} %"


@overload
def profile(company: Company | Facts | Profile) -> Profile: ...
@overload
def profile(company: Iterable[Company]) -> list[Profile]: ...
def profile(company: Company | Facts | Profile | Iterable[Company]) -> Profile | list[Profile]:
    """Every metric of a firm, from its known places, their completeness and the claims that fit; of several, a list.

    A quantity is bounded by what the lists hold, from above by whether they are complete and by how many more
    people there can be, and narrowed by the claims on it. Claims that contradict the record, or one another, are
    reported in `conflicts` and not used. An empty list is never taken for complete: people are somewhere.

    >>> from globalfirm import Claim, Company, Office
    >>> claim = Claim(metric="country_count", value=4, source="a newspaper")
    >>> firm = Company(name="A", offices=[Office(country="RS")], claims=[claim], complete=False)
    >>> profile(firm).country_count
    Count(4)
    >>> [each.name for each in profile([firm, firm.replace(name="B")])]
    ['A', 'B']
    """
    return for_each(_profile, company)  # type: ignore[no-any-return]


def _profile(company: Company | Facts | Profile) -> Profile:
    facts = facts_of(company)
    if isinstance(facts, Profile):
        return facts
    if not isinstance(facts, Facts):
        raise TypeError(f"a profile is of a Company, not of {quote(company)}.")
    record, claims = facts.company, facts.claims
    accounted = bool(record.accounts) or record.relations is not None
    values: dict[str, Any] = (
        dict.fromkeys(_FIELDS) if accounted else _without_accounts().copy()
    )  # Any: of fields of several kinds
    values |= facts.at_once(BUILT_IN if accounted else _UNACCOUNTED)
    values["name"] = record.name
    values["own"] = _own(facts) if len(VOCABULARY) > len(_LIBRARY) else ()
    values["years"] = tuple([_year(facts, year) for year in facts.years]) if record.accounts else ()
    values["claims_used"] = claims.used if claims else ()
    values["conflicts"] = claims.conflicts if claims else ()
    values["tz_database"] = database_version()
    return made_of(Profile, values)


FACTS_OF[Profile] = lambda held: held
_FIELDS = tuple(Profile.model_fields)
_SHOWN_FIRST = (
    "name", "headcount", "country_count", "continent_count", "time_zone_count", "time_zone_span_hours",
    "foreign_headcount_share",
)  # fmt: skip
_HELD = frozenset(BUILT_IN)
_YEARLY = tuple(name for name in BUILT_IN if VOCABULARY[name].yearly)
_UNACCOUNTED = tuple(name for name in BUILT_IN if name not in _YEARLY or name in OF_THE_RECORD_TOO)
"""The metrics to work out where there are no accounts: the others are then open for every firm alike."""


@cache
def _without_accounts() -> dict[str, Any]:  # Any: facts, and gaps to be filled
    """The fields of a profile with what is known without accounts, in their order."""
    return {
        name: None if name in _UNACCOUNTED or name not in _HELD else fact_without_accounts(name) for name in _FIELDS
    }


class MetricWarning(GlobalfirmWarning):
    """A user's own metric raised an error: a profile leaves it open, and holds the others all the same."""


def _own(facts: Facts) -> tuple[Figure, ...]:
    own = [name for name, metric in VOCABULARY.items() if name not in _LIBRARY and _is_profiled(metric)]
    return tuple([Figure(metric=name, value=_fact_or_open(facts, name)) for name in own])


def _fact_or_open(facts: Facts, name: str) -> Fact:
    """What a user's own metric answers; where it raises an error, all that it might have answered, with a warning."""
    try:
        return facts.fact(name)
    except Exception as error:  # noqa: BLE001 # whatever a user's code does, the profile has the others
        failure = f"{type(error).__name__}: {error}"
        warn(f"the metric {name!r} failed on {facts.name!r}, and the profile leaves it open: {failure}", MetricWarning)
    return _open(metric_named(name))


def _open(metric: Any) -> Fact:  # Any: nothing but metrics is declared
    """All that a metric may be."""
    return as_fact(Members((), False) if metric.kind == "set" else ranged(None, metric), metric)


def _year(facts: Facts, year: int) -> Year:
    then = facts.in_year(year)
    return Year(year=year, figures=tuple(Figure(metric=name, value=then.fact(name)) for name in _YEARLY))


class _Held:
    """The bounds of what is held, as the formula of arithmetic reads them of a firm."""

    def __init__(self, facts: FactSource) -> None:
        self._facts = facts

    def bounds_of(self, metric: Metric) -> Bounds:
        fact: Any = self._facts.fact(metric.name)  # Any: a quantity's
        return Bounds(-inf if fact.low is None else fact.low, inf if fact.high is None else fact.high)


def _reckoned(facts: FactSource, name: str) -> Fact:
    """Arithmetic of metrics out of the facts that are held."""
    metric: Any = metric_named(name)  # Any: nothing but metrics is declared
    return as_fact(ranged(metric.formula(_Held(facts), NUMBERS), metric), metric)


def _value(figures: tuple[Figure, ...], name: str, parameters: dict[str, str]) -> Fact:
    if parameters:
        asked = ", ".join(f"{parameter}={text!r}" for parameter, text in parameters.items())
        raise ValueError(f"a profile holds {name} by its defaults, not with {asked}: ask the company.")
    for figure in figures:
        if figure.metric == name:
            return figure.value
    if not _is_profiled(metric_named(name)):
        raise ValueError(f"a profile does not hold {name}, which is worked out when it is asked for: ask the company.")
    raise ValueError(
        f"the profile does not hold the metric {metric_named(name).name!r}: make it anew from the company."
    )
