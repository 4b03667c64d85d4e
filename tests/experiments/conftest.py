"""Results with known answers, made without the model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from experiments.design import Design, make_design
from experiments.replicate import ArmRuns, Observed, Replicate
from experiments.result import Result
from experiments.stations import NAMES
from sim.declaration import DOMAINS
from sim.outcomes import OUTCOMES
from sim.world import World

ENGLAND = (1.0, 0.72, 0.30, 0.24, 0.22, 0.34, 0.38, 0.33)
AUSTERITY = (1.0, 0.60, 0.06, 0.05, 0.10, 0.51, 0.56, 0.40)
QUARTERS = 8


def _arm(
    draws: np.random.Generator,
    true: tuple[float, ...],
    noise: float,
    first_year: float,
    domain: int,
    councils: int,
) -> ArmRuns:
    """Return runs in which a step of a domain's priority has the elasticities ``true``."""
    shape = len(NAMES), len(DOMAINS)
    before = draws.uniform(0.3, 0.6, shape)
    step = 0.15
    observed = np.array(true) + np.where(np.arange(8) > 0, noise, 0.0) * draws.normal(size=8)
    after = before.copy()
    after[:, domain] = before[:, domain] * np.exp(observed * step)
    outcomes = {name: float(draws.normal(17, 1)) for name in OUTCOMES}
    drift = np.linspace(0, 0.1, QUARTERS)[:, None, None]
    quarterly = before + drift + draws.normal(0, 0.01, (QUARTERS, *shape))
    return ArmRuns(
        Observed(outcomes, before),
        Observed(dict(outcomes), after),
        first_year + 0.25 * np.arange(QUARTERS),
        {name: np.full((QUARTERS, councils), value) for name, value in outcomes.items()},
        quarterly,
    )


def make_result(
    replicates: int = 20,
    noise: float = 0.03,
    truths: tuple[tuple[float, ...], ...] = (ENGLAND, AUSTERITY),
) -> Result:
    """Return a synthetic result of two councils whose true elasticities are ``truths``."""
    design: Design = make_design(
        "austerity" if len(truths) == 2 else "england",
        replicates=replicates,
        years=2.0,
        seed=1,
        workers=1,
        world=World.even(2, 3, 10),
        parameters=None,
    )
    draws = np.random.default_rng(5)
    runs = []
    for number in range(replicates):
        lever = design.lever(number)
        assert lever.domain is not None
        arms = tuple(
            _arm(draws, true, noise, design.first_year, lever.domain, 2) for true in truths
        )
        runs.append(Replicate(number, lever, arms))
    return Result(design, tuple(runs))


@pytest.fixture(scope="session")
def synthetic() -> Callable[..., Result]:
    """The maker of synthetic results."""
    return make_result
