"""One grammar of numbers, for counts and figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm.ground.numbers import as_number, read_number, write_number
from tests.timing import in_proportion


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("0", 0), ("1234", 1234), ("007", 7), ("1,234", 1234), ("1 234 567", 1234567), ("1'234", 1234)),
        *(("1’234", 1234), ("1\u00a0234", 1234), ("1\u202f234", 1234), ("1\u2009234.5", 1234.5)),
        *(("1.5", 1.5), (".5", 0.5), ("0.125", 0.125), ("12.50", 12.5), ("1234.567", 1234.567), ("1.2345", 1.2345)),
        *(("1,234.5", 1234.5), ("1,234.567", 1234.567), ("1,234,567.89", 1234567.89)),
        *(("1.234.567", 1234567), ("1.234,5", 1234.5), ("1 234,50", 1234.5)),  # which can't be read otherwise
        *(("1k", 1000), ("1.2m", 1_200_000), ("2.3k", 2300), ("8.2 billion", 8_200_000_000), ("3bn", 3 * 10**9)),
        *(("-2.5", -2.5), ("−3", -3), ("1e6", 1e6), ("1.25e-3", 0.00125)),
    ],
)
def test_what_is_a_number(text: str, number: float) -> None:
    assert read_number(text) == number
    assert type(read_number(text)) is (float if "e" in text else type(number))


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        *(("10.000", ("10", "10000")), ("1.500", ("1.5", "1500")), ("999.999", ("999.999", "999999"))),
        *(
            ("1,5", ("1.5", "15")),
            ("20,05", ("20.05", "2005")),
            ("1234,5", ("1234.5", "12345")),
            ("1,2345", ("1.2345", "12345")),
        ),
        *(("1.234,567", ("1234.567", "1234567")), ("1 234,567", ("1234.567", "1234567"))),
        *(("1.000k", ("1", "1000")), ("0,5", ("0.5", "5"))),
    ],
)
def test_what_may_mean_two_numbers_is_refused_with_both(text: str, meanings: tuple[str, str]) -> None:
    with pytest.raises(gf.GlobalfirmError, match=f"may mean {meanings[0]} or {meanings[1]}: write the one") as caught:
        read_number(text)
    assert (caught.value.type, caught.value.candidates) == ("ambiguous_number", meanings)
    for read in (gf.Count, gf.Count.find, gf.Count.parse, gf.Interval.parse):
        with pytest.raises(gf.GlobalfirmError, match="may mean") as caught:
            read(text)
        assert (caught.value.type, caught.value.candidates) == ("ambiguous_number", meanings)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1_000", "12,34,567", "1,234 567", "1 23", "1,,5", "1..5", "1.2.3", "nan", "inf", "one"]
    + ["0x10", "1e999", "1,5e3", "5x", "9" * 101, "0,123,456", "1.234.56", "--1", "$5", "5%"],
)
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(gf.GlobalfirmError, match="is not a number: group digits by three"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [("10.000", 10, 10000), ("1,5", None, 1.5), ("1,234", 1234, 1.234), ("1.5", 1.5, None), ("1 234", 1234, 1234)]
    + [("1.234,5", None, 1234.5), ("1,234.5", 1234.5, None), ("1'234,5", None, 1234.5), ("1.000k", 1000, 10**6)],
)
def test_the_decimal_mark_settles_it(text: str, point: float | None, comma: float | None) -> None:
    for mark, number in ((".", point), (",", comma)):
        if number is None:
            with pytest.raises(gf.GlobalfirmError, match="is not a number"):
                read_number(text, decimal=mark)
        else:
            assert read_number(text, decimal=mark) == number
            assert gf.Interval.parse(text, decimal=mark) == number


def test_a_decimal_mark_is_a_dot_or_a_comma() -> None:
    for parse in (gf.Count.parse, gf.Interval.parse):
        with pytest.raises(gf.GlobalfirmError, match="decimal is ';': give '.' or ','"):
            parse("5", decimal=";")  # type: ignore[arg-type]


CONVENTIONS = [
    (",", "."),
    (".", ","),
    (" ", "."),
    (" ", ","),
    ("'", "."),
    ("’", ","),
    ("\u202f", ","),
    ("", "."),
    ("", ","),
]
"""The marks that group and the decimal marks beside them."""


@given(st.integers(0, 10**12), st.integers(0, 99), st.integers(0, 2), st.sampled_from(CONVENTIONS))
def test_a_number_written_by_a_convention_reads_as_itself_or_is_refused(
    whole: int, hundredths: int, places: int, convention: tuple[str, str]
) -> None:
    comma, point = convention
    fraction = f"{hundredths:02}"[:places]
    text = f"{whole:,}".replace(",", comma) + (point + fraction if fraction else "")
    number = float(f"{whole}.{fraction or 0}")
    assert read_number(text, decimal=point) == number
    try:
        meant = {read_number(text)}
    except gf.GlobalfirmError as error:
        meant = {float(meaning) for meaning in error.candidates}
    assert number in meant


@given(st.floats(-1e12, 1e12) | st.integers(-(10**11), 10**11))
def test_a_number_reads_back_as_it_is_written(number: float) -> None:
    assert read_number(write_number(number)) == float(f"{number:.12g}")


@given(st.text("0123456789.,'’ _-+\u00a0", max_size=30))
def test_any_text_is_a_number_of_its_own_digits_or_is_refused(text: str) -> None:
    try:
        number = read_number(text)
    except gf.GlobalfirmError:
        return
    digits = int("".join(filter(str.isdecimal, text)))
    assert any(isclose(abs(number), digits / 10**places, rel_tol=1e-15) for places in range(30))


@pytest.mark.parametrize("number", [2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1, 10**23])
def test_a_whole_number_that_floats_do_not_tell_from_the_next_is_one_wherever_it_comes_from(number: int) -> None:
    told = number if abs(number) <= 2**53 else float(number)
    for read in (read_number(str(number)), as_number(number), as_number(Fraction(number)), gf.Interval(number).low):
        assert read == told
    assert type(read_number(str(number))) is type(as_number(number)) is type(gf.Interval(number).low) is type(told)


@pytest.mark.parametrize(
    "text", ["1", "1,", "1.", "1 ", "€", "1-", " ", "c_0", "jan-", "(as of ", "1k", "about ", "€1 "]
)
def test_any_text_is_read_in_time_in_proportion(text: str) -> None:
    for read in (gf.Count.parse, gf.Interval.parse, gf.Count.find):
        assert in_proportion(lambda size, read=read: read((text * size)[:size]), 5000 // 4)


KINDS = (int, float, np.int64, np.uint8, np.float32, Fraction, Decimal)
"""Numbers as Python, NumPy and the columns of databases have them."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_is_taken_for_what_it_is_whichever_library_made_it(kind) -> None:
    three = kind(3)
    office = gf.Office(country="RS", headcount=three)
    firm = gf.Company(name="A", offices=[office], funding=three, funding_currency="EUR")
    assert (office.headcount, firm.funding, gf.Count(three), gf.Interval(three, three)) == (3,) * 4
    assert gf.Count(4) - three == 1
    assert gf.Count(3) == three
    assert gf.Count(2) < three < gf.Count(4)
    assert (gf.metric.headcount < three) == (gf.metric.headcount < 3)
    assert (gf.metric.headcount / three).name == (gf.metric.headcount / as_number(three)).name


@pytest.mark.parametrize(
    "no_number", [True, np.True_, Decimal("NaN"), Decimal("sNaN"), Decimal("1e999"), Fraction(10**400), 3j]
)
def test_what_is_not_a_number_of_this_world_is_refused(no_number) -> None:
    for take in (lambda it: gf.Interval(0, it), gf.Count, lambda it: gf.metric.headcount < it):
        with pytest.raises((TypeError, ValueError), match=r"is not a|compared with a number|finite"):
            take(no_number)


@given(st.integers(-(2**1000), 2**1000))
def test_a_whole_number_that_floats_do_not_tell_apart_is_the_float_that_it_is(number: int) -> None:
    """A database may write 1e23 out in digits: what comes back is equal to what was kept."""
    bound = gf.Interval(number, number).low
    assert bound == float(number) if abs(number) > 2**53 else bound == number
    assert gf.Interval(float(number), float(number)) == gf.Interval(int(float(number)), int(float(number)))
