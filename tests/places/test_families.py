"""Texts of a kind: most of each family are understood, and none is read as anything else."""

from __future__ import annotations

import contextlib

import pytest

from globalfirm import Place, PlaceError
from globalfirm.places import offsets
from tests.places.families import Case, few, namesakes_beside_a_city_of_their_country, sample
from tests.profiles import examples

# family -> the least share of it that is understood, and texts whose names another place has just as well
LEAST = {
    "city, code": 0.97,
    "city - code": 0.97,
    "city/code": 0.97,
    "country, country": 0.99,
    "A, B, country": 0.94,
    "CITY, STATE ZIP": 0.98,
    "US town, ST": 0.97,
    "city": 0.9,
    "city, country": 0.97,
    "city (country)": 0.97,
    "city flag": 0.95,
    "city; country": 0.0,
}


def same_clock(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b or offsets.year_rules(a) == offsets.year_rules(b)


def outcome(case: Case) -> str:
    text, expected = case
    try:
        places = Place.parse_all(text)
    except PlaceError:
        return "refused"
    if sorted(place.country for place in places) != sorted(country for country, _ in expected):
        return "wrong"
    for place in places:
        if not any(place.country == country and same_clock(place.time_zone, zone) for country, zone in expected):
            return "wrong"
    return "right"


@pytest.mark.grows
@pytest.mark.parametrize("family", LEAST)
def test_a_family_of_texts_is_understood_and_none_is_read_as_else(family: str) -> None:
    cases = sample(family, examples(500))
    outcomes = {case[0]: outcome(case) for case in cases}
    assert [text for text, how in outcomes.items() if how == "wrong"] == []
    assert sum(how == "right" for how in outcomes.values()) >= LEAST[family] * len(cases) - 1


@pytest.mark.grows
def test_a_namesake_beside_a_city_of_its_country_is_never_read_as_the_larger_one_abroad() -> None:
    """ "Perth, Edinburgh" may be two cities of Scotland: nothing says that it is not."""
    abroad = []
    for text, expected in few(namesakes_beside_a_city_of_their_country(), examples(500)):
        with contextlib.suppress(PlaceError):
            found = {place.country for place in Place.parse_all(text)}
            abroad += [text] if len(found) > 1 and expected[0][0] in found else []
    assert abroad == []
