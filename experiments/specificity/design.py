"""The design of a specificity matrix: the reference world, and one world for each mechanism."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from experiments.design import Arm, Design, design_without_levers
from experiments.lever import Lever
from experiments.levers.choice import PRIORITIES as PRIORITY_NAMES
from experiments.levers.step import stepped
from experiments.specificity.mechanisms import PRIORITIES, SHIPPED, HopLever, Mechanisms
from scenarios import Scenario, load
from sim.errors import InputError
from sim.world import World

REFERENCE = "reference"
"""Name of the world in which no mechanism is on."""


@dataclass(frozen=True)
class SpecificityDesign(Design):
    """Everything that determines a specificity matrix.

    The first arm is the reference world, the others have one mechanism on, in the order of the
    table.

    Attributes
    ----------
    table
        The mechanisms, and the lever of each hop.
    ways
        For each different lever of the table, the levers that replicates take in turn: one, or
        the five national priorities.
    """

    table: Mechanisms
    ways: tuple[tuple[Lever, ...], ...]

    @property
    def simulated_years(self) -> float:
        """Years to simulate in each replicate, over all worlds."""
        runs = 1 + len(self.ways)
        return len(self.arms) * (self.burn_in_years + runs * self.years)

    @property
    def replicates_for_all_levers(self) -> int:
        """Replicates it takes to step every lever once."""
        return max(len(way) for way in self.ways)

    @property
    def last_months(self) -> tuple[float, float]:
        """The last twelve months, or the observed window when that is shorter."""
        start, end = self.window
        return max(start, end - 1.0), end

    def levers_of(self, replicate: int) -> tuple[Lever, ...]:
        """Return the lever of each way that a replicate steps."""
        return tuple(way[replicate % len(way)] for way in self.ways)

    def way_of(self, hop: int) -> int | None:
        """Return the index of the way with which a hop is measured, None for no lever."""
        wanted = self.table.levers[hop]
        return None if wanted is None else _different(self.table).index(_key(wanted))


def make_specificity_design(
    table: str | os.PathLike[str] | Mechanisms | None,
    *,
    scenario: str | os.PathLike[str] | Scenario | None,
    replicates: int,
    years: float | None,
    seed: int,
    workers: int | None,
    world: World | None,
) -> SpecificityDesign:
    """Return the checked design; see ``experiments.specificity.run.specificity``.

    Raises
    ------
    InputError
        For a table, a scenario or an argument that cannot be used.
    """
    read = table if isinstance(table, Mechanisms) else Mechanisms.read(table or SHIPPED)
    chosen = read if scenario is None else _elsewhere(read, scenario)
    base = design_without_levers(
        chosen.scenario,
        replicates=replicates,
        years=chosen.years if years is None else years,
        seed=seed,
        workers=workers,
        world=chosen.world if world is None else world,
        parameters=chosen.parameters,
    )
    arms = _arms(base.arms[-1], chosen)
    kept: dict[str, Any] = {each.name: getattr(base, each.name) for each in fields(Design)}
    ways = tuple(_way(*key, base, arms) for key in _different(chosen))
    kept |= {"arms": arms, "levers": tuple(lever for way in ways for lever in way)}
    return SpecificityDesign(**kept, table=chosen, ways=ways)


def _elsewhere(table: Mechanisms, scenario: str | os.PathLike[str] | Scenario) -> Mechanisms:
    """Return the table with another world to switch the mechanisms on in."""
    chosen = scenario if isinstance(scenario, Scenario) else load(scenario)
    # What was found in the table's own world need not hold in another one.
    unexplained = tuple(replace(each, finding="") for each in table.mechanisms)
    return replace(
        table,
        title=chosen.title,
        scenario=chosen,
        parameters={},
        years=None,
        world=None,
        mechanisms=unexplained,
        why="",
    )


def _arms(base: Arm, table: Mechanisms) -> tuple[Arm, ...]:
    reference = replace(base, name=REFERENCE, title=table.title)
    return (reference, *(_with(reference, each.name, each.title, each.parameters)
                         for each in table.mechanisms))  # fmt: skip


def _with(reference: Arm, name: str, title: str, parameters: Mapping[str, float]) -> Arm:
    return Arm(name, title, {**reference.parameters, **parameters}, reference.changes)


def _different(table: Mechanisms) -> list[tuple[str, float]]:
    """Return the levers of the table with their steps, each once."""
    return list(dict.fromkeys(_key(lever) for lever in table.levers if lever is not None))


def _key(lever: HopLever) -> tuple[str, float]:
    return lever.lever, lever.step


def _way(name: str, step: float, design: Design, arms: tuple[Arm, ...]) -> tuple[Lever, ...]:
    """Return the levers of a way, checked in every world."""
    names = PRIORITY_NAMES if name == PRIORITIES else (name,)
    return tuple(_lever(each, step, design, arms) for each in names)


def _lever(name: str, step: float, design: Design, arms: tuple[Arm, ...]) -> Lever:
    for arm in arms:
        lever = stepped(
            name, step, in_units=False, arm=arm, world=design.world, window=design.window
        )
        if lever.in_units or lever.outset is not None:
            what = "describes how the world starts" if lever.outset else "is 0 or below"
            raise InputError(
                f"{name} cannot be the lever of a hop: it {what} in {arm.title!r}",
                remedy="Take a lever that is above 0 and can be moved at a date",
                key="lever",
                value=name,
            )
    return lever
