"""Measure patterns in the model and in their null models, replicate by replicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

import numpy as np

from calibration.patterns.laboratory import Laboratory
from calibration.patterns.library import PATTERNS
from calibration.patterns.pattern import Pattern, Verdict
from experiments.design import (
    LARGEST_SEED,
    MOST_REPLICATES,
    number_of_workers,
    whole_number,
)
from experiments.intervals import Estimate, mean_interval
from experiments.run import Clock, Progress, side_by_side
from sim.world import World


@dataclass(frozen=True)
class Assessment:
    """What the model and the null model give for a pattern.

    Attributes
    ----------
    pattern
        The pattern.
    model, null
        An estimate per criterion; ``null`` is empty when the pattern has no null model.
    """

    pattern: Pattern
    model: tuple[Estimate, ...]
    null: tuple[Estimate, ...]

    def _verdict(self, values: tuple[Estimate, ...]) -> Verdict:
        found = [
            criterion.judge(value)
            for criterion, value in zip(self.pattern.criteria, values, strict=True)
        ]
        if all(verdict == "inside" for verdict in found):
            return "inside"
        return "outside" if "outside" in found else "undetermined"

    @property
    def verdict(self) -> Verdict:
        """Where the model lies: inside when every criterion is, outside when one is not."""
        return self._verdict(self.model)

    @property
    def null_verdict(self) -> Verdict | None:
        """Where the null model lies; None without one."""
        return self._verdict(self.null) if self.null else None

    @property
    def counts(self) -> bool:
        """Whether the pattern speaks for the model: the model shows it and its null does not."""
        return self.verdict == "inside" and self.null_verdict in (None, "outside")

    def summary(self) -> dict[str, Any]:
        """Return the assessment as plain values."""
        return {
            "id": self.pattern.id,
            "statement": self.pattern.statement,
            "criteria": [
                {
                    "label": criterion.label,
                    "unit": criterion.unit,
                    "low": criterion.low,
                    "high": criterion.high,
                    "model": _plain(self.model[place]),
                    "null": _plain(self.null[place]) if self.null else None,
                }
                for place, criterion in enumerate(self.pattern.criteria)
            ],
            "verdict": self.verdict,
            "null_verdict": self.null_verdict,
            "counts": self.counts,
        }


def _plain(value: Estimate) -> dict[str, float | None]:
    return {
        name: number if np.isfinite(number) else None
        for name, number in (("mean", value.mean), ("low", value.low), ("high", value.high))
    }


def assess(
    ids: Sequence[str] = (),
    *,
    replicates: int = 20,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    progress: Progress | None = None,
) -> list[Assessment]:
    """Assess patterns.

    Parameters
    ----------
    ids
        Patterns to assess (``P1``); none for all.
    replicates
        Replicates of each, 2 or more for intervals.
    seed
        Root of all draws.
    workers
        Measurements made at a time, None for one per processor; it changes no result.
    world
        The councils; the English baseline's own when None.
    progress
        Called with the measurements made so far and all of them.

    Returns
    -------
    list of Assessment
        In the order of the library.

    Raises
    ------
    InputError
        When there is no such pattern, or a number cannot be used; nothing has been simulated.
    """
    whole_number("replicates", replicates, 1, MOST_REPLICATES)
    whole_number("seed", seed, 0, LARGEST_SEED)
    at_a_time = number_of_workers(workers)
    named = [PATTERNS.named(name) for name in ids]
    chosen = [pattern for pattern in PATTERNS if not named or pattern in named]
    jobs = [
        (pattern, null, replicate)
        for replicate in range(replicates)
        for pattern in chosen
        for null in (False, True)
        if pattern.null or not null
    ]
    clock = Clock(float(len(jobs)))

    def measured(number: int, stop: Event) -> tuple[float, ...]:
        pattern, null, replicate = jobs[number]
        held = pattern.null_parameters if null else {}
        values = pattern.measure(Laboratory(world, seed, replicate, held, stop))
        clock.advance(1.0)
        return values

    values = side_by_side(measured, range(len(jobs)), at_a_time, clock, progress)
    found = dict(zip(((p.id, null, r) for p, null, r in jobs), values, strict=True))

    def estimates(pattern: Pattern, null: bool) -> tuple[Estimate, ...]:
        rows = np.array([found[pattern.id, null, r] for r in range(replicates)])
        return tuple(mean_interval(column) for column in rows.T)

    return [
        Assessment(
            pattern,
            estimates(pattern, False),
            estimates(pattern, True) if pattern.null else (),
        )
        for pattern in chosen
    ]
