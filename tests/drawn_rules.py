"""Rules that tests draw: by Hypothesis, and by a seed."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

import globalfirm as gf
from globalfirm import metric
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN
from globalfirm.rules import Threshold, at_least
from tests.firms import COUNTRIES

QUANTITIES = tuple(name for name in BUILT_IN if VOCABULARY[name].kind == "quantity")
SETS = tuple(name for name in BUILT_IN if VOCABULARY[name].kind == "set")


@st.composite
def thresholds(draw: st.DrawFn, names: tuple[str, ...] = QUANTITIES) -> Threshold:
    """Comparisons that some firm meets: inside the range of the metric."""
    about = VOCABULARY[draw(st.sampled_from(names))]
    operator = draw(st.sampled_from(["<", "<=", "!=", ">=", ">"] + ["=="] * about.whole))
    most = min(60, about.maximum) if about.maximum is not None else 60
    least = int(about.minimum or 0)
    value = draw(st.integers(least + 1, max(int(most) - 1, least + 1)) if most > 1 else st.just(0.5))
    return Threshold(metric=about.name, operator=operator, value=value)


memberships = st.sampled_from(
    [
        metric.countries.any_of("US"),
        metric.countries.any_of("RS", "JP"),
        metric.home.any_of("US", "RS"),
        metric.continent_coverage.any_of("Europe"),
    ]
)

rules = st.recursive(
    thresholds() | memberships,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(at_least, st.integers(1, 3), inner, inner, inner),
        inner.map(lambda a: ~a),
    ),
    max_leaves=6,
)

_SETS = {
    "home": COUNTRIES[:4],
    "countries": COUNTRIES[:6],
    "continent_coverage": ("Europe", "Asia", "Oceania"),
    "entry_modes": ("office", "export"),
}


def drawn_rule(random: Random, depth: int = 3) -> gf.Rule:
    """A rule of any kind."""
    kind = random.choice(["leaf", "leaf", "all", "any", "not", "at least"]) if depth else "leaf"
    if kind == "leaf":
        return _drawn_leaf(random)
    if kind == "not":
        return ~drawn_rule(random, depth - 1)
    parts = [drawn_rule(random, depth - 1) for _ in range(3)]
    if kind == "at least":
        return gf.at_least(random.randint(1, 3), *parts)
    return parts[0] & parts[1] & parts[2] if kind == "all" else parts[0] | parts[1] | parts[2]


def _drawn_leaf(random: Random) -> gf.Rule:
    if random.random() < 0.2:
        name = random.choice([*_SETS])
        return getattr(gf.metric, name).any_of(*random.sample(_SETS[name], 2))
    if random.random() < 0.1:
        rule = gf.metric.foreign_sales_share >= random.choice([0.1, 0.5])
        return random.choice([gf.rules.within_years_of_founding(rule, years=3), gf.rules.sustained(rule, periods=2)])
    about = VOCABULARY[random.choice(QUANTITIES)]
    least = about.minimum or 0
    most = least + 60 if about.maximum is None else about.maximum
    inside = random.choice([0.02, 0.05, 0.1, 0.3, 0.5]) * (most - least)
    value = least + (max(1, round(inside)) if about.whole else inside)
    if about.name == "founded":
        value = random.choice([2001, 2005, 2010])
    if about.name.endswith("_eur"):
        value = random.choice([2e6, 1e6])
    operator = random.choice(["<", "<=", "!=", ">=", ">", "=="])
    return Threshold(metric=about.name, operator=operator, value=float(value))
