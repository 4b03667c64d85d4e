"""Posterior predictive check: whether the draws give the official figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calibration.inference.observed import Observed
from experiments.intervals import Floats

INTERVAL = (0.05, 0.95)


@dataclass(frozen=True)
class Prediction:
    """What the posterior gives for one target.

    Attributes
    ----------
    mean, low, high
        Mean and 90 % interval of a run of the model with parameters drawn.
    at_point
        Mean at the plain defaults that are proposed, over their replicates.
    tail
        Share of runs on the side of the official figure that is the emptier one, twice: small
        where the model cannot give it. Error of the figure and model discrepancy are added.
    inside
        Whether the mean lies within the tolerance.
    undefined
        Share of runs in which it is undefined.
    """

    mean: float
    low: float
    high: float
    at_point: float
    tail: float
    inside: bool
    undefined: float


def predicted(
    figures: Floats, at_point: Floats, noise: Floats, observed: Observed
) -> tuple[Prediction, ...]:
    """Return the check for each target.

    Parameters
    ----------
    figures
        One run per draw, shape (draws, targets), in the targets' units.
    at_point
        Runs at the proposed defaults, shape (replicates, targets).
    noise
        Standard normal numbers, of the shape of ``figures``.
    observed
        The official figures.
    """
    return tuple(
        _predicted(
            figures[:, place],
            at_point[:, place],
            observed.deviations[place] * noise[:, place],
            observed.values[place],
            observed.tolerances[place],
        )
        for place in range(len(observed))
    )


def _predicted(
    column: Floats, at_point: Floats, error: Floats, value: float, tolerance: float
) -> Prediction:
    known = np.isfinite(column)
    point = at_point[np.isfinite(at_point)]
    middle = float(point.mean()) if point.size else np.nan
    undefined = float(1 - known.mean())
    if not known.any():
        return Prediction(np.nan, np.nan, np.nan, middle, np.nan, False, undefined)
    mean = float(column[known].mean())
    low, high = np.quantile(column[known], INTERVAL)
    below = float((column[known] + error[known] < value).mean())
    return Prediction(
        mean, float(low), float(high), middle, min(1.0, 2 * min(below, 1 - below)),
        bool(abs(mean - value) <= tolerance), undefined,
    )  # fmt: skip
