"""What to look up next: the facts that verdicts name, a draw of the seed and the ids alone, and answers that only narrow."""

from __future__ import annotations

import random
from functools import cache
from importlib import import_module
from itertools import product
from math import comb
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort.findings.look_up import fewest_of_kind
from globalfirm.model.interval import Interval
from tests.cohort.conftest import Engine

TAXONOMY = gf.default_taxonomy()
TINY = gf.Definition(name="tiny", summary="a handful", rule=gf.metric.headcount < 5, citation="ours")
TAGGED = TAXONOMY.replace(tags=[TINY])

KINDS = [*product(["9", "11-50", "200+", "900", None], [["RS"], ["RS", "US"]], [True, False])]
"""Headcounts, countries, and whether the list is complete: 20 kinds of firms."""


def rows_of(kinds: list[Any]) -> dict[str, list[Any]]:
    rows = [
        (at, country, size, complete, f"https://example.org/{at}")
        for at, (size, countries, complete) in enumerate(kinds)
        for country in countries
    ]
    names = ("firm", "country", "firm_headcount", "complete", "link")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def measured(kinds: list[Any] = KINDS, taxonomy: gf.Taxonomy = TAXONOMY) -> pl.DataFrame:
    return cohort.measure(pl.DataFrame(rows_of(kinds)), taxonomy=taxonomy).firms


@cache
def tagged() -> pl.DataFrame:
    """The same firms for every draw, with a tag and reasons."""
    return cohort.measure(pl.DataFrame(rows_of(KINDS)), taxonomy=TAGGED, reason=True).firms


def measured_by(engine: Engine, kinds: list[Any] = KINDS, **asked: Any) -> Any:
    """The firms of some kinds, in a library's own table."""
    table = engine.make(rows_of(kinds))
    reading = cohort.read(table) if engine.lazy else None
    return engine.worked_out(cohort.measure(table, taxonomy=TAXONOMY, reading=reading, **asked).firms)


def sheet_of(firms: pl.DataFrame, n: int = 20, **asked: Any) -> pl.DataFrame:
    sheet: pl.DataFrame = cohort.look_up(firms, TAXONOMY, n, **asked)
    return sheet


def company_of(size: str | None, countries: list[str], complete: bool) -> gf.Company:
    offices = [gf.Office(country=country) for country in countries]
    return gf.Company(name="A", headcount=size, offices=offices, complete=complete)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("taxonomy", [TAXONOMY, gf.taxonomy("size_by_people")], ids=lambda each: each.name)
def test_the_facts_to_look_up_are_those_that_a_verdict_says_are_missing(kind: Any, taxonomy: gf.Taxonomy) -> None:
    missing = gf.classify(company_of(*kind), taxonomy).missing
    named = {", ".join(dict.fromkeys(leaf.rule.needs[0] for leaf in facts)) for facts in missing}
    found = cohort.facts_to_look_up(measured([kind], taxonomy), taxonomy)
    assert {row.facts for row in found.rows} == named
    assert all((row.firms, row.decides) == (1, 1) for row in found.rows)


def test_facts_are_in_the_order_of_how_many_firms_they_decide_and_add_up() -> None:
    found = cohort.facts_to_look_up(measured(), TAXONOMY)
    open_ = measured().filter(pl.col("label") == "undetermined").height
    counts = [row.decides for row in found.rows]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == open_ == found.rows[0].firms


def test_of_remote_companies_the_countries_alone_decide_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "examples"))
    table = import_module("tables").remote_companies()
    something = pl.any_horizontal(pl.col("firm_headcount", "country").is_not_null().any().over("firm"))
    firms = cohort.measure(table.filter(something), taxonomy=TAXONOMY, complete=False).firms
    found = cohort.facts_to_look_up(firms, TAXONOMY).rows
    assert [(row.facts, row.decides) for row in found] == [
        ("country_count", 263), ("country_count, headcount", 78), ("headcount", 21)
    ]  # fmt: skip
    assert (firms.height, found[0].firms) == (424, 362)


def test_of_a_class_only_those_are_asked_that_may_be_of_it_or_not() -> None:
    firms = measured()
    asked = set(sheet_of(firms, of="micro-multinational")["firm"])
    assert asked == set(firms.filter(pl.col("micro-multinational").is_null())["firm"])
    tags = cohort.measure(pl.DataFrame(rows_of(KINDS)), taxonomy=TAGGED).firms
    assert set(cohort.look_up(tags, TAGGED, 20, of="tiny")["firm"]) == set(
        tags.filter(pl.col("tiny").is_null())["firm"]
    )


def test_the_cheapest_come_first() -> None:
    costs = sheet_of(measured(), order="cheapest")["facts"].to_list()
    assert costs == sorted(costs)
    assert {*costs} == {1, 2}


@given(st.integers(0, 2**32), st.integers(1, 20), st.sampled_from(["random", "cheapest"]))
def test_a_draw_is_of_the_seed_and_the_ids_alone(seed: int, n: int, order: str) -> None:
    firms = measured()
    shuffled = firms.sample(fraction=1, shuffle=True, seed=seed % 1000)
    one, other = (sheet_of(table, n, order=order, seed=seed) for table in (firms, shuffled))
    assert one.equals(other)
    more = sheet_of(firms, n + 3, order=order, seed=seed)
    assert more.head(one.height).equals(one)


def test_every_firm_is_as_likely_to_be_drawn() -> None:
    firms = measured()
    drawn = [sheet_of(firms, 1, seed=seed)["firm"][0] for seed in range(400)]
    open_ = set(sheet_of(firms)["firm"])
    assert set(drawn) == open_
    expected = 400 / len(open_)
    assert all(expected / 2 < drawn.count(firm) < expected * 2 for firm in open_)


SIZES = {"9": [9], "11-50": [11, 50], "200+": [200, 249, 250], "900": [900], None: [5, 249, 250]}


@given(st.randoms(use_true_random=False), st.integers(1, 20))
def test_answers_say_what_the_records_would_and_never_widen(rng: random.Random, n: int) -> None:
    """Of every firm one completion is looked up: its label is then that of the complete record, and no bound is wider."""
    firms = tagged()
    sheet, answers, labels = sheet_of(firms, n), [], {}
    for firm, fact in sheet.select("firm", "fact").iter_rows():
        size, listed, complete = KINDS[firm]
        places = listed if complete else rng.choice([listed, [*listed, "DE", "JP"]])
        people = rng.choice(SIZES[size])
        if (firm, "places") not in labels:
            labels[firm, "places"], labels[firm, "people"] = places, people
        answers.append(str(len(labels[firm, "places"])) if fact == "country_count" else str(labels[firm, "people"]))
    after = cohort.answered(firms, sheet.with_columns(answer=pl.Series(answers)), TAGGED)
    assert after.schema == firms.schema
    for firm in set(sheet["firm"]):
        record = company_of(str(labels[firm, "people"]), labels[firm, "places"], complete=True)
        # A size that need not be looked up keeps the label, whichever it is.
        assert after.filter(pl.col("firm") == firm)["label"][0] == gf.classify(record).label
    for before, now in zip(cohort.shares(firms).rows, cohort.shares(after).rows, strict=True):
        assert now.share in before.share
    for before, now in zip(
        firms.sort("firm").iter_rows(named=True), after.sort("firm").iter_rows(named=True), strict=True
    ):
        for metric in ("headcount", "country_count"):
            ends = [Interval(row[f"{metric}_low"], row[f"{metric}_high"]) for row in (now, before)]
            assert ends[0] in ends[1]


def test_without_an_answer_nothing_changes(engine: Engine) -> None:
    firms = measured_by(engine, reason=True)
    after = cohort.answered(firms, sheet_of(measured()), TAXONOMY)
    assert engine.by_firm(after) == engine.by_firm(firms)


def test_each_library_asks_draws_and_answers_alike(engine: Engine) -> None:
    firms = measured_by(engine)
    assert cohort.facts_to_look_up(firms, TAXONOMY) == cohort.facts_to_look_up(measured(), TAXONOMY)
    sheet = cohort.look_up(firms, TAXONOMY, 5, of="micro-multinational", seed=3)
    expected = sheet_of(measured(), 5, of="micro-multinational", seed=3)
    rows = sheet.to_dicts() if isinstance(sheet, pl.DataFrame) else engine.rows(sheet)
    assert rows == expected.to_dicts()
    answers = expected.with_columns(
        answer=pl.when(pl.col("fact") == "headcount").then(pl.lit("250+")).otherwise(pl.lit("2"))
    )
    after, same = cohort.answered(firms, answers, TAXONOMY), cohort.answered(measured(), answers, TAXONOMY)
    assert engine.by_firm(after) == {row["firm"]: row for row in same.to_dicts()}
    found = cohort.share_by_draw(firms, answers, TAXONOMY, "micro-multinational", seed=3)
    assert found == cohort.share_by_draw(measured(), answers, TAXONOMY, "micro-multinational", seed=3)


def test_a_sheet_has_columns_of_ones_own_and_comes_back_from_a_file(tmp_path: Path) -> None:
    firms = measured().with_columns(link=pl.format("https://example.org/{}", "firm"))
    sheet = sheet_of(firms, 4, beside="link")
    assert sheet["link"].to_list() == [f"https://example.org/{firm}" for firm in sheet["firm"]]
    answer = pl.when(pl.col("fact") == "headcount").then(pl.lit(251)).otherwise(pl.lit(3))
    sheet.with_columns(answer=answer).write_csv(tmp_path / "sheet.csv")
    after = cohort.answered(firms, pl.read_csv(tmp_path / "sheet.csv"), TAXONOMY)
    looked_up = after.filter(pl.col("firm").is_in(sheet["firm"].to_list()))
    assert "undetermined" not in looked_up["label"].to_list()
    assert after["link"].to_list() == firms.join(after, on="firm", how="right")["link"].to_list()


@pytest.mark.parametrize(("all_", "drawn", "missed"), [(12, 5, 0), (12, 5, 2), (40, 10, 0), (9, 9, 0)])
def test_whatever_is_open_the_draw_holds_the_number_of_a_kind_as_often_as_it_says(
    all_: int, drawn: int, missed: int
) -> None:
    """Every number of a kind, and every draw counted; some of those that are drawn are not found, those of the kind first."""
    for kind in range(all_ + 1):
        covered = 0.0
        for seen in range(max(0, drawn - (all_ - kind)), min(kind, drawn) + 1):
            chance = comb(kind, seen) * comb(all_ - kind, drawn - seen) / comb(all_, drawn)
            yes = max(0, seen - missed)
            no = max(0, drawn - seen - max(0, missed - seen))
            low = fewest_of_kind(all_, drawn, yes, 0.025)
            high = all_ - fewest_of_kind(all_, drawn, no, 0.025)
            covered += chance * (low <= kind <= high)
        assert covered >= 0.95 - 1e-9


def test_fifty_answers_say_more_than_the_sure_bounds() -> None:
    firms = measured([("9", ["RS"], False)] * 300)
    sheet = sheet_of(firms, 50, of="micro-multinational", seed=2)
    answer = pl.when(pl.int_range(pl.len()) < 20).then(pl.lit("2")).otherwise(pl.lit("1"))
    found = cohort.share_by_draw(firms, sheet.with_columns(answer=answer), TAXONOMY, "micro-multinational", seed=2)
    assert (found.firms, found.drawn, found.open) == (300, 50, 300)
    assert found.share == Interval(20 / 300, 270 / 300)
    low, high = found.interval.low or 0, found.interval.high or 1
    assert low < 0.4 < high
    assert 0.11 < high - low < 0.3
    half = sheet.with_columns(answer=answer).head(25)  # which is a draw of 25
    assert cohort.share_by_draw(firms, half, TAXONOMY, "micro-multinational", seed=2).drawn == 25
    assert str(found).startswith("between ")


def test_mistakes_are_named() -> None:
    firms = measured()
    sheet = sheet_of(firms, 3)
    first = sheet["firm"][0]

    def said(**columns: Any) -> pl.DataFrame:
        return sheet.head(1).with_columns(**{name: pl.lit(value) for name, value in columns.items()})

    with pytest.raises(ValueError, match="'soonest' is not an order: give 'random' or 'cheapest'"):
        sheet_of(firms, order="soonest")
    with pytest.raises(ValueError, match="0 firms are none to look up"):
        sheet_of(firms, 0)
    with pytest.raises(ValueError, match="two columns would be called 'known': rename yours"):
        sheet_of(firms.with_columns(known=1), beside="known")
    with pytest.raises(ValueError, match="no class or tag 'micro': it has micro-multinational"):
        sheet_of(firms, of="micro")
    with pytest.raises(ValueError, match="no column 'headcount_low': have measure"):
        sheet_of(firms.drop("headcount_low"))
    in_serbia = TAGGED.replace(tags=[TINY.replace(rule=gf.metric.countries.any_of("RS"))])
    with pytest.raises(ValueError, match="what to look up are figures, and the taxonomy asks 'countries any of RS'"):
        cohort.look_up(measured(taxonomy=in_serbia), in_serbia, 3, of="tiny")
    with pytest.raises(ValueError, match="no column 'born global': have measure"):
        cohort.look_up(firms, gf.taxonomy("born_global"), 3)
    with pytest.raises(ValueError, match=rf"the answer on {sheet['fact'][0]} of '{first}': 'many' is not a count"):
        cohort.answered(firms, said(answer="many"), TAXONOMY)
    with pytest.raises(ValueError, match="has two answers: leave one"):
        cohort.answered(firms, pl.concat([said(answer="2"), said(answer="3")]), TAXONOMY)
    with pytest.raises(ValueError, match="an answer is of '77', and the table has no such firm"):
        cohort.answered(firms, said(answer="3", firm=77), TAXONOMY)
    with pytest.raises(ValueError, match=r"by its record, and 0 by the answer: mend the record"):
        cohort.answered(firms, said(answer="0"), TAXONOMY)
    with pytest.raises(ValueError, match="not on the firms that seed=5 draws"):
        cohort.share_by_draw(firms, sheet_of(firms, 3, seed=4), TAXONOMY, "micro-multinational", seed=5)


FIGURES: dict[str, list[Any]] = {
    "firm_headcount": [9, 10, 49, 60, 240, 260, 740, 800],
    "turnover_eur": [1e6, 9e6, 4.9e7, 1.4e8, 2e8],
    "balance_sheet_eur": [1e6, 9e6, 4.2e7, 1.2e8, 2e8],
    "turnover_gbp": [5e5, 1.4e7, 5e7, 6e7],
    "balance_sheet_gbp": [4e5, 7e6, 2.6e7, 3e7],
    "public_share": [0.0, 0.3],
}


@pytest.mark.parametrize("name", ["eu_size_class", "small_mid_cap", "companies_act"])
def test_of_a_status_of_several_years_answers_decide_as_the_table_completed_does(name: str) -> None:
    """Of each firm some figures are hidden: with those that are asked for, its label is that of the table with all of them."""
    rng, taxonomy = random.Random(name), gf.taxonomy(name)
    place = {"country": "DE", "autonomous": True}
    full = [{"firm": at, **place, **{of: rng.choice(values) for of, values in FIGURES.items()}} for at in range(60)]
    part = [{of: None if of in FIGURES and rng.random() < 0.4 else value for of, value in row.items()} for row in full]
    firms, complete = (
        cohort.measure(pl.DataFrame(rows), taxonomy=taxonomy, metrics=taxonomy.needs, reason=True).firms.sort("firm")
        for rows in (part, full)
    )
    sheet: pl.DataFrame = cohort.look_up(firms, taxonomy, 60)
    assert set(sheet["firm"]) == set(firms.filter(pl.col("label") == "undetermined")["firm"])
    assert len(set(sheet["fact"])) >= 3
    answers = [complete[f"{fact}_low"][firm] for firm, fact in sheet.select("firm", "fact").iter_rows()]
    after = cohort.answered(firms, sheet.with_columns(answer=pl.Series(answers).cast(pl.String)), taxonomy)
    assert after.schema == firms.schema
    assert after.sort("firm")["label"].to_list() == complete["label"].to_list()


def early_firm(rng: random.Random, name: str) -> tuple[gf.Company, dict[str, Any]]:
    """A German firm with accounts of its first years, and the row that has those of one year, with gaps."""
    founded, sales = rng.randint(2000, 2010), {}
    for year in range(founded, founded + 6):
        abroad = rng.choice([0.1, 0.1, 0.1, 0.1, 0.3, 0.6])
        sales[year] = abroad, rng.choice([1 - abroad, 1.0])
    accounts = [
        gf.Accounts(
            year=year, turnover=100, foreign_turnover=100 * abroad,
            regional_sales=[gf.RegionalSales(region="Europe", share=europe)],
        )
        for year, (abroad, europe) in sales.items()
    ]  # fmt: skip
    year = rng.choice([*sales])
    facts = ("founded", founded), ("foreign_sales_share", sales[year][0]), ("europe_sales_share", sales[year][1])
    row = {of: value if rng.random() < 0.8 else None for of, value in facts}
    company = gf.Company(name=name, home="DE", founded=founded, accounts=accounts)
    return company, {"firm": name, "country": "DE", "home": "DE", "accounts_year": year, **row}


@pytest.mark.parametrize("name", ["born_global", "born_regional", "true_born_global"])
def test_of_the_first_years_it_is_asked_whether_it_was_so_and_answers_decide_as_the_accounts_of_all_do(
    name: str,
) -> None:
    rng, taxonomy = random.Random(2), gf.taxonomy(name)
    drawn = {str(at): early_firm(rng, str(at)) for at in range(40)}
    table = pl.DataFrame([row for _, row in drawn.values()])
    measured = cohort.measure(table, taxonomy=taxonomy, metrics=taxonomy.needs).firms
    firms = measured.join(table.select("firm", "accounts_year"), on="firm")
    sheet: pl.DataFrame = cohort.look_up(firms, taxonomy, 40)
    without_year = cohort.look_up(measured, taxonomy, 40)  # which asks more, of the same firms
    assert set(without_year["firm"]) == set(sheet["firm"])
    assert (len(without_year) > len(sheet)) == (len(taxonomy.classes) > 1)
    assert set(sheet["firm"]) == set(firms.filter(pl.col("label") == "undetermined")["firm"]) != set(drawn)
    leaves = {str(leaf): leaf for each in taxonomy.classes for leaf in each.bound.leaves}
    assert set(sheet["fact"]) == {*leaves}
    assert set(sheet["known"]) == {"can't tell"}
    answers = [
        "yes" if leaves[fact].decide(drawn[firm][0]) else "No"
        for firm, fact in sheet.select("firm", "fact").iter_rows()
    ]
    assert {*answers} == {"yes", "No"}
    after = cohort.answered(firms, sheet.with_columns(answer=pl.Series(answers)), taxonomy)
    assert dict(after.select("firm", "label").iter_rows()) == {
        firm: taxonomy.label(of) for firm, (of, _) in drawn.items()
    }
    assert len(cohort.look_up(after, taxonomy, 1)) == 0
    again = cohort.answered(after, sheet, taxonomy)  # without an answer: what was said stays
    assert again.equals(after)
    with pytest.raises(ValueError, match="'often' is neither 'yes' nor 'no'"):
        cohort.answered(firms, sheet.with_columns(answer=pl.lit("often")), taxonomy)
    sure = firms.filter(pl.col(taxonomy.classes[0].name))["firm"][0]
    denied = {"firm": [sure], "fact": [str(taxonomy.classes[0].bound)], "answer": ["no"]}
    with pytest.raises(ValueError, match="is yes by its record, and no by the answer: mend the record"):
        cohort.answered(firms, pl.DataFrame(denied), taxonomy)


def test_each_library_is_asked_of_the_first_years(engine: Engine) -> None:
    rows = {"firm": [*"AB"], "country": ["DE"] * 2, "founded": [2020] * 2, "foreign_sales_share": [0.3, 0.1]}
    table, born = engine.make({**rows, "accounts_year": [2021] * 2}), gf.taxonomy("born_global")
    reading = cohort.read(table) if engine.lazy else None
    firms = engine.worked_out(cohort.measure(table, taxonomy=born, metrics=born.needs, reading=reading).firms)
    sheet = pl.DataFrame({"firm": ["B"], "fact": [str(born.classes[0].bound)], "answer": ["no"]})
    assert [row.firms for row in cohort.facts_to_look_up(firms, born).rows] == [1]
    found = engine.by_firm(cohort.answered(firms, sheet, born))
    assert {firm: row["label"] for firm, row in found.items()} == {"A": "born global", "B": "unclassified"}


def test_several_taxonomies_are_looked_up_together() -> None:
    """The facts decide each of their labels; one of them can be asked by itself, as can a class by its column."""
    size = gf.taxonomy("size_by_people")
    both, label = [TAXONOMY, size], f"{size.name}: label"
    firms, complete = (
        cohort.measure(pl.DataFrame(rows_of(kinds)), taxonomy=both).firms.sort("firm")
        for kinds in (KINDS, [(SIZES[size_][0], places, True) for size_, places, _ in KINDS])
    )
    labels = [name for name in firms.columns if name.endswith(": label")]
    sheet: pl.DataFrame = cohort.look_up(firms, both, 20)
    open_ = firms.filter(pl.any_horizontal(pl.col(*labels) == "undetermined"))
    assert set(sheet["firm"]) == set(open_["firm"])
    assert cohort.facts_to_look_up(firms, both).rows[0].firms == open_.height
    answers = [complete[f"{fact}_low"][firm] for firm, fact in sheet.select("firm", "fact").iter_rows()]
    sheet = sheet.with_columns(answer=pl.Series(answers).cast(pl.String))
    after = cohort.answered(firms, sheet, both).sort("firm")
    assert after.select(labels).equals(complete.select(labels))
    alone = set(cohort.look_up(firms, size, 20)["firm"])
    assert alone == set(firms.filter(pl.col(label) == "undetermined")["firm"])
    column = "size and reach: micro-multinational"
    asked = cohort.look_up(firms, both, 5, of=column)
    found = cohort.share_by_draw(firms, asked.with_columns(answer=pl.lit("")), both, column)
    assert (found.drawn, found.share) == (5, cohort.shares(firms, column).rows[0].share)
    with pytest.raises(ValueError, match=r"the taxonomies 'size and reach' and '.*' have no class or tag 'micro-multi"):
        cohort.look_up(firms, both, 5, of="micro-multinational")


def test_what_only_accounts_of_several_years_leave_open_is_not_asked_of_one() -> None:
    """The status of the latest year's figures is not the company's: nothing is guessed from them."""
    taxonomy = gf.taxonomy("companies_act")
    figures = {"currency": "GBP", "turnover": 1e6, "balance_sheet": 1e6}
    accounts = [gf.Accounts(year=year, headcount=9, **figures) for year in (2022, 2024)]
    large = gf.Accounts(year=2021, headcount=900, currency="GBP", turnover=9e8, balance_sheet=9e8)
    of_years = gf.Company(name="A", accounts=[large, *accounts])
    firms = cohort.measure_companies([of_years], taxonomy=taxonomy, metrics=taxonomy.needs)
    assert firms["label"][0] == "undetermined"
    with pytest.raises(ValueError, match="the figures in the table decide what is open of 1 firm"):
        cohort.look_up(firms, taxonomy, 1)


def test_where_nothing_is_open_there_is_nothing_to_look_up(engine: Engine) -> None:
    firms = measured_by(engine, [("9", ["RS"], True)])
    assert cohort.facts_to_look_up(firms, TAXONOMY).rows == ()
    assert len(cohort.look_up(firms, TAXONOMY, 5)) == 0
