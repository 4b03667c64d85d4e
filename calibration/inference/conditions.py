"""What draws must agree with beside the figures that were fitted: each kind tells how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from calibration.inference.observed import Observed
from calibration.inference.simulator import Simulator
from calibration.patterns.pattern import Pattern
from experiments.intervals import Floats
from experiments.studies.points import Point


class Condition(Protocol):
    """Something that runs at a draw must agree with."""

    @property
    def name(self) -> str:
        """What its runs are kept under."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What is measured."""

    @property
    def runs_each(self) -> int:
        """Runs that a draw takes."""

    @property
    def accepted(self) -> Floats:
        """Ends of what agrees, infinite where there is none, shape (2, measures)."""

    def measured(self, stage: str, points: Sequence[Point]) -> Floats:
        """Return what a run gives at each point, shape (points, measures); NaN if undefined."""

    def likelihood(self, measures: Floats) -> Floats:
        """Return how well measures agree, 0 to 1, shape (points,); 0 where undefined."""

    def expected(self, means: Floats, variances: Floats) -> Floats:
        """Return the likelihood to be expected where measures are predicted, shape (points,).

        Parameters
        ----------
        means, variances
            Of a further run, each of shape (points, measures).
        """


@dataclass(frozen=True)
class FiguresElsewhere:
    """Official figures about another scenario.

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

    @property
    def name(self) -> str:
        """The scenario."""
        return self.scenario

    @property
    def labels(self) -> tuple[str, ...]:
        """The targets."""
        return self.observed.names

    @property
    def runs_each(self) -> int:
        """One run."""
        return 1

    @property
    def accepted(self) -> Floats:
        """The official figures less and more their tolerances."""
        observed = self.observed
        return observed.values + np.outer((-1.0, 1.0), observed.tolerances)

    def measured(self, stage: str, points: Sequence[Point]) -> Floats:
        """Return the figures of a run of the scenario at each point."""
        return self.simulator(stage, points, 1)[:, 0]

    def likelihood(self, measures: Floats) -> Floats:
        """Return the likelihood of the official figures, error and discrepancy included."""
        return self.expected(measures, np.zeros_like(measures))

    def expected(self, means: Floats, variances: Floats) -> Floats:
        """Return the mean likelihood over normal predictions."""
        own = self.observed.deviations**2
        wide = own + variances
        near = np.exp(-0.5 * (means - self.observed.values) ** 2 / wide)
        likelihood = (np.sqrt(own / wide) * near).prod(axis=1)
        return np.where(np.isfinite(likelihood), likelihood, 0.0)


class Measuring(Protocol):
    """Measures a pattern."""

    def __call__(self, stage: str, points: Sequence[Point]) -> Floats:
        """Return its numbers at each point, shape (points, criteria)."""


@dataclass(frozen=True)
class PatternShown:
    """A pattern that runs must show: each of its numbers within its range.

    Attributes
    ----------
    pattern
        The pattern.
    measuring
        Measures it.
    runs_each
        Runs that a draw takes: the arms of the pattern.
    """

    pattern: Pattern
    measuring: Measuring = field(repr=False)
    runs_each: int = 1

    @property
    def name(self) -> str:
        """The pattern's number."""
        return self.pattern.id

    @property
    def labels(self) -> tuple[str, ...]:
        """What is measured."""
        return tuple(each.label for each in self.pattern.criteria)

    @property
    def accepted(self) -> Floats:
        """Ends of the ranges, infinite where there is none, shape (2, criteria)."""
        criteria = self.pattern.criteria
        return np.array(
            [
                [-np.inf if each.low is None else each.low for each in criteria],
                [np.inf if each.high is None else each.high for each in criteria],
            ]
        )

    def measured(self, stage: str, points: Sequence[Point]) -> Floats:
        """Return the pattern's numbers at each point."""
        return self.measuring(stage, points)

    def likelihood(self, measures: Floats) -> Floats:
        """Return 1 where the pattern is shown, else 0."""
        low, high = self.accepted
        return np.asarray(((measures > low) & (measures < high)).all(axis=1), dtype=float)

    def expected(self, means: Floats, variances: Floats) -> Floats:
        """Return the chance that it is shown, with its numbers as if they were independent."""
        from scipy.special import ndtr

        deviation = np.sqrt(np.maximum(variances, 1e-12))
        low, high = self.accepted
        within = ndtr((high - means) / deviation) - ndtr((low - means) / deviation)
        return np.asarray(within.prod(axis=1))
