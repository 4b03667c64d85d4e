"""A small change at the top, to be followed down the tiers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from sim.changes import Change
from sim.declaration import DOMAINS
from sim.parameters import parameter


@dataclass(frozen=True)
class Lever:
    """A small change of one parameter.

    Attributes
    ----------
    parameter
        The parameter that is stepped.
    step
        Size of the step as a share of its value, or in its own unit; below 0 for a fall.
    start
        Calendar year of the step.
    in_units
        Whether ``step`` is in the parameter's unit. Answers are then per unit of the parameter:
        a parameter that is 0 or below has no relative change.
    changes
        The dated changes that make the step; none for a parameter that describes how the world
        starts.
    outset
        Value from the outset, for a parameter that describes how the world starts.
    note
        What must be known about how it was stepped; often nothing.
    """

    parameter: str
    step: float
    start: float
    in_units: bool = False
    changes: tuple[Change, ...] = field(default=(), repr=False)
    outset: float | None = None
    note: str = ""

    @classmethod
    def of_share(cls, name: str, step: float, start: float, note: str = "") -> Lever:
        """Return the lever that multiplies a parameter by ``1 + step`` from ``start`` on."""
        change = Change(name, start, factor=1.0 + step)
        return cls(name, step, start, changes=(change,), note=note)

    @property
    def domain(self) -> int | None:
        """Index of the domain it belongs to, None when it belongs to none."""
        name = parameter(self.parameter).domain
        return None if name is None else DOMAINS.index(name)

    @property
    def is_priority(self) -> bool:
        """Whether it is a national priority: a weight that the model turns into a share."""
        return parameter(self.parameter).field == "agenda"

    @property
    def size(self) -> float | None:
        """Size that answers are divided by; None for a priority, read off the agenda.

        The logarithm of the step when it is a share, otherwise the step in the parameter's unit.
        """
        if self.is_priority:
            return None
        return self.step if self.in_units else math.log1p(self.step)

    @property
    def in_words(self) -> str:
        """The change, for sentences."""
        if self.in_units:
            verb = "raised" if self.step > 0 else "lowered"
            unit = parameter(self.parameter).unit
            return f"{self.parameter} {verb} by {abs(self.step):g} ({unit})"
        return f"a {100 * abs(self.step):g} % {self.direction} in {self.parameter}"

    @property
    def direction(self) -> str:
        """``rise`` or ``fall``."""
        return "rise" if self.step > 0 else "fall"
