"""The command ``goldenthread validate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.options import (
    Councils,
    Debug,
    Json,
    Out,
    Posterior,
    Quiet,
    Seed,
    VariedScenario,
    Workers,
    Years,
    wanted_output,
)

NOT_UNDERSTOOD = 2


def validate(
    table: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV file of targets; see docs/statistics.md."),
    ],
    posterior: Posterior = None,
    defaults: Annotated[
        bool,
        typer.Option(
            "--defaults",
            help="All runs at the defaults, in place of the posterior that comes with the program.",
        ),
    ] = False,
    draws: Annotated[int, typer.Option(help="Runs per scenario.", min=1, max=10_000)] = 20,
    scenario: VariedScenario = "england",
    tolerance: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Tolerance of rows that give none, such as '10 %'."),
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a table with a row that is not understood.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Only say how every row is understood.")
    ] = False,
    years: Years = None,
    seed: Seed = 1,
    councils: Councils = None,
    runs: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Folder that keeps the runs for the next table."),
    ] = Path("results/validation-runs"),
    out: Out = None,
    workers: Workers = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Hold a table of official figures against the model: inside or outside, and how surely."""
    if posterior is not None and defaults:
        raise typer.BadParameter("give either --posterior or --defaults", param_hint="--defaults")
    wanted = wanted_output(json=json, quiet=quiet)
    from goldenthread.validating import Request, carry_out

    carry_out(
        Request(
            table=table,
            posterior=posterior,
            defaults=defaults,
            draws=draws,
            scenario=scenario,
            tolerance=tolerance,
            strict=strict,
            explain=explain,
            years=years,
            seed=seed,
            councils=councils,
            runs=runs,
            out=out,
            workers=workers,
            output=wanted,
        )
    )
