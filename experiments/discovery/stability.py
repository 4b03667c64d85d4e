"""How much of a box survives when the rows are drawn anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.discovery.box import Box, worth
from experiments.discovery.conditions import Conditions
from experiments.discovery.prim import chosen, trajectory
from experiments.sensitivity.resampling import resamples

TIMES = 20


@dataclass(frozen=True)
class Stability:
    """What resamples of the rows say of a box.

    Attributes
    ----------
    times
        Number of resamples.
    again
        For every condition, the share of resamples in which a box limits it.
    limits
        For every limit of the box, the middle 90 % of that limit over the resamples that have
        it: name to ((low, high) of the lower limit, (low, high) of the upper limit).
    coverage, density
        Mean over the resamples of what the box found in one is worth in the rows it has not
        seen.
    """

    times: int
    again: dict[str, float]
    limits: dict[str, tuple[tuple[float, float], tuple[float, float]]]
    coverage: float
    density: float


def stability(box: Box, conditions: Conditions, seed: int, times: int = TIMES) -> Stability:
    """Return how stable a box is when rows are drawn with replacement.

    Parameters
    ----------
    box
        The box that all rows gave.
    conditions
        All rows.
    seed, times
        Seed and number of the resamples.
    """
    count = len(conditions.share)
    boxes, unseen = [], []
    for rows in resamples(count, times, seed):
        drawn = conditions.taken(rows)
        found = chosen(trajectory(drawn), drawn).box
        boxes.append(found)
        rest = conditions.taken(np.setdiff1d(np.arange(count), rows))
        if rest.cases > 0:
            unseen.append(worth(found, rest))
    again = {
        name: sum(name in found.restricted for found in boxes) / times for name in conditions.values
    }
    limits = {name: _limits(name, boxes) for name in box.limits}
    return Stability(
        times,
        again,
        limits,
        float(np.mean([each.coverage for each in unseen])) if unseen else float("nan"),
        float(np.mean([each.density for each in unseen])) if unseen else float("nan"),
    )


def _limits(name: str, boxes: list[Box]) -> tuple[tuple[float, float], tuple[float, float]]:
    ends = np.array([found.limits[name] for found in boxes if name in found.limits])
    if not len(ends):
        nothing = (float("nan"), float("nan"))
        return nothing, nothing
    low, high = (np.quantile(ends, [0.05, 0.95], axis=0, method="nearest")).tolist()
    return (low[0], high[0]), (low[1], high[1])
