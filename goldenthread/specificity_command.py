"""The command ``goldenthread specificity``."""

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


def specificity(
    table: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="A table of mechanisms of your own, in TOML.",
            show_default="the table that is shipped",
        ),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="NAME_OR_FILE",
            help="Switch the mechanisms on in the world of a scenario instead.",
            show_default="the table's reference world",
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
    """Switch on one mechanism at a time, and see whether it breaks its own hop and no earlier."""
    from goldenthread.switching import SpecificityRequest, carry_out

    carry_out(
        SpecificityRequest(
            table=table,
            scenario=scenario,
            replicates=replicates,
            years=years,
            seed=seed,
            out=out,
            workers=workers,
            councils=councils,
            output=wanted_output(json=json, quiet=quiet, markdown=markdown),
        )
    )
