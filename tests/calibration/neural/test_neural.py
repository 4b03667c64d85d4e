"""What needs sbi: the known posterior is found, its checks hold, and nothing is left to chance."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sbi")

from calibration.inference.chance import normals, uniforms
from calibration.inference.conditions import Condition
from calibration.inference.neural import checked, drawn_inside, logits, places_of, trained
from calibration.inference.observed import Scaling
from calibration.inference.plan import Allocation, CalibrationPlan, make_plan
from calibration.inference.quick import quick_fit
from calibration.inference.region import Region
from calibration.inference.result import Calibration
from calibration.inference.run import Task, calibrated
from calibration.inference.trust import judged
from experiments.posterior.file import read_draws
from tests.calibration.inference import test_taking_in as taking
from tests.calibration.inference.stand_in import (
    CHANCE,
    NAMES,
    PRIORS,
    TARGETS,
    TRUTH,
    Linear,
    known_posterior,
    official,
)

STEPS = Allocation(64, 24, 220, 40)


def runs(count: int, words: str) -> tuple[np.ndarray, np.ndarray]:
    simulator = Linear()
    places = uniforms((count, len(NAMES)), 5, words)
    error = np.hypot(CHANCE, 0.1) * normals((count, TARGETS), 5, words, "error")
    figures = simulator.expected(places) + error
    return places, Scaling(official(simulator).values, np.full(TARGETS, 0.5)).scaled(figures)


@pytest.fixture(scope="module")
def learned():
    return trained(*runs(1200, "train"), 1, "test", flows=1)


def test_mean_and_spread_of_the_known_posterior_are_found(learned) -> None:
    draws = learned.drawn(np.zeros((1, TARGETS)), 3000, "official")[:, 0]
    mean, deviation = known_posterior(Linear())
    np.testing.assert_allclose(draws.mean(axis=0), mean, atol=0.06)
    np.testing.assert_allclose(draws.std(axis=0), deviation, rtol=0.3)
    assert ((draws > 0) & (draws < 1)).all()


def test_the_gate_passes_it_and_stops_one_that_is_too_sure(learned) -> None:
    places, figures = runs(150, "check")
    found = judged(checked(learned, places, figures, 1, draws=100), NAMES)
    assert found.passed, found.failures
    # The same posterior for figures that scatter more than those it was taught.
    louder = figures + 0.5 * normals(figures.shape, 1, "louder")
    assert not judged(checked(learned, places, louder, 1, draws=100), NAMES).passed


def test_draws_depend_on_seed_and_words_alone(learned) -> None:
    one = learned.drawn(np.zeros((1, TARGETS)), 20, "a")
    np.testing.assert_array_equal(one, learned.drawn(np.zeros((1, TARGETS)), 20, "a"))
    assert not np.array_equal(one, learned.drawn(np.zeros((1, TARGETS)), 20, "b"))


def test_draws_outside_what_is_left_are_dropped(learned) -> None:
    region = Region.box(len(NAMES), 1, 100).narrowed(lambda at: at[:, 4], 0.5, 1, "half")
    draws, share = drawn_inside(learned, region, np.zeros(TARGETS), 200, "inside")
    assert len(draws) == 200
    assert (draws[:, 4] <= 0.5).all()
    assert share == pytest.approx(0.5, abs=0.1)


def test_the_logit_and_back() -> None:
    places = np.array([[0.0, 1e-3, 0.5, 1.0]])
    np.testing.assert_allclose(places_of(logits(places)), places, atol=2e-6)


class Kept:
    """A simulator that keeps its runs, and may be killed before a stage."""

    def __init__(self, killed_before: str = "") -> None:
        self.inner, self.kept, self.killed_before = Linear(), {}, killed_before  # type: ignore[var-annotated]

    def __call__(self, stage, points, replicates, *, shared=False):  # type: ignore[no-untyped-def]
        if stage == self.killed_before:
            raise KeyboardInterrupt
        key = (stage, json.dumps(points), replicates)
        if key not in self.kept:
            self.kept[key] = self.inner(stage, points, replicates, shared=shared)
        return self.kept[key]


def task(simulator: Kept, *conditions: Condition) -> Task:
    return Task(
        "stand-in", PRIORS, official(simulator.inner), simulator, STEPS, seed=1, flows=1,
        conditions=conditions,
    )  # fmt: skip


@pytest.fixture(scope="module")
def killed_and_resumed() -> tuple[Kept, Calibration]:
    simulator = Kept(killed_before="round-2")
    with pytest.raises(KeyboardInterrupt):
        calibrated(task(simulator))
    simulator.killed_before = ""
    return simulator, calibrated(task(simulator))


def test_a_kill_costs_no_run_and_changes_nothing(killed_and_resumed) -> None:
    simulator, result = killed_and_resumed
    stages = [stage for stage, _ in simulator.inner.asked]
    # Every stage was computed once, those before the kill not again.
    assert stages == ["wave-1", "wave-2", "wave-3", "round-1", "round-2", "predictive", "point"]
    assert sum(count for _, count in simulator.inner.asked) == result.runs
    straight = calibrated(task(Kept()))
    np.testing.assert_array_equal(straight.ensemble.draws.values, result.ensemble.draws.values)
    assert straight.findings == result.findings


def test_a_calibration_finds_the_truth_and_says_what_it_cannot_know(
    killed_and_resumed, tmp_path: Path
) -> None:
    _, result = killed_and_resumed
    mean, deviation = known_posterior(Linear())
    found = result.ensemble.places.mean(axis=0)
    assert (np.abs(found - mean) < 1.0 * deviation + 0.03).all()
    assert result.fitted.all()
    assert result.unidentified == [NAMES[-1]]
    last = result.ensemble.draws.values[:, -1]
    assert (last.min() < 0.03, last.max() > 0.97) == (True, True)
    assert len(result.recovery.truths) >= 20
    assert result.recovery.covered.mean() > 0.75
    assert all(each.inside for each in result.ensemble.prediction)
    plan = CalibrationPlan("stand-in", PRIORS, (), {}, (), make_plan().setting, {}, (), 1000, 1)
    folder = result.save(tmp_path / "results", plan)
    draws = read_draws(next(folder.glob("posterior*.parquet")))
    np.testing.assert_allclose(draws.values, result.ensemble.draws.values)
    assert draws.identified[NAMES[0]] > 0.3
    targets = pd.read_csv(folder / "targets.csv")
    assert targets.posterior_inside.all()
    for name in ("waves", "parameters", "recovery", "sbc", "targets"):
        assert (folder / f"{name}.png").stat().st_size > 20_000
        assert (folder / f"{name}.csv").is_file() or name == "sbc"
    said = json.loads((folder / "findings.json").read_text())
    assert said["not_identified"] == [NAMES[-1]]
    assert set(said["point"]) == set(NAMES)
    # A posterior that fails goes by another name.
    assert (folder / "posterior.parquet").is_file() == result.trust.passed


def test_the_quick_point_fits_with_the_same_chances_and_warns() -> None:
    simulator = Linear()
    found = quick_fit("stand-in", PRIORS, official(simulator), simulator, 450, 1)
    again = quick_fit("stand-in", PRIORS, official(simulator), Linear(), 450, 1)
    assert found.point == again.point
    assert (np.abs(found.misses) <= 1).all()
    places = np.array([found.point[name] for name in NAMES])
    assert np.abs(places - TRUTH)[:-1].max() < 0.2
    assert found.runs <= 450
    assert "A point hides ridges" in found.findings[-1]


def test_a_pattern_narrows_what_the_figures_leave_open(killed_and_resumed) -> None:
    simulator, without = killed_and_resumed
    shown = taking.pattern(taking.Single(NAMES[-1]), 0.7)
    result = calibrated(task(simulator, shown))
    (taken,) = result.taken
    assert not taken.set_aside
    draws = result.ensemble.draws
    assert draws.shares @ draws.values[:, -1] > 0.75
    assert NAMES[-1] in without.unidentified
    assert NAMES[-1] not in result.unidentified
    assert any(said.startswith("Draws are kept as well as they agree") for said in result.findings)
    # The medoid is a draw that counts, and in the middle of what is now left.
    assert draws.middle == draws.medoid_row
    assert draws.weights[draws.medoid_row] > 0
    assert 0.7 < draws.medoid()[NAMES[-1]] < 1.0
