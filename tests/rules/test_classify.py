"""The default taxonomy, as a table of situations that a lawyer could read."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

import globalfirm as gf
from globalfirm.metrics.regions import REGIONS
from globalfirm.model.accounts import Region

EXAMPLES = Path(__file__).parents[2] / "examples"
MICRO, DOMESTIC = "micro-multinational", "domestic small firm"
MNE, LARGE = "multinational enterprise", "domestic large firm"


@pytest.mark.parametrize(
    ("headcount", "countries", "complete", "label", "candidates"),
    [
        (25, "US RS DO", True, MICRO, {MICRO}),
        (249, "US RS", True, MICRO, {MICRO}),  # fewer than 250
        (250, "US RS", True, MNE, {MNE}),
        (25, "US", True, DOMESTIC, {DOMESTIC}),
        (250, "US", True, LARGE, {LARGE}),
        ("11-50", "US RS", True, MICRO, {MICRO}),
        ("50+", "US RS", True, "undetermined", {MICRO, MNE}),  # 50 or more may be 250
        ("50+", "US", True, "undetermined", {DOMESTIC, LARGE}),
        ("200-300", "US", True, "undetermined", {DOMESTIC, LARGE}),
        ("251+", "US", False, "undetermined", {MNE, LARGE}),
        (25, "US", False, "undetermined", {MICRO, DOMESTIC}),  # the list may lack a country
        (25, "US RS", False, MICRO, {MICRO}),  # more countries change nothing
        (None, "US RS", True, "undetermined", {MICRO, MNE}),
        (None, "US", False, "undetermined", {MICRO, DOMESTIC, MNE, LARGE}),
        (25, "", True, "undetermined", {MICRO, DOMESTIC}),  # people are somewhere
        (1, "", True, DOMESTIC, {DOMESTIC}),  # one person is in one country
        (1, "US", False, DOMESTIC, {DOMESTIC}),
    ],
)
def test_the_default_taxonomy(headcount, countries, complete, label, candidates) -> None:
    offices = [gf.Office(country=country) for country in countries.split()]
    firm = gf.Company(name="A", headcount=headcount, offices=offices, complete=complete)
    verdict = gf.classify(firm)
    assert verdict.label == label
    assert set(verdict.candidates) == candidates


def test_small_is_a_parameter() -> None:
    firm = gf.Company(name="A", headcount=60, offices=[gf.Office(country="RS"), gf.Office(country="US")])
    assert gf.classify(firm, gf.default_taxonomy(small=50)).label == MNE
    assert gf.classify(firm, gf.default_taxonomy(countries=3)).label == DOMESTIC
    assert gf.default_taxonomy(countries=3).classes[1].meaning == "small, with people in fewer than 3 countries"


@pytest.fixture
def vast() -> gf.Company:
    return gf.Company.model_validate_json((EXAMPLES / "vast.json").read_text(encoding="utf-8"))


def test_the_articles_company_is_a_micro_multinational_with_or_without_what_was_claimed_of_it(vast) -> None:
    assert gf.classify(vast).label == gf.classify(vast.replace(claims=())).label == MICRO
    assert len(vast.countries) == 3  # which the record lists; a newspaper knows of one more
    assert gf.country_count(vast) == gf.Count(4)
    profile = gf.profile(vast)
    assert profile.country_count == gf.Count(4)
    assert profile.continent_count == gf.Count(2)
    assert profile.headcount == gf.Count(25)
    [conflict] = profile.conflicts
    assert {str(claim.value) for claim in conflict.claims} == {"5", "4"}


def test_the_verdict_says_which_facts_decided_it(vast) -> None:
    verdict = gf.classify(vast)
    assert [(str(leaf.rule), leaf.outcome) for leaf in verdict.deciding] == [
        ("country_count >= 2", True),
        ("headcount < 250", True),
    ]
    text = str(verdict)
    assert text.startswith("Vast: micro-multinational\n")
    assert "San Francisco, United States; Belgrade, Serbia; claim by Council on Competitiveness" in text
    assert "they disagree, so none is used" in text
    assert "2003/361/EC" in text
    assert verdict.missing == ()


def test_undetermined_names_the_facts_that_would_decide() -> None:
    verdict = gf.classify(gf.Company(name="A", offices=[gf.Office(country="RS")], complete=False))
    assert verdict.deciding == ()
    [facts] = verdict.missing
    assert {leaf.rule.metric for leaf in facts} == {"country_count", "headcount"}
    assert "would decide: country_count (below 2 or not) with headcount (below 250 or not)" in str(verdict)


def test_the_first_class_that_says_yes_wins_and_an_earlier_doubt_undoes_it() -> None:
    def named(name: str, rule: gf.Rule) -> gf.Definition:
        return gf.Definition(name=name, summary=name, rule=rule, citation="this test")

    many = named("many", gf.metric.headcount >= 100)
    any_ = named("any", gf.metric.headcount >= 0)
    taxonomy = gf.Taxonomy(name="t", classes=[many, any_])
    judge = lambda people: taxonomy.classify(gf.Company(name="A", headcount=people))  # noqa: E731
    assert judge(100).label == "many"
    assert judge(99).label == "any"
    assert judge("50+").label == "undetermined"
    assert judge("50+").candidates == ("many", "any")
    nobody = gf.Taxonomy(name="t", classes=[many])
    unclassified = nobody.classify(gf.Company(name="A", headcount=1))
    assert (unclassified.label, unclassified.candidates, unclassified.deciding) == ("unclassified", (), ())


def test_a_profile_is_judged_like_its_company(vast) -> None:
    held, worked_out = gf.classify(gf.profile(vast)), gf.classify(vast)
    assert held.label == worked_out.label
    assert [judged.evidence for judged in held.evidence] == [judged.evidence for judged in worked_out.evidence]
    assert held.changes == ()  # of a profile, which holds no record that could change
    assert worked_out.changes
    assert held.conflicts == worked_out.conflicts
    assert held.profile == worked_out.profile
    assert held.name == worked_out.name
    assert gf.Taxonomy.model_validate_json(gf.default_taxonomy().model_dump_json()) == gf.default_taxonomy()


# Every way in which sales by region add up

FORTIETHS = 40
HOMES = ("US", "DE", "JP", "BR")
REGIONAL = gf.taxonomy("rugman_verbeke_2004")


def sells(home: str, shares: dict[Region, Any]) -> gf.Company:
    """A firm with the shares of its sales in some regions."""
    sales = [gf.RegionalSales(region=region, share=share) for region, share in shares.items()]
    return gf.Company(name="A", home=home, accounts=[gf.Accounts(year=2001, regional_sales=sales)])


@cache
def label_of(home: str, parts: tuple[int, ...]) -> str:
    """What a firm of which nothing is open is called."""
    return REGIONAL.label(sells(home, {region: n / FORTIETHS for region, n in zip(REGIONS, parts, strict=True)}))


@cache
def every_way() -> list[tuple[int, ...]]:
    some = product(range(FORTIETHS + 1), repeat=3)
    return [(*parts, FORTIETHS - sum(parts)) for parts in some if sum(parts) <= FORTIETHS]


def drawn_shares(random: Random) -> dict[Region, tuple[int, int]]:
    """What is known of the sales in some regions, in fortieths, around one way in which they add up."""
    parts = random.choice(every_way())
    return {
        region: (n, n) if random.random() < 0.6 else (max(n - 5, 0), min(n + 5, FORTIETHS))
        for region, n in zip(REGIONS, parts, strict=True)
        if random.random() < 0.5
    }


def test_the_candidates_are_the_classes_of_every_way_in_which_sales_by_region_add_up() -> None:
    random, undetermined = Random(5), 0
    for _ in range(120):
        home, known = random.choice(HOMES), drawn_shares(random)
        verdict = REGIONAL.classify(
            sells(home, {region: (low / FORTIETHS, high / FORTIETHS) for region, (low, high) in known.items()})
        )
        ends = [known.get(region, (0, FORTIETHS)) for region in REGIONS]
        ways = [
            each for each in every_way() if all(low <= n <= high for n, (low, high) in zip(each, ends, strict=True))
        ]
        labels = {label_of(home, parts) for parts in ways}
        if verdict.label == "undetermined":
            undetermined += 1
            classes = labels - {"unclassified"} or labels
            assert set(verdict.candidates) == classes, (home, known)
        else:
            assert labels == {verdict.label}, (home, known)
    assert undetermined > 60


def test_a_firm_that_can_be_of_no_class_is_said_to_be_unclassified() -> None:
    """A third class would take a fifth of the sales in three regions, where half of them are made in the fourth."""
    verdict = REGIONAL.classify(sells("BR", {"North America": 0.275, "rest of the world": 0.5}))
    assert (verdict.label, verdict.candidates) == ("undetermined", ("unclassified",))
    assert str(verdict).startswith("A: undetermined: unclassified")
