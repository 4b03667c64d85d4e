"""Screening, identification, prediction and the gate, on tables that can be reckoned by hand."""

from __future__ import annotations

import numpy as np

from calibration.inference.chance import order, seed_for, uniforms
from calibration.inference.identified import identified
from calibration.inference.observed import Observed
from calibration.inference.predictive import predicted
from calibration.inference.screening import screened
from calibration.inference.trust import judged
from experiments.sensitivity.designs import sample_design
from tests.calibration.inference.stand_in import PRIORS


def figures_of(**values: tuple[float, float]) -> Observed:
    names = tuple(values)
    numbers = np.array(list(values.values()))
    return Observed(names, names, ("",) * len(names), numbers[:, 0], numbers[:, 1])


def test_screening_tells_what_moves_by_what_and_what_is_out_of_reach() -> None:
    design = sample_design("pawn", PRIORS.problem, 128, 1)
    places = design.shares[:, :-1]
    moved, chance = 10 * places[:, 0], uniforms((128, 2), 1, "chance")
    columns = [moved[:, None] + 0 * chance, chance, 3.0 + 0 * chance, np.full((128, 2), np.nan)]
    observed = figures_of(moves=(5, 1), chance=(0.5, 1), far=(9, 1), nothing=(1, 1))
    found = screened(design, np.stack(columns, axis=2), observed, 1)
    assert [each.moves for each in found] == [True, False, False, False]
    assert [each.within_reach for each in found] == [True, True, False, False]
    assert found[0].analysis.ranked[0] == "discretion"
    assert "discretion" in found[0].analysis.important
    assert found[3].undefined == 1.0


def test_how_far_each_is_narrowed_and_what_trades_off() -> None:
    drawn = uniforms((500, 3), 1, "draws")
    places = np.column_stack(
        [0.5 + 0.1 * (drawn[:, 0] - 0.5), 0.2 + 0.7 * drawn[:, 1], drawn[:, 2]]
    )
    places[:, 2] = 1 - 0.9 * places[:, 1] - 0.05 * drawn[:, 2]
    known = identified(places)
    np.testing.assert_allclose(known.contraction, [0.9, 0.3, 0.37], atol=0.04)
    np.testing.assert_allclose(known.widths, [0.1, 0.7, 0.63], atol=0.03)
    assert known.clear.all()
    assert known.pairs()[0][:2] == (1, 2)
    assert known.pairs()[0][2] < -0.95


def test_prediction_says_what_is_met_and_what_cannot_be() -> None:
    spread = np.linspace(-1, 1, 201)
    figures = np.column_stack([10 + spread, 10 + spread, np.full(201, np.nan)])
    observed = figures_of(met=(10.2, 0.5), missed=(14.0, 0.5), undefined=(1.0, 0.5))
    noise = np.zeros((201, 3))
    met, missed, undefined = predicted(figures, figures[:3], noise, observed)
    assert met.inside
    assert not missed.inside
    assert 0.7 < met.tail <= 1.0
    assert missed.tail == 0.0
    assert (round(met.low, 2), round(met.high, 2)) == (9.1, 10.9)
    assert undefined.undefined == 1.0
    assert np.isnan(undefined.mean)


class Found:
    """What sbi would have found."""

    def __init__(self, ranks: np.ndarray, uniformity: np.ndarray, miss: float = 0.0) -> None:
        self.ranks, self.uniformity = ranks, uniformity
        self.credibility = np.linspace(0, 1, 11)
        self.expected = self.credibility + miss * np.sin(np.pi * self.credibility)


def test_the_gate_lets_through_what_is_right_and_nothing_else() -> None:
    even = uniforms((200, 2), 1, "ranks")
    names, fine = ("a", "b"), np.array([0.4, 0.6])
    assert judged(Found(even, fine), names).passed  # type: ignore[arg-type]
    wide = 0.5 + 0.6 * (even - 0.5)
    said = judged(Found(wide, fine), names).failures  # type: ignore[arg-type]
    assert any("50 % intervals hold 8" in words for words in said)
    bad = judged(Found(even, np.array([0.4, 1e-6])), names)  # type: ignore[arg-type]
    assert "the true b are not evenly spread" in bad.failures[0]
    tarp = judged(Found(even, fine, miss=0.2), names)  # type: ignore[arg-type]
    assert "TARP" in tarp.failures[0]
    few = judged(Found(even[:20], fine), names)  # type: ignore[arg-type]
    assert "20 runs are too few" in few.failures[0]


def test_draws_are_keyed_by_words() -> None:
    assert seed_for(1, "a", 2) == seed_for(1, "a", 2) != seed_for(1, "a", 3)
    assert seed_for(1, "a") != seed_for(2, "a")
    assert sorted(order(50, 1, "x")) == list(range(50))
    assert not np.array_equal(uniforms((5,), 1, "x"), uniforms((5,), 1, "y"))
