"""The published definitions: their situations, and that each file holds what every file must."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import globalfirm as gf
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.rules import definitions
from globalfirm.rules.files import dumps, loads

FOLDER = Path(definitions.__file__).parent
SITUATIONS = [(name, situation) for name in definitions.PUBLISHED for situation in definitions.situations(name)]
EVERY = [
    (name, definition)
    for name in definitions.PUBLISHED
    for definition in (*definitions.published(name).classes, *definitions.published(name).tags)
]


@pytest.mark.parametrize(("name", "situation"), SITUATIONS, ids=lambda value: getattr(value, "what", value))
def test_situations(name: str, situation) -> None:
    verdict = gf.classify(situation.company, gf.taxonomy(name))
    assert (verdict.label, verdict.tags) == (situation.label, situation.tags)
    assert gf.classify(gf.profile(situation.company), gf.taxonomy(name)).label == situation.label
    assert str(verdict).startswith(f"{situation.what}: ")


def called(taxonomy: gf.Taxonomy, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """What a taxonomy calls the situations of a file."""
    verdicts = [taxonomy.classify(situation.company) for situation in definitions.situations(name)]
    return [(verdict.label, verdict.tags) for verdict in verdicts]


def read_or_none(record: dict[str, Any]) -> gf.Taxonomy | None:
    """A taxonomy, unless one of its rules would hold of no firm, or of every one."""
    try:
        return gf.Taxonomy.model_validate(record)
    except ValidationError:
        return None


def other_numbers(name: str) -> Iterator[tuple[str, gf.Taxonomy]]:
    """A file's taxonomy with each of its numbers a unit more or less: one, or a thousandth of a share."""
    record = definitions.published(name).model_dump(mode="json")
    numbers = {p.name: p.value for _, each in EVERY if _ == name for p in each.parameters}
    for number, value in numbers.items():
        unit = 0.001 if 0 < value < 1 else 1
        for other in (value - unit, value + unit):
            changed = deepcopy(record)
            for definition in (*changed["classes"], *changed["tags"]):
                for parameter in definition["parameters"]:
                    parameter["value"] = other if parameter["name"] == number else parameter["value"]
            if (taxonomy := read_or_none(changed)) is not None:
                yield f"{number} = {other}", taxonomy


OTHER_SIDE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def other_comparisons(name: str) -> Iterator[tuple[str, gf.Taxonomy]]:
    """A file's taxonomy with what stands at each of its numbers on the other side of it."""
    text = definitions.published(name).model_dump_json()
    leaves = {leaf.model_dump_json() for of, each in EVERY if of == name for leaf in threshold_leaves(each.rule)}
    number_of = {leaf: (found["metric"], found["value"]) for leaf in leaves for found in [json.loads(leaf)]}
    for number in sorted(set(number_of.values())):
        changed = text
        for leaf in [leaf for leaf in leaves if number_of[leaf] == number]:
            operator = json.loads(leaf)["operator"]
            other = leaf.replace(f'"operator":"{operator}"', f'"operator":"{OTHER_SIDE[operator]}"')
            changed = changed.replace(leaf, other)
        if (taxonomy := read_or_none(json.loads(changed))) is not None:
            yield f"{number} on the other side", taxonomy


def threshold_leaves(rule: gf.Rule) -> list[gf.Rule]:
    """The comparisons of a rule, those that it asks of several years among them."""
    return (
        [rule] if isinstance(rule, gf.rules.Threshold) else [at for part in rule.parts for at in threshold_leaves(part)]
    )


@pytest.mark.parametrize("name", definitions.PUBLISHED)
def test_the_situations_pin_every_number_and_comparison_to_the_unit(name: str) -> None:
    right = called(definitions.published(name), name)
    changes = [*other_numbers(name), *other_comparisons(name)]
    assert changes
    assert not [what for what, taxonomy in changes if called(taxonomy, name) == right]


def test_every_file_of_the_folder_is_published() -> None:
    files = {path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")}
    assert files == set(definitions.PUBLISHED)


@pytest.mark.parametrize("name", definitions.PUBLISHED)
def test_the_situations_reach_every_class_and_what_can_not_be_decided(name: str) -> None:
    reached = {situation.label for situation in definitions.situations(name)}
    assert {definition.name for definition in definitions.published(name).classes} | {"undetermined"} <= reached


@pytest.mark.parametrize(("name", "definition"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_every_number_is_a_parameter_with_its_source_and_year(name: str, definition: gf.Definition) -> None:
    for leaf in definition.rule.leaves:
        assert leaf.parameters, f"{leaf} of {name} holds a bare number"
    assert set(definition.rule.parameters) == {parameter.name for parameter in definition.parameters}
    for parameter in definition.parameters:
        assert parameter.published is None
        assert parameter.meaning
    assert any(char.isdigit() for char in definition.citation)  # a year
    assert definition.applies_from
    assert definition.needs
    assert set(definition.needs) <= set(VOCABULARY)


@pytest.mark.parametrize("name", definitions.PUBLISHED)
def test_the_name_says_where_a_number_is_our_reading_and_nowhere_else(name: str) -> None:
    taxonomy = definitions.published(name)
    chosen = {p.name for each in (*taxonomy.classes, *taxonomy.tags) for p in each.parameters
              if p.provenance == "chosen here"}  # fmt: skip
    assert taxonomy.name.endswith(" (our reading)") is bool(chosen), chosen


def test_the_article_is_cited_in_the_same_words_wherever_its_idea_is_used() -> None:
    article = (
        "Council on Competitiveness, Where America Stands: Entrepreneurship (2007), as quoted in "
        '"The Trend of the Micro-Multinationals", Small Business Trends'
    )
    texts = {
        definition.name: [definition.citation, *(parameter.source for parameter in definition.parameters)]
        for _, definition in EVERY
    }
    for name in ("micro-multinational", "global from day one", "multinational enterprise"):
        assert any(article in text for text in texts[name]), name
    assert not [text for found in texts.values() for text in found if "the 2007 article" in text]


def test_a_quarter_of_sales_abroad_within_three_years_makes_a_born_global_wherever_it_is_sold() -> None:
    """Knight and Cavusgil (1996) take no account of regions."""
    year = gf.Accounts(year=2022, turnover=100, foreign_turnover=25)
    firm = gf.Company(name="A", home="DK", founded=2020, accounts=[year])
    taxonomy = gf.taxonomy("born_global")
    assert taxonomy.label(firm) == "born global"
    at_home = [gf.RegionalSales(region="Europe", share=1)]
    assert taxonomy.label(firm.replace(accounts=[year.replace(regional_sales=at_home)])) == "born global"
    assert [each.name for each in (*taxonomy.classes, *taxonomy.tags)] == ["born global"]


def sells(home: str, america: float, europe: float, asia: float) -> gf.Company:
    regions = {"North America": america, "Europe": europe, "Asia-Pacific": asia}
    sales = [{"region": region, "share": share} for region, share in regions.items()]
    return gf.Company.model_validate({"name": "A", "home": home, "accounts": [{"year": 2001, "regional_sales": sales}]})


def test_a_bi_regional_firm_sells_in_its_home_region() -> None:
    taxonomy = gf.taxonomy("rugman_verbeke_2004")
    assert taxonomy.label(sells("US", 0.3, 0.45, 0.1)) == "bi-regional"
    assert taxonomy.label(sells("JP", 0.3, 0.45, 0.1)) == "unclassified"


def test_the_rest_of_the_world_is_no_home_region() -> None:
    assert gf.taxonomy("rugman_verbeke_2004").label(sells("BR", 0.1, 0.1, 0.0)) == "unclassified"
    assert gf.taxonomy("rugman_verbeke_2004").label(sells("BR", 0.3, 0.3, 0.2)) == "global"


TRADER = {
    "home": "DK",
    "founded": 2020,
    "headcount": 9,
    "offices": [{"country": "DK"}],
    "markets": [
        {"country": c, "mode": "export", "since": 2021, "activities": ["outbound logistics"]}
        for c in ("DE", "FR", "US", "JP")
    ],
}


def test_a_trader_that_owns_nothing_abroad_is_a_new_venture_by_its_exports() -> None:
    firm = gf.Company.model_validate({"name": "A", **TRADER})
    assert gf.taxonomy("new_ventures_1994").label(firm) == "multinational trader"
    late = firm.replace(founded=2017)
    assert gf.taxonomy("new_ventures_1994").label(late) == "unclassified"


def test_the_four_kinds_of_new_venture_exclude_one_another() -> None:
    taxonomy = gf.taxonomy("new_ventures_1994")
    alone = {each.name: taxonomy.replace(classes=(each,)) for each in taxonomy.classes}
    for situation in definitions.situations("new_ventures_1994"):
        if situation.label in alone:
            firm = situation.company
            assert [name for name, kind in alone.items() if kind.label(firm) == name] == [situation.label]


def test_a_joint_venture_abroad_since_the_founding_makes_a_born_micromultinational() -> None:
    firm = gf.Company.model_validate({"name": "A", **TRADER})
    taxonomy = gf.taxonomy("born_micromultinational")
    assert taxonomy.label(firm) == "unclassified"  # it exports alone
    venture = gf.Market(country="US", mode="joint venture", since=2020)
    assert taxonomy.label(firm.replace(markets=[venture])) == "born micromultinational"


@pytest.mark.parametrize("name", definitions.PUBLISHED)
@pytest.mark.parametrize("format_", ["json", "yaml", "toml"])
def test_a_definition_survives_its_file(name: str, format_) -> None:
    taxonomy = definitions.published(name)
    assert loads(dumps(taxonomy, format_), gf.Taxonomy, format_) == taxonomy


@pytest.mark.parametrize("name", definitions.PUBLISHED)
def test_each_opens_with_two_sentences_and_a_doctest(name: str) -> None:
    opening = (FOLDER / f"{name}.py").read_text(encoding="utf-8").split('"""')[1]
    words, _, doctest = opening.partition(">>>")
    assert doctest
    summary = definitions.published(name).summary
    assert " ".join(words.split()).startswith(summary[:60])


def test_a_bound_that_no_firm_meets_is_refused_with_the_parameters_place() -> None:
    with pytest.raises(ValueError, match="headcount < 0 holds of no firm"):
        gf.default_taxonomy(small=0)


def test_the_citation_says_where_a_number_is_not_the_published_one() -> None:
    verdict = gf.classify(
        gf.Company(name="A", headcount=9, offices=[gf.Office(country="RS")]), gf.default_taxonomy(small=20)
    )
    assert "here with small = 20 instead of 250" in str(verdict)
    assert "instead of" not in str(gf.classify(gf.Company(name="A", headcount=9, offices=[gf.Office(country="RS")])))
