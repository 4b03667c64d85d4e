"""The years and the councils in which scenarios are compared: the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios import Scenario
from sim.errors import InputError
from sim.world import World


@dataclass(frozen=True)
class Calendar:
    """The years in which all scenarios are observed.

    Attributes
    ----------
    first_year, years
        Where the observed years begin, and how many they are.
    burn_in_years, steps_per_year
        Years before them, and steps in each year.
    """

    first_year: float
    years: float
    burn_in_years: float
    steps_per_year: int


def common_calendar(scenarios: Mapping[str, Scenario], years: float | None) -> Calendar:
    """Return the years from the first to the last that any of the scenarios observes.

    A baseline has no years of its own to insist on: it is set in those of the others, as a
    run sets it in those of the scenario.

    Parameters
    ----------
    scenarios
        The scenarios by the names that they go by here.
    years
        Years observed; None for as many as it takes to reach the last year of all.

    Raises
    ------
    InputError
        When scenarios do not have the same number of steps in a year.
    """
    deciding = _deciding(scenarios)
    times = [scenario.time for scenario in deciding.values()]
    steps = {name: scenario.time.steps_per_year for name, scenario in deciding.items()}
    if len(set(steps.values())) > 1:
        given = ", ".join(f"{count} in {name}" for name, count in steps.items())
        raise InputError(
            f"the scenarios differ in steps_per_year ({given})",
            remedy="Give all of them the same number under [time]",
            key="steps_per_year",
        )
    first = min(time.first_year for time in times)
    last = max(time.first_year + time.years for time in times)
    return Calendar(
        float(first),
        float(last - first) if years is None else years,
        float(max(time.burn_in_years for time in times)),
        times[0].steps_per_year,
    )


def common_world(scenarios: Mapping[str, Scenario]) -> World:
    """Return the councils that the scenarios play in.

    Raises
    ------
    InputError
        When they do not all play in the same ones.
    """
    deciding = _deciding(scenarios)
    (first, world), *others = ((name, scenario.world()) for name, scenario in deciding.items())
    for name, other in others:
        if other.councils != world.councils:
            raise InputError(
                f"{first} plays in {world.name}, and {name} in {other.name}",
                remedy="Give the councils for all of them with --councils (from Python: world)",
                key="councils",
                value=name,
            )
    return world


def _deciding(scenarios: Mapping[str, Scenario]) -> Mapping[str, Scenario]:
    """Return the scenarios that are more than a baseline; all when there is none."""
    own = {
        name: scenario
        for name, scenario in scenarios.items()
        if scenario.baseline is not None or scenario.dated
    }
    return own or scenarios
