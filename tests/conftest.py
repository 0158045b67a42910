"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Machines here are shared and noisy: a slow example is no failure.
settings.register_profile("globalfirm", deadline=None)
settings.load_profile("globalfirm")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and data beside the project; tests that need it skip where it is not there."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this project")
    return folder
