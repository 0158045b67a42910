"""What errors hold beside their sentence, outside pydantic and in its reports."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, PydanticKnownError

import globalfirm as gf
from globalfirm.ground.errors import as_pydantic, as_validator
from globalfirm.places import continent_of


def raised(read, *args) -> gf.PlaceError:
    with pytest.raises(gf.PlaceError) as error:
        read(*args)
    return error.value


CAUSES = [
    # read, text; class, type, kind, suggestion, candidates
    (gf.Country, "Germny", gf.UnknownPlaceError, "unknown_country", "country", "Germany", ()),
    (gf.Country, "Atlantis", gf.UnknownPlaceError, "unknown_country", "country", None, ()),
    (gf.Country, 410, gf.UnknownPlaceError, "unknown_country", "country", None, ()),
    (gf.Country, "Congo", gf.AmbiguousPlaceError, "ambiguous_country", "country", None, ("CD", "CG")),
    (gf.Country, "USSR", gf.AmbiguousPlaceError, "ambiguous_country", "country", None, ("RU",)),
    (gf.Country, "x" * 101, gf.PlaceTooLongError, "country_too_long", "country", None, ()),
    (gf.TimeZone, "Europe/Belgrad", gf.UnknownPlaceError, "unknown_time_zone", "time zone", "Europe/Belgrade", ()),
    (gf.TimeZone, "Asia/Mumbai", gf.UnknownPlaceError, "unknown_time_zone", "time zone", "Asia/Kolkata", ()),
    (gf.TimeZone, 5, gf.UnknownPlaceError, "unknown_time_zone", "time zone", None, ()),
    (gf.TimeZone, "x" * 101, gf.PlaceTooLongError, "time_zone_too_long", "time zone", None, ()),
    (gf.Continent, "Erope", gf.UnknownPlaceError, "unknown_continent", "continent", "Europe", ()),
    (gf.Continent, 7, gf.UnknownPlaceError, "unknown_continent", "continent", None, ()),
    (continent_of, "Turkey", gf.UnknownPlaceError, "unknown_country", "country", None, ()),
    (gf.Place.parse, 42, gf.UnknownPlaceError, "unknown_place", "place", None, ()),
    (gf.Place.parse, "Blegrade", gf.UnknownPlaceError, "unknown_place", "place", "Belgrade", ()),
    (gf.Place.parse, "Europe", gf.AmbiguousPlaceError, "ambiguous_place", "place", None, ()),
    (
        gf.Place.parse,
        "CA",
        gf.AmbiguousPlaceError,
        "ambiguous_place",
        "place",
        None,
        ("CA (Canada)", "US-CA"),
    ),
    (
        gf.Place.parse,
        "London; Serbia",
        gf.SeveralPlacesError,
        "several_places",
        "place",
        None,
        ("London, GB-ENG", "RS"),
    ),
    (gf.Place.parse, "x" * 301, gf.PlaceTooLongError, "place_too_long", "place", None, ()),
]


@pytest.mark.parametrize(("read", "text", "kind", "type_", "of", "suggestion", "candidates"), CAUSES)
def test_each_cause_has_a_class_and_says_what_was_given_and_what_would_do(
    read, text, kind, type_, of, suggestion, candidates
) -> None:
    error = raised(read, text)
    assert type(error) is kind
    assert (error.type, error.kind, error.given) == (type_, of, text)
    assert (error.suggestion, error.candidates) == (suggestion, candidates)


def test_a_city_and_another_country_are_a_contradiction() -> None:
    error = raised(gf.Place.parse, "Quito, Colombia")
    assert (type(error), error.type) == (gf.ContradictoryPlaceError, "contradictory_place")
    assert error.given == "Quito, Colombia"


def test_a_suggestion_can_be_given_in_place_of_the_text_and_so_can_the_codes_of_countries() -> None:
    assert gf.Country(raised(gf.Country, "Germny").suggestion) == "DE"
    assert [gf.Country(code) for code in raised(gf.Country, "Congo").candidates] == ["CD", "CG"]


@pytest.mark.parametrize("case", CAUSES, ids=lambda case: case[3])
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_errors_pickle_and_copy(case, again) -> None:
    error = raised(*case[:2])
    error.add_note("of row 3")
    other = again(error)
    assert type(other) is type(error)
    assert (str(other), vars(other)) == (str(error), vars(error))
    assert other.__notes__ == ["of row 3"]


def test_one_remedy_for_one_problem() -> None:
    assert str(raised(gf.Country, "Germny")) == "'Germny' is not a country. Did you mean 'Germany'?"
    assert str(gf.UnknownPlaceError("x", "country")) == "'x' is not a country."


class Everything(BaseModel):
    """A record with a field of each kind, as another app may have it."""

    country: gf.Country | None = None
    second: Annotated[gf.Country | None, AfterValidator(lambda value: value)] = None
    zones: tuple[gf.TimeZone, ...] = ()
    continent: gf.Continent | None = None
    place: gf.Place | None = None


REPORTS = [
    ({"country": "Germny"}, "unknown_country", "Germny", "Germany", []),
    ({"country": "Congo"}, "ambiguous_country", "Congo", None, ["CD", "CG"]),
    ({"country": "x" * 101}, "country_too_long", "x" * 97 + "...", None, []),
    ({"zones": ["UTC", "Europe/Belgrad"]}, "unknown_time_zone", "Europe/Belgrad", "Europe/Belgrade", []),
    ({"continent": "Erope"}, "unknown_continent", "Erope", "Europe", []),
    ({"continent": ["Europe"]}, "unknown_continent", "['Europe']", None, []),
    ({"place": {"country": "US", "subdivision": "Californa"}}, "unknown_subdivision", "Californa", "California", []),
    (
        {"place": {"country": "RS", "time_zone": "US/Pacific"}},
        "time_zone_not_kept",
        "America/Los_Angeles",
        None,
        ["Europe/Belgrade"],
    ),
]


@pytest.mark.parametrize(("values", "type_", "text", "suggestion", "candidates"), REPORTS)
def test_pydantic_reports_the_type_and_the_content(values, type_, text, suggestion, candidates) -> None:
    with pytest.raises(ValidationError) as invalid:
        Everything.model_validate(values)
    [problem] = json.loads(json.dumps(invalid.value.errors()))
    assert problem["type"] == type_
    assert problem["ctx"] == {"given": text, "suggestion": suggestion, "candidates": candidates}
    assert "is not" in problem["msg"] or "characters long" in problem["msg"] or "may mean" in problem["msg"]
    assert json.loads(invalid.value.json())[0]["type"] == type_


def test_inside_and_outside_pydantic_the_sentence_is_the_same() -> None:
    for read, text in [(gf.Country, "Germny"), (gf.TimeZone, "Mars/Phobos"), (gf.Continent, "Erope")]:
        with pytest.raises(ValidationError) as invalid:
            TypeAdapter(read).validate_python(text)
        assert invalid.value.errors()[0]["msg"] == str(raised(read, text))


@given(st.text() | st.sampled_from(["{given}", "{candidates} {message}", "\ud800", "{suggestion}\udfff"]))
def test_any_text_is_reported_as_json_with_the_same_sentence(text: str) -> None:
    for read in (gf.Country, gf.Continent):
        try:
            TypeAdapter(read).validate_python(text)
        except ValidationError as error:
            invalid = error
        else:
            continue
        refused = raised(read, text)
        [problem] = invalid.errors()
        assert problem["msg"] == str(refused) or problem["type"] == "string_unicode"  # pydantic's, of lone surrogates
        assert json.dumps(invalid.errors())


def test_other_errors_of_validators_become_json_too_and_pydantics_own_are_left_alone() -> None:
    plain = as_pydantic(ValueError("it is {given}."))
    assert (plain.type, plain.message(), plain.context) == ("invalid_value", "it is {given}.", {})
    assert as_pydantic(plain) is plain
    for own in (plain, PydanticKnownError("finite_number")):

        def refuse(_: Any, own=own) -> None:
            raise own

        with pytest.raises(type(own)) as error:
            as_validator(refuse)(1)
        assert error.value is own


def test_an_error_of_which_nothing_more_is_said_has_empty_content() -> None:
    assert gf.GlobalfirmError("no").content == {"given": None, "suggestion": None, "candidates": []}


def test_an_error_of_another_floor_carries_what_it_is_given() -> None:
    def read(text: str) -> int:
        raise gf.GlobalfirmError(f"{text!r} is not a count.", type="bad_count", given=text, suggestion="2")

    adapter = TypeAdapter(Annotated[str, AfterValidator(as_validator(read))])
    with pytest.raises(ValidationError) as invalid:
        adapter.validate_python("two")
    [problem] = invalid.value.errors()
    assert (problem["type"], problem["msg"]) == ("bad_count", "'two' is not a count.")
    assert problem["ctx"] == {"given": "two", "suggestion": "2", "candidates": []}
    with pytest.raises(PydanticCustomError):
        as_validator(read)("two")


def test_warnings_stand_under_one() -> None:
    assert issubclass(gf.rules.PlugInWarning, gf.errors.GlobalfirmWarning)
    assert issubclass(gf.cohort.MissingCountryWarning, gf.errors.GlobalfirmWarning)
    assert issubclass(gf.errors.GlobalfirmWarning, UserWarning)
