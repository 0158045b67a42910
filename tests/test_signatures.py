"""`help()` and editors say of each record what may be passed to it, text and numbers, and not only what it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from inspect import Parameter, signature
from typing import get_args, get_type_hints

import pytest
from pydantic import BaseModel

import globalfirm as gf
from globalfirm.ground.record import Record

PUBLIC = [getattr(gf, name) for name in (*gf.PUBLIC["places"], *gf.PUBLIC["model"], "Definition", "Taxonomy")]
RECORDS = [kind for kind in PUBLIC if issubclass(kind, BaseModel)]
READ_FROM_TEXT = (gf.Country, gf.TimeZone, gf.Interval, date, time)
"""What fields keep, and take as text."""

by_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)


def types_in(annotation: object) -> Iterator[type]:
    """Every class that an annotation names."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from types_in(part)


@by_record
def test_each_field_is_a_parameter_with_its_default(record) -> None:
    shown = signature(record).parameters
    assert set(shown) == set(record.model_fields)
    for name, field in record.model_fields.items():
        assert shown[name].default == (Parameter.empty if field.is_required() else field.default), name


@by_record
def test_what_is_read_from_text_says_that_it_takes_text(record) -> None:
    shown = signature(record).parameters
    kept = {name: [*types_in(field.annotation)] for name, field in record.model_fields.items()}
    read = [name for name, types in kept.items() if any(issubclass(each, READ_FROM_TEXT) for each in types)]
    assert [name for name in read if str not in types_in(shown[name].annotation)] == []


@by_record
def test_no_parameter_speaks_of_how_it_is_validated(record) -> None:
    assert "Annotated" not in str(signature(record))
    assert "FieldInfo" not in str(signature(record))


@by_record
def test_the_defaults_that_type_checkers_see_are_those_of_the_fields(record) -> None:
    declared = signature(record.__takes__).parameters
    defaults = {name: each.default for name, each in declared.items() if each.default not in {Parameter.empty, ...}}
    assert {name: record.model_fields[name].default for name in defaults} == defaults


def test_a_count_may_be_given_as_a_number_text_or_bounds() -> None:
    assert set(get_args(signature(gf.Office).parameters["headcount"].annotation)) >= {int, str, gf.Interval, type(None)}


def records(kind: type = Record) -> Iterator[type]:
    """Every record of the library."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("globalfirm."):
            yield each
            yield from records(each)


@pytest.mark.parametrize("record", [*records()], ids=lambda record: record.__name__)
def test_the_annotations_of_a_record_are_there_for_whoever_reads_them(record) -> None:
    """Polars reads them of a column of records; so do cattrs, typeguard and tools of documentation."""
    assert get_type_hints(record).keys() >= record.model_fields.keys()


def test_what_a_subclass_adds_or_narrows_is_shown_as_it_declares_it() -> None:
    class MyOffice(gf.Office):
        rent_eur: float
        headcount: int | None = None

    shown = signature(MyOffice).parameters
    assert shown["rent_eur"].annotation is float
    assert shown["rent_eur"].default is Parameter.empty
    assert shown["headcount"].annotation == int | None
    assert shown["country"].annotation is str
