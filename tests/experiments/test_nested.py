"""Intervals of replicates that share draws of parameters: they hold the truth, and say why."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.intervals import (
    mean_interval,
    ratio_difference_interval,
    ratio_interval,
)
from experiments.judgement import replicates_needed
from experiments.nested import Nesting, _sums_of_squares

DOMAINS = 5


def pairs(draws: int) -> Nesting:
    return Nesting(tuple(number // 2 for number in range(2 * draws)))


def sample(rng: np.random.Generator, draws: int, spread: float) -> tuple[np.ndarray, float]:
    """Values of replicates in pairs, chance of variance 1, and the effect that is asked for."""
    effects = rng.normal(0.0, spread, draws)
    return np.repeat(effects, 2) + rng.normal(size=2 * draws), rng.normal(0.0, spread)


@pytest.mark.parametrize("draws", [3, 10])
@pytest.mark.parametrize("spread", [0.0, 0.5, 1.0, 5.0])
def test_the_interval_holds_the_effect_at_the_true_parameters(draws: int, spread: float) -> None:
    rng = np.random.default_rng(7)
    held, known, times = 0, 0, 400
    truth = spread**2 * (1 + 1 / draws)
    truth /= truth + 1 / (2 * draws)
    for _ in range(times):
        values, effect = sample(rng, draws, spread)
        found = mean_interval(values, nesting=pairs(draws))
        held += found.low <= effect <= found.high
        assert found.parameters is not None
        known += found.parameters.low - 1e-9 <= truth <= found.parameters.high + 1e-9
    assert held / times >= 0.91
    assert known / times >= 0.91


def test_more_replicates_narrow_what_is_chance_and_not_what_is_parameters() -> None:
    rng = np.random.default_rng(3)
    chance = [mean_interval(sample(rng, n, 0.0)[0], nesting=pairs(n)) for n in (10, 1000)]
    open_ = [mean_interval(sample(rng, n, 5.0)[0], nesting=pairs(n)) for n in (10, 1000)]
    assert chance[1].high - chance[1].low < 0.8 * (chance[0].high - chance[0].low)
    # 95 % of a normal distribution with a standard deviation of 5
    assert open_[1].high - open_[1].low == pytest.approx(2 * 1.96 * 5, rel=0.1)
    # However many draws show nothing, a small effect of parameters may hide in them.
    assert chance[1].parameters.low < 0.05
    assert open_[1].parameters.low > 0.99


def test_what_tells_domains_apart_is_neither_parameters_nor_chance() -> None:
    rng = np.random.default_rng(5)
    values, _ = sample(rng, 10, 1.0)
    moved = np.arange(20) % DOMAINS
    apart = pairs(10).within(moved.tolist())
    shifted = values + np.array([0.0, 30.0, -20.0, 5.0, 80.0])[moved]
    one, other = (mean_interval(each, nesting=apart) for each in (values, shifted))
    assert other.high - other.low == pytest.approx(one.high - one.low)
    assert other.parameters.share == pytest.approx(one.parameters.share)


def test_sums_of_squares_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(6)
    draw, stratum = np.repeat(np.arange(8), [2, 2, 1, 2, 3, 2, 2, 2]), rng.integers(0, 3, 16)
    values = rng.normal(size=16)
    draws, strata = np.eye(8)[draw], np.eye(3)[stratum]

    def left(columns: np.ndarray) -> float:
        return float(np.sum((values - columns @ np.linalg.lstsq(columns, values)[0]) ** 2))

    both = np.column_stack([draws, strata])
    found = _sums_of_squares(values, draw, stratum)
    assert found.within == pytest.approx(left(both))
    assert found.between == pytest.approx(left(strata) - left(both))
    rank = np.linalg.matrix_rank(both)
    assert (found.within_freedom, found.between_freedom) == (16 - rank, rank - 3)
    without = draws - strata @ np.linalg.lstsq(strata, draws)[0]
    assert found.weight == pytest.approx(float((without**2).sum()))


def test_few_replicates_say_less_and_never_fail() -> None:
    rng = np.random.default_rng(11)
    for count in range(1, 9):
        values = rng.normal(size=count)
        nesting = Nesting(tuple(number // 2 for number in range(count)), (0, 1, 2, 3) * 2)
        nesting = Nesting(nesting.draws, nesting.strata[:count])
        found = mean_interval(values, nesting=nesting)
        assert found.mean == pytest.approx(values.mean())
        assert found.bounded == (count > 2)
        if count == 2:
            assert found.reason == "one draw of the parameters gives no interval"


def test_one_replicate_of_each_draw_cannot_tell_parameters_from_chance() -> None:
    values = np.array([1.0, 2.0, 4.0, 3.0])
    found = mean_interval(values, nesting=Nesting((0, 1, 2, 3)))
    assert found.parameters is None
    # All of it may be parameters, so that averaging narrows nothing.
    assert found.high - found.low > 2 * 1.96 * values.std(ddof=1)


def test_undefined_replicates_are_left_out_with_their_place() -> None:
    rng = np.random.default_rng(2)
    values, _ = sample(rng, 6, 3.0)
    holed = values.copy()
    holed[[1, 8]] = np.nan
    found = mean_interval(holed, nesting=pairs(6))
    kept = np.isfinite(holed)
    again = mean_interval(values[kept], nesting=pairs(6).of(kept))
    assert (found.low, found.high, found.undefined) == (again.low, again.high, 2)


def test_the_same_value_everywhere_has_no_width_and_nothing_behind_it() -> None:
    found = mean_interval(np.full(8, 0.3), nesting=pairs(4))
    assert (found.low, found.high, found.parameters) == (found.mean, found.mean, None)


def test_a_ratio_has_the_interval_of_its_parts() -> None:
    rng = np.random.default_rng(4)
    below = 10.0 + rng.normal(0, 0.1, 20)
    share = np.repeat(rng.normal(0.5, 0.1, 10), 2)
    found = ratio_interval(share * below, below, nesting=pairs(10))
    assert found.parameters.share > 0.99
    assert found.high - found.low == pytest.approx(2 * 2.26 * 0.1, rel=0.5)
    turned = ratio_interval(-share * below, -below, nesting=pairs(10))
    assert (turned.low, turned.high) == pytest.approx((found.low, found.high))
    # Nothing clear arrived at the link before: there is no share of it.
    lost = ratio_interval(below, rng.normal(size=20), nesting=pairs(10))
    assert not lost.bounded
    assert "not clearly above 0" in lost.reason


def test_a_difference_of_ratios_that_are_the_same_is_nothing() -> None:
    rng = np.random.default_rng(4)
    below, above = 10.0 + rng.normal(0, 1, 20), 5.0 + rng.normal(0, 1, 20)
    found = ratio_difference_interval((above, below), (above, below), pairs(10))
    assert (found.mean, found.low, found.high) == (0.0, 0.0, 0.0)


class Rises:
    direction, at_least, within = "rises", 0.0, None


def test_no_number_of_replicates_decides_what_parameters_leave_open() -> None:
    rng = np.random.default_rng(9)
    wide = mean_interval(0.5 + sample(rng, 10, 5.0)[0], nesting=pairs(10))
    assert not wide.sign
    assert replicates_needed(Rises(), wide) is None
    plain = mean_interval(0.5 + sample(rng, 10, 0.0)[0] * 3)
    assert replicates_needed(Rises(), plain) is not None
