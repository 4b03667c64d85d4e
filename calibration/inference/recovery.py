"""Recovery: whether known parameters are found again from the figures that they gave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calibration.inference.neural import NeuralPosterior
from experiments.intervals import Floats

FEWEST, USUAL = 20, 40
"""Synthetic truths, at least and usually."""
DRAWS = 400
_INTERVAL = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Recovery:
    """Known parameters and what was inferred of them, on the scale of the prior (0 to 1).

    Attributes
    ----------
    truths
        Shape (truths, parameters).
    low, median, high
        Ends and middle of the 90 % interval of the posterior, each of the same shape.
    """

    truths: Floats
    low: Floats
    median: Floats
    high: Floats

    @property
    def covered(self) -> Floats:
        """Share of truths inside the interval, per parameter."""
        return np.asarray(((self.low <= self.truths) & (self.truths <= self.high)).mean(axis=0))

    @property
    def correlation(self) -> Floats:
        """Correlation of truth and median, per parameter; NaN where one does not vary."""
        pairs = zip(self.truths.T, self.median.T, strict=True)
        return np.array([_correlation(one, other) for one, other in pairs])


def recovered(posterior: NeuralPosterior, places: Floats, figures: Floats) -> Recovery:
    """Return what is inferred of known parameters.

    Parameters
    ----------
    posterior
        The posterior.
    places, figures
        The truths, which the posterior has not seen, and the figures of a run at each.
    """
    draws = posterior.drawn(figures, DRAWS, "recovery")
    low, median, high = np.quantile(draws, _INTERVAL, axis=0)
    return Recovery(places, low, median, high)


def _correlation(one: Floats, other: Floats) -> float:
    if not (np.ptp(one) and np.ptp(other)):
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
