"""Models stripped to the stages that a limit is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sim.citizens.record import NO_TASK, OPEN
from sim.draws import Purpose, uniforms
from sim.model import PolicyModel
from sim.state import State
from sim.workers.record import PERMANENT
from sim.world import Council, World

ALIKE = {
    "initial_norm": 1, "labour_market_spread": 0, "agency_spread": 0, "demand_spread": 0,
    "closing_spread": 0, "pace_spread": 0,
}  # fmt: skip
"""Authorities that differ in their draws only, and norms that nothing has worn down."""


def bare(
    stages: tuple[str, ...], parameters: Mapping[str, float], world: World, **more: Any
) -> PolicyModel:
    """Return a model of like authorities, without a burn-in, whose week has ``stages`` only."""
    model = PolicyModel(world, parameters={**ALIKE, **parameters}, burn_in_years=0.0, **more)
    for name in model.week.names:
        if name not in stages:
            model.week.remove(name)
    return model


def one_council(posts: int, citizens: int) -> World:
    """Return a world of one council."""
    return World((Council("One", posts, citizens),))


def like_councils(count: int, posts: int, citizens: int) -> World:
    """Return a world of councils that differ in their draws only."""
    return World(tuple(Council(f"Council {n}", posts, citizens) for n in range(count)))


def watch(model: PolicyModel, function: Callable[[State], Any], after: str) -> list[Any]:
    """Call ``function`` on the state after a stage in every step; return what it returned."""
    seen: list[Any] = []
    model.week.insert(f"watch {after}", lambda state: seen.append(function(state)), after=after)
    return seen


def open_all(state: State) -> None:
    """Open a case without a task for every citizen, evenly over the permanent posts."""
    rows = np.flatnonzero(state.workers["status"] == PERMANENT)
    citizens = state.citizens
    citizens["status"] = OPEN
    citizens["need"] = 0.5
    citizens["task"] = NO_TASK
    citizens["task_due"] = 1e9
    citizens["worker"] = rows[np.arange(len(citizens)) % len(rows)]
    state.workers["cases"] = np.bincount(citizens["worker"], minlength=len(state.workers))


def drop_tasks(state: State) -> None:
    """Take every open case its task, so that only the time per case is at work."""
    here = state.citizens["status"] == OPEN
    state.citizens["task"][here] = NO_TASK
    state.citizens["task_due"][here] = 1e9


def fresh(state: State, purpose: Purpose) -> np.ndarray:
    """Return a keyed uniform number of this step for every citizen of the country."""
    rows = np.arange(len(state.citizens))
    draws = np.empty(len(rows))
    uniforms(draws, rows, 0, state.keys, 0, state.clock[0]["step"], purpose)
    return draws


def by_authority(state: State, values: np.ndarray) -> np.ndarray:
    """Return the sums of ``values``, one per citizen, over each authority."""
    return np.add.reduceat(values, state.managers["first_citizen"])
