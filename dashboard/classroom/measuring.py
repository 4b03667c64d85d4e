"""Running an exercise: its worlds with the same random draws, and what its questions look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.classroom.answers import size_of
from dashboard.classroom.exercise import Change, Exercise, Quantity, Question
from experiments.compare.plan import Plan, make_plan
from experiments.compare.worlds import simulate_and_observe
from experiments.intervals import Estimate, Floats, mean_interval
from experiments.replicate import CHUNK_YEARS
from experiments.run import Clock, Progress, side_by_side
from experiments.stations import NAMES

if TYPE_CHECKING:
    from sim.ledger import Ledger
    from sim.model import PolicyModel


@dataclass(frozen=True)
class Measured:
    """What a run of an exercise found.

    Attributes
    ----------
    exercise, seed
        What was run, and the root of its draws.
    plan
        How it was run.
    levels
        Each quantity that is looked at, shape (replicates, worlds); NaN is undefined.
    series
        The same for each observed quarter, shape (replicates, worlds, quarters).
    quarters
        Calendar year at which each of them starts.
    """

    exercise: Exercise
    seed: int
    plan: Plan
    levels: dict[Quantity, Floats]
    series: dict[Quantity, Floats]
    quarters: Floats

    def level(self, quantity: Quantity, world: int) -> Estimate:
        """Return a quantity in one of the worlds."""
        return mean_interval(self.levels[quantity][:, world])

    def change(self, change: Change) -> Estimate:
        """Return how a quantity differs between two worlds, paired by replicate."""
        return mean_interval(self._paired(change))

    def answer(self, question: Question) -> Estimate:
        """Return the number that a question is judged by, paired by replicate."""
        own = self._paired(question.change)
        if question.than is not None:
            own = own - self._paired(question.than)
        found = mean_interval(own)
        return size_of(found) if question.by_size else found

    def over_time(self, quantity: Quantity, world: int) -> list[Estimate]:
        """Return a quantity in one of the worlds, quarter by quarter."""
        return [mean_interval(column) for column in self.series[quantity][:, world].T]

    def _paired(self, change: Change) -> Floats:
        levels = self.levels[change.quantity]
        return np.asarray(levels[:, change.scenario] - levels[:, change.against])


def plan_of(exercise: Exercise, seed: int, workers: int | None = None) -> Plan:
    """Return the checked plan of an exercise's run.

    Raises
    ------
    InputError
        For worlds that cannot be compared, a seed that is none, or too little memory.
    """
    return make_plan(
        exercise.worlds,
        against=None,
        replicates=exercise.replicates,
        years=exercise.years,
        seed=seed,
        workers=workers,
        world=None,
        parameters=None,
        precision=None,
        budget=None,
    )


def run_exercise(
    exercise: Exercise,
    seed: int = 1,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Measured:
    """Run an exercise and return what its questions look at.

    Parameters
    ----------
    exercise
        The exercise.
    seed
        Root of all random draws.
    workers
        Replicates simulated at a time; None for one per processor.
    progress
        Called a few times a second with the years simulated so far and the years in all.
    """
    plan = plan_of(exercise, seed, workers)
    looked_at = list(dict.fromkeys(change.quantity for change in exercise.changes()))
    clock = Clock(plan.replicates * plan.simulated_years)

    def seen(model: PolicyModel, plan: Plan) -> tuple[Floats, Floats]:
        return _seen(model.ledger, plan, looked_at)

    runs = side_by_side(
        lambda number, stop: simulate_and_observe(plan, number, clock.advance, stop, seen),
        range(plan.replicates),
        plan.workers,
        clock,
        progress,
    )
    levels = np.array([[world[0] for world in worlds] for worlds in runs])
    series = np.array([[world[1] for world in worlds] for worlds in runs])
    return Measured(
        exercise,
        seed,
        plan,
        {quantity: levels[:, :, place] for place, quantity in enumerate(looked_at)},
        {quantity: series[:, :, place] for place, quantity in enumerate(looked_at)},
        _quarters(plan),
    )


def _quarters(plan: Plan) -> Floats:
    start, end = plan.window
    return np.asarray(start + CHUNK_YEARS * np.arange(round((end - start) / CHUNK_YEARS)))


def _seen(ledger: Ledger, plan: Plan, looked_at: list[Quantity]) -> tuple[Floats, Floats]:
    """Return the quantities over their years, shape (Q,), and per quarter, shape (Q, quarters)."""
    levels = [_level(each, ledger, *(each.between or plan.window)) for each in looked_at]
    series = [
        [_level(each, ledger, start, start + CHUNK_YEARS) for start in _quarters(plan)]
        for each in looked_at
    ]
    return np.array(levels), np.array(series)


def _level(quantity: Quantity, ledger: Ledger, start: float, end: float) -> float:
    """Return an outcome in the whole country, or a gap as the mean over the domains."""
    from sim.linkage import pooled_links
    from sim.outcomes import OUTCOMES

    if quantity.links is None:
        return OUTCOMES[quantity.name].national(ledger.between(start, end))
    one, other = (NAMES.index(link) for link in quantity.links)
    links = pooled_links(ledger, start, end).mean(axis=1)
    return float(100.0 * (links[one] - links[other]))
