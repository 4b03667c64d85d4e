"""History matching: what cannot be made to agree with the official figures is ruled out in waves.

After Craig et al. (1997) and Vernon, Goldstein & Bower (2010, Bayesian Analysis 5, 619-670):
a point is implausible for a target when the expected figure there, known up to the emulator's
variance, is further from the official one than error, model discrepancy and chance explain.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from calibration.inference.emulator import FEWEST_POINTS, Emulator
from calibration.inference.observed import Observed, Scaling
from calibration.inference.region import Region
from experiments.intervals import Floats

CUTOFF = 3.0
"""Standard deviations beyond which a figure is implausible: by Pukelsheim's rule, 95 % of any
unimodal distribution lies within."""

HARDLY = 0.01
"""Share of what is left in which a target must be met to count any further."""


@dataclass(frozen=True)
class Implausibility:
    """How far points are from agreeing, by the emulators of one wave.

    Attributes
    ----------
    emulators
        One per target; None for a target that cannot be emulated.
    variances
        Variance of the official figure and of chance in a run, per target, on the scale.
    rank
        Which implausibility counts: 1 the largest, 2 the second largest, 3 the third.
    counted
        Which targets count; the others are set aside.
    """

    emulators: tuple[Emulator | None, ...]
    variances: Floats
    rank: int
    counted: NDArray[np.bool_]

    def log_likelihood(self, places: Floats) -> Floats:
        """Return the logarithm of the likelihood of the official figures, but for a constant.

        That of the figures of a single run with their error, by the emulators, for the targets
        that count, shape (points,). The emulators are held to be as far off as in leaving
        points out.
        """
        found = np.zeros(len(places))
        for column, emulator in enumerate(self.emulators):
            if emulator is not None and self.counted[column]:
                variance = self.variances[column] + emulator.accuracy.error**2
                found -= 0.5 * emulator.expected(places) ** 2 / variance
        return found

    def by_target(self, places: Floats) -> Floats:
        """Return the implausibility for every target, shape (points, targets)."""
        found = np.zeros((len(places), len(self.emulators)))
        for column, emulator in enumerate(self.emulators):
            if emulator is not None:
                mean, variance = emulator.predicted(places)
                # The official figures stand at 0.
                found[:, column] = np.abs(mean) / np.sqrt(variance + self.variances[column])
        return found

    def __call__(self, places: Floats) -> Floats:
        """Return the implausibility that counts, shape (points,)."""
        found = self.by_target(places)[:, self.counted]
        rank = min(self.rank, found.shape[1])
        return np.asarray(np.sort(found, axis=1)[:, -rank])


@dataclass(frozen=True)
class Wave:
    """One wave.

    Attributes
    ----------
    number
        From 1.
    points, runs
        Points and runs of its design.
    used
        Points that its emulators were made from: these, and those of earlier waves that lie
        where it searched.
    implausibility
        Its emulators and what they rule out.
    chance
        Standard deviation of chance in a single run per target, in the target's unit.
    leading
        Share of what it searched that each target alone rules out.
    set_aside
        Targets that were set aside in it, by their place: no parameters give them together with
        the others, so that with them nothing would be left.
    region
        What is not ruled out by this wave and those before.
    """

    number: int
    points: int
    runs: int
    used: int
    implausibility: Implausibility = field(repr=False)
    chance: Floats = field(repr=False)
    leading: Floats = field(repr=False)
    set_aside: tuple[int, ...]
    region: Region = field(repr=False)

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Which targets count after it, and can be met somewhere in what it leaves."""
        counted = self.implausibility.counted.copy()
        if not self.region.empty:
            single = self.implausibility.by_target(self.region.population)
            counted &= (single <= CUTOFF).mean(axis=0) > HARDLY
        return counted


@dataclass(frozen=True)
class Design:
    """Simulated points: places in the unit box and figures of every run.

    Attributes
    ----------
    places
        Shape (points, parameters).
    figures
        Shape (points, replicates, targets), in the targets' units; NaN where undefined.
    """

    places: Floats
    figures: Floats

    @property
    def runs(self) -> int:
        """Number of runs."""
        return int(np.prod(self.figures.shape[:2]))


def matched(
    designs: list[Design],
    searched: Region,
    observed: Observed,
    scaling: Scaling,
    *,
    rank: int,
    counted: NDArray[np.bool_],
    seed: int,
) -> Wave:
    """Return the wave that rules out what the last design shows to be implausible.

    Parameters
    ----------
    designs
        The designs so far; the last one is spread over what is searched.
    searched
        What is not ruled out so far.
    observed, scaling
        The official figures and the scale.
    rank
        Which implausibility counts.
    counted
        Which targets count. Should nothing be left, the one that is furthest from being met is set
        aside, and another, until something is.
    seed
        Root of all draws.
    """
    number = len(designs)
    places, means = _pooled(designs, searched, scaling)
    emulators = tuple(_emulated(places, column) for column in means.T)
    chance = _chance(designs[-1], scaling)
    variances = scaling.deviations(observed) ** 2 + chance**2
    implausibility = Implausibility(emulators, variances, rank, counted)
    single = implausibility.by_target(searched.population)
    region = searched.narrowed(implausibility, CUTOFF, seed, "wave", number)
    aside: list[int] = []
    while region.empty and implausibility.counted.sum() > 1:
        nearest = np.where(implausibility.counted, single.min(axis=0), -np.inf)
        aside.append(int(np.argmax(nearest)))
        left = implausibility.counted & (np.arange(len(counted)) != aside[-1])
        implausibility = replace(implausibility, counted=left)
        region = searched.narrowed(implausibility, CUTOFF, seed, "wave", number)
    return Wave(
        number, len(designs[-1].places), designs[-1].runs, len(places), implausibility,
        chance * scaling.width, np.asarray((single > CUTOFF).mean(axis=0)), tuple(aside), region,
    )  # fmt: skip


def _pooled(designs: list[Design], searched: Region, scaling: Scaling) -> tuple[Floats, Floats]:
    """Return places and mean figures on the scale of all points that lie where is searched."""
    places, means = [], []
    for design in designs:
        inside = searched.holds(design.places)
        places.append(design.places[inside])
        # A figure that is undefined in one run is not the mean of the others.
        means.append(scaling.scaled(design.figures[inside]).mean(axis=1))
    return np.concatenate(places), np.concatenate(means)


def _emulated(places: Floats, column: Floats) -> Emulator | None:
    known = np.isfinite(column)
    if known.sum() < FEWEST_POINTS:
        return None
    return Emulator.of(places[known], column[known])


def _chance(design: Design, scaling: Scaling) -> Floats:
    """Return the standard deviation between runs of the same point, on the scale, per target.

    It is that of the half of the points that lie nearest to the official figure: worlds that
    have broken down scatter as England does not.
    """
    if design.figures.shape[1] < 2:
        return np.zeros(design.figures.shape[2])
    far = np.abs(scaling.scaled(design.figures.mean(axis=1)))
    variances = design.figures.var(axis=1, ddof=1)
    near = far <= np.nanquantile(np.where(np.isfinite(far), far, np.inf), 0.5, axis=0)
    near &= np.isfinite(variances)
    total = np.where(near, variances, 0.0).sum(axis=0)
    # The scale is linear about the official figure.
    return np.asarray(np.sqrt(total / np.maximum(near.sum(axis=0), 1)) / scaling.width)
