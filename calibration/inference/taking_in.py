"""Conditions beside the fitted figures: draws count as well as runs there agree with them.

The neural posterior learns from runs of one scenario. A figure about another one (what is reported
where stakes are high), or a pattern (with more time for each case, fewer come back), is taken in
afterwards: each draw is run there once, and counts by the likelihood of what is to be agreed with,
given that run. The draws so weighted are those of the posterior given all of it, the run's own
chance included (Wilkinson 2013).

Few draws of a posterior may agree. So after a first round of draws taken at random, emulators of
what was measured say where agreement is likely, draws there are tried more often, and count the
less for it (importance sampling). What the emulators get wrong costs draws, and biases nothing.

References
----------
Wilkinson (2013), Statistical Applications in Genetics and Molecular Biology 12, 129-141.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from calibration.inference.chance import uniforms
from calibration.inference.conditions import Condition
from calibration.inference.emulator import FEWEST_POINTS, Emulator
from calibration.inference.priors import Priors
from experiments.intervals import Floats

CANDIDATES = 20_000
"""Draws of the neural posterior that are there to be tried."""
ROUNDS = 3
TRIED = 400
"""Draws tried in a round, about."""
AT_RANDOM = 0.1
"""Share of a later round that is taken at random, lest emulators leave out what they misjudge."""
HOPELESS = 1e-3
"""Likelihood below which a draw is not run for the next condition."""
MOST_EMULATED = 600
"""Draws from which an emulator is made, at most: the latest."""
FEWEST_KEPT = 60
"""With fewer, counted by weight, a condition is set aside: hardly any draw agrees with it."""
_LEAST_WEIGHT = 1e-4


@dataclass(frozen=True)
class Taken:
    """What became of a condition.

    Attributes
    ----------
    name, labels
        The condition, and what is measured for it.
    accepted
        Low and high ends of what agrees, shape (2, measures); infinite where there is none.
    before, after
        Mean over draws taken at random from those with hope, and over those that agree with this
        and all conditions before it, per measure.
    agreeing
        Share of the draws taken at random that agree, each counted by its likelihood; those that
        had failed a condition before were not run.
    tried
        Number of draws that were run for it.
    kept
        Number of draws that agree, counted by weight: equally many with equal weights would be
        as good.
    """

    name: str
    labels: tuple[str, ...]
    accepted: Floats
    before: Floats
    after: Floats
    agreeing: float
    tried: int
    kept: float

    @property
    def set_aside(self) -> bool:
        """Whether too few draws agree, so that it changed nothing."""
        return self.kept < FEWEST_KEPT


@dataclass(frozen=True)
class Agreeing:
    """Draws that agree with all conditions, with their weights.

    Attributes
    ----------
    rows
        Which of the candidates they are.
    weights
        How much each counts, the largest 1.
    measures
        What was measured at each, shape (draws, measures of all conditions).
    taken
        What became of each condition.
    runs
        Draws that were run, for one condition after another.
    """

    rows: NDArray[np.int64]
    weights: Floats
    measures: Floats = field(repr=False)
    taken: tuple[Taken, ...]
    runs: int


def taken_in(
    candidates: Floats, priors: Priors, conditions: Sequence[Condition], wanted: int, seed: int
) -> Agreeing:
    """Return which draws agree with all conditions.

    Parameters
    ----------
    candidates
        Draws in the unit box, shape (draws, parameters).
    priors
        Parameters and ranges.
    conditions
        What is to be agreed with, one after another.
    wanted
        Draws that are returned when there is no condition.
    seed
        What all randomness is keyed by.
    """
    if not conditions:
        rows = np.arange(min(wanted, len(candidates)))
        return Agreeing(rows, np.ones(len(rows)), np.empty((len(rows), 0)), (), 0)
    trial = _Trial.of(candidates, conditions)
    chances = np.full(len(candidates), min(1.0, TRIED / len(candidates)))
    for number in range(1, ROUNDS + 1):
        if number > 1:
            chances = _chances(trial.expected())
        drawn = uniforms((len(candidates),), seed, "taking in", number) < chances
        trial.run(np.flatnonzero(drawn & ~trial.tried), number, priors)
        trial.missed *= 1.0 - chances
    return trial.outcome()


def _chances(expected: Floats) -> Floats:
    """Return how likely each candidate is to be tried, so that about ``TRIED`` are."""
    count = len(expected)
    even = np.full(count, 1.0 / count)
    total = expected.sum()
    shares = AT_RANDOM * even + (1 - AT_RANDOM) * (expected / total if total > 0 else even)
    chances = np.minimum(TRIED * shares, 1.0)
    for _ in range(20):  # what those that are sure to be tried leave over goes to the others
        chances = np.minimum(chances * min(TRIED, count) / chances.sum(), 1.0)
    return np.asarray(chances)


@dataclass
class _Trial:
    """What has been tried so far."""

    candidates: Floats
    conditions: Sequence[Condition]
    measures: list[Floats]
    likelihood: Floats
    order: NDArray[np.int64]
    missed: Floats
    first: int = 0

    @classmethod
    def of(cls, candidates: Floats, conditions: Sequence[Condition]) -> _Trial:
        count = len(candidates)
        measures = [np.full((count, len(each.labels)), np.nan) for each in conditions]
        likelihood = np.full((len(conditions), count), np.nan)
        return cls(
            candidates, conditions, measures, likelihood, np.empty(0, np.int64), np.ones(count)
        )

    @property
    def tried(self) -> NDArray[np.bool_]:
        return np.asarray(np.isfinite(self.likelihood[0]))

    def run(self, rows: NDArray[np.int64], number: int, priors: Priors) -> None:
        """Run draws for one condition after another, as long as there is hope for them."""
        self.order = np.concatenate([self.order, rows])
        if number == 1:
            self.first = len(rows)
        hope = np.ones(len(rows))
        for place, condition in enumerate(self.conditions):
            rows, hope = rows[hope >= HOPELESS], hope[hope >= HOPELESS]
            if not len(rows):
                return
            points = priors.points(self.candidates[rows])
            found = condition.measured(f"{condition.name}-{number}", points)
            self.measures[place][rows] = found
            self.likelihood[place, rows] = condition.likelihood(found)
            hope = hope * self.likelihood[place, rows]

    def expected(self) -> Floats:
        """Return how likely each candidate is to agree with everything, by emulators."""
        found = np.ones(len(self.candidates))
        for condition, measures in zip(self.conditions, self.measures, strict=True):
            known = self.order[np.isfinite(measures[self.order]).all(axis=1)][-MOST_EMULATED:]
            if len(known) >= FEWEST_POINTS:
                predictions = [self._predicted(known, column) for column in measures.T]
                means, variances = np.swapaxes(predictions, 0, 1)
                found *= condition.expected(means.T, variances.T)
        return found

    def _predicted(self, known: NDArray[np.int64], column: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of a further run at each candidate."""
        emulator = Emulator.of(self.candidates[known], column[known])
        mean, variance = emulator.predicted(self.candidates)
        return mean, variance + emulator.chance

    def outcome(self) -> Agreeing:
        """Weigh what was tried, and set aside what hardly any draw agrees with."""
        weights = np.zeros(len(self.candidates))
        weights[self.order] = 1.0 / (1.0 - self.missed[self.order])
        taken = []
        for place in range(len(self.conditions)):
            likelihood = np.nan_to_num(self.likelihood[place])
            each = self._taken(place, weights * likelihood)
            taken.append(each)
            if not each.set_aside:
                weights = weights * likelihood
        rows = np.flatnonzero(weights > _LEAST_WEIGHT * weights.max())
        measures = np.concatenate(self.measures, axis=1)[rows]
        runs = int(np.isfinite(self.likelihood).sum())
        return Agreeing(rows, weights[rows] / weights.max(), measures, tuple(taken), runs)

    def _taken(self, place: int, weights: Floats) -> Taken:
        condition, measures = self.conditions[place], self.measures[place]
        at_random = self.order[: self.first]
        at_random = at_random[np.isfinite(self.likelihood[place, at_random])]
        total = weights.sum()
        kept = float(total**2 / (weights**2).sum()) if total > 0 else 0.0
        return Taken(
            condition.name, condition.labels, condition.accepted,
            _means(measures[at_random], np.ones(len(at_random))), _means(measures, weights),
            float(self.likelihood[place, at_random].mean()) if len(at_random) else 0.0,
            int(np.isfinite(self.likelihood[place]).sum()), kept,
        )  # fmt: skip


def _means(measures: Floats, weights: Floats) -> Floats:
    known = np.isfinite(measures)
    sums = np.where(known, measures, 0.0).T @ weights
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / (known.T @ weights))
