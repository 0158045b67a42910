"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.profiles import PROFILES

for name, profile in PROFILES.items():
    settings.register_profile(name, profile)
settings.load_profile("pinned")  # `--hypothesis-profile` loads another


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where every run hears of it, whichever tests it asks for; tests/cohort/conftest.py reads it."""
    meaning = "libraries whose tables tests/cohort tries: some names, with commas, `all`, or `all but` some"
    parser.addoption("--engines", default="polars", help=meaning)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and data beside the project; tests that need it skip where it is not there."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this project")
    return folder


@pytest.fixture
def own_metrics() -> Iterator[None]:
    """A test may declare metrics, quantities and figures of its own: all are taken back after it, however it ends."""
    from globalfirm.expressions.vocabulary import VOCABULARY  # here, so that what measures coverage sees it loaded
    from globalfirm.metrics import metric
    from globalfirm.metrics.quantities import FIGURES, QUANTITIES

    before = {*VOCABULARY, *QUANTITIES, *FIGURES}
    yield
    for name in {*VOCABULARY} - before:
        metric.unregister(name)
    for names in (QUANTITIES, FIGURES):
        for name in {*names} - before:
            names.pop(name)
