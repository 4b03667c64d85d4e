"""What a comparison promises of its figures: coverage, gain, precision, against known laws."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

import experiments.compare.running
from experiments.compare.contrast import contrasts
from experiments.compare.gain import effective_replicate_gain
from experiments.compare.plan import make_plan
from experiments.compare.precision import replicates_needed, width_curve
from experiments.compare.running import compare_plan
from experiments.intervals import mean_interval
from sim.outcomes import OUTCOMES
from tests.experiments.comparing import WORLD, Draws, synthetic

STUDIES = 1500
TRUTH = 1.0
"""Mean difference between neighbouring scenarios of ``Draws``."""


def within_chance(share: float, of: int, level: float = 0.95) -> bool:
    """Return whether a share is within three and a half standard errors of the level."""
    return abs(share - level) < 3.5 * math.sqrt(level * (1 - level) / of)


def test_intervals_hold_the_true_difference_as_often_as_they_say() -> None:
    draws = np.random.default_rng(3)
    declared = {"experience": OUTCOMES["experience"]}
    hits = 0
    for _ in range(STUDIES):
        common, *own = draws.normal(size=(3, 8))
        before, after = common + 0.5 * own[0], common + 0.5 * own[1] + TRUTH
        (row,) = contrasts(declared, *([{"experience": v} for v in s] for s in (before, after)), 8)
        hits += row.difference.low <= TRUTH <= row.difference.high
    assert within_chance(hits / STUDIES, STUDIES)


@pytest.mark.parametrize("half_width", [0.25, 0.15])
def test_asking_for_precision_leaves_the_coverage_as_it_is(
    monkeypatch: pytest.MonkeyPatch, half_width: float
) -> None:
    """About 25 and 70 replicates are needed, of which the first round has 10."""
    running = experiments.compare.running
    # Only the figures matter here: draws for the model, a loop for the threads.
    monkeypatch.setattr(running, "simulate", Draws(0.8, only=("trust",)))
    monkeypatch.setattr(
        running, "side_by_side", lambda one, numbers, *_: tuple(one(n, None) for n in numbers)
    )
    plan = make_plan(["england"] * 2, against=None, replicates=10, years=1.0, seed=0, workers=1,
                     world=WORLD, parameters=None, precision={"trust": half_width},
                     budget=10_000)  # fmt: skip
    hits = 0
    for seed in range(STUDIES):
        result = compare_plan(replace(plan, seed=seed))
        estimate = mean_interval(result.differences(1, "trust"), first_round=result.first_round)
        assert (estimate.high - estimate.low) / 2 <= half_width * (1 + 1e-12)
        hits += estimate.low <= TRUTH <= estimate.high
    assert within_chance(hits / STUDIES, STUDIES)


def test_looking_after_every_replicate_would_not() -> None:
    """What the rule avoids: to stop as soon as the interval of all replicates is narrow enough."""
    draws = np.random.default_rng(4).normal(TRUTH, math.sqrt(0.4), (STUDIES, 60))
    hits = 0
    for sample in draws:
        widths = width_curve(sample, sample.size)["half_width_of_all"]
        stop = 5 + int(np.argmax(widths[3:] <= 0.25))
        estimate = mean_interval(sample[:stop])
        hits += estimate.low <= TRUTH <= estimate.high
    assert hits / STUDIES < 0.935


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_the_gain_is_what_the_correlation_makes_it(correlation: float) -> None:
    draws = np.random.default_rng(5)
    size, covariance = 20_000, 2.0 * 3.0 * correlation
    pairs = draws.multivariate_normal([5, 7], [[4.0, covariance], [covariance, 9.0]], size).T
    gain = effective_replicate_gain(*pairs)
    truth = 13.0 / (13.0 - 2 * covariance)
    assert gain.mean == pytest.approx(truth, rel=0.03)
    assert gain.low < truth < gain.high


def test_the_interval_of_the_gain_holds_it_as_often_as_it_says() -> None:
    draws = np.random.default_rng(6)
    matrix = [[1.0, 1.2], [1.2, 4.0]]
    truth = 5.0 / (5.0 - 2.4)
    gains = [
        effective_replicate_gain(*draws.multivariate_normal([0, 0], matrix, 10).T)
        for _ in range(STUDIES)
    ]
    assert within_chance(np.mean([g.low <= truth <= g.high for g in gains]), STUDIES)


def test_the_gain_is_the_ratio_of_the_variances() -> None:
    before, after = np.array([1.0, 2.0, 4.0, math.nan]), np.array([2.0, 3.5, 4.0, 1.0])
    gain = effective_replicate_gain(before, after)
    unpaired = before[:3].var(ddof=1) + after[:3].var(ddof=1)
    assert gain.mean == pytest.approx(unpaired / (after - before)[:3].var(ddof=1))
    assert (gain.count, gain.undefined) == (3, 1)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], "the same in every replicate"),
        ([1.0, 2.0, 3.0], [2.0, 3.0, 4.0], "the same in every replicate"),
        ([1.0], [2.0], "fewer than two"),
        ([1.0, math.nan], [2.0, 2.0], "fewer than two"),
    ],
)
def test_an_undefined_gain_says_why(before: list[float], after: list[float], reason: str) -> None:
    gain = effective_replicate_gain(np.array(before), np.array(after))
    assert not gain.defined
    assert reason in gain.reason


def test_the_spread_of_the_first_round_sets_the_width() -> None:
    sample = np.random.default_rng(7).normal(size=40)
    estimate = mean_interval(sample, first_round=12)
    half = stats.t.ppf(0.975, 11) * sample[:12].std(ddof=1) / math.sqrt(40)
    assert estimate.mean == pytest.approx(sample.mean())
    assert (estimate.high - estimate.low) / 2 == pytest.approx(half)
    assert mean_interval(sample) == mean_interval(sample, first_round=40)


@pytest.mark.parametrize("half_width", [3.0, 0.5, 0.2, 0.1])
def test_precision_stops_with_the_first_number_that_is_enough(
    monkeypatch: pytest.MonkeyPatch, half_width: float
) -> None:
    result = synthetic(monkeypatch, replicates=12, precision={"trust": half_width}, budget=100_000)
    (reached,) = result.precision
    assert reached.half_width <= half_width
    count = result.plan.replicates
    assert (len(result.replicates), result.rounds[-1]) == (count, count)
    assert reached.needed == count
    one_fewer = reached.half_width * math.sqrt(count / (count - 1))
    assert count == 12 or one_fewer > half_width
    assert [a < b for a, b in pairwise(result.rounds)] == [True] * (len(result.rounds) - 1)


def test_the_most_demanding_interval_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    one = synthetic(monkeypatch, replicates=12, precision={"need": 0.2}, budget=10_000)
    both = synthetic(
        monkeypatch, replicates=12, precision={"trust": 0.5, "need": 0.2}, budget=10_000
    )
    assert one.plan.replicates == both.plan.replicates > 12


@pytest.mark.parametrize("budget", [30, 31, 47, 100])
@pytest.mark.parametrize("scenarios", [2, 3])
def test_the_budget_is_spent_and_never_exceeded(
    monkeypatch: pytest.MonkeyPatch, budget: int, scenarios: int
) -> None:
    result = synthetic(monkeypatch, scenarios=scenarios, replicates=10, budget=budget,
                       precision={"trust": 1e-9, "need": 5.0})  # fmt: skip
    runs = result.plan.replicates * scenarios
    assert budget - scenarios < runs <= budget
    wide, narrow = result.precision[0], result.precision[-1]
    assert (wide.narrow_enough, narrow.narrow_enough) == (False, True)
    assert any(f"The budget of {budget} runs is spent" in said for said in result.caveats)


def test_the_rounds_leave_the_replicates_as_one_round_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds = synthetic(monkeypatch, replicates=10, precision={"trust": 0.2}, budget=10_000)
    once = synthetic(monkeypatch, replicates=rounds.plan.replicates)
    assert len(rounds.rounds) > 1
    assert np.array_equal(rounds.differences(1, "trust"), once.differences(1, "trust"))


def test_undefined_replicates_are_made_up_for() -> None:
    sample = np.random.default_rng(8).normal(size=10)
    sample[::2] = math.nan
    needed = replicates_needed(sample, 10, 0.3)
    (width,) = width_curve(sample, 10)["half_width"][-1:]
    assert needed is not None
    assert needed == math.ceil(math.ceil(5 * (width / 0.3) ** 2) * 2)
    assert replicates_needed(np.full(10, math.nan), 10, 0.3) is None
    assert replicates_needed(np.random.default_rng(9).normal(size=10), 10, 5e-324) > 10**9


def test_the_curve_shows_the_rule_and_what_all_replicates_would_give() -> None:
    sample = np.random.default_rng(10).normal(size=30)
    curve = width_curve(sample, 10)
    assert curve["replicates"].tolist() == list(range(2, 31))
    assert np.isnan(curve["half_width"][:8]).all()
    assert curve["half_width"][8] == pytest.approx(curve["half_width_of_all"][8])
    of_all = mean_interval(sample)
    assert curve["half_width_of_all"][-1] == pytest.approx((of_all.high - of_all.low) / 2)
    assert (np.diff(curve["half_width"][8:]) < 0).all()
