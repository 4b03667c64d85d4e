"""Settings to dock in: the scenarios, random sets of all parameters, and the ends of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from benchmarks.docking.side_by_side import SMALL, Arrangement
from benchmarks.twin.draws import Draws, Purpose, key_of
from scenarios import load
from sim.changes import Change, Schedule
from sim.declaration import Parameter
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.world import World

TINY = World.even(2, 3, 15)
"""Two authorities of three workers, fifteen citizens to each."""

BURN_IN_YEARS = 0.25
LEAST_YEARS = 1.75

SPREADS = (0.1, 0.3, 0.6, 1.0)
"""How far a random set strays from the defaults: shares of the way to the ends of the ranges."""

STEPS_PER_YEAR = (52, 52, 52, 12, 4, 24, 104)

Option = TypeVar("Option")


def of_scenario(name: str, seed: int, *, full: bool = False) -> Arrangement:
    """Return a small world under a scenario, run until all its dated changes have begun.

    With ``full``, the scenario's own world and years.

    Raises
    ------
    InputError
        When there is no such scenario, or a change of it has no place in a small world.
    """
    scenario = load(name)
    world, time = (scenario.world() if full else SMALL), scenario.time
    changes = scenario.changes(world)
    last = max((change.start for change in changes), default=time.first_year)
    until_all_act = math.ceil(4 * (last - time.first_year)) / 4 + 0.5
    return Arrangement(
        scenario.name,
        world=world,
        parameters=scenario.parameters,
        changes=changes,
        years=time.years if full else max(LEAST_YEARS, until_all_act),
        burn_in_years=time.burn_in_years if full else BURN_IN_YEARS,
        steps_per_year=time.steps_per_year,
        first_year=time.first_year,
        seed=seed,
    )


def random_set(number: int, seed: int) -> Arrangement:
    """Return random set ``number``: a world, a value for every parameter, and dated changes."""
    lots = _Lots(seed, number)
    spread = lots.one_of(SPREADS)
    steps_per_year = lots.one_of(STEPS_PER_YEAR)
    world = _random_world(lots)
    parameters = {
        declared.name: declared.default + spread * (lots.value_of(declared) - declared.default)
        for declared in PARAMETERS.values()
    }
    return Arrangement(
        f"random set {number} of seed {seed}",
        world=world,
        parameters=parameters,
        changes=_random_changes(lots, world, parameters),
        # Steps longer than a week leave room for more years.
        years=0.75 if steps_per_year > 24 else 2.75,
        burn_in_years=BURN_IN_YEARS,
        steps_per_year=steps_per_year,
        first_year=2000.0,
        seed=seed,
        replicate=number,
    )


def extremes(seed: int) -> Iterator[Arrangement]:
    """Yield, for each end of each parameter's range, a tiny world that starts there.

    A parameter that may change by date goes to the other end after the burn-in.
    """
    for declared in PARAMETERS.values():
        for start, end in ((declared.low, declared.high), (declared.high, declared.low)):
            leap = () if declared.initial else (Change(declared.name, 0.0, value=end),)
            yield Arrangement(
                f"{declared.name} at {start:g}" + (f", then {end:g}" if leap else ""),
                world=TINY,
                parameters={declared.name: start},
                changes=leap,
                years=0.25,
                burn_in_years=BURN_IN_YEARS,
                seed=seed,
            )


def _random_world(lots: _Lots) -> World:
    """Return one to four authorities, some of whose budgets change when the burn-in is over."""
    world = World.even(lots.whole(1, 4), lots.whole(1, 5), lots.whole(4, 25))
    changes = (0.0, -0.3, 0.2)
    return replace(
        world,
        councils=tuple(replace(c, budget_change=lots.one_of(changes)) for c in world.councils),
    )


def _random_changes(lots: _Lots, world: World, parameters: dict[str, float]) -> tuple[Change, ...]:
    """Return up to six changes that leave every parameter within its range at all dates."""
    changes: tuple[Change, ...] = ()
    dated = [declared for declared in PARAMETERS.values() if not declared.initial]
    for _ in range(lots.whole(0, 6)):
        more = (*changes, _random_change(lots, world, lots.one_of(dated)))
        try:
            Schedule(world, parameters, more)
        except InputError:
            continue
        changes = more
    return changes


def _random_change(lots: _Lots, world: World, declared: Parameter) -> Change:
    start = lots.real(1999.75, 2000.5)
    to_value = lots.whole(0, 2) > 0
    return Change(
        declared.name,
        start,
        value=lots.value_of(declared) if to_value else None,
        factor=None if to_value else lots.real(0.2, 1.5),
        ramp_years=lots.one_of((0.0, lots.real(0.0, 1.0))),
        end=lots.one_of((None, start + lots.real(0.01, 0.5))),
        councils=None if declared.national else lots.one_of((None, world.names[:1])),
    )


class _Lots:
    """Numbers drawn one after the other for one set."""

    def __init__(self, seed: int, number: int) -> None:
        self._draws = Draws(key_of(seed, number), 0, 0)
        self._drawn = 0

    def real(self, low: float, high: float) -> float:
        """Return a number between ``low`` and ``high``."""
        self._drawn += 1
        share = self._draws.uniform(self._drawn, Purpose.INITIAL)
        return low + (high - low) * share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        return math.floor(self.real(low, high + 1))

    def one_of(self, options: Sequence[Option]) -> Option:
        """Return one of the options."""
        return options[self.whole(0, len(options) - 1)]

    def value_of(self, declared: Parameter) -> float:
        """Return a value from the range of a parameter, small numbers as likely as large ones."""
        if declared.low > 0 and declared.high > 100 * declared.low:
            return math.exp(self.real(math.log(declared.low), math.log(declared.high)))
        return self.real(declared.low, declared.high)
