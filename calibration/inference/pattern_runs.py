"""Patterns at draws, measured in runs that are kept and never computed twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event

import numpy as np

from calibration.inference.chance import seed_for
from calibration.inference.simulator import Compute
from calibration.patterns.laboratory import BURN_IN, START, YEARS, Arm, Laboratory, Trial
from calibration.patterns.pattern import Pattern
from experiments.intervals import Floats
from experiments.studies.design import Kept, Setting, StudyDesign
from experiments.studies.points import Point
from sim.changes import Change
from sim.errors import InputError
from sim.ledger import Ledger
from sim.world import World


@dataclass(frozen=True)
class PatternSimulator:
    """Measures a pattern at points, in one study per stage of the inference.

    Attributes
    ----------
    pattern
        The pattern.
    setting
        The baseline with its councils.
    seed
        Root of all draws.
    compute
        Computes studies.
    """

    pattern: Pattern
    setting: Setting = field(repr=False)
    seed: int
    compute: Compute = field(repr=False)

    def __call__(self, stage: str, points: Sequence[Point]) -> Floats:
        """Return the pattern's numbers at each point; NaN where one of its runs failed."""
        arms = arms_of(self.pattern)
        study = self.compute(stage, self.design(stage, arms, points))
        from experiments.studies.ledgers import ledgers_of

        made: list[dict[Arm, Trial]] = [{} for _ in points]
        for number, ledger in ledgers_of(study):
            arm, point = divmod(number, len(points))
            made[point][arms[arm]] = YearlyTrial(ledger)
        found = np.full((len(points), len(self.pattern.criteria)), np.nan)
        for place, trials in enumerate(made):
            if len(trials) == len(arms):
                found[place] = self.pattern.measure(Made(trials))
        return found

    def design(self, stage: str, arms: Sequence[Arm], points: Sequence[Point]) -> StudyDesign:
        """Return the study of all arms at some points; those of a point share their draws."""
        settings = tuple(
            replace(
                self.setting,
                scenario=f"{self.setting.scenario}-{number}",
                parameters={**self.setting.parameters, **dict(arm.parameters)},
                changes=(*self.setting.changes, *arm.changes),
                first_year=START,
                years=YEARS,
                burn_in_years=BURN_IN,
            )
            for number, arm in enumerate(arms)
        )
        return StudyDesign(
            settings, tuple(points), 1, seed_for(self.seed, "runs", stage),
            kept=Kept(series="yearly", sums=True), own_draws=True,
        )  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A bench whose runs have been made."""

    trials: Mapping[Arm, Trial]

    def run(self, parameters: Mapping[str, float] | None = None, *changes: Change) -> Trial:
        """Return the run with these parameters and dated changes."""
        return self.trials[Arm.of(parameters, changes)]


class YearlyTrial(Trial):
    """A run of which whole years are kept."""

    def between(self, start: float = START, end: float = START + YEARS) -> Ledger:
        """Return the ledger of the years from ``start`` to ``end``.

        Raises
        ------
        InputError
            When they are not whole.
        """
        if start % 1.0 or end % 1.0:
            raise InputError(
                f"it looks at {start:g} to {end:g}, and only whole years are kept of runs",
                remedy="Leave the pattern out of the file of priors",
                key="patterns",
            )
        return super().between(start, end)


def arms_of(pattern: Pattern) -> tuple[Arm, ...]:
    """Return the runs that a pattern asks for, found by measuring it once in a tiny world.

    Raises
    ------
    InputError
        When it looks at parts of years.
    """
    bench = Laboratory(World.even(2, 2, 5), 1, 0, {}, Event())
    pattern.measure(bench)
    pattern.measure(Made({arm: YearlyTrial(trial.ledger) for arm, trial in bench.made.items()}))
    return tuple(bench.made)
