"""The command ``goldenthread whose``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.options import (
    Councils,
    Debug,
    Json,
    Markdown,
    Out,
    Quiet,
    Replicates,
    Seed,
    Workers,
    Years,
    wanted_output,
)

Profiles = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="TOML file of your own stakeholders; they join the shipped ones, or take the place "
        "of one of the same name.",
    ),
]
Check = Annotated[
    bool,
    typer.Option("--check", help="Only check the profiles, and show them; nothing is simulated."),
]


def whose(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME_OR_FILE...", help="Of `goldenthread scenarios`, or TOML files."
        ),
    ] = None,
    against: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="The reference, ranked with the others.")
    ] = "england",
    profiles: Profiles = None,
    check: Check = False,
    start: Annotated[
        float | None,
        typer.Option(
            "--from",
            metavar="YEAR",
            help="Value the runs from this year on.",
            show_default="the first year in which all scenarios are observed",
        ),
    ] = None,
    replicates: Replicates = 20,
    years: Years = None,
    seed: Seed = 1,
    out: Out = None,
    workers: Workers = None,
    councils: Councils = None,
    json: Json = False,
    quiet: Quiet = False,
    markdown: Markdown = False,
    debug: Debug = False,
) -> None:
    """Value the same runs with each stakeholder's weights, and say who ranks what first."""
    from goldenthread.valuing import ValuationRequest, carry_out, show_profiles

    if check:
        if scenarios:
            raise typer.BadParameter("give either scenarios or --check", param_hint="--check")
        show_profiles(profiles)
        return
    if not scenarios:
        raise typer.BadParameter(
            "name the scenarios to value, for instance: goldenthread whose austerity localism",
            param_hint="NAME_OR_FILE...",
        )
    carry_out(
        ValuationRequest(
            scenarios=scenarios,
            against=against,
            profiles=profiles,
            start=start,
            replicates=replicates,
            years=years,
            seed=seed,
            out=out,
            workers=workers,
            councils=councils,
            output=wanted_output(json=json, quiet=quiet, markdown=markdown),
        )
    )
