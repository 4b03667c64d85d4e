"""How a parameter is declared: one declaration serves validation, help, designs and documents."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from typing import Literal

from sim.errors import InputError

DOMAINS = ("care", "housing", "employment", "health", "education")
"""The outcome domains, after the list of Liddle & Parker (2024)."""

Scale = Literal["linear", "log"]
LOG_SPAN = 100.0
"""Upper over lower bound from which a positive parameter is spread evenly over its logarithm."""

Grade = Literal["E", "C", "T", "J", "F"]
GRADES = {
    "E": "estimated on data of this field",
    "C": "calibrated: fitted with others to data of this field",
    "T": "transferred from another field",
    "J": "judgement",
    "F": "free: sweep it",
}


@dataclass(frozen=True)
class Parameter:
    """One declared quantity of the model.

    Attributes
    ----------
    name
        What it is called in scenario files, on the command line and in the records.
    tier
        Whose it is: centre, managers, workers, citizens or reporting.
    default, low, high
        Value in the English baseline, and the range outside which a value is refused.
    unit
        Unit of the value ("per year", "share", "hours per week", ...).
    grade
        Strength of the evidence behind the default, a key of ``GRADES``.
    source
        Where the default comes from.
    meaning
        What it does, in one line.
    national
        True when the whole country shares one value, so that it cannot be set for some councils.
    initial
        True when it describes how the world starts, so that it cannot change by date.
    domain
        The outcome domain, for a parameter that has one value per domain.
    """

    name: str
    tier: str
    default: float
    low: float
    high: float
    unit: str
    grade: Grade
    source: str
    meaning: str
    national: bool = False
    initial: bool = False
    domain: str | None = None

    @property
    def field(self) -> str:
        """Name of the field of the settings record that holds it."""
        return self.name.partition(".")[0]

    @property
    def scale(self) -> Scale:
        """On which scale designs spread it: log when its range spans two powers of ten or more.

        Every parameter of the model is a real number, so there is no scale of whole numbers.
        """
        return "log" if self.low > 0 and self.high / self.low >= LOG_SPAN else "linear"

    def check(self, value: object) -> float:
        """Return ``value`` as a float.

        Raises
        ------
        InputError
            When it is not a number, not finite, or outside ``low`` .. ``high``.
        """
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise InputError(
                f"{self.name} must be a number, not {value!r}",
                remedy=f"Give a value from {self.low:g} to {self.high:g} ({self.unit})",
                key=self.name,
                value=value,
            )
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number) or not self.low <= number <= self.high:
            raise InputError(
                f"{self.name} = {number:g} is outside its range",
                remedy=f"Give a value from {self.low:g} to {self.high:g} ({self.unit})",
                key=self.name,
                value=value,
            )
        return number
