"""Whether the samples were enough: indices against their number, and how many would be."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.designs import FEWEST, MOST, SampleDesign
from experiments.sensitivity.estimators import Indices, estimated
from experiments.sensitivity.guard import is_constant

HALVINGS = 3
TOLERANCE = {"morris": 0.2, "sobol": 0.05, "pawn": 0.05, "delta": 0.05}
"""Half-width of a 95 % interval up to which an index counts as known; in a screening as a share
of the largest index."""
_HALF = 1.96


@dataclass(frozen=True)
class Convergence:
    """How indices settle as samples are added.

    Attributes
    ----------
    samples
        Numbers of samples, growing.
    indices, half_widths
        The index of each factor and half its interval, shape (sizes, names).
    converged
        Whether every interval is narrow enough and the last doubling moved no index further.
    advice
        Samples that would do; 0 when converged.
    """

    samples: tuple[int, ...]
    indices: Floats
    half_widths: Floats
    converged: bool
    advice: int

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        if self.converged:
            return "converged"
        return f"not yet converged: try --samples {self.advice}"


def convergence(design: SampleDesign, values: Floats, whole: Indices, seed: int) -> Convergence:
    """Return how the ranking index of every factor settles.

    Parameters
    ----------
    design, values
        The rows and the output that has passed the guard.
    whole
        The indices of all of them.
    seed
        Seed of the resamples.
    """
    sizes, found = [], []
    for halving in range(HALVINGS, 0, -1):
        samples = design.samples >> halving
        part = values[: samples * design.block]
        if samples >= FEWEST[design.method] and not is_constant(part):
            sizes.append(samples)
            found.append(estimated(design.first(samples), part, seed))
    sizes, found = [*sizes, design.samples], [*found, whole]
    indices = np.array([each.headline for each in found])
    halves = _HALF * np.array([each.headline_error for each in found])
    allowed = TOLERANCE[design.method]
    if design.method == "morris":
        allowed *= float(indices[-1].max())
    widest = float(halves[-1].max())
    moved = float(np.abs(indices[-1] - indices[-2]).max()) if len(sizes) > 1 else math.inf
    # What moved from half the samples to all of them has the error of the half as well.
    converged = widest <= allowed and moved <= math.sqrt(2) * allowed
    advice = 0 if converged else _advised(design, widest / allowed)
    return Convergence(tuple(sizes), indices, halves, converged, advice)


def _advised(design: SampleDesign, excess: float) -> int:
    """Return the samples that would make intervals narrow enough; errors fall as their root."""
    wanted = design.samples * max(excess**2, 1.0001)
    if design.method == "morris":
        return min(10 * math.ceil(wanted / 10), MOST)
    return int(min(2 ** math.ceil(math.log2(wanted)), MOST))
