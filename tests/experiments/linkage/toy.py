"""A model whose links break where we say, in place of the simulation, below all the analyses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.atlas.plan import make_atlas_plan
from experiments.atlas.run import made as atlas_made
from experiments.discovery.events import Event
from experiments.discovery.run import made as discovery_made
from experiments.robust.packages import read_packages
from experiments.robust.run import made as robust_made
from experiments.sensitivity.plan import make_plan
from experiments.sensitivity.run import carried_out
from experiments.sensitivity.worlds import in_both
from experiments.stations import NAMES
from experiments.studies.design import StudyDesign
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

STAKES_BREAK = 0.75
"""Stakes above which what is enacted no longer achieves a quarter."""
DEPTH_BREAK = 2.0
"""Depth of the path beyond which what is planned is no longer enacted by a quarter."""
VARIED = ["accountability_stakes", "central_alignment", "task_pace"]
MEASURED = {
    "command_seconds": 120.0,
    "studies": {"sobol": {"runs": 1234, "seconds": 100.0, "at_a_time": 2}},
}


@dataclass(frozen=True)
class ToyStudy:
    """What stands for the runs of a study."""

    design: StudyDesign

    def runs(self) -> pd.DataFrame:
        return pd.DataFrame(
            [
                {"scenario": setting.scenario, "point": number, "replicate": replicate}
                | _run(setting.scenario, point, replicate)
                for setting in self.design.settings
                for number, point in enumerate(self.design.points)
                for replicate in range(self.design.replicates)
            ]
        )

    def failures(self) -> pd.DataFrame:
        return pd.DataFrame()


def _run(scenario: str, point: Any, replicate: int) -> dict[str, float]:
    values = {name: parameter.default for name, parameter in PARAMETERS.items()} | dict(point)
    depth = float(scenario.rpartition(" x ")[2]) if " x " in scenario else 0.0
    stakes = values["accountability_stakes"]
    noise = 0.01 * np.sin(7.0 * replicate + 1)
    passed = dict.fromkeys(NAMES[1:], 0.8)
    passed["planned"] = values["central_alignment"]
    passed["enacted"] = 0.25 + 0.3 * (DEPTH_BREAK - depth)
    passed["achieved"] = 0.25 + 2.0 * (STAKES_BREAK - stakes)
    found, arrived = {f"elasticity.{NAMES[0]}": 1.0}, 1.0
    for name in NAMES[1:]:
        arrived *= passed[name] + noise
        found[f"elasticity.{name}"] = arrived
    outcomes = dict.fromkeys(OUTCOMES, 30 + 10 * stakes + 2 * values["task_pace"] + noise)
    links = {"link.reported": 0.5 + 0.3 * stakes + noise, "link.felt": 0.4}
    return found | links | outcomes


def computed(name: str, design: StudyDesign) -> Any:
    return ToyStudy(design)


def saved_study(folder: Path) -> Path:
    """Write what each command finds in the toy model, as they do."""

    def save(found: Any, command: str) -> None:
        words = f"goldenthread {command} --out study"
        found.save(folder / command, command=words, measured=MEASURED)

    atlas = make_atlas_plan(parameters=VARIED, points=9, profiles=2, samples=64, screening=8,
                            screening_replicates=2, replicates=4)  # fmt: skip
    save(atlas_made(atlas, folder, computed), "atlas")
    plan = make_plan(method="pawn", parameters=VARIED, samples=64, replicates=2)
    save(robust_made(plan, read_packages(), computed), "robust")
    events = [Event.of("gap>30")]
    save(discovery_made(plan, events, screened=False, compute=computed), "discover")
    share, whole = (
        make_plan(method="sobol", outputs=["links", "gap"], parameters=VARIED, samples=32,
                  replicates=2, whole_world=whole)
        for whole in (False, True)
    )  # fmt: skip
    save(in_both(share, whole, folder, computed), "worlds")
    twenty = carried_out(share, folder, lambda design, _: ToyStudy(share.study(design)))  # type: ignore[arg-type,return-value]
    save(twenty, "twenty/sensitivity")
    return folder
