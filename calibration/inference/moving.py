"""Draws from a density that can be computed, by moving points that are spread nearly so.

Points are first taken as often as the density asks for, then moved along differences of other
points, and each move is accepted by Metropolis's rule (resample-move: Gilks & Berzuini 2001,
Journal of the Royal Statistical Society B 63, 127-146; differential evolution: ter Braak 2006,
Statistics and Computing 16, 239-249).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from calibration.inference.chance import order, uniforms
from calibration.inference.region import proposed_moves
from experiments.intervals import Floats

SWEEPS = 60
"""Moves of every point."""

Density = Callable[[Floats], Floats]
"""Gives the logarithm of a density, but for a constant, at points of shape (points, parameters)."""


def taken(weights: Floats, count: int, seed: int, *words: object) -> NDArray[np.int64]:
    """Return ``count`` rows, each as often as it weighs (systematic resampling)."""
    ends = np.cumsum(weights / weights.sum())
    (start,) = uniforms((1,), seed, *words, "taken")
    found = np.searchsorted(ends, (start + np.arange(count)) / count, side="right")
    return np.asarray(np.minimum(found, len(weights) - 1))


def moved(points: Floats, density: Density, seed: int, *words: object) -> Floats:
    """Return points spread over the unit box as a density is.

    Parameters
    ----------
    points
        Where they start, shape (points, parameters).
    density
        The logarithm of the density.
    seed, words
        What the draws are keyed by.
    """
    points = points.copy()
    level = density(points)
    for sweep in range(SWEEPS):
        halves = np.array_split(order(len(points), seed, *words, sweep, "halves"), 2)
        for part, (rows, others) in enumerate((halves, halves[::-1])):
            key = (*words, sweep, part)
            proposed = proposed_moves(points, rows, others, seed, *key)
            inside = ((proposed > 0.0) & (proposed < 1.0)).all(axis=1)
            there = np.full(len(rows), -np.inf)
            there[inside] = density(proposed[inside])
            chance = np.log(uniforms((len(rows),), seed, *key, "accept"))
            accepted = chance < there - level[rows]
            points[rows[accepted]] = proposed[accepted]
            level[rows[accepted]] = there[accepted]
    return points
