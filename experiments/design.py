"""The design of a paired experiment, checked before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from experiments.lever import Lever
from experiments.nested import Nesting
from experiments.posterior.drawn import (
    DrawnParameters,
    Posterior,
    at_draw,
    check_draws,
    drawn_for,
    nesting_of,
)
from experiments.thread import Thresholds
from scenarios import Scenario, load, require_memory
from scenarios.faults import declared
from sim.changes import Change, Schedule
from sim.declaration import DOMAINS
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.world import World

LARGEST_SEED = 2**63 - 1
MOST_REPLICATES = 1_000_000
SETTLING_YEARS = 1.0
"""Years after the step of the lever that the thread leaves out, so that the change has spread."""
SHORTEST_WINDOW = 2.0
"""Fewer years than this after settling, and the thread takes the whole observed window."""


@dataclass(frozen=True)
class Arm:
    """One of the worlds compared, without the step of the lever.

    Attributes
    ----------
    name, title
        What it is called in tables, and for people.
    parameters
        Values that differ from the defaults from the outset.
    changes
        The dated changes.
    drawn
        The draws of parameters that its replicates take; what it sets itself goes before them.
        None where all replicates have the same parameters.
    """

    name: str
    title: str
    parameters: Mapping[str, float]
    changes: tuple[Change, ...]
    drawn: DrawnParameters | None = None

    def values(self, replicate: int) -> dict[str, float]:
        """Return the parameters that differ from the defaults in one replicate."""
        drawn = {} if self.drawn is None else self.drawn.point(replicate)
        return {**drawn, **self.parameters}

    @cached_property
    def variants(self) -> dict[int | None, Arm]:
        """Every different world that the draws make of it, by the first row that does, from 0.

        Itself, under None, without draws.
        """
        if self.drawn is None:
            return {None: self}
        found: dict[tuple[float, ...], tuple[int | None, Arm]] = {}
        for row in self.drawn.rows:
            values = {**self.drawn.source.point(row), **self.parameters}
            same = replace(self, parameters=values, drawn=None)
            found.setdefault(tuple(values.values()), (row, same))
        return dict(found.values())

    def early(self, first_year: float) -> list[Change]:
        """Return the changes that begin before the observed years."""
        return [change for change in self.changes if change.start < first_year]


@dataclass(frozen=True)
class Design:
    """Everything that determines a paired experiment.

    Attributes
    ----------
    scenario
        The scenario that was asked for.
    arms
        The baseline, and the scenario unless it is the baseline itself.
    world
        The councils, the same in both.
    replicates, seed
        Number of replicates, and the root of all draws.
    first_year, years, burn_in_years, steps_per_year
        The calendar; the observed window starts at ``first_year``.
    levers
        The levers that the replicates step in turn.
    thresholds
        What counts as a whole and as a broken hop.
    workers
        Replicates simulated at a time; it changes no result.
    """

    scenario: Scenario
    arms: tuple[Arm, ...]
    world: World = field(repr=False)
    replicates: int
    seed: int
    first_year: float
    years: float
    burn_in_years: float
    steps_per_year: int
    levers: tuple[Lever, ...]
    thresholds: Thresholds
    workers: int

    @property
    def window(self) -> tuple[float, float]:
        """Calendar years at which the observed window starts and ends."""
        return self.first_year, self.first_year + self.years

    @property
    def thread_window(self) -> tuple[float, float]:
        """Calendar years over which the links of the thread are measured."""
        start, end = self.levers[0].start, self.window[1]
        settled = start + SETTLING_YEARS
        return (settled if end - settled >= SHORTEST_WINDOW else start), end

    @property
    def drawn(self) -> DrawnParameters | None:
        """The draws of parameters that the replicates take; None without a posterior."""
        return self.arms[0].drawn

    @cached_property
    def nesting(self) -> Nesting | None:
        """Which replicates share a draw; None where all have the same parameters."""
        return nesting_of(self.arms, self.replicates)

    @property
    def shares_burn_in(self) -> bool:
        """Whether all worlds are the same until the observed years begin."""
        first = self.arms[0]
        return all(
            arm.parameters == first.parameters
            and arm.early(self.first_year) == first.early(self.first_year)
            for arm in self.arms[1:]
        )

    @property
    def simulated_years(self) -> float:
        """Years to simulate in each replicate, over all its worlds."""
        burn_ins = 1 if self.shares_burn_in else len(self.arms)
        return burn_ins * self.burn_in_years + 2 * len(self.arms) * self.years

    @property
    def replicates_for_all_levers(self) -> int:
        """Replicates it takes to step every lever once: they are stepped in turn."""
        return len(self.levers)

    @property
    def lever_in_words(self) -> str:
        """The change that is followed, for sentences."""
        if len(self.levers) > 1:
            return "a rise in a national priority's share"
        return self.levers[0].in_words

    @property
    def lever_in_detail(self) -> str:
        """How the change is made, in a sentence."""
        if len(self.levers) == 1:
            return ""
        return (
            f"The weight of one domain's priority is raised by {100 * self.levers[0].step:g} %, "
            "another domain in each replicate; shown is the mean over domains."
        )

    def lever(self, replicate: int) -> Lever:
        """Return the lever that a replicate steps."""
        return self.levers[replicate % len(self.levers)]


def number_of_workers(value: int | None) -> int:
    """Return how many replicates are simulated at a time; None is one per processor."""
    return whole_number("workers", os.cpu_count() or 1 if value is None else value, 1, 4096)


def make_design(
    scenario: str | os.PathLike[str] | Scenario,
    *,
    replicates: int,
    years: float | None,
    seed: int,
    workers: int | None,
    world: World | None,
    parameters: Mapping[str, float] | None,
    posterior: Posterior | None = None,
) -> Design:
    """Return the checked design; the arguments are those of ``experiments.run.run``.

    Raises
    ------
    InputError
        For an unknown scenario or parameter, or a value outside its range at any date.
    """
    design = design_without_levers(
        scenario,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
        posterior=posterior,
    )
    thread = design.scenario.thread
    names = [f"agenda.{domain}" for domain in DOMAINS] if thread.lever is None else [thread.lever]
    levers = tuple(
        Lever.of_share(declared(name).name, thread.step, design.first_year) for name in names
    )
    for arm in design.arms:
        for row, variant in arm.variants.items():
            try:
                _check_levers(variant, design.world, levers)
            except InputError as error:
                raise at_draw(error, arm, row) from None
    return replace(design, levers=levers)


def design_without_levers(
    scenario: str | os.PathLike[str] | Scenario,
    *,
    replicates: int,
    years: float | None,
    seed: int,
    workers: int | None,
    world: World | None,
    parameters: Mapping[str, float] | None,
    posterior: Posterior | None = None,
) -> Design:
    """Return the checked design with no lever chosen yet; see ``make_design``."""
    chosen = scenario if isinstance(scenario, Scenario) else load(scenario)
    councils = chosen.world() if world is None else world
    given = {name: declared(name).check(value) for name, value in (parameters or {}).items()}
    both = (chosen,) if chosen.baseline is None else (chosen.baseline, chosen)
    wanted = whole_number("replicates", replicates, 1, MOST_REPLICATES)
    root = whole_number("seed", seed, 0, LARGEST_SEED)
    drawn = drawn_for(posterior, wanted, root)
    arms = tuple(
        Arm(each.name, each.title, {**each.parameters, **given}, each.changes(councils), drawn)
        for each in both
    )
    for arm in arms:
        Schedule(councils, arm.parameters, arm.changes)
    check_draws(arms, councils)
    design = Design(
        scenario=chosen,
        arms=arms,
        world=councils,
        replicates=wanted,
        seed=root,
        first_year=float(chosen.time.first_year),
        years=quarters_of_years(chosen.time.years if years is None else years),
        burn_in_years=float(chosen.time.burn_in_years),
        steps_per_year=chosen.time.steps_per_year,
        levers=(),
        thresholds=Thresholds(chosen.thread.whole, chosen.thread.broken),
        workers=number_of_workers(workers),
    )
    # In each replicate under way, its history and one fork of it are alive.
    alive = 2 * min(design.workers, design.replicates)
    require_memory(councils, design.burn_in_years + design.years, alive)
    return design


def _check_levers(arm: Arm, world: World, levers: Sequence[Lever]) -> None:
    """Refuse a lever that leaves its range, or that a step does not move."""
    settled = Schedule(world, arm.parameters, arm.changes)
    for lever in levers:
        stepped = Schedule(world, arm.parameters, (*arm.changes, *lever.changes))
        before, after = settled.initial_settings(), stepped.initial_settings()
        settled.apply(before, lever.start)
        stepped.apply(after, lever.start)
        name = PARAMETERS[lever.parameter].field
        if (before[name] == after[name]).all():
            raise InputError(
                f"{lever.parameter} is 0 in {arm.title!r}, so that no step can be followed",
                remedy="Name another lever under [thread], or give it a value above 0",
                key="lever",
                value=lever.parameter,
            )


def whole_number(key: str, value: object, low: int, high: int) -> int:
    """Return a whole number between two bounds, or refuse it by its name ``key``."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(
            f"{key} is {value!r}",
            remedy=f"Give a whole number from {low} to {high}",
            key=key,
            value=value,
        )
    return value


def quarters_of_years(value: object) -> float:
    """Return a length of the observed window in years, or refuse it."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < value <= 100 or 4 * value != round(4 * value):  # type: ignore[operator]
        raise InputError(
            f"years is {value!r}",
            remedy="Give a number of quarters, from 0.25 to 100 (1.5 is a year and a half)",
            key="years",
            value=value,
        )
    return float(value)  # type: ignore[arg-type]
