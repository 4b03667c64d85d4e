"""Packages compared two at a time, in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from experiments.intervals import LEVEL, Floats
from experiments.sensitivity.resampling import resamples

TIMES = 2000


@dataclass(frozen=True)
class Pair:
    """Two packages by one criterion.

    Attributes
    ----------
    criterion
        What they are compared in.
    first, second
        The packages.
    difference
        Mean over the worlds of what the first has more than the second; NaN when there are not
        two worlds in which both are defined.
    low, high
        Its interval. The intervals of all pairs by one criterion hold at once in 95 % of samples
        of worlds (bootstrap over worlds of the largest studentised error of any pair).
    worlds
        Worlds in which both are defined.
    ahead
        Share of them in which the first has more than the second, a draw counting half.
    """

    criterion: str
    first: str
    second: str
    difference: float
    low: float
    high: float
    worlds: int
    ahead: float

    @property
    def clear(self) -> bool:
        """Whether the two can be told apart."""
        return self.low > 0 or self.high < 0

    def seen_from(self, package: str) -> Pair:
        """Return the same pair with ``package`` first."""
        if package == self.first:
            return self
        known = self.worlds > 0
        return Pair(self.criterion, self.second, self.first, -self.difference, -self.high,
                    -self.low, self.worlds, 1 - self.ahead if known else self.ahead)  # fmt: skip


def pairs(
    values: Mapping[str, Floats], packages: Sequence[str], seed: int, times: int = TIMES
) -> tuple[Pair, ...]:
    """Return every pair of packages by every criterion.

    Parameters
    ----------
    values
        What each package reaches in each world, by criterion: shape (packages, worlds), larger
        is better, NaN where undefined.
    packages
        Their names.
    seed, times
        Seed and number of the resamples of worlds.
    """
    found: list[Pair] = []
    for criterion, reached in values.items():
        found += _of_criterion(criterion, np.asarray(reached, np.float64), packages, seed, times)
    return tuple(found)


def _of_criterion(
    criterion: str, reached: Floats, packages: Sequence[str], seed: int, times: int
) -> list[Pair]:
    chosen = list(combinations(range(len(packages)), 2))
    more = np.array([reached[one] - reached[other] for one, other in chosen])
    known = np.isfinite(more)
    worlds = known.sum(axis=1)
    filled = np.where(known, more, 0.0)
    difference = _mean(filled, known)
    drawn = np.array(
        [_mean(filled[:, rows], known[:, rows])
         for rows in resamples(reached.shape[1], times, seed)]
    )  # fmt: skip
    half = _half_widths(difference, drawn)
    ahead = _mean((np.sign(filled) + 1) / 2, known)
    return [
        Pair(criterion, packages[one], packages[other], float(difference[place]),
             float(difference[place] - half[place]), float(difference[place] + half[place]),
             int(worlds[place]), float(ahead[place]))
        for place, (one, other) in enumerate(chosen)
    ]  # fmt: skip


def _mean(filled: Floats, known: np.ndarray) -> Floats:
    """Return means over the known worlds, one per pair; NaN with fewer than two."""
    count = known.sum(axis=1)
    total = (filled * known).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 1))


def _half_widths(difference: Floats, drawn: Floats) -> Floats:
    """Return half the intervals of all pairs, which hold at once."""
    errors = np.nanstd(np.where(np.isfinite(difference), drawn, 0.0), axis=0)
    spread = np.where(errors > 0, errors, 1.0)
    # A pair that differs by the same in all worlds has no error and sets no standard.
    largest = np.nanmax(np.abs(np.nan_to_num(drawn - difference)) / spread, axis=1)
    return np.asarray(errors * np.quantile(largest, LEVEL))
