"""Comparisons with known answers: the model replaced by draws whose law is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import experiments.compare.running
from experiments.compare.plan import Plan
from experiments.compare.result import ComparedScenarios
from experiments.compare.running import compare
from experiments.compare.worlds import WorldRun
from sim.outcomes import OUTCOMES
from sim.world import World

HEAD = """
title = "A test"
claim = "Nothing in particular."
source = "None"
against = "england"
[time]
first_year = 2017
years = 1
burn_in_years = 0.5
steps_per_year = 12
"""
CUT = '[[change]]\nparameter = "grant"\nfrom = 2017\nvalue = 0.6\n'
WORLD = World.even(3, 4, 12)
BANDS = 3


def scenario_file(folder: Path, rest: str = "", name: str = "mine", head: str = HEAD) -> Path:
    """Write a scenario that runs in moments."""
    path = folder / f"{name}.toml"
    path.write_text(head + rest)
    return path


def world_run(value: float, plan: Plan) -> WorldRun:
    """Return a run in which every outcome is ``value``, more so in deprived bands."""
    bands = np.arange(plan.bands)
    shape = len(OUTCOMES), plan.bands
    scales = np.array([outcome.scale for outcome in OUTCOMES.values()])[:, None]
    below = np.broadcast_to(bands + 1.0, shape)
    quarters = plan.first_year + np.arange(4) / 4
    return WorldRun(
        outcomes=dict.fromkeys(OUTCOMES, value),
        above=below * (value + 1.0 - bands) / scales,
        below=below,
        quarters=quarters,
        series={name: value + np.arange(4.0) for name in OUTCOMES},
        measures=np.empty((4, 2, 4, 5)),
    )


class Draws:
    """In place of the model: normal values with one correlation between any two scenarios.

    Scenario number s has the mean 10 + s, and every value the variance 1.
    """

    def __init__(self, correlation: float, only: tuple[str, ...] = ()) -> None:
        self.correlation = correlation
        self.only = only  # these outcomes, and nothing else: for many studies

    def __call__(
        self, plan: Plan, number: int, advance: object, stop: object
    ) -> tuple[WorldRun, ...]:
        draws = np.random.default_rng((plan.seed, number))
        common, *own = draws.normal(size=1 + len(plan.arms))
        rho = self.correlation
        values = [
            10.0 + index + np.sqrt(rho) * common + np.sqrt(1 - rho) * each
            for index, each in enumerate(own)
        ]
        if self.only:
            nothing = np.empty(0)
            return tuple(
                WorldRun(dict.fromkeys(self.only, value), nothing, nothing, nothing, {}, nothing)
                for value in values
            )
        return tuple(world_run(value, plan) for value in values)


def synthetic(
    monkeypatch: pytest.MonkeyPatch, correlation: float = 0.8, scenarios: int = 2, **given: object
) -> ComparedScenarios:
    """Return a comparison of synthetic scenarios."""
    monkeypatch.setattr(experiments.compare.running, "simulate", Draws(correlation))
    arguments = {"years": 1.0, "workers": 1, "world": WORLD} | given
    return compare(["england"] * scenarios, **arguments)  # type: ignore[arg-type]
