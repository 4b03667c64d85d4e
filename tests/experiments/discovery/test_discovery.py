"""Discovery on rows whose box is known, on noise, and with weights and categories."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.discovery.box import Box, worth
from experiments.discovery.conditions import Conditions, effective_count
from experiments.discovery.discovered import discovered
from experiments.discovery.prim import chosen, pasted, peeled, trajectory
from experiments.discovery.quasi import quasi_p_values
from experiments.discovery.sentences import told
from experiments.discovery.tree import leaves
from sim.errors import InputError


def rows(count: int = 800, factors: int = 5, seed: int = 1) -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(seed).random((count, factors))
    return {f"x{place + 1}": column for place, column in enumerate(drawn.T)}


def known(count: int = 800, noise: float = 0.0, seed: int = 1) -> Conditions:
    """Broken where x1 > .6 and x2 < .4; elsewhere in the given share of replicates of ten."""
    values = rows(count, seed=seed)
    inside = (values["x1"] > 0.6) & (values["x2"] < 0.4)
    chance = np.where(inside, 1 - noise, noise)
    share = np.random.default_rng(seed + 100).binomial(10, chance) / 10
    return Conditions.of(values, share)


@pytest.mark.parametrize(("noise", "close"), [(0.0, 0.02), (0.1, 0.06)])
def test_the_known_box_is_found(noise: float, close: float) -> None:
    found = discovered(known(noise=noise))
    (first, *_) = found.boxes
    box = first.candidate.box
    assert set(box.restricted) == {"x1", "x2"}
    assert box.limits["x1"][0] == pytest.approx(0.6, abs=close)
    assert box.limits["x2"][1] == pytest.approx(0.4, abs=close)
    assert first.candidate.worth.density > 0.85 - noise
    assert all(value < 1e-6 for value in first.candidate.quasi_p.values())
    assert first.stability.again["x1"] == first.stability.again["x2"] == 1.0
    assert max(first.stability.again[name] for name in ("x3", "x4", "x5")) <= 0.4
    # What the resamples say of the limits is near them, and holds them or nearly so.
    low, high = first.stability.limits["x1"][0]
    assert 0.5 < low <= high < 0.7


def test_the_sentences_say_what_was_put_in() -> None:
    found = discovered(known())
    sentences = told(found, "the thread broke", {"x1": "work pressure", "x2": "trust"})
    assert sentences[0].startswith("In 17 % of all runs the thread broke")
    assert sentences[1].startswith("In 100 % of the runs where the thread broke, ")
    assert "work pressure exceeded 0.6" in sentences[1]
    assert "trust stayed below 0.4" in sentences[1] or "trust stayed below 0.39" in sentences[1]
    assert sentences[1].endswith("of the runs in that box it did in 99 %.")
    assert "come back in at least three of four" in sentences[2]


def test_the_curve_trades_coverage_for_density() -> None:
    curve = trajectory(known(noise=0.1))
    coverage = [each.worth.coverage for each in curve]
    assert coverage[0] == 1.0
    assert coverage == sorted(coverage, reverse=True)
    density = [each.worth.density for each in curve]
    assert density == sorted(density)
    assert density[-1] > 3 * density[0]


def test_a_peel_that_gains_nothing_is_not_the_last() -> None:
    # Below 0.1 it happens a bit more often than on the whole: at first no peel gains anything.
    rows = np.arange(200) / 200
    share = np.where(rows < 0.1, 0.6, np.where(rows > 0.5, 1.0, 0.0))
    assert 0.5 < share.mean() < 0.6
    found = discovered(Conditions.of({"stakes": rows}, share)).boxes[0].candidate
    low, high = found.box.limits["stakes"]
    assert low == pytest.approx(0.5, abs=0.01)
    assert high == np.inf
    assert found.worth.density > 0.98


@pytest.mark.parametrize("seed", range(4))
def test_noise_gives_no_box_worth_telling(seed: int) -> None:
    values = rows(400, 6, seed)
    share = np.random.default_rng(seed + 50).binomial(5, 0.3, 400) / 5
    found = discovered(Conditions.of(values, share), seed=seed)
    for box in found.boxes:
        # Whatever is told is told with how badly it does in rows it has not seen.
        assert box.stability.density < 0.4


def test_two_separate_regions_give_two_boxes() -> None:
    values = rows(1500, 4)
    share = ((values["x1"] > 0.8) | ((values["x2"] < 0.1) & (values["x1"] < 0.6))).astype(float)
    found = discovered(Conditions.of(values, share))
    assert len(found.boxes) == 2
    assert found.boxes[0].candidate.box.limits["x1"][0] == pytest.approx(0.8, abs=0.03)
    assert found.coverage > 0.9


def test_categories_are_peeled_by_name() -> None:
    values = rows(900, 3)
    form = np.random.default_rng(9).integers(0, 3, 900).astype(float)
    share = ((form == 2) & (values["x1"] > 0.5)).astype(float)
    words = {"form": {0.0: "ratio", 1.0: "exponential", 2.0: "none"}}
    conditions = Conditions.of({**values, "form": form}, share, categories=words)
    found = discovered(conditions)
    box = found.boxes[0].candidate.box
    assert box.allowed == {"form": frozenset({2.0})}
    assert "form was none" in told(found, "it broke", {})[1]
    (densest, *_) = found.leaves
    assert densest.box.allowed["form"] == frozenset({2.0})
    assert densest.worth.density == 1.0


def test_a_weight_counts_like_so_many_rows() -> None:
    plain = known(400, noise=0.1)
    weights = np.random.default_rng(3).integers(1, 4, 400)
    twice = plain.taken(np.repeat(np.arange(400), weights))
    weighed = Conditions.of(plain.values, plain.share, weights.astype(float))
    box = Box({"x1": (0.6, np.inf)})
    assert worth(box, weighed).coverage == pytest.approx(worth(box, twice).coverage)
    assert worth(box, weighed).density == pytest.approx(worth(box, twice).density)
    assert effective_count(np.ones(7)) == pytest.approx(7)
    assert effective_count(np.array([1.0, 0.0, 0.0])) == pytest.approx(1)


def test_quasi_p_is_the_binomial_tail() -> None:
    from scipy.stats import binom

    values = {"x": np.arange(100.0)}
    share = np.zeros(100)
    share[80:] = 1.0
    share[:10] = 1.0
    conditions = Conditions.of(values, share)
    found = quasi_p_values(Box({"x": (70.0, np.inf)}), conditions)
    assert found["x"] == pytest.approx(binom.sf(19, 30, 0.3))
    assert quasi_p_values(Box({"x": (20.0, 60.0)}), conditions)["x"] == 1.0


def test_pasting_gives_back_what_was_peeled_too_much() -> None:
    conditions = known()
    tight = Box({"x1": (0.75, np.inf), "x2": (-np.inf, 0.3)})
    wide = pasted(tight, conditions)
    assert worth(wide, conditions).density == 1.0
    assert worth(wide, conditions).coverage > 0.95


def test_the_tree_agrees_with_the_box() -> None:
    densest = leaves(known())[0]
    assert densest.box.limits["x1"][0] == pytest.approx(0.6, abs=0.02)
    assert densest.box.limits["x2"][1] == pytest.approx(0.4, abs=0.02)
    assert densest.worth.density == 1.0
    # The leaves share out all rows.
    assert sum(leaf.worth.mass for leaf in leaves(known(noise=0.2))) == pytest.approx(1.0)


@settings(max_examples=20, deadline=None)
@given(
    count=st.integers(40, 150),
    levels=st.integers(1, 6),
    seed=st.integers(0, 1000),
)
def test_whatever_the_rows_peeling_ends_and_boxes_shrink(count, levels, seed) -> None:
    generator = np.random.default_rng(seed)
    values = {
        "a": generator.integers(0, levels, count).astype(float),
        "b": generator.random(count),
    }
    share = generator.integers(0, 4, count) / 3
    share[0], share[1] = 0.0, 1.0
    conditions = Conditions.of(values, share, generator.random(count) + 0.1)
    boxes = peeled(conditions)
    sizes = [int(box.holds(conditions).sum()) for box in boxes]
    assert sizes[0] == count
    assert all(after < before for before, after in pairwise(sizes))
    best = chosen(trajectory(conditions), conditions)
    assert 0 <= best.worth.coverage <= 1
    assert best.certain


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (np.zeros(50), "in no run"),
        (np.ones(50), "in every run"),
        (np.full(50, np.nan), "0 rows are too few"),
    ],
)
def test_where_there_is_nothing_to_discover_it_is_said(share, said) -> None:
    with pytest.raises(InputError, match=said):
        Conditions.of({"x": np.arange(50.0)}, share)
