"""The base of every model: frozen, strict about unknown fields, hashable, exact in JSON."""

from __future__ import annotations

import difflib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, Self

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


def _refusing(fields: list[str]) -> Any:  # Any: pydantic's type for validators is private
    """A validator that refuses the name of any further field."""

    def refuse(name: str) -> NoReturn:
        near = difflib.get_close_matches(str(name)[:100], fields, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the fields are {', '.join(fields)}."
        raise PydanticCustomError("unknown_field", "no field has this name: {hint}", {"hint": hint})

    return refuse


class Record(BaseModel):
    """A frozen pydantic model; unknown fields are errors, and `dir()` lists fields and our methods only."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",  # so that the validator of their names has its say, which is always no
        str_strip_whitespace=True,
        allow_inf_nan=False,
        revalidate_instances="subclass-instances",  # a subclass's own fields would be lost in JSON: they are refused
        ignored_types=(cached_property,),
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Pydantic's schema, but an unknown field's error says which fields there are and the nearest."""
        schema: Any = handler(source)
        inner = schema
        while inner["type"] != "model-fields":
            inner = inner["schema"]
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

    @classmethod
    def _made_of(cls, values: dict[str, Any]) -> Self:  # Any: as the fields are
        """A record of values that the library itself has worked out: to validate them again would find nothing new.

        Pydantic's `model_construct` does the same in five times the time.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        object.__setattr__(made, "__pydantic_extra__", {})
        object.__setattr__(made, "__pydantic_private__", None)
        return made

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

    def __dir__(self) -> list[str]:
        """Fields and our own methods: `dir()` sorts, so pydantic's some thirty names would stand between them."""
        ours = {
            name
            for base in type(self).__mro__
            if issubclass(base, Record)
            for name in vars(base)
            if not name.startswith(("_", "model_"))
        }
        return sorted(ours | set(type(self).model_fields) | {"model_dump", "model_dump_json"})
