"""What is known of a quantity is a value: as good as its number where it is exact, and honest where it is not."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import operator
import pickle
import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.json_schema import models_json_schema

import globalfirm as gf

JSON = TypeAdapter(gf.Interval)

numbers = st.integers(-1000, 1000) | st.floats(-1e6, 1e6)


@st.composite
def intervals(draw: st.DrawFn) -> gf.Interval:
    """Intervals: exact, bounded, and open on either side or both."""
    low, high = sorted([draw(numbers), draw(numbers)])
    return gf.Interval(*draw(st.sampled_from([(low, low), (low, high), (low, None), (None, high), (None, None)])))


@st.composite
def numbers_in(draw: st.DrawFn, interval: gf.Interval) -> float:
    """A number that a fact may turn out to be."""
    low = -1e6 if interval.low is None else float(interval.low)
    high = 1e6 if interval.high is None else float(interval.high)
    ends = [end for end in (interval.low, interval.high) if end is not None]
    return draw(st.floats(min(low, high), max(low, high)) | st.sampled_from(ends or [0]))


OPEN = [gf.Interval(2, 4), gf.Interval(3), gf.Interval(None, 5), gf.Interval(None, None), gf.Count("11-50")]


@given(numbers)
def test_an_exact_one_is_as_good_as_its_number(number: float) -> None:
    exact = gf.Interval.exactly(number)
    assert exact == number == exact
    assert hash(exact) == hash(number)
    assert len({exact, number}) == 1
    assert (int(exact), float(exact), bool(exact)) == (int(number), float(number), bool(number))
    assert (round(exact, 1), -exact, number in exact) == (round(number, 1), -number, True)
    assert f"{exact:>12.2f}" == f"{number:>12.2f}"
    assert exact.plain() == number


@given(numbers, numbers)
@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne])
def test_exact_ones_are_ordered_as_their_numbers(compare, a: float, b: float) -> None:
    exact = gf.Interval.exactly
    assert compare(exact(a), exact(b)) is compare(exact(a), b) is compare(a, exact(b)) is compare(a, b)


@given(intervals(), intervals(), st.data())
@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_an_order_is_that_of_every_number_within_or_is_refused(compare, a, b, data: st.DataObject) -> None:
    try:
        answer = compare(a, b)
    except TypeError:
        return
    assert compare(data.draw(numbers_in(a)), data.draw(numbers_in(b))) is answer


def test_bounds_settle_an_order_where_they_can() -> None:
    assert gf.Interval(2, 4) < 5 <= gf.Interval(5)
    assert not gf.Interval(2, 4) > 4
    assert gf.Interval(None, 3) < gf.Interval(4)
    assert sorted([gf.Interval(5, 9), 3, gf.Interval(4, 4)]) == [3, 4, gf.Interval(5, 9)]
    assert gf.Interval(3, 4) < math.inf
    assert not gf.Interval(3, 3) < math.nan  # noqa: PLW0177 # as floats answer


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda: gf.Interval(2, 4) < 3,
            "Interval(2, 4) may be less than 3 or not: it lies from 2 to 4. Ask with a rule, such as "
            "(metric.turnover_eur < 3).decide(firm), which may answer can't tell.",
        ),
        (
            lambda: gf.Count("11-50") >= 25,
            "Count('11-50') may be at least 25 or not: it lies from 11 to 50. Ask with a rule, such as "
            "(metric.headcount >= 25).decide(firm), which may answer can't tell.",
        ),
        (lambda: gf.Count("50+") <= gf.Count(60), "at most Count(60) or not: it is at least 50. Ask with a rule, such as (metric.headcount <= 60)"),
        (lambda: gf.Interval(2, 4) > gf.Interval(3, 5), "than Interval(3, 5) or not: it lies from 2 to 4. Compare their bounds, low and high."),
        (lambda: gf.Interval(None, 4) < 3, "it is at most 4"),
        (lambda: gf.Interval(None, None) < 3, "nothing is known of it"),
        (lambda: int(gf.Count("50+")), "Count('50+') is not one number: it is at least 50. Take its low or high, or ask with a rule"),
        (lambda: float(gf.Interval(2, 4)), "Interval(2, 4) is not one number: it lies from 2 to 4."),
        (lambda: range(gf.Count("2-3")), "Count('2-3') is not one number"),
        (lambda: bool(gf.Count("0+")), "Count('0+') may be zero or not: it is at least 0. Ask with a rule, such as (metric.headcount > 0)"),
    ],
)  # fmt: skip
def test_an_open_one_refuses_what_its_bounds_do_not_settle_and_says_what_to_write(ask, message: str) -> None:
    with pytest.raises(TypeError, match=re.escape(message)):
        ask()


@pytest.mark.parametrize(
    ("interval", "truth"), [(gf.Interval(0, 0), False), (gf.Interval(1), True), (gf.Interval(None, -1), True)]
)
def test_it_is_true_where_it_can_not_be_zero(interval: gf.Interval, truth: bool) -> None:
    assert bool(interval) is truth


@given(intervals(), intervals())
def test_equal_ones_have_the_same_bounds_and_hash(a: gf.Interval, b: gf.Interval) -> None:
    assert (a == b) is ((a.low, a.high) == (b.low, b.high)) is (b == a)
    assert a == copy.copy(a) == copy.deepcopy(a) == pickle.loads(pickle.dumps(a)) == eval(repr(a), vars(gf))
    if a == b:
        assert hash(a) == hash(b)


@pytest.mark.parametrize("interval", [*OPEN, gf.Interval(3, 3)])
@pytest.mark.parametrize("other", ["3", None, True, (2, 4), [2, 4], {"low": 2, "high": 4}, object(), 3j, math.nan])
def test_it_equals_nothing_else_and_asking_never_raises(interval: gf.Interval, other: object) -> None:
    assert interval != other
    assert interval not in [other, other]


def test_other_kinds_of_number_are_numbers() -> None:
    assert gf.Count(3) == gf.Interval(3, 3) == np.int64(3)
    assert gf.Interval(np.float64(0.5), np.int64(3)) == gf.Interval(0.5, 3)
    assert repr(gf.Interval(np.float64(0.5), np.int64(3))) == "Interval(0.5, 3)"
    assert gf.Interval(2, 4) + np.int64(1) == gf.Interval(3, 5)
    assert gf.Interval(-math.inf, math.inf) == gf.Interval(None, None)


@given(intervals(), intervals(), st.data())
@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_arithmetic_holds_what_the_numbers_within_come_to(operation, a, b, data: st.DataObject) -> None:
    x, y = data.draw(numbers_in(a)), data.draw(numbers_in(b))
    assume(operation is not operator.truediv or (y != 0 and b != 0 and math.isfinite(x / y)))
    found = operation(x, y)
    for one, other in ((a, b), (a, y), (x, b)):
        result = operation(one, other)
        assert isinstance(result, gf.Interval)
        assert found in result


@given(numbers, numbers)
def test_exact_ones_come_to_what_their_numbers_come_to(a: float, b: float) -> None:
    one, other = gf.Interval.exactly(a), gf.Interval.exactly(b)
    assert (one + other, one - other, one * other) == (a + b, a - b, a * b)
    if b and math.isfinite(a / b):  # beyond the largest float there is no bound
        assert one / other == a / b


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (gf.Interval(2, 4) + gf.Interval(2, 4), gf.Interval(4, 8)),
        (10 - gf.Interval(2, 4), gf.Interval(6, 8)),
        (gf.Interval(2) - gf.Interval(1), gf.Interval(None, None)),
        (0 * gf.Interval(2), gf.Interval(0, 0)),
        (gf.Interval(-1, 2) * gf.Interval(3), gf.Interval(None, None)),
        (-1 * gf.Interval(3), gf.Interval(None, -3)),
        (1 / gf.Interval(2), gf.Interval(0, 0.5)),
        (6 / gf.Interval(0, 3), gf.Interval(2)),
        (-6 / gf.Interval(0, 3), gf.Interval(None, -2)),
        (6 / gf.Interval(-3, 0), gf.Interval(None, -2)),
        (gf.Interval(1, 2) / gf.Interval(-1, 1), gf.Interval(None, None)),
        (gf.Interval(0, 0) / gf.Interval(-1, 1), gf.Interval(0, 0)),
        (gf.Interval(2) / gf.Interval(4), gf.Interval(0)),
        (gf.Interval(1e300, 1e300) * 1e300, gf.Interval(1.7976931348623157e308)),  # beyond floats is no bound
        (sum([gf.Interval(1, 2), gf.Interval(3)]), gf.Interval(4)),
        (round(gf.Interval(0.26, 1.06), 1), gf.Interval(0.3, 1.1)),
        (gf.Interval(0.2, 0.8) & gf.Interval(0.5), gf.Interval(0.5, 0.8)),
        (gf.Interval(None, 0.8) & gf.Interval(None, 0.5), gf.Interval(None, 0.5)),
    ],
)
def test_interval_arithmetic(result: gf.Interval, expected: gf.Interval) -> None:
    assert result == expected


@pytest.mark.parametrize("zero", [0, 0.0, gf.Count(0)])
def test_nothing_is_divided_by_zero(zero) -> None:
    with pytest.raises(ZeroDivisionError, match=re.escape("Interval(2, 4) can't be divided by zero.")):
        gf.Interval(2, 4) / zero


@given(intervals(), intervals(), numbers)
def test_the_intersection_holds_what_both_hold(a: gf.Interval, b: gf.Interval, number: float) -> None:
    both = a & b
    assert (both is not None and number in both) == (number in a and number in b)
    assert both is None or (both in a and both in b)


@pytest.mark.parametrize(
    "operation", [operator.add, operator.sub, operator.mul, operator.truediv, operator.lt, operator.and_]
)
@pytest.mark.parametrize("other", ["3", None, True, (2, 4)])
def test_it_reckons_with_numbers_alone(operation, other: object) -> None:
    for arguments in ((gf.Interval(2, 4), other), (other, gf.Interval(2, 4))):
        with pytest.raises(
            TypeError, match="unsupported operand|not supported|can only concatenate|bad operand|can't multiply"
        ):
            operation(*arguments)


def test_it_is_not_a_tuple_and_does_not_change() -> None:
    interval = gf.Interval(2, 4)
    assert not isinstance(interval, tuple)
    for taken_apart in (list, len, lambda value: value[0], lambda value: [*value]):
        with pytest.raises(TypeError):
            taken_apart(interval)
    for change in (lambda: setattr(interval, "low", 1), lambda: delattr(interval, "low")):
        with pytest.raises(AttributeError, match=re.escape("Interval(2, 4) does not change: make another Interval.")):
            change()
    assert not any(hasattr(interval, name) for name in ("_replace", "_make", "__dict__", "__iter__"))
    match interval:
        case gf.Interval(low, high):
            assert (low, high) == (2, 4)


@pytest.mark.parametrize(
    ("bounds", "error", "message"),
    [
        ((4, 3), ValueError, "an interval's low bound can't exceed its high bound: 4 > 3."),
        (
            ("a", 3),
            TypeError,
            "'a' is not a bound of an interval: give a number, or None where there is none; Interval.parse reads what a text states.",
        ),
        ((3, "b"), TypeError, "'b' is not a bound"),
        ((True, 3), TypeError, "True is not a bound"),
        ((gf.Interval(2, 3),), TypeError, "Interval(2, 3) is not a bound"),
        ((math.nan, 2), ValueError, "nan is not a bound"),
        ((2, math.nan), ValueError, "nan is not a bound"),
        ((math.inf, None), ValueError, "inf is not a bound"),
        ((None, -math.inf), ValueError, "-inf is not a bound"),
        ((10**400,), ValueError, "a number of 1329 bits is not a bound"),
        ((0, 10**400), ValueError, "a number of 1329 bits is not a bound"),
    ],
)
def test_what_is_not_a_bound_is_refused(bounds, error, message: str) -> None:
    with pytest.raises(error, match=re.escape(message)):
        gf.Interval(*bounds)
    with pytest.raises(TypeError, match="'a' is not a bound"):
        gf.Interval.exactly("a")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("interval", "spec", "written"),
    [
        (gf.Interval(0.25, 0.25), ".0%", "25%"),
        (gf.Interval(0.25, 0.5), ".0%", "25%-50%"),
        (gf.Interval(0.25, 0.5), ">10.0%", "   25%-50%"),
        (gf.Interval(0.25, 0.5), "*^11.0%", "**25%-50%**"),
        (gf.Interval(1000, None), ",", "1,000+"),
        (gf.Interval(None, 1000), ",", "up to 1,000"),
        (gf.Interval(None, None), "<5.1f", "any  "),
        (gf.Interval(2, 4), "+d", "+2-+4"),
        (gf.Interval(2, 4), "<6s", "2-4   "),
        (gf.Interval(2, 4), "", "2-4"),
        (gf.Count(3), ">5", "    3"),
        (gf.Count("11-50"), ">7", "  11-50"),
        (gf.Count("1001-5000"), ",", "1,001-5,000"),
        (gf.Count("50+"), "05", "  50+"),
    ],
)
def test_it_is_written_as_its_numbers_are(interval: gf.Interval, spec: str, written: str) -> None:
    assert format(interval, spec) == written


@given(intervals())
def test_json_brings_back_the_same_bounds(interval: gf.Interval) -> None:
    written = JSON.dump_json(interval)
    assert JSON.validate_json(written) == JSON.validate_python(interval) == interval
    data = json.loads(written)
    assert data == interval.plain() == JSON.dump_python(interval, mode="json")
    assert isinstance(data, dict) is not interval.is_exact
    assert JSON.dump_python(interval) is interval
    assert JSON.validate_python(data) == JSON.validate_json(json.dumps(data)) == interval


@given(intervals().filter(lambda interval: len(f"{interval.low}{interval.high}") < 12))
def test_text_brings_back_the_same_bounds(interval: gf.Interval) -> None:
    assert JSON.validate_python(str(interval)) == interval


@pytest.mark.parametrize(
    ("given_", "interval"),
    [
        (3, gf.Interval(3, 3)),
        (2.5, gf.Interval(2.5, 2.5)),
        ("2.5", gf.Interval(2.5, 2.5)),
        (" 0.25 - 1 ", gf.Interval(0.25, 1)),
        ("-2--1", gf.Interval(-2, -1)),
        ("3+", gf.Interval(3)),
        ("up to 9.5", gf.Interval(None, 9.5)),
        ("any", gf.Interval(None, None)),
        ("1e6", gf.Interval(1e6, 1e6)),
        ([2, 4], gf.Interval(2, 4)),
        ((2, None), gf.Interval(2)),
        ({"low": None, "high": 4}, gf.Interval(None, 4)),
        (gf.Count("11-50"), gf.Interval(11, 50)),
    ],
)
def test_it_is_read_from_numbers_text_and_bounds(given_, interval: gf.Interval) -> None:
    read = JSON.validate_python(given_)
    assert read == interval
    assert type(read) is gf.Interval


@pytest.mark.parametrize(
    "wrong",
    ["a lot", "", "4-2", "1,5", "x" * 1000, [2, 1], [1], [1, 2, 3], True, None, math.nan, math.inf, b"3", [True, 2]]
    + [{"low": 2}, {"low": 2, "high": 4, "best": 3}, {"low": 4, "high": 2}, {}, ["a", 2]],
)
def test_what_is_not_an_interval_is_refused(wrong) -> None:
    with pytest.raises(ValidationError):
        JSON.validate_python(wrong)


def test_it_is_one_definition_in_json_schema_for_reading_and_writing() -> None:
    class Figures(BaseModel):
        people: gf.Count
        more: gf.Count | None = None
        each: list[gf.Count] = []
        share: gf.Interval
        other: gf.Interval | None = None
        countries: gf.PartialSet

    schemas = [Figures.model_json_schema(mode=mode) for mode in ("validation", "serialization")]
    for schema in schemas:
        assert schema["$defs"].keys() == {"Count", "Interval", "PartialSet"}
        assert schema["properties"]["people"] == {"$ref": "#/$defs/Count"}
    assert schemas[0]["$defs"] == schemas[1]["$defs"]
    both = models_json_schema([(Figures, "validation"), (Figures, "serialization"), (gf.Company, "validation")])[1]
    assert {name for name in both["$defs"] if re.match("(Count|Interval|PartialSet)(?!ry)", name)} == set(
        schemas[0]["$defs"]
    )
    kinds = [[form.get("type") for form in schemas[0]["$defs"][name]["anyOf"]] for name in ("Interval", "Count")]
    assert kinds == [["number", "object", "string"], ["integer", "object", "string"]]


def test_a_dataclass_that_holds_some_becomes_a_dict() -> None:
    @dataclasses.dataclass
    class Row:
        people: gf.Count
        share: gf.Interval
        countries: gf.PartialSet

    row = Row(gf.Count("11-50"), gf.Interval(0, 1), gf.PartialSet(("RS",), complete=True))
    assert dataclasses.asdict(row) == {"people": row.people, "share": row.share, "countries": row.countries}
