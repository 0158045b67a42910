"""Column types for SQLAlchemy and SQLModel: countries, time zones, counts, intervals and whole records.

Needs the extra `sqlalchemy`. `TYPES` gives every `Mapped[...]` of a declarative base its column; a field of SQLModel names
its own, as `Field(sa_type=CountType)`.

>>> from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, select
>>> columns = Column("name", String), Column("home", CountryType), Column("headcount", CountType)
>>> firms = Table("firms", MetaData(), *columns)
>>> engine = create_engine("sqlite://")
>>> with engine.begin() as connection:
...     firms.create(connection)
...     _ = connection.execute(insert(firms).values(name="A", home="Serbia", headcount="11-50"))
...     connection.execute(select(firms).where(firms.c.headcount < 250, firms.c.home == "SRB")).all()
[('A', 'RS', Count('11-50'))]
>>> engine.dispose()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from globalfirm.ground.extras import needed
from globalfirm.ground.record import Record
from globalfirm.metrics.profiles import Profile
from globalfirm.model.company import Company
from globalfirm.model.count import Count
from globalfirm.model.interval import Interval
from globalfirm.places.country import Country
from globalfirm.places.spelling import LONGEST_NAME
from globalfirm.places.time_zone import TimeZone
from globalfirm.rules.files import unversioned, versioned
from globalfirm.rules.taxonomy import Taxonomy
from globalfirm.rules.verdict import Verdict

with needed("a column type"):
    from sqlalchemy import JSON, ColumnElement, Dialect, String, and_, case, or_
    from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.sql.operators import OperatorType

__all__ = ["TYPES", "CountType", "CountryType", "IntervalType", "RecordType", "TimeZoneType"]

I = TypeVar("I", bound=Interval)  # noqa: E741 # as in Interval
R = TypeVar("R", bound=Record)


class CountryType(TypeDecorator[Country]):
    """A country, kept as its alpha-2 code: what it is compared with may be written in any way that `Country` reads."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String(2)
    cache_ok: bool | None = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The code."""
        return None if value is None else str(Country(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Country | None:
        """The country of the code."""
        return None if value is None else Country(value)


class TimeZoneType(TypeDecorator[TimeZone]):
    """A time zone, kept as its canonical name: what it is compared with may be any name that `TimeZone` reads."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String(LONGEST_NAME)
    cache_ok: bool | None = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The name."""
        return None if value is None else str(TimeZone(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> TimeZone | None:
        """The zone of the name."""
        return None if value is None else TimeZone(value)


class _Bounds(JSON.Comparator[Any]):  # Any: the bounds of whole numbers or others
    """Compares a column of bounds with numbers as a rule does: NULL is SQL's own word for can't tell."""

    @property
    def low(self) -> ColumnElement[float]:
        return cast("ColumnElement[float]", self["low"].as_float())

    @property
    def high(self) -> ColumnElement[float]:
        return cast("ColumnElement[float]", self["high"].as_float())

    def __lt__(self, other: Any) -> Any:  # Any: as SQLAlchemy's
        return case((self.high < _number(other), True), (self.low >= _number(other), False))

    def __le__(self, other: Any) -> Any:
        return case((self.high <= _number(other), True), (self.low > _number(other), False))

    def __gt__(self, other: Any) -> Any:
        return ~(self <= other)

    def __ge__(self, other: Any) -> Any:
        return ~(self < other)

    def __eq__(self, other: object) -> Any:
        if other is None:
            return super().__eq__(other)
        number = _number(other)
        surely, surely_not = and_(self.low == number, self.high == number), or_(self.low > number, self.high < number)
        return case((surely, True), (surely_not, False))

    def __ne__(self, other: object) -> Any:
        return super().__ne__(other) if other is None else ~(self == other)

    __hash__ = JSON.Comparator.__hash__


def _number(value: Any) -> Any:  # Any: a number, or an expression of one
    """What bounds are compared with; an interval must be exact."""
    return float(value) if isinstance(value, Interval) else value


class BoundsType(TypeDecorator[I], Generic[I]):
    """What columns of counts and of intervals have in common: JSON of the bounds, compared as rules compare."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = JSON(none_as_null=True)
    cache_ok: bool | None = True
    comparator_factory = _Bounds  # pyright: ignore[reportAssignmentType] # a class goes, as SQLAlchemy documents
    kind: type[I]

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> Any:  # Any: as SQLAlchemy's
        """Of the key of a bound: as JSON has it."""
        return self.impl_instance.coerce_compared_value(op, value)

    def process_bind_param(self, value: Any, dialect: Dialect) -> dict[str, float | None] | None:
        """The bounds."""
        if value is None:
            return None
        read = self.kind._read(value)
        return {"low": read.low, "high": read.high}

    def process_result_value(self, value: Any, dialect: Dialect) -> I | None:
        """What lies within the bounds."""
        return None if value is None else cast("I", self.kind._read(value))


class CountType(BoundsType[Count]):
    """A count, kept as JSON of its bounds: `{"low": 11, "high": 50}`.

    A comparison with a number is true, false, or NULL where the bounds don't settle it, as a rule is. The bounds
    themselves are `low` and `high` of the column: an index may hold either, and `high < 50` is what is certainly below.
    """

    kind: type[Count] = Count
    cache_ok: bool | None = True


class IntervalType(BoundsType[Interval]):
    """An interval, kept and compared as a count is; both bounds may be null."""

    kind: type[Interval] = Interval
    cache_ok: bool | None = True


class RecordType(TypeDecorator[R], Generic[R]):
    """A record of some kind (a `Company`, a `Verdict`, a subclass of one's own), kept as its JSON with the version of its schema."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = JSON(none_as_null=True)
    cache_ok: bool | None = True

    def __init__(self, kind: type[R]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: R | None, dialect: Dialect) -> Any:  # Any: JSON
        """The record as plain data."""
        if value is None:
            return None
        return versioned(self.kind.model_validate(value).model_dump(mode="json", by_alias=True))

    def process_result_value(self, value: Any, dialect: Dialect) -> R | None:
        """The record of the data."""
        return None if value is None else self.kind.model_validate(unversioned(value))


TYPES: dict[Any, TypeDecorator[Any]] = {  # Any: as SQLAlchemy's `type_annotation_map`
    Country: CountryType(),
    TimeZone: TimeZoneType(),
    Count: CountType(),
    Interval: IntervalType(),
    **{kind: RecordType(kind) for kind in (Company, Profile, Taxonomy, Verdict)},
}
"""The column type of each kind of value, for the `type_annotation_map` of a declarative base."""
