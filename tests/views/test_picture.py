"""What every picture can do alike: it is shown, printed and saved."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest

import globalfirm as gf
from globalfirm.views.drawing.lines import columns
from globalfirm.views.picture import Picture

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from cases import firms


def cohort_card() -> Picture:
    rows = [("<A>", "US", "3", 2005), ("<A>", "RS", None, 2005), ("B", "NZ", "900", 2006), ("B", "GB", "4", 2006)]
    rows += [(f"F{year}", "RS", "9", year) for year in range(2007, 2018)] + [("C", "Narnia", None, 2006)]
    schema = {"firm": pl.String, "country": pl.String, "headcount": pl.String, "founded": pl.Int64}
    table = pl.DataFrame(rows, schema=schema, orient="row").with_columns(home=pl.lit("US"))
    rules = {"<small>": gf.metric.headcount < 50} | {f"rule {n}": gf.metric.headcount > n for n in range(20)}
    metrics = ["founded", "time_zone_span_hours"]
    measured = gf.cohort.measure(table, rules=rules, taxonomy=gf.default_taxonomy(), metrics=metrics)
    flows, trend = gf.cohort.flows(table), gf.cohort.shares(measured.firms, "<small>", by="founded")
    return measured.card("Some & <others>", flows=flows, trend=trend)


BEIJING = "北京市朝阳区建国门外大街"
LATE = gf.WorkingHours(start="12:00", end="20:00")
BROAD = gf.Company(
    name=BEIJING * 4,
    headcount=90,
    offices=[
        gf.Office(city=BEIJING + sign, country="CN", headcount=4, working_hours=hours)
        for sign, hours in zip("一二三四五六", [None, LATE] * 3, strict=True)
    ],
)


def broad_cohort() -> Picture:
    table = pl.DataFrame({"firm": ["A"], "country": ["CN"]})
    return gf.cohort.measure(table, rules={BEIJING * 3: gf.metric.headcount < 9}).card(BEIJING * 5)


PICTURES = {
    "a firm in broad signs": lambda: BROAD.card(on="2026-11-24"),
    "a working day in broad signs": lambda: gf.working_day.card(BROAD, 2026),
    "a cohort in broad signs": broad_cohort,
    "a firm": lambda: gf.Company(name="<A> & co", offices=[gf.Office(country="US")]).card(on="2026-11-24"),
    "a working day": lambda: gf.working_day.card(firms()["forty"], 2026),
    "a working day with doubts": lambda: gf.working_day.card(firms()["script"], 2026),
    "a working day of nobody": lambda: gf.working_day.card(gf.Company(name="<A>")),
    "a cohort": cohort_card,
    "an empty cohort": lambda: gf.cohort.measure(pl.DataFrame({"firm": [], "country": []})).card(),
}


@pytest.fixture(params=PICTURES)
def picture(request) -> Picture:
    return PICTURES[request.param]()


def test_it_is_saved_in_every_kind_of_file(picture, tmp_path) -> None:
    starts = {"a.svg": b"<svg", "a.html": b"<!doctype html>", "a.PNG": b"\x89PNG", "a.txt": picture.text().encode()}
    for name, start in starts.items():
        picture.save(tmp_path / name, theme="dark")
        assert (tmp_path / name).read_bytes().startswith(start)
    with pytest.raises(ValueError, match=r"saved as '.pgn'.* Did you mean '.png'\?"):
        picture.save(tmp_path / "a.pgn")
    with pytest.raises(ValueError, match="'blue' is no theme"):
        picture.svg(theme="blue")


def test_notebooks_are_given_its_html_and_terminals_its_text(picture) -> None:
    assert picture._repr_html_() == picture.html()
    assert picture._repr_mimebundle_(include=None) == {"text/html": picture.html(), "text/plain": str(picture)}
    assert len(repr(picture).splitlines()) == 1


def test_its_svg_is_xml_of_one_theme_that_neither_runs_nor_fetches_anything(picture) -> None:
    for theme in ("light", "dark"):
        svg = picture.svg(theme=theme)
        root = ET.fromstring(svg)
        assert picture.title in "".join(root.itertext())
        assert "var(" not in svg
        assert not re.search("<script|<image|href|url[(]|@import", svg)


def test_its_style_closes_what_it_opens(picture) -> None:
    style = picture.html().partition("<style>")[2].partition("</style>")[0]
    assert style.count("{") == style.count("}") > 50


def test_a_table_of_broad_signs_fits_a_terminal() -> None:
    rule = gf.metric.headcount < 9
    broad = gf.Definition(name=BEIJING * 3, summary=BEIJING * 9, rule=rule, citation=BEIJING * 5)
    table = gf.Taxonomy(name=BEIJING, summary=BEIJING * 9, classes=[broad]).table()
    assert max(map(columns, str(table).splitlines())) <= 80


def test_its_text_fits_a_terminal(picture) -> None:
    assert max(map(columns, picture.text().splitlines())) <= 80
    assert picture.text(ascii=True).isascii()
