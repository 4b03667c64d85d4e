"""Figures about other scenarios: the draws that are kept are those of the posterior given both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.stats import truncnorm

from calibration.inference.chance import normals, uniforms
from calibration.inference.elsewhere import FEWEST_KEPT, Elsewhere, taken_in
from calibration.inference.observed import Observed
from calibration.inference.plan import make_plan
from experiments.intervals import Floats
from experiments.studies.points import Point
from tests.calibration.inference.stand_in import CHANCE, NAMES, PRIORS

CANDIDATES = uniforms((20_000, len(NAMES)), 3, "candidates")


class Last:
    """The figure is the parameter that nothing else depends on, plus normal chance."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def __call__(
        self, stage: str, points: Sequence[Point], replicates: int, *, shared: bool = False
    ) -> Floats:
        self.asked.append((stage, len(points)))
        places = np.array([point[NAMES[-1]] for point in points])
        return (places + CHANCE * normals(places.shape, 7, stage))[:, np.newaxis, np.newaxis]


def elsewhere(simulator: Last, official: float, tolerance: float) -> Elsewhere:
    observed = Observed(("T9",), ("last",), ("",), np.array([official]), np.array([tolerance]))
    return Elsewhere("austerity", observed, simulator)


def test_what_is_kept_is_the_posterior_given_the_figure_and_nothing_else() -> None:
    kept, (taken,) = taken_in(CANDIDATES, PRIORS, [elsewhere(Last(), 0.3, 0.2)], 4000, 1)
    # Error and discrepancy of the figure, and the chance of a run.
    deviation = np.hypot(0.1, CHANCE)
    known = truncnorm(-0.3 / deviation, 0.7 / deviation, 0.3, deviation)
    assert len(kept) == 4000
    assert kept[:, -1].mean() == pytest.approx(known.mean(), abs=0.01)
    assert kept[:, -1].std() == pytest.approx(known.std(), rel=0.06)
    np.testing.assert_allclose(kept[:, :-1].mean(axis=0), 0.5, atol=0.02)
    assert taken.before[0] == pytest.approx(0.5, abs=0.02)
    assert abs(taken.after[0] - 0.3) < abs(known.mean() - 0.3) + 0.02


def test_no_more_is_run_than_is_needed() -> None:
    simulator = Last()
    _, (taken,) = taken_in(CANDIDATES, PRIORS, [elsewhere(simulator, 0.5, 10.0)], 2000, 1)
    assert simulator.asked == [("austerity-1", 2000), ("austerity-2", 2000)]
    assert (taken.tried, taken.set_aside) == (4000, False)


def test_a_figure_that_hardly_any_draw_gives_is_set_aside_and_changes_nothing() -> None:
    kept, (taken,) = taken_in(CANDIDATES[:2000], PRIORS, [elsewhere(Last(), 9.0, 0.2)], 400, 1)
    assert taken.set_aside
    assert taken.kept < FEWEST_KEPT
    assert (taken.tried, len(kept)) == (2000, 400)
    np.testing.assert_array_equal(kept, CANDIDATES[:400])


def test_draws_without_a_figure_are_dropped() -> None:
    class Gaps(Last):
        def __call__(
            self, stage: str, points: Sequence[Point], replicates: int, *, shared: bool = False
        ) -> Floats:
            found = super().__call__(stage, points, replicates)
            found[::2] = np.nan
            return found

    kept, (taken,) = taken_in(CANDIDATES, PRIORS, [elsewhere(Gaps(), 0.5, 100.0)], 1000, 1)
    assert taken.kept == pytest.approx(taken.tried / 2, rel=0.05)
    assert np.isfinite(taken.before).all()
    assert len(kept) == 1000


def test_the_shipped_targets_about_high_stakes_are_fitted_there() -> None:
    plan = make_plan()
    assert [each.id for each in plan.elsewhere["targets_and_terror"]] == ["T16"]
    assert plan.settings_elsewhere["targets_and_terror"].scenario == "targets_and_terror"
    assert "T16" not in [each.id for each in plan.targets]
    assert any(each.startswith("T20") for each in plan.left_out)
