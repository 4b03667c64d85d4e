"""The command ``goldenthread discover``."""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.options import (
    ClusterFile,
    Debug,
    Json,
    Quiet,
    Resume,
    RowYears,
    RunsFolder,
    Scheduler,
    Seed,
    SteppedLevers,
    VariedRanges,
    VariedScenario,
    WholeWorld,
    Workers,
    listed,
    runs_folder,
    wanted_output,
)


def discover(
    scenario: VariedScenario = "england",
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
    lever: SteppedLevers = None,
    ranges: VariedRanges = "plausible",
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
    """Discover which conditions go with a broken thread, or with any event, in sentences."""
    folder = runs_folder(out)
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
            ranges=ranges,
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
