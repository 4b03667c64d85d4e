"""The verdict on an expectation: supported, contradicted, or undetermined."""

from __future__ import annotations

import math
from typing import Literal, Protocol

from experiments.intervals import Estimate
from experiments.thread import Thread

Verdict = Literal["supported", "contradicted", "undetermined"]
MOST_NEEDED = 100_000
"""More replicates than these are not worth a guess."""


class Change(Protocol):
    """A rise, a fall or no change, with the size that counts (``scenarios`` offers these)."""

    @property
    def direction(self) -> Literal["rises", "falls", "unchanged"] | None:
        """Which way it goes, compared with the other scenario."""

    @property
    def at_least(self) -> float:
        """Smallest rise or fall that counts."""

    @property
    def within(self) -> float | None:
        """Largest change that still counts as unchanged."""


def judged(change: Change, difference: Estimate) -> Verdict:
    """Return what the paired interval of a difference says about an expected change.

    A rise or fall is *supported* when the whole interval lies beyond ``at_least`` in its
    direction, and *contradicted* when the whole interval falls short of it. No change is
    supported when the whole interval lies within ``within`` on either side of zero, and
    contradicted when the whole interval lies outside. Otherwise, and without an interval, the
    matter is *undetermined*.
    """
    if not difference.bounded:
        return "undetermined"
    low, high = difference.low, difference.high
    if change.direction == "unchanged":
        most = change.within or 0.0
        if -most <= low and high <= most:
            return "supported"
        return "contradicted" if low > most or high < -most else "undetermined"
    if change.direction == "falls":
        low, high = -high, -low
    if low > change.at_least:
        return "supported"
    return "contradicted" if high <= change.at_least else "undetermined"


def replicates_needed(change: Change, difference: Estimate) -> int | None:
    """Return about how many replicates would decide, were the mean right; None if unknown.

    The interval narrows with the root of their number, but for what of it is not knowing the
    parameters, and decides once it ends before the size that counts.
    """
    if not difference.bounded:
        return None
    mean = -difference.mean if change.direction == "falls" else difference.mean
    if change.direction == "unchanged":
        distance = abs(abs(mean) - (change.within or 0.0))
    else:
        distance = abs(mean - change.at_least)
    square = ((difference.high - difference.low) / 2) ** 2
    known = difference.parameters
    staying = 0.0 if known is None else known.share * square
    spare, chance = distance**2 - staying, (square - staying) * difference.count
    if spare <= 0.0 or chance >= spare * MOST_NEEDED:
        return None
    return math.ceil(chance / spare)


def judged_break(expected: str, thread: Thread) -> tuple[Verdict, str]:
    """Return the verdict on where the thread first breaks, and the reason when it is open.

    Parameters
    ----------
    expected
        Name of a hop, or ``none``.
    thread
        The thread as measured.
    """
    for hop in thread.hops:
        if hop.state == "broken":
            return ("supported" if hop.name == expected else "contradicted"), ""
        if hop.state == "undetermined":
            return "undetermined", f"{hop.name} cannot be judged: {hop.reason}"
        if hop.name == expected:
            return "contradicted", ""
    return ("supported" if expected == "none" else "contradicted"), ""
