"""The model behind the runner: figures of runs that are kept, and never computed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from calibration.inference.chance import seed_for
from calibration.inference.conditions import Condition, FiguresElsewhere, PatternShown
from calibration.inference.observed import Observed
from calibration.inference.pattern_runs import PatternSimulator, arms_of
from calibration.inference.simulator import Compute
from calibration.targets import Target, measured
from experiments.intervals import Floats
from experiments.studies.design import Kept, Setting, StudyDesign
from experiments.studies.points import Point

if TYPE_CHECKING:
    from calibration.inference.plan import CalibrationPlan


@dataclass(frozen=True)
class StudySimulator:
    """Gives the figures of the model, a study per stage of the inference.

    Attributes
    ----------
    setting
        The scenario with its councils and calendar.
    targets
        What is computed of every run.
    seed
        Root of all draws.
    compute
        Computes studies.
    """

    setting: Setting = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)
    seed: int
    compute: Compute = field(repr=False)

    def __call__(
        self, stage: str, points: Sequence[Point], replicates: int, *, shared: bool = False
    ) -> Floats:
        """Return the figures at some points; see ``Simulator``."""
        found = np.full((len(points), replicates, len(self.targets)), np.nan)
        study = self.compute(stage, self.design(stage, points, replicates, shared=shared))
        from experiments.studies.ledgers import ledgers_of

        setting = self.setting
        deprivation = np.array([each.deprivation for each in setting.world.councils])
        for number, ledger in ledgers_of(study):
            found[divmod(number, replicates)] = measured(
                self.targets, ledger, setting.first_year, setting.years, deprivation
            )
        return found

    def design(
        self, stage: str, points: Sequence[Point], replicates: int, *, shared: bool
    ) -> StudyDesign:
        """Return the study that computes some points."""
        return StudyDesign(
            settings=(self.setting,),
            points=tuple(points),
            replicates=replicates,
            # Stages with draws of their own: what one found by chance is not found again.
            seed=self.seed if shared else seed_for(self.seed, "runs", stage),
            kept=Kept(series="yearly", sums=True),
            own_draws=not shared,
        )


def years_observed(setting: Setting, targets: Sequence[Target]) -> Setting:
    """Return the setting with no more years than the targets' periods speak of."""
    start, end = setting.window
    ends = [each.period[1] for each in targets if each.period and start < each.period[1] <= end]
    return replace(setting, years=max(ends) - start) if ends else setting


def conditions(plan: CalibrationPlan, compute: Compute) -> tuple[Condition, ...]:
    """Return what draws must agree with beside the fitted figures, with what computes it."""
    elsewhere = [
        FiguresElsewhere(
            name,
            observed(targets),
            StudySimulator(plan.settings_elsewhere[name], targets, plan.seed, compute),
        )
        for name, targets in plan.elsewhere.items()
    ]
    patterns = [
        PatternShown(
            pattern,
            PatternSimulator(pattern, plan.setting, plan.seed, compute),
            len(arms_of(pattern)),
        )
        for pattern in plan.patterns
    ]
    return (*elsewhere, *patterns)


def observed(targets: Sequence[Target]) -> Observed:
    """Return the official figures of some targets."""
    return Observed(
        tuple(each.id for each in targets),
        tuple(each.quantity for each in targets),
        tuple(each.unit for each in targets),
        np.array([each.value for each in targets]),
        np.array([each.tolerance for each in targets]),
    )
