"""What ``goldenthread thread`` does: follow small changes of levers down and back up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.options import (
    Councils,
    Debug,
    Json,
    OutputFolder,
    Quiet,
    Replicates,
    ScenarioName,
    Seed,
    Workers,
    Years,
    printed,
)

if TYPE_CHECKING:
    from pathlib import Path

    from experiments.levers.design import LeverDesign
    from experiments.levers.result import Threads
    from experiments.run import Progress

Levers = Annotated[
    str | None,
    typer.Option(
        "--lever",
        "--levers",
        metavar="NAMES",
        help="A parameter, several with commas between, `priorities`, or `all`.",
        show_default="the scenario's, or priorities",
    ),
]
Step = Annotated[
    float | None,
    typer.Option(
        help="Size of the step as a share of the lever's value, below 0 for a fall.",
        show_default="the scenario's",
    ),
]
InUnits = Annotated[
    bool,
    typer.Option("--in-units", help="Read --step in the lever's own unit; answers are per unit."),
]
From = Annotated[
    float | None,
    typer.Option(
        "--from", metavar="YEAR", help="When the step is made.", show_default="at the beginning"
    ),
]


def thread(
    scenario: ScenarioName = "england",
    lever: Levers = None,
    step: Step = None,
    in_units: InUnits = False,
    start: From = None,
    replicates: Replicates = 20,
    years: Years = None,
    seed: Seed = 1,
    out: OutputFolder = None,
    workers: Workers = None,
    councils: Councils = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Step a lever and follow it, link by link; and show what could be seen of it."""
    from experiments.levers.design import make_lever_design
    from goldenthread.experiment import Work, carry_out
    from scenarios import World

    wanted = printed(json=json, quiet=quiet)
    design = make_lever_design(
        scenario,
        levers=lever,
        step=step,
        in_units=in_units,
        start=start,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=None if councils is None else World.from_csv(councils),
        parameters=None,
    )
    carry_out(
        Work(design, f"{design.scenario.name}-thread", _followed, _reported),
        out=out,
        output=wanted,
    )


def _followed(design: LeverDesign, progress: Progress | None) -> Threads:
    from experiments.levers.run import follow

    return follow(design, progress)


def _reported(result: Threads, folder: Path) -> None:
    from goldenthread.display import output
    from goldenthread.lever_report import show_threads

    show_threads(output(), result, folder)
