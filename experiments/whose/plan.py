"""The plan of a valuation, checked before anything is simulated."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.compare.plan import Given, Plan, make_plan
from scenarios import Profile, profiles_with
from sim.errors import InputError
from sim.world import World

REFERENCE = "england"
"""The scenario that all are valued against unless another one is named."""


@dataclass(frozen=True)
class ValuationPlan:
    """Everything that determines a valuation.

    Attributes
    ----------
    plan
        The comparison whose runs are valued.
    profiles
        The stakeholders by name.
    window
        Calendar years from and to which the runs are valued.
    """

    plan: Plan
    profiles: Mapping[str, Profile]
    window: tuple[float, float]

    @property
    def name(self) -> str:
        """Name of the valuation, after its scenarios."""
        return f"whose-{self.plan.name}"


def make_valuation(
    scenarios: Sequence[Given],
    *,
    against: Given,
    profiles: str | os.PathLike[str] | None,
    start: float | None,
    replicates: int,
    years: float | None,
    seed: int,
    workers: int | None,
    world: World | None,
    parameters: Mapping[str, float] | None,
) -> ValuationPlan:
    """Return the checked plan; the arguments are those of ``experiments.whose.running.whose``.

    Raises
    ------
    InputError
        For anything that cannot be used.
    """
    known = profiles_with(profiles)
    plan = make_plan(
        scenarios,
        against=against,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
        precision=None,
        budget=None,
    )
    return ValuationPlan(plan, known, _window(plan, start))


def _window(plan: Plan, start: float | None) -> tuple[float, float]:
    """Return the years that are valued: from ``start``, or from when all are observed."""
    first, end = plan.window
    if start is None:
        own = [each.time.first_year for each in plan.scenarios.values() if each.dated]
        latest = float(max(own, default=first))
        return (latest if first <= latest < end else first), end
    number = isinstance(start, int | float) and not isinstance(start, bool)
    if not number or not first <= start < end or 4 * start != round(4 * start):
        raise InputError(
            f"the runs cannot be valued from {start!r} on",
            remedy=f"Give a year or a quarter (such as {first:g} or {first + 0.25:g}) from "
            f"{first:g} to {end - 0.25:g}",
            key="from",
            value=start,
        )
    return float(start), end
