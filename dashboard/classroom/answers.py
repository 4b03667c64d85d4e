"""What can be answered to a question, and whether an answer is right, judged by the interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from experiments.intervals import Estimate
from experiments.judgement import Verdict, judged


@dataclass(frozen=True)
class _Expected:
    """A rise, a fall or no change, as ``experiments.judgement`` judges them."""

    direction: Literal["rises", "falls", "unchanged"]
    at_least: float = 0.0
    within: float | None = None


@dataclass(frozen=True)
class Answer:
    """One answer of several, of which at most one can be right.

    Attributes
    ----------
    key, words
        Its name in tables, and what the student reads.
    low, high
        It is right for values from ``low`` to ``high``; infinite where there is no end.
    """

    key: str
    words: str
    low: float
    high: float

    def verdict(self, found: Estimate) -> Verdict:
        """Return what an interval says of the answer.

        *Supported* when the whole interval lies where the answer is right, *contradicted* when
        the whole of it lies elsewhere, and *undetermined* otherwise and without an interval.
        """
        if math.isinf(self.low):
            return judged(_Expected("falls"), _shifted(found, self.high))
        if math.isinf(self.high):
            return judged(_Expected("rises"), _shifted(found, self.low))
        half = (self.high - self.low) / 2.0
        middle = (self.high + self.low) / 2.0
        return judged(_Expected("unchanged", within=half), _shifted(found, middle))


def _shifted(found: Estimate, by: float) -> Estimate:
    return replace(found, mean=found.mean - by, low=found.low - by, high=found.high - by)


def directions(within: float) -> tuple[Answer, ...]:
    """Return the answers to which way something goes, small changes counting as none."""
    return (
        Answer("rises", f"It rises, by more than {within:g}", within, math.inf),
        Answer("same", f"It stays about the same, within {within:g} either way", -within, within),
        Answer("falls", f"It falls, by more than {within:g}", -math.inf, -within),
    )


def orders(first: str, second: str, within: float) -> tuple[Answer, ...]:
    """Return the answers to which of two changes is the greater one."""
    return (
        Answer("more", f"{_capital(first)} rises more (or falls less)", within, math.inf),
        Answer("same", f"Both change about alike, within {within:g}", -within, within),
        Answer("less", f"{_capital(second)} rises more (or falls less)", -math.inf, -within),
    )


def sizes(ends: Sequence[float]) -> tuple[Answer, ...]:
    """Return the answers to how large a change is, whichever way it goes."""
    first, last = ends[0], ends[-1]
    between = [
        Answer(f"{low:g} to {high:g}", f"{low:g} to {high:g}", low, high)
        for low, high in pairwise(ends)
    ]
    return (
        # No size is below zero: with no lower end an interval that touches zero is judged alike.
        Answer(f"below {first:g}", f"Less than {first:g}", -math.inf, first),
        *between,
        Answer(f"above {last:g}", f"More than {last:g}", last, math.inf),
    )


def size_of(change: Estimate) -> Estimate:
    """Return the size of a change whichever way it goes, with its interval.

    Where the interval holds zero, it runs from zero to the end that is further away.
    """
    if not change.bounded:
        return replace(change, mean=abs(change.mean))
    if change.sign:
        return change if change.sign > 0 else change.mirrored()
    return replace(change, mean=abs(change.mean), low=0.0, high=max(-change.low, change.high))


def right_answer(answers: Sequence[Answer], found: Estimate) -> Answer | None:
    """Return the answer that the interval supports, None when it decides on none."""
    return next((each for each in answers if each.verdict(found) == "supported"), None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
