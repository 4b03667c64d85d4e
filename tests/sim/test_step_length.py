"""Results converge as the step shrinks: 12, 52, 104 and 208 steps a year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from sim.outcomes import outcomes
from sim.world import World
from tests.sim.worlds import make

STEPS = (12, 52, 104, 208)
REPLICATES = 4
Values = Mapping[str, Mapping[int, float]]


def _values(parameters: dict[str, float]) -> Values:
    found: dict[str, dict[int, float]] = {}
    for steps in STEPS:
        runs = [
            outcomes(
                make(
                    parameters, world=World.even(12, 10), burn_in_years=2.0,
                    steps_per_year=steps, replicate=replicate,
                ).run().ledger, 0, 2,
            )
            for replicate in range(REPLICATES)
        ]  # fmt: skip
        for name in runs[0]:
            found.setdefault(name, {})[steps] = float(np.mean([run[name] for run in runs]))
    return found


@pytest.fixture(scope="module")
def unpressed() -> Values:
    """Without stakes, so that no outcome hangs on the indicator; with a queue worth measuring."""
    return _values({"accountability_stakes": 0.0, "recording_burden": 0.35})


@pytest.fixture(scope="module")
def pressed() -> Values:
    """With the default stakes."""
    return _values({})


TOLERANCES = {
    # Largest relative difference from 208 steps a year of 52 and of 104: bias and sampling error.
    "caseload": (0.05, 0.04), "waiting": (0.35, 0.25), "unserved": (0.05, 0.04),
    "refused": (0.06, 0.06), "experience": (0.03, 0.03), "trust": (0.03, 0.03),
    "need": (0.05, 0.05), "re_referral": (0.12, 0.08), "closed_early": (0.08, 0.08),
    "turnover": (0.25, 0.25), "vacancy": (0.25, 0.25), "absence": (0.22, 0.15),
    "strain": (0.05, 0.05), "work_pressure": (0.03, 0.03), "time_per_case": (0.03, 0.03),
    "norm": (0.02, 0.02), "relational_share": (0.06, 0.04), "threshold": (0.06, 0.04),
    "funded_posts": (0.02, 0.02), "need_reduced": (0.04, 0.04),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLERANCES)
def test_outcomes_converge_as_the_step_shrinks(unpressed: Values, name: str) -> None:
    value = unpressed[name]
    weekly, half_weekly = (abs(value[steps] / value[208] - 1) for steps in (52, 104))
    assert weekly < TOLERANCES[name][0]
    assert half_weekly < TOLERANCES[name][1]


@pytest.mark.parametrize("name", ["caseload", "work_pressure", "time_per_case"])
def test_the_error_of_monthly_steps_shrinks_with_weekly_ones(unpressed: Values, name: str) -> None:
    value = unpressed[name]
    errors = [abs(value[steps] - value[208]) for steps in (12, 52, 104)]
    assert errors[1] < errors[0]
    assert errors[2] < errors[0]


@pytest.mark.parametrize(
    "name", ["timeliness_counted", "timeliness_reported", "redated", "pressure"]
)
def test_timeliness_and_gaming_converge_as_the_step_shrinks(pressed: Values, name: str) -> None:
    """A task meant to be finished in time is finished in time, however finely time is cut."""
    value = pressed[name]
    scale = 0.5 if name == "pressure" else 100.0
    assert value[52] / scale == pytest.approx(value[208] / scale, abs=0.08)
    assert value[104] / scale == pytest.approx(value[208] / scale, abs=0.05)
