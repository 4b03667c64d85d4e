"""The command ``goldenthread calibrate``."""

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
    wanted_output,
)


def calibrate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="What is calibrated: the targets and priors so called."
        ),
    ] = "england_children",
    budget: Annotated[
        int | None,
        typer.Option(
            metavar="RUNS", help="Most runs to learn from.", show_default="3000; 600 with --quick"
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only the best point, in a hurry; it hides ridges.")
    ] = False,
    targets: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own targets.", show_default="those shipped"),
    ] = None,
    priors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own priors.", show_default="those shipped"),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Folder, new or empty, that keeps runs and results.",
            show_default="a new one below results",
        ),
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Go on with the calibration in that folder."),
    ] = None,
    seed: Seed = 1,
    workers: Workers = None,
    scheduler: Scheduler = None,
    cluster: ClusterFile = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Find the parameters that official figures leave open, and how far they can be trusted."""
    if out is not None and resume is not None:
        raise typer.BadParameter("give either --out or --resume", param_hint="--resume")
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.calibrating import Request, carry_out

    carry_out(
        Request(
            name=name,
            budget=budget,
            quick=quick,
            targets=targets,
            priors=priors,
            out=out,
            resume=resume,
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
