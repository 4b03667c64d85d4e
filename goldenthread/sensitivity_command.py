"""The command ``goldenthread sensitivity``."""

from __future__ import annotations

from enum import StrEnum
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


class Method(StrEnum):
    """The methods."""

    MORRIS = "morris"
    SOBOL = "sobol"
    PAWN = "pawn"
    DELTA = "delta"


def sensitivity(
    scenario: VariedScenario = "england",
    method: Annotated[
        Method | None,
        typer.Option(help="One method.", show_default="morris, then sobol on what matters"),
    ] = None,
    outputs: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Outputs: links, losses, ends, usual, bypass, gap, passthrough.planned.enacted, "
            "elasticity.felt, or any outcome; commas between.",
            show_default="all of them",
        ),
    ] = None,
    parameters: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Parameters to vary.", show_default="all"),
    ] = None,
    samples: Annotated[
        int | None,
        typer.Option(
            help="Samples of the method, or of the second stage: a power of two.",
            show_default="256; 20 for morris, 512 for pawn and delta",
        ),
    ] = None,
    screening: Annotated[int, typer.Option(help="Trajectories of the first stage.")] = 20,
    replicates: Annotated[
        int, typer.Option(help="Replicates of every row; a multiple of 5 for the priorities.")
    ] = 5,
    lever: SteppedLevers = None,
    ranges: VariedRanges = "plausible",
    tiers: Annotated[
        bool, typer.Option("--tiers", help="Vary whole tiers, in place of single parameters.")
    ] = False,
    whole_world: WholeWorld = False,
    both_worlds: Annotated[
        bool,
        typer.Option(
            "--both-worlds", help="Do both, and say whether the small world agrees with the other."
        ),
    ] = False,
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
    """Find which parameters matter for each link of the thread, and how sure that is."""
    folder = runs_folder(out)
    if both_worlds and whole_world:
        raise typer.BadParameter("give either --both-worlds or --whole-world")
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.analysing import Request, carry_out

    carry_out(
        Request(
            scenario=scenario,
            method=None if method is None else method.value,
            outputs=outputs,
            parameters=listed(parameters),
            samples=samples,
            screening=screening,
            replicates=replicates,
            levers=listed(lever) or (),
            ranges=ranges,
            grouped=tiers,
            whole_world=whole_world,
            both_worlds=both_worlds,
            years=years,
            seed=seed,
            out=folder,
            resume=resume,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
