"""The strategies draw valid firms, Hypothesis finds them by itself, and the ready test catches broken rules."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies._internal import types

import globalfirm as gf
from globalfirm import _hypothesis, strategies
from globalfirm.expressions.rule import evidence_of
from globalfirm.rules import Membership, Threshold
from tests.profiles import USUAL, examples

DRAWN = {
    gf.Country: strategies.countries,
    gf.TimeZone: strategies.time_zones,
    gf.Place: strategies.places,
    gf.Count: strategies.counts,
    gf.Interval: strategies.intervals,
    gf.Site: strategies.sites,
    gf.Office: strategies.offices,
    gf.Member: strategies.members,
    gf.Team: strategies.teams,
    gf.WorkingHours: strategies.working_hours,
    gf.Claim: strategies.claims,
    gf.Market: strategies.markets,
    gf.Accounts: strategies.accounts,
    gf.Company: strategies.companies,
    gf.Profile: strategies.profiles,
    gf.Rule: strategies.rules,
    Threshold: strategies.thresholds,
    Membership: strategies.memberships,
    gf.Taxonomy: strategies.taxonomies,
}


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("how", ["called", "by type"])
def test_each_draws_what_it_says(kind: type, how: str) -> None:
    strategy = DRAWN[kind]() if how == "called" else st.from_type(kind)

    @settings(max_examples=examples(30))
    @given(strategy)
    def is_one(value: Any) -> None:
        assert isinstance(value, kind)
        if isinstance(value, gf.Company):
            assert gf.Company.model_validate_json(value.model_dump_json()) == value

    is_one()


def test_hypothesis_finds_them_without_our_being_imported() -> None:
    if not any(point.value.startswith("globalfirm.") for point in entry_points(group="hypothesis")):
        pytest.skip("globalfirm was installed before it had its entry point: install it anew")
    code = (
        "from hypothesis import given, settings, strategies as st\n"
        "import globalfirm\n"
        "@settings(max_examples=5, derandomize=True, deadline=None)\n"
        "@given(st.from_type(globalfirm.Company))\n"
        "def test(firm): assert isinstance(firm, globalfirm.Company)\n"
        "test()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_hypothesis_import_loads_nothing_of_ours_until_a_type_of_ours_is_asked_for() -> None:
    """Whoever has globalfirm installed has the entry point, in each of their projects."""
    code = (
        "import sys, hypothesis, globalfirm._hypothesis as ours; ours.register()\n"
        "from hypothesis import strategies as st\n"
        "of = lambda: sorted({name.partition('.')[0] for name in sys.modules} & {'pydantic', 'pycountry', 'pytz'})\n"
        "st.from_type(int).validate(); before = of(), 'globalfirm.strategies' in sys.modules\n"
        "import globalfirm; st.from_type(globalfirm.Country).validate()\n"
        "print(*before, of(), 'globalfirm.strategies' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False ['pycountry', 'pydantic', 'pytz'] True"


def test_where_hypothesis_keeps_no_list_of_packages_the_strategies_are_loaded_at_once(monkeypatch) -> None:
    loaded = []
    monkeypatch.setattr(_hypothesis, "_load", lambda: loaded.append(True))
    monkeypatch.delattr(types, "_global_extra_lookup")
    _hypothesis.register()
    assert loaded == [True]


def test_rules_may_be_drawn_of_given_metrics_alone() -> None:
    @settings(max_examples=examples(40))
    @given(*(strategies.rules(metrics=names) for names in (["headcount", "home"], ["home"], ["headcount"])))
    def asks_no_other(rule: gf.Rule, of_home: gf.Rule, of_people: gf.Rule) -> None:
        assert set(of_people.needs) == {"headcount"}
        assert set(rule.needs) <= {"headcount", "home"}
        assert set(of_home.needs) == {"home"}

    asks_no_other()


@pytest.mark.parametrize("taxonomy", gf.rules.taxonomies(), ids=str)
def test_every_published_rule_keeps_the_laws(taxonomy: str) -> None:
    for definition in gf.taxonomy(taxonomy).classes:
        strategies.check_rule(definition.bound, max_examples=examples(10))


def test_rules_on_sets_keep_the_laws_too() -> None:
    metric = gf.metric
    strategies.check_rule(metric.home.any_of("US") | metric.countries.any_of("US", "RS"), max_examples=examples(40))


@pytest.fixture
def _without_shrinking() -> Iterator[None]:
    """That a law is broken is the claim, not by how simple a company."""
    before = settings.get_current_profile_name()
    settings.register_profile("first failure", settings(max_examples=10 * USUAL, phases=[Phase.generate]))
    settings.load_profile("first failure")
    yield
    settings.load_profile(before)


class Broken(Threshold):
    """A rule that answers otherwise with evidence than without."""

    def _explain(self, facts):
        return evidence_of(self, True, super()._explain(facts).fact)


class Guessing(Threshold):
    """A rule that takes the least a fact may be for the fact."""

    def _decide(self, facts):
        return facts.fact(self.metric).low < self.value

    def _explain(self, facts):
        return evidence_of(self, self._decide(facts), super()._explain(facts).fact)


@pytest.mark.usefixtures("_without_shrinking")
@pytest.mark.parametrize("kind", [Broken, Guessing])
def test_a_rule_that_breaks_a_law_is_caught(kind, monkeypatch) -> None:
    rule = kind(metric="headcount", operator="<", value=20)
    # Its kind is not one that a file can name: what is tested is what it answers.
    monkeypatch.setattr(strategies.Rule, "model_validate_json", classmethod(lambda _, __: rule))
    monkeypatch.setattr(strategies, "eval", lambda *_: rule, raising=False)
    messages = {"Broken": "otherwise with evidence than without", "Guessing": "once more is known, otherwise"}
    with pytest.raises(AssertionError, match=messages[kind.__name__]):
        strategies.check_rule(rule, max_examples=3000)


def test_a_kind_of_rule_that_no_file_can_hold_is_caught() -> None:
    with pytest.raises(AssertionError, match="does not survive JSON"):
        strategies.check_rule(Broken(metric="headcount", operator="<", value=20))


@pytest.mark.usefixtures("_without_shrinking", "own_metrics")
def test_a_metric_that_depends_on_the_order_of_offices_is_caught() -> None:
    @gf.metric(unit="letters", source="this test", whole=True, tables=False)
    def first_office(firm, xp):
        """Letters of the first office's country."""
        offices = firm.record.offices
        return len(offices[0].country.name) if offices else 0

    with pytest.raises(AssertionError, match="depends on the order of offices"):
        strategies.check_rule(first_office > 8)


@pytest.mark.usefixtures("_without_shrinking", "own_metrics")
def test_a_metric_that_guesses_anew_each_time_is_caught() -> None:
    noise = random.Random(3)

    @gf.metric(unit="of 1", source="this test", tables=False)
    def noisy(firm, xp):
        """A guess."""
        return noise.random()

    with pytest.raises(Exception, match=r"noisy|[Ff]laky|Inconsistent"):
        strategies.check_rule(noisy > 0.5)
