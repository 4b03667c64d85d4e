"""From rows and outputs to indices: the one way for every method, whatever gave the outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.chance import Chance, chance_of, chance_of_spread
from experiments.sensitivity.convergence import Convergence, convergence
from experiments.sensitivity.designs import SampleDesign
from experiments.sensitivity.estimators import Indices, estimated
from experiments.sensitivity.guard import Guarded, guarded
from experiments.sensitivity.noise import Floor, important, noise_floor

Statistic = Literal["mean", "spread"]
FEWEST_FOR_SPREAD = 3
"""Replicates below which there is no spread to speak of."""


@dataclass(frozen=True)
class Output:
    """An output of the rows of a design.

    Attributes
    ----------
    name, label, unit
        As in tables and in print.
    values
        Shape (rows, replicates); NaN where it is undefined or the run failed.
    limited
        How many rows had a value beyond the limits that are declared for it.
    """

    name: str
    label: str
    unit: str
    values: Floats = field(repr=False)
    limited: int = 0


@dataclass(frozen=True)
class OutputAnalysis:
    """What matters for one statistic of one output.

    Attributes
    ----------
    output, statistic
        What was analysed: its mean over the replicates, or their standard deviation.
    guarded
        The rows that were used, and which were not and why.
    chance
        How much of it is chance.
    indices
        The indices; None when the guard objects.
    floor, important
        The noise floor, and which names stand clearly above it.
    replicates
        Mean and standard deviation over the replicates of the ranking index of each single
        replicate, shape (2, names).
    convergence
        Whether the samples were enough.
    """

    output: Output
    statistic: Statistic
    guarded: Guarded
    chance: Chance
    indices: Indices | None = None
    floor: Floor | None = None
    important: tuple[str, ...] = ()
    replicates: Floats | None = None
    convergence: Convergence | None = None

    @property
    def reason(self) -> str:
        """Why there are no indices; empty when there are."""
        return self.guarded.reason

    @property
    def ranked(self) -> list[str]:
        """All names but the dummy's, the one that matters most first."""
        if self.indices is None:
            return []
        order = np.argsort(-self.indices.headline, kind="stable")
        names = [self.indices.names[place] for place in order]
        return [name for name in names if name != self.indices.names[-1]]


def analysed(
    design: SampleDesign,
    output: Output,
    statistic: Statistic = "mean",
    *,
    seed: int,
    brief: bool = False,
) -> OutputAnalysis:
    """Return the indices of an output with all that is needed to judge them.

    Parameters
    ----------
    design
        The rows.
    output
        The output in each row and replicate; replicates of the same number share their draws.
    statistic
        The mean over the replicates, or their standard deviation.
    seed
        Seed of resamples.
    brief
        Whether to leave out single replicates and convergence.

    Raises
    ------
    ValueError
        When the spread of fewer than ``FEWEST_FOR_SPREAD`` replicates is asked for.
    """
    count = output.values.shape[1]
    independent = design.independent_rows()
    if statistic == "spread":
        if count < FEWEST_FOR_SPREAD:
            raise ValueError(f"{count} replicates have no spread")
        values = output.values.std(axis=1, ddof=1)
        chance = chance_of_spread(values[independent], count)
    else:
        values = output.values.mean(axis=1)
        chance = chance_of(output.values[independent], seed)
    kept = guarded(design, values)
    if kept.reason:
        return OutputAnalysis(output, statistic, kept, chance)
    indices = estimated(kept.design, kept.values, seed)
    floor = noise_floor(kept.design, kept.values, indices, chance, seed)
    single = statistic == "mean" and count > 1 and not brief
    matter = important(indices, floor)
    return OutputAnalysis(
        output,
        statistic,
        kept,
        chance,
        indices,
        floor,
        tuple(name for name, yes in zip(indices.names, matter, strict=True) if yes),
        _by_replicate(design, output.values, seed) if single else None,
        None if brief else convergence(kept.design, kept.values, indices, seed),
    )


def analysed_all(
    design: SampleDesign, outputs: Sequence[Output], *, seed: int
) -> list[OutputAnalysis]:
    """Return the analysis of the mean and, where there is one, of the spread of every output."""
    found = []
    for output in outputs:
        found.append(analysed(design, output, seed=seed))
        if output.values.shape[1] >= FEWEST_FOR_SPREAD:
            found.append(analysed(design, output, "spread", seed=seed))
    return found


def _by_replicate(design: SampleDesign, values: Floats, seed: int) -> Floats | None:
    """Return mean and standard deviation of the indices of single replicates."""
    single = []
    for column in values.T:
        kept = guarded(design, column)
        if not kept.reason:
            found = estimated(kept.design, kept.values, seed, resampled=False)
            single.append(found.headline)
    if len(single) < 2:
        return None
    return np.array([np.mean(single, axis=0), np.std(single, axis=0, ddof=1)])
