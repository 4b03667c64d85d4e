"""Where the defaults stand against the official figures: ``python -m calibration.standing``.

The defaults are the middle of the posterior that comes with the program. This page computes what
that one point gives; `docs/validation.md` is about the whole posterior.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from calibration.targets import Target, read_targets, shipped
from scenarios import load
from sim.model import PolicyModel

REPLICATES = 20
TABLE = "england_children"
BASELINE = "england"


@dataclass(frozen=True)
class Standing:
    """What the model gives for a target: mean and spread over replicates."""

    target: Target
    mean: float
    spread: float

    @property
    def inside(self) -> bool:
        """True when the mean lies within the tolerance."""
        return self.target.inside(self.mean)


def standing(replicates: int = REPLICATES) -> list[Standing]:
    """Run the scenarios that targets are about and return where the model stands with each."""
    targets = read_targets(shipped(TABLE))
    found: dict[str, Standing] = {}
    for scenario in dict.fromkeys(target.scenario for target in targets):
        mine = [target for target in targets if target.scenario == scenario]
        values = np.array([_run(mine, scenario or BASELINE, each) for each in range(replicates)])
        for target, column in zip(mine, values.T, strict=True):
            found[target.id] = Standing(target, float(column.mean()), float(column.std()))
    return [found[target.id] for target in targets]


def _run(targets: list[Target], scenario: str, replicate: int) -> list[float]:
    """Return what one run of a scenario gives for some targets."""
    loaded = load(scenario)
    world, time = loaded.world(), loaded.time
    model = PolicyModel(
        world,
        parameters=loaded.parameters,
        changes=loaded.changes(world),
        years=time.years,
        burn_in_years=time.burn_in_years,
        first_year=time.first_year,
        replicate=replicate,
    ).run()
    deprivation = np.array([council.deprivation for council in world.councils])
    years = time.first_year, time.years
    return [target.of(model.ledger, *years, deprivation) for target in targets]


def as_markdown(rows: list[Standing]) -> str:
    """Return the page ``docs/calibration.md``."""
    lines = [
        "# Where the defaults stand",
        "",
        f"The English baseline, {REPLICATES} replicates of six years, against official figures",
        "(`calibration/targets/england_children.csv` has their sources), each over its own years",
        "where the run observes them, else over all six. T16 is about the scenario",
        "`targets_and_terror`. Spread across authorities is that of authorities of 200 workers",
        "(`docs/statistics.md`). The defaults are the middle of the posterior, the draw whose runs",
        "are nearest to those of all others, to three digits. Rows of the role *fit*, and two",
        "patterns, were fitted; [validation.md](validation.md) says how, and how the posterior",
        "does. Made by `python -m calibration.standing`.",
        "",
        "| id | quantity | role | official | tolerance | model | spread over replicates | inside |",
        "|---|---|---|---:|---:|---:|---:|---|",
    ]
    lines += [
        f"| {row.target.id} | {row.target.quantity} ({row.target.unit}) | {row.target.role} "
        f"| {row.target.value:g} | {row.target.tolerance:g} | {row.mean:.2f} | {row.spread:.2f} "
        f"| {'yes' if row.inside else '**no**'} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_markdown(standing()))
