"""Running packages in many worlds, and judging them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.intervals import Floats
from experiments.robust.measures import Shares, late_regret, share_of_worlds, undominated
from experiments.robust.packages import Packages
from experiments.robust.pairs import Pair, pairs
from experiments.sensitivity.designs import sample_design
from experiments.sensitivity.factors import Problem
from experiments.sensitivity.outputs import outputs_of
from experiments.sensitivity.plan import SensitivityPlan
from experiments.studies.effort import NOT_MEASURED, Measured
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
SATISFIED = "satisfied"
CRITERIA = {
    FELT: ("what people feel of a change", ""),
    EXPERIENCE: ("experience", " points"),
    REPORTED: ("reported timeliness", " points"),
    SATISFIED: ("share of worlds in which what is required holds", ""),
}
"""What packages are compared in, more being better: words and unit."""
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
    pairs
        Packages compared two at a time, by each of ``CRITERIA``.
    """

    plan: SensitivityPlan
    packages: Packages
    values: dict[str, Floats] = field(repr=False)
    unbroken: Shares
    satisfied: Shares
    regret: dict[str, Shares]
    front: NDArray[np.bool_]
    pairs: tuple[Pair, ...] = field(repr=False)

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

    def save(self, folder: Path, *, command: str = "", measured: Measured = NOT_MEASURED) -> Path:
        """Write tables, figure, sentences and manifest into a folder, which appears complete."""
        from experiments.robust.store import save

        return save(self, folder, command=command, measured=measured)


def worlds_plan(plan: SensitivityPlan, packages: Packages) -> SensitivityPlan:
    """Return the plan that varies what is uncertain, and measures what is judged."""
    required = [each.output for each in packages.required]
    outputs = tuple(dict.fromkeys([FELT, BYPASS, EXPERIENCE, REPORTED, *required]))
    factors = tuple(each for each in plan.factors if each.name not in packages.levers)
    return replace(plan, outputs=outputs, factors=factors)


def made(plan: SensitivityPlan, packages: Packages, compute: Compute) -> Robustness:
    """Run every package in every world and judge them.

    Parameters
    ----------
    plan
        What is uncertain; its ``samples`` are the worlds, the same ones for all packages.
    packages
        The packages.
    compute
        Computes a study in the folder of that name.
    """
    plan = worlds_plan(plan, packages)
    design = sample_design("pawn", Problem.of(plan.factors), plan.samples, plan.seed)
    worlds = design.problem.points(design.shares)
    given = plan.setting.parameters
    usual = {name: given.get(name, PARAMETERS[name].default) for name in packages.levers}
    points = [
        {**world, **usual, **package.levers} for package in packages.packages for world in worlds
    ]
    runs = compute("packages", plan.study_of(points)).runs()
    outputs = outputs_of(runs, plan.outputs, len(points), plan.replicates)
    shape = (len(packages.packages), len(worlds))
    values = {each.name: each.values.mean(axis=1).reshape(shape) for each in outputs}
    return judged(plan, packages, values)


def judged(plan: SensitivityPlan, packages: Packages, values: dict[str, Floats]) -> Robustness:
    """Return how packages do, from outputs of shape (packages, worlds)."""
    held = np.ones(values[FELT].shape, dtype=np.bool_)
    for each in packages.required:
        # What is undefined satisfies nothing.
        held &= each.holds(values[each.output])
    regrets = {name: late_regret(values[name], plan.seed) for name in (FELT, EXPERIENCE)}
    costs = np.array([package.cost for package in packages.packages])
    goods = [-costs, *(np.nanmean(values[name], axis=1) for name in (FELT, EXPERIENCE, REPORTED))]
    names = [package.name for package in packages.packages]
    compared = {name: values[name] for name in CRITERIA if name != SATISFIED}
    if packages.required:
        compared[SATISFIED] = held.astype(np.float64)
    return Robustness(
        plan,
        packages,
        values,
        share_of_worlds(values[FELT] >= Thresholds().broken, plan.seed),
        share_of_worlds(held, plan.seed),
        regrets,
        undominated(np.column_stack(goods)),
        pairs(compared, names, plan.seed),
    )
