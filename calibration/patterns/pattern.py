"""What a pattern is: a statement, what must be measured, its tolerances, and its null model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from calibration.patterns.laboratory import Bench
from experiments.intervals import Estimate

Verdict = Literal["inside", "outside", "undetermined"]


@dataclass(frozen=True)
class Criterion:
    """One number of a pattern and the open range that it has to lie in.

    Attributes
    ----------
    label, unit
        What is measured, and in what.
    low, high
        Ends of the range, themselves outside it; None for no limit.
    decimals
        Digits after the point in print.
    """

    label: str
    unit: str
    low: float | None
    high: float | None
    decimals: int = 2

    def judge(self, value: Estimate) -> Verdict:
        """Return where the whole interval of ``value`` lies; an undefined value is outside."""
        if not value.defined:
            return "outside"
        low, high = (value.low, value.high) if value.bounded else (value.mean, value.mean)
        above = self.low is None or low > self.low
        below = self.high is None or high < self.high
        if above and below:
            return "inside"
        beyond = self.high is not None and low >= self.high
        short = self.low is not None and high <= self.low
        return "outside" if beyond or short else "undetermined"

    @property
    def range(self) -> str:
        """The range in words."""
        low, high = self.low, self.high
        if low is not None and high is not None:
            return f"{low:g} to {high:g}"
        return f"below {high:g}" if low is None else f"above {low:g}"


@dataclass(frozen=True)
class Pattern:
    """A statement that runs of the model must satisfy.

    Attributes
    ----------
    id, statement, source
        Its number, what must appear, and who found it.
    criteria
        What is measured, in the order of what ``measure`` returns.
    measure
        Measures one replicate, with the runs of a bench.
    null
        What the null model leaves out, in words; empty when there is none.
    null_parameters
        The parameters that leave it out, in force in every run of the null model.
    finding
        What the model does instead, where it fails, and which mechanism is missing.
    """

    id: str
    statement: str
    source: str
    criteria: tuple[Criterion, ...]
    measure: Callable[[Bench], tuple[float, ...]]
    null: str = ""
    null_parameters: Mapping[str, float] = field(default_factory=dict)
    finding: str = ""
