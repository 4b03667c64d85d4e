"""The last step: draws are the posterior given figures and conditions, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ndtr
from scipy.stats import norm, truncnorm

from calibration.inference import taking_in
from calibration.inference.chance import normals, uniforms
from calibration.inference.conditions import FiguresElsewhere, PatternShown
from calibration.inference.moving import moved, taken
from calibration.inference.observed import Observed
from calibration.inference.plan import make_plan
from calibration.inference.taking_in import FEWEST_KEPT, POPULATION, TRIED, Agreeing, taken_in
from calibration.patterns import PATTERNS, Criterion
from experiments.intervals import Floats
from experiments.studies.points import Point
from tests.calibration.inference.stand_in import CHANCE, NAMES, PRIORS

START = uniforms((POPULATION, len(NAMES)), 3, "start")
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


def level(places: Floats) -> Floats:
    """Figures that say nothing."""
    return np.zeros(len(places))


def figure(simulator: Single, official: float, tolerance: float) -> FiguresElsewhere:
    observed = Observed(("T9",), ("last",), ("",), np.array([official]), np.array([tolerance]))
    return FiguresElsewhere("austerity", observed, simulator)


def pattern(simulator: Single, low: float | None, high: float | None = None) -> PatternShown:
    shown = replace(PATTERNS.named("P7"), criteria=(Criterion("it", "", low, high),))
    return PatternShown(shown, lambda stage, points: simulator(stage, points)[:, 0])


def moments(found: Agreeing, place: int) -> tuple[float, float]:
    shares = found.weights / found.weights.sum()
    values = found.places[:, place]
    mean = float(shares @ values)
    return mean, float(np.sqrt(shares @ (values - mean) ** 2))


def test_points_are_moved_until_they_are_spread_as_a_density_is() -> None:
    def density(places: Floats) -> Floats:
        return norm.logpdf(places[:, 0], 0.3, 0.05) + norm.logpdf(places[:, 1], places[:, 0], 0.02)

    near = START.copy()
    near[:, :2] = 0.1 + 0.4 * START[:, :2]
    near = near[taken(np.exp(density(near)), len(near), 1, "near")]
    found = moved(near, density, 1, "test")
    assert found[:, 0].mean() == pytest.approx(0.3, abs=0.01)
    assert found[:, 0].std() == pytest.approx(0.05, rel=0.12)
    assert (found[:, 1] - found[:, 0]).std() == pytest.approx(0.02, rel=0.12)
    # What the density says nothing of stays spread over the box.
    assert found[:, 2].std() == pytest.approx(12**-0.5, rel=0.08)
    np.testing.assert_array_equal(found, moved(near, density, 1, "test"))


def test_rows_are_taken_as_often_as_they_weigh() -> None:
    rows = taken(np.array([1.0, 0.0, 3.0]), 400, 1, "test")
    np.testing.assert_allclose(np.bincount(rows, minlength=3), [100, 0, 300], atol=1)


def test_figures_and_a_figure_elsewhere_are_taken_in_together() -> None:
    def likelihood(places: Floats) -> Floats:
        return norm.logpdf(places[:, 0], 0.5, 0.1)

    found = taken_in(START, level(START), likelihood, PRIORS, [figure(Single(), 0.3, 0.2)], 400, 1)
    # Error and discrepancy of the figure, and the chance of a run.
    deviation = np.hypot(0.1, CHANCE)
    known = truncnorm(-0.3 / deviation, 0.7 / deviation, 0.3, deviation)
    mean, spread = moments(found, -1)
    assert mean == pytest.approx(known.mean(), abs=0.03)
    assert spread == pytest.approx(known.std(), rel=0.15)
    assert moments(found, 0) == pytest.approx((0.5, 0.1), abs=0.02)
    for other in range(1, len(NAMES) - 1):
        assert moments(found, other)[0] == pytest.approx(0.5, abs=0.06)
    (told,) = found.taken
    assert told.before[0] == pytest.approx(0.5, abs=0.05)
    assert abs(told.after[0] - 0.3) < abs(known.mean() - 0.3) + 0.03


def test_a_pattern_that_few_draws_show_is_found_by_emulators(monkeypatch) -> None:
    conditions = [figure(Single(FIRST), 0.9, 0.1), pattern(Single(), 0.9)]
    guided = taken_in(START, level(START), level, PRIORS, conditions, 400, 1)
    # Emulators that are never made expect nothing.
    monkeypatch.setattr(taking_in, "FEWEST_POINTS", 10_000)
    unguided = taken_in(START, level(START), level, PRIORS, conditions, 400, 1)
    assert guided.taken[-1].kept > 3 * unguided.taken[-1].kept
    shows = [quad(lambda at, k=k: at**k * ndtr((at - 0.9) / CHANCE), 0, 1)[0] for k in (0, 1)]
    assert moments(guided, -1)[0] == pytest.approx(shows[1] / shows[0], abs=0.02)
    assert (guided.measures[:, 1] > 0.9).all()


def test_draws_without_hope_are_not_run_for_what_comes_after() -> None:
    one, other = Single(FIRST), Single()
    # Three runs for each draw.
    shown = replace(pattern(other, 0.5), runs_each=3)
    conditions = [figure(one, 0.9, 0.1), shown]
    found = taken_in(START, level(START), level, PRIORS, conditions, 400, 1)
    assert one.asked == [(f"austerity-{number}", TRIED) for number in (1, 2, 3)]
    assert [stage for stage, _ in other.asked] == ["P7-1", "P7-2", "P7-3"]
    assert other.asked[0][1] < TRIED / 2
    assert found.runs == sum(count for _, count in one.asked + 3 * other.asked)
    assert [each.tried for each in found.taken] == [
        sum(count for _, count in simulator.asked) for simulator in (one, other)
    ]


def test_what_hardly_any_draw_agrees_with_is_set_aside_and_changes_nothing() -> None:
    one = figure(Single(FIRST), 0.5, 0.4)
    alone = taken_in(START, level(START), level, PRIORS, [one], 400, 1)
    found = taken_in(START, level(START), level, PRIORS, [one, pattern(Single(), 9.0)], 400, 1)
    assert [each.set_aside for each in found.taken] == [False, True]
    assert found.taken[1].kept < FEWEST_KEPT
    assert moments(found, 0)[0] == pytest.approx(moments(alone, 0)[0], abs=0.03)
    assert moments(found, -1)[0] == pytest.approx(0.5, abs=0.06)


def test_draws_without_a_figure_are_dropped() -> None:
    class Gaps(Single):
        def __call__(
            self, stage: str, points: Sequence[Point], replicates: int = 1, *, shared: bool = False
        ) -> Floats:
            found = super().__call__(stage, points)
            found[::2] = np.nan
            return found

    found = taken_in(START, level(START), level, PRIORS, [figure(Gaps(), 0.5, 100.0)], 400, 1)
    assert np.isfinite(found.measures).all()
    assert len(found.places) == pytest.approx(1.5 * TRIED, rel=0.1)


def test_without_conditions_draws_that_are_spread_as_the_figures_ask_count_alike() -> None:
    found = taken_in(START, level(START), level, PRIORS, [], 400, 1)
    assert found.places.shape == (400, len(NAMES))
    assert (found.weights == 1.0).all()
    assert found.runs == 0


def test_the_shipped_targets_about_high_stakes_are_fitted_there() -> None:
    plan = make_plan()
    assert [each.id for each in plan.elsewhere["targets_and_terror"]] == ["T16"]
    assert plan.settings_elsewhere["targets_and_terror"].scenario == "targets_and_terror"
    assert "T16" not in [each.id for each in plan.targets]
    assert any(each.startswith("T20") for each in plan.left_out)
    assert [each.id for each in plan.patterns] == ["P17", "P8"]
