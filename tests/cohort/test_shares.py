"""Shares of firms: the bounds are those of every completion of the records, and intervals hold their level."""

from __future__ import annotations

from datetime import date
from itertools import product
from math import comb
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import Shares, shares
from globalfirm.cohort.findings.confidence import Proportion, beta_quantile, critical_value, share_interval
from globalfirm.model.interval import Interval
from tests.cohort.conftest import Engine
from tests.firms import FIRST_YEAR, SHARE_ABROAD, YEARS, cohort_of
from tests.references import reference

REFERENCE = reference("share_reference")
ANSWERS = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=7)


def table_of(answers: list[bool | None]) -> pl.DataFrame:
    return pl.DataFrame({"holds": pl.Series(answers, dtype=pl.Boolean)})


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: f"{row['yes']} yes, {row['unknown']} open of {row['n']}")
def test_intervals_are_those_of_the_reference_to_the_digit(row: dict[str, str]) -> None:
    n, yes, unknown = (int(row[name]) for name in ("n", "yes", "unknown"))
    low, high = Proportion(yes / n, n), Proportion((yes + unknown) / n, n)
    assert critical_value(low, high, 0.95) == pytest.approx(float(row["C"]), abs=1e-9)
    answers = [True] * yes + [None] * unknown + [False] * (n - yes - unknown)
    [found] = shares(table_of(answers), population="sample").rows
    assert found.interval is not None
    got = (found.share.low, found.share.high, found.interval.low, found.interval.high)
    assert got == pytest.approx([float(row[name]) for name in ("low", "high", "ci_low", "ci_high")], abs=1e-10)


@pytest.mark.parametrize("a", [0.3, 1, 2.5, 40, 4000])
@pytest.mark.parametrize("b", [0.2, 1, 7, 900])
@pytest.mark.parametrize("probability", [1e-6, 0.025, 0.5, 0.95])
def test_quantiles_of_beta_distributions_are_scipys(a: float, b: float, probability: float) -> None:
    from scipy.stats import beta

    assert beta_quantile(probability, a, b) == pytest.approx(beta.ppf(probability, a, b), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("n", "share", "open_"), [(8, 0.3, 0.0), (8, 0.3, 0.2), (20, 0.1, 0.05), (20, 0.5, 0.3)])
def test_every_outcome_counted_the_interval_covers_what_is_asked(n: int, share: float, open_: float) -> None:
    """Firms say yes with `share`, may with `open_` more; the population's share may be either end of what is possible."""
    low_covered = high_covered = 0.0
    for yes, unknown in product(range(n + 1), repeat=2):
        if yes + unknown > n:
            continue
        chance = (
            comb(n, yes)
            * comb(n - yes, unknown)
            * share**yes
            * open_**unknown
            * (1 - share - open_) ** (n - yes - unknown)
        )
        found = share_interval(Proportion(yes / n, n), Proportion((yes + unknown) / n, n), 0.95)
        low_covered += chance * (share in found)
        high_covered += chance * (share + open_ in found)
    assert min(low_covered, high_covered) >= 0.95 - 1e-9


@given(ANSWERS)
def test_bounds_are_the_least_and_the_most_of_every_completion(answers: list[bool | None]) -> None:
    options = [[True, False] if answer is None else [answer] for answer in answers]
    every = [sum(completion) / len(answers) for completion in product(*options)]
    [found] = shares(table_of(answers)).rows
    assert (found.share.low, found.share.high) == (min(every), max(every))


FIRM = st.tuples(st.sampled_from(["9", "11-50", "40-300", "249-251", "900", None]), st.booleans(), st.booleans())


@given(st.lists(FIRM, min_size=1, max_size=3))
def test_shares_of_labels_are_the_least_and_the_most_of_every_completion_of_the_records(
    firms: list[tuple[str | None, bool, bool]],
) -> None:
    """A firm's headcount may be any in its range, and where its list is not complete it may have people in one country more."""
    rows, completions = [], []
    for at, (size, abroad, complete) in enumerate(firms):
        countries = ["US", "RS"] if abroad else ["US"]
        rows += [
            {"firm": at, "country": country, "firm_headcount": size, "complete": complete} for country in countries
        ]
        bounds = gf.Count.parse(size or "1+")
        sizes = {max(bounds.low, len(countries)), *[n for n in (249, 250, bounds.high or 1000) if n in bounds]}
        places = [countries] if complete else [countries, [*countries, "DE"]]
        completions.append(
            {
                gf.default_taxonomy().label(
                    gf.Company(name="A", headcount=n, offices=[gf.Office(country=each) for each in listed])
                )
                for n in sizes
                for listed in places
                if n >= len(listed)
            }
        )
    schema = {"firm": pl.Int64, "country": pl.String, "firm_headcount": pl.String, "complete": pl.Boolean}
    measured = cohort.measure(pl.DataFrame(rows, schema=schema), taxonomy=gf.default_taxonomy())
    every = [*product(*completions)]
    for found in shares(measured.firms).rows:
        counted = [labels.count(found.of) / len(firms) for labels in every]
        assert (found.share.low, found.share.high) == (min(counted), max(counted)), (found.of, firms)


@given(ANSWERS)
def test_the_interval_holds_the_bounds_and_mirrors(answers: list[bool | None]) -> None:
    [one] = shares(table_of(answers), population="sample").rows
    [other] = shares(table_of([None if each is None else not each for each in answers]), population="sample").rows
    assert one.interval is not None
    assert one.share in one.interval
    assert other.interval is not None
    assert (one.interval.low, one.interval.high) == pytest.approx((1 - other.interval.high, 1 - other.interval.low))  # type: ignore[operator]


@given(ANSWERS, st.floats(0.5, 4))
def test_of_equal_weights_the_share_is_that_of_none(answers: list[bool | None], weight: float) -> None:
    weighted = shares(table_of(answers).with_columns(w=pl.lit(weight)), weights="w", population="sample").rows[0]
    plain = shares(table_of(answers), population="sample").rows[0]
    for one, other in ((weighted.share, plain.share), (weighted.interval, plain.interval)):
        assert one is not None
        assert other is not None
        assert (one.low, one.high) == pytest.approx((other.low, other.high))


def made(engine: Engine, columns: dict[str, list[Any]]) -> Any:
    """The library's table; in pandas, whose truth values have no gaps, with those that have."""
    table = engine.make(columns)
    return table.astype({"holds": "boolean"}) if engine.name == "pandas" else table


def test_weights_count_and_make_the_interval_wider(engine: Engine) -> None:
    columns = {"holds": [True, True, False, None], "w": [5.0, 1.0, 3.0, 1.0]}
    [found] = shares(made(engine, columns), weights="w", population="sample").rows
    assert found.share == Interval(0.6, 0.7)
    assert found.weights == "w"
    [plain] = shares(made(engine, columns), population="sample").rows
    assert found.interval is not None
    assert plain.interval is not None
    assert found.interval.low < plain.interval.low  # type: ignore[operator]
    for bad in ([1.0, None, 1.0, 1.0], [1.0, -1.0, 1.0, 1.0]):
        with pytest.raises(ValueError, match="of 1 firm the weight in 'w' is missing or negative"):
            shares(made(engine, columns | {"w": bad}), weights="w")
    with pytest.raises(ValueError, match="weigh nothing"):
        shares(made(engine, columns | {"w": [0.0] * 4}), weights="w")


MANY = 2_800

FIRMS = {
    "firm": [*"ABBCDE"],
    "country": ["US", "US", "RS", "US", "RS", "US"],
    "home": ["US", "US", "US", None, "RS", "US"],
    "founded": [2005, 2006, 2006, 2005, None, 2005],
    "headcount": [3, 4, 5, 6, 900, None],
}


def test_groups_are_by_any_column_and_by_quantities_where_they_are_exact(engine: Engine) -> None:
    rules = {"abroad": gf.metric.foreign_country_count >= 1}
    firms = cohort.measure(engine.make(FIRMS), taxonomy=gf.default_taxonomy(), rules=rules, metrics=["founded"]).firms
    found = shares(firms, "abroad", by=["founded", "home"])
    assert found.by == ("founded", "home")
    assert [(row.group, row.firms, row.yes, row.unknown) for row in found.rows] == [
        ((2005, "US"), 2, 0, 0), ((2005, None), 1, 0, 1), ((2006, "US"), 1, 1, 0), ((None, "RS"), 1, 0, 0)
    ]  # fmt: skip
    small = shares(firms, by="home").rows
    assert [row.of for row in small[:5]] == [each.name for each in gf.default_taxonomy().classes] + ["abroad"]
    assert str(found).splitlines()[1] == "founded 2005, home not known: between 0 % and 100 % of 1 firm is abroad."


def test_the_share_with_people_abroad_is_as_made_and_grows_by_the_year(engine: Engine) -> None:
    rules = {"abroad": gf.metric.foreign_country_count >= 1}
    firms = cohort.measure(engine.make(cohort_of(MANY, seed=1)), rules=rules, metrics=["founded"]).firms
    assert shares(firms).rows[0].share == SHARE_ABROAD
    by_year = shares(firms, by="founded")
    assert [row.group[0] for row in by_year.rows] == [FIRST_YEAR + year for year in range(YEARS)]
    assert [row.share.low for row in by_year.rows] == pytest.approx([(year + 1) / 10 for year in range(YEARS)])
    assert all(row.firms == MANY / YEARS and row.share.is_exact for row in by_year.rows)


def test_classes_share_the_firms_out_though_their_rules_overlap(engine: Engine) -> None:
    """A micro enterprise of the EU is within the limits of small ones too: of all firms each is of one class at most."""
    firms = cohort.measure(engine.make(FIRMS), taxonomy=gf.taxonomy("size_by_people")).firms
    found = shares(firms).rows
    assert sum(row.yes for row in found) == 4  # of E nothing says how many work there
    assert [row.unknown for row in found] == [1] * len(found)


def test_a_finding_goes_to_a_table_and_to_json_and_back(engine: Engine) -> None:
    firms = cohort.measure(engine.make(FIRMS), taxonomy=gf.default_taxonomy()).firms
    found = shares(firms, by="home", population="sample")
    assert Shares.model_validate_json(found.model_dump_json()) == found
    for library in ("polars", "pandas", "pyarrow"):
        table = found.table(library)
        assert [*(table.column_names if library == "pyarrow" else table.columns)] == [
            *("home", "of", "firms", "yes", "unknown", "share_low", "share_high", "interval_low", "interval_high"),
            "confidence",
        ]
        assert type(table).__module__.startswith(library)
        assert len(table) == len(found.rows)
    renamed = pl.DataFrame({"firms": ["x"], "holds": [True]})
    with pytest.raises(ValueError, match="two columns would be called 'firms': rename"):
        shares(renamed, by="firms").table()


def test_groups_by_days_are_written_as_iso_8601_has_them() -> None:
    table = pl.DataFrame({"holds": [True, False, None], "seen": [date(2024, 5, 1), None, date(2023, 12, 31)]})
    found = shares(table, by="seen")
    assert [row.group for row in found.rows] == [("2023-12-31",), ("2024-05-01",), (None,)]
    assert Shares.model_validate_json(found.model_dump_json()) == found


def test_it_prints_as_sentences() -> None:
    answers = [True] * 29 + [None] * 297 + [False] * 100
    table = table_of(answers).rename({"holds": "micro-multinational"})
    assert str(shares(table)) == "between 6.8 % and 76.5 % of 426 firms are micro-multinationals."
    sampled = str(shares(table, population="sample", confidence=0.9))
    assert sampled.endswith("; of those that they were drawn from between 5.3 % and 79.2 % (90 % confidence).")


def test_of_no_firms_nothing_is_known_and_no_interval_is_given() -> None:
    [found] = shares(table_of([True]).head(0), population="sample").rows
    assert (found.firms, found.share, found.interval) == (0, Interval(0, 1), None)


def test_mistakes_are_reported_in_sentences() -> None:
    table = table_of([True, None])
    with pytest.raises(ValueError, match="no column 'hold'.*Did you mean 'holds'"):
        shares(table, "hold")
    with pytest.raises(TypeError, match="the column 'x' holds Int64, no answers of a rule"):
        shares(table.with_columns(x=pl.lit(1).cast(pl.Int64)), "x")
    with pytest.raises(TypeError, match="is not a column: give the name under which"):
        shares(table, gf.metric.headcount < 3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no answers: have measure"):
        shares(pl.DataFrame({"x": [1]}))
    with pytest.raises(ValueError, match="95 is not a confidence: give a share between 0 and 1"):
        shares(table, confidence=95)
    with pytest.raises(ValueError, match="'census' is not a population: give 'sample'"):
        shares(table, population="census")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no column 'year'"):
        shares(table, by="year")
