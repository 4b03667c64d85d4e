"""What the atlas is to show, checked before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from experiments.atlas.path import require_path, stretched
from experiments.design import whole_number
from experiments.sensitivity.factors import Factor
from experiments.sensitivity.own_ranges import GivenRanges
from experiments.sensitivity.plan import SensitivityPlan, make_plan
from experiments.studies.design import Setting, StudyDesign
from experiments.studies.reading import read_design
from experiments.thread import Thresholds
from scenarios.faults import declared
from sim.errors import InputError
from sim.parameters import PARAMETERS

DEPTHS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
BITTEN_YEARS = 3.0
"""Years before the end at which the lever is stepped on a path: its changes have bitten then."""
CAPACITY_AND_STAKES = ("grant", "accountability_stakes")


@dataclass(frozen=True)
class AtlasPlan:
    """A checked plan.

    Attributes
    ----------
    sensitivity
        The analysis that finds what matters for which link.
    profiles
        How many of the leading parameters get a profile.
    pairs
        Pairs of parameters that get a map; empty for capacity and stakes, and the two leading
        parameters.
    points
        Values of each parameter in profiles and maps.
    replicates
        Replicates in profiles, maps and on the path.
    path_source, path
        Name or file of the scenario that the path leads to, and the scenario.
    depths
        Places on it: 0 is nothing of what changes, 1 all of it, 2 twice that.
    """

    sensitivity: SensitivityPlan
    profiles: int
    pairs: tuple[tuple[str, str], ...]
    points: int
    replicates: int
    path_source: str
    path: Setting = field(repr=False)
    depths: tuple[float, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)

    @property
    def seed(self) -> int:
        """Root of all draws."""
        return self.sensitivity.seed

    @property
    def world(self) -> Any:
        """The councils."""
        return self.sensitivity.world

    def factor(self, name: str) -> Factor:
        """Return the factor of a parameter, over the range in which it is varied."""
        return next(each for each in self.sensitivity.factors if each.name == name)

    def values(self, name: str) -> list[float]:
        """Return the values of a parameter in profiles and maps, evenly spread on its scale."""
        factor = self.factor(name)
        if factor.scale == "choice":
            return list(factor.choices)
        return [float(v) for v in factor.values(np.linspace(0.0, 1.0, self.points))]

    def usual(self, name: str) -> float:
        """Return the value of a parameter when it is not varied."""
        given = self.sensitivity.setting.parameters
        return float(given.get(name, PARAMETERS[name].default))

    def rows_study(self, points: Sequence[Mapping[str, float]]) -> StudyDesign:
        """Return the study of some points, all with the same parameters."""
        plan = replace(self.sensitivity, replicates=self.replicates)
        return plan.study_of(points)

    def path_study(self) -> StudyDesign:
        """Return the study of the path, a scenario per place on it."""
        given: dict[str, Any] = {
            "scenarios": [self.path_source],
            "replicates": self.replicates,
            "seed": self.seed,
            "years": self.path.years,
            "thread": {"from": self.path.window[1] - min(BITTEN_YEARS, self.path.years)},
        }
        if self.sensitivity.levers:
            given["thread"]["lever"] = list(self.sensitivity.levers)
        study = read_design(given)
        twin = study.settings[0].twin
        settings = tuple(replace(stretched(self.path, depth), twin=twin) for depth in self.depths)
        return replace(study, settings=settings)


def make_atlas_plan(
    scenario: str | os.PathLike[str] = "england",
    *,
    parameters: Sequence[str] | None = None,
    pairs: Sequence[tuple[str, str]] = (),
    profiles: int = 4,
    points: int = 7,
    path: str = "austerity",
    depths: Sequence[float] = DEPTHS,
    samples: int | None = None,
    screening: int = 20,
    replicates: int = 10,
    screening_replicates: int = 5,
    seed: int = 1,
    whole_world: bool = False,
    levers: Sequence[str] = (),
    ranges: GivenRanges = "plausible",
) -> AtlasPlan:
    """Return the checked plan.

    Parameters
    ----------
    scenario, parameters, samples, screening, seed, whole_world, levers, ranges
        As for ``sensitivity``, whose runs the atlas shares; ``screening_replicates`` are its
        replicates.
    pairs, profiles, points, replicates, depths
        As in ``AtlasPlan``.
    path
        Name or file of the scenario that the path leads to.

    Raises
    ------
    InputError
        For anything that cannot be used.
    """
    plan = make_plan(
        scenario, parameters=parameters, outputs=["all"], samples=samples,
        screening=screening, replicates=screening_replicates, seed=seed, whole_world=whole_world,
        levers=levers, ranges=ranges,
    )  # fmt: skip
    whole_number("replicates", replicates, 2, 10_000)
    whole_number("points", points, 4, 50)
    whole_number("profiles", profiles, 1, 20)
    varied = {factor.name for factor in plan.factors}
    for name in (name for pair in pairs for name in pair):
        if declared(name).name not in varied:
            raise InputError(
                f"{name} is not varied, so that it has no map",
                remedy="Name it among the parameters too",
                key="pairs",
                value=name,
            )
    goal = make_plan(path, parameters=["story_weight"], outputs=["ends"], seed=seed,
                     whole_world=whole_world).setting  # fmt: skip
    require_path(goal, depths)
    return AtlasPlan(plan, profiles, tuple(pairs), points, replicates, os.fspath(path), goal,
                     tuple(depths))  # fmt: skip
