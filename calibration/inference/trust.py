"""The gate: a posterior that does not cover known truths as it should is not shipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from experiments.intervals import Floats

if TYPE_CHECKING:
    from calibration.inference.neural import Checks

LEVELS = (0.5, 0.9)
"""Intervals whose coverage is checked."""
LEAST_P = 0.01
"""Probability, for all parameters together, below which ranks do not count as even."""
LARGEST_MISS = 0.06
"""How far coverage over all parameters may be from what is said."""
FEWEST = 100
"""Runs below which the checks tell nothing."""
_KOLMOGOROV = 1.63
"""1 % point of Kolmogorov's distribution (for many runs)."""


@dataclass(frozen=True)
class Trust:
    """What the checks say.

    Attributes
    ----------
    checks
        Ranks, uniformity, and expected coverage.
    coverage
        Share of true values inside the intervals of each level, shape (levels, parameters).
    failures
        Why the posterior is not to be trusted, in clauses; none when it is.
    """

    checks: Checks = field(repr=False)
    coverage: Floats
    failures: tuple[str, ...]

    @property
    def runs(self) -> int:
        """Runs that the checks rest on."""
        return len(self.checks.ranks)

    @property
    def passed(self) -> bool:
        """Whether the posterior may be shipped."""
        return not self.failures

    @property
    def overall(self) -> Floats:
        """Coverage of each level over all parameters."""
        return np.asarray(self.coverage.mean(axis=1))

    @property
    def least_p(self) -> float:
        """Smallest p-value of uniformity, times the number of parameters (Bonferroni)."""
        return min(1.0, float(self.checks.uniformity.min()) * len(self.checks.uniformity))

    @property
    def tarp_miss(self) -> float:
        """Largest distance between expected coverage and credibility."""
        return float(np.abs(self.checks.expected - self.checks.credibility).max())

    @property
    def tarp_limit(self) -> float:
        """Largest distance that chance explains, at 1 %."""
        return _KOLMOGOROV / float(np.sqrt(self.runs))


def judged(checks: Checks, names: tuple[str, ...]) -> Trust:
    """Return whether the posterior passes.

    Parameters
    ----------
    checks
        What sbi found for runs that the posterior has not seen.
    names
        Names of the parameters.
    """
    inside = np.abs(checks.ranks - 0.5)
    coverage = np.array([(inside <= level / 2).mean(axis=0) for level in LEVELS])
    found = Trust(checks, coverage, ())
    return Trust(checks, coverage, tuple(_failures(found, names)))


def _failures(found: Trust, names: tuple[str, ...]) -> Iterator[str]:
    if found.runs < FEWEST:
        yield f"{found.runs} runs are too few to check it ({FEWEST} are needed)"
    if found.least_p < LEAST_P:
        worst = names[int(np.argmin(found.checks.uniformity))]
        yield (
            f"ranks of the true {worst} are not evenly spread "
            f"(p = {found.least_p:.2g} for all parameters)"
        )
    for level, share in zip(LEVELS, found.overall, strict=True):
        if abs(share - level) > LARGEST_MISS:
            yield f"{100 * level:.0f} % intervals hold {100 * share:.0f} % of the true values"
    if found.tarp_miss > found.tarp_limit:
        yield (
            f"TARP: expected coverage is {found.tarp_miss:.2f} from credibility "
            f"(chance explains {found.tarp_limit:.2f})"
        )
