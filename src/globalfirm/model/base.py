"""What the records of a firm have in common: where they come from, and that a user's subclass is kept as it is.

>>> from globalfirm import Company, Office
>>> class MyOffice(Office):
...     rent_eur: float
>>> firm = Company(name="A", offices=[MyOffice(country="RS", rent_eur=900, source="the lease", seen="2024-05-01")])
>>> firm.offices[0].rent_eur, firm.offices[0].seen
(900.0, datetime.date(2024, 5, 1))
>>> firm.model_dump_json()
Traceback (most recent call last):
pydantic_core._pydantic_core.PydanticSerializationError: ...offices[0] is a MyOffice, whose field rent_eur the declared type Office lacks: declare `class MyCompany(Company)` with `offices: tuple[MyOffice, ...]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, ForwardRef, TypedDict, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError, core_schema

from globalfirm.ground.fields import Day, Text
from globalfirm.ground.record import Record, inner_schema
from globalfirm.places.place import PlaceFields

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, SerializationInfo, SerializerFunctionWrapHandler
    from pydantic.fields import FieldInfo


class SourceFields(TypedDict, total=False):
    """What users may pass to every record of a firm."""

    id: str | None
    source: str | None
    seen: date | str | None


class SourcedPlaceFields(PlaceFields, SourceFields, total=False):
    """What users may pass to every record of a firm that is a place."""


def _keeping_all(declared: type[Record]) -> Any:  # Any: pydantic's type for serializers is private
    """A serializer that refuses to lose the fields of a subclass, which pydantic would leave out without a word."""

    @cache  # once a class, when the names in its annotations have been found
    def held_by_field() -> dict[str, tuple[type[Record], ...]]:
        found = {name: tuple(_records_in(field.annotation)) for name, field in declared.model_fields.items()}
        return {name: kinds for name, kinds in found.items() if kinds}

    def keep(record: Record, write: SerializerFunctionWrapHandler, info: SerializationInfo) -> object:
        if not info.serialize_as_any:
            kind = type(record)
            if kind is not declared and (lost := _field_lost(kind, (declared,))):
                raise PydanticSerializationError(
                    f"a {kind.__name__} has the field {lost}, which the type declared for it, {declared.__name__}, "
                    f"lacks: declare it as a {kind.__name__}."
                )
            for name, kinds in held_by_field().items():
                held = getattr(record, name)
                if type(held) is not tuple or any(type(part) not in kinds for part in held):
                    _refuse_loss(declared, name, kinds, held)
        return write(record)

    return keep


def _refuse_loss(declared: type[Record], name: str, kinds: tuple[type[Record], ...], held: object) -> None:
    """An error where what a field holds has fields that the types declared for it lack."""
    several = isinstance(held, (tuple, list))
    parts = list(held) if isinstance(held, (tuple, list)) else [held]
    for at, part in enumerate(parts):
        if lost := _field_lost(type(part), kinds):
            where, kind = f"{name}[{at}]" if several else name, type(part).__name__
            wanted = " | ".join(dict.fromkeys([kind, *(type(each).__name__ for each in parts)]))
            field = f"`{name}: tuple[{wanted}, ...]`" if several else f"`{name}: {wanted}`"
            ours = declared.__module__.startswith("globalfirm.")
            remedy = f"`class My{declared.__name__}({declared.__name__})` with {field}" if ours else field
            raise PydanticSerializationError(
                f"{where} is a {kind}, whose field {lost} the declared type {kinds[0].__name__} lacks: declare "
                f"{remedy}{'' if ours else f' in {declared.__name__}'}."
            )


def _field_lost(kind: type[object], declared: tuple[type[Record], ...]) -> str | None:
    """The first field of a record that none of the types declared for it has."""
    if not issubclass(kind, Record):
        return None
    kept = {name for base in declared if issubclass(kind, base) for name in base.model_fields}
    return next((name for name in kind.model_fields if name not in kept), None)


def _records_in(annotation: object) -> Iterator[type[Record]]:
    """The records that an annotation names, such as `tuple[Office, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from _records_in(argument)


def _may_hold_records(field: FieldInfo) -> bool:
    """Whether a field holds records, or its annotation is a name that is not known yet."""
    return isinstance(field.annotation, (str, ForwardRef)) or any(_records_in(field.annotation))


class ExtensibleRecord(Record):
    """A record whose subclasses go wherever it goes, and are kept as they are; none of their fields is lost in a dump."""

    model_config: ClassVar[ConfigDict] = ConfigDict(revalidate_instances="never")  # a subclass stays what it is

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """As every record's; what a dump would lose is an error."""
        schema: Any = super().__get_pydantic_core_schema__(source, handler)
        model = inner_schema(schema, "model")
        if "serialization" not in model and any(map(_may_hold_records, cls.model_fields.values())):
            model["serialization"] = core_schema.wrap_serializer_function_ser_schema(_keeping_all(cls), info_arg=True)
        return schema  # type: ignore[no-any-return]


class SourcedRecord(ExtensibleRecord):
    """A record that may say where it comes from, by a key of the user's own, its source and the day it was seen."""

    id: Annotated[Text | None, Field(description="The user's own key of it: names are not keys.", examples=["42"])] = (
        None
    )
    source: Annotated[Text | None, Field(description="Where it is from.", examples=["the firm's site"])] = None
    seen: Annotated[
        Day | None, Field(description="The day on which it was seen to be so.", examples=["2024-05-01"])
    ] = None

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """As every record's; where it comes from stands last."""
        schema = super().__get_pydantic_core_schema__(source, handler)
        fields: Any = inner_schema(schema, "model-fields")["fields"]
        for name in ("id", "source", "seen"):
            fields[name] = fields.pop(name)
        return schema
