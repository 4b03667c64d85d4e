"""Intervals against known answers, and against their own promise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from experiments.intervals import mean_interval, ratio_interval


def test_the_mean_has_students_interval() -> None:
    sample = np.random.default_rng(1).normal(3.0, 2.0, 12)
    estimate = mean_interval(sample)
    low, high = stats.t.interval(0.95, 11, loc=sample.mean(), scale=stats.sem(sample))
    assert (estimate.mean, estimate.count, estimate.undefined) == (sample.mean(), 12, 0)
    assert (estimate.low, estimate.high) == pytest.approx((low, high), rel=1e-12)


def test_undefined_replicates_are_left_out_and_counted() -> None:
    estimate = mean_interval([1.0, math.nan, 3.0, math.inf])
    assert (estimate.mean, estimate.count, estimate.undefined) == (2.0, 2, 2)


def test_one_replicate_has_a_mean_and_says_why_it_has_no_interval() -> None:
    estimate = mean_interval([4.0])
    assert estimate.mean == 4.0
    assert not estimate.bounded
    assert "one replicate" in estimate.reason
    assert estimate.sign == 0


@pytest.mark.parametrize("values", [[], [math.nan, math.nan]])
def test_nothing_defined_is_undefined_with_a_reason(values: list[float]) -> None:
    estimate = mean_interval(values)
    assert not estimate.defined
    assert estimate.reason


def test_a_ratio_to_a_certain_one_is_the_t_interval() -> None:
    above = np.random.default_rng(2).normal(0.6, 0.1, 20)
    ratio, mean = ratio_interval(above, np.ones(20)), mean_interval(above)
    assert (ratio.mean, ratio.low, ratio.high) == pytest.approx((mean.mean, mean.low, mean.high))


def test_fieller_agrees_with_the_test_that_it_inverts() -> None:
    draws = np.random.default_rng(3)
    below = draws.normal(1.0, 0.3, 15)
    above = 0.4 * below + draws.normal(0.0, 0.1, 15)
    estimate = ratio_interval(above, below)
    for end in (estimate.low, estimate.high):
        assert stats.ttest_1samp(above - end * below, 0.0).pvalue == pytest.approx(0.05)


@pytest.mark.parametrize(("scale", "correlation"), [(0.2, 0.0), (0.8, 0.7), (1.5, -0.5)])
def test_fieller_covers_the_true_ratio_as_often_as_it_says(
    scale: float, correlation: float
) -> None:
    draws = np.random.default_rng(4)
    runs, count, ratio = 2000, 8, 0.4
    covariance = scale**2 * np.array([[0.25, 0.5 * correlation], [0.5 * correlation, 1.0]])
    covered = 0
    for _ in range(runs):
        above, below = draws.multivariate_normal((ratio, 1.0), covariance, count).T
        estimate = ratio_interval(above, below)
        # An unbounded set that is not reported cannot miss; the promise is kept by the test
        # that defines the set.
        inside = stats.t.ppf(0.975, count - 1) >= abs(
            (above - ratio * below).mean() / stats.sem(above - ratio * below)
        )
        if estimate.bounded:
            assert inside == (estimate.low <= ratio <= estimate.high)
        covered += inside
    assert 0.935 < covered / runs < 0.965


def test_fieller_is_narrower_for_pairs_that_move_together() -> None:
    draws = np.random.default_rng(5)
    below = draws.normal(1.0, 0.3, 20)
    paired = ratio_interval(0.5 * below, below)
    broken_up = ratio_interval(0.5 * draws.permutation(below), below)
    assert paired.high - paired.low < 1e-6
    assert broken_up.high - broken_up.low > 0.05


def test_a_denominator_that_may_be_zero_gives_no_interval_and_the_reason() -> None:
    draws = np.random.default_rng(6)
    estimate = ratio_interval(draws.normal(0.5, 0.1, 10), draws.normal(0.01, 1.0, 10))
    assert not estimate.bounded
    assert "not clearly above 0" in estimate.reason


def test_a_denominator_of_exactly_zero_is_undefined() -> None:
    estimate = ratio_interval([0.1, 0.2], [0.0, 0.0])
    assert not estimate.defined
    assert "nothing arrived" in estimate.reason


def test_a_pair_with_one_undefined_half_is_left_out() -> None:
    estimate = ratio_interval([1.0, 2.0, math.nan, 1.0], [2.0, math.nan, 2.0, 2.0])
    assert (estimate.count, estimate.undefined, estimate.mean) == (2, 2, 0.5)
