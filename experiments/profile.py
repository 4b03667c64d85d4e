"""Where the time of a run goes: the share of every stage of the week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from experiments.design import Design

WARM_UP_YEARS = 0.25
"""Years simulated beforehand, so that neither compiling nor loading the stages counts."""


@dataclass(frozen=True)
class Profile:
    """How long one replicate of a scenario takes on one thread, stage by stage.

    Attributes
    ----------
    scenario
        Name of the scenario.
    citizens, steps
        Size of the world, and steps that were timed.
    seconds
        Time of all steps together.
    stages
        Time in each stage of the week, in its order.
    """

    scenario: str
    citizens: int
    steps: int
    seconds: float
    stages: Mapping[str, float]

    @property
    def parts(self) -> dict[str, float]:
        """Seconds per stage, and those between them: dates, changes of parameters, Mesa."""
        return {**self.stages, "between_stages": self.seconds - sum(self.stages.values())}

    def nanoseconds(self, seconds: float) -> float:
        """Return some of the seconds as nanoseconds per citizen and step."""
        return 1e9 * seconds / (self.citizens * self.steps)

    def summary(self) -> dict[str, Any]:
        """Return the profile as plain values."""
        return {
            "scenario": self.scenario,
            "citizens": self.citizens,
            "steps": self.steps,
            "seconds": self.seconds,
            "nanoseconds_per_citizen_step": self.nanoseconds(self.seconds),
            "stages": [
                {
                    "stage": name,
                    "seconds": seconds,
                    "share": seconds / self.seconds,
                    "nanoseconds_per_citizen_step": self.nanoseconds(seconds),
                }
                for name, seconds in self.parts.items()
            ],
        }


def profile(design: Design) -> Profile:
    """Run the first replicate of a design's scenario on one thread and return where time went."""
    from sim.model import PolicyModel

    arm = design.arms[-1]
    model = PolicyModel(
        design.world,
        parameters=arm.parameters,
        changes=arm.changes,
        years=design.years,
        burn_in_years=design.burn_in_years,
        steps_per_year=design.steps_per_year,
        first_year=design.first_year,
        rng=design.seed,
    )
    timed = model.fork(arm.changes)
    model.week.timed = timed.week.timed = True
    model.run(model.year + WARM_UP_YEARS)
    begun = perf_counter()
    timed.run()
    seconds = perf_counter() - begun
    stages = timed.week.seconds()
    return Profile(design.scenario.name, design.world.citizens, timed.steps, seconds, stages)
