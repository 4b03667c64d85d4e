"""A point in a hurry: CMA-ES on common random numbers."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from calibration.inference.chance import seed_for
from calibration.inference.observed import Observed
from calibration.inference.priors import Priors
from calibration.inference.simulator import Simulator
from experiments.intervals import Floats
from experiments.studies.points import Point

REPLICATES = 3
"""Runs of each candidate, the same random draws for all of them."""
_STEP = 0.25
_UNDEFINED = 10.0
"""Misses of this many tolerances count for a figure that is undefined, and at most for any."""
RIDGE = (
    "A point hides ridges: other parameters, far from these, may fit as well, and intervals made "
    "with this point leave that out. `goldenthread calibrate` without --quick finds them."
)


@dataclass(frozen=True)
class QuickFit:
    """The best point that was found.

    Attributes
    ----------
    name, priors, observed, seed
        What was asked for.
    point
        Values of the parameters.
    figures
        Mean of the figures there, per target, in the target's unit.
    misses
        How far each is from the official one, in tolerances.
    generations
        The best mean square miss up to each generation.
    runs
        Runs that it took.
    """

    name: str
    priors: Priors
    observed: Observed
    seed: int
    point: Point
    figures: Floats
    misses: Floats
    generations: Floats = field(repr=False)
    runs: int

    @property
    def findings(self) -> list[str]:
        """What was found, in sentences."""
        inside = int((np.abs(self.misses) <= 1.0).sum())
        found = [
            f"The best of {self.runs // REPLICATES:,} points ({self.runs:,} runs) meets {inside} "
            f"of {len(self.misses)} targets."
        ]
        for place in np.argsort(-np.abs(self.misses)):
            if not abs(self.misses[place]) <= 1.0:
                found.append(
                    f"Missed: {self.observed.names[place]}, {self.observed.quantities[place]}: "
                    f"{self.figures[place]:.3g}, official {self.observed.values[place]:g} "
                    f"give or take {self.observed.tolerances[place]:g}."
                )
        return [*found, RIDGE]


def quick_fit(
    name: str,
    priors: Priors,
    observed: Observed,
    simulator: Simulator,
    budget: int,
    seed: int,
    say: Callable[[str], None] = lambda words: None,
) -> QuickFit:
    """Return the point within the priors that comes nearest to the official figures.

    Parameters
    ----------
    name, priors, observed
        What is fitted.
    simulator
        Gives figures at points.
    budget
        Most runs.
    seed
        Root of all draws.
    say
        Told what is being done.
    """
    import cma

    with warnings.catch_warnings():
        # Of packages that it can do without, and of its own defaults.
        warnings.simplefilter("ignore")
        search = cma.CMAEvolutionStrategy(
            np.full(len(priors.names), 0.5),
            _STEP,
            {"bounds": [0.0, 1.0], "seed": seed_for(seed, "cma"), "verbose": -9},
        )
    places: list[Floats] = []
    means: list[Floats] = []
    generations: list[float] = []
    while (len(places) + search.popsize) * REPLICATES <= budget and not search.stop():
        asked = np.clip(np.array(search.ask()), 0.0, 1.0)
        stage = f"generation-{len(generations) + 1:03d}"
        figures = simulator(stage, priors.points(asked), REPLICATES, shared=True).mean(axis=1)
        losses = loss(figures, observed)
        search.tell(list(asked), losses.tolist())
        places += list(asked)
        means += list(figures)
        generations.append(min([*generations, float(losses.min())]))
        say(f"Generation {len(generations)}: mean square miss {generations[-1]:.2f} tolerances")
    best = int(np.argmin(loss(np.array(means), observed)))
    (point,) = priors.points(places[best][np.newaxis])
    misses = (means[best] - observed.values) / observed.tolerances
    return QuickFit(
        name, priors, observed, seed, point, means[best], misses, np.array(generations),
        len(places) * REPLICATES,
    )  # fmt: skip


def loss(figures: Floats, observed: Observed) -> Floats:
    """Return the mean square miss in tolerances of figures, shape (points, targets)."""
    misses = np.abs(figures - observed.values) / observed.tolerances
    bounded = np.minimum(np.nan_to_num(misses, nan=_UNDEFINED), _UNDEFINED)
    return np.asarray((bounded**2).mean(axis=1))
