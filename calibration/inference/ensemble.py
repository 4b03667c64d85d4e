"""The draws that are shipped: what they say of each parameter, what they predict, their middle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from calibration.inference.chance import normals
from calibration.inference.identified import Identified, identified
from calibration.inference.observed import Observed
from calibration.inference.plan import POINT_REPLICATES, PREDICTIVE_REPLICATES
from calibration.inference.predictive import Prediction, predicted
from calibration.inference.taking_in import Agreeing
from experiments.intervals import Floats
from experiments.posterior.draws import ParameterDraws

if TYPE_CHECKING:
    from calibration.inference.run import Task

EVEN = 2000
"""Draws of equal weight that stand for the weighted ones where each must count alike."""


@dataclass(frozen=True)
class Ensemble:
    """The draws that are shipped.

    Attributes
    ----------
    places
        The draws in the unit box, taken as often as they weigh, shape (draws, parameters).
    identified
        How far each parameter is narrowed.
    draws
        The draws with their weights, in the parameters' units.
    prediction
        The posterior predictive check of each target.
    runs
        Runs that this took.
    """

    places: Floats = field(repr=False)
    identified: Identified
    draws: ParameterDraws
    prediction: tuple[Prediction, ...]
    runs: int


def ensemble(task: Task, agreeing: Agreeing, fitted: NDArray[np.bool_]) -> Ensemble:
    """Return the ensemble of the draws that agree with everything.

    Parameters
    ----------
    task
        The calibration.
    agreeing
        The draws that agree, and their weights.
    fitted
        Which targets were fitted.
    """
    weighted = _draws(task, agreeing, fitted)
    places = agreeing.places
    even = places[list(weighted.rows(EVEN, task.seed))]
    known = identified(even)
    narrowed = np.clip(known.contraction, -1.0, 1.0).tolist()
    weighted = replace(weighted, identified=dict(zip(task.priors.names, narrowed, strict=True)))
    asked = weighted.rows(task.allocation.predictive, task.seed)
    rows, counts = np.unique(np.array(asked), return_counts=True)
    figures = task.simulated("predictive", places[rows], PREDICTIVE_REPLICATES).figures
    conduct = _conduct(figures[..., fitted], agreeing.measures[rows], task.observed, fitted)
    draws = replace(weighted, middle=int(rows[_middle(conduct, counts)]))
    point = task.simulated("point", places[[draws.medoid_row]], POINT_REPLICATES).figures[0]
    single = np.repeat(figures, counts, axis=0).reshape(-1, len(task.observed))
    noise = normals(single.shape, task.seed, "predictive")
    prediction = predicted(single, point, noise, task.observed)
    runs = len(rows) * PREDICTIVE_REPLICATES + POINT_REPLICATES
    return Ensemble(even, known, draws, prediction, runs)


def _draws(task: Task, agreeing: Agreeing, fitted: NDArray[np.bool_]) -> ParameterDraws:
    names = np.array(task.observed.names)
    shown = [each.name for each in agreeing.taken if not each.set_aside]
    aside = [*names[~fitted], *(each.name for each in agreeing.taken if each.set_aside)]
    return ParameterDraws(
        name=task.name,
        parameters=task.priors.names,
        values=task.priors.values(agreeing.places),
        weights=agreeing.weights,
        provenance={
            "made by": "goldenthread calibrate",
            "priors": task.priors.title,
            "scenario": task.priors.scenario,
            "targets": ", ".join(names[fitted]),
            "agreeing with": ", ".join(shown) or "nothing more",
            "set aside": ", ".join(aside) or "none",
            "seed": str(task.seed),
        },
    )


def _conduct(
    figures: Floats, measures: Floats, observed: Observed, fitted: NDArray[np.bool_]
) -> Floats:
    """Return what draws do, on scales that can be compared, shape (draws, numbers).

    Parameters
    ----------
    figures
        Of the fitted targets, shape (draws, replicates, targets).
    measures
        Of the conditions, shape (draws, measures).
    observed, fitted
        The official figures, and which of them were fitted.
    """
    known = np.isfinite(figures)
    with np.errstate(invalid="ignore"):
        means = np.where(known, figures, 0.0).sum(axis=1) / known.sum(axis=1)
    measured = measures[:, np.isfinite(measures).all(axis=0)]
    spread = measured.std(axis=0)
    scaled = np.concatenate(
        [means / observed.deviations[fitted], measured / np.where(spread > 0, spread, 1.0)], axis=1
    )
    return np.where(np.isfinite(scaled), scaled, np.nanmedian(scaled, axis=0))


def _middle(conduct: Floats, counts: NDArray[np.int64]) -> int:
    """Return the draw that is nearest to all others in what it does."""
    from scipy.spatial.distance import cdist

    return int(np.argmin(cdist(conduct, conduct) @ counts))
