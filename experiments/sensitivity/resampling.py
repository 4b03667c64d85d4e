"""Resamples and shuffles, the same for the same seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def resamples(count: int, times: int, seed: int) -> Rows:
    """Return row numbers drawn with replacement, shape (times, count)."""
    from scipy.stats import randint

    return np.asarray(randint.rvs(0, count, size=(times, count), random_state=seed), dtype=np.int64)


def shuffles(count: int, times: int, seed: int) -> Rows:
    """Return orders of row numbers drawn at random, shape (times, count)."""
    from scipy.stats import uniform

    return np.argsort(uniform.rvs(size=(times, count), random_state=seed), axis=1).astype(np.int64)
