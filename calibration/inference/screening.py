"""Screening: which targets can be moved at all, by which parameters, and which lie out of reach."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from calibration.inference.observed import Observed
from experiments.intervals import Floats
from experiments.sensitivity.analysis import Output, OutputAnalysis, analysed
from experiments.sensitivity.designs import SampleDesign

CLEARLY = 1.0
"""A target can be moved when the middle 90 % of its means over the prior are wider than this many
tolerances, chance taken out."""
MIDDLE = (0.05, 0.95)


@dataclass(frozen=True)
class Screened:
    """What the prior does to one target.

    Attributes
    ----------
    low, high
        5 and 95 % quantiles of the figure over the prior, mean over the replicates.
    lowest, highest
        The extremes.
    chance
        Standard deviation between runs of the same point, median over the points.
    undefined
        Share of the points at which it is undefined.
    moves
        Whether it can be moved by more than its tolerance and chance.
    within_reach
        Whether the official figure, give or take its tolerance, lies between the extremes.
    analysis
        The parameters that matter, with noise floor.
    """

    low: float
    high: float
    lowest: float
    highest: float
    chance: float
    undefined: float
    moves: bool
    within_reach: bool
    analysis: OutputAnalysis = field(repr=False)


def screened(
    design: SampleDesign, figures: Floats, observed: Observed, seed: int
) -> tuple[Screened, ...]:
    """Return what the prior does to each target.

    Parameters
    ----------
    design
        An even sample of the prior.
    figures
        Shape (points, replicates, targets).
    observed
        The official figures.
    seed
        Seed of resamples.
    """
    return tuple(
        _screened(design, figures[:, :, place], observed, place, seed)
        for place in range(len(observed))
    )


def _screened(
    design: SampleDesign, figures: Floats, observed: Observed, place: int, seed: int
) -> Screened:
    output = Output(
        observed.names[place], observed.quantities[place], observed.units[place], figures
    )
    analysis = analysed(design, output, seed=seed, brief=True)
    means = figures.mean(axis=1)
    known = np.isfinite(means)
    if not known.any():
        nothing = (np.nan,) * 5
        return Screened(*nothing, 1.0, False, False, analysis)
    low, high = np.quantile(means[known], MIDDLE)
    lowest, highest = means[known].min(), means[known].max()
    spread = figures[known].std(axis=1, ddof=1) if figures.shape[1] > 1 else np.zeros(1)
    chance = float(np.median(spread))
    tolerance, value = observed.tolerances[place], observed.values[place]
    # Chance alone spreads the means over 3.3 of their standard errors.
    by_chance = (3.3 * chance / np.sqrt(figures.shape[1])) ** 2
    moved = np.sqrt(max((high - low) ** 2 - by_chance, 0.0))
    return Screened(
        float(low), float(high), float(lowest), float(highest), chance,
        float(1 - known.mean()), bool(moved > CLEARLY * tolerance),
        bool(lowest - tolerance <= value <= highest + tolerance), analysis,
    )  # fmt: skip
