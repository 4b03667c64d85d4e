"""Where a result comes from: everything needed to make it again."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from experiments.design import Arm, Design
from experiments.posterior.drawn import record
from sim.changes import Schedule
from sim.world import World

PACKAGES = ("goldenthread", "numpy", "numba", "scipy", "mesa", "pyarrow", "pandas", "matplotlib")


def manifest(design: Design, command: str) -> dict[str, Any]:
    """Return the record of how a result was made, as plain values.

    Parameters
    ----------
    design
        The experiment that was carried out.
    command
        The command that was given; empty when it was called from Python.
    """
    return {
        "scenario": {
            "name": design.scenario.name,
            "title": design.scenario.title,
            "claim": design.scenario.claim,
            "source": design.scenario.source,
            "against": design.scenario.against,
            "thread": design.scenario.thread.model_dump(),
        },
        "time": {
            "first_year": design.first_year,
            "years": design.years,
            "burn_in_years": design.burn_in_years,
            "steps_per_year": design.steps_per_year,
            "observed": list(design.window),
            "thread_observed": list(design.thread_window),
        },
        "seed": design.seed,
        "replicates": design.replicates,
        "levers": [asdict(lever) for lever in design.levers],
        **circumstances(design.world, design.arms, command),
    }


def circumstances(world: World, arms: Sequence[Arm], command: str) -> dict[str, Any]:
    """Return worlds, councils, versions, platform, date and command of any experiment.

    With a posterior, the parameters of a world are those without it, and the draws are beside.
    """
    return {
        "worlds": {arm.name: _world(arm, world) for arm in arms},
        **record(arms),
        "councils": {
            "name": world.name,
            "rows": [asdict(council) for council in world.councils],
        },
        "versions": {"python": platform.python_version()}
        | {package: installed_version(package) for package in PACKAGES},
        "platform": platform.platform(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
    }


def installed_version(package: str) -> str:
    """Return the version of an installed package, or that it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _world(arm: Arm, world: World) -> dict[str, Any]:
    resolved = Schedule(world, arm.parameters, arm.changes)
    return {
        "title": arm.title,
        "parameters_that_differ": dict(arm.parameters),
        "changes": [asdict(change) for change in arm.changes],
        "parameters": dict(resolved.base),
    }
