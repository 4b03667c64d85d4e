"""One target held against an ensemble."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from calibration.targets import Target

Verdict = Literal["inside", "outside", "not judged", "undefined", "not computed"]

INTERVAL = (0.05, 0.95)
"""Quantiles that end the interval of an ensemble."""


@dataclass(frozen=True)
class Row:
    """What an ensemble gives for a target.

    Attributes
    ----------
    target
        The target.
    values
        Its value in every run, in the target's unit, shape (R,); NaN where undefined.
    window
        Calendar years over which it was computed, the end exclusive.
    covered
        Whether that is the whole of the target's own period.
    fitted
        Whether the calibration was fitted to the same statistic and period.
    scenario
        The scenario that was run.
    """

    target: Target
    values: np.ndarray
    window: tuple[float, float]
    covered: bool
    fitted: bool
    scenario: str

    @property
    def known(self) -> np.ndarray:
        """The values that are defined."""
        return np.asarray(self.values[np.isfinite(self.values)])

    @property
    def median(self) -> float:
        """Median over runs; NaN when it is undefined in all of them."""
        return float(np.median(self.known)) if len(self.known) else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Ends of the 90 % interval over runs."""
        if not len(self.known):
            return math.nan, math.nan
        low, high = np.quantile(self.known, INTERVAL)
        return float(low), float(high)

    @property
    def share_inside(self) -> float:
        """Share of all runs that meet the target, an undefined value not meeting it."""
        if not (self.target.judged and len(self.known)):
            return math.nan
        return float(np.mean([self.target.inside(value) for value in self.values]))

    @property
    def verdict(self) -> Verdict:
        """Whether the median over runs meets the target."""
        if self.target.statistic is None:
            return "not computed"
        if not len(self.known):
            return "undefined"
        if not self.target.judged:
            return "not judged"
        return "inside" if self.target.inside(self.median) else "outside"

    @property
    def notes(self) -> list[str]:
        """What should be known about it, in words."""
        target = self.target
        told = [target.understood] if target.understood else []
        if target.statistic is None:
            return told
        if self.fitted:
            told.append("fitted")
        if not self.covered:
            told.append(f"{_years(target.period)} is not observed: {_years(self.window)} taken")
        if self.verdict == "undefined":
            told.append("undefined in every run: does it name years that are not observed?")
        elif len(self.known) < len(self.values):
            told.append(f"undefined in {len(self.values) - len(self.known)} runs")
        return told

    def summary(self) -> dict[str, Any]:
        """Return everything about it as plain values; None for what is not defined."""
        target, (low, high) = self.target, self.interval
        return {
            "id": target.id,
            "quantity": target.quantity,
            "statistic": None if target.statistic is None else target.statistic.text,
            "unit": target.unit,
            "value": _plain(target.value),
            "accepted_low": _plain(target.low),
            "accepted_high": _plain(target.high),
            "median": _plain(self.median),
            "low": _plain(low),
            "high": _plain(high),
            "share_inside": _plain(self.share_inside),
            "verdict": self.verdict,
            "fitted": self.fitted,
            "scenario": self.scenario,
            "period": target.period,
            "window": None if target.statistic is None else self.window,
            "role": target.role,
            "population": target.population,
            "source": target.source,
            "notes": "; ".join(self.notes),
        }


def _plain(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _years(period: tuple[float, float] | None) -> str:
    if period is None:
        return ""
    first, last = period[0], period[1] - 1.0
    return f"{first:g}" if last <= first else f"{first:g} to {last:g}"
