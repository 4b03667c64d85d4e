"""What a sensitivity analysis is to do, checked before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from experiments.design import LARGEST_SEED, whole_number
from experiments.sensitivity.designs import (
    USUAL,
    Method,
    SampleDesign,
    check_samples,
    sample_design,
)
from experiments.sensitivity.factors import Factor, Problem
from experiments.sensitivity.outputs import chosen_outputs, needs_thread
from experiments.sensitivity.own_ranges import GivenRanges, own_ranges
from experiments.sensitivity.ranges import factors_of
from experiments.studies.design import Setting, StudyDesign
from experiments.studies.reading import read_design
from sim.world import World

SMALL_WORLD = {"authorities": 8, "posts": 6, "citizens_per_post": 20}
"""Eight councils of six posts: small enough for ten thousands of runs."""
SMALL_BURN_IN = 2.0
SMALL_STEPS = 12
SMALL_YEARS = 3.0
"""Years observed of a scenario in which nothing changes by date."""
MOST_FACTORS = 12
"""Factors that the second stage goes on with, at most."""
FEWEST_REPLICATES, MOST_REPLICATES = 1, 1000


@dataclass(frozen=True)
class SensitivityPlan:
    """A checked plan.

    Attributes
    ----------
    source
        The scenario's name or file, as given.
    setting
        The scenario with its councils and calendar.
    factors
        What is varied.
    fixed
        Parameters that are not varied, because the scenario sets them by date.
    outputs
        Names of the outputs.
    method
        The method; None for screening first and shares of variance of what matters then.
    samples
        Samples of the method that was named, or of the second stage; 0 for the usual number.
    screening
        Trajectories of the first stage.
    replicates, seed
        Replicates of every row, and root of all draws, designs and resamples.
    ranges
        Over which ranges parameters are varied, in words.
    grouped
        Whether whole tiers are varied together.
    levers
        Parameters that twins step; empty for the scenario's own.
    """

    source: str
    setting: Setting = field(repr=False)
    factors: tuple[Factor, ...] = field(repr=False)
    fixed: tuple[str, ...]
    outputs: tuple[str, ...]
    method: Method | None
    samples: int
    screening: int
    replicates: int
    seed: int
    ranges: str
    grouped: bool = False
    levers: tuple[str, ...] = ()

    @property
    def scenario(self) -> str:
        """The scenario's name."""
        return self.setting.scenario

    @property
    def world(self) -> World:
        """The councils."""
        return self.setting.world

    def first_stage(self) -> SampleDesign:
        """Return the design of the method that was named, or of the screening."""
        problem = Problem.of(self.factors, grouped=self.grouped)
        method = self.method or "morris"
        samples = self.screening if self.method is None else self.samples or USUAL[method]
        return sample_design(method, problem, samples, self.seed)

    def second_stage(self, names: Sequence[str]) -> SampleDesign:
        """Return the design that finds the shares of variance of some factors."""
        kept = [factor for factor in self.factors if factor.name in names]
        problem = Problem.of(kept, grouped=False)
        return sample_design("sobol", problem, self.samples or USUAL["sobol"], self.seed)

    def study(self, design: SampleDesign) -> StudyDesign:
        """Return the study that computes the rows of a design."""
        return self.study_of(design.problem.points(design.shares))

    def study_of(self, points: Sequence[Mapping[str, float]]) -> StudyDesign:
        """Return the study of some points, all with the same parameters."""
        given: dict[str, Any] = {
            "scenarios": [self.source],
            "years": self.setting.years,
            "replicates": self.replicates,
            "seed": self.seed,
            "table": [dict(point) for point in points],
        }
        if needs_thread(self.outputs):
            given["thread"] = {"lever": list(self.levers)} if self.levers else True
        study = read_design(given)
        (read,) = study.settings
        return replace(study, settings=(replace(self.setting, twin=read.twin),))


def make_plan(
    scenario: str | os.PathLike[str] = "england",
    *,
    method: Method | None = None,
    outputs: str | Sequence[str] | None = None,
    parameters: Sequence[str] | None = None,
    ranges: GivenRanges = "plausible",
    samples: int | None = None,
    screening: int = USUAL["morris"],
    replicates: int = 5,
    years: float | None = None,
    seed: int = 1,
    whole_world: bool = False,
    grouped: bool = False,
    levers: Sequence[str] = (),
) -> SensitivityPlan:
    """Return the checked plan; the arguments are those of ``sensitivity``.

    Raises
    ------
    InputError
        For anything that cannot be used.
    """
    whole_number("replicates", replicates, FEWEST_REPLICATES, MOST_REPLICATES)
    whole_number("seed", seed, 0, LARGEST_SEED)
    if samples is not None:
        check_samples(method or "sobol", samples)
    check_samples("morris", screening)
    named = chosen_outputs(outputs)
    setting = _setting(scenario, years, whole_world=whole_world)
    fixed = tuple(sorted({each.parameter for each in setting.changes if each.factor is None}))
    kind, own = own_ranges(ranges)
    factors = factors_of(parameters, ranges=kind, own=own, fixed=fixed)
    words = kind if own is None else f"{own.name}, else {kind}"
    return SensitivityPlan(
        os.fspath(scenario), setting, factors, fixed, named, method, samples or 0, screening,
        replicates, seed, words, grouped, tuple(levers),
    )  # fmt: skip


def _setting(
    scenario: str | os.PathLike[str], years: float | None, *, whole_world: bool
) -> Setting:
    given: dict[str, Any] = {"scenarios": [os.fspath(scenario)]}
    if not whole_world:
        given["world"] = SMALL_WORLD
    if years is not None:
        given["years"] = years
    (setting,) = read_design(given).settings
    if years is None and not setting.changes:
        setting = replace(setting, years=min(setting.years, SMALL_YEARS))
    if whole_world:
        return setting
    return replace(
        setting,
        burn_in_years=min(setting.burn_in_years, SMALL_BURN_IN),
        steps_per_year=SMALL_STEPS,
    )
