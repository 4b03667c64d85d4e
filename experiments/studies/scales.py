"""From a place in the unit interval to a value: one mapping for every design."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from experiments.intervals import Floats

Spread = Literal["linear", "log", "whole", "choice"]
"""How a factor is spread: evenly over its range or its logarithm, over the whole numbers of the
range, or over some choices."""


def placed(
    shares: Floats, bounds: tuple[float, float], scale: Spread, choices: Sequence[float] = ()
) -> Floats:
    """Return the values that stand at some places of the unit interval.

    Parameters
    ----------
    shares
        Places, 0 to 1, any shape.
    bounds
        Least and greatest value.
    scale
        How values are spread. Whole numbers and choices take an equal part of the interval each.
    choices
        The values of a factor that has ``choice`` for its scale.

    Returns
    -------
    numpy.ndarray
        Values of the same shape, never outside ``bounds``.
    """
    low, high = bounds
    if scale == "choice":
        values = np.asarray(choices, dtype=np.float64)
        return np.asarray(values[_slots(shares, len(choices))])
    if scale == "whole":
        values = low + _slots(shares, round(high - low) + 1)
    elif scale == "log":
        values = np.exp(np.log(low) + shares * (np.log(high) - np.log(low)))
    else:
        values = low + shares * (high - low)
    # Rounding must not carry a value out of its range.
    return np.asarray(np.clip(values, low, high))


def _slots(shares: Floats, count: int) -> np.ndarray:
    return np.minimum(np.floor(np.asarray(shares) * count), count - 1).astype(int)
