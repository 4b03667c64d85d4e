"""Chance: what small authorities have of it, and what is left when it is scaled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.statistics import Statistic
from calibration.statistics.outcomes import NAMED
from calibration.statistics.sampling import (
    CHANCES,
    chance_correlation,
    design_effects,
    independent_variance,
    sampling_variance,
)
from sim.ledger import Ledger
from tests.calibration.hand_made import STEPS, ledger

PERIOD = (2017.0, 2023.0)


def workforce(posts: float, spread: float, councils: int = 400, seed: int = 1) -> Ledger:
    """Return six years of authorities whose rates of leaving truly differ by ``spread``."""
    draws = np.random.default_rng(seed)
    rates = np.clip(draws.normal(0.15, spread, councils), 0.01, None)
    leavers = draws.poisson(rates * posts, (6, councils))
    return ledger(councils, 6, permanent=posts * STEPS, leavers=leavers)


def found(text: str, made: Ledger) -> float:
    return Statistic(text).value(made, PERIOD)


def test_a_rate_of_events_has_the_variance_of_a_count() -> None:
    made = workforce(12.0, 0.0)
    by_chance = independent_variance(NAMED["turnover"], made.between(2017, 2018))
    assert by_chance == pytest.approx(100**2 * 0.15 / 12.0, rel=0.1)


def test_the_true_spread_is_found_whatever_the_size_of_authorities() -> None:
    effect = design_effects()["turnover"]
    for posts in (12.0, 50.0, 200.0):
        # Counts here are independent, so that their design effect is 1.
        made = workforce(posts * effect, 0.06)
        assert found("underlying(sd(turnover))", made) == pytest.approx(6.0, rel=0.25)
    assert found("as_simulated(sd(turnover))", workforce(12.0, 0.06)) > 11.0


def test_without_true_differences_little_is_left() -> None:
    made = workforce(12.0, 0.0)
    assert found("as_simulated(sd(turnover))", made) > 10.0
    assert found("underlying(sd(turnover))", made) < 3.0
    assert found("sd(turnover)", made) < 4.5


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.0, 0.1), st.sampled_from([8.0, 30.0, 120.0]))
def test_scaled_spreads_lie_in_order(seed: int, spread: float, posts: float) -> None:
    made = workforce(posts, spread, councils=24, seed=seed)
    inner, official, raw = (
        found(text, made)
        for text in ("underlying(sd(turnover))", "sd(turnover)", "as_simulated(sd(turnover))")
    )
    assert 0.0 <= inner <= official + 1e-9 <= raw + 1e-6 or inner == 0.0
    mean = found("as_simulated(mean(turnover))", made)
    assert found("mean(turnover)", made) == pytest.approx(mean)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.0, 0.1))
def test_correlations_stay_within_their_range(seed: int, spread: float) -> None:
    made = workforce(12.0, spread, councils=24, seed=seed)
    for text in (
        "persistence(turnover)",
        "persistence(turnover, 3)",
        "correlation(turnover, vacancy)",
    ):
        value = found(text, made)
        assert np.isnan(value) or -1.0 <= value <= 1.0


def test_persistence_that_chance_hides_comes_to_light() -> None:
    made = workforce(12.0 * design_effects()["turnover"], 0.06)
    assert found("as_simulated(persistence(turnover))", made) < 0.4
    assert found("underlying(persistence(turnover))", made) > 0.75


def test_size_makes_the_difference() -> None:
    made = workforce(12.0, 0.06)
    values = [found(f"in_size(sd(turnover), {staff})", made) for staff in (12, 50, 200, 5000)]
    assert values == sorted(values, reverse=True)
    assert found("sd(turnover)", made) == found("in_size(sd(turnover), 200)", made)


def test_every_outcome_with_chance_has_a_measured_effect() -> None:
    assert set(design_effects()) == set(CHANCES)
    assert all(effect > 0 for effect in design_effects().values())


def test_chance_that_two_outcomes_share_is_taken_out_of_their_correlation() -> None:
    posts = 60.0
    filled = np.array([0.9, 0.85, 0.6, 0.7, 0.5, 0.95])
    made = ledger(
        6, 1, funded=posts * STEPS, permanent=posts * filled * STEPS,
        leavers=[3.0, 4.0, 16.0, 14.0, 9.0, 12.0],
    )  # fmt: skip
    outcomes = [NAMED["vacancy"], NAMED["turnover"]]
    rows = [outcome.by_authority(made) for outcome in outcomes]
    chances = [float(sampling_variance(outcome, made).mean()) for outcome in outcomes]
    left = [row.var(ddof=1) - chance for row, chance in zip(rows, chances, strict=True)]
    assert min(left) > 0
    shared = chance_correlation("vacancy", "turnover", 0)
    assert shared is not None
    covariance = np.cov(*rows)[0, 1] - shared * np.sqrt(np.prod(chances))
    year = (2017.0, 2018.0)
    found_here = Statistic("underlying(correlation(vacancy, turnover))").value(made, year)
    assert found_here == pytest.approx(covariance / np.sqrt(np.prod(left)))
    assert found_here != pytest.approx(np.corrcoef(*rows)[0, 1])


def test_what_chance_hands_on_fades_with_the_years() -> None:
    memory = [chance_correlation("vacancy", "vacancy", lag) for lag in (0, 1, 2, 3)]
    assert memory[0] == 1.0
    assert memory == sorted(memory, reverse=True)
    assert memory[2] == pytest.approx(memory[1] ** 2)
    assert chance_correlation("vacancy", "redated", 0) is None
