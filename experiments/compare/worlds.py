"""One replicate of a comparison: every scenario's world, with the same random draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from experiments.compare.plan import Plan
from experiments.intervals import Floats
from experiments.measures import measure_sums
from experiments.replicate import CHUNK_YEARS, begun, forked

if TYPE_CHECKING:
    from sim.model import PolicyModel

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class WorldRun:
    """What is kept of one scenario's run.

    Attributes
    ----------
    outcomes
        National values over the observed window; NaN is undefined.
    above, below
        Numerator and denominator of every outcome over the window, per deprivation band, the
        most deprived first; shape (outcomes, B). Their ratio, times the outcome's scale, is its
        value in the band.
    quarters
        Calendar year at which each observed quarter starts, shape (Q,).
    series
        National value of each outcome per quarter, shape (Q,); NaN is undefined.
    measures
        Sums of what stakeholders value per quarter and domain; see ``measure_sums``.
    """

    outcomes: dict[str, float]
    above: Floats
    below: Floats
    quarters: Floats
    series: dict[str, Floats]
    measures: Floats


def simulate(
    plan: Plan, number: int, advance: Callable[[float], None], stop: Event
) -> tuple[WorldRun, ...]:
    """Simulate replicate ``number`` in every scenario and keep what comparisons need.

    See ``simulate_and_observe``.
    """
    return simulate_and_observe(plan, number, advance, stop, _observed)


def simulate_and_observe(
    plan: Plan,
    number: int,
    advance: Callable[[float], None],
    stop: Event,
    observed: Callable[[PolicyModel, Plan], Seen],
) -> tuple[Seen, ...]:
    """Simulate replicate ``number`` in every scenario.

    Scenarios that are the same until the observed years have their history in common.

    Parameters
    ----------
    plan, number
        The comparison, and the replicate's place in it, from 0.
    advance
        Called with the years simulated since the last call, from the simulating thread.
    stop
        When set, the replicate ends with ``StoppedError`` at the next quarter.
    observed
        Given a world at the end of the observed years, and the plan, it returns what is kept.

    Returns
    -------
    tuple
        What is kept of each world, in the order of the scenarios.
    """
    runs: dict[int, Seen] = {}
    for group in plan.histories:
        history = begun(plan, plan.arms[group[0]], number, advance, stop)
        for index in group:
            # One fork at a time is kept: a national world does not fit into memory many times.
            fork = forked(history, plan.arms[index].changes, plan, advance, stop)
            runs[index] = observed(fork, plan)
    return tuple(runs[index] for index in range(len(plan.arms)))


def _observed(model: PolicyModel, plan: Plan) -> WorldRun:
    from sim.outcomes import OUTCOMES, outcomes

    ledger = model.ledger
    start, end = plan.window
    window = ledger.between(start, end)
    bands = np.array(plan.world.deprivation_band(plan.bands))
    members = np.arange(1, plan.bands + 1)[:, None] == bands
    quarters = np.asarray(window.window_start, dtype=np.float64)
    each = [outcomes(ledger, quarter, quarter + CHUNK_YEARS) for quarter in quarters]
    return WorldRun(
        outcomes=outcomes(ledger, start, end),
        above=np.array([members @ outcome.above(window) for outcome in OUTCOMES.values()]),
        below=np.array([members @ outcome.below(window) for outcome in OUTCOMES.values()]),
        quarters=quarters,
        series={name: np.array([values[name] for values in each]) for name in OUTCOMES},
        measures=measure_sums(window),
    )
