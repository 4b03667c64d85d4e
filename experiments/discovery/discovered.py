"""Scenario discovery as a whole: boxes one after the other, their stability, and a tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.discovery.box import worth
from experiments.discovery.conditions import FEWEST_ROWS, Conditions
from experiments.discovery.prim import Candidate, chosen, trajectory
from experiments.discovery.stability import Stability, stability
from experiments.discovery.tree import Leaf, leaves

MOST_BOXES = 2
LEAST_COVERAGE = 0.1
"""A further box is told of only when it covers at least this share of all cases."""


@dataclass(frozen=True)
class FoundBox:
    """A box that was found.

    Attributes
    ----------
    candidate
        The box, what it is worth among the rows that earlier boxes left, and its quasi-p-values.
    curve
        The trade-off that it was chosen from.
    stability
        What resamples say of it.
    """

    candidate: Candidate
    curve: tuple[Candidate, ...]
    stability: Stability


@dataclass(frozen=True)
class Discovery:
    """Under which conditions something is the case.

    Attributes
    ----------
    conditions
        The rows.
    boxes
        The boxes found, the first one first; none when nothing is better than chance.
    leaves
        The leaves of a shallow tree, densest first.
    """

    conditions: Conditions
    boxes: tuple[FoundBox, ...]
    leaves: tuple[Leaf, ...]

    @property
    def coverage(self) -> float:
        """Share of all cases that lie in one of the boxes."""
        inside = np.zeros(len(self.conditions.share), dtype=np.bool_)
        for found in self.boxes:
            inside |= found.candidate.box.holds(self.conditions)
        cases = self.conditions.weights * self.conditions.share
        return float(cases[inside].sum() / cases.sum())


def discovered(conditions: Conditions, seed: int = 1) -> Discovery:
    """Return the boxes and the tree for some conditions.

    Parameters
    ----------
    conditions
        The rows.
    seed
        Seed of the resamples that judge stability.
    """
    boxes: list[FoundBox] = []
    rest = conditions
    while len(boxes) < MOST_BOXES and len(rest.share) >= FEWEST_ROWS and np.ptp(rest.share) > 0:
        curve = trajectory(rest)
        best = chosen(curve, rest)
        covered = worth(best.box, rest).coverage * rest.cases / conditions.cases
        if not best.box.restricted or covered < LEAST_COVERAGE:
            break
        boxes.append(FoundBox(best, tuple(curve), stability(best.box, rest, seed)))
        rest = rest.taken(~best.box.holds(rest))
    return Discovery(conditions, tuple(boxes), tuple(leaves(conditions)))
