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


COMMA = "',' parts two places"
PART = "people name the city of an office sooner than its district"
UNLIKE = "a list of unlike things, as a city and a country"
TWICE = "the list names one country twice"
# text -> what it means and why it is not likelier; the runner-up, how much less likely it is, and why, the weightiest first
WEIGHED = {
    "Brazil, Rio de Janeiro": (
        *("BR-RJ", ["the larger place stands first"]),
        *("Rio de Janeiro in BR-RJ", 2.4, ["'Rio de Janeiro' more often means another place"]),
    ),
    "Bavaria, Munich, Germany": (
        "Munich in DE-BY",
        ["neither from small to large nor from large to small", "the larger place stands first"],
        *("Munich in DE-BY and DE (Germany)", 1584893.2, [UNLIKE, TWICE, COMMA]),
    ),
    "Berlin; USA": (
        *("Berlin in DE-BE and US (United States)", []),
        *("Berlin in US-NH", 31622.8, ["';' stands inside one place", "'Berlin' more often means another place"]),
    ),
    "Toronto, London, UK": (
        "Toronto in CA-ON and London in GB-ENG",
        [COMMA, "only one place of the list names its country"],
        "Toronto in CA-ON and London in GB-ENG and GB (United Kingdom)",
        *(63095.7, [UNLIKE, TWICE, "a further name of a list"]),
    ),
    "Ota; Japan": (
        *("Ōta in JP-13", ["';' stands inside one place"]),
        *("Ōta in JP-13 and JP (Japan)", 3.2, [TWICE]),
    ),
    "USA, TX": (
        *("US-TX", ["a code stands behind its country", "the larger place stands first"]),
        *("US (United States) and US-TX", 1584893.2, [UNLIKE, TWICE, COMMA, "a code alone", PART]),
    ),
    "Vienna, Graz 5": (
        *("Vienna in AT-9 and Graz in AT-6", [COMMA, "a number that says nothing"]),
        *("Vienna in AT-9", 316.2),
        ["a street that is called like a large city, behind a postcode", "a street behind its city"],
    ),
    "Foo, Georgia": (
        *("US-GA", ["a town that is not known, in the part named", PART, "the country of that name is meant sooner"]),
        *("GE (Georgia)", 2.6, ["a name that is not known", "'Georgia' more often means another place"]),
    ),
    "Cambridge, Boston": (
        "Cambridge in US-MA",
        ["'Cambridge' more often means another place", "a district, or the larger place elsewhere that is called so"],
        *("Cambridge in US-MA and Boston in US-MA", 5.0, [COMMA]),
    ),
    "Houston, Texas and Singapore": (
        *("Houston in US-TX and SG (Singapore)", []),
        *("Houston in US-TX and Singapore in SG", 3.2, ["the country of that name is meant sooner"]),
    ),
}


@pytest.mark.parametrize("text", WEIGHED)
def test_each_reading_pays_for_what_is_unusual_in_it(text: str) -> None:
    meaning, why, runner_up, times, against = WEIGHED[text]
    [line] = Place.explain(text).lines
    other = line.runners_up[0]
    assert (line.meaning, line.why) == (meaning, tuple(why))
    assert (other.meaning, other.why) == (runner_up, tuple(against))
    assert other.times_less_likely == pytest.approx(times, rel=0.02)  # the people of a city may change a little


def test_a_million_times_is_said_in_figures_and_more_in_words() -> None:
    assert "not HR (Croatia) and CD-IT, 1,000,000 times less likely" in str(Place.explain("HR, IT"))
    assert "over a million times less likely" in str(Place.explain("USA, TX"))


def test_what_speaks_against_a_runner_up_does_not_speak_against_the_answer() -> None:
    for text in ("UK, India", "Milano, MI", "USA - Atlanta, Georgia", "Cambridge, Boston", "10115 Berlin DE"):
        [line] = Place.explain(text).lines
        assert line.why
        assert line.runners_up
        assert all(set(other.why).isdisjoint(line.why) for other in line.runners_up), text


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


@pytest.mark.parametrize("text", [*WEIGHED, "Paris", "San Jose", "London, Reading"])
def test_what_else_a_text_may_mean_is_something_else_each_time(text: str) -> None:
    [line] = Place.explain(text).lines
    meanings = [line.meaning, *[other.meaning for other in line.runners_up]]
    assert len(meanings) == len(set(meanings)) > 1
