"""The noise floor of indices, and which factors stand above it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.chance import Chance
from experiments.sensitivity.designs import LEVELS, SampleDesign
from experiments.sensitivity.estimators import HEADLINE, Indices, irrelevant

NEGLIGIBLE = 0.01
"""An index below this share is of no interest even if it is certain."""
NEGLIGIBLE_IN_SCREENING = 0.05
"""The same in a screening, as a share of the largest index."""


@dataclass(frozen=True)
class Floor:
    """What a factor without influence may show.

    Attributes
    ----------
    level
        The index such a factor is expected to show.
    error
        Its standard error.
    source
        Where it comes from.
    """

    level: float
    error: float
    source: str


def noise_floor(
    design: SampleDesign, values: Floats, indices: Indices, chance: Chance, seed: int
) -> Floor:
    """Return the noise floor of one output.

    For methods that take any sample it is the index of a shuffled factor. In the designs that
    compare rows it is the index of the dummy or, if that is more, what the chance that is left in
    the mean over the replicates makes of a factor that only shakes the order of events: the
    dummy's rows are run with the same chances as the rows they are compared with.
    """
    if design.method in ("pawn", "delta"):
        level, error = irrelevant(design, values, seed)
        return Floor(level, error, "a shuffled factor")
    dummy = float(indices.headline[-1]), float(indices.headline_error[-1])
    shaken = 0.0
    if chance.known:
        shaken = chance.in_mean if design.method == "sobol" else _shaken_effect(chance)
    if shaken > dummy[0]:
        error = shaken / math.sqrt(max(design.samples, 1))
        return Floor(shaken, max(error, dummy[1]), "chance between replicates")
    return Floor(*dummy, "the dummy factor")


def _shaken_effect(chance: Chance) -> float:
    """Return the mean size of an elementary effect that is chance alone."""
    step = LEVELS / (2 * (LEVELS - 1))
    return math.sqrt(2 / math.pi) * math.sqrt(2 * chance.variance) / step


def important(indices: Indices, floor: Floor) -> np.ndarray:
    """Return which factors matter: clearly above the floor, and not negligible.

    Clearly means that among as many factors without influence not one in twenty analyses would
    name any (Bonferroni).

    Returns
    -------
    numpy.ndarray
        True or False per name; the dummy never matters.
    """
    from scipy.special import ndtri

    shown, errors = indices.headline, indices.headline_error
    quantile = float(ndtri(1 - 0.05 / max(len(shown) - 1, 1)))
    clear = shown - floor.level > quantile * np.hypot(errors, floor.error)
    least = NEGLIGIBLE
    if HEADLINE[indices.method] == "mu_star":
        least = NEGLIGIBLE_IN_SCREENING * float(shown.max())
    found = clear & (shown >= least)
    found[-1] = False
    return np.asarray(found)
