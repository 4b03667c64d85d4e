"""The command ``goldenthread compare``."""

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
    Seed,
    Workers,
    Years,
    wanted_output,
)


def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME_OR_FILE...",
            help="Of `goldenthread scenarios`, or TOML files; the first is the reference.",
        ),
    ],
    against: Annotated[
        str | None,
        typer.Option(
            metavar="NAME_OR_FILE",
            help="The reference instead.",
            show_default="the first scenario",
        ),
    ] = None,
    replicates: Annotated[
        int,
        typer.Option(help="Replicates of each scenario; with --precision, of the first round."),
    ] = 20,
    precision: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OUTCOME=HALF_WIDTH",
            help="Add replicates until half the interval of the difference is that narrow, in "
            "the outcome's unit; may be given several times.",
        ),
    ] = None,
    budget: Annotated[
        int | None,
        typer.Option(
            metavar="RUNS",
            help="With --precision, the most runs: replicates times scenarios.",
            show_default="2000",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="deprivation", help="Show, too, who bears it: by deprivation band."),
    ] = None,
    posterior: Posterior = None,
    years: Years = None,
    seed: Seed = 1,
    out: Out = None,
    workers: Workers = None,
    councils: Councils = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare scenarios with one of them, replicate by replicate with the same chances."""
    from goldenthread.comparing import ComparisonRequest, carry_out

    carry_out(
        ComparisonRequest(
            scenarios=scenarios,
            against=against,
            posterior=posterior,
            replicates=replicates,
            years=years,
            seed=seed,
            out=out,
            workers=workers,
            councils=councils,
            precision=precision or [],
            budget=budget,
            by=by,
            output=wanted_output(json=json, quiet=quiet),
        )
    )
