"""A toy thread whose links break where we put the break: the atlas finds it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.atlas.breaks import break_points, crossing, first_break
from experiments.atlas.path import require_path, stretched
from experiments.atlas.threads import LINKS, Threads
from experiments.studies.reading import read_design
from sim.errors import InputError


def toy(line: np.ndarray, broken_at: float, noise: float = 0.0, seed: int = 1,
        replicates: int = 10, hop: int = 1) -> Threads:  # fmt: skip
    """Every hop passes on .9, but one falls in a straight line through .25 at ``broken_at``."""
    passed = np.full((len(line), 7), 0.9)
    passed[:, hop] = 0.25 + 0.5 * (broken_at - line)
    means = np.hstack([np.ones((len(line), 1)), np.cumprod(passed, axis=1)])
    drawn = np.random.default_rng(seed)
    # Replicates are paired: what they have of their own is the same under all conditions.
    own = drawn.normal(0, noise, (1, replicates, 8))
    rest = drawn.normal(0, noise / 2, (len(line), replicates, 8))
    answers = means[:, np.newaxis, :] + own + rest
    answers[:, :, 0] = 1.0
    return Threads(answers)


LINE = np.linspace(0, 1, 9)


@pytest.mark.parametrize("broken_at", [0.2, 0.5, 0.83])
def test_the_break_is_where_it_was_put(broken_at: float) -> None:
    points = {each.link: each for each in break_points(LINE, toy(LINE, broken_at), seed=1)}
    found = points["planned -> enacted"]
    assert (found.state, found.rises) == ("breaks", True)
    assert found.value == pytest.approx(broken_at, abs=1e-6)
    assert points["meant -> planned"].state == "never broken"
    # From end to end .9 * .9 * .9 of what the hop passes: broken where that is .343.
    ends, earlier = points["meant -> felt"], broken_at - 2 * (0.25 / 0.729 - 0.25)
    if earlier > 0:
        assert ends.value == pytest.approx(earlier, abs=1e-6)
    else:
        assert ends.state == "always broken"


def test_intervals_hold_the_break_as_often_as_they_say() -> None:
    hits, widths = 0, []
    for seed in range(100):
        threads = toy(LINE, 0.5, noise=0.05, seed=seed, replicates=12)
        point = break_points(LINE, threads, seed=seed)[1]
        hits += point.low <= 0.5 <= point.high
        widths.append(point.high - point.low)
    assert 84 <= hits <= 99
    assert 0 < np.mean(widths) < 0.4


def test_a_link_that_mends_is_broken_below() -> None:
    threads = toy(LINE, 0.4)
    mirrored = Threads(threads.answers[::-1])
    point = break_points(LINE, mirrored, seed=1)[1]
    assert not point.rises
    assert point.value == pytest.approx(0.6)


def test_what_is_broken_throughout_or_undefined_is_said() -> None:
    states = {each.link: each.state for each in break_points(LINE, toy(LINE, -0.5), seed=1)}
    assert states["planned -> enacted"] == "always broken"
    assert states["enacted -> achieved"] == "undefined"
    noise = Threads(0.25 + np.random.default_rng(1).normal(0, 0.3, (9, 10, 8)))
    assert break_points(LINE, noise, seed=1)[-1].state == "undetermined"
    nothing = Threads(np.full((9, 5, 8), np.nan))
    assert {each.state for each in break_points(LINE, nothing, seed=1)} == {"undefined"}


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        ([0.9, 0.7, 0.1, 0.0], (1.75, True)),
        ([0.0, 0.1, 0.7, 0.9], (1.25, False)),
        ([0.9, 0.8, 0.7, 0.6], (math.inf, True)),
        ([0.1, 0.1, 0.0, 0.0], (-math.inf, True)),
        ([0.9, np.nan, 0.1, 0.0], (1.625, True)),
    ],
)
def test_crossings(curve, expected) -> None:
    place, falls = crossing(np.arange(4.0), np.array(curve), 0.25)
    assert (place, falls) == (pytest.approx(expected[0]), expected[1])


def test_which_link_breaks_first() -> None:
    early, late = toy(LINE, 0.3, hop=2), toy(LINE, 0.7, hop=4)
    # Hop 2 falls early, hop 4 late: both in one thread.
    ratios = late.passed_on()[:, :7].copy()
    ratios[:, 2] = early.passed_on()[:, 2]
    means = np.hstack([np.ones((9, 1)), np.cumprod(ratios, axis=1)])
    noise = np.random.default_rng(1).normal(0, 0.01, (1, 10, 8))
    answers = means[:, np.newaxis] + noise
    found = first_break(LINE, Threads(answers), seed=1)
    assert found.at_start == ()
    assert found.shares[LINKS[2]] > 0.95
    assert sum(found.shares.values()) + found.none == pytest.approx(1.0)

    begun = first_break(LINE, toy(LINE, -0.1), seed=1)
    assert begun.at_start == ("planned -> enacted",)
    assert begun.unsure == ()


def test_how_sure_it_is_that_a_link_is_broken() -> None:
    certain = toy(LINE, 0.5, noise=0.02).surely_broken(seed=1)[:, 1]
    assert certain[0] == 0.0
    assert certain[-1] == 1.0
    assert 0 < toy(np.array([0.5]), 0.5, noise=0.05).surely_broken(seed=1)[0, 1] < 1


def test_a_path_goes_through_the_scenario_and_beyond() -> None:
    (setting,) = read_design({"scenarios": ["austerity"]}).settings
    assert stretched(setting, 1).changes == setting.changes
    (grant,) = [each for each in stretched(setting, 2).changes if each.parameter == "grant"]
    assert grant.value == pytest.approx(1 - 2 * 0.286)
    assert all(change.value in (0.0, 1.0) for change in stretched(setting, 0).changes)
    assert min(c.value for c in stretched(setting, 9).changes if c.parameter == "grant") == 0.1
    (still,) = read_design({"scenarios": ["england"]}).settings
    with pytest.raises(InputError, match="nothing changes by date in england"):
        require_path(still, [0, 1])
    with pytest.raises(InputError, match="further than the one before"):
        require_path(setting, [0, 0])
