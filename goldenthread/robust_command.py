"""The command ``goldenthread robust``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.options import (
    ClusterFile,
    Debug,
    Json,
    Quiet,
    Scheduler,
    Seed,
    Workers,
    listed,
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
    worlds: Annotated[int, typer.Option(help="Worlds: a power of two.")] = 64,
    replicates: Annotated[int, typer.Option(help="Replicates of each package in a world.")] = 5,
    lever: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="What twins step.", show_default="the scenario's own"),
    ] = None,
    whole_world: Annotated[
        bool,
        typer.Option("--whole-world", help="The scenario's councils, in place of 8 small ones."),
    ] = False,
    years: Annotated[
        float | None,
        typer.Option(help="Years observed.", show_default="3, or the scenario's if it has dates"),
    ] = None,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Folder that keeps runs and results.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with, or enlarge, what DIR holds.")
    ] = False,
    seed: Seed = 1,
    workers: Workers = None,
    scheduler: Scheduler = None,
    cluster: ClusterFile = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare packages of levers over everything that is uncertain, to see which one holds."""
    if out is None:
        raise typer.BadParameter("name the folder that keeps the runs", param_hint="--out")
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.weighing import Request, carry_out

    carry_out(
        Request(
            packages=packages,
            scenario=scenario,
            parameters=listed(parameters),
            worlds=worlds,
            replicates=replicates,
            levers=listed(lever) or (),
            whole_world=whole_world,
            years=years,
            out=Path(out),
            resume=resume,
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
