"""Noise is not mistaken for influence, and nothing undefined passes without a word."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.sensitivity.analysis import Output, analysed, analysed_all
from experiments.sensitivity.chance import chance_of
from experiments.sensitivity.designs import METHODS, sample_design
from experiments.sensitivity.factors import Factor, Problem
from experiments.sensitivity.guard import POLICY
from experiments.sensitivity.ranges import LEVERS, STRUCTURE, bounds_of, factors_of
from sim.errors import InputError
from sim.parameters import PARAMETERS
from tests.experiments.sensitivity.toys import evaluated, factors, sobol_g, toy_design

SAMPLES = {"morris": 20, "sobol": 128, "pawn": 64, "delta": 64}


def noise(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


@pytest.mark.parametrize(
    ("method", "seed"),
    [("morris", 1), ("morris", 2), ("sobol", 1), ("sobol", 2), ("pawn", 1), ("delta", 1)],
)
def test_of_noise_alone_nothing_matters(method: str, seed: int) -> None:
    design = toy_design(method, 5, SAMPLES[method], seed=seed)
    output = Output("noise", "Noise", "", noise(seed, len(design.shares), 4))
    for found in analysed_all(design, [output], seed=seed):
        assert found.important == ()
        assert found.chance.in_mean > 0.7


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_an_influence_is_seen_through_noise(method: str) -> None:
    design = toy_design(method, 6, 4 * SAMPLES[method])
    shaking = 0.2 * noise(1, len(design.shares), 4)
    found = analysed(design, evaluated(design, sobol_g, shaking), seed=1)
    assert {"x1", "x2"} <= set(found.important)
    assert "x6" not in found.important
    # The floor is as high as chance alone makes an index, known from how it was put in.
    alone = found.indices.headline[[4, 5, 6]].mean()
    assert found.floor.level == pytest.approx(alone, rel=0.3)


def test_the_same_chances_on_all_rows_do_not_inflate_indices() -> None:
    design = toy_design("sobol", 6, 512)
    alike = np.broadcast_to(noise(1, 1, 3), (len(design.shares), 3))
    apart = noise(1, len(design.shares), 3)
    paired = analysed(design, evaluated(design, sobol_g, alike), seed=1)
    unpaired = analysed(design, evaluated(design, sobol_g, apart), seed=1)
    assert paired.indices.measures["total"][5] < 0.001
    assert unpaired.indices.measures["total"][5] > 0.2
    # Averaged over single replicates, they are those of the mean, for chance only shifts all rows.
    np.testing.assert_allclose(paired.replicates[0], paired.indices.headline, atol=1e-9)
    assert paired.replicates[1].max() < 1e-9


def test_the_share_of_chance_is_what_was_put_in() -> None:
    rows = np.random.default_rng(1).normal(size=(1500, 1))
    alone = 0.5 * np.random.default_rng(2).normal(size=(1, 200))
    both = 0.7 * noise(3, 1500, 200)
    found = chance_of((rows + alone + both)[:, :40], seed=1)
    whole = 1.0 + 0.49 + 0.25
    assert found.total == pytest.approx((0.25 + 0.49) / whole, abs=0.06)
    assert found.low < found.total < found.high
    assert found.in_mean == pytest.approx(0.49 / 40 / (1 + 0.49 / 40), abs=0.002)


def test_a_factor_that_only_spreads_is_found_in_the_spread() -> None:
    design = toy_design("sobol", 3, 256)
    base = noise(1, 1, 6)
    output = Output("s", "S", "", (1 + 3 * design.shares[:, [1]]) * base)
    mean, spread = analysed_all(design, [output], seed=1)
    assert (mean.statistic, spread.statistic) == ("mean", "spread")
    assert spread.ranked[0] == "x2"
    assert spread.indices.measures["total"][1] == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("method", ["morris", "sobol", "pawn"])
def test_failing_rows_are_listed_with_their_blocks_and_bend_nothing(method: str) -> None:
    design = toy_design(method, 4, 2 * SAMPLES[method])
    whole = evaluated(design, sobol_g)
    values = whole.values.copy()
    bad = [3, design.block + 1, 5 * design.block]
    values[bad] = np.nan
    found = analysed(design, Output("toy", "Toy", "", values), seed=1)
    assert found.guarded.undefined == tuple(sorted(bad))
    blocks = {row // design.block for row in bad}
    assert found.guarded.excluded == len(blocks)
    assert found.guarded.design.samples == design.samples - len(blocks)
    reference = analysed(design, whole, seed=1)
    assert found.ranked[0] == reference.ranked[0] == "x1"
    np.testing.assert_allclose(found.indices.headline, reference.indices.headline, atol=0.15)
    assert "left out with its whole block" in POLICY


def test_too_little_that_is_defined_gives_a_reason_and_no_index() -> None:
    design = toy_design("sobol", 3, 32)
    values = np.ones((len(design.shares), 1))
    values[:: design.block] = np.nan
    found = analysed(design, Output("toy", "Toy", "", values), seed=1)
    assert found.indices is None
    assert found.reason == "defined in 0 of 32 blocks, and sobol needs 16"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("level", [0.0, 5.0, 1e12])
def test_what_does_not_change_has_no_indices(method: str, level: float) -> None:
    design = toy_design(method, 3, SAMPLES[method])
    rounding = 1e-12 * noise(1, len(design.shares), 1)
    found = analysed(design, Output("c", "C", "", level * (1 + rounding)), seed=1)
    assert found.indices is None
    assert found.reason.startswith("the output does not change")


@pytest.mark.parametrize(
    ("method", "samples", "said"),
    [
        ("sobol", 100, "100 is no power of two, which a Sobol' sequence needs to be even. "
                       "Give 64 or 128"),
        ("pawn", 1000, "Give 512 or 1,024"),
        ("sobol", 8, "8 samples are too few for sobol. Give 16 or more; 256 are usual"),
        ("morris", 3, "too few for morris"),
        ("delta", 0, "too few for delta"),
        ("morris", 2**30, "no size for morris"),
    ],
)  # fmt: skip
def test_a_size_that_cannot_be_used_is_refused(method: str, samples: int, said: str) -> None:
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        toy_design(method, 3, samples)


def test_convergence_is_judged_and_more_samples_are_advised() -> None:
    small = toy_design("sobol", 6, 64)
    found = analysed(small, evaluated(small, sobol_g), seed=1).convergence
    assert found.samples == (16, 32, 64)
    assert not found.converged
    assert found.verdict.startswith("not yet converged: try --samples ")
    assert found.advice > 64
    assert found.advice & (found.advice - 1) == 0
    large = toy_design("sobol", 6, 4096)
    settled = analysed(large, evaluated(large, sobol_g), seed=1).convergence
    assert settled.verdict == "converged"
    assert settled.half_widths[-1].max() < found.half_widths[-1].max()


def test_factors_come_from_the_table_of_parameters() -> None:
    everything = factors_of()
    assert [factor.name for factor in everything] == list(PARAMETERS)
    for factor in everything:
        declared = PARAMETERS[factor.name]
        assert factor.group == declared.tier
        if factor.name in STRUCTURE:
            continue
        assert declared.low <= factor.low < factor.high <= declared.high
        assert factor.low <= declared.default <= factor.high
        ends = factor.values(np.array([0.0, 1.0]))
        assert ends.tolist() == pytest.approx([factor.low, factor.high])
    (wide,) = factors_of(["norm_recovery_weeks"], ranges="declared")
    assert (wide.scale, wide.values(np.array([0.5]))[0]) == ("log", pytest.approx(10**2.5))
    assert bounds_of(PARAMETERS["accountability_stakes"], "plausible") == (0, 1)
    assert bounds_of(PARAMETERS["grant"], "plausible") == (0.5, 1.5)
    assert bounds_of(PARAMETERS["time_elasticity"], "plausible") == pytest.approx((-0.832, -0.448))
    assert "grant" in LEVERS


def test_forms_of_the_model_are_chosen_and_not_mixed() -> None:
    shares = np.linspace(0, 1, 101)
    for name, forms in STRUCTURE.items():
        (factor,) = factors_of([name])
        values = factor.values(shares)
        assert set(values) == set(forms)
        assert 50 <= (values == forms[0]).sum() <= 51
        assert all(PARAMETERS[name].check(form) == form for form in forms)
    (wide,) = factors_of(["need_first"], ranges="declared")
    assert len(set(wide.values(shares))) == 101


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: factors_of(["discretoin"]), "Did you mean 'discretion'"),
        (lambda: factors_of(["grant"], fixed=["grant"]), "sets grant by date"),
        (lambda: Factor("x", "y", 0.7, 0.7), "a single value"),
        (lambda: Problem.of(factors_of(["grant", "grant"])), "grant is varied twice"),
        (lambda: Problem.of([]), "no parameter is varied"),
        (lambda: sample_design("pawn", Problem.of(factors(3), grouped=True), 64, 1), "no groups"),
        (lambda: Factor("x", "y", 0.0, 1.0, "log"), "begins at 0"),
    ],
)
def test_what_cannot_be_varied_is_refused(call, said: str) -> None:
    with pytest.raises(InputError, match=said):
        call()


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_shaking_the_order_of_events_is_no_influence(method: str) -> None:
    # As in a simulation: rows that are alike have the same chances and results, and the least
    # change of any parameter shakes everything that comes after. The dummy shows none of it.
    design = toy_design(method, 6, 4 * SAMPLES[method])
    _, alike = np.unique(design.shares[:, :-1], axis=0, return_inverse=True)
    shaking = 0.2 * noise(1, alike.max() + 1, 4)[alike]
    found = analysed(design, evaluated(design, sobol_g, shaking), seed=1)
    assert found.indices.headline[-1] == 0.0
    assert found.indices.headline[5] > 0.0
    assert found.floor.source == "chance between replicates"
    assert {"x1", "x2"} <= set(found.important)
    assert not {"x5", "x6"} & set(found.important)
