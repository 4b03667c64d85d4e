"""The measures of a hop in one world, replicate by replicate, and how they differ from another's.

Three ways to say what a hop passes on, of which the first two are causal:

``passed_on``
    Of a change of 1 % at the link before, how many per cent arrive: the pass-through of the
    thread, each link against its own level in the same world.
``per_unit``
    The same with changes in the links' own units, in terms of the reference world's levels: what
    one more of the link before buys of the next, where 1 would be in proportion to the reference.
    It tells a world in which everything is scaled down from one in which nothing is.
``correlation`` and the other statistics of ``experiments.levers.association``
    What an authority could see over its cells of council by domain in the last twelve months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.intervals import (
    Estimate,
    Floats,
    mean_interval,
    ratio_difference_interval,
    ratio_interval,
)
from experiments.lever import Lever
from experiments.levers.association import Association
from experiments.levers.observed import HOPS, associations
from experiments.specificity.design import SpecificityDesign
from experiments.specificity.layout import Measure
from experiments.specificity.replicate import WorldLinks
from experiments.stations import NAMES
from experiments.thread import elasticity

CAUSAL: tuple[Measure, ...] = ("passed_on", "per_unit")
SEEN: tuple[Measure, ...] = (
    "correlation",
    "proportional_slope",
    "rank_agreement",
    "mutual_information",
)
MEASURES: tuple[Measure, ...] = (*CAUSAL, *SEEN)
LEAST_NOISE = 0.02
"""Noise of a hop that hardly varies between replicates: two points are nothing to speak of."""


@dataclass(frozen=True)
class Evidence:
    """What one hop is measured by in one world.

    Attributes
    ----------
    above
        Answer of the link after the hop in each replicate, shape (R,); or a statistic that is
        seen.
    below
        Answer of the link before it, shape (R,); None for a statistic.
    reason
        Why a replicate has no value; empty when all have.
    """

    above: Floats
    below: Floats | None
    reason: str = ""

    @property
    def estimate(self) -> Estimate:
        """The hop's value with its interval."""
        if self.below is None:
            return mean_interval(self.above)
        return ratio_interval(self.above, self.below)

    def less(self, reference: Evidence) -> Estimate:
        """Return the value less that in the reference world, paired by replicate."""
        if self.below is None or reference.below is None:
            return mean_interval(self.above - reference.above)
        return ratio_difference_interval(
            (self.above, self.below), (reference.above, reference.below)
        )

    @property
    def noise(self) -> float:
        """By how much single replicates differ by chance alone: their standard deviation.

        At least ``LEAST_NOISE``; NaN when fewer than two replicates have a value.
        """
        below = np.ones_like(self.above) if self.below is None else self.below
        usable = np.isfinite(self.above) & np.isfinite(below)
        above, below = self.above[usable], below[usable]
        if above.size < 2 or below.mean() == 0.0:
            return math.nan
        # What each replicate adds to the ratio of means, to first order.
        parts = (above - above.mean() / below.mean() * below) / below.mean()
        return max(float(parts.std(ddof=1)), LEAST_NOISE)


def evidence(
    design: SpecificityDesign, replicates: Sequence[Sequence[WorldLinks]]
) -> dict[Measure, list[list[Evidence | None]]]:
    """Return the evidence on every hop by measure and world; None where no lever measures it.

    Parameters
    ----------
    design
        The experiment.
    replicates
        All runs, in the order of the replicates.
    """
    seen = [[associations(world.cells) for world in worlds] for worlds in replicates]
    found: dict[Measure, list[list[Evidence | None]]] = {}
    for measure in CAUSAL:
        answers = _answers(design, replicates, measure)
        found[measure] = [
            [_causal(design, answers[:, arm], hop) for hop in range(len(HOPS))]
            for arm in range(len(design.arms))
        ]
    for measure in SEEN:
        found[measure] = [
            [_seen([worlds[arm][hop] for worlds in seen], measure) for hop in range(len(HOPS))]
            for arm in range(len(design.arms))
        ]
    return found


def _answers(
    design: SpecificityDesign, replicates: Sequence[Sequence[WorldLinks]], measure: Measure
) -> Floats:
    """Return the answer of every link to every lever, shape (R, arms, ways, 8)."""
    return np.array(
        [
            [
                [
                    _answer(world, way, lever, None if measure == "passed_on" else worlds[0])
                    for way, lever in enumerate(design.levers_of(number))
                ]
                for world in worlds
            ]
            for number, worlds in enumerate(replicates)
        ]
    )


def _answer(world: WorldLinks, way: int, lever: Lever, reference: WorldLinks | None) -> Floats:
    """Return the answer of every link, shape (8,), per cent for per cent or in reference units."""
    before, after = world.unstepped, world.stepped[way]
    if reference is None:
        return elasticity(before, after, lever.domain, lever.size)
    own = slice(None) if lever.domain is None else slice(lever.domain, lever.domain + 1)
    level = reference.unstepped[:, own]
    change = np.divide(
        (after - before)[:, own], level, out=np.full(level.shape, np.nan), where=level > 0.0
    ).mean(axis=1)
    if not lever.is_priority:
        change[0] = lever.step
    answer: Floats = change
    return answer


def _causal(design: SpecificityDesign, answers: Floats, hop: int) -> Evidence | None:
    way = design.way_of(hop)
    if way is None:
        return None
    above, below = answers[:, way, hop + 1], answers[:, way, hop]
    odd = [name for name, part in zip(NAMES[hop : hop + 2], (below, above), strict=True)
           if not np.isfinite(part).all()]  # fmt: skip
    reason = f"nothing above 0 was measured at {odd[0]} in some replicates" if odd else ""
    return Evidence(above, below, reason)


def _seen(pairs: Sequence[Association], measure: Measure) -> Evidence:
    values = np.array([getattr(pair, measure) for pair in pairs], dtype=np.float64)
    reason = next((pair.reason for pair in pairs if pair.reason), "")
    return Evidence(values, None, reason)
