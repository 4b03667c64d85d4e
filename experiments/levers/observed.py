"""Observed linkage: what a real authority could compute, without any experiment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from experiments.intervals import Estimate, Floats, mean_interval
from experiments.levers.association import STATISTICS, Association, association
from experiments.nested import Nesting
from experiments.stations import NAMES

HOPS = tuple(pairwise(NAMES))
ENDS = (("felt", "believed"), ("meant", "believed"))
"""From end to end: from the street back up to the centre, and the whole way round."""
PAIRS = (*HOPS, *ENDS)
"""The pairs of links that are looked at."""


@dataclass(frozen=True)
class ObservedPair:
    """How closely two links go together, over replicates.

    Attributes
    ----------
    source, target
        Names of the links.
    statistics
        Mean over replicates of each of ``association.STATISTICS``, with its interval.
    """

    source: str
    target: str
    statistics: dict[str, Estimate]

    @property
    def name(self) -> str:
        """The pair written as ``source -> target``."""
        return f"{self.source} -> {self.target}"


@dataclass(frozen=True)
class ObservedEnds:
    """The correlation from end to end beside the product of its hops.

    For a Gaussian chain in which each link depends on the one before alone, both are the same.
    Where they differ, something connects the ends that does not pass from link to link.

    Attributes
    ----------
    source, target
        Names of the links at the ends.
    end_to_end, product, difference
        The correlation, the product of the hops' correlations, and the first minus the second.
    """

    source: str
    target: str
    end_to_end: Estimate
    product: Estimate
    difference: Estimate

    @property
    def name(self) -> str:
        """The ends written as ``source -> target``."""
        return f"{self.source} -> {self.target}"


@dataclass(frozen=True)
class ObservedLinkage:
    """What is seen over authority x domain cells.

    Attributes
    ----------
    pairs
        The seven hops, and the two pairs of ends.
    ends
        For both pairs of ends, the correlation beside the product of the hops between.
    """

    pairs: tuple[ObservedPair, ...]
    ends: tuple[ObservedEnds, ...]

    def pair(self, source: str, target: str) -> ObservedPair:
        """Return the pair of two links."""
        return self.pairs[PAIRS.index((source, target))]


def associations(cells: Floats) -> tuple[Association, ...]:
    """Return the statistics of all ``PAIRS`` in one world.

    Parameters
    ----------
    cells
        Every link per council and domain, shape (8, M, K).
    """
    flat = dict(zip(NAMES, cells.reshape(len(NAMES), -1), strict=True))
    return tuple(association(flat[first], flat[last], (first, last)) for first, last in PAIRS)


def observed_linkage(
    found: Sequence[Sequence[Association]], nesting: Nesting | None = None
) -> ObservedLinkage:
    """Return what is seen on average over replicates.

    Parameters
    ----------
    found
        ``associations`` of each replicate.
    nesting
        Which replicates share a draw of parameters; None where all have the same parameters.
    """
    pairs = []
    for index, (source, target) in enumerate(PAIRS):
        column = [each[index] for each in found]
        statistics = {
            name: _estimate([getattr(one, name) for one in column], column, nesting)
            for name in STATISTICS
        }
        pairs.append(ObservedPair(source, target, statistics))
    return ObservedLinkage(tuple(pairs), tuple(_ends(found, *ends, nesting) for ends in ENDS))


def _ends(
    found: Sequence[Sequence[Association]], source: str, target: str, nesting: Nesting | None
) -> ObservedEnds:
    first, last = NAMES.index(source), NAMES.index(target)
    whole = [each[PAIRS.index((source, target))] for each in found]
    hops = [list(each[first:last]) for each in found]
    product = np.array([math.prod(hop.correlation for hop in each) for each in hops])
    seen = np.array([one.correlation for one in whole])
    every = [one for each in hops for one in each]
    return ObservedEnds(
        source,
        target,
        _estimate(seen, whole, nesting),
        _estimate(product, every, nesting),
        _estimate(seen - product, [*every, *whole], nesting),
    )


def _estimate(
    values: Sequence[float] | Floats, behind: Sequence[Association], nesting: Nesting | None
) -> Estimate:
    """Return the mean over replicates; where some have none, with the first reason why."""
    estimate = mean_interval(values, nesting=nesting)
    if not estimate.undefined:
        return estimate
    total = estimate.count + estimate.undefined
    why = next((one.reason for one in behind if one.reason), "the second link is 0 on average")
    return replace(
        estimate, reason=f"undefined in {estimate.undefined} of {total} replicates: {why}"
    )
