"""No input, however long or strange, hangs or crashes the library: it is read, or it is a validation error."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import globalfirm as gf
from globalfirm.rules import AnyRule
from tests.profiles import examples
from tests.timing import in_proportion

MODELS = (
    *(gf.Place, gf.Site, gf.Office, gf.Member, gf.Team, gf.Claim, gf.Company),
    *(gf.Accounts, gf.Relation, gf.Market, gf.Rule, gf.rules.Parameter),
    *(
        gf.metrics.Conflict,
        gf.Profile,
        gf.Definition,
        gf.Taxonomy,
        gf.Count,
        gf.Interval,
        gf.Country,
        gf.TimeZone,
        AnyRule,
    ),
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
    "within_years_of_founding",
    "sustained",
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
        except ValidationError as error:
            json.dumps(error.errors(include_input=False))  # as a web service answers: no exception stands in it
            continue
        adapter.dump_json(record)
        if isinstance(record, gf.Company):
            str(gf.classify(record))


@given(anything)
@settings(max_examples=examples(300))
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


def deep_list(depth: int) -> list:
    found: list = []
    for _ in range(depth):
        found = [found]
    return found


def deep_rule(depth: int) -> dict:
    found: dict = {"metric": "headcount", "operator": ">", "value": 1}
    for _ in range(depth):
        found = {"not": found}
    return found


MARKS = "\u0301\u0323"
"""In no canonical order: to sort a run of them takes time in proportion to the square of its length."""


LONG: dict[str, tuple[Callable[[int], object], int]] = {
    "nested lists": (deep_list, 2_500),
    "nested rules": (deep_rule, 2_500),
    "nested offices": (lambda size: {"name": "A", "offices": deep_list(size)}, 2_500),
    "text": (lambda size: "x" * size, 2_500_000),
    "name and home": (lambda size: {"name": "x" * size, "home": "é" * size}, 250_000),
    "time zone": (lambda size: {"country": "US", "time_zone": "\x00" * size}, 25_000),
    "subdivision": (lambda size: {"country": "US", "subdivision": "y" * size}, 25_000),
    "marks in a subdivision": (lambda size: {"country": "US", "subdivision": MARKS * size}, 500),
    "marks in a city": (lambda size: {"country": "US", "city": MARKS * size}, 500),
    "marks in a metric": (lambda size: {"metric": MARKS * size, "operator": ">", "value": 1}, 500),
    "marks in a name": (lambda size: {"name": MARKS * size, "home": MARKS * size}, 500),
    "digits": (lambda size: {"name": "A", "headcount": "9" * size, "founded": 10 ** (size // 20)}, 25_000),
    "offices": (lambda size: {"name": "A", "offices": [{"country": "US"}] * size}, 5_000),
    "a field": (lambda size: {"x" * size: 1, "name": "A"}, 25_000),
}


@pytest.mark.parametrize(("made", "size"), LONG.values(), ids=LONG)
def test_long_values_are_answered_in_time_in_proportion(made: Callable[[int], object], size: int) -> None:
    values = {length: made(length) for length in (1, size, 4 * size)}
    assert in_proportion(lambda length: read_by_all(values[length]), size)


CYCLE: dict = {"name": "A"}
CYCLE["all"] = CYCLE["offices"] = CYCLE["teams"] = [CYCLE]


@pytest.mark.parametrize(
    "value",
    [
        CYCLE,
        {"country": "\ud800", "city": "\ud800"},
        {"name": "A", "headcount": [1, 10**400]},
        {1: 2, (3,): 4},
        {"name": "A", "funding": -1, "source": 10**5000, "seen": 10**5000},
        {"year": 2024, "turnover": [None, 1], "regional_sales": [{"region": "Europe", "share": 2}]},
        {"metric": "headcount", "value": 10**5000, "source": "x", "published": 10**5000},
        {"metric": "countries", "in": ["Germny"]},
        object(),
        float("nan"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_strange_values_are_answered(value: object) -> None:
    read_by_all(value)


def test_quadratic_work_is_distinguished_from_linear_work() -> None:
    assert in_proportion(lambda size: sum(range(size)), 200_000)
    assert not in_proportion(lambda size: [sum(range(size)) for _ in range(size)], 400)


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
    profile = gf.profile(gf.Company(name="A", offices=[*everywhere, *[gf.Office(country="US")] * 10_000]))
    assert profile.country_count == gf.Count(249)
    assert profile.continent_count == gf.Count(7)
    assert profile.time_zone_count.low > 20


MISTAKES: tuple[tuple[Callable[[], object], type[Exception], str], ...] = (
    (lambda: gf.Company("Vast"), TypeError, r"'Vast' stands without its field's name: write Company\(name=...\)\.$"),
    (
        lambda: gf.Office("Berlin"),
        TypeError,
        r"write Office\(country=...\), or have the text read by Office.parse\('Berlin'\)",
    ),
    (lambda: gf.Company(name="A", employees=9), ValidationError, "no field has this name: the fields are id, source"),
    (lambda: gf.Company(name="A", country="US"), ValidationError, "no field has this name: the fields are id, source"),
    (lambda: gf.classify("Vast"), TypeError, "'Vast' is no firm: give a Company or its Profile"),
    (
        lambda: gf.profile({"name": "A"}),
        TypeError,
        "is no firm: have a Company read from it, by Company.model_validate",
    ),
    (lambda: gf.headcount, AttributeError, "has no attribute 'headcount': it is globalfirm.metric.headcount"),
    (lambda: gf.metric.people, AttributeError, r"no metric is called 'people'\. dir\(globalfirm.metric\) lists them"),
    (lambda: gf.taxonomy("eu"), gf.GlobalfirmError, "no taxonomy is called 'eu': give one of size_and_reach, "),
    (lambda: gf.Interval("3-4"), TypeError, "Interval.parse reads what a text states"),
)
"""What a person types who has read no documentation."""


@pytest.mark.parametrize(("mistake", "error", "message"), MISTAKES)
def test_a_beginners_mistakes_are_answered_with_what_to_write(mistake, error, message) -> None:
    with pytest.raises(error, match=message):
        mistake()


def test_what_looks_for_names_in_the_library_learns_that_there_are_none() -> None:
    assert not hasattr(gf, "__wrapped__")
    assert not hasattr(gf, "headcounts")
