"""What may happen in a run, and the share of replicates in which it did."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from experiments.intervals import Floats
from experiments.sensitivity.analysis import Output
from experiments.sensitivity.outputs import HOPS, chosen_outputs, label_of
from experiments.thread import Thresholds
from sim.errors import InputError
from sim.outcomes import OUTCOMES

_SHAPE = re.compile(r"\s*([\w.]+)\s*([<>])\s*(-?\d+(?:\.\d+)?)\s*")
HIGH_BYPASS = 0.1


@dataclass(frozen=True)
class Event:
    """Something that happens in a run or does not.

    Attributes
    ----------
    name
        As it was asked for.
    output
        The output that it is about.
    above
        Whether it happens when the output is above the level, or when it is below.
    level
        The level.
    words
        What happened, in the past tense.
    """

    name: str
    output: str
    above: bool
    level: float
    words: str

    @classmethod
    def of(cls, name: str) -> Event:
        """Return the event for ``broken``, ``bypass``, or such as ``caseload>25``.

        Raises
        ------
        InputError
            When it names no output, or one that has no value in a single run.
        """
        if name == "broken":
            level = Thresholds().broken
            return cls(name, "elasticity.felt", False, level, "the thread broke from end to end")
        if name == "bypass":
            return cls(name, "bypass", True, HIGH_BYPASS, "the bypass was high")
        found = _SHAPE.fullmatch(name)
        if found is None or found[1] in HOPS:
            raise InputError(
                f"{name!r} is no event",
                remedy="Say broken, bypass, or an output and a level, such as 'caseload>25' "
                "(what a hop passes on has no value in a single run; elasticity.felt has)",
                key="event",
                value=name,
            )
        (output,) = chosen_outputs([found[1]])
        above = found[2] == ">"
        side = "exceeded" if above else "stayed below"
        words = f"{_called(output)} {side} {found[3]}"
        return cls(name, output, above, float(found[3]), words)

    def share(self, output: Output) -> Floats:
        """Return the share of replicates in which it happened, NaN where one is undefined."""
        values = output.values
        happened = values > self.level if self.above else values < self.level
        known = np.isfinite(values).all(axis=1)
        return np.where(known, happened.mean(axis=1), np.nan)


def _called(output: str) -> str:
    """Return what an output is called in a sentence."""
    if output in ("gap", "bypass"):
        return f"the {label_of(output).lower()}"
    return label_of(output).lower() if output in OUTCOMES else output
