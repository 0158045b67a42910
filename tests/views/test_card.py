"""The card: what it tells, that it tells it in every medium alike, and that nothing in it can run or be fetched."""

from __future__ import annotations

import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

import globalfirm as gf
from globalfirm.rules import questions
from globalfirm.strategies import companies
from globalfirm.views import words
from globalfirm.views.drawing.content import content_of, verdict_of
from globalfirm.views.drawing.lines import columns
from globalfirm.views.drawing.look import PALETTE, contrast

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from cases import firms

DAY = "2026-11-24"
FIRMS = firms()
VOID = {"br", "img", "meta", "rect", "circle", "path"}


class Tags(HTMLParser):
    """Whether all tags are closed; the tags, ids and texts seen."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.open.append(tag)
        self.seen.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text.append(data)


def read(html: str) -> Tags:
    page = Tags()
    page.feed(html)
    assert page.open == []
    return page


BLOCKS = {"article", "br", "dd", "details", "div", "dl", "dt", "footer", "h2", "h3", "header", "li", "p", "section", "summary", "td", "th", "tr", "ul"}  # fmt: skip


class Words(HTMLParser):
    """What is left of a page where neither styles nor pictures are let in, only their text."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self.text += "\n" * (tag in BLOCKS)

    def handle_endtag(self, tag) -> None:
        self.text += "\n" * (tag in BLOCKS)

    def handle_data(self, data) -> None:
        self.text += f"\0{data}"


@pytest.fixture(params=FIRMS)
def card(request):
    return FIRMS[request.param].card(on=DAY)


def test_html_is_well_formed_and_neither_runs_nor_fetches_anything(card) -> None:
    page = read(card.html())
    assert not page.seen & {"script", "img", "b<", "iframe", "link", "object", "foreignobject"}
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"id", "href", "src", "xlink:href"}
    assert "url(" not in card.html()
    assert "@import" not in card.html()
    assert "http" not in card.html()


def test_every_picture_has_words_or_is_hidden_from_who_hears_it(card) -> None:
    for svg in re.findall(r"<svg[^>]*>", card.html()):
        inner = 'x="100%" width="9"' in svg  # an arrow within a picture
        assert inner or 'aria-hidden="true"' in svg or 'role="img" aria-label="' in svg, svg


def test_without_styles_and_pictures_no_words_run_together(card) -> None:
    """An untrusted notebook shows text alone."""
    for html in (card.html(), gf.working_day.card(FIRMS["vast"], 2026).html()):
        page = Words()
        page.feed(re.sub(r"<style>.*?</style>", "", html))
        assert not re.findall(r"\w+\0+\w+", page.text)


def test_svg_is_xml_of_one_theme(card) -> None:
    for theme in ("light", "dark"):
        root = ET.fromstring(card.svg(theme=theme))
        texts = "".join(root.itertext())
        assert card.verdict.label in texts
        assert root.find("{http://www.w3.org/2000/svg}desc") is not None
        assert "var(" not in card.svg(theme=theme)
    assert "<script" not in card.svg()


@pytest.mark.parametrize("plain", [True, False])
def test_text_fits_eighty_columns(card, plain) -> None:
    text = card.text(ascii=plain)
    assert max(map(columns, text.splitlines())) <= 80
    assert text.isascii() or not plain
    assert card.verdict.label in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_all_media_tell_the_same() -> None:
    card = FIRMS["vast"].card(on=DAY)
    spoken = " ".join("".join(read(card.html()).text).split())
    drawn = "".join(ET.fromstring(card.svg()).itertext())
    text = " ".join(card.text().split())
    for part in (
        "Vast",
        "micro-multinational",
        "3–19",
        "9–26 h",
        "12–96 %",
        "Fewer than 250 people",
        "225 more people",
        "5 or 4",
    ):
        assert part in spoken
        assert part in drawn
        assert part in text


def test_doubt_is_dashed_and_the_limits_are_ticks() -> None:
    content = content_of(verdict_of(FIRMS["vast"]), date(2026, 11, 24))
    assert {figure.scale.name: figure.limits for figure in content.figures if figure.limits} == {
        "people": (250,),
        "countries": (2,),
    }
    assert [(spot.name, spot.at.exact) for spot in content.spots] == [
        ("Dominican Republic", False),
        ("San Francisco", False),
        ("Belgrade", True),
    ]
    assert [(spot.low, spot.high) for spot in content.spots] == [(1, 1), (1, 23), (1, 23)]
    html = FIRMS["vast"].card(on=DAY).html()
    assert "≈ San Francisco" in html
    assert "about San Francisco, United States (1–23 people)" in html
    assert "somewhere in this country or zone" in html


def test_an_open_label_is_dashed_and_says_what_would_decide_it() -> None:
    html = FIRMS["empty"].card(on=DAY).html()
    assert 'class="gf-label gf-perhaps"' in html
    assert "What would decide it" in html
    assert "No place known" in html
    assert "2 countries or more, or not" in html


def test_names_are_escaped() -> None:
    for medium in (FIRMS["script"].card().html(), FIRMS["script"].card().svg()):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in medium
        assert "<b>" not in medium.replace("<b>1", "").replace("<b>2", "")
        assert "<img" not in medium


def test_control_signs_of_a_name_reach_neither_terminal_nor_xml() -> None:
    firm = gf.Company(name="A\x1b[31mB\x07", offices=[gf.Office(city="C\nD\x00", country="RS")])
    card = firm.card(on=DAY)
    assert "\x1b" not in card.text()
    assert card.text(ascii=True).isascii()
    assert "\x00" not in card.text()
    ET.fromstring(card.svg())


def test_two_offices_of_one_city_share_a_label_and_a_dozen_a_disc() -> None:
    assert "Kathmandu (2)" in FIRMS["twice"].card().html()
    assert FIRMS["twice"].card().svg().count("<title>Kathmandu, Nepal") == 2
    crowd = FIRMS["crowd"].card().svg()
    assert "London (12)" in crowd
    assert crowd.count("12 sites: London") == 1


def test_labels_left_out_are_counted() -> None:
    found = re.findall(r"(\d+) places? not named here", FIRMS["forty"].card(on=DAY).html())
    assert len(found) == 3  # one for each width


def test_hours_are_certain_where_all_zones_of_a_country_agree() -> None:
    text = FIRMS["states"].card(on=DAY).text(ascii=True, world=False)
    assert "? Portugal              .     .     .     --==============--.     ." in text
    assert "0-1 h are shared by all 3 places" in text
    assert "3 known places" in FIRMS["vast"].card(on=DAY).text()


def test_a_profile_shows_its_countries() -> None:
    card = gf.profile(FIRMS["vast"]).card(on=DAY)
    assert {spot.name for spot in content_of(card.verdict).spots} == {"United States", "Serbia", "Dominican Republic"}
    assert "micro-multinational" in card.html()


def test_notebooks_are_given_the_card() -> None:
    verdict = gf.classify(FIRMS["vast"])
    for shown in (verdict.firm, verdict, gf.profile(verdict.firm), verdict.taxonomy, verdict.taxonomy.classes[0].rule):
        bundle = shown._repr_mimebundle_(include=None, exclude=None)
        assert bundle == {"text/html": shown._repr_html_(), "text/plain": repr(shown)}
        assert shown._repr_html_().startswith('<div class="gf"><style>')


def test_another_taxonomy_has_its_own_card() -> None:
    card = gf.taxonomy("article_2007").classify(FIRMS["vast"]).card(on=DAY)
    assert card.verdict.label in card.html()


@given(companies())
def test_any_firm_has_a_card(firm: gf.Company) -> None:
    for name in ("size_and_reach", "rugman_verbeke_2004"):
        card = gf.taxonomy(name).classify(firm).card(on=DAY)
        read(card.html())
        ET.fromstring(card.svg())
        assert max(map(columns, card.text(world=False).splitlines())) <= 80


def test_a_long_list_of_reasons_is_cut_and_counted_and_tags_are_told() -> None:
    rule = gf.metric.headcount < 200
    for most in range(11):
        rule = rule & (gf.metric.headcount > most)
    rule = rule & gf.metric.countries.any_of("BV")
    definition = gf.Definition(name="some", summary="some people", rule=rule, citation="ours")
    tag = gf.Definition(name="on an island", summary="no zone", rule=gf.metric.country_count >= 1, citation="ours")
    taxonomy = gf.Taxonomy(name="ours", classes=[definition], tags=[tag])
    names = ("Seattle", "San Diego", "Portland", "San Jose")
    offices = [gf.Office(city=name, country="US", time_zone="America/Los_Angeles", headcount=9) for name in names]
    card = taxonomy.classify(gf.Company(name="A", offices=[*offices, gf.Office(country="BV")])).card(on=DAY)
    for content in (card.html(), card.svg(), str(card)):
        assert "more" in content
        assert "≈ Seattle" in content or "Seattle" in content
    assert "Also: on an island." in card.html()
    assert "Also: on an island." in card.text()
    assert "1 not on the map" in card.html()
    assert "any hour may be" not in card.text()


def test_a_firm_that_no_class_takes_shows_what_said_no() -> None:
    taxonomy = gf.Taxonomy(
        name="giants",
        classes=[gf.Definition(name="giant", summary="many", rule=gf.metric.headcount > 10_000, citation="ours")],
    )
    card = taxonomy.classify(gf.Company(name="A", headcount=3)).card(on=DAY)
    assert "Every class of the taxonomy giants says no." in card.html()
    assert "✗ unclassified" in card.text()
    assert "More than 10,000 people" in card.text()


def test_sets_that_would_decide_have_no_tick() -> None:
    rule = gf.metric.countries.any_of("BV") & (gf.metric.headcount < 50)
    definition = gf.Definition(name="islander", summary="on Bouvet Island", rule=rule, citation="ours")
    firm = gf.Company(name="A", headcount=3, offices=[gf.Office(country="RS")], complete=False)
    card = gf.Taxonomy(name="ours", classes=[definition]).classify(firm).card(on=DAY)
    assert "Countries: any of BV, or not" in card.text()
    assert not any(figure.limits for figure in content_of(card.verdict).figures)


def test_sets_that_would_change_a_label_have_no_tick() -> None:
    rule = gf.metric.countries.any_of("RS") & (gf.metric.headcount < 50)
    classes = [
        gf.Definition(name="local", summary="in Serbia", rule=rule, citation="ours"),
        gf.Definition(name="other", summary="elsewhere or larger", rule=~rule, citation="ours"),
    ]
    firm = gf.Company(name="A", headcount=3, offices=[gf.Office(country="RS")])
    card = gf.Taxonomy(name="ours", classes=classes).classify(firm).card(on=DAY)
    assert "Countries: any of RS" in card.text()
    assert card.text().count("would make it: other") == 2
    assert [figure.limits for figure in content_of(card.verdict).figures if figure.limits] == [(50,)]


def test_a_metric_asked_with_parameters_is_told_as_it_is_written() -> None:
    assert questions.question(gf.time_zone_count(by="rules") >= 2) == "time_zone_count(by='rules') >= 2"


def test_a_fact_without_a_lower_bound_is_told_as_it_is() -> None:
    evidence = gf.Evidence(rule=gf.metric.headcount < 5, outcome=None, fact=gf.Interval(None, 5))
    assert words.fact(evidence) == str(gf.Interval(None, 5))


def test_a_png_is_as_large_as_it_is_asked_for() -> None:
    assert int.from_bytes(FIRMS["twice"].card(on=DAY).png(scale=1.5)[16:20]) == 1350  # the width, in a PNG's head


def test_a_day_that_is_none_is_an_error() -> None:
    with pytest.raises(TypeError, match="3 is not a day"):
        FIRMS["twice"].card(on=3)


@pytest.mark.parametrize("dark", [0, 1])
@pytest.mark.parametrize(
    ("words", "ground", "least"),
    [
        ("ink", "paper", 4.5), ("soft", "paper", 4.5), ("ink", "land", 4.5), ("paper", "sure", 4.5),
        ("against", "paper", 4.5), ("sharedink", "paper", 4.5), ("sure", "paper", 3), ("sure", "land", 3),
        ("sure", "shared", 3), ("sharedink", "shared", 3), ("ink", "little", 4.5), ("ink", "some", 4.5),
        ("ink", "much", 4.5),
    ],
)  # fmt: skip
def test_contrasts_are_those_of_wcag_aa(words, ground, least, dark) -> None:
    assert contrast(PALETTE[words][dark], PALETTE[ground][dark]) >= least


def test_a_card_is_small() -> None:
    assert len(FIRMS["vast"].card(on=DAY).html().encode()) < 50_000
    assert len(FIRMS["forty"].card(on=DAY).html().encode()) < 100_000
    assert len(FIRMS["unlocated"].card(on=DAY).html().encode()) < 100_000


@pytest.mark.parametrize("name", FIRMS)
def test_every_repr_is_one_screen(name) -> None:
    """Of 24 lines by 80 columns, with what is left out counted."""
    firm = FIRMS[name]
    verdict = gf.classify(firm)
    reprs = [firm, verdict, gf.profile(firm), verdict.taxonomy, gf.rules.classify_all(firm), firm.card()]
    reprs += [evidence for _, evidence in verdict.evidence]
    for shown in reprs:
        lines = repr(shown).splitlines()
        assert sum(-(-len(line) // 80) for line in lines) <= 24, repr(shown)
    assert str(firm) == repr(firm)
    if name == "forty":
        assert "and 39 more" in repr(firm)
