"""Hypothesis strategies for rules, for these tests."""

from __future__ import annotations

from hypothesis import strategies as st

from globalfirm import metric
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN
from globalfirm.rules import Threshold, at_least

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
