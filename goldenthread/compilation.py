"""Compiling the model ahead of the first run, announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

USUAL_SECONDS = 30


def announce(console: Console | None) -> None:
    """Compile the model unless that has been done, and say so on ``console``.

    It is done here, in the main thread, so that it can be interrupted, and so that threads
    which begin together do not wait for each other.
    """
    from sim.compiled import is_compiled
    from sim.model import PolicyModel
    from sim.world import World

    if is_compiled():
        return
    if console is not None:
        console.print(f"Compiling the model (once per installation, about {USUAL_SECONDS} s) ...")
    PolicyModel(World.even(2, 2, 4), years=0.25, burn_in_years=0, steps_per_year=4).run()
