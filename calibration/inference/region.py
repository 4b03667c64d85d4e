"""Even samples of a region of the unit box that is known only by a test, and the region's share.

A region may hold a millionth of the box, where drawing and rejecting finds nothing. So it is
approached by nested regions (subset simulation: Au & Beck 2001, Probabilistic Engineering
Mechanics 16, 263-277): points of the larger one that lie in the smaller one are multiplied, and
spread over it by moves along differences of other points (ter Braak 2006, Statistics and
Computing 16, 239-249), which keep an even distribution even.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from calibration.inference.chance import normals, order, uniforms
from experiments.intervals import Floats

POPULATION = 1000
SWEEPS = 20
"""Moves of every point on each level."""
LEVEL_SHARE = 0.25
"""Share of the points that a level keeps, at least."""
MOST_LEVELS = 25
STALLED = 0.99
"""Share of the distance before that a level must fall below for the search to go on."""
_JITTER = 1e-3

Distance = Callable[[Floats], Floats]
"""Tells how far points, shape (points, parameters), are from lying in a region."""
Inside = Callable[[Floats], NDArray[np.bool_]]


@dataclass(frozen=True)
class Region:
    """A part of the unit box.

    Attributes
    ----------
    population
        Points spread evenly over it, shape (points, parameters); none when it is empty.
    share
        Its share of the box.
    limits
        Distances that its points keep, each with its limit.
    """

    population: Floats = field(repr=False)
    share: float
    limits: tuple[tuple[Distance, float], ...] = field(default=(), repr=False)

    @classmethod
    def box(cls, parameters: int, seed: int, population: int = POPULATION) -> Region:
        """Return the whole box."""
        return cls(uniforms((population, parameters), seed, "box"), 1.0)

    @property
    def empty(self) -> bool:
        """Whether nothing was found in it."""
        return not len(self.population)

    def holds(self, places: Floats) -> NDArray[np.bool_]:
        """Return which points lie in the region."""
        inside = np.asarray(((places > 0) & (places < 1)).all(axis=1))
        for distance, limit in self.limits:
            left = np.flatnonzero(inside)
            if left.size:
                inside[left] = distance(places[left]) <= limit
        return inside

    def narrowed(self, distance: Distance, limit: float, seed: int, *words: object) -> Region:
        """Return the part of it that keeps a further distance.

        Parameters
        ----------
        distance, limit
            The part is where the distance is at most the limit.
        seed, words
            What the draws are keyed by.
        """
        points, share, level = self.population, self.share, np.inf
        for step in range(MOST_LEVELS):
            far = distance(points)
            before, level = level, max(limit, float(np.quantile(far, LEVEL_SHARE)))
            if level > limit and level > STALLED * before:
                break  # nothing comes any nearer
            kept = far <= level
            share *= float(kept.mean())
            now = Region(points, share, (*self.limits, (distance, level)))
            points = _spread(points[kept], len(points), now.holds, seed, *words, step)
            if level <= limit:
                return Region(points, share, now.limits)
        return Region(points[:0], 0.0, (*self.limits, (distance, limit)))

    def sample(self, count: int, seed: int, *words: object) -> Floats:
        """Return ``count`` further points spread evenly over the region."""
        return _spread(self.population, count, self.holds, seed, *words, "sample")


def _spread(kept: Floats, count: int, inside: Inside, seed: int, *words: object) -> Floats:
    """Return ``count`` points spread over a region by moves that start from those in ``kept``."""
    chosen = order(len(kept), seed, *words, "order")
    points = kept[np.resize(chosen, count)].copy()
    for sweep in range(SWEEPS):
        halves = np.array_split(order(count, seed, *words, sweep, "halves"), 2)
        for part, (moved, others) in enumerate((halves, halves[::-1])):
            if len(others) < 2:
                others = np.arange(count)
            proposed = proposed_moves(points, moved, others, seed, *words, sweep, part)
            accepted = inside(proposed)
            points[moved[accepted]] = proposed[accepted]
    return points


def proposed_moves(
    points: Floats, moved: np.ndarray, others: np.ndarray, seed: int, *words: object
) -> Floats:
    """Return each point moved along the difference of two others, in some of its coordinates."""
    count, parameters = len(moved), points.shape[1]
    drawn = uniforms((count, parameters + 3), seed, *words, "move")
    first = others[(drawn[:, 0] * len(others)).astype(int)]
    second = others[(drawn[:, 1] * len(others)).astype(int)]
    crossing = np.array([0.15, 0.4, 1.0])[(drawn[:, 2] * 3).astype(int)]
    changed = drawn[:, 3:] < crossing[:, np.newaxis]
    stretch = 2.38 / np.sqrt(2.0 * np.maximum(changed.sum(axis=1), 1))
    step = stretch[:, np.newaxis] * (points[first] - points[second])
    step += _JITTER * normals((count, parameters), seed, *words, "jitter")
    return np.asarray(points[moved] + np.where(changed, step, 0.0))
