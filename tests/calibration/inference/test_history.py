"""History matching on a simulator whose answer is known: the truth stays, the rest goes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calibration.inference.chance import normals, uniforms
from calibration.inference.emulator import Emulator
from calibration.inference.history import Design, Wave, matched
from calibration.inference.observed import Observed, Scaling
from calibration.inference.region import Region
from tests.calibration.inference.stand_in import CHANCE, NAMES, PRIORS, TARGETS, TRUTH, Linear
from tests.calibration.inference.stand_in import official as official_figures

ALL = np.full(TARGETS, True)


def waves(official: Observed, number: int = 2, points: int = 48) -> list[Wave]:
    simulator, region = Linear(), Region.box(len(NAMES), 1, 300)
    designs, found, counted = [], [], ALL
    for step in range(number):
        places = region.sample(points, 1, "design", step)
        designs.append(Design(places, simulator(f"wave-{step}", PRIORS.points(places), 2)))
        scaling = Scaling.of(official, designs[0].figures.reshape(-1, TARGETS))
        wave = matched(designs, region, official, scaling, rank=2, counted=counted, seed=1)
        region, counted = wave.region, wave.implausibility.counted
        found.append(wave)
    return found


def test_waves_keep_the_truth_and_rule_out_the_rest() -> None:
    simulator = Linear()
    official = official_figures(simulator)
    first, second = waves(official)
    assert 0.05 < second.region.share <= first.region.share < 0.8
    for wave in (first, second):
        assert wave.region.holds(TRUTH[np.newaxis]).all()
        assert wave.set_aside == ()
        np.testing.assert_allclose(wave.chance, CHANCE, rtol=0.35)
    # What is left is near the official figures by the simulator itself, not by emulators alone.
    places = uniforms((4000, len(NAMES)), 2, "even")
    miss = np.abs(simulator.expected(places) - official.values)
    second_worst = np.sort(miss, axis=1)[:, -2]
    kept = second.region.holds(places)
    limit = 3.0 * np.hypot(CHANCE, 0.1)
    assert kept[second_worst < 0.8 * limit].mean() > 0.98
    # Chance is estimated from few runs, so that the edge is not sharp.
    assert kept[second_worst > 1.8 * limit].mean() < 0.02
    # The share is that of the points that are kept.
    assert second.region.share == pytest.approx(kept.mean(), rel=0.2)


def test_a_figure_that_nothing_gives_is_set_aside_and_named() -> None:
    official = official_figures(Linear())
    values = official.values.copy()
    values[1] += 40.0
    values[4] += 60.0
    (wave,) = waves(replace(official, values=values), number=1)
    # One may be implausible while the second largest counts: it is found out afterwards.
    assert len(wave.set_aside) == 1
    assert wave.set_aside[0] in (1, 4)
    assert not wave.counted[[1, 4]].any()
    assert not wave.region.empty
    assert wave.counted[[0, 2, 3, 5]].all()


def test_emulators_tell_how_far_they_are_off() -> None:
    def curved(places: np.ndarray) -> np.ndarray:
        return np.sin(4 * places[:, 0]) + places[:, 1] ** 2

    places, further = uniforms((60, 3), 1, "made of"), uniforms((500, 3), 1, "new")
    emulator = Emulator.of(places, curved(places) + 0.05 * normals((60,), 1, "chance"))
    mean, variance = emulator.predicted(further)
    error = mean - curved(further)
    assert np.sqrt((error**2).mean()) < 0.06
    assert ((error**2) <= 4 * variance).mean() > 0.85
    accuracy = emulator.accuracy
    assert accuracy.points == 60
    # A point left out has chance of its own beside the emulator's error.
    assert accuracy.error == pytest.approx(np.hypot(0.05, np.sqrt((error**2).mean())), rel=0.4)
    assert accuracy.explained > 0.95
    # What does not matter has the longest scale.
    assert emulator.lengths.argmax() == 2


def test_an_emulator_of_chance_alone_says_so() -> None:
    places = uniforms((40, 2), 1, "made of")
    accuracy = Emulator.of(places, normals((40,), 1, "chance")).accuracy
    assert accuracy.explained < 0.3
    with pytest.raises(ValueError, match="9 points"):
        Emulator.of(places[:9], places[:9, 0])


def test_a_small_region_is_found_and_measured() -> None:
    centre = np.array([0.8, 0.3, 0.5, 0.2])

    def far(places: np.ndarray) -> np.ndarray:
        return np.abs(places - centre).max(axis=1)

    region = Region.box(4, 1).narrowed(far, 0.02, 1, "small")
    assert region.share == pytest.approx(0.04**4, rel=0.6)
    assert (far(region.population) <= 0.02).all()
    # Spread evenly over it: means and spreads of an even distribution.
    further = region.sample(1500, 1, "more")
    np.testing.assert_allclose(further.mean(axis=0), centre, atol=0.003)
    np.testing.assert_allclose(further.std(axis=0), 0.04 / np.sqrt(12), rtol=0.15)
    assert region.narrowed(lambda places: np.ones(len(places)), 0.5, 1, "none").empty


def test_the_scale_is_linear_at_the_official_figure_and_flat_far_away() -> None:
    official = official_figures(Linear())
    figures = official.values + np.array([[0.0], [0.01], [1e6], [np.nan]])
    scaling = Scaling(official.values, np.full(TARGETS, 2.0))
    scaled = scaling.scaled(figures)
    np.testing.assert_allclose(scaled[0], 0.0)
    np.testing.assert_allclose(scaled[1], 0.005, rtol=1e-4)
    assert (scaled[2] < 15).all()
    assert np.isnan(scaled[3]).all()
    # A figure that never moves has its tolerance for a width.
    still = Scaling.of(official, np.tile(official.values, (9, 1)))
    np.testing.assert_allclose(still.width, official.tolerances)


def test_the_same_seed_gives_the_same_waves_and_another_others() -> None:
    official = official_figures(Linear())
    (one,), (again,) = waves(official, 1), waves(official, 1)
    np.testing.assert_array_equal(one.region.population, again.region.population)
    assert not np.array_equal(Region.box(3, 1).population, Region.box(3, 2).population)
