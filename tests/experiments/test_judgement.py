"""Verdicts on intervals with known answers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.checks import difference_of
from experiments.intervals import Estimate, mean_interval, ratio_difference_interval
from experiments.judgement import judged, judged_break, replicates_needed
from experiments.result import Result
from experiments.stations import NAMES
from scenarios.layout import Expectation


def expecting(direction: str, *, at_least: float = 0.0, within: float | None = None) -> Expectation:
    return Expectation.model_validate(
        {"outcome": "trust", "direction": direction, "at_least": at_least, "within": within}
    )


def between(low: float, high: float) -> Estimate:
    return Estimate((low + high) / 2, low, high, 20)


@pytest.mark.parametrize(
    ("expected", "interval", "verdict"),
    [
        (expecting("rises"), (0.1, 0.9), "supported"),
        (expecting("rises"), (-0.1, 0.9), "undetermined"),
        (expecting("rises"), (-0.9, -0.1), "contradicted"),
        (expecting("rises"), (0, 0), "contradicted"),
        (expecting("rises", at_least=1), (0.1, 0.9), "contradicted"),
        (expecting("rises", at_least=1), (0.1, 1.9), "undetermined"),
        (expecting("rises", at_least=1), (1.1, 1.9), "supported"),
        (expecting("falls"), (-0.9, -0.1), "supported"),
        (expecting("falls"), (-0.9, 0.1), "undetermined"),
        (expecting("falls"), (0.1, 0.9), "contradicted"),
        (expecting("falls", at_least=1), (-0.9, -0.1), "contradicted"),
        (expecting("falls", at_least=1), (-1.9, -1.1), "supported"),
        (expecting("unchanged", within=1), (-0.9, 0.9), "supported"),
        (expecting("unchanged", within=1), (-9, 9), "undetermined"),
        (expecting("unchanged", within=1), (0.5, 1.5), "undetermined"),
        (expecting("unchanged", within=1), (1.1, 1.5), "contradicted"),
        (expecting("unchanged", within=1), (-1.5, -1.1), "contradicted"),
        (expecting("unchanged", within=0), (0, 0), "supported"),
    ],
)
def test_the_whole_interval_decides(
    expected: Expectation, interval: tuple[float, float], verdict: str
) -> None:
    assert judged(expected, between(*interval)) == verdict


@pytest.mark.parametrize("direction", ["rises", "falls", "unchanged"])
def test_without_an_interval_nothing_is_decided(direction: str) -> None:
    expected = expecting(direction, within=1 if direction == "unchanged" else None)
    assert judged(expected, mean_interval([5.0])) == "undetermined"
    assert judged(expected, mean_interval([math.nan, math.nan])) == "undetermined"
    assert replicates_needed(expected, mean_interval([5.0])) is None


@given(mean=st.floats(-5, 5), half=st.floats(0.01, 5), size=st.floats(0, 3))
def test_a_rise_and_a_fall_mirror_each_other(mean: float, half: float, size: float) -> None:
    interval = Estimate(mean, mean - half, mean + half, 20)
    rise, fall = expecting("rises", at_least=size), expecting("falls", at_least=size)
    assert judged(rise, interval) == judged(fall, interval.mirrored())
    assert replicates_needed(rise, interval) == replicates_needed(fall, interval.mirrored())


@given(mean=st.floats(-5, 5), half=st.floats(0.01, 5), size=st.floats(0.1, 3))
def test_no_interval_bears_out_both_a_rise_and_no_change(
    mean: float, half: float, size: float
) -> None:
    interval = Estimate(mean, mean - half, mean + half, 20)
    both = (
        judged(expecting("rises", at_least=size), interval),
        judged(expecting("unchanged", within=size), interval),
    )
    assert both != ("supported", "supported")


@pytest.mark.parametrize(
    "expected",
    [expecting("rises", at_least=1), expecting("falls"), expecting("unchanged", within=1.4)],
)
def test_as_many_replicates_as_are_asked_for_decide(expected: Expectation) -> None:
    draws = np.random.default_rng(1)
    mean = -0.3 if expected.direction == "falls" else 1.3
    few = mean + draws.normal(size=10)
    few += mean - few.mean()
    needed = replicates_needed(expected, mean_interval(few))
    assert needed is not None
    assert needed > 1
    many = draws.normal(size=2 * needed)
    many = mean + (many - many.mean()) * few.std() / many.std()
    assert judged(expected, mean_interval(many)) == "supported"


def test_replicates_that_nobody_would_run_are_not_guessed() -> None:
    assert replicates_needed(expecting("rises"), Estimate(1e-9, -1, 1, 20)) is None


def test_a_difference_of_ratios_over_a_fixed_denominator_is_a_difference_of_means() -> None:
    draws = np.random.default_rng(2)
    one, other = draws.normal(3, 1, 20), draws.normal(2, 1, 20)
    fixed = np.full(20, 2.0)
    found = ratio_difference_interval((one, fixed), (other, fixed))
    plain = mean_interval((one - other) / 2)
    assert (found.mean, found.low, found.high) == pytest.approx((plain.mean, plain.low, plain.high))


def test_the_interval_of_a_difference_of_ratios_holds_the_truth_as_often_as_it_says() -> None:
    draws = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        shared = draws.normal(1, 0.1, 20)
        below, other = shared + draws.normal(0, 0.1, 20), shared + draws.normal(0, 0.1, 20)
        above = 0.6 * shared + draws.normal(0, 0.1, 20)
        other_above = 0.4 * shared + draws.normal(0, 0.1, 20)
        found = ratio_difference_interval((above, below), (other_above, other))
        held += found.low <= 0.2 <= found.high
    assert 0.91 <= held / 400 <= 0.985


def test_a_ratio_to_something_like_zero_has_no_difference() -> None:
    draws = np.random.default_rng(4)
    noise = draws.normal(0, 1, 20)
    found = ratio_difference_interval((noise, noise - noise.mean() + 0.01), (noise, noise + 9))
    assert not found.defined
    assert "not clearly above 0" in found.reason


@pytest.mark.parametrize(
    ("about", "truth"),
    [
        ({"link": "felt"}, 0.10 - 0.22),
        ({"hop": "planned -> enacted"}, 0.06 / 0.60 - 0.30 / 0.72),
        ({"bypass": True}, (0.51 - 0.10) - (0.34 - 0.22)),
    ],
)
def test_what_is_judged_is_the_scenario_less_what_it_is_compared_with(
    synthetic: Callable[..., Result], about: dict[str, object], truth: float
) -> None:
    expected = Expectation.model_validate({**about, "direction": "falls"})
    found = difference_of(expected, synthetic(noise=0.001))
    assert found.mean == pytest.approx(truth, abs=0.01)


def test_a_gap_is_the_first_share_less_the_second_in_points(
    synthetic: Callable[..., Result],
) -> None:
    result = synthetic()
    one, other = (NAMES.index(name) for name in ("reported", "felt"))
    before, after = (
        [each.arms[place].unstepped.links.mean(axis=1) for each in result.replicates]
        for place in (0, 1)
    )
    found = difference_of(
        Expectation.model_validate({"gap": "reported - felt", "direction": "rises"}), result
    )
    change = np.array(after) - np.array(before)
    assert found.mean == pytest.approx(100 * (change[:, one] - change[:, other]).mean())
    assert found.mean != 0


BROKEN_AT_THE_DESK = (1.0, 0.72, 0.05, 0.049, 0.048, 0.045, 0.044, 0.043)
WHOLE = (1.0, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


@pytest.mark.parametrize(
    ("truth", "expected", "verdict"),
    [
        (BROKEN_AT_THE_DESK, "planned -> enacted", "supported"),
        (BROKEN_AT_THE_DESK, "meant -> planned", "contradicted"),
        (BROKEN_AT_THE_DESK, "achieved -> felt", "contradicted"),
        (BROKEN_AT_THE_DESK, "none", "contradicted"),
        (WHOLE, "none", "supported"),
        (WHOLE, "planned -> enacted", "contradicted"),
    ],
)
def test_the_first_break_is_found_where_it_is(
    synthetic: Callable[..., Result], truth: tuple[float, ...], expected: str, verdict: str
) -> None:
    result = synthetic(noise=0.001, truths=(truth,))
    assert judged_break(expected, result.thread["england"]) == (verdict, "")


def test_a_first_break_behind_a_hop_that_cannot_be_judged_is_undetermined(
    synthetic: Callable[..., Result],
) -> None:
    result = synthetic(replicates=3, noise=0.5, truths=(BROKEN_AT_THE_DESK,))
    verdict, reason = judged_break("achieved -> felt", result.thread["england"])
    assert verdict == "undetermined"
    assert "cannot be judged" in reason
