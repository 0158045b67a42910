"""Spans and counts of zones over tables are those of the companies, at every instant, along every arc."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

import globalfirm as gf
from globalfirm import cohort
from globalfirm.places import offsets
from tests.cohort.conftest import Engine
from tests.firms import COUNTRIES, ends

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
BEFORE = datetime(2023, 7, 1, tzinfo=UTC)
"""When Kazakhstan kept two clocks: now it has one."""


def drawn(count: int) -> dict[str, list[tuple[str, str | None]]]:
    """Firms by name, each with its places: a country, and a zone where it is known."""
    random = Random(7)
    firms: dict[str, list[tuple[str, str | None]]] = {}
    for i in range(count):
        places = [random.choice(COUNTRIES) for _ in range(random.randint(1, 6))]
        firms[f"firm {i}"] = [(c, random.choice([None, *offsets.country_zones(c)])) for c in places]
    return firms


FIRMS = {
    **drawn(60),
    "in Kazakhstan": [("KZ", None), ("KZ", None), ("KZ", "Asia/Aqtobe"), ("KZ", "Asia/Almaty"), ("RS", None)],
}
COMPANIES = {
    name: gf.Company(name=name, offices=[gf.Office(country=country, time_zone=zone) for country, zone in places])
    for name, places in FIRMS.items()
}


@pytest.fixture
def table(engine: Engine) -> Any:
    rows = [(name, country, zone) for name, places in FIRMS.items() for country, zone in places]
    return engine.make({key: [row[i] for row in rows] for i, key in enumerate(("firm", "country", "time_zone"))})


@pytest.mark.parametrize("arc", ["linear", "shortest"])
@pytest.mark.parametrize("at", [None, SUMMER, BEFORE], ids=["standard time", "an instant", "the past"])
def test_the_span_is_the_companys(engine: Engine, table: Any, arc: Any, at: datetime | None) -> None:
    found = engine.by_firm(cohort.time_zone_span(table, at=at, arc=arc))
    wanted = {name: ends(gf.time_zone_span(company, at=at, arc=arc)) for name, company in COMPANIES.items()}
    columns = ("time_zone_span_hours_low", "time_zone_span_hours_high")
    assert {name: tuple(row[column] for column in columns) for name, row in found.items()} == wanted


@pytest.mark.parametrize("arc", ["linear", "shortest"])
def test_the_extremes_over_a_year_are_the_companys(engine: Engine, table: Any, arc: Any) -> None:
    found = engine.by_firm(cohort.time_zone_span_extremes(table, 2026, arc=arc))
    wanted = {
        name: ends(gf.metrics.time_zone_span_extremes(company, 2026, arc=arc)) for name, company in COMPANIES.items()
    }
    spans = {name: (row["time_zone_span_hours_least"], row["time_zone_span_hours_most"]) for name, row in found.items()}
    assert spans == wanted


@pytest.mark.parametrize(("by", "at"), [("offset", None), ("offset", SUMMER), ("rules", None), ("name", None)])
def test_the_count_is_the_companys(engine: Engine, table: Any, by: Any, at: datetime | None) -> None:
    found = engine.by_firm(cohort.time_zone_count(table, by=by, at=at))
    wanted = {name: ends(gf.time_zone_count(company, by=by, at=at)) for name, company in COMPANIES.items()}
    columns = ("time_zone_count_low", "time_zone_count_high")
    assert {name: tuple(row[column] for column in columns) for name, row in found.items()} == wanted


def test_clocks_that_once_kept_odd_minutes(engine: Engine) -> None:
    """Monrovia was 44 minutes and a half behind Greenwich until 1972; pytz has it to the minute."""
    table = engine.make({"firm": ["A", "A"], "country": ["LR", "GB"]})
    company = gf.Company(name="A", offices=[gf.Office(country="LR"), gf.Office(country="GB")])
    [found] = engine.rows(cohort.time_zone_span_extremes(table, 1971))
    span = found["time_zone_span_hours_least"], found["time_zone_span_hours_most"]
    assert span == pytest.approx(ends(gf.metrics.time_zone_span_extremes(company, 1971)), abs=1e-12)


def test_what_cant_be_asked_is_refused() -> None:
    import polars as pl

    table = pl.DataFrame({"firm": ["A"], "country": ["RS"]})
    with pytest.raises(ValueError, match="'round' is not a way to measure a span"):
        cohort.time_zone_span(table, arc="round")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'hours' is not a way to count time zones"):
        cohort.time_zone_count(table, by="hours")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="an instant goes with by='offset'"):
        cohort.time_zone_count(table, by="name", at=SUMMER)
    with pytest.raises(ValueError, match="1900 is not a year"):
        cohort.time_zone_span_extremes(table, 1900)
    with pytest.raises(ValueError, match="is not an instant"):
        cohort.time_zone_span(table, at=datetime(2026, 1, 1))


@pytest.mark.parametrize("name", ["shared_hours", "covered_hours"])
@pytest.mark.parametrize("at", [None, SUMMER, BEFORE], ids=["standard time", "an instant", "the past"])
def test_the_hours_of_a_working_day_are_the_companys(
    engine: Engine, table: Any, name: str, at: datetime | None
) -> None:
    found = engine.by_firm(getattr(cohort, name)(table, at=at))
    metric = getattr(gf.metrics, name)
    wanted = {firm: ends(metric(company, at=at)) for firm, company in COMPANIES.items()}
    assert {firm: (row[f"{name}_low"], row[f"{name}_high"]) for firm, row in found.items()} == wanted
