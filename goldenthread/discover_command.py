"""The command ``goldenthread discover``."""

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


def discover(
    scenario: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="The scenario that is varied.")
    ] = "england",
    event: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EVENT",
            help="broken, bypass, or such as 'caseload>25' or 'elasticity.enacted<0.1'; "
            "may be repeated.",
            show_default="broken and bypass",
        ),
    ] = None,
    parameters: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Parameters to vary.",
            show_default="those that a screening of all lets through",
        ),
    ] = None,
    samples: Annotated[int, typer.Option(help="Rows: a power of two.")] = 512,
    screening: Annotated[int, typer.Option(help="Trajectories of the screening.")] = 20,
    replicates: Annotated[int, typer.Option(help="Replicates of every row.")] = 5,
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
        bool,
        typer.Option("--resume", help="Use the runs that DIR holds; a sensitivity's, too."),
    ] = False,
    seed: Seed = 1,
    workers: Workers = None,
    scheduler: Scheduler = None,
    cluster: ClusterFile = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Discover which conditions go with a broken thread, or with any event, in sentences."""
    if out is None:
        raise typer.BadParameter("name the folder that keeps the runs", param_hint="--out")
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.discovering import Request, carry_out

    carry_out(
        Request(
            scenario=scenario,
            events=tuple(event or ("broken", "bypass")),
            parameters=listed(parameters),
            samples=samples,
            screening=screening,
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
