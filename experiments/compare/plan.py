"""The plan of a comparison of many scenarios, checked before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from experiments.compare.calendar import common_calendar, common_world
from experiments.compare.precision import checked_budget, checked_precision
from experiments.design import (
    LARGEST_SEED,
    MOST_REPLICATES,
    Arm,
    number_of_workers,
    quarters_of_years,
    whole_number,
)
from experiments.nested import Nesting
from experiments.posterior.drawn import (
    DrawnParameters,
    Posterior,
    check_draws,
    drawn_for,
    nesting_of,
)
from scenarios import Scenario, load, require_memory
from scenarios.faults import declared
from sim.changes import Schedule
from sim.errors import InputError
from sim.world import World

BANDS = 5
Given = str | os.PathLike[str] | Scenario


@dataclass(frozen=True)
class Plan:
    """Everything that determines a comparison.

    Attributes
    ----------
    scenarios
        The scenarios by the names that they go by here, the reference first.
    arms
        The world of each, in the same order.
    world
        The councils, the same in all.
    replicates
        Replicates of every scenario; with ``precision``, of the first round.
    seed
        Root of all draws.
    first_year, years, burn_in_years, steps_per_year
        The calendar; the observed window starts at ``first_year``.
    workers
        Replicates simulated at a time; it changes no result.
    precision
        Half-width asked for, by outcome; empty for none.
    budget
        The most runs that there may be, a run being one replicate of one scenario; None
        without ``precision``.
    given
        Parameters set in all worlds.
    """

    scenarios: Mapping[str, Scenario]
    arms: tuple[Arm, ...]
    world: World = field(repr=False)
    replicates: int
    seed: int
    first_year: float
    years: float
    burn_in_years: float
    steps_per_year: int
    workers: int
    precision: Mapping[str, float]
    budget: int | None
    given: Mapping[str, float]

    @property
    def name(self) -> str:
        """Name of the comparison, after its scenarios."""
        return "-".join(self.scenarios)

    @property
    def drawn(self) -> DrawnParameters | None:
        """The draws of parameters that the replicates take; None without a posterior."""
        return self.arms[0].drawn

    @cached_property
    def nesting(self) -> Nesting | None:
        """Which replicates share a draw; None where all have the same parameters."""
        return nesting_of(self.arms, self.replicates)

    @property
    def window(self) -> tuple[float, float]:
        """Calendar years at which the observed window starts and ends."""
        return self.first_year, self.first_year + self.years

    @property
    def histories(self) -> list[list[int]]:
        """Numbers of the arms, those that are the same until the observed years together."""
        groups: list[list[int]] = []
        for number, arm in enumerate(self.arms):
            for group in groups:
                first = self.arms[group[0]]
                if first.parameters == arm.parameters and (
                    first.early(self.first_year) == arm.early(self.first_year)
                ):
                    group.append(number)
                    break
            else:
                groups.append([number])
        return groups

    @property
    def simulated_years(self) -> float:
        """Years to simulate in each replicate, over all its worlds."""
        return len(self.histories) * self.burn_in_years + len(self.arms) * self.years

    @property
    def affordable(self) -> int:
        """The most replicates that the budget allows."""
        return self.replicates if self.budget is None else self.budget // len(self.arms)

    @property
    def bands(self) -> int:
        """Number of deprivation bands: fifths, or as many as there are councils."""
        return min(BANDS, len(self.world.councils))

    def with_replicates(self, number: int) -> Plan:
        """Return the same plan with another number of replicates."""
        return replace(self, replicates=number)


def make_plan(
    scenarios: Sequence[Given],
    *,
    against: Given | None,
    replicates: int,
    years: float | None,
    seed: int,
    workers: int | None,
    world: World | None,
    parameters: Mapping[str, float] | None,
    precision: Mapping[str, float] | None,
    budget: int | None,
    posterior: Posterior | None = None,
) -> Plan:
    """Return the checked plan; the arguments are those of ``experiments.compare.compare``.

    Raises
    ------
    InputError
        For anything that cannot be used.
    """
    named = _named(_reference_first(scenarios, against))
    given = {name: declared(name).check(value) for name, value in (parameters or {}).items()}
    councils = common_world(named) if world is None else world
    observed = None if years is None else quarters_of_years(years)
    calendar = common_calendar(named, observed)
    first_round = whole_number("replicates", replicates, 1, MOST_REPLICATES)
    asked = checked_precision(precision)
    if posterior is not None and asked:
        raise InputError(
            "an interval that holds what is not known of the parameters cannot be made as narrow "
            "as one likes",
            remedy="Give either --precision or --posterior; with the latter, more --replicates "
            "narrow what is chance",
            key="precision",
        )
    root = whole_number("seed", seed, 0, LARGEST_SEED)
    arms = _arms(named, given, councils, drawn_for(posterior, first_round, root))
    plan = Plan(
        scenarios=named,
        arms=arms,
        world=councils,
        replicates=first_round,
        seed=root,
        first_year=calendar.first_year,
        years=calendar.years,
        burn_in_years=calendar.burn_in_years,
        steps_per_year=calendar.steps_per_year,
        workers=number_of_workers(workers),
        precision=asked,
        budget=checked_budget(budget, asked, first_round, len(named)),
        given=given,
    )
    # In each replicate under way, a history and one fork of it are alive.
    alive = 2 * min(plan.workers, max(plan.replicates, plan.affordable))
    require_memory(councils, plan.burn_in_years + plan.years, alive)
    return plan


def _reference_first(scenarios: Sequence[Given], against: Given | None) -> list[Scenario]:
    """Return the scenarios, loaded, with the one to compare with at the head."""
    if isinstance(scenarios, str | os.PathLike | Scenario):
        scenarios = [scenarios]
    loaded = [_loaded(each) for each in scenarios]
    if against is not None:
        reference = _loaded(against)
        # Given among the scenarios, too, it is not there twice.
        places = [place for place, each in enumerate(loaded) if each == reference]
        loaded = [reference, *(e for p, e in enumerate(loaded) if [p] != places[:1])]
    if len(loaded) < 2:
        raise InputError(
            "a comparison needs two scenarios or more",
            remedy="Name another one, for instance: goldenthread compare england austerity",
            key="scenarios",
            value=[each.name for each in loaded],
        )
    return loaded


def _loaded(given: Given) -> Scenario:
    return given if isinstance(given, Scenario) else load(given)


def _named(scenarios: Sequence[Scenario]) -> dict[str, Scenario]:
    """Return the scenarios by name; of those that share one, the later ones get a number."""
    named: dict[str, Scenario] = {}
    for scenario in scenarios:
        name, number = scenario.name, 2
        while name in named:
            name, number = f"{scenario.name} ({number})", number + 1
        named[name] = scenario
    return named


def _arms(
    scenarios: Mapping[str, Scenario],
    given: Mapping[str, float],
    world: World,
    drawn: DrawnParameters | None,
) -> tuple[Arm, ...]:
    titles = [scenario.title for scenario in scenarios.values()]
    arms = []
    for name, scenario in scenarios.items():
        changes = scenario.changes(world)
        parameters = {**scenario.parameters, **given}
        Schedule(world, parameters, changes)  # refuses a value outside its range at any date
        # Copied files often keep their title.
        title = scenario.title if titles.count(scenario.title) == 1 else f"{scenario.title}: {name}"
        arms.append(Arm(name, title, parameters, changes, drawn))
    check_draws(arms, world)
    return tuple(arms)
