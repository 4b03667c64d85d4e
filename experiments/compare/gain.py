"""What pairing is worth: how many unpaired replicates one paired replicate stands for."""

from __future__ import annotations

import math

import numpy as np

from experiments.intervals import LEVEL, Estimate, Floats


def effective_replicate_gain(reference: Floats, scenario: Floats, level: float = LEVEL) -> Estimate:
    """Return the variance of independent differences over the variance of paired ones.

    Had every scenario draws of its own, a difference would have the variance of both worlds
    together; with the same draws in both, what chance does to both alike drops out of it. A gain
    of 10 says that one paired replicate is worth ten pairs of unpaired runs; below 1, pairing
    does harm.

    Parameters
    ----------
    reference, scenario
        One value per replicate, in the same order; a pair with a value that is not finite is
        left out and counted.
    level
        Confidence level of the interval, which takes the values for normal.

    Returns
    -------
    Estimate
        Undefined where the difference is the same in every replicate.

    References
    ----------
    Pitman (1939), Biometrika 31, 9-12: the ratio of the variances of two correlated normals,
    here of the sum and of the difference, of which the gain is a function.
    """
    pairs = np.isfinite(reference) & np.isfinite(scenario)
    before, after = reference[pairs], scenario[pairs]
    count, missing = before.size, int(pairs.size - before.size)
    if count < 2:
        reason = "fewer than two replicates are defined"
        return Estimate(math.nan, math.nan, math.nan, count, missing, reason)
    difference, total = after - before, after + before
    if np.ptp(difference) == 0.0:
        reason = "the difference is the same in every replicate"
        return Estimate(math.nan, math.nan, math.nan, count, missing, reason)
    # The variances of the two worlds add up to half of those of their sum and their difference.
    ratio = float(total.var(ddof=1) / difference.var(ddof=1))
    gain = (1.0 + ratio) / 2.0
    if count < 3 or ratio == 0.0:
        reason = "an interval takes three replicates that differ"
        return Estimate(gain, math.nan, math.nan, count, missing, reason)
    low, high = _pitman(difference, total, ratio, level)
    return Estimate(gain, (1.0 + low) / 2.0, (1.0 + high) / 2.0, count, missing)


def _pitman(difference: Floats, total: Floats, ratio: float, level: float) -> tuple[float, float]:
    """Return the interval of the ratio of two variances whose sample ratio is ``ratio``."""
    from scipy.special import stdtrit

    freedom = difference.size - 2
    quantile = float(stdtrit(freedom, 0.5 + level / 2))
    correlation = float(np.corrcoef(difference, total)[0, 1])
    middle = 1.0 + 2.0 * max(0.0, 1.0 - correlation**2) * quantile**2 / freedom
    factor = middle + math.sqrt(middle**2 - 1.0)
    return ratio / factor, ratio * factor
