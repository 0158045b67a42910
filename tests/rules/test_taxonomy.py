"""Taxonomies: changed without copying the rest, compared over companies, and exact about their parameters."""

from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import ValidationError

import globalfirm as gf
from globalfirm import metric
from tests.firms import companies

BASE = gf.default_taxonomy()
NAMES = [definition.name for definition in BASE.classes]


def giant(value: float = 10_000) -> gf.Definition:
    return gf.Definition(
        name="giant",
        summary="{giant} people or more",
        rule=metric.headcount >= gf.parameter("giant"),
        citation="these tests, 2026",
        parameters=[
            gf.rules.Parameter(name="giant", value=value, meaning="people", source="2026", provenance="chosen here")
        ],
    )


@pytest.mark.parametrize(
    ("where", "at"), [({}, 4), ({"before": NAMES[0]}, 0), ({"after": NAMES[0]}, 1), ({"before": NAMES[3]}, 3)]
)
def test_a_class_is_inserted_and_taken_out_again(where: dict, at: int) -> None:
    more = BASE.insert(giant(), **where)
    assert [definition.name for definition in more.classes] == [*NAMES[:at], "giant", *NAMES[at:]]
    assert more.without("giant") == BASE


def test_a_class_is_replaced_in_its_place() -> None:
    changed = BASE.replacing(NAMES[1], giant())
    assert [definition.name for definition in changed.classes] == [NAMES[0], "giant", *NAMES[2:]]


def test_parameters_change_everywhere_and_the_published_ones_stay_on_record() -> None:
    changed = BASE.insert(giant()).with_parameters(small=50, giant=99)
    assert [definition.values.get("small") for definition in changed.classes] == [50, 50, 50, 50, None]
    assert changed.classes[0].parameters[0].published == 250
    assert changed.classes[-1].meaning == "99 people or more"
    assert giant().meaning == "10,000 people or more"
    assert BASE.with_parameters(small=50).with_parameters(small=250) == BASE


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        (
            lambda: BASE.with_parameters(smal=50),
            "has no parameter 'smal': it has small, countries. Did you mean 'small'",
        ),
        (lambda: giant().with_parameters(small=1), "giant has no parameter 'small': it has giant."),
        (
            lambda: BASE.insert(giant(), before="micro-multinationals"),
            "has no class .* Did you mean 'micro-multinational'",
        ),
        (lambda: BASE.insert(giant(), before=NAMES[0], after=NAMES[1]), "give `before` or `after`, not both"),
        (lambda: BASE.without("x"), "has no class 'x'"),
        (lambda: BASE.insert(BASE.classes[0]), "two definitions are called 'micro-multinational'"),
        (lambda: BASE.replace(tags=[giant().replace(name="undetermined")]), "no class can be called 'undetermined'"),
        (lambda: BASE.replace(classes=()), "at least 1 item"),
        (lambda: giant().replace(parameters=()), "the rule names a parameter 'giant' that is not defined"),
        (
            lambda: giant().replace(summary="{other} people"),
            "the summary names a parameter 'other' that is not defined",
        ),
        (lambda: giant().replace(parameters=giant().parameters * 2), "name one twice"),
        (lambda: giant(0).with_parameters(giant=-3).replace(rule=metric.headcount < gf.parameter("giant")), "no firm"),
    ],
)
def test_mistakes_are_errors_that_name_the_nearest(mistake, message: str) -> None:
    with pytest.raises((ValueError, ValidationError), match=message):
        mistake()


def test_diff_lists_changed_labels_and_why() -> None:
    offices = [gf.Office(country="RS"), gf.Office(country="US")]
    firms = [
        gf.Company(name=name, headcount=people, offices=offices) for name, people in (("A", 60), ("B", 9), ("C", "9+"))
    ]
    strict = BASE.with_parameters(small=50)
    moves = BASE.diff(strict, firms)
    assert [str(move) for move in moves] == [
        "A: micro-multinational -> multinational enterprise (country_count >= 2 is 2; headcount >= 50 is 60)"
    ]
    unsure = BASE.diff(strict, [gf.Company(name="D", headcount="40-60", offices=offices)])
    assert [(move.before, move.after) for move in unsure] == [("micro-multinational", "undetermined")]
    assert "headcount" in str(unsure[0])
    only = gf.Taxonomy(name="giants", classes=[giant()])
    assert str(BASE.diff(only, firms[:1])[0]).startswith(
        "A: micro-multinational -> unclassified (country_count >= 2 is 2"
    )
    assert BASE.diff(BASE, firms) == ()


@given(companies())
def test_the_label_alone_is_the_verdicts(firm: gf.Company) -> None:
    for taxonomy in gf.rules.taxonomies().values():
        verdict = taxonomy.classify(firm)
        assert taxonomy.label(firm) == verdict.label
        assert taxonomy.classify(gf.profile(firm)).label == verdict.label
        assert (verdict.label in {"undetermined", "unclassified"}) or verdict.candidates == (verdict.label,)


def test_tags_are_given_by_themselves() -> None:
    tagged = BASE.replace(tags=[giant(5), giant(90).replace(name="huge")])
    verdict = gf.classify(gf.Company(name="A", headcount=9, offices=[gf.Office(country="RS")]), tagged)
    assert verdict.tags == ("giant",)
    assert "yes         tag giant: 5 people or more" in str(verdict)
    assert "no          tag huge: 90 people or more" in str(verdict)
    assert set(tagged.needs) == {"country_count", "headcount"}
    assert tagged.with_parameters(giant=7).tags[0].values == {"giant": 7}
