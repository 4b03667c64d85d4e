"""Functions whose indices are known, put through the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.analysis import Output
from experiments.sensitivity.designs import SampleDesign, sample_design
from experiments.sensitivity.factors import Factor, Problem


def factors(count: int, low: float = 0.0, high: float = 1.0) -> list[Factor]:
    return [Factor(f"x{place + 1}", f"tier {place % 2}", low, high) for place in range(count)]


def ishigami(x: Floats) -> Floats:
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[list[float], list[float]]:
    """First- and total-order indices (Ishigami & Homma 1990)."""
    a, b, pi = 7.0, 0.1, np.pi
    one = 0.5 * (1 + b * pi**4 / 5) ** 2
    two, together = a**2 / 8, b**2 * pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + together
    first = [one / whole, two / whole, 0.0]
    return first, [(one + together) / whole, two / whole, together / whole]


WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def sobol_g(x: Floats) -> Floats:
    weights = WEIGHTS[: x.shape[1]]
    return np.prod((np.abs(4 * x - 2) + weights) / (1 + weights), axis=1)


def sobol_g_indices() -> tuple[Floats, Floats]:
    """First- and total-order indices (Saltelli & Sobol' 1995)."""
    own = 1 / (3 * (1 + WEIGHTS) ** 2)
    whole = np.prod(1 + own) - 1
    return own / whole, own * np.prod(1 + own) / (1 + own) / whole


def evaluated(
    design: SampleDesign, function: Callable[[Floats], Floats], noise: Floats | float = 0.0
) -> Output:
    """Return a function of the factors as an output, with noise of shape (rows, replicates)."""
    points = design.problem.points(design.shares)
    values = function(np.array([list(point.values()) for point in points]))
    return Output("toy", "Toy", "", values[:, np.newaxis] + np.zeros((1, 1)) + noise)


def toy_design(method: str, count: int, samples: int, low: float = 0.0, high: float = 1.0,
               seed: int = 1, grouped: bool = False) -> SampleDesign:  # fmt: skip
    problem = Problem.of(factors(count, low, high), grouped=grouped)
    return sample_design(method, problem, samples, seed)  # type: ignore[arg-type]
