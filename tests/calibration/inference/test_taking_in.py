"""Conditions: the draws that agree are those of the posterior given all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import truncnorm

from calibration.inference import taking_in
from calibration.inference.chance import normals, uniforms
from calibration.inference.conditions import FiguresElsewhere, PatternShown
from calibration.inference.observed import Observed
from calibration.inference.plan import make_plan
from calibration.inference.taking_in import CANDIDATES, FEWEST_KEPT, TRIED, Agreeing, taken_in
from calibration.patterns import PATTERNS, Criterion
from experiments.intervals import Floats
from experiments.studies.points import Point
from tests.calibration.inference.stand_in import CHANCE, NAMES, PRIORS

PLACES = uniforms((CANDIDATES, len(NAMES)), 3, "candidates")
LAST, FIRST = NAMES[-1], NAMES[0]


class Single:
    """The figure is one parameter, plus normal chance."""

    def __init__(self, name: str = LAST) -> None:
        self.name = name
        self.asked: list[tuple[str, int]] = []

    def __call__(
        self, stage: str, points: Sequence[Point], replicates: int = 1, *, shared: bool = False
    ) -> Floats:
        self.asked.append((stage, len(points)))
        places = np.array([point[self.name] for point in points])
        return (places + CHANCE * normals(places.shape, 7, stage))[:, np.newaxis, np.newaxis]


def figure(simulator: Single, official: float, tolerance: float) -> FiguresElsewhere:
    observed = Observed(("T9",), ("last",), ("",), np.array([official]), np.array([tolerance]))
    return FiguresElsewhere("austerity", observed, simulator)


def pattern(simulator: Single, low: float | None, high: float | None = None) -> PatternShown:
    shown = replace(PATTERNS.named("P7"), criteria=(Criterion("it", "", low, high),))
    return PatternShown(shown, lambda stage, points: simulator(stage, points)[:, 0])


def moments(found: Agreeing, place: int) -> tuple[float, float]:
    shares = found.weights / found.weights.sum()
    values = PLACES[found.rows, place]
    mean = float(shares @ values)
    return mean, float(np.sqrt(shares @ (values - mean) ** 2))


def test_what_is_kept_is_the_posterior_given_the_figure_and_nothing_else() -> None:
    found = taken_in(PLACES, PRIORS, [figure(Single(), 0.3, 0.2)], 400, 1)
    # Error and discrepancy of the figure, and the chance of a run.
    deviation = np.hypot(0.1, CHANCE)
    known = truncnorm(-0.3 / deviation, 0.7 / deviation, 0.3, deviation)
    mean, spread = moments(found, -1)
    assert mean == pytest.approx(known.mean(), abs=0.02)
    assert spread == pytest.approx(known.std(), rel=0.1)
    for other in range(len(NAMES) - 1):
        assert moments(found, other)[0] == pytest.approx(0.5, abs=0.06)
    (taken,) = found.taken
    assert taken.before[0] == pytest.approx(0.5, abs=0.05)
    assert abs(taken.after[0] - 0.3) < abs(known.mean() - 0.3) + 0.02


def test_a_pattern_that_few_draws_show_is_found_by_emulators(monkeypatch) -> None:
    conditions = [figure(Single(FIRST), 0.9, 0.1), pattern(Single(), 0.9)]
    guided = taken_in(PLACES, PRIORS, conditions, 400, 1)
    monkeypatch.setattr(taking_in, "AT_RANDOM", 1.0)
    unguided = taken_in(PLACES, PRIORS, conditions, 400, 1)
    assert guided.taken[-1].kept > 3 * unguided.taken[-1].kept
    # A run of chance 0.1 shows it above 0.9 - chance; the mean by quadrature.
    from scipy.integrate import quad
    from scipy.special import ndtr

    shows = [quad(lambda at, k=k: at**k * ndtr((at - 0.9) / CHANCE), 0, 1)[0] for k in (0, 1)]
    assert moments(guided, -1)[0] == pytest.approx(shows[1] / shows[0], abs=0.02)
    assert (guided.measures[:, 1] > 0.9).all()


def test_draws_without_hope_are_not_run_again_and_nothing_is_run_twice() -> None:
    one, other = Single(FIRST), Single()
    found = taken_in(PLACES, PRIORS, [figure(one, 0.9, 0.1), pattern(other, 0.5)], 400, 1)
    assert [stage for stage, _ in one.asked] == ["austerity-1", "austerity-2", "austerity-3"]
    for (_, first), (_, second) in zip(one.asked, other.asked, strict=True):
        assert second < first < 1.3 * TRIED
    assert found.runs == sum(count for _, count in one.asked + other.asked)
    assert found.taken[0].tried == sum(count for _, count in one.asked)


def test_what_hardly_any_draw_agrees_with_is_set_aside_and_changes_nothing() -> None:
    one = figure(Single(FIRST), 0.5, 0.4)
    alone = taken_in(PLACES, PRIORS, [one], 400, 1)
    found = taken_in(PLACES, PRIORS, [one, pattern(Single(), 9.0)], 400, 1)
    assert [each.set_aside for each in found.taken] == [False, True]
    assert found.taken[1].kept < FEWEST_KEPT
    assert moments(found, 0)[0] == pytest.approx(moments(alone, 0)[0], abs=0.03)
    assert moments(found, -1)[0] == pytest.approx(0.5, abs=0.05)


def test_draws_without_a_figure_are_dropped() -> None:
    class Gaps(Single):
        def __call__(
            self, stage: str, points: Sequence[Point], replicates: int = 1, *, shared: bool = False
        ) -> Floats:
            found = super().__call__(stage, points)
            found[::2] = np.nan
            return found

    found = taken_in(PLACES, PRIORS, [figure(Gaps(), 0.5, 100.0)], 400, 1)
    assert np.isfinite(found.measures).all()
    assert len(found.rows) == pytest.approx(1.5 * TRIED, rel=0.1)


def test_with_no_condition_the_first_draws_count_alike() -> None:
    found = taken_in(PLACES, PRIORS, [], 400, 1)
    np.testing.assert_array_equal(found.rows, np.arange(400))
    assert (found.weights == 1.0).all()
    assert found.runs == 0


def test_the_shipped_targets_about_high_stakes_are_fitted_there() -> None:
    plan = make_plan()
    assert [each.id for each in plan.elsewhere["targets_and_terror"]] == ["T16"]
    assert plan.settings_elsewhere["targets_and_terror"].scenario == "targets_and_terror"
    assert "T16" not in [each.id for each in plan.targets]
    assert any(each.startswith("T20") for each in plan.left_out)
    assert [each.id for each in plan.patterns] == ["P17", "P8"]
