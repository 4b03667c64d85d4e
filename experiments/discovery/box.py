"""A box of conditions: limits of amounts and sets of categories."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from experiments.discovery.conditions import Conditions, Flags


@dataclass(frozen=True)
class Box:
    """What a row must fulfil to lie in the box.

    Attributes
    ----------
    limits
        Least and greatest value of the conditions that are limited; infinite where open.
    allowed
        The values that are allowed of conditions that are categories.
    """

    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    allowed: Mapping[str, frozenset[float]] = field(default_factory=dict)

    @property
    def restricted(self) -> tuple[str, ...]:
        """Names of the conditions that are limited."""
        return (*self.limits, *self.allowed)

    def holds(self, conditions: Conditions) -> Flags:
        """Return which rows lie in the box."""
        inside = np.ones(len(conditions.share), dtype=np.bool_)
        for name, (low, high) in self.limits.items():
            inside &= (conditions.values[name] >= low) & (conditions.values[name] <= high)
        for name, values in self.allowed.items():
            inside &= np.isin(conditions.values[name], list(values))
        return inside

    def limited(self, name: str, low: float, high: float) -> Box:
        """Return the box with other limits of one condition; both infinite set it free."""
        limits = {key: ends for key, ends in self.limits.items() if key != name}
        if math.isfinite(low) or math.isfinite(high):
            limits[name] = (low, high)
        return replace(self, limits=limits)

    def allowing(self, name: str, values: frozenset[float]) -> Box:
        """Return the box that allows some categories of one condition."""
        return replace(self, allowed={**self.allowed, name: values})

    def without(self, name: str) -> Box:
        """Return the box with one condition set free."""
        return Box(
            {key: ends for key, ends in self.limits.items() if key != name},
            {key: values for key, values in self.allowed.items() if key != name},
        )


@dataclass(frozen=True)
class Worth:
    """What a box is worth.

    Attributes
    ----------
    coverage
        Share of all cases that lie in it.
    density
        Share of the runs in it in which it was the case.
    mass
        Share of all runs that lie in it.
    """

    coverage: float
    density: float
    mass: float

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density: high only when both are."""
        both = self.coverage + self.density
        return 2 * self.coverage * self.density / both if both > 0 else 0.0


def worth(box: Box, conditions: Conditions) -> Worth:
    """Return what a box is worth in some rows."""
    inside = box.holds(conditions)
    weight = float(conditions.weights[inside].sum())
    cases = float((conditions.weights * conditions.share)[inside].sum())
    return Worth(
        coverage=cases / conditions.cases if conditions.cases > 0 else 0.0,
        density=cases / weight if weight > 0 else 0.0,
        mass=weight / float(conditions.weights.sum()),
    )
