"""The JSON Schema of fields of places: one named definition of each type, the same read and written."""

from __future__ import annotations

from typing import Annotated

import jsonschema
import pytest
from pydantic import BaseModel, Field, TypeAdapter
from pydantic.json_schema import models_json_schema

import globalfirm as gf


class Firm(BaseModel):
    """Fields of each type, alone, optional and in collections."""

    home: Annotated[gf.Country, Field(description="Where it is registered.", examples=["RS"])]
    others: tuple[gf.Country, ...] = ()
    people: dict[gf.Country, int] = {}
    clock: Annotated[gf.TimeZone | None, Field(description="Its own.")] = None
    clocks: list[gf.TimeZone] = []
    reach: frozenset[gf.Continent] = frozenset()
    largest: gf.Continent | None = None


class Branch(BaseModel):
    country: Annotated[gf.Country, Field(description="Where it stands.")]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_each_type_is_defined_once_by_its_name(mode) -> None:
    schema = Firm.model_json_schema(mode=mode)
    assert schema["$defs"].keys() == {"Country", "TimeZone", "Continent"}
    assert schema["properties"]["home"] == {
        "$ref": "#/$defs/Country",
        "description": "Where it is registered.",
        "examples": ["RS"],
    }
    assert schema["properties"]["others"]["items"] == {"$ref": "#/$defs/Country"}
    assert schema["properties"]["people"]["propertyNames"] == {"$ref": "#/$defs/Country"}
    assert schema["properties"]["clock"]["anyOf"] == [{"$ref": "#/$defs/TimeZone"}, {"type": "null"}]
    assert schema["properties"]["clock"]["description"] == "Its own."
    assert schema["properties"]["reach"]["items"] == {"$ref": "#/$defs/Continent"}


def test_a_single_field_has_a_definition_too() -> None:
    assert Branch.model_json_schema()["properties"]["country"]["$ref"] == "#/$defs/Country"


def test_the_definitions_of_several_models_in_both_modes_are_the_same() -> None:
    wanted = [(model, mode) for model in (Firm, Branch, gf.Place) for mode in ("validation", "serialization")]
    _, schema = models_json_schema(wanted)
    names = {name for name in schema["$defs"] if name.startswith(("Country", "TimeZone", "Continent"))}
    assert names == {"Country", "TimeZone", "Continent"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [(gf.Country, "South Korea"), (gf.TimeZone, "US/Pacific"), (gf.Continent, "South America")],
)
def test_what_is_read_and_what_is_written_fit_the_schema(kind, value) -> None:
    adapter = TypeAdapter(kind)
    read = adapter.validate_python(value)
    assert isinstance(read, kind)
    assert adapter.validate_python(read) == read
    assert isinstance(adapter.dump_python(read), kind)
    assert adapter.validate_json(adapter.dump_json(read)) == read
    for mode in ("validation", "serialization"):
        jsonschema.validate(value, adapter.json_schema(mode=mode))
        jsonschema.validate(adapter.dump_python(read, mode="json"), adapter.json_schema(mode=mode))


def test_continents_in_a_schema_are_those_of_the_enumeration() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate("Erope", TypeAdapter(gf.Continent).json_schema())
