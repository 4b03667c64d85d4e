"""How far the official figures narrow each parameter, and which parameters trade off."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from experiments.intervals import Floats

CLEARLY = 0.2
"""Contraction from which a parameter counts as identified: a fifth narrower than its prior."""
TRADE_OFF = 0.3
"""Size of a rank correlation from which two parameters are said to trade off."""
INTERVAL = 0.9
_EVEN_DEVIATION = 12.0**-0.5


@dataclass(frozen=True)
class Identified:
    """What the posterior says of each parameter, on the scale of its prior.

    Attributes
    ----------
    contraction
        1 - standard deviation of the posterior over that of the prior, per parameter.
    widths
        Width of the 90 % interval over that of the prior's.
    correlations
        Rank correlation of every two parameters, shape (parameters, parameters).
    """

    contraction: Floats
    widths: Floats
    correlations: Floats = field(repr=False)

    @property
    def clear(self) -> np.ndarray:
        """Which parameters are identified."""
        return self.contraction >= CLEARLY

    def pairs(self) -> list[tuple[int, int, float]]:
        """Return the pairs that trade off, the strongest first."""
        found = [
            (one, other, float(self.correlations[one, other]))
            for one, other in combinations(range(len(self.contraction)), 2)
            if abs(self.correlations[one, other]) >= TRADE_OFF
        ]
        return sorted(found, key=lambda pair: -abs(pair[2]))


def identified(places: Floats) -> Identified:
    """Return what draws, shape (draws, parameters) in the unit box, say of each parameter."""
    from scipy.stats import spearmanr

    low, high = np.quantile(places, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], axis=0)
    correlations = np.atleast_2d(spearmanr(places).statistic)
    if correlations.shape != (places.shape[1],) * 2:
        # Of two columns SciPy returns a single number.
        single = float(correlations.ravel()[0])
        correlations = np.array([[1.0, single], [single, 1.0]])[: places.shape[1]]
    return Identified(
        1.0 - places.std(axis=0, ddof=1) / _EVEN_DEVIATION, (high - low) / INTERVAL, correlations
    )
