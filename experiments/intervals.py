"""Means, and ratios of means, with the intervals that replicates support."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.nested import Nesting, Share

LEVEL = 0.95
"""Confidence level of every interval that is reported."""

_NOT_CLEAR = "what arrived at the link before is not clearly above 0"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates, or a ratio of two means, with its interval.

    Attributes
    ----------
    mean
        The estimate; NaN when undefined, and then ``reason`` says why.
    low, high
        Ends of the interval at ``LEVEL``; NaN when the replicates give none.
    count
        Replicates that the estimate rests on.
    undefined
        Replicates left out because they have no value.
    reason
        Why there is no estimate or no interval; empty when there are both.
    parameters
        Which part of the variance behind the interval is not knowing the parameters; None where
        all replicates have the same parameters, or where it cannot be told from chance.
    """

    mean: float
    low: float
    high: float
    count: int
    undefined: int = 0
    reason: str = ""
    parameters: Share | None = None

    @property
    def defined(self) -> bool:
        """Whether there is an estimate."""
        return math.isfinite(self.mean)

    @property
    def bounded(self) -> bool:
        """Whether there is an interval."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def sign(self) -> int:
        """1 or -1 when the whole interval lies on one side of zero, otherwise 0."""
        if not self.bounded:
            return 0
        return int(self.low > 0) - int(self.high < 0)

    @property
    def half_width(self) -> float:
        """The longer of the interval's two sides; infinite without an interval."""
        if not self.bounded:
            return math.inf
        return max(self.high - self.mean, self.mean - self.low)

    def mirrored(self) -> Estimate:
        """Return the estimate of the same quantity with its sign turned."""
        return replace(self, mean=-self.mean, low=-self.high, high=-self.low)


def mean_interval(
    values: ArrayLike,
    level: float = LEVEL,
    first_round: int | None = None,
    nesting: Nesting | None = None,
) -> Estimate:
    """Return the mean of ``values`` (one per replicate) with Student's t interval.

    Values that are not finite count as undefined: they are left out and counted. Where
    replicates differ in their parameters, the interval is that of ``experiments.nested``.

    Parameters
    ----------
    values
        One per replicate, in the order of the replicates.
    level
        Confidence level.
    first_round
        Number of leading replicates that alone tell the spread; None for all of them. When
        their spread decided how many more there would be, this keeps the level what it is
        said to be (Stein 1945, Annals of Mathematical Statistics 16, 243-258).
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.
    """
    sample = np.asarray(values, dtype=np.float64)
    defined = _defined(sample)
    missing = sample.size - defined.size
    if defined.size == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, missing, "undefined in every replicate")
    mean = float(defined.mean())
    if defined.size == 1:
        reason = "one replicate gives no interval"
        return Estimate(mean, math.nan, math.nan, 1, missing, reason)
    if nesting is not None:
        return _nested(mean, defined, missing, nesting.of(np.isfinite(sample)), level)
    half = half_widths(sample[:first_round], np.array([defined.size]), level)[0]
    reason = "" if math.isfinite(half) else "defined in fewer than two of the first round"
    return Estimate(mean, mean - half, mean + half, defined.size, missing, reason)


def planned(whole: Estimate, first: Estimate) -> Estimate:
    """Return an estimate with the interval that its first round of replicates sets.

    Parameters
    ----------
    whole
        The estimate over all replicates.
    first
        The same over the leading replicates, whose spread decided how many more there would be.

    Returns
    -------
    Estimate
        The mean of all; the interval of the first round, narrowed by the root of how many times
        more replicates there are (Stein 1945; the same as ``first_round`` of ``mean_interval``
        where the estimate is a mean).
    """
    if not first.bounded:
        reason = f"in the first round: {first.reason}"
        return replace(whole, low=math.nan, high=math.nan, reason=reason)
    narrower = math.sqrt(first.count / whole.count)
    return replace(
        whole,
        low=whole.mean - (first.mean - first.low) * narrower,
        high=whole.mean + (first.high - first.mean) * narrower,
    )


def _nested(mean: float, defined: Floats, missing: int, nesting: Nesting, level: float) -> Estimate:
    found = nesting.spread(defined, level)
    if not math.isfinite(found.half):
        reason = "one draw of the parameters gives no interval"
        return Estimate(mean, math.nan, math.nan, defined.size, missing, reason)
    low, high = mean - found.half, mean + found.half
    return Estimate(mean, low, high, defined.size, missing, parameters=found.share)


def half_widths(sample: Floats, counts: Floats, level: float = LEVEL) -> Floats:
    """Return half the width of the interval of a mean over so many replicates.

    Parameters
    ----------
    sample
        The replicates that tell the spread; those that are not finite are left out.
    counts
        Numbers of replicates that the mean is taken over.
    level
        Confidence level.

    Returns
    -------
    numpy.ndarray
        One per count; NaN when fewer than two replicates are defined.
    """
    known = _defined(sample)
    if known.size < 2:
        return np.full(len(counts), math.nan)
    # The same value in every replicate has no spread, whatever rounding makes of its mean.
    spread = float(known.std(ddof=1)) if np.ptp(known) else 0.0
    return np.asarray(_student(known.size, level) * spread / np.sqrt(counts))


def _defined(sample: Floats) -> Floats:
    return sample[np.isfinite(sample)]


def ratio_interval(
    numerator: ArrayLike,
    denominator: ArrayLike,
    level: float = LEVEL,
    nesting: Nesting | None = None,
) -> Estimate:
    """Return the ratio of two paired means with Fieller's interval.

    The interval holds every ratio that a paired t test does not reject. When the denominator
    cannot be told from zero that set is unbounded, and the estimate has no interval. Where
    replicates differ in their parameters, the interval is that of the linearised ratio (delta
    method), and there is none when the interval of the denominator's mean holds zero.

    Parameters
    ----------
    numerator, denominator
        One value per replicate, shape (R,); a pair with a value that is not finite is left
        out and counted.
    level
        Confidence level.
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.

    References
    ----------
    Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.
    """
    above = np.asarray(numerator, dtype=np.float64)
    below = np.asarray(denominator, dtype=np.float64)
    pairs = np.isfinite(above) & np.isfinite(below)
    above, below = above[pairs], below[pairs]
    count, missing = above.size, int(pairs.size - above.size)
    if count == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, missing, "undefined in every replicate")
    if below.mean() == 0.0:
        reason = "nothing arrived at the link before"
        return Estimate(math.nan, math.nan, math.nan, count, missing, reason)
    ratio = float(above.mean() / below.mean())
    if count == 1:
        reason = "one replicate gives no interval"
        return Estimate(ratio, math.nan, math.nan, 1, missing, reason)
    if nesting is not None:
        return _nested_ratio(above, below, missing, nesting.of(pairs), level)
    low, high = _fieller(above, below, _student(count, level))
    reason = "" if math.isfinite(low) else _NOT_CLEAR
    return Estimate(ratio, low, high, count, missing, reason)


def _nested_ratio(
    above: Floats, below: Floats, missing: int, nesting: Nesting, level: float
) -> Estimate:
    base = mean_interval(below, level, nesting=nesting)
    ratio = float(above.mean()) / base.mean
    if base.sign == 0:
        reason = base.reason or _NOT_CLEAR
        return Estimate(ratio, math.nan, math.nan, above.size, missing, reason)
    # What each replicate adds to the ratio, to first order.
    found = mean_interval(ratio + (above - ratio * below) / base.mean, level, nesting=nesting)
    return replace(found, mean=ratio, undefined=missing)


def ratio_difference_interval(
    ratio: tuple[ArrayLike, ArrayLike],
    reference: tuple[ArrayLike, ArrayLike],
    nesting: Nesting | None = None,
) -> Estimate:
    """Return a ratio of paired means less another, all four paired by replicate.

    The interval is that of the linearised difference (delta method). Where the denominator of
    either ratio cannot be told from zero there is none.

    Parameters
    ----------
    ratio, reference
        Numerator and denominator of each ratio, one value per replicate, shape (R,); a
        replicate with a value that is not finite is left out and counted.
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.
    """
    values = np.array([*ratio, *reference], dtype=np.float64)
    usable = np.asarray(np.isfinite(values).all(axis=0))
    above, below, other_above, other_below = values[:, usable]
    missing = int((~usable).sum())
    shared = None if nesting is None else nesting.of(usable)
    for one, base in ((above, below), (other_above, other_below)):
        single = ratio_interval(one, base, nesting=shared)
        if not single.bounded:
            return Estimate(math.nan, math.nan, math.nan, above.size, missing, single.reason)
    first, second = above.mean() / below.mean(), other_above.mean() / other_below.mean()
    # What each replicate adds to the difference, to first order.
    parts = (above - first * below) / below.mean()
    other = (other_above - second * other_below) / other_below.mean()
    found = mean_interval(first - second + parts - other, nesting=shared)
    return replace(found, undefined=missing)


def _fieller(above: Floats, below: Floats, quantile: float) -> tuple[float, float]:
    """Return the ends of Fieller's interval, NaN when it is unbounded."""
    spread = np.cov(above, below) / above.size * quantile**2
    numerator, denominator = float(above.mean()), float(below.mean())
    # Ratios q with (numerator - q denominator)^2 <= quantile^2 variance(numerator - q denominator).
    square = denominator**2 - spread[1, 1]
    linear = numerator * denominator - spread[0, 1]
    constant = numerator**2 - spread[0, 0]
    if square <= 0.0:
        return math.nan, math.nan
    root = math.sqrt(max(linear**2 - square * constant, 0.0))
    return (linear - root) / square, (linear + root) / square


def _student(count: int, level: float) -> float:
    """Return the two-sided quantile of Student's t for the mean of ``count`` replicates."""
    from scipy.special import stdtrit

    return float(stdtrit(count - 1, 0.5 + level / 2))
