"""Every metric, rule, label and reason over a table is what the same firm's `Company` gives, under every library."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from math import isclose
from multiprocessing import get_context
from random import Random
from typing import Any

import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort, strategies
from globalfirm.cohort.records import reason_text
from globalfirm.expressions.vocabulary import VOCABULARY, metric_named
from globalfirm.metrics import BUILT_IN
from globalfirm.metrics.facts import Facts
from globalfirm.metrics.firm import FirmNumbers, ranged
from globalfirm.metrics.formulas import NUMBERS
from globalfirm.rules import Threshold
from tests.cohort.conftest import ENGINES, Engine
from tests.drawn_rules import QUANTITIES, drawn_rule
from tests.firms import COUNTRIES, FIELDS, columns_of, company_of, drawn_firm, ends
from tests.profiles import examples, thorough

TAXONOMY = gf.default_taxonomy()
QUICK_TO_PLAN = tuple(name for name in ENGINES if name not in {"ibis", "pyspark"})
"""The others take long, and what they would plan is tried of them by other tests."""
KINDS = {
    "founded": pa.float64(),
    "accounts_year": pa.float64(),
    "complete": pa.bool_(),
    "autonomous": pa.bool_(),
    "affiliates": pa.float64(),
    "foreign_affiliate_count": pa.float64(),
}
SCHEMA = pa.schema(
    [(field, KINDS.get(field, pa.float64() if field.endswith(("_share", "_eur")) else pa.string())) for field in FIELDS]
)

Firms = dict[str, list[dict[str, Any]]]


def drawn(seed: int, count: int, *, people_in_accounts: bool = False) -> Firms:
    """Firms by name."""
    random = Random(seed)
    return {f"firm {i}": drawn_firm(random, f"firm {i}", people_in_accounts=people_in_accounts) for i in range(count)}


def shuffled(firms: Firms, seed: int = 0) -> dict[str, list[Any]]:
    """The rows of firms, in no order."""
    rows = [row for found in firms.values() for row in found]
    Random(seed).shuffle(rows)
    return columns_of(rows)


def measured(
    engine: Engine,
    firms: Firms,
    rules: dict[str, gf.Rule],
    metrics: Sequence[str] = QUANTITIES,
    taxonomy: gf.Taxonomy | None = TAXONOMY,
) -> dict[str, dict[str, Any]]:
    """What the table of the firms comes to."""
    table = engine.make(shuffled(firms), SCHEMA)
    reading = cohort.read(table) if engine.lazy else None
    found = cohort.measure(table, metrics=metrics, taxonomy=taxonomy, rules=rules, reason=True, reading=reading)
    return engine.by_firm(found.firms)


def expected(
    rows: list[dict[str, Any]], rules: dict[str, gf.Rule], metrics: Sequence[str] = QUANTITIES, *, reasons: bool = True
) -> dict[str, Any]:
    """What one firm's `Company` gives, under the names of the table's columns."""
    facts = Facts(company_of(rows))
    verdict = TAXONOMY.classify(facts)
    answer: dict[str, Any] = kinds_of(verdict)
    if reasons:
        answer["reason"] = reason_text(verdict)
    for name in metrics:
        answer[f"{name}_low"], answer[f"{name}_high"] = ends(facts.fact(name))
    return answer | {name: rule.decide(facts) for name, rule in rules.items()}


def kinds_of(verdict: gf.Verdict) -> dict[str, Any]:
    """A verdict's label, and whether each class is the firm's: can't tell where it is one of several that by themselves may be.

    Which of these some way to add up its sales by region allows, a record alone knows.
    """
    open_ = verdict.label == "undetermined"
    able = [each.definition.name for each in verdict.evidence if each.evidence.outcome is not False]
    assert {*verdict.candidates} <= {*able, "unclassified"}
    classes = {
        each.name: (None if open_ else True) if each.name in able else False for each in verdict.taxonomy.classes
    }
    return {"label": verdict.label, "candidates": "; ".join(able), **classes}


def same(one: Any, other: Any) -> bool:
    """Equal, numbers to the twelfth digit: a sum's last one depends on its order."""
    if one is None or other is None or isinstance(one, (str, bool)):
        return one is other or (one is not None and other is not None and one == other)
    return isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def differences(firms: Firms, found: dict[str, dict[str, Any]], wanted: dict[str, dict[str, Any]]) -> list[str]:
    """Where a table and the companies disagree, in words; none is the claim."""
    assert found.keys() == firms.keys() == wanted.keys()
    return [
        f"{firm}, {column}: the table says {found[firm][column]!r}, the company {value!r}: {firms[firm]}"
        for firm, answers in wanted.items()
        for column, value in answers.items()
        if not same(found[firm][column], value)
    ]


def named(rules: list[gf.Rule]) -> dict[str, gf.Rule]:
    return {f"rule {i}": rule for i, rule in enumerate(rules)}


@pytest.mark.engines(*QUICK_TO_PLAN)  # the test of many firms compares labels and rules, those of `measure` reasons
def test_every_label_reason_and_rule_is_the_companys(engine: Engine) -> None:
    """Metrics, of more firms, are below: a plan of both takes as long as the two."""
    firms = drawn(seed=1, count=200)
    random = Random(2)
    rules = named([drawn_rule(random, 2) for _ in range(8)])
    wanted = {name: expected(rows, rules, []) for name, rows in firms.items()}
    assert differences(firms, measured(engine, firms, rules, []), wanted) == []


@pytest.mark.engines("polars", "pandas", "pyarrow", "duckdb")  # what others hold, the tests of many firms compare
def test_a_profile_as_a_row_is_the_tables(engine: Engine) -> None:
    """By columns, their order, the kinds of what they hold, and what that is."""
    firms = drawn(seed=13, count=100)
    metrics = [name for name in BUILT_IN if name != "countries"]
    wanted = {name: gf.profile(company_of(rows)).to_row() for name, rows in firms.items()}
    found = measured(engine, firms, {}, metrics, taxonomy=None)
    assert differences(firms, found, wanted) == []
    for name, row in wanted.items():
        assert [*row] == [*found[name]]
        assert [type(value) for value in row.values()] == [type(value) for value in found[name].values()]


@pytest.mark.engines("polars", "pandas", "pyarrow")
def test_companies_are_measured_as_a_table_of_them_is(engine: Engine) -> None:
    """The same columns in the same order and of the same kinds, of several taxonomies with reasons, and the same answers."""
    firms, random = drawn(seed=14, count=80), Random(15)
    raised = {name: random.choice([None, 1e6, 2.5e6]) for name in firms}
    asked: dict[str, Any] = {
        "taxonomy": [TAXONOMY, gf.taxonomy("article_2007")],
        "rules": named([drawn_rule(random, 2) for _ in range(5)]),
        "metrics": [name for name in BUILT_IN if name != "countries"],
        "reason": True,
    }
    columns = shuffled(firms)
    table = engine.make(
        {**columns, "funding": [raised[name] for name in columns["firm"]]},
        SCHEMA.append(pa.field("funding", pa.float64())),
    )
    told = cohort.measure(table, **asked).firms
    companies = [company_of(rows).replace(funding=raised[name]) for name, rows in firms.items()]
    found = cohort.measure_companies(companies, engine.name, **asked)
    assert nw.from_native(found).schema == nw.from_native(told).schema
    assert [row["firm"] for row in engine.rows(found)] == [*firms]
    assert differences(firms, engine.by_firm(told), engine.by_firm(found)) == []


def plan_of(metrics: Sequence[str], *, without: Sequence[str] = ()) -> str:
    """The plan of a table with every column but some, as text, before anything is left out of it."""
    table = pl.LazyFrame(shuffled(drawn(seed=1, count=20)), infer_schema_length=None).drop(without)
    return cohort.measure(table, metrics=metrics, reading=cohort.read(table)).firms.explain(optimized=False)


CLAIMS = [field for field in FIELDS if field.startswith("claimed_")]


@pytest.mark.parametrize("metrics", [cohort.DEFAULT_METRICS, QUANTITIES], ids=["default", "all"])
def test_claims_make_no_step_of_a_plan_longer(metrics: Sequence[str]) -> None:
    """What is read more than once is a column, else each reading works it out again."""
    longest, without = (max(map(len, plan_of(metrics, without=fields).splitlines())) for fields in ((), CLAIMS))
    assert longest < 2 * without


def test_a_plan_names_its_table_once_for_each_kind_of_rows() -> None:
    """Rows, rows by country, rows of unknown zones; claims are one more, and meet what is known without them.

    Joined with what comes of them, rows are there twice, and as often again in all that joins them so.
    """
    table = f'DF ["{FIELDS[0]}", "{FIELDS[1]}", '
    assert plan_of(QUANTITIES, without=CLAIMS).count(table) == 3
    assert plan_of(QUANTITIES).count(table) == 3 + 1 + 3


CLOSINGS = {"A": date(2000, 6, 1), "B": date(2003, 6, 1), "C": None}
"""Of an office abroad, undated, of firms founded in 2000: the first is the record that Hypothesis found."""


@pytest.mark.parametrize("home_opened", [date(2000, 5, 1), None], ids=["dated", "no dates of openings"])
def test_an_office_opened_no_later_than_it_closed(engine: Engine, home_opened: date | None) -> None:
    firms = [*CLOSINGS]
    columns = {
        "firm": [*firms, *firms],
        "country": ["SRB"] * len(firms) + ["USA"] * len(firms),
        "founded": [2000] * 2 * len(firms),
        "closed": [date(2001, 1, 1)] * len(firms) + [*CLOSINGS.values()],
    }
    if home_opened:
        columns["opened"] = [home_opened] * len(firms) + [None] * len(firms)
    days = [(name, pa.date32()) for name in ("closed", "opened") if name in columns]
    schema = pa.schema([("firm", pa.string()), ("country", pa.string()), ("founded", pa.int64()), *days])
    found = engine.by_firm(cohort.measure(engine.make(columns, schema), metrics=["years_to_second_country"]).firms)
    for firm, closed in CLOSINGS.items():
        home = gf.Office(country="RS", opened=home_opened, closed="2001-01-01")
        held = gf.Company(name=firm, founded=2000, offices=[home, gf.Office(country="US", closed=closed)])
        wait = (found[firm]["years_to_second_country_low"], found[firm]["years_to_second_country_high"])
        assert wait == ends(gf.metric.years_to_second_country(held))


@given(st.integers(0, 10**6), st.dates(date(1999, 1, 1), date(2022, 1, 1)))
@settings(max_examples=examples(10))
def test_the_years_to_a_second_country_are_the_companys_as_of_any_day(seed: int, day: date) -> None:
    """What is not known to have closed by then bounds no opening."""
    firms, name = drawn(seed, count=20), "years_to_second_country"
    table = ENGINES["polars"].make(shuffled(firms), SCHEMA)
    found = ENGINES["polars"].by_firm(cohort.measure(table, metrics=[name], as_of=day).firms)
    for firm, rows in firms.items():
        company = company_of([row | {"firm_headcount": None} for row in rows])
        if company.founded is not None and company.founded > day.year:
            continue
        fact = Facts(company.as_of(day)).fact(name)
        assert (found[firm][f"{name}_low"], found[firm][f"{name}_high"]) == ends(fact), (day, rows)


@pytest.mark.parametrize("taxonomy", gf.rules.taxonomies())
def test_every_published_definition_says_the_same_of_a_table(taxonomy: str) -> None:
    firms, published, engine = drawn(seed=4, count=120), gf.taxonomy(taxonomy), ENGINES["polars"]
    table = engine.make(shuffled(firms), SCHEMA)
    found = engine.by_firm(cohort.measure(table, taxonomy=published, reason=True, metrics=[]).firms)
    wanted = {}
    for firm, rows in firms.items():
        verdict = published.classify(facts := Facts(company_of(rows)))
        tags = {each.name: each.bound.decide(facts) for each in published.tags}
        wanted[firm] = {"reason": reason_text(verdict), **kinds_of(verdict), **tags}
    assert differences(firms, found, wanted) == []


@pytest.mark.grows
def test_a_rule_asks_for_what_it_needs_by_itself() -> None:
    """Alone, with no metric asked for, it says what it says beside all of them."""
    firms, random = drawn(seed=5, count=40), Random(6)
    table = ENGINES["polars"].make(shuffled(firms), SCHEMA)
    reading = cohort.read(table)
    facts = {name: Facts(company_of(rows)) for name, rows in firms.items()}
    thresholds = [
        Threshold(metric=name, operator=">=", value=(VOCABULARY[name].minimum or 0) + 1) for name in QUANTITIES
    ]
    tried = examples(30)  # a plan each: all metrics where there is time for them
    alone = random.sample(thresholds, min(tried, len(thresholds)))
    for rule in (*alone, *(drawn_rule(random, 0) for _ in range(tried))):
        found = ENGINES["polars"].by_firm(cohort.measure(table, metrics=[], rules={"r": rule}, reading=reading).firms)
        assert {name: row["r"] for name, row in found.items()} == {
            n: rule.decide(firm_facts) for n, firm_facts in facts.items()
        }


def test_without_clocks_read_bounds_are_wider_and_no_rule_says_the_opposite() -> None:
    """Claims that only seem to fit such bounds are not used, nor those of the headcount that fall with them."""
    firms, random = drawn(seed=8, count=1_500), Random(9)
    rules = named([drawn_rule(random, 1) for _ in range(30)])
    table = ENGINES["polars"].make(shuffled(firms), SCHEMA)
    unread = replace(cohort.read(table), clocks={})
    found = ENGINES["polars"].by_firm(cohort.measure(table, metrics=QUANTITIES, rules=rules, reading=unread).firms)
    for name, rows in firms.items():
        facts = Facts(company_of(rows))
        for metric in QUANTITIES:
            low, high = ends(facts.fact(metric))
            least, most = found[name][f"{metric}_low"], found[name][f"{metric}_high"]
            assert least is None or (low is not None and least <= low + 1e-9), (metric, rows)
            assert most is None or (high is not None and high <= most + 1e-9), (metric, rows)
        for rule, each in rules.items():
            assert found[name][rule] in {None, each.decide(facts)}, (each, rows)


def test_persons_are_the_companys_members() -> None:
    random = Random(10)
    people = {f"firm {i}": random.choices(["US", "RS", "IN", "AU"], k=random.randint(1, 5)) for i in range(60)}
    table = pl.DataFrame([{"firm": n, "country": c, "home": "US"} for n, all_ in people.items() for c in all_])
    firms = cohort.measure(
        table, row_unit="person", metrics=[*cohort.DEFAULT_METRICS, "foreign_activity_count", "entry_modes"]
    )
    for row in firms.firms.iter_rows(named=True):
        team = gf.Team(name="all", members=[gf.Member(country=country) for country in people[row["firm"]]])
        facts = Facts(gf.Company(name=row["firm"], home="US", teams=[team]))
        for metric in (*cohort.DEFAULT_METRICS, "foreign_activity_count"):
            assert (row[f"{metric}_low"], row[f"{metric}_high"]) == pytest.approx(ends(facts.fact(metric))), metric
        assert row["entry_modes"] == ""


def test_the_transnationality_index_is_the_companys() -> None:
    firms = drawn(seed=3, count=300, people_in_accounts=True)
    found = measured(ENGINES["polars"], firms, {})
    for name, rows in firms.items():
        facts = Facts(company_of(rows))
        for metric in ("transnationality_index_percent", "foreign_employment_share"):
            low, high = ends(facts.fact(metric))
            assert same(found[name][f"{metric}_low"], low), rows
            assert same(found[name][f"{metric}_high"], high), rows


@pytest.mark.engines(*QUICK_TO_PLAN)  # whose sums by country a metric of one's own tries
def test_the_concentration_of_people_is_the_companys(engine: Engine) -> None:
    """By the formula that both have; a search of the company's headcounts may narrow it, and one number is the same."""
    firms, name = drawn(seed=12, count=300), "country_herfindahl_index"
    index = metric_named(name)
    table = engine.make(shuffled(firms), SCHEMA)
    reading = cohort.read(table) if engine.lazy else None
    found = engine.by_firm(cohort.measure(table, metrics=[name, "country_number_equivalent"], reading=reading).firms)
    for firm, rows in firms.items():
        company, row = company_of(rows), found[firm]
        facts = Facts(company)
        numbers = FirmNumbers(company, supposed=facts.claims.counts if facts.claims else None)
        low, high = ranged(index.formula(numbers, NUMBERS), index)
        assert same(row[f"{name}_low"], low), rows
        assert same(row[f"{name}_high"], high), rows
        least, most = ends(facts.fact(name))
        assert low <= least + 1e-12, rows
        assert most <= high + 1e-12, rows
        assert same(row["country_number_equivalent_low"], 1 / high), rows


@given(st.lists(st.tuples(st.sampled_from(COUNTRIES), st.integers(0, 9)), min_size=1))
def test_of_headcounts_that_are_numbers_the_concentration_is_a_number(places: list[tuple[str, int]]) -> None:
    countries, people = zip(*places, strict=True)
    table = pl.DataFrame({"firm": "A", "country": countries, "headcount": people})
    found = cohort.measure(table, metrics=["country_herfindahl_index"]).firms.row(0)[1:]
    by_country = [sum(n for at, n in places if at == country) for country in {*countries}]
    every = sum(by_country)
    assert found == pytest.approx([sum(n * n for n in by_country) / every**2] * 2 if every else (0, 1))


@settings(max_examples=examples(25))
@given(st.integers(0, 10**6), st.lists(strategies.rules(), min_size=1, max_size=4))
def test_rules_that_hypothesis_draws_say_the_same_of_a_table(seed: int, rules: list[gf.Rule]) -> None:
    firms = drawn(seed, count=12)
    wanted = {name: expected(rows, named(rules)) for name, rows in firms.items()}
    assert differences(firms, measured(ENGINES["polars"], firms, named(rules)), wanted) == []


SHARES, SHARE = (examples(4), 5_000) if thorough() else (1, 1_500)
"""20,000 firms where there is time for them, 100,000 before a release, in shares that a process each works out."""
WIDE_RULES = named([drawn_rule(random) for random in [Random(101)] for _ in range(12)])


def share_of(seed: int, size: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of some firms in no order, and what the companies say of each firm, in the columns of a table."""
    firms = {
        f"{seed} {name}": [{**row, "firm": f"{seed} {name}"} for row in rows]
        for name, rows in drawn(seed, size).items()
    }
    answers = [{"firm": name, **expected(rows, WIDE_RULES, reasons=False)} for name, rows in firms.items()]
    kinds = {
        name: pl.String
        if name in {"firm", "label", "candidates"}
        else pl.Float64
        if name.endswith(("_low", "_high"))
        else pl.Boolean
        for name in answers[0]
    }
    rows = pl.from_arrow(pa.table(shuffled(firms, seed), schema=SCHEMA))
    return rows, pl.DataFrame({name: [row[name] for row in answers] for name in kinds}, schema=kinds)


@pytest.fixture(scope="module")
def many_firms() -> tuple[pa.Table, pl.DataFrame]:
    """The rows of many firms, and what the companies say to every metric, class and rule."""
    if SHARES == 1:
        found = [share_of(0, SHARE)]
    else:  # spawned, so that what measures the coverage here does not slow them down
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            found = [*pool.map(share_of, range(SHARES), [SHARE] * SHARES)]
    rows, answers = zip(*found, strict=True)
    return pl.concat(rows).to_arrow().cast(SCHEMA), pl.concat(answers)


def as_polars(table: Any) -> pl.DataFrame:
    """A table of any library."""
    frame = nw.from_native(table)
    return frame.collect("polars").to_native() if isinstance(frame, nw.LazyFrame) else frame.to_polars()


def disagreements(found: pl.DataFrame, wanted: pl.DataFrame) -> dict[str, list[Any]]:
    """By column, the firms of which a table and the companies say different things."""
    both = wanted.join(found, on="firm", how="left", suffix=" found", validate="1:1")
    differ = {}
    for name, kind in wanted.drop("firm").schema.items():
        one, other = pl.col(name), pl.col(f"{name} found")
        same = one.eq_missing(other)
        if kind == pl.Float64:  # to the twelfth digit, as in `same`
            near = (one - other).abs() <= 1e-12 * pl.max_horizontal(1.0, one.abs())
            same = same | near.fill_null(value=False)
        if firms := both.filter(~same).select("firm", one, other).head(3).rows():
            differ[name] = firms
    return differ


def test_a_disagreement_would_be_seen() -> None:
    wanted = pl.DataFrame({"firm": [*"ABC"], "n_low": [1.0, 2.0, None], "rule": [True, None, False]})
    assert disagreements(wanted.with_columns(n_low=pl.Series([1.0 + 1e-15, 2.0, None])), wanted) == {}
    other = wanted.with_columns(n_low=pl.Series([1.1, None, 3.0]), rule=pl.Series([None, None, False]))
    differences = {"n_low": [("A", 1.0, 1.1), ("B", 2.0, None), ("C", None, 3.0)], "rule": [("A", True, None)]}
    assert disagreements(other, wanted) == differences


def measured_at_once(engine: Engine, rows: pa.Table) -> pl.DataFrame:
    """Every metric, class and rule of the firms of a table."""
    table = engine.table(rows)
    with engine.for_many_rows():
        reading = cohort.read(table) if engine.lazy else None
        firms = cohort.measure(table, metrics=QUANTITIES, taxonomy=TAXONOMY, rules=WIDE_RULES, reading=reading).firms
        return as_polars(firms)


@pytest.mark.slow
@pytest.mark.grows
def test_of_many_companies_no_answer_differs(engine: Engine, many_firms: tuple[pa.Table, pl.DataFrame]) -> None:
    rows, wanted = many_firms
    found = measured_at_once(engine, rows)
    assert len(found) == len(wanted) == found["firm"].n_unique() == SHARES * SHARE
    assert disagreements(found, wanted) == {}
