"""What is known of a set: its members, and whether there may be others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from pydantic_core import core_schema

from globalfirm.ground.errors import as_validator
from globalfirm.ground.messages import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.json_schema import JsonSchemaValue

_SUCH_AS = "give its members and whether these are all, such as {'values': ['RS', 'US'], 'complete': True}."


class PartialSet:
    """What is known of a set, such as the countries with people; of one value, such as the home, it is a set of one.

    A value that does not change. `in`, iteration and `len` are over the members known; equal ones hold the same, in
    whatever order.

    Raises:
        TypeError: a member is not text, or `complete` is not True or False.

    >>> PartialSet(("RS", "US"), complete=False).holds_any(["RS"]), PartialSet(("RS",), complete=True).holds_any(["US"])
    (True, False)
    """

    if TYPE_CHECKING:

        @property
        def values(self) -> tuple[str, ...]:
            """The members known, each once, in the order given."""
            ...

        @property
        def complete(self) -> bool:
            """Whether there are no others."""
            ...

    else:
        __slots__ = {
            "complete": "Whether there are no others.",
            "values": "The members known, each once, in the order given.",
        }

    __match_args__ = ("values", "complete")

    def __init__(self, values: Iterable[str], complete: bool) -> None:
        members = tuple(dict.fromkeys(values))
        if isinstance(values, str) or not all(isinstance(value, str) for value in members):
            raise TypeError(f"{quote(values)} are not members of a set: give text, one by one, such as ('RS', 'US').")
        if not isinstance(complete, bool):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise TypeError(f"whether a set is complete is True or False, not {quote(complete)}.")
        _set_values(self, members)
        _set_complete(self, complete)

    @classmethod
    def _of(cls, values: tuple[str, ...], complete: bool) -> PartialSet:
        """A set of members that are known to be text, each once."""
        made = cls.__new__(cls)
        _set_values(made, values)
        _set_complete(made, complete)
        return made

    @classmethod
    def of(cls, value: str | None) -> PartialSet:
        """What is known of one value: all of it, or nothing.

        >>> PartialSet.of(None)
        PartialSet(values=(), complete=False)
        """
        return cls((), complete=False) if value is None else cls((value,), complete=True)

    def holds_any(self, wanted: Iterable[str]) -> bool | None:
        """Whether one of some values is among the members; None where those not known may be.

        >>> print(PartialSet(("RS",), complete=False).holds_any(["US"]))
        None
        """
        return True if any(value in self.values for value in wanted) else False if self.complete else None

    def plain(self) -> dict[str, list[str] | bool]:
        """As plain data, fit for JSON.

        >>> PartialSet(("RS",), complete=True).plain()
        {'values': ['RS'], 'complete': True}
        """
        return {"values": [str(value) for value in self.values], "complete": self.complete}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """A value does not change."""
        raise AttributeError(f"{self!r} does not change: make another PartialSet.")

    def __delattr__(self, name: str) -> NoReturn:
        """A value does not change."""
        self.__setattr__(name, None)

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: what it is made from."""
        return type(self), (self.values, self.complete)

    def __eq__(self, other: object) -> bool:
        """Whether it holds the same members, and as many others as may be."""
        if not isinstance(other, PartialSet):
            return NotImplemented
        return self.complete == other.complete and frozenset(self.values) == frozenset(other.values)

    def __hash__(self) -> int:
        """As equal ones have."""
        return hash((frozenset(self.values), self.complete))

    def __contains__(self, value: object) -> bool:
        """Whether it is among the members known."""
        return value in self.values

    def __iter__(self) -> Iterator[str]:
        """The members known."""
        return iter(self.values)

    def __len__(self) -> int:
        """How many members are known."""
        return len(self.values)

    def __bool__(self) -> bool:
        """Whether it has members.

        Raises:
            TypeError: none is known, and there may be some.
        """
        if not self.values and not self.complete:
            raise TypeError(f"{self!r} may have members or not: ask with len(...) how many are known.")
        return bool(self.values)

    def __str__(self) -> str:
        """As a person reads it.

        >>> rs, nothing, none = PartialSet(("RS",), False), PartialSet((), False), PartialSet((), True)
        >>> print(rs, nothing, none, sep=" | ")
        RS, perhaps others | not known | none
        """
        listed = ", ".join(self.values)
        if not listed:
            return "none" if self.complete else "not known"
        return listed if self.complete else f"{listed}, perhaps others"

    def __repr__(self) -> str:
        """As code that builds it."""
        return f"PartialSet(values={self.values!r}, complete={self.complete})"

    @classmethod
    def _read(cls, value: object) -> PartialSet:
        """A partial set from what a record holds.

        Raises:
            ValueError: it holds none.
        """
        if isinstance(value, PartialSet):
            return value
        if isinstance(value, dict) and value.keys() == {"values", "complete"} and not isinstance(value["values"], str):
            try:
                return cls(value["values"], value["complete"])
            except TypeError:
                pass
        raise ValueError(f"{quote(value)} is not what is known of a set: {_SUCH_AS}")

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: object) -> core_schema.CoreSchema:
        """Its members and whether they are all; in JSON Schema one definition, by the class's name."""
        return core_schema.no_info_plain_validator_function(
            as_validator(cls._read),
            ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
            json_schema_input_schema=core_schema.any_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(PartialSet.plain, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _: core_schema.CoreSchema, __: object) -> JsonSchemaValue:
        """An object of the members known and whether there are others."""
        return {
            "title": "PartialSet",
            "description": "The members known of a set, and whether these are all.",
            "type": "object",
            "properties": {
                "values": {"type": "array", "items": {"type": "string"}, "description": "The members known."},
                "complete": {"type": "boolean", "description": "Whether there are no others."},
            },
            "required": ["values", "complete"],
            "additionalProperties": False,
            "examples": [{"values": ["RS", "US"], "complete": True}],
        }


_slots: Any = vars(PartialSet)  # Any: the descriptors of the slots, which the type checker sees as properties
_set_values, _set_complete = _slots["values"].__set__, _slots["complete"].__set__
