"""The worlds that packages are put into: ranges of parameters, or draws from a posterior."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.design import Arm
from experiments.posterior.drawn import DrawnParameters, check_draws
from experiments.robust.packages import Packages
from experiments.sensitivity.designs import FEWEST, MOST, sample_design
from experiments.sensitivity.factors import Problem
from experiments.sensitivity.plan import SensitivityPlan
from sim.errors import InputError


@dataclass(frozen=True)
class Worlds:
    """The worlds, the same ones for all packages.

    Attributes
    ----------
    points
        Values of the uncertain parameters; no two alike under a posterior.
    place
        Which of the points each world is, shape (worlds,).
    drawn
        The draws behind them; None for worlds spread evenly over ranges.
    """

    points: tuple[Mapping[str, float], ...]
    place: NDArray[np.int64]
    drawn: DrawnParameters | None = None

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Names of the parameters in which worlds differ."""
        return tuple(self.points[0])


def check_worlds(count: int) -> None:
    """Refuse a number of worlds that cannot be spread evenly.

    Raises
    ------
    InputError
        When they are too few, too many, or no power of two.
    """
    if not FEWEST["pawn"] <= count <= MOST or count & (count - 1):
        below = max(FEWEST["pawn"], 2 ** int(math.log2(min(max(count, 1), MOST))))
        raise InputError(
            f"{count:,} worlds cannot be spread evenly: it takes a power of two, from "
            f"{FEWEST['pawn']} to {MOST:,}",
            remedy=f"Give {below:,} or {min(2 * below, MOST):,}",
            key="worlds",
            value=count,
        )


def spread_evenly(plan: SensitivityPlan) -> Worlds:
    """Return worlds spread evenly over the ranges of what a plan varies."""
    design = sample_design("pawn", Problem.of(plan.factors), plan.samples, plan.seed)
    points = tuple(design.problem.points(design.shares))
    return Worlds(points, np.arange(len(points)))


def drawn_worlds(plan: SensitivityPlan, packages: Packages, drawn: DrawnParameters) -> Worlds:
    """Return worlds as a posterior has them; what a package or the scenario sets is not drawn.

    Parameters
    ----------
    plan
        The scenario.
    packages
        The packages, whose levers are theirs.
    drawn
        The draws, a row per world.

    Raises
    ------
    InputError
        When nothing is left uncertain, or a draw leaves its range under the scenario.
    """
    setting = plan.setting
    arm = Arm(setting.scenario, setting.title, setting.parameters, setting.changes, drawn)
    check_draws([arm], setting.world)
    theirs = {*packages.levers, *setting.parameters, *plan.fixed}
    names = [name for name in drawn.source.parameters if name not in theirs]
    if not names:
        raise InputError(
            f"the posterior {drawn.source.name} draws nothing but what the packages or the "
            "scenario set",
            remedy="Give a posterior with other parameters, or leave out --posterior",
            key="posterior",
        )
    rows, place = np.unique(drawn.rows, return_inverse=True)
    draws = [drawn.source.point(int(row)) for row in rows]
    points = tuple({name: draw[name] for name in names} for draw in draws)
    return Worlds(points, place.astype(np.int64), drawn)
