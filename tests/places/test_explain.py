"""A place shows its work: each piece, its role, what else the text might mean, and why it does not."""

from __future__ import annotations

import pytest

from globalfirm import Place, PlaceError


def roles(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.role) for piece in Place.explain(text).pieces]


def test_every_piece_has_one_role() -> None:
    assert roles("HQ: 44 Tehama St, San Francisco, CA 94105") == [
        ("HQ", "says nothing of where"),
        ("44 Tehama St", "street"),
        ("San Francisco", "city"),
        ("CA", "part of a country"),
        ("94105", "postcode"),
    ]


def test_runners_up_say_how_much_less_likely_they_are_and_why() -> None:
    first, *_ = Place.explain("UK, India").runners_up
    assert first.meaning == "IN-UK"
    assert first.times_less_likely == pytest.approx(20, rel=0.1)
    assert first.why == ("letters that people say as a name are taken for a code",)


def test_a_refused_text_is_explained_too() -> None:
    shown = Place.explain("Springfield, USA")
    assert shown.readings == ()
    assert "may mean" in str(shown.problems[0])
    assert "problem: 'Springfield, USA' may mean" in str(shown)
    assert Place.explain("x" * 6000).problems


def test_what_a_firms_home_decides_is_said() -> None:
    with pytest.raises(PlaceError):
        Place.parse("Vancouver")
    assert Place.parse("Vancouver", home="CA").subdivision == "CA-BC"
    assert "it lies in the firm's home country" in str(Place.explain("Vancouver", home="CA"))


def test_a_name_inside_an_address_is_a_problem_of_the_explanation_and_of_find_all() -> None:
    text = "VSHN AG, Neugasse 10, 8005 Zurich, Switzerland"
    assert Place.parse(text).city == "Zürich"
    assert [problem.given for problem in Place.explain(text).problems] == ["VSHN AG"]
    assert [problem.given for problem in Place.find_all(text).problems] == ["VSHN AG"]


def test_the_explanation_reads_as_the_place_does() -> None:
    for text in ("Milano, MI", "Calgary/AB", "London 🇨🇦", "Phoenix, AZ. USA", "Kazan, Tatarstan, Russia"):
        [reading] = Place.explain(text).readings
        place = Place.parse(text)
        assert (reading.country, reading.city, reading.time_zone) == (place.country, place.city, place.time_zone)
