"""Valuations with known answers: measures that are made up, in place of the model."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from experiments.compare.plan import make_plan
from experiments.compare.result import ComparedScenarios
from experiments.compare.worlds import WorldRun
from experiments.measures import MEASURES
from experiments.whose.result import ValuedScenarios
from scenarios import Profile
from scenarios.profile import GROUPS
from sim.declaration import DOMAINS
from sim.world import World

SHAPE = len(MEASURES), len(DOMAINS)


def profile(name: str, **heaviest: object) -> Profile:
    """Return a profile; a list is given as one name that has all weight, or as weights."""
    lists = []
    for group, names in GROUPS.items():
        chosen = heaviest.get(group, dict.fromkeys(names, 1.0))
        weights = {chosen: 1.0} if isinstance(chosen, str) else chosen
        total = sum(weights.values())  # type: ignore[attr-defined]
        shares = {each: weights.get(each, 0.0) / total for each in names}  # type: ignore[attr-defined]
        lists.append(MappingProxyType(shares))
    return Profile(name, name.capitalize(), "A test.", "judgement", *lists)


def valued(levels: np.ndarray, *profiles: Profile) -> ValuedScenarios:
    """Return a valuation of runs with these measures, shape (R, S, 4, K)."""
    replicates, scenarios = levels.shape[:2]
    plan = make_plan(
        ["england"] * scenarios,
        against=None,
        replicates=replicates,
        years=0.25,
        seed=1,
        workers=1,
        world=World.even(2, 3, 10),
        parameters=None,
        precision=None,
        budget=None,
    )
    runs = tuple(tuple(_run(each, plan.first_year) for each in row) for row in levels)
    compared = ComparedScenarios(plan, replicates, (replicates,), runs)
    return ValuedScenarios(compared, {each.name: each for each in profiles}, plan.window)


def _run(levels: np.ndarray, year: float) -> WorldRun:
    nothing = np.empty(0)
    below = np.where(np.isfinite(levels), 1.0, 0.0)
    sums = np.array([np.nan_to_num(levels), below])[None]
    return WorldRun({}, nothing, nothing, np.array([year]), {}, sums)


def noise(scale: float, *shape: int) -> np.ndarray:
    """Return measures around 1 that differ by chance."""
    return 1.0 + scale * np.random.default_rng(3).normal(size=(*shape, *SHAPE))
