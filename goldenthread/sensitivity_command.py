"""The command ``goldenthread sensitivity``."""

from __future__ import annotations

from enum import StrEnum
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


class Method(StrEnum):
    """The methods."""

    MORRIS = "morris"
    SOBOL = "sobol"
    PAWN = "pawn"
    DELTA = "delta"


class Ranges(StrEnum):
    """Over which ranges parameters are varied."""

    PLAUSIBLE = "plausible"
    DECLARED = "declared"


def sensitivity(
    scenario: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="The scenario that is varied.")
    ] = "england",
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
    lever: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="What twins step.", show_default="the scenario's own"),
    ] = None,
    ranges: Annotated[
        Ranges, typer.Option(help="Around the defaults, or all that is allowed.")
    ] = Ranges.PLAUSIBLE,
    tiers: Annotated[
        bool, typer.Option("--tiers", help="Vary whole tiers, in place of single parameters.")
    ] = False,
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
    """Find which parameters matter for each link of the thread, and how sure that is."""
    if out is None:
        raise typer.BadParameter("name the folder that keeps the runs", param_hint="--out")
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
            ranges=ranges.value,
            grouped=tiers,
            whole_world=whole_world,
            years=years,
            seed=seed,
            out=Path(out),
            resume=resume,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
