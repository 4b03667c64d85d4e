"""The patient rule induction method: peel a box down to where it is the case, and paste back.

Friedman & Fisher (1999), Statistics and Computing 9, 123-143; for scenario discovery Bryant &
Lempert (2010), Technological Forecasting and Social Change 77, 34-49.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.discovery.box import Box, Worth, worth
from experiments.discovery.conditions import Conditions
from experiments.discovery.quasi import quasi_p_values
from experiments.intervals import Floats

PEEL = 0.05
"""Share of the rows in the box that one peel takes off, at most."""
PASTE = 0.01
LEAST_MASS = 0.05
"""Peeling ends when fewer than this share of all rows would be left."""
LEAST_ROWS = 10
CERTAIN = 0.05
"""Quasi-p-value up to which a limit is taken to be more than chance."""


@dataclass(frozen=True)
class Candidate:
    """A box on the way, and what it is worth.

    Attributes
    ----------
    box, worth
        The box, and its coverage, density and mass.
    quasi_p
        For each limited condition, how easily chance would raise the density as much.
    """

    box: Box
    worth: Worth
    quasi_p: dict[str, float]

    @property
    def certain(self) -> bool:
        """Whether no limit may be chance."""
        return all(value <= CERTAIN for value in self.quasi_p.values())


def peeled(conditions: Conditions) -> list[Box]:
    """Return the boxes of the peeling trajectory, from all rows down to a small box."""
    boxes, box, rows = [Box()], Box(), conditions
    least = max(LEAST_ROWS, math.ceil(LEAST_MASS * len(conditions.share)))
    while True:
        best = max(_peels(box, rows, least), key=lambda found: (found[0], found[1]), default=None)
        if best is None:
            return boxes
        # A peel that gains nothing may lie before one that does: only size ends the peeling.
        box = best[2]
        rows = rows.taken(box.holds(rows))
        boxes.append(box)


def _peels(box: Box, rows: Conditions, least: int) -> Iterator[tuple[float, float, Box]]:
    """Yield what each possible peel gains per row it takes off, its density, and its box."""
    for name, column in rows.values.items():
        for smaller in _smaller(box, name, column, categorical=name in rows.categories):
            inside = smaller.holds(rows)
            kept = int(inside.sum())
            if least <= kept < len(column):
                weights = rows.weights[inside]
                density = float((weights * rows.share[inside]).sum() / weights.sum())
                lost = 1 - float(weights.sum() / rows.weights.sum())
                yield (density - rows.density) / lost, density, smaller


def _smaller(box: Box, name: str, column: Floats, *, categorical: bool) -> Iterator[Box]:
    present = np.unique(column)
    if categorical:
        if len(present) > 1:
            for value in present:
                yield box.allowing(name, frozenset((present[present != value]).tolist()))
        return
    low, high = box.limits.get(name, (-math.inf, math.inf))
    ordered = np.sort(column)
    count = max(1, int(PEEL * len(ordered)))
    # The limit lies on a row that stays; rows of the same value stay or go together.
    bottom, top = ordered[count], ordered[-count - 1]
    above, below = present[present > ordered[0]], present[present < ordered[-1]]
    if above.size:
        yield box.limited(name, max(float(bottom), float(above[0])), high)
    if below.size:
        yield box.limited(name, low, min(float(top), float(below[-1])))


def pasted(box: Box, conditions: Conditions) -> Box:
    """Return the box with its limits moved out as long as its density does not fall."""
    best = worth(box, conditions)
    while True:
        found = [(worth(wider, conditions), wider) for wider in _wider(box, conditions)]
        better = [
            each for each in found if each[0].density >= best.density and each[0].mass > best.mass
        ]
        if not better:
            return box
        best, box = max(better, key=lambda each: (each[0].density, each[0].mass))


def _wider(box: Box, conditions: Conditions) -> Iterator[Box]:
    for name, (low, high) in box.limits.items():
        others = box.without(name).holds(conditions)
        column = np.sort(conditions.values[name][others])
        count = max(1, int(PASTE * len(column)))
        below, above = column[column < low], column[column > high]
        if below.size:
            edge = float(below[-count]) if below.size > count else -math.inf
            yield box.limited(name, edge, high)
        if above.size:
            edge = float(above[count - 1]) if above.size > count else math.inf
            yield box.limited(name, low, edge)
    for name, allowed in box.allowed.items():
        for value in set(np.unique(conditions.values[name]).tolist()) - allowed:
            yield box.allowing(name, allowed | {value})


def trajectory(conditions: Conditions) -> list[Candidate]:
    """Return the trade-off between coverage and density: the boxes of the peeling, judged.

    A box that is no denser than one before it, which covers more, is left out.
    """
    found: list[Candidate] = []
    for box in peeled(conditions):
        if not found or worth(box, conditions).density > found[-1].worth.density:
            found.append(_judged(box, conditions))
    return found


def chosen(candidates: list[Candidate], conditions: Conditions) -> Candidate:
    """Return the box to tell of: the best balance of coverage and density, nothing by chance.

    Limits that may be chance are taken off, the weakest first; then the box is pasted. The box
    of all rows is returned when nothing else is certain.
    """
    best = max(candidates, key=lambda each: each.worth.balance)
    improved = [
        _judged(_certain_part(pasted(each.box, conditions), conditions), conditions)
        for each in candidates
        if each.worth.balance >= 0.9 * best.worth.balance
    ]
    return max(improved, key=lambda each: (each.worth.balance, -len(each.box.restricted)))


def _certain_part(box: Box, conditions: Conditions) -> Box:
    while box.restricted:
        values = quasi_p_values(box, conditions)
        weakest = max(values, key=lambda name: values[name])
        if values[weakest] <= CERTAIN:
            break
        box = box.without(weakest)
    return box


def _judged(box: Box, conditions: Conditions) -> Candidate:
    return Candidate(box, worth(box, conditions), quasi_p_values(box, conditions))
