"""The design of an experiment that follows levers in one world."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from experiments.design import Arm, Design, design_without_levers
from experiments.lever import Lever
from experiments.levers.choice import Named, named
from experiments.levers.step import checked_start, require_step, stepped
from experiments.posterior.drawn import Posterior, at_draw
from scenarios import Scenario
from sim.errors import InputError
from sim.world import World


@dataclass(frozen=True)
class LeverDesign(Design):
    """Everything that determines an experiment with levers: one arm, every lever each time.

    Attributes
    ----------
    left_out
        Why levers of a set that was asked for are not followed, by their name.
    """

    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the experiment, after its scenario."""
        return f"{self.scenario.name}-thread"

    @property
    def arm(self) -> Arm:
        """The world in which the levers are stepped."""
        return self.arms[0]

    @property
    def simulated_years(self) -> float:
        """Years to simulate in each replicate: its history, and a fork for every lever."""
        histories = 1 + sum(lever.outset is not None for lever in self.levers)
        return histories * self.burn_in_years + (1 + len(self.levers)) * self.years

    @property
    def replicates_for_all_levers(self) -> int:
        """Replicates it takes to step every lever once."""
        return 1

    @property
    def levers_start(self) -> float:
        """Calendar year in which the levers are stepped."""
        return self.levers[0].start

    @property
    def answer_years(self) -> tuple[tuple[float, float], ...]:
        """Start and end of each year from the step on; the last may be part of a year."""
        start, end = self.levers_start, self.window[1]
        whole = range(1 + int(end - start))
        years = ((start + year, min(start + year + 1, end)) for year in whole)
        return tuple((begin, stop) for begin, stop in years if stop > begin)

    @property
    def last_months(self) -> tuple[float, float]:
        """The last twelve months, or the observed window when that is shorter."""
        start, end = self.window
        return max(start, end - 1.0), end

    @property
    def bands(self) -> tuple[int, ...]:
        """Bands of deprivation that hold councils, 1 for the most deprived fifth."""
        return tuple(sorted(set(self.world.deprivation_band())))


def make_lever_design(
    scenario: str | os.PathLike[str] | Scenario,
    *,
    levers: str | Sequence[str] | None,
    step: float | None,
    in_units: bool,
    start: float | None,
    replicates: int,
    years: float | None,
    seed: int,
    workers: int | None,
    world: World | None,
    parameters: Mapping[str, float] | None,
    posterior: Posterior | None = None,
) -> LeverDesign:
    """Return the checked design; the arguments are those of ``experiments.levers.run.thread``.

    Raises
    ------
    InputError
        For an unknown scenario or parameter, or a step that cannot be taken.
    """
    base = design_without_levers(
        scenario,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
        posterior=posterior,
    )
    given = base.scenario.thread
    wanted = named((given.lever or "priorities") if levers is None else levers)
    size = given.step if step is None else step
    begin = checked_start(start, base.window)
    found, left_out = _fitted(wanted, size, base, begin, in_units=in_units)
    kept: dict[str, Any] = {each.name: getattr(base, each.name) for each in fields(base)}
    kept |= {"arms": base.arms[-1:], "levers": found}
    return LeverDesign(**kept, left_out=left_out)


def _fitted(
    wanted: Sequence[Named], step: float, design: Design, start: float, *, in_units: bool
) -> tuple[tuple[Lever, ...], dict[str, str]]:
    """Return the levers stepped as they can be, and why those left out cannot be stepped."""
    require_step(step, as_share=not in_units)
    arm, world, window = design.arms[-1], design.world, (start, design.window[1])

    def fit(name: str, size: float) -> Lever:
        # A draw of other parameters does not matter to how this one is stepped.
        drawn = arm.drawn is not None and name in arm.drawn.source.parameters
        fitted: Lever | None = None
        for row, each in (arm.variants if drawn else {None: arm}).items():
            try:
                found = stepped(name, size, in_units=in_units, arm=each, world=world, window=window)
                if fitted is not None and found != fitted:
                    raise InputError(
                        f"{name} would be stepped in another way in this draw", key=name
                    )
            except InputError as error:
                raise at_draw(error, arm, row) from None
            fitted = found
        assert fitted is not None  # there is at least one variant
        return fitted

    levers: list[Lever] = []
    left_out: dict[str, str] = {}
    for each in wanted:
        try:
            levers.append(fit(each.parameter, step))
        except InputError as refused:
            if not each.in_set:
                raise
            try:
                levers.append(_turned(fit(each.parameter, -step)))
            except InputError:
                left_out[each.parameter] = refused.problem
    if not levers:
        raise InputError(
            f"none of the levers can be stepped ({'; '.join(left_out.values())})",
            remedy="Name another lever, or give another step",
            key="lever",
        )
    return tuple(levers), left_out


def _turned(lever: Lever) -> Lever:
    """Return a lever of a set that is stepped the other way, because that is where room is."""
    turn = f"{lever.parameter} is stepped the other way, because its range ends there."
    return replace(lever, note=f"{turn} {lever.note}".strip())
