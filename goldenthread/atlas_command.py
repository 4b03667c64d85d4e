"""The command ``goldenthread atlas``."""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.options import (
    ClusterFile,
    Debug,
    Json,
    Quiet,
    Resume,
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


def atlas(
    scenario: VariedScenario = "england",
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
    lever: SteppedLevers = None,
    ranges: VariedRanges = "plausible",
    whole_world: WholeWorld = False,
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
    """Chart where each link breaks: by parameter, by pairs of them, and along a path."""
    folder = runs_folder(out)
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
            ranges=ranges,
            out=folder,
            resume=resume,
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            cluster=cluster,
            output=wanted,
        )
    )
