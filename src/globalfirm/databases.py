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

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

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
    from sqlalchemy import JSON, Case, ClauseElement, ColumnElement, Dialect, String, and_, case, false, or_
    from sqlalchemy.dialects.postgresql import JSONB
    from sqlalchemy.sql import operators
    from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.sql.operators import OperatorType

__all__ = ["TYPES", "CountType", "CountryType", "IntervalType", "RecordType", "TimeZoneType"]


def __dir__() -> list[str]:
    return sorted(__all__)


I = TypeVar("I", bound=Interval)  # noqa: E741 # as in Interval
R = TypeVar("R", bound=Record)


class _ValueType(TypeDecorator[Any]):  # Any: the values of each column type
    """What the column types have in common: a repr by which a migration makes them again."""

    cache_ok: bool | None = True

    def __repr__(self) -> str:
        """As code that makes it."""
        return f"{type(self).__name__}()"


_COMPARING = frozenset(
    {
        *(operators.eq, operators.ne, operators.lt, operators.le, operators.gt, operators.ge),
        *(operators.in_op, operators.not_in_op, operators.is_distinct_from, operators.is_not_distinct_from),
    }
)
"""What compares with a value of the column's own kind; to all others a code or a name is text."""


class _NameType(_ValueType):
    """What columns of countries and of time zones have in common: they compare with values, and match text as text."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String
    kind: Callable[[str], str]

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> Any:  # Any: as SQLAlchemy's
        """A value of the kind, or the text of `like` and its fellows."""
        return self if op in _COMPARING else String()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The code or the name."""
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # Any: of the kind
        """What the code or the name stands for."""
        return None if value is None else self.kind(value)


class CountryType(_NameType):
    """A country, kept as its alpha-2 code: what it is compared with may be written in any way that `Country` reads."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String(2)
    cache_ok: bool | None = True
    kind: Callable[[str], str] = Country


class TimeZoneType(_NameType):
    """A time zone, kept as its canonical name: what it is compared with may be any name that `TimeZone` reads."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String(LONGEST_NAME)
    cache_ok: bool | None = True
    kind: Callable[[str], str] = TimeZone


def _json() -> TypeEngine[Any]:  # Any: what JSON holds
    """JSON that can be compared, also by PostgreSQL, whose plain kind can be neither grouped nor made distinct."""
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class _Parts(JSON.Comparator[Any]):  # Any: what JSON holds
    """Compares a column of JSON; a part of it is plain JSON, and not of the column's kind."""

    def __getitem__(self, key: Any) -> Any:  # Any: as SQLAlchemy's
        part: Any = super().__getitem__(key)  # type: ignore[no-untyped-call]
        part.type = JSON()
        return part


_OF_WHOLES = frozenset({operators.is_, operators.is_not, operators.distinct_op, operators.json_getitem_op})
"""What asks nothing of how bounds compare."""


class _Equal(Case[Any]):  # Any: a truth value or NULL
    """Whether two are equal; to Python, whether they are one column: SQLAlchemy keeps columns as keys, which it compares."""

    inherit_cache = True

    def __init__(self, one: object, other: object, *whens: Any) -> None:  # Any: as SQLAlchemy's
        super().__init__(*whens)
        self._same = hash(one) == hash(other)

    def __bool__(self) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride] # as that of other comparisons
        return self._same


class _Ends(NamedTuple):
    """The bounds of what is compared, as SQL or numbers."""

    low: Any  # Any: a column, an expression or a number
    high: Any


class _Bounds(_Parts):
    """Compares a column of bounds with numbers and with another one as a rule does: NULL is SQL's own word for can't tell."""

    @property
    def low(self) -> ColumnElement[float]:
        return cast("ColumnElement[float]", self["low"].as_float())

    @property
    def high(self) -> ColumnElement[float]:
        return cast("ColumnElement[float]", self["high"].as_float())

    def __lt__(self, other: Any) -> Any:  # Any: as SQLAlchemy's
        low, high = _ends(other)
        return case((self.high < low, True), (self.low >= high, False))

    def __le__(self, other: Any) -> Any:
        low, high = _ends(other)
        return case((self.high <= low, True), (self.low > high, False))

    def __gt__(self, other: Any) -> Any:
        return ~(self <= other)

    def __ge__(self, other: Any) -> Any:
        return ~(self < other)

    def __eq__(self, other: object) -> Any:
        if other is None:
            return self.is_(None)
        low, high = _ends(other)
        surely, surely_not = and_(self.low == high, self.high == low), or_(self.low > high, self.high < low)
        return _Equal(self.expr, other, (surely, True), (surely_not, False))

    def __ne__(self, other: object) -> Any:
        return self.is_not(None) if other is None else ~(self == other)

    __hash__ = JSON.Comparator.__hash__

    def in_(self, other: Any) -> Any:
        """Whether it equals one of some numbers."""
        if isinstance(other, (str, ClauseElement)) or not isinstance(other, Iterable):
            raise TypeError("a column of bounds is in a list of numbers: for a query, ask for its low or its high.")
        return or_(false(), *[self == each for each in other])

    def not_in(self, other: Any) -> Any:
        """Whether it equals none of some numbers."""
        return ~self.in_(other)

    def between(self, cleft: Any, cright: Any, symmetric: bool = False) -> Any:  # as SQLAlchemy's
        """Whether it is at least the one and at most the other."""
        if symmetric:
            raise TypeError("a column of bounds lies between two numbers in their order.")
        return and_(self >= cleft, self <= cright)

    def operate(self, op: OperatorType, *other: Any, **details: Any) -> Any:
        """What has a meaning for bounds; what has none would compare the JSON of them as text.

        Raises:
            TypeError: it has none.
        """
        if op in _OF_WHOLES or isinstance(op, operators.custom_op):
            return super().operate(op, *other, **details)
        name = getattr(op, "__name__", str(op)).strip("_").removesuffix("_op")
        raise TypeError(f"a column of bounds has no {name!r}: ask for its low or its high, such as column.high.desc().")


def _ends(value: Any) -> _Ends:  # Any: a number, text of one, or an expression
    """What bounds are compared with: a number, an expression of one, or the bounds of another column.

    Raises:
        TypeError: it is an interval that is not exact.
        ValueError: it is not a number.
    """
    if isinstance(getattr(value, "type", None), BoundsType):
        return _Ends(value.low, value.high)
    if hasattr(value, "__clause_element__") or isinstance(value, ClauseElement):
        return _Ends(value, value)
    number = float(value if isinstance(value, Interval) else Interval._read(value))
    return _Ends(number, number)


class BoundsType(_ValueType, Generic[I]):
    """What columns of counts and of intervals have in common: JSON of the bounds, compared as rules compare."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = _json()
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


class RecordType(_ValueType, Generic[R]):
    """A record of some kind (a `Company`, a `Verdict`, a subclass of one's own), kept as its JSON with the version of its schema."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = _json()
    cache_ok: bool | None = True
    comparator_factory = _Parts  # pyright: ignore[reportAssignmentType] # as above

    def __init__(self, kind: type[R]) -> None:
        super().__init__()
        self.kind = kind

    def __repr__(self) -> str:
        """As code that makes it, where the module of the record is imported."""
        return f"{type(self).__name__}({self.kind.__module__}.{self.kind.__qualname__})"

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
