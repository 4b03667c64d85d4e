"""Running packages in many worlds, and judging them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import Floats, mean_interval
from experiments.nested import Nesting
from experiments.posterior.behind import Interval, outcome_interval
from experiments.posterior.drawn import DrawnParameters
from experiments.robust.measures import Shares, late_regret, share_of_worlds, undominated
from experiments.robust.packages import Packages
from experiments.robust.worlds import Worlds, drawn_worlds, spread_evenly
from experiments.sensitivity.outputs import label_of, outputs_of
from experiments.sensitivity.plan import SensitivityPlan
from experiments.thread import Thresholds
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    from experiments.studies.design import StudyDesign
    from experiments.studies.study import Study

FELT, REPORTED, EXPERIENCE, BYPASS = (
    "elasticity.felt",
    "timeliness_reported",
    "experience",
    "bypass",
)
Compute = Callable[[str, "StudyDesign"], "Study"]


@dataclass(frozen=True)
class Robustness:
    """How packages do over the worlds.

    Attributes
    ----------
    plan, packages
        What was asked for.
    values
        Every output, mean over the replicates, shape (packages, worlds); NaN where undefined.
    unbroken
        Share of worlds in which the thread is not broken from end to end.
    satisfied
        Share of worlds in which everything that is required holds.
    regret
        Regret in what people feel of a change, and in their experience.
    front
        Which packages no other one beats in cost, thread, experience and reported performance.
    worlds
        The worlds.
    intervals
        What each package changes against the first, over the worlds and replicates; with draws
        from a posterior they tell what is behind them. Empty without.
    """

    plan: SensitivityPlan
    packages: Packages
    values: dict[str, Floats] = field(repr=False)
    unbroken: Shares
    satisfied: Shares
    regret: dict[str, Shares]
    front: NDArray[np.bool_]
    worlds: Worlds = field(repr=False)
    intervals: tuple[Interval, ...] = field(default=(), repr=False)

    @property
    def findings(self) -> list[str]:
        """What was found, in sentences."""
        from experiments.robust.sentences import sentences

        return sentences(self)

    def mean(self, output: str) -> Floats:
        """Return the mean of an output over the worlds where it is defined, one per package."""
        values = self.values[output]
        known = np.isfinite(values)
        total = np.where(known, values, 0.0).sum(axis=1)
        mean = np.divide(total, known.sum(axis=1), out=np.full(len(values), np.nan),
                         where=known.any(axis=1))  # fmt: skip
        return np.asarray(mean)

    def summary(self) -> dict[str, Any]:
        """Return the findings as plain values."""
        from experiments.robust.store import summary

        return summary(self)

    def save(self, folder: Path, *, command: str = "") -> Path:
        """Write tables, figure, sentences and manifest into a folder, which appears complete."""
        from experiments.robust.store import save

        return save(self, folder, command=command)


def worlds_plan(plan: SensitivityPlan, packages: Packages) -> SensitivityPlan:
    """Return the plan that varies what is uncertain, and measures what is judged."""
    required = [each.output for each in packages.required]
    outputs = tuple(dict.fromkeys([FELT, BYPASS, EXPERIENCE, REPORTED, *required]))
    factors = tuple(each for each in plan.factors if each.name not in packages.levers)
    return replace(plan, outputs=outputs, factors=factors)


def made(
    plan: SensitivityPlan,
    packages: Packages,
    compute: Compute,
    drawn: DrawnParameters | None = None,
) -> Robustness:
    """Run every package in every world and judge them.

    Parameters
    ----------
    plan
        What is uncertain; its ``samples`` are the worlds, the same ones for all packages.
    packages
        The packages.
    compute
        Computes a study in the folder of that name.
    drawn
        Draws from a posterior, a row per world, in place of the ranges of what is uncertain.
    """
    plan = worlds_plan(plan, packages)
    worlds = spread_evenly(plan) if drawn is None else drawn_worlds(plan, packages, drawn)
    given = plan.setting.parameters
    usual = {name: given.get(name, PARAMETERS[name].default) for name in packages.levers}
    points = [
        {**point, **usual, **package.levers}
        for package in packages.packages
        for point in worlds.points
    ]
    runs = compute("packages", plan.study_of(points)).runs()
    outputs = outputs_of(runs, plan.outputs, len(points), plan.replicates)
    shape = (len(packages.packages), len(worlds.points), plan.replicates)
    every = {each.name: each.values.reshape(shape)[:, worlds.place] for each in outputs}
    values = {name: found.mean(axis=2) for name, found in every.items()}
    result = judged(plan, packages, values, worlds)
    if drawn is None:
        return result
    return replace(result, intervals=tuple(_intervals(packages, every)))


def _intervals(packages: Packages, every: dict[str, Floats]) -> Iterator[Interval]:
    """Yield what each package changes against the first in experience, thread and reports.

    Parameters
    ----------
    packages
        The packages.
    every
        Every output, shape (packages, worlds, replicates).
    """
    for name in (FELT, EXPERIENCE, REPORTED):
        first, *others = every[name]
        draws = np.repeat(np.arange(len(first)), first.shape[1])
        nesting = Nesting(tuple(draws.tolist()))
        for package, other in zip(packages.packages[1:], others, strict=True):
            found = mean_interval((other - first).ravel(), nesting=nesting)
            yield outcome_interval(package.name, name, label_of(name), found, paired=True)


def judged(
    plan: SensitivityPlan, packages: Packages, values: dict[str, Floats], worlds: Worlds
) -> Robustness:
    """Return how packages do, from outputs of shape (packages, worlds)."""
    held = np.ones(values[FELT].shape, dtype=np.bool_)
    for each in packages.required:
        # What is undefined satisfies nothing.
        held &= each.holds(values[each.output])
    regrets = {name: late_regret(values[name], plan.seed) for name in (FELT, EXPERIENCE)}
    costs = np.array([package.cost for package in packages.packages])
    goods = [-costs, *(np.nanmean(values[name], axis=1) for name in (FELT, EXPERIENCE, REPORTED))]
    return Robustness(
        plan,
        packages,
        values,
        share_of_worlds(values[FELT] >= Thresholds().broken, plan.seed),
        share_of_worlds(held, plan.seed),
        regrets,
        undominated(np.column_stack(goods)),
        worlds,
    )
