"""One outcome of a scenario beside the reference, with what pairing is worth for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.compare.effect import effect_in_words, relative_change
from experiments.compare.gain import effective_replicate_gain
from experiments.comparison import Comparison, compare
from experiments.intervals import Estimate, Floats
from experiments.nested import Nesting
from sim.outcomes import Outcome


@dataclass(frozen=True)
class Contrast:
    """One outcome of a scenario beside the reference.

    Attributes
    ----------
    comparison
        Both levels and the paired difference, scenario minus reference, with intervals.
    gain
        How many unpaired replicates one paired replicate is worth.
    """

    comparison: Comparison
    gain: Estimate

    @property
    def outcome(self) -> Outcome:
        """The outcome."""
        return self.comparison.outcome

    @property
    def reference(self) -> Estimate:
        """Its level in the reference."""
        return self.comparison.baseline

    @property
    def level(self) -> Estimate:
        """Its level in the scenario."""
        assert self.comparison.scenario is not None  # a contrast is between two
        return self.comparison.scenario

    @property
    def difference(self) -> Estimate:
        """Scenario minus reference, paired by replicate."""
        assert self.comparison.difference is not None  # a contrast is between two
        return self.comparison.difference

    @property
    def relative(self) -> float:
        """The difference as a share of the reference's level; NaN at a level of 0."""
        return relative_change(self.comparison)

    @property
    def effect(self) -> str:
        """The difference in words."""
        return effect_in_words(self.comparison)

    @property
    def exactly_zero(self) -> bool:
        """Whether not a single replicate shows any difference."""
        alone = self.difference.count == 1
        return self.difference.mean == 0.0 and (
            alone or self.difference.low == self.difference.high == 0.0
        )

    @property
    def verdict(self) -> str:
        """What the difference means for citizens or staff, in a word or two."""
        return "the same" if self.exactly_zero else self.comparison.verdict


def contrasts(
    declared: Mapping[str, Outcome],
    reference: Sequence[Mapping[str, float]],
    scenario: Sequence[Mapping[str, float]],
    first_round: int,
    nesting: Nesting | None = None,
) -> tuple[Contrast, ...]:
    """Return every declared outcome.

    Parameters
    ----------
    declared
        The outcomes by name.
    reference, scenario
        National values per replicate, in the same order; NaN is undefined.
    first_round
        Number of leading replicates that alone tell the spread of the intervals.
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.
        The gain is then that of a draw and not of a single replicate.
    """
    return tuple(
        Contrast(
            row,
            effective_replicate_gain(
                _independent(reference, row.outcome.name, nesting),
                _independent(scenario, row.outcome.name, nesting),
            ),
        )
        for row in compare(declared, reference, scenario, first_round, nesting)
    )


def _independent(
    runs: Sequence[Mapping[str, float]], outcome: str, nesting: Nesting | None
) -> Floats:
    """Return a value per replicate, or the mean of each draw where replicates share draws."""
    values = np.array([run[outcome] for run in runs])
    return values if nesting is None else nesting.means(values)
