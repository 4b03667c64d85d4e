"""The command ``goldenthread robust``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.options import (
    ClusterFile,
    Debug,
    Json,
    Posterior,
    Quiet,
    Resume,
    RowYears,
    RunsFolder,
    Scheduler,
    Seed,
    SteppedLevers,
    WholeWorld,
    Workers,
    listed,
    runs_folder,
    wanted_output,
)


def robust(
    packages: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="TOML file of packages of levers with their costs.",
            show_default="those that are shipped",
        ),
    ] = None,
    scenario: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="The scenario they are put into.")
    ] = "england",
    parameters: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES", help="What is uncertain.", show_default="all that no package sets"
        ),
    ] = None,
    posterior: Posterior = None,
    worlds: Annotated[int, typer.Option(help="Worlds: a power of two.")] = 64,
    replicates: Annotated[int, typer.Option(help="Replicates of each package in a world.")] = 5,
    lever: SteppedLevers = None,
    whole_world: WholeWorld = False,
    years: RowYears = None,
    out: RunsFolder = None,
    resume: Resume = False,
    seed: Seed = 1,
    workers: Workers = None,
    scheduler: Scheduler = None,
    cluster: ClusterFile = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare packages of levers over everything that is uncertain, to see which one holds."""
    folder = runs_folder(out)
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.weighing import Request, carry_out

    carry_out(
        Request(
            packages=packages,
            scenario=scenario,
            parameters=listed(parameters),
            posterior=posterior,
            worlds=worlds,
            replicates=replicates,
            levers=listed(lever) or (),
            whole_world=whole_world,
            years=years,
            out=folder,
            resume=resume,
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
