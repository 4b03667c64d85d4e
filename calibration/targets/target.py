"""A target: an official figure, and the statistic of a run that stands for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from calibration.statistics import Statistic
from sim.ledger import Ledger

_SLACK = 1e-6


@dataclass(frozen=True)
class Target:
    """One row of a table of targets, or one of the values in it.

    Attributes
    ----------
    id
        Its name; rows with several values have a letter added (T13a, T13b, ...).
    quantity
        What it is, in words.
    statistic
        What is computed of a run; None where the words are not understood.
    value
        The official figure; NaN where only bounds are given.
    tolerance
        Half the width of what is accepted; NaN where bounds are given instead, or nothing.
    low, high
        From where to where it is met; both NaN where nothing is declared.
    unit
        Its unit.
    period
        Calendar years, the end exclusive; None for the years observed.
    population, role, source, address
        As in the table.
    scenario
        The scenario that it is about; "" for the one that everything is held against.
    scale
        What the statistic is multiplied by to be in the unit of the target.
    understood
        "" where a column said what to compute, otherwise what should be known about how the words
        were taken, or why they were not understood.
    """

    id: str
    quantity: str
    statistic: Statistic | None
    value: float
    tolerance: float
    low: float
    high: float
    unit: str = ""
    period: tuple[float, float] | None = None
    population: str = ""
    role: str = ""
    source: str = ""
    address: str = ""
    scenario: str = ""
    scale: float = 1.0
    understood: str = ""

    @property
    def judged(self) -> bool:
        """Whether it says from where to where it is met."""
        return not (math.isnan(self.low) and math.isnan(self.high))

    @property
    def fitted(self) -> bool:
        """Whether its role is to be fitted."""
        return self.role.lower().startswith("fit")

    def inside(self, value: float) -> bool:
        """Return whether a value meets it; an undefined one does not."""
        return self.low - _SLACK <= value <= self.high + _SLACK

    def window(self, first_year: float, years: float) -> tuple[float, float]:
        """Return the period over which it is computed in a run that observes some years.

        That is the part of its own period that the run observes, or all that is observed where
        it observes none of it.
        """
        end = first_year + years
        if self.period is None:
            return first_year, end
        low, high = max(self.period[0], first_year), min(self.period[1], end)
        return (low, high) if high - low >= 1.0 - _SLACK else (first_year, end)

    def covered(self, first_year: float, years: float) -> bool:
        """Return whether a run that observes some years observes all of its period."""
        return self.period is None or self.window(first_year, years) == self.period

    def of(
        self,
        ledger: Ledger,
        first_year: float,
        years: float,
        deprivation: np.ndarray | None = None,
    ) -> float:
        """Return what a run gives for it, in its unit; NaN when undefined or not understood."""
        if self.statistic is None:
            return math.nan
        window = self.window(first_year, years)
        return self.scale * self.statistic.value(ledger, window, deprivation)


def measured(
    targets: Sequence[Target],
    ledger: Ledger,
    first_year: float,
    years: float,
    deprivation: np.ndarray | None = None,
) -> np.ndarray:
    """Return what a run gives for every target.

    Parameters
    ----------
    targets
        The targets.
    ledger
        The ledger of the run.
    first_year, years
        The years that the run observes.
    deprivation
        Standard score per authority, in the order of the ledger; without it statistics of
        deprivation are undefined.

    Returns
    -------
    numpy.ndarray
        One value per target, in the target's unit; NaN where undefined.
    """
    return np.array([each.of(ledger, first_year, years, deprivation) for each in targets])
