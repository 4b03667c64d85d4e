"""Our whole pipeline on functions whose indices are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.sensitivity.agreement import agreement, savage_scores
from experiments.sensitivity.analysis import analysed
from experiments.sensitivity.designs import SampleDesign
from experiments.sensitivity.estimators import estimated
from tests.experiments.sensitivity.toys import (
    WEIGHTS,
    evaluated,
    ishigami,
    ishigami_indices,
    sobol_g,
    sobol_g_indices,
    toy_design,
)


@pytest.mark.parametrize(
    ("function", "indices", "count", "low", "high"),
    [
        (ishigami, ishigami_indices, 3, -np.pi, np.pi),
        (sobol_g, sobol_g_indices, 6, 0.0, 1.0),
    ],
)
def test_variance_shares_are_those_of_the_textbook(function, indices, count, low, high) -> None:
    design = toy_design("sobol", count, 2048, low, high)
    found = analysed(design, evaluated(design, function), seed=1)
    first, total = indices()
    measures = found.indices.measures
    assert found.indices.names[-1] == "dummy"
    np.testing.assert_allclose(measures["first"][:-1], first, atol=0.03)
    np.testing.assert_allclose(measures["total"][:-1], total, atol=0.03)
    assert measures["total"][-1] == measures["first"][-1] == 0.0
    # Intervals hold the truth, and are not so wide that they could not miss it.
    errors = found.indices.errors["total"][:-1]
    assert (np.abs(measures["total"][:-1] - total) < 3.5 * errors + 1e-9).all()
    assert errors.max() < 0.05


def test_only_what_matters_is_named() -> None:
    design = toy_design("sobol", 6, 1024)
    found = analysed(design, evaluated(design, sobol_g), seed=1)
    assert found.important == ("x1", "x2", "x3")  # x4 has .0105 +- .001, at the edge of interest
    assert found.ranked[:4] == ["x1", "x2", "x3", "x4"]


@pytest.mark.parametrize(("method", "samples"), [("morris", 60), ("pawn", 512), ("delta", 256)])
def test_other_methods_find_the_same_order(method: str, samples: int) -> None:
    design = toy_design(method, 6, samples)
    found = analysed(design, evaluated(design, sobol_g), seed=1)
    assert found.ranked[:2] == ["x1", "x2"]
    assert {"x1"} <= set(found.important) <= {"x1", "x2", "x3", "x4"}
    reference = toy_design("sobol", 6, 256)
    variance = analysed(reference, evaluated(reference, sobol_g), seed=1)
    agreed = agreement(found.indices, variance.indices)
    assert agreed.factors == 6
    assert agreed.savage > 0.8


def test_screening_tells_interaction_from_none() -> None:
    design = toy_design("morris", 4, 40)
    found = analysed(
        design, evaluated(design, lambda x: 3 * x[:, 0] + 4 * x[:, 1] * x[:, 2]), seed=1
    )
    mu_star, sigma = found.indices.measures["mu_star"], found.indices.measures["sigma"]
    assert mu_star[0] == pytest.approx(3.0)
    assert sigma[0] == pytest.approx(0.0, abs=1e-9)
    assert sigma[1] > 0.5
    assert mu_star[3] == mu_star[4] == 0.0
    assert set(found.important) == {"x1", "x2", "x3"}


def test_tiers_have_indices_of_their_own() -> None:
    design = toy_design("sobol", 6, 512, grouped=True)
    found = analysed(design, evaluated(design, sobol_g), seed=1)
    assert found.indices.names == ("tier 0", "tier 1", "dummy")
    own = 1 / (3 * (1 + WEIGHTS) ** 2)
    odd, even = np.prod(1 + own[::2]) - 1, np.prod(1 + own[1::2]) - 1
    whole = (1 + odd) * (1 + even) - 1
    np.testing.assert_allclose(
        found.indices.measures["total"][:2],
        [odd * (1 + even) / whole, even * (1 + odd) / whole],
        atol=0.04,
    )


def test_a_category_and_a_whole_number_are_factors_like_others() -> None:
    from experiments.sensitivity.designs import sample_design
    from experiments.sensitivity.factors import Factor, Problem

    form = Factor("form", "workers", scale="choice", choices=(0.0, 1.0, 2.0))
    size = Factor("size", "workers", 1, 4, "whole")
    design = sample_design("sobol", Problem.of([form, size]), 512, 1)
    points = design.problem.points(design.shares)
    assert {point["form"] for point in points} == {0.0, 1.0, 2.0}
    assert {point["size"] for point in points} == {1.0, 2.0, 3.0, 4.0}
    # 10 (form = 2) + size: variances 100 * 2/9 and 15/12.
    found = analysed(design, evaluated(design, lambda x: 10 * (x[:, 0] == 2) + x[:, 1]), seed=1)
    whole = 200 / 9 + 15 / 12
    np.testing.assert_allclose(
        found.indices.measures["total"][:2], [200 / 9 / whole, 15 / 12 / whole], atol=0.03
    )


@pytest.mark.parametrize("ties", [False, True])
def test_distances_of_distributions_are_those_of_salib(ties: bool) -> None:
    from SALib.analyze.pawn import analyze

    design = toy_design("pawn", 4, 256)
    values = evaluated(design, sobol_g).values[:, 0]
    rows = np.sort(np.arange(256) * 7 % 97) if ties else np.arange(256)
    values = np.round(values, 1) if ties else values
    part = SampleDesign("pawn", design.problem, design.shares[rows], 256)
    found = estimated(part, values, seed=1, resampled=False).headline
    known = analyze(design.problem.for_salib(), part.shares, values, S=10)["median"]
    np.testing.assert_allclose(found, np.asarray(known), rtol=0, atol=1e-12)


def test_savage_scores_weigh_the_first_places() -> None:
    np.testing.assert_allclose(savage_scores(np.array([0.1, 0.9, 0.5])), [1 / 3, 11 / 6, 5 / 6])
