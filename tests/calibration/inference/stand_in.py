"""A cheap simulator whose posterior is known: linear, with normal chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from calibration.inference.chance import normals, uniforms
from calibration.inference.observed import Observed
from calibration.inference.priors import Priors
from experiments.intervals import Floats
from experiments.sensitivity.factors import Factor
from experiments.studies.points import Point

NAMES = ("discretion", "conformity", "story_weight", "measure_validity", "central_alignment")
"""Parameters whose range is 0 to 1; nothing depends on the last."""
TARGETS = 6
CHANCE = 0.1
TRUTH = np.array([0.6, 0.4, 0.55, 0.7, 0.5])
TOLERANCE = 0.2

PRIORS = Priors(
    "Stand-in", "england", tuple(Factor(name, "workers") for name in NAMES), ("",) * len(NAMES)
)


class Linear:
    """Figures are linear in all parameters but the last, plus normal chance."""

    def __init__(self, seed: int = 1) -> None:
        self.slopes = normals((TARGETS, len(NAMES) - 1), seed, "slopes")
        self.asked: list[tuple[str, int]] = []

    def expected(self, places: Floats) -> Floats:
        return np.asarray((places[:, :-1] - 0.5) @ self.slopes.T)

    def __call__(
        self, stage: str, points: Sequence[Point], replicates: int, *, shared: bool = False
    ) -> Floats:
        self.asked.append((stage, len(points) * replicates))
        places = np.array([[point[name] for name in NAMES] for point in points])
        shape = (1 if shared else len(points), replicates, TARGETS)
        chance = normals(shape, 7, "shared" if shared else stage)
        return self.expected(places)[:, np.newaxis] + CHANCE * chance


def official(simulator: Linear, truth: Floats = TRUTH) -> Observed:
    """Return the figures that a truth gives without chance."""
    names = tuple(f"T{number}" for number in range(TARGETS))
    values = simulator.expected(truth[np.newaxis])[0]
    return Observed(names, names, ("",) * TARGETS, values, np.full(TARGETS, TOLERANCE))


def known_posterior(simulator: Linear) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the true posterior, by weighing an even sample."""
    places = uniforms((200_000, len(NAMES)), 3, "even")
    miss = simulator.expected(places) - official(simulator).values
    variance = CHANCE**2 + (TOLERANCE / 2) ** 2
    weights = np.exp(-0.5 * (miss**2).sum(axis=1) / variance)
    weights /= weights.sum()
    mean = weights @ places
    return mean, np.sqrt(weights @ (places - mean) ** 2)
