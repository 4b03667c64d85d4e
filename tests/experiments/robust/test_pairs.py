"""Packages two at a time: paired over worlds, with intervals that hold for all pairs at once."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.robust.packages import read_packages
from experiments.robust.pairs import pairs
from experiments.robust.run import EXPERIENCE, FELT, REPORTED, judged
from experiments.robust.store import pair_table
from experiments.robust.worlds import Worlds
from experiments.sensitivity.plan import make_plan

NAMES = ("a", "b", "c", "d")


def worlds(seed: int, lifts: tuple[float, ...], count: int = 64) -> np.ndarray:
    """Return packages that lift what differs much from world to world, and little beside it."""
    draws = np.random.Generator(np.random.PCG64(seed))
    common = draws.normal(50, 20, count)
    return np.array([common + lift + draws.normal(0, 1, count) for lift in lifts])


def test_a_small_lift_is_seen_because_the_worlds_are_the_same() -> None:
    values = worlds(1, (0.0, 1.0, 0.0, -1.0))
    found = {(each.first, each.second): each for each in pairs({"x": values}, NAMES, seed=1)}
    assert len(found) == 6
    assert {key for key, each in found.items() if each.clear} == set(found) - {("a", "c")}
    one = found["a", "b"]
    assert one.difference == pytest.approx((values[0] - values[1]).mean())
    assert one.low < -1 < one.high < 0
    assert one.ahead == (values[0] > values[1]).mean()
    # Were the worlds of the packages others, nothing of it would show.
    shuffled = np.array([row[np.argsort(np.sin(1e3 * row))] for row in values])
    assert not any(each.clear for each in pairs({"x": shuffled}, NAMES, seed=1))


def test_of_packages_that_are_alike_hardly_ever_is_one_told_apart() -> None:
    wrong = sum(
        any(each.clear for each in pairs({"x": worlds(seed, (0.0,) * 4)}, NAMES, 1, times=300))
        for seed in range(100)
    )
    # At 5 % for all six pairs at once; one pair at a time would be wrong in about twenty.
    assert wrong <= 11


def test_what_is_undefined_or_always_the_same_is_no_accident() -> None:
    values = np.array([[1.0] * 20, [2.0] * 20, [np.nan] * 20, [2.0] * 10 + [np.nan] * 10])
    found = {(each.first, each.second): each for each in pairs({"x": values}, NAMES, seed=1)}
    assert (found["a", "b"].difference, found["a", "b"].clear) == (-1.0, True)
    assert (found["b", "d"].difference, found["b", "d"].clear) == (0.0, False)
    assert (found["b", "d"].worlds, found["b", "d"].ahead) == (10, 0.5)
    assert np.isnan(found["a", "c"].difference)
    assert not found["a", "c"].clear


def test_a_pair_seen_from_the_other_side() -> None:
    (one, *_) = pairs({"x": worlds(2, (0.0, 3.0, 0.0, 0.0))}, NAMES, seed=1)
    other = one.seen_from("b")
    assert (other.first, other.second) == ("b", "a")
    assert (other.difference, other.low, other.high) == (-one.difference, -one.high, -one.low)
    assert other.ahead == 1 - one.ahead
    assert other.seen_from("a") == one


def test_table_and_sentences_tell_which_packages_differ() -> None:
    packages = read_packages()
    names = [each.name for each in packages.packages]
    lifts = tuple(5.0 if name == "stories" else 0.0 for name in names)
    values = {EXPERIENCE: worlds(1, lifts), REPORTED: worlds(2, (0.0,) * len(names))}
    values[FELT] = np.full_like(values[REPORTED], 0.1)
    values["bypass"] = np.zeros_like(values[FELT])
    plan = make_plan("england", parameters=["story_weight"], method="pawn", outputs=["gap"])
    count = values[FELT].shape[1]
    settings = Worlds(({"story_weight": 0.1},) * count, np.arange(count))
    found = judged(plan, packages, values, settings)
    table = pair_table(found)
    clear = table[table.clear & (table.criterion == EXPERIENCE)]
    assert len(clear) == len(names) - 1
    assert ((clear["first"] == "stories") | (clear["second"] == "stories")).all()
    words = " ".join(found.findings)
    assert f"Experience: {len(names) - 1} of 45 pairs of packages can be told apart" in words
    assert "Best on average is stories, clearly better than as it is, more posts" in words
    assert "What people feel of a change: no two packages can be told apart" in words
