"""The last step of the inference: draws that agree with figures, figures elsewhere and patterns.

The neural posterior learns from few runs, and its draws scatter more than the official figures
leave open. So they are weighed by the likelihood of the figures by the emulators of the last wave
over the posterior's own density, and moved as that likelihood asks for.

A figure about another scenario (what is reported where stakes are high), or a pattern (with more
time for each case, fewer come back), cannot be learned from runs of the one scenario. It is taken
in here: draws are run once for each such condition, and count by how well that run agrees. The
draws so weighted are those of the posterior given all of it, the run's own chance included
(Wilkinson 2013). Few draws may agree. So after a first round, emulators of what was measured say
where agreement is likely, further draws are moved to there, and count the less for it (importance
sampling). What these emulators get wrong costs draws, and biases nothing.

References
----------
Ionides (2008), Journal of Computational and Graphical Statistics 17, 295-311.
Wilkinson (2013), Statistical Applications in Genetics and Molecular Biology 12, 129-141.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from calibration.inference.conditions import Condition
from calibration.inference.emulator import FEWEST_POINTS, Emulator
from calibration.inference.moving import Density, moved, taken
from calibration.inference.priors import Priors
from experiments.intervals import Floats

START = 20_000
"""Draws of the neural posterior that are weighed."""
POPULATION = 1000
"""Draws that are moved."""
ROUNDS = 3
TRIED = 400
"""Draws that are run in a round."""
HOPELESS = 1e-3
"""Likelihood below which a draw is not run for the next condition."""
LEAST_EXPECTED = 1e-6
"""Likelihood that emulators expect at least, lest they rule out what they misjudge."""
MOST_EMULATED = 800
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
        Mean over the draws of the first round that were run for it, and over those that agree with
        it and all conditions before it, per measure.
    agreeing
        Share of the draws of the first round that agree, each counted by its likelihood; those that
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
    """Draws that agree with everything, with their weights.

    Attributes
    ----------
    places
        Where they are in the unit box, shape (draws, parameters).
    weights
        How much each counts, the largest 1.
    measures
        What was measured at each, shape (draws, measures of all conditions).
    taken
        What became of each condition.
    runs
        Runs that the conditions took.
    """

    places: Floats
    weights: Floats
    measures: Floats = field(repr=False)
    taken: tuple[Taken, ...]
    runs: int


def taken_in(
    start: Floats,
    start_density: Floats,
    likelihood: Density,
    priors: Priors,
    conditions: Sequence[Condition],
    wanted: int,
    seed: int,
) -> Agreeing:
    """Return draws that agree with the figures and with all conditions.

    Parameters
    ----------
    start, start_density
        Draws in the unit box, shape (draws, parameters), spread nearly as the likelihood is, and
        the logarithm of the density that they were drawn from, shape (draws,).
    likelihood
        Logarithm of the likelihood of the official figures at places in the box.
    priors
        Parameters and ranges.
    conditions
        What is to be agreed with, one after another.
    wanted
        Draws that are returned when there is no condition.
    seed
        What all randomness is keyed by.
    """
    rows = taken(_weights(likelihood(start) - start_density), POPULATION, seed, "figures")
    population = moved(start[rows], likelihood, seed, "figures")
    if not conditions:
        places = population[:wanted]
        return Agreeing(places, np.ones(len(places)), np.empty((len(places), 0)), (), 0)
    tried = _Tried(priors, conditions)
    tried.run(population[:TRIED], 1)
    for number in range(2, ROUNDS + 1):
        expected = tried.expected()
        rows = taken(np.exp(expected(population)), len(population), seed, "agreeing", number)

        def both(places: Floats, expected: Density = expected) -> Floats:
            return likelihood(places) + expected(places)

        population = moved(population[rows], both, seed, "agreeing", number)
        tried.run(population[:TRIED], number, expected)
    return tried.outcome()


def _weights(logarithms: Floats) -> Floats:
    """Return importance weights, the largest cut off lest few draws stand for all.

    Above the square root of the number of draws times their mean (Ionides 2008).
    """
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(np.minimum(weights, weights.mean() * np.sqrt(len(weights))))


class _Tried:
    """The draws that have been run for the conditions, round by round."""

    def __init__(self, priors: Priors, conditions: Sequence[Condition]) -> None:
        self._priors, self._conditions = priors, conditions
        self._places: list[Floats] = []
        self._expected: list[Floats] = []
        self._measures: list[list[Floats]] = [[] for _ in conditions]
        self._likelihoods: list[Floats] = []

    def run(self, places: Floats, number: int, expected: Density | None = None) -> None:
        """Run draws for one condition after another, as long as there is hope for them."""
        count = len(places)
        likelihoods = np.full((len(self._conditions), count), np.nan)
        rows, hope = np.arange(count), np.ones(count)
        for place, condition in enumerate(self._conditions):
            rows, hope = rows[hope >= HOPELESS], hope[hope >= HOPELESS]
            found = np.full((count, len(condition.labels)), np.nan)
            if len(rows):
                points = self._priors.points(places[rows])
                found[rows] = condition.measured(f"{condition.name}-{number}", points)
                likelihoods[place, rows] = condition.likelihood(found[rows])
                hope = hope * likelihoods[place, rows]
            self._measures[place].append(found)
        self._places.append(places)
        self._likelihoods.append(likelihoods)
        self._expected.append(np.zeros(count) if expected is None else expected(places))

    def expected(self) -> Density:
        """Return the logarithm of the likelihood of all conditions, by emulators of the draws."""
        places = np.concatenate(self._places)
        emulated: list[tuple[Condition, list[Emulator]]] = []
        for condition, parts in zip(self._conditions, self._measures, strict=True):
            measures = np.concatenate(parts)
            known = np.flatnonzero(np.isfinite(measures).all(axis=1))[-MOST_EMULATED:]
            if len(known) >= FEWEST_POINTS:
                emulators = [Emulator.of(places[known], each) for each in measures[known].T]
                emulated.append((condition, emulators))

        def density(at: Floats) -> Floats:
            found = np.zeros(len(at))
            for condition, emulators in emulated:
                means = np.column_stack([each.expected(at) for each in emulators])
                errors = np.array([each.accuracy.error for each in emulators])
                expected = condition.expected(means, np.broadcast_to(errors**2, means.shape))
                found += np.log(np.maximum(expected, LEAST_EXPECTED))
            return found

        return density

    def outcome(self) -> Agreeing:
        """Weigh what was run, and set aside what hardly any draw agrees with."""
        weights = [np.exp(-each) for each in self._expected]
        told = []
        for place in range(len(self._conditions)):
            agreed = [
                before * np.nan_to_num(likelihoods[place])
                for before, likelihoods in zip(weights, self._likelihoods, strict=True)
            ]
            each = self._told(place, agreed)
            told.append(each)
            if not each.set_aside:
                weights = agreed
        joined = _joined(weights)
        kept = joined > _LEAST_WEIGHT * joined.max()
        measures = np.concatenate([np.concatenate(parts) for parts in self._measures], axis=1)
        run = sum(np.isfinite(each).sum(axis=1) for each in self._likelihoods)
        runs = int(run @ np.array([each.runs_each for each in self._conditions]))
        return Agreeing(
            np.concatenate(self._places)[kept],
            joined[kept] / joined.max(),
            measures[kept],
            tuple(told),
            runs,
        )

    def _told(self, place: int, agreed: list[Floats]) -> Taken:
        condition, parts = self._conditions[place], self._measures[place]
        first = self._likelihoods[0][place]
        run = np.isfinite(first)
        return Taken(
            condition.name, condition.labels, condition.accepted,
            _means(parts[0], run.astype(float)), _means(np.concatenate(parts), _joined(agreed)),
            float(first[run].mean()) if run.any() else 0.0,
            sum(int(np.isfinite(each[place]).sum()) for each in self._likelihoods),
            sum(_effective(each) for each in agreed),
        )  # fmt: skip


def _effective(weights: Floats) -> float:
    """Return how many draws of equal weight would be as good (Kish 1965)."""
    total = float(weights.sum())
    return total**2 / float((weights**2).sum()) if total > 0.0 else 0.0


def _joined(rounds: list[Floats]) -> Floats:
    """Return the weights of all rounds together: a round counts by what it is as good as."""
    return np.concatenate([each * _effective(each) / (each.sum() or 1.0) for each in rounds])


def _means(measures: Floats, weights: Floats) -> Floats:
    known = np.isfinite(measures)
    sums = np.where(known, measures, 0.0).T @ weights
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / (known.T @ weights))
