"""Running scenarios once, and valuing the same runs for every stakeholder."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from experiments.compare.plan import Given
from experiments.compare.running import compare_plan
from experiments.run import Progress
from experiments.whose.plan import REFERENCE, ValuationPlan, make_valuation
from experiments.whose.result import ValuedScenarios
from sim.world import World


def whose(
    scenarios: Sequence[Given],
    *,
    against: Given = REFERENCE,
    profiles: str | os.PathLike[str] | None = None,
    start: float | None = None,
    replicates: int = 20,
    years: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    world: World | None = None,
    parameters: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> ValuedScenarios:
    """Value the same runs of some scenarios for every stakeholder, and rank them for each.

    Parameters
    ----------
    scenarios
        Names of shipped scenarios, paths of scenario files, or loaded scenarios.
    against
        The reference, whose value is 100 for everybody and which is ranked with the others.
    profiles
        File of stakeholders' profiles, which join the shipped ones; one of the same name takes
        the place of the shipped one.
    start
        Calendar year from which the runs are valued, a whole quarter; None for the first year
        in which all scenarios are observed.
    replicates, years, seed, workers, world, parameters, progress
        As for ``experiments.compare.running.compare``.

    Returns
    -------
    ValuedScenarios
        Values, rankings, agreement and contests.

    Raises
    ------
    InputError
        For anything that cannot be used; nothing has been simulated then.
    """
    valuation = make_valuation(
        scenarios,
        against=against,
        profiles=profiles,
        start=start,
        replicates=replicates,
        years=years,
        seed=seed,
        workers=workers,
        world=world,
        parameters=parameters,
    )
    return run_valuation(valuation, progress)


def run_valuation(valuation: ValuationPlan, progress: Progress | None = None) -> ValuedScenarios:
    """Run a checked plan; see ``whose``."""
    compared = compare_plan(valuation.plan, progress)
    return ValuedScenarios(compared, valuation.profiles, valuation.window)
