"""Definitions side by side: agreement and kappa are least and most of every completion, and labels are counted as they stand."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import Agreement, Agreements, agreement, cross_table, jointly, moves
from globalfirm.cohort.findings.joint import pair_name, possible_pairs
from globalfirm.cohort.findings.kappa import PAIRS, agreement_bounds, kappa_bounds
from tests.cohort.conftest import ENGINES, Engine
from tests.profiles import examples
from tests.references import reference

ANSWERS = {"yes": True, "no": False, "open": None}
SCHEMA = pa.schema([("one", pa.bool_()), ("other", pa.bool_())])
POSSIBLE = [frozenset(some) for size in range(1, 5) for some in combinations(PAIRS, size)]


def kappa(pairs: Any) -> float | None:
    """By its definition."""
    n, differ = len(pairs), sum(one != other for one, other in pairs)
    r, c = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    expected = (r * (n - c) + c * (n - r)) / n
    return 1 - differ / expected if expected else None


def made(engine: Engine, columns: dict[str, list[Any]]) -> Any:
    """The library's table; in pandas, whose truth values have no gaps, with those that have."""
    table = engine.make(columns, SCHEMA)
    return table.astype("boolean") if engine.name == "pandas" else table


def only(firms: Any, one: str = "one", other: str = "other") -> Agreement:
    [found] = agreement(firms, one, other).rows
    return found


@pytest.mark.parametrize("row", reference("kappa_reference"), ids=lambda row: "-".join([*row.values()][:9]))
def test_agreement_and_kappa_are_those_of_the_reference_to_the_digit(engine: Engine, row: dict[str, str]) -> None:
    pairs = [
        (ANSWERS[one], ANSWERS[other])
        for one, other in product(ANSWERS, ANSWERS)
        for _ in range(int(row[f"{one}_{other}"]))
    ]
    found = only(made(engine, {"one": [one for one, _ in pairs], "other": [other for _, other in pairs]}))
    got = (found.agreement.low, found.agreement.high)
    assert got == pytest.approx((float(row["agree_low"]), float(row["agree_high"])), abs=1e-10)
    if row["kappa_low"]:
        assert found.kappa is not None
        got = (found.kappa.low, found.kappa.high)
        assert got == pytest.approx((float(row["kappa_low"]), float(row["kappa_high"])), abs=1e-10)
    else:
        assert found.kappa is None
    assert (found.both, found.neither) == (int(row["yes_yes"]), int(row["no_no"]))
    assert found.open == sum(int(count) for cell, count in row.items() if "open" in cell)


@given(st.lists(st.sampled_from(POSSIBLE), min_size=1, max_size=6))
def test_bounds_are_the_least_and_the_most_of_every_completion(firms: list[frozenset[tuple[bool, bool]]]) -> None:
    ways = [*product(*firms)]
    groups = {possible: firms.count(possible) for possible in firms}
    agreed = [sum(one == other for one, other in pairs) / len(pairs) for pairs in ways]
    found = agreement_bounds(groups)
    assert (found.low, found.high) == (min(agreed), max(agreed))
    every = [each for each in map(kappa, ways) if each is not None]
    bounds = kappa_bounds(groups)
    if not every:
        assert bounds is None
        return
    assert bounds is not None
    assert (bounds.low, bounds.high) == pytest.approx((min(every), max(every)), abs=1e-12)


@given(st.sampled_from(POSSIBLE), st.sampled_from(POSSIBLE), st.integers(1, 12), st.integers(1, 12), st.integers(0, 9))
@settings(max_examples=examples(60))
def test_of_many_firms_alike_they_are_those_of_every_way_to_count_them_out(one, other, many, more, neither) -> None:
    """Firms of a group are told apart by nothing: a way to answer is how many give each pair."""

    def ways(possible: Any, count: int) -> Any:
        for cuts in combinations(range(count + len(possible) - 1), len(possible) - 1):
            edges = [-1, *cuts, count + len(possible) - 1]
            yield [(pair, high - low - 1) for pair, low, high in zip(possible, edges[:-1], edges[1:], strict=True)]

    every = []
    for first, second in product(ways(one, many), ways(other, more)):
        counts = dict.fromkeys(PAIRS, 0) | {(False, False): neither}
        for pair, count in (*first, *second):
            counts[pair] += count
        n = many + more + neither
        r, c = counts[PAIRS[0]] + counts[PAIRS[1]], counts[PAIRS[0]] + counts[PAIRS[2]]
        if expected := (r * (n - c) + c * (n - r)) / n:
            every.append(1 - (counts[PAIRS[1]] + counts[PAIRS[2]]) / expected)
    groups: dict[Any, int] = {}
    for possible, count in ((one, many), (other, more), (frozenset({(False, False)}), neither)):
        groups[possible] = groups.get(possible, 0) + count
    bounds = kappa_bounds(groups)
    assert (bounds is None) == (not every)
    if bounds is not None:
        assert (bounds.low, bounds.high) == pytest.approx((min(every), max(every)), abs=1e-12)


def test_a_million_firms_cost_what_a_hundred_do() -> None:
    """The bounds of each group a thousand times as large are close: kappa is of shares."""
    few = {possible: 7 + at for at, possible in enumerate(POSSIBLE)}
    small, large = kappa_bounds(few), kappa_bounds({possible: 10_000 * count for possible, count in few.items()})
    assert small is not None
    assert large is not None
    assert (large.low, large.high) == pytest.approx((small.low, small.high), abs=1e-3)
    assert large.low <= small.low + 1e-12  # type: ignore[operator] # of more firms there are finer ways
    assert large.high >= small.high - 1e-12  # type: ignore[operator]


SIZES = ("9", "11-100", "60", "40-300", "900", None)
FIRM = st.tuples(st.sampled_from(SIZES), st.booleans(), st.booleans())
MICRO, TINY = gf.default_taxonomy().classes[0], gf.default_taxonomy(small=50).classes[0]


@given(st.lists(FIRM, min_size=1, max_size=3))
def test_two_rules_on_the_same_facts_are_asked_together(firms: list[tuple[str | None, bool, bool]]) -> None:
    rows, completions = [], []
    for at, (size, abroad, complete) in enumerate(firms):
        countries = 2 if abroad else 1
        rows += [
            {"firm": at, "country": country, "firm_headcount": size, "complete": complete}
            for country in ["US", "RS"][:countries]
        ]
        bounds = gf.Count.parse(size or "1+")
        sizes = {n for n in (bounds.low, 2, 49, 50, 249, 250, bounds.high or 999) if n in bounds}
        places = [countries] if complete else [countries, countries + 1]
        completions.append(
            {(n < 250 and count >= 2, n < 50 and count >= 2) for n in sizes for count in places if n >= count}
        )
    schema = {"firm": pl.Int64, "country": pl.String, "firm_headcount": pl.String, "complete": pl.Boolean}
    table = pl.DataFrame(rows, schema=schema)
    found = only(cohort.measure(table, rules=jointly(micro=MICRO, tiny=TINY), metrics=[]).firms, "micro", "tiny")
    ways = [*product(*completions)]
    agreed = [sum(one == other for one, other in pairs) / len(firms) for pairs in ways]
    assert (found.agreement.low, found.agreement.high) == (min(agreed), max(agreed))
    every = [each for each in map(kappa, ways) if each is not None]
    if found.kappa is None:
        assert not every
    else:
        assert (found.kappa.low, found.kappa.high) == pytest.approx((min(every), max(every)), abs=1e-12)


def test_asked_apart_the_bounds_are_wider() -> None:
    table = pl.DataFrame({"firm": range(9), "country": "US", "headcount": ["40-300"] * 5 + ["9"] * 3 + ["900"]})
    rules = jointly(micro=gf.metric.headcount < 250, tiny=gf.metric.headcount < 50)
    firms = cohort.measure(table, rules=rules).firms
    together, apart = only(firms, "micro", "tiny"), only(firms.select("micro", "tiny"), "micro", "tiny")
    assert together.agreement == apart.agreement
    assert together.kappa is not None
    assert apart.kappa is not None
    assert apart.kappa.low < together.kappa.low  # type: ignore[operator]


def test_pairs_of_answers_that_never_go_together_are_left_out() -> None:
    few, many = gf.metric.headcount < 50, gf.metric.headcount >= 250
    assert {*possible_pairs(few, many)} == {(True, False), (False, True), (False, False)}
    assert {*possible_pairs(few, few)} == {(True, True), (False, False)}
    abroad = gf.metric.countries.any_of("RS")
    assert {*possible_pairs(abroad, ~abroad)} == {(True, False), (False, True)}
    share = gf.metric.foreign_headcount_share
    assert {*possible_pairs(share >= 0.5, share > 0)} == {(True, True), (False, True), (False, False)}


def test_rules_of_too_many_cases_are_asked_apart() -> None:
    metrics = [
        "headcount",
        "country_count",
        "continent_count",
        "time_zone_count",
        "time_zone_span_hours",
        "turnover_eur",
        "affiliates",
    ]
    names = [name for name in metrics if name in gf.metrics.Profile.model_fields]
    one = gf.at_least(1, *[getattr(gf.metric, name) > 2 for name in names])
    other = gf.at_least(1, *[getattr(gf.metric, name) > 3 for name in names])
    assert 3 ** len(names) > 512
    assert [*possible_pairs(one, other)] == [*PAIRS]


@pytest.mark.parametrize("wrong", [{"a": gf.metric.headcount < 3}, {"a": gf.metric.headcount < 3, "b": "small"}])
def test_jointly_takes_two_rules(wrong: Any) -> None:
    with pytest.raises(TypeError, match="are not two rules: give two by name"):
        jointly(**wrong)


FIRMS = {
    "firm": [*"AABBCDE"],
    "country": ["US", "RS", "US", "RS", "US", "US", "DE"],
    "headcount": ["9", "9", "100", "100", "5", "300", None],
    "home": ["US", "US", "RS", "RS", "US", "US", "DE"],
}
TAXONOMIES = [gf.default_taxonomy(), gf.taxonomy("size_by_people")]


def test_several_taxonomies_in_one_pass_say_what_each_says_alone(engine: Engine) -> None:
    table = engine.make(FIRMS)
    reading = cohort.read(table) if engine.lazy else None
    together = engine.by_firm(cohort.measure(table, taxonomy=TAXONOMIES, reason=True, reading=reading).firms)
    for taxonomy in TAXONOMIES:  # by one library, since what each says alone is tried under all of them elsewhere
        polars = ENGINES["polars"]
        alone = polars.by_firm(cohort.measure(polars.make(FIRMS), taxonomy=taxonomy, reason=True).firms)
        for firm, row in alone.items():
            for column in ("label", "candidates", "reason", *[each.name for each in taxonomy.classes]):
                assert together[firm][f"{taxonomy.name}: {column}"] == row[column], (firm, column)


def test_all_published_definitions_fit_one_pass() -> None:
    every = [gf.taxonomy(name) for name in gf.rules.taxonomies()]
    firms = cohort.measure(ENGINES["polars"].make(FIRMS), taxonomy=every).firms
    assert {f"{each.name}: label" for each in every} <= {*firms.columns}
    assert len(cohort.shares(firms).rows) == sum(len(each.classes) + len(each.tags) for each in every)


def test_two_taxonomies_of_one_name_are_refused() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    with pytest.raises(ValueError, match="two taxonomies are called 'size and reach': give one another name"):
        cohort.measure(table, taxonomy=[gf.default_taxonomy(), gf.default_taxonomy(small=50)])
    with pytest.raises(TypeError, match="'x' is not a taxonomy"):
        cohort.measure(table, taxonomy=[gf.default_taxonomy(), "x"])  # type: ignore[list-item]


def test_labels_are_counted_by_pairs_and_movers_are_listed(engine: Engine) -> None:
    table = engine.make(FIRMS)
    reading = cohort.read(table) if engine.lazy else None
    variants = [gf.default_taxonomy(), gf.default_taxonomy(small=50).replace(name="tiny")]
    firms = engine.worked_out(cohort.measure(table, taxonomy=variants, reading=reading, complete=True).firms)
    columns = "size and reach: label", "tiny: label"
    counted = cross_table(firms, *columns)
    assert {row.group: row.firms for row in counted.rows} == {
        ("domestic large firm", "domestic large firm"): 1,
        ("domestic small firm", "domestic small firm"): 1,
        ("micro-multinational", "micro-multinational"): 1,
        ("micro-multinational", "multinational enterprise"): 1,
        ("undetermined", "undetermined"): 1,
    }
    assert str(counted).splitlines()[3].split() == ["micro-multinational", "0", "0", "1", "1", "0"]
    moved = moves(firms, *columns)
    assert type(moved) is type(firms)
    assert {row["firm"] for row in engine.rows(moved)} == {"B"}
    classes = "size and reach: micro-multinational", "tiny: micro-multinational"
    assert {row["firm"] for row in engine.rows(moves(firms, *classes))} == {"B"}


def test_it_prints_as_sentences_and_goes_to_json_and_back() -> None:
    table = pl.DataFrame({"one": [True, False, None], "other": [True, True, None], "home": ["US", "US", "RS"]})
    found = agreement(table, "one", "other", by="home")
    assert str(found).splitlines() == [
        "home RS: 'one' and 'other' agree on between 0 % and 100 % of 1 firm, kappa 0; of 0 that both decide 0 are both, 0 'one' alone, "
        "0 'other' alone, 0 neither.",
        "home US: 'one' and 'other' agree on 50 % of 2 firms, kappa 0; of 2 that both decide 1 are both, 0 'one' alone, 1 'other' alone, "
        "0 neither.",
    ]
    assert Agreements.model_validate_json(found.model_dump_json()) == found
    assert found.table().height == 2
    assert "there is no kappa" in str(agreement(table.head(1), "one", "other"))
    with pytest.raises(ValueError, match="no column 'on'"):
        agreement(table, "on", "other")


def test_the_names_of_pairs_say_who_answers_what() -> None:
    assert [pair_name("a", "b", pair) for pair in PAIRS] == ["a, b", "a, not b", "not a, b", "not a, not b"]
