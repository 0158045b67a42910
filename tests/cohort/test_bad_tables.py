"""Bad tables: each has a clear error or a right answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import globalfirm as gf
from globalfirm import cohort
from globalfirm.cohort import engines
from globalfirm.cohort.pipeline.reading import COUNTRY_CODES
from tests.cohort.conftest import Engine
from tests.firms import ends


def test_a_missing_column_is_named_with_the_nearest(engine: Engine) -> None:
    table = engine.make({"firm": ["A"], "country_code": ["RS"]})
    with pytest.raises(
        ValueError, match=r"no column 'country': it has firm, country_code.*Name it: Columns\(country='...'\)"
    ):
        cohort.measure(table)
    with pytest.raises(ValueError, match=r"no column 'country_cod' \(for country\).*Did you mean 'country_code'"):
        cohort.measure(table, cohort.Columns(country="country_cod"))


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("country", [1], "the column for country holds Int64: give text"),
        ("headcount", [True], "the column for headcount holds Boolean: give numbers, or text"),
        ("opened", [2015], "the column for opened holds Int64: give dates, or text"),
        ("founded", [True], "the column for founded holds Boolean: give numbers"),
        ("home", [1.5], "the column for home holds Float64: give text"),
        ("autonomous", [1], "the column for autonomous holds Int64: give true and false"),
        ("complete", [1], "the column for complete holds Int64: give true and false"),
    ],
)
def test_a_column_of_the_wrong_kind_is_an_error(engine: Engine, column: str, values: list[Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        cohort.measure(engine.make({"firm": ["A"], "country": ["RS"]} | {column: values}))


def test_a_column_of_times_is_none_of_days() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]}).with_columns(opened=pl.time(12, 30))
    with pytest.raises(TypeError, match="the column for opened holds Time: give dates"):
        cohort.measure(table)


def test_an_empty_table_has_no_firms(engine: Engine) -> None:
    schema = pa.schema(
        [("firm", pa.string()), ("country", pa.string()), ("headcount", pa.int64()), ("home", pa.string())]
    )
    table = engine.make({"firm": [], "country": [], "headcount": [], "home": []}, schema)
    answer = cohort.measure(table, taxonomy=gf.default_taxonomy(), reason=True)
    assert engine.rows(answer.firms) == engine.rows(answer.rejects) == engine.rows(answer.conflicts) == []
    assert engine.rows(answer.tally) in (
        [{"rows": 0, "used": 0, "rejected": 0}],
        [{"rows": None, "used": None, "rejected": None}],
    )


def test_columns_of_nulls_alone_tell_nothing(engine: Engine) -> None:
    fields = ("country", "time_zone", "headcount", "opened", "home", "founded", "firm_headcount")
    nulls = {field: [None, None] for field in fields}
    table = engine.make({"firm": ["A", "B"], **nulls})
    answer = cohort.measure(table, taxonomy=gf.default_taxonomy())
    found = engine.by_firm(answer.firms)
    assert found["A"]["label"] == "undetermined"
    assert (found["A"]["country_count_low"], found["A"]["country_count_high"]) == (0, 250)
    assert engine.rows(answer.rejects) == []


def test_a_firm_in_every_country(engine: Engine) -> None:
    table = engine.make({"firm": ["A"] * len(COUNTRY_CODES), "country": [*COUNTRY_CODES]})
    firm = gf.profile(gf.Company(name="A", offices=[gf.Office(country=country) for country in COUNTRY_CODES]))
    reading = cohort.read(table) if engine.lazy else None
    [found] = engine.rows(cohort.measure(table, reading=reading).firms)
    assert found["country_count_low"] == found["country_count_high"] == 250
    assert found["continent_count_low"] == 7
    assert (found["time_zone_count_low"], found["time_zone_count_high"]) == ends(firm.time_zone_count)
    assert (found["time_zone_span_hours_low"], found["time_zone_span_hours_high"]) == ends(firm.time_zone_span_hours)


def test_10_000_offices_of_one_firm(engine: Engine) -> None:
    table = engine.make({"firm": ["A"] * 10_000, "country": ["RS", "US"] * 5_000, "headcount": [2] * 10_000})
    [found] = engine.rows(cohort.measure(table).firms)
    assert (found["headcount_low"], found["country_count_low"]) == (20_000, 2)


def test_countries_that_pandas_took_for_missing_are_noticed(tmp_path: Any) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("firm,country\nA,NA\nA,US\n")
    with pytest.warns(cohort.MissingCountryWarning, match="keep_default_na=False"):
        answer = cohort.measure(pd.read_csv(path))
    assert answer.rejects["reason"].str.contains("keep_default_na=False").all()
    assert (answer.firms["country_count_high"] == 250).all()
    [firm] = cohort.measure(pd.read_csv(path, keep_default_na=False)).firms.to_dict("records")
    assert firm["country_count_low"] == 2


def test_missing_countries_among_codes_and_some_names_are_noticed() -> None:
    table = pd.DataFrame({"firm": [*"ABCD"], "country": ["US", "DE", "Serbia", None]})
    with pytest.warns(cohort.MissingCountryWarning) as warned:
        assert list(cohort.measure(table).rejects["row"]) == [3]
    assert {each.filename for each in warned} == {__file__}, "a warning names the line that calls the library"


def test_missing_countries_of_a_table_without_codes_are_just_missing() -> None:
    table = pd.DataFrame({"firm": ["A", "B"], "country": ["Serbia", None]})
    assert len(cohort.measure(table).rejects) == 0


@pytest.mark.parametrize(
    "headcounts",
    [
        pd.Series([3, None, float("nan")]),
        pd.Series([3, None, float("nan")], dtype=object),
        pd.Series([3, None, pd.NA], dtype=object),
        pd.Series([3, pd.NA, None], dtype="Int64"),
        pd.Series(["3", None, pd.NA], dtype=object),
        pd.Series(["3.0", None, None], dtype="string"),
    ],
    ids=["floats", "objects", "objects with NA", "Int64", "text objects", "text"],
)
def test_nulls_of_pandas_in_every_guise_are_missing(headcounts: pd.Series) -> None:
    table = pd.DataFrame({"firm": ["A", "B", "C"], "country": ["RS", "US", "JP"], "headcount": headcounts})
    rules = {"few": gf.metric.headcount < 10, "not few": ~(gf.metric.headcount < 10)}
    answer = cohort.measure(table, rules=rules)
    found = answer.firms.set_index("firm")
    assert len(answer.rejects) == 0
    assert str(found["few"].dtype) == "boolean"
    assert str(found["headcount_high"].dtype) == "Int64"
    assert found["few"].astype(object).where(found["few"].notna(), None).to_dict() == {"A": True, "B": None, "C": None}
    assert found["not few"].isna().to_dict() == {"A": False, "B": True, "C": True}
    assert found["headcount_high"].isna().to_dict() == {"A": False, "B": True, "C": True}


def test_nan_of_polars_is_missing_too() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"], "headcount": [float("nan")], "founded": [float("nan")]})
    answer = cohort.measure(table)
    assert (answer.rejects.height, answer.firms["headcount_high"][0]) == (0, None)


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["RS", "3", "yes", "A"])], ids=["categories", "enums"])
def test_categories_are_text(kind: Any) -> None:
    columns = {"firm": ["A"], "country": ["RS"], "home": ["RS"], "headcount": ["3"]}
    table = pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, kind))
    for given in (table, table.to_pandas(), table.to_arrow()):
        found = cohort.measure(given).firms
        assert (found["country_count_low"][0], found["headcount_high"][0]) in {(1, 3), (pa.scalar(1), pa.scalar(3))}
    assert [part.height for part in cohort.parts(table)] == [1]


def test_enums_of_duckdb_are_text() -> None:
    import duckdb

    table = duckdb.sql(
        "select 'A'::enum('A') as firm, 'RS'::enum('RS', 'US') as country, 3::decimal(9, 0) as headcount"
    )
    assert cohort.measure(table, metrics=["headcount", "country_count"]).firms.fetchall() == [("A", 3, 3, 1, 1)]


def test_views_of_strings_are_text() -> None:
    """PyArrow neither joins nor groups by them."""
    schema = pa.schema([("firm", pa.string_view()), ("country", pa.string_view()), ("home", pa.string_view())])
    table = pa.table({"firm": ["A", "A"], "country": ["RS", "US"], "home": ["RS", None]}, schema=schema)
    [found] = cohort.measure(table).firms.to_pylist()
    assert (found["firm"], found["home"], found["country_count_low"]) == ("A", "RS", 2)


def test_an_index_of_pandas_says_nothing() -> None:
    """Not even one that repeats itself, by which pandas would align."""
    columns = {"firm": ["A", "A", "B"], "country": ["RS", "US", "Narnia"], "home": ["RS", None, "US"]}
    plain, odd = (cohort.measure(pd.DataFrame(columns, index=index)) for index in ([0, 1, 2], [7, 7, 7]))
    pd.testing.assert_frame_equal(plain.firms, odd.firms)
    pd.testing.assert_frame_equal(plain.rejects, odd.rejects)
    assert odd.rejects["row"].tolist() == [2]


def test_whether_a_firm_is_complete_may_be_written(engine: Engine) -> None:
    said = ["true", " True", "false", None, "maybe"]
    table = engine.make({"firm": [*"ABCDE"], "country": ["RS"] * 5, "complete": said})
    for unsaid in (True, False):
        answer = cohort.measure(table, complete=unsaid)
        most = {row["firm"]: row["country_count_high"] for row in engine.rows(answer.firms)}
        assert most == {"A": 1, "B": 1, "C": 250, "D": 1 if unsaid else 250, "E": 250}
        [reject] = engine.rows(answer.rejects)
        assert (reject["value"], reject["reason"]) == ("maybe", "it is neither true nor false.")


class SpeaksArrow:
    """Nothing but the protocol."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def test_objects_that_only_speak_arrow_come_in() -> None:
    given = SpeaksArrow(pa.table({"firm": ["A", "A"], "country": ["RS", "US"]}))
    found = cohort.measure(given).firms
    assert isinstance(found, pl.DataFrame)
    assert found["country_count_low"].to_list() == [2]


def test_what_is_not_a_table_is_an_error() -> None:
    with pytest.raises(TypeError, match="is not a table: give one of pandas, Polars"):
        cohort.measure([{"firm": "A", "country": "RS"}])
    for column in (pl.Series([1]), pd.Series([1]), pa.chunked_array([[1]])):  # which speak Arrow, but of no table
        with pytest.raises(TypeError, match="is not a table: give one of pandas, Polars"):
            cohort.measure(column)


@pytest.mark.usefixtures("own_metrics")
def test_what_has_no_column_form_is_an_error() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})

    @gf.metric(unit="letters", source="this test", tables=False)
    def lone(firm, xp):
        """Known of companies alone."""
        return len(firm.record.name)

    with pytest.raises(ValueError, match="the metric 'lone' is declared with tables=False: judge the companies"):
        cohort.measure(table, rules={"r": gf.metric.lone > 0})
    with pytest.raises(ValueError, match="the countries of a firm are rows, not a column"):
        cohort.measure(table, metrics=["countries"])
    with pytest.raises(ValueError, match="no metric is called 'contry_count'"):
        cohort.measure(table, metrics=["contry_count"])
    with pytest.raises(TypeError, match=r"'headcount' is one name: give a list of metrics, \['headcount'\]"):
        cohort.measure(table, metrics="headcount")
    with pytest.raises(TypeError, match=r"None is not a list of metrics: give one such as \['headcount'\]"):
        cohort.measure(table, metrics=None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="1 is not the name of a rule's column: give text"):
        cohort.measure(table, rules={1: gf.metric.headcount < 3})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="rules are given by the names of their columns"):
        cohort.measure(table, rules=[gf.metric.headcount < 3])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a rule is written with one of 'metric', 'all'"):
        cohort.measure(table, rules={"r": 3})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match=r"does not name columns: give Columns\(firm='...', country='...'\)"):
        cohort.measure(table, {"firm": "firm"})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="has no value"):
        cohort.measure(table, rules={"r": gf.metric.headcount < gf.parameter("small")})
    with pytest.raises(ValueError, match="has no value"):
        cohort.measure(table, rules={"r": gf.at_least("few", gf.metric.headcount < 3, gf.metric.headcount > 1)})


def test_columns_of_one_name_are_refused() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    with pytest.raises(ValueError, match="would both be called 'label'"):
        cohort.measure(table, rules={"label": gf.metric.headcount < 3})
    for name in ("label", "candidates", "country_count_low", "reason", "value"):
        with pytest.raises(ValueError, match=f"ids and another column would both be called '{name}': rename theirs"):
            cohort.measure(table.rename({"firm": name}), cohort.Columns(firm=name))
    assert cohort.measure(table.with_columns(gf_row=1, rows=1)).firms.height == 1
    with pytest.raises(ValueError, match="the taxonomy has a definition called 'micro-multinational'"):
        cohort.measure(table, taxonomy=gf.default_taxonomy(), rules={"micro-multinational": gf.metric.headcount < 3})


def test_another_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [engine for engine in engines.ENGINES.values() if engine.name != "Polars"]
    monkeypatch.setattr(engines, "ENGINES", {engine.implementation: engine for engine in known})
    with pytest.raises(TypeError, match="tables of polars are not known"):
        cohort.measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]}))


def test_bad_numbers_are_rejected_each_with_its_reason(engine: Engine) -> None:
    table = engine.make(
        {
            "firm": ["A", "B", "C", "D"],
            "country": ["SRB", "SRB", "SRB", "SRB"],
            "headcount": [-1.0, 2.5, 3.0, 4.0],
            "founded": [2000, 2000, 20000, 2000],
            "funding": [1.0, 1.0, 1.0, -1.0],
        }
    )
    found = {row["firm"]: (row["column"], row["reason"]) for row in engine.rows(cohort.measure(table).rejects)}
    assert {firm: column for firm, (column, _) in found.items()} == {
        "A": "headcount",
        "B": "headcount",
        "C": "founded",
        "D": "funding",
    }
    assert found["D"][1] == "it is not an amount: give a number of 0 or more."


def test_a_rejected_row_says_nothing_of_its_firms_home(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A"], "country": ["Narnia", "RS"], "home": ["US", None]})
    [found] = engine.rows(cohort.measure(table).firms)
    assert found["home"] is None
    assert engine.rows(cohort.measure(table).conflicts) == []


def test_text_without_any_value_is_read(engine: Engine) -> None:
    schema = pa.schema([(name, pa.string()) for name in ("firm", "country", "headcount", "opened")])
    table = engine.make({"firm": ["A"], "country": ["RS"], "headcount": [None], "opened": [None]}, schema)
    [found] = engine.rows(cohort.measure(table, reading=cohort.read(table)).firms)
    assert (found["headcount_low"], found["headcount_high"]) == (1, None)


def test_a_column_that_is_not_asked_for_may_hold_anything() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"], "city": [12345]})
    assert cohort.measure(table).firms.height == 1


def test_a_reading_of_another_table_is_refused() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    reading = cohort.read(table.with_columns(time_zone=pl.lit("Europe/Belgrade")))
    with pytest.raises(ValueError, match="the reading is of a table with country, time_zone, and this one has country"):
        cohort.measure(table, reading=reading)


def test_a_day_and_a_kind_of_row_are_checked() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    with pytest.raises(gf.GlobalfirmError, match="'2020' is not a day: write it as in 2015-03-31"):
        cohort.measure(table, as_of="2020")
    with pytest.raises(ValueError, match="'people' is not what a row can be"):
        cohort.measure(table, row_unit="people")  # type: ignore[arg-type]


def test_a_mistake_in_reading_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spelling that is read twice doubles its rows: the sum of rows no longer holds, and the run says so."""
    from globalfirm.cohort.pipeline import rows

    lookup_table = rows.lookup_table

    def doubled(like: Any, data: Any, dtypes: Any) -> Any:
        found = lookup_table(like, data, dtypes)
        return nw.concat([found, found]) if "place" in data else found

    monkeypatch.setattr(rows, "lookup_table", doubled)
    with pytest.raises(AssertionError, match="of 1 rows, 2 were used and 0 rejected: this is a mistake in globalfirm"):
        cohort.measure(pl.DataFrame({"firm": ["A"], "country": ["RS"]}))


def test_a_city_without_its_country_is_a_place_that_cant_be_read(engine: Engine) -> None:
    schema = pa.schema([("firm", pa.string()), ("country", pa.string()), ("city", pa.string())])
    columns = {"firm": [*"AABB"], "country": ["SRB", None] * 2, "city": [None, "Windhoek", None, None]}
    answer = cohort.measure(engine.make(columns, schema))
    rejects = [(row["firm"], row["reason"]) for row in engine.rows(answer.rejects)]
    assert rejects == [("A", "no country is given for this place.")]
    assert {row["firm"]: row["country_count_high"] for row in engine.rows(answer.firms)} == {"A": 250, "B": 1}


UNNAMED = ("OTHER", "Rest of the World", "elsewhere", None)
"""Countries that a row does not name."""


def test_people_in_countries_that_are_not_named_are_people(engine: Engine) -> None:
    """Acciona's report of 2020, in part: they are added, no country is counted, and which they are is open."""
    people = {"ESP": 20_860, "DEU": 428, "unnamed": 7_763}
    columns: dict[str, list[Any]] = {
        "firm": [f"{unnamed}" for unnamed in UNNAMED for _ in people],
        "country": [code for unnamed in UNNAMED for code in ("ESP", "DEU", unnamed)],
        "headcount": [*people.values()] * len(UNNAMED),
        "home": ["ESP"] * len(people) * len(UNNAMED),
    }
    table = engine.make(columns)
    answer = cohort.measure(
        table, metrics=[*cohort.DEFAULT_METRICS, "foreign_market_count"], reading=cohort.read(table)
    )
    assert engine.rows(answer.rejects) == []
    offices = [gf.Office(country=code, headcount=people[code]) for code in ("ESP", "DEU")]
    firm = gf.profile(gf.Company(name="ACCIONA", home="ES", offices=offices, headcount_elsewhere=7_763))
    firms = engine.by_firm(answer.firms)
    assert firms.keys() == {f"{unnamed}" for unnamed in UNNAMED}
    for found in firms.values():
        assert found["headcount_low"] == found["headcount_high"] == 29_051
        assert (found["country_count_low"], found["country_count_high"]) == (2, 250)
        assert found["foreign_headcount_share_low"] == 428 / 29_051
        assert found["foreign_headcount_share_high"] == (428 + 7_763) / 29_051
        for name in (*cohort.DEFAULT_METRICS, "foreign_market_count"):
            assert (found[f"{name}_low"], found[f"{name}_high"]) == ends(getattr(firm, name)), name


def test_so_many_people_elsewhere_are_in_so_many_more_countries_at_most(engine: Engine) -> None:
    """One person without a country may be in one more; nobody in none; one whose row has a day is somewhere."""
    rows = {"A": ("1", None), "B": ("0", None), "C": (None, "2010-01-01"), "D": (None, None), "E": ("some", None)}
    columns = {
        "firm": [*rows, *rows],
        "country": ["SRB"] * 5 + [None] * 5,
        "headcount": ["5"] * 5,
        "opened": [None] * 5,
    }
    columns["headcount"] += [people for people, _ in rows.values()]
    columns["opened"] += [day for _, day in rows.values()]
    table = engine.make(columns)
    answer = cohort.measure(table, reading=cohort.read(table))
    most = {row["firm"]: row["country_count_high"] for row in engine.rows(answer.firms)}
    assert most == {"A": 2, "B": 1, "C": 250, "D": 1, "E": 250}
    assert [row["column"] for row in engine.rows(answer.rejects)] == ["headcount"]


def test_a_person_without_a_country_is_somewhere(engine: Engine) -> None:
    persons = cohort.measure(engine.make({"firm": [*"AA"], "country": ["SRB", None]}), row_unit="person")
    [found] = engine.rows(persons.firms)
    assert (found["headcount_low"], found["headcount_high"], found["country_count_high"]) == (2, 2, 2)


def test_a_stated_headcount_below_the_people_elsewhere_is_a_conflict(engine: Engine) -> None:
    table = engine.make(
        {"firm": [*"AA"], "country": ["SRB", "OTHER"], "headcount": [5, 9], "firm_headcount": [10, None]}
    )
    answer = cohort.measure(table)
    assert engine.rows(answer.conflicts) == [{"firm": "A", "fact": "firm_headcount"}]
    assert engine.by_firm(answer.firms)["A"]["headcount_low"] == 14


def test_a_blank_home_says_nothing(engine: Engine) -> None:
    columns = {"firm": [*"AAB"], "country": ["RS", "US", "RS"], "headcount": [4, 6, 1]}
    table = engine.make(columns | {"home": [" ", "RS", "RS"]})
    found = engine.by_firm(cohort.measure(table, reading=cohort.read(table) if engine.lazy else None).firms)
    assert (found["A"]["home"], found["A"]["foreign_headcount_share_high"]) == ("RS", 0.6)


def test_an_opening_before_a_founding_that_another_row_tells_is_rejected(engine: Engine) -> None:
    schema = pa.schema(
        [("firm", pa.string()), ("country", pa.string()), ("founded", pa.int64()), ("opened", pa.date32())]
    )
    days = [None, date(2003, 1, 1), date(2012, 1, 1), None]
    columns = {"firm": [*"AAAB"], "country": [None, "SRB", "USA", "SRB"], "founded": [2010, None, None, None]}
    answer = cohort.measure(engine.make(columns | {"opened": days}, schema), metrics=["years_to_second_country"])
    [reject] = engine.rows(answer.rejects)
    assert (reject["firm"], reject["reason"]) == ("A", "the office opened before the firm was founded.")
    assert engine.by_firm(answer.firms)["A"]["years_to_second_country_low"] == 0


def test_figures_that_contradict_one_another_are_rejected(engine: Engine) -> None:
    columns = {
        "firm": [*"ABCDE"],
        "country": ["RS"] * 5,
        "affiliates": [2.0, 4.0, 4.0, 4.0, 4.0],
        "foreign_affiliate_count": [4.0, 2.5, 2.0, None, None],
        "europe_sales_share": [0.5, 0.5, 0.9, 0.9, 0.501],
        "north_america_sales_share": [0.5, 0.5, 0.112, None, 0.5],
    }
    answer = cohort.measure(engine.make(columns), metrics=["internationalization_index_percent"])
    reasons = {row["firm"]: row["reason"] for row in engine.rows(answer.rejects)}
    assert reasons == {
        "A": "it is more than affiliates: neither is used.",
        "B": "it is not a count: give a whole number of 0 or more.",
        "C": "with the shares of other regions it is more than 1, but for rounding: none is used.",
    }
    assert engine.by_firm(answer.firms)["A"]["internationalization_index_percent_high"] == 100


UNREADABLE = {
    "headcount": ["abc", "-5", "2010-05-01", "1,5", "10.000"],
    "firm_headcount": ["some", "2.5"],
    "home": ["Narnia"],
    "founded": ["long ago", "2010.5", "20100"],
    "funding": ["1,5", "1,2,3", "20,05", "1_000"],
    "complete": ["maybe"],
    "autonomous": ["partly"],
    "claimed_country_count": ["a dozen or two"],
    "foreign_sales_share": ["2", "many"],
    "affiliates": ["2.5"],
}
"""Figures of each kind as nobody should write them."""


def test_an_unreadable_figure_is_not_known_and_its_place_stands(engine: Engine) -> None:
    """The firm is the one that says nothing of the figure; what was wrong with it comes back."""
    texts = {f"{column} {text}": (column, text) for column in UNREADABLE for text in UNREADABLE[column]}
    columns = {"firm": [*texts, *texts], "country": ["RS"] * len(texts) + ["US"] * len(texts)}
    gaps = [None] * len(texts)
    figures = {
        name: [text if column == name else None for column, text in texts.values()] + gaps for name in UNREADABLE
    }
    kinds = pa.schema([(name, pa.string()) for name in (*columns, *figures)])
    table = engine.make(columns | figures, kinds)
    without = engine.make(columns | {name: [*gaps, *gaps] for name in figures}, kinds)
    found, silent = (cohort.measure(each, reading=cohort.read(each), complete=False) for each in (table, without))
    assert engine.by_firm(found.firms) == engine.by_firm(silent.firms)
    rejects = {row["firm"]: (row["column"], row["value"]) for row in engine.rows(found.rejects) if row["row_used"]}
    assert rejects == texts
    assert engine.rows(found.tally) == [{"rows": 2 * len(texts), "used": 2 * len(texts), "rejected": 0}]


@pytest.mark.parametrize(("column", "value"), [("country", "Narnia"), ("opened", "2007-02-30"), ("closed", "soon")])
def test_an_unreadable_place_takes_its_row_with_it(engine: Engine, column: str, value: str) -> None:
    """Nobody knows where, or whether, anybody is there: the firm may have a place more."""
    table = engine.make({"firm": ["A"], "country": ["RS"], "headcount": ["abc"]} | {column: [value]})
    found = cohort.measure(table, reading=cohort.read(table))
    rejects = {row["column"]: row["row_used"] for row in engine.rows(found.rejects)}
    assert rejects == {"headcount": False, column: False}
    assert engine.rows(found.tally) == [{"rows": 1, "used": 0, "rejected": 1}]
    assert engine.by_firm(found.firms)["A"]["country_count_high"] == 250


def test_figures_of_several_rows_that_contradict_one_another_tell_nothing(engine: Engine) -> None:
    table = engine.make(
        {"firm": [*"AA"], "country": ["RS"] * 2, "affiliates": [2.0, None], "foreign_affiliate_count": [None, 4.0]}
    )
    [found] = engine.rows(cohort.measure(table, metrics=["internationalization_index_percent"]).firms)
    assert [*found.values()][1:] == [0, 100]


def test_text_that_says_there_is_no_country_is_believed(tmp_path: Path) -> None:
    """As a file read with keep_default_na=False has it; what follows from that advice works, too."""
    path = tmp_path / "firms.csv"
    path.write_text("firm,country,founded,funding\nA,US,2005,\nA,,,1500\nB,NA,2010,2\n")
    answer = cohort.measure(pd.read_csv(path, keep_default_na=False), metrics=["country_count", "founded"])
    assert answer.tally.to_dict("records") == [{"rows": 3, "used": 3, "rejected": 0}]
    [firm, _] = answer.firms.to_dict("records")
    assert (firm["country_count_high"], firm["founded_low"], firm["funding"]) == (1, 2005, 1500)


def test_figures_as_text_are_read(engine: Engine) -> None:
    columns = {"firm": [*"ABCD"], "country": ["RS"] * 4, "founded": ["2005", " 1999.0", "long ago", None]}
    table = engine.make(columns | {"funding": ["1,500", None, "2e6", ""]})
    answer = cohort.measure(table, metrics=["founded"], reading=cohort.read(table) if engine.lazy else None)
    found = engine.by_firm(answer.firms)
    assert [found[firm]["founded_low"] for firm in "ABC"] == [2005, 1999, None]
    assert [found[firm]["funding"] for firm in "ABD"] == [1500, None, None]
    [reject] = engine.rows(answer.rejects)
    assert (reject["column"], reject["value"]) == ("founded", "long ago")
    assert reject["reason"] == "'long ago' is not a number: give one such as 1500."


def test_columns_of_gaps_alone_that_pandas_makes_numbers_tell_nothing() -> None:
    fields = ("home", "time_zone", "opened", "closed", "subdivision", "city", "complete", "founded", "headcount")
    table = pd.DataFrame({"firm": ["A"], "country": ["RS"]} | {field: [float("nan")] for field in fields})
    answer = cohort.measure(table, reading=cohort.read(table, cities=True))
    assert (len(answer.rejects), answer.firms["country_count_high"][0]) == (0, 1)


def test_days_of_pandas_in_every_guise() -> None:
    instants = [pd.Timestamp("2012-06-01"), None, pd.Timestamp("2015-01-01")]
    for days in (
        pd.Series(instants),
        pd.Series(instants, dtype=object),
        pd.Series(["2012-06-01 00:00:00", None, "2015-01-01T00:00:00"]),
    ):
        table = pd.DataFrame({"firm": [*"AAA"], "country": ["RS", "US", "JP"], "opened": days})
        answer = cohort.measure(table, as_of=date(2014, 1, 1))
        assert (len(answer.rejects), answer.firms["country_count_low"][0]) == (0, 2)


def test_a_kind_of_column_that_nothing_is_known_of_is_an_error() -> None:
    table = pa.table({"firm": ["A"], "country": ["RS"], "opened": pa.array([0], pa.date64())})
    with pytest.raises(TypeError, match="the column for opened holds Unknown: give dates"):
        cohort.measure(table)


def test_an_index_of_pandas_may_bear_a_columns_name() -> None:
    table = pd.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"]})
    assert cohort.measure(table.set_index("country", drop=False)).firms["country_count_low"].tolist() == [2]


def test_a_users_own_tables_in_duckdb_are_left_alone() -> None:
    import duckdb

    connection = duckdb.connect()
    connection.sql("create table small_table as select 'US' as country, 1 as place")
    connection.sql("create view _globalfirm as select 1 as country")
    table = connection.sql("select 'A' as firm, 'US' as country")
    rules = {"there": gf.metric.countries.any_of("US")}
    assert cohort.measure(table, metrics=[], rules=rules).firms.fetchall() == [("A", True)]


def test_ids_that_say_nothing_are_of_no_firm() -> None:
    for ids in (["", "A"], [float("nan"), 1.0]):
        for table in (pl.DataFrame({"firm": ids, "country": "RS"}), pd.DataFrame({"firm": ids, "country": "RS"})):
            answer = cohort.measure(table)
            assert (len(answer.firms), list(answer.rejects["reason"])) == (1, ["no firm is given."])


def test_a_key_of_rows_may_repeat_itself(engine: Engine) -> None:
    table = engine.make({"firm": [*"ABC"], "country": ["Narnia", "Oz", "RS"], "row": [1, 1, 2]})
    answer = cohort.measure(table)
    assert sorted((row["row"], row["value"]) for row in engine.rows(answer.rejects)) == [(1, "Narnia"), (1, "Oz")]


@pytest.mark.engines("polars lazy", "duckdb", "ibis", "pyspark")
def test_subdivisions_of_a_lazy_table_are_read_with_a_reading(engine: Engine) -> None:
    table = engine.make({"firm": [*"AB"], "country": ["US", "US"], "subdivision": ["US-HI", None]})
    [reject] = engine.rows(cohort.measure(table).rejects)
    assert (reject["firm"], "cohort.read" in reject["reason"]) == ("A", True)
    answer = cohort.measure(table, metrics=["continent_coverage"], reading=cohort.read(table))
    assert {row["firm"]: row["continent_coverage"] for row in engine.rows(answer.firms)} == {
        "A": "Oceania",
        "B": "North America",
    }


def test_a_column_is_of_the_field_that_it_is_given_to() -> None:
    table = pl.DataFrame({"firm": ["A", "A"], "country": ["RS", "US"], "headcount": [10, 10]})
    answer = cohort.measure(table, cohort.Columns(firm_headcount="headcount"))
    assert (answer.firms["headcount_low"][0], answer.firms["headcount_high"][0]) == (10, 10)
    assert answer.conflicts.height == 0


def test_mistakes_are_reported_in_sentences() -> None:
    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    with pytest.raises(TypeError, match="'article_2007' is not a taxonomy: give one such as globalfirm.taxonomy"):
        cohort.measure(table, taxonomy="article_2007")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="complete is 'no': give True or False"):
        cohort.measure(table, complete="no")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="'x' is not a reading: give what globalfirm.cohort.read"):
        cohort.measure(table, reading="x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Give its `firms`"):
        cohort.shares(cohort.measure(table))


def test_homes_and_days_that_cant_be_read_come_back(engine: Engine) -> None:
    columns = {"firm": [*"ABC"], "country": ["RS"] * 3, "home": ["Narnia", None, "RS"]}
    table = engine.make(columns | {"opened": [None, "2007-02-30", "2007-02-28"]})
    answer = cohort.measure(table, reading=cohort.read(table) if engine.lazy else None)
    rejects = {row["firm"]: (row["column"], row["reason"]) for row in engine.rows(answer.rejects)}
    assert rejects["A"][0] == "home"
    assert "'Narnia' is not a country" in rejects["A"][1]
    assert rejects["B"] == ("opened", "'2007-02-30' is not a day: give one such as 2015-03-31.")
    assert rejects.keys() == {"A", "B"}


def test_empty_text_among_codes_is_not_a_sign_of_namibia() -> None:
    table = pd.DataFrame({"firm": ["A", "A", "A"], "country": ["US", "DE", ""], "home": ["US", None, None]})
    assert cohort.measure(table).firms["country_count_high"].tolist() == [2]


def test_claims_on_the_headcount_alone(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A"], "country": ["RS", "US"], "claimed_headcount": [7, None]})
    [found] = engine.rows(cohort.measure(table).firms)
    assert (found["headcount_low"], found["headcount_high"]) == (7, 7)


def test_arrow_comes_into_pyarrow_where_polars_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    given = SpeaksArrow(pa.table({"firm": ["A"], "country": ["RS"]}))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "polars" else name)
    assert isinstance(cohort.measure(given).firms, pa.Table)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install 'globalfirm\[polars\]'"):
        cohort.measure(given)


def test_ids_are_the_same_with_blanks_around_them(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "A ", " A", "a"], "country": ["US", "RS", "JP", "DE"]})
    found = cohort.measure(table, metrics=["country_count"])
    assert {(row["firm"], row["country_count_low"]) for row in engine.rows(found.firms)} == {("A", 3), ("a", 1)}


def test_ids_that_are_categories_are_the_texts_that_they_stand_for() -> None:
    import duckdb

    columns = {"firm": ["A", "A ", None, "a"], "country": ["US", "RS", "JP", "DE"]}
    for table in (
        pd.DataFrame(columns).astype({"firm": "category"}),
        pl.DataFrame(columns, schema_overrides={"firm": pl.Categorical}),
        pl.DataFrame(columns, schema_overrides={"firm": pl.Enum(["A", "A ", "a"])}),
        pa.table({**columns, "firm": pa.array(columns["firm"]).dictionary_encode()}),
        duckdb.sql(
            "select firm::enum('A', 'A ', 'a') as firm, country from (values ('A', 'US'), ('A ', 'RS'), (null, 'JP'), ('a', 'DE')) as t(firm, country)"
        ),
    ):
        answer = cohort.measure(table, metrics=["country_count"])
        firms, rejects = (as_rows(each) for each in (answer.firms, answer.rejects))
        assert {(row["firm"], row["country_count_low"]) for row in firms} == {("A", 2), ("a", 1)}
        assert [row["reason"] for row in rejects] == ["no firm is given."]


def as_rows(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any library."""
    return nw.from_native(table).lazy().collect("pyarrow").to_native().to_pylist()


def test_bounds_of_a_count_that_rows_repeat_narrow_one_another(engine: Engine) -> None:
    stated = ["50", "11-50", "11-20", "30-40"]
    table = engine.make({"firm": ["A", "A", "B", "B"], "country": ["US"] * 4, "firm_headcount": stated})
    found = cohort.measure(table, metrics=["headcount"], reading=cohort.read(table))
    firms = {row["firm"]: (row["headcount_low"], row["headcount_high"]) for row in engine.rows(found.firms)}
    assert firms["A"] == (50, 50)
    assert firms["B"][0] == 2  # the two offices
    assert engine.rows(found.conflicts) == [{"firm": "B", "fact": "firm_headcount"}]


def test_a_whole_number_that_no_float_holds_is_rejected_like_any_other(engine: Engine) -> None:
    table = engine.make({"firm": ["A", "B"], "country": ["US", "RS"], "headcount": [2**53 + 1, 9]})
    found = cohort.measure(table, metrics=["headcount"])
    assert [row["column"] for row in engine.rows(found.rejects)] == ["headcount"]
    assert {row["firm"]: row["headcount_low"] for row in engine.rows(found.firms)} == {"A": 1, "B": 9}


def test_whole_numbers_are_as_floats_whichever_library_holds_them() -> None:
    amounts = [0, 7, 2**31 - 1, 2**31, 2**53 - 1, 2**53 + 1, 10**17 + 1]
    for kind in (pa.int64(), pa.uint64()):
        ids = [str(amount) for amount in amounts]
        table = pa.table({"firm": ids, "country": ["US"] * 7, "funding": pa.array(amounts, kind)})
        found = cohort.measure(table, metrics=["country_count"]).firms.to_pylist()
        assert {row["firm"]: row["funding"] for row in found} == {str(each): float(each) for each in amounts}


def test_ids_that_are_missing_are_rejected_and_nested_ones_refused() -> None:
    missing = pa.table({"firm": pa.nulls(2), "country": ["US", "RS"]})
    assert cohort.measure(missing).rejects["reason"].to_pylist() == ["no firm is given."] * 2
    with pytest.raises(TypeError, match=r"the column for firm holds List\(String\): give text or whole numbers"):
        cohort.measure(pa.table({"firm": [["a"], ["b"]], "country": ["US", "RS"]}))


@pytest.mark.engines("pandas")
def test_ids_of_several_kinds_lose_the_blanks_around_text_and_stay_apart(engine: Engine) -> None:
    pd = pytest.importorskip("pandas")
    ids = ["A", "A ", " A", 7, "7", None, " "]
    answer = cohort.measure(pd.DataFrame({"firm": ids, "country": ["RS", "US", "DE", "FR", "JP", "RS", "RS"]}))
    found = {firm: row["country_count_low"] for firm, row in engine.by_firm(answer.firms).items()}
    assert found == {"A": 3, 7: 1, "7": 1}
    assert [reject["reason"] for reject in engine.rows(answer.rejects)] == ["no firm is given."] * 2
