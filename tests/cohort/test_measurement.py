"""Tables of firms: what a person expects of them, under every library."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

import globalfirm as gf
from globalfirm import cohort
from tests.cohort.conftest import Engine

LAZY = ["polars lazy", "duckdb", "ibis", "pyspark"]
FIRMS = {
    "firm": ["Vast", "Vast", "Vast", "Shop", "Giant", "Giant", "Open"],
    "country": ["US", "SRB", "Dominican Republic", "RS", "DE", "FR", "JP"],
    "headcount": [5, 12, 8, 2, 900, None, None],
    "home": ["US", "US", "US", "RS", "DE", "DE", None],
}


def test_a_long_table_becomes_one_row_a_firm(engine: Engine) -> None:
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), taxonomy=gf.default_taxonomy()).firms)
    vast = found["Vast"]
    assert (vast["home"], vast["headcount_low"], vast["headcount_high"]) == ("US", 25, 25)
    assert (vast["country_count_low"], vast["country_count_high"]) == (3, 3)
    assert (vast["continent_count_low"], vast["foreign_country_count_low"]) == (2, 2)
    assert vast["foreign_headcount_share_low"] == vast["foreign_headcount_share_high"] == 0.8
    assert {name: firm["label"] for name, firm in found.items()} == {
        "Vast": "micro-multinational",
        "Shop": "domestic small firm",
        "Giant": "multinational enterprise",
        "Open": "undetermined",
    }


def test_a_rule_that_cant_tell_is_null(engine: Engine) -> None:
    rules = {"many": gf.metric.headcount >= 250, "abroad": gf.metric.foreign_country_count >= 1}
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), rules=rules).firms)
    assert [found[name]["many"] for name in ("Vast", "Giant", "Open")] == [False, True, None]
    assert [found[name]["abroad"] for name in ("Vast", "Shop", "Open")] == [True, False, None]


def test_the_reason_names_what_settles_the_label(engine: Engine) -> None:
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), taxonomy=gf.default_taxonomy(), reason=True).firms)
    assert found["Vast"]["reason"] == "country_count >= 2: it is 3; headcount < 250: it is 25"
    assert found["Open"]["reason"] == "headcount < 250: it is 1+"


def test_sets_are_written_as_text(engine: Engine) -> None:
    found = engine.by_firm(
        cohort.measure(engine.make(FIRMS), metrics=["continent_coverage", "entry_modes", "home"]).firms
    )
    assert found["Vast"] == {
        "firm": "Vast",
        "home": "US",
        "continent_coverage": "Europe, North America",
        "entry_modes": "office",
    }
    assert (found["Shop"]["entry_modes"], found["Open"]["continent_coverage"]) == ("", "Asia")


def test_values_as_people_have_them_are_read_once_each(engine: Engine) -> None:
    table = engine.make(
        {
            "company": ["A", "A", "B", "B"],
            "land": ["South Korea", "Côte d’Ivoire", "ROM", "uk"],
            "zone": ["Asia/Seoul", None, "Europe/Bucharest", "GB"],
            "staff": ["11-50", "about 40", "<10", "1,700"],
            "since": ["2010-05-01", None, "2012-01-31", "2015-12-01"],
        }
    )
    columns = cohort.Columns(firm="company", country="land", time_zone="zone", headcount="staff", opened="since")
    reading = cohort.read(table, columns) if engine.lazy else None
    answer = cohort.measure(table, columns, metrics=["headcount", "time_zone_span_hours"], reading=reading)
    found = engine.by_firm(answer.firms, "company")
    assert (found["A"]["headcount_low"], found["A"]["headcount_high"]) == (11 + 32, 50 + 48)
    assert (found["B"]["headcount_low"], found["B"]["headcount_high"]) == (1 + 1700, 9 + 1700)
    assert (found["A"]["time_zone_span_hours_low"], found["B"]["time_zone_span_hours_high"]) == (9.0, 2.0)
    assert engine.rows(answer.rejects) == []


def test_bad_values_come_back_and_rows_add_up(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": ["A", "A", "B", "C", None, "D"],
            "country": ["RS", "Narnia", "Congo", "US", "US", "RS"],
            "time_zone": [None, None, None, "Europe/Belgrade", None, None],
            "headcount": ["3", "4", "5", "a few", "6", "7"],
        }
    )
    reading = cohort.read(table) if engine.lazy else None
    answer = cohort.measure(table, reading=reading)
    assert engine.rows(answer.tally) == [{"rows": 6, "used": 2, "rejected": 4}]
    rejects = {(row["firm"], row["column"], row["value"]): row["reason"] for row in engine.rows(answer.rejects)}
    assert rejects.keys() == {
        ("A", "country", "Narnia"),
        ("B", "country", "Congo"),
        ("C", "time_zone", "Europe/Belgrade"),
        ("C", "headcount", "a few"),
        (None, "firm", None),
    }
    assert "'Congo' may mean more than one country" in rejects["B", "country", "Congo"]
    assert "not kept in US" in rejects["C", "time_zone", "Europe/Belgrade"]
    assert "is not a count" in rejects["C", "headcount", "a few"]


def test_a_rejected_row_leaves_its_firm_open(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A", "B"], "country": ["RS", "XX", "RS"]})
    found = engine.by_firm(cohort.measure(table).firms)
    assert (found["A"]["country_count_low"], found["A"]["country_count_high"]) == (1, 250)
    assert (found["B"]["country_count_low"], found["B"]["country_count_high"]) == (1, 1)


def test_rejects_are_found_again_by_number_or_key(engine: Engine) -> None:
    columns = {"key": ["x", "y", "z"], "firm": ["A", "A", "B"], "country": ["RS", "XX", "RS"]}
    [reject] = engine.rows(cohort.measure(engine.make(columns), cohort.Columns(row="key")).rejects)
    assert reject["row"] == "y"
    [reject] = engine.rows(cohort.measure(engine.make(columns)).rejects)
    assert reject["row"] == (None if engine.name in {"duckdb", "ibis", "pyspark"} else 1)


def test_conflicting_homes_are_unknown_and_reported(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": ["A", "A", "B", "B"],
            "country": ["RS", "US", "RS", "US"],
            "home": ["RS", "US", None, "US"],
            "founded": [2001, 2002, 2003, 2003],
            "firm_headcount": [9, 9, 1, 1],
        }
    )
    answer = cohort.measure(table, metrics=["foreign_country_count", "founded", "headcount"])
    found = engine.by_firm(answer.firms)
    assert (found["A"]["home"], found["B"]["home"]) == (None, "US")
    assert (found["A"]["foreign_country_count_low"], found["A"]["foreign_country_count_high"]) == (1, 2)
    assert (found["A"]["founded_low"], found["A"]["founded_high"]) == (None, None)
    assert found["B"]["headcount_low"] == 2  # the total of 1 contradicts the two places
    conflicts = {(row["firm"], row["fact"]) for row in engine.rows(answer.conflicts)}
    assert conflicts == {("A", "home"), ("A", "founded"), ("B", "firm_headcount")}


def test_facts_on_some_rows_of_a_firm_hold_for_all(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A"], "country": ["RS", "US"], "headcount": [3, 1], "home": [None, "RS"]})
    [firm] = engine.rows(cohort.measure(table).firms)
    assert (firm["home"], firm["foreign_headcount_share_low"]) == ("RS", 0.25)


def test_rows_of_persons_are_exactly_one_each(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A", "A"], "country": ["RS", "RS", "US"]})
    [offices] = engine.rows(cohort.measure(table).firms)
    [persons] = engine.rows(cohort.measure(table, row_unit="person").firms)
    assert (offices["headcount_low"], offices["headcount_high"]) == (3, None)
    assert (persons["headcount_low"], persons["headcount_high"]) == (3, 3)


def test_an_incomplete_table_leaves_counts_open(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "B"], "country": ["RS", "US"], "complete": [True, None]})
    found = engine.by_firm(cohort.measure(table, complete=False).firms)
    assert (found["A"]["country_count_high"], found["B"]["country_count_high"]) == (1, 250)


@pytest.mark.usefixtures("own_metrics")
def test_a_users_metric_has_columns_by_its_one_formula(engine: Engine) -> None:
    @gf.metric(unit="people", source="ours")
    def people_a_country(firm, xp):
        """People for each country."""
        return xp.ratio(firm.headcount.low, firm.country_count.low)

    rules = {
        "dense": gf.metric.people_a_country >= 8,
        "the same": gf.metric.headcount / gf.metric.country_count >= 8,
    }
    found = engine.by_firm(cohort.measure(engine.make(FIRMS), metrics=["people_a_country"], rules=rules).firms)
    assert (found["Vast"]["people_a_country_low"], found["Vast"]["people_a_country_high"]) == (25 / 3, 25 / 3)
    assert (found["Vast"]["dense"], found["Shop"]["dense"]) == (True, False)
    assert found["Vast"]["the same"] is (gf.metric.headcount / gf.metric.country_count >= 8).decide(_vast())


def _vast() -> gf.Company:
    """The firm of the table, as its rows have it."""
    rows = [i for i, firm in enumerate(FIRMS["firm"]) if firm == "Vast"]
    offices = [gf.Office(country=FIRMS["country"][i], headcount=FIRMS["headcount"][i]) for i in rows]
    return gf.Company(name="Vast", offices=offices)


@pytest.mark.usefixtures("own_metrics")
def test_a_users_metric_may_answer_with_bounds_within_its_range() -> None:
    @gf.metric(unit="people", whole=True, maximum=9, source="ours")
    def few_people(firm, xp):
        """People placed, of nine at most."""
        return gf.Bounds(firm.people_low, float("inf"))

    table = pl.DataFrame({"firm": ["A", "A"], "country": "RS"})
    [firm] = cohort.measure(table, metrics=["few_people"]).firms.to_dicts()
    assert (firm["few_people_low"], firm["few_people_high"]) == (2, 9)
    company = gf.Company(name="A", offices=[gf.Office(country="RS"), gf.Office(country="RS")])
    assert few_people(company) == gf.Count((2, 9))


@pytest.mark.usefixtures("own_metrics")
def test_a_users_metric_over_countries_is_the_same_of_a_company_and_of_a_table(engine: Engine) -> None:
    """A Herfindahl index needs the people of each country, not of each row."""
    gf.metrics.quantity("squares", "sum", "countries", lambda row, xp: row.people_low * row.people_low)

    @gf.metric(unit="of 1", maximum=1, source="Herfindahl (1950), of people by country, where their number is known")
    def herfindahl(firm, xp):
        """Concentration of people by country."""
        return xp.ratio(firm.squares, firm.people_low * firm.people_low)

    columns = {"firm": ["A", "A", "A", "B"], "country": ["RS", "RS", "US", "JP"], "headcount": [2, 2, 4, 7]}
    found = engine.by_firm(cohort.measure(engine.make(columns), metrics=["herfindahl"]).firms)
    assert (found["A"]["herfindahl_low"], found["B"]["herfindahl_low"]) == (0.5, 1.0)
    offices = [gf.Office(country=c, headcount=n) for c, n in (("RS", 2), ("RS", 2), ("US", 4))]
    assert herfindahl(gf.Company(name="A", offices=offices)) == 0.5


@pytest.mark.usefixtures("own_metrics")
def test_a_users_metric_that_has_no_columns_says_so() -> None:
    @gf.metric(unit="letters", source="ours", tables=False)
    def letters(firm, xp):
        """Letters of the name."""
        return len(firm.record.name)

    gf.metrics.figure("stated_rent", lambda firm: None, column="rent_eur", needed=True)

    @gf.metric(unit="EUR", source="ours")
    def rent(firm, xp):
        """Rent of a year."""
        return firm.stated_rent

    table = pl.DataFrame({"firm": ["A"], "country": "RS"})
    with pytest.raises(ValueError, match="'letters' is declared with tables=False: judge the companies one by one"):
        cohort.measure(table, metrics=["letters"])
    with pytest.raises(ValueError, match="no column for rent_eur, which stated_rent is read from"):
        cohort.measure(table, metrics=["rent"])
    assert letters(gf.Company(name="Vast")) == 4


def test_a_metric_asked_with_parameters_is_refused_in_rules_of_a_table() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": "RS"})
    with pytest.raises(ValueError, match="asked with arc='shortest', which a table's rules can't be"):
        cohort.measure(table, rules={"near": gf.time_zone_span(arc="shortest") < 8})


@pytest.mark.engines(*LAZY)
def test_lazy_stays_lazy(engine: Engine) -> None:
    """A table that breaks as soon as it is computed is measured without harm."""
    table = broken(engine)
    answer = cohort.measure(table, taxonomy=gf.default_taxonomy(), rules={"r": gf.metric.headcount > 1}, reason=True)
    lazy = [answer.firms, answer.rejects, answer.conflicts, answer.tally]
    lazy += [cohort.flows(table), cohort.presence(table)]
    snapshots = cohort.snapshots(table, [date(2020, 1, 1)], taxonomy=gf.default_taxonomy())
    lazy += [snapshots, cohort.first_true(snapshots)]
    assert {type(each) for each in lazy} == {type(table)}
    for each in lazy:
        with pytest.raises(Exception, match="touched"):
            engine.rows(each)


def broken(engine: Engine) -> Any:
    """A lazy table of one firm that can't be computed."""
    import polars as pl

    names = {"firm": "A", "country": "RS", "home": "RS"}
    if engine.name == "polars lazy":

        def touch(_: Any) -> Any:
            raise RuntimeError("touched")

        row = pl.LazyFrame({**names, "founded": 2005})
        return row.with_columns(pl.col("country").map_batches(touch, return_dtype=pl.String))
    if engine.name == "duckdb":
        import duckdb

        return duckdb.sql("select 'A' as firm, 2005 as founded, 'RS' as home, error('touched')::varchar as country")
    if engine.name == "ibis":
        import ibis

        touch = "select 'A' as firm, 2005 as founded, 'RS' as home, error('touched')::varchar as country"
        return ibis.duckdb.connect().sql(
            touch, schema=ibis.schema({**dict.fromkeys(names, "string"), "founded": "int64"})
        )
    whole = engine.make({key: [value] for key, value in {**names, "founded": 2005}.items()})
    return whole.selectExpr("firm", "home", "founded", "cast(raise_error('touched') as string) as country")


@pytest.mark.engines(*LAZY)
def test_what_a_lazy_table_cant_be_asked_without_a_reading(engine: Engine) -> None:
    odd = engine.make({"firm": ["A", "A"], "country": ["Côte d’Ivoire", "RS"]})
    [reject] = engine.rows(cohort.measure(odd).rejects)
    assert (reject["value"], "cohort.read" in reject["reason"]) == ("Côte d’Ivoire", True)
    for column, value, what in (("headcount", "11-50", "numbers"), ("opened", "2015-03-31", "dates")):
        table = engine.make({"firm": ["A"], "country": ["RS"], column: [value]})
        with pytest.raises(TypeError, match=f"only Python can read.*cohort.read.*cast it to {what}"):
            cohort.measure(table)


@pytest.mark.engines(*LAZY)
def test_bounds_without_a_reading_are_wider_and_never_wrong(engine: Engine) -> None:
    """Of a lazy table whose zones are unknown, the clocks are not worked out firm by firm unless it is read."""
    table = engine.make({"firm": ["A"] * 3, "country": ["US", "CA", "RS"]})
    [wide] = engine.rows(cohort.measure(table).firms)
    [exact] = engine.rows(cohort.measure(table, reading=cohort.read(table)).firms)
    assert (exact["time_zone_count_low"], exact["time_zone_count_high"]) == (2, 3)
    assert (exact["time_zone_span_hours_low"], exact["time_zone_span_hours_high"]) == (6.0, 11.0)
    for name in ("time_zone_count", "time_zone_span_hours"):
        assert wide[f"{name}_low"] <= exact[f"{name}_low"]
        assert wide[f"{name}_high"] >= exact[f"{name}_high"]


def test_dates_are_read_from_dates(engine: Engine) -> None:
    schema = pa.schema(
        [("firm", pa.string()), ("country", pa.string()), ("opened", pa.date32()), ("closed", pa.date32())]
    )
    opened = [date(2010, 1, 1), date(2015, 6, 1), None, date(2012, 1, 1)]
    closed = [None, None, None, date(2011, 1, 1)]
    table = engine.make(
        {"firm": ["A"] * 4, "country": ["RS", "US", "JP", "BR"], "opened": opened, "closed": closed}, schema
    )
    answer = cohort.measure(table)
    assert engine.rows(answer.firms)[0]["country_count_low"] == 3
    [reject] = engine.rows(answer.rejects)
    assert reject["reason"] == "the office closed before it opened."
    assert engine.rows(cohort.measure(table, as_of=date(2014, 1, 1)).firms)[0]["country_count_low"] == 2


@pytest.mark.parametrize("elsewhere", [False, True], ids=["on the row", "on another row"])
@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("opened", "the office opened before the firm was founded."),
        ("closed", "the office closed before the firm was founded."),
        ("seen", "it was seen before the firm was founded."),
    ],
)
def test_a_row_of_a_day_before_its_firm_is_rejected(engine: Engine, field: str, reason: str, elsewhere: bool) -> None:
    schema = pa.schema([("firm", pa.string()), ("country", pa.string()), (field, pa.date32()), ("founded", pa.int64())])
    days, founded = [date(2009, 12, 31), date(2010, 1, 1)], [None if elsewhere else 2010, 2010]
    table = engine.make({"firm": ["A", "A"], "country": ["RS", "US"], field: days, "founded": founded}, schema)
    [reject] = engine.rows(cohort.measure(table).rejects)
    assert (reject["column"], reject["reason"]) == (field, reason)


def test_a_cohort_says_what_it_comes_to(engine: Engine) -> None:
    shown = repr(cohort.measure(engine.make(FIRMS)))
    counted = "<Cohort of 4 firms: 7 rows = 7 used + 0 rejected>"
    assert shown == counted if not engine.lazy else shown.endswith("that is not computed yet>")


def test_every_metric_of_the_profile_has_columns() -> None:
    quantities = [name for name in gf.metrics.BUILT_IN if getattr(gf.metric, name).kind == "quantity"]
    sets = ["continent_coverage", "entry_modes"]
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    found = cohort.measure(table, metrics=[*quantities, *sets, "home"]).firms.columns
    columns = {f"{name}_{end}" for name in quantities for end in ("low", "high")}
    assert set(found) == {*columns, *sets, "home", "firm"}
    with pytest.raises(ValueError, match="the countries of a firm are rows, not a column"):
        cohort.measure(table, metrics=["countries"])


def test_of_a_table_too_what_is_planned_after_it_was_seen_has_not_happened_yet(engine: Engine) -> None:
    rows = {"country": ["RS", "US"], "opened": [None, "2099-01-01"], "closed": ["2099-01-01", None]}
    days = {
        "seen": ["2026-11-27"] * 2,
        "never": [None, None],
        "after": ["2100-01-01"] * 2,
        "both": ["2026-11-27", "2100-01-01"],
    }
    columns = {name: values * len(days) for name, values in rows.items()}
    columns |= {"home": ["RS"] * 2 * len(days)}
    columns |= {"firm": [firm for firm in days for _ in "12"], "seen": [day for both in days.values() for day in both]}
    table = engine.make(columns)
    reading = cohort.read(table) if engine.lazy else None
    answer = cohort.measure(table, metrics=["foreign_country_count"], reading=reading)
    abroad = {firm: row["foreign_country_count_high"] for firm, row in engine.by_firm(answer.firms).items()}
    assert abroad == {"seen": 0, "never": 1, "after": 1, "both": 1}  # each row by its own day
    assert [(row["firm"], row["fact"]) for row in engine.rows(answer.conflicts)] == [("both", "seen")]


def test_rejects_say_where_their_rows_are_from(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A"], "country": ["RS", "Narnia"], "source": ["its site", "a wardrobe"]})
    answer = cohort.measure(table, reading=cohort.read(table) if engine.lazy else None)
    assert [row["source"] for row in engine.rows(answer.rejects)] == ["a wardrobe"]


@pytest.mark.parametrize(
    ("autonomous", "label", "mid_cap"),
    [
        ([True, None], "large enterprise", True),
        (["true", " True"], "large enterprise", True),
        ([False, None], "large enterprise", None),
        ([True, False], "large enterprise", None),
        ([None, None], "large enterprise", None),
    ],
)
def test_a_firm_without_related_enterprises_is_of_a_size_by_itself(
    engine: Engine, autonomous: list[object], label: str, mid_cap: bool | None
) -> None:
    """Article 3(1) of Recommendation 2003/361/EC calls it autonomous; where rows disagree, it is not known whether it is."""
    kind = pa.string() if isinstance(autonomous[0], str) else pa.bool_()
    schema = pa.schema(
        [
            ("firm", pa.string()),
            ("country", pa.string()),
            ("firm_headcount", pa.int64()),
            ("turnover_eur", pa.float64()),
            ("autonomous", kind),
        ]
    )
    columns = {
        "firm": [*"AABB"],
        "country": ["SRB"] * 4,
        "firm_headcount": [600, 600, 40, 40],
        "turnover_eur": [100e6, 100e6, 8e6, 8e6],
    }
    table = engine.make(columns | {"autonomous": autonomous * 2}, schema)
    rules = {"mid-cap": gf.taxonomy("small_mid_cap").classes[0].bound}
    answer = cohort.measure(table, taxonomy=gf.taxonomy("eu_size_class"), rules=rules, metrics=[])
    found = engine.by_firm(answer.firms)
    assert (found["A"]["label"], found["A"]["mid-cap"]) == (label, mid_cap)
    assert found["B"]["label"] == ("small enterprise" if mid_cap else "undetermined")
    conflicts = {row["fact"] for row in engine.rows(answer.conflicts)}
    assert conflicts == ({"autonomous"} if autonomous == [True, False] else set())


FIRST_YEARS = [
    (2020, 2022, 0.6, 0.5, "born global"),
    (2020, 2023, 0.25, 0.5, "born global"),
    (2020, 2024, 0.6, 0.5, "undetermined"),
    (2020, 2019, 0.6, 0.5, "undetermined"),
    (2020, None, 0.6, 0.5, "undetermined"),
    (None, 2022, 0.6, 0.5, "undetermined"),
    (2020, 2022, 0.2, 0.5, "undetermined"),
    (2020, 2022, 0.6, 0.9, "undetermined"),
]
"""Founded in a year, with accounts of a year, so much of its sales abroad and in Europe: a Danish firm."""


def test_a_firm_whose_accounts_are_of_its_first_years_may_be_born_global(engine: Engine) -> None:
    """Of the other years a table tells nothing, so that it never says no; the company says the same."""
    founded, years, abroad, europe, labels = zip(*FIRST_YEARS, strict=True)
    columns = {"firm": [*range(len(labels))], "country": ["DNK"] * len(labels), "home": ["DNK"] * len(labels)}
    schema = pa.schema(
        [("firm", pa.int64()), ("country", pa.string()), ("home", pa.string())]
        + [(name, pa.float64()) for name in ("founded", "accounts_year", "foreign_sales_share", "europe_sales_share")]
    )
    shares = {"foreign_sales_share": [*abroad], "europe_sales_share": [*europe]}
    table = engine.make({**columns, "founded": [*founded], "accounts_year": [*years], **shares}, schema)
    taxonomy = gf.taxonomy("born_regional")
    found = engine.by_firm(cohort.measure(table, taxonomy=taxonomy, metrics=[]).firms)
    assert [found[firm]["label"] for firm in columns["firm"]] == [*labels]
    for began, year, share, region, label in FIRST_YEARS:
        sales = gf.RegionalSales(region="Europe", share=region)
        accounts = (
            [gf.Accounts(year=year, turnover=100, foreign_turnover=100 * share, regional_sales=[sales])] if year else []
        )
        assert taxonomy.label(gf.Company(name="A", home="DK", founded=began, accounts=accounts)) == label


def test_a_firm_whose_accounts_are_of_its_only_first_year_is_decided(engine: Engine) -> None:
    rule = gf.rules.within_years_of_founding(gf.metric.foreign_sales_share >= 0.25, years=0)
    columns = {"firm": [*"ABC"], "country": ["RS"] * 3, "founded": [2020] * 3, "foreign_sales_share": [0.3, 0.2, 0.2]}
    table = engine.make({**columns, "accounts_year": [2020, 2020, 2021]})
    found = engine.by_firm(cohort.measure(table, rules={"early": rule}, metrics=[]).firms)
    assert {firm: row["early"] for firm, row in found.items()} == {"A": True, "B": False, "C": None}


def test_amounts_in_pounds_are_columns_of_their_own(engine: Engine) -> None:
    """Two of three of the Companies Act 2006: the same money in euros tells nothing."""
    rows = {"firm": ["A", "B", "C"], "country": ["GB"] * 3, "firm_headcount": [60, 60, 60]}
    pounds = {"turnover_gbp": ["£14m", "GBP 54m", None], "balance_sheet_gbp": ["7m", "27,000,001", None]}
    table = engine.make(rows | pounds | {"turnover_eur": [None, None, "€14m"]})
    measured = cohort.measure(table, taxonomy=gf.taxonomy("companies_act"), reading=cohort.read(table))
    found = engine.by_firm(measured.firms)
    assert [found[firm]["label"] for firm in "ABC"] == ["small company", "medium-sized company", "undetermined"]


def test_what_public_bodies_hold_is_a_column(engine: Engine) -> None:
    rows = {"firm": ["A", "B"], "country": ["DE", "DE"], "public_share": [0.25, 0.1], "autonomous": [False, False]}
    found = engine.by_firm(cohort.measure(engine.make(rows), rules={"private": gf.metric.public_share < 0.25}).firms)
    assert [found[firm]["private"] for firm in "AB"] == [False, True]


def test_the_first_year_of_sales_abroad_says_how_soon_a_firm_came_there(engine: Engine) -> None:
    """As of a company whose first market it is; one that is planned for after the row was seen has not begun."""
    first = {"A": 2007, "B": 2005, "C": None, "D": 2011}
    columns = {"firm": [*first], "home": ["DK"] * 4, "country": ["DK"] * 4, "founded": [2005] * 4}
    seen = date(2009, 6, 1)
    table = engine.make(columns | {"seen": [seen] * 4, "first_foreign_sales": [*first.values()]})
    found = engine.by_firm(cohort.measure(table, metrics=["years_to_foreign_market"]).firms)
    waits = {
        firm: (row["years_to_foreign_market_low"], row["years_to_foreign_market_high"]) for firm, row in found.items()
    }
    assert waits == {"A": (2, 2), "B": (0, 0), "C": (0, None), "D": (0, None)}
    for name in "AB":
        markets = [gf.Market(country="DE", mode="export", since=first[name])]
        firm = gf.Company(name=name, home="DK", founded=2005, seen=seen, offices=["Denmark"], markets=markets)
        fact = gf.metric.years_to_foreign_market(firm)
        assert (fact.low, fact.high) == waits[name]


def test_first_sales_abroad_before_the_founding_are_not_used(engine: Engine) -> None:
    row = {"firm": ["A"], "home": ["DK"], "country": ["DK"], "founded": [2005], "first_foreign_sales": [2001]}
    measured = cohort.measure(engine.make(row), metrics=["years_to_foreign_market"])
    [reject] = engine.rows(measured.rejects)
    assert (reject["column"], reject["row_used"]) == ("first_foreign_sales", True)
    assert engine.rows(measured.firms)[0]["years_to_foreign_market_high"] is None
