"""What the tests of the model share."""

from __future__ import annotations

import pytest

from sim.model import PolicyModel
from tests.sim.worlds import HARD, hard


@pytest.fixture(params=list(HARD))
def hard_model(request: pytest.FixtureRequest) -> PolicyModel:
    """A small model under each hard setting in turn, not yet run."""
    return hard(request.param)
