"""Docking tiny worlds while the engine runs as plain Python: ``NUMBA_DISABLE_JIT=1``.

Compiled code reads a record's fields as attributes. Plain Python can do so when the records lie
in record arrays, and that is what is done here. One world is docked, or with ``--all`` each of
``docked_in_turn()``. Exit status 1 when the models differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

import sim.build
from benchmarks.docking.battery import random_set
from benchmarks.docking.side_by_side import Arrangement, Result, dock
from sim.state import State
from sim.world import Council, World

UNEQUAL = World((Council("Large", 3, 60), Council("Small", 3, 15, deprivation=0.5)))
"""Councils of different sizes: plain Python does not read past the end of an array."""

NEIGHBOURHOODS = World((Council("Large", 6, 240), Council("Small", 2, 130)))
"""Four neighbourhoods and two: what is done in one must not be done in the next."""

DESERTED = World((Council("Large", 2, 30), Council("Small", 1, 10)))
LEAVING = {"agency_cover": 0.0, "exit_base": 5.0, "recruitment_delay": 1.0, "demand": 3.0}
"""Posts that stand empty: whoever goes is not followed for a year."""

AWAKE = {
    "accountability_stakes": 1.0,
    "audit_rate": 2.0,
    "coproduction": 0.3,
    "demand": 3.0,
    "digital_measurement": 0.3,
    "early_closing": 3.0,
    "exit_base": 2.0,
    "norm_hours": 2.0,
    "seeking_base": 4.0,
    "story_weight": 0.3,
    "stories_heard": 50.0,
}
"""Settings in which every mechanism acts within weeks."""


def _readable(**parts: Any) -> State:
    """Return the state with records whose fields plain Python can read as attributes."""
    return State(
        **{
            name: part.view(np.recarray) if part.dtype.names else part
            for name, part in parts.items()
        }
    )


SETS = 8
"""Random sets of parameters beside it."""

ALL_AWAKE = Arrangement(
    "uncompiled",
    world=UNEQUAL,
    parameters=AWAKE,
    years=0.25,
    burn_in_years=0.25,
)


def make_readable() -> None:
    """Have worlds built from here on hold records that plain Python can read."""
    sim.build.State = _readable


def docked_in_turn() -> Iterator[Result]:
    """Yield what comes of worlds that plain Python runs in seconds, the quickest first.

    The world in which all is awake; the same with the state looked at; one of several
    neighbourhoods; one that everybody in post leaves; and random sets, which last half a year
    where steps are short, and as long as ever where they are not.
    """
    yield dock(ALL_AWAKE)
    yield dock(ALL_AWAKE, looked_at=True)
    yield dock(replace(ALL_AWAKE, world=NEIGHBOURHOODS, steps_per_year=12))
    yield dock(replace(ALL_AWAKE, world=DESERTED, parameters=LEAVING, steps_per_year=12))
    for number in range(SETS):
        arrangement = random_set(number, seed=1)
        short = arrangement.steps_per_year > 24
        yield dock(replace(arrangement, years=0.25) if short else arrangement)


def main() -> int:
    """Dock, and print what it came to."""
    make_readable()
    results = docked_in_turn()
    for result in results if "--all" in sys.argv else islice(results, 1):
        print(result.mismatch or f"agree over {result.steps} steps")
        if result.mismatch is not None:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
