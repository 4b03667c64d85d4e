"""Replicates that share draws of parameters: what of a spread is parameters, what is chance.

A value is taken for mean + effect of its draw + chance, each normal with a variance of its own.
What is asked for is the effect at the true parameters, of which the draws are samples: so that an
interval holds the spread between draws whole, however many there are, and of chance only what
averaging has left. Both variances are estimated from few draws, and the interval owns up to it:
it is the one of generalised fiducial inference, which takes every pair of variances in turn that
could have given the sums of squares found.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_GRID = 32
"""Quantiles of each of the two variances that are tried."""
_ROUNDING = 1e-24
"""Share of a sum of squares that rounding alone may leave."""
_LEAST_FREEDOM = 3
"""Degrees of freedom that must be left to chance for strata to be taken out."""


@dataclass(frozen=True)
class Share:
    """Which part of the variance behind an interval is not knowing the parameters.

    Attributes
    ----------
    share
        The part, 0 to 1; the rest is chance. The median of what the draws leave possible.
    low, high
        Ends of its 95 % interval; wide with few draws.
    draws
        Number of draws that it rests on.
    """

    share: float
    low: float
    high: float
    draws: int


@dataclass(frozen=True)
class Nested:
    """Half the width of the interval of a mean, and what of it is parameters.

    Attributes
    ----------
    half
        Half the width; NaN with fewer than two draws.
    share
        None where chance and parameters cannot be told apart, or nothing varies.
    """

    half: float
    share: Share | None


@dataclass(frozen=True)
class Nesting:
    """Which replicates share a draw.

    Attributes
    ----------
    draws
        Number of the draw of each replicate.
    strata
        What else tells replicates apart for known reasons (the domain that was moved), and is
        taken out before variances are estimated; empty for nothing.

    References
    ----------
    Henderson (1953), Biometrics 9, 226-252, method 3, for the sums of squares; Hannig (2009),
    Statistica Sinica 19, 491-544, for the interval; the latter's coverage is tested.
    """

    draws: tuple[int, ...]
    strata: tuple[Hashable, ...] = ()

    def within(self, strata: Sequence[Hashable]) -> Nesting:
        """Return the same with strata."""
        return Nesting(self.draws, tuple(strata))

    def of(self, kept: NDArray[np.bool_]) -> Nesting:
        """Return the nesting of some of the replicates."""
        places = np.flatnonzero(kept)
        return Nesting(
            tuple(self.draws[place] for place in places),
            tuple(self.strata[place] for place in places) if self.strata else (),
        )

    def means(self, values: Floats) -> Floats:
        """Return the mean of each draw, in the order of the draws."""
        _, member = np.unique(self.draws, return_inverse=True)
        return np.asarray(np.bincount(member, values) / np.bincount(member))

    def spread(self, values: Floats, level: float) -> Nested:
        """Return how far the mean of finite values may be off; see the module."""
        _, member, sizes = np.unique(self.draws, return_inverse=True, return_counts=True)
        if sizes.size < 2:
            return Nested(math.nan, None)
        if not np.ptp(values):
            return Nested(0.0, None)
        effective = values.size**2 / float((sizes**2).sum())
        if sizes.max() == 1:
            return Nested(_undivided(values, level), None)
        between = np.eye(sizes.size)[member]
        found = _sums_of_squares(values, between, self._fixed(member))
        if found.between + found.within <= _ROUNDING * float(values @ values):
            return Nested(0.0, None)
        half, quantiles = _fiducial(found, effective, values.size, level)
        return Nested(half, Share(*quantiles, sizes.size))

    def _fixed(self, member: NDArray[np.int64]) -> Floats:
        """Return what is taken out: the strata where enough is left for chance, or the mean."""
        mean = np.ones((member.size, 1))
        if not self.strata:
            return mean
        names = list(dict.fromkeys(self.strata))
        strata = np.eye(len(names))[[names.index(each) for each in self.strata]]
        rank = np.linalg.matrix_rank(np.column_stack([strata, np.eye(member.max() + 1)[member]]))
        return strata if member.size - rank >= _LEAST_FREEDOM else mean


@dataclass(frozen=True)
class _Squares:
    """Sums of squares between draws and within, with their degrees of freedom.

    ``weight`` is how often the variance between draws is in the mean square between draws.
    """

    between: float
    within: float
    between_freedom: int
    within_freedom: int
    weight: float


def _sums_of_squares(values: Floats, between: Floats, fixed: Floats) -> _Squares:
    """Return the sums of squares between draws, what is fixed taken out first, and within."""

    def without_fixed(columns: Floats) -> Floats:
        return np.asarray(columns - fixed @ np.linalg.lstsq(fixed, columns)[0])

    rest, draws = without_fixed(values), without_fixed(between)
    fitted = draws @ np.linalg.lstsq(draws, rest)[0]
    freedom = int(np.linalg.matrix_rank(draws))
    within = values.size - int(np.linalg.matrix_rank(fixed)) - freedom
    return _Squares(
        float(fitted @ fitted),
        float(((rest - fitted) ** 2).sum()),
        freedom,
        within,
        float((draws**2).sum()) / freedom,
    )


def _fiducial(
    found: _Squares, draws: float, count: int, level: float
) -> tuple[float, tuple[float, float, float]]:
    """Return half the interval's width, and the share of the parameters: median, low, high."""
    chance = found.within / _chi_squares(found.within_freedom)[None, :]
    total = found.between / _chi_squares(found.between_freedom)[:, None]
    between = np.maximum(total - chance, 0.0) / found.weight
    parameters, chance = (
        between * (1.0 + 1.0 / draws),
        np.broadcast_to(chance, between.shape) / count,
    )
    variance = (parameters + chance).ravel()
    shares = np.quantile(parameters.ravel() / variance, [0.5, 0.025, 0.975])
    share, low, high = (float(each) for each in shares)
    return _half_width(np.sqrt(variance), level), (share, low, high)


def _half_width(deviations: Floats, level: float) -> float:
    """Return the half width that holds ``level`` of a mixture of centred normals."""
    from scipy.optimize import brentq
    from scipy.special import erf, ndtri

    widest = float(ndtri(0.5 + level / 2)) * float(deviations.max())

    def short(half: float) -> float:
        return float(erf(half / (math.sqrt(2.0) * deviations)).mean()) - level

    return float(brentq(short, 0.0, 1.01 * widest, rtol=1e-12))


@lru_cache(maxsize=256)
def _chi_squares(freedom: int) -> Floats:
    """Return chi-square quantiles in the middles of equal parts of probability."""
    from scipy.special import gammaincinv

    places = (np.arange(_GRID) + 0.5) / _GRID
    return np.asarray(2.0 * gammaincinv(freedom / 2.0, places))


def _undivided(values: Floats, level: float) -> float:
    """Return half the width where each draw has one replicate: all counts as parameters."""
    from scipy.special import stdtrit

    quantile = float(stdtrit(values.size - 1, 0.5 + level / 2))
    return quantile * float(values.std(ddof=1)) * math.sqrt(1.0 + 1.0 / values.size)
