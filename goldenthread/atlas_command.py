"""The command ``goldenthread atlas``."""

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


def atlas(
    scenario: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="The scenario that is varied.")
    ] = "england",
    parameters: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Parameters to vary.", show_default="all")
    ] = None,
    pairs: Annotated[
        list[str] | None,
        typer.Option(
            "--pair",
            metavar="ONE:OTHER",
            help="A pair of parameters to map; may be repeated.",
            show_default="grant:accountability_stakes, and the two that lead",
        ),
    ] = None,
    path: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="The scenario that the path leads to.")
    ] = "austerity",
    profiles: Annotated[int, typer.Option(help="Leading parameters that get a profile.")] = 4,
    points: Annotated[int, typer.Option(help="Values of each, in profiles and maps.")] = 7,
    replicates: Annotated[int, typer.Option(help="Replicates in profiles, maps and path.")] = 10,
    samples: Annotated[
        int | None, typer.Option(help="Samples of the shares of variance.", show_default="256")
    ] = None,
    screening: Annotated[int, typer.Option(help="Trajectories of the screening.")] = 20,
    screening_replicates: Annotated[
        int, typer.Option(help="Replicates of screening and shares of variance.")
    ] = 5,
    lever: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="What twins step.", show_default="the scenario's own"),
    ] = None,
    whole_world: Annotated[
        bool,
        typer.Option("--whole-world", help="The scenario's councils, in place of 8 small ones."),
    ] = False,
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
    """Chart where each link breaks: by parameter, by pairs of them, and along a path."""
    if out is None:
        raise typer.BadParameter("name the folder that keeps the runs", param_hint="--out")
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.charting import Request, carry_out

    carry_out(
        Request(
            scenario=scenario,
            parameters=listed(parameters),
            pairs=tuple(pairs or ()),
            path=path,
            profiles=profiles,
            points=points,
            replicates=replicates,
            samples=samples,
            screening=screening,
            screening_replicates=screening_replicates,
            whole_world=whole_world,
            levers=listed(lever) or (),
            out=Path(out),
            resume=resume,
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
