"""What is to be run for a table of targets: which scenarios, at which parameters, how often."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from calibration.targets import Target
from experiments.studies.design import Setting, StudyDesign
from experiments.studies.reading import read_design
from scenarios import load
from sim.world import World

MOST_DRAWS = 10_000
_WITHIN_A_YEAR = re.compile(r"\b(?:19|20)\d\d\.\d*[1-9]")


class Scattered(StudyDesign):
    """A design in which every run has chances of its own, for points that are draws themselves."""

    def replicate_of(self, number: int) -> int:
        """Return the number of the run, which no other run has."""
        return number


@dataclass(frozen=True)
class Plan:
    """The runs that a table of targets is held against.

    Attributes
    ----------
    targets
        The targets.
    designs
        A study per scenario, each with a single setting.
    scenario
        The scenario of targets that name none.
    drawn
        Whether parameters were drawn; otherwise runs differ by chance alone.
    origin
        Where the parameters are from, in words.
    """

    targets: tuple[Target, ...]
    designs: Mapping[str, StudyDesign]
    scenario: str
    drawn: bool
    origin: str

    def setting(self, target: Target) -> Setting:
        """Return the setting in which a target is computed."""
        return self.designs[target.scenario or self.scenario].settings[0]

    @property
    def runs(self) -> int:
        """Runs of each scenario."""
        return len(self.designs[self.scenario])


def deprivation(setting: Setting) -> np.ndarray:
    """Return the deprivation of the councils of a setting, in their order."""
    return np.array([council.deprivation for council in setting.world.councils])


def make_plan(
    targets: Sequence[Target],
    *,
    scenario: str = "england",
    points: Sequence[Mapping[str, float]] = (),
    origin: str = "the defaults",
    draws: int = 20,
    years: float | None = None,
    seed: int = 1,
    world: World | None = None,
) -> Plan:
    """Return the plan of the runs for some targets.

    Parameters
    ----------
    targets
        The targets.
    scenario
        Name or path of the scenario of targets that name none.
    points
        Values of parameters, a mapping per run; without, all runs are at the defaults.
    origin
        Where the points are from, in words.
    draws
        Runs per scenario without points.
    years
        Years observed; the scenario's own by default.
    seed
        Root of all draws.
    world
        The councils; the scenario's own by default.

    Raises
    ------
    InputError
        When something given cannot be used.
    """
    main = load(scenario)
    names = {main.name: scenario}
    for target in targets:
        if target.scenario and target.statistic is not None:
            names.setdefault(target.scenario, target.scenario)
    fine = any(_WITHIN_A_YEAR.search(str(target.statistic)) for target in targets)
    content: dict[str, Any] = {
        "series": "quarterly" if fine else "yearly",
        "sums": True,
        "seed": seed,
    }
    content |= {"years": years} if years is not None else {}
    content |= {"table": list(points), "replicates": 1} if points else {"replicates": draws}
    designs = {
        name: _design({**content, "scenarios": [given]}, world) for name, given in names.items()
    }
    return Plan(tuple(targets), designs, main.name, bool(points), origin)


def _design(content: dict[str, Any], world: World | None) -> StudyDesign:
    read = read_design(content)
    values = {field.name: getattr(read, field.name) for field in fields(read)}
    if world is not None:
        changes = load(content["scenarios"][0]).changes(world)
        values["settings"] = (replace(read.settings[0], world=world, changes=changes),)
    return Scattered(**values)
