"""The command ``goldenthread thread``."""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.options import (
    Councils,
    Debug,
    Json,
    Out,
    Posterior,
    Quiet,
    Replicates,
    ScenarioName,
    Seed,
    Workers,
    Years,
    wanted_output,
)

Levers = Annotated[
    str | None,
    typer.Option(
        "--lever",
        "--levers",
        metavar="NAMES",
        help="A parameter, several with commas between, `priorities`, or `all`.",
        show_default="the scenario's, or priorities",
    ),
]
Step = Annotated[
    float | None,
    typer.Option(
        help="Size of the step as a share of the lever's value, below 0 for a fall.",
        show_default="the scenario's",
    ),
]
InUnits = Annotated[
    bool,
    typer.Option("--in-units", help="Read --step in the lever's own unit; answers are per unit."),
]
From = Annotated[
    float | None,
    typer.Option(
        "--from", metavar="YEAR", help="When the step is made.", show_default="at the beginning"
    ),
]


def thread(
    scenario: ScenarioName = "england",
    lever: Levers = None,
    step: Step = None,
    in_units: InUnits = False,
    start: From = None,
    posterior: Posterior = None,
    replicates: Replicates = 20,
    years: Years = None,
    seed: Seed = 1,
    out: Out = None,
    workers: Workers = None,
    councils: Councils = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Step a lever and follow it, link by link; and show what could be seen of it."""
    from goldenthread.following import ThreadRequest, carry_out

    carry_out(
        ThreadRequest(
            scenario=scenario,
            levers=lever,
            step=step,
            in_units=in_units,
            start=start,
            posterior=posterior,
            replicates=replicates,
            years=years,
            seed=seed,
            out=out,
            workers=workers,
            councils=councils,
            output=wanted_output(json=json, quiet=quiet),
        )
    )
