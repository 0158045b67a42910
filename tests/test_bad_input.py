"""No input, however long or strange, hangs or crashes the library: it is read, or it is a validation error."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import globalfirm as gf
from globalfirm.rules import AnyRule

MODELS = (
    *(gf.Place, gf.Site, gf.Office, gf.Member, gf.Team, gf.Claim, gf.Company),
    *(gf.Accounts, gf.Relation, gf.Market, gf.Rule, gf.Parameter),
    *(gf.Conflict, gf.Profile, gf.Definition, gf.Taxonomy, gf.Count, gf.Interval, gf.Country, gf.TimeZone, AnyRule),
)
ADAPTERS = [TypeAdapter(model) for model in MODELS]
FIELDS = sorted({name for model in MODELS if hasattr(model, "model_fields") for name in model.model_fields})
WORDS = [
    "metric",
    "operator",
    "value",
    "all",
    "any",
    "not",
    "at_least",
    "of",
    "early",
    "lasting",
    "in",
    "US",
    "11-50",
    "2020-01-01",
    "Europe/Belgrade",
    *FIELDS,
]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(WORDS)
    | st.just(10**400)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)


def read_by_all(value: object) -> None:
    """Each model reads the value or refuses it, and what it reads can be judged and written."""
    for adapter in ADAPTERS:
        try:
            record = adapter.validate_python(value)
        except ValidationError:
            continue
        adapter.dump_json(record)
        if isinstance(record, gf.Company):
            str(gf.classify(record))


@given(anything)
@settings(max_examples=300)
def test_arbitrary_json_against_every_model(value: object) -> None:
    read_by_all(value)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(gf.Company.model_fields, anything) | {"name": st.text(max_size=5)})
)
def test_records_of_arbitrary_fields(value: object) -> None:
    read_by_all(value)


@given(st.text() | st.binary())
def test_arbitrary_text_as_json(text: str | bytes) -> None:
    for adapter in ADAPTERS:
        try:
            adapter.validate_json(text)
        except ValidationError:
            continue


DEEP_LIST: list = []
DEEP_RULE: dict = {"metric": "headcount", "operator": ">", "value": 1}
for _ in range(10_000):
    DEEP_LIST, DEEP_RULE = [DEEP_LIST], {"not": DEEP_RULE}
CYCLE: dict = {"name": "A"}
CYCLE["all"] = CYCLE["offices"] = CYCLE["teams"] = [CYCLE]


@pytest.mark.parametrize(
    "value",
    [
        DEEP_LIST,
        DEEP_RULE,
        CYCLE,
        {"name": "A", "offices": DEEP_LIST},
        "x" * 10_000_000,
        {"name": "x" * 1_000_000, "home": "é" * 1_000_000},
        {"country": "\ud800", "city": "\ud800"},
        {"country": "US", "time_zone": "\x00" * 1000, "subdivision": "y" * 100_000},
        {"name": "A", "headcount": "9" * 100_000, "founded": 10**5000},
        {"name": "A", "headcount": [1, 10**400]},
        {"name": "A", "offices": [{"country": "US"}] * 20_000},
        {"x" * 100_000: 1, "name": "A"},
        {1: 2, (3,): 4},
        object(),
        float("nan"),
    ],
    ids=lambda value: f"{type(value).__name__!s}",
)
def test_strange_values_are_answered_soon(value: object) -> None:
    start = time.perf_counter()
    read_by_all(value)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"not":' * 100_000, '{"name":"A","headcount":1e400}', '{"name":"A","name":"B"}', ""]
)
def test_strange_json_is_answered_too(text: str) -> None:
    for adapter in ADAPTERS:
        try:
            adapter.validate_json(text)
        except ValidationError:
            continue


def test_nothing_is_half_built() -> None:
    with pytest.raises(ValidationError):
        gf.Company.model_validate_json(json.dumps({"name": "A", "offices": [{"country": "RS"}, {"country": "??"}]}))


def test_ten_thousand_offices_and_every_country() -> None:
    import pycountry

    everywhere = [gf.Office(country=country.alpha_2) for country in pycountry.countries]
    told = gf.profile(gf.Company(name="A", offices=[*everywhere, *[gf.Office(country="US")] * 10_000]))
    assert told.country_count == gf.Count(249)
    assert told.continent_count == gf.Count(7)
    assert told.time_zone_count.low > 20
