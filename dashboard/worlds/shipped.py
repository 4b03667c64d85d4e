"""The shipped scenarios by name: the only ones that a visitor can name."""

from __future__ import annotations

from functools import cache

from scenarios import Scenario, available
from scenarios.quoting import LONGEST, short
from sim.errors import InputError, nearest


@cache
def shipped() -> dict[str, Scenario]:
    """Return the shipped scenarios by name."""
    return {scenario.name: scenario for scenario in available()}


def shipped_scenario(name: str) -> Scenario:
    """Return a shipped scenario; a path names none, so that no file of this machine is read.

    Raises
    ------
    InputError
        When none is called so.
    """
    found = shipped().get(name)
    if found is None:
        raise InputError(
            f"there is no shipped scenario {short(name)}",
            remedy=nearest(name[:LONGEST], shipped()),
            key="scenario",
            value=name,
        )
    return found
