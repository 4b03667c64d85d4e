"""The engine, its twin and the floor on the same worlds, in one process and in turn."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.speed.floor import Floor
from benchmarks.speed.rules_alone import rules_alone
from benchmarks.twin.model import TwinModel
from sim.citizens.record import WITHOUT_NEED
from sim.model import PolicyModel
from sim.world import World

CITIZENS = (1_000, 10_000, 100_000)
CITIZENS_PER_AUTHORITY = 480
WARM_STEPS = 26
ENGINE_STEPS = 26
FLOOR_STEPS = 100
QUIET_PER_POST = 400


@dataclass(frozen=True)
class Visits:
    """What a citizen and an authority cost the engine, nanoseconds a step.

    Attributes
    ----------
    without_need
        One citizen more in a world where no need ever arises.
    authority
        An authority of 12 posts in that world, its citizens taken off.
    in_need
        In the default world, per citizen in need, when authorities and all others are taken off.
    week, rules
        In the default world, per citizen with or without a need: the whole week, and the rules
        alone of those in need.
    """

    without_need: float
    authority: float
    in_need: float
    week: float
    rules: float


@dataclass(frozen=True)
class Compared:
    """What one world takes.

    Attributes
    ----------
    citizens, twin_steps
        Its size, and the steps of the twin in each turn.
    twin, engine, floor
        Nanoseconds per citizen and step, median of the turns.
    twin_over_engine, engine_over_floor
        Median of the ratios within a turn.
    twin_bytes, engine_bytes
        Memory of the model, bytes per citizen.
    """

    citizens: int
    twin_steps: int
    twin: float
    engine: float
    floor: float
    twin_over_engine: float
    engine_over_floor: float
    twin_bytes: float
    engine_bytes: float


def compare(citizens: int, turns: int = 5) -> Compared:
    """Time the three in turn on a world of about ``citizens``, half a year after its start."""
    world = World.even(max(round(citizens / CITIZENS_PER_AUTHORITY), 1), posts=12)
    size = world.citizens
    twin, twin_bytes = _built_twin(world)
    engine = PolicyModel(world, years=20, burn_in_years=0)
    floor = Floor(PolicyModel(world, years=1, burn_in_years=0).state.citizens)
    twin_steps = max(1, 20_000 // size)
    for model in (twin, engine):
        _seconds(model, WARM_STEPS)
    taken = [
        (
            _seconds(twin, twin_steps) / twin_steps / size * 1e9,
            _seconds(engine, ENGINE_STEPS) / ENGINE_STEPS / size * 1e9,
            floor.seconds(FLOOR_STEPS) / FLOOR_STEPS / size * 1e9,
        )
        for _ in range(turns)
    ]
    return Compared(
        size,
        twin_steps,
        *(median(column) for column in zip(*taken, strict=True)),
        median(turn[0] / turn[1] for turn in taken),
        median(turn[1] / turn[2] for turn in taken),
        twin_bytes / size,
        sum(part.nbytes for part in engine.state) / size,
    )


def visits(authorities: int = 21, turns: int = 5) -> Visits:
    """Time two worlds without needs and the default one, half a year after their start."""
    none = {"demand": 0.0, "initial_in_need": 0.0}
    world = World.even(authorities, posts=12)
    models = [
        PolicyModel(quiet, parameters=none, years=20, burn_in_years=0)
        for quiet in (world, World.even(authorities, 12, citizens_per_post=QUIET_PER_POST))
    ]
    models.append(PolicyModel(world, years=20, burn_in_years=0))
    for model in models:
        _seconds(model, WARM_STEPS)
    taken = [
        [_seconds(model, ENGINE_STEPS) / ENGINE_STEPS * 1e9 for model in models]
        for _ in range(turns)
    ]
    quiet, larger, busy = (median(column) for column in zip(*taken, strict=True))
    without = (larger - quiet) / (models[1].world.citizens - world.citizens)
    empty = quiet - without * world.citizens
    in_need = int((models[2].state.citizens["status"] != WITHOUT_NEED).sum())
    others = world.citizens - in_need
    return Visits(
        without,
        empty / authorities,
        (busy - empty - others * without) / in_need,
        busy / world.citizens,
        rules_alone(models[2]),
    )


def exponent(compared: list[Compared], model: str) -> float:
    """Return b in ``time per step ~ citizens ** b`` for ``"twin"`` or ``"engine"``."""
    sizes = np.log([row.citizens for row in compared])
    times = np.log([getattr(row, model) * row.citizens for row in compared])
    return float(np.polyfit(sizes, times, 1)[0])


def _built_twin(world: World) -> tuple[TwinModel, int]:
    """Build the twin, and count the memory that it takes."""
    tracemalloc.start()
    twin = TwinModel(world, years=20, burn_in_years=0)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return twin, taken


def _seconds(model: Any, steps: int) -> float:
    """Return the seconds that ``steps`` steps of a model take."""
    begun = perf_counter()
    for _ in range(steps):
        model.step()
    return perf_counter() - begun
