"""Official figures, and the scale on which simulated figures are held to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats

TOLERANCE_IN_DEVIATIONS = 2.0
"""A tolerance is read as this many standard deviations: of the figure's own error, and of how
far a model that is right in kind may be off."""
_QUARTILES_IN_DEVIATIONS = 1.349


@dataclass(frozen=True)
class Observed:
    """Official figures.

    Attributes
    ----------
    names
        Identifiers of the targets.
    quantities
        What each is, in words.
    units
        Their units.
    values, tolerances
        Figure and tolerance of each, in its unit.
    """

    names: tuple[str, ...]
    quantities: tuple[str, ...]
    units: tuple[str, ...]
    values: Floats
    tolerances: Floats

    def __len__(self) -> int:
        return len(self.names)

    @property
    def deviations(self) -> Floats:
        """Standard deviation of error and model discrepancy of each, in its unit."""
        return self.tolerances / TOLERANCE_IN_DEVIATIONS


@dataclass(frozen=True)
class Scaling:
    """The scale of the inference: ``asinh((figure - official) / width)``.

    Near the official figure it is linear; far away it is a logarithm, so that worlds that have
    broken down weigh no more than they tell. The official figures stand at 0.

    Attributes
    ----------
    centre, width
        Official figure, and the figure's ordinary spread over the prior, per target.
    """

    centre: Floats
    width: Floats

    @classmethod
    def of(cls, observed: Observed, figures: Floats) -> Scaling:
        """Return the scale for simulated figures, shape (runs, targets), NaN where undefined.

        The width is the spread between the quartiles as a standard deviation, and no less than
        the target's tolerance, for a figure that never moves has no spread.
        """
        low, high = np.full((2, len(observed)), 0.0)
        for place, column in enumerate(figures.T):
            known = column[np.isfinite(column)]
            if known.size:
                low[place], high[place] = np.quantile(known, (0.25, 0.75))
        width = np.maximum((high - low) / _QUARTILES_IN_DEVIATIONS, observed.tolerances)
        return cls(observed.values, width)

    def scaled(self, figures: Floats) -> Floats:
        """Return figures, shape (..., targets), on the scale; NaN stays NaN."""
        return np.asarray(np.arcsinh((figures - self.centre) / self.width))

    def deviations(self, observed: Observed) -> Floats:
        """Return the standard deviations of the official figures on the scale."""
        # The scale is linear about the official figure, with this slope.
        return observed.deviations / self.width
