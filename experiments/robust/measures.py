"""How robust packages are: share of worlds, regret, satisficing, and what trades off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import Floats
from experiments.sensitivity.resampling import resamples

TIMES = 1000
LATE_REGRET = 0.9
"""Share of worlds in which regret is no larger than the one that is reported."""


@dataclass(frozen=True)
class Shares:
    """Shares of worlds, one per package, each with a 95 % interval (bootstrap over worlds)."""

    share: Floats
    low: Floats
    high: Floats


def share_of_worlds(holds: NDArray[np.bool_], seed: int) -> Shares:
    """Return in which share of the worlds something holds.

    Parameters
    ----------
    holds
        Shape (packages, worlds).
    seed
        Seed of the resamples.
    """
    return _interval(holds.astype(np.float64), np.mean, seed)


def regret(values: Floats, *, larger_is_better: bool = True) -> Floats:
    """Return what each package falls short of the best one in each world (Savage 1951).

    Parameters
    ----------
    values
        Shape (packages, worlds); what is undefined is NaN and falls short of nothing.
    larger_is_better
        Whether the best is the largest.
    """
    sense = values if larger_is_better else -values
    defined = np.isfinite(sense).any(axis=0)
    best = np.full(sense.shape[1], np.nan)
    best[defined] = np.nanmax(sense[:, defined], axis=0)
    return np.asarray(best - sense)


def late_regret(values: Floats, seed: int, *, larger_is_better: bool = True) -> Shares:
    """Return the regret that is not exceeded in nine worlds of ten, with its interval."""
    short = regret(values, larger_is_better=larger_is_better)
    return _interval(short, lambda each, axis: np.nanquantile(each, LATE_REGRET, axis=axis), seed)


def _interval(values: Floats, statistic: object, seed: int) -> Shares:
    assert callable(statistic)
    worlds = values.shape[1]
    # The same worlds are drawn for all packages: they are compared in the same ones.
    drawn = np.array(
        [statistic(values[:, rows], axis=1) for rows in resamples(worlds, TIMES, seed)]
    )
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return Shares(np.asarray(statistic(values, axis=1)), low, high)


def undominated(goods: Floats) -> NDArray[np.bool_]:
    """Return which packages no other one beats in everything.

    Parameters
    ----------
    goods
        Shape (packages, criteria), larger is better in each.
    """
    found = np.ones(len(goods), dtype=np.bool_)
    for place, own in enumerate(goods):
        better = (goods >= own).all(axis=1) & (goods > own).any(axis=1)
        found[place] = not better.any()
    return found
