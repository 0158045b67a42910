"""Compiled formulas answer what the formulas themselves say."""

from __future__ import annotations

import pytest
from hypothesis import given

import globalfirm as gf
from globalfirm.expressions.vocabulary import VOCABULARY
from globalfirm.metrics import BUILT_IN
from globalfirm.metrics.compiled import Symbol, compiled
from globalfirm.metrics.declaration import Members
from globalfirm.metrics.firm import FirmNumbers, ranged
from globalfirm.metrics.formulas import NUMBERS
from tests.firms import companies


@given(companies())
def test_of_every_firm_a_compiled_formula_answers_what_the_formula_says(firm: gf.Company) -> None:
    numbers = FirmNumbers(firm)
    for name in BUILT_IN:
        metric = VOCABULARY[name]
        said = metric.formula(numbers, NUMBERS)
        assert compiled(metric)(numbers) == (said if isinstance(said, Members) else ranged(said, metric)), name


def test_a_formula_does_not_branch_by_if() -> None:
    with pytest.raises(TypeError, match="a formula branches by xp.where, not by if"):
        bool(Symbol("firm.people_low") > 0)
