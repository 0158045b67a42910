"""The base of every model: frozen, strict about unknown fields, hashable, exact in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable  # not for type checkers alone: who reads a record's annotations looks it up here
from functools import cached_property
from inspect import Parameter, Signature
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    NoReturn,
    Self,
    TypeVar,
    Unpack,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema, to_jsonable_python

from globalfirm.ground.messages import LONGEST_QUOTE, nearest_name, problem, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


R = TypeVar("R", bound="Record")
F = TypeVar("F", bound="Callable[..., None]")

LONGEST_REPR = 720
"""Signs that a record's repr takes at most, or little more: nine lines of a terminal."""

EXPLAINED_IF_MISSING: dict[str, Callable[[Mapping[str, Any]], PydanticCustomError | None]] = {}
"""For a field that must be given, what else the record says of how to give it, from what was given."""

_new = object.__new__
_set_values, _set_names, _set_extra, _set_private = (
    vars(BaseModel)[f"__{slot}__"].__set__
    for slot in ("dict", "pydantic_fields_set", "pydantic_extra", "pydantic_private")
)
_PYDANTICS_OWN = frozenset(get_args(core_schema.ErrorType))


def _refusing(fields: list[str]) -> Any:  # Any: pydantic's type for validators is private
    """A validator that refuses the name of any further field."""

    def refuse(name: str) -> NoReturn:
        near = nearest_name(str(name), fields)
        hint = f"did you mean {near!r}?" if near else f"the fields are {', '.join(fields)}."
        raise problem("unknown_field", f"no field has this name: {hint}", nearest=near)

    return refuse


def _by_name(kind: type[Record], given: object) -> TypeError:
    """The error of a field that is given without its name."""
    fields = kind.model_fields
    needed = next((name for name, field in fields.items() if field.is_required()), next(iter(fields)))
    parsed = isinstance(given, str) and hasattr(kind, "parse")
    read = f", or have the text read by {kind.__name__}.parse({quote(given)})" if parsed else ""
    return TypeError(f"{quote(given)} stands without its field's name: write {kind.__name__}({needed}=...){read}.")


def _in_plain_data(error: ValidationError, mode: Literal["python", "json"]) -> ValidationError:
    """The same error, such that `json.dumps(error.errors())` works and nothing in it is as long as what was given."""
    lines = error.errors(include_url=False)
    plain = [_plain_line(line) for line in lines]
    if all(
        was["loc"] == now["loc"]
        and was["input"] is now["input"]
        and "error" not in was.get("ctx", ())
        and (was["type"] != "missing" or now["type"] == "missing")
        for was, now in zip(lines, plain, strict=True)
    ):
        return error
    return ValidationError.from_exception_data(error.title, plain, mode)


def _plain_line(line: Any) -> Any:  # Any: pydantic's dictionaries of errors
    kind, facts = line["type"], line.get("ctx", {})
    if isinstance(facts.get("error"), Exception):  # of a validator that raised it
        facts = facts | {"error": str(facts["error"])}
    given = line["input"]
    explained = EXPLAINED_IF_MISSING.get(line["loc"][-1]) if kind == "missing" and isinstance(given, dict) else None
    if explained and (better := explained(given)):
        return InitErrorDetails(type=better, loc=line["loc"], input=_plain(given))
    return InitErrorDetails(
        type=kind if kind in _PYDANTICS_OWN else PydanticCustomError(kind, line["msg"], facts or None),
        loc=tuple(_short(part) for part in line["loc"]),
        input=_short(given) if kind == "unknown_field" else _plain(given),
        ctx=facts,
    )


def _short(name: Any) -> Any:  # Any: a part of a place is a name or a number
    return quote(name)[1:-1] if isinstance(name, str) and len(name) > LONGEST_QUOTE else name


def _plain(value: object) -> object:
    """A value that JSON can hold; itself where it can hold that, and quoted where it can hold nothing like it."""
    for found in (_itself, to_jsonable_python):
        try:
            plain = found(value)
            json.dumps(plain)
        except (TypeError, ValueError, RecursionError):
            continue
        return plain
    return quote(value)


def _cut(value: object, text: str, room: int) -> str:
    """A value's repr; of a list too long for the room, the first of it and how many more there are."""
    if len(text) <= room // 2 or not isinstance(value, tuple):
        return text if len(text) <= room else f"{text[: max(room, LONGEST_QUOTE) - 3]}..."
    first = repr(value[0])
    first = first if len(first) <= room // 3 else f"{first[: room // 3]}..."
    return f"({first}, and {len(value) - 1} more)" if len(value) > 1 else f"({first},)"


def _itself(value: object) -> object:
    return value


if TYPE_CHECKING:

    def takes(declared: F) -> F:
        """Marks the `__init__` of a record that says what may be passed to it: see below."""
        return declared

else:

    class takes:  # noqa: N801 # a decorator
        """Marks the `__init__` of a record that says what may be passed to it, which is wider than what its fields keep.

        Type checkers and editors read it, and `help()` shows it. It never runs: all records are made by the one of `Record`.
        """

        def __init__(self, declared: Callable[..., None]) -> None:
            self.declared = declared

        def __set_name__(self, owner: type[Record], name: str) -> None:
            owner.__takes__ = staticmethod(self.declared)
            delattr(owner, name)


class _Signature:
    """The signature of a record's class: what its `__init__` declares by `takes`, then what a user's subclass adds or narrows."""

    def __get__(self, _: object, kind: type[Record]) -> Signature:
        owner = next(base for base in kind.__mro__ if issubclass(base, Record) and "__takes__" in vars(base))
        hints: dict[str, Any] = {}  # Any: types
        for name, hint in get_type_hints(owner.__takes__).items():
            hints |= get_type_hints(get_args(hint)[0]) if get_origin(hint) is Unpack else {name: hint}
        fields, declared = kind.model_fields, owner.model_fields
        taken = [name for name in hints if name in fields and fields[name].annotation == declared[name].annotation]
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if fields[name].is_required() else fields[name].get_default(),
                    annotation=hints[name] if name in taken else fields[name].annotation,
                )
                for name in (*taken, *(name for name in fields if name not in taken))
            ]
        )


def inner_schema(schema: Any, kind: str) -> Any:  # Any: pydantic's schemas are dictionaries of many kinds
    """The schema of some kind that validators are wrapped around.

    >>> inner_schema({"type": "function-after", "schema": {"type": "model"}}, "model")
    {'type': 'model'}
    """
    while schema["type"] != kind:
        schema = schema["schema"]
    return schema


class Record(BaseModel):
    """A frozen pydantic model; unknown fields are errors, and `dir()` lists fields and our methods only."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="allow",  # so that the validator of their names has its say, which is always no
        str_strip_whitespace=True,
        allow_inf_nan=False,
        revalidate_instances="subclass-instances",  # a subclass's own fields would be lost in JSON: they are refused
        ignored_types=(cached_property,),
    )

    __takes__: ClassVar[Callable[..., None]]

    if not TYPE_CHECKING:  # each record declares what it takes

        def __init__(self, /, *unnamed: Any, **fields: Any) -> None:
            """As pydantic's, but its errors are plain data, as are those of the two that follow."""
            __tracebackhide__ = True
            if unnamed:
                raise _by_name(type(self), unnamed[0])
            try:
                self.__pydantic_validator__.validate_python(fields, self_instance=self)
            except ValidationError as error:
                raise _in_plain_data(error, "python") from None

        __init__.__pydantic_base_init__ = True  # records inside records are validated without a call of it

    @classmethod
    def __pydantic_on_complete__(cls) -> None:
        """Where it is declared what may be passed, the signature says so: pydantic's says what is kept, in its own terms."""
        if hasattr(cls, "__takes__"):
            type.__setattr__(
                cls, "__signature__", _Signature()
            )  # to type checkers it is a signature, not what gives one

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # Any: as pydantic's
        """As pydantic's."""
        __tracebackhide__ = True
        try:
            return cls.__pydantic_validator__.validate_python(obj, **options)  # type: ignore[no-any-return]
        except ValidationError as error:
            raise _in_plain_data(error, "python") from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # Any: as pydantic's
        """As pydantic's."""
        __tracebackhide__ = True
        try:
            return cls.__pydantic_validator__.validate_json(json_data, **options)  # type: ignore[no-any-return]
        except ValidationError as error:
            raise _in_plain_data(error, "json") from None

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Pydantic's schema, but an unknown field's error says which fields there are and the nearest."""
        schema: Any = handler(source)
        inner = inner_schema(schema, "model-fields")
        written = [field.get("validation_alias", name) for name, field in inner["fields"].items()]
        inner["extras_keys_schema"] = core_schema.no_info_plain_validator_function(_refusing(written))
        return schema  # type: ignore[no-any-return]

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Pydantic's JSON Schema, described by the first paragraph of the docstring, without its doctests."""
        written = handler(schema)
        described = handler.resolve_ref_schema(written)
        described["description"] = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
        described["additionalProperties"] = False
        return written

    def replace(self, **changes: Any) -> Self:  # Any: a field takes whatever its own validation takes
        """A copy with some fields changed, validated like any other (pydantic's `model_copy(update=)` is not).

        Raises:
            pydantic.ValidationError: the changed record contradicts itself, or a field does not exist.

        >>> from globalfirm import Company
        >>> Company(name="Vast", headcount=25).replace(headcount="26-30").headcount
        Count('26-30')
        """
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate(given | changes)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # Any: as above
        """As pydantic's, but what is updated is validated: the same as `replace`.

        >>> from globalfirm import Company
        >>> Company(name="Vast").model_copy(update={"headcount": "11-50"}).headcount
        Count('11-50')
        """
        return self.replace(**update) if update else super().model_copy(deep=deep)

    def __repr__(self) -> str:
        """The fields, as pydantic writes them; of a long record as many as a few lines hold, without those at defaults.

        >>> from globalfirm import Company, Office
        >>> Company(name="A", offices=[Office(country="RS")] * 99)
        Company(name='A', offices=(Office(country='RS', ..., and 98 more))
        """
        fields = [(name, value, repr(value)) for name, value in self.__repr_args__()]
        shown = [f"{name}={text}" for name, _, text in fields]
        if sum(map(len, shown)) + 2 * len(shown) <= LONGEST_REPR:
            return f"{type(self).__name__}({', '.join(shown)})"
        shown, left = [], LONGEST_REPR
        declared = type(self).model_fields
        fields = [field for field in fields if field[0] not in declared or declared[field[0]].default != field[1]]
        for name, value, text in fields:
            field = f"{name}={_cut(value, text, left)}"
            if shown and len(field) > left:
                break
            shown.append(field)
            left -= len(field) + 2
        more = len(fields) - len(shown)
        return f"{type(self).__name__}({', '.join([*shown, *([f'and {more} more'] if more else [])])})"

    def __str__(self) -> str:
        """As its repr: pydantic's writes out each of ten thousand offices."""
        return repr(self)

    def __dir__(self) -> list[str]:
        """Fields and our own methods: `dir()` sorts, so pydantic's some thirty names would stand between them."""
        ours = {
            name
            for base in type(self).__mro__
            if base not in BaseModel.__mro__
            for name in vars(base)
            if not name.startswith(("_", "model_"))
        }
        return sorted(ours | set(type(self).model_fields) | {"model_dump", "model_dump_json"})


def made_of(kind: type[R], values: dict[str, Any], names: set[str] | None = None) -> R:  # Any: as the fields are
    """A record of values that the library itself has worked out: to validate them again would find nothing new.

    Pydantic's `model_construct` does the same in five times the time. It is a function, since methods of pydantic's classes
    are slow to look up. Records made by the dozen may share the `names` of their fields, which nobody changes.

    >>> from globalfirm import Evidence, metric
    >>> made_of(Evidence, {"rule": metric.headcount < 250, "outcome": None}).outcome is None
    True
    """
    made = _new(kind)
    _set_values(made, values)
    _set_names(made, names or {*values})
    _set_extra(made, {})
    _set_private(made, None)
    return made
