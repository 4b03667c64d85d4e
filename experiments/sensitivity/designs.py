"""Which rows are computed: screening, Saltelli's design, or an even sample."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.factors import Problem
from sim.errors import InputError

Method = Literal["morris", "sobol", "pawn", "delta"]
METHODS: tuple[Method, ...] = ("morris", "sobol", "pawn", "delta")

FEWEST: dict[Method, int] = {"morris": 4, "sobol": 16, "pawn": 64, "delta": 64}
"""Samples below which a method says nothing."""

USUAL: dict[Method, int] = {"morris": 20, "sobol": 256, "pawn": 512, "delta": 512}
"""Samples that are taken unless others are asked for."""

MOST = 2**20
LEVELS = 4
"""Levels of the grid that screening moves on."""


@dataclass(frozen=True)
class SampleDesign:
    """The rows of a sensitivity analysis.

    Attributes
    ----------
    method
        What the rows are for.
    problem
        The factors.
    shares
        Places of the factors in the unit interval, shape (rows, factors), the dummy's last.
    samples
        Trajectories of a screening, base samples of Saltelli's design, rows of a sample.
    """

    method: Method
    problem: Problem
    shares: Floats
    samples: int

    @property
    def block(self) -> int:
        """Rows that belong together: a trajectory, a base sample with its variations, a row."""
        return len(self.shares) // self.samples

    def first(self, samples: int) -> SampleDesign:
        """Return the design of the first samples alone, which is a design of its own."""
        rows = samples * self.block
        return SampleDesign(self.method, self.problem, self.shares[:rows], samples)

    def independent_rows(self) -> np.ndarray:
        """Return the rows that are drawn independently of each other, all over the space."""
        rows = np.arange(len(self.shares))
        if self.method != "sobol":
            return rows
        place = rows % self.block
        return np.asarray(rows[(place == 0) | (place == self.block - 1)])

    def given_data(self, method: Method) -> SampleDesign:
        """Return the independent rows as a sample for a method that takes any sample."""
        rows = self.independent_rows()
        return SampleDesign(method, self.problem, self.shares[rows], len(rows))


def sample_design(method: Method, problem: Problem, samples: int, seed: int) -> SampleDesign:
    """Return the design of a method.

    Parameters
    ----------
    method
        The method: ``morris`` (trajectories over a grid of four levels), ``sobol`` (Saltelli's
        design without second order), or ``pawn`` and ``delta`` (a scrambled Sobol' sequence).
        A longer design of the last three begins with the shorter one.
    problem
        The factors.
    samples
        Trajectories, base samples or rows.
    seed
        Seed of the design.

    Raises
    ------
    InputError
        When the samples are too few, too many, or not a power of two where that is needed.
    """
    check_samples(method, samples)
    if method in ("pawn", "delta") and problem.grouped:
        raise InputError(
            f"{method} knows no groups",
            remedy="Take morris or sobol, or leave the factors single",
            key="method",
            value=method,
        )
    # SALib takes a seed of 0 for none.
    maker = {"morris": _trajectories, "sobol": _saltelli}.get(method, _sequence)
    return SampleDesign(method, problem, maker(problem, samples, seed + 1), samples)


def check_samples(method: Method, samples: int) -> None:
    """Refuse a number of samples that a method cannot use."""
    whole = isinstance(samples, int) and not isinstance(samples, bool)
    problem, remedy = "", f"Give {FEWEST[method]} or more; {USUAL[method]} are usual"
    if not whole or not FEWEST[method] <= samples <= MOST:
        problem = f"{samples!r} samples are {'too few' if whole and samples < MOST else 'no size'}"
        problem += f" for {method}"
    elif method != "morris" and samples & (samples - 1):
        below = 2 ** math.floor(math.log2(samples))
        problem = f"{samples:,} is no power of two, which a Sobol' sequence needs to be even"
        remedy = f"Give {below:,} or {2 * below:,}"
    if problem:
        raise InputError(problem, remedy=remedy, key="samples", value=samples)


def _trajectories(problem: Problem, samples: int, seed: int) -> Floats:
    from SALib.sample.morris import sample

    found = sample(problem.for_salib(), samples, num_levels=LEVELS, seed=seed)
    return np.asarray(found, dtype=np.float64)


def _saltelli(problem: Problem, samples: int, seed: int) -> Floats:
    from SALib.sample.sobol import sample

    found = sample(problem.for_salib(), samples, calc_second_order=False, seed=seed)
    return np.asarray(found, dtype=np.float64)


def _sequence(problem: Problem, samples: int, seed: int) -> Floats:
    from scipy.stats import qmc

    engine = qmc.Sobol(d=len(problem.factors), rng=seed)
    return np.asarray(engine.random(samples), dtype=np.float64)
