"""Official figures about other scenarios: draws are kept as well as runs there agree with them.

The neural posterior learns from runs of one scenario. A figure about another one (what is reported
where stakes are high) is taken in afterwards. Each draw is run there once and kept with the
likelihood of the official figure, error and model discrepancy included, given that run. What is
kept are draws of the posterior given both, exactly, the run's own chance included (Wilkinson 2013):
only fewer.

References
----------
Wilkinson (2013), Statistical Applications in Genetics and Molecular Biology 12, 129-141.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from calibration.inference.chance import uniforms
from calibration.inference.observed import Observed
from calibration.inference.priors import Priors
from calibration.inference.simulator import Simulator
from experiments.intervals import Floats

MOST_TIMES = 5
"""Draws that are tried, at most, for each that is wanted."""
FEWEST_KEPT = 100
"""With fewer the figures are set aside: the draws that fit everything else do not give them."""


@dataclass(frozen=True)
class Elsewhere:
    """Official figures about another scenario, and what computes them.

    Attributes
    ----------
    scenario
        Its name.
    observed
        The official figures.
    simulator
        Gives them at points.
    """

    scenario: str
    observed: Observed
    simulator: Simulator = field(repr=False)


@dataclass(frozen=True)
class Taken:
    """What became of the figures of one scenario.

    Attributes
    ----------
    scenario, names
        The scenario, and its targets.
    official, tolerances
        Their official figures.
    before, after
        Mean over the draws that were tried, and over those that were kept, per target.
    tried, kept
        Number of draws.
    """

    scenario: str
    names: tuple[str, ...]
    official: Floats
    tolerances: Floats
    before: Floats
    after: Floats
    tried: int
    kept: int

    @property
    def set_aside(self) -> bool:
        """Whether too few draws gave the figures, so that they changed nothing."""
        return self.kept < FEWEST_KEPT


def taken_in(
    candidates: Floats, priors: Priors, elsewhere: Sequence[Elsewhere], wanted: int, seed: int
) -> tuple[Floats, tuple[Taken, ...]]:
    """Return the draws that are kept, and what became of the figures of each scenario.

    Parameters
    ----------
    candidates
        Draws in the unit box, shape (draws, parameters), ``MOST_TIMES`` as many as wanted.
    priors
        Parameters and ranges.
    elsewhere
        The scenarios, one after another.
    wanted
        Draws to be kept at most.
    seed
        What all randomness is keyed by.
    """
    found = []
    for each in elsewhere:
        candidates, taken = _taken(candidates, priors, each, wanted, seed)
        found.append(taken)
    return candidates[:wanted], tuple(found)


def _taken(
    candidates: Floats, priors: Priors, each: Elsewhere, wanted: int, seed: int
) -> tuple[Floats, Taken]:
    """Try as many draws at a time as are wanted, until enough are kept."""
    observed = each.observed
    figures = np.empty((0, len(observed)))
    likely = np.zeros(0, dtype=bool)
    for batch in range(MOST_TIMES):
        places = candidates[batch * wanted : (batch + 1) * wanted]
        if not len(places) or likely.sum() >= wanted:
            break
        stage = f"{each.scenario}-{batch + 1}"
        new = each.simulator(stage, priors.points(places), 1)[:, 0]
        chance = uniforms((len(places),), seed, "elsewhere", stage)
        figures = np.concatenate([figures, new])
        likely = np.concatenate([likely, chance < _likelihood(new, observed)])
    tried = candidates[: len(figures)]
    taken = Taken(
        each.scenario, observed.names, observed.values, observed.tolerances, _means(figures),
        _means(figures[likely]), len(tried), int(likely.sum()),
    )  # fmt: skip
    return (candidates if taken.set_aside else tried[likely]), taken


def _likelihood(figures: Floats, observed: Observed) -> Floats:
    """Return the likelihood of the official figures given runs, at most 1; 0 where undefined."""
    distances = (figures - observed.values) / observed.deviations
    likelihood = np.exp(-0.5 * (distances**2).sum(axis=1))
    return np.where(np.isfinite(likelihood), likelihood, 0.0)


def _means(figures: Floats) -> Floats:
    known = np.isfinite(figures)
    sums = np.where(known, figures, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / known.sum(axis=0))
