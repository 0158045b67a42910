"""Parts of countries: each code means itself, each name the one part that bears it, and no shared name is guessed."""

from __future__ import annotations

import pycountry
import pytest

from globalfirm import AmbiguousPlaceError, Place, PlaceError
from globalfirm.places.spelling import compact
from globalfirm.places.subdivision import subdivision_code, subdivision_names


def parts() -> dict[str, str]:
    """Code -> name, of what pycountry holds as the table does: releases differ by a few names."""
    return {p.code: p.name for p in pycountry.subdivisions if subdivision_names(p.country_code).get(p.code) == p.name}


def test_nearly_all_that_pycountry_holds_is_in_the_table() -> None:
    assert len(parts()) > 4_500


def test_a_code_means_itself_with_the_country_or_without() -> None:
    for code in parts():
        assert subdivision_code(code[:2], code) == subdivision_code(code[:2], code[3:].lower()) == code


def meant(country: str, name: str) -> set[str]:
    """The code that a name is read as, or those that its refusal names."""
    try:
        return {subdivision_code(country, name)}
    except AmbiguousPlaceError as error:
        return set(error.candidates)


def test_a_name_means_its_part_or_the_namesake_around_it_and_is_refused_where_several_bear_it() -> None:
    bearers: dict[tuple[str, str], set[str]] = {}
    for code, name in parts().items():
        bearers.setdefault((code[:2], compact(name)), set()).add(code)
    for code, name in parts().items():
        namesakes = bearers[code[:2], compact(name)]
        outermost = {c for c in namesakes if pycountry.subdivisions.get(code=c).parent_code not in namesakes}
        assert meant(code[:2], name) in (outermost, {f"{code[:2]}-{name.upper()}"})  # a code goes before a name


@pytest.mark.parametrize(("country", "name"), [("MZ", "Maputo"), ("LA", "Viangchan"), ("EE", "Tartu")])
def test_a_shared_name_says_which_codes_it_may_mean(country: str, name: str) -> None:
    with pytest.raises(ValueError, match=f"may mean several subdivisions of {country}: give a code, {country}-"):
        Place(country=country, subdivision=name)


def test_a_text_longer_than_any_name_is_refused_at_once() -> None:
    with pytest.raises(PlaceError, match="is not a subdivision of US"):
        subdivision_code("US", "x" * 5_000)
