"""How much of what an output does is chance, the seed being one more factor.

Every row of a design is run with the same replicates, so that rows and seeds are fully crossed:
the two-way analysis of variance gives the first- and total-order index of the seed without a
further run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.resampling import resamples

TIMES = 400


@dataclass(frozen=True)
class Chance:
    """What chance does to an output.

    Attributes
    ----------
    alone
        First-order index of the seed: variance of a single run that comes from it alone.
    total
        Total-order index of the seed: the same, with what it does together with the factors.
    low, high
        Interval of ``total`` (bootstrap over rows, 95 %).
    in_mean
        Share of the variance of the *mean over the replicates* that is chance in each row: what
        a factor shows that does nothing but shake the order of events.
    variance
        That chance as a variance, in the output's own unit.
    replicates
        Replicates that the mean is taken over.
    """

    alone: float
    total: float
    low: float
    high: float
    in_mean: float
    variance: float
    replicates: int

    @property
    def known(self) -> bool:
        """Whether there were replicates enough to tell."""
        return bool(np.isfinite(self.total))


def chance_of(values: Floats, seed: int) -> Chance:
    """Return the share of chance in an output.

    Parameters
    ----------
    values
        The output, shape (independent rows, replicates); rows that are not finite are left out.
    seed
        Seed of the resamples.
    """
    rows = values[np.isfinite(values).all(axis=1)]
    count, replicates = rows.shape
    if count < 2 or replicates < 2:
        nan = float("nan")
        return Chance(nan, nan, nan, nan, nan, nan, replicates)
    factors, alone, both = _components(rows[np.newaxis])
    total = _ratio(alone + both, factors + alone + both)
    again = _components(rows[resamples(count, TIMES, seed)])
    spread = _ratio(again[1] + again[2], again[0] + again[1] + again[2])
    low, high = np.quantile(spread, [0.025, 0.975])
    in_row = both / replicates
    return Chance(
        alone=float(_ratio(alone, factors + alone + both)[0]),
        total=float(total[0]),
        low=float(low),
        high=float(high),
        in_mean=float(_ratio(in_row, factors + in_row)[0]),
        variance=float(in_row[0]),
        replicates=replicates,
    )


def chance_of_spread(spreads: Floats, replicates: int) -> Chance:
    """Return the share of chance in standard deviations over replicates.

    A standard deviation of a few normal values has an error of its own, about
    ``sd / sqrt(2 (replicates - 1))``.

    Parameters
    ----------
    spreads
        The standard deviation in each independent row; those not finite are left out.
    replicates
        Replicates that each was taken over.
    """
    known = spreads[np.isfinite(spreads)]
    nan = float("nan")
    if len(known) < 2 or replicates < 2:
        return Chance(nan, nan, nan, nan, nan, nan, replicates)
    variance = float(np.mean(known**2)) / (2 * (replicates - 1))
    whole = float(np.var(known, ddof=1))
    share = min(variance / whole, 1.0) if whole > 0 else nan
    return Chance(nan, share, nan, nan, share, variance, replicates)


def _components(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return variances of factors, of the seed alone and of both, for (samples, rows, seeds)."""
    _, count, replicates = values.shape
    mean = values.mean(axis=(1, 2), keepdims=True)
    rows = values.mean(axis=2, keepdims=True) - mean
    seeds = values.mean(axis=1, keepdims=True) - mean
    rest = ((values - mean - rows - seeds) ** 2).sum(axis=(1, 2)) / (count - 1) / (replicates - 1)
    by_row = replicates * (rows**2).sum(axis=(1, 2)) / (count - 1)
    by_seed = count * (seeds**2).sum(axis=(1, 2)) / (replicates - 1)
    factors = np.maximum(by_row - rest, 0.0) / replicates
    alone = np.maximum(by_seed - rest, 0.0) / count
    return factors, alone, rest


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
