"""What records say of how many, and the bounds that it means."""

from __future__ import annotations

import copy
import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import globalfirm as gf

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
    ],
)
def test_what_is_no_count_is_refused_with_what_would_do(written) -> None:
    with pytest.raises(ValueError, match="is no count: "):
        gf.Count(written)
    with pytest.raises(ValidationError):
        JSON.validate_python(written)


@pytest.mark.parametrize(
    ("prose", "count"),
    [
        ("140 people and growing fast", 140),
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
    ],
)
def test_find_reads_the_one_count_that_a_sentence_holds(prose: str, count) -> None:
    assert gf.Count.find(prose) == gf.Count(count)


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("We have two engineers.", "holds no number"),
        ("Started less than 1 year ago.", "holds no number"),
        ("Some 2.5 people", "is no count"),
        ("10 million customers, 30 people", "holds several numbers"),
        ("0-20, 20-50, 50-100, etc.", "holds several numbers, '0-20' and '20-50' and '50-100'"),
        ("16 team members listed here, 21 mentioned there", "holds several numbers"),
        ("0-20 full-time employees | 2,000+ student note-takers", "holds several numbers"),
        ("5 people. " * 500, "is 5000 characters long"),
    ],
)
def test_find_never_chooses(prose: str, told: str) -> None:
    with pytest.raises(ValueError, match="is no count|holds") as error:
        gf.Count.find(prose)
    assert told in str(error.value)


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
def test_no_text_takes_long(piece: str) -> None:
    start = time.perf_counter()
    for read, longest in ((gf.Count, 100), (gf.Count.find, 2000)):
        try:
            read((piece * longest)[:longest])
        except ValueError:
            continue
    assert time.perf_counter() - start < 1  # milliseconds, were it not for noisy machines


def test_intervals() -> None:
    assert str(gf.Interval(0.25, 0.5)) == "0.25-0.5"
    assert repr(gf.Interval(3)) == "Interval(3)"
    assert gf.Interval.exactly(2).is_exact
    assert "x" not in gf.Interval(1, 2)
    adapter = TypeAdapter(gf.Interval)
    assert adapter.validate_python([1, None]) == adapter.validate_json("[1, null]") == gf.Interval(1)
    for wrong in ([2, 1], [1], "1-2", [None, 1], [float("nan"), 2]):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)
    with pytest.raises(ValueError, match="can't exceed"):
        gf.Interval(float("nan"), 2)
    assert adapter.json_schema()["maxItems"] == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("no more than 20", (0, 20)), ("not less than 5", (5, None)), ("no fewer than 50 people", (50, None))),
        *(("500-1k", (500, 1000)), ("10-50k", (10_000, 50_000)), ("1.5k", (1500, 1500)), ("over 2.5", (3, None))),
    ],
)
def test_negations_and_scales(text: str, expected: tuple[int, int | None]) -> None:
    assert tuple(gf.Count(text)) == expected


@pytest.mark.parametrize("text", ["<50+", "at most 50+", "1.000", "2.000-3.000"])
def test_bounds_both_ways_and_other_countries_commas_are_no_counts(text: str) -> None:
    with pytest.raises(ValueError, match="is no count"):
        gf.Count(text)


def test_of_people_and_another_kind_nothing_is_chosen() -> None:
    with pytest.raises(ValueError, match="several numbers"):
        gf.Count.find("[Currently 100-200 Rocketeers](u) and [1500 contributors](u)")


def test_intervals_have_no_order() -> None:
    with pytest.raises(TypeError, match="has no order: compare its low and high"):
        sorted([gf.Count("50+"), gf.Count("50-60")])


def test_sums_beyond_all_people_stay_counts() -> None:
    crowd = gf.Count(10**10)
    assert crowd + crowd == gf.Count((10**10, None))
