"""What is known of a set: members, and whether there may be others."""

from __future__ import annotations

import copy
import json
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from globalfirm import Country, PartialSet

JSON = TypeAdapter(PartialSet)

partial_sets = st.builds(PartialSet, st.lists(st.text(max_size=3), max_size=4), st.booleans())


@given(partial_sets)
def test_it_survives_json_pickle_copy_and_its_repr(held: PartialSet) -> None:
    assert JSON.validate_json(JSON.dump_json(held)) == held == JSON.validate_python(held)
    assert json.loads(JSON.dump_json(held)) == {"values": list(held.values), "complete": held.complete}
    assert JSON.dump_python(held) is held
    assert (
        held == copy.deepcopy(held) == pickle.loads(pickle.dumps(held)) == eval(repr(held), {"PartialSet": PartialSet})
    )


@given(partial_sets, st.randoms())
def test_equal_ones_hold_the_same_in_whatever_order(held: PartialSet, random) -> None:
    values = [*held.values, *held.values]
    random.shuffle(values)
    other = PartialSet(values, held.complete)
    assert (other, hash(other), len(other)) == (held, hash(held), len(held.values))
    assert held != PartialSet(held.values, not held.complete)
    assert held != held.values


@given(partial_sets, st.lists(st.text(max_size=3), max_size=3))
def test_the_known_members_are_what_it_holds(held: PartialSet, wanted: list[str]) -> None:
    assert tuple(held) == held.values
    common = set(wanted) & set(held)
    assert held.holds_any(wanted) is (True if common else False if held.complete else None)
    assert all((value in held) == (value in held.values) for value in wanted)


def test_values_keep_their_order_and_stand_once() -> None:
    assert PartialSet(["US", "RS", "US"], complete=True).values == ("US", "RS")
    assert PartialSet((Country("US"),), complete=True).plain() == {"values": ["US"], "complete": True}


def test_it_does_not_change() -> None:
    held = PartialSet(("RS",), complete=True)
    for change in (lambda: setattr(held, "complete", False), lambda: delattr(held, "values")):
        with pytest.raises(AttributeError, match="does not change: make another PartialSet"):
            change()
    match held:
        case PartialSet(values, complete):
            assert (values, complete) == (("RS",), True)


def test_it_is_true_of_members_and_refuses_to_say_where_none_is_known() -> None:
    assert bool(PartialSet(("RS",), complete=False)) is True
    assert bool(PartialSet((), complete=True)) is False
    with pytest.raises(TypeError, match=re.escape("PartialSet(values=(), complete=False) may have members or not")):
        bool(PartialSet((), complete=False))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("RS", True), "'RS' are not members of a set: give text, one by one"),
        (((1, 2), True), "(1, 2) are not members of a set"),
        ((("RS",), 1), "whether a set is complete is True or False, not 1"),
    ],
)
def test_what_is_not_a_set_is_refused(arguments, message: str) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        PartialSet(*arguments)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "RS",
        ["RS"],
        [["RS"], True],
        {"values": ["RS"]},
        {"values": "RS", "complete": True},
        {"values": 1, "complete": True},
    ]
    + [{"values": ["RS"], "complete": "yes"}, {"values": [1], "complete": True}, {"values": [[]], "complete": True}],
)
def test_what_is_read_says_both_its_members_and_whether_they_are_all(wrong) -> None:
    with pytest.raises(ValidationError, match="is not what is known of a set: give its members"):
        JSON.validate_python(wrong)
