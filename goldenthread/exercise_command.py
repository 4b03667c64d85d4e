"""``goldenthread exercise``: predict, run and compare, without a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.options import Debug, Seed, Workers


def exercise(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME_OR_FILE]",
            help="The exercise, shipped or your own.",
            show_default="list those that are shipped",
        ),
    ] = None,
    seed: Seed = 1,
    workers: Workers = None,
    debug: Debug = False,
) -> None:
    """Do a guided exercise: predict first, then see what the model shows."""
    from goldenthread.exercising import do_exercise, list_exercises

    if name is None:
        list_exercises()
    else:
        do_exercise(name, seed, workers)
