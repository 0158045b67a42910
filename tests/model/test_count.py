"""What records say of how many, and the bounds that it means."""

from __future__ import annotations

import copy
import json
import operator
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import globalfirm as gf
from tests.timing import in_proportion

JSON = TypeAdapter(gf.Count)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        (25, 25, 25),
        ("25", 25, 25),
        (type("Text", (str,), {})("11-50"), 11, 50),
        (25.0, 25, 25),  # as pandas reads a column with gaps
        (0, 0, 0),
        ("11-50", 11, 50),
        ("11 to 50", 11, 50),
        ("3000 – 3500", 3000, 3500),
        ("Between 1,001 and 5,000 employees.", 1001, 5000),
        ((11, 50), 11, 50),
        ([11, 50], 11, 50),
        ((50, None), 50, None),
        ("50+", 50, None),
        ("+1000", 1000, None),
        ("20 plus people", 20, None),
        ("10 or more", 10, None),
        ("140 people", 140, 140),
        ("25 and growing.", 25, None),
        (">30", 31, None),
        ("more than 200", 201, None),
        ("Over 850 team members.", 851, None),
        ("over 1001-5000", 1001, 5000),
        ("at least 5", 5, None),
        ("≥ 5", 5, None),
        ("<10", 0, 9),
        ("Less than 50", 0, 49),
        ("<5 (as of June 2020)", 0, 4),
        ("<0", 0, 0),
        ("up to 20", 0, 20),
        ("about 40", 32, 48),  # 20 per cent less and more
        ("~150", 120, 180),
        ("30ish", 24, 36),
        ("Approximately 100-200 employees.", 80, 240),
        ("About 90+ employees.", 72, None),
        ("1,700+ employees", 1700, None),
        ("10k - 50k", 10_000, 50_000),
        ("10-50k", 10_000, 50_000),
        ("2 thousand", 2000, 2000),
        ("1.5 million people", 1_500_000, 1_500_000),
        ("200k to 300k", 200_000, 300_000),
        ("1.5k", 1500, 1500),
        ("2m", 2_000_000, 2_000_000),
        ("200+ (as of January 2020)", 200, None),
        ("1 234", 1234, 1234),
        ("close to 200", 160, 240),
        ("some 40", 32, 48),
        ("circa 40", 32, 48),
        ("40-ish", 32, 48),
        ("50 or so", 40, 60),
        ("50 people or so", 40, 60),
        ("15 people and growing", 15, None),
        ("50-100 employees and growing fast!", 50, None),
        ("20 employees or more", 20, None),
        ("10 or fewer", 0, 10),
        ("under 50-100", 0, 99),
        ("between 5 and 10", 5, 10),
        ("50‑100", 50, 100),  # with a hyphen that does not break
        ("25.0", 25, 25),
        ("1.234.567", 1_234_567, 1_234_567),
        ("1’234 people", 1234, 1234),
    ],
)
def test_bounds(written, low: int, high: int | None) -> None:
    count = gf.Count(written)
    assert (count.low, count.high) == (low, high)


@pytest.mark.parametrize(
    "written",
    ["", "a few", "ten", "-5", -5, "50-11", (50, 11), (-1, 5), (1, 2, 3), 2.5, float("nan"), float("inf"), True, None]
    + [
        "1e5",
        "12 countries and 3 more",
        "5-10-20",
        "x" * 1000,
        10**11,
        "99999999999",
        [None, 5],
        [True, 5],
        {"low": 1},
        b"5",
        "between 5",
        "5 and 10",
        "over 5 or fewer",
        "1,2,3",
        "1_000",
        "20 (30 with contractors)",  # a remark may hold another count
        "N/A",  # a gap in a table, and nothing to give a record
        "nan",
    ],
)
def test_what_is_not_a_count_is_refused_with_what_would_do(written) -> None:
    with pytest.raises(ValueError, match="is not a count: "):
        gf.Count(written)
    with pytest.raises(ValidationError):
        JSON.validate_python(written)


@pytest.mark.parametrize(
    ("prose", "count"),
    [
        ("140 people and growing fast", "140+"),
        ("As of July 2021, the company has around 40 employees.", "32-48"),
        ("At present, 30 people (16/02/2026).", 30),
        ("[28](https://example.org/about)", 28),
        ("2 (as of May 2022).[^1] | [^1]: See our [About page](https://example.org/about)", 2),
        ("500+ employees across 26 countries.", "500+"),
        ("We’re a geo-distributed team of 27 across 8 different time zones!", 27),
        ("100-150 employees. 47% of which (as of Fall 2017) are remote.", "100-150"),
        ("&gt;30 as of Q4-2023 with a wide range of nationalities", "31+"),
        ("200+ employees, $15 revenue", "200+"),
        ("3 thousand people", 3000),
        ("rooms B12 and C30, 12 people", 12),
        ("Over 700 employees", "701+"),
        ("A 10-person team since Jan-20", 10),
    ],
)
def test_find_reads_the_one_count_that_a_sentence_holds(prose: str, count) -> None:
    assert gf.Count.find(prose) == gf.Count(count)


@pytest.mark.parametrize(
    ("prose", "problem"),
    [
        ("We have two engineers.", "holds no number"),
        ("Started less than 1 year ago.", "holds no number"),
        ("Some 2.5 people", "is not a count"),
        ("10 million customers, 30 people", "holds several numbers"),
        ("0-20, 20-50, 50-100, etc.", "holds several numbers, '0-20' and '20-50' and '50-100'"),
        ("16 team members listed here, 21 mentioned there", "holds several numbers"),
        ("0-20 full-time employees | 2,000+ student note-takers", "holds several numbers"),
        ("5 people. " * 500, "is 5000 characters long"),
        ("5-10-20", "holds several numbers"),
        ("1e5", "holds no number"),
        ("10.000 employees", "may mean 10 or 10000"),
        ("Jan-50", "Did you mean '1-50'?"),
    ],
)
def test_find_never_chooses(prose: str, problem: str) -> None:
    with pytest.raises(ValueError, match="is not a count|holds") as error:
        gf.Count.find(prose)
    assert problem in str(error.value)


counts = st.builds(
    lambda low, more: gf.Count((low, None if more is None else low + more)),
    st.integers(0, 10**9),
    st.none() | st.integers(0, 10**9),
)


@given(counts)
def test_a_count_reads_back_from_its_text_its_repr_and_json(count: gf.Count) -> None:
    assert gf.Count(str(count)) == count
    assert eval(repr(count), {"Count": gf.Count}) == count
    assert JSON.validate_json(JSON.dump_json(count)) == count
    assert pickle.loads(pickle.dumps(count)) == copy.deepcopy(count) == count
    assert gf.Count(count) is count
    assert count.low in count
    assert (count.high is None) or count.high in count


@given(counts, counts)
def test_intersection_and_sum_are_those_of_the_numbers_in_them(a: gf.Count, b: gf.Count) -> None:
    both = a & b
    for value in {a.low, b.low, a.high or 0, b.high or 0, a.low + 1}:
        assert (both is not None and value in both) == (value in a and value in b)
    assert (a + b).low == a.low + b.low
    assert ((a + b).high is None) == (a.high is None or b.high is None)


@given(st.text() | st.text("0123456789-–+~<> ,.km()aboutplys", max_size=120))
def test_any_text_is_a_count_or_a_value_error(text: str) -> None:
    for read in (gf.Count, gf.Count.find):
        try:
            assert read(text).low >= 0
        except ValueError:
            continue


@pytest.mark.parametrize(
    "piece", ["1", "1,", "9 ", "1-", "about ", "(", "a ", "1,111", "more than ", "as of ", " \u00a0", "1k"]
)
def test_long_text_takes_time_in_proportion(piece: str) -> None:
    for read, longest in ((gf.Count, 100), (gf.Count.find, 2000)):
        assert in_proportion(lambda size, read=read: read((piece * size)[:size]), longest // 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("no more than 20", (0, 20)), ("not less than 5", (5, None)), ("no fewer than 50 people", (50, None))),
        *(("500-1k", (500, 1000)), ("10-50k", (10_000, 50_000)), ("1.5k", (1500, 1500)), ("over 2.5", (3, None))),
    ],
)
def test_negations_and_scales(text: str, expected: tuple[int, int | None]) -> None:
    assert gf.Count(text) == gf.Count(expected)


@pytest.mark.parametrize("text", ["<50+", "at most 50+", "1.000", "2.000-3.000"])
def test_bounds_both_ways_and_other_countries_commas_are_not_counts(text: str) -> None:
    with pytest.raises(ValueError, match="is not a count"):
        gf.Count(text)


@pytest.mark.parametrize(
    ("text", "range_"),
    [("Jan-50", "1-50"), ("10-Jan", "1-10"), ("Nov-50", "11-50"), ("01-Oct", "1-10")]
    + [("c_00051_00100", "51-100"), ("c_10001_max", "10001+")],
)
def test_a_range_that_a_spreadsheet_spoiled_is_refused_with_what_it_was(text: str, range_: str) -> None:
    with pytest.raises(gf.GlobalfirmError, match="Did you mean") as caught:
        gf.Count(text)
    assert (caught.value.type, caught.value.given, caught.value.suggestion) == ("not_a_count", text, range_)


def test_a_field_reports_the_meanings_as_data() -> None:
    with pytest.raises(ValidationError) as caught:
        gf.Company(name="A", headcount="10.000")
    [error] = caught.value.errors(include_url=False)
    assert (error["type"], error["ctx"]["candidates"]) == ("ambiguous_number", ["10", "10000"])
    json.dumps(error)


def test_of_people_and_another_kind_nothing_is_chosen() -> None:
    with pytest.raises(ValueError, match="several numbers"):
        gf.Count.find("[Currently 100-200 Rocketeers](u) and [1500 contributors](u)")


@pytest.mark.parametrize("low", [0, 3, 10**10])
def test_an_exact_count_is_as_good_as_its_number(low: int) -> None:
    count = gf.Count(low)
    assert count == low == int(count) == float(count) == operator.index(count) == round(count)
    assert (hash(count), bool(count), str(count)) == (hash(low), bool(low), str(low))
    assert len({count, low}) == 1
    assert list(range(gf.Count(2))) == [0, 1]
    with pytest.raises(TypeError, match="is not JSON serializable"):
        json.dumps(count)  # which writes Python's own kinds alone: a model that holds it writes the number


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (gf.Count(3) + gf.Count("11-50"), gf.Count("14-53")),
        (gf.Count("11-50") + 1, gf.Count("12-51")),
        (1 + gf.Count("50+"), gf.Count("51+")),
        (gf.Count("11-50") - gf.Count(11), gf.Count("0-39")),
        (gf.Count("50+") - 3, gf.Count("47+")),
        (gf.Count("2-3") * gf.Count("5+"), gf.Count("10+")),
        (round(gf.Count("11-50")), gf.Count("11-50")),
        (sum([gf.Count(1), gf.Count(2)]), gf.Count(3)),
        (gf.Count("11-50") & gf.Interval(20), gf.Count("20-50")),
        (gf.Count(3) - gf.Count("2-5"), gf.Interval(-2, 1)),
        (gf.Count(3) - gf.Count("2+"), gf.Interval(None, 1)),
        (gf.Count(3) * 0.5, gf.Interval(1.5, 1.5)),
        (gf.Count(3) + gf.Interval(1, 2), gf.Interval(4, 5)),
        (gf.Count(10) / gf.Count("2-4"), gf.Interval(2.5, 5)),
        (-gf.Count(3), gf.Interval(-3, -3)),
    ],
)
def test_counts_come_to_counts_as_far_as_they_are_whole_and_not_below_zero(result, expected: gf.Interval) -> None:
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize("given_", [{"low": 11, "high": 50}, gf.Interval(11, 50), gf.Interval(11.0, 50.0), [11, 50]])
def test_bounds_are_read_and_written_in_one_shape(given_) -> None:
    count = JSON.validate_python(given_)
    assert count == gf.Count(given_) == gf.Count("11-50")
    assert json.loads(JSON.dump_json(count)) == {"low": 11, "high": 50}
    assert json.loads(JSON.dump_json(gf.Count("50+"))) == {"low": 50, "high": None}
    assert JSON.dump_json(gf.Count(25)) == b"25"


@pytest.mark.parametrize("people", [9.5, "9.5", (9.5, 12), {"low": 9.5, "high": 12}, gf.Interval(9.5, 9.5)])
def test_a_fraction_of_a_person_is_refused_with_the_field_where_it_is_right(people) -> None:
    with pytest.raises(
        ValueError, match=r"is not a count: it is not whole. .* go in the headcount of accounts, .*=9.5\)"
    ):
        gf.Count(people)
    with pytest.raises(ValidationError, match="go in the headcount of accounts"):
        gf.Company(name="A", headcount=people)
    assert 9.5 in gf.Accounts(year=2024, headcount=people).headcount


def test_where_people_are_full_time_equivalents_they_are_still_read_as_people_write_them() -> None:
    year = gf.Accounts(year=2024, headcount="about 40", foreign_headcount="<10")
    assert (year.headcount, year.foreign_headcount) == (gf.Interval(32, 48), gf.Interval(0, 9))
    assert (
        gf.metric.group_headcount(gf.Company(name="A", accounts=[gf.Accounts(year=2024, headcount=9.5)], relations=[]))
        == 9.5
    )


def test_sums_beyond_all_people_stay_counts() -> None:
    crowd = gf.Count(10**10)
    assert crowd + crowd == gf.Count((10**10, None))
