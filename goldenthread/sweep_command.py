"""The command ``goldenthread sweep``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

SOME_FAILED = 1
"""Exit status when runs have failed; the study itself is complete."""


class Engine(StrEnum):
    """Where runs are computed."""

    LOCAL = "local"
    DASK = "dask"


def sweep(
    design: Annotated[
        Path, typer.Argument(metavar="DESIGN", help="TOML file that says what is to be run.")
    ],
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="The study's folder, which keeps its runs.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be run, how long and how large.")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on in DIR: compute what is missing or failed."),
    ] = False,
    reuse: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="Another study, or a folder of studies: take the runs it has. May be repeated.",
            show_default="none",
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Only the I-th of N shares, for an array of jobs."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Worker processes.", show_default="one per processor")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="This machine's processors, or a Dask cluster.")
    ] = Engine.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the Dask scheduler.")
    ] = None,
    cluster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="TOML file: the jobs to ask SLURM (or PBS, ...) for; see docs."
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the plan or the counts as one JSON document.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Print only the path of the study's folder.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program an error arose.")
    ] = False,
) -> None:
    """Run a study: many scenarios, values of parameters and replicates; nothing twice."""
    if json and quiet:
        raise typer.BadParameter("give either --json or --quiet", param_hint="--quiet")
    if out is None and not dry_run:
        raise typer.BadParameter("name the study's folder, or add --dry-run", param_hint="--out")
    if (engine is Engine.DASK) != (scheduler is not None):
        raise typer.BadParameter(
            "--engine dask and --scheduler ADDRESS go together", param_hint="--scheduler"
        )
    from goldenthread.sweeping import Request, carry_out

    failed = carry_out(
        Request(
            design=design,
            out=None if out is None else Path(out),
            dry_run=dry_run,
            resume=resume,
            reuse=tuple(reuse or ()),
            shard=shard,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output="json" if json else "path" if quiet else "report",
        )
    )
    if failed:
        raise typer.Exit(SOME_FAILED)
