"""What ``goldenthread profile`` does: time one replicate, and show the share of every stage."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.design import make_design
from goldenthread.display import messages, new_table, output, show_table
from scenarios import World

if TYPE_CHECKING:
    from experiments.profile import Profile


def show_profile(
    scenario: str, *, years: float | None, seed: int, councils: Path | None, as_json: bool
) -> None:
    """Time one replicate of a scenario on one thread, and print where the time went.

    Raises
    ------
    InputError
        When something given cannot be used; nothing has been simulated then.
    """
    design = make_design(
        scenario,
        replicates=1,
        years=years,
        seed=seed,
        workers=1,
        world=None if councils is None else World.from_csv(councils),
        parameters=None,
    )
    # Loading the model takes a second; whatever can be refused has been by now.
    from experiments.profile import profile
    from goldenthread.compilation import announce

    announce(messages())
    found = profile(design)
    if as_json:
        sys.stdout.write(json.dumps(found.summary(), indent=2, allow_nan=False) + "\n")
    else:
        _report(found)


def _report(found: Profile) -> None:
    console = output()
    pace = found.nanoseconds(found.seconds)
    console.print(
        f"{found.scenario}: {found.citizens:,} citizens, {found.steps:,} steps in "
        f"{found.seconds:.2f} s on one thread, {pace:.1f} ns per citizen and step\n"
    )
    per_step = "ns per citizen and step"
    table = new_table(console, "stage", "share", per_step, right=("share", per_step))
    for name, seconds in found.parts.items():
        share = f"{100 * seconds / found.seconds:.1f} %"
        table.add_row(name, share, f"{found.nanoseconds(seconds):.2f}")
    show_table(console, table)
